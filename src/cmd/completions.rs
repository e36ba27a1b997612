//! `mockround completions`: what a shell reads once, so that it asks us when Tab is pressed.

use std::process::ExitCode;

use super::{Context, complete};
use crate::cli;

/// Prints it.
///
/// # Errors
/// Standard output can't be written.
pub(super) fn run(context: &Context, args: &cli::CompletionsArgs) -> anyhow::Result<ExitCode> {
    context.print(&complete::registration(args.shell)?)?;
    Ok(ExitCode::SUCCESS)
}
