//! A value as far as it was measured: of what never came there is none, and something stands in for
//! it.

/// How much of a value stands in for what never came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum StandIn {
    /// Nothing: it was measured.
    Nothing,
    /// It was measured in part, and would at least be so much.
    Part,
    /// All of it: it never came.
    All,
}

/// A value, and whether it is one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Reading {
    /// In the unit of its measure; of what never came the least that it would have been.
    pub(crate) value: f64,
    /// Whether it is that.
    pub(crate) stand_in: StandIn,
}

impl Reading {
    /// What was measured.
    pub(crate) fn measured(value: f64) -> Self {
        Self { value, stand_in: StandIn::Nothing }
    }

    /// What stands in for what never came.
    pub(super) fn standing_in(value: f64) -> Self {
        Self { value, stand_in: StandIn::All }
    }

    /// Whether it was measured, all of it.
    pub(crate) fn is_measured(self) -> bool {
        self.stand_in == StandIn::Nothing
    }

    /// Whether nothing came of what it is of.
    pub(crate) fn is_never(self) -> bool {
        self.stand_in == StandIn::All
    }

    /// Two readings as values to hold against each other: what never came is more than any that
    /// did. `None` where it isn't known which is more.
    pub(crate) fn against(self, other: Self) -> Option<[f64; 2]> {
        let of = |reading: Self| match reading.stand_in {
            StandIn::All => f64::INFINITY,
            StandIn::Nothing | StandIn::Part => reading.value,
        };
        let is_known = match (self.stand_in, other.stand_in) {
            (StandIn::Part, StandIn::Part) => false,
            (StandIn::Part, StandIn::Nothing) => self.value >= other.value,
            (StandIn::Nothing, StandIn::Part) => other.value >= self.value,
            _ => true,
        };
        is_known.then(|| [of(self), of(other)])
    }

    /// The value in the middle; of two in the middle, their mean; `None` of nothing. It is measured
    /// where it would be the same, had what never came come at any later time.
    pub(crate) fn median(readings: &[Self]) -> Option<Self> {
        let values: Vec<f64> = readings.iter().map(|of| of.value).collect();
        let value = super::median(&values)?;
        let mut ends = readings.to_vec();
        let late = |of: &Self| if of.is_measured() { of.value } else { f64::INFINITY };
        ends.sort_by(|a, b| late(a).total_cmp(&late(b)));
        let middle = &ends[(ends.len() - 1) / 2..=ends.len() / 2];
        let latest: Vec<f64> = middle.iter().map(late).collect();
        let stand_in = if middle.iter().all(|of| of.stand_in == StandIn::All) {
            StandIn::All
        } else if super::median(&latest) == Some(value) {
            StandIn::Nothing
        } else {
            StandIn::Part
        };
        Some(Self { value, stand_in })
    }

    /// The mean; `None` of nothing.
    pub(super) fn mean(readings: &[Self]) -> Option<Self> {
        let values: Vec<f64> = readings.iter().map(|of| of.value).collect();
        let stand_in = if readings.iter().all(|of| of.is_measured()) {
            StandIn::Nothing
        } else if readings.iter().all(|of| of.stand_in == StandIn::All) {
            StandIn::All
        } else {
            StandIn::Part
        };
        Some(Self { value: super::mean(&values)?, stand_in })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn never(value: f64) -> Reading {
        Reading::standing_in(value)
    }

    fn came(value: f64) -> Reading {
        Reading::measured(value)
    }

    fn partly(value: f64) -> Reading {
        Reading { value, stand_in: StandIn::Part }
    }

    #[test]
    fn a_median_knows_whether_what_never_came_decides_it() {
        for (readings, expected) in [
            (&[came(300.0)][..], came(300.0)),
            (&[never(1020.0)], never(1020.0)),
            (&[never(1020.0), never(900.0)], never(960.0)),
            (&[came(300.0), never(1020.0)], partly(660.0)),
            (&[came(300.0), never(1020.0), came(400.0)], came(400.0)),
            (&[never(900.0), never(1020.0), came(400.0)], never(900.0)),
            (&[came(1.0), came(3.0), came(4.0), never(9.0)], came(3.5)),
            (&[came(1.0), came(3.0), never(8.0), never(9.0)], partly(5.5)),
            // What stands in is less than an answer that came later.
            (&[came(1300.0), never(1020.0), came(1200.0)], partly(1200.0)),
            (&[partly(660.0), came(300.0), came(400.0)], came(400.0)),
            (&[partly(660.0), never(900.0), came(400.0)], partly(660.0)),
        ] {
            assert_eq!(Reading::median(readings), Some(expected), "{readings:?}");
        }
        assert_eq!((Reading::median(&[]), Reading::mean(&[])), (None, None));
        assert_eq!(Reading::mean(&[came(1.0), never(3.0)]), Some(partly(2.0)));
        assert_eq!(Reading::mean(&[came(1.0), came(3.0)]), Some(came(2.0)));
    }

    #[test]
    fn what_never_came_is_more_than_any_that_did() {
        let order = |a: Reading, b: Reading| a.against(b).map(|[a, b]| a < b);
        assert_eq!(order(never(1020.0), came(1200.0)), Some(false));
        assert_eq!(order(came(300.0), partly(660.0)), Some(true));
        assert_eq!(order(partly(660.0), never(600.0)), Some(true));
        assert_eq!(order(came(900.0), partly(660.0)), None, "at least 660 may be more");
        assert_eq!(order(partly(660.0), partly(700.0)), None);
    }
}
