//! The words of what is asked.

use super::{Difficulty, QuestionKind, SlotKind, Theme};
use crate::word::Word;

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
