//! Zeros: what comes from a muted microphone, and in every pause from one with a noise gate. What
//! tells them apart is that a gate opens for a voice, again and again. Pure: runs of zeros in, of
//! which some were silence and the others are unknown.

use std::ops::Sub;
use std::time::Duration;

use super::detector::FRAME;
use super::speech::{FRAME_TIME, Settled};
use crate::time::Stretch;

/// The loudest "zero": one step of 16 bits, and half a step for rounding.
pub(crate) const ZERO: f32 = 1.5 / 32_768.0;
/// So many zeros in a row are no sound of a room: whether anybody speaks is unknown, unless it is a
/// gate that makes them.
pub(crate) const NO_SOUND: Duration = Duration::from_secs(2);
/// A gate that nothing opens for so long can't be told from a microphone that was muted meanwhile.
const LONGEST: Duration = Duration::from_secs(60);
/// A gate closes in a pause, which is as long as one that parts words. Fewer zeros are what is
/// missing of a stream that faltered.
const PAUSE: Duration = Duration::from_millis(500);
/// A voice that opens a gate follows it within half a second, and the network hears it some 0.2 s
/// late.
const OPENED: Duration = Duration::from_millis(700);
/// So many times it is no accident.
const TIMES: usize = 3;

/// What is certain of a stream of sound, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Certain<T> {
    /// This was heard.
    Heard(Settled<T>),
    /// Nothing but zeros, for two seconds or more; whether the microphone is known to have been
    /// muted.
    Zeros { run: Stretch<T>, muted: bool },
    /// A run of zeros, whatever its length, ended with speech.
    Opened,
}

/// Says which runs of a source's zeros are a gate's: all that are no longer than a minute, once
/// three ended with speech, and of those before as far back as the last that can't be one.
#[derive(Debug)]
pub(crate) struct Gate<T> {
    opened: usize,
    /// The runs that count once it is known.
    waiting: Vec<Stretch<T>>,
}

impl<T> Default for Gate<T> {
    fn default() -> Self {
        Self { opened: 0, waiting: Vec::new() }
    }
}

impl<T: Copy + Ord + Sub<Output = Duration>> Gate<T> {
    /// Whether the source has one.
    pub(crate) fn is_known(&self) -> bool {
        self.opened >= TIMES
    }

    /// Whether zeros that have lasted so long are a pause.
    pub(crate) fn is_pause(&self, zeros: Zeros) -> bool {
        self.is_known() && !is_no_gate(zeros.length(), zeros.muted)
    }

    /// What was heard, now that this is certain.
    pub(crate) fn heard(&mut self, certain: Certain<T>) -> Vec<Settled<T>> {
        match certain {
            Certain::Heard(settled) => return vec![settled],
            Certain::Zeros { run, muted } if is_no_gate(run.length(), muted) => {
                self.waiting.clear();
                if !self.is_known() {
                    self.opened = 0;
                }
            }
            Certain::Zeros { run, .. } => self.waiting.push(run),
            Certain::Opened => self.opened += 1,
        }
        if !self.is_known() {
            return Vec::new();
        }
        let silent = |window| Settled { window, spans: Vec::new(), pauses: Vec::new() };
        self.waiting.drain(..).map(silent).collect()
    }
}

/// Whether no gate makes such zeros, as far as anybody can tell.
fn is_no_gate(length: Duration, muted: bool) -> bool {
    muted || length > LONGEST
}

/// A run of zeros, as far as it has come.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Zeros {
    frames: u32,
    /// Whether the microphone is known to be muted.
    pub(crate) muted: bool,
}

impl Zeros {
    /// A frame more.
    pub(crate) fn push(&mut self) {
        self.frames += 1;
    }

    /// How many frames it has.
    pub(crate) fn frames(self) -> u32 {
        self.frames
    }

    /// How long it has lasted.
    pub(crate) fn length(self) -> Duration {
        FRAME_TIME * self.frames
    }

    /// Whether these are too many to be a room's sound.
    pub(crate) fn are_many(self) -> bool {
        self.length() >= NO_SOUND
    }

    /// Up to when speech must begin to have opened a gate, where one may have closed.
    pub(crate) fn opens_until(self, end: Duration) -> Option<Duration> {
        let may_be_gate = self.length() >= PAUSE && !is_no_gate(self.length(), self.muted);
        may_be_gate.then(|| end + OPENED)
    }
}

/// Whether there is no sound in this frame.
pub(crate) fn is_zeros(frame: &[f32; FRAME]) -> bool {
    frame.iter().all(|sample| is_zero(*sample))
}

/// Whether this sample is no sound.
pub(crate) fn is_zero(sample: f32) -> bool {
    sample.abs() <= ZERO
}

#[cfg(test)]
mod tests {
    use super::*;

    type Seconds = Stretch<Duration>;

    fn run(from: u64, to: u64) -> Seconds {
        Stretch { from: Duration::from_secs(from), to: Duration::from_secs(to) }
    }

    fn zeros(from: u64, to: u64) -> Certain<Duration> {
        Certain::Zeros { run: run(from, to), muted: false }
    }

    /// What each of these lets be heard.
    fn heard(certain: impl IntoIterator<Item = Certain<Duration>>) -> Vec<Vec<Seconds>> {
        let mut gate = Gate::default();
        let windows = |certain| gate.heard(certain).into_iter().map(|heard| heard.window).collect();
        certain.into_iter().map(windows).collect()
    }

    #[test]
    fn three_runs_that_end_with_speech_are_a_gates_and_so_are_those_before_and_after() {
        let all = [
            zeros(0, 5),
            Certain::Opened,
            // Ended by something else.
            zeros(8, 10),
            zeros(12, 20),
            Certain::Opened,
            // A pause that was heard anyway.
            Certain::Opened,
            zeros(30, 90),
            zeros(95, 99),
        ];
        let (before, known) =
            (vec![run(0, 5), run(8, 10), run(12, 20)], [run(30, 90), run(95, 99)]);
        let mut told = heard(all);
        assert_eq!(told.split_off(5), [before, vec![known[0]], vec![known[1]]]);
        assert!(told.iter().all(Vec::is_empty), "{told:?}");
    }

    #[test]
    fn two_runs_are_not_enough() {
        let all = [zeros(0, 5), Certain::Opened, zeros(9, 12), Certain::Opened, zeros(15, 18)];
        assert!(heard(all).iter().all(Vec::is_empty));
    }

    #[test]
    fn what_is_no_gate_and_all_before_it_stays_unknown() {
        let opened = || Certain::Opened;
        let muted = Certain::Zeros { run: run(20, 23), muted: true };
        for barrier in [muted, zeros(20, 81)] {
            let first = [zeros(0, 5), opened(), zeros(9, 12), opened(), barrier];
            let then = [zeros(90, 93), opened(), opened(), opened()];
            let told = heard(first.into_iter().chain(then)).concat();
            assert_eq!(told, [run(90, 93)]);
        }
    }

    #[test]
    fn a_known_gate_stays_known_and_what_is_too_long_for_one_unknown() {
        let muted = Certain::Zeros { run: run(90, 95), muted: true };
        let opened = [Certain::Opened, Certain::Opened, Certain::Opened];
        let then = [zeros(20, 81), muted, zeros(100, 160)];
        assert_eq!(heard(opened.into_iter().chain(then)).concat(), [run(100, 160)]);
    }

    #[test]
    fn one_step_of_16_bits_is_zero_and_two_are_sound() {
        assert!(is_zeros(&[1.0 / 32_768.0; FRAME]) && is_zeros(&[-1.0 / 32_768.0; FRAME]));
        let mut frame = [0.0; FRAME];
        frame[100] = -2.0 / 32_768.0;
        assert!(!is_zeros(&frame));
    }
}
