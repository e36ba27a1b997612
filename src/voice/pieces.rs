//! Live sound comes in pieces of any length, each with the time at which it sounded: cut into the
//! detector's frames, and what is heard in them put back at its time. Pure.

use std::time::Duration;

use super::Listener;
use super::delivery::Delivered;
use super::detector::{FRAME, SAMPLE_RATE};
use super::gate::{Certain, Zeros};
use super::levels::Level;
use super::speech::{Settled, Span};
use crate::time::{Elapsed, Stretch};

/// So many anchors are kept at most. What is not certain yet lies a few seconds back, and pieces
/// come a few times a second.
const MOST_ANCHORS: usize = 240;

/// Cuts pieces of any length into frames.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    /// Samples that don't fill a frame yet.
    rest: Vec<f32>,
}

impl Frames {
    /// Hands over every frame that is full with the next piece. What is left waits for more.
    pub(crate) fn cut(&mut self, piece: &[f32], mut take: impl FnMut(&[f32; FRAME])) {
        self.rest.extend_from_slice(piece);
        let (frames, rest) = self.rest.as_chunks();
        for frame in frames {
            take(frame);
        }
        let cut = self.rest.len() - rest.len();
        self.rest.drain(..cut);
    }
}

/// Says at which time of the session each sample sounded, by the times at which pieces ended.
#[derive(Debug)]
struct Anchors {
    /// At so many samples it was this time, in order; never empty.
    at: Vec<(u64, Elapsed)>,
}

impl Anchors {
    /// The first sample sounded at this time.
    fn new(from: Elapsed) -> Self {
        Self { at: vec![(0, from)] }
    }

    /// So many samples later it is this time.
    fn push(&mut self, samples: usize, to: Elapsed) {
        let before = self.at.last().map_or(0, |(position, _)| *position);
        self.at.push((before + samples as u64, to));
        if self.at.len() > MOST_ANCHORS {
            self.at.drain(..MOST_ANCHORS / 2);
        }
    }

    /// The time of the session at a time of the stream: between two anchors, in proportion. Before
    /// the first and after the last it is theirs.
    fn time(&self, time: Duration) -> Elapsed {
        let sample = (time.as_micros() * u128::from(SAMPLE_RATE) / 1_000_000) as u64;
        let after = self.at.partition_point(|(position, _)| *position < sample);
        let next = after.min(self.at.len() - 1);
        let ((from, begin), (to, end)) = (self.at[next.saturating_sub(1)], self.at[next]);
        if to == from {
            return end;
        }
        let share = (sample.clamp(from, to) - from) as f64 / (to - from) as f64;
        begin + (end - begin).mul_f64(share)
    }

    fn stretch(&self, span: Span) -> Stretch {
        Stretch { from: self.time(span.from), to: self.time(span.to) }
    }
}

/// Listens to pieces without a hole between them.
pub(crate) struct PieceListener {
    listener: Listener,
    frames: Frames,
    anchors: Anchors,
    /// The end of what became certain last.
    certain_to: Elapsed,
}

impl PieceListener {
    /// The first piece begins at this time.
    pub(crate) fn new(from: Elapsed) -> Self {
        Self {
            listener: Listener::new(),
            frames: Frames::default(),
            anchors: Anchors::new(from),
            certain_to: from,
        }
    }

    /// Hears the next piece, samples at 16 kHz that ended at this time.
    pub(crate) fn hear(&mut self, piece: &[f32], to: Elapsed) {
        self.anchors.push(piece.len(), to);
        let listener = &mut self.listener;
        self.frames.cut(piece, |frame| listener.hear(frame));
    }

    /// The sound ends here; what has not been taken yet becomes certain.
    pub(crate) fn finish(&mut self) {
        self.listener.finish();
    }

    /// Whether somebody speaks at this moment.
    pub(crate) fn speaking(&self) -> bool {
        self.listener.speaking()
    }

    /// The microphone is muted, as far as the zeros go that came last or come next.
    pub(crate) fn mute(&mut self) {
        self.listener.mute();
    }

    /// The zeros that came last, and since when.
    pub(crate) fn zeros(&self) -> (Zeros, Elapsed) {
        (self.listener.zeros(), self.certain_to)
    }

    /// What has become certain since the last time.
    pub(crate) fn take(&mut self) -> Vec<Certain<Elapsed>> {
        let certain = self.listener.take();
        certain.into_iter().map(|certain| self.placed(certain)).collect()
    }

    fn placed(&mut self, certain: Certain<Duration>) -> Certain<Elapsed> {
        match certain {
            Certain::Heard(Settled { window, spans, pauses }) => {
                let window = self.anchors.stretch(window);
                self.certain_to = window.to;
                let all =
                    |of: Vec<Span>| of.into_iter().map(|span| self.anchors.stretch(span)).collect();
                let (spans, pauses) = (all(spans), all(pauses));
                Certain::Heard(Settled { window, spans, pauses })
            }
            // What came before it was certain long ago, and its anchors may be gone.
            Certain::Zeros { run, muted } => {
                let from = std::mem::replace(&mut self.certain_to, self.anchors.time(run.to));
                Certain::Zeros { run: Stretch { from, to: self.certain_to }, muted }
            }
            Certain::Opened => Certain::Opened,
        }
    }

    /// As [`Listener::take_delivery`].
    pub(crate) fn take_delivery(&mut self, now: bool) -> Vec<Delivered<Elapsed>> {
        let told = self.listener.take_delivery(now).into_iter();
        // It begins minutes ago, and its anchors may be gone.
        let place = |Delivered { window, cells, faded, noise_gap_db }: Delivered| {
            let to = self.anchors.time(window.to);
            let from = to.before(window.length());
            Delivered { window: Stretch { from, to }, cells, faded, noise_gap_db }
        };
        told.map(place).collect()
    }

    /// How loud it was since the last time.
    pub(crate) fn take_level(&mut self) -> Level {
        self.listener.take_level()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::at;
    use crate::voice::synthetic;

    /// The first sample of each frame that pieces of these lengths give; samples count up from 0.
    fn frames(lengths: &[usize]) -> Vec<f32> {
        let (mut frames, mut begun, mut next) = (Frames::default(), Vec::new(), 0.0);
        for length in lengths {
            let mut piece = vec![0.0; *length];
            for sample in &mut piece {
                *sample = next;
                next += 1.0;
            }
            frames.cut(&piece, |frame| begun.push(frame[0]));
        }
        begun
    }

    #[test]
    fn frames_follow_one_another_however_the_pieces_are_cut() {
        assert_eq!(frames(&[1536]), [0.0, 512.0, 1024.0]);
        assert_eq!(frames(&[500, 12, 600, 0, 423, 1]), [0.0, 512.0, 1024.0]);
        assert!(frames(&[511]).is_empty());
    }

    #[test]
    fn time_between_two_anchors_goes_by_samples() {
        let mut anchors = Anchors::new(at(10.0));
        assert_eq!(anchors.time(Duration::ZERO), at(10.0));
        // A second of samples that took 1.05 s by the clock, and one that took 0.95 s.
        anchors.push(16_000, at(11.05));
        anchors.push(16_000, at(12.0));
        assert_eq!(anchors.time(Duration::ZERO), at(10.0));
        assert_eq!(anchors.time(Duration::from_millis(500)), at(10.525));
        assert_eq!(anchors.time(Duration::from_secs(1)), at(11.05));
        assert_eq!(anchors.time(Duration::from_millis(1_500)), at(11.525));
        assert_eq!(anchors.time(Duration::from_secs(9)), at(12.0));
    }

    #[test]
    fn anchors_of_the_last_minute_are_kept() {
        let mut anchors = Anchors::new(at(0.0));
        for quarter in 1..=1_000_u32 {
            anchors.push(4_000, at(f64::from(quarter) / 4.0));
            assert!(anchors.at.len() <= MOST_ANCHORS);
        }
        assert_eq!(anchors.time(Duration::from_millis(235_125)), at(235.125));
        let first = anchors.at[0].1;
        assert!(first > at(200.0), "{first:?}");
        assert_eq!(anchors.time(Duration::ZERO), first);
    }

    #[test]
    fn speech_is_put_where_it_sounded() {
        let sound = synthetic::sound(4.0, &[1.0..3.0], 0.15, 0.002);
        let mut listener = PieceListener::new(at(100.0));
        // The clock goes twice as fast as the samples.
        for (index, piece) in sound.chunks(6_400).enumerate() {
            listener.hear(piece, at(100.0 + (index + 1) as f64 * 0.8));
        }
        listener.finish();
        let [Certain::Heard(settled)] = &listener.take()[..] else { panic!() };
        assert_eq!(settled.window, Stretch { from: at(100.0), to: at(108.0) });
        let [speech] = settled.spans[..] else { panic!("{settled:?}") };
        assert!((speech.from - at(101.5)) < Duration::from_secs(1), "{speech:?}");
        assert!((speech.to - at(105.5)) < Duration::from_secs(1), "{speech:?}");
        assert_eq!(listener.take(), []);
    }
}
