//! The small files beside a session while it runs, and the one by which other processes know how it
//! stands. They are named after the session's file, in `.live/`, and gone when the run has ended.

use std::collections::BTreeSet;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::platform::{Identity, identity, let_owner};
use super::private;
use super::process::Process;
use crate::on_disk;
use crate::time::Elapsed;

#[cfg(test)]
mod tests;

/// The folder of these files, beside the sessions.
pub(super) const FOLDER: &str = ".live";

/// The size of a live file in bytes, always: so one write replaces it whole, and a reader never
/// sees it cut.
const RECORD: usize = 1024;

/// How a running session stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Frame {
    /// The last frame's time.
    pub(crate) elapsed: Elapsed,
    /// The wall clock then, RFC 3339.
    pub(crate) wall: String,
    /// One line on the state of the round; control characters become spaces, and what is too long
    /// is cut.
    pub(crate) status: String,
}

pub(super) fn beside(session: &Path, ending: &str) -> PathBuf {
    let name = session.file_stem().unwrap_or_default().to_string_lossy();
    session.with_file_name(FOLDER).join(format!("{name}{ending}"))
}

/// Where it is noted how the reports beside a session were written.
pub(super) fn reports_path(session: &Path) -> PathBuf {
    beside(session, ".reports")
}

/// Where it is noted which question's file was written, and how.
pub(super) fn asked_path(session: &Path) -> PathBuf {
    beside(session, ".asked")
}

/// Makes the folder of these files.
pub(super) fn make_folder(session: &Path) -> io::Result<()> {
    // A name that ends in a slash would hide what stands there and is no folder.
    let dir = session.parent().filter(|dir| !dir.as_os_str().is_empty());
    private::create_dir(dir.unwrap_or(Path::new(".")))?;
    private::own_dir(&session.with_file_name(FOLDER))
}

/// Opens one of these files.
pub(super) fn open(
    path: &Path,
    how: impl FnOnce(&mut OpenOptions) -> &mut OpenOptions,
) -> io::Result<File> {
    private::is_own_dir(path.parent().unwrap_or(Path::new(".")))?;
    private::open(path, how)
}

/// One of these files, as the run holds it.
#[derive(Debug)]
pub(super) struct Held {
    path: PathBuf,
    ending: &'static str,
    pub(super) file: File,
    identity: Identity,
}

impl Held {
    /// Makes it for a run that begins, or takes over what an earlier one left, which stays in it
    /// where it is not `emptied`.
    pub(super) fn make(session: &Path, ending: &'static str, emptied: bool) -> io::Result<Self> {
        make_folder(session)?;
        let path = beside(session, ending);
        let file =
            open(&path, |options| options.read(true).write(true).create(true).truncate(emptied))?;
        let identity = identity(&file.metadata()?);
        Ok(Self { path, ending, file, identity })
    }

    /// How the file looks where others look for it, beside the session; `None` where it isn't
    /// there. Where files have no identity, whatever has its name is taken for it.
    pub(super) fn found(&self, session: &Path) -> Option<Metadata> {
        let found = fs::symlink_metadata(&self.path).ok()?;
        if identity(&found) != self.identity || self.path != beside(session, self.ending) {
            return None;
        }
        // Others see that they may not open it.
        let _ = let_owner(&self.path, &found);
        Some(found)
    }

    /// Opens what stands beside the session instead, or makes it anew.
    ///
    /// # Errors
    /// Something stands there that is no file, or none can be made. What was open stays so.
    pub(super) fn reopen(&mut self, session: &Path) -> io::Result<()> {
        let old = std::mem::replace(self, Self::make(session, self.ending, false)?);
        if old.path != self.path {
            // The session has another name now.
            let _ = old.remove();
        }
        Ok(())
    }

    /// Appends a line, with one write.
    pub(super) fn append(&mut self, line: &str) -> io::Result<()> {
        self.file.seek(SeekFrom::End(0))?;
        self.file.write_all(line.as_bytes())
    }

    pub(super) fn remove(self) -> io::Result<()> {
        drop(self.file);
        fs::remove_file(self.path)
    }
}

/// `.live/<session>`: the state of a running session, rewritten each second and never synced.
#[derive(Debug)]
pub(crate) struct LiveFile {
    held: Held,
    /// The line that names this process.
    process: String,
}

impl LiveFile {
    /// Makes the file for a session, or takes over what an earlier run left.
    ///
    /// # Errors
    /// The folder or the file can't be written.
    #[cfg(test)]
    pub(crate) fn create(session: &Path, frame: &Frame) -> io::Result<Self> {
        let mut live = Self::open(session)?;
        live.update(frame)?;
        Ok(live)
    }

    /// Opens the file for a session; what an earlier run left in it stays until it is updated. It
    /// has room for what it will say, so that a full disk tells now.
    ///
    /// # Errors
    /// The folder or the file can't be written.
    pub(crate) fn open(session: &Path) -> io::Result<Self> {
        // A reader would see it empty.
        let mut held = Held::make(session, "", false)?;
        let length = usize::try_from(held.file.metadata()?.len()).unwrap_or(RECORD);
        // Spaces say nothing, as a file that isn't there.
        held.append(&" ".repeat(RECORD.saturating_sub(length)))?;
        held.file.set_len(RECORD as u64)?;
        let process = Process::this().map(|process| process.to_line()).unwrap_or_default();
        Ok(Self { held, process })
    }

    /// The file of a session.
    pub(crate) fn path(session: &Path) -> PathBuf {
        beside(session, "")
    }

    /// Replaces what the file says, with one write.
    ///
    /// # Errors
    /// The file can't be written.
    pub(crate) fn update(&mut self, frame: &Frame) -> io::Result<()> {
        self.held.file.seek(SeekFrom::Start(0))?;
        self.held.file.write_all(record(frame, &self.process).as_bytes())
    }

    /// As [`LiveFile::update`], and sees to it that the file stands beside the session, where
    /// others look for it.
    ///
    /// # Errors
    /// It can't be made or written.
    pub(crate) fn keep(&mut self, session: &Path, frame: &Frame) -> io::Result<()> {
        if self.held.found(session).is_some() {
            return self.update(frame);
        }
        self.held.reopen(session)?;
        self.update(frame)?;
        self.held.file.set_len(RECORD as u64)
    }

    /// Removes the file at the clean end of a run.
    ///
    /// # Errors
    /// It can't be removed.
    pub(crate) fn remove(self) -> io::Result<()> {
        self.held.remove()
    }

    /// What a session's live file says: now while it runs, last after a crash. `None` where there
    /// is none, or none that is whole.
    pub(crate) fn read(session: &Path) -> Option<Frame> {
        Some(Self::whole(session)?.0)
    }

    /// The process that wrote a session's live file last.
    pub(super) fn process(session: &Path) -> Option<Process> {
        Self::whole(session)?.1
    }

    fn whole(session: &Path) -> Option<(Frame, Option<Process>)> {
        let path = beside(session, "");
        // A write may fall between the pages of a read; the next read then sees the whole of it.
        (0..3).find_map(|_| {
            let mut text = String::new();
            let file = open(&path, |options| options.read(true)).ok()?;
            file.take(RECORD as u64).read_to_string(&mut text).ok()?;
            parse_record(&text)
        })
    }
}

/// The time first and last, so that a mixture of two records can be told.
fn record(frame: &Frame, process: &str) -> String {
    let elapsed = frame.elapsed.since_began().as_millis().to_string();
    let mut text = format!("{elapsed}\n{}\n", word(&frame.wall));
    // Three line ends are still to come: the status's, the process's and the last.
    let room = RECORD.saturating_sub(text.len() + process.len() + elapsed.len() + 3);
    let status = one_line(&frame.status);
    text.push_str(&status[..status.floor_char_boundary(room)]);
    text = format!("{text}\n{process}\n");
    let padding = RECORD.saturating_sub(text.len() + elapsed.len() + 1);
    text.push_str(&" ".repeat(padding));
    text.push_str(&elapsed);
    text.push('\n');
    text
}

/// Earlier versions wrote no line about the process.
fn parse_record(text: &str) -> Option<(Frame, Option<Process>)> {
    let lines: Vec<&str> = text.lines().collect();
    let (elapsed, wall, status, process, last) = match lines[..] {
        [elapsed, wall, status, process, last] => (elapsed, wall, status, process, last),
        [elapsed, wall, status, last] => (elapsed, wall, status, "", last),
        _ => return None,
    };
    if text.len() != RECORD || last.trim_start() != elapsed {
        return None;
    }
    let elapsed = Elapsed::new(Duration::from_millis(elapsed.parse().ok()?));
    let frame = Frame { elapsed, wall: wall.to_string(), status: status.to_string() };
    Some((frame, Process::from_line(process)))
}

/// Text without line ends and other control characters.
pub(super) fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// As [`one_line`], of at most 200 bytes.
fn word(text: &str) -> String {
    let mut text = one_line(text);
    text.truncate(text.floor_char_boundary(200));
    text
}

/// The sessions of a folder that have a file with one of these endings beside them, running or not;
/// the live file itself has none.
pub(super) fn with_files(dir: &Path, endings: &[&str]) -> BTreeSet<PathBuf> {
    const ENDINGS: [&str; 5] = [".asked", ".marks", ".open", ".replies", ".reports"];
    let folder = dir.join(FOLDER);
    let Ok(true) = private::is_own_dir(&folder) else { return BTreeSet::new() };
    let names = on_disk::list(&folder).into_iter().flatten().flatten();
    let names = names.filter_map(|entry| entry.file_name().into_string().ok());
    let session = |name: String| {
        let ending = ENDINGS.into_iter().find(|ending| name.ends_with(ending)).unwrap_or("");
        let stem = name.strip_suffix(ending)?;
        endings.contains(&ending).then(|| dir.join(format!("{stem}.toml")))
    };
    names.filter_map(session).collect()
}
