//! What is known of an answer: when the first one came, how long a told one was, and how its parts
//! stand to each other.

use std::time::Duration;

use super::Moment;
use super::flags::STAR_POINTS;
use crate::round::limits::{Limits, percent};
use crate::word::Word;

/// When the first answer came. Coding and ml-design only: in other kinds the mark says that the
/// answer is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FirstAnswer {
    /// What is known of it.
    pub(crate) known: AnswerKnown,
    /// When; `None` unless marked or corrected.
    pub(crate) at: Option<Moment>,
    /// Time paused between the question and the answer.
    pub(crate) paused: Duration,
}

/// What is known of a first answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum AnswerKnown {
    /// It was marked when it came.
    Marked,
    /// The review says when it came.
    Corrected,
    /// The review says that it never came.
    Never,
    /// It was not marked, and the review doesn't say.
    Unknown,
    /// There was none to give: the kind has none, the question was not reached, or it was skipped
    /// without one.
    NotAsked,
}

impl Word for AnswerKnown {
    fn word(self) -> &'static str {
        match self {
            Self::Marked => "marked",
            Self::Corrected => "corrected",
            Self::Never => "never",
            Self::Unknown => "unknown",
            Self::NotAsked => "not-asked",
        }
    }
}

/// A told answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ToldAnswer {
    /// First words; where they were not heard, when the question was shown.
    pub(crate) from: Moment,
    /// The end of the last speech before follow-ups; where that was not heard, when follow-ups
    /// began.
    pub(crate) to: Moment,
}

impl ToldAnswer {
    /// How long it took, running time.
    pub(crate) fn length(&self) -> Duration {
        self.to.in_question.saturating_sub(self.from.in_question)
    }
}

/// The parts of a told answer, running time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Star {
    /// Situation and task.
    pub(crate) setup: Duration,
    /// Action.
    pub(crate) action: Duration,
    /// All four parts.
    pub(crate) whole: Duration,
    /// When the last of them ended.
    pub(crate) ended: Moment,
}

impl Star {
    /// Situation and task, action and result, as shares of the whole, 0 to 1.
    pub(crate) fn shares(&self) -> [f64; 3] {
        let result = self.whole.saturating_sub(self.setup + self.action);
        let parts = [self.setup, self.action, result];
        parts.map(|part| part.as_secs_f64() / self.whole.as_secs_f64())
    }

    /// The same as they are shown, in whole hundredths.
    pub(crate) fn percents(&self) -> [u64; 3] {
        self.shares().map(percent)
    }

    /// By how many points, as they are shown, situation and task are past what they may take, and
    /// the action is short of what it should.
    pub(crate) fn points_past(&self, limits: &Limits) -> [u64; 2] {
        let [setup, action, _] = self.percents();
        let (most, least) = (percent(limits.star_setup_share), percent(limits.star_action_share));
        [setup.saturating_sub(most), least.saturating_sub(action)]
    }

    /// Which of the two is named: what is so by the tolerance or more, and where neither is, what
    /// is so at all.
    pub(crate) fn named(&self, limits: &Limits) -> [bool; 2] {
        match self.is_off(limits) {
            [false, false] => self.points_past(limits).map(|points| points > 0),
            is_off => is_off,
        }
    }

    /// Which of the two is so by the tolerance or more.
    pub(crate) fn is_off(&self, limits: &Limits) -> [bool; 2] {
        self.points_past(limits).map(|points| points >= STAR_POINTS)
    }
}
