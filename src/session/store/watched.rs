//! A file that is written bit by bit while a round runs, such as its sound, and what other programs
//! do to it meanwhile. What they made of it is never written over.

use std::cell::Cell;
use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;
use std::rc::Rc;

use super::platform::{Identity, identity, is_missing};
use super::private;

/// What another program did to a file that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meddled {
    /// Nothing has its name.
    Taken,
    /// Something else has its name.
    Replaced,
    /// It is shorter or longer than it was written.
    Changed,
}

/// A file that only we write to. Where it isn't as it was written, nothing more is.
#[derive(Debug)]
pub(crate) struct WatchedFile {
    file: File,
    /// Where the next byte goes.
    at: u64,
    length: Rc<Cell<u64>>,
}

/// Tells whether a file stands as it was written; also when it is closed.
#[derive(Debug, Clone)]
pub(crate) struct Watch {
    identity: Identity,
    length: Rc<Cell<u64>>,
}

impl WatchedFile {
    /// Makes the file.
    ///
    /// # Errors
    /// It can't be made, or is there already.
    pub(crate) fn create(path: &Path) -> io::Result<(Self, Watch)> {
        let file = private::new_file(path)?;
        let length = Rc::new(Cell::new(0));
        let watch = Watch { identity: identity(&file.metadata()?), length: Rc::clone(&length) };
        Ok((Self { file, at: 0, length }, watch))
    }
}

impl Write for WatchedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Behind the end of a file that was cut short a hole would open.
        if self.file.metadata()?.len() != self.length.get() {
            return Err(io::Error::other("another program changed it"));
        }
        let written = self.file.write(bytes)?;
        self.at += written as u64;
        self.length.set(self.length.get().max(self.at));
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Seek for WatchedFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = self.file.seek(to)?;
        Ok(self.at)
    }
}

impl Watch {
    /// What became of the file under a name; `None` where it stands there as it was written, or
    /// can't be looked at: the next look tells.
    pub(crate) fn meddled(&self, path: &Path) -> Option<Meddled> {
        match fs::symlink_metadata(path) {
            Ok(found) if !found.is_file() || identity(&found) != self.identity => {
                Some(Meddled::Replaced)
            }
            Ok(found) if found.len() != self.length.get() => Some(Meddled::Changed),
            Err(error) if is_missing(&error) => Some(Meddled::Taken),
            Ok(_) | Err(_) => None,
        }
    }

    /// How long it was written.
    pub(crate) fn length(&self) -> u64 {
        self.length.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(path: &Path) -> (WatchedFile, Watch) {
        let (mut file, watch) = WatchedFile::create(path).unwrap();
        file.write_all(b"head and sound").unwrap();
        (file, watch)
    }

    #[test]
    fn a_file_stands_until_another_program_meddles_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sound");
        let (mut file, watch) = written(&path);
        // Its head may be written again.
        file.seek(SeekFrom::Start(0)).unwrap();
        file.write_all(b"HEAD").unwrap();
        assert_eq!((watch.meddled(&path), watch.length()), (None, 14));
        assert_eq!(fs::read(&path).unwrap(), b"HEAD and sound");
        assert!(WatchedFile::create(&path).is_err(), "nothing is written over");

        fs::rename(&path, folder.path().join("away")).unwrap();
        assert_eq!(watch.meddled(&path), Some(Meddled::Taken));
        fs::create_dir(&path).unwrap();
        assert_eq!(watch.meddled(&path), Some(Meddled::Replaced));
        fs::remove_dir(&path).unwrap();
        if cfg!(unix) {
            fs::write(&path, b"HEAD and sound").unwrap();
            assert_eq!(watch.meddled(&path), Some(Meddled::Replaced));
        }
    }

    #[test]
    fn nothing_is_written_to_a_file_that_another_program_changed() {
        let folder = tempfile::tempdir().unwrap();
        for (n, theirs) in ["", "head", "something longer than that"].into_iter().enumerate() {
            let path = folder.path().join(format!("sound-{n}"));
            let (mut file, watch) = written(&path);
            File::options().write(true).truncate(true).open(&path).unwrap();
            fs::write(&path, theirs).unwrap();
            assert_eq!(watch.meddled(&path), Some(Meddled::Changed));
            assert!(file.write_all(b"more").is_err());
            file.seek(SeekFrom::Start(0)).unwrap();
            assert!(file.write_all(b"HEAD").is_err());
            drop(file);
            assert_eq!(fs::read_to_string(&path).unwrap(), theirs);
        }
    }
}
