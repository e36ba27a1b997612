//! What the round hears: sound comes in pieces with the time at which it sounded, and goes out as
//! events that say what was listened to and where in it there was speech. Pure; `microphone` and
//! `recording` bring the sound.

use std::time::Duration;

use crate::session::event::{Levels, What};
use crate::time::{Elapsed, stretch};
use crate::voice::levels::Level;
use crate::voice::pieces::{PieceListener, SettledPiece};

/// What was heard is written so often at least …
const FLUSH: Duration = Duration::from_secs(5);

/// Listens to pieces of sound.
#[derive(Default)]
pub(crate) struct Ears {
    /// What listens since the last hole in the sound.
    listener: Option<PieceListener>,
    /// What is certain and not handed out yet.
    heard: Option<SettledPiece>,
    ready: Vec<What>,
    /// The end of what was certain last.
    known_to: Option<Elapsed>,
    /// The end of the last speech, or the beginning of what was heard.
    quiet_since: Option<Elapsed>,
}

impl Ears {
    /// Hears samples at 16 kHz that sounded between two times. `joined`: they begin where the ones
    /// before ended.
    pub(crate) fn hear(&mut self, samples: &[f32], from: Elapsed, to: Elapsed, joined: bool) {
        if !joined {
            self.interrupt();
        }
        let listener = self.listener.get_or_insert_with(|| PieceListener::new(from));
        self.quiet_since.get_or_insert(from);
        listener.hear(samples, to);
        self.settle();
    }

    /// Sound stops here, for a while or for good: what comes next is not joined to it.
    pub(crate) fn interrupt(&mut self) {
        if let Some(listener) = &mut self.listener {
            listener.finish();
            self.settle();
            self.finish_window();
            self.listener = None;
            self.quiet_since = None;
        }
    }

    /// Whether sound comes in.
    pub(crate) fn is_hearing(&self) -> bool {
        self.listener.is_some()
    }

    /// Whether somebody speaks at the end of what was heard.
    pub(crate) fn speaking(&self) -> bool {
        self.listener.as_ref().is_some_and(PieceListener::speaking)
    }

    /// Since when nobody has spoken; `None` while somebody does, or nothing is heard.
    pub(crate) fn quiet_since(&self) -> Option<Elapsed> {
        if self.is_hearing() && !self.speaking() { self.quiet_since } else { None }
    }

    /// The end of what is certain.
    pub(crate) fn known_to(&self) -> Option<Elapsed> {
        self.known_to
    }

    /// Whether a time lies in what is certain and not handed out yet.
    pub(crate) fn holds(&self, at: Elapsed) -> bool {
        let Some(SettledPiece { heard, .. }) = &self.heard else { return false };
        heard.from < at && at <= heard.to
    }

    /// What is due to be written: everything that was interrupted, and the rest once it is long
    /// enough, or `now`.
    pub(crate) fn take(&mut self, now: bool) -> Vec<What> {
        let length = self.heard.as_ref().map(|settled| settled.heard.length());
        if now || length >= Some(FLUSH) {
            self.finish_window();
        }
        std::mem::take(&mut self.ready)
    }

    fn finish_window(&mut self) {
        if let Some(SettledPiece { heard, speech }) = self.heard.take() {
            let level = self.listener.as_mut().map(PieceListener::take_level);
            self.ready.push(What::Heard {
                from: heard.from,
                to: heard.to,
                spans: speech.iter().map(|span| (span.from, span.to)).collect(),
                level_db: level.map(levels),
            });
        }
    }

    /// Takes over what has become certain.
    fn settle(&mut self) {
        let Some(listener) = &mut self.listener else { return };
        let settled = listener.take();
        if let Some(last) = settled.speech.last() {
            self.quiet_since = Some(last.to);
        }
        if settled.heard.is_empty() {
            return;
        }
        self.known_to = Some(settled.heard.to);
        match &mut self.heard {
            Some(before) => join(before, settled),
            None => self.heard = Some(settled),
        }
    }
}

/// What was heard goes on.
fn join(before: &mut SettledPiece, next: SettledPiece) {
    for span in next.speech {
        // Speech may go on over the cut between two windows.
        stretch::add(&mut before.speech, span);
    }
    before.heard.to = next.heard.to;
}

/// Levels as they are written: to a tenth of a decibel.
pub(crate) fn levels(level: Level) -> Levels {
    let decibels = |value: f32| (f64::from(value) * 10.0).round() / 10.0;
    let share = |value: f32| (f64::from(value) * 10_000.0).round() / 10_000.0;
    Levels {
        speech: level.speech_p95.map(decibels),
        noise: level.noise_median.map(decibels),
        clipped: level.clipped.map(share).filter(|clipped| *clipped > 0.0),
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
