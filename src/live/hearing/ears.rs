//! What the round hears: sound comes in pieces with the time at which it sounded, and goes out as
//! events that say what was listened to and where in it there was speech. Pure; `microphone` and
//! `recording` bring the sound.

use std::time::Duration;

use crate::session::delivery::{CELL, SpokenCell, written};
use crate::session::event::{Levels, What};
use crate::time::{Elapsed, Stretch, stretch};
use crate::voice::delivery::Delivered;
use crate::voice::gate::{Certain, Gate};
use crate::voice::levels::Level;
use crate::voice::pieces::PieceListener;
use crate::voice::speech::{FRAME_TIME, Settled};

/// What was heard is written so often at least …
const FLUSH: Duration = Duration::from_secs(5);

/// Listens to pieces of sound.
#[derive(Default)]
pub(crate) struct Ears {
    /// What listens since the last hole in the sound.
    listener: Option<PieceListener>,
    /// What the zeros in it mean.
    gate: Gate<Elapsed>,
    /// What is certain and not handed out yet.
    heard: Option<Settled<Elapsed>>,
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
            self.tell(true);
            self.listener = None;
            self.quiet_since = None;
        }
    }

    /// What comes next is from another device: that the one before had a noise gate says nothing of
    /// it.
    pub(crate) fn change_device(&mut self) {
        self.interrupt();
        self.gate = Gate::default();
    }

    /// The microphone is muted, as far as the zeros go that came last or come next.
    pub(crate) fn mute(&mut self) {
        if let Some(listener) = &mut self.listener {
            listener.mute();
        }
    }

    /// Whether sound comes in.
    pub(crate) fn is_hearing(&self) -> bool {
        self.listener.is_some() && !self.is_deaf()
    }

    /// Whether all that comes is zeros, and not in a pause of a noise gate: then it is unknown
    /// whether anybody speaks.
    pub(crate) fn is_deaf(&self) -> bool {
        self.zeros().is_some() && self.pause().is_none()
    }

    /// A pause of a noise gate that goes on: it will have been heard if it ends in time, or before
    /// the round goes on without it.
    pub(crate) fn pause(&self) -> Option<Stretch> {
        self.zeros().filter(|(_, is_pause)| *is_pause).map(|(zeros, _)| zeros)
    }

    /// The zeros that all came down to of late, and whether they are a pause of a noise gate.
    fn zeros(&self) -> Option<(Stretch, bool)> {
        let (zeros, from) = self.listener.as_ref()?.zeros();
        let stretch = Stretch { from, to: from + zeros.length() };
        zeros.are_many().then(|| (stretch, self.gate.is_pause(zeros)))
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

    /// Whether a time lies in what is certain and not handed out yet, or in a pause that goes on.
    pub(crate) fn holds(&self, at: Elapsed) -> bool {
        let heard = self.heard.as_ref().map(|settled| settled.window);
        [heard, self.pause()].into_iter().flatten().any(|held| held.from < at && at <= held.to)
    }

    /// What is due to be written: everything that was interrupted, and the rest once it is long
    /// enough, or `now`.
    pub(crate) fn take(&mut self, now: bool) -> Vec<What> {
        let length = self.heard.as_ref().map(|settled| settled.window.length());
        if now || length >= Some(FLUSH) {
            self.finish_window();
        }
        self.tell(false);
        std::mem::take(&mut self.ready)
    }

    fn finish_window(&mut self) {
        if let Some(settled) = self.heard.take() {
            let level = self.listener.as_mut().map(PieceListener::take_level);
            self.ready.push(event(settled, level));
        }
    }

    /// How it was spoken, as far as it is ready to be told, or all there is, if it shall be `now`.
    fn tell(&mut self, now: bool) {
        let told = self.listener.as_mut().map(|listener| listener.take_delivery(now));
        self.ready.extend(told.into_iter().flatten().map(|of| spoken(of.window.from, &of)));
    }

    /// Takes over what has become certain.
    fn settle(&mut self) {
        let Some(listener) = &mut self.listener else { return };
        for certain in listener.take() {
            let zeros = match &certain {
                Certain::Zeros { run, .. } => Some(*run),
                Certain::Heard(_) | Certain::Opened => None,
            };
            let heard = self.gate.heard(certain);
            if heard.is_empty()
                && let Some(run) = zeros
            {
                self.quiet_since = Some(run.to);
            }
            heard.into_iter().for_each(|settled| self.keep(settled));
        }
    }

    /// Takes over what was heard, now or a while ago.
    fn keep(&mut self, settled: Settled<Elapsed>) {
        if let Some(last) = settled.spans.last() {
            self.quiet_since = Some(last.to);
        }
        if settled.window.is_empty() {
            return;
        }
        let (from, to) = (settled.window.from, settled.window.to);
        if self.known_to.is_some_and(|known| to <= known) {
            // By itself it would look as if nobody had spoken since.
            self.finish_window();
            return self.ready.push(event(settled, None));
        }
        self.known_to = Some(to);
        match &mut self.heard {
            Some(before) if from <= before.window.to + FRAME_TIME => join(before, settled),
            Some(_) | None => {
                self.finish_window();
                self.heard = Some(settled);
            }
        }
    }
}

/// What was heard goes on.
fn join(before: &mut Settled<Elapsed>, next: Settled<Elapsed>) {
    for span in next.spans {
        // Speech may go on over the cut between two windows.
        stretch::add(&mut before.spans, span);
    }
    for pause in next.pauses {
        stretch::add(&mut before.pauses, pause);
    }
    before.window.to = next.window.to;
}

fn event(heard: Settled<Elapsed>, level: Option<Level>) -> What {
    let pairs = |of: &[Stretch]| of.iter().map(|span| (span.from, span.to)).collect();
    What::Heard {
        from: heard.window.from,
        to: heard.window.to,
        pauses: pairs(&heard.pauses),
        spans: pairs(&heard.spans),
        level_db: level.map(levels),
    }
}

/// How it was spoken, from a point of the session on, cell by cell.
pub(crate) fn spoken_cells<T>(from: Elapsed, told: &Delivered<T>) -> Vec<SpokenCell> {
    let mut spoken = Vec::with_capacity(told.cells.len());
    let mut at = from;
    for (place, cell) in told.cells.iter().enumerate() {
        spoken.push(SpokenCell {
            from: at,
            beats: cell.beats,
            level_db: cell.level_db,
            faded: told.faded.iter().filter(|faded| **faded == place).count(),
            noise_gap_db: told.noise_gap_db.map(f64::from),
        });
        at = at + CELL;
    }
    spoken
}

/// How it was spoken, from a point of the session on, as an event.
pub(crate) fn spoken<T>(from: Elapsed, told: &Delivered<T>) -> What {
    let (beats, levels) = written(told.cells.iter().map(|cell| (cell.beats, cell.level_db)));
    let noise_gap_db = told.noise_gap_db.map(f64::from);
    What::Spoken { from, noise_gap_db, faded: told.faded.clone(), beats, levels }
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
            let What::Heard { from, to, spans, .. } = event else {
                assert!(matches!(event, What::Spoken { .. }), "{event:?}");
                continue;
            };
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
    fn how_it_was_spoken_is_told_when_sound_ends_with_speech_where_it_sounded() {
        let told = |pieces| {
            let mut told = hear(pieces, 100.0);
            let Some(What::Spoken { from, noise_gap_db, faded, beats, levels }) = told.pop() else {
                panic!("{told:?}");
            };
            assert!(told.iter().all(|event| matches!(event, What::Heard { .. })), "{told:?}");
            (from, noise_gap_db, faded, beats, levels)
        };
        let (from, noise_gap_db, faded, beats, levels) = told(24);
        // Speech from 101 s to 104 s and from 107 s to 110 s.
        assert_eq!(from, at(100.0));
        let spoken = |of: &str| of.chars().map(|of| of != '.').collect::<Vec<_>>();
        assert_eq!(spoken(&levels), [true, true, true, false, true, true, true]);
        assert_eq!((beats.len(), faded.len()), (7, 0));
        assert!(noise_gap_db.unwrap() > 20.0, "{noise_gap_db:?}");
        for pieces in [3, 100] {
            let other = told(pieces);
            assert_eq!((&other.3, &other.4), (&beats, &levels));
        }
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

    /// 29 s from a microphone with a noise gate, whose voice ends four pauses; the last pause goes
    /// on.
    fn gated() -> Vec<f32> {
        synthetic::gated(29.0, &[3.0..5.0, 8.0..10.0, 13.0..15.0], 0.2)
    }

    /// Hears some seconds of it, second by second, on a clock that begins at 100 s.
    fn hear_seconds(ears: &mut Ears, sound: &[f32], seconds: std::ops::Range<usize>) {
        for (second, piece) in sound.chunks(16_000).enumerate().take(seconds.end) {
            if second >= seconds.start {
                let from = 100.0 + second as f64;
                ears.hear(piece, at(from), at(from + 1.0), second > 0);
            }
        }
    }

    #[test]
    fn a_gates_pauses_are_unknown_until_it_is_known_and_then_told() {
        let (sound, mut ears) = (gated(), Ears::default());
        hear_seconds(&mut ears, &sound, 0..13);
        assert_eq!((ears.is_deaf(), ears.is_hearing(), ears.quiet_since()), (true, false, None));
        let (before, _) = heard(&ears.take(true));
        let known = |windows: &[(f64, f64)]| -> f64 { windows.iter().map(|(a, b)| b - a).sum() };
        assert!((known(&before) - 4.4).abs() < 0.2, "{before:?}");
        assert!(before.iter().all(|(from, _)| *from >= 102.9), "{before:?}");
        // The third time that it opens tells of all three pauses.
        hear_seconds(&mut ears, &sound, 13..15);
        let (then, _) = heard(&ears.take(true));
        for pause in [(100.0, 103.0), (105.2, 108.0), (110.2, 113.0)] {
            // The last one goes on with what follows.
            let is_it =
                |told: &(f64, f64)| (told.0 - pause.0).abs() < 0.1 && told.1 > pause.1 - 0.1;
            assert!(then.iter().any(is_it), "{pause:?} is not in {then:?}");
        }
    }

    #[test]
    fn a_pause_that_turns_out_to_be_one_is_told_after_what_was_said_since() {
        let sound = synthetic::gated(18.0, &[3.0..5.0, 13.0..15.0, 16.0..18.0], 0.2);
        let mut ears = Ears::default();
        hear_seconds(&mut ears, &sound, 0..15);
        ears.take(false);
        hear_seconds(&mut ears, &sound, 15..18);
        let (told, spans) = heard(&ears.take(false));
        assert_eq!(told.len(), 3, "{told:?}");
        assert!((told[0].0 - 113.0).abs() < 0.1 && spans[0].0 > 112.9, "{told:?} {spans:?}");
        assert!((told[2].0 - 105.2).abs() < 0.1 && (told[2].1 - 113.0).abs() < 0.1, "{told:?}");
    }

    #[test]
    fn a_known_gates_pause_is_quiet_while_it_goes_on_and_told_when_it_ends() {
        let (sound, mut ears) = (gated(), Ears::default());
        hear_seconds(&mut ears, &sound, 0..24);
        ears.take(true);
        let pause = ears.pause().expect("it goes on");
        assert!((pause.to - at(124.0)).max(at(124.0) - pause.to) < Duration::from_millis(40));
        assert!(!ears.is_deaf() && ears.is_hearing());
        let since = ears.quiet_since().unwrap();
        assert!(at(114.5) < since && since < at(115.3), "{since:?}");
        assert!(ears.holds(at(120.0)) && !ears.holds(at(125.0)));
        assert_eq!(ears.take(true), [], "it may yet be too long");
        ears.interrupt();
        let (windows, _) = heard(&ears.take(true));
        let [(from, to)] = windows[..] else { panic!("{windows:?}") };
        assert!((from - 115.2).abs() < 0.1 && (to - 124.0).abs() < 0.1, "{windows:?}");
    }

    #[test]
    fn zeros_of_more_than_a_minute_or_of_a_muted_microphone_are_unknown() {
        for muted in [false, true] {
            let (sound, mut ears) = (gated(), Ears::default());
            hear_seconds(&mut ears, &sound, 0..16);
            let zeros = vec![0.0; if muted { 5 } else { 61 } * 16_000];
            let end = 116.0 + zeros.len() as f64 / 16_000.0;
            ears.hear(&zeros, at(116.0), at(end), true);
            if muted {
                ears.mute();
            }
            assert!(ears.is_deaf() && ears.pause().is_none());
            ears.interrupt();
            let (windows, _) = heard(&ears.take(true));
            assert!(windows.iter().all(|(_, to)| *to < 115.5), "{windows:?}");
        }
    }

    #[test]
    fn another_device_has_its_gate_still_to_show() {
        let (sound, mut ears) = (gated(), Ears::default());
        hear_seconds(&mut ears, &sound, 0..24);
        ears.change_device();
        assert_eq!(ears.pause(), None);
        hear_seconds(&mut ears, &vec![0.0; 30 * 16_000], 24..29);
        assert!(ears.is_deaf());
    }
}
