//! What `run`, `drill` and `resume` share: set the round up, run it, print its report.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, bail};

use super::Context;
use crate::live::hearing::sound::Sound;
use crate::live::machine::clock::{self, Clock};
use crate::live::rules::conductor::Conductor;
use crate::live::{self, Outcome, RoundSetup};
use crate::pacing::{self, Pacing};
use crate::report;
use crate::round::{Round, handout};
use crate::session::event::LeftWhy;
use crate::session::store::{Announcement, Store};
use crate::session::timeline::Timeline;
use crate::session::{FORMAT, Header, Session, SessionId, Started};
use crate::settings::MicChoice;
use crate::stories::choices::{self, Choice};
use crate::text::clean;
use crate::time::{Elapsed, m_ss};
use crate::voice::capture::{self, Capture, Surroundings, Which};

/// The round looks around once a second; sound comes as often.
const PERIOD: Duration = Duration::from_secs(1);

/// Runs a new round, as `run` and `drill` do.
///
/// # Errors
/// The session can't be made, or what [`go_on`] says.
pub(super) fn begin(
    context: &Context,
    round: Round,
    show_questions: bool,
) -> anyhow::Result<ExitCode> {
    // The two clocks are read together: what the file says of local times rests on it.
    let speed = context.playing.speed;
    let (now, clock) = (clock::wall(), Clock::starting_at(Elapsed::ZERO, speed));
    let id = format!("{}-{}", now.strftime("%Y-%m-%dT%H-%M-%S"), round.template);
    let header = Header {
        format: FORMAT,
        tool: env!("CARGO_PKG_VERSION").to_string(),
        id: SessionId::try_from(id).map_err(anyhow::Error::msg)?,
        started: Started::from(now),
        speed,
        strict: context.settings.live.strict,
        overtime: context.settings.live.overtime,
        limits: context.settings.limits.clone(),
        round,
    };
    let sound = sound(context, speed)?;
    let (store, session) = Store::create(&context.workspace.sessions(), header)?;
    let intro = intro(context, &session, show_questions);
    go_on(context, store, Conductor::new(session), clock, sound, intro)
}

/// Runs a session, prints its report and writes it beside the session. The exit status is 0, 1
/// where lines of a script were not understood or the disk did not take every event, or 128 + n where signal n ended the round.
///
/// # Errors
/// The terminal can't be set up, or the report can't be printed.
pub(super) fn go_on(
    context: &Context,
    store: Store,
    conductor: Conductor,
    clock: Clock,
    mut sound: Sound,
    intro: String,
) -> anyhow::Result<ExitCode> {
    let settings = &context.settings.live;
    let path = store.path().to_path_buf();
    // Without an announcement `mark` finds the session from its own workspace only.
    let announcement = Announcement::make(&context.workspace.running(), &path).ok();
    if let Some(caveat) = store.caveat() {
        context.note(&caveat);
    }
    if context.playing.keep_audio {
        sound.keep(&free_name(&path))?;
    }
    let plain = context.playing.plain;
    let setup = RoundSetup {
        plain,
        colour: context.playing.colours,
        bell: settings.bell,
        title: settings.title,
        alert_command: settings.alert_command.clone(),
        stories: stories(context, &conductor.session().header),
        sound,
        announcement,
        intro,
        summary: |session, slot| report::text::summary(&pacing::measure(session), slot, 80),
    };
    let outcome = live::run(conductor, store, clock, setup)?;
    finish(context, &outcome, context.colours && !plain)
}

/// The stories to ask for after a behavioral slot. Where they can't be read the round goes on
/// without them.
fn stories(context: &Context, header: &Header) -> Vec<Choice> {
    let questions = || header.round.slots.iter().flat_map(|slot| &slot.questions);
    if !questions().any(|planned| planned.question.kind().is_story()) {
        return Vec::new();
    }
    let read = super::stories::load(context)
        .and_then(|stories| Ok((stories, super::stories::told(context, Some(&header.id))?)));
    match read {
        Ok((stories, tellings)) => choices::of(&stories, &tellings),
        Err(error) => {
            context.note(&format!("{error:#}\nthe review will not ask which stories you told"));
            Vec::new()
        }
    }
}

fn finish(context: &Context, outcome: &Outcome, colours: bool) -> anyhow::Result<ExitCode> {
    let path = &outcome.path;
    let timeline = Timeline::of(&outcome.session);
    if timeline.slots.iter().all(|slot| slot.began.is_none()) {
        // The file of the session is gone; so is its sound, if it was stored.
        for sound in stored_sound(path) {
            std::fs::remove_file(&sound)
                .with_context(|| format!("cannot remove the sound {}", sound.display()))?;
        }
        context.note("left before the first slot: nothing was recorded");
        return Ok(exit_code(outcome));
    }
    let pacing = super::report::measured(context, &outcome.session);
    let written = write_beside(path, &pacing);
    let printed = context.print(&report::text::render(&pacing, context.width(), colours));
    if outcome.left.is_none() {
        printed?;
    }
    for (beside, written) in written {
        match written {
            Ok(()) => context.note(&format!("report: {}", context.workspace.shown(&beside))),
            Err(error) => context
                .note(&format!("the report could not be written to {}: {error}", beside.display())),
        }
    }
    if outcome.left.is_some() && outcome.unwritten == 0 {
        context.note(&format!("left: `mockround resume {}` goes on", outcome.session.header.id));
    }
    if outcome.script_problems > 0 {
        context.note(&format!(
            "{} lines of the script were not understood or refused",
            outcome.script_problems
        ));
    }
    Ok(exit_code(outcome))
}

/// 128 + n where signal n ended the round.
fn exit_code(outcome: &Outcome) -> ExitCode {
    match outcome.left {
        Some(LeftWhy::HungUp) => ExitCode::from(128 + 1),
        Some(LeftWhy::Interrupted) => ExitCode::from(128 + 2),
        Some(LeftWhy::Quit) => ExitCode::from(128 + 3),
        Some(LeftWhy::Terminated) => ExitCode::from(128 + 15),
        Some(LeftWhy::Ended) | None if outcome.script_problems > 0 || outcome.unwritten > 0 => {
            ExitCode::FAILURE
        }
        Some(LeftWhy::Ended) | None => ExitCode::SUCCESS,
    }
}

/// Where the sound of a round comes from. Without a word about it the default microphone is
/// listened to, at real speed.
///
/// # Errors
/// A microphone or recording was named that can't be opened, or one to be stored without a
/// microphone.
pub(super) fn sound(context: &Context, speed: f64) -> anyhow::Result<Sound> {
    let playing = &context.playing;
    if let Some(recording) = &playing.audio {
        return Sound::recording(recording);
    }
    #[expect(clippy::float_cmp, reason = "1 is what stands there when nobody asked for a speed")]
    let sped_up = speed != 1.0;
    let which = match &context.settings.listen.mic {
        MicChoice::Named(name) if name.is_empty() => bail!(
            "--mic names no microphone: allowed are auto, off, or a part of a name that \
             `mockround mic` lists"
        ),
        MicChoice::Off if playing.keep_audio => {
            bail!("--keep-audio stores what a microphone hears: leave --mic off out")
        }
        MicChoice::Off => return Ok(Sound::Off),
        MicChoice::Auto => Which::Auto,
        MicChoice::Named(name) => Which::Named(name.clone()),
    };
    if sped_up && (playing.mic_is_asked || playing.keep_audio) {
        bail!(
            "a microphone hears in real time: leave --speed out, or play a recording with --audio"
        );
    }
    if sped_up {
        return Ok(Sound::Off);
    }
    Ok(Sound::microphone(Capture::open(capture_setup(context, which))?))
}

/// How a microphone is listened to.
pub(super) fn capture_setup(context: &Context, which: Which) -> capture::Setup {
    let recorder = &context.settings.listen.recorder;
    capture::Setup {
        which,
        recorder: (!recorder.is_empty()).then(|| recorder.clone()),
        period: PERIOD,
        clock: clock::reading,
        surroundings: Surroundings::read(),
    }
}

/// A name beside the session that no earlier sound of it has.
fn free_name(session: &Path) -> PathBuf {
    sound_names(session)
        .find(|path| !path.exists())
        .unwrap_or_else(|| session.with_extension("wav"))
}

/// The sound that was stored beside a session.
pub(super) fn stored_sound(session: &Path) -> impl Iterator<Item = PathBuf> {
    sound_names(session).take_while(|path| path.exists())
}

/// `ID.wav`, and `ID.2.wav` and so on for what was stored after `resume`.
fn sound_names(session: &Path) -> impl Iterator<Item = PathBuf> {
    let numbered = (2..).map(|n| session.with_extension(format!("{n}.wav")));
    std::iter::once(session.with_extension("wav")).chain(numbered)
}

/// Writes the reports that stand beside a session; what became of each.
pub(super) fn write_beside(session: &Path, pacing: &Pacing) -> [(PathBuf, std::io::Result<()>); 2] {
    let pages = [("md", report::markdown::render(pacing)), ("html", report::html::render(pacing))];
    pages.map(|(ending, page)| {
        let beside = session.with_extension(ending);
        let written = super::output::write_whole(&beside, &page);
        (beside, written)
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
    if (header.speed - 1.0).abs() > f64::EPSILON {
        text += &format!(" · clock ×{}", header.speed);
    }
    for slot in &header.round.slots {
        let count = slot.questions.len();
        let plural = if count == 1 { "" } else { "s" };
        text += &format!(
            "\n  {:<14} {:>6}   {count} question{plural}",
            clean(&slot.title),
            m_ss(slot.length)
        );
        if show_questions {
            for planned in &slot.questions {
                text += &format!(
                    "\n\n{}\n",
                    handout::lines(&planned.question, context.width()).join("\n")
                );
            }
        }
    }
    text += &format!(
        "\nsession: {}",
        context.workspace.shown(&context.workspace.sessions().join(format!("{}.toml", header.id)))
    );
    if let Some(debrief) = super::which::last_debrief(&context.workspace.sessions(), &header.id) {
        text += &format!("\nlast time you meant to: {}", clean(&debrief));
    }
    text
}
