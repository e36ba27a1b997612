//! After a slot: which stories were told and how the answers were, then what is missing, then the
//! candidate's own rating, and at the round's end the one line. Pure: lines come in, events go out.
//! Every question can be skipped.

mod heard;
mod list;
mod open;
mod read;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

pub(crate) use self::list::{ListAsk, ListOf};
pub(super) use self::open::is_answer_open;
pub(super) use self::read::rating;
use self::read::{NONE, NOTHING_TO_UNDO};
pub(super) use self::read::{is_never, time_within};
pub(crate) use self::read::{is_none, is_undo};
use super::self_review::CheckAnswer;
use crate::session::Session;
use crate::session::asked::{Dimension, ReviewAsk, SelfCheck};
use crate::session::event::{Correctable, What};
use crate::session::kept::Kept;
use crate::session::rateable::Rateable;
use crate::session::timeline::Timeline;
use crate::stories::choices::Choice;
use crate::text::clean;
use crate::word::Word;

/// What is written where a first answer is asked for.
const TIME_OR_NEVER: &str = "m:ss, n for never, or Enter where it is not known";

/// Most stories that are listed for a question; any id can be typed.
const OFFERED: usize = 9;

/// Most that is asked at a sitting, what shows an answer included. What is left stays open.
const MOST: usize = 10;

/// The review of one slot, as far as it has got.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SlotReview {
    slot: usize,
    asks: VecDeque<Prompt>,
    stories: Vec<StoryName>,
    ratings: BTreeMap<Kept<Dimension>, u8>,
    /// How many were answered or skipped at this sitting.
    asked: usize,
    /// What is open and isn't asked among these; what matters most first.
    left_out: VecDeque<Prompt>,
    /// Of the list that is asked about, how many points were on screen by now, where not all were.
    until: Option<usize>,
}

/// What a story is called.
#[derive(Debug, Clone, PartialEq, Eq)]
struct StoryName {
    id: String,
    title: String,
}

/// What is asked next.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Prompt {
    /// Which story answered a question; the ones that fit its theme, or all where none does.
    Story { question: usize, title: String, fits: Vec<Fit>, is_of_theme: bool },
    /// Which points of a list were made.
    List(ListAsk),
    /// A question of the self-review.
    Check(SelfCheck),
    /// What in the answers shows it.
    Note(SelfCheck, CheckAnswer),
    /// When the first answer came, or when a told one ended; of a question this long, with when
    /// the candidate began to speak, or stopped.
    FirstAnswer { question: usize, told: bool, length: Duration, spoke: Vec<Duration> },
    /// The candidate's own rating of what was rehearsed.
    Rating(Rateable, Dimension),
    /// The one line.
    Debrief,
}

impl Prompt {
    /// Whether it says what a good answer has.
    fn gives_away(&self) -> bool {
        matches!(self, Self::List(_))
    }
}

/// A story that fits a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fit {
    /// Its id.
    pub(crate) id: String,
    /// Its title.
    pub(crate) title: String,
    /// How often it was told.
    pub(crate) told: usize,
}

impl SlotReview {
    /// What a slot that has ended leaves to ask; the stories are offered for behavioral answers.
    /// What was answered before the round was left, or before the slot's end was taken back, isn't
    /// asked again.
    pub(crate) fn of(
        session: &Session,
        timeline: &Timeline,
        slot: usize,
        stories: &[Choice],
    ) -> Self {
        let asks = open::asks(session, timeline, slot, stories);
        let run = timeline.slots.get(slot);
        let name = |of: &Choice| StoryName { id: of.id.clone(), title: of.title.clone() };
        let stories = stories.iter().map(name).collect();
        let ratings = run.map(|run| run.ratings.clone()).unwrap_or_default();
        let (asked, left_out, until) = (0, VecDeque::new(), None);
        let mut review = Self { slot, asks, stories, ratings, asked, left_out, until };
        review.leave_out();
        review
    }

    /// Leaves out what matters least beyond what a sitting asks.
    fn leave_out(&mut self) {
        while self.asked + self.asks.len() > MOST {
            let least = self.asks.iter().map(weight).max();
            let Some(at) = self.asks.iter().rposition(|ask| Some(weight(ask)) == least) else {
                return;
            };
            if let Some(out) = self.asks.remove(at).filter(|out| !matches!(out, Prompt::Note(..))) {
                self.left_out.push_front(out);
            }
        }
    }

    /// Goes on with what was left out, ten things at most once more.
    pub(crate) fn go_on(&mut self) {
        self.asks.append(&mut self.left_out);
        self.asked = 0;
        self.leave_out();
    }

    /// How many are left out until then.
    pub(crate) fn left_out(&self) -> usize {
        self.left_out.len()
    }

    /// The slot that it is about.
    pub(crate) fn slot(&self) -> usize {
        self.slot
    }

    /// The number of what is asked now, from 1, and of how many at this sitting.
    pub(crate) fn number(&self) -> (usize, usize) {
        (self.asked + 1, self.asked + self.asks.len())
    }

    /// How many questions are open that were not asked yet, at this sitting or another.
    pub(crate) fn open(&self) -> usize {
        let asks = self.asks.iter().filter(|ask| !matches!(ask, Prompt::Note(..)));
        asks.count() + self.left_out.len()
    }

    /// What to ask now; `None` when all is asked.
    pub(crate) fn prompt(&self) -> Option<&Prompt> {
        self.asks.front()
    }

    /// Whether what is asked now says what a good answer has.
    pub(crate) fn gives_away(&self) -> bool {
        self.prompt().is_some_and(Prompt::gives_away)
    }

    /// Of the list that is asked about, so many points were on screen by now; all where nobody says
    /// it. An answer speaks of these only, and the next page is up behind it.
    pub(crate) fn was_shown(&mut self, until: Option<usize>) {
        self.until = until;
    }

    /// Takes the answer to the prompt. What it says comes back as an event, and the next prompt or
    /// page is up. Nothing written skips the prompt; of a list, what is left of it.
    ///
    /// # Errors
    /// Why the answer isn't understood, and what is; the same prompt stays up.
    pub(crate) fn answer(&mut self, line: &str) -> Result<Option<What>, String> {
        let line = clean(line);
        let line = line.trim();
        if is_undo(line) {
            return Err(NOTHING_TO_UNDO.to_string());
        }
        let Some(mut prompt) = self.asks.front().cloned() else { return Ok(None) };
        let event = if line.is_empty() { None } else { Some(self.read(&mut prompt, line)?) };
        self.until = None;
        if let Some(What::ReviewedSoFar { .. }) = event {
            self.asks[0] = prompt;
            return Ok(event);
        }
        self.asks.pop_front();
        self.asked += 1;
        match (&prompt, &event) {
            (Prompt::Check(check), Some(What::Reviewed { answer, note: None, .. })) => {
                if let Some(answer) = CheckAnswer::parse(answer) {
                    self.asks.push_front(Prompt::Note(*check, answer));
                }
            }
            // Each is kept as it is given: the round may be left before the next.
            (_, Some(What::Rated { ratings, .. })) => self.ratings.clone_from(ratings),
            (_, Some(What::Story { id, .. })) => self.note_told(id),
            _ => {}
        }
        self.leave_out();
        Ok(event)
    }

    /// What an answer to a prompt says.
    fn read(&self, prompt: &mut Prompt, line: &str) -> Result<What, String> {
        let slot = self.slot;
        Ok(match prompt {
            Prompt::Story { question, .. } if is_none(line) => {
                self.reviewed(Some(*question), ReviewAsk::Story, NONE, None)
            }
            Prompt::Story { question, fits, .. } => {
                What::Story { slot, question: *question, id: self.story(line, fits)? }
            }
            Prompt::List(list) => list.answer(slot, line, self.until)?,
            Prompt::Check(check) => {
                let (answer, note) = CheckAnswer::read(line)?;
                self.reviewed(None, ReviewAsk::Check(*check), answer.word(), note)
            }
            Prompt::Note(check, answer) => {
                let note = Some(line.to_string());
                self.reviewed(None, ReviewAsk::Check(*check), answer.word(), note)
            }
            Prompt::FirstAnswer { question, length, .. } => {
                let time = || time_within(line, *length, TIME_OR_NEVER);
                let to = if is_never(line) { None } else { Some(time()?) };
                let mark = Correctable::FirstAnswer;
                What::Corrected { mark, which: None, to, slot, question: *question }
            }
            Prompt::Rating(_, dimension) => {
                let mut ratings = self.ratings.clone();
                ratings.insert((*dimension).into(), rating(line)?);
                What::Rated { slot, ratings }
            }
            Prompt::Debrief => What::Debrief { text: line.to_string() },
        })
    }

    /// A story told in this slot was told once more, and stands behind the others that fit.
    fn note_told(&mut self, story: &str) {
        for ask in self.asks.iter_mut().chain(&mut self.left_out) {
            let Prompt::Story { fits, .. } = ask else { continue };
            for fit in fits.iter_mut() {
                fit.told += usize::from(fit.id == story);
            }
            fits.sort_by_key(|fit| fit.told);
        }
    }

    fn reviewed(
        &self,
        question: Option<usize>,
        ask: ReviewAsk,
        answer: &str,
        note: Option<String>,
    ) -> What {
        let (slot, answer) = (self.slot, answer.to_string());
        What::Reviewed { slot, question, ask: ask.into(), answer, note }
    }

    /// The story that a number means, or an id or a title, or the beginning of one.
    fn story(&self, line: &str, fits: &[Fit]) -> Result<String, String> {
        let number = line.parse::<usize>().ok();
        if let Some(fit) = number.and_then(|number| fits.get(number.checked_sub(1)?)) {
            return Ok(fit.id.clone());
        }
        let meant = line.to_lowercase();
        let such = |is: &dyn Fn(&str) -> bool| -> Vec<&StoryName> {
            let named = |of: &&StoryName| is(&of.id) || is(&of.title.to_lowercase());
            self.stories.iter().filter(named).collect()
        };
        let exact = such(&|name| name == meant);
        let begin = such(&|name| name.starts_with(&meant));
        match (&exact[..], &begin[..]) {
            ([story], _) | ([], [story]) => Ok(story.id.clone()),
            ([], []) => Err(format!(
                "{line:?} is no story: write a number, title or id, n for none, or Enter to skip"
            )),
            ([], _) => Err(format!("several stories begin with {line:?}: write more of it")),
            (_, _) => Err(format!("several stories are called {line:?}: write an id")),
        }
    }
}

/// How little a question matters that a sitting may leave out: what a report lacks most comes
/// first, then what is soon forgotten.
fn weight(prompt: &Prompt) -> u8 {
    match prompt {
        Prompt::FirstAnswer { .. } => 0,
        Prompt::Debrief => 1,
        Prompt::Story { .. } => 2,
        Prompt::List(_) => 3,
        Prompt::Rating(..) => 4,
        Prompt::Note(..) => 5,
        Prompt::Check(check) if SelfCheck::OF_ANSWERS.contains(check) => 6,
        Prompt::Check(_) => 7,
    }
}
