//! Whether two groups of numbers differ by more than noise: the rank test of Wilcoxon, Mann and
//! Whitney, worked out exactly.

use std::cmp::Ordering;

/// The two-sided p of two groups: of all ways to deal their values into groups of these sizes, the
/// share in which the ranks of a group add up to a sum at least as far from its mean as the one
/// seen. From 0 to 1; 1 where a group is empty. Equal values share the mean of their ranks. No
/// normal approximation is involved, so it holds for the smallest groups; the work grows with the
/// cube of the count, which is meant to be tens.
pub(crate) fn p_value(one: &[f64], other: &[f64]) -> f64 {
    let ranks = doubled_ranks(one, other);
    let size = one.len();
    let seen: usize = ranks.iter().take(size).sum();
    let whole: usize = ranks.iter().sum();
    // ways[k][s]: how many choices of k values have ranks that add up to s. Counted as floats:
    // exact up to 2^53 choices.
    let mut ways = vec![vec![0.0_f64; whole + 1]; size + 1];
    ways[0][0] = 1.0;
    for &rank in &ranks {
        for k in (1..=size).rev() {
            for sum in rank..=whole {
                ways[k][sum] += ways[k - 1][sum - rank];
            }
        }
    }
    // Twice the mean of the sum is (size / all) × whole × 2; compared after multiplying out, in
    // whole numbers.
    let from_mean = |sum: usize| (sum * ranks.len()).abs_diff(size * whole);
    let all: f64 = ways[size].iter().sum();
    let far: f64 = ways[size]
        .iter()
        .enumerate()
        .filter(|(sum, _)| from_mean(*sum) >= from_mean(seen))
        .map(|(_, n)| n)
        .sum();
    far / all
}

/// The ranks of all values, those of `one` first, times two so that shared ranks are whole.
fn doubled_ranks(one: &[f64], other: &[f64]) -> Vec<usize> {
    let all: Vec<f64> = one.iter().chain(other).copied().collect();
    let rank = |value: &f64| {
        let are = |order| all.iter().filter(|other| other.total_cmp(value) == order).count();
        let (below, equal) = (are(Ordering::Less), are(Ordering::Equal));
        // Ranks below + 1 to below + equal, their mean doubled.
        2 * below + equal + 1
    };
    all.iter().map(rank).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(value: f64, expected: f64) -> bool {
        (value - expected).abs() < 1e-12
    }

    /// Five against five: C(10, 5) = 252 deals. The deals with U of 0, 1, 2, 3, 4 are as many as
    /// there are partitions of these into at most five parts of at most five: 1, 1, 2, 3, 5; and as
    /// many again at the other end.
    #[test]
    fn five_against_five_as_counted_by_hand() {
        let before = [6.0, 7.0, 8.0, 9.0, 10.0];
        for (last, deals) in [
            // Every one below every one before: U = 0.
            ([1.0, 2.0, 3.0, 4.0, 5.0], 1.0),
            // One pair the other way round, U = 1, and so on.
            ([1.0, 2.0, 3.0, 4.0, 6.5], 2.0),
            ([1.0, 2.0, 3.0, 4.0, 7.5], 4.0),
            ([1.0, 2.0, 3.0, 4.0, 8.5], 7.0),
            ([1.0, 2.0, 3.0, 6.5, 8.5], 12.0),
        ] {
            assert!(
                near(p_value(&last, &before), 2.0 * deals / 252.0),
                "{last:?}: {}",
                p_value(&last, &before)
            );
            // Neither side is special, and neither is the order.
            assert!(near(p_value(&before, &last), 2.0 * deals / 252.0));
        }
    }

    #[test]
    fn the_smallest_groups() {
        // Of the 6 deals of two and two, 1 2 | 3 4 and 3 4 | 1 2 are the far ones.
        assert!(near(p_value(&[1.0, 2.0], &[3.0, 4.0]), 2.0 / 6.0));
        // 1 4 and 2 3 lie in the middle: every deal is as far.
        assert!(near(p_value(&[1.0, 4.0], &[2.0, 3.0]), 1.0));
        // Sums of one of three: 1, 2, 3 around 2.
        assert!(near(p_value(&[1.0], &[2.0, 3.0]), 2.0 / 3.0));
        assert!(near(p_value(&[], &[1.0]), 1.0));
        assert!(near(p_value(&[], &[]), 1.0));
    }

    #[test]
    fn equal_values_share_their_ranks() {
        assert!(near(p_value(&[1.0, 1.0], &[1.0, 1.0]), 1.0));
        // Ranks 1, 2.5, 2.5, 4. Sums of two: 3.5, 3.5, 5, 5, 6.5, 6.5 around 5; seen is 3.5.
        assert!(near(p_value(&[1.0, 2.0], &[2.0, 3.0]), 4.0 / 6.0));
    }

    #[test]
    fn all_p_of_one_size_are_spread_as_a_p_should_be() {
        // Under noise every deal is alike; a test at 5% must then reject at most 5% of them.
        let values: Vec<f64> = (0..10).map(f64::from).collect();
        let (mut deals, mut rejected) = (0, 0);
        for choice in 0_u32..1 << 10 {
            if choice.count_ones() == 5 {
                let (one, other): (Vec<f64>, Vec<f64>) =
                    values.iter().partition(|at| choice & (1 << **at as u32) != 0);
                deals += 1;
                rejected += usize::from(p_value(&one, &other) <= 0.05);
            }
        }
        // U of 0, 1 and 2, at both ends: (1 + 1 + 2) × 2.
        assert_eq!((deals, rejected), (252, 8));
    }
}
