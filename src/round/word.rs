//! The words of what is asked.

use super::{Difficulty, QuestionKind, SlotKind, Theme};
use crate::word::Word;

impl Word for SlotKind {
    fn word(self) -> &'static str {
        match self {
            Self::Coding => "coding",
            Self::MlDesign => "ml-design",
            Self::Behavioral => "behavioral",
            Self::Foundations => "foundations",
        }
    }
}

impl Word for QuestionKind {
    fn word(self) -> &'static str {
        match self {
            Self::Coding => "coding",
            Self::MlDesign => "ml-design",
            Self::Behavioral => "behavioral",
            Self::Pitch => "pitch",
            Self::Foundations => "foundations",
        }
    }
}

impl Word for Difficulty {
    fn word(self) -> &'static str {
        match self {
            Self::Easy => "easy",
            Self::Medium => "medium",
            Self::Hard => "hard",
        }
    }
}

impl Word for Theme {
    fn word(self) -> &'static str {
        match self {
            Self::Conflict => "conflict",
            Self::Ambiguity => "ambiguity",
            Self::Growth => "growth",
            Self::Delivery => "delivery",
            Self::Stakeholders => "stakeholders",
            Self::ScopeChange => "scope-change",
            Self::Aspiration => "aspiration",
            Self::HardestProblem => "hardest-problem",
            Self::Outcomes => "outcomes",
        }
    }
}
