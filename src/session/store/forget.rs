//! Removing what belongs to a session, for good.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

use anyhow::{Context, bail};

use super::belongings::{Belonging, BelongingKind, remove_folder};
use super::file::is_live;
use super::find::is_sessions;
use super::live::FOLDER;
use super::private;
use super::reopened::taken;
use super::unreadable::ReadError;

#[cfg(test)]
mod tests;

/// Refuses a file that is no session of this folder or another: what lies beside it under its name
/// is not ours.
///
/// # Errors
/// It doesn't begin as sessions do, and isn't called as one among the sessions.
pub(crate) fn expect_session(dir: &Path, path: &Path) -> anyhow::Result<()> {
    if is_sessions(dir, path) {
        return Ok(());
    }
    Err(ReadError::Foreign).with_context(|| format!("can't forget {}", path.display()))
}

/// Removes files of a session that nobody runs, and its folder if that is empty then. A link is
/// removed, and not what it points to. The session's own file goes last: what is cut off can be
/// begun again.
///
/// # Errors
/// The session is running, or a file can't be removed; the session's own file stays then.
pub(crate) fn forget(session: &Path, files: &[Belonging]) -> anyhow::Result<()> {
    // Held until all is gone: nobody takes the session up meanwhile.
    let held = File::open(session).map(|file| (file.try_lock(), file));
    if matches!(held, Ok((Err(TryLockError::WouldBlock), _))) {
        bail!(taken(session, "; end it first"));
    }
    if !matches!(held, Ok((Ok(()), _))) && is_live(session) {
        bail!(taken(session, "; end it first"));
    }
    let sessions = files.iter().filter(|file| file.kind == BelongingKind::Session);
    let mut copies = sessions.map(|file| &*file.path).filter(|path| *path != session);
    if let Some(copy) = copies.find(|path| is_live(path)) {
        bail!(taken(copy, "; end it first"));
    }
    forget_held(session, files)
}

/// The same of a session that this process holds still.
///
/// # Errors
/// A file can't be removed.
pub(crate) fn forget_held(session: &Path, files: &[Belonging]) -> anyhow::Result<()> {
    let others = files.iter().filter(|file| file.path != session);
    for file in others.chain(files.iter().filter(|file| file.path == session)) {
        match fs::remove_file(&file.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            removed => {
                removed.with_context(|| format!("can't remove {}", file.path.display()))?;
            }
        }
    }
    remove_folder(session);
    let folders: BTreeSet<&Path> = files.iter().filter_map(|file| file.path.parent()).collect();
    for folder in folders {
        if Some(folder) != session.parent() && !folder.ends_with(FOLDER) {
            // A copy of the session's folder; one that isn't empty stays.
            let _ = fs::remove_dir(folder);
        }
    }
    private::sync_dir(session.parent().unwrap_or(Path::new(".")));
    Ok(())
}
