//! ML coding: losses and normalizations, with their gradients.

use super::Solver;
use super::args::{self, Args};
use super::literal::Value;
use super::matrix::{Matrix, assert_near, dot, log_sum_exp, product, slopes, softmax};
use super::rng::Rng;
use super::steps::walks;

pub(super) const SOLVERS: &[Solver] = &[
    Solver {
        id: "logistic-gradient-check",
        brute: |a| {
            let of = Logistic::of(a);
            let gradient = of.gradient(&of.scores(&of.weights));
            [gradient, of.differences_by_loss(a.float("h"))].into()
        },
        better: |a| {
            let of = Logistic::of(a);
            let scores = of.scores(&of.weights);
            [of.gradient(&scores), of.differences_by_score(&scores, a.float("h"))].into()
        },
        random: |rng| {
            let (n, d) = (rng.size(1, 5), rng.size(1, 3));
            let size = rng.pick(&[1.0, 15.0]);
            Args::of([
                ("rows", rng.matrix(n, d, size).into()),
                ("labels", rng.ints(n, n, 0, 1).into()),
                ("weights", rng.matrix(1, d + 1, size).remove(0).into()),
                ("penalty", rng.pick(&[0.0, 0.5, 3.0]).into()),
                ("h", rng.pick(&[0.05, 0.5, 1.0]).into()),
            ])
        },
    },
    Solver {
        id: "cross-entropy-both-ways",
        brute: |a| cross_entropy(a, gradient_by_table),
        better: |a| cross_entropy(a, gradient_on_paper),
        random: |rng| {
            let (n, classes) = (rng.size(1, 4), rng.size(1, 4));
            let size = rng.pick(&[1.0, 20.0, 10_000.0]);
            Args::of([
                ("logits", rng.matrix(n, classes, size).into()),
                ("targets", rng.ints(n, n, -1, classes as i64 - 1).into()),
                ("ignored", (-1i64).into()),
            ])
        },
    },
    Solver {
        id: "layer-and-rms-norm",
        brute: |a| normalized(a, moments_in_two_passes).into(),
        better: |a| normalized(a, moments_in_one_pass).into(),
        random: |rng| {
            let (n, d) = (rng.size(1, 3), rng.size(1, 5));
            let offset = rng.pick(&[0.0, 3.0, 1000.0]);
            let rows = rng.list(n, n, |rng| rng.list(d, d, |rng| offset + rng.real(3.0)));
            let kind = rng.pick(&["layer", "rms"]);
            Args::of([
                ("rows", rows.into()),
                ("gain", rng.list(d, d, |rng| rng.real(2.0)).into()),
                ("shift", rng.list(d, d, |rng| rng.real(2.0)).into()),
                ("kind", kind.into()),
                ("eps", rng.pick(&[0.001, 1.0]).into()),
            ])
        },
    },
    Solver {
        id: "preference-loss",
        brute: |a| preference(a, |margin| log_sum_exp(&[0.0, -margin])),
        better: |a| preference(a, |margin| softplus(-margin)),
        random: |rng| {
            let n = rng.size(1, 4);
            let size = rng.pick(&[1.0, 5_000.0]);
            let chosen = rng.list(n, n, |rng| rng.size(1, 3));
            let rejected = rng.list(n, n, |rng| rng.size(1, 3));
            let mut logs = |tokens: &[usize]| {
                let row = |&many: &usize| rng.list(many, many, |rng| -rng.unit() * size);
                Value::from(tokens.iter().map(row).collect::<Vec<_>>())
            };
            Args::of([
                ("chosen", logs(&chosen)),
                ("rejected", logs(&rejected)),
                ("chosen_reference", logs(&chosen)),
                ("rejected_reference", logs(&rejected)),
                ("beta", rng.pick(&[0.1, 1.0]).into()),
            ])
        },
    },
];

/// log(1 + exp(z)).
fn softplus(z: f64) -> f64 {
    z.max(0.0) + (-z.abs()).exp().ln_1p()
}

struct Logistic {
    /// With a 1 behind the features, for the bias.
    rows: Matrix,
    labels: Vec<f64>,
    weights: Vec<f64>,
    penalty: f64,
}

impl Logistic {
    fn of(a: &Args) -> Logistic {
        let mut rows = a.rows("rows", args::floats);
        rows.iter_mut().for_each(|row| row.push(1.0));
        let (labels, weights) = (a.floats("labels"), a.floats("weights"));
        Logistic { rows, labels, weights, penalty: a.float("penalty") }
    }

    fn scores(&self, weights: &[f64]) -> Vec<f64> {
        walks(self.rows.len() * weights.len());
        self.rows.iter().map(|row| dot(row, weights)).collect()
    }

    fn data_loss(&self, scores: &[f64]) -> f64 {
        walks(scores.len());
        let losses = scores.iter().zip(&self.labels).map(|(&z, y)| softplus(z) - y * z);
        losses.sum::<f64>() / scores.len() as f64
    }

    fn loss(&self, weights: &[f64]) -> f64 {
        let (_, but_bias) = weights.split_last().expect("has a bias");
        self.data_loss(&self.scores(weights)) + self.penalty / 2.0 * dot(but_bias, but_bias)
    }

    /// What the penalty adds to the derivative for weight k.
    fn pull(&self, k: usize) -> f64 {
        if k + 1 < self.weights.len() { self.penalty * self.weights[k] } else { 0.0 }
    }

    fn gradient(&self, scores: &[f64]) -> Vec<f64> {
        walks(self.rows.len() * self.weights.len());
        let errors = scores.iter().zip(&self.labels).map(|(z, y)| 1.0 / (1.0 + (-z).exp()) - y);
        let errors: Vec<f64> = errors.collect();
        let derivative = |k: usize| {
            let sum: f64 = errors.iter().zip(&self.rows).map(|(error, row)| error * row[k]).sum();
            sum / errors.len() as f64 + self.pull(k)
        };
        (0..self.weights.len()).map(derivative).collect()
    }

    fn differences_by_loss(&self, h: f64) -> Vec<f64> {
        let moved = |k: usize, by: f64| {
            let mut weights = self.weights.clone();
            weights[k] += by;
            self.loss(&weights)
        };
        (0..self.weights.len()).map(|k| (moved(k, h) - moved(k, -h)) / (2.0 * h)).collect()
    }

    fn differences_by_score(&self, scores: &[f64], h: f64) -> Vec<f64> {
        let moved = |k: usize, by: f64| {
            let moved = scores.iter().zip(&self.rows).map(|(z, row)| z + by * row[k]);
            self.data_loss(&moved.collect::<Vec<_>>())
        };
        (0..self.weights.len())
            .map(|k| (moved(k, h) - moved(k, -h)) / (2.0 * h) + self.pull(k))
            .collect()
    }
}

#[test]
fn the_logistic_gradient_is_the_slope_of_minus_the_log_likelihood() {
    let mut rng = Rng::new(3);
    for labels in [[1.0, 0.0, 1.0], [0.0, 0.0, 1.0]] {
        let mut rows = rng.matrix(3, 2, 2.0);
        rows.iter_mut().for_each(|row| row.push(1.0));
        let weights = rng.matrix(1, 3, 1.0);
        let loss = |weights: &[Vec<f64>]| {
            let chances = product(&rows, &super::matrix::transposed(weights));
            let chances = chances.iter().map(|z| 1.0 / (1.0 + (-z[0]).exp()));
            let likely = chances.zip(labels).map(|(p, y)| if y == 1.0 { p } else { 1.0 - p });
            let w = &weights[0];
            -likely.map(f64::ln).sum::<f64>() / 3.0 + 0.7 / 2.0 * (w[0] * w[0] + w[1] * w[1])
        };
        let expected = slopes(&weights, loss);
        let found = Logistic {
            rows: rows.clone(),
            labels: labels.into(),
            weights: weights[0].clone(),
            penalty: 0.7,
        };
        let gradient = found.gradient(&found.scores(&found.weights));
        assert_near(&[gradient], &expected, "gradient");
    }
}

/// The loss of a row and the slopes of its logits, given its target.
type RowGradient = fn(&[f64], usize) -> Vec<f64>;

fn cross_entropy(a: &Args, gradient: RowGradient) -> Value {
    let (logits, targets) = (a.rows("logits", args::floats), a.ints("targets"));
    let ignored = a.int("ignored");
    let counted = targets.iter().filter(|&&target| target != ignored).count() as f64;
    let (mut loss, mut slopes) = (0.0, Matrix::new());
    for (row, &target) in logits.iter().zip(&targets) {
        if target == ignored {
            slopes.push(vec![0.0; row.len()]);
            continue;
        }
        let target = usize::try_from(target).expect("a class isn't negative");
        loss += (log_sum_exp(row) - row[target]) / counted;
        slopes.push(gradient(row, target).iter().map(|slope| slope / counted).collect());
    }
    Value::List(vec![loss.into(), slopes.into()])
}

fn gradient_by_table(row: &[f64], target: usize) -> Vec<f64> {
    walks(row.len() * row.len());
    let p = softmax(row);
    let upstream: Vec<f64> = (0..row.len()).map(|j| if j == target { -1.0 } else { 0.0 }).collect();
    let table: Matrix = (0..row.len())
        .map(|j| (0..row.len()).map(|k| f64::from(u8::from(j == k)) - p[k]).collect())
        .collect();
    product(&[upstream], &table).remove(0)
}

fn gradient_on_paper(row: &[f64], target: usize) -> Vec<f64> {
    walks(2 * row.len());
    let most = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut slopes: Vec<f64> = row.iter().map(|x| (x - most).exp()).collect();
    let total: f64 = slopes.iter().sum();
    slopes.iter_mut().for_each(|slope| *slope /= total);
    slopes[target] -= 1.0;
    slopes
}

#[test]
fn the_gradient_of_cross_entropy_is_the_slope_of_minus_log_p() {
    for seed in 0..20 {
        let logits = Rng::new(seed).matrix(1, 4, 3.0);
        let loss = |logits: &[Vec<f64>]| {
            let exps: Vec<f64> = logits[0].iter().map(|x| x.exp()).collect();
            -(exps[2] / exps.iter().sum::<f64>()).ln()
        };
        let expected = slopes(&logits, loss);
        assert_near(&[gradient_by_table(&logits[0], 2)], &expected, "by table");
        assert_near(&[gradient_on_paper(&logits[0], 2)], &expected, "on paper");
    }
}

/// Mean and variance of a row.
type Moments = fn(&[f64]) -> (f64, f64);

fn normalized(a: &Args, moments: Moments) -> Matrix {
    let (gain, shift, eps) = (a.floats("gain"), a.floats("shift"), a.float("eps"));
    let is_layer = a.text("kind") == "layer";
    let normal = |row: Vec<f64>| -> Vec<f64> {
        let (mean, variance) = moments(&row);
        // The mean of the squares is the variance around 0.
        let (centre, spread) =
            if is_layer { (mean, variance) } else { (0.0, dot(&row, &row) / row.len() as f64) };
        let scaled = row.iter().map(|x| (x - centre) / (spread + eps).sqrt());
        let added = shift.iter().map(|shift| if is_layer { *shift } else { 0.0 });
        scaled.zip(&gain).zip(added).map(|((x, gain), shift)| x * gain + shift).collect()
    };
    a.rows("rows", args::floats).into_iter().map(normal).collect()
}

fn moments_in_two_passes(row: &[f64]) -> (f64, f64) {
    let n = row.len() as f64;
    let mean = row.iter().sum::<f64>() / n;
    (mean, row.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n)
}

fn moments_in_one_pass(row: &[f64]) -> (f64, f64) {
    let (mut mean, mut squares) = (0.0, 0.0);
    for (i, x) in row.iter().enumerate() {
        let off = x - mean;
        mean += off / (i + 1) as f64;
        squares += off * (x - mean);
    }
    (mean, squares / row.len() as f64)
}

#[test]
fn a_normalized_row_has_no_mean_and_a_mean_square_of_nearly_one() {
    let args = |kind: &str| {
        Args::parse(&format!(
            "rows = [[4.0, -1.0, 7.5]], gain = [1.0, 1.0, 1.0], shift = [0.0, 0.0, 0.0], \
             kind = '{kind}', eps = 1e-9"
        ))
        .expect("parses")
    };
    for kind in ["layer", "rms"] {
        let row = normalized(&args(kind), moments_in_one_pass).remove(0);
        assert!((dot(&row, &row) / 3.0 - 1.0).abs() < 1e-9, "{kind}");
        let mean = row.iter().sum::<f64>() / 3.0;
        assert_eq!(mean.abs() < 1e-12, kind == "layer", "{kind}");
    }
}

fn margins(a: &Args) -> Vec<f64> {
    let sums = |name: &str| a.rows(name, |logs| args::floats(logs).iter().sum::<f64>());
    let (chosen, rejected) = (sums("chosen"), sums("rejected"));
    let before = (sums("chosen_reference"), sums("rejected_reference"));
    let margin =
        |i: usize| a.float("beta") * ((chosen[i] - before.0[i]) - (rejected[i] - before.1[i]));
    (0..chosen.len()).map(margin).collect()
}

/// What its constraint promises: only whole numbers add up to 0 in every order.
pub(super) fn no_margin_is_near_zero(a: &Args) -> bool {
    let lists = ["chosen", "rejected", "chosen_reference", "rejected_reference"];
    let is_whole = |i: usize| {
        let tokens = lists.map(|name| args::floats(&a.list(name)[i]));
        tokens.iter().flatten().all(|log| log.fract() == 0.0)
    };
    margins(a).into_iter().enumerate().all(|(i, margin)| margin.abs() > 1e-9 || is_whole(i))
}

fn preference(a: &Args, loss: fn(f64) -> f64) -> Value {
    let margins = margins(a);
    let mean = |of: &dyn Fn(f64) -> f64| {
        margins.iter().map(|&margin| of(margin)).sum::<f64>() / margins.len() as f64
    };
    let is_right = |margin: f64| f64::from(u8::from(margin > 0.0));
    vec![mean(&loss), mean(&is_right), mean(&|margin| margin)].into()
}

#[test]
fn both_losses_of_a_margin_are_minus_the_logarithm_of_its_sigmoid() {
    for margin in [-30.0, -2.0, 0.0, 0.5, 20.0] {
        let expected = -(1.0 / (1.0 + f64::exp(-margin))).ln();
        assert!((softplus(-margin) - expected).abs() < 1e-9, "{margin}");
        assert!((log_sum_exp(&[0.0, -margin]) - expected).abs() < 1e-9, "{margin}");
    }
    assert!(softplus(-40.0) > 0.0 && log_sum_exp(&[0.0, -40.0]) == 0.0);
}
