//! `mockround export`: all sessions as rows, oldest first, for other programs.

use std::process::ExitCode;

use super::{Context, output, which};
use crate::cli::{self, ExportFormat, ExportRows};
use crate::live::machine::clock;
use crate::pacing::measure;
use crate::report::export::{RowFormat, RowsOf, head, rows};
use crate::session::store::read_all;
use crate::text::clean_line;

/// Prints the rows of all sessions, or writes them to a file. What is no session is named on
/// standard error.
///
/// # Errors
/// The sessions can't be read, or the rows can't be written.
pub(super) fn run(context: &Context, args: &cli::ExportArgs) -> anyhow::Result<ExitCode> {
    let format = match args.to.format(args.format)? {
        ExportFormat::Ndjson => RowFormat::Ndjson,
        ExportFormat::Csv => RowFormat::Csv,
    };
    let of = match args.rows {
        ExportRows::Questions => RowsOf::Questions,
        ExportRows::Phases => RowsOf::Phases,
    };
    let now = clock::wall().timestamp();
    let listing = read_all(&context.workspace.sessions(), |stored| {
        let notes = (stored.path.clone(), stored.notes());
        (rows(&measure(&stored.session), of, format), notes, which::future(&stored.session, now))
    })?;
    for skipped in &listing.skipped {
        let file = context.workspace.shown(&skipped.path);
        context.note(&format!("not exported: {file}: {}", clean_line(&skipped.why)));
    }
    for (_, (path, notes), future) in &listing.sessions {
        future.iter().for_each(|says| context.note(says));
        let file = context.workspace.shown(path);
        for note in notes {
            context.note(&format!("{file}: {note}"));
        }
    }
    let mut text = head(of, format);
    for (rows, ..) in listing.sessions.iter().rev() {
        text += rows;
    }
    output::put(context, &text, &args.to)?;
    Ok(ExitCode::SUCCESS)
}
