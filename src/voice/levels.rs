//! How loud speech and the room are, so that a quiet room can be told from a voice too low to be
//! heard. Pure: frames and their probabilities in, decibels out.

use super::detector::FRAME;
use super::histogram::Histogram;
use super::loudness::is_full;
use super::speech::{OFFSET, ONSET};

/// Levels of a window of time in dBFS (RMS of 32 ms; a full-scale sine is −3), to half a decibel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Level {
    /// The 95th percentile over speech frames; `None` when there was no speech.
    pub(crate) speech_p95: Option<f32>,
    /// The median over frames without speech; `None` when there was speech throughout.
    pub(crate) noise_median: Option<f32>,
    /// The share of the samples of speech that are at the end of the scale, 0 to 1; `None` when
    /// there was no speech.
    pub(crate) clipped: Option<f32>,
}

/// Collects the levels of frames: 1.6 kB however long the window.
#[derive(Debug, Clone, Default)]
pub(crate) struct LevelCount {
    speech: Histogram,
    noise: Histogram,
    /// Samples of speech at the end of the scale.
    clipped: u64,
}

impl LevelCount {
    /// Counts a frame with its speech probability. Frames between speech and no speech count for
    /// neither.
    pub(crate) fn push(&mut self, frame: &[f32; FRAME], probability: f32) {
        let counts = if probability >= ONSET {
            self.clipped += frame.iter().filter(|sample| is_full(**sample)).count() as u64;
            &mut self.speech
        } else if probability < OFFSET {
            &mut self.noise
        } else {
            return;
        };
        let power = frame.iter().map(|sample| sample * sample).sum::<f32>() / FRAME as f32;
        counts.push(10.0 * power.log10());
    }

    /// The levels of all frames so far.
    pub(crate) fn level(&self) -> Level {
        let frames = self.speech.total();
        Level {
            speech_p95: self.speech.percentile(95),
            noise_median: self.noise.percentile(50),
            clipped: (frames > 0).then(|| self.clipped as f32 / (frames * FRAME as u64) as f32),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A frame whose RMS is 10^(db/20).
    fn frame(db: f32) -> [f32; FRAME] {
        [10_f32.powf(db / 20.0); FRAME]
    }

    #[test]
    fn speech_and_noise_are_told_apart() {
        let mut levels = LevelCount::default();
        // 19 frames of speech at −30 dB and one at −20: the 95th percentile is still −30.
        (0..19).for_each(|_| levels.push(&frame(-30.0), 0.5));
        levels.push(&frame(-20.0), 0.9);
        // Of −60, −55 and −10 dB the median is −55.
        [-60.0, -10.0, -55.0].iter().for_each(|&db| levels.push(&frame(db), 0.349));
        // Neither.
        levels.push(&frame(-1.0), 0.4);
        assert_eq!(
            levels.level(),
            Level { speech_p95: Some(-30.0), noise_median: Some(-55.0), clipped: Some(0.0) }
        );
        // A second loud frame of 21: 95% of them are 19.95, so that −20 is needed.
        levels.push(&frame(-20.0), 0.9);
        assert_eq!(levels.level().speech_p95, Some(-20.0));
    }

    #[test]
    fn what_was_not_there_is_unknown() {
        assert_eq!(
            LevelCount::default().level(),
            Level { speech_p95: None, noise_median: None, clipped: None }
        );
        let mut levels = LevelCount::default();
        levels.push(&frame(-40.0), 0.0);
        assert_eq!(
            levels.level(),
            Level { speech_p95: None, noise_median: Some(-40.0), clipped: None }
        );
    }

    #[test]
    fn digital_silence_and_full_scale_are_the_ends() {
        let level = |sample: f32| {
            let mut levels = LevelCount::default();
            levels.push(&[sample; FRAME], 0.0);
            levels.level().noise_median
        };
        assert_eq!(level(0.0), Some(-100.0));
        assert_eq!(level(1.0), Some(0.0));
        assert_eq!(level(5.0), Some(0.0));
        assert_eq!(level(f32::NAN), Some(-100.0));
    }
}
