//! `mockround question`: the question of the round that is running, in another terminal.

use std::process::ExitCode;

use anyhow::{Context as _, bail};

use super::{Context, which};
use crate::cli;
use crate::session::store::read_question;
use crate::text::clean;

/// Prints the question.
///
/// # Errors
/// No round is running, several are, or no question is on screen.
pub(super) fn run(context: &Context, args: &cli::QuestionArgs) -> anyhow::Result<ExitCode> {
    let session = which::running(context, args.session.as_deref())?;
    let Some(text) = read_question(&session).context("the question can't be read")? else {
        bail!("no question is on screen now");
    };
    // A person may have put another file in its place.
    context.print(&clean(&text))?;
    Ok(ExitCode::SUCCESS)
}
