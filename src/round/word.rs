//! The words that stand for values in files, on the command line and on screen.

use super::{Difficulty, QuestionKind, SlotKind, Theme};

/// A closed set of words, each the one spelling used in files, on the command line and on screen.
pub trait Word: Sized + Copy + PartialEq + 'static {
    /// Every value with its word, in the order in which they are listed to a person.
    const WORDS: &'static [(Self, &'static str)];

    /// The word of this value.
    fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(value, _)| *value == self).map_or("", |(_, word)| word)
    }

    /// The value of a word.
    fn parse(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(_, known)| *known == word).map(|(value, _)| *value)
    }

    /// All the words, for an error that says what is allowed.
    fn allowed() -> String {
        Self::WORDS.iter().map(|(_, word)| *word).collect::<Vec<_>>().join(", ")
    }
}

impl Word for SlotKind {
    const WORDS: &'static [(Self, &'static str)] = &[
        (Self::Coding, "coding"),
        (Self::MlDesign, "ml-design"),
        (Self::Behavioral, "behavioral"),
        (Self::Foundations, "foundations"),
    ];
}

impl Word for QuestionKind {
    const WORDS: &'static [(Self, &'static str)] = &[
        (Self::Coding, "coding"),
        (Self::MlDesign, "ml-design"),
        (Self::Behavioral, "behavioral"),
        (Self::Pitch, "pitch"),
        (Self::Foundations, "foundations"),
    ];
}

impl Word for Difficulty {
    const WORDS: &'static [(Self, &'static str)] =
        &[(Self::Easy, "easy"), (Self::Medium, "medium"), (Self::Hard, "hard")];
}

impl Word for Theme {
    const WORDS: &'static [(Self, &'static str)] = &[
        (Self::Conflict, "conflict"),
        (Self::Ambiguity, "ambiguity"),
        (Self::Growth, "growth"),
        (Self::Delivery, "delivery"),
        (Self::Stakeholders, "stakeholders"),
        (Self::ScopeChange, "scope-change"),
        (Self::Aspiration, "aspiration"),
        (Self::HardestProblem, "hardest-problem"),
        (Self::Outcomes, "outcomes"),
    ];
}
