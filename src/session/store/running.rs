//! Where running sessions are announced to the user's other processes, whatever workspace these
//! stand in.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::file::is_live;
use super::{live_sessions, private};

/// A running session's announcement; dropped, it is taken back.
#[derive(Debug)]
pub struct Announcement {
    path: PathBuf,
}

impl Announcement {
    /// Announces a session in the user's folder of announcements.
    ///
    /// # Errors
    /// The folder or the file can't be written.
    pub fn make(folder: &Path, session: &Path) -> io::Result<Self> {
        private::create_dir(folder)?;
        let name = session.file_stem().unwrap_or_default().to_string_lossy();
        let path = folder.join(format!("{name}-{}", std::process::id()));
        let mut file = private::options().write(true).create(true).truncate(true).open(&path)?;
        file.write_all(fs::canonicalize(session)?.as_os_str().as_encoded_bytes())?;
        Ok(Self { path })
    }

    /// Announces the session under another name instead.
    ///
    /// # Errors
    /// As [`Announcement::make`].
    pub fn moved(self, session: &Path) -> io::Result<Self> {
        Self::make(self.path.parent().unwrap_or(Path::new(".")), session)
    }
}

impl Drop for Announcement {
    fn drop(&mut self) {
        // An old announcement does no harm: the session's lock is what counts.
        let _ = fs::remove_file(&self.path);
    }
}

/// The sessions that are running: those of a sessions folder first; where it has none, the
/// announced ones. The announcements of processes that died are cleared away.
pub fn running_sessions(sessions: &Path, folder: &Path) -> Vec<PathBuf> {
    let here = live_sessions(sessions);
    if !here.is_empty() {
        return here;
    }
    let Ok(entries) = fs::read_dir(folder) else { return here };
    let mut running = Vec::new();
    for entry in entries.flatten() {
        let Ok(session) = fs::read_to_string(entry.path()) else { continue };
        let session = PathBuf::from(session);
        if is_live(&session) {
            running.push(session);
        } else {
            let _ = fs::remove_file(entry.path());
        }
    }
    running.sort();
    running
}
