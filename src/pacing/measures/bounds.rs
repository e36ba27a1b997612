//! What a value is held against, and how several make one.

use super::{Reading, mean, median};

/// What a value is held against, in its own unit; `None` where there is no such bound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bounds {
    /// Below this it is too little.
    pub(crate) least: Option<f64>,
    /// Above this it is too much.
    pub(crate) most: Option<f64>,
    /// From here too much is a flag; `None` where no tolerance lies between.
    pub(crate) flag: Option<f64>,
}

impl Bounds {
    /// Held against nothing.
    pub(crate) const NONE: Self = Self { least: None, most: None, flag: None };

    /// At most so much.
    pub(super) fn up_to(most: Option<f64>) -> Self {
        Self { most, ..Self::NONE }
    }

    /// How often a value is what it may be at most; one that is no flag is within. `None` where it
    /// is held against nothing.
    pub(crate) fn share(&self, value: f64) -> Option<f64> {
        let share = value / self.most.filter(|most| *most > 0.0)?;
        let is_within = self.flag.is_some_and(|flag| value < flag);
        Some(if is_within { share.min(1.0) } else { share })
    }

    /// How far outside a value is; 0 within.
    pub(crate) fn outside(&self, value: f64) -> f64 {
        let above = self.most.map_or(0.0, |most| value - most);
        let below = self.least.map_or(0.0, |least| least - value);
        above.max(below).max(0.0)
    }

    /// Both of them, as far as there are any: the upper first.
    pub(crate) fn all(&self) -> impl Iterator<Item = f64> {
        self.most.into_iter().chain(self.least)
    }
}

/// A value, and what it is held against.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Figure {
    /// What it comes to.
    pub(crate) reading: Reading,
    /// Made of the bounds of what it is made of, in the same way.
    pub(crate) bounds: Bounds,
    /// How many values it is made of.
    pub(crate) of: usize,
}

/// How the values of a round make one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fold {
    /// The one in the middle.
    Median,
    /// Their mean.
    Mean,
    /// The greatest.
    Most,
}

impl Fold {
    /// One figure of several; `None` of none.
    pub(super) fn of(self, figures: &[Figure]) -> Option<Figure> {
        let of = figures.iter().map(|figure| figure.of).sum();
        if self == Self::Most {
            let most = figures.iter().copied().reduce(greater)?;
            return Some(Figure { of, ..most });
        }
        let readings: Vec<Reading> = figures.iter().map(|of| of.reading).collect();
        let is_median = self == Self::Median;
        let reading = if is_median { Reading::median(&readings) } else { Reading::mean(&readings) };
        let by = |values: &[f64]| if is_median { median(values) } else { mean(values) };
        let fold = |read: fn(&Figure) -> Option<f64>| {
            let known: Vec<f64> = figures.iter().filter_map(read).collect();
            // A bound of some of them only is none of all.
            by(&known).filter(|_| known.len() == figures.len())
        };
        let bounds = Bounds {
            least: fold(|of| of.bounds.least),
            most: fold(|of| of.bounds.most),
            flag: fold(|of| of.bounds.flag),
        };
        Some(Figure { reading: reading?, bounds, of })
    }
}

fn greater(one: Figure, other: Figure) -> Figure {
    if other.reading.value > one.reading.value { other } else { one }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(value: f64, most: Option<f64>) -> Figure {
        let reading = Reading::measured(value);
        Figure { reading, bounds: Bounds::up_to(most), of: 1 }
    }

    fn made_of(of: usize, figure: Figure) -> Option<Figure> {
        Some(Figure { of, ..figure })
    }

    #[test]
    fn bounds_are_folded_as_their_values_are() {
        let figures = [figure(5.0, Some(4.0)), figure(9.0, Some(8.0)), figure(1.0, Some(6.0))];
        assert_eq!(Fold::Median.of(&figures), made_of(3, figure(5.0, Some(6.0))));
        assert_eq!(Fold::Mean.of(&figures), made_of(3, figure(5.0, Some(6.0))));
        let greatest = made_of(3, figure(9.0, Some(8.0)));
        assert_eq!(Fold::Most.of(&figures), greatest, "those of the greatest");
        let some = [figure(5.0, Some(4.0)), figure(7.0, None)];
        assert_eq!(Fold::Mean.of(&some), made_of(2, figure(6.0, None)));
        assert_eq!(Fold::Most.of(&[]), None);
        assert_eq!(Fold::Median.of(&[]), None);
    }

    #[test]
    fn a_value_is_outside_by_what_it_is_past_either_bound() {
        let bounds = Bounds { least: Some(2.0), most: Some(4.0), flag: Some(5.0) };
        assert_eq!(
            [1.0, 2.0, 3.0, 4.0, 6.5].map(|of| bounds.outside(of)),
            [1.0, 0.0, 0.0, 0.0, 2.5]
        );
        assert_eq!(Bounds::NONE.outside(7.0), 0.0);
        let shares = [2.0, 4.5, 5.0, 6.0].map(|of| bounds.share(of));
        assert_eq!(shares, [0.5, 1.0, 1.25, 1.5].map(Some), "what is no flag is within");
        assert_eq!(Bounds::up_to(Some(4.0)).share(4.5), Some(1.125));
        assert_eq!(Bounds::NONE.share(7.0), None);
    }
}
