//! `mockround question`: the question of the round that is running, in another terminal.

use std::process::ExitCode;
use std::{fs, io};

use anyhow::{Context as _, bail};

use super::{Context, which};
use crate::cli;
use crate::session::store::question_path;

/// Prints the question.
///
/// # Errors
/// No round is running, several are, or no question has been shown yet.
pub(super) fn run(context: &Context, args: &cli::StatusArgs) -> anyhow::Result<ExitCode> {
    let session = which::running(context, args.session.as_deref())?;
    let text = match fs::read_to_string(question_path(&session)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            bail!("no question has been shown yet")
        }
        read => read.context("the question can't be read")?,
    };
    context.print(&text)?;
    Ok(ExitCode::SUCCESS)
}
