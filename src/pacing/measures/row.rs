//! What a row of the measures says.

use std::time::Duration;

use crate::pacing::{QuestionPacing, SlotPacing};
use crate::round::limits::Limits;
use crate::session::asked::Dimension;

/// A measure, in every interface by the same key.
#[derive(Debug)]
pub(crate) struct Measure {
    /// What machines call it; times end in `_s`.
    pub(crate) key: &'static str,
    /// What a person reads.
    pub(crate) name: &'static str,
    /// What its values are counted in.
    pub(crate) unit: Unit,
    /// Which way is better; `None` where neither is in itself.
    pub(crate) better: Option<Better>,
    /// Which questions have it at all.
    pub(crate) applies: fn(&QuestionPacing) -> bool,
    /// Its value of a question that was shown; `None` is not known.
    pub(crate) read: fn(&QuestionPacing) -> Option<f64>,
    /// What is known where there is no value.
    pub(crate) lacking: fn(&QuestionPacing) -> Option<Lacking>,
    /// What a question's value is held against.
    pub(crate) limit: fn(&QuestionPacing) -> Option<Duration>,
    /// How trends follow it; `None` where they don't.
    pub(crate) in_round: Option<InRound>,
}

impl PartialEq for Measure {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

/// What the values of a measure are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Seconds of running time.
    Seconds,
    /// A part of a whole, 0 to 1.
    Share,
    /// How many.
    Count,
    /// A rating, 1 to 4.
    Rating,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Better {
    /// More.
    Higher,
    /// Less.
    Lower,
}

/// What is known of a measure that has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lacking {
    /// It never came.
    Never,
    /// It didn't come in so long.
    NotIn(Duration),
}

/// How the slots of one kind in a round make one value.
#[derive(Debug)]
pub(crate) struct InRound {
    /// What counts.
    pub(crate) of: Counts,
    /// How that makes one value; `None` of nothing.
    pub(crate) fold: fn(&[f64]) -> Option<f64>,
    /// Whether it is heard: without sound there is no value.
    pub(crate) heard: bool,
    /// The dimension of the self-rating that it stands beside.
    pub(crate) beside: Option<Dimension>,
    /// What is said where it was higher, and where it was lower; `{kind}` and `{size}` stand for
    /// the kind of slot and the size of the change.
    pub(crate) says: [&'static str; 2],
}

/// What counts of a round.
#[derive(Debug)]
pub(crate) enum Counts {
    /// A value a question, if it has one.
    Question(fn(&QuestionPacing) -> Option<f64>),
    /// Values of a question's phases.
    Phases(fn(&QuestionPacing, &Limits) -> Vec<f64>),
    /// Values of a slot.
    Slot(fn(&SlotPacing) -> Vec<f64>),
}

impl InRound {
    /// The value of these questions and slots.
    pub(crate) fn value(
        &self,
        questions: &[&QuestionPacing],
        slots: &[&SlotPacing],
        limits: &Limits,
    ) -> Option<f64> {
        let values: Vec<f64> = match self.of {
            Counts::Question(read) => questions.iter().copied().filter_map(read).collect(),
            Counts::Phases(read) => {
                questions.iter().flat_map(|question| read(question, limits)).collect()
            }
            Counts::Slot(read) => slots.iter().copied().flat_map(read).collect(),
        };
        (self.fold)(&values)
    }
}

/// A row of which nothing is said yet.
pub(super) const ROW: Measure = Measure {
    key: "",
    name: "",
    unit: Unit::Seconds,
    better: None,
    applies: |_| true,
    read: |_| None,
    lacking: |_| None,
    limit: |_| None,
    in_round: None,
};
