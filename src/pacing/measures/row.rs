//! What a row of the measures says.

use std::time::Duration;

use crate::pacing::QuestionPacing;

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

impl Measure {
    /// What every measure says; better neither way, of every question, and held against nothing.
    pub(super) const fn of(
        key: &'static str,
        name: &'static str,
        unit: Unit,
        read: fn(&QuestionPacing) -> Option<f64>,
    ) -> Self {
        Self {
            key,
            name,
            unit,
            better: None,
            applies: |_| true,
            read,
            lacking: |_| None,
            limit: |_| None,
        }
    }
}
