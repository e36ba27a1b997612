//! Finding sessions in a folder: by name, by time, or all of them. What can't be read is named and
//! passed over.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Context, anyhow, bail};
use jiff::Timestamp;

use super::file::{is_live, load, load_from};
use super::live::with_live_file;
use super::read::{Dropped, Top, notes, top};
use crate::round::QuestionId;
use crate::session::event::What;
use crate::session::timeline::Timeline;
use crate::session::{Session, SessionId};

#[cfg(test)]
mod tests;

/// How much of a file is read to learn the session's name and time, in bytes; they are in its first
/// ten lines.
const BEGINNING: u64 = 16 << 10;

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
        if is_live(&self.path) {
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
    read_all(dir, |stored| stored)
}

/// Reads all sessions of a folder, none where there is no folder, keeping of each only what `make` takes from it. Sessions are read on all
/// cores, in any order.
///
/// # Errors
/// The folder can't be read.
pub fn read_all<T: Send>(
    dir: &Path,
    make: impl Fn(Stored) -> T + Sync,
) -> anyhow::Result<Listing<T>> {
    let (paths, odd) = entries(dir)?;
    let mut listing = Listing { sessions: Vec::new(), skipped: odd };
    let mut by_id: BTreeMap<SessionId, ReadFile<'_, T>> = BTreeMap::new();
    for (path, read) in read_each(&paths, &make) {
        let (id, read) = match read {
            Ok(read) => read,
            Err(error) => {
                listing.skipped.push(skipped(path, format!("{error:#}")));
                continue;
            }
        };
        // Of two copies the one that bears the id as its name is the session.
        match by_id.get(&id) {
            Some(first) if !is_named(path, &id) || is_named(first.path, &id) => {
                listing.skipped.push(same_id(path, first.path));
            }
            Some(_) | None => {
                if let Some(copy) = by_id.insert(id, read) {
                    listing.skipped.push(same_id(copy.path, path));
                }
            }
        }
    }
    let mut sessions: Vec<_> = by_id.into_iter().collect();
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
type Outcome<'p, T> = (&'p Path, anyhow::Result<(SessionId, ReadFile<'p, T>)>);

/// Reads files on all cores; what became of them, in the order of their names.
fn read_each<'p, T: Send>(
    paths: &'p [PathBuf],
    make: &(impl Fn(Stored) -> T + Sync),
) -> Vec<Outcome<'p, T>> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut read = Vec::new();
        while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
            read.push((path.as_path(), read_one(path, make)));
        }
        read
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
    read.sort_unstable_by_key(|(path, _)| *path);
    read
}

fn read_one<'p, T>(
    path: &'p Path,
    make: impl Fn(Stored) -> T,
) -> anyhow::Result<(SessionId, ReadFile<'p, T>)> {
    let (session, dropped) = load_from(path)?;
    let (id, started) = (session.header.id.clone(), session.header.started.zoned().timestamp());
    let made = make(Stored { path: path.to_path_buf(), session, dropped });
    Ok((id, ReadFile { path, started, made }))
}

fn is_named(path: &Path, id: &SessionId) -> bool {
    path.file_stem().is_some_and(|stem| stem == id.as_str())
}

fn skipped(path: &Path, why: String) -> SkippedFile {
    SkippedFile { path: path.to_path_buf(), why }
}

fn same_id(path: &Path, first: &Path) -> SkippedFile {
    let first = first.file_name().unwrap_or_default().to_string_lossy();
    skipped(path, format!("it has the same `id` as {first}; change the id in it, or delete it"))
}

/// The files that may be sessions: `*.toml`, in order of their names.
fn files(dir: &Path) -> anyhow::Result<Vec<PathBuf>> {
    Ok(entries(dir)?.0)
}

/// As [`files`], and what has such a name and is no file.
fn entries(dir: &Path) -> anyhow::Result<(Vec<PathBuf>, Vec<SkippedFile>)> {
    let cannot = || format!("cannot read the sessions folder {}", dir.display());
    let entries = match fs::read_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok((Vec::new(), Vec::new()));
        }
        entries => entries.with_context(cannot)?,
    };
    let (mut paths, mut odd) = (Vec::new(), Vec::new());
    for entry in entries {
        let path = entry.with_context(cannot)?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden || path.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("toml")) {
            continue;
        }
        match path.metadata() {
            Ok(found) if found.is_file() => paths.push(path),
            // A pipe would keep us waiting.
            Ok(_) => odd.push(skipped(
                &path,
                "it is a folder or a device and no file; move it away".to_string(),
            )),
            Err(error) => {
                odd.push(skipped(&path, format!("{error}; where it is a link, its file is gone")))
            }
        }
    }
    paths.sort_unstable();
    Ok((paths, odd))
}

/// What the newest session is called where one is asked for.
pub(crate) const LATEST: &str = "latest";

/// The newest session that can be read, and the newer files that can't be.
///
/// # Errors
/// None can be read.
pub(crate) fn load_latest(dir: &Path) -> anyhow::Result<(Stored, Vec<SkippedFile>)> {
    let files = files(dir)?;
    let mut passed_over = Vec::new();
    for (_, path) in newest_first(&files) {
        match load(path) {
            Ok((session, dropped)) => {
                return Ok((Stored { path: path.clone(), session, dropped }, passed_over));
            }
            Err(error) => passed_over.push(skipped(path, format!("{error:#}"))),
        }
    }
    match passed_over.into_iter().next() {
        Some(newest) => bail!("{}", newest.why),
        None => find(dir, LATEST).and_then(|path| bail!("{}: is no session", path.display())),
    }
}

/// Finds the session that a person means: an id, the beginning of one, a path, or `latest`.
///
/// # Errors
/// There is none, or more than one.
pub(crate) fn find(dir: &Path, wanted: &str) -> anyhow::Result<PathBuf> {
    let as_path = Path::new(wanted);
    let is_path = as_path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
        || as_path.components().count() > 1;
    if is_path {
        let candidates = [as_path.to_path_buf(), dir.join(as_path)];
        return match candidates.into_iter().find(|path| path.is_file()) {
            Some(path) => Ok(path),
            None => bail!("no session file {wanted}; `mockround sessions` lists the sessions"),
        };
    }
    let files = files(dir)?;
    if files.is_empty() {
        bail!("no sessions in {} yet; `mockround run` records one", dir.display());
    }
    if wanted.is_empty() {
        bail!("no session is named: give an id, the beginning of one, a path, or latest");
    }
    if wanted == LATEST {
        return match newest_first(&files).into_iter().next() {
            Some((_, path)) => Ok(path.clone()),
            None => {
                bail!("no file in {} is a session; `mockround sessions` says why", dir.display())
            }
        };
    }
    let mut found = matches(&files, wanted, stem);
    if found.is_empty() {
        // A file that was renamed is still listed under the id in it.
        found = matches(&files, wanted, written_id);
    }
    match &found[..] {
        [] => bail!(
            "no session begins with {wanted:?} in {}; `mockround sessions` lists them",
            dir.display()
        ),
        [(_, path)] => Ok((*path).clone()),
        // Of copies of one session, the one that bears its id as its name is meant.
        several => match original(several) {
            Some(path) => Ok(path.clone()),
            None => Err(ambiguous(wanted, several)),
        },
    }
}

fn ambiguous(wanted: &str, several: &[(String, &PathBuf)]) -> anyhow::Error {
    let last = several.iter().rev().take(5);
    let mut names: Vec<&str> = last.map(|(name, _)| name.as_str()).collect();
    if several.len() > names.len() {
        names.push("…");
    }
    anyhow!(
        "{} sessions begin with {wanted:?}: {}; give more of the id",
        several.len(),
        names.join(", ")
    )
}

/// A file's name, without its ending.
fn stem(path: &Path) -> Option<String> {
    Some(path.file_stem()?.to_string_lossy().into_owned())
}

/// The id that stands in a file.
fn written_id(path: &Path) -> Option<String> {
    Some(beginning(path)?.id?.into())
}

/// The file that bears its id as its name, where all of them hold the same session.
fn original<'a>(files: &[(String, &'a PathBuf)]) -> Option<&'a PathBuf> {
    let first = beginning(files.first()?.1)?.id?;
    let mut original = None;
    for (_, path) in files {
        if beginning(path)?.id.as_ref() != Some(&first) {
            return None;
        }
        if original.is_none() && is_named(path, &first) {
            original = Some(*path);
        }
    }
    original
}

/// The files whose name is the one wanted, or else begins with it.
fn matches<'a>(
    files: &'a [PathBuf],
    wanted: &str,
    name: fn(&Path) -> Option<String>,
) -> Vec<(String, &'a PathBuf)> {
    let mut begin = Vec::new();
    for path in files {
        match name(path) {
            Some(name) if name == wanted => return vec![(name, path)],
            Some(name) if name.starts_with(wanted) => begin.push((name, path)),
            Some(_) | None => {}
        }
    }
    begin
}

/// What a file says of itself at its beginning, without reading the rest.
fn beginning(path: &Path) -> Option<Top> {
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(BEGINNING).read_to_end(&mut bytes).ok()?;
    let end = bytes.windows(2).position(|pair| pair == b"\n[")? + 1;
    top(std::str::from_utf8(&bytes[..end]).ok()?)
}

/// The files that begin as sessions do, newest first.
fn newest_first(files: &[PathBuf]) -> Vec<(Top, &PathBuf)> {
    let mut tops = Vec::new();
    for path in files {
        let Some(top) = beginning(path) else { continue };
        if let Some(started) = top.started.as_ref().map(|started| started.zoned().timestamp()) {
            tops.push((started, path, top));
        }
    }
    tops.sort_by(|(a, path, _), (b, other, _)| b.cmp(a).then(other.cmp(path)));
    tops.into_iter().map(|(_, path, top)| (top, path)).collect()
}

/// The sessions of a folder that some process is running now.
pub(crate) fn live_sessions(dir: &Path) -> Vec<PathBuf> {
    with_live_file(dir).into_iter().filter(|path| is_live(path)).collect()
}

/// The questions that were shown in the newest sessions, newest session first, at most so many
/// sessions. Sessions whose clock was sped up, in which nothing was shown, or that can't be read
/// don't count.
pub(crate) fn recent_questions(dir: &Path, sessions: usize) -> Vec<Vec<QuestionId>> {
    let Ok(files) = files(dir) else { return Vec::new() };
    let mut recent = Vec::new();
    for (top, path) in newest_first(&files) {
        if recent.len() == sessions {
            break;
        }
        if top.speed != Some(1.0) {
            continue;
        }
        let Ok((session, _)) = load(path) else { continue };
        let shown = shown(&session);
        if !shown.is_empty() {
            recent.push(shown);
        }
    }
    recent
}

fn shown(session: &Session) -> Vec<QuestionId> {
    let timeline = Timeline::of(session);
    let mut shown = Vec::new();
    for (run, slot) in timeline.slots.iter().zip(&session.header.round.slots) {
        for (run, planned) in run.questions.iter().zip(&slot.questions) {
            if run.shown.is_some() {
                shown.push(planned.question.id.clone());
            }
        }
    }
    shown
}
