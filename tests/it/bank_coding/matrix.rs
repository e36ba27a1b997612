//! Matrices as lists of rows, softmax by logarithms and slopes by differences: what the ML coding
//! questions are proved with.

use super::rng::Rng;
use super::steps::walks;

pub(super) type Matrix = Vec<Vec<f64>>;

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

pub(super) fn transposed(a: &[Vec<f64>]) -> Matrix {
    (0..a[0].len()).map(|column| a.iter().map(|row| row[column]).collect()).collect()
}

pub(super) fn product(a: &[Vec<f64>], b: &[Vec<f64>]) -> Matrix {
    walks(a.len() * b.len() * b[0].len());
    let columns = transposed(b);
    a.iter().map(|row| columns.iter().map(|column| dot(row, column)).collect()).collect()
}

pub(super) fn sum(a: &[Vec<f64>], b: &[Vec<f64>]) -> Matrix {
    let row = |(a, b): (&Vec<f64>, &Vec<f64>)| a.iter().zip(b).map(|(a, b)| a + b).collect();
    a.iter().zip(b).map(row).collect()
}

pub(super) fn log_sum_exp(row: &[f64]) -> f64 {
    let most = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    most + row.iter().map(|x| (x - most).exp()).sum::<f64>().ln()
}

/// Through logarithms: exp(x - log of the sum of exp(x)).
pub(super) fn softmax(row: &[f64]) -> Vec<f64> {
    let total = log_sum_exp(row);
    row.iter().map(|x| (x - total).exp()).collect()
}

/// The derivative at 0, by a central difference.
pub(super) fn slope(of: impl Fn(f64) -> f64) -> f64 {
    let h = 1e-5;
    (of(h) - of(-h)) / (2.0 * h)
}

/// The derivatives of `of` with respect to the entries of a matrix, by central differences.
pub(super) fn slopes(at: &[Vec<f64>], of: impl Fn(&[Vec<f64>]) -> f64) -> Matrix {
    let moved = |i: usize, j: usize, by: f64| {
        let mut moved = at.to_vec();
        moved[i][j] += by;
        of(&moved)
    };
    let row = |i: usize| (0..at[i].len()).map(|j| slope(|by| moved(i, j, by))).collect();
    (0..at.len()).map(row).collect()
}

pub(super) fn assert_near(found: &[Vec<f64>], expected: &[Vec<f64>], what: &str) {
    for (found, expected) in found.iter().flatten().zip(expected.iter().flatten()) {
        let allowed = 1e-6 * expected.abs().max(1.0);
        assert!((found - expected).abs() < allowed, "{what}: {found} and {expected}");
    }
    assert_eq!(found.len(), expected.len(), "{what}");
}

impl Rng {
    /// From -`size` to `size`.
    pub(super) fn real(&mut self, size: f64) -> f64 {
        (self.unit() * 2.0 - 1.0) * size
    }

    pub(super) fn matrix(&mut self, rows: usize, columns: usize, size: f64) -> Matrix {
        (0..rows).map(|_| (0..columns).map(|_| self.real(size)).collect()).collect()
    }
}
