//! ML coding: rows divided without leakage, metrics of a stream, and a batcher.

use std::collections::HashMap;

use super::Solver;
use super::args::{self, Args};
use super::literal::Value;
use super::steps::{sorts, walks};

pub(super) const SOLVERS: &[Solver] = &[
    Solver {
        id: "split-by-group",
        brute: |a| Rows::of(a).split_by_trial().into(),
        better: |a| Rows::of(a).split_by_growth().into(),
        random: |rng| {
            let identifiers =
                rng.list(1, 9, |rng| rng.list(0, 2, |rng| rng.text(1, 1, "abcdefgh")));
            let labels = rng.ints(identifiers.len(), identifiers.len(), 0, 2);
            Args::of([
                ("identifiers", identifiers.into()),
                ("labels", labels.into()),
                ("folds", rng.int(2, 4).into()),
            ])
        },
    },
    Solver {
        id: "running-r-squared",
        brute: |a| report_anew(&batches(a)).into(),
        better: |a| report_running(&batches(a)).into(),
        random: |rng| {
            let offset = rng.pick(&[0.0, 1e9]);
            let batches = rng.list(1, 4, |rng| {
                rng.list(1, 3, |rng| {
                    let target = offset + rng.int(0, 2) as f64;
                    [target, target + rng.int(-2, 2) as f64 / 2.0]
                })
            });
            Args::of([("batches", batches.into())])
        },
    },
    Solver {
        id: "dynamic-batcher",
        brute: |a| Server::of(a).by_milliseconds().into(),
        better: |a| Server::of(a).by_batches().into(),
        random: |rng| {
            let mut arrivals = rng.ints(0, 9, 0, 40);
            arrivals.sort();
            let budget = rng.int(4, 16);
            let lengths = rng.ints(arrivals.len(), arrivals.len(), 1, budget.min(6));
            Args::of([
                ("arrivals", arrivals.into()),
                ("lengths", lengths.into()),
                ("budget", budget.into()),
                ("wait", rng.int(0, 12).into()),
                ("base", rng.int(0, 4).into()),
            ])
        },
    },
];

struct Rows {
    identifiers: Vec<Vec<String>>,
    labels: Vec<i64>,
    folds: usize,
}

impl Rows {
    fn of(a: &Args) -> Rows {
        let texts =
            |row: &Value| args::list(row).iter().map(args::text).map(str::to_owned).collect();
        Rows {
            identifiers: a.rows("identifiers", texts),
            labels: a.ints("labels"),
            folds: a.size("folds"),
        }
    }

    /// Of each row the first row of its group, by comparing all pairs until nothing changes.
    fn groups_by_pairs(&self) -> Vec<usize> {
        let mut group: Vec<usize> = (0..self.labels.len()).collect();
        let shares = |i: usize, j: usize| {
            walks(1);
            self.identifiers[i].iter().any(|name| self.identifiers[j].contains(name))
        };
        loop {
            let before = group.clone();
            for i in 0..group.len() {
                for j in (0..group.len()).filter(|&j| shares(i, j)) {
                    group[i] = group[i].min(group[j]);
                }
            }
            if group == before {
                return group;
            }
        }
    }

    fn groups_by_union(&self) -> Vec<usize> {
        let mut parent: Vec<usize> = (0..self.labels.len()).collect();
        // Of each root the rows below it, and the first of them.
        let (mut size, mut least) = (vec![1; parent.len()], parent.clone());
        let mut first: HashMap<&str, usize> = HashMap::new();
        for (i, names) in self.identifiers.iter().enumerate() {
            for name in names {
                let other = *first.entry(name).or_insert(i);
                let (a, b) = (root(&mut parent, i), root(&mut parent, other));
                let (small, large) = if size[a] < size[b] { (a, b) } else { (b, a) };
                if small != large {
                    parent[small] = large;
                    size[large] += size[small];
                    least[large] = least[large].min(least[small]);
                }
            }
        }
        (0..parent.len()).map(|i| least[root(&mut parent, i)]).collect()
    }

    fn split_by_trial(&self) -> Vec<usize> {
        let groups = self.groups_by_pairs();
        let mut folds: Vec<Option<usize>> = vec![None; groups.len()];
        for group in by_size(&groups) {
            let trial = |fold: usize| {
                let put = |i: usize| if groups[i] == group { Some(fold) } else { folds[i] };
                (0..groups.len()).map(put).collect::<Vec<_>>()
            };
            let rows = |fold: usize| folds.iter().filter(|of| **of == Some(fold)).count();
            let best =
                (0..self.folds).min_by_key(|&fold| (self.cost(&trial(fold)), rows(fold), fold));
            folds = trial(best.expect("there are folds"));
        }
        folds.into_iter().map(|fold| fold.expect("every row has a group")).collect()
    }

    fn total(&self, label: i64) -> i128 {
        self.labels.iter().filter(|&&of| of == label).count() as i128
    }

    /// The product of all labels' squared totals: sums of shares are whole multiples of 1 over it.
    fn denominator(&self) -> i128 {
        (0..3).map(|label| self.total(label).max(1).pow(2)).product()
    }

    fn cost(&self, folds: &[Option<usize>]) -> i128 {
        let mut cost = 0;
        for fold in 0..self.folds {
            for label in 0..3 {
                let lies = |i: &usize| folds[*i] == Some(fold) && self.labels[*i] == label;
                let count = (0..folds.len()).filter(lies).count() as i128;
                cost += count * count * self.denominator() / self.total(label).max(1).pow(2);
            }
        }
        cost
    }

    fn split_by_growth(&self) -> Vec<usize> {
        let groups = self.groups_by_union();
        let mut counts: HashMap<usize, [i128; 3]> = HashMap::new();
        for (group, &label) in groups.iter().zip(&self.labels) {
            counts.entry(*group).or_default()[label as usize] += 1;
        }
        let weights = [0, 1, 2].map(|of| self.denominator() / self.total(of).max(1).pow(2));
        walks(groups.len());
        let mut held = vec![[0i128; 3]; self.folds];
        let mut home: HashMap<usize, usize> = HashMap::new();
        for group in by_size(&groups) {
            walks(self.folds * 3);
            let own = counts[&group];
            let growth = |fold: usize| -> i128 {
                (0..3).map(|label| held[fold][label] * own[label] * weights[label]).sum()
            };
            let best = (0..self.folds)
                .min_by_key(|&fold| (growth(fold), held[fold].iter().sum::<i128>(), fold))
                .expect("there are folds");
            held[best].iter_mut().zip(own).for_each(|(count, own)| *count += own);
            home.insert(group, best);
        }
        groups.iter().map(|group| home[group]).collect()
    }
}

fn root(parent: &mut [usize], mut i: usize) -> usize {
    while parent[i] != i {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    i
}

/// The groups from the largest to the smallest, equal ones by their first row.
fn by_size(groups: &[usize]) -> Vec<usize> {
    let mut found: Vec<usize> = groups.to_vec();
    found.sort();
    found.dedup();
    let mut rows: HashMap<usize, usize> = HashMap::new();
    groups.iter().for_each(|group| *rows.entry(*group).or_default() += 1);
    sorts(found.len());
    found.sort_by_key(|group| std::cmp::Reverse(rows[group]));
    found
}

#[test]
fn rows_that_share_an_identifier_never_part() {
    for seed in 0..200 {
        let random = SOLVERS[0].random;
        let rows = Rows::of(&random(&mut super::rng::Rng::new(seed)));
        let folds = rows.split_by_growth();
        for (i, names) in rows.identifiers.iter().enumerate() {
            for (j, others) in rows.identifiers.iter().enumerate() {
                let apart = folds[i] != folds[j] && names.iter().any(|name| others.contains(name));
                assert!(!apart, "seed {seed}: rows {i} and {j}");
            }
        }
    }
}

type Batches = Vec<Vec<[f64; 2]>>;
type Shown = [Option<f64>; 3];

fn batches(a: &Args) -> Batches {
    let pair = |pair: &Value| args::floats(pair).try_into().expect("a pair has two numbers");
    a.list("batches").iter().map(|batch| args::list(batch).iter().map(pair).collect()).collect()
}

fn report_anew(batches: &Batches) -> Vec<Shown> {
    let after = |count: usize| {
        let pairs: Vec<[f64; 2]> = batches[..count].iter().flatten().copied().collect();
        walks(pairs.len());
        let n = pairs.len() as f64;
        let sum = |of: &dyn Fn(&[f64; 2]) -> f64| pairs.iter().map(of).sum::<f64>();
        // Beyond the first target: near 10**9 the sum itself would be rounded.
        let beyond = |pair: &[f64; 2]| pair[0] - pairs[0][0];
        let mean = sum(&beyond) / n;
        let squared = sum(&|[target, prediction]| (target - prediction).powi(2));
        let spread = sum(&|pair| (beyond(pair) - mean).powi(2));
        let differ = pairs.iter().any(|pair| pair[0] != pairs[0][0]);
        let absolute = sum(&|[target, prediction]| (target - prediction).abs()) / n;
        [Some(absolute), Some((squared / n).sqrt()), differ.then(|| 1.0 - squared / spread)]
    };
    (1..=batches.len()).map(after).collect()
}

/// Batch by batch: each is joined by its own mean and spread. Means are of what is beyond the first
/// target: near 10**9 they would stand still once they move by less than floats are apart there.
fn report_running(batches: &Batches) -> Vec<Shown> {
    let (mut n, mut mean, mut spread) = (0.0, 0.0, 0.0);
    let (mut absolute, mut squared) = (0.0, 0.0);
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    let mut shown = Vec::new();
    let first = batches[0][0][0];
    for batch in batches {
        walks(batch.len());
        let size = batch.len() as f64;
        let own = batch.iter().map(|pair| pair[0] - first).sum::<f64>() / size;
        let own_spread: f64 = batch.iter().map(|pair| (pair[0] - first - own).powi(2)).sum();
        let off: f64 = own - mean;
        spread += own_spread + off * off * n * size / (n + size);
        mean += off * size / (n + size);
        n += size;
        for [target, prediction] in batch {
            absolute += (target - prediction).abs();
            squared += (target - prediction).powi(2);
            (low, high) = (low.min(*target), high.max(*target));
        }
        let known = (low < high).then(|| 1.0 - squared / spread);
        shown.push([Some(absolute / n), Some((squared / n).sqrt()), known]);
    }
    shown
}

/// What its constraint promises.
pub(super) fn targets_are_equal_or_apart(a: &Args) -> bool {
    let mut targets: Vec<f64> = batches(a).iter().flatten().map(|pair| pair[0]).collect();
    targets.sort_by(f64::total_cmp);
    targets.dedup();
    targets.windows(2).all(|pair| pair[1] - pair[0] >= 0.01)
}

#[test]
fn a_long_stream_far_from_0_keeps_its_spread() {
    let (low, high) = (1e9, 1e9 + 0.01);
    let batch = |i: usize| vec![[if i < 10_000 { low } else { high }, low]];
    let shown = report_running(&(0..100_000).map(batch).collect());
    // Errors of d on 0.9 n targets, and a spread of 0.1 * 0.9 * n * d^2.
    let known = shown[shown.len() - 1][2].expect("targets differ");
    assert!((known - (1.0 - 0.9 / 0.09)).abs() < 1e-6, "{known}");
}

struct Server {
    arrivals: Vec<i64>,
    lengths: Vec<i64>,
    budget: i64,
    wait: i64,
    base: i64,
}

impl Server {
    fn of(a: &Args) -> Server {
        let [budget, wait, base] = ["budget", "wait", "base"].map(|of| a.int(of));
        Server { arrivals: a.ints("arrivals"), lengths: a.ints("lengths"), budget, wait, base }
    }

    fn by_milliseconds(&self) -> Vec<i64> {
        let (mut finished, mut free) = (Vec::new(), 0);
        for now in 0.. {
            let first = finished.len();
            if first == self.arrivals.len() {
                break;
            }
            walks(self.arrivals.len() - first);
            let waiting = self.arrivals[first..].iter().filter(|&&at| at <= now).count();
            if now < free || waiting == 0 {
                continue;
            }
            let (mut size, mut longest) = (0, 0);
            for &length in &self.lengths[first..first + waiting] {
                if (size + 1) * length.max(longest) > self.budget {
                    break;
                }
                (size, longest) = (size + 1, length.max(longest));
            }
            let is_full = size < waiting as i64 || (size + 1) * longest > self.budget;
            if is_full || now - self.arrivals[first] >= self.wait {
                free = now + self.base + size * longest;
                finished.extend((0..size).map(|_| free));
            }
        }
        finished
    }

    fn by_batches(&self) -> Vec<i64> {
        let (mut finished, mut free) = (Vec::new(), 0);
        while finished.len() < self.arrivals.len() {
            let first = finished.len();
            let mut start = free.max(self.arrivals[first] + self.wait);
            let (mut size, mut longest) = (0, 0);
            walks(1);
            for (&arrival, &length) in self.arrivals[first..].iter().zip(&self.lengths[first..]) {
                walks(1);
                if arrival > start {
                    break;
                }
                let fits = (size + 1) * length.max(longest) <= self.budget;
                if fits {
                    (size, longest) = (size + 1, length.max(longest));
                }
                if !fits || (size + 1) * longest > self.budget {
                    start = free.max(arrival);
                    break;
                }
            }
            free = start + self.base + size * longest;
            finished.extend((0..size).map(|_| free));
        }
        finished
    }
}
