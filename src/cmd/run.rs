//! `mockround run`: builds a round, runs it against the clock, prints its report.

use std::process::ExitCode;

use super::{Context, build, play};
use crate::cli;
use crate::round::part::Part;

/// Runs a whole round.
///
/// # Errors
/// The round can't be built, the session can't be made, or the terminal can't be set up.
pub(super) fn run(context: &Context, args: &cli::RunArgs) -> anyhow::Result<ExitCode> {
    let template = build::template(context, args.template.as_deref(), &args.only)?;
    let round = build::round(context, &template, &args.begin.build, Part::Whole)?;
    play::begin(context, round, args.begin.build.show_questions)
}
