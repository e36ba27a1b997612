//! What is said of hearing: the live lines' part of it, the trial of a microphone, and what became
//! of a source of sound. Pure text.

use std::time::Duration;

use super::screen::bar;
use crate::live::hearing::news::SoundNotice;
use crate::session::event::Levels;
use crate::session::store::Meddled;
use crate::time::m_ss;
use crate::voice::capture::State;
use crate::voice::loudness::{Hint, Loudness, kept_hint};

/// The span of the level meter: a second stands for a decibel.
const METER: Duration = Duration::from_secs(60);

/// How hearing stands at a moment.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct HearingLook<'a> {
    /// The microphone's state, where there is one.
    pub(crate) microphone: Option<&'a State>,
    /// Whether sound is stored.
    pub(crate) stored: bool,
    /// Whether somebody speaks.
    pub(crate) speaking: bool,
    /// How long nobody has spoken.
    pub(crate) quiet: Option<Duration>,
    /// Before the clock starts the candidate tries the microphone: what comes, and what came.
    pub(crate) trial: Option<(Loudness, Levels)>,
    /// Whether a question is open.
    pub(crate) asked: bool,
}

/// What the live lines say of hearing; `None` where there is nothing to say.
pub(crate) fn live_line(look: &HearingLook) -> Option<String> {
    if let Some(trouble) = look.microphone.and_then(trouble) {
        return Some(trouble.to_string());
    }
    let heard = match (&look.trial, look.quiet) {
        (Some((loudness, levels)), _) => Some(trial(loudness, look.speaking, levels)),
        (None, Some(quiet)) if look.asked => Some(format!("quiet {}", m_ss(quiet))),
        (None, _) if look.speaking => Some("speaking".to_string()),
        (None, _) => None,
    };
    match (heard, look.stored) {
        (Some(heard), true) => Some(format!("{heard} · storing sound")),
        (None, true) => Some("storing sound".to_string()),
        (heard, false) => heard,
    }
}

/// Why nothing is heard, in two words or three.
fn trouble(state: &State) -> Option<&'static str> {
    match state {
        State::Hearing(_) => None,
        State::NoSound => Some("no sound from the microphone"),
        State::Muted => Some("microphone muted"),
        State::NoData => Some("microphone stopped"),
        State::Lost(_) => Some("microphone lost"),
        State::NoMicrophone(_) => Some("no microphone"),
    }
}

/// What became of a source of sound.
pub(crate) fn notice(notice: &SoundNotice) -> String {
    match notice {
        SoundNotice::Microphone { state: state @ State::Hearing(_), stored } => match stored {
            Some(path) => format!("{state}; sound is stored in {}", path.display()),
            None => format!("{state}; no sound is stored"),
        },
        SoundNotice::Microphone { state, .. } => state.to_string(),
        SoundNotice::StoringFailed { why } => format!("the sound can't be stored any more: {why}"),
        SoundNotice::Meddled { name, meddled, goes_on } => {
            let became = match meddled {
                Meddled::Taken => "was taken away, with what was in it",
                Meddled::Replaced => "was replaced by another file, which stays as it is",
                Meddled::Changed => "was changed by another program, and stays as it is",
            };
            match goes_on {
                Ok(path) => format!("{name} {became}: the sound goes on in {}", path.display()),
                Err(why) => format!(
                    "{name} {became}: the sound isn't stored until another file can be made ({why})"
                ),
            }
        }
        SoundNotice::StoredAgain { path } => {
            format!("sound is stored again, in {}", path.display())
        }
        SoundNotice::Missing { path, meddled } => {
            let path = path.display();
            match meddled {
                Meddled::Taken => format!("sound: {path} is gone: another program took it away"),
                Meddled::Replaced => format!("sound: {path} is gone: another file stands there"),
                Meddled::Changed => {
                    format!("sound: {path} was changed by another program, and may lack some of it")
                }
            }
        }
        SoundNotice::EmptyStays { path, why } => {
            format!("nothing is in {}, and it can't be removed: {why}", path.display())
        }
        SoundNotice::Stored { path, bytes, begun } => {
            let (path, begun, size) = (path.display(), begun.as_secs_f64(), *bytes as f64 / 1e6);
            format!("sound: {path}, {size:.1} MB (it begins {begun:.2}s into the session)")
        }
        SoundNotice::EndNotStored { path, why } => {
            format!("the end of the sound could not be stored in {}: {why}", path.display())
        }
        SoundNotice::Damaged { name, at } => {
            format!("{name}: damaged at {}: unknown until it goes on", m_ss(*at))
        }
        SoundNotice::Broken { name, broken } => {
            format!("{name}: can't be read past {:.1?}: {}", broken.at, broken.why)
        }
        SoundNotice::Over { name } => format!("{name} is over: nothing is heard from here on"),
    }
}

/// A level meter for trying a microphone: −60 to 0 dB full scale.
pub(crate) fn meter(loudness: &Loudness, speaking: bool) -> String {
    let state = if speaking { "speaking" } else { "quiet" };
    let Some(db) = loudness.rms_db else {
        return format!("{} silent   {state}", bar(Duration::ZERO, METER, 12));
    };
    let level = Duration::from_secs_f32((db + 60.0).clamp(0.0, 60.0));
    format!("{} {db:>4.0} dB   {state}", bar(level, METER, 12))
}

/// The meter, and how the microphone is as far as it was tried: the noise, and on a line of its
/// own, so that the meter pushes nothing out of sight, what is to be done about the voice.
fn trial(loudness: &Loudness, speaking: bool, levels: &Levels) -> String {
    let meter = meter(loudness, speaking);
    let first = match levels.noise {
        Some(db) => format!("{meter} · noise {db:.0} dB"),
        None => meter,
    };
    let voice = match levels.speech {
        Some(_) => kept_hint(levels.speech, levels.clipped).map_or("voice fine", Hint::words),
        None => "say something to try the microphone",
    };
    format!("{first}\n{voice}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::voice::capture::Device;
    use crate::voice::recording::Broken;

    const LOUDNESS: Loudness = Loudness { peak: 0.1, clipped: 0.0, rms_db: Some(-30.0) };

    fn hearing() -> State {
        State::Hearing(Device {
            name: "usb".to_string(),
            description: "Desk".to_string(),
            is_default: true,
            is_monitor: false,
        })
    }

    fn look(microphone: Option<&State>) -> HearingLook<'_> {
        HearingLook {
            microphone,
            stored: false,
            speaking: false,
            quiet: Some(Duration::from_secs(7)),
            trial: None,
            asked: true,
        }
    }

    #[test]
    fn trouble_is_said_before_all_else() {
        for (state, said) in [
            (State::NoSound, "no sound from the microphone"),
            (State::Muted, "microphone muted"),
            (State::NoData, "microphone stopped"),
            (State::Lost("why".to_string()), "microphone lost"),
            (State::NoMicrophone("why".to_string()), "no microphone"),
            (hearing(), "quiet 0:07"),
        ] {
            assert_eq!(live_line(&look(Some(&state))).as_deref(), Some(said));
        }
    }

    #[test]
    fn quiet_is_counted_while_a_question_is_open_and_storing_is_always_said() {
        let asked = look(None);
        assert_eq!(live_line(&asked).as_deref(), Some("quiet 0:07"));
        let stored = HearingLook { stored: true, ..asked.clone() };
        assert_eq!(live_line(&stored).as_deref(), Some("quiet 0:07 · storing sound"));
        let waiting = HearingLook { asked: false, ..asked };
        assert_eq!(live_line(&waiting), None);
        let stored = HearingLook { stored: true, ..waiting.clone() };
        assert_eq!(live_line(&stored).as_deref(), Some("storing sound"));
        let speaking = HearingLook { speaking: true, quiet: None, ..waiting };
        assert_eq!(live_line(&speaking).as_deref(), Some("speaking"));
    }

    #[test]
    fn a_microphone_is_tried_before_the_clock_starts() {
        let none = Levels { speech: None, noise: None, clipped: None };
        let tried = |levels| HearingLook { trial: Some((LOUDNESS, levels)), ..look(None) };
        let said = live_line(&tried(none)).unwrap();
        assert_eq!(said, "██████░░░░░░  -30 dB   quiet\nsay something to try the microphone");
        let fine = Levels { speech: Some(-24.0), noise: Some(-58.0), clipped: None };
        let said = live_line(&tried(fine)).unwrap();
        assert_eq!(said, "██████░░░░░░  -30 dB   quiet · noise -58 dB\nvoice fine");
        let quiet = Levels { speech: Some(-48.0), ..none };
        let said = live_line(&tried(quiet)).unwrap();
        assert!(said.ends_with("\ntoo quiet: turn its level up, or come nearer"), "{said}");
    }

    #[test]
    fn the_meter_fills_with_decibels() {
        let zeros = Loudness { peak: 0.0, clipped: 0.0, rms_db: None };
        assert_eq!(meter(&zeros, false), "░░░░░░░░░░░░ silent   quiet");
        let loud = Loudness { rms_db: Some(3.0), ..LOUDNESS };
        assert_eq!(meter(&loud, true), "████████████    3 dB   speaking");
    }

    #[test]
    fn what_became_of_a_source_is_said_with_what_follows() {
        let (path, name) = (|| "a.wav".into(), || "b.mp3".to_string());
        let why = || "no room".to_string();
        let broken = Broken { at: Duration::from_millis(61_500), why: "cut off".to_string() };
        for (told, said) in [
            (
                SoundNotice::Microphone { state: hearing(), stored: None },
                "listening to Desk; no sound is stored",
            ),
            (
                SoundNotice::Microphone { state: hearing(), stored: Some(path()) },
                "listening to Desk; sound is stored in a.wav",
            ),
            (
                SoundNotice::Microphone { state: State::Lost(why()), stored: Some(path()) },
                "microphone lost: no room",
            ),
            (
                SoundNotice::StoringFailed { why: why() },
                "the sound can't be stored any more: no room",
            ),
            (
                SoundNotice::Stored {
                    path: path(),
                    bytes: 17_260_000,
                    begun: Duration::from_millis(1_250),
                },
                "sound: a.wav, 17.3 MB (it begins 1.25s into the session)",
            ),
            (
                SoundNotice::EndNotStored { path: path(), why: why() },
                "the end of the sound could not be stored in a.wav: no room",
            ),
            (
                SoundNotice::Damaged { name: name(), at: Duration::from_secs(65) },
                "b.mp3: damaged at 1:05: unknown until it goes on",
            ),
            (
                SoundNotice::Broken { name: name(), broken },
                "b.mp3: can't be read past 61.5s: cut off",
            ),
            (SoundNotice::Over { name: name() }, "b.mp3 is over: nothing is heard from here on"),
        ] {
            assert_eq!(notice(&told), said);
        }
    }
}
