//! What can be met or missed, and what says that it was.

use crate::pacing::FlagKind;
use crate::round::{QuestionKind, Theme};
use crate::word::Word;

/// What can be met or missed, and comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Matter {
    /// A question.
    Question {
        /// Its id.
        id: String,
        /// What a person reads.
        title: String,
    },
    /// A point that a good answer to it makes.
    Point {
        /// The question's id.
        question: String,
        /// What a person reads of that.
        title: String,
        /// The phase that it belongs to.
        phase: String,
        /// The point.
        point: String,
    },
    /// A theme of behavioral questions.
    Theme(Theme),
    /// A story, by its id.
    Story(String),
    /// A phase of designs, by its name.
    Phase(String),
    /// What a kind of interview is flagged for.
    Habit(FlagKind),
}

impl Matter {
    /// What tells it from others of its kind of question.
    pub(super) fn key(&self) -> (u8, &str, &str) {
        match self {
            Self::Question { id, .. } => (0, id, ""),
            Self::Point { question, point, .. } => (1, question, point),
            Self::Theme(theme) => (2, theme.word(), ""),
            Self::Story(id) => (3, id, ""),
            Self::Phase(name) => (4, name, ""),
            Self::Habit(flag) => (5, flag.word(), ""),
        }
    }
}

/// What says whether something was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Basis {
    /// A time against its limit.
    Time,
    /// That hardly any time was taken for it.
    Left,
    /// What was ticked.
    Points,
    /// The candidate's own rating.
    Rating,
}

/// That something was met or missed, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sign {
    /// In questions of this kind.
    pub(crate) kind: QuestionKind,
    /// What.
    pub(crate) matter: Matter,
    /// Whether it was met.
    pub(crate) met: bool,
    /// By what that is known.
    pub(crate) basis: Basis,
}
