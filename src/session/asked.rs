//! What a review asks and what a candidate rates: closed sets of words. A session can hold words
//! that this build doesn't know; those are kept as they are.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::sync::LazyLock;

use clap::ValueEnum;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::word::Word;

/// What a candidate rates after a slot, 1 to 4: the usual dimensions of an interviewer's form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
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
    /// What of a foundations answer was said; the answer is the numbers of the points, or `none`.
    KeyPoints,
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
            [ReviewAsk::Story, ReviewAsk::KeyPoints].into_iter().chain(checks).collect()
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

/// A word of a closed set as a session holds it. Two are the same, and are ordered, by how they are
/// written.
#[derive(Debug, Clone)]
pub enum Kept<W> {
    /// One that this build knows.
    Known(W),
    /// Another one, as it was written.
    Other(String),
}

impl<W: Word> Kept<W> {
    /// What a written word stands for.
    pub fn read(written: &str) -> Self {
        W::parse(written).map_or_else(|| Self::Other(written.to_string()), Self::Known)
    }

    /// How it is written.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Known(known) => known.word(),
            Self::Other(written) => written,
        }
    }

    /// Whether it is this one.
    pub fn is(&self, wanted: W) -> bool {
        matches!(self, Self::Known(known) if *known == wanted)
    }
}

impl<W: Word> From<W> for Kept<W> {
    fn from(known: W) -> Self {
        Self::Known(known)
    }
}

impl<W: Word> Borrow<str> for Kept<W> {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl<W: Word> PartialEq for Kept<W> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl<W: Word> Eq for Kept<W> {}

impl<W: Word> PartialOrd for Kept<W> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<W: Word> Ord for Kept<W> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl<W: Word> fmt::Display for Kept<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl<W: Word> Serialize for Kept<W> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de, W: Word> Deserialize<'de> for Kept<W> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|written| Self::read(&written))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::session::event::What;

    #[test]
    fn words_that_are_not_known_are_kept_and_ordered_among_the_others() {
        let text = "event = \"rated\"\nslot = 0\n\n[ratings]\nnerves = 3\n\"problem solving\" = 2\n\
                    time = 1\n";
        let What::Rated { ratings, .. } = toml::from_str(text).unwrap() else { panic!() };
        let expected = [
            (Kept::Other("nerves".to_string()), 3),
            (Dimension::ProblemSolving.into(), 2),
            (Dimension::Time.into(), 1),
        ];
        assert_eq!(ratings, BTreeMap::from(expected));
        assert_eq!(toml::to_string(&What::Rated { slot: 0, ratings }).unwrap(), text);
    }

    #[test]
    fn an_unknown_question_of_a_review_is_kept() {
        let text = "event = \"reviewed\"\nslot = 0\nask = \"humour\"\nanswer = \"yes\"\n";
        let read: What = toml::from_str(text).unwrap();
        assert_eq!(toml::to_string(&read).unwrap(), text);
    }
}
