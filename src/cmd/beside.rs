//! The reports that stand beside a session: written anew, unless a person changed them.

use std::path::{Path, PathBuf};

use super::Context;
use crate::pacing::Pacing;
use crate::report;
use crate::session::store::{caught_up, was_cut_off, write_report};
use crate::text::system;

/// Says where a report was set aside of which it is not known who wrote it.
pub(super) fn note_aside(context: &Context, aside: Option<&Path>) {
    if let Some(aside) = aside {
        let aside = context.workspace.shown(aside);
        context.note(&format!("the report before, from another version or place, is {aside} now"));
    }
}

/// Writes the reports that stand beside a session, after what belongs to it changed, and says of
/// each that it could not be.
pub(super) fn write_anew(context: &Context, session: &Path, pacing: &Pacing) {
    for (beside, written) in write_beside(session, pacing) {
        match written {
            Ok(aside) => note_aside(context, aside.as_deref()),
            Err(error) => {
                let beside = context.workspace.shown(&beside);
                let why = system(&error);
                context.note(&format!("the report was not written to {beside}: {why}"));
            }
        }
    }
}

/// Writes the reports anew where a process that changed the session died before it came to that.
pub(super) fn catch_up(context: &Context, path: &Path, measured: impl FnOnce() -> Pacing) {
    if was_cut_off(path) {
        write_anew(context, path, &measured());
        caught_up(path);
    }
}

/// Writes the reports that stand beside a session; what became of each, and where the one before
/// was set aside.
pub(super) fn write_beside(
    session: &Path,
    pacing: &Pacing,
) -> [(PathBuf, std::io::Result<Option<PathBuf>>); 2] {
    let pages = [("md", report::markdown::render(pacing)), ("html", report::html::render(pacing))];
    pages.map(|(ending, page)| {
        let beside = session.with_extension(ending);
        let written = write_report(session, ending, &page);
        (beside, written)
    })
}
