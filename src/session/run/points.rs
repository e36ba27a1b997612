//! What the review says of a list of points: which were made, and which it hasn't asked about yet.

use std::collections::BTreeSet;

/// What was said of a list that was asked about in part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SaidSoFar {
    /// Of so many of its points, counted from its first.
    pub(crate) until: usize,
    /// Those that were made, by their positions in the list.
    pub(crate) said: BTreeSet<usize>,
}

/// Which of a question's points were made, as (phase, item).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PointsMade {
    made: BTreeSet<(usize, usize)>,
    /// Those that the review didn't come to: nothing is known of them.
    open: BTreeSet<(usize, usize)>,
}

impl PointsMade {
    /// What it says of a list of points: that these were made of the first so many.
    pub(crate) fn of(points: &[(usize, usize)], said: &BTreeSet<usize>, until: usize) -> Self {
        let made = said.iter().filter_map(|at| points.get(*at)).copied().collect();
        Self { made, open: points.iter().skip(until).copied().collect() }
    }

    /// Whether a point was made; `None` where nobody said.
    pub(crate) fn says(&self, point: (usize, usize)) -> Option<bool> {
        let is_made = self.made.contains(&point);
        (is_made || !self.open.contains(&point)).then_some(is_made)
    }
}
