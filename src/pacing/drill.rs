//! What a question rehearses: an interview's question whole, or only a part of one.

use super::{QuestionPacing, SlotPacing};
use crate::round::QuestionKind;
use crate::round::rung::Rung;
use crate::word::Word;

/// What a drill is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DrillOf<'a> {
    /// Questions of a kind.
    Kind(QuestionKind),
    /// One phase of a kind's questions, by its name.
    Phase(QuestionKind, &'a str),
    /// One story at several lengths, by its id.
    Story(&'a str),
}

impl<'a> DrillOf<'a> {
    /// What a question rehearses.
    pub(super) fn question(question: &'a QuestionPacing) -> Self {
        match (Rung::of(&question.id), &question.phases[..]) {
            (Some(rung), _) => Self::Story(rung.story),
            (None, [only]) if question.is_one_phase() => Self::Phase(question.kind, &only.name),
            _ => Self::Kind(question.kind),
        }
    }

    /// What rehearses a question of a slot, or the slot as a whole.
    pub(super) fn again(slot: &'a SlotPacing, question: Option<usize>) -> Self {
        match slot.questions.first().map(Self::question) {
            Some(story @ Self::Story(_)) => story,
            _ => question
                .and_then(|question| slot.questions.get(question))
                .map_or(Self::Kind(slot.kind.question()), Self::question),
        }
    }

    /// Whether it is only a part of what an interview asks.
    pub(super) fn is_part(self) -> bool {
        match self {
            Self::Phase(..) | Self::Story(_) => true,
            Self::Kind(_) => false,
        }
    }

    /// The command that runs it, if there is one.
    pub(super) fn command(self) -> Option<String> {
        let (kind, phase) = match self {
            Self::Story(story) => return Some(format!("mockround drill story {story}")),
            Self::Phase(kind, phase) => (kind, format!(" --phase {phase:?}")),
            Self::Kind(kind) => (kind, String::new()),
        };
        kind.drill()?;
        Some(format!("mockround drill {}{phase}", kind.word()))
    }
}
