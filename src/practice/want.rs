//! A line that a plan could have.

use super::act::Act;
use crate::round::QuestionKind;
use crate::word::Word;

/// So many questions of what is not due are wanted at most.
pub(super) const SOME: usize = 3;

/// A line that a plan could have.
#[derive(Debug, Clone)]
pub(super) struct Want {
    /// What to do; what comes behind stands in where it takes too long.
    pub(super) acts: Vec<Act>,
    /// How many questions there would be, where there is time.
    pub(super) most: usize,
    /// Whether it asks one question that takes its slot alone.
    pub(super) alone: bool,
    /// Whether it is of something weak, which gets more of the time.
    pub(super) is_weak: bool,
    /// Why.
    pub(super) reason: String,
    /// Why, in full: a line for each thing that is due, or what else speaks for it.
    pub(super) why: Vec<String>,
    /// Whether it waits for this evening, and is told where the time has no room for it.
    pub(super) is_due: bool,
    /// In how many questions something is due.
    pub(super) due: usize,
    /// How it comes again from the evening before.
    pub(super) again: Again,
}

/// How a line comes again from the evening before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Again {
    /// It doesn't, or not alone.
    No,
    /// For the first time: it comes whatever it takes.
    First,
    /// Another time.
    More,
}

impl Want {
    pub(super) fn new(act: Act, most: usize, reason: String) -> Self {
        let (acts, why) = (vec![act], Vec::new());
        let (alone, is_weak, is_due, due, again) = (false, false, false, 0, Again::No);
        Self { acts, most, alone, is_weak, reason, why, is_due, due, again }
    }

    pub(super) fn because(mut self, why: String) -> Self {
        self.why.push(why);
        self
    }

    pub(super) fn or(mut self, act: Act) -> Self {
        self.acts.push(act);
        self
    }
}

/// The kinds that can be drilled.
pub(super) fn kinds() -> impl Iterator<Item = QuestionKind> {
    QuestionKind::all().iter().copied()
}
