//! The subcommands, one file each: read the clock and the paths once, call the core, call the
//! shell.

mod build;
mod compare;
mod completions;
mod context;
mod drill;
mod export;
mod init;
mod listen;
mod man;
mod mark;
mod mic;
mod open;
mod plan;
mod play;
mod question;
mod questions;
mod report;
mod resume;
mod run;
mod sessions;
mod shortcuts;
mod status;
mod stories;
mod trends;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;

use crate::cli::{Cli, Command};
use crate::pacing;
use crate::session::store::{
    LATEST, SkippedFile, Stored, find, load, load_latest, read_all, running_sessions,
};
use crate::session::timeline::Timeline;
use crate::session::{Session, SessionId};
use crate::text::clean_line;
use context::Context;

/// No round is running where one was looked for.
#[derive(Debug, thiserror::Error)]
#[error("no round is running; `mockround run` starts one")]
pub struct NotRunning;

/// Runs the command that was asked for.
///
/// # Errors
/// Whatever failed, said so that the user knows what to do next.
pub fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let context = Context::of(&cli)?;
    match cli.command {
        Command::Plan(args) => plan::run(&context, &args),
        Command::Run(args) => run::run(&context, &args),
        Command::Drill(args) => drill::run(&context, &args),
        Command::Resume(args) => resume::run(&context, &args),
        Command::Mark(args) => mark::run(&context, &args),
        Command::Status(args) => status::run(&context, &args),
        Command::Question(args) => question::run(&context, &args),
        Command::Report(args) => {
            let (path, session) = session(&context, &args.session)?;
            let tellings = stories::told_before(&context, &session);
            if args.open {
                return report::open(&context, &args, &path, &session, tellings.as_deref());
            }
            report::run(
                &args,
                &session,
                tellings.as_deref(),
                &mut io::stdout().lock(),
                context.width(),
                context.colours,
            )
        }
        Command::Sessions(args) => {
            let flags = |session: &_| pacing::measure(session).flags.len();
            sessions::run(&args, &context.workspace.sessions(), &mut io::stdout().lock(), flags)
        }
        Command::Listen(args) => listen::run(&context, &args),
        Command::Mic(args) => mic::run(&context, &args),
        Command::Compare(args) => compare::run(&context, &args),
        Command::Export(args) => export::run(&context, &args),
        Command::Trends(args) => trends::run(&context, &args),
        Command::Questions(args) => questions::run(&context, &args),
        Command::Stories(args) => stories::run(&context, &args),
        Command::Init(args) => init::run(&args),
        Command::Shortcuts(args) => shortcuts::run(&context, &args),
        Command::Completions(args) => completions::run(&context, &args),
        Command::Man => man::run(&context),
    }
}

/// The session that a person means. What is not read of it is said, and which newer ones than the
/// latest that can be read can't be.
fn session(context: &Context, wanted: &str) -> anyhow::Result<(PathBuf, Session)> {
    let sessions = context.workspace.sessions();
    let stored = if wanted == LATEST {
        let (latest, passed_over) = load_latest(&sessions)?;
        for SkippedFile { why, .. } in passed_over {
            context.note(&format!("passed over, though newer: {}", clean_line(&why)));
        }
        latest
    } else {
        let path = find(&sessions, wanted)?;
        let (session, dropped) = load(&path)?;
        Stored { path, session, dropped }
    };
    for note in stored.notes() {
        context.note(&format!("{}: {note}", context.workspace.shown(&stored.path)));
    }
    Ok((stored.path, stored.session))
}

/// The session that is running: the one whose id begins so, or the only one.
fn running(context: &Context, wanted: Option<&str>) -> anyhow::Result<PathBuf> {
    let mut running = running_sessions(&context.workspace.sessions(), &context.workspace.running());
    let name = |path: &PathBuf| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    if let Some(wanted) = wanted {
        // One round's name can be the beginning of another's.
        match running.iter().position(|path| name(path) == wanted) {
            Some(exact) => running = vec![running.swap_remove(exact)],
            None => running.retain(|path| name(path).starts_with(wanted)),
        }
    }
    match &running[..] {
        [] => Err(NotRunning.into()),
        [one] => Ok(one.clone()),
        several => {
            let names: Vec<String> = several.iter().map(name).collect();
            bail!(
                "{} rounds are running: say which with --session: {}",
                several.len(),
                names.join(", ")
            )
        }
    }
}

/// What the candidate last wanted to do differently: the line of the newest other session that has
/// one.
fn last_debrief(sessions: &Path, but: &SessionId) -> Option<String> {
    let listing = read_all(sessions, |stored| {
        (stored.session.header.id != *but).then(|| Timeline::of(&stored.session).debrief).flatten()
    });
    listing.ok()?.sessions.into_iter().flatten().next()
}
