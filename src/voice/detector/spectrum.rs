//! What the detector's network sees first: the short-time Fourier transform of a frame.

use std::f64::consts::TAU;

/// Length and hop of the short-time Fourier transform, and the columns and rows that it makes of a
/// frame.
const WINDOW: usize = 256;
const HOP: usize = 128;
const COLUMNS: usize = 4;
pub(super) const BINS: usize = WINDOW / 2 + 1;
/// So many samples the columns stand for together: a frame and what lies on both sides of it.
pub(super) const SEEN: usize = (COLUMNS - 1) * HOP + WINDOW;

/// The four columns of a frame go through one Fourier transform side by side.
type Quad = [f32; COLUMNS];

/// Magnitudes of the short-time Fourier transform: 256 real samples as 128 complex ones,
/// transformed and taken apart.
pub(super) struct Spectrum {
    window: [f32; WINDOW],
    /// cos and −sin of 2πk/256.
    turns: [(f32, f32); WINDOW / 2],
}

impl Spectrum {
    /// The network's first layer is a windowed Fourier transform written as a convolution. Its
    /// first row, the one of frequency 0, is the window itself.
    pub(super) fn new(convolution: impl Iterator<Item = f32>) -> Self {
        let mut window = [0.0; WINDOW];
        for (to, from) in window.iter_mut().zip(convolution) {
            *to = from;
        }
        let turns = std::array::from_fn(|k| {
            let angle = TAU * k as f64 / WINDOW as f64;
            (angle.cos() as f32, -angle.sin() as f32)
        });
        Self { window, turns }
    }

    /// How strong each frequency is in each column.
    #[inline(always)]
    pub(super) fn magnitudes(&self, samples: &[f32; SEEN]) -> [Quad; BINS] {
        const HALF: usize = WINDOW / 2;
        let mut from = [[[0.0; COLUMNS]; 2]; HALF];
        for i in 0..WINDOW {
            for column in 0..COLUMNS {
                from[i / 2][i % 2][column] = samples[column * HOP + i] * self.window[i];
            }
        }
        let mut to = [[[0.0; COLUMNS]; 2]; HALF];
        let (mut from, mut to) = (&mut from, &mut to);
        // Stockham's order: each pass joins transforms two by two, and leaves them sorted.
        let mut done = 1;
        while done < HALF {
            let pairs = HALF / done / 2;
            for pair in 0..pairs {
                let turn = self.turns[pair * done * 2];
                for k in pair * done..(pair + 1) * done {
                    let (a, b) = (from[k], from[k + HALF / 2]);
                    let difference =
                        [lanes(a[0], b[0], |a, b| a - b), lanes(a[1], b[1], |a, b| a - b)];
                    to[k + pair * done] =
                        [lanes(a[0], b[0], |a, b| a + b), lanes(a[1], b[1], |a, b| a + b)];
                    to[k + (pair + 1) * done] = turned(difference, turn);
                }
            }
            std::mem::swap(&mut from, &mut to);
            done *= 2;
        }
        let mut magnitudes = [[0.0; COLUMNS]; BINS];
        for k in 0..BINS {
            let (a, b) = (from[k % HALF], from[(HALF - k) % HALF]);
            // Twice the spectrum of the even samples, and of the odd ones, which lie half a complex
            // sample later.
            let even = [lanes(a[0], b[0], |a, b| a + b), lanes(a[1], b[1], |a, b| a - b)];
            let odd = [lanes(a[1], b[1], |a, b| a + b), lanes(b[0], a[0], |b, a| b - a)];
            let odd = turned(odd, if k < HALF { self.turns[k] } else { (-1.0, 0.0) });
            let (re, im) =
                (lanes(even[0], odd[0], |a, b| a + b), lanes(even[1], odd[1], |a, b| a + b));
            magnitudes[k] = lanes(re, im, |re, im| 0.5 * (re * re + im * im).sqrt());
        }
        magnitudes
    }
}

#[inline(always)]
fn lanes(a: Quad, b: Quad, each: impl Fn(f32, f32) -> f32) -> Quad {
    let mut lanes = [0.0; COLUMNS];
    for column in 0..COLUMNS {
        lanes[column] = each(a[column], b[column]);
    }
    lanes
}

#[inline(always)]
fn turned([re, im]: [Quad; 2], (cos, sin): (f32, f32)) -> [Quad; 2] {
    [lanes(re, im, |re, im| re * cos - im * sin), lanes(re, im, |re, im| re * sin + im * cos)]
}
