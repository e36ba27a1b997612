//! Samples at any rate in, frames of 16 kHz out.
//! Pure, and streaming: it holds a chunk of samples, whatever the length of the stream.

use rubato::audioadapter_buffers::direct::SequentialSlice;
use rubato::{
    Async, FixedAsync, Resampler as _, SincInterpolationParameters, SincInterpolationType,
    WindowFunction,
};

use super::detector::{FRAME, SAMPLE_RATE};

/// Rates that recordings and microphones have, Hz. A rate outside comes from a damaged header.
pub(crate) const RATES: std::ops::RangeInclusive<u32> = 4_000..=384_000;

/// Length of the filter in samples of the lower rate; longer keeps more of the octave's upper end.
/// This one is flat to 6.5 kHz and 60 dB down where it would fold back.
const TAPS: u32 = 64;
/// Most filter phases kept. The usual rates need fewer, and meet each phase exactly.
const MOST_PHASES: u32 = 320;

/// Turns mono samples of one rate into frames for the detector, 2 ms late.
pub(crate) struct Resampler {
    /// `None` when the samples have the right rate already.
    filter: Option<Async<f32>>,
    pending: Vec<f32>,
    used: usize,
}

impl Resampler {
    /// For samples at `rate` Hz; `None` when it is not in [`RATES`].
    pub(crate) fn new(rate: u32) -> Option<Self> {
        if !RATES.contains(&rate) {
            return None;
        }
        let filter = (rate != SAMPLE_RATE).then(|| filter(rate)).transpose().ok()?;
        Some(Self { filter, pending: Vec::new(), used: 0 })
    }

    /// Takes up samples in [-1, 1].
    pub(crate) fn push(&mut self, samples: impl IntoIterator<Item = f32>) {
        self.pending.drain(..self.used);
        self.used = 0;
        self.pending.extend(samples);
    }

    /// Fills up what it holds with silence, so that it makes one more frame and holds nothing then;
    /// says with how many samples.
    pub(crate) fn fill(&mut self) -> usize {
        let needed = self.filter.as_ref().map_or(FRAME, |filter| filter.input_frames_next());
        let missing = needed.saturating_sub(self.pending.len() - self.used);
        self.push(std::iter::repeat_n(0.0, missing));
        missing
    }

    /// Fills the next frame, or says false when that needs more samples.
    pub(crate) fn frame(&mut self, frame: &mut [f32; FRAME]) -> bool {
        let needed = self.filter.as_ref().map_or(FRAME, |filter| filter.input_frames_next());
        let Some(samples) = self.pending[self.used..].get(..needed) else {
            return false;
        };
        self.used += needed;
        let Some(filter) = &mut self.filter else {
            frame.copy_from_slice(samples);
            return true;
        };
        let input = SequentialSlice::new(samples, 1, needed).expect("one channel of that length");
        let mut output =
            SequentialSlice::new_mut(frame, 1, FRAME).expect("one channel of that length");
        filter
            .process_into_buffer(&input, &mut output, None)
            .expect("buffers of the lengths asked for");
        true
    }
}

fn filter(rate: u32) -> Result<Async<f32>, rubato::ResamplerConstructionError> {
    let ratio = f64::from(SAMPLE_RATE) / f64::from(rate);
    let phases = (1..=MOST_PHASES)
        .find(|phases| (phases * rate).is_multiple_of(SAMPLE_RATE))
        .unwrap_or(MOST_PHASES);
    let parameters = SincInterpolationParameters {
        sinc_len: (f64::from(TAPS) / ratio.min(1.0)).ceil() as usize,
        f_cutoff: None,
        oversampling_factor: phases as usize,
        interpolation: SincInterpolationType::Nearest,
        window: WindowFunction::Blackman,
    };
    Async::new_sinc(ratio, 1.0, &parameters, FRAME, 1, FixedAsync::Output)
}

#[cfg(test)]
mod tests {
    use std::f64::consts::TAU;

    use super::*;

    fn tone(rate: u32, hertz: f64, seconds: u32) -> impl Iterator<Item = f32> {
        (0..rate * seconds)
            .map(move |i| (0.5 * (TAU * hertz * f64::from(i) / f64::from(rate)).sin()) as f32)
    }

    fn resampled(rate: u32, samples: impl IntoIterator<Item = f32>) -> Vec<f32> {
        let mut resampler = Resampler::new(rate).unwrap();
        resampler.push(samples);
        let mut frame = [0.0; FRAME];
        let mut all = Vec::new();
        while resampler.frame(&mut frame) {
            all.extend_from_slice(&frame);
        }
        all
    }

    /// How much of a tone of this frequency there is, 0.5 for what `tone` makes; the filter's ends
    /// left out.
    fn amplitude(samples: &[f32], hertz: f64) -> f64 {
        let samples = &samples[1600..samples.len() - 1600];
        let part = |turn: fn(f64) -> f64| -> f64 {
            let turned = |(i, &x): (usize, &f32)| {
                f64::from(x) * turn(TAU * hertz * i as f64 / f64::from(SAMPLE_RATE))
            };
            samples.iter().enumerate().map(turned).sum()
        };
        2.0 * part(f64::sin).hypot(part(f64::cos)) / samples.len() as f64
    }

    /// Rates of files and devices, Hz.
    const USUAL: [u32; 11] =
        [8_000, 11_025, 12_000, 22_050, 24_000, 32_000, 44_100, 48_000, 88_200, 96_000, 192_000];

    #[test]
    fn a_tone_keeps_its_pitch_and_loudness_at_every_rate() {
        for rate in USUAL.into_iter().chain([SAMPLE_RATE, 44_099, 7_919]) {
            let samples = resampled(rate, tone(rate, 1000.0, 2));
            // Two seconds, less what the filter still waits for, in whole frames.
            assert!(
                samples.len() > 2 * 16_000 - 2 * FRAME && samples.len() <= 2 * 16_000,
                "{rate}: {}",
                samples.len()
            );
            let found = amplitude(&samples, 1000.0);
            assert!((found - 0.5).abs() < 0.005, "{rate} Hz: {found}");
        }
    }

    #[test]
    fn what_16_khz_cannot_hold_is_not_folded_back() {
        for rate in USUAL.into_iter().filter(|&rate| rate > 20_000) {
            // 9.5 kHz would be heard as 16 − 9.5 = 6.5 kHz.
            let found = amplitude(&resampled(rate, tone(rate, 9_500.0, 2)), 6_500.0);
            assert!(found < 0.0005, "{rate} Hz: {found}");
        }
    }

    #[test]
    fn how_the_samples_come_makes_no_difference() {
        let all: Vec<f32> = tone(44_100, 440.0, 1).collect();
        let whole = resampled(44_100, all.iter().copied());
        let mut resampler = Resampler::new(44_100).unwrap();
        let (mut frame, mut piecewise) = ([0.0; FRAME], Vec::new());
        for piece in all.chunks(1_153) {
            resampler.push(piece.iter().copied());
            while resampler.frame(&mut frame) {
                piecewise.extend_from_slice(&frame);
            }
        }
        assert_eq!(piecewise, whole);
    }

    #[test]
    fn impossible_rates_are_refused() {
        for rate in [0, 1, 3_999, 384_001, u32::MAX] {
            assert!(Resampler::new(rate).is_none(), "{rate}");
        }
    }
}
