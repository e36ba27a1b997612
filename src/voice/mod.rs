//! What was heard: samples in, speech spans out. It hears speech, not whose: a second voice or a
//! television counts. `detector` (network), `speech` (smoothing), `levels` and `resample` are pure;
//! `recording` opens files.

pub(crate) mod capture;
pub(crate) mod detector;
pub(crate) mod levels;
pub(crate) mod loudness;
pub(crate) mod pieces;
pub(crate) mod recording;
mod resample;
pub(crate) mod speech;
#[cfg(test)]
pub(crate) mod synthetic;
pub(crate) mod tracks;

use std::time::Duration;

use crate::time::stretch;
use detector::{Detector, FRAME};
use levels::{Level, LevelCount};
use recording::{Broken, Recording};
use speech::{FRAME_TIME, Settled, Span, Tracker};

/// After this long in a row without speech the detector forgets what it heard, again and again:
/// under noise and typing the network's state drifts until it takes no voice for speech. Measured
/// on 30 recordings (16,892 s) with 181 gaps of 10 s and more, of keys and noise at 20 to 5 dB:
/// 6.4% of the speech missed in place of 11.3%, nobody silent for 10 s who talked, precision and
/// recall of silences 1.0 in place of 0.989 and 0.994. With 1 to 8 s it is much the same; a state
/// that decays, or a mean with a fresh one, hears less.
const FORGETS: Duration = Duration::from_secs(2);

/// Listens to a stream of frames, live or from a recording: the same frames give the same spans
/// either way. Times are from the start of the stream.
#[derive(Default)]
pub(crate) struct Listener {
    detector: Detector,
    tracker: Tracker,
    levels: LevelCount,
    /// How long there has been no speech since the detector last forgot.
    quiet: Duration,
}

impl Listener {
    /// At the start of a stream.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Hears the next 32 ms: 512 samples in [-1, 1] at 16 kHz.
    pub(crate) fn hear(&mut self, frame: &[f32; FRAME]) {
        let probability = self.detector.probability(frame);
        self.tracker.push(probability);
        self.levels.push(frame, probability);
        self.quiet += FRAME_TIME;
        if self.tracker.speaking() {
            self.quiet = Duration::ZERO;
        } else if self.quiet >= FORGETS {
            self.detector.forget();
            self.quiet = Duration::ZERO;
        }
    }

    /// Whether there is speech at this moment, before any smoothing.
    pub(crate) fn speaking(&self) -> bool {
        self.tracker.speaking()
    }

    /// What has become certain since the last time.
    pub(crate) fn take(&mut self) -> Settled {
        self.tracker.take()
    }

    /// How loud it was since the last time.
    pub(crate) fn take_level(&mut self) -> Level {
        std::mem::take(&mut self.levels).level()
    }

    /// The stream ends here; what has not been taken yet becomes certain.
    pub(crate) fn finish(&mut self) {
        self.tracker.finish();
    }
}

/// A whole recording, listened to.
#[derive(Debug)]
pub(crate) struct HeardRecording {
    /// How much could be read.
    pub duration: Duration,
    /// Fine speech spans.
    pub speech: Vec<Span>,
    /// Stretches that could not be read: neither speech nor silence.
    pub lost: Vec<Span>,
    /// Stretches of two seconds and more in which every sample was zero: no room sounds like that.
    /// They are silence, as far as a recording can tell.
    pub zeros: Vec<Span>,
    /// Where reading ended too early.
    pub broken: Option<Broken>,
    /// How loud it was.
    pub level: Level,
    /// Which of the file's audio tracks it is, from 1, and how many there are.
    pub track: (usize, usize),
    /// Whether it was chosen among them for the speech in it.
    pub is_chosen: bool,
}

impl HeardRecording {
    /// The windows that were heard: everything but what was lost.
    pub(crate) fn windows(&self) -> Vec<Span> {
        let mut windows = Vec::new();
        let mut from = Duration::ZERO;
        let end = Span { from: self.duration, to: self.duration };
        for lost in self.lost.iter().chain([&end]) {
            windows.push(Span { from, to: lost.from });
            from = lost.to;
        }
        windows.retain(|window| !window.is_empty());
        windows
    }
}

/// Listens to a recording, as fast as it can be decoded. Every second of it, `progress` is told how
/// far it is and how long the file says that it is.
fn hear(
    mut recording: Recording,
    mut progress: impl FnMut(Duration, Option<Duration>),
) -> HeardRecording {
    let mut listener = Listener::new();
    let (mut told, mut zeros, mut before) = (0, Vec::new(), Duration::ZERO);
    while let Some(frame) = recording.next_frame() {
        listener.hear(frame);
        let is_zero = frame.iter().all(|sample| *sample == 0.0);
        let position = recording.position();
        if is_zero {
            stretch::add(&mut zeros, Span { from: before, to: position });
        }
        before = position;
        if position.as_secs() > told {
            told = position.as_secs();
            progress(position, recording.declared());
        }
    }
    listener.finish();
    let duration = recording.duration();
    let (settled, level) = (listener.take(), listener.take_level());
    let whole = Span { from: Duration::ZERO, to: duration };
    let speech = settled.spans.iter().map(|span| span.within(whole));
    HeardRecording {
        duration,
        speech: speech.filter(|span| !span.is_empty()).collect(),
        zeros: zeros.into_iter().filter(|zeros| is_telling(zeros, &recording)).collect(),
        lost: recording.lost().collect(),
        broken: recording.broken().cloned(),
        level,
        track: recording.track(),
        is_chosen: false,
    }
}

/// Whether zeros are long enough to be spoken of, and are the recording's own: what can't be read
/// is filled with them.
fn is_telling(zeros: &Span, recording: &Recording) -> bool {
    let filled = recording.lost().any(|lost| lost.overlaps(*zeros));
    zeros.length() >= Duration::from_secs(2) && !filled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: u64, to: u64) -> Span {
        Span { from: Duration::from_secs(from), to: Duration::from_secs(to) }
    }

    #[test]
    fn what_was_lost_was_not_heard() {
        let level = Level { speech_p95: None, noise_median: None, clipped: None };
        let windows = |lost: &[Span]| {
            HeardRecording {
                duration: Duration::from_secs(9),
                speech: vec![],
                lost: lost.to_vec(),
                zeros: vec![],
                broken: None,
                level,
                track: (1, 1),
                is_chosen: false,
            }
            .windows()
        };
        assert_eq!(windows(&[]), [span(0, 9)]);
        assert_eq!(windows(&[span(2, 3), span(5, 7)]), [span(0, 2), span(3, 5), span(7, 9)]);
        assert_eq!(windows(&[span(0, 1), span(8, 9)]), [span(1, 8)]);
        assert_eq!(windows(&[span(0, 9)]), []);
    }

    #[test]
    fn a_voice_is_heard_after_much_typing() {
        // A voice hardly louder than the room, after 15 s of typing in it.
        let mut sound = synthetic::sound(19.0, &[15.0..19.0], 0.015, 0.02);
        synthetic::type_over(&mut sound, 15.0);
        let frames = sound.as_chunks::<FRAME>().0;
        let (mut listener, mut network) = (Listener::new(), Detector::new());
        for frame in frames {
            listener.hear(frame);
            // The network alone has gone deaf: without that this would show nothing.
            assert!(network.probability(frame) < speech::ONSET);
        }
        listener.finish();
        let spoken: Vec<Span> = listener.take().spans;
        let begun = spoken.first().map_or(0.0, |span| span.from.as_secs_f64());
        assert!((14.9..15.6).contains(&begun), "{spoken:?}");
        let voiced: Duration = spoken.into_iter().map(Span::length).sum();
        assert!(voiced >= Duration::from_secs(3), "{voiced:?}");
    }

    #[test]
    fn heard_bit_by_bit_is_heard_the_same() {
        let sound = synthetic::sound(3.0, &[0.5..1.0, 1.6..2.4], 0.15, 0.002);
        let frames = sound.as_chunks::<FRAME>().0;
        let mut whole = Listener::new();
        frames.iter().for_each(|frame| whole.hear(frame));
        whole.finish();
        let (whole, level) = (whole.take(), whole.take_level());
        assert_eq!(whole.spans.len(), 2);
        // Noise of amplitude 0.002, even between its ends, has an RMS of 0.002/√3, which is −58.75
        // dB.
        assert!(level.noise_median.is_some_and(|level| (level + 58.75).abs() <= 0.5), "{level:?}");
        assert!(level.speech_p95.is_some_and(|level| (-30.0..-10.0).contains(&level)), "{level:?}");

        let mut live = Listener::new();
        let mut spans: Vec<Span> = Vec::new();
        for frame in frames {
            live.hear(frame);
            for span in live.take().spans {
                match spans.last_mut() {
                    Some(last) if last.to == span.from => last.to = span.to,
                    _ => spans.push(span),
                }
            }
        }
        live.finish();
        spans.extend(live.take().spans);
        assert_eq!(spans, whole.spans);
    }
}
