//! STAR: the parts of a told answer, by which stories are written and answers are planned.

use clap::ValueEnum;

use crate::word::Word;

/// A part of a told answer, in the order of telling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, ValueEnum)]
pub(crate) enum StarPart {
    /// Where and when, and what was at stake.
    Situation,
    /// What was to be done, and why by this person.
    Task,
    /// What the candidate did.
    Action,
    /// What came of it.
    Result,
}

impl StarPart {
    /// All four.
    pub(crate) const ALL: [Self; 4] = [Self::Situation, Self::Task, Self::Action, Self::Result];
}

impl Word for StarPart {
    fn word(self) -> &'static str {
        match self {
            Self::Situation => "situation",
            Self::Task => "task",
            Self::Action => "action",
            Self::Result => "result",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::round::QuestionKind;

    #[test]
    fn a_behavioral_answer_is_planned_in_its_parts() {
        assert_eq!(StarPart::all(), StarPart::ALL);
        assert_eq!(QuestionKind::Behavioral.phase_names()[..4], StarPart::ALL.map(Word::word));
    }
}
