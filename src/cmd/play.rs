//! What `run`, `drill` and `resume` share: set the round up, run it, print its report.

mod hearing;

use std::fs;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, bail};

use super::Context;
use super::beside::{WrittenBeside, is_done, note_aside, take_up, write_beside};
use super::context::has_program;
use crate::live::hearing::sound::Sound;
use crate::live::machine::clock::Clock;
use crate::live::machine::keys::Signal;
use crate::live::machine::voice;
use crate::live::rules::conductor::Conductor;
use crate::live::{self, LeftAsItWas, Outcome, RoundSetup};
use crate::pacing::{self};
use crate::program::Program;
use crate::report;
use crate::round::Round;
use crate::round::handout::{self, Obtained};
use crate::round::interview::Interviewer;
use crate::session::event::LeftWhy;
use crate::session::store::{
    Announcement, Reopened, ReopenedFor, Store, can_be_opened, folder_caveat, is_persons,
    remove_folder,
};
use crate::session::{FORMAT, Header, LocalTime, Session, SessionId};
use crate::settings::ProgramSetting;
use crate::stories::choices::{self, Choice};
use crate::text::{causes, clean, counted, system};
use crate::time::{Elapsed, m_ss};
pub(super) use hearing::{capture_setup, sound, stored_sound};

/// There is nothing to speak with.
pub(super) const NO_VOICE: &str = "no voice is found";

/// What to do about it.
pub(super) const ANOTHER_VOICE: &str = "install espeak-ng, or name one as `voice` under [live]";

/// Runs a new round, as `run` and `drill` do.
///
/// # Errors
/// The session can't be made, or what [`go_on`] says.
pub(super) fn begin(
    context: &Context,
    round: Round,
    show_questions: bool,
) -> anyhow::Result<ExitCode> {
    finish(context, play(context, round, show_questions)?)
}

/// Plays a new round, and leaves its report to the caller.
///
/// # Errors
/// The session can't be made, or the terminal can't be set up.
pub(super) fn play(
    context: &Context,
    mut round: Round,
    show_questions: bool,
) -> anyhow::Result<Outcome> {
    if context.playing.own_points && !round.show_own_points() {
        bail!(
            "--own-points shows what designs hide until they have ended, and this round asks no \
             design: leave it out"
        );
    }
    round.tell(context.settings.live.terse || context.settings.live.strict);
    if context.settings.live.interviewer != Interviewer::Off {
        round.interview();
    }
    if context.playing.pressure {
        round.press();
    }
    // The two clocks are read together: what the file says of local times rests on it.
    let speed = context.playing.speed;
    let (now, clock) = (context.local_time(), Clock::starting_at(Elapsed::ZERO, speed));
    let id = format!("{}-{}", now.strftime("%Y-%m-%dT%H-%M-%S"), round.template);
    let header = Header {
        format: FORMAT,
        tool: env!("CARGO_PKG_VERSION").to_string(),
        id: SessionId::try_from(id).map_err(anyhow::Error::msg)?,
        clock_changes: LocalTime::changes_after(&now),
        started: LocalTime::from(now),
        speed,
        strict: context.settings.live.strict,
        level: context.playing.level,
        aloud: context.settings.live.interviewer == Interviewer::Talking,
        overtime: context.settings.live.overtime,
        limits: context.settings.limits.clone(),
        round,
    };
    let sound = sound(context, speed)?;
    let (store, session) = Store::create(&context.workspace.sessions(), header)?;
    let intro = intro(context, &session, show_questions);
    let unbegun = store.unbegun();
    let run = Run { store, conductor: Conductor::new(session), clock, sound, intro, open: None };
    play_on(context, run).inspect_err(|_| unbegun.leave_nothing())
}

/// Runs a session on, prints its report and writes it beside the session. The exit status is 0, 1
/// where lines of a script were not understood or the disk did not take every event and report, or
/// 128 + n where signal n ended the round.
///
/// # Errors
/// The terminal can't be set up, or the report can't be printed.
pub(super) fn go_on(
    context: &Context,
    store: Store,
    conductor: Conductor,
    clock: Clock,
    sound: Sound,
    intro: String,
) -> anyhow::Result<ExitCode> {
    let open = Some(take_up(&store, ReopenedFor::Round)?);
    match play_on(context, Run { store, conductor, clock, sound, intro, open }) {
        Ok(outcome) => finish(context, outcome),
        Err(error) => {
            let signal = error.downcast_ref().and_then(|LeftAsItWas(why)| signal_of(*why));
            let Some(signal) = signal else { return Err(error) };
            context.note(&error.to_string());
            Ok(ended_by(signal))
        }
    }
}

/// A round that is set up, and not yet how it looks and sounds.
struct Run {
    store: Store,
    conductor: Conductor,
    clock: Clock,
    sound: Sound,
    intro: String,
    /// Of a session that is gone on with.
    open: Option<Reopened>,
}

fn play_on(context: &Context, mut run: Run) -> anyhow::Result<Outcome> {
    let path = run.store.path().to_path_buf();
    if context.playing.keep_audio {
        let named = &run.conductor.timeline().sounds;
        run.sound.store(&path, named).inspect_err(|_| remove_folder(&path))?;
    }
    let stored = run.sound.stored_in().map(Path::to_path_buf);
    play_hearing(context, run).inspect_err(|_| {
        // Nothing was heard.
        let _ = stored.map(fs::remove_file);
        remove_folder(&path);
    })
}

fn play_hearing(context: &Context, run: Run) -> anyhow::Result<Outcome> {
    let Run { store, conductor, clock, sound, intro, open } = run;
    let settings = &context.settings.live;
    let path = store.path().to_path_buf();
    // Without an announcement `mark` finds the session from its own workspace only.
    let announced = || Announcement::make(context.workspace.running(), &path);
    let announcement = context.playing.script.is_none().then(announced);
    let folder = folder_caveat(&path).map(|caveat| caveat.to_string());
    for caveat in store.caveat().into_iter().chain(folder) {
        context.note(&caveat);
    }
    let setup = RoundSetup {
        plain: context.playing.plain,
        colour: context.playing.colours,
        bell: settings.bell,
        title: settings.title,
        alert_command: context.programs.of(ProgramSetting::AlertCommand).cloned(),
        // As the round began, whatever the settings say when it goes on.
        voice: conductor.session().header.aloud.then(|| voice(context)).flatten(),
        stories: stories(context, &conductor.session().header),
        runner: super::check::runner(context),
        sound,
        announcement,
        open,
        script: context.playing.script,
        folder: context.workspace.shown(&context.workspace.sessions()).into(),
        level: context.playing.level.or(conductor.session().header.level),
        intro,
        summary: |session, slot, width| {
            report::text::summary(&pacing::measure(session), slot, width)
        },
    };
    let played = live::run(conductor, store, clock, setup);
    let (left, unwritten) = match &played {
        Ok(outcome) => (outcome.left, outcome.unwritten),
        Err(error) => (error.downcast_ref().map(|LeftAsItWas(why)| *why), 0),
    };
    // What is not on the disk may be nowhere but on the terminal, however long that takes.
    if unwritten == 0 {
        context.patience.limit(left.and_then(signal_of).is_some());
    }
    played
}

/// What says aloud what is asked.
fn voice(context: &Context) -> Option<Program> {
    let voice = found_voice(context);
    if voice.is_none() {
        context.note(&format!("{NO_VOICE}: what is asked is shown; {ANOTHER_VOICE}"));
    }
    voice
}

/// The voice of the settings, or one that is there.
pub(super) fn found_voice(context: &Context) -> Option<Program> {
    let own = context.programs.of(ProgramSetting::Voice);
    voice::find(own, has_program)
}

/// The stories to ask for after a behavioral slot. Where they can't be read the review goes on
/// without them.
pub(super) fn stories(context: &Context, header: &Header) -> Vec<Choice> {
    let mut questions = header.round.slots.iter().flat_map(|slot| &slot.questions);
    if !questions.any(|planned| planned.question.kind().is_story()) {
        return Vec::new();
    }
    match choices(context, header) {
        Ok(choices) => choices,
        Err(error) => {
            let why = causes(&error);
            context.note(&format!("{why}\nthe review will not ask which stories you told"));
            Vec::new()
        }
    }
}

fn choices(context: &Context, header: &Header) -> anyhow::Result<Vec<Choice>> {
    let stories = super::stories::load(context)?;
    let tellings = super::stories::told(context, Some(&header.id))?;
    Ok(choices::of(&stories, &tellings))
}

/// Prints the report, writes it beside the session, and says what became of the round.
fn finish(context: &Context, mut outcome: Outcome) -> anyhow::Result<ExitCode> {
    let open = outcome.open.take();
    let (path, outcome) = (&outcome.path, &outcome);
    let colours = context.colours && !context.playing.plain;
    if outcome.session.holds_nothing() {
        // The file of the session is gone, and so is this run's sound; what an earlier one stored
        // goes, too.
        let folder = path.with_extension("");
        let earlier = stored_sound(path).filter(|_| open.is_some());
        for sound in earlier.filter(|sound| sound.parent() == Some(&folder)) {
            fs::remove_file(&sound)
                .with_context(|| format!("can't remove the sound {}", sound.display()))?;
        }
        remove_folder(path);
        context.note("left before the first slot: nothing was recorded");
        return Ok(exit_code(outcome, true));
    }
    let mut pacing = super::report::measured(context, path, &outcome.session);
    let written = write_beside(path, &pacing);
    // What stands beside the session is for every level.
    context.note_level(&outcome.session.header.round, context.playing.level);
    if let Some(level) = context.playing.level.or(outcome.session.header.level) {
        pacing.expect(&outcome.session.header.round, level);
    }
    let is_written = is_done(&written);
    match open {
        Some(mut open) => open.end(is_written),
        // Whoever reads the session next writes them.
        None if !is_written => Reopened::note(path, ReopenedFor::Round).begin(),
        None => {}
    }
    let below = reports(context, outcome, written);
    // What is not on the disk may be nowhere but here.
    let printed = if context.rows.is_some() && outcome.unwritten == 0 {
        let more = "`mockround report` shows all of it".to_string();
        let below = [below, vec![more]].concat();
        context.print(&report::text::headline(&pacing, &below, context.width(), colours))
    } else {
        below.iter().for_each(|line| context.note(line));
        context.print(&report::text::render(&pacing, context.width(), colours))
    };
    if outcome.left.is_none() {
        printed?;
    }
    let reached = can_be_opened(path);
    if let Some(line) = whereabouts(outcome, &context.workspace.shown(path), &reached) {
        context.note(&line);
    }
    if outcome.script_problems > 0 {
        context.note(&script_problems(outcome.script_problems));
    }
    if context.patience.is_over() && outcome.left.and_then(signal_of).is_none() {
        return Ok(ended_by(Signal::Interrupt));
    }
    let is_kept = context.playing.keep_audio && outcome.unwritten == 0;
    if is_kept && outcome.left.is_none() {
        super::words::after_round(context, path, &outcome.session);
    }
    Ok(exit_code(outcome, is_written))
}

fn script_problems(lines: usize) -> String {
    let lines = counted(lines, "line of the script was", "lines of the script were");
    format!("{lines} not understood or refused")
}

/// Where a round is that can be gone on with, or that is not whole on the disk.
fn whereabouts(outcome: &Outcome, file: &str, reached: &io::Result<()>) -> Option<String> {
    let id = &outcome.session.header.id;
    if outcome.unwritten == 0 {
        let command = match outcome.left {
            Some(_) => format!("`mockround resume {id}` goes on"),
            None => format!("`mockround report {id}` shows it"),
        };
        return match reached {
            Err(error) => {
                let events = counted(outcome.session.events.len(), "event", "events");
                let why = system(error);
                let mend = match error.kind() {
                    io::ErrorKind::PermissionDenied => {
                        "give yourself the right again (`chmod u+rwX` the file and its folders), \
                         and"
                    }
                    _ => "once it can,",
                };
                Some(format!(
                    "{file} holds all {events}, and can't be opened: {why}; {mend} {command}"
                ))
            }
            Ok(()) => outcome.left.map(|_| format!("left: {command}")),
        };
    }
    Some(if outcome.is_lost {
        format!("no file holds this session: it is printed above, as it would stand in {file}")
    } else {
        let events = counted(outcome.unwritten, "event is", "events are");
        format!(
            "{events} printed above and not in {file}, which ends before: once the disk takes \
             more, `mockround resume {id}` goes on from there"
        )
    })
}

/// What became of the reports beside a session, a line each.
fn reports(context: &Context, outcome: &Outcome, written: [WrittenBeside; 2]) -> Vec<String> {
    let id = &outcome.session.header.id;
    let mut lines = Vec::new();
    for (beside, written) in written {
        lines.push(match written {
            Ok(aside) => {
                note_aside(context, aside.as_deref());
                format!("report: {}", context.workspace.shown(&beside))
            }
            Err(error) => {
                let why = system(&error);
                let beside = context.workspace.shown(&beside);
                // Of a session that no file holds nothing can be written.
                let writes = match is_persons(&error) || outcome.is_lost {
                    true => String::new(),
                    false => {
                        let file = shell_words::quote(&beside);
                        format!("; `mockround report {id} -o {file}` writes it")
                    }
                };
                format!("the report could not be written to {beside}: {why}{writes}")
            }
        });
    }
    lines
}

/// 128 + n where signal n ended the round; else 1 where not all was done or written.
pub(super) fn exit_code(outcome: &Outcome, is_written: bool) -> ExitCode {
    match outcome.left.and_then(signal_of) {
        Some(signal) => ended_by(signal),
        None if is_written && outcome.script_problems == 0 && outcome.unwritten == 0 => {
            ExitCode::SUCCESS
        }
        None => ExitCode::FAILURE,
    }
}

/// The signal for which a round was left.
fn signal_of(left: LeftWhy) -> Option<Signal> {
    match left {
        LeftWhy::HungUp => Some(Signal::HangUp),
        LeftWhy::Interrupted => Some(Signal::Interrupt),
        LeftWhy::Quit => Some(Signal::Quit),
        LeftWhy::Terminated => Some(Signal::Terminate),
        LeftWhy::Ended => None,
    }
}

/// 128 + n, for a signal that ends something.
pub(super) fn ended_by(signal: Signal) -> ExitCode {
    ExitCode::from(match signal {
        Signal::HangUp => 128 + 1,
        Signal::Interrupt => 128 + 2,
        Signal::Quit => 128 + 3,
        Signal::Terminate | Signal::Stop | Signal::Continue | Signal::Resize => 128 + 15,
    })
}

/// What is said before the clock starts: the plan without its questions, and what the candidate
/// meant to do better.
fn intro(context: &Context, session: &Session, show_questions: bool) -> String {
    let header = &session.header;
    let mut text = clean(&header.round.title);
    if header.strict {
        text += " · strict";
    }
    if header.is_sped_up() {
        text += &format!(" · clock ×{}", header.speed);
    }
    for slot in &header.round.slots {
        let (title, length) = (clean(&slot.title), m_ss(slot.length));
        let questions = counted(slot.questions.len(), "question", "questions");
        text += &format!("\n  {title:<14} {length:>6}   {questions}");
        for planned in slot.questions.iter().filter(|_| show_questions) {
            let lines = handout::told(planned, &Obtained::default(), context.width());
            text += &format!("\n\n{}\n", lines.join("\n"));
        }
    }
    let sessions = context.workspace.sessions();
    let file = sessions.join(format!("{}.toml", header.id));
    text += &format!("\nsession: {}", context.workspace.shown(&file));
    if let Some(debrief) = super::which::last_debrief(&sessions, header) {
        text += &format!("\nlast time you meant to: {}", clean(&debrief));
    }
    text
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::samples::small;

    #[test]
    fn lines_of_a_script_are_counted_as_one_says_it() {
        let rest = "not understood or refused";
        assert_eq!(script_problems(1), format!("1 line of the script was {rest}"));
        assert_eq!(script_problems(2), format!("2 lines of the script were {rest}"));
    }

    #[test]
    fn to_go_on_is_promised_from_what_is_on_the_disk_only() {
        let said = |left, unwritten, is_lost| {
            let (session, path) = (Session::new(small()), PathBuf::new());
            let id = session.header.id.to_string();
            let outcome =
                Outcome { session, left, script_problems: 0, path, unwritten, is_lost, open: None };
            whereabouts(&outcome, "FILE", &Ok(())).map(|said| said.replace(&id, "ID"))
        };
        let left = Some(LeftWhy::Interrupted);
        assert_eq!(said(None, 0, false), None);
        assert_eq!(said(left, 0, false).unwrap(), "left: `mockround resume ID` goes on");
        for left in [left, None] {
            assert_eq!(
                said(left, 2, false).unwrap(),
                "2 events are printed above and not in FILE, which ends before: once the disk \
                 takes more, `mockround resume ID` goes on from there"
            );
            assert_eq!(
                said(left, 1, true).unwrap(),
                "no file holds this session: it is printed above, as it would stand in FILE"
            );
        }
    }

    #[test]
    fn a_session_whose_file_can_not_be_opened_is_not_promised_to_go_on_at_once() {
        let session = Session::new(small());
        let (id, path) = (session.header.id.to_string(), PathBuf::new());
        let (script_problems, unwritten, is_lost, open) = (0, 0, false, None);
        let outcome =
            Outcome { session, left: None, script_problems, path, unwritten, is_lost, open };
        let said = |outcome: &Outcome, kind: io::ErrorKind| {
            let said = whereabouts(outcome, "FILE", &Err(kind.into())).unwrap();
            said.replace(&id, "ID")
        };
        assert_eq!(
            said(&outcome, io::ErrorKind::PermissionDenied),
            "FILE holds all 0 events, and can't be opened: permission denied; give yourself the \
             right again (`chmod u+rwX` the file and its folders), and `mockround report ID` \
             shows it"
        );
        let left = Outcome { left: Some(LeftWhy::Interrupted), ..outcome };
        assert!(
            said(&left, io::ErrorKind::StaleNetworkFileHandle)
                .ends_with("; once it can, `mockround resume ID` goes on")
        );
    }
}
