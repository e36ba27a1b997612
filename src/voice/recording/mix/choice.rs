//! Which way to mix the channels is heard: the one with the voice in it.
//!
//! Measured on six recordings (250 s of speech) made stereo: of a voice and noise, hum, keys or
//! music of opposite phase at 20 to −10 dB, 241 to 244 s are heard whichever of the two is
//! inverted, as of mono without the noise (244 s). In ordinary stereo (a room's echo, spaced
//! microphones, codecs) it is 0.1% less than of the plain mean at worst.

use std::collections::VecDeque;
use std::time::Duration;

use crate::voice::detector::{Detector, FORGETS, FRAME};
use crate::voice::gate;
use crate::voice::speech::{FRAME_TIME, OFFSET, ONSET};

/// Frames that are looked ahead, one second, so that a voice is heard from its first word on.
const AHEAD: usize = 31;
/// So much more speech in these, in frames (0.3 s), lets another way be taken.
const MORE: f32 = 10.0;
/// What speech counts in a way in which it is much fainter than in another, as what is left of a
/// voice that cancels itself out.
const FAINT: f32 = 0.6;
/// How much less power it has there: 6 dB.
const FAINTER: f32 = 0.25;
/// A way with so much less power than another, 30 dB, is not listened to: two sides that are the
/// same, but for what a codec did to them.
const SILENT: f32 = 0.001;

/// Takes frames mixed in several ways and gives those in which a voice is heard. It stays with the
/// way that it took, at first the plain mean, until another holds more speech, and leaves it
/// between words. Of one way, what comes is given at once.
#[derive(Default)]
pub(in crate::voice::recording) struct Choice {
    ears: Vec<WayEar>,
    waiting: VecDeque<HeardWays>,
    taken: usize,
    /// So many frames more are listened to: there was sound in another way than the one taken.
    listens: usize,
    /// Whether nothing follows.
    ended: bool,
}

/// A frame in all ways.
struct HeardWays {
    ways: Vec<[f32; FRAME]>,
    powers: Vec<f32>,
    /// How likely each is speech; empty where none was listened to.
    probabilities: Vec<f32>,
}

impl HeardWays {
    /// What the speech in a way counts against that in others.
    fn speech(&self, way: usize) -> f32 {
        let most = self.powers.iter().copied().fold(0.0, f32::max);
        match self.probabilities.get(way) {
            Some(probability) if *probability >= ONSET => match self.powers[way] < most * FAINTER {
                true => probability * FAINT,
                false => *probability,
            },
            _ => 0.0,
        }
    }
}

impl Choice {
    /// Takes up the next frame in all ways.
    pub(in crate::voice::recording) fn push(&mut self, ways: Vec<[f32; FRAME]>) {
        if self.taken >= ways.len() {
            self.taken = 0;
        }
        let powers: Vec<f32> = ways.iter().map(power).collect();
        let most = powers.iter().copied().fold(0.0, f32::max);
        if (0..ways.len()).any(|way| way != self.taken && powers[way] > most * SILENT) {
            self.listens = AHEAD + 1;
        }
        self.ears.resize_with(ways.len(), WayEar::default);
        self.waiting.push_back(HeardWays { ways, powers, probabilities: Vec::new() });
        if self.listens == 0 {
            return self.ears.iter_mut().for_each(WayEar::rest);
        }
        self.listens -= 1;
        for HeardWays { ways, probabilities, .. } in &mut self.waiting {
            if probabilities.is_empty() && ways.len() == self.ears.len() {
                let heard = self.ears.iter_mut().zip(ways).map(|(ear, way)| ear.hear(way));
                *probabilities = heard.collect();
            }
        }
    }

    /// Nothing follows what it took up; says whether there is some of it left.
    pub(in crate::voice::recording) fn end(&mut self) -> bool {
        self.ended = true;
        !self.waiting.is_empty()
    }

    /// Fills the next frame, or says false where it has to take up more first.
    pub(in crate::voice::recording) fn frame(&mut self, frame: &mut [f32; FRAME]) -> bool {
        let Some(HeardWays { ways, .. }) = self.waiting.front() else { return false };
        if ways.len() > 1 && !self.ended && self.waiting.len() <= AHEAD {
            return false;
        }
        let before = self.taken.min(ways.len() - 1);
        self.taken = self.choose().unwrap_or(before);
        let Some(HeardWays { ways, .. }) = self.waiting.pop_front() else { return false };
        let (from, to) = (sound(&ways, before), sound(&ways, self.taken));
        *frame = *to;
        if before != self.taken {
            // Without a click.
            for (at, (sample, before)) in frame.iter_mut().zip(from).enumerate() {
                *sample += (before - *sample) * (1.0 - at as f32 / FRAME as f32);
            }
        }
        true
    }

    /// The way that another than the one taken is left for in the next frame.
    fn choose(&self) -> Option<usize> {
        let front = self.waiting.front()?;
        if *front.probabilities.get(self.taken)? >= OFFSET {
            return None;
        }
        let count = front.ways.len();
        let of_way = |way| -> f32 {
            let frames = self.waiting.iter().filter(|ahead| ahead.ways.len() == count);
            frames.map(|ahead| ahead.speech(way)).sum()
        };
        let speech: Vec<f32> = (0..count).map(of_way).collect();
        let most = (0..count).max_by(|a, b| speech[*a].total_cmp(&speech[*b]))?;
        (speech[most] > speech[self.taken] + MORE).then_some(most)
    }
}

/// What is heard in a way. Where it cancels out to nothing what is there is heard in another: zeros
/// are what all channels are.
fn sound(ways: &[[f32; FRAME]], taken: usize) -> &[f32; FRAME] {
    let all = [&ways[taken]].into_iter().chain(ways);
    all.into_iter().find(|way| !gate::is_zeros(way)).unwrap_or(&ways[taken])
}

/// How loud a frame is where voices are: of what changes from sample to sample, which hum and a
/// constant hardly do.
fn power(frame: &[f32; FRAME]) -> f32 {
    let mut sum = 0.0;
    for i in 1..FRAME {
        let change = frame[i] - frame[i - 1];
        sum += change * change;
    }
    sum
}

/// What hears speech in one way.
#[derive(Default)]
struct WayEar {
    detector: Option<Detector>,
    /// How long there has been no speech since it last forgot.
    quiet: Duration,
}

impl WayEar {
    fn hear(&mut self, samples: &[f32; FRAME]) -> f32 {
        let detector = self.detector.get_or_insert_default();
        let probability = detector.probability(samples);
        self.quiet += FRAME_TIME;
        if probability >= ONSET {
            self.quiet = Duration::ZERO;
        } else if self.quiet >= FORGETS {
            detector.forget();
            self.quiet = Duration::ZERO;
        }
        probability
    }

    /// Leaves frames out.
    fn rest(&mut self) {
        if let Some(detector) = &mut self.detector {
            detector.forget();
        }
    }
}
