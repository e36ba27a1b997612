//! How loud some samples are, and what to tell the candidate about it. Pure.

/// Samples from here on are at the end of the scale: 16 bits, less one step either way.
const FULL: f32 = 32_766.0 / 32_768.0;
/// A share of samples at the end of the scale above which a voice is clipped. Speech made by
/// espeak-ng has 0.002% where its loudest sample is at the end of the scale, 0.1% amplified by 3 dB
/// more, 0.5% by 6 dB, 2.8% by 12 dB.
const CLIPPED: f32 = 0.001;
/// The quietest speech that the detector was tried on, dBFS.
const QUIETEST: f32 = -36.0;

/// The loudness of some samples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Loudness {
    /// The loudest sample, 0 to 1.
    pub(crate) peak: f32,
    /// The share of samples at the end of the scale, 0 to 1.
    pub(crate) clipped: f32,
    /// The mean level, dBFS (a full-scale sine is −3); `None` where every sample is 0.
    pub(crate) rms_db: Option<f32>,
}

/// What is wrong with the level of a voice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hint {
    /// Too loud for the microphone: turn its level down.
    Clipping,
    /// So low that speech may be missed: turn its level up, or come nearer.
    TooQuiet,
}

/// Whether a sample is at the end of the scale.
pub(crate) fn is_full(sample: f32) -> bool {
    sample.abs() >= FULL
}

/// Measures samples in [-1, 1]; `None` where there are none.
pub(crate) fn loudness(samples: &[f32]) -> Option<Loudness> {
    if samples.is_empty() {
        return None;
    }
    let count = samples.len() as f32;
    let (mut energy, mut peak, mut full) = (0.0, 0.0_f32, 0.0);
    for &sample in samples {
        energy += f64::from(sample * sample);
        peak = sample.abs().max(peak);
        if is_full(sample) {
            full += 1.0;
        }
    }
    let power = energy / samples.len() as f64;
    let rms_db = if power > 0.0 { Some((10.0 * power.log10()) as f32) } else { None };
    Some(Loudness { peak, clipped: full / count, rms_db })
}

/// What to tell someone whose speech, pauses left out, is this loud, in dBFS, with such a share of
/// its samples at the end of the scale.
pub(crate) fn hint(level_db: Option<f32>, clipped: f32) -> Option<Hint> {
    if clipped > CLIPPED {
        Some(Hint::Clipping)
    } else if level_db.is_none_or(|level| level < QUIETEST) {
        Some(Hint::TooQuiet)
    } else {
        None
    }
}

/// What is wrong with a voice's level as a session keeps it: dBFS of the speech, none where there
/// was none, and the share of its samples at the end of the scale.
#[expect(clippy::cast_possible_truncation, reason = "decibels and shares")]
pub(crate) fn kept_hint(speech_db: Option<f64>, clipped: Option<f64>) -> Option<Hint> {
    hint(Some(speech_db? as f32), clipped.unwrap_or_default() as f32)
}

impl Loudness {
    /// What to tell someone whose speech this is.
    pub(crate) fn hint(&self) -> Option<Hint> {
        hint(self.rms_db, self.clipped)
    }
}

impl Hint {
    /// What is wrong, and what to do about it.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::TooQuiet => "too quiet: turn its level up, or come nearer",
            Self::Clipping => "clipping: turn its level down",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_wave_at_a_tenth_is_20_db_down() {
        let samples = [0.1, -0.1, 0.1, -0.1];
        let measured = loudness(&samples).unwrap();
        assert_eq!((measured.peak, measured.clipped), (0.1, 0.0));
        // 20 · log10(0.1)
        assert!((measured.rms_db.unwrap() - -20.0).abs() < 1e-4, "{measured:?}");
        assert_eq!(measured.hint(), None);
    }

    #[test]
    fn samples_at_either_end_of_the_scale_are_counted() {
        // The ends of 16 bits are 32767 and −32768; 32765 is inside.
        let samples = [32_767.0 / 32_768.0, -1.0, 32_765.0 / 32_768.0, 0.0];
        let measured = loudness(&samples).unwrap();
        assert_eq!((measured.peak, measured.clipped), (1.0, 0.5));
        assert_eq!(measured.hint(), Some(Hint::Clipping));
    }

    #[test]
    fn one_sample_in_a_thousand_at_the_end_of_the_scale_is_no_clipping() {
        let mut samples = vec![0.2; 1_000];
        samples[500] = 1.0;
        assert_eq!(loudness(&samples).unwrap().hint(), None);
        samples[501] = 1.0;
        assert_eq!(loudness(&samples).unwrap().hint(), Some(Hint::Clipping));
    }

    #[test]
    fn zeros_have_no_level_and_nothing_has_no_loudness() {
        assert_eq!(loudness(&[]), None);
        let zeros = loudness(&[0.0; 4]).unwrap();
        assert_eq!(zeros, Loudness { peak: 0.0, clipped: 0.0, rms_db: None });
        assert_eq!(zeros.hint(), Some(Hint::TooQuiet));
    }

    #[test]
    fn speech_quieter_than_any_tried_is_too_quiet() {
        // 20 · log10(0.01) = −40, 20 · log10(0.02) = −34.
        assert_eq!(loudness(&[0.01; 100]).unwrap().hint(), Some(Hint::TooQuiet));
        assert_eq!(loudness(&[0.02; 100]).unwrap().hint(), None);
    }
}
