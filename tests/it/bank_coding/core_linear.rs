//! The core's questions on lists, windows, heaps and words.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet, VecDeque};

use super::Solver;
use super::args::Args;
use super::steps::{sorts, step, walks};

pub(super) const SOLVERS: &[Solver] = &[
    Solver {
        id: "gift-card-pair",
        brute: |a| pair_by_trying(&a.ints("prices"), a.int("amount")).into(),
        better: |a| pair_by_lookup(&a.ints("prices"), a.int("amount")).into(),
        random: |rng| {
            let prices = rng.ints(0, 9, -4, 12);
            Args::of([("prices", prices.into()), ("amount", rng.int(0, 14).into())])
        },
    },
    Solver {
        id: "first-bracket-fault",
        brute: |a| fault_by_flags(a.text("text").as_bytes()).into(),
        better: |a| fault_by_stack(a.text("text").as_bytes()).into(),
        random: |rng| {
            let alphabet = rng.pick(&["()", "()[]", "(())x"]);
            Args::of([("text", rng.text(0, 12, alphabet).into())])
        },
    },
    Solver {
        id: "longest-steady-run",
        brute: |a| steady_by_extending(&a.ints("values"), a.int("limit")).into(),
        better: |a| steady_by_queues(&a.ints("values"), a.int("limit")).into(),
        random: |rng| {
            let values = rng.ints(1, 15, -6, 6);
            Args::of([("values", values.into()), ("limit", rng.int(0, 8).into())])
        },
    },
    Solver {
        id: "machines-at-once",
        brute: |a| machines_by_counting(&a.tuples("jobs")).into(),
        better: |a| machines_by_sweep(&a.tuples("jobs")).into(),
        random: |rng| {
            let jobs = rng.list(0, 10, |rng| {
                let start = rng.int(0, 12);
                vec![start, start + rng.int(1, 6)]
            });
            Args::of([("jobs", jobs.into())])
        },
    },
    Solver {
        id: "trending-tags",
        brute: |a| trending_by_sort(&a.texts("tags"), a.size("k")).into(),
        better: |a| trending_by_heap(&a.texts("tags"), a.size("k")).into(),
        random: |rng| {
            let tags = rng.list(0, 14, |rng| rng.text(1, 2, "abc"));
            Args::of([("tags", tags.into()), ("k", rng.int(1, 5).into())])
        },
    },
    Solver {
        id: "fewest-tokens",
        brute: |a| {
            tokens_by_recursion(a.text("text"), &a.texts("vocabulary").into_iter().collect()).into()
        },
        better: |a| {
            tokens_by_table(a.text("text"), &a.texts("vocabulary").into_iter().collect()).into()
        },
        random: |rng| {
            let text = rng.text(0, 10, "aab");
            Args::of([("text", text.into()), ("vocabulary", rng.words(0, 6, 4, "aab").into())])
        },
    },
    Solver {
        id: "running-median",
        brute: |a| medians_by_insertion(&a.ints("latencies")).into(),
        better: |a| medians_by_heaps(&a.ints("latencies")).into(),
        random: |rng| Args::of([("latencies", rng.ints(1, 14, 0, 20).into())]),
    },
    Solver {
        id: "smallest-cover",
        brute: |a| cover_by_extending(&a.texts("log"), &a.texts("required")).into(),
        better: |a| cover_by_window(&a.texts("log"), &a.texts("required")).into(),
        random: |rng| {
            let log = rng.list(0, 14, |rng| rng.text(1, 1, "abcd"));
            Args::of([
                ("log", log.into()),
                ("required", rng.list(1, 4, |rng| rng.text(1, 1, "abc")).into()),
            ])
        },
    },
];

fn pair_by_trying(prices: &[i64], amount: i64) -> Vec<usize> {
    for j in 0..prices.len() {
        for i in 0..j {
            step();
            if prices[i] + prices[j] == amount {
                return vec![i, j];
            }
        }
    }
    Vec::new()
}

fn pair_by_lookup(prices: &[i64], amount: i64) -> Vec<usize> {
    let mut first = HashMap::new();
    for (j, &price) in prices.iter().enumerate() {
        step();
        if let Some(&i) = first.get(&(amount - price)) {
            return vec![i, j];
        }
        first.entry(price).or_insert(j);
    }
    Vec::new()
}

fn opens(byte: u8) -> bool {
    b"([{".contains(&byte)
}

/// The opening bracket that a closing one wants.
fn partner(byte: u8) -> Option<u8> {
    let position = b")]}".iter().position(|&closing| closing == byte)?;
    Some(b"([{"[position])
}

fn fault_by_flags(text: &[u8]) -> i64 {
    let mut matched = vec![false; text.len()];
    for i in 0..text.len() {
        let Some(wanted) = partner(text[i]) else {
            continue;
        };
        let is_open = |&j: &usize| {
            step();
            opens(text[j]) && !matched[j]
        };
        match (0..i).rev().find(is_open) {
            Some(j) if text[j] == wanted => matched[j] = true,
            _ => return i as i64,
        }
    }
    (0..text.len()).find(|&i| opens(text[i]) && !matched[i]).map_or(-1, |i| i as i64)
}

fn fault_by_stack(text: &[u8]) -> i64 {
    let mut open: Vec<usize> = Vec::new();
    for (i, &byte) in text.iter().enumerate() {
        step();
        if opens(byte) {
            open.push(i);
        } else if let Some(wanted) = partner(byte)
            && open.pop().map(|j| text[j]) != Some(wanted)
        {
            return i as i64;
        }
    }
    open.first().map_or(-1, |&i| i as i64)
}

fn steady_by_extending(values: &[i64], limit: i64) -> usize {
    let mut longest = 0;
    for start in 0..values.len() {
        let (mut low, mut high) = (values[start], values[start]);
        for (end, &value) in values.iter().enumerate().skip(start) {
            step();
            (low, high) = (low.min(value), high.max(value));
            if high - low > limit {
                break;
            }
            longest = longest.max(end + 1 - start);
        }
    }
    longest
}

fn steady_by_queues(values: &[i64], limit: i64) -> usize {
    let (mut falling, mut rising) = (VecDeque::new(), VecDeque::new());
    let (mut start, mut longest) = (0, 0);
    for (end, &value) in values.iter().enumerate() {
        walks(4);
        while falling.back().is_some_and(|&i: &usize| values[i] <= value) {
            falling.pop_back();
        }
        while rising.back().is_some_and(|&i: &usize| values[i] >= value) {
            rising.pop_back();
        }
        falling.push_back(end);
        rising.push_back(end);
        while values[falling[0]] - values[rising[0]] > limit {
            start += 1;
            for queue in [&mut falling, &mut rising] {
                if queue[0] < start {
                    queue.pop_front();
                }
            }
        }
        longest = longest.max(end + 1 - start);
    }
    longest
}

fn machines_by_counting(jobs: &[[i64; 2]]) -> usize {
    let running = |time| {
        walks(jobs.len());
        jobs.iter().filter(|[start, end]| *start <= time && time < *end).count()
    };
    jobs.iter().map(|&[start, _]| running(start)).max().unwrap_or(0)
}

fn machines_by_sweep(jobs: &[[i64; 2]]) -> usize {
    let [mut starts, mut ends] =
        [0, 1].map(|side| jobs.iter().map(|job| job[side]).collect::<Vec<_>>());
    sorts(jobs.len());
    sorts(jobs.len());
    starts.sort();
    ends.sort();
    let (mut ended, mut most) = (0, 0);
    for (begun, &start) in starts.iter().enumerate() {
        while ends[ended] <= start {
            ended += 1;
        }
        most = most.max(begun + 1 - ended);
    }
    most
}

fn counts<'a>(words: &[&'a str]) -> HashMap<&'a str, i64> {
    let mut counts = HashMap::new();
    for &word in words {
        step();
        *counts.entry(word).or_insert(0) += 1;
    }
    counts
}

fn trending_by_sort<'a>(tags: &[&'a str], k: usize) -> Vec<&'a str> {
    let mut ranked: Vec<(i64, &str)> =
        counts(tags).into_iter().map(|(tag, count)| (-count, tag)).collect();
    sorts(ranked.len());
    ranked.sort();
    ranked.into_iter().map(|(_, tag)| tag).take(k).collect()
}

fn trending_by_heap<'a>(tags: &[&'a str], k: usize) -> Vec<&'a str> {
    let mut kept = BinaryHeap::new();
    for (tag, count) in counts(tags) {
        step();
        // The heap's greatest is the worst kept: fewest uses, then last in the alphabet.
        kept.push((Reverse(count), tag));
        if kept.len() > k {
            kept.pop();
        }
    }
    kept.into_sorted_vec().into_iter().map(|(_, tag)| tag).collect()
}

fn tokens_by_recursion(text: &str, vocabulary: &HashSet<&str>) -> i64 {
    step();
    if text.is_empty() {
        return 0;
    }
    let firsts = (1..=text.len()).filter(|&length| vocabulary.contains(&text[..length]));
    let rests = firsts.map(|length| tokens_by_recursion(&text[length..], vocabulary));
    rests.filter(|&rest| rest >= 0).min().map_or(-1, |rest| rest + 1)
}

fn tokens_by_table(text: &str, vocabulary: &HashSet<&str>) -> i64 {
    let longest = vocabulary.iter().map(|token| token.len()).max().unwrap_or(0);
    let mut best: Vec<Option<i64>> = vec![Some(0)];
    for end in 1..=text.len() {
        let starts = (end.saturating_sub(longest)..end)
            .filter(|&start| vocabulary.contains(&text[start..end]));
        walks(longest);
        best.push(starts.filter_map(|start| best[start]).min().map(|fewest| fewest + 1));
    }
    best[text.len()].unwrap_or(-1)
}

fn medians_by_insertion(latencies: &[i64]) -> Vec<f64> {
    let mut sorted: Vec<i64> = Vec::new();
    let mut median = |&latency| {
        let place = sorted.partition_point(|&kept| kept < latency);
        walks(sorted.len() - place);
        sorted.insert(place, latency);
        (sorted[(sorted.len() - 1) / 2] + sorted[sorted.len() / 2]) as f64 / 2.0
    };
    latencies.iter().map(&mut median).collect()
}

fn medians_by_heaps(latencies: &[i64]) -> Vec<f64> {
    let (mut lower, mut upper) = (BinaryHeap::new(), BinaryHeap::new());
    let mut medians = Vec::new();
    for &latency in latencies {
        walks(2 * (latencies.len().ilog2() as usize + 1));
        lower.push(latency);
        upper.extend(lower.pop().map(Reverse));
        if upper.len() > lower.len() {
            lower.extend(upper.pop().map(|Reverse(latency)| latency));
        }
        let below = lower.peek().copied().unwrap_or_default();
        let above =
            if lower.len() > upper.len() { below } else { upper.peek().map_or(below, |top| top.0) };
        medians.push((below + above) as f64 / 2.0);
    }
    medians
}

fn cover_by_extending(log: &[&str], required: &[&str]) -> Vec<usize> {
    let mut best: Option<[usize; 2]> = None;
    for first in 0..log.len() {
        let mut owed = counts(required);
        let mut missing = required.len();
        for (last, name) in log.iter().enumerate().skip(first) {
            step();
            if let Some(debt) = owed.get_mut(name).filter(|debt| **debt > 0) {
                *debt -= 1;
                missing -= 1;
            }
            if missing == 0 {
                if best.is_none_or(|[from, to]| last - first < to - from) {
                    best = Some([first, last]);
                }
                break;
            }
        }
    }
    best.map_or(Vec::new(), Vec::from)
}

fn cover_by_window(log: &[&str], required: &[&str]) -> Vec<usize> {
    let mut owed = counts(required);
    let mut missing = required.len();
    let mut best: Option<[usize; 2]> = None;
    let mut first = 0;
    for (last, name) in log.iter().enumerate() {
        walks(2);
        let Some(debt) = owed.get_mut(name) else {
            continue;
        };
        *debt -= 1;
        if *debt >= 0 {
            missing -= 1;
        }
        while missing == 0 {
            if best.is_none_or(|[from, to]| last - first < to - from) {
                best = Some([first, last]);
            }
            if let Some(debt) = owed.get_mut(log[first]) {
                *debt += 1;
                if *debt > 0 {
                    missing += 1;
                }
            }
            first += 1;
        }
    }
    best.map_or(Vec::new(), Vec::from)
}
