//! From speech probabilities to spans of speech and the pauses in them. The coarser rules by which
//! silence is judged are `session::hearing`'s. Pure: a frame lasts 32 ms, so times are counted,
//! from the start of the stream, and no clock is read.

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
/// A shorter gap parts no spans; it may be a pause in one.
const GAP: Duration = Duration::from_millis(250);
/// Less is no span.
pub(crate) const ISLAND: Duration = Duration::from_millis(100);

// Measured on 15 recordings labelled by hand (131 s) and on 40 with made pauses (782 s, noise at 10
// to 40 dB), in frames of 10 ms: F1 .954 and .968 without the pauses; .925 and .927 where those of
// under 0.5 s are bridged. How long it is held is right on both: 72 and 70 ms (median).

/// A pause in speech is at least so long a gap: three frames.
const PAUSE: Duration = Duration::from_millis(96);
/// The network holds on to speech: its probability falls so long after the voice.
const HELD: Duration = Duration::from_millis(64);

/// A stretch of time from the start of the stream.
pub(crate) type Span = Stretch<Duration>;

/// What is certain about a window of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settled<T = Duration> {
    /// All of it was heard.
    pub(crate) window: Stretch<T>,
    /// Spans of speech in it, in order. One that goes on into the next window is cut, and goes on
    /// there at once.
    pub(crate) spans: Vec<Stretch<T>>,
    /// Where in them the voice paused, in order: gaps that part no spans, and what the network held
    /// on to.
    pub(crate) pauses: Vec<Stretch<T>>,
}

/// Turns the probabilities of a stream, one a frame, into spans of speech: onset at [`ONSET`],
/// offset below [`OFFSET`], gaps under 0.25 s merged, islands under 0.1 s dropped. What in them was
/// no voice are pauses: gaps of three frames and more, and the last two frames before every gap.
/// Cutting the stream into windows by [`Tracker::take`], however often, changes nothing but the
/// cuts.
#[derive(Debug, Default)]
pub(crate) struct Tracker {
    /// The end of the last frame, and the end of the last window taken.
    now: Duration,
    taken: Duration,
    speaking: bool,
    /// The last span, as long as speech may still be added to it.
    open: Option<Open>,
    finished: Vec<Span>,
    pauses: Vec<Span>,
}

#[derive(Debug, Clone, Copy)]
struct Open {
    span: Span,
    /// The end of the first frame since the last pause in it.
    voice: Duration,
    /// Its first part has gone out with an earlier window, so that the rest counts however short it
    /// is.
    continued: bool,
}

impl Open {
    fn counts(self) -> bool {
        self.continued || self.span.length() >= ISLAND
    }

    /// Where the voice ended, if no more of it comes now.
    fn ended(self) -> Duration {
        self.voice.max(self.span.to.saturating_sub(HELD))
    }

    /// Speech goes on with a frame. Gives the pause before it, if it is one.
    fn go_on(&mut self, frame: Span) -> Option<Span> {
        let gap = Span { from: self.span.to, to: frame.from };
        let pause = (gap.length() >= PAUSE).then(|| Span { from: self.ended(), ..gap });
        if pause.is_some() {
            self.voice = frame.to;
        }
        self.span.to = frame.to;
        pause
    }
}

impl Tracker {
    /// Takes up the next frame's probability.
    pub(crate) fn push(&mut self, probability: f32) {
        self.speaking = probability >= if self.speaking { OFFSET } else { ONSET };
        let from = self.now;
        self.now += FRAME_TIME;
        if self.speaking {
            let frame = Span { from, to: self.now };
            let begun = Open { span: frame, voice: frame.to, continued: false };
            self.pauses.extend(self.open.get_or_insert(begun).go_on(frame));
        } else if self.open.is_some_and(|open| self.now - open.span.to >= GAP) {
            self.close();
        }
    }

    /// The stream ends here, or is interrupted: what comes next is not joined to what was.
    pub(crate) fn finish(&mut self) {
        // Speech that is cut off was not held on to.
        if self.speaking
            && let Some(open) = &mut self.open
        {
            open.voice = open.span.to;
        }
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
                let to = open.ended();
                if to > open.span.from {
                    self.finished.push(Span { to, ..open.span });
                }
                open.span.from = to;
                open.continued = true;
                to
            }
        };
        let window = Span { from: self.taken, to };
        self.taken = to;
        let (spans, pauses) = (&mut self.finished, &mut self.pauses);
        Settled { window, spans: std::mem::take(spans), pauses: std::mem::take(pauses) }
    }

    fn close(&mut self) {
        if let Some(open) = self.open.take()
            && open.counts()
            && !open.span.is_empty()
        {
            self.finished.push(open.span);
            let held = Span { from: open.ended(), ..open.span };
            self.pauses.extend(Some(held).filter(|held| !held.is_empty()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::stretch;

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

    fn settled(frames: &str) -> Settled {
        let mut tracker = Tracker::default();
        push(&mut tracker, frames);
        tracker.finish();
        tracker.take()
    }

    fn fine(frames: &str) -> Vec<Span> {
        settled(frames).spans
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
        let mut pushed = |frames| {
            push(&mut tracker, frames);
            let Settled { window, spans, pauses } = tracker.take();
            (window, spans, pauses)
        };
        assert_eq!(pushed(".."), (ms(0, 64), vec![], vec![]));
        // Three frames of speech may yet be dropped: nothing after 64 ms is certain.
        assert_eq!(pushed("###"), (ms(64, 64), vec![], vec![]));
        // A fourth makes it a span, which is cut where it would have ended.
        assert_eq!(pushed("#"), (ms(64, 128), vec![ms(64, 128)], vec![]));
        // A gap that may be merged is not certain, and what follows it needs no length of its own.
        assert_eq!(pushed("..."), (ms(128, 128), vec![], vec![]));
        assert_eq!(pushed("#."), (ms(128, 320), vec![ms(128, 320)], vec![ms(128, 288)]));
        assert_eq!(pushed("##"), (ms(320, 352), vec![ms(320, 352)], vec![]));
        assert_eq!(pushed("........"), (ms(352, 672), vec![ms(352, 416)], vec![ms(352, 416)]));
    }

    #[test]
    fn three_frames_without_speech_are_a_pause_and_what_was_held_on_to_before() {
        let pauses = |frames| settled(frames).pauses;
        assert_eq!(pauses("######..######"), []);
        assert_eq!(pauses("######...######"), [ms(128, 288)]);
        assert_eq!(pauses("######.......######"), [ms(128, 416)]);
        // What follows may be short; every bit of voice keeps its first frame.
        assert_eq!(pauses("######...#...##...####"), [ms(128, 288), ms(320, 416), ms(448, 576)]);
        // A gap that parts spans is in none of them, but the network held on before it, too.
        assert_eq!(pauses("######........######"), [ms(128, 192)]);
        // Nothing is held on to by speech that is cut off, nor said of what is no span.
        assert_eq!(pauses("######........"), [ms(128, 192)]);
        assert_eq!(pauses("######"), []);
        assert_eq!(pauses("###........."), []);
    }

    #[test]
    fn taking_often_changes_nothing_but_the_cuts() {
        let frames = "..####.......###...........#####~~~~.###......##.......####.......#....\
                      ###........######";
        let whole = settled(frames);
        assert_eq!((whole.spans.len(), whole.pauses.len()), (3, 7));
        for every in 1..20 {
            let mut tracker = Tracker::default();
            let (mut spans, mut pauses) = (Vec::new(), Vec::new());
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
                    for (of, all) in [(settled.spans, &mut spans), (settled.pauses, &mut pauses)] {
                        for span in of {
                            assert_eq!(span.within(settled.window), span);
                            stretch::add(all, span);
                        }
                    }
                }
            }
            assert_eq!((&spans, &pauses), (&whole.spans, &whole.pauses), "every {every} frames");
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
