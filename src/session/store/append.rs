//! The one writer of a session file. It appends what happened, holds the file's lock for as long as
//! it lives, and keeps in memory what the disk would not take.

use std::fs::{self, File, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::file::{add_last_frame, bytes};
use super::read::{notes, read};
use super::text::{event_text, to_text};
use super::{live, private};
use crate::session::event::Event;
use crate::session::{Header, Session, SessionId};

#[cfg(test)]
mod tests;

/// Events could not be written. They are kept, and written at the next append or retry that
/// succeeds.
#[derive(Debug, thiserror::Error)]
#[error("cannot write session {path}: {waiting} events are kept in memory until there is room")]
pub struct AppendError {
    /// The file.
    pub path: String,
    /// How many events are kept.
    pub waiting: usize,
    /// Why it failed.
    pub source: io::Error,
}

/// A session file, open to append.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    /// Holds the lock.
    file: File,
    /// How long the file is up to the end of the last event that is known to be written.
    good: u64,
    /// Part of a failed write may follow `good`.
    torn: bool,
    /// What is not written yet.
    backlog: String,
    /// How many events that is.
    waiting: usize,
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
        private::create_dir(&dir.join(live::FOLDER))
            .with_context(|| format!("cannot make the sessions folder {}", dir.display()))?;
        let wanted = header.id.clone();
        let mut header = header;
        for n in 1..100 {
            if n > 1 {
                header.id =
                    SessionId::try_from(format!("{wanted}-{n}")).map_err(anyhow::Error::msg)?;
            }
            let path = dir.join(format!("{}.toml", header.id));
            let text = to_text(&header).context("cannot write the plan as TOML")?;
            let made = make(&path, &dir.join(format!(".{}.new", header.id)), &text)
                .with_context(|| format!("cannot write session {}", path.display()))?;
            if let Some(file) = made {
                return Ok((Self::new(path, file, text.len() as u64), Session::new(header)));
            }
        }
        bail!("cannot make session {wanted} in {}: that name and 98 more are taken", dir.display())
    }

    /// Opens a session to append to it, and reads it. What was cut short at its end is cut off;
    /// what is there, a newer version's events too, stays as it is. The warnings say what is not
    /// read.
    ///
    /// # Errors
    /// The file can't be opened or read, or another process is running it.
    pub fn open(path: &Path) -> anyhow::Result<(Self, Session, Vec<String>)> {
        let name = path.display();
        let mut file = File::options()
            .read(true)
            .write(true)
            .open(path)
            .with_context(|| format!("cannot open session {name} to append to it"))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                bail!(
                    "session {name} is running in another process; end it there first, \
                     or use `mockround mark`"
                )
            }
            Err(TryLockError::Error(error)) => {
                return Err(error).with_context(|| format!("cannot lock session {name}"));
            }
        }
        let (mut session, dropped) = bytes(&mut file)
            .and_then(|bytes| Ok(read(&bytes)?))
            .with_context(|| format!("cannot read session {name}"))?;
        add_last_frame(path, &mut session);
        let length = file.metadata().with_context(|| format!("cannot read session {name}"))?.len();
        let mut store = Self::new(path.to_path_buf(), file, length);
        if let Some(dropped) = dropped {
            store.good = dropped.valid;
            store.cut().with_context(|| format!("cannot cut the torn end off session {name}"))?;
        }
        let notes = notes(&session, dropped);
        let warnings = notes.iter().map(|note| format!("session {name}: {note}")).collect();
        Ok((store, session, warnings))
    }

    fn new(path: PathBuf, file: File, good: u64) -> Self {
        Self {
            path,
            file,
            good,
            torn: false,
            backlog: String::new(),
            waiting: 0,
            #[cfg(test)]
            room: None,
        }
    }

    /// The session's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many events are in memory only.
    pub fn backlog(&self) -> usize {
        self.waiting
    }

    /// Those events as they would stand in the file, for a caller that has to end without having
    /// written them.
    pub fn backlog_text(&self) -> &str {
        &self.backlog
    }

    /// Appends the events of one mark, and all that could not be written before, with one write,
    /// and waits until they are on the disk.
    ///
    /// # Errors
    /// They could not be written. The file is as it was, and they are kept for the next time.
    pub fn append(&mut self, events: &[Event]) -> Result<(), AppendError> {
        for event in events {
            match event_text(event) {
                Ok(text) => self.backlog.push_str(&text),
                Err(error) => return Err(self.failed(io::Error::other(error))),
            }
            self.waiting += 1;
        }
        self.retry()
    }

    /// Writes what could not be written before, if there is any.
    ///
    /// # Errors
    /// As [`Store::append`].
    pub fn retry(&mut self) -> Result<(), AppendError> {
        if self.backlog.is_empty() {
            return Ok(());
        }
        if let Err(error) = self.write_backlog() {
            // Readers drop a torn end anyway, and the next try cuts again.
            let _ = self.cut();
            return Err(self.failed(error));
        }
        self.good += self.backlog.len() as u64;
        self.torn = false;
        self.backlog.clear();
        self.waiting = 0;
        Ok(())
    }

    fn write_backlog(&mut self) -> io::Result<()> {
        if self.torn {
            self.cut()?;
        }
        self.file.seek(SeekFrom::Start(self.good))?;
        self.torn = true;
        let written = self.write_once()?;
        if written < self.backlog.len() {
            let why = format!("only {written} of {} bytes were written", self.backlog.len());
            return Err(io::Error::new(io::ErrorKind::StorageFull, why));
        }
        self.file.sync_data()
    }

    fn write_once(&mut self) -> io::Result<usize> {
        #[cfg(test)]
        if let Some(room) = self.room {
            let room = room.min(self.backlog.len());
            return self.file.write(&self.backlog.as_bytes()[..room]);
        }
        loop {
            match self.file.write(self.backlog.as_bytes()) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                done => return done,
            }
        }
    }

    /// Cuts off what follows the last good event.
    fn cut(&mut self) -> io::Result<()> {
        self.file.set_len(self.good)?;
        self.file.sync_data()?;
        self.torn = false;
        Ok(())
    }

    fn failed(&self, source: io::Error) -> AppendError {
        AppendError { path: self.path.display().to_string(), waiting: self.waiting, source }
    }
}

/// Makes a file whole or not at all: written under another name, locked, synced, then renamed.
/// `None` where the name is taken. Whoever makes the same name at the same time finds the other
/// name taken.
fn make(path: &Path, unfinished: &Path, text: &str) -> io::Result<Option<File>> {
    let file = match private::options().read(true).write(true).create_new(true).open(unfinished) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(None),
        opened => opened?,
    };
    let made = fill(path, unfinished, file, text);
    if !matches!(made, Ok(Some(_))) {
        let _ = fs::remove_file(unfinished);
    }
    made
}

fn fill(path: &Path, unfinished: &Path, mut file: File, text: &str) -> io::Result<Option<File>> {
    if path.try_exists()? {
        return Ok(None);
    }
    file.try_lock()?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(unfinished, path)?;
    private::sync_dir(path.parent().unwrap_or(Path::new(".")));
    Ok(Some(file))
}
