//! `mockround compare`: two rounds side by side, phase by phase.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use anyhow::bail;

use super::report::put;
use super::{Context, session};
use crate::cli::{self, CompareFormat};
use crate::pacing::compare::compare;
use crate::pacing::measure;
use crate::report::compare::{json, markdown, text};

/// Prints two sessions side by side, or writes them to a file.
///
/// # Errors
/// Both are one session; a session can't be found or read, or the comparison can't be written.
pub(super) fn run(context: &Context, args: &cli::CompareArgs) -> anyhow::Result<ExitCode> {
    let [a, b] = [session(context, &args.a)?.1, session(context, &args.b)?.1];
    if a.header.id == b.header.id {
        bail!(
            "{} would be compared with itself; `mockround sessions` lists the others",
            a.header.id
        );
    }
    let comparison = compare(&measure(&a), &measure(&b));
    let file = args.output.as_deref().filter(|path| *path != Path::new("-"));
    let page = match args.format {
        CompareFormat::Text if file.is_some() => text(&comparison, 80, false),
        CompareFormat::Text => text(&comparison, context.width(), context.colours),
        CompareFormat::Markdown => markdown(&comparison),
        CompareFormat::Json => json::render(&comparison),
    };
    put(&page, file, &mut io::stdout().lock())?;
    Ok(ExitCode::SUCCESS)
}
