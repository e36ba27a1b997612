//! Where running sessions are announced to the user's other processes, whatever workspace these
//! stand in.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::file::is_live;
use super::{live_sessions, private};

/// A running session's announcements; dropped, they are taken back.
#[derive(Debug)]
pub(crate) struct Announcement {
    folders: Vec<PathBuf>,
    made: Vec<PathBuf>,
}

impl Announcement {
    /// Announces a session in the user's folders of announcements, as many as can be written.
    pub(crate) fn make(folders: Vec<PathBuf>, session: &Path) -> Self {
        let made = folders.iter().filter_map(|folder| announce(folder, session).ok()).collect();
        Self { folders, made }
    }

    /// Announces the session under another name instead.
    pub(crate) fn moved(self, session: &Path) -> Self {
        Self::make(self.folders.clone(), session)
    }
}

fn announce(folder: &Path, session: &Path) -> io::Result<PathBuf> {
    private::create_dir(folder)?;
    let name = session.file_stem().unwrap_or_default().to_string_lossy();
    let path = folder.join(format!("{name}-{}", std::process::id()));
    let mut file = private::options().write(true).create(true).truncate(true).open(&path)?;
    file.write_all(fs::canonicalize(session)?.as_os_str().as_encoded_bytes())?;
    Ok(path)
}

impl Drop for Announcement {
    fn drop(&mut self) {
        for made in &self.made {
            // An old announcement does no harm: the session's lock is what counts.
            let _ = fs::remove_file(made);
        }
    }
}

/// The sessions that are running: those of a sessions folder first; where it has none, the
/// announced ones. The announcements of processes that died are cleared away.
pub(crate) fn running_sessions(sessions: &Path, folders: &[PathBuf]) -> Vec<PathBuf> {
    let here = live_sessions(sessions);
    if !here.is_empty() {
        return here;
    }
    let mut running = Vec::new();
    for entry in folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten() {
        let Ok(session) = fs::read_to_string(entry.path()) else { continue };
        let session = PathBuf::from(session);
        if is_live(&session) {
            running.push(session);
        } else {
            let _ = fs::remove_file(entry.path());
        }
    }
    running.sort();
    running.dedup();
    running
}
