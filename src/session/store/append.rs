//! The one writer of a session file. It appends what happened, holds the file's lock for as long as
//! it lives, and keeps in memory what the disk would not take.

use std::borrow::Cow;
use std::fs::{self, File, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::file::{add_last_frame, bytes, expect_file, is_run_by_another};
use super::footing::missing;
use super::leftovers::{Unbegun, clear_away, clear_own};
use super::platform::{Identity, Touched, identity, is_missing, is_unsupported, touched};
use super::read::{notes, read};
use super::reopened::taken;
use super::rescued::Rescued;
use super::text::{event_text, to_text};
use super::{live, private};
use crate::session::event::Event;
use crate::session::{Header, Session, SessionId};
use crate::text::counted;

#[cfg(test)]
mod tests;

/// The line that an event begins with.
const EVENT_LINE: &str = "[[event]]\n";

/// Events could not be written. They are kept, and written at the next append or retry that
/// succeeds.
#[derive(Debug, thiserror::Error)]
#[error(
    "can't write session {path}: {} kept in memory until it can be",
    counted(*waiting, "event is", "events are")
)]
pub struct AppendError {
    /// The file.
    pub path: String,
    /// How many events are kept.
    pub waiting: usize,
    /// Why it failed.
    pub source: io::Error,
}

/// A session file, open to append. What it is to hold is kept in memory too, so that it can be
/// written again whatever becomes of the file.
#[derive(Debug)]
pub struct Store {
    pub(super) path: PathBuf,
    /// Holds the lock, where the file system has locks.
    pub(super) file: File,
    /// The whole session, as it is to stand in the file.
    pub(super) text: Vec<u8>,
    /// How much of the text is known to be in the file.
    pub(super) good: usize,
    /// Part of a failed write may follow `good`.
    pub(super) torn: bool,
    /// How the session came back on the disk, until somebody asks.
    pub(super) rescued: Option<Rescued>,
    /// A table at the end that may have been cut short; kept beside the session before it is cut
    /// off.
    cut_end: Option<Vec<u8>>,
    /// Which file it was when it was last made or opened.
    pub(super) identity: Identity,
    /// When it was last written, or found as it was written.
    pub(super) touched: Touched,
    /// What is open is not what bears the session's name.
    pub(super) lost: bool,
    /// How often in a row what bears the session's name could not be looked at.
    pub(super) unseen: u32,
    /// The id that the session has instead of the one that it began with.
    pub(super) renamed: Option<SessionId>,
    /// Whether the file system let us lock the file.
    pub(super) is_locked: bool,
    /// Whether the file system says when something is on the disk.
    pub(super) is_synced: bool,
    /// As if the disk had room for so many bytes in the next write, and no more.
    #[cfg(test)]
    room: Option<usize>,
}

impl Store {
    /// Makes the file of a new session, in a folder that is made too unless it is there. Where the
    /// header's id is taken, `-2` and so on is added; the session returned has the id that it got.
    ///
    /// # Errors
    /// The folder or the file can't be made or locked; nothing is left behind then.
    pub fn create(dir: &Path, header: Header) -> anyhow::Result<(Self, Session)> {
        live::make_folder(&dir.join("session"))
            .with_context(|| format!("can't make the sessions folder {}", dir.display()))?;
        let wanted = header.id.clone();
        let mut header = header;
        for n in 1..100 {
            if n > 1 {
                header.id =
                    SessionId::try_from(format!("{wanted}-{n}")).map_err(anyhow::Error::msg)?;
            }
            let path = dir.join(format!("{}.toml", header.id));
            let text = to_text(&header).context("can't write the plan as TOML")?;
            let cannot = || format!("can't write session {}", path.display());
            let made = make(&path, &unfinished(&path), text.as_bytes()).with_context(cannot)?;
            if let Some(made) = made {
                clear_away(dir, &made.file);
                let good = text.len();
                let store = Self::new(path, made, text.into_bytes(), good)?;
                return Ok((store, Session::new(header)));
            }
        }
        bail!("can't make session {wanted} in {}: that name and 98 more are taken", dir.display())
    }

    /// Opens a session to append to it, and reads it. What was cut short at its end is cut
    /// off by the first append; what is there, a newer version's events too, stays as it is. The
    /// warnings say what is not read.
    ///
    /// # Errors
    /// The file can't be opened or read, or another process is running it.
    pub fn open(path: &Path) -> anyhow::Result<(Self, Session, Vec<String>)> {
        let name = path.display();
        let mut file = expect_file(path)
            .and_then(|()| File::options().read(true).write(true).open(path))
            .with_context(|| format!("can't open session {name} to append to it"))?;
        let is_locked = match file.try_lock() {
            // What stands there may have taken the place of the file that is locked.
            Ok(()) if !is_run_by_another(path) => true,
            Err(TryLockError::Error(_)) if !is_run_by_another(path) => false,
            Ok(()) | Err(_) => bail!(taken(
                path,
                " in another process; end it there first, or use `mockround mark`"
            )),
        };
        let cannot = || format!("can't read session {name}");
        let mut text = bytes(&mut file).with_context(cannot)?;
        let (mut session, dropped) = read(&text).with_context(cannot)?;
        add_last_frame(path, &mut session);
        let mut kept = None;
        if let Some(dropped) = dropped {
            let end = text.split_off(usize::try_from(dropped.valid).unwrap_or(text.len()));
            kept = Some(end).filter(|end| dropped.is_table || is_anothers(end));
        }
        let (opened, good) = (Opened { file, is_locked, is_synced: true }, text.len());
        if !text.ends_with(b"\n\n") && !text.ends_with(b"\n\r\n") {
            // An editor took the last blank line away, or the end of the plan's last line, too.
            let missing: &[u8] = if text.ends_with(b"\n") { b"\n" } else { b"\n\n" };
            text.extend_from_slice(missing);
        }
        let mut store = Self::new(path.to_path_buf(), opened, text, good).with_context(cannot)?;
        // It is cut off when something is written: who only opens the file leaves it as it is.
        store.torn = dropped.is_some();
        store.cut_end = kept;
        let notes = notes(&session, dropped);
        let mut warnings: Vec<String> =
            notes.iter().map(|note| format!("session {name}: {note}")).collect();
        if store.cut_end.is_some() {
            let kept_in = store.cut_end_path();
            warnings.push(format!(
                "that stays there until the session is written on, and is kept in {} then",
                kept_in.display()
            ));
        }
        Ok((store, session, warnings))
    }

    fn new(path: PathBuf, opened: Opened, text: Vec<u8>, good: usize) -> io::Result<Self> {
        let Opened { file, is_locked, is_synced } = opened;
        let found = file.metadata()?;
        Ok(Self {
            path,
            identity: identity(&found),
            touched: touched(&found),
            file,
            text,
            good,
            torn: false,
            rescued: None,
            cut_end: None,
            lost: false,
            unseen: 0,
            renamed: None,
            is_locked,
            is_synced,
            #[cfg(test)]
            room: None,
        })
    }

    /// The session's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What to know of a new session to leave nothing of it where its round can't begin.
    pub(crate) fn unbegun(&self) -> Unbegun {
        let session = self.path.clone();
        Unbegun { session, identity: self.identity, length: self.good as u64 }
    }

    /// The id that the session has, where it had to be given another than it began with.
    pub(crate) fn new_id(&self) -> Option<&SessionId> {
        self.renamed.as_ref()
    }

    /// What the file system doesn't guarantee, in one line; `None` where nothing is missing.
    pub(crate) fn caveat(&self) -> Option<String> {
        let missing = missing(self.is_locked, self.is_synced)?;
        Some(format!("the file system of {} {missing}", self.path.display()))
    }

    /// Whether no other process can have the session, as this one holds its file's lock.
    pub(crate) fn is_locked(&self) -> bool {
        self.is_locked
    }

    /// Whether what bears the session's name is not what was written.
    pub(crate) fn is_lost(&self) -> bool {
        self.lost
    }

    /// How many events are in memory only.
    pub(crate) fn backlog(&self) -> usize {
        let waiting = &self.text[self.good..];
        let event = EVENT_LINE.as_bytes();
        waiting.split_inclusive(|byte| *byte == b'\n').filter(|line| *line == event).count()
    }

    /// Those events as they would stand in the file, for a caller that has to end without having
    /// written them.
    pub(crate) fn backlog_text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.text[self.good..])
    }

    /// Appends the events of one mark, and all that could not be written before, with one write,
    /// and waits until they are on the disk.
    ///
    /// # Errors
    /// They could not be written. The file is as it was, and they are kept for the next time.
    pub fn append(&mut self, events: &[Event]) -> Result<(), AppendError> {
        for event in events {
            match event_text(event) {
                Ok(text) => self.text.extend_from_slice(text.as_bytes()),
                Err(error) => return Err(self.failed(io::Error::other(error))),
            }
        }
        self.retry()
    }

    /// Appends the events with which a session is gone on with, and then does what else belongs to
    /// it: all of it, or nothing.
    ///
    /// # Errors
    /// Some of it can't be done. The session is as it was.
    pub(crate) fn begin(
        &mut self,
        events: &[Event],
        then: impl FnOnce() -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let before = self.good;
        let written = self.append(events);
        let path = self.path.display();
        let begun = written.map_err(|error| {
            let why = format!("can't write session {path}, which is as it was");
            anyhow::Error::new(error.source).context(why)
        });
        begun.and_then(|()| then()).inspect(|()| clear_own(&self.path, &self.file)).inspect_err(
            |_| {
                if !events.is_empty() {
                    self.text.truncate(before);
                    self.good = before;
                    self.torn = true;
                    // What stays is known again as the time that the round was away.
                    let _ = self.cut();
                }
            },
        )
    }

    /// Writes what could not be written before, if there is any.
    ///
    /// # Errors
    /// As [`Store::append`].
    pub(crate) fn retry(&mut self) -> Result<(), AppendError> {
        if self.good == self.text.len() && !self.torn {
            return Ok(());
        }
        if self.lost {
            return Err(self.failed(io::ErrorKind::NotFound.into()));
        }
        if !self.is_as_written() {
            self.rescued = Some(self.write_elsewhere()?);
        }
        if let Err(error) = self.write_backlog() {
            // Readers drop a torn end anyway, and the next try cuts again.
            let _ = self.cut();
            return Err(self.failed(error));
        }
        self.good = self.text.len();
        self.torn = false;
        Ok(())
    }

    fn write_backlog(&mut self) -> io::Result<()> {
        if self.torn {
            self.cut()?;
        }
        self.file.seek(SeekFrom::Start(self.good as u64))?;
        self.torn = true;
        let (written, wanted) = (self.write_once()?, self.text.len() - self.good);
        if written < wanted {
            let why = format!("only {written} of {wanted} bytes were written");
            return Err(io::Error::new(io::ErrorKind::StorageFull, why));
        }
        self.sync()
    }

    fn write_once(&mut self) -> io::Result<usize> {
        #[cfg(test)]
        if let Some(room) = self.room {
            let room = room.min(self.text.len() - self.good);
            return self.file.write(&self.text[self.good..self.good + room]);
        }
        loop {
            match self.file.write(&self.text[self.good..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                done => return done,
            }
        }
    }

    /// Where it is kept what was cut off the session's end and may mean something to somebody.
    fn cut_end_path(&self) -> PathBuf {
        self.path.with_extension("cut-off")
    }

    /// Cuts off what follows the last good event.
    fn cut(&mut self) -> io::Result<()> {
        if let Some(end) = &self.cut_end {
            let path = self.cut_end_path();
            let mut kept = private::open(&path, |options| options.append(true).create(true))?;
            kept.write_all(end)?;
            // Where it can't be kept it stays where it is, and the next try keeps it.
            synced(kept.sync_all())?;
            self.cut_end = None;
        }
        self.file.set_len(self.good as u64)?;
        self.sync()?;
        self.torn = false;
        Ok(())
    }

    /// Waits until what was written is on the disk, where the file system says when it is.
    fn sync(&mut self) -> io::Result<()> {
        self.is_synced = synced(self.file.sync_data())?;
        self.touched = touched(&self.file.metadata()?);
        Ok(())
    }

    pub(super) fn failed(&self, source: io::Error) -> AppendError {
        AppendError { path: self.path.display().to_string(), waiting: self.backlog(), source }
    }
}

/// Whether something is on the disk for sure; an error only where it could be and isn't.
fn synced(tried: io::Result<()>) -> io::Result<bool> {
    match tried {
        Ok(()) => Ok(true),
        Err(error) if is_unsupported(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether what stands at a session's end is no event of ours that was cut short.
fn is_anothers(end: &[u8]) -> bool {
    const EVENT: &[u8] = b"[[event]]";
    let end = end.trim_ascii();
    !end.is_empty() && !end.starts_with(EVENT) && !EVENT.starts_with(end)
}

/// A session's file, and what its file system could do for it.
pub(super) struct Opened {
    pub(super) file: File,
    pub(super) is_locked: bool,
    pub(super) is_synced: bool,
}

/// What a session's file is called until it is whole.
pub(super) fn unfinished(path: &Path) -> PathBuf {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.new", std::process::id()))
}

/// Makes a file whole or not at all: written under another name, locked, synced, then given its
/// own. `None` where the name is taken, also by whoever makes it at the same time.
pub(super) fn make(path: &Path, unfinished: &Path, text: &[u8]) -> io::Result<Option<Opened>> {
    let new = private::open(unfinished, |new| new.read(true).write(true).create_new(true));
    let file = match new {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(None),
        opened => opened?,
    };
    let made = fill(path, unfinished, file, text);
    if !matches!(made, Ok(Some(_))) {
        let _ = fs::remove_file(unfinished);
    }
    made
}

fn fill(path: &Path, unfinished: &Path, mut file: File, text: &[u8]) -> io::Result<Option<Opened>> {
    // A link that leads nowhere takes the name, too.
    match fs::symlink_metadata(path) {
        Ok(_) => return Ok(None),
        Err(error) if is_missing(&error) => {}
        Err(error) => return Err(error),
    }
    let is_locked = file.try_lock().is_ok();
    file.write_all(text)?;
    let is_synced = synced(file.sync_all())?;
    if !private::name_new(unfinished, path)? {
        return Ok(None);
    }
    private::sync_dir(path.parent().unwrap_or(Path::new(".")));
    Ok(Some(Opened { file, is_locked, is_synced }))
}
