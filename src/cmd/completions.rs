//! `mockround completions`: a completion script for a shell.

use std::process::ExitCode;

use clap::CommandFactory;

use super::Context;
use crate::cli;

/// Prints the script.
///
/// # Errors
/// Standard output can't be written.
pub(super) fn run(context: &Context, args: &cli::CompletionsArgs) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut cli::Cli::command(), "mockround", &mut script);
    context.print(&String::from_utf8_lossy(&script))?;
    Ok(ExitCode::SUCCESS)
}
