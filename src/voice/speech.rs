//! From speech probabilities to fine speech spans. The coarser rules by which silence is judged are
//! `session::hearing`'s. Pure: a frame lasts 32 ms, so times are counted, from the start of the
//! stream, and no clock is read.

use std::time::Duration;

use crate::time::Stretch;

use super::detector::{FRAME, SAMPLE_RATE};

/// How long one probability speaks for: 32 ms.
pub(crate) const FRAME_TIME: Duration =
    Duration::from_millis(FRAME as u64 * 1000 / SAMPLE_RATE as u64);

// This and the coarser rules of `session::hearing` were tuned on 24 hard recordings with 121 silent
// stretches of 10 s and more (signal to noise 20 to 0 dB, speech at −18 to −36 dBFS, typing,
// breathing, knocks): precision and recall 1.0, their beginnings off by 101 ms (median; 205 ms at
// the 90th percentile).

/// A frame at or above this probability begins speech.
pub(crate) const ONSET: f32 = 0.50;
/// Speech lasts until a frame falls below this probability.
pub(crate) const OFFSET: f32 = 0.35;
/// Fine spans: a shorter gap belongs to the speech around it.
const FINE_GAP: Duration = Duration::from_millis(250);
/// Fine spans: less is no speech.
pub(crate) const FINE_ISLAND: Duration = Duration::from_millis(100);

/// A stretch of time from the start of the stream.
pub(crate) type Span = Stretch<Duration>;

/// What is certain about a window of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settled<T = Duration> {
    /// All of it was heard.
    pub(crate) window: Stretch<T>,
    /// Fine speech spans in it, in order. One that goes on into the next window is cut, and goes on
    /// there at once.
    pub(crate) spans: Vec<Stretch<T>>,
}

/// Turns the probabilities of a stream, one a frame, into fine speech spans: onset at [`ONSET`],
/// offset below [`OFFSET`], gaps under 0.25 s merged, islands under 0.1 s dropped. Cutting the
/// stream into windows by [`Tracker::take`], however often, changes nothing but the cuts.
#[derive(Debug, Default)]
pub(crate) struct Tracker {
    /// The end of the last frame, and the end of the last window taken.
    now: Duration,
    taken: Duration,
    speaking: bool,
    /// The last span, as long as speech may still be added to it.
    open: Option<Open>,
    finished: Vec<Span>,
}

#[derive(Debug, Clone, Copy)]
struct Open {
    span: Span,
    /// Its first part has gone out with an earlier window, so that the rest counts however short it
    /// is.
    continued: bool,
}

impl Open {
    fn counts(self) -> bool {
        self.continued || self.span.length() >= FINE_ISLAND
    }
}

impl Tracker {
    /// Takes up the next frame's probability.
    pub(crate) fn push(&mut self, probability: f32) {
        self.speaking = probability >= if self.speaking { OFFSET } else { ONSET };
        let from = self.now;
        self.now += FRAME_TIME;
        if self.speaking {
            let new = Open { span: Span { from, to: from }, continued: false };
            self.open.get_or_insert(new).span.to = self.now;
        } else if self.open.is_some_and(|open| self.now - open.span.to >= FINE_GAP) {
            self.close();
        }
    }

    /// The stream ends here, or is interrupted: what comes next is not joined to what was.
    pub(crate) fn finish(&mut self) {
        self.close();
        self.speaking = false;
    }

    /// After what was [finished](Self::finish) and taken come frames that are in no window.
    pub(crate) fn skip(&mut self, length: Duration) {
        self.now += length;
        self.taken = self.now;
    }

    /// The end of the last frame.
    pub(crate) fn now(&self) -> Duration {
        self.now
    }

    /// When what is being said began, as far as it was not taken, once it is long enough for
    /// speech.
    pub(crate) fn begun(&self) -> Option<Duration> {
        self.open.filter(|open| open.counts()).map(|open| open.span.from)
    }

    /// Whether the last frame was speech, before any smoothing.
    pub(crate) fn speaking(&self) -> bool {
        self.speaking
    }

    /// Everything that is certain by now and was not taken before: windows follow one another
    /// without a hole.
    pub(crate) fn take(&mut self) -> Settled {
        let to = match &mut self.open {
            None => self.now,
            Some(open) if !open.counts() => open.span.from,
            Some(open) => {
                if open.span.length() > Duration::ZERO {
                    self.finished.push(open.span);
                }
                open.span.from = open.span.to;
                open.continued = true;
                open.span.to
            }
        };
        let window = Span { from: self.taken, to };
        self.taken = to;
        Settled { window, spans: std::mem::take(&mut self.finished) }
    }

    fn close(&mut self) {
        if let Some(open) = self.open.take()
            && open.counts()
            && !open.span.is_empty()
        {
            self.finished.push(open.span);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(from: u64, to: u64) -> Span {
        Span { from: Duration::from_millis(from), to: Duration::from_millis(to) }
    }

    /// One letter a frame: `#` speech, `~` between offset and onset, `.` no speech.
    fn push(tracker: &mut Tracker, frames: &str) {
        for frame in frames.chars() {
            tracker.push(match frame {
                '#' => 0.9,
                '~' => 0.4,
                _ => 0.1,
            });
        }
    }

    fn fine(frames: &str) -> Vec<Span> {
        let mut tracker = Tracker::default();
        push(&mut tracker, frames);
        tracker.finish();
        tracker.take().spans
    }

    #[test]
    fn speech_begins_at_onset_and_lasts_to_offset() {
        // Frame 1 is not enough to begin with; frames 2 to 5 are speech, as frame 5 is still above
        // the offset.
        assert_eq!(fine(".~###~.........."), [ms(64, 192)]);
        assert_eq!(fine("~~~~~~~~~~"), []);
    }

    #[test]
    fn the_limits_are_inclusive_at_onset_and_exclusive_at_offset() {
        let mut tracker = Tracker::default();
        [0.499, 0.5, 0.35, 0.35, 0.5, 0.349].iter().for_each(|&p| tracker.push(p));
        tracker.finish();
        assert_eq!(tracker.take().spans, [ms(32, 160)]);
    }

    #[test]
    fn gaps_under_a_quarter_second_are_merged() {
        // Seven frames are 224 ms, eight are 256 ms.
        assert_eq!(fine("####.......####"), [ms(0, 480)]);
        assert_eq!(fine("####........####"), [ms(0, 128), ms(384, 512)]);
    }

    #[test]
    fn islands_under_a_tenth_of_a_second_are_dropped() {
        // Three frames are 96 ms, four are 128 ms.
        assert_eq!(fine("..###.........."), []);
        assert_eq!(fine("..####.........."), [ms(64, 192)]);
        // A gap is merged before the island is judged: 32 + 96 + 32 ms.
        assert_eq!(fine("#...#.........."), [ms(0, 160)]);
    }

    #[test]
    fn a_probability_that_is_no_number_is_no_speech() {
        let mut tracker = Tracker::default();
        push(&mut tracker, "####");
        tracker.push(f32::NAN);
        assert!(!tracker.speaking());
    }

    #[test]
    fn only_what_is_certain_is_taken() {
        let mut tracker = Tracker::default();
        push(&mut tracker, "..");
        assert_eq!(tracker.take(), Settled { window: ms(0, 64), spans: vec![] });
        // Three frames of speech may yet be dropped: nothing after 64 ms is certain.
        push(&mut tracker, "###");
        assert_eq!(tracker.take(), Settled { window: ms(64, 64), spans: vec![] });
        // A fourth makes it a span, which is cut.
        push(&mut tracker, "#");
        assert_eq!(tracker.take(), Settled { window: ms(64, 192), spans: vec![ms(64, 192)] });
        // A gap that may be merged is not certain, and what follows it needs no length of its own.
        push(&mut tracker, "...");
        assert_eq!(tracker.take(), Settled { window: ms(192, 192), spans: vec![] });
        push(&mut tracker, "#.");
        assert_eq!(tracker.take(), Settled { window: ms(192, 320), spans: vec![ms(192, 320)] });
        push(&mut tracker, "........");
        assert_eq!(tracker.take(), Settled { window: ms(320, 608), spans: vec![] });
    }

    #[test]
    fn taking_often_changes_nothing_but_the_cuts() {
        let frames = "..####.......###...........#####~~~~.###......##.......####.......#....\
                      ###........######";
        let whole = fine(frames);
        for every in 1..20 {
            let mut tracker = Tracker::default();
            let mut spans: Vec<Span> = Vec::new();
            let mut reached = Duration::ZERO;
            for (i, frame) in frames.chars().enumerate() {
                push(&mut tracker, frame.encode_utf8(&mut [0; 4]));
                if i % every == 0 || i + 1 == frames.len() {
                    if i + 1 == frames.len() {
                        tracker.finish();
                    }
                    let settled = tracker.take();
                    assert_eq!(settled.window.from, reached);
                    reached = settled.window.to;
                    for span in settled.spans {
                        assert!(span.from >= settled.window.from && span.to <= settled.window.to);
                        match spans.last_mut() {
                            Some(last) if last.to == span.from => last.to = span.to,
                            _ => spans.push(span),
                        }
                    }
                }
            }
            assert_eq!(spans, whole, "taken every {every} frames");
            assert_eq!(reached, FRAME_TIME * frames.len() as u32);
        }
    }

    #[test]
    fn an_interruption_joins_nothing() {
        let mut tracker = Tracker::default();
        push(&mut tracker, "####");
        tracker.finish();
        // The same without the interruption would be one span, and `~` would go on with it.
        push(&mut tracker, "~####");
        tracker.finish();
        assert_eq!(tracker.take().spans, [ms(0, 128), ms(160, 288)]);
    }
}
