//! Keeps a session on the disk while others touch its file: an editor, git, a program that syncs
//! folders. What was taken away is written again from memory; another file is never written over.

use std::fs::{self, File, Metadata, TryLockError};
use std::io::{self, Seek, SeekFrom};
use std::path::Path;

use super::append::{AppendError, Store, make, unfinished};
use super::belongings::move_folder;
use super::platform::{has_name, identity, is_link, is_missing, let_owner_of, touched};
use super::private;
use super::rescued::Rescued;
use super::unreadable::MAX_BYTES;
use crate::session::SessionId;
use crate::text::system;

#[cfg(test)]
mod tests;

/// What stands under the session's name.
enum Standing {
    /// The file that is written, as it was written.
    Ours,
    Nothing,
    Changed,
    /// It can't be looked at, for this reason; the open file is as it was written.
    OutOfSight(String),
    /// It can't be looked at, nor is the open file as it was.
    Unseen,
}

impl Store {
    /// Looks whether the session's file still stands where it stood, sees to it that the session
    /// is on the disk whole, and writes what could not be written before. For once a second: it
    /// costs one look at the name, and reads the file only where somebody touched it.
    ///
    /// # Errors
    /// The session can't be written. It is kept for the next time.
    pub(crate) fn keep(&mut self) -> Result<Option<Rescued>, AppendError> {
        match self.standing() {
            Standing::Ours => self.unseen = 0,
            // A file server may be away for a moment: a second look tells.
            Standing::Unseen if self.unseen == 0 => self.unseen = 1,
            Standing::OutOfSight(why) => {
                self.unseen = self.unseen.saturating_add(1);
                if self.unseen == 2 {
                    self.rescued = Some(Rescued::OutOfSight { why });
                }
            }
            found => self.rescued = Some(self.rescue(&found, false)?),
        }
        self.retry()?;
        Ok(self.rescued.take())
    }

    /// As [`Store::keep`], for the end of a run: reads the file, too, and compares.
    ///
    /// # Errors
    /// Not every event is on the disk.
    pub(crate) fn keep_to_the_end(&mut self) -> Result<Option<Rescued>, AppendError> {
        let kept = self.keep();
        let found = match (kept, self.standing()) {
            (Ok(rescued), Standing::Ours | Standing::OutOfSight(_)) if self.is_whole() => {
                return Ok(rescued);
            }
            (Err(error), Standing::Ours | Standing::OutOfSight(_)) => return Err(error),
            (Ok(_), Standing::Ours | Standing::OutOfSight(_)) => Standing::Changed,
            (_, found) => found,
        };
        let rescued = self.rescue(&found, true)?;
        self.retry()?;
        if self.is_whole() {
            return Ok(Some(self.rescued.take().unwrap_or(rescued)));
        }
        (self.lost, self.good) = (true, 0);
        Err(self.failed(io::ErrorKind::NotFound.into()))
    }

    /// Removes the session's file, if it is still the one that was written.
    ///
    /// # Errors
    /// It can't be removed.
    pub(crate) fn discard(mut self) -> io::Result<()> {
        match self.standing() {
            Standing::Ours => fs::remove_file(&self.path),
            _ => Ok(()),
        }
    }

    fn standing(&mut self) -> Standing {
        match fs::metadata(&self.path) {
            Ok(found) if identity(&found) == self.identity && !self.lost => {
                if self.holds(&found) {
                    Standing::Ours
                } else {
                    Standing::Changed
                }
            }
            Ok(_) => Standing::Changed,
            // A link that leads nowhere is there, though what it names is not.
            Err(error) => match fs::symlink_metadata(&self.path) {
                Ok(found) if found.is_symlink() && (is_missing(&error) || is_link(&error)) => {
                    Standing::Changed
                }
                Err(error) if is_missing(&error) => Standing::Nothing,
                Ok(_) | Err(_) if self.is_held() => Standing::OutOfSight(system(&error)),
                Ok(_) | Err(_) => Standing::Unseen,
            },
        }
    }

    /// Whether what is open is the session's file as it was written, which has a name somewhere.
    fn is_held(&mut self) -> bool {
        let found = self.file.metadata();
        !self.lost && found.is_ok_and(|found| has_name(&found) && self.holds(&found))
    }

    /// Whether the open file holds what was written to it.
    pub(super) fn is_as_written(&mut self) -> bool {
        // What can't be looked at for once was touched by nobody.
        self.file.metadata().map_or(true, |found| self.holds(&found))
    }

    /// As [`Store::is_as_written`], of a file that was looked at. How much of a failed write is
    /// there isn't known; the next write cuts it off.
    fn holds(&mut self, found: &Metadata) -> bool {
        let (length, good) = (found.len(), self.good as u64);
        if length != good && !(self.torn && length > good) {
            return false;
        }
        if touched(found) == self.touched {
            return true;
        }
        // Somebody wrote to it, or only changed its mode. What can't be read can't be compared.
        match self.written() {
            Ok(bytes) if bytes.get(..self.good) != Some(&self.text[..self.good]) => false,
            Ok(_) => {
                // What can't be read again is lost to who wrote it.
                let is_owners = let_owner_of(&self.file, found).and_then(|()| self.file.metadata());
                self.touched = touched(is_owners.as_ref().unwrap_or(found));
                true
            }
            Err(_) => true,
        }
    }

    /// Another program wrote into the open file or cut it short.
    pub(super) fn write_elsewhere(&mut self) -> Result<Rescued, AppendError> {
        match self.standing() {
            Standing::Nothing => self.rescue(&Standing::Nothing, false),
            _ => self.rescue(&Standing::Changed, false),
        }
    }

    fn rescue(&mut self, found: &Standing, is_last: bool) -> Result<Rescued, AppendError> {
        let rescued = match found {
            Standing::Nothing => self.write_again(),
            Standing::Unseen => self.write_beside(true),
            Standing::Ours | Standing::OutOfSight(_) | Standing::Changed => self.write_on(is_last),
        };
        rescued.map_err(|error| {
            // Whatever is open, nobody can reach it.
            (self.lost, self.good) = (true, 0);
            self.failed(error)
        })
    }

    fn write_again(&mut self) -> io::Result<Rescued> {
        let dir = self.path.parent().unwrap_or(Path::new("."));
        private::create_dir(dir)?;
        match make(&self.path, &unfinished(&self.path), &self.text)? {
            Some(made) => {
                self.take(made.file, self.text.len())?;
                (self.is_locked, self.is_synced) = (made.is_locked, made.is_synced);
                Ok(Rescued::Again)
            }
            // Something came there in between.
            None => self.write_beside(false),
        }
    }

    /// Goes on in the file that stands there, where it holds a beginning of this session and nobody
    /// else writes it; else beside it.
    fn write_on(&mut self, is_last: bool) -> io::Result<Rescued> {
        let found = match fs::symlink_metadata(&self.path) {
            Err(error) if is_missing(&error) => return self.write_again(),
            Err(_) => return self.write_beside(true),
            Ok(found) => found,
        };
        if !found.is_file() || found.len() > self.text.len() as u64 {
            return self.write_beside(false);
        }
        let is_same = identity(&found) == self.identity;
        let file = match self.file.try_clone() {
            Ok(file) if is_same => file,
            _ => match private::open(&self.path, |options| options.read(true).write(true)) {
                Ok(file) => file,
                // What can't be opened is not written on, whatever is in it.
                Err(_) => return self.write_beside(false),
            },
        };
        let is_it = identity(&file.metadata()?) == identity(&found);
        let bytes = match contents(&file) {
            Ok(bytes) if is_it && self.text.starts_with(&bytes) => bytes,
            _ => return self.write_beside(false),
        };
        if !is_same {
            match file.try_lock() {
                // Somebody may only look whether it is locked; the next try tells.
                Err(TryLockError::WouldBlock) if !is_last => {
                    return Err(io::ErrorKind::WouldBlock.into());
                }
                Err(TryLockError::WouldBlock) => return self.write_beside(false),
                tried => self.is_locked = tried.is_ok(),
            }
        }
        self.take(file, bytes.len())?;
        Ok(Rescued::On)
    }

    /// Under the next free name; `unseen` where nobody knows what stands under its own.
    fn write_beside(&mut self, unseen: bool) -> io::Result<Rescued> {
        let stem = self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        for n in 2..100 {
            let wanted = format!("{stem}-{n}");
            let id = SessionId::try_from(wanted.clone()).map_err(io::Error::other)?;
            let path = self.path.with_file_name(format!("{wanted}.toml"));
            let text = renamed(&self.text, &id);
            if let Some(made) = make(&path, &unfinished(&path), &text)? {
                let was = std::mem::replace(&mut self.path, path);
                (self.text, self.renamed) = (text, Some(id));
                self.take(made.file, self.text.len())?;
                (self.is_locked, self.is_synced) = (made.is_locked, made.is_synced);
                let left = move_folder(&was, &self.path);
                return Ok(Rescued::Beside { name: format!("{wanted}.toml"), was, unseen, left });
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// From here on writes a file that holds so much of the session.
    fn take(&mut self, file: File, good: usize) -> io::Result<()> {
        let found = file.metadata()?;
        (self.identity, self.touched) = (identity(&found), touched(&found));
        (self.file, self.good, self.torn, self.lost) = (file, good, false, false);
        self.unseen = 0;
        Ok(())
    }

    /// Whether the session's file holds all of it.
    fn is_whole(&mut self) -> bool {
        // Read through the open file: where locks are binding, no other may read it.
        let is_ours = matches!(self.standing(), Standing::Ours | Standing::OutOfSight(_));
        is_ours && self.written().is_ok_and(|bytes| bytes == self.text)
    }

    /// What the open file holds.
    fn written(&self) -> io::Result<Vec<u8>> {
        contents(&self.file)
    }
}

fn contents(mut file: &File) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(0))?;
    let mut bytes = Vec::new();
    io::copy(&mut io::Read::take(file, MAX_BYTES), &mut bytes)?;
    Ok(bytes)
}

/// A session's text under another id. Where its line is not as we write it, the id stays.
fn renamed(text: &[u8], id: &SessionId) -> Vec<u8> {
    let end = find(text, b"\n[").unwrap_or(text.len());
    let Some(from) = find(&text[..end], b"\nid = ").map(|at| at + 1) else {
        return text.to_vec();
    };
    let to = from + find(&text[from..], b"\n").unwrap_or(text.len() - from);
    let line = format!("id = \"{id}\"");
    [&text[..from], line.as_bytes(), &text[to..]].concat()
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|part| part == wanted)
}
