//! What somebody else who was there says of a slot: ratings by the dimensions that its kind has,
//! and a note. Pure: lines come in, events go out. Each event says all that they said of the slot.

use std::collections::BTreeMap;

use super::review::rating;
use crate::round::Slot;
use crate::session::asked::Dimension;
use crate::session::event::What;
use crate::session::kept::Kept;
use crate::session::rateable::Rateable;
use crate::session::run::SlotRun;
use crate::text::clean_line;
use crate::word::Word;

/// Somebody's rating of a slot, as far as it has got.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OtherRating {
    slot: usize,
    by: String,
    /// What the slot rehearses.
    rated: Rateable,
    ratings: BTreeMap<Kept<Dimension>, u8>,
    note: Option<String>,
    /// What was answered or skipped.
    asked: usize,
}

/// What they are asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RatingAsk {
    /// How it was in one dimension; what they said of it before.
    Dimension(Rateable, Dimension, Option<u8>),
    /// What they noted; what they said before.
    Note(Option<String>),
}

impl OtherRating {
    /// What somebody of this name says of a slot, as a change of what they said before.
    pub(crate) fn of(slot: usize, planned: &Slot, run: &SlotRun, by: &str) -> Self {
        let before = run
            .rated_by
            .iter()
            .find(|before| before.by.whole().to_lowercase() == by.to_lowercase());
        Self {
            slot,
            by: by.to_string(),
            rated: Rateable::of(planned),
            ratings: before.map(|of| of.ratings.clone()).unwrap_or_default(),
            note: before.and_then(|of| Some(of.note.as_ref()?.whole().to_string())),
            asked: 0,
        }
    }

    /// The dimensions that are rated in it.
    pub(crate) fn dimensions(&self) -> Vec<Dimension> {
        let all = Dimension::all().iter().copied();
        all.filter(|of| self.rated.is_rated(*of)).collect()
    }

    /// What is asked now; `None` when all is.
    pub(crate) fn ask(&self) -> Option<RatingAsk> {
        let dimensions = self.dimensions();
        match dimensions.get(self.asked) {
            Some(of) => {
                let before = self.ratings.get(&(*of).into()).copied();
                Some(RatingAsk::Dimension(self.rated, *of, before))
            }
            None => (self.asked == dimensions.len()).then(|| RatingAsk::Note(self.note.clone())),
        }
    }

    /// Takes the answer to it; nothing written leaves it as it was.
    ///
    /// # Errors
    /// Why it isn't understood, and what is; the same is asked still.
    pub(crate) fn answer(&mut self, line: &str) -> Result<Option<What>, String> {
        let line = clean_line(line);
        let line = line.trim();
        let said = match self.ask() {
            None => return Ok(None),
            Some(_) if line.is_empty() => None,
            Some(RatingAsk::Dimension(_, of, _)) => Some(self.rate(of, rating(line)?)),
            Some(RatingAsk::Note(_)) => Some(self.note(line)),
        };
        self.asked += 1;
        Ok(said)
    }

    /// Takes a rating.
    pub(crate) fn rate(&mut self, of: Dimension, rating: u8) -> What {
        self.ratings.insert(of.into(), rating);
        self.said()
    }

    /// Takes a note.
    pub(crate) fn note(&mut self, note: &str) -> What {
        self.note = Some(clean_line(note).trim().to_string()).filter(|note| !note.is_empty());
        self.said()
    }

    fn said(&self) -> What {
        let (by, ratings) = (self.by.clone(), self.ratings.clone());
        What::RatedBy { slot: self.slot, by, note: self.note.clone(), ratings }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{coding, design, header};
    use crate::session::Session;
    use crate::session::event::Event;
    use crate::session::timeline::Timeline;
    use crate::time::Elapsed;

    fn session() -> Session {
        Session::new(header(vec![coding(), design()]))
    }

    fn rating_by(session: &Session, slot: usize, by: &str) -> OtherRating {
        let run = &Timeline::of(session).slots[slot];
        OtherRating::of(slot, session.slot(slot).unwrap(), run, by)
    }

    fn add(session: &mut Session, what: What) {
        session.events.push(Event { at: Elapsed::ZERO, what });
    }

    #[test]
    fn each_answer_says_all_that_was_said_and_nothing_written_leaves_it() {
        let mut session = session();
        let mut of = rating_by(&session, 1, "Sam");
        for line in ["3", "", " 2", "", "slow to a baseline\u{7}\n"] {
            if let Some(what) = of.answer(line).unwrap() {
                add(&mut session, what);
            }
        }
        assert_eq!(of.ask(), None);
        assert_eq!(session.events.len(), 3);
        let slots = Timeline::of(&session).slots;
        let said: Vec<_> = slots[1].rated_by.iter().collect();
        assert_eq!(said.len(), 1);
        assert_eq!(said[0].note.as_ref().unwrap().whole(), "slow to a baseline");
        let depth = Dimension::TechnicalDepth.into();
        let expected = [(Dimension::ProblemSolving.into(), 3), (depth, 2)];
        assert_eq!(said[0].ratings, expected.into());
        assert_eq!(slots[0].rated_by.iter().count(), 0);
        // Said again, the last word counts, and the rest stays; of another name it is another's.
        let mut again = rating_by(&session, 1, "sAM");
        let before = RatingAsk::Dimension(again.rated, Dimension::ProblemSolving, Some(3));
        assert_eq!(again.ask(), Some(before));
        add(&mut session, again.rate(Dimension::ProblemSolving, 4));
        let what = rating_by(&session, 1, "Kim").rate(Dimension::Time, 1);
        add(&mut session, what);
        let slots = Timeline::of(&session).slots;
        let said: Vec<_> = slots[1].rated_by.iter().collect();
        let names: Vec<&str> = said.iter().map(|of| of.by.whole()).collect();
        assert_eq!(names, ["sAM", "Kim"], "in capitals or not");
        assert_eq!(said[0].ratings.len(), 2);
        assert_eq!(said[0].ratings[&Dimension::ProblemSolving.into()], 4);
    }

    #[test]
    fn what_is_no_rating_is_refused_and_asked_again() {
        let mut of = rating_by(&session(), 0, "Sam");
        let asked = of.ask();
        for line in ["5", "0", "good", "2.5", "-1"] {
            let why = of.answer(line).unwrap_err();
            assert!(why.contains("is no rating: allowed are 1, 2, 3, 4"), "{why}");
        }
        assert_eq!(of.ask(), asked);
    }
}
