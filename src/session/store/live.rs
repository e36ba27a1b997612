//! The small files beside a session while it runs: its state for other processes, marks that they
//! send, and what became of these. They are named after the session's file, in `.live/`, and gone
//! when the run has ended.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::platform::{Identity, Touched, identity, is_named, touched};
use super::private;
use super::process::Process;
use crate::time::Elapsed;

#[cfg(test)]
mod tests;

/// The folder of these files, beside the sessions.
pub(super) const FOLDER: &str = ".live";

/// The size of a live file in bytes, always: so one write replaces it whole, and a reader never
/// sees it cut.
const RECORD: usize = 1024;

/// What is read of the marks or replies at once, in bytes.
const CHUNK: u64 = 64 << 10;

/// By how much of what was read it is told that it still stands there, in bytes.
const TAIL: usize = 256;

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
    let dir = session.with_file_name("");
    private::create_dir(if dir.as_os_str().is_empty() { Path::new(".") } else { &dir })?;
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
struct Held {
    path: PathBuf,
    file: File,
    identity: Identity,
}

impl Held {
    /// Makes it, or takes over what an earlier run left, which stays in it where it is not
    /// `emptied`.
    fn make(session: &Path, ending: &str, emptied: bool) -> io::Result<Self> {
        make_folder(session)?;
        let path = beside(session, ending);
        let file =
            open(&path, |options| options.read(true).write(true).create(true).truncate(emptied))?;
        let identity = identity(&file.metadata()?);
        Ok(Self { path, file, identity })
    }

    /// Whether it is where others look for it.
    fn is_there(&self) -> bool {
        is_named(self.identity, &self.path)
    }

    fn remove(self) -> io::Result<()> {
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
        live.begin(frame)?;
        Ok(live)
    }

    /// Opens the file for a session; what an earlier run left in it stays until it is updated.
    ///
    /// # Errors
    /// The folder or the file can't be written.
    pub(crate) fn open(session: &Path) -> io::Result<Self> {
        // A reader would see it empty.
        let held = Held::make(session, "", false)?;
        let process = Process::this().map(|process| process.to_line()).unwrap_or_default();
        Ok(Self { held, process })
    }

    /// Writes the first frame of a run.
    ///
    /// # Errors
    /// The file can't be written.
    pub(crate) fn begin(&mut self, frame: &Frame) -> io::Result<()> {
        self.update(frame)?;
        self.held.file.set_len(RECORD as u64)
    }

    /// Replaces what the file says, with one write.
    ///
    /// # Errors
    /// The file can't be written.
    pub(crate) fn update(&mut self, frame: &Frame) -> io::Result<()> {
        self.held.file.seek(SeekFrom::Start(0))?;
        self.held.file.write_all(record(frame, &self.process).as_bytes())
    }

    /// Whether the file is where others look for it.
    pub(crate) fn is_there(&self) -> bool {
        self.held.is_there()
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
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// As [`one_line`], of at most 200 bytes.
fn word(text: &str) -> String {
    let mut text = one_line(text);
    text.truncate(text.floor_char_boundary(200));
    text
}

/// A mark that was sent from another process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SentMark {
    /// When it was given, in the words of whoever reads the clock.
    pub(crate) stamp: String,
    /// What it says.
    pub(crate) word: String,
    /// What its reply is to be named with.
    pub(crate) nonce: String,
}

/// `.live/<session>.marks`, as the run reads it: what others append.
#[derive(Debug)]
pub(crate) struct Marks {
    held: Held,
    /// How far it has been read.
    read: u64,
    /// The end of what was read.
    tail: Vec<u8>,
    /// When it was written last, as far as it was read.
    touched: Option<Touched>,
    /// When the marks were given that were taken.
    taken: BTreeSet<String>,
    /// Whether another program put other lines in place of those that were read.
    is_rewritten: bool,
}

impl Marks {
    /// Makes the file empty for a session that begins to run; marks that an earlier run didn't take
    /// up are gone.
    ///
    /// # Errors
    /// The folder or the file can't be written.
    pub(crate) fn create(session: &Path) -> io::Result<Self> {
        Ok(Self {
            held: Held::make(session, ".marks", true)?,
            read: 0,
            tail: Vec::new(),
            touched: None,
            taken: BTreeSet::new(),
            is_rewritten: false,
        })
    }

    /// The marks that came since the last time, in the order in which they came. What is no mark is
    /// passed over. Where the file was cut short or written anew in between, it is read from its
    /// beginning, and what was taken before isn't taken again.
    ///
    /// # Errors
    /// The file can't be read.
    pub(crate) fn take(&mut self) -> io::Result<Vec<SentMark>> {
        let mut file = &self.held.file;
        let found = file.metadata()?;
        let now = Some(touched(&found));
        if found.len() == self.read && now == self.touched {
            return Ok(Vec::new());
        }
        let mut tail = Vec::new();
        file.seek(SeekFrom::Start(self.read - self.tail.len() as u64))?;
        file.take(self.tail.len() as u64).read_to_end(&mut tail)?;
        if tail != self.tail {
            (self.read, self.is_rewritten) = (0, true);
            self.tail.clear();
        }
        self.touched = now;
        file.seek(SeekFrom::Start(self.read))?;
        let mut bytes = Vec::new();
        file.take(CHUNK).read_to_end(&mut bytes)?;
        let whole = match bytes.iter().rposition(|byte| *byte == b'\n') {
            Some(end) => end + 1,
            None if bytes.len() as u64 == CHUNK => bytes.len(),
            None => 0,
        };
        self.read += whole as u64;
        self.tail.extend(&bytes[..whole]);
        self.tail.drain(..self.tail.len().saturating_sub(TAIL));
        let text = String::from_utf8_lossy(&bytes[..whole]);
        let is_new = |mark: &SentMark| !self.is_rewritten || !self.taken.contains(&mark.stamp);
        let marks: Vec<SentMark> = text.lines().filter_map(parse_mark).filter(is_new).collect();
        self.taken.extend(marks.iter().map(|mark| mark.stamp.clone()));
        Ok(marks)
    }

    /// Whether the file is where others look for it.
    pub(crate) fn is_there(&self) -> bool {
        self.held.is_there()
    }

    /// Sends a mark to the run of a session, with one write. Stamp, word and nonce hold no space.
    ///
    /// # Errors
    /// The session isn't running (there is no file), or the file can't be written.
    pub(crate) fn send(session: &Path, mark: &SentMark) -> io::Result<()> {
        let line = format!("{} {} {}\n", mark.stamp, mark.word, mark.nonce);
        if parse_mark(line.trim_end()).as_ref() != Some(mark) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "a mark is three words"));
        }
        // What stands before may have been cut in the middle of its line.
        let line = format!("\n{line}");
        let mut file = open(&beside(session, ".marks"), |options| options.append(true))?;
        let written = file.write(line.as_bytes())?;
        if written < line.len() {
            return Err(io::Error::new(io::ErrorKind::StorageFull, "the mark was cut short"));
        }
        Ok(())
    }

    /// Removes the file at the clean end of a run.
    ///
    /// # Errors
    /// It can't be removed.
    pub(crate) fn remove(self) -> io::Result<()> {
        self.held.remove()
    }
}

fn parse_mark(line: &str) -> Option<SentMark> {
    let words: Vec<&str> = line.split(' ').collect();
    let [stamp, word, nonce] = words[..] else { return None };
    let good =
        |word: &str| !word.is_empty() && !word.chars().any(|c| c.is_control() || c.is_whitespace());
    let mark =
        SentMark { stamp: stamp.to_string(), word: word.to_string(), nonce: nonce.to_string() };
    (good(stamp) && good(word) && good(nonce)).then_some(mark)
}

/// What became of a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    /// Whether it was recorded.
    pub(crate) ok: bool,
    /// What was recorded, or why not.
    pub(crate) text: String,
}

/// `.live/<session>.replies`, as the run writes it.
#[derive(Debug)]
pub(crate) struct Replies {
    held: Held,
}

impl Replies {
    /// Makes the file empty for a session that begins to run.
    ///
    /// # Errors
    /// The folder or the file can't be written.
    pub(crate) fn create(session: &Path) -> io::Result<Self> {
        Ok(Self { held: Held::make(session, ".replies", true)? })
    }

    /// Appends a reply to a mark, with one write.
    ///
    /// # Errors
    /// The file can't be written.
    pub(crate) fn send(&mut self, nonce: &str, reply: &Reply) -> io::Result<()> {
        let verdict = if reply.ok { "ok" } else { "no" };
        // Another program may have cut the file short, also in the middle of a line.
        let line = format!("\n{nonce} {verdict} {}\n", one_line(&reply.text));
        self.held.file.seek(SeekFrom::End(0))?;
        self.held.file.write_all(line.as_bytes())
    }

    /// Whether the file is where others look for it.
    pub(crate) fn is_there(&self) -> bool {
        self.held.is_there()
    }

    /// The reply to a mark, once it is there.
    ///
    /// # Errors
    /// The session isn't running any more (there is no file), or the file can't be read.
    pub(crate) fn find(session: &Path, nonce: &str) -> io::Result<Option<Reply>> {
        let mut file = open(&beside(session, ".replies"), |options| options.read(true))?;
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(CHUNK)))?;
        let mut bytes = Vec::new();
        file.take(CHUNK).read_to_end(&mut bytes)?;
        let text = String::from_utf8_lossy(&bytes);
        let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
        let rest =
            whole.lines().filter_map(|line| line.split_once(' ')).find(|(of, _)| *of == nonce);
        Ok(rest.and_then(|(_, rest)| {
            let (verdict, text) = rest.split_once(' ').unwrap_or((rest, ""));
            matches!(verdict, "ok" | "no")
                .then(|| Reply { ok: verdict == "ok", text: text.to_string() })
        }))
    }

    /// Removes the file at the clean end of a run.
    ///
    /// # Errors
    /// It can't be removed.
    pub(crate) fn remove(self) -> io::Result<()> {
        self.held.remove()
    }
}

/// The sessions of a folder that have a live file, running or not.
pub(super) fn with_live_file(dir: &Path) -> Vec<PathBuf> {
    let folder = dir.join(FOLDER);
    let Ok(true) = private::is_own_dir(&folder) else { return Vec::new() };
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut paths: Vec<PathBuf> = names.map(|name| dir.join(format!("{name}.toml"))).collect();
    paths.sort();
    paths
}
