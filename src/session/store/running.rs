//! Where running sessions are announced to the user's other processes, whatever workspace these
//! stand in.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::file::{is_live, is_running};
use super::find::asked_name;
use super::live::with_files;
use super::process::exists;
use super::reopened::{OPEN, ReopenedFor, open_for};
use super::{live_sessions, private};
use crate::on_disk;

/// What is read of an announcement, in bytes: more than any path has.
const LONGEST_PATH: u64 = 64 << 10;

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
    let mut file = private::open(&path, |options| options.write(true).create(true).truncate(true))?;
    file.write_all(fs::canonicalize(session)?.as_os_str().as_encoded_bytes())?;
    Ok(path)
}

/// Whether a file is an announcement, in one of these folders, of a session that is running.
pub(crate) fn announces(file: &Path, folders: &[PathBuf]) -> bool {
    let is_there = |folder: &PathBuf| {
        fs::canonicalize(folder).is_ok_and(|folder| file.parent() == Some(&*folder))
    };
    folders.iter().any(is_there) && announced(file).is_ok_and(|of| is_live(Path::new(&of)))
}

fn announced(path: &Path) -> io::Result<String> {
    let mut session = String::new();
    private::open(path, |options| options.read(true))?
        .take(LONGEST_PATH)
        .read_to_string(&mut session)?;
    Ok(session)
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
    for (announcement, session) in announcements(folders) {
        if is_running(&session) {
            running.push(session);
        } else if !is_announcer_there(&announcement) {
            let _ = fs::remove_file(announcement);
        }
    }
    running.sort();
    running.dedup();
    running
}

/// The sessions whose rounds go on once a person presses Enter, looked for as running ones are.
pub(crate) fn waiting_sessions(sessions: &Path, folders: &[PathBuf]) -> Vec<PathBuf> {
    let waits = |session: &PathBuf| open_for(session) == Some(ReopenedFor::Waiting);
    let mut waiting: Vec<_> = with_files(sessions, &[OPEN]).into_iter().filter(waits).collect();
    if waiting.is_empty() {
        waiting.extend(announcements(folders).map(|(_, session)| session).filter(waits));
    }
    waiting.sort();
    waiting.dedup();
    waiting
}

/// A session that is announced and not found, though a process has the number of its run: its files
/// were taken away just now, and it makes them again.
pub(crate) fn expected_session(folders: &[PathBuf]) -> Option<PathBuf> {
    let mut announced = announcements(folders);
    let is_expected =
        |announcement: &Path, session: &Path| is_announcer_there(announcement) && !is_live(session);
    announced.find(|(from, session)| is_expected(from, session)).map(|(_, session)| session)
}

/// Whether a process has the number of the one that made an announcement.
fn is_announcer_there(announcement: &Path) -> bool {
    let name = announcement.file_name().unwrap_or_default().to_string_lossy();
    let number = name.rsplit_once('-').and_then(|(_, number)| number.parse().ok());
    number.is_some_and(exists)
}

/// The names of the sessions that are running, as [`running_sessions`] finds them, with nothing
/// cleared away.
pub(crate) fn running_names(sessions: &Path, folders: &[PathBuf]) -> Vec<String> {
    let mut running = live_sessions(sessions);
    if running.is_empty() {
        let announced = announcements(folders).map(|(_, session)| session);
        running.extend(announced.filter(|session| is_running(session)));
    }
    let names: BTreeSet<String> = running.iter().filter_map(|path| asked_name(path)).collect();
    names.into_iter().collect()
}

/// Every announcement that can be read, and the session that it announces.
fn announcements(folders: &[PathBuf]) -> impl Iterator<Item = (PathBuf, PathBuf)> {
    let entries =
        folders.iter().filter_map(|folder| on_disk::list(folder).ok()).flatten().flatten();
    entries.filter_map(|entry| {
        let announcement = entry.path();
        let session = announced(&announcement).ok()?;
        Some((announcement, session.into()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::small;
    use crate::session::store::Store;

    #[test]
    fn a_session_is_announced_while_it_runs_and_found_from_anywhere() {
        let folder = tempfile::tempdir().unwrap();
        let (sessions, elsewhere) = (folder.path().join("sessions"), folder.path().join("other"));
        let announced_in = [folder.path().join("running"), folder.path().join("usual")];
        let (store, _) = Store::create(&sessions, small()).unwrap();
        let running = || running_sessions(&elsewhere, &announced_in);
        assert_eq!(running(), [""; 0].map(PathBuf::from));
        let announcement = Announcement::make(announced_in.to_vec(), store.path());
        assert_eq!(running(), [store.path().canonicalize().unwrap()]);
        let name = store.path().file_stem().unwrap().to_str().unwrap();
        assert_eq!(running_names(&elsewhere, &announced_in), [name]);
        drop(announcement);
        assert_eq!(running(), [""; 0].map(PathBuf::from));
        // Where its file was taken away, it is still announced.
        let announcement = Announcement::make(vec![announced_in[0].clone()], store.path());
        fs::remove_file(store.path()).unwrap();
        assert_eq!(running(), [""; 0].map(PathBuf::from));
        assert_eq!(expected_session(&announced_in).is_some(), cfg!(unix));
        // That of a run that was killed is cleared away: no process has such a number.
        let killed = announced_in[0].join(format!("{name}-{}", u32::MAX));
        fs::write(killed, store.path().as_os_str().as_encoded_bytes()).unwrap();
        drop(announcement);
        assert_eq!(expected_session(&announced_in), None);
        // Whoever only wants the names changes nothing.
        assert_eq!(running_names(&elsewhere, &announced_in), [""; 0]);
        assert_eq!(fs::read_dir(&announced_in[0]).unwrap().count(), 1);
        assert_eq!(running(), [""; 0].map(PathBuf::from));
        assert_eq!(fs::read_dir(&announced_in[0]).unwrap().count(), 0);
    }
}
