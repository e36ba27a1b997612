//! Arrays, strings, two pointers, prefix sums and dictionaries.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::Solver;
use super::args::Args;
use super::steps::{sorts, step, walks};

pub(super) const SOLVERS: &[Solver] = &[
    Solver {
        id: "one-trade",
        brute: |a| profit_by_pairs(&a.ints("prices")).into(),
        better: |a| profit_in_one_pass(&a.ints("prices")).into(),
        random: |rng| Args::of([("prices", rng.ints(1, 10, 0, 20).into())]),
    },
    Solver {
        id: "unpaired-badge",
        brute: |a| unpaired_by_counting(&a.ints("badges")).into(),
        better: |a| unpaired_by_cancelling(&a.ints("badges")).into(),
        random: |rng| {
            let mut badges: Vec<i64> = Vec::new();
            for badge in rng.ints(1, 8, 0, 40) {
                if !badges.contains(&badge) {
                    badges.push(badge);
                }
            }
            badges.extend_from_within(1..);
            rng.shuffle(&mut badges);
            Args::of([("badges", badges.into())])
        },
    },
    Solver {
        id: "all-but-me",
        brute: |a| products_by_loops(&a.ints("weights")).into(),
        better: |a| products_by_two_passes(&a.ints("weights")).into(),
        random: |rng| Args::of([("weights", rng.ints(2, 8, -4, 9).into())]),
    },
    Solver {
        id: "three-way-balance",
        brute: |a| balanced_by_triples(&a.ints("bookings")).into(),
        better: |a| balanced_by_pointers(a.ints("bookings")).into(),
        random: |rng| Args::of([("bookings", rng.ints(0, 11, -5, 5).into())]),
    },
    Solver {
        id: "longest-mirror",
        brute: |a| mirror_by_checking(a.text("strand")).into(),
        better: |a| mirror_by_centres(a.text("strand")).into(),
        random: |rng| Args::of([("strand", rng.text(1, 14, "abc").into())]),
    },
    Solver {
        id: "spans-with-total",
        brute: |a| spans_by_extending(&a.ints("changes"), a.int("total")).into(),
        better: |a| spans_by_prefix_sums(&a.ints("changes"), a.int("total")).into(),
        random: |rng| {
            Args::of([("changes", rng.ints(1, 12, -3, 3).into()), ("total", rng.int(-4, 4).into())])
        },
    },
    Solver {
        id: "longest-number-streak",
        brute: |a| streak_by_sorting(a.ints("stickers")).into(),
        better: |a| streak_by_set(&a.ints("stickers")).into(),
        random: |rng| Args::of([("stickers", rng.ints(0, 12, -8, 8).into())]),
    },
    Solver {
        id: "water-between-walls",
        brute: |a| water_by_looking(&a.ints("heights")).into(),
        better: |a| water_by_pointers(&a.ints("heights")).into(),
        random: |rng| Args::of([("heights", rng.ints(0, 12, 0, 6).into())]),
    },
];

fn profit_by_pairs(prices: &[i64]) -> i64 {
    let mut best = 0;
    for (day, bought) in prices.iter().enumerate() {
        for sold in &prices[day + 1..] {
            step();
            best = best.max(sold - bought);
        }
    }
    best
}

fn profit_in_one_pass(prices: &[i64]) -> i64 {
    let (mut lowest, mut best) = (i64::MAX, 0);
    for &price in prices {
        step();
        lowest = lowest.min(price);
        best = best.max(price - lowest);
    }
    best
}

fn unpaired_by_counting(badges: &[i64]) -> Option<i64> {
    let scans = |badge| {
        walks(badges.len());
        badges.iter().filter(|&&other| other == badge).count()
    };
    badges.iter().copied().find(|&badge| scans(badge) == 1)
}

fn unpaired_by_cancelling(badges: &[i64]) -> i64 {
    walks(badges.len());
    badges.iter().fold(0, |left, badge| left ^ badge)
}

fn products_by_loops(weights: &[i64]) -> Vec<i64> {
    let without = |i| {
        walks(weights.len());
        (0..weights.len()).filter(|&j| j != i).map(|j| weights[j]).product()
    };
    (0..weights.len()).map(without).collect()
}

fn products_by_two_passes(weights: &[i64]) -> Vec<i64> {
    let mut products = Vec::with_capacity(weights.len());
    walks(2 * weights.len());
    let mut before = 1;
    for weight in weights {
        products.push(before);
        before *= weight;
    }
    let mut after = 1;
    for (product, weight) in products.iter_mut().zip(weights).rev() {
        *product *= after;
        after *= weight;
    }
    products
}

fn balanced_by_triples(bookings: &[i64]) -> Vec<[i64; 3]> {
    let mut found = BTreeSet::new();
    for k in 0..bookings.len() {
        for j in 0..k {
            for i in 0..j {
                step();
                let mut triple = [bookings[i], bookings[j], bookings[k]];
                if triple.iter().sum::<i64>() == 0 {
                    triple.sort();
                    found.insert(triple);
                }
            }
        }
    }
    found.into_iter().collect()
}

fn balanced_by_pointers(mut bookings: Vec<i64>) -> Vec<[i64; 3]> {
    bookings.sort();
    let mut found = Vec::new();
    for (i, &least) in bookings.iter().enumerate() {
        if i > 0 && bookings[i - 1] == least {
            continue;
        }
        let (mut left, mut right) = (i + 1, bookings.len() - 1);
        while left < right {
            step();
            let sum = least + bookings[left] + bookings[right];
            if sum > 0 {
                right -= 1;
                continue;
            }
            if sum == 0 {
                found.push([least, bookings[left], bookings[right]]);
            }
            left += 1;
            while sum == 0 && left < right && bookings[left] == bookings[left - 1] {
                left += 1;
            }
        }
    }
    found
}

fn mirror_by_checking(strand: &str) -> &str {
    let letters = strand.as_bytes();
    let mut best = (0, 1);
    for start in 0..letters.len() {
        for end in start + 1..=letters.len() {
            let piece = &letters[start..end];
            walks(piece.len());
            if piece.iter().eq(piece.iter().rev()) && end - start > best.1 - best.0 {
                best = (start, end);
            }
        }
    }
    &strand[best.0..best.1]
}

fn mirror_by_centres(strand: &str) -> &str {
    let letters = strand.as_bytes();
    let mut best = (0, 0);
    for centre in 0..2 * letters.len() - 1 {
        // Even centres are letters, odd ones the gaps after them.
        step();
        let (mut start, mut end) = (centre.div_ceil(2), centre / 2 + 1);
        while start > 0 && end < letters.len() && letters[start - 1] == letters[end] {
            step();
            (start, end) = (start - 1, end + 1);
        }
        if end - start > best.1 - best.0 {
            best = (start, end);
        }
    }
    &strand[best.0..best.1]
}

fn spans_by_extending(changes: &[i64], total: i64) -> usize {
    let mut count = 0;
    for first in 0..changes.len() {
        let mut sum = 0;
        for change in &changes[first..] {
            step();
            sum += change;
            count += usize::from(sum == total);
        }
    }
    count
}

fn spans_by_prefix_sums(changes: &[i64], total: i64) -> usize {
    let mut seen = HashMap::from([(0, 1)]);
    let (mut sum, mut count) = (0, 0);
    for change in changes {
        step();
        sum += change;
        count += seen.get(&(sum - total)).copied().unwrap_or(0);
        *seen.entry(sum).or_insert(0) += 1;
    }
    count
}

fn streak_by_sorting(mut stickers: Vec<i64>) -> usize {
    sorts(stickers.len());
    stickers.sort();
    let (mut current, mut longest) = (0, 0);
    for (i, sticker) in stickers.iter().enumerate() {
        let step = if i == 0 { None } else { Some(sticker - stickers[i - 1]) };
        current = match step {
            Some(0) => current,
            Some(1) => current + 1,
            _ => 1,
        };
        longest = longest.max(current);
    }
    longest
}

fn streak_by_set(stickers: &[i64]) -> usize {
    walks(2 * stickers.len());
    let set: HashSet<i64> = stickers.iter().copied().collect();
    let beginnings = set.iter().filter(|&&number| !set.contains(&(number - 1)));
    let length = |&number: &i64| (number..).take_while(|next| set.contains(next)).count();
    beginnings.map(length).max().unwrap_or(0)
}

fn water_by_looking(heights: &[i64]) -> i64 {
    let highest = |walls: &[i64]| {
        walks(walls.len());
        walls.iter().copied().max().unwrap_or(0)
    };
    let above = |i: usize| highest(&heights[..=i]).min(highest(&heights[i..])) - heights[i];
    (0..heights.len()).map(above).sum()
}

fn water_by_pointers(heights: &[i64]) -> i64 {
    let (mut left, mut right) = (0, heights.len());
    let (mut highest_left, mut highest_right, mut water) = (0, 0, 0);
    while left < right {
        step();
        highest_left = highest_left.max(heights[left]);
        highest_right = highest_right.max(heights[right - 1]);
        if highest_left <= highest_right {
            water += highest_left - heights[left];
            left += 1;
        } else {
            water += highest_right - heights[right - 1];
            right -= 1;
        }
    }
    water
}
