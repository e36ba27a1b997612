//! ML coding: drawing by weight, drawing tokens, and beam search.

use std::collections::BinaryHeap;
use std::rc::Rc;

use super::Solver;
use super::args::{self, Args};
use super::matrix::{Matrix, softmax};
use super::rng::Rng;
use super::steps::{sorts, step, walks};

pub(super) const SOLVERS: &[Solver] = &[
    Solver {
        id: "next-token-filter",
        brute: |a| {
            let draw = Draw::of(a);
            a.floats("uniforms").into_iter().map(|u| draw.anew(u)).collect::<Vec<_>>().into()
        },
        better: |a| Draw::of(a).all(&a.floats("uniforms")).into(),
        random: |rng| {
            let logits = rng.list(1, 6, |rng| rng.int(-8, 8) as f64 / 4.0);
            let top_k = rng.int(0, logits.len() as i64);
            let top_p = if rng.chance(0.3) { 1.0 } else { 1.0 - rng.unit() };
            Args::of([
                ("logits", logits.into()),
                ("temperature", rng.pick(&[0.0, 0.3, 1.0, 2.0]).into()),
                ("top_k", top_k.into()),
                ("top_p", top_p.into()),
                ("uniforms", rng.list(0, 5, |rng| rng.unit()).into()),
            ])
        },
    },
    Solver {
        id: "beam-search",
        brute: |a| Beam::of(a).by_sorting().into(),
        better: |a| Beam::of(a).by_links().into(),
        random: |rng| {
            let tokens = rng.size(2, 4);
            let table: Matrix = (0..tokens)
                .map(|_| (0..tokens).map(|_| rng.int(-12, 0) as f64 / 4.0).collect())
                .collect();
            Args::of([
                ("table", table.into()),
                ("start", 0usize.into()),
                ("end", (tokens - 1).into()),
                ("width", rng.int(1, 5).into()),
                ("steps", rng.int(1, 5).into()),
                ("alpha", rng.pick(&[0.0, 0.5, 1.0, 2.0]).into()),
            ])
        },
    },
    Solver {
        id: "weighted-pick",
        brute: |a| picks_by_walking(&a.ints("weights"), &a.floats("uniforms")).into(),
        better: |a| picks_by_halving(&a.ints("weights"), &a.floats("uniforms")).into(),
        random: |rng| {
            let mut weights = rng.ints(1, 6, 0, 3);
            weights.push(rng.int(1, 3));
            let uniforms = rng.list(0, 6, |rng| if rng.chance(0.2) { 0.0 } else { rng.unit() });
            Args::of([("weights", weights.into()), ("uniforms", uniforms.into())])
        },
    },
];

struct Draw {
    logits: Vec<f64>,
    temperature: f64,
    /// At most so many tokens.
    limit: usize,
    top_p: f64,
}

impl Draw {
    fn of(a: &Args) -> Draw {
        let logits = a.floats("logits");
        let limit = if a.size("top_k") == 0 { logits.len() } else { a.size("top_k") };
        Draw { logits, temperature: a.float("temperature"), limit, top_p: a.float("top_p") }
    }

    /// The tokens that top-k leaves, best first.
    fn best(&self) -> Vec<usize> {
        sorts(self.logits.len());
        let mut tokens: Vec<usize> = (0..self.logits.len()).collect();
        tokens.sort_by(|&a, &b| self.logits[b].total_cmp(&self.logits[a]).then(a.cmp(&b)));
        tokens.truncate(self.limit);
        tokens
    }

    /// Word for word as the statement says, with probabilities through logarithms.
    fn anew(&self, u: f64) -> usize {
        let mut tokens = self.best();
        if self.temperature == 0.0 {
            return tokens[0];
        }
        let logits: Vec<f64> =
            tokens.iter().map(|&of| self.logits[of] / self.temperature).collect();
        let mut chances = softmax(&logits);
        while self.top_p < 1.0 && chances[..chances.len() - 1].iter().sum::<f64>() >= self.top_p {
            walks(chances.len());
            chances.pop();
            tokens.pop();
        }
        let total: f64 = chances.iter().sum();
        let mut sum = 0.0;
        for (token, chance) in tokens.iter().zip(&chances) {
            step();
            sum += chance / total;
            if sum > u {
                return *token;
            }
        }
        tokens[tokens.len() - 1]
    }

    fn all(&self, uniforms: &[f64]) -> Vec<usize> {
        let tokens = self.best();
        if self.temperature == 0.0 {
            return vec![tokens[0]; uniforms.len()];
        }
        let most = self.logits[tokens[0]];
        let mut sum = 0.0;
        let mut sums: Vec<f64> = Vec::new();
        for &token in &tokens {
            step();
            sum += ((self.logits[token] - most) / self.temperature).exp();
            sums.push(sum);
        }
        if self.top_p < 1.0 {
            sums.truncate(sums.partition_point(|below| *below < self.top_p * sum) + 1);
        }
        let last = sums.len() - 1;
        walks(uniforms.len() * sums.len().max(2).ilog2() as usize);
        let drawn = |u: &f64| sums.partition_point(|below| *below <= u * sums[last]).min(last);
        uniforms.iter().map(|u| tokens[drawn(u)]).collect()
    }
}

#[test]
fn tokens_are_drawn_as_often_as_their_probabilities_say() {
    let draw = Draw { logits: vec![0.5, 2.0, -1.0, 1.0], temperature: 0.7, limit: 3, top_p: 1.0 };
    let uniforms: Vec<f64> = (0..10_000).map(|i| (i as f64 + 0.5) / 10_000.0).collect();
    let drawn = draw.all(&uniforms);
    let exps = [0.5, 2.0, 1.0].map(|logit: f64| (logit / 0.7).exp());
    for (token, exp) in [(0, exps[0]), (1, exps[1]), (3, exps[2])] {
        let expected = exp / exps.iter().sum::<f64>();
        let share = drawn.iter().filter(|&&of| of == token).count() as f64 / 10_000.0;
        assert!((share - expected).abs() < 2e-4, "{token}: {share} and {expected}");
    }
}

struct Beam {
    table: Matrix,
    start: usize,
    end: usize,
    width: usize,
    steps: usize,
    alpha: f64,
}

/// A token and the text before it.
struct Link {
    token: usize,
    before: Option<Rc<Link>>,
}

/// The first of the largest.
fn first_best<T>(done: Vec<(f64, T)>) -> T {
    let mut best: Option<(f64, T)> = None;
    for of in done {
        if best.as_ref().is_none_or(|best| of.0 > best.0) {
            best = Some(of);
        }
    }
    best.expect("a text is finished in the end").1
}

impl Beam {
    fn of(a: &Args) -> Beam {
        let [start, end, width, steps] = ["start", "end", "width", "steps"].map(|of| a.size(of));
        let (table, alpha) = (a.rows("table", args::floats), a.float("alpha"));
        Beam { table, start, end, width, steps, alpha }
    }

    fn by_sorting(&self) -> Vec<usize> {
        let mut beam = vec![(0.0, vec![self.start])];
        let mut done: Vec<(f64, Vec<usize>)> = Vec::new();
        for _ in 0..self.steps {
            let mut next = Vec::new();
            for (score, text) in &beam {
                for (token, step) in self.table[text[text.len() - 1]].iter().enumerate() {
                    walks(text.len());
                    next.push((score + step, [text.as_slice(), &[token]].concat()));
                }
            }
            sorts(next.len());
            next.sort_by(|a, b| b.0.total_cmp(&a.0));
            next.truncate(self.width);
            let ends = |text: &(f64, Vec<usize>)| text.1.ends_with(&[self.end]);
            let (finished, left) = next.into_iter().partition(ends);
            done.extend::<Vec<_>>(finished);
            beam = left;
        }
        done.extend(beam);
        let valued = done.into_iter().map(|(score, text)| {
            (score / ((text.len() - 1) as f64).powf(self.alpha), text[1..].to_vec())
        });
        first_best(valued.collect())
    }

    fn by_links(&self) -> Vec<usize> {
        let mut beam = vec![(0.0, Rc::new(Link { token: self.start, before: None }))];
        let mut done: Vec<(f64, Rc<Link>)> = Vec::new();
        for length in 1..=self.steps {
            // Worst on top. Scores are whole quarters here, so that integers can stand for them.
            let mut best: BinaryHeap<(i64, usize, usize)> = BinaryHeap::new();
            for (rank, (score, text)) in beam.iter().enumerate() {
                for (token, more) in self.table[text.token].iter().enumerate() {
                    step();
                    let candidate = (-((score + more) * 4.0) as i64, rank, token);
                    best.push(candidate);
                    let dropped = if best.len() > self.width { best.pop() } else { None };
                    if dropped != Some(candidate) {
                        walks(self.width.ilog2() as usize);
                    }
                }
            }
            let mut next = Vec::new();
            for (cost, rank, token) in best.into_sorted_vec() {
                let score = -cost as f64 / 4.0;
                let link = Rc::new(Link { token, before: Some(Rc::clone(&beam[rank].1)) });
                if token == self.end {
                    done.push((score / (length as f64).powf(self.alpha), link));
                } else {
                    next.push((score, link));
                }
            }
            beam = next;
        }
        let longest = (self.steps as f64).powf(self.alpha);
        done.extend(beam.into_iter().map(|(score, link)| (score / longest, link)));
        let mut link = &first_best(done);
        let mut tokens = Vec::new();
        while let Some(before) = &link.before {
            tokens.push(link.token);
            link = before;
        }
        tokens.reverse();
        tokens
    }

    /// The value of a text, whether the beam would come by it or not.
    fn value(&self, text: &[usize]) -> f64 {
        let before = std::iter::once(&self.start).chain(text);
        let score: f64 = before.zip(text).map(|(&a, &b)| self.table[a][b]).sum();
        score / (text.len() as f64).powf(self.alpha)
    }

    /// The largest value of all texts that end, or are as long as may be.
    fn largest(&self, text: &mut Vec<usize>) -> f64 {
        if text.last() == Some(&self.end) || text.len() == self.steps {
            return self.value(text);
        }
        let mut best = f64::NEG_INFINITY;
        for token in 0..self.table.len() {
            text.push(token);
            best = best.max(self.largest(text));
            text.pop();
        }
        best
    }
}

#[test]
fn a_beam_as_wide_as_all_texts_finds_the_best_of_them() {
    for seed in 0..50 {
        let mut rng = Rng::new(seed);
        let alpha = rng.pick(&[0.0, 0.7, 1.0]);
        let table = (0..3).map(|_| (0..3).map(|_| rng.int(-12, 0) as f64 / 4.0).collect());
        let beam = Beam { table: table.collect(), start: 0, end: 2, width: 81, steps: 4, alpha };
        let best = beam.largest(&mut Vec::new());
        for found in [beam.by_sorting(), beam.by_links()] {
            assert!((beam.value(&found) - best).abs() < 1e-12, "seed {seed}: {found:?}");
        }
    }
}

fn picks_by_walking(weights: &[i64], uniforms: &[f64]) -> Vec<usize> {
    let total = weights.iter().sum::<i64>() as f64;
    let picked = |u: &f64| {
        let mut sum = 0;
        weights.iter().position(|weight| {
            step();
            sum += weight;
            sum as f64 > u * total
        })
    };
    uniforms.iter().map(|u| picked(u).expect("u is below 1")).collect()
}

fn picks_by_halving(weights: &[i64], uniforms: &[f64]) -> Vec<usize> {
    let mut sum = 0;
    let sums: Vec<i64> = weights
        .iter()
        .map(|weight| {
            sum += weight;
            sum
        })
        .collect();
    walks(sums.len() + uniforms.len() * (sums.len().ilog2() as usize + 1));
    uniforms.iter().map(|u| sums.partition_point(|&below| below as f64 <= u * sum as f64)).collect()
}

#[test]
fn positions_are_picked_in_proportion_to_their_weights() {
    let weights = [3, 0, 1, 6];
    let uniforms: Vec<f64> = (0..1000).map(|i| (i as f64 + 0.5) / 1000.0).collect();
    let picks = picks_by_halving(&weights, &uniforms);
    let counts = [0, 1, 2, 3].map(|position| picks.iter().filter(|&&of| of == position).count());
    assert_eq!(counts, [300, 0, 100, 600]);
}
