//! `mockround mic`: lists the microphones, then tries one for five seconds and says in words how it
//! is.

use std::io::{IsTerminal, stdout};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::bail;
use serde_json::json;

use super::Context;
use super::play::{ANOTHER_VOICE, NO_VOICE, capture_setup, found_voice};
use crate::cli::{self, ListFormat};
use crate::live::machine::clock::{Clock, reading};
use crate::live::machine::keys::{Incoming, Input, Mode};
use crate::live::machine::voice::{SpeakingVoice, Spoke};
use crate::live::words::hearing::meter;
use crate::round::interview::Interviewer;
use crate::session::event::Utterance;
use crate::settings::MicChoice;
use crate::text::{clean, clean_line, escape_json};
use crate::time::Elapsed;
use crate::voice::Listener;
use crate::voice::capture::{self, Capture, Device, State, Surroundings, Update, Which};
use crate::voice::loudness::{Hint, Loudness, loudness};
use crate::voice::pieces::Frames;

/// How long a microphone is tried for, from its first sound on.
const TRIAL: Duration = Duration::from_secs(5);

/// How long a first sound is waited for.
const PATIENCE: Duration = Duration::from_secs(4);

/// What the interviewer says for a trial.
const SAYS: &str = "I am your interviewer. Can you hear me?";

/// Whose voice is tried behind the ears, and where it is heard.
const VOICE_OF: &str = "the interviewer's voice (for `--interviewer talking`)";

/// The meter moves so often.
const PERIOD: Duration = Duration::from_millis(100);

/// Lists the microphones, tries one, and says how it is. Exit status 1 where it can't be listened
/// to.
///
/// # Errors
/// A microphone was named that isn't there.
pub(super) fn run(context: &Context, args: &cli::MicArgs) -> anyhow::Result<ExitCode> {
    let devices = capture::list_devices(&Surroundings::read());
    if args.format == ListFormat::Json {
        let devices: Vec<_> = devices?.iter().map(as_json).collect();
        let page = format!("{:#}\n", json!({ "microphones": devices }));
        context.print(&escape_json(&page))?;
        return Ok(ExitCode::SUCCESS);
    }
    if args.list {
        context.print(&list(&devices?))?;
        return Ok(ExitCode::SUCCESS);
    }
    // Without a list there can be a recorder; without one, the trial says what both lack.
    if let Ok(devices) = &devices {
        context.print(&list(devices))?;
    }
    let asked = args.name.as_deref().map(MicChoice::read);
    let which = match asked.as_ref().unwrap_or(&context.settings.listen.mic) {
        MicChoice::Off if asked.is_some() => bail!(
            "there is nothing to try with the microphone off; name one of `mockround mic --list`"
        ),
        // Settings may turn it off for rounds; who tries one means the default.
        MicChoice::Off | MicChoice::Auto => Which::Auto,
        MicChoice::Named(name) => Which::Named(name.clone()),
    };
    let setup = capture::Setup { period: PERIOD, ..capture_setup(context, which) };
    let trial = Trial::run(context, &Capture::open(setup)?)?;
    let verdict = trial.verdict();
    if trial.told.as_deref() != Some(&verdict) {
        context.print(&format!("{}\n", clean(&verdict)))?;
    }
    let voice = if trial.stopped { None } else { voice_verdict(context) };
    if let Some(verdict) = voice {
        context.print(&format!("{}\n", clean(&verdict)))?;
    }
    Ok(if trial.sound.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Lets the interviewer say a sentence; what came of it. Nothing where there is no voice and the
/// settings want none.
#[expect(clippy::disallowed_methods, reason = "nothing else goes on while it speaks")]
fn voice_verdict(context: &Context) -> Option<String> {
    let Some(program) = found_voice(context) else {
        let is_wanted = context.settings.live.interviewer == Interviewer::Talking;
        return is_wanted.then(|| format!("{NO_VOICE}: {ANOTHER_VOICE}"));
    };
    let name = program.words().first().cloned().unwrap_or_default();
    let clock = Clock::starting_at(Elapsed::ZERO, 1.0);
    let mut voice = SpeakingVoice::new(program);
    voice.say(SAYS, Utterance::Probe);
    while voice.is_busy() {
        for spoke in voice.attend(&clock.read()) {
            if let Spoke::Failed(why) = spoke {
                return Some(format!("{VOICE_OF} failed: {why}; {ANOTHER_VOICE}"));
            }
        }
        std::thread::sleep(PERIOD);
    }
    Some(format!("{VOICE_OF} said with {name}: {SAYS}"))
}

fn as_json(device: &Device) -> serde_json::Value {
    json!({
        "name": device.name,
        "description": device.description,
        "is_default": device.is_default,
        "is_monitor": device.is_monitor,
    })
}

fn list(devices: &[Device]) -> String {
    if devices.is_empty() {
        return "no microphone\n".to_string();
    }
    let line = |device: &Device| {
        let mark = if device.is_default { '*' } else { ' ' };
        let monitor = if device.is_monitor { "  (what the speakers play)" } else { "" };
        format!(
            "{mark} {}{monitor}\n    {}\n",
            clean_line(&device.description),
            clean_line(&device.name)
        )
    };
    devices.iter().map(line).collect::<String>() + "* is the default\n\n"
}

/// What came from a microphone in a few seconds.
#[derive(Default)]
struct Trial {
    frames: Frames,
    listener: Listener,
    state: Option<State>,
    /// The state that was told last.
    told: Option<String>,
    sound: Vec<f32>,
    /// The part of it that was speech.
    speech: Vec<f32>,
    /// How loud the room was, dBFS.
    noise: Option<f32>,
    /// Whether it was ended early.
    stopped: bool,
}

impl Trial {
    fn run(context: &Context, capture: &Capture) -> anyhow::Result<Self> {
        let mut trial = Self::default();
        let mut input = Input::open(None)?;
        let (begun, mut first, mut said) = (reading(), None, false);
        let live = stdout().is_terminal();
        loop {
            let now = reading();
            let end = first.map_or(begun + PATIENCE, |first: Duration| first + TRIAL);
            trial.stopped = now < end && is_stopped(&mut input);
            if now >= end || trial.stopped {
                break;
            }
            let Some(update) = capture.wait((end - now).min(PERIOD)) else { continue };
            match update {
                Update::State(state) => {
                    let over = matches!(state, State::NoMicrophone(_));
                    if !over && (live || !said) {
                        context.print(&format!("{}\n", clean(&state.to_string())))?;
                        trial.told = Some(state.to_string());
                        said = true;
                    }
                    if let State::Hearing(_) = state {
                        context.print("say something …\n")?;
                    }
                    trial.state = Some(state);
                    if over {
                        break;
                    }
                }
                Update::Sound(chunk) => {
                    first.get_or_insert(now);
                    trial.hear(&chunk.samples);
                    if live && let Some(loudness) = loudness(&chunk.samples) {
                        let speaking = trial.listener.speaking();
                        context.print(&format!("\r{} ", meter(&loudness, speaking)))?;
                    }
                }
                Update::Zeros(_) => {}
            }
        }
        if live && !trial.sound.is_empty() {
            context.print("\n")?;
        }
        trial.noise = trial.listener.take_level().noise_median;
        Ok(trial)
    }

    fn hear(&mut self, samples: &[f32]) {
        self.sound.extend_from_slice(samples);
        let Self { frames, listener, speech, .. } = self;
        frames.cut(samples, |frame| {
            listener.hear(frame);
            if listener.speaking() {
                speech.extend_from_slice(frame);
            }
        });
    }

    /// How the microphone is, in words.
    fn verdict(&self) -> String {
        if self.sound.is_empty() {
            return match &self.state {
                Some(State::Hearing(_)) | None => {
                    "nothing came from the microphone: is it muted or suspended?".to_string()
                }
                Some(state) => state.to_string(),
            };
        }
        let noise = match self.noise {
            Some(db) => format!("noise floor {db:.0} dB"),
            None => "noise floor not known".to_string(),
        };
        let Some(speech) = loudness(&self.speech) else {
            return format!(
                "no speech heard · {noise}: it hears the room; say something and try again"
            );
        };
        let words = speech.hint().map_or("fine", Hint::words);
        format!("{words} · speech {} · {noise}", level(&speech))
    }
}

/// A key, Ctrl-C or the like ends the trial early, and the terminal is as it was.
fn is_stopped(input: &mut Input) -> bool {
    let ends = |incoming: &Incoming| matches!(incoming, Incoming::Signal(_) | Incoming::Key(_));
    input.mode() == Mode::Keys && input.wait(Duration::ZERO).iter().any(ends)
}

fn level(loudness: &Loudness) -> String {
    match loudness.rms_db {
        Some(db) => format!("{db:.0} dB"),
        None => "silent".to_string(),
    }
}
