//! Stacks, monotonic stacks and heaps.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Solver;
use super::args::{self, Args};
use super::literal::Value;
use super::rng::Rng;
use super::steps::{step, walks};

pub(super) const SOLVERS: &[Solver] = &[
    Solver {
        id: "stack-with-a-floor",
        brute: |a| least_by_looking(a.list("operations")).into(),
        better: |a| least_by_storing(a.list("operations")).into(),
        random: |rng| {
            let operations: Vec<Value> = rng.list(1, 20, |rng| match rng.int(0, 4) {
                0 | 1 => ["push".into(), Value::Int(rng.int(-5, 5))].into(),
                2 => ["pop"].into(),
                _ => ["least"].into(),
            });
            Args::of([("operations", operations.into())])
        },
    },
    Solver {
        id: "days-until-warmer",
        brute: |a| waits_by_walking(&a.ints("temperatures")).into(),
        better: |a| waits_by_stack(&a.ints("temperatures")).into(),
        random: |rng| Args::of([("temperatures", rng.ints(1, 12, -3, 6).into())]),
    },
    Solver {
        id: "price-formula",
        brute: |a| value_by_splitting(a.text("formula")).into(),
        better: |a| value_by_descent(a.text("formula")).into(),
        random: |rng| {
            let formula = formula(rng, 3);
            Args::of([("formula", formula.into())])
        },
    },
    Solver {
        id: "merge-sorted-feeds",
        brute: |a| merge_by_comparing(&a.rows("feeds", args::ints)).into(),
        better: |a| merge_by_heap(&a.rows("feeds", args::ints)).into(),
        random: |rng| {
            let feeds = rng.list(0, 5, |rng| {
                let mut feed = rng.ints(0, 5, 0, 12);
                feed.sort();
                feed
            });
            Args::of([("feeds", feeds.into())])
        },
    },
    Solver {
        id: "largest-billboard",
        brute: |a| billboard_by_extending(&a.ints("heights")).into(),
        better: |a| billboard_by_stack(&a.ints("heights")).into(),
        random: |rng| Args::of([("heights", rng.ints(1, 12, 0, 7).into())]),
    },
];

fn least_by_looking(operations: &[Value]) -> Vec<Option<i64>> {
    let mut stack = Vec::new();
    let mut answers = Vec::new();
    for operation in operations {
        match args::list(operation) {
            [_, cost] => stack.push(args::int(cost)),
            [name] if args::text(name) == "least" => {
                walks(stack.len());
                answers.push(stack.iter().min().copied());
            }
            _ => drop(stack.pop()),
        }
    }
    answers
}

fn least_by_storing(operations: &[Value]) -> Vec<Option<i64>> {
    let mut stack: Vec<(i64, i64)> = Vec::new();
    let mut answers = Vec::new();
    for operation in operations {
        step();
        let least = stack.last().map(|&(_, least)| least);
        match args::list(operation) {
            [_, cost] => {
                let cost = args::int(cost);
                stack.push((cost, least.map_or(cost, |least| least.min(cost))));
            }
            [name] if args::text(name) == "least" => answers.push(least),
            _ => drop(stack.pop()),
        }
    }
    answers
}

fn waits_by_walking(temperatures: &[i64]) -> Vec<usize> {
    let wait = |day: usize| {
        (day..temperatures.len()).find(|&later| {
            step();
            temperatures[later] > temperatures[day]
        })
    };
    (0..temperatures.len()).map(|day| wait(day).map_or(0, |later| later - day)).collect()
}

fn waits_by_stack(temperatures: &[i64]) -> Vec<usize> {
    let mut waits = vec![0; temperatures.len()];
    let mut waiting: Vec<usize> = Vec::new();
    for (day, &temperature) in temperatures.iter().enumerate() {
        walks(2);
        while let Some(earlier) = waiting.pop_if(|earlier| temperatures[*earlier] < temperature) {
            waits[earlier] = day - earlier;
        }
        waiting.push(day);
    }
    waits
}

fn formula(rng: &mut Rng, depth: usize) -> String {
    if depth == 0 || rng.chance(0.3) {
        return rng.int(0, 12).to_string();
    }
    let (left, right) = (formula(rng, depth - 1), formula(rng, depth - 1));
    let sign = rng.pick(&["+", "-", "*", " * ", " - "]);
    if rng.chance(0.4) { format!("({left}{sign}{right})") } else { format!("{left}{sign}{right}") }
}

fn value_by_splitting(formula: &str) -> i64 {
    let formula = formula.trim();
    let outside = |signs: &str| {
        walks(formula.len());
        let mut depth = 0;
        let mut last = None;
        for (i, sign) in formula.char_indices() {
            match sign {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ if depth == 0 && signs.contains(sign) => last = Some(i),
                _ => {}
            }
        }
        last
    };
    let Some(split) = outside("+-").or_else(|| outside("*")) else {
        let inner = formula.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        return inner.map_or_else(|| formula.parse().expect("a number"), value_by_splitting);
    };
    let (left, right) =
        (value_by_splitting(&formula[..split]), value_by_splitting(&formula[split + 1..]));
    match &formula[split..=split] {
        "+" => left + right,
        "-" => left - right,
        _ => left * right,
    }
}

fn value_by_descent(formula: &str) -> i64 {
    fn sum(rest: &mut &str) -> i64 {
        let mut value = product(rest);
        loop {
            if takes(rest, '+') {
                value += product(rest);
            } else if takes(rest, '-') {
                value -= product(rest);
            } else {
                return value;
            }
        }
    }
    fn product(rest: &mut &str) -> i64 {
        let mut value = atom(rest);
        while takes(rest, '*') {
            value *= atom(rest);
        }
        value
    }
    fn atom(rest: &mut &str) -> i64 {
        if takes(rest, '(') {
            let value = sum(rest);
            takes(rest, ')');
            return value;
        }
        step();
        let text = rest.trim_start();
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        *rest = &text[end..];
        text[..end].parse().expect("a number")
    }
    fn takes(rest: &mut &str, sign: char) -> bool {
        step();
        let after = rest.trim_start().strip_prefix(sign);
        *rest = after.unwrap_or(rest);
        after.is_some()
    }
    sum(&mut &formula[..])
}

fn merge_by_comparing(feeds: &[Vec<i64>]) -> Vec<i64> {
    let mut next = vec![0; feeds.len()];
    let mut merged = Vec::new();
    let open = |next: &[usize]| {
        (0..feeds.len()).filter(|&k| next[k] < feeds[k].len()).min_by_key(|&k| feeds[k][next[k]])
    };
    while let Some(k) = open(&next) {
        walks(feeds.len());
        merged.push(feeds[k][next[k]]);
        next[k] += 1;
    }
    merged
}

fn merge_by_heap(feeds: &[Vec<i64>]) -> Vec<i64> {
    let entry =
        |feed: usize, position: usize| Some(Reverse((*feeds[feed].get(position)?, feed, position)));
    let mut heap: BinaryHeap<_> = (0..feeds.len()).filter_map(|feed| entry(feed, 0)).collect();
    let mut merged = Vec::new();
    while let Some(Reverse((stamp, feed, position))) = heap.pop() {
        walks(feeds.len().ilog2() as usize + 1);
        merged.push(stamp);
        heap.extend(entry(feed, position + 1));
    }
    merged
}

fn billboard_by_extending(heights: &[i64]) -> i64 {
    let mut largest = 0;
    for first in 0..heights.len() {
        let mut lowest = heights[first];
        for (width, &height) in (1..).zip(&heights[first..]) {
            step();
            lowest = lowest.min(height);
            largest = largest.max(lowest * width);
        }
    }
    largest
}

fn billboard_by_stack(heights: &[i64]) -> i64 {
    let mut rising: Vec<usize> = Vec::new();
    let mut largest = 0;
    for (right, height) in heights.iter().copied().chain([0]).enumerate() {
        walks(2);
        while let Some(top) = rising.pop_if(|top| heights[*top] >= height) {
            let left = rising.last().map_or(0, |below| below + 1);
            largest = largest.max(heights[top] * (right - left) as i64);
        }
        rising.push(right);
    }
    largest
}
