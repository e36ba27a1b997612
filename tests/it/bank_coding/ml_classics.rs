//! ML coding: trees, neighbours, principal components and search by words.

use std::collections::{BTreeMap, BinaryHeap, HashMap};

use super::Solver;
use super::args::{self, Args};
use super::literal::Value;
use super::matrix::{Matrix, dot, product, transposed};
use super::rng::Rng;
use super::steps::{sorts, walks};

pub(super) const SOLVERS: &[Solver] = &[
    Solver {
        id: "best-tree-split",
        brute: |a| Split::of(a).by_counting().map(Value::List).into(),
        better: |a| Split::of(a).by_sorting().map(Value::List).into(),
        random: |rng| {
            let (n, d) = (rng.size(1, 8), rng.size(1, 3));
            let value = |rng: &mut Rng| rng.int(0, 8) as f64 / 2.0;
            let rows = rng.list(n, n, |rng| rng.list(d, d, value));
            Args::of([
                ("rows", rows.into()),
                ("labels", rng.ints(n, n, 0, 2).into()),
                ("least", rng.int(1, 3).into()),
            ])
        },
    },
    Solver {
        id: "vote-of-neighbours",
        brute: |a| votes(a, nearest_by_sorting).into(),
        better: |a| votes(a, nearest_by_heap).into(),
        random: |rng| {
            let (n, d) = (rng.size(1, 8), rng.size(1, 2));
            let mut points = |n: usize| rng.list(n, n, |rng| rng.ints(d, d, -3, 3));
            let (points, queries) = (points(n), points(3));
            Args::of([
                ("points", points.into()),
                ("labels", rng.ints(n, n, 0, 2).into()),
                ("queries", queries.into()),
                ("k", rng.int(1, n as i64).into()),
            ])
        },
    },
    Solver {
        id: "first-component",
        brute: |a| component(a, |centred, v| product(&covariance(centred), v)),
        better: |a| component(a, |centred, v| product(&transposed(centred), &product(centred, v))),
        random: |rng| {
            let (n, d) = (rng.size(2, 6), rng.size(1, 4));
            Args::of([
                ("rows", rng.matrix(n, d, 5.0).into()),
                ("start", rng.list(d, d, |rng| 0.1 + rng.unit()).into()),
                ("steps", rng.int(0, 6).into()),
            ])
        },
    },
    Solver {
        id: "bm25-ranking",
        brute: |a| best(a, scores_by_reading),
        better: |a| best(a, scores_by_index),
        random: |rng| {
            let word = |rng: &mut Rng| rng.pick(&["a", "b", "c", "dd", "e"]);
            let mut documents = rng.list(0, 5, |rng| rng.list(0, 6, word).join(" "));
            documents.push("a e".to_owned());
            let queries = rng.list(0, 3, |rng| rng.list(0, 3, word).join(" "));
            Args::of([
                ("documents", documents.into()),
                ("queries", queries.into()),
                ("k1", rng.pick(&[0.5, 1.2]).into()),
                ("b", rng.pick(&[0.0, 0.75, 1.0]).into()),
            ])
        },
    },
];

struct Split {
    rows: Matrix,
    labels: Vec<usize>,
    least: usize,
}

/// Impurities nearer than this count as equal.
const EQUAL: f64 = 1e-9;

impl Split {
    fn of(a: &Args) -> Split {
        let rows = a.rows("rows", args::floats);
        Split { rows, labels: a.sizes("labels"), least: a.size("least") }
    }

    /// Feature, threshold and impurity of each split that leaves enough rows on both sides.
    fn allowed(&self) -> Vec<(usize, f64, f64)> {
        let mut allowed = Vec::new();
        for feature in 0..self.rows[0].len() {
            let mut values: Vec<f64> = self.rows.iter().map(|row| row[feature]).collect();
            values.sort_by(f64::total_cmp);
            values.dedup();
            for pair in values.windows(2) {
                let threshold = (pair[0] + pair[1]) / 2.0;
                let side = |left: bool| -> Vec<usize> {
                    walks(self.rows.len());
                    let goes = |i: &usize| (self.rows[*i][feature] <= threshold) == left;
                    (0..self.rows.len()).filter(goes).map(|i| self.labels[i]).collect()
                };
                let sides = [side(true), side(false)];
                if sides.iter().any(|side| side.len() < self.least) {
                    continue;
                }
                let parts = sides.map(|side| side.len() as f64 * gini(&side));
                let impurity = (parts[0] + parts[1]) / self.rows.len() as f64;
                allowed.push((feature, threshold, impurity));
            }
        }
        allowed
    }

    fn by_counting(&self) -> Option<Vec<Value>> {
        let mut best: Option<(usize, f64, f64)> = None;
        for split in self.allowed() {
            if best.is_none_or(|best| split.2 < best.2 - EQUAL) {
                best = Some(split);
            }
        }
        best.map(|(feature, threshold, impurity)| {
            vec![feature.into(), threshold.into(), impurity.into()]
        })
    }

    fn by_sorting(&self) -> Option<Vec<Value>> {
        let mut best: Option<(usize, f64, f64)> = None;
        for split in self.swept() {
            if best.is_none_or(|best| split.2 < best.2 - EQUAL) {
                best = Some(split);
            }
        }
        best.map(|(feature, threshold, impurity)| {
            vec![feature.into(), threshold.into(), impurity.into()]
        })
    }

    /// The same splits as those that are allowed, with counts carried from row to row.
    fn swept(&self) -> Vec<(usize, f64, f64)> {
        let n = self.rows.len();
        let mut swept = Vec::new();
        for feature in 0..self.rows[0].len() {
            sorts(n);
            walks(n);
            let mut order: Vec<usize> = (0..n).collect();
            order.sort_by(|&i, &j| self.rows[i][feature].total_cmp(&self.rows[j][feature]));
            let (mut left, mut right) = ([0i64; 10], [0i64; 10]);
            self.labels.iter().for_each(|&label| right[label] += 1);
            let mut squares = (0, right.iter().map(|count| count * count).sum::<i64>());
            for size in 1..n {
                let label = self.labels[order[size - 1]];
                squares.0 += 2 * left[label] + 1;
                squares.1 -= 2 * right[label] - 1;
                left[label] += 1;
                right[label] -= 1;
                let [low, high] = [size - 1, size].map(|at| self.rows[order[at]][feature]);
                if low == high || size.min(n - size) < self.least {
                    continue;
                }
                let pure = squares.0 as f64 / size as f64 + squares.1 as f64 / (n - size) as f64;
                let impurity = 1.0 - pure / n as f64;
                swept.push((feature, (low + high) / 2.0, impurity));
            }
        }
        swept
    }
}

/// What its constraint promises; equal impurities differ by rounding alone.
pub(super) fn impurities_are_equal_or_apart(a: &Args) -> bool {
    let swept = Split::of(a).swept();
    let mut impurities: Vec<f64> = swept.into_iter().map(|split| split.2).collect();
    impurities.sort_by(f64::total_cmp);
    impurities.windows(2).all(|pair| !(1e-12..=1e-8).contains(&(pair[1] - pair[0])))
}

/// The chance that two labels, drawn with replacement, differ.
fn gini(labels: &[usize]) -> f64 {
    walks(labels.len() * labels.len());
    let pairs = labels.iter().flat_map(|a| labels.iter().map(move |b| a != b));
    pairs.filter(|differs| *differs).count() as f64 / (labels.len() * labels.len()) as f64
}

type Nearest = fn(&[Vec<i64>], &[i64], usize) -> Vec<usize>;

fn votes(a: &Args, nearest: Nearest) -> Vec<i64> {
    let (points, labels) = (a.rows("points", args::ints), a.ints("labels"));
    let vote = |query: Vec<i64>| {
        let near: Vec<i64> =
            nearest(&points, &query, a.size("k")).into_iter().map(|i| labels[i]).collect();
        let count = |label: i64| near.iter().filter(|&&of| of == label).count();
        let most = near.iter().map(|&label| count(label)).max().expect("k isn't 0");
        *near.iter().find(|&&label| count(label) == most).expect("one has the most")
    };
    a.rows("queries", args::ints).into_iter().map(vote).collect()
}

fn distance(a: &[i64], b: &[i64]) -> i64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}

fn nearest_by_sorting(points: &[Vec<i64>], query: &[i64], k: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.sort_by_key(|&i| (distance(&points[i], query), i));
    order.truncate(k);
    order
}

fn nearest_by_heap(points: &[Vec<i64>], query: &[i64], k: usize) -> Vec<usize> {
    let mut kept: BinaryHeap<(i64, usize)> = BinaryHeap::new();
    for (i, point) in points.iter().enumerate() {
        kept.push((distance(point, query), i));
        if kept.len() > k {
            kept.pop();
        }
    }
    kept.into_sorted_vec().into_iter().map(|(_, i)| i).collect()
}

/// One product of the centred rows' covariance, or a multiple of it, with a column.
type Multiply = fn(&[Vec<f64>], &[Vec<f64>]) -> Matrix;

fn component(a: &Args, multiply: Multiply) -> Value {
    let centred = centred(&a.rows("rows", args::floats));
    let mut v = unit(a.floats("start").into_iter().map(|x| vec![x]).collect());
    for _ in 0..a.int("steps") {
        v = unit(multiply(&centred, &v));
    }
    let largest = v
        .iter()
        .flatten()
        .copied()
        .fold(0.0, |largest: f64, x| if x.abs() > largest.abs() { x } else { largest });
    let v: Vec<f64> = v.into_iter().flatten().map(|x| x * largest.signum()).collect();
    let along: f64 = centred.iter().map(|row| dot(row, &v).powi(2)).sum();
    let all: f64 = centred.iter().map(|row| dot(row, row)).sum();
    Value::List(vec![(along / all).into(), v.into()])
}

fn centred(rows: &[Vec<f64>]) -> Matrix {
    let mean = |column: &Vec<f64>| column.iter().sum::<f64>() / column.len() as f64;
    let means: Vec<f64> = transposed(rows).iter().map(mean).collect();
    rows.iter().map(|row| row.iter().zip(&means).map(|(x, mean)| x - mean).collect()).collect()
}

fn covariance(centred: &[Vec<f64>]) -> Matrix {
    let n = centred.len() as f64;
    let sums = product(&transposed(centred), centred);
    sums.into_iter().map(|row| row.into_iter().map(|x| x / n).collect()).collect()
}

fn unit(column: Matrix) -> Matrix {
    let length = column.iter().map(|x| x[0] * x[0]).sum::<f64>().sqrt();
    column.into_iter().map(|x| vec![x[0] / length]).collect()
}

#[test]
fn two_columns_have_the_component_that_geometry_gives_them() {
    for seed in 0..20 {
        let rows = Rng::new(seed).matrix(6, 2, 5.0);
        let c = covariance(&centred(&rows));
        // The axis of an ellipse x^T C x, and its larger eigenvalue.
        let angle = (2.0 * c[0][1]).atan2(c[0][0] - c[1][1]) / 2.0;
        let apart = ((c[0][0] - c[1][1]).powi(2) + 4.0 * c[0][1] * c[0][1]).sqrt();
        let share = (c[0][0] + c[1][1] + apart) / 2.0 / (c[0][0] + c[1][1]);
        let args = Args::of([
            ("rows", rows.into()),
            ("start", vec![1.0, 0.5].into()),
            ("steps", 5_000i64.into()),
        ]);
        let found =
            component(&args, |centred, v| product(&transposed(centred), &product(centred, v)));
        let [Value::Float(found), vector] = args::list(&found) else { panic!("{found}") };
        let v = args::floats(vector);
        assert!((found - share).abs() < 1e-9, "seed {seed}: {found} and {share}");
        let across = v[0] * angle.sin() - v[1] * angle.cos();
        assert!(across.abs() < 1e-6, "seed {seed}: {v:?}");
    }
}

/// Of each query the score of each document that holds a word of it.
type Scores = fn(&[Vec<&str>], &[Vec<&str>], [f64; 2]) -> Vec<BTreeMap<usize, f64>>;

fn best(a: &Args, scores: Scores) -> Value {
    let words =
        |text: &&'_ str| -> Vec<String> { text.split_whitespace().map(str::to_owned).collect() };
    let documents: Vec<Vec<String>> = a.texts("documents").iter().map(words).collect();
    let documents: Vec<Vec<&str>> =
        documents.iter().map(|words| words.iter().map(String::as_str).collect()).collect();
    let queries = a.texts("queries");
    let queries: Vec<Vec<&str>> =
        queries.iter().map(|query| query.split_whitespace().collect()).collect();
    let of = |scores: BTreeMap<usize, f64>| {
        let mut best: Option<(usize, f64)> = None;
        for (i, score) in scores {
            if best.is_none_or(|best| score > best.1 + EQUAL) {
                best = Some((i, score));
            }
        }
        best.map(|(i, score)| Value::List(vec![i.into(), score.into()]))
    };
    let scores = scores(&documents, &queries, [a.float("k1"), a.float("b")]);
    scores.into_iter().map(of).collect::<Vec<_>>().into()
}

fn times(words: &[&str], word: &str) -> usize {
    words.iter().filter(|of| **of == word).count()
}

fn idf(documents: usize, holders: usize) -> f64 {
    let (all, m) = (documents as f64, holders as f64);
    (1.0 + (all - m + 0.5) / (m + 0.5)).ln()
}

fn scores_by_reading(
    documents: &[Vec<&str>],
    queries: &[Vec<&str>],
    given: [f64; 2],
) -> Vec<BTreeMap<usize, f64>> {
    queries.iter().map(|query| read_for(documents, query, given)).collect()
}

fn read_for(documents: &[Vec<&str>], query: &[&str], [k1, b]: [f64; 2]) -> BTreeMap<usize, f64> {
    let all = documents.len() as f64;
    let average = documents.iter().map(Vec::len).sum::<usize>() as f64 / all;
    let score = |words: &Vec<&str>| {
        walks(query.len() * (documents.len() + words.len()));
        let part = |word: &&str| {
            let holders = documents.iter().filter(|words| words.contains(word)).count();
            let (f, length) = (times(words, word) as f64, words.len() as f64);
            idf(documents.len(), holders) * f * (k1 + 1.0)
                / (f + k1 * (1.0 - b + b * length / average))
        };
        query.iter().map(part).sum::<f64>()
    };
    let holds = |words: &Vec<&str>| words.iter().any(|word| query.contains(word));
    let holding = documents.iter().enumerate().filter(|(_, words)| holds(words));
    holding.map(|(i, words)| (i, score(words))).collect()
}

fn scores_by_index(
    documents: &[Vec<&str>],
    queries: &[Vec<&str>],
    [k1, b]: [f64; 2],
) -> Vec<BTreeMap<usize, f64>> {
    let average = documents.iter().flatten().count() as f64 / documents.len() as f64;
    let mut index: HashMap<&str, Vec<(usize, f64)>> = HashMap::new();
    for (i, words) in documents.iter().enumerate() {
        let length = k1 * (1.0 - b + b * words.len() as f64 / average);
        walks(words.len());
        let mut counts: HashMap<&str, f64> = HashMap::new();
        words.iter().for_each(|word| *counts.entry(word).or_default() += 1.0);
        for (word, f) in counts {
            index.entry(word).or_default().push((i, f * (k1 + 1.0) / (f + length)));
        }
    }
    let added = |query: &Vec<&str>| {
        let mut scores = BTreeMap::new();
        for holders in query.iter().filter_map(|word| index.get(word)) {
            walks(holders.len());
            let rarity = idf(documents.len(), holders.len());
            holders.iter().for_each(|(i, part)| *scores.entry(*i).or_default() += rarity * part);
        }
        scores
    };
    queries.iter().map(added).collect()
}
