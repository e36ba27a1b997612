//! `mockround compare`: two rounds side by side, phase by phase.

use std::process::ExitCode;

use super::{Context, open, output, which};
use crate::cli::{self, CompareFormat};
use crate::pacing::compare::compare;
use crate::pacing::measure;
use crate::report::compare::{html, json, markdown, text};

/// Prints two sessions side by side, writes them to a file, or opens a page of them.
///
/// # Errors
/// Both are one session; a session can't be found or read, or the comparison can't be written.
pub(super) fn run(context: &Context, args: &cli::CompareArgs) -> anyhow::Result<ExitCode> {
    let [a, b] = which::pair(context, &args.a, &args.b)?;
    let comparison = compare(&measure(&a), &measure(&b));
    if args.open {
        args.to.expect_page(args.format, CompareFormat::Html)?;
        let beside = context.workspace.sessions().join(open::COMPARE);
        return open::page(context, &args.to, &beside, &html::render(&comparison));
    }
    let sheet = context.sheet(&args.to.output);
    let page = match args.to.format(args.format)? {
        CompareFormat::Text => text(&comparison, sheet.width, sheet.colours),
        CompareFormat::Markdown => markdown(&comparison),
        CompareFormat::Html => html::render(&comparison),
        CompareFormat::Json => json::render(&comparison),
    };
    output::put(context, &page, &args.to)?;
    Ok(ExitCode::SUCCESS)
}
