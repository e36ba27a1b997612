//! Whether what stands behind the samples that a header counts is more of them, as a recorder that
//! was killed or a length that wrapped leaves it; or something else that was put there.

use std::fs::File;
use std::io::Result;
use std::ops::Range;

use super::beginnings::bytes;

/// Frames that are looked at in a row, and so many rows of each range.
const ROW: u64 = 512;
const MOST_ROWS: u64 = 64;
/// Of full scale: the root mean square of the steps from sample to sample, or the mean of a row. In
/// six recordings none is above, and a third of the rows where they are driven ten times over the
/// scale; of texts, programs, pictures and packed files, read as samples of 8 to 32 bits, more are.
const WILD: f64 = 0.25;
const MOST_WILD: f64 = 1.0 / 3.0;

/// How samples are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SampleForm {
    /// Of one sample.
    pub(crate) bytes: usize,
    pub(crate) channels: usize,
    pub(crate) is_float: bool,
    pub(crate) is_signed: bool,
    pub(crate) is_little: bool,
}

impl SampleForm {
    /// By what is in a WAV's description of them; `None` where they aren't numbers.
    pub(crate) fn of_wav(format: &[u8]) -> Option<Self> {
        let number =
            |at: usize| Some(usize::from(u16::from_le_bytes(*format.get(at..)?.first_chunk()?)));
        let kind = match number(0)? {
            // What it extends stands behind.
            0xFFFE => number(24)?,
            kind => kind,
        };
        let channels = number(2)?;
        let bytes = number(12)?.checked_div(channels)?;
        let (is_float, is_signed) = (kind == 3, bytes > 1);
        let form = Self { bytes, channels, is_float, is_signed, is_little: true };
        matches!(kind, 1 | 3).then_some(form)
    }

    /// The same by an AIFF's chunk.
    pub(crate) fn of_aiff(comm: &[u8]) -> Option<Self> {
        let number =
            |at: usize| Some(usize::from(u16::from_be_bytes(*comm.get(at..)?.first_chunk()?)));
        let packed = comm.get(26..30).unwrap_or(b"NONE");
        let is_float = matches!(packed, b"fl32" | b"FL32" | b"fl64" | b"FL64");
        let is_whole = matches!(packed, b"NONE" | b"twos" | b"sowt" | b"raw ");
        let (bytes, channels) = (number(14)?.div_ceil(8), number(8)?);
        let (is_signed, is_little) = (packed != b"raw ", packed == b"sowt");
        let form = Self { bytes, channels, is_float, is_signed, is_little };
        (is_float || is_whole).then_some(form)
    }

    /// The same by a CAF's first chunk.
    pub(crate) fn of_caf(desc: &[u8]) -> Option<Self> {
        let number = |at: usize| Some(u32::from_be_bytes(*desc.get(at..)?.first_chunk()?) as usize);
        let (flags, channels) = (number(24)?, number(36)?);
        let bytes = number(28)?.checked_div(channels)?;
        let (is_float, is_little) = (flags & 1 != 0, flags & 2 != 0);
        let form = Self { bytes, channels, is_float, is_signed: true, is_little };
        (desc.get(20..24) == Some(b"lpcm")).then_some(form)
    }

    /// Whether the rest is like the samples; `None` where nothing tells: it is too short, or zeros.
    pub(crate) fn is_like(
        self,
        file: &mut File,
        samples: Range<u64>,
        rest: Range<u64>,
    ) -> Result<Option<bool>> {
        let Some(wild) = self.wild(file, rest)? else { return Ok(None) };
        let is_wild_itself = || -> Result<bool> {
            Ok(self.wild(file, samples)?.is_some_and(|samples| samples > MOST_WILD))
        };
        Ok(Some(wild <= MOST_WILD || is_wild_itself()?))
    }

    /// How many of the rows in a range that are not zeros are like no sound.
    fn wild(self, file: &mut File, range: Range<u64>) -> Result<Option<f64>> {
        let frame = (self.bytes * self.channels) as u64;
        if !(1..=8).contains(&self.bytes) || self.channels == 0 {
            return Ok(None);
        }
        let rows = range.end.saturating_sub(range.start) / (ROW * frame);
        let (mut wild, mut all) = (0_u32, 0_u32);
        for row in 0..rows.min(MOST_ROWS) {
            let at = range.start + row * rows / rows.min(MOST_ROWS) * ROW * frame;
            let samples = self.samples(&bytes(file, at, ROW * frame)?);
            if samples.iter().any(|sample| *sample != 0.0) {
                all += 1;
                wild += u32::from(is_wild(&samples));
            }
        }
        Ok((all > 0).then(|| f64::from(wild) / f64::from(all)))
    }

    /// Those of the first channel.
    fn samples(self, bytes: &[u8]) -> Vec<f64> {
        let frames = bytes.chunks_exact(self.bytes * self.channels);
        frames.map(|frame| self.sample(&frame[..self.bytes])).collect()
    }

    fn sample(self, bytes: &[u8]) -> f64 {
        let join = |number: u64, byte: &u8| number << 8 | u64::from(*byte);
        let number = match self.is_little {
            true => bytes.iter().rev().fold(0, join),
            false => bytes.iter().fold(0, join),
        };
        let whole = number << (64 - 8 * self.bytes);
        match (self.is_float, self.bytes) {
            (true, 4) => f64::from(f32::from_bits(number as u32)),
            (true, _) => f64::from_bits(number),
            (false, _) if self.is_signed => whole as i64 as f64 / i64::MAX as f64,
            (false, _) => (whole ^ 1 << 63) as i64 as f64 / i64::MAX as f64,
        }
    }
}

fn is_wild(samples: &[f64]) -> bool {
    let count = samples.len() as f64;
    let mean = samples.iter().sum::<f64>() / count;
    let steps: f64 = samples.windows(2).map(|pair| (pair[1] - pair[0]).powi(2)).sum();
    // What is no number isn't less.
    let is_tame = mean.abs() <= WILD && (steps / count).sqrt() <= WILD;
    !is_tame
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_what_its_bytes_say() {
        let form =
            SampleForm { bytes: 2, channels: 1, is_float: false, is_signed: true, is_little: true };
        let near = |a: f64, b: f64| (a - b).abs() < 1e-4;
        assert!(near(form.sample(&[0, 0x40]), 0.5));
        assert!(near(SampleForm { is_little: false, ..form }.sample(&[0xC0, 0]), -0.5));
        assert!(near(SampleForm { bytes: 1, is_signed: false, ..form }.sample(&[0xC0]), 0.5));
        assert!(near(SampleForm { bytes: 3, ..form }.sample(&[0, 0, 0xE0]), -0.25));
        let float = SampleForm { bytes: 4, is_float: true, ..form };
        assert!(near(float.sample(&0.25_f32.to_le_bytes()), 0.25));
    }

    #[test]
    fn a_tone_is_tame_and_a_text_or_what_is_packed_is_not() {
        let tone: Vec<f64> = (0..512).map(|i| 0.6 * (f64::from(i) * 0.1).sin()).collect();
        assert!(!is_wild(&tone));
        assert!(is_wild(&[0.7; 512]), "no sound is all on one side");
        assert!(is_wild(&[f64::NAN; 512]));
        let packed: Vec<f64> = (0..512).map(|i| f64::from(i * 7919 % 1000) / 500.0 - 1.0).collect();
        assert!(is_wild(&packed));
    }
}
