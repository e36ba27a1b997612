//! The temporary folder of a demo. A demo removes those of earlier ones, which nobody looks at any
//! more.

use std::fs::{self, Metadata};
use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;
use tempfile::TempDir;

use crate::session::store::is_live;

/// What it is called, before letters that nobody can foretell.
const NAME: &str = "mockround-demo-";

/// What the demo hears.
pub(super) const RECORDING: &str = "voice.mp3";

/// Its sessions, by the name that they have in every workspace.
const SESSIONS: &str = "sessions";

/// A demo that has no session yet is setting itself up, unless that was so long ago.
const SETTING_UP: Duration = Duration::from_secs(60);

/// Makes a folder that is gone again unless it is kept, and removes those of earlier demos.
///
/// # Errors
/// It can't be made.
pub(super) fn make() -> anyhow::Result<TempDir> {
    let temporary = std::env::temp_dir();
    let folder = tempfile::Builder::new().prefix(NAME).tempdir_in(&temporary);
    let folder = folder.with_context(|| {
        format!(
            "no folder for the demo can be made in {}; TMPDIR names another",
            temporary.display()
        )
    })?;
    if let Ok(ours) = folder.path().symlink_metadata() {
        sweep(&temporary, folder.path(), &ours);
    }
    Ok(folder)
}

/// Removes what earlier demos of the same user left. What can't be removed does no harm.
fn sweep(temporary: &Path, folder: &Path, ours: &Metadata) {
    let Ok(entries) = fs::read_dir(temporary) else { return };
    for entry in entries.flatten() {
        let is_demo = entry.file_name().to_string_lossy().starts_with(NAME);
        if is_demo && entry.path() != folder && is_over(&entry.path(), ours) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Whether a folder is one of this user's demos, holds nothing else, and its round is over.
fn is_over(folder: &Path, ours: &Metadata) -> bool {
    let Ok(found) = folder.symlink_metadata() else { return false };
    let Ok(entries) = fs::read_dir(folder) else { return false };
    let only_ours = entries
        .flatten()
        .all(|entry| entry.file_name() == RECORDING || entry.file_name() == SESSIONS);
    if !found.is_dir() || !is_same_owner(&found, ours) || !only_ours {
        return false;
    }
    let files = fs::read_dir(folder.join(SESSIONS)).into_iter().flatten().flatten();
    let sessions: Vec<_> = files
        .map(|file| file.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    if sessions.is_empty() {
        let (Ok(now), Ok(then)) = (ours.modified(), found.modified()) else { return false };
        return now.duration_since(then).is_ok_and(|age| age > SETTING_UP);
    }
    !sessions.iter().any(|session| is_live(session))
}

#[cfg(unix)]
fn is_same_owner(found: &Metadata, ours: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    found.uid() == ours.uid()
}

/// There the temporary folder is the user's own.
#[cfg(not(unix))]
fn is_same_owner(_: &Metadata, _: &Metadata) -> bool {
    true
}
