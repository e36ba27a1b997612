//! A stretch of time, and what is asked of many: joined, cut out of others, found.

use std::ops::Sub;
use std::time::Duration;

use super::Elapsed;

/// A stretch of time: a session's, or from the start of a stream of sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Stretch<T = Elapsed> {
    /// Where it begins.
    pub from: T,
    /// Where it has ended: the first point that it doesn't hold. Before `from`, it is empty.
    pub to: T,
}

impl<T: Copy + Ord> Stretch<T> {
    /// Whether it holds no point.
    pub(crate) fn is_empty(self) -> bool {
        self.from >= self.to
    }

    /// Whether it and another have a point in common.
    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }

    /// The part of it that lies in another; empty where there is none.
    pub(crate) fn within(self, other: Self) -> Self {
        Self { from: self.from.max(other.from), to: self.to.min(other.to) }
    }
}

impl<T: Copy + Ord + Sub<Output = Duration>> Stretch<T> {
    /// How long it is.
    pub(crate) fn length(self) -> Duration {
        if self.is_empty() { Duration::ZERO } else { self.to - self.from }
    }
}

/// Adds a stretch to those before it in time: where it touches the last, that one goes on.
pub(crate) fn add<T: Copy + Ord>(stretches: &mut Vec<Stretch<T>>, next: Stretch<T>) {
    match stretches.last_mut() {
        Some(last) if next.from <= last.to => last.to = last.to.max(next.to),
        _ => stretches.push(next),
    }
}

/// Stretches in order, those less than `apart` from each other as one; empty ones are left out.
pub(crate) fn joined<T: Copy + Ord + Sub<Output = Duration>>(
    stretches: impl IntoIterator<Item = Stretch<T>>,
    apart: Duration,
) -> Vec<Stretch<T>> {
    let mut all: Vec<_> = stretches.into_iter().collect();
    all.retain(|stretch| !stretch.is_empty());
    all.sort_unstable();
    all.dedup_by(|next, last| {
        let is_one = next.from <= last.to || next.from - last.to < apart;
        if is_one {
            last.to = last.to.max(next.to);
        }
        is_one
    });
    all
}

/// What is left of some stretches without others; both in order and apart.
pub(crate) fn without<T: Copy + Ord>(
    stretches: &[Stretch<T>],
    cut: &[Stretch<T>],
) -> Vec<Stretch<T>> {
    let mut left = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        let mut from = stretch.from;
        let first = cut.partition_point(|cut| cut.to <= stretch.from);
        let near = cut[first..].iter().take_while(|cut| cut.from < stretch.to);
        for cut in near.filter(|cut| cut.overlaps(*stretch)) {
            if cut.from > from {
                left.push(Stretch { from, to: cut.from });
            }
            from = from.max(cut.to);
        }
        if from < stretch.to {
            left.push(Stretch { from, to: stretch.to });
        }
    }
    left
}

/// The stretch that holds a point, among some in order and apart.
pub(crate) fn find<T: Copy + Ord>(stretches: &[Stretch<T>], at: T) -> Option<Stretch<T>> {
    let next = stretches.partition_point(|stretch| stretch.to <= at);
    stretches.get(next).copied().filter(|stretch| stretch.from <= at)
}

/// Stretches in order and apart, among which points are looked for in order.
pub(crate) struct Along<'s, T = Elapsed> {
    /// Those that don't end before the last point.
    left: &'s [Stretch<T>],
}

impl<'s, T: Copy + Ord> Along<'s, T> {
    /// Begins before all of them.
    pub(crate) fn new(stretches: &'s [Stretch<T>]) -> Self {
        Self { left: stretches }
    }

    /// As [`find`], for a point that is not before the last one.
    pub(crate) fn find(&mut self, at: T) -> Option<Stretch<T>> {
        let over = self.left.iter().take_while(|stretch| stretch.to <= at).count();
        self.left = &self.left[over..];
        self.left.first().copied().filter(|stretch| stretch.from <= at)
    }
}

/// The hole that a point lies in, between two stretches in order and apart; `None` before the first
/// and after the last.
pub(crate) fn hole<T: Copy + Ord>(stretches: &[Stretch<T>], at: T) -> Option<Stretch<T>> {
    let next = stretches.partition_point(|stretch| stretch.from <= at);
    let before = stretches.get(next.checked_sub(1)?)?;
    Some(Stretch { from: before.to, to: stretches.get(next)?.from })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stretch(from: u64, to: u64) -> Stretch<Duration> {
        Stretch { from: Duration::from_secs(from), to: Duration::from_secs(to) }
    }

    fn list(pairs: &[(u64, u64)]) -> Vec<Stretch<Duration>> {
        pairs.iter().map(|(from, to)| stretch(*from, *to)).collect()
    }

    #[test]
    fn what_touches_or_is_nearer_than_allowed_is_one() {
        let all = list(&[(7, 9), (1, 3), (3, 4), (2, 3), (5, 5)]);
        assert_eq!(joined(all.clone(), Duration::ZERO), list(&[(1, 4), (7, 9)]));
        assert_eq!(joined(all.clone(), Duration::from_secs(3)), list(&[(1, 4), (7, 9)]));
        assert_eq!(joined(all, Duration::from_secs(4)), list(&[(1, 9)]));
    }

    #[test]
    fn a_cut_leaves_what_stands_on_both_sides() {
        let whole = list(&[(0, 10), (20, 30)]);
        let cut = list(&[(2, 3), (8, 22), (30, 40)]);
        assert_eq!(without(&whole, &cut), list(&[(0, 2), (3, 8), (22, 30)]));
    }

    #[test]
    fn a_point_is_in_a_stretch_from_its_beginning_to_before_its_end() {
        let all = list(&[(1, 3), (5, 6)]);
        let at = |seconds| Duration::from_secs(seconds);
        assert_eq!(find(&all, at(0)), None);
        assert_eq!(find(&all, at(1)), Some(stretch(1, 3)));
        assert_eq!(find(&all, at(3)), None);
        assert_eq!(hole(&all, at(3)), Some(stretch(3, 5)));
        assert_eq!((hole(&all, at(0)), hole(&all, at(6))), (None, None));
        assert_eq!(stretch(3, 1).length(), Duration::ZERO);
    }

    #[test]
    fn one_that_touches_the_last_goes_on_with_it() {
        let mut all = list(&[(1, 2)]);
        add(&mut all, stretch(2, 4));
        add(&mut all, stretch(5, 6));
        assert_eq!(all, list(&[(1, 4), (5, 6)]));
    }

    fn some() -> impl Strategy<Value = Vec<Stretch<Duration>>> {
        prop::collection::vec((0_u64..40, 0_u64..40), 0..8).prop_map(|pairs| list(&pairs))
    }

    proptest! {
        #[test]
        fn every_second_is_where_it_was_and_nowhere_else(all in some(), cut in some()) {
            let (all, cut) = (joined(all, Duration::ZERO), joined(cut, Duration::ZERO));
            prop_assert!(all.windows(2).all(|pair| pair[0].to < pair[1].from));
            let left = without(&all, &cut);
            let mut along = Along::new(&left);
            for at in (0..40).map(Duration::from_secs) {
                prop_assert_eq!(along.find(at), find(&left, at));
                let wanted = find(&all, at).is_some() && find(&cut, at).is_none();
                prop_assert_eq!(find(&left, at).is_some(), wanted);
            }
        }
    }
}
