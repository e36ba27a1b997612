//! What was heard: samples in, speech spans out. It hears speech, not whose: a second voice or a
//! television counts. `detector` (network), `speech` (smoothing), `levels` and `resample` are pure;
//! `recording` opens files.

pub(crate) mod capture;
pub(crate) mod detector;
pub(crate) mod gate;
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
use gate::{Certain, Gate, Zeros};
use levels::{Level, LevelCount};
use recording::{Broken, Recording};
use speech::{FRAME_TIME, Span, Tracker};

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
    /// The zeros that came last; few of them are heard once something follows.
    zeros: Zeros,
    /// Up to when speech must begin to have opened a gate.
    opens_until: Option<Duration>,
    certain: Vec<Certain<Duration>>,
}

impl Listener {
    /// At the start of a stream.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Hears the next 32 ms: 512 samples in [-1, 1] at 16 kHz.
    pub(crate) fn hear(&mut self, frame: &[f32; FRAME]) {
        if gate::is_zeros(frame) {
            let were_many = self.zeros.are_many();
            self.zeros.push();
            if self.zeros.are_many() && !were_many {
                self.settle();
            }
            return;
        }
        self.end_zeros();
        let probability = self.take_in(frame);
        self.levels.push(frame, probability);
        if self.opens_until.is_some_and(|until| self.tracker.now() > until + speech::ISLAND) {
            self.opens_until = None;
        }
        if self.opens_until >= self.tracker.begun().or(Some(Duration::MAX)) {
            self.opens_until = None;
            self.certain.push(Certain::Opened);
        }
    }

    /// The next 32 ms can't be heard.
    pub(crate) fn miss(&mut self) {
        self.finish();
        self.settle();
        self.skip(FRAME_TIME);
    }

    /// The microphone is muted, as far as the zeros go that came last or come next.
    pub(crate) fn mute(&mut self) {
        self.zeros.muted = true;
    }

    /// The zeros that came last.
    pub(crate) fn zeros(&self) -> Zeros {
        self.zeros
    }

    /// Whether there is speech at this moment, before any smoothing.
    pub(crate) fn speaking(&self) -> bool {
        self.tracker.speaking() && self.zeros.length().is_zero()
    }

    /// What has become certain since the last time.
    pub(crate) fn take(&mut self) -> Vec<Certain<Duration>> {
        if !self.zeros.are_many() {
            self.take_window();
        }
        std::mem::take(&mut self.certain)
    }

    /// How loud it was since the last time.
    pub(crate) fn take_level(&mut self) -> Level {
        std::mem::take(&mut self.levels).level()
    }

    /// The stream ends here; what has not been taken yet becomes certain.
    pub(crate) fn finish(&mut self) {
        self.end_zeros();
        self.opens_until = None;
        self.tracker.finish();
    }

    /// What follows the zeros that came last is not one of them.
    fn end_zeros(&mut self) {
        let zeros = std::mem::take(&mut self.zeros);
        if zeros.are_many() {
            let from = self.tracker.now();
            self.skip(zeros.length());
            let run = Span { from, to: self.tracker.now() };
            self.certain.push(Certain::Zeros { run, muted: zeros.muted });
        } else {
            for _ in 0..zeros.frames() {
                self.take_in(&[0.0; FRAME]);
            }
        }
        self.opens_until = zeros.opens_until(self.tracker.now()).or(self.opens_until);
    }

    /// How likely the next frame is speech.
    fn take_in(&mut self, frame: &[f32; FRAME]) -> f32 {
        let probability = self.detector.probability(frame);
        self.tracker.push(probability);
        self.quiet += FRAME_TIME;
        if self.tracker.speaking() {
            self.quiet = Duration::ZERO;
        } else if self.quiet >= FORGETS {
            self.detector.forget();
            self.quiet = Duration::ZERO;
        }
        probability
    }

    /// What was heard so far is not joined to what comes.
    fn settle(&mut self) {
        self.tracker.finish();
        self.take_window();
    }

    fn take_window(&mut self) {
        let settled = self.tracker.take();
        if !settled.window.is_empty() {
            self.certain.push(Certain::Heard(settled));
        }
    }

    /// What comes next is heard as at the start of a stream.
    fn skip(&mut self, length: Duration) {
        self.tracker.skip(length);
        self.detector = Detector::new();
        self.quiet = Duration::ZERO;
    }
}

/// A whole recording, listened to.
#[derive(Debug)]
pub(crate) struct HeardRecording {
    /// How much could be read.
    pub duration: Duration,
    /// Spans of speech.
    pub speech: Vec<Span>,
    /// Where in them the voice paused.
    pub pauses: Vec<Span>,
    /// Stretches that could not be read: neither speech nor silence.
    pub lost: Vec<Span>,
    /// Stretches of two seconds and more that are nothing but zeros, as a muted microphone leaves
    /// them: unknown, too.
    pub zeros: Vec<Span>,
    /// Whether the other such stretches are the pauses of a noise gate: silence.
    pub is_gated: bool,
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
    /// The windows that were heard: everything but what was lost, and zeros.
    pub(crate) fn windows(&self) -> Vec<Span> {
        let unheard = stretch::joined(self.lost.iter().chain(&self.zeros).copied(), Duration::ZERO);
        stretch::without(&[Span { from: Duration::ZERO, to: self.duration }], &unheard)
    }
}

/// Listens to a recording, as fast as it can be decoded. Every second of it, `progress` is told how
/// far it is and how long the file says that it is.
fn hear(
    mut recording: Recording,
    mut progress: impl FnMut(Duration, Option<Duration>),
) -> HeardRecording {
    let (mut listener, mut sound) = (Listener::new(), HeardSound::default());
    let (mut told, mut before) = (0, Duration::ZERO);
    while let Some(frame) = recording.next_frame().copied() {
        let position = recording.position();
        let span = Span { from: before, to: position };
        match recording.lost().any(|lost| lost.overlaps(span)) {
            true => listener.miss(),
            false => listener.hear(&frame),
        }
        before = position;
        if position.as_secs() > told {
            told = position.as_secs();
            sound.take(listener.take());
            progress(position, recording.declared());
        }
    }
    listener.finish();
    sound.take(listener.take());
    let duration = recording.duration();
    let whole = Span { from: Duration::ZERO, to: duration };
    let inside = |spans: Vec<Span>| {
        let spans = spans.into_iter().map(|span| span.within(whole));
        spans.filter(|span| !span.is_empty()).collect()
    };
    HeardRecording {
        duration,
        zeros: inside(stretch::without(
            &sound.zeros,
            &stretch::joined(sound.heard, Duration::ZERO),
        )),
        speech: inside(sound.speech),
        pauses: inside(sound.pauses),
        lost: recording.lost().collect(),
        broken: recording.broken().cloned(),
        level: listener.take_level(),
        track: recording.track(),
        is_chosen: false,
        is_gated: sound.zeros_count,
    }
}

/// What a recording's sound came to, as far as it is certain.
#[derive(Default)]
struct HeardSound {
    gate: Gate<Duration>,
    heard: Vec<Span>,
    speech: Vec<Span>,
    pauses: Vec<Span>,
    zeros: Vec<Span>,
    /// Whether some of them are a gate's.
    zeros_count: bool,
}

impl HeardSound {
    fn take(&mut self, certain: Vec<Certain<Duration>>) {
        for certain in certain {
            let is_gates = !matches!(certain, Certain::Heard(_));
            if let Certain::Zeros { run, .. } = &certain {
                self.zeros.push(*run);
            }
            for settled in self.gate.heard(certain) {
                self.zeros_count |= is_gates;
                self.heard.push(settled.window);
                // Speech may go on over the cut between two windows.
                settled.spans.into_iter().for_each(|span| stretch::add(&mut self.speech, span));
                settled.pauses.into_iter().for_each(|of| stretch::add(&mut self.pauses, of));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: u64, to: u64) -> Span {
        Span { from: Duration::from_secs(from), to: Duration::from_secs(to) }
    }

    /// What was heard of a stream's first frames: windows and spans, those that touch as one, and
    /// the zeros that stay unknown.
    fn heard(frames: &[[f32; FRAME]], take_every: usize) -> (Vec<Span>, Vec<Span>, Vec<Span>) {
        let (mut listener, mut sound) = (Listener::new(), HeardSound::default());
        for (at, frame) in frames.iter().enumerate() {
            listener.hear(frame);
            if at % take_every == 0 {
                sound.take(listener.take());
            }
        }
        listener.finish();
        sound.take(listener.take());
        let windows = stretch::joined(sound.heard, Duration::ZERO);
        let zeros = stretch::without(&sound.zeros, &windows);
        (windows, sound.speech, zeros)
    }

    #[test]
    fn what_was_lost_was_not_heard() {
        let level = Level { speech_p95: None, noise_median: None, clipped: None };
        let windows = |lost: &[Span], zeros: &[Span]| {
            HeardRecording {
                duration: Duration::from_secs(9),
                speech: vec![],
                pauses: vec![],
                lost: lost.to_vec(),
                zeros: zeros.to_vec(),
                broken: None,
                level,
                track: (1, 1),
                is_chosen: false,
                is_gated: false,
            }
            .windows()
        };
        assert_eq!(windows(&[], &[]), [span(0, 9)]);
        assert_eq!(windows(&[span(2, 3), span(5, 7)], &[]), [span(0, 2), span(3, 5), span(7, 9)]);
        assert_eq!(windows(&[span(0, 1), span(8, 9)], &[]), [span(1, 8)]);
        assert_eq!(windows(&[span(0, 9)], &[]), []);
        assert_eq!(
            windows(&[span(4, 5)], &[span(1, 2), span(5, 8)]),
            [span(0, 1), span(2, 4), span(8, 9)]
        );
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
        let (_, spoken, _) = heard(frames, usize::MAX);
        let begun = spoken.first().map_or(0.0, |span| span.from.as_secs_f64());
        assert!((14.9..15.6).contains(&begun), "{spoken:?}");
        let voiced: Duration = spoken.into_iter().map(Span::length).sum();
        assert!(voiced >= Duration::from_secs(3), "{voiced:?}");
    }

    #[test]
    fn heard_bit_by_bit_is_heard_the_same() {
        let sound = synthetic::sound(3.0, &[0.5..1.0, 1.6..2.4], 0.15, 0.002);
        let frames = sound.as_chunks::<FRAME>().0;
        let whole = heard(frames, usize::MAX);
        assert_eq!(whole.1.len(), 2);
        assert_eq!(heard(frames, 1), whole);
        let mut listener = Listener::new();
        frames.iter().for_each(|frame| listener.hear(frame));
        let level = listener.take_level();
        // Noise of amplitude 0.002, even between its ends, has an RMS of 0.002/√3, which is −58.75
        // dB.
        assert!(level.noise_median.is_some_and(|level| (level + 58.75).abs() <= 0.5), "{level:?}");
        assert!(level.speech_p95.is_some_and(|level| (-30.0..-10.0).contains(&level)), "{level:?}");
    }

    /// Seconds, to a tenth.
    fn seconds(spans: &[Span]) -> Vec<(f64, f64)> {
        let tenth = |time: Duration| (time.as_secs_f64() * 10.0).round() / 10.0;
        spans.iter().map(|span| (tenth(span.from), tenth(span.to))).collect()
    }

    /// A voice in these ranges, and zeros elsewhere.
    fn gated(length: f64, voiced: &[std::ops::Range<f64>]) -> Vec<[f32; FRAME]> {
        synthetic::gated(length, voiced, 0.2).as_chunks().0.to_vec()
    }

    #[test]
    fn the_zeros_of_a_gate_are_heard_once_it_has_opened_three_times() {
        let twice = gated(16.0, &[3.0..5.0, 9.0..11.0]);
        let (windows, speech, zeros) = heard(&twice, 31);
        assert_eq!(speech.len(), 2, "{speech:?}");
        assert_eq!(seconds(&zeros), [(0.0, 3.0), (5.2, 9.0), (11.2, 16.0)]);
        assert_eq!(seconds(&windows), [(3.0, 5.2), (9.0, 11.2)]);
        // A pause of less than two seconds was heard at once, and tells as much as a longer one.
        let often = gated(20.0, &[3.0..5.0, 9.0..11.0, 12.0..14.0]);
        let whole = heard(&often, 31);
        let (windows, _, zeros) = &whole;
        assert_eq!(seconds(windows), [(0.0, 20.0)]);
        assert_eq!(*zeros, []);
        assert_eq!(heard(&often, 1), whole);
        assert_eq!(heard(&often, usize::MAX), whole);
    }

    #[test]
    fn a_stream_that_falters_in_words_is_no_gate() {
        let mut sound = synthetic::sound(20.0, &[0.0..12.0], 0.2, 0.002);
        // A fifth of a second is missing of every second of the voice; then it is muted.
        for second in 0..12 {
            sound[second * 16_000 + 8_000..][..3_200].fill(0.0);
        }
        sound[13 * 16_000..16 * 16_000].fill(0.0);
        let (_, _, zeros) = heard(sound.as_chunks().0, 31);
        assert_eq!(seconds(&zeros), [(13.0, 16.0)]);
    }

    #[test]
    fn knocks_open_no_gate() {
        let mut sound = vec![0.0; 20 * 16_000];
        for knock in [4, 8, 12, 16] {
            for (sample, at) in sound[knock * 16_000..][..1_600].iter_mut().zip(0_u16..) {
                *sample = 0.5 * (-f32::from(at) / 200.0).exp() * (f32::from(at) * 0.9).sin();
            }
        }
        let (_, speech, zeros) = heard(sound.as_chunks().0, 31);
        assert_eq!(speech, []);
        assert_eq!(zeros.len(), 5, "{zeros:?}");
    }

    #[test]
    fn what_can_not_be_heard_is_no_run_of_zeros() {
        let frames = gated(20.0, &[3.0..5.0, 9.0..11.0, 12.0..14.0]);
        let (mut listener, mut sound) = (Listener::new(), HeardSound::default());
        for (at, frame) in frames.iter().enumerate() {
            // Lost from 5.5 to 12 s: so the gate was seen to open once.
            match (172..375).contains(&at) {
                true => listener.miss(),
                false => listener.hear(frame),
            }
        }
        listener.finish();
        sound.take(listener.take());
        assert_eq!(seconds(&sound.zeros), [(0.0, 3.0), (14.2, 20.0)]);
        assert_eq!(
            seconds(&stretch::joined(sound.heard, Duration::ZERO)),
            [(3.0, 5.5), (12.0, 14.2)]
        );
    }
}
