//! Finding sessions in a folder: by name, by time, or all of them. What can't be read is named and
//! passed over.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Context, bail};
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
        let ended = |event: &&What| matches!(event, What::Left { .. } | What::Returned { .. });
        if self.session.is_finished() {
            SessionState::Finished
        } else if is_live(&self.path) {
            SessionState::Running
        } else if let Some(What::Left { .. }) =
            self.session.events.iter().rev().map(|event| &event.what).find(ended)
        {
            SessionState::Left
        } else {
            SessionState::CutOff
        }
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
pub fn list(dir: &Path) -> anyhow::Result<Listing<Stored>> {
    read_all(dir, |stored| stored)
}

/// As [`list`], keeping of each session only what `make` takes from it. Sessions are read on all
/// cores, in any order.
///
/// # Errors
/// The folder can't be read.
pub fn read_all<T: Send>(
    dir: &Path,
    make: impl Fn(Stored) -> T + Sync,
) -> anyhow::Result<Listing<T>> {
    let (paths, odd) = entries(dir)?;
    let next = AtomicUsize::new(0);
    let work = || {
        let take = || paths.get(next.fetch_add(1, Ordering::Relaxed));
        std::iter::from_fn(take).map(|path| (path, read_one(path, &make))).collect::<Vec<_>>()
    };
    // A thread costs about as much as two files.
    let threads =
        thread::available_parallelism().map_or(1, usize::from).min(paths.len() / 8).max(1);
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
    let mut listing = Listing { sessions: Vec::new(), skipped: odd };
    let mut by_id: BTreeMap<SessionId, (&Path, Timestamp, T)> = BTreeMap::new();
    for (path, read) in read {
        match read {
            Err(error) => listing.skipped.push(skipped(path, format!("{error:#}"))),
            Ok((id, started, made)) => match by_id.get(&id) {
                // Of two copies the one that bears the id as its name is the session.
                Some((first, ..)) if !is_named(path, &id) || is_named(first, &id) => {
                    listing.skipped.push(same_id(path, first));
                }
                Some(_) | None => {
                    if let Some((copy, ..)) = by_id.insert(id, (path, started, made)) {
                        listing.skipped.push(same_id(copy, path));
                    }
                }
            },
        }
    }
    let mut sessions: Vec<_> = by_id.into_iter().collect();
    sessions.sort_by(|(id, (_, started, _)), (other, (_, before, _))| {
        before.cmp(started).then(other.cmp(id))
    });
    listing.sessions = sessions.into_iter().map(|(_, (_, _, made))| made).collect();
    listing.skipped.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    Ok(listing)
}

fn read_one<T>(
    path: &Path,
    make: impl Fn(Stored) -> T,
) -> anyhow::Result<(SessionId, Timestamp, T)> {
    let (session, dropped) = load_from(path)?;
    let (id, started) = (session.header.id.clone(), session.header.started.zoned().timestamp());
    Ok((id, started, make(Stored { path: path.to_path_buf(), session, dropped })))
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
        if hidden || path.extension().is_none_or(|ending| ending != "toml") {
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
pub const LATEST: &str = "latest";

/// The newest session that can be read, and the newer files that can't be.
///
/// # Errors
/// None can be read.
pub fn load_latest(dir: &Path) -> anyhow::Result<(Stored, Vec<SkippedFile>)> {
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
pub fn find(dir: &Path, wanted: &str) -> anyhow::Result<PathBuf> {
    let as_path = Path::new(wanted);
    let is_path = as_path.extension().is_some_and(|ending| ending == "toml")
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
    let by_name = matches(&files, wanted, |path| {
        path.file_stem().map(|stem| stem.to_string_lossy().into_owned())
    });
    // A file that was renamed is still listed under the id in it.
    let found = if by_name.is_empty() {
        matches(&files, wanted, |path| beginning(path).and_then(|top| top.id).map(String::from))
    } else {
        by_name
    };
    match &found[..] {
        [] => bail!(
            "no session begins with {wanted:?} in {}; `mockround sessions` lists them",
            dir.display()
        ),
        [(_, path)] => Ok((*path).clone()),
        // Of copies of one session, the one that bears its id as its name is meant.
        several if let Some(path) = original(several) => Ok(path.clone()),
        several => {
            let mut names: Vec<&str> =
                several.iter().rev().take(5).map(|(name, _)| name.as_str()).collect();
            if several.len() > names.len() {
                names.push("…");
            }
            bail!(
                "{} sessions begin with {wanted:?}: {}; give more of the id",
                several.len(),
                names.join(", ")
            )
        }
    }
}

/// The file that bears its id as its name, where all of them hold the same session.
fn original<'a>(files: &[(String, &'a PathBuf)]) -> Option<&'a PathBuf> {
    let id = |path: &Path| beginning(path)?.id;
    let first = id(files.first()?.1)?;
    let same = files.iter().all(|(_, path)| id(path).as_ref() == Some(&first));
    files.iter().map(|(_, path)| *path).find(|path| same && is_named(path, &first))
}

/// The files whose name is the one wanted, or else begins with it.
fn matches<'a>(
    files: &'a [PathBuf],
    wanted: &str,
    name: impl Fn(&Path) -> Option<String>,
) -> Vec<(String, &'a PathBuf)> {
    let named = files.iter().filter_map(|path| Some((name(path)?, path)));
    let begins: Vec<_> = named.filter(|(name, _)| name.starts_with(wanted)).collect();
    match begins.iter().position(|(name, _)| name == wanted) {
        Some(exact) => begins.into_iter().skip(exact).take(1).collect(),
        None => begins,
    }
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
    let started = |top: &Top| top.started.as_ref().map(|started| started.zoned().timestamp());
    let mut tops: Vec<_> = files.iter().filter_map(|path| Some((beginning(path)?, path))).collect();
    tops.retain(|(top, _)| started(top).is_some());
    tops.sort_by(|(a, path), (b, other)| started(b).cmp(&started(a)).then(other.cmp(path)));
    tops
}

/// The sessions of a folder that some process is running now.
pub fn live_sessions(dir: &Path) -> Vec<PathBuf> {
    with_live_file(dir).into_iter().filter(|path| is_live(path)).collect()
}

/// The questions that were shown in the newest sessions, newest session first, at most so many
/// sessions. Sessions whose clock was sped up, in which nothing was shown, or that can't be read
/// don't count.
pub fn recent_questions(dir: &Path, sessions: usize) -> Vec<Vec<QuestionId>> {
    let Ok(files) = files(dir) else { return Vec::new() };
    let newest = newest_first(&files).into_iter().filter(|(top, _)| top.speed == Some(1.0));
    let shown = newest
        .filter_map(|(_, path)| Some(shown(&load(path).ok()?.0)))
        .filter(|shown| !shown.is_empty());
    shown.take(sessions).collect()
}

fn shown(session: &Session) -> Vec<QuestionId> {
    let timeline = Timeline::of(session);
    let slots = timeline.slots.iter().zip(&session.header.round.slots);
    let questions = slots.flat_map(|(run, slot)| run.questions.iter().zip(&slot.questions));
    questions
        .filter(|(run, _)| run.shown.is_some())
        .map(|(_, planned)| planned.question.id.clone())
        .collect()
}
