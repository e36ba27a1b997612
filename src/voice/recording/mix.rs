//! One channel out of several.

mod choice;

use super::super::detector::FRAME;
use super::super::resample::Resampler;
pub(super) use choice::Choice;

/// More ways are not heard, whatever a header promises: any two of eight channels are told apart,
/// and of more all that stand side by side.
const MOST: usize = 4;

/// The ways in which a recording's channels can be mixed to one, each as frames of 16 kHz: their
/// mean, and means with some of them turned over. A microphone wired with one side upside down,
/// which some interfaces have, cancels itself out in the first, and noise of opposite phase
/// nowhere else.
pub(super) struct Mix {
    /// The plain mean first; in the others those channels are turned over in whose number, from 0,
    /// one bit is set, so that any two of them have a way in which one of them is.
    ways: Vec<Resampler>,
}

impl Mix {
    /// For so many channels of `rate` samples a second; `None` where there is no such rate.
    pub(super) fn new(rate: u32, channels: usize) -> Option<Self> {
        let ways = (0..ways(channels)).map(|_| Resampler::new(rate)).collect::<Option<_>>()?;
        Some(Self { ways })
    }

    /// Whether it can mix so many.
    pub(super) fn holds(&self, channels: usize) -> bool {
        self.ways.len() >= ways(channels)
    }

    /// Takes up interleaved samples of so many channels.
    pub(super) fn push(&mut self, interleaved: &[f32], channels: usize) {
        for (way, resampler) in self.ways.iter_mut().enumerate() {
            let turned = if way == 0 { 0 } else { 1 << (way - 1) };
            let mean = |frame: &[f32]| {
                let mut sum = 0.0;
                for (channel, sample) in frame.iter().enumerate() {
                    sum += if channel & turned == 0 { *sample } else { -sample };
                }
                sum / channels as f32
            };
            resampler.push(interleaved.chunks_exact(channels).map(mean));
        }
    }

    /// Takes up so many samples of silence.
    pub(super) fn push_silence(&mut self, count: usize) {
        for way in &mut self.ways {
            way.push(std::iter::repeat_n(0.0, count));
        }
    }

    /// Fills up what it holds with silence to a whole frame; says with how many samples.
    pub(super) fn fill(&mut self) -> usize {
        self.ways.iter_mut().map(Resampler::fill).max().unwrap_or(0)
    }

    /// The next frame in each way; `None` where that needs more samples.
    pub(super) fn frames(&mut self) -> Option<Vec<[f32; FRAME]>> {
        let mut next = |way: &mut Resampler| {
            let mut frame = [0.0; FRAME];
            way.frame(&mut frame).then_some(frame)
        };
        self.ways.iter_mut().map(&mut next).collect()
    }
}

/// In how many ways so many channels are mixed.
fn ways(channels: usize) -> usize {
    let bits = usize::BITS - channels.saturating_sub(1).leading_zeros();
    MOST.min(1 + bits as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_two_channels_of_opposite_phase_are_left_in_one_way() {
        for (channels, count) in [(1, 1), (2, 2), (3, 3), (4, 3), (6, 4), (8, 4)] {
            assert_eq!(ways(channels), count);
            for (one, other) in (0..channels).flat_map(|one| (0..one).map(move |of| (one, of))) {
                let mut frame = vec![0.0; channels];
                (frame[one], frame[other]) = (0.5, -0.5);
                let mut mix = Mix::new(16_000, channels).unwrap();
                mix.push(&frame.repeat(FRAME), channels);
                let frames = mix.frames().unwrap();
                assert!(mix.frames().is_none());
                let loud = |frame: &[f32; FRAME]| frame[7].abs() * channels as f32;
                assert_eq!(loud(&frames[0]), 0.0);
                let most = frames.iter().map(loud).fold(0.0, f32::max);
                assert!((most - 1.0).abs() < 1e-6, "{one} and {other} of {channels}: {most}");
            }
        }
    }

    #[test]
    fn any_number_of_channels_is_mixed_in_few_ways() {
        let mut mix = Mix::new(16_000, 65_535).unwrap();
        mix.push(&vec![0.25; 65_535], 65_535);
        assert_eq!(mix.ways.len(), MOST);
    }

    #[test]
    fn fewer_channels_go_on_in_every_way() {
        let mut mix = Mix::new(16_000, 2).unwrap();
        assert!(mix.holds(1) && !mix.holds(3));
        mix.push(&[0.25; FRAME], 1);
        assert_eq!(mix.frames().unwrap(), [[0.25; FRAME]; 2]);
    }
}
