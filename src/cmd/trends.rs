//! `mockround trends`: what became of the measures over all sessions, and whether that is more than
//! noise.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::Context;
use super::report::put;
use crate::cli::{self, TrendsFormat};
use crate::pacing::trends::{Taken, take, trends};
use crate::report::trends::{NotRead, html, json, text};
use crate::session::store::{Listing, read_all};

/// Prints the trends of the workspace's sessions, or writes them to a file.
///
/// # Errors
/// The sessions can't be read, or the trends can't be written.
pub(super) fn run(context: &Context, args: &cli::TrendsArgs) -> anyhow::Result<ExitCode> {
    let listing = read_all(&context.workspace.sessions(), |stored| {
        let notes = (stored.path.clone(), stored.notes());
        (take(&stored.session), notes)
    })?;
    let file = args.output.as_deref().filter(|path| *path != Path::new("-"));
    let not_read = not_read(context, &listing);
    let taken = listing.sessions.into_iter().map(|(taken, _)| taken).collect();
    let trends = trends(taken, args.kind, args.last.map(|last| last as usize));
    let page = match args.format {
        TrendsFormat::Text if file.is_some() => text::render(&trends, &not_read, 80, false),
        TrendsFormat::Text => text::render(&trends, &not_read, context.width(), context.colours),
        TrendsFormat::Html => html::render(&trends, &not_read),
        TrendsFormat::Json => json::render(&trends, &not_read),
    };
    put(&page, file, &mut io::stdout().lock())?;
    Ok(ExitCode::SUCCESS)
}

/// The files of the sessions folder that are no sessions or not whole, named from where the user
/// stands.
fn not_read(context: &Context, listing: &Listing<(Taken, (PathBuf, Vec<String>))>) -> Vec<NotRead> {
    let named = |path: &Path, why: &str| NotRead {
        file: context.workspace.shown(path),
        why: why.to_string(),
    };
    let mut not_read: Vec<_> =
        listing.skipped.iter().map(|skipped| named(&skipped.path, &skipped.why)).collect();
    for (_, (path, notes)) in &listing.sessions {
        not_read.extend(notes.iter().map(|note| named(path, note)));
    }
    not_read
}
