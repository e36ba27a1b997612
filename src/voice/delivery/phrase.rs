//! A phrase, and whether its end fades: speech without a gap of half a second.

/// So many steps without speech end a phrase: half a second.
const GAP: u64 = 50;
/// With less speech it is no phrase that could fade: 2 s, in steps.
const SHORTEST: usize = 200;
/// With more it isn't one either, but a voice that never stops: a minute.
const LONGEST: usize = 6_000;
/// Its second half is at least so much softer than its first, dB. Of clean phrases read aloud 1.8%
/// are; of those made to fall by 12 dB 62%.
const FADES: f32 = 6.0;

/// A phrase that is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct EndedPhrase {
    /// The step of its last speech.
    pub(super) at: u64,
    /// Whether it faded.
    pub(super) is_faded: bool,
}

/// The phrase that goes on.
#[derive(Debug, Default)]
pub(super) struct Phrase {
    /// The levels of its speech, dB.
    levels: Vec<f32>,
    last: u64,
}

impl Phrase {
    /// Takes up a step of speech.
    pub(super) fn push(&mut self, at: u64, db: f32) {
        self.last = at;
        if self.levels.len() <= LONGEST {
            self.levels.push(db);
        }
    }

    /// Whether a step comes too late to be part of it.
    pub(super) fn is_over(&self, at: u64) -> bool {
        !self.levels.is_empty() && at >= self.last + GAP
    }

    /// What it was, if it was a phrase. The next begins.
    pub(super) fn end(&mut self) -> Option<EndedPhrase> {
        let mut levels = std::mem::take(&mut self.levels);
        if !(SHORTEST..=LONGEST).contains(&levels.len()) {
            return None;
        }
        let half = levels.len() / 2;
        let (first, second) = levels.split_at_mut(half);
        Some(EndedPhrase { at: self.last, is_faded: loud(first) - loud(second) >= FADES })
    }
}

/// The level that a tenth of these exceeds: louder ones are single sounds.
fn loud(levels: &mut [f32]) -> f32 {
    let rank = levels.len() * 9 / 10;
    *levels.select_nth_unstable_by(rank, f32::total_cmp).1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a phrase is whose halves have these lengths and levels.
    fn phrase(halves: [(usize, f32); 2]) -> Option<bool> {
        let mut phrase = Phrase::default();
        let levels = halves.into_iter().flat_map(|(steps, db)| std::iter::repeat_n(db, steps));
        (7..).zip(levels).for_each(|(at, db)| phrase.push(at, db));
        phrase.end().map(|ended| ended.is_faded)
    }

    #[test]
    fn a_phrase_fades_by_6_db_from_its_first_half_to_its_second() {
        assert_eq!(phrase([(100, -20.0), (100, -26.0)]), Some(true));
        assert_eq!(phrase([(100, -20.0), (100, -25.9)]), Some(false));
        assert_eq!(phrase([(100, -26.0), (100, -20.0)]), Some(false));
    }

    #[test]
    fn what_is_short_or_never_stops_is_no_phrase() {
        assert_eq!(phrase([(100, -20.0), (99, -40.0)]), None);
        assert_eq!(phrase([(3_000, -20.0), (3_000, -40.0)]), Some(true));
        assert_eq!(phrase([(3_000, -20.0), (3_001, -40.0)]), None);
    }

    #[test]
    fn half_a_second_without_speech_ends_it() {
        let mut phrase = Phrase::default();
        assert!(!phrase.is_over(1_000));
        phrase.push(10, -20.0);
        assert!(!phrase.is_over(59) && phrase.is_over(60));
        assert_eq!(phrase.end(), None);
        assert!(!phrase.is_over(60));
    }
}
