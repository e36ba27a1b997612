//! What the round hears: sound comes in pieces with the time at which it sounded, and goes out as
//! events that say what was listened to and where in it there was speech. Pure; `microphone` and
//! `recording` bring the sound.

use std::time::Duration;

use crate::session::event::{Levels, What};
use crate::time::{Elapsed, Stretch, stretch};
use crate::voice::Listener;
use crate::voice::detector::{FRAME, SAMPLE_RATE};
use crate::voice::levels::Level;

/// What was heard is written so often at least …
const FLUSH: Duration = Duration::from_secs(5);

/// Listens to pieces of sound.
#[derive(Default)]
pub struct Ears {
    stream: Option<Stream>,
    /// What is certain and not handed out yet.
    heard: Option<Window>,
    ready: Vec<Window>,
    /// The end of what was certain last.
    known_to: Option<Elapsed>,
    /// The end of the last speech, or the beginning of what was heard.
    quiet_since: Option<Elapsed>,
}

/// Sound without a hole in it.
struct Stream {
    listener: Listener,
    /// Samples that don't fill a frame yet.
    rest: Vec<f32>,
    /// Samples that have come so far.
    samples: u64,
    /// At so many samples it was this time; the first and the last one bound what is known.
    anchors: Vec<(u64, Elapsed)>,
}

/// A window of the session that was listened to.
#[derive(Debug, Clone, PartialEq)]
struct Window {
    from: Elapsed,
    to: Elapsed,
    spans: Vec<Stretch>,
    /// How loud it was, once it is complete.
    level: Option<Level>,
}

impl Ears {
    /// Hears samples at 16 kHz that sounded between two times. `joined`: they begin where the ones
    /// before ended.
    pub fn hear(&mut self, samples: &[f32], from: Elapsed, to: Elapsed, joined: bool) {
        if !joined {
            self.interrupt();
        }
        let stream = self.stream.get_or_insert_with(|| Stream::new(from));
        self.quiet_since.get_or_insert(from);
        stream.hear(samples, to);
        self.settle();
    }

    /// Sound stops here, for a while or for good: what comes next is not joined to it.
    pub fn interrupt(&mut self) {
        if let Some(mut stream) = self.stream.take() {
            stream.finish();
            self.stream = Some(stream);
            self.settle();
            self.finish_window();
            self.stream = None;
            self.quiet_since = None;
        }
    }

    /// Whether sound comes in.
    pub fn is_hearing(&self) -> bool {
        self.stream.is_some()
    }

    /// Whether somebody speaks at the end of what was heard.
    pub fn speaking(&self) -> bool {
        self.stream.as_ref().is_some_and(|stream| stream.listener.speaking())
    }

    /// Since when nobody has spoken; `None` while somebody does, or nothing is heard.
    pub fn quiet_since(&self) -> Option<Elapsed> {
        self.quiet_since.filter(|_| self.stream.is_some() && !self.speaking())
    }

    /// The end of what is certain.
    pub fn known_to(&self) -> Option<Elapsed> {
        self.known_to
    }

    /// Whether a time lies in what is certain and not handed out yet.
    pub fn holds(&self, at: Elapsed) -> bool {
        self.heard.as_ref().is_some_and(|window| window.from < at && at <= window.to)
    }

    /// What is due to be written: everything that was interrupted, and the rest once it is long
    /// enough, or `now`.
    pub fn take(&mut self, now: bool) -> Vec<What> {
        if now || self.heard.as_ref().is_some_and(|window| window.to - window.from >= FLUSH) {
            self.finish_window();
        }
        self.ready.drain(..).map(Window::event).collect()
    }

    fn finish_window(&mut self) {
        if let Some(mut window) = self.heard.take() {
            window.level = self.stream.as_mut().map(|stream| stream.listener.take_level());
            self.ready.push(window);
        }
    }

    /// Takes over what the stream has become certain of.
    fn settle(&mut self) {
        let Some(stream) = &mut self.stream else { return };
        let settled = stream.listener.take();
        let at = |time: Duration| stream.at(time);
        let spans: Vec<_> = settled
            .spans
            .iter()
            .map(|span| Stretch { from: at(span.from), to: at(span.to) })
            .collect();
        if let Some(last) = spans.last() {
            self.quiet_since = Some(last.to);
        }
        let window =
            Window { from: at(settled.window.from), to: at(settled.window.to), spans, level: None };
        if window.from < window.to {
            self.known_to = Some(window.to);
            match &mut self.heard {
                Some(heard) => heard.join(window),
                None => self.heard = Some(window),
            }
        }
    }
}

impl Stream {
    fn new(from: Elapsed) -> Self {
        Self { listener: Listener::new(), rest: Vec::new(), samples: 0, anchors: vec![(0, from)] }
    }

    fn hear(&mut self, samples: &[f32], to: Elapsed) {
        self.samples += samples.len() as u64;
        self.anchors.push((self.samples, to));
        self.rest.extend_from_slice(samples);
        let (frames, rest) = self.rest.as_chunks::<FRAME>();
        frames.iter().for_each(|frame| self.listener.hear(frame));
        self.rest = rest.to_vec();
        // What is certain lies at most a few seconds back; a minute of anchors is plenty.
        if self.anchors.len() > 240 {
            self.anchors.drain(..120);
        }
    }

    fn finish(&mut self) {
        self.listener.finish();
    }

    /// The time of the session at a time of the stream: between two anchors, in proportion.
    fn at(&self, time: Duration) -> Elapsed {
        let sample = (time.as_micros() * u128::from(SAMPLE_RATE) / 1_000_000) as u64;
        let next = self
            .anchors
            .partition_point(|(position, _)| *position < sample)
            .clamp(1, self.anchors.len() - 1);
        let ((from, begin), (to, end)) = (self.anchors[next - 1], self.anchors[next]);
        if to == from {
            return end;
        }
        let share = (sample.clamp(from, to) - from) as f64 / (to - from) as f64;
        begin + (end - begin).mul_f64(share)
    }
}

impl Window {
    fn join(&mut self, next: Self) {
        for span in next.spans {
            // Speech may go on over the cut between two windows.
            stretch::add(&mut self.spans, span);
        }
        self.to = next.to;
    }

    fn event(self) -> What {
        What::Heard {
            from: self.from,
            to: self.to,
            spans: self.spans.iter().map(|span| (span.from, span.to)).collect(),
            level_db: self.level.map(levels),
        }
    }
}

/// Levels as they are written: to a tenth of a decibel.
pub fn levels(level: Level) -> Levels {
    let rounded = |value: f32, steps: f64| (f64::from(value) * steps).round() / steps;
    Levels {
        speech: level.speech_p95.map(|db| rounded(db, 10.0)),
        noise: level.noise_median.map(|db| rounded(db, 10.0)),
        clipped: level.clipped.map(|share| rounded(share, 10_000.0)).filter(|share| *share > 0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::voice::synthetic;

    /// 12 s with a voice from 1 s to 4 s and from 7 s to 10 s.
    fn sound() -> Vec<f32> {
        synthetic::sound(12.0, &[1.0..4.0, 7.0..10.0], 0.15, 0.002)
    }

    fn at(seconds: f64) -> Elapsed {
        Elapsed::ZERO + Duration::from_secs_f64(seconds)
    }

    type Seconds = Vec<(f64, f64)>;

    /// Windows and spans of what was heard.
    fn heard(events: &[What]) -> (Seconds, Seconds) {
        let seconds = |at: &Elapsed| at.since_began().as_secs_f64();
        let (mut windows, mut all) = (Vec::new(), Vec::new());
        for event in events {
            let What::Heard { from, to, spans, .. } = event else { panic!("{event:?}") };
            windows.push((seconds(from), seconds(to)));
            all.extend(spans.iter().map(|(from, to)| (seconds(from), seconds(to))));
        }
        (windows, all)
    }

    fn hear(pieces: usize, begin: f64) -> Vec<What> {
        let (sound, mut ears, mut events) = (sound(), Ears::default(), Vec::new());
        for (index, piece) in sound.chunks(sound.len() / pieces).enumerate() {
            let from = begin + (index * (sound.len() / pieces)) as f64 / 16_000.0;
            ears.hear(piece, at(from), at(from + piece.len() as f64 / 16_000.0), index > 0);
            events.extend(ears.take(false));
        }
        ears.interrupt();
        events.extend(ears.take(true));
        events
    }

    #[test]
    fn windows_follow_without_a_hole_and_speech_is_where_it_sounded() {
        let (windows, spans) = heard(&hear(24, 100.0));
        assert!(windows.len() >= 2, "{windows:?}");
        assert!(
            windows.windows(2).all(|pair| (pair[0].1 - pair[1].0).abs() < 0.002),
            "{windows:?}"
        );
        assert!(
            (windows[0].0 - 100.0).abs() < 0.002
                && (windows[windows.len() - 1].1 - 112.0).abs() < 0.05
        );
        let spoken: f64 = spans.iter().map(|(from, to)| to - from).sum();
        assert!((spoken - 6.0).abs() < 1.0, "{spans:?}");
        assert!(
            (spans[0].0 - 101.0).abs() < 0.3 && (spans[spans.len() - 1].1 - 110.0).abs() < 0.4,
            "{spans:?}"
        );
    }

    #[test]
    fn how_sound_was_cut_changes_nothing() {
        let spoken = |events: &[What]| {
            let (_, spans) = heard(events);
            let mut joined: Vec<(f64, f64)> = Vec::new();
            for (from, to) in spans {
                match joined.last_mut() {
                    Some(last) if from - last.1 < 0.002 => last.1 = to,
                    _ => joined.push((from, to)),
                }
            }
            joined
        };
        let (few, many) = (spoken(&hear(3, 0.0)), spoken(&hear(100, 0.0)));
        assert_eq!(few.len(), many.len());
        for (few, many) in few.iter().zip(&many) {
            assert!(
                (few.0 - many.0).abs() < 0.002 && (few.1 - many.1).abs() < 0.002,
                "{few:?} {many:?}"
            );
        }
    }

    #[test]
    fn a_hole_in_the_sound_is_in_no_window() {
        let (sound, mut ears) = (sound(), Ears::default());
        ears.hear(&sound[..80_000], at(0.0), at(5.0), false);
        ears.hear(&sound[80_000..], at(9.0), at(16.0), false);
        ears.interrupt();
        let (windows, spans) = heard(&ears.take(true));
        assert_eq!(windows.len(), 2, "{windows:?}");
        assert!(
            (windows[0].1 - 5.0).abs() < 0.05 && (windows[1].0 - 9.0).abs() < 0.002,
            "{windows:?}"
        );
        assert!(spans.iter().all(|(from, to)| *to <= 5.0 || *from >= 9.0), "{spans:?}");
    }

    #[test]
    fn quiet_is_counted_from_the_last_speech_and_from_nothing_while_nothing_is_heard() {
        let (sound, mut ears) = (sound(), Ears::default());
        assert_eq!(ears.quiet_since(), None);
        ears.hear(&sound[..16_000 * 6], at(0.0), at(6.0), false);
        let since = ears.quiet_since().unwrap().since_began().as_secs_f64();
        assert!((since - 4.0).abs() < 0.4, "{since}");
        ears.interrupt();
        assert_eq!(ears.quiet_since(), None);
    }
}
