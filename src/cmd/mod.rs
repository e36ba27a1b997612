//! The subcommands, one file each: each is given what was read of the command line, the settings
//! and the surroundings, calls the core, and calls the shell.

mod addition;
mod beside;
mod build;
mod check;
mod compare;
mod complete;
mod completions;
mod context;
mod demo;
mod doctor;
mod drill;
mod export;
mod history;
mod init;
mod interruption;
mod kept_words;
mod last_words;
mod lines;
mod listen;
mod man;
mod mark;
mod mic;
mod open;
mod output;
mod pager;
mod patience;
mod plan;
mod play;
mod prompts;
mod question;
mod questions;
mod rate;
mod replay;
mod report;
mod resume;
mod review;
mod run;
mod sessions;
mod sheet;
mod shortcuts;
mod status;
mod stories;
mod today;
mod transcribe;
mod trends;
mod which;
mod words;

use std::path::PathBuf;
use std::process::ExitCode;

use crate::cli::{Cli, Command};
use crate::session::store::{outlive_size_limit, taken};
pub use complete::complete;
use context::Context;

/// No round is running where one was looked for.
#[derive(Debug, thiserror::Error)]
#[error("no round is running; `mockround run` starts one")]
pub(crate) struct NotRunning;

/// Where a running round was looked for, `resume` has one whose clock a person has yet to start.
#[derive(Debug, thiserror::Error)]
#[error("{}", taken(session, ""))]
pub(crate) struct StillWaiting {
    session: PathBuf,
}

/// Runs the command that was asked for.
///
/// # Errors
/// Whatever failed, said so that the user knows what to do next.
pub fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    outlive_size_limit();
    let mut context = Context::of(&cli)?;
    if let Some(not_run) = &context.not_run {
        context.note(&not_run.to_string());
    }
    match cli.command {
        Command::Today(args) => match today::run(&context, &args)? {
            Some(first) => run(first),
            None => Ok(ExitCode::SUCCESS),
        },
        Command::Plan(args) => plan::run(&context, &args),
        Command::Run(args) => run::run(&context, &args),
        Command::Drill(args) => drill::run(&context, &args),
        Command::Resume(args) => resume::run(&context, &args),
        Command::Demo(args) => demo::run(context, &args),
        Command::Mark(args) => mark::run(&context, &args),
        Command::Status(args) => status::run(&context, &args),
        Command::Question(args) => question::run(&context, &args),
        Command::Check(args) => check::run(&context, &args),
        Command::Report(args) => report::run(&context, &args),
        Command::Review(args) => review::run(&context, &args),
        Command::Rate(args) => rate::run(&context, &args),
        Command::Sessions(args) => sessions::run(&context, &args),
        Command::Listen(args) => listen::run(&context, &args),
        Command::Mic(args) => mic::run(&context, &args),
        Command::Compare(args) => compare::run(&context, &args),
        Command::Words(args) => words::run(&context, &args),
        Command::Replay(args) => replay::run(&context, &args),
        Command::Export(args) => export::run(&context, &args),
        Command::Trends(args) => trends::run(&context, &args),
        Command::Questions(args) => questions::run(&context, &args),
        Command::Stories(args) => stories::run(&context, &args),
        Command::Init(args) => init::run(&context, &args),
        Command::Doctor(args) => doctor::run(&mut context, &args),
        Command::Shortcuts(args) => shortcuts::run(&context, &args),
        Command::Completions(args) => completions::run(&context, &args),
        Command::Man(args) => man::run(&context, &args),
    }
}
