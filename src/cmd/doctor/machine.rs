//! What the machine gives: a folder that can be written, clocks, a terminal, a microphone, and the
//! programs that may be run.

use std::sync::atomic::AtomicBool;
use std::time::Duration;

use super::Diagnosis;
use crate::cmd::Context;
use crate::cmd::context::{Dumb, dumb, no_program, unknown_zone};
use crate::cmd::play::{ANOTHER_VOICE, NO_VOICE, capture_setup, found_voice};
use crate::cmd::{check, transcribe};
use crate::live::machine::clock;
use crate::round::interview::Interviewer;
use crate::session::store::{FREE_NEEDED, NotWritable, footing};
use crate::settings::allowed;
use crate::settings::{MicChoice, ProgramSetting, Settings, Workspace};
use crate::text::causes;
use crate::trial::{CodeTrial, TrialError};
use crate::voice::capture::{Capture, State, Update, Which};
use crate::word::Word;

/// The live screen needs so many columns and lines.
const LEAST_SCREEN: (u16, u16) = (40, 10);

/// How long a microphone is waited for: it is called muted, or stuck, after two seconds.
const PATIENCE: Duration = Duration::from_secs(4);

/// No clock that is right shows an earlier year.
const THIS_WAS_WRITTEN: i16 = 2026;

/// What to do where code can't be run.
const ANOTHER_PYTHON: &str = "name Python 3.8 or later under [code] of mockround.toml";

/// The programs that the settings name: whether they may be run. They are taken into the context,
/// so that the microphone is tried as a round would.
pub(super) fn programs(context: &mut Context, settings: &Settings) -> Vec<Diagnosis> {
    let all = ProgramSetting::all();
    let (programs, not_run) = allowed::programs(&context.workspace, &settings.programs, all);
    let is_run = |setting: &ProgramSetting| {
        cfg!(target_os = "linux") || *setting != ProgramSetting::Recorder
    };
    let named = all.iter().filter(|setting| programs.of(**setting).is_some() && is_run(setting));
    let named: Vec<&str> = named.map(|setting| setting.word()).collect();
    context.programs = programs;
    let mut found = Vec::new();
    for setting in all {
        let program = context.programs.of(*setting).and_then(|program| program.words().first());
        // These have a line of their own.
        let has_line = [ProgramSetting::Python, ProgramSetting::Transcriber].contains(setting);
        let why = program.filter(|_| !has_line).and_then(|program| no_program(program));
        found.extend(why.map(|why| {
            Diagnosis::needs("programs", format!("{}: {why}", setting.word()), why.what_to_do())
        }));
    }
    let talks = settings.live.interviewer == Interviewer::Talking;
    if talks && found_voice(context).is_none() {
        found.push(Diagnosis::needs("programs", NO_VOICE.to_string(), ANOTHER_VOICE));
    }
    if !named.is_empty() && found.is_empty() {
        found.push(Diagnosis::fine("programs", format!("{} may be run", named.join(" and "))));
    }
    found.extend(not_run.map(|why| Diagnosis::needs("programs", why.says(), why.what_to_do())));
    found
}

/// What writes down what was said, which nothing else needs.
pub(super) fn transcriber(context: &Context) -> Diagnosis {
    match transcribe::diagnosis(context, &context.settings) {
        (says, Some(what)) => Diagnosis::needs("words", says, what),
        (says, None) => Diagnosis::fine("words", says),
    }
}

/// What runs code, which nothing else needs: tried with a function that is right.
pub(super) fn python(context: &Context) -> Diagnosis {
    let runner = check::runner(context);
    let which = match &runner.python {
        Some(program) => program.words().first().cloned().unwrap_or_default(),
        None => "the Python that is found".to_string(),
    };
    match runner.run(&CodeTrial::to_try(), &AtomicBool::default(), &AtomicBool::default()) {
        Ok(result) if result.is_good() => Diagnosis::fine("python", format!("{which} runs code")),
        Ok(result) => {
            let why = result.first_failure.and_then(|of| of.error).unwrap_or_default();
            Diagnosis::needs("python", format!("{which} runs no code: {why}"), ANOTHER_PYTHON)
        }
        Err(error @ TrialError::NoPython(_)) => Diagnosis::fine("python", error.to_string()),
        Err(error) => Diagnosis::needs("python", error.to_string(), ANOTHER_PYTHON),
    }
}

/// What the folder of the sessions allows and guarantees.
pub(super) fn folder(workspace: &Workspace) -> Vec<Diagnosis> {
    let dir = workspace.sessions();
    let (shown, found) = (workspace.shown(&dir), footing(&dir));
    let mut findings = Vec::new();
    if let Some(why) = &found.not_writable {
        let (why, what) = match why {
            NotWritable::InTheWay(stands) => (stands.says(), stands.what_to_do),
            NotWritable::Denied(why) => {
                let what = "give yourself the right to write there, or name another --workspace";
                (why.clone(), what)
            }
        };
        findings.push(Diagnosis::needs("disk", format!("{shown} can't be written: {why}"), what));
    }
    if let Some(free) = found.free.filter(|free| *free < FREE_NEEDED) {
        let says = format!("{} MB are free where {shown} is", free / 1_000_000);
        findings.push(Diagnosis::needs("disk", says, "make room: a round is kept as it runs"));
    }
    if let Some(missing) = found.missing {
        let says = format!("the file system of {shown} {missing}");
        let what = "name a --workspace on a local disk";
        findings.push(Diagnosis::needs("disk", says, what));
    }
    if findings.is_empty() {
        let says = match found.is_tried {
            true => format!("{shown} can be written, locked and synced"),
            false => format!("{shown} can be written"),
        };
        findings.push(Diagnosis::fine("disk", says));
    }
    findings
}

/// The wall clock and its zone.
pub(super) fn clock() -> Vec<Diagnosis> {
    let now = clock::wall();
    let mut found = Vec::new();
    let unknown = unknown_zone();
    found.extend(unknown.map(|(says, what)| Diagnosis::needs("clock", says, what)));
    if now.year() < THIS_WAS_WRITTEN {
        let says = format!("it shows {}", now.strftime("%-d %b %Y"));
        found.push(Diagnosis::needs("clock", says, "set the clock"));
    }
    if found.is_empty() {
        found.push(Diagnosis::fine("clock", now.strftime("%-d %b %Y %H:%M, %Q").to_string()));
    }
    found
}

/// Where the live screen would be drawn.
pub(super) fn terminal() -> Diagnosis {
    let screen = console::Term::stderr();
    if !screen.is_term() {
        return Diagnosis::fine(
            "terminal",
            "none here: a round would print a line for every event",
        );
    }
    if let Some(why) = dumb() {
        return moves_no_cursor(why);
    }
    let Some((rows, columns)) = screen.size_checked() else {
        return Diagnosis::fine("terminal", "of a size that it doesn't tell");
    };
    let says = format!("{columns} columns, {rows} lines");
    if columns < LEAST_SCREEN.0 || rows < LEAST_SCREEN.1 {
        let (columns, rows) = LEAST_SCREEN;
        return Diagnosis::needs(
            "terminal",
            says,
            format!("make it {columns} columns wide and {rows} lines high at least"),
        );
    }
    Diagnosis::fine("terminal", says)
}

/// What a round does where it can't draw, and how it could.
fn moves_no_cursor(why: Dumb) -> Diagnosis {
    let lines = "so a round prints a line for every event";
    match why {
        // Some are, and whoever reads aloud wants it so.
        Dumb::Said => Diagnosis::fine(
            "terminal",
            format!("TERM is dumb, {lines}; for live lines set TERM to what the terminal is"),
        ),
        Dumb::Unsaid => Diagnosis::needs(
            "terminal",
            format!("TERM isn't set, {lines}"),
            "set TERM to what the terminal is, such as xterm-256color, or to dumb",
        ),
        Dumb::OldConsole => Diagnosis::fine(
            "terminal",
            format!("a console without escape sequences, {lines}; Windows Terminal has live lines"),
        ),
    }
}

/// Listens for a moment as a round would.
pub(super) fn microphone(context: &Context) -> Diagnosis {
    let off = "or leave it out of rounds: mic = \"off\" under [listen] of mockround.toml";
    let which = match &context.settings.listen.mic {
        MicChoice::Off => return Diagnosis::fine("microphone", "off, as the settings say"),
        MicChoice::Auto => Which::Auto,
        MicChoice::Named(name) => Which::Named(name.clone()),
    };
    let mut setup = capture_setup(context, which);
    // To be tried is no reason to leave something.
    let spare = tempfile::tempdir_in(check::runner(context).temporary).ok();
    setup.spare = spare.as_ref().map(|spare| spare.path().to_path_buf());
    // What the settings name in the microphone's place has nothing of it to unmute or plug in.
    let is_recorder = cfg!(target_os = "linux") && setup.recorder.is_some();
    let mend = |what: &str| match is_recorder {
        true => {
            "mend recorder under [listen] of mockround.toml or take it out; mic = \"off\" there \
                 has rounds listen to nothing"
                .to_string()
        }
        false => format!("{what}, {off}"),
    };
    let capture = match Capture::open(setup) {
        Ok(capture) => capture,
        Err(error) => {
            return Diagnosis::needs("microphone", causes(&error), mend("mend that"));
        }
    };
    let begun = clock::reading();
    while let Some(left) = PATIENCE.checked_sub(clock::reading().saturating_sub(begun)) {
        match capture.wait(left) {
            Some(Update::State(State::Hearing(device))) => {
                let says = format!("{} is heard; `mockround mic` tries it", device.description);
                return Diagnosis::fine("microphone", says);
            }
            Some(Update::State(state @ (State::NoSound | State::Muted | State::NoData))) => {
                let what = mend("unmute it and let this terminal listen");
                return Diagnosis::needs("microphone", state.to_string(), what);
            }
            Some(Update::State(state)) => {
                let what = mend("plug one in or start the sound server");
                return Diagnosis::needs("microphone", state.to_string(), what);
            }
            Some(Update::Sound(_) | Update::Zeros(_)) => {}
            None => break,
        }
    }
    Diagnosis::needs(
        "microphone",
        "nothing came from it",
        mend("see whether it is muted or suspended"),
    )
}
