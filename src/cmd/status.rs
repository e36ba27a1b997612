//! `mockround status`: one line on the round that is running.

use std::process::ExitCode;

use super::{Context, which};
use crate::cli;
use crate::session::store::LiveFile;
use crate::text::clean;

/// Prints the line; an empty one, and exit status 1, where no round is running, so that a status
/// bar shows nothing.
///
/// # Errors
/// Several rounds are running, and none was named.
pub(super) fn run(context: &Context, args: &cli::StatusArgs) -> anyhow::Result<ExitCode> {
    let session = match which::running(context, args.session.as_deref()) {
        Ok(session) => session,
        Err(error) if error.is::<super::NotRunning>() => return Ok(ExitCode::FAILURE),
        Err(error) => return Err(error),
    };
    let Some(frame) = LiveFile::read(&session) else { return Ok(ExitCode::FAILURE) };
    context.print(&format!("{}\n", clean(&frame.status)))?;
    Ok(ExitCode::SUCCESS)
}
