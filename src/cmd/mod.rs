//! The subcommands, one file each: read the clock and the paths once, call the core, call the
//! shell.

mod build;
mod compare;
mod completions;
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

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};

use crate::cli::{Cli, Command};
use crate::pacing;
use crate::session::store::{
    LATEST, Skipped, Stored, find, load, load_latest, read_all, running_sessions,
};
use crate::session::timeline::Timeline;
use crate::session::{Session, SessionId};
use crate::settings::{Settings, Workspace};
use crate::text::clean_line;

/// What every command works with.
pub struct Context {
    /// Where things live on disk.
    pub workspace: Workspace,
    /// What `mockround.toml` says.
    pub settings: Settings,
    /// Whether the terminal can't move its cursor (`TERM=dumb`).
    pub is_dumb: bool,
    /// Whether standard output takes colours: it is a terminal, and neither `NO_COLOR` nor
    /// `TERM=dumb` is set.
    pub colours: bool,
}

impl Context {
    /// Prints to standard output.
    ///
    /// # Errors
    /// It can't be written; a closed pipe is one of these, and no failure of the command.
    pub fn print(&self, text: &str) -> anyhow::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())
            .and_then(|()| out.flush())
            .context("cannot write to standard output")
    }

    /// Says something on the side, on standard error.
    pub fn note(&self, text: &str) {
        // Nobody is left to tell where standard error is closed.
        let _ = writeln!(io::stderr(), "{text}");
    }

    /// Columns of standard output; 80 where it is no terminal.
    pub fn width(&self) -> usize {
        console::Term::stdout()
            .size_checked()
            .map_or(80, |(_, columns)| usize::from(columns).min(110))
    }
}

/// No round is running where one was looked for.
#[derive(Debug, thiserror::Error)]
#[error("no round is running; `mockround run` starts one")]
pub struct NotRunning;

/// Runs the command that was asked for.
///
/// # Errors
/// Whatever failed, said so that the user knows what to do next.
pub fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let workspace = Workspace::find(cli.workspace.as_deref())?;
    let settings = match cli.command {
        Command::Plan(_)
        | Command::Run(_)
        | Command::Drill(_)
        | Command::Resume(_)
        | Command::Mic(_)
        | Command::Questions(_) => Settings::load(&workspace)?,
        // The others don't depend on settings, and must work where these are broken: a mark most of
        // all.
        _ => Settings::default(),
    };
    #[expect(clippy::disallowed_methods, reason = "read once, here")]
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let context = Context { workspace, settings, is_dumb, colours: console::colors_enabled() };
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

/// The session that a person means. What was cut off at its end is said, and which newer ones than
/// the latest that can be read can't be.
fn session(context: &Context, wanted: &str) -> anyhow::Result<(PathBuf, Session)> {
    let sessions = context.workspace.sessions();
    let Stored { path, session, dropped } = if wanted == LATEST {
        let (latest, passed_over) = load_latest(&sessions)?;
        for Skipped { why, .. } in passed_over {
            context.note(&format!("passed over, though newer: {}", clean_line(&why)));
        }
        latest
    } else {
        let path = find(&sessions, wanted)?;
        let (session, dropped) = load(&path)?;
        Stored { path, session, dropped }
    };
    if let Some(dropped) = dropped {
        context.note(&format!("{}: {dropped}", context.workspace.shown(&path)));
    }
    Ok((path, session))
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
