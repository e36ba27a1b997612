//! Binary search, intervals, backtracking and greedy choices.

use std::collections::BTreeSet;

use super::Solver;
use super::args::Args;
use super::rng::Rng;
use super::steps::{sorts, step, walks};

pub(super) const SOLVERS: &[Solver] = &[
    Solver {
        id: "first-and-last",
        brute: |a| places_by_walking(&a.ints("codes"), a.int("wanted")).into(),
        better: |a| places_by_halving(&a.ints("codes"), a.int("wanted")).into(),
        random: |rng| {
            Args::of([("codes", ascending(rng, 0, 12, 6).into()), ("wanted", rng.int(0, 6).into())])
        },
    },
    Solver {
        id: "search-in-a-ring",
        brute: |a| place_by_walking(&a.ints("stamps"), a.int("wanted")).into(),
        better: |a| place_by_halving(&a.ints("stamps"), a.int("wanted")).into(),
        random: |rng| {
            let mut stamps = ascending(rng, 1, 10, 20);
            stamps.dedup();
            let cut = rng.size(0, stamps.len() - 1);
            stamps.rotate_left(cut);
            Args::of([("stamps", stamps.into()), ("wanted", rng.int(0, 20).into())])
        },
    },
    Solver {
        id: "smallest-truck",
        brute: |a| capacity_by_trying(&a.ints("weights"), a.int("days")).into(),
        better: |a| capacity_by_halving(&a.ints("weights"), a.int("days")).into(),
        random: |rng| {
            Args::of([("weights", rng.ints(1, 10, 1, 15).into()), ("days", rng.int(1, 7).into())])
        },
    },
    Solver {
        id: "busy-calendar",
        brute: |a| busy_by_absorbing(&a.tuples("appointments")).into(),
        better: |a| busy_by_sorting(a.tuples("appointments")).into(),
        random: |rng| {
            let appointments = rng.list(0, 8, |rng| {
                let start = rng.int(0, 25);
                [start, start + rng.int(0, 5)]
            });
            Args::of([("appointments", appointments.into())])
        },
    },
    Solver {
        id: "exact-baskets",
        brute: |a| baskets_by_sorting(&a.ints("prices"), a.int("total")).into(),
        better: |a| baskets_in_order(a.ints("prices"), a.int("total")).into(),
        random: |rng| {
            let mut prices = ascending(rng, 1, 5, 9);
            prices.iter_mut().for_each(|price| *price += 2);
            prices.dedup();
            rng.shuffle(&mut prices);
            Args::of([("prices", prices.into()), ("total", rng.int(1, 14).into())])
        },
    },
    Solver {
        id: "fewest-jumps",
        brute: |a| jumps_by_table(&a.sizes("reach")).into(),
        better: |a| jumps_by_groups(&a.sizes("reach")).into(),
        random: |rng| {
            Args::of([("reach", rng.list(1, 12, |rng| rng.pick(&[0, 1, 1, 2, 3, 4_i64])).into())])
        },
    },
    Solver {
        id: "median-of-two",
        brute: |a| median_by_merging(&a.ints("a"), &a.ints("b")).into(),
        better: |a| median_by_cutting(&a.ints("a"), &a.ints("b")).into(),
        random: |rng| {
            Args::of([
                ("a", ascending(rng, 0, 8, 20).into()),
                ("b", ascending(rng, 1, 8, 20).into()),
            ])
        },
    },
];

fn ascending(rng: &mut Rng, least: usize, most: usize, high: i64) -> Vec<i64> {
    let mut values = rng.ints(least, most, 0, high);
    values.sort();
    values
}

fn places_by_walking(codes: &[i64], wanted: i64) -> [i64; 2] {
    let mut places = [-1, -1];
    for (i, &code) in codes.iter().enumerate() {
        step();
        if code == wanted {
            places = [if places[0] < 0 { i as i64 } else { places[0] }, i as i64];
        }
    }
    places
}

fn places_by_halving(codes: &[i64], wanted: i64) -> [i64; 2] {
    let first_at_least = |x: i64| {
        let (mut low, mut high) = (0, codes.len());
        while low < high {
            step();
            let middle = (low + high) / 2;
            if codes[middle] < x {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    };
    let first = first_at_least(wanted);
    if codes.get(first) == Some(&wanted) {
        [first as i64, first_at_least(wanted + 1) as i64 - 1]
    } else {
        [-1, -1]
    }
}

fn place_by_walking(stamps: &[i64], wanted: i64) -> i64 {
    let is_wanted = |&stamp: &i64| {
        step();
        stamp == wanted
    };
    stamps.iter().position(is_wanted).map_or(-1, |place| place as i64)
}

fn place_by_halving(stamps: &[i64], wanted: i64) -> i64 {
    let (mut low, mut high) = (0, stamps.len());
    while low < high {
        step();
        let middle = (low + high) / 2;
        if stamps[middle] == wanted {
            return middle as i64;
        }
        let goes_left = if stamps[low] <= stamps[middle] {
            stamps[low] <= wanted && wanted < stamps[middle]
        } else {
            !(stamps[middle] < wanted && wanted <= stamps[high - 1])
        };
        if goes_left {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    -1
}

fn days_needed(weights: &[i64], capacity: i64) -> i64 {
    let (mut days, mut loaded) = (1, 0);
    walks(weights.len());
    for weight in weights {
        if loaded + weight > capacity {
            (days, loaded) = (days + 1, 0);
        }
        loaded += weight;
    }
    days
}

fn capacity_by_trying(weights: &[i64], days: i64) -> Option<i64> {
    let heaviest = weights.iter().copied().max()?;
    (heaviest..).find(|&capacity| days_needed(weights, capacity) <= days)
}

fn capacity_by_halving(weights: &[i64], days: i64) -> Option<i64> {
    let (mut low, mut high) = (weights.iter().copied().max()?, weights.iter().sum());
    while low < high {
        let middle = (low + high) / 2;
        if days_needed(weights, middle) <= days {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(low)
}

fn busy_by_absorbing(appointments: &[[i64; 2]]) -> Vec<[i64; 2]> {
    let mut merged: Vec<[i64; 2]> = Vec::new();
    for &[mut start, mut end] in appointments {
        walks(merged.len());
        let reaches = |time: &mut [i64; 2]| time[0] <= end && start <= time[1];
        let absorbed: Vec<[i64; 2]> = merged.extract_if(.., reaches).collect();
        for time in absorbed {
            (start, end) = (start.min(time[0]), end.max(time[1]));
        }
        merged.push([start, end]);
    }
    merged.sort();
    merged
}

fn busy_by_sorting(mut appointments: Vec<[i64; 2]>) -> Vec<[i64; 2]> {
    sorts(appointments.len());
    appointments.sort();
    let mut merged: Vec<[i64; 2]> = Vec::new();
    for [start, end] in appointments {
        match merged.last_mut() {
            Some(last) if start <= last[1] => last[1] = last[1].max(end),
            _ => merged.push([start, end]),
        }
    }
    merged
}

fn baskets_by_sorting(prices: &[i64], total: i64) -> Vec<Vec<i64>> {
    fn extend(prices: &[i64], left: i64, bought: &mut Vec<i64>, found: &mut BTreeSet<Vec<i64>>) {
        step();
        if left == 0 {
            let mut basket = bought.clone();
            basket.sort();
            found.insert(basket);
        }
        for &price in prices.iter().filter(|&&price| price <= left) {
            bought.push(price);
            extend(prices, left - price, bought, found);
            bought.pop();
        }
    }
    let mut found = BTreeSet::new();
    extend(prices, total, &mut Vec::new(), &mut found);
    found.into_iter().collect()
}

fn baskets_in_order(mut prices: Vec<i64>, total: i64) -> Vec<Vec<i64>> {
    fn extend(prices: &[i64], left: i64, bought: &mut Vec<i64>, found: &mut Vec<Vec<i64>>) {
        step();
        if left == 0 {
            found.push(bought.clone());
        }
        for (i, &price) in prices.iter().enumerate().take_while(|&(_, &price)| price <= left) {
            bought.push(price);
            extend(&prices[i..], left - price, bought, found);
            bought.pop();
        }
    }
    prices.sort();
    let mut found = Vec::new();
    extend(&prices, total, &mut Vec::new(), &mut found);
    found
}

fn jumps_by_table(reach: &[usize]) -> i64 {
    let mut jumps: Vec<Option<i64>> = vec![None; reach.len()];
    jumps[0] = Some(0);
    for (i, &far) in reach.iter().enumerate() {
        let Some(here) = jumps[i] else { continue };
        for known in jumps.iter_mut().skip(i + 1).take(far) {
            step();
            *known = Some(known.map_or(here + 1, |known| known.min(here + 1)));
        }
    }
    jumps[reach.len() - 1].unwrap_or(-1)
}

fn jumps_by_groups(reach: &[usize]) -> i64 {
    let (mut jumps, mut end, mut furthest) = (0, 0, 0);
    for (i, far) in reach[..reach.len() - 1].iter().enumerate() {
        step();
        furthest = furthest.max(i + far);
        if i == end {
            if furthest == end {
                return -1;
            }
            (jumps, end) = (jumps + 1, furthest);
        }
    }
    jumps
}

fn median_by_merging(a: &[i64], b: &[i64]) -> f64 {
    let total = a.len() + b.len();
    let (mut i, mut j) = (0, 0);
    let (mut before, mut last) = (0, 0);
    while i + j <= total / 2 {
        step();
        before = last;
        if j == b.len() || (i < a.len() && a[i] <= b[j]) {
            last = a[i];
            i += 1;
        } else {
            last = b[j];
            j += 1;
        }
    }
    if total % 2 == 1 { last as f64 } else { (before + last) as f64 / 2.0 }
}

fn median_by_cutting(a: &[i64], b: &[i64]) -> f64 {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let half = (a.len() + b.len()).div_ceil(2);
    let below = |list: &[i64], at: usize| if at == 0 { i64::MIN } else { list[at - 1] };
    let above = |list: &[i64], at: usize| list.get(at).copied().unwrap_or(i64::MAX);
    let (mut low, mut high) = (0, short.len());
    loop {
        step();
        let i = (low + high) / 2;
        let j = half - i;
        if below(short, i) > above(long, j) {
            high = i - 1;
        } else if below(long, j) > above(short, i) {
            low = i + 1;
        } else {
            let largest = below(short, i).max(below(long, j));
            let smallest = above(short, i).min(above(long, j));
            let odd = (a.len() + b.len()) % 2 == 1;
            return if odd { largest as f64 } else { (largest + smallest) as f64 / 2.0 };
        }
    }
}
