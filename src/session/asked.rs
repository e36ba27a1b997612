//! What a review asks and what a candidate rates: closed sets of words.

use std::fmt;
use std::sync::LazyLock;

use clap::ValueEnum;

use crate::word::Word;

/// What a candidate rates after a slot, 1 to 4: the usual dimensions of an interviewer's form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Dimension {
    /// Whether and how the problem was solved.
    ProblemSolving,
    /// Whether an interviewer could follow.
    Communication,
    /// How deep the answers went.
    TechnicalDepth,
    /// How the time was used.
    Time,
}

impl Word for Dimension {
    fn word(self) -> &'static str {
        match self {
            Self::ProblemSolving => "problem solving",
            Self::Communication => "communication",
            Self::TechnicalDepth => "technical depth",
            Self::Time => "time",
        }
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// What the review of a slot asks, by its name in sessions and reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewAsk {
    /// Which story answered a question; the answer is `none`, or else there is a `story` event
    /// instead.
    Story,
    /// What of the key points was said; the answer is the numbers of the points, or `none`.
    KeyPoints,
    /// Which of a question's own points, which its round did not show, were made; the answer is
    /// their numbers, phase by phase, or `none`.
    Checklist,
    /// Which facts of a terse question were asked for that no mark says; the answer is their
    /// numbers, or `none`.
    Facts,
    /// How the candidate judges the slot; the answer is `yes`, `unsure` or `no`.
    Check(SelfCheck),
}

/// A question of the self-review: the first four about the answers, then the risks that an
/// interviewer weighs in the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SelfCheck {
    /// Whether it was clear who did what.
    Ownership,
    /// Whether the four parts came in their order.
    Structure,
    /// Whether every answer ended on a result with a number.
    ResultWithNumber,
    /// Whether it was said how large it was.
    Scale,
    /// Whether this person would collapse under ambiguity.
    CollapsesUnderAmbiguity,
    /// Whether they would spin their wheels.
    SpinsTheirWheels,
    /// Whether they would blame others.
    BlamesOthers,
    /// Whether they would need hand-holding.
    NeedsHandHolding,
    /// Whether they think in systems.
    ThinksInSystems,
}

impl ValueEnum for ReviewAsk {
    fn value_variants<'a>() -> &'a [Self] {
        static ALL: LazyLock<Vec<ReviewAsk>> = LazyLock::new(|| {
            let checks = SelfCheck::all().iter().copied().map(ReviewAsk::Check);
            [ReviewAsk::Story, ReviewAsk::KeyPoints, ReviewAsk::Checklist, ReviewAsk::Facts]
                .into_iter()
                .chain(checks)
                .collect()
        });
        &ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(self.word().into())
    }
}

impl Word for ReviewAsk {
    fn word(self) -> &'static str {
        match self {
            Self::Story => "story",
            Self::KeyPoints => "key points",
            Self::Checklist => "checklist",
            Self::Facts => "facts",
            Self::Check(check) => check.word(),
        }
    }
}

impl Word for SelfCheck {
    fn word(self) -> &'static str {
        match self {
            Self::Ownership => "ownership",
            Self::Structure => "structure",
            Self::ResultWithNumber => "result with a number",
            Self::Scale => "scale",
            Self::CollapsesUnderAmbiguity => "collapses under ambiguity",
            Self::SpinsTheirWheels => "spins their wheels",
            Self::BlamesOthers => "blames others",
            Self::NeedsHandHolding => "needs hand-holding",
            Self::ThinksInSystems => "thinks in systems",
        }
    }
}
