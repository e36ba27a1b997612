//! Reading one session file whole, and asking whether some process is running it.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read};
use std::path::Path;

use anyhow::Context;

use super::live::LiveFile;
use super::read::{Dropped, Texts, read_as};
use super::reopened::{changed_for, open_for};
use super::unreadable::{MAX_BYTES, ReadError};
use crate::session::Session;
use crate::session::event::What;

/// Reads a session and, where it was cut off, until when its last frame says that it ran.
///
/// # Errors
/// A file that can't be opened, or what can't be read; named with the file and the line.
pub(crate) fn load(path: &Path) -> anyhow::Result<(Session, Option<Dropped>)> {
    load_from(path).with_context(|| format!("can't read session {}", path.display()))
}

/// As [`load`], without the file's name in the error.
pub(super) fn load_from(path: &Path) -> anyhow::Result<(Session, Option<Dropped>)> {
    load_as(path, Texts::Kept)
}

/// As [`load_from`], with the plan's texts or without.
pub(super) fn load_as(path: &Path, texts: Texts) -> anyhow::Result<(Session, Option<Dropped>)> {
    let (mut session, dropped) = read_as(&bytes(&mut open(path)?)?, texts)?;
    add_last_frame(path, &mut session);
    Ok((session, dropped))
}

/// Opens a session's file to read it.
///
/// # Errors
/// It can't be opened, or is a pipe or a device: these would keep us waiting.
pub(super) fn open(path: &Path) -> io::Result<File> {
    expect_file(path)?;
    File::open(path)
}

/// Refuses what is there and no file.
///
/// # Errors
/// A pipe or a device, or what can't be looked at.
pub(super) fn expect_file(path: &Path) -> io::Result<()> {
    let found = fs::metadata(path)?;
    match found.is_file() || found.is_dir() {
        true => Ok(()),
        false => Err(io::Error::other("it is a pipe or a device, and no file")),
    }
}

/// Whether a session can be taken up again.
///
/// # Errors
/// Its file can't be opened to read and to write.
pub(crate) fn can_be_opened(path: &Path) -> io::Result<()> {
    expect_file(path)?;
    File::options().read(true).write(true).open(path).map(|_| ())
}

pub(super) fn bytes(file: &mut File) -> anyhow::Result<Vec<u8>> {
    let size = file.metadata()?.len();
    if size > MAX_BYTES {
        return Err(ReadError::TooLarge.into());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(ReadError::TooLarge.into());
    }
    Ok(bytes)
}

/// A round that was neither finished nor left ran on after its last event, until its last frame.
pub(super) fn add_last_frame(path: &Path, session: &mut Session) {
    let ended =
        |event: &&What| matches!(event, What::Left { .. } | What::Returned { .. } | What::Finished);
    let last = session.events.iter().rev().map(|event| &event.what).find(ended);
    if matches!(last, None | Some(What::Returned { .. }))
        && let Some(frame) = LiveFile::read(path)
    {
        session.until = session.until.max(frame.elapsed);
    }
}

/// Whether a process is running this session: it holds the file's lock, or, where there are no
/// locks, the live file names it. The same where the file was just taken away, or something else
/// stands in its place, which nobody has locked: the run has yet to notice.
pub(crate) fn is_live(path: &Path) -> bool {
    match open(path).map(|file| file.try_lock_shared()) {
        Ok(Ok(())) => is_run_by_another(path),
        Ok(Err(TryLockError::WouldBlock)) => true,
        Ok(Err(TryLockError::Error(_))) | Err(_) => {
            LiveFile::process(path).is_some_and(|process| process.is_running())
                || open_for(path).is_some()
        }
    }
}

/// Whether the round of this session runs now: a process has it, and for that.
pub(super) fn is_running(path: &Path) -> bool {
    is_live(path) && changed_for(path).is_none()
}

/// Whether some process holds the lock of the file that stands there.
pub(super) fn is_locked(path: &Path) -> bool {
    let tried = open(path).map(|file| file.try_lock_shared());
    matches!(tried, Ok(Err(TryLockError::WouldBlock)))
}

/// Whether the process that a session's live file names is another one, and still there; or one
/// that has it open after its round.
pub(super) fn is_run_by_another(session: &Path) -> bool {
    LiveFile::process(session).is_some_and(|process| !process.is_this() && process.is_running())
        || open_for(session).is_some()
}
