//! ML coding: attention, its cache, and the decoder block with four faults.

use super::Solver;
use super::args::{self, Args};
use super::bank;
use super::matrix::{Matrix, dot, product, softmax, sum, transposed};
use super::rng::Rng;
use super::steps::walks;

pub(super) const SOLVERS: &[Solver] = &[
    Solver {
        id: "masked-attention",
        brute: |a| attention(a, attend_by_table).into(),
        better: |a| attention(a, attend_by_passing).into(),
        random: |rng| {
            let (m, n) = (rng.size(1, 4), rng.size(1, 5));
            let (d, e) = (rng.size(1, 3), rng.size(1, 3));
            let size = rng.pick(&[1.0, 10.0, 70.0]);
            let allowed: Vec<_> = (0..m).map(|_| rng.ints(n, n, 0, 1)).collect();
            Args::of([
                ("queries", rng.matrix(m, d, size).into()),
                ("keys", rng.matrix(n, d, size).into()),
                ("values", rng.matrix(n, e, 5.0).into()),
                ("allowed", allowed.into()),
            ])
        },
    },
    Solver {
        id: "key-value-cache-step",
        brute: |a| decoded(a, decode_anew).into(),
        better: |a| decoded(a, decode_with_cache).into(),
        random: |rng| {
            let (long, wide, d, e) =
                (rng.size(1, 7), rng.size(1, 3), rng.size(1, 3), rng.size(1, 3));
            Args::of([
                ("inputs", rng.matrix(long, wide, 3.0).into()),
                ("wq", rng.matrix(wide, d, 2.0).into()),
                ("wk", rng.matrix(wide, d, 2.0).into()),
                ("wv", rng.matrix(wide, e, 2.0).into()),
                ("window", rng.int(1, 8).into()),
            ])
        },
    },
    Solver {
        id: "debug-this-transformer",
        brute: |a| Block::of(a).by_definition().into(),
        better: |a| Block::of(a).by_heads(&[]).into(),
        random: random_block,
    },
];

type Attend = fn(&[f64], &[Vec<f64>], &[Vec<f64>], &[i64]) -> Vec<f64>;

fn attention(a: &Args, attend: Attend) -> Matrix {
    let [queries, keys, values] = ["queries", "keys", "values"].map(|of| a.rows(of, args::floats));
    let allowed = a.rows("allowed", args::ints);
    queries.iter().zip(allowed).map(|(query, row)| attend(query, &keys, &values, &row)).collect()
}

fn score(query: &[f64], key: &[f64]) -> f64 {
    dot(query, key) / (key.len() as f64).sqrt()
}

fn mix(weights: &[f64], values: &[Vec<f64>]) -> Vec<f64> {
    transposed(values).iter().map(|column| dot(weights, column)).collect()
}

fn attend_by_table(q: &[f64], keys: &[Vec<f64>], values: &[Vec<f64>], row: &[i64]) -> Vec<f64> {
    if !row.contains(&1) {
        return vec![0.0; values[0].len()];
    }
    let seen = |(key, &allowed): (&Vec<f64>, &i64)| {
        if allowed == 1 { score(q, key) } else { f64::NEG_INFINITY }
    };
    let scores: Vec<f64> = keys.iter().zip(row).map(seen).collect();
    mix(&softmax(&scores), values)
}

fn attend_by_passing(q: &[f64], keys: &[Vec<f64>], values: &[Vec<f64>], row: &[i64]) -> Vec<f64> {
    let (mut most, mut total, mut mixed) = (f64::NEG_INFINITY, 0.0, vec![0.0; values[0].len()]);
    for ((key, value), &allowed) in keys.iter().zip(values).zip(row) {
        if allowed == 0 {
            continue;
        }
        let score = score(q, key);
        let shrink = (most - score.max(most)).exp();
        most = score.max(most);
        let weight = (score - most).exp();
        total = total * shrink + weight;
        mixed.iter_mut().zip(value).for_each(|(part, x)| *part = *part * shrink + weight * x);
    }
    if total > 0.0 {
        mixed.iter_mut().for_each(|part| *part /= total);
    }
    mixed
}

#[test]
fn attention_is_a_ratio_of_sums_of_exponentials() {
    let mut rng = Rng::new(1);
    let (q, keys, values) = (rng.matrix(1, 2, 1.0), rng.matrix(3, 2, 1.0), rng.matrix(3, 1, 1.0));
    let weight = |j: usize| ((q[0][0] * keys[j][0] + q[0][1] * keys[j][1]) / 2f64.sqrt()).exp();
    let expected = (weight(0) * values[0][0] + weight(2) * values[2][0]) / (weight(0) + weight(2));
    for attend in [attend_by_table, attend_by_passing] {
        assert!((attend(&q[0], &keys, &values, &[1, 0, 1])[0] - expected).abs() < 1e-12);
    }
}

type Decode = fn(&[Vec<f64>], [&Matrix; 3], usize) -> Matrix;

fn decoded(a: &Args, decode: Decode) -> Matrix {
    let [wq, wk, wv] = ["wq", "wk", "wv"].map(|of| a.rows(of, args::floats));
    decode(&a.rows("inputs", args::floats), [&wq, &wk, &wv], a.size("window"))
}

fn decode_anew(inputs: &[Vec<f64>], [wq, wk, wv]: [&Matrix; 3], window: usize) -> Matrix {
    let output = |t: usize| {
        let seen = &inputs[(t + 1).saturating_sub(window)..=t];
        let (queries, keys) = (product(seen, wq), product(seen, wk));
        let query = queries.last().expect("a token sees itself");
        walks(seen.len() * (query.len() + wv[0].len()));
        let scores: Vec<f64> = keys.iter().map(|key| score(query, key)).collect();
        mix(&softmax(&scores), &product(seen, wv))
    };
    (0..inputs.len()).map(output).collect()
}

fn decode_with_cache(inputs: &[Vec<f64>], [wq, wk, wv]: [&Matrix; 3], window: usize) -> Matrix {
    let (mut keys, mut values) = (Matrix::new(), Matrix::new());
    let mut outputs = Matrix::new();
    for (t, input) in inputs.iter().enumerate() {
        let token = std::slice::from_ref(input);
        let [query, key, value] = [wq, wk, wv].map(|w| product(token, w).remove(0));
        if t < window {
            keys.push(key);
            values.push(value);
        } else {
            // A ring: the order of keys doesn't matter to the sum over them.
            keys[t % window] = key;
            values[t % window] = value;
        }
        walks(keys.len() * (query.len() + wv[0].len()));
        let scores: Vec<f64> = keys.iter().map(|key| score(&query, key)).collect();
        outputs.push(mix(&softmax(&scores), &values));
    }
    outputs
}

#[derive(Clone, Copy, PartialEq)]
enum Fault {
    SharedRows,
    Scale,
    LateMask,
    Residual,
}

/// The faults, each with its line's part in the statement's code and what it is mended to.
const FAULTS: [(Fault, &str, &str); 4] = [
    (Fault::SharedRows, "[[0.0] * width] * n", "[[0.0] * width for _ in rows]"),
    (Fault::Scale, "s / sqrt(width)", "s / sqrt(size)"),
    (Fault::LateMask, "softmax(scores)[:i + 1]", "softmax(scores[:i + 1])"),
    (Fault::Residual, "add(normed, times(", "add(rows, times("),
];

struct Block {
    rows: Matrix,
    weights: [Matrix; 6],
    heads: usize,
}

impl Block {
    fn of(a: &Args) -> Block {
        let weights = ["wq", "wk", "wv", "wo", "w1", "w2"].map(|of| a.rows(of, args::floats));
        Block { rows: a.rows("rows", args::floats), weights, heads: a.size("heads") }
    }

    /// One number after the other, as the statement describes it.
    fn by_definition(&self) -> Matrix {
        let ([wq, wk, wv, wo, w1, w2], width) = (&self.weights, self.rows[0].len());
        let times = |row: &[f64], w: &Matrix, column: usize| {
            row.iter().zip(w).map(|(x, row)| x * row[column]).sum::<f64>()
        };
        let norm = |row: &[f64]| -> Vec<f64> {
            let mean = row.iter().map(|x| x * x).sum::<f64>() / row.len() as f64;
            row.iter().map(|x| x / (mean + 1e-6).sqrt()).collect()
        };
        let (normed, size) =
            (self.rows.iter().map(|row| norm(row)).collect::<Matrix>(), width / self.heads);
        let attended = |i: usize, column: usize| {
            let first = column / size * size;
            let weight = |j: usize| {
                let pairs = (first..first + size)
                    .map(|c| times(&normed[i], wq, c) * times(&normed[j], wk, c));
                (pairs.sum::<f64>() / (size as f64).sqrt()).exp()
            };
            let total: f64 = (0..=i).map(weight).sum();
            (0..=i).map(|j| weight(j) / total * times(&normed[j], wv, column)).sum::<f64>()
        };
        let result = |i: usize| {
            let mixed: Vec<f64> = (0..width).map(|column| attended(i, column)).collect();
            let sums: Vec<f64> =
                (0..width).map(|column| self.rows[i][column] + times(&mixed, wo, column)).collect();
            let again = norm(&sums);
            let hidden: Vec<f64> =
                (0..w1[0].len()).map(|column| times(&again, w1, column).max(0.0)).collect();
            (0..width).map(|column| sums[column] + times(&hidden, w2, column)).collect()
        };
        (0..self.rows.len()).map(result).collect()
    }

    /// By products of matrices, one head after the other; with faults as the statement's code has.
    fn by_heads(&self, faults: &[Fault]) -> Matrix {
        let [.., wo, w1, w2] = &self.weights;
        let normed = norm(&self.rows);
        let mixed = self.attention(&normed, faults);
        let kept = if faults.contains(&Fault::Residual) { &normed } else { &self.rows };
        let sums = sum(kept, &product(&mixed, wo));
        let mut hidden = product(&norm(&sums), w1);
        hidden.iter_mut().flatten().for_each(|x| *x = x.max(0.0));
        sum(&sums, &product(&hidden, w2))
    }

    fn attention(&self, rows: &Matrix, faults: &[Fault]) -> Matrix {
        let [wq, wk, wv, ..] = &self.weights;
        let (width, size) = (rows[0].len(), rows[0].len() / self.heads);
        let [q, k, v] = [wq, wk, wv].map(|w| product(rows, w));
        let under = if faults.contains(&Fault::Scale) { width } else { size } as f64;
        let mut mixed = vec![Vec::new(); rows.len()];
        for first in (0..width).step_by(size) {
            let own = first..first + size;
            for (i, mixed) in mixed.iter_mut().enumerate() {
                let scores: Vec<f64> = k
                    .iter()
                    .map(|key| dot(&q[i][own.clone()], &key[own.clone()]) / under.sqrt())
                    .collect();
                let seen = if faults.contains(&Fault::LateMask) { scores.len() } else { i + 1 };
                let weights = softmax(&scores[..seen]);
                mixed.extend_from_slice(&mix(&weights[..=i], &v[..=i])[own.clone()]);
            }
        }
        if faults.contains(&Fault::SharedRows) {
            let last = mixed[mixed.len() - 1].clone();
            mixed.fill(last);
        }
        mixed
    }
}

fn norm(rows: &[Vec<f64>]) -> Matrix {
    let scale = |row: &Vec<f64>| (dot(row, row) / row.len() as f64 + 1e-6).sqrt();
    rows.iter().map(|row| row.iter().map(|x| x / scale(row)).collect()).collect()
}

fn random_block(rng: &mut Rng) -> Args {
    let heads = rng.size(1, 3);
    let (n, hidden, width) = (rng.size(1, 4), rng.size(1, 3), heads * rng.size(1, 2));
    let rows = rng.matrix(n, width, 2.0);
    let [wq, wk, wv, wo] = [(); 4].map(|()| rng.matrix(width, width, 1.0));
    let (w1, w2) = (rng.matrix(width, hidden, 1.0), rng.matrix(hidden, width, 1.0));
    Args::of([
        ("rows", rows.into()),
        ("wq", wq.into()),
        ("wk", wk.into()),
        ("wv", wv.into()),
        ("wo", wo.into()),
        ("w1", w1.into()),
        ("w2", w2.into()),
        ("heads", heads.into()),
    ])
}

fn question(id: &str) -> toml::Table {
    bank::load().into_iter().find(|question| bank::id(question) == id).expect("is in the bank")
}

#[test]
fn each_fault_of_the_block_alone_changes_an_example() {
    let examples = bank::examples(&question("debug-this-transformer"));
    let printed = |faults: &[Fault], input: &str| {
        let block = Block::of(&Args::parse(input).expect("parses"));
        super::literal::Value::from(block.by_heads(faults)).to_string()
    };
    for (fault, line, _) in FAULTS {
        let shows = examples.iter().any(|(input, output)| printed(&[fault], input) != *output);
        assert!(shows, "{line}");
    }
}

#[test]
fn the_statements_block_is_the_mended_one_but_for_four_lines() {
    let question = question("debug-this-transformer");
    let statement = question["statement"].as_str().expect("a statement is text");
    let (_, code) = statement.split_once("```python\n").expect("has code");
    let mut code = code.split_once("```").expect("the code ends").0.to_owned();
    for (_, fault, mended) in FAULTS {
        assert_eq!(code.matches(fault).count(), 1, "{fault}");
        code = code.replace(fault, mended);
    }
    let lines = |text: &str| -> Vec<String> {
        text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    assert_eq!(lines(&code), lines(include_str!("python/debug-this-transformer.py")));
}
