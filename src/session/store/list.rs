//! All the sessions of a folder, read on all cores. What can't be read is named and passed over.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::Context;
use jiff::Timestamp;

use super::file::{is_running, load_as};
use super::read::{Dropped, Texts, notes};
use crate::on_disk;
use crate::session::event::What;
use crate::session::{Session, SessionId};
use crate::text::causes;

#[cfg(test)]
mod tests;

/// What became of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionState {
    /// Some process is running it.
    Running,
    /// The round was ended as planned.
    Finished,
    /// The round was left, and can be resumed.
    Left,
    /// The process died; the round can be resumed.
    CutOff,
}

impl SessionState {
    /// For a person.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Running => "running now",
            Self::CutOff => "cut off",
            Self::Finished | Self::Left => self.word(),
        }
    }

    /// For a program.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Finished => "finished",
            Self::Left => "left",
            Self::CutOff => "cut-off",
        }
    }
}

/// A session that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// Its file.
    pub path: PathBuf,
    /// What is in it.
    pub session: Session,
    /// The end that was cut short.
    pub dropped: Option<Dropped>,
}

impl Stored {
    /// What a person should know of how it was read, a line each: what was cut short, and what a
    /// newer version wrote.
    pub(crate) fn notes(&self) -> Vec<String> {
        notes(&self.session, self.dropped)
    }

    /// What became of it; asks the system whether it is running now.
    pub fn state(&self) -> SessionState {
        if self.session.is_finished() {
            return SessionState::Finished;
        }
        // One that was left may be reviewed before it is gone on with.
        if is_running(&self.path) {
            return SessionState::Running;
        }
        for event in self.session.events.iter().rev() {
            match event.what {
                What::Left { .. } => return SessionState::Left,
                What::Returned { .. } => break,
                _ => {}
            }
        }
        SessionState::CutOff
    }
}

/// A file that could not be read as a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkippedFile {
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub why: String,
}

/// All sessions of a folder.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing<T> {
    /// Those that could be read, newest first.
    pub sessions: Vec<T>,
    /// The files that could not, by name.
    pub skipped: Vec<SkippedFile>,
}

/// Reads all sessions of a folder. No folder, no sessions.
///
/// # Errors
/// The folder can't be read.
#[cfg(test)]
pub(super) fn list(dir: &Path) -> anyhow::Result<Listing<Stored>> {
    read_all_as(dir, Texts::Kept, |stored| stored)
}

/// Reads all sessions of a folder, none where there is no folder, keeping of each only what `make`
/// takes from it; the texts of their plans may be empty. Sessions are read on all cores, in any
/// order.
///
/// # Errors
/// The folder can't be read.
pub fn read_all<T: Send>(
    dir: &Path,
    make: impl Fn(Stored) -> T + Sync,
) -> anyhow::Result<Listing<T>> {
    read_all_as(dir, Texts::Left, make)
}

fn read_all_as<T: Send>(
    dir: &Path,
    texts: Texts,
    make: impl Fn(Stored) -> T + Sync,
) -> anyhow::Result<Listing<T>> {
    let (paths, odd) = entries(dir)?;
    let mut listing = Listing { sessions: Vec::new(), skipped: odd };
    let mut by_id: BTreeMap<SessionId, (ReadFile<'_, T>, Vec<&Path>)> = BTreeMap::new();
    for (path, read) in read_each(&paths, texts, &make) {
        let (id, read) = match read {
            Ok(read) => read,
            Err(error) => {
                listing.skipped.push(skipped(path, causes(&error)));
                continue;
            }
        };
        // Of copies the first that bears the id as its name is the session.
        match by_id.get_mut(&id) {
            Some((first, copies)) if !is_named(path, &id) || is_named(first.path, &id) => {
                copies.push(path);
            }
            Some((first, copies)) => copies.push(std::mem::replace(first, read).path),
            None => drop(by_id.insert(id, (read, Vec::new()))),
        }
    }
    let mut sessions = Vec::new();
    for (id, (read, copies)) in by_id {
        listing.skipped.extend(copies.iter().map(|copy| same_id(copy, read.path)));
        sessions.push((id, read));
    }
    sessions.sort_by(|(id, read), (other, before)| {
        before.started.cmp(&read.started).then(other.cmp(id))
    });
    listing.sessions.extend(sessions.into_iter().map(|(_, read)| read.made));
    listing.skipped.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    Ok(listing)
}

/// What was made of a session, with what it is sorted by.
struct ReadFile<'p, T> {
    path: &'p Path,
    started: Timestamp,
    made: T,
}

/// What became of one file.
type ReadResult<'p, T> = (&'p Path, anyhow::Result<(SessionId, ReadFile<'p, T>)>);

/// Reads files on all cores; what became of them, in the order of their names.
fn read_each<'p, T: Send>(
    paths: &'p [PathBuf],
    texts: Texts,
    make: &(impl Fn(Stored) -> T + Sync),
) -> Vec<ReadResult<'p, T>> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut read = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(path) = paths.get(at) else { return read };
            read.push((at, read_one(path, texts, make)));
        }
    };
    // A thread costs about as much as two files.
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let threads = cores.min(paths.len() / 8).max(1);
    let mut read = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut read = work();
        for other in others {
            match other.join() {
                Ok(more) => read.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        read
    });
    read.sort_unstable_by_key(|(at, _)| *at);
    read.into_iter().map(|(at, read)| (paths[at].as_path(), read)).collect()
}

fn read_one<'p, T>(
    path: &'p Path,
    texts: Texts,
    make: impl Fn(Stored) -> T,
) -> anyhow::Result<(SessionId, ReadFile<'p, T>)> {
    let (session, dropped) = load_as(path, texts)?;
    let (id, started) = (session.header.id.clone(), session.header.started.timestamp());
    let made = make(Stored { path: path.to_path_buf(), session, dropped });
    Ok((id, ReadFile { path, started, made }))
}

pub(super) fn is_named(path: &Path, id: &SessionId) -> bool {
    path.file_stem().is_some_and(|stem| stem == id.as_str())
}

pub(super) fn skipped(path: &Path, why: String) -> SkippedFile {
    SkippedFile { path: path.to_path_buf(), why }
}

fn same_id(path: &Path, first: &Path) -> SkippedFile {
    let first = first.file_name().unwrap_or_default().to_string_lossy();
    skipped(path, format!("it has the same `id` as {first}; change the id in it, or delete it"))
}

/// What files are put in order by: their names, and of the spellings of one name `.toml` first.
fn spelled(path: &Path) -> (Option<OsString>, bool, PathBuf) {
    let is_other = path.extension().is_none_or(|ending| ending != "toml");
    (path.file_stem().map(OsStr::to_os_string), is_other, path.to_path_buf())
}

/// The files that may be sessions: `*.toml`, in order of their names.
pub(super) fn files(dir: &Path) -> anyhow::Result<Vec<PathBuf>> {
    Ok(entries(dir)?.0)
}

/// As [`files`], and what has such a name and is no file.
pub(super) fn entries(dir: &Path) -> anyhow::Result<(Vec<PathBuf>, Vec<SkippedFile>)> {
    let cannot = || format!("can't read the sessions folder {}", dir.display());
    let entries = match on_disk::list(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok((Vec::new(), Vec::new()));
        }
        entries => entries.with_context(cannot)?,
    };
    let (mut paths, mut odd) = (Vec::new(), Vec::new());
    for entry in entries {
        let entry = entry.with_context(cannot)?;
        let path = entry.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden || path.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("toml")) {
            continue;
        }
        // The folder itself tells of most that they are files.
        let is_file = entry.file_type().is_ok_and(|of| of.is_file());
        let no_file = if is_file { None } else { on_disk::no_file(&path) };
        match no_file {
            None => paths.push(path),
            // A pipe would keep us waiting.
            Some(why) => odd.push(skipped(&path, format!("it {why}"))),
        }
    }
    paths.sort_by_cached_key(|path| spelled(path));
    Ok((paths, odd))
}
