//! `mockround trends`: what became of the measures over all sessions, and whether that is more than
//! noise.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{Context, open, output};
use crate::cli::{self, TrendsFormat};
use crate::pacing::trends::{Taken, take, trends};
use crate::report::trends::{NotRead, html, json, text};
use crate::session::store::{Listing, SkippedFile, read_all};

/// Prints the trends of the workspace's sessions, writes them to a file, or opens a page of them.
///
/// # Errors
/// The sessions can't be read, or the trends can't be written.
pub(super) fn run(context: &Context, args: &cli::TrendsArgs) -> anyhow::Result<ExitCode> {
    let listing = read_all(&context.workspace.sessions(), |stored| Read {
        taken: take(&stored.session),
        notes: stored.notes(),
        path: stored.path,
    })?;
    let not_read = not_read(context, &listing);
    let taken = listing.sessions.into_iter().map(|read| read.taken).collect();
    let trends = trends(taken, args.kind, args.last.map(|last| last as usize));
    if args.open {
        args.to.expect_page(args.format, TrendsFormat::Html)?;
        let beside = context.workspace.sessions().join(open::TRENDS);
        return open::page(context, &args.to, &beside, &html::render(&trends, &not_read));
    }
    let sheet = context.sheet(&args.to.output);
    let page = match args.to.format(args.format)? {
        TrendsFormat::Text => text::render(&trends, &not_read, sheet.width, sheet.colours),
        TrendsFormat::Html => html::render(&trends, &not_read),
        TrendsFormat::Json => json::render(&trends, &not_read),
    };
    output::put(context, &page, &args.to)?;
    Ok(ExitCode::SUCCESS)
}

/// What trends keep of a session.
struct Read {
    path: PathBuf,
    taken: Taken,
    /// What was not read of it.
    notes: Vec<String>,
}

/// The files of the sessions folder that are no sessions or not whole, named from where the user
/// stands.
fn not_read(context: &Context, listing: &Listing<Read>) -> Vec<NotRead> {
    let named = |path: &Path, why: &str| NotRead {
        file: context.workspace.seen(path),
        why: why.to_string(),
    };
    let mut not_read = Vec::new();
    for SkippedFile { path, why } in &listing.skipped {
        not_read.push(named(path, why));
    }
    for Read { path, notes, .. } in &listing.sessions {
        for note in notes {
            not_read.push(named(path, note));
        }
    }
    not_read
}
