//! The longest that nothing was said, and what that is held against.

use std::time::Duration;

use super::flags::Tolerance;
use super::{QuestionPacing, SilentStretch, flags};
use crate::time::TimeStep;

/// The longest that nothing was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LongestSilence {
    /// How much of it counts: running time, less excused thinks.
    pub(crate) length: Duration,
    /// From here it is late. `None` where none is too long, as in follow-ups.
    pub(crate) limit: Option<Duration>,
    /// How far past that it may be, and in what steps it is told.
    pub(super) tolerance: Tolerance,
}

impl LongestSilence {
    /// In a question; heard and wordless at its beginning is silent too, though the report calls it
    /// first words. `None` where nothing was heard.
    pub(crate) fn of(question: &QuestionPacing) -> Option<Self> {
        let words = question.first_words.map(|at| at.in_question).max(question.wordless);
        let wait = words.map(|length| Self {
            length,
            limit: question.limits.first_words.map(|limit| limit.late),
            tolerance: flags::FIRST_WORDS,
        });
        Self::longer(question.longest_silence, wait)
    }

    /// The longer of two. Of two alike the second.
    pub(crate) fn longer(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        [one, other].into_iter().flatten().max_by_key(|of| of.length)
    }

    /// How long it is: `0:57`; of a pause inside an answer `0:06.9`.
    pub(crate) fn told(self) -> String {
        self.tolerance.step.write(self.length)
    }

    /// Whether it is one that none is held against, however long.
    pub(crate) fn is_free(self) -> bool {
        self.limit.is_none() && !self.tolerance.step.told(self.length).is_zero()
    }
}

impl QuestionPacing {
    /// From where on a pause inside its answer is late, as that is told.
    pub(crate) fn pause_limit_told(&self) -> Option<String> {
        Some(step(true).write(self.limits.pause?.late))
    }
}

impl SilentStretch {
    /// Its length as it is told: a pause inside an answer in tenths.
    pub(crate) fn length_told(&self) -> String {
        step(self.in_answer).write(self.length)
    }
}

/// How far past its limit a silence may be, inside an answer and elsewhere.
pub(super) fn tolerance(in_answer: bool) -> Tolerance {
    if in_answer { flags::PAUSE } else { flags::SILENCE }
}

/// In what steps a silence is told, inside an answer and elsewhere.
pub(super) fn step(in_answer: bool) -> TimeStep {
    tolerance(in_answer).step
}
