//! What the file system under a folder allows and guarantees, found out without changing anything.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::live;
use super::platform::{free_bytes, is_missing, is_unsupported, may_write};
use super::private::{InTheWay, no_folder, standing};
use crate::text::system;

/// The worked example, two hours with speech heard, is half a megabyte with its reports; so many
/// bytes are enough for many evenings.
pub(crate) const FREE_NEEDED: u64 = 50_000_000;

/// What a session's file stands on, or would.
#[derive(Debug)]
pub(crate) struct Footing {
    /// Why nothing can be written there.
    pub(crate) not_writable: Option<NotWritable>,
    /// Bytes that are free; `None` where the platform doesn't tell.
    pub(crate) free: Option<u64>,
    /// What isn't guaranteed there, as it is said of a file system.
    pub(crate) missing: Option<&'static str>,
    /// Whether locks and syncs were tried; not every platform lets a folder be.
    pub(crate) is_tried: bool,
}

/// Why nothing can be written to a folder.
#[derive(Debug)]
pub(crate) enum NotWritable {
    /// Something else stands where it should.
    InTheWay(InTheWay),
    /// This user may not.
    Denied(String),
}

/// What a folder stands on: itself, or the nearest above it that is there.
pub(crate) fn footing(dir: &Path) -> Footing {
    let live = dir.join(live::FOLDER);
    let not_writable = not_writable(dir, &live);
    let dir = nearest(dir);
    // To open a pipe would wait for whoever writes to it.
    let tried = if cfg!(unix) && dir.is_dir() { File::open(&dir).ok() } else { None };
    let missing = tried.as_ref().and_then(|folder| {
        // Somebody's lock is a lock.
        let is_locked = match folder.try_lock_shared() {
            Ok(()) | Err(TryLockError::WouldBlock) => true,
            Err(TryLockError::Error(error)) => !is_unsupported(&error),
        };
        let is_synced = folder.sync_all().err().is_none_or(|error| !is_unsupported(&error));
        missing(is_locked, is_synced)
    });
    Footing { not_writable, free: free_bytes(&dir), missing, is_tried: tried.is_some() }
}

fn not_writable(dir: &Path, live: &Path) -> Option<NotWritable> {
    if let Some(stands) = no_folder(dir) {
        return Some(NotWritable::InTheWay(stands));
    }
    if let Err(error) = may_write(&nearest(dir)) {
        return Some(NotWritable::Denied(system(&error)));
    }
    // A round writes to the folder of its live files, too.
    let denied = |error| NotWritable::Denied(named(live, &error));
    match live.symlink_metadata() {
        Ok(found) if !found.is_dir() => Some(NotWritable::InTheWay(standing(live))),
        Ok(_) => may_write(live).err().map(denied),
        Err(error) if is_missing(&error) => None,
        Err(error) => Some(denied(error)),
    }
}

fn named(path: &Path, error: &io::Error) -> String {
    format!("{}: {}", path.display(), system(error))
}

fn nearest(dir: &Path) -> PathBuf {
    let here = dir.ancestors().find(|dir| dir.symlink_metadata().is_ok());
    here.unwrap_or(Path::new(".")).to_path_buf()
}

/// What a file system lacks, in words behind its name.
pub(super) fn missing(is_locked: bool, is_synced: bool) -> Option<&'static str> {
    match (is_locked, is_synced) {
        (true, true) => None,
        (false, true) => Some(
            "has no locks: a second run is told by its process only, and not from another machine",
        ),
        (true, false) => {
            Some("doesn't say when a file is on the disk: a power cut may take the last events")
        }
        (false, false) => Some(
            "has no locks and doesn't say when a file is on the disk: a second run is told by its \
             process only, and a power cut may take the last events",
        ),
    }
}
