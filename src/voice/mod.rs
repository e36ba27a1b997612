//! What was heard: samples in, speech spans out. It hears speech, not whose: a second voice or a
//! television counts. `detector` (network), `speech` (smoothing), `levels` and `resample` are pure;
//! `recording` opens files.

pub(crate) mod capture;
pub(crate) mod clips;
pub(crate) mod delivery;
pub(crate) mod detector;
pub(crate) mod gate;
mod histogram;
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
use delivery::{Delivered, DeliveryListener};
use detector::{Detector, FORGETS, FRAME};
use gate::{Certain, Gate, Zeros};
use levels::{Level, LevelCount};
use recording::{Broken, Recording};
use speech::{FRAME_TIME, Span, Tracker};

/// Listens to a stream of frames, live or from a recording: the same frames give the same spans
/// either way. Times are from the start of the stream.
#[derive(Default)]
pub(crate) struct Listener {
    detector: Detector,
    tracker: Tracker,
    levels: LevelCount,
    delivery: DeliveryListener,
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

    /// What is ready to be told of how it was spoken, of what became certain; all there is, if it
    /// shall be `now`.
    pub(crate) fn take_delivery(&mut self, now: bool) -> Vec<Delivered> {
        self.delivery.take(now)
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
        self.delivery.hear(frame);
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
            self.delivery.settle(&settled);
            self.certain.push(Certain::Heard(settled));
        }
    }

    /// What comes next is heard as at the start of a stream.
    fn skip(&mut self, length: Duration) {
        self.tracker.skip(length);
        self.delivery.skip(self.tracker.now());
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
    /// Those of them of which the length is an estimate.
    pub estimated: Vec<Span>,
    /// When its sound begins, by its own times: what is before is lost, and not for damage.
    pub begins: Duration,
    /// Stretches of two seconds and more that are nothing but zeros, as a muted microphone leaves
    /// them: unknown, too.
    pub zeros: Vec<Span>,
    /// Whether the other such stretches are the pauses of a noise gate: silence.
    pub is_gated: bool,
    /// Where reading ended too early.
    pub broken: Option<Broken>,
    /// How loud it was.
    pub level: Level,
    /// How it was spoken, in order.
    pub delivery: Vec<Delivered>,
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
    let mut delivery = Vec::new();
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
            delivery.extend(listener.take_delivery(false));
            progress(position, recording.declared());
        }
    }
    listener.finish();
    sound.take(listener.take());
    delivery.extend(listener.take_delivery(true));
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
        estimated: recording.estimated().to_vec(),
        begins: recording.begins(),
        broken: recording.broken().cloned(),
        level: listener.take_level(),
        delivery,
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
mod tests;
