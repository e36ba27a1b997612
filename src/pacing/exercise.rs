//! What a question exercises: an interview's question whole, or a part of one. Each is followed by
//! itself: a pitch is no story, and one phase no design.

use std::fmt;

use super::QuestionPacing;
use super::drill::DrillOf;
use crate::round::QuestionKind;
use crate::text::GivenText;
use crate::word::Word;

/// What is followed by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Exercise {
    /// Whole questions of a kind, in interviews and drills alike.
    Whole(QuestionKind),
    /// One phase of a kind's questions alone, by its name.
    Phase(QuestionKind, GivenText),
    /// A story told in less and less time.
    Ladder,
    /// What is asked on top of questions, alone.
    Probes,
}

impl Exercise {
    /// What a question exercises.
    pub(super) fn of(question: &QuestionPacing) -> Self {
        match DrillOf::question(question) {
            DrillOf::Kind(kind, _) => Self::Whole(kind),
            DrillOf::Phase(kind, phase) => Self::Phase(kind, phase.into()),
            DrillOf::Story(_) => Self::Ladder,
            DrillOf::Probes => Self::Probes,
        }
    }

    /// The kind of its questions.
    pub(crate) fn kind(&self) -> QuestionKind {
        match self {
            Self::Whole(kind) | Self::Phase(kind, _) => *kind,
            Self::Ladder => QuestionKind::Behavioral,
            Self::Probes => QuestionKind::Foundations,
        }
    }

    /// Its only phase, by name.
    pub(crate) fn phase(&self) -> Option<&str> {
        match self {
            Self::Phase(_, phase) => Some(phase.whole()),
            Self::Whole(_) | Self::Ladder | Self::Probes => None,
        }
    }

    /// What machines call the part that it is of an interview's question; `None` where it is whole.
    pub(crate) fn part(&self) -> Option<&'static str> {
        match self {
            Self::Whole(_) => None,
            Self::Phase(..) => Some("phase"),
            Self::Ladder => Some("ladder"),
            Self::Probes => Some("probes"),
        }
    }

    /// Where it stands among others: kind by kind, the whole before its parts.
    pub(super) fn place(&self) -> (usize, usize, String) {
        let position = QuestionKind::all().iter().position(|kind| *kind == self.kind());
        let part = match self {
            Self::Whole(_) => 0,
            Self::Phase(kind, phase) => {
                let names = kind.phase_names();
                1 + names.iter().position(|name| *name == phase.whole()).unwrap_or(names.len())
            }
            Self::Ladder | Self::Probes => usize::MAX,
        };
        (position.unwrap_or_default(), part, self.to_string())
    }
}

impl fmt::Display for Exercise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(kind) => f.write_str(kind.word()),
            Self::Phase(kind, phase) => write!(f, "{} {phase}", kind.word()),
            Self::Ladder => f.write_str("story ladder"),
            Self::Probes => f.write_str("probes"),
        }
    }
}
