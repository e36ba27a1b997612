//! `mockround words`: what was said in a session, kept beside it as a transcript has it.

use std::io::{BufRead as _, IsTerminal as _, Read as _, stdin};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, bail};

use super::addition::Addition;
use super::kept_words::{bytes, of_session};
use super::transcribe::{self, Transcribed};
use super::{Context, report, which};
use crate::cli::{ListFormat, WordsArgs};
use crate::pacing::said::said;
use crate::report::transcript;
use crate::session::Session;
use crate::session::event::{Event, Hesitations, What};
use crate::session::hearing::Hearing;
use crate::session::store::{ReopenedFor, find, hearable, is_live, taken, write_words};
use crate::session::timeline::Timeline;
use crate::settings::WhenWords;
use crate::text::{causes, counted, escape_json};
use crate::time::{Elapsed, Stretch, m_ss, stretch};
use crate::words::{SaidWord, Transcript, WordsFile};

/// An answer is no longer, in bytes.
const LONGEST_ANSWER: u64 = 1 << 10;

/// A word farther from all speech than this was hardly said there.
const NEAR: Duration = Duration::from_secs(1);

/// Prints the words of a session, or takes them from a transcript.
///
/// # Errors
/// There is no such session, or it has no words; the transcript can't be read, or belongs to
/// another time; the words can't be written.
pub(super) fn run(context: &Context, args: &WordsArgs) -> anyhow::Result<ExitCode> {
    if let Some(file) = &args.transcript {
        let words = take(context, args, file)?;
        match args.format {
            ListFormat::Json => context.print(&escape_json(&words.to_json()))?,
            ListFormat::Text => context.print(&told(&words))?,
        }
        return Ok(ExitCode::SUCCESS);
    }
    let (path, session) = which::session(context, &args.session)?;
    let words = match of_session(context, &path, &session)? {
        Some(words) => {
            note_unwritten(context, &path, &session, &words);
            words
        }
        None if is_live(&path) => bail!(taken(&path, ": end the round first")),
        None => transcribed(context, &path, &session, args.limit)?,
    };
    match args.format {
        ListFormat::Json => context.print(&escape_json(&words.to_json()))?,
        ListFormat::Text => {
            let pacing = report::measured(context, &path, &session);
            let page = transcript::render(
                &pacing,
                &said(&session, &words, &pacing.flags),
                context.width(),
            );
            context.print(&page)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Says that a session has sound that came after its words, as a round that was resumed has: they
/// are not written by themselves a second time. Sound of what has words is only heard again.
fn note_unwritten(context: &Context, path: &Path, session: &Session, words: &WordsFile) {
    let is_words = |event: &Event| matches!(event.what, What::WordsAdded { .. });
    let Some(last) = session.events.iter().rposition(is_words) else { return };
    let begins = |event: &Event| match &event.what {
        What::SoundStored { from, .. } | What::RecordingAdded { from, .. } => Some(*from),
        _ => None,
    };
    let later: Vec<Elapsed> = session.events[last..].iter().filter_map(begins).collect();
    // What isn't there any more can't be written down.
    let there = hearable(path, &Timeline::of(session)).into_iter().map(|file| file.of.from);
    let has_words = |from: &Elapsed| words.words.iter().any(|word| word.from >= *from);
    if let Some(from) = there.filter(|from| later.contains(from) && !has_words(from)).min() {
        let (id, from) = (&session.header.id, m_ss(from.since_began()));
        context.note(&format!(
            "session {id} has sound from {from} on that came after its words; to have all of it \
             written down: `mockround sessions forget {id} --only words`, then `mockround words \
             {id}`"
        ));
    }
}

/// Has the words of a session written down, and keeps them.
fn transcribed(
    context: &Context,
    path: &Path,
    session: &Session,
    limit: Option<Duration>,
) -> anyhow::Result<WordsFile> {
    let Transcribed { words, hesitations } = transcribe::run(context, path, session, limit)?;
    let to = Addition::to(context, path, ReopenedFor::Words)?;
    keep(context, to, path, &words, hesitations)?;
    Ok(words)
}

/// After a round whose sound was stored: writes down what was said where the settings want that, or
/// the person says so now; words that are there already stay. What fails is said, and the round is
/// none the worse for it.
pub(super) fn after_round(context: &Context, path: &Path, session: &Session) {
    let is_wanted = context.settings.listen.words == WhenWords::AfterRound;
    let is_asked = stdin().is_terminal() && context.shows_progress && context.rows.is_some();
    let name = match transcribe::ready(context) {
        Ok(name) => name,
        Err(why) if is_wanted => {
            return context.note(&format!("what you said isn't written: {why}"));
        }
        Err(_) => return,
    };
    if !(is_wanted || is_asked) {
        return;
    }
    match of_session(context, path, session) {
        Ok(None) => {}
        Ok(Some(_)) => {
            let id = &session.header.id;
            return context.note(&format!(
                "session {id} has words, which stay; to have all of it written down: `mockround \
                 sessions forget {id} --only words`, then `mockround words {id}`"
            ));
        }
        Err(error) => return context.note(&causes(&error)),
    }
    if !(is_wanted || is_yes(context, &name)) {
        let id = &session.header.id;
        return context.note(&format!("`mockround words {id}` does it later"));
    }
    match transcribed(context, path, session, None) {
        Ok(words) => context.note(told(&words).trim_end()),
        Err(error) => context.note(&format!("what you said isn't written: {}", causes(&error))),
    }
}

/// Whether the person wants it written down.
fn is_yes(context: &Context, name: &str) -> bool {
    let question = format!("\nwrite down what you said, with {name}? y does, all else leaves it: ");
    let mut line = String::new();
    let asked = context.print(&question);
    asked.is_ok()
        && stdin().lock().take(LONGEST_ANSWER).read_line(&mut line).is_ok()
        && matches!(line.trim(), "y" | "yes")
}

/// Takes the words of a session from a transcript.
fn take(context: &Context, args: &WordsArgs, file: &Path) -> anyhow::Result<WordsFile> {
    let name = context.workspace.shown(file);
    let transcript = read(file, &name)?;
    let transcript = transcript
        .of_speaker(args.speaker.as_deref())
        .map_err(|why| anyhow::anyhow!("{name} {why}"))?;
    for oddity in &transcript.oddities {
        context.note(&format!("{name}: {oddity}"));
    }
    let path = find(&context.workspace.sessions(), &args.session)?;
    let to = Addition::to(context, &path, ReopenedFor::Words)?;
    let id = to.session.header.id.to_string();
    if to.session.header.is_sped_up() {
        let speed = to.session.header.speed;
        context.note(&format!(
            "session {id} ran at speed {speed}, and its clock with it: {name}'s times are taken \
             for that clock's"
        ));
    }
    let words = WordsFile::of(&transcript, &id, args.offset, to.session.until);
    if words.words.is_empty() && to.session.until == Elapsed::ZERO {
        bail!("session {id} was over before it began: nothing was said in it");
    }
    if words.words.is_empty() {
        bail!(
            "{name} and session {id} don't overlap: the transcript's words are from {} to {}, the \
             session lasts {}; --offset says when the transcript's time began",
            m_ss(transcript.words.first().map(|word| word.at.from).unwrap_or_default()),
            m_ss(transcript.words.last().map(|word| word.at.from).unwrap_or_default()),
            m_ss(to.session.until.since_began()),
        );
    }
    let outside = transcript.words.len() - words.words.len();
    if outside > 0 {
        let outside = counted(outside, "word is", "words are");
        context.note(&format!("{name}: {outside} of a time outside the session: left out"));
    }
    note_misplaced(context, &to.session, &words.words);
    let of_form = match transcript.form.is_raw() {
        true => Hesitations::AtLeast,
        false => Hesitations::Unknown,
    };
    keep(context, to, &path, &words, of_form)?;
    Ok(words)
}

/// Keeps words beside a session, in place of those before, and writes its reports anew.
fn keep(
    context: &Context,
    mut to: Addition,
    path: &Path,
    words: &WordsFile,
    hesitations: Hesitations,
) -> anyhow::Result<()> {
    let id = to.session.header.id.clone();
    write_words(path, &words.to_json())
        .with_context(|| format!("the words of session {id} can't be written"))?;
    let (tool, model) = (words.tool.clone(), words.model.clone());
    let what = What::WordsAdded { tool, model, hesitations: hesitations.into() };
    let recorded = to.record(context, vec![Event { at: to.session.until, what }]);
    to.finish(context)?;
    recorded
}

/// Reads a transcript, called so in errors.
fn read(file: &Path, name: &str) -> anyhow::Result<Transcript> {
    let bytes = bytes(file, name)?;
    Transcript::read(&bytes).map_err(|why| anyhow::anyhow!("{name} {why}"))
}

/// Says where most words stand where no speech was heard: their time may be another one.
fn note_misplaced(context: &Context, session: &Session, words: &[SaidWord]) {
    let timeline = Timeline::of(session);
    let hearing = Hearing::of(&timeline);
    let before = |at: Elapsed| Elapsed::new(at.since_began().saturating_sub(NEAR));
    let near =
        hearing.speech().iter().map(|of| Stretch { from: before(of.from), to: of.to + NEAR });
    let near = stretch::joined(near, Duration::ZERO);
    // Of what was not heard nobody knows whether it was speech.
    let is_heard = |word: &&SaidWord| stretch::find(hearing.heard(), word.from).is_some();
    let heard: Vec<&SaidWord> = words.iter().filter(is_heard).collect();
    let far = heard.iter().filter(|word| stretch::find(&near, word.from).is_none()).count();
    // More than a few: a rate of them is not known either.
    if !near.is_empty() && far * 4 > heard.len() {
        let stand = if far == 1 { "stands" } else { "stand" };
        context.note(&format!(
            "{far} of {} {stand} where no speech was heard: is --offset right?",
            counted(heard.len(), "word", "words")
        ));
    }
}

/// What became of a session's words.
fn told(words: &WordsFile) -> String {
    let time = |at: Option<Elapsed>| m_ss(at.unwrap_or_default().since_began());
    format!(
        "{} of session {}, from {} to {} of it: `mockround words {1}` prints them\n",
        counted(words.words.len(), "word", "words"),
        words.session,
        time(words.words.first().map(|word| word.from)),
        time(words.words.iter().map(|word| word.to).max()),
    )
}
