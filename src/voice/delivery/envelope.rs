//! The envelope of a voice: the level between 250 and 1500 Hz, where vowels are loud, every 10 ms.

use std::collections::VecDeque;
use std::time::Duration;

/// How far apart its values are.
pub(super) const STEP_TIME: Duration = Duration::from_millis(10);
/// Samples of one value.
const STEP: usize = 160;

/// Butterworth filters of the second order at 16 kHz: what they make of the sample now, the one
/// before and the one before that, and of their own last two values.
const ABOVE_250_HZ: Biquad = Biquad(
    [0.932_932_156_071, -1.865_864_312_143, 0.932_932_156_071],
    [-1.861_361_146_829, 0.870_367_477_457],
);
const BELOW_1500_HZ: Biquad = Biquad(
    [0.060_498_507_631, 0.120_997_015_262, 0.060_498_507_631],
    [-1.193_913_367_721, 0.435_907_398_244],
);

/// Values are smoothed over seven: a Gaussian whose standard deviation is one of them, which adds
/// up to 1.
const SMOOTHED: [f64; 7] =
    [0.004_430, 0.053_991, 0.242_029, 0.399_100, 0.242_029, 0.053_991, 0.004_430];

/// Digital silence counts as this power.
const SILENCE: f64 = 1e-10;

#[derive(Debug, Clone, Copy)]
struct Biquad([f64; 3], [f64; 2]);

impl Biquad {
    /// The next value, with what it left of the last two (direct form II, transposed).
    #[inline(always)]
    fn apply(self, left: &mut [f64; 2], x: f64) -> f64 {
        let Self(b, a) = self;
        let y = b[0] * x + left[0];
        left[0] = b[1] * x - a[0] * y + left[1];
        left[1] = b[2] * x - a[1] * y;
        y
    }
}

/// Makes an envelope of a stream of samples.
#[derive(Debug, Default)]
pub(super) struct Envelope {
    high: [f64; 2],
    low: [f64; 2],
    power: f64,
    samples: usize,
    /// The powers that came last, the newest at the end. At the start of a stream they are nothing,
    /// and the first values, three of them, stand for none.
    powers: [f64; SMOOTHED.len()],
    steps: usize,
}

impl Envelope {
    /// Takes up samples in [-1, 1], and adds the values that are known with them, dB full scale:
    /// each of them three later than its own samples.
    pub(super) fn push(&mut self, samples: &[f32], values: &mut VecDeque<f32>) {
        for &sample in samples {
            // What is no number would stay in the filters for good.
            let sample = if sample.is_finite() { f64::from(sample) } else { 0.0 };
            let heard = ABOVE_250_HZ.apply(&mut self.high, sample);
            let heard = BELOW_1500_HZ.apply(&mut self.low, heard);
            self.power += heard * heard;
            self.samples += 1;
            if self.samples == STEP {
                values.extend(self.step());
            }
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "decibels")]
    fn step(&mut self) -> Option<f32> {
        self.powers.rotate_left(1);
        self.powers[SMOOTHED.len() - 1] = self.power / STEP as f64;
        (self.power, self.samples) = (0.0, 0);
        self.steps += 1;
        let smoothed: f64 = self.powers.iter().zip(SMOOTHED).map(|(power, by)| power * by).sum();
        (self.steps > SMOOTHED.len() / 2).then(|| (10.0 * (smoothed + SILENCE).log10()) as f32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The level in the middle of a second of a sine at 0.1.
    fn level(hertz: f64) -> f32 {
        let sine = |at: i32| (f64::from(at) * hertz * std::f64::consts::TAU / 16_000.0).sin();
        let samples: Vec<f32> = (0..16_000).map(|at| (sine(at) * 0.1) as f32).collect();
        let (mut envelope, mut values) = (Envelope::default(), VecDeque::new());
        samples.chunks(512).for_each(|piece| envelope.push(piece, &mut values));
        assert_eq!(values.len(), 100 - 3);
        values[50]
    }

    #[test]
    fn vowels_pass_and_hum_and_hiss_do_not() {
        // 20 · log10(0.1) − 3 dB of a sine; 12 dB an octave and 3 dB at the corners.
        let near = |hertz, db: f32| {
            let level = level(hertz);
            assert!((level - db).abs() < 0.7, "{hertz} Hz: {level} dB, not {db}");
        };
        near(612.0, -23.2);
        near(250.0, -26.0);
        near(1500.0, -26.0);
        near(50.0, -23.0 - 28.0);
        assert!(level(5000.0) < -45.0);
    }

    #[test]
    fn digital_silence_has_a_level_and_what_is_no_number_leaves_nothing_behind() {
        let (mut envelope, mut values) = (Envelope::default(), VecDeque::new());
        envelope.push(&[f32::NAN; STEP], &mut values);
        envelope.push(&[0.0; 10 * STEP], &mut values);
        assert!(values.iter().all(|db| *db == -100.0), "{values:?}");
    }
}
