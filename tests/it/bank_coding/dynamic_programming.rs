//! Dynamic programming.

use super::Solver;
use super::args::Args;
use super::steps::{sorts, step, walks};

pub(super) const SOLVERS: &[Solver] = &[
    Solver {
        id: "cheapest-climb",
        brute: |a| climb_by_recursion(&a.ints("tolls")).into(),
        better: |a| climb_by_two_values(&a.ints("tolls")).into(),
        random: |rng| Args::of([("tolls", rng.ints(1, 10, 0, 9).into())]),
    },
    Solver {
        id: "even-split",
        brute: |a| difference_by_recursion(&a.ints("loads"), 0).into(),
        better: |a| difference_by_totals(&a.sizes("loads")).into(),
        random: |rng| Args::of([("loads", rng.ints(1, 9, 1, 30).into())]),
    },
    Solver {
        id: "growing-scores",
        brute: |a| growth_by_table(&a.ints("scores")).into(),
        better: |a| growth_by_ends(&a.ints("scores")).into(),
        random: |rng| Args::of([("scores", rng.ints(1, 14, -6, 6).into())]),
    },
    Solver {
        id: "best-bookings",
        brute: |a| income_by_recursion(a.tuples("bookings")).into(),
        better: |a| income_by_table(a.tuples("bookings")).into(),
        random: |rng| {
            let bookings = rng.list(0, 9, |rng| {
                let start = rng.int(0, 12);
                [start, start + rng.int(1, 6), rng.int(1, 20)]
            });
            Args::of([("bookings", bookings.into())])
        },
    },
    Solver {
        id: "wildcard-match",
        brute: |a| {
            matches_by_recursion(a.text("pattern").as_bytes(), a.text("name").as_bytes()).into()
        },
        better: |a| matches_by_rows(a.text("pattern").as_bytes(), a.text("name").as_bytes()).into(),
        random: |rng| {
            let pattern = rng.text(0, 6, "ab?*");
            Args::of([("pattern", pattern.into()), ("name", rng.text(0, 6, "ab").into())])
        },
    },
];

fn climb_by_recursion(tolls: &[i64]) -> i64 {
    /// From step `i` to the landing, the toll of step `i` included.
    fn cost(tolls: &[i64], i: usize) -> i64 {
        step();
        if i >= tolls.len() {
            return 0;
        }
        tolls[i] + cost(tolls, i + 1).min(cost(tolls, i + 2))
    }
    cost(tolls, 0).min(cost(tolls, 1))
}

fn climb_by_two_values(tolls: &[i64]) -> i64 {
    let (mut before_last, mut last) = (0, 0);
    for toll in tolls {
        step();
        (before_last, last) = (last, toll + last.min(before_last));
    }
    last.min(before_last)
}

fn difference_by_recursion(loads: &[i64], difference: i64) -> i64 {
    step();
    match loads.split_first() {
        None => difference.abs(),
        Some((load, rest)) => difference_by_recursion(rest, difference + load)
            .min(difference_by_recursion(rest, difference - load)),
    }
}

fn difference_by_totals(loads: &[usize]) -> usize {
    let sum: usize = loads.iter().sum();
    let mut reachable = vec![false; sum + 1];
    reachable[0] = true;
    for load in loads {
        // Downwards, so that no batch is used twice.
        for total in (*load..=sum).rev() {
            step();
            reachable[total] |= reachable[total - load];
        }
    }
    let totals = (0..=sum).filter(|&total| reachable[total]);
    totals.map(|total| sum.abs_diff(2 * total)).min().unwrap_or(sum)
}

fn growth_by_table(scores: &[i64]) -> usize {
    let mut best: Vec<usize> = Vec::new();
    for (i, score) in scores.iter().enumerate() {
        walks(i);
        let before = (0..i).filter(|&j| scores[j] < *score).map(|j| best[j]).max().unwrap_or(0);
        best.push(before + 1);
    }
    best.into_iter().max().unwrap_or(0)
}

fn growth_by_ends(scores: &[i64]) -> usize {
    let mut ends: Vec<i64> = Vec::new();
    for &score in scores {
        let length = ends.partition_point(|&end| end < score);
        walks(scores.len().ilog2() as usize + 1);
        if length == ends.len() {
            ends.push(score);
        } else {
            ends[length] = score;
        }
    }
    ends.len()
}

fn income_by_recursion(mut bookings: Vec<[i64; 3]>) -> i64 {
    fn best(bookings: &[[i64; 3]], free_from: i64) -> i64 {
        step();
        let Some((&[start, end, pay], rest)) = bookings.split_first() else {
            return 0;
        };
        let refused = best(rest, free_from);
        if start < free_from { refused } else { refused.max(pay + best(rest, end)) }
    }
    bookings.sort();
    best(&bookings, 0)
}

fn income_by_table(mut bookings: Vec<[i64; 3]>) -> i64 {
    bookings.sort_by_key(|&[_, end, _]| end);
    sorts(bookings.len());
    sorts(bookings.len());
    let mut best = vec![0];
    for (i, &[start, _, pay]) in bookings.iter().enumerate() {
        let before = bookings[..i].partition_point(|&[_, end, _]| end <= start);
        best.push(best[i].max(best[before] + pay));
    }
    best[bookings.len()]
}

fn matches_by_recursion(pattern: &[u8], name: &[u8]) -> bool {
    step();
    match (pattern.split_first(), name.split_first()) {
        (None, _) => name.is_empty(),
        (Some((b'*', rest)), None) => matches_by_recursion(rest, name),
        (Some((b'*', rest)), Some((_, shorter))) => {
            matches_by_recursion(rest, name) || matches_by_recursion(pattern, shorter)
        }
        (Some(_), None) => false,
        (Some((sign, rest)), Some((letter, shorter))) => {
            (*sign == b'?' || sign == letter) && matches_by_recursion(rest, shorter)
        }
    }
}

fn matches_by_rows(pattern: &[u8], name: &[u8]) -> bool {
    let mut row = vec![false; name.len() + 1];
    row[0] = true;
    for &sign in pattern {
        let mut next = vec![sign == b'*' && row[0]];
        for (j, &letter) in name.iter().enumerate() {
            step();
            next.push(match sign {
                b'*' => row[j + 1] || next[j],
                b'?' => row[j],
                _ => row[j] && sign == letter,
            });
        }
        row = next;
    }
    row[name.len()]
}
