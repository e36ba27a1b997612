//! Small algorithms that machine-learning work is made of: vectors, scores and streams.

use std::collections::{BinaryHeap, HashMap};

use super::Solver;
use super::args::{self, Args};
use super::literal::Value;
use super::steps::{sorts, step, walks};

pub(super) const SOLVERS: &[Solver] = &[
    Solver {
        id: "sparse-scores",
        brute: |a| {
            scores_by_looking(&a.rows("documents", sparse), &sparse(a.value("query"))).into()
        },
        better: |a| {
            scores_by_lookup(&a.rows("documents", sparse), &sparse(a.value("query"))).into()
        },
        random: |rng| {
            let mut vector = || {
                let kept: Vec<i64> = (0..8).filter(|_| rng.chance(0.4)).collect();
                kept.into_iter().map(|index| [index, rng.int(-5, 5)]).collect::<Vec<_>>()
            };
            let documents = vec![vector(), vector(), vector()];
            let query = vector();
            Args::of([("documents", documents.into()), ("query", query.into())])
        },
    },
    Solver {
        id: "k-means-step",
        brute: |a| {
            step_by_centre(&a.rows("points", args::floats), &a.rows("centres", args::floats)).into()
        },
        better: |a| {
            step_by_point(&a.rows("points", args::floats), &a.rows("centres", args::floats)).into()
        },
        random: |rng| {
            let d = rng.size(1, 2);
            let points = rng.list(1, 9, |rng| rng.ints(d, d, -4, 4));
            Args::of([
                ("points", points.into()),
                ("centres", rng.list(1, 4, |rng| rng.ints(d, d, -4, 4)).into()),
            ])
        },
    },
    Solver {
        id: "stream-sample",
        brute: |a| sample_by_sorting(&a.texts("items"), &a.floats("keys"), a.size("k")).into(),
        better: |a| sample_by_heap(&a.texts("items"), &a.floats("keys"), a.size("k")).into(),
        random: |rng| {
            let keys = rng.list(0, 12, |rng| rng.unit());
            let items: Vec<String> = keys.iter().map(|_| rng.text(1, 1, "abcdef")).collect();
            Args::of([("items", items.into()), ("keys", keys.into()), ("k", rng.int(1, 6).into())])
        },
    },
    Solver {
        id: "auc-from-scores",
        brute: |a| auc_by_pairs(&labelled(a)).into(),
        better: |a| auc_by_sorting(labelled(a)).into(),
        random: |rng| {
            let scores = rng.list(0, 10, |rng| rng.int(0, 5) as f64 / 5.0);
            let labels = rng.ints(scores.len(), scores.len(), 0, 1);
            Args::of([("scores", scores.into()), ("labels", labels.into())])
        },
    },
    Solver {
        id: "log-sum-exp",
        brute: |a| log_sums(a, log_sum_in_two_passes),
        better: |a| log_sums(a, log_sum_in_one_pass),
        random: |rng| {
            let scale = rng.pick(&[1.0, 30.0, 10_000.0]);
            let rows = rng.list(1, 3, |rng| rng.list(5, 5, |rng| (rng.unit() * 2.0 - 1.0) * scale));
            let lengths = rng.ints(rows.len(), rows.len(), 0, 5);
            Args::of([("rows", rows.into()), ("lengths", lengths.into())])
        },
    },
];

fn sparse(vector: &Value) -> Vec<(i64, i64)> {
    args::list(vector)
        .iter()
        .map(|pair| (args::int(&args::list(pair)[0]), args::int(&args::list(pair)[1])))
        .collect()
}

fn scores_by_looking(documents: &[Vec<(i64, i64)>], query: &[(i64, i64)]) -> Vec<i64> {
    let is = |index| {
        move |pair: &&(i64, i64)| {
            step();
            pair.0 == index
        }
    };
    let weight = |index| query.iter().find(is(index)).map_or(0, |pair| pair.1);
    documents
        .iter()
        .map(|document| document.iter().map(|&(index, own)| own * weight(index)).sum())
        .collect()
}

fn scores_by_lookup(documents: &[Vec<(i64, i64)>], query: &[(i64, i64)]) -> Vec<i64> {
    let weights: HashMap<i64, i64> = query.iter().copied().collect();
    walks(query.len() + documents.iter().map(Vec::len).sum::<usize>());
    let product = |&(index, own): &(i64, i64)| own * weights.get(&index).copied().unwrap_or(0);
    documents.iter().map(|document| document.iter().map(product).sum()).collect()
}

fn closest(point: &[f64], centres: &[Vec<f64>]) -> usize {
    let distance =
        |centre: &[f64]| point.iter().zip(centre).map(|(a, b)| (a - b) * (a - b)).sum::<f64>();
    let (mut best, mut least) = (0, f64::INFINITY);
    for (i, centre) in centres.iter().enumerate() {
        step();
        let distance = distance(centre);
        if distance < least {
            (best, least) = (i, distance);
        }
    }
    best
}

fn step_by_centre(points: &[Vec<f64>], centres: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let moved = |(i, centre): (usize, &Vec<f64>)| {
        let own: Vec<&Vec<f64>> =
            points.iter().filter(|point| closest(point, centres) == i).collect();
        if own.is_empty() {
            return centre.clone();
        }
        let mean =
            |axis: usize| own.iter().map(|point| point[axis]).sum::<f64>() / own.len() as f64;
        (0..centre.len()).map(mean).collect()
    };
    centres.iter().enumerate().map(moved).collect()
}

fn step_by_point(points: &[Vec<f64>], centres: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let mut sums: Vec<(Vec<f64>, f64)> =
        centres.iter().map(|centre| (vec![0.0; centre.len()], 0.0)).collect();
    for point in points {
        let (sum, count) = &mut sums[closest(point, centres)];
        sum.iter_mut().zip(point).for_each(|(sum, value)| *sum += value);
        *count += 1.0;
    }
    let mean = |((sum, count), old): ((Vec<f64>, f64), &Vec<f64>)| {
        if count == 0.0 { old.clone() } else { sum.into_iter().map(|sum| sum / count).collect() }
    };
    sums.into_iter().zip(centres).map(mean).collect()
}

fn sample_by_sorting<'a>(items: &[&'a str], keys: &[f64], k: usize) -> Vec<&'a str> {
    let mut positions: Vec<usize> = (0..items.len()).collect();
    sorts(positions.len());
    positions.sort_by(|&i, &j| keys[i].total_cmp(&keys[j]));
    positions.truncate(k);
    positions.sort();
    positions.into_iter().map(|i| items[i]).collect()
}

fn sample_by_heap<'a>(items: &[&'a str], keys: &[f64], k: usize) -> Vec<&'a str> {
    let mut kept: BinaryHeap<(u64, usize, &str)> = BinaryHeap::new();
    for (position, (&item, key)) in items.iter().zip(keys).enumerate() {
        step();
        // Positive floats are ordered as their bits are.
        kept.push((key.to_bits(), position, item));
        if kept.len() > k {
            kept.pop();
        }
    }
    let mut kept: Vec<(usize, &str)> =
        kept.into_iter().map(|(_, position, item)| (position, item)).collect();
    kept.sort();
    kept.into_iter().map(|(_, item)| item).collect()
}

fn labelled(a: &Args) -> Vec<(f64, i64)> {
    a.floats("scores").into_iter().zip(a.ints("labels")).collect()
}

fn auc_by_pairs(examples: &[(f64, i64)]) -> Option<f64> {
    let scores = |wanted: i64| {
        examples.iter().filter(move |&&(_, label)| label == wanted).map(|&(score, _)| score)
    };
    let (mut won, mut pairs) = (0.0, 0.0);
    for positive in scores(1) {
        for negative in scores(0) {
            step();
            won += if positive > negative {
                1.0
            } else {
                0.5 * f64::from(u8::from(positive == negative))
            };
            pairs += 1.0;
        }
    }
    (pairs > 0.0).then(|| won / pairs)
}

fn auc_by_sorting(mut examples: Vec<(f64, i64)>) -> Option<f64> {
    sorts(examples.len());
    examples.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut passed, mut won) = (0.0, 0.0, 0.0);
    for group in examples.chunk_by(|a, b| a.0 == b.0) {
        let positives = group.iter().filter(|&&(_, label)| label == 1).count() as f64;
        let negatives = group.len() as f64 - positives;
        won += positives * (below + 0.5 * negatives);
        below += negatives;
        passed += positives;
    }
    (below * passed > 0.0).then(|| won / (below * passed))
}

fn log_sums(a: &Args, log_sum: fn(&[f64]) -> Option<f64>) -> Value {
    let rows = a.rows("rows", args::floats).into_iter().zip(a.sizes("lengths"));
    rows.map(|(row, length)| log_sum(&row[..length])).collect::<Vec<_>>().into()
}

fn log_sum_in_two_passes(row: &[f64]) -> Option<f64> {
    walks(2 * row.len());
    let most = row.iter().copied().reduce(f64::max)?;
    Some(most + row.iter().map(|x| (x - most).exp()).sum::<f64>().ln())
}

fn log_sum_in_one_pass(row: &[f64]) -> Option<f64> {
    let (&first, rest) = row.split_first()?;
    let (mut most, mut sum) = (first, 1.0);
    for &x in rest {
        step();
        if x <= most {
            sum += (x - most).exp();
        } else {
            sum = sum * (most - x).exp() + 1.0;
            most = x;
        }
    }
    Some(most + sum.ln())
}
