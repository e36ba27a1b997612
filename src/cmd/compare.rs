//! `mockround compare`: two rounds side by side, phase by phase.

use std::process::ExitCode;

use anyhow::bail;

use super::{Context, output, which};
use crate::cli::{self, CompareFormat};
use crate::pacing::compare::compare;
use crate::pacing::measure;
use crate::report::compare::{json, markdown, text};

/// Prints two sessions side by side, or writes them to a file.
///
/// # Errors
/// Both are one session; a session can't be found or read, or the comparison can't be written.
pub(super) fn run(context: &Context, args: &cli::CompareArgs) -> anyhow::Result<ExitCode> {
    let (_, a) = which::session(context, &args.a)?;
    let (_, b) = which::session(context, &args.b)?;
    if a.header.id == b.header.id {
        bail!(
            "{} would be compared with itself; `mockround sessions` lists the others",
            a.header.id
        );
    }
    let comparison = compare(&measure(&a), &measure(&b));
    let sheet = context.sheet(&args.to.output);
    let page = match args.format {
        CompareFormat::Text => text(&comparison, sheet.width, sheet.colours),
        CompareFormat::Markdown => markdown(&comparison),
        CompareFormat::Json => json::render(&comparison),
    };
    output::put(context, &page, &args.to)?;
    Ok(ExitCode::SUCCESS)
}
