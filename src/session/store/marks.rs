//! Marks on their way from other processes to the run of a session, and its replies on their way
//! back: lines at the ends of two of the files beside it. Other programs may cut these files short,
//! put older ones in their place or take them away. So a mark comes again until it is answered; it
//! counts once however often it comes, and is answered each time.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::live::{Held, beside, one_line, open};
use super::platform::{Touched, touched};
use super::process::machine_start;
use crate::text::system;

#[cfg(test)]
mod tests;

/// The ending of the file that others append marks to.
pub(super) const MARKS: &str = ".marks";

/// The ending of the file that the run appends replies to.
pub(super) const REPLIES: &str = ".replies";

/// What is read of the marks or replies at once, in bytes.
const CHUNK: u64 = 64 << 10;

/// By how much of what was read it is told that it still stands there, in bytes.
const TAIL: usize = 256;

/// A mark that was sent from another process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SentMark {
    /// When it was given, in the words of whoever reads the clock.
    pub(crate) stamp: String,
    /// What it says.
    pub(crate) word: String,
    /// Who sent it; gives no two marks the same stamp. Where the platform tells, with the start of
    /// the machine from which on the stamp counts.
    pub(crate) sender: String,
}

/// What became of a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    /// Whether it was recorded.
    pub(crate) ok: bool,
    /// What was recorded, or why not.
    pub(crate) text: String,
}

impl SentMark {
    /// A mark that this process gives.
    pub(crate) fn of_this_process(stamp: String, word: String) -> Self {
        let number = std::process::id();
        let sender =
            machine_start().map_or(number.to_string(), |start| format!("{start}.{number}"));
        Self { stamp, word, sender }
    }

    /// Whether it was given before the machine was started the last time: its stamp counts from
    /// another moment then, and says nothing. `false` where that can't be told.
    pub(crate) fn is_of_an_earlier_start(&self) -> bool {
        let start = self.sender.rsplit_once('.').map(|(start, _)| start);
        start.is_some_and(|start| machine_start().is_some_and(|now| now != start))
    }

    /// By this it is known again, and named in its reply.
    fn name(&self) -> String {
        format!("{}-{}", self.sender, self.stamp)
    }

    /// The stamp stands at both ends of the line, so that one that was cut short is none.
    fn to_line(&self) -> String {
        format!("{} {} {}", self.stamp, self.word, self.name())
    }

    fn from_line(line: &str) -> Option<Self> {
        let words: Vec<&str> = line.split(' ').collect();
        let [stamp, word, name] = words[..] else { return None };
        let sender = name.strip_suffix(stamp)?.strip_suffix('-')?;
        let is_word = |word: &str| {
            !word.is_empty() && !word.chars().any(|c| c.is_control() || c.is_whitespace())
        };
        let [stamp, word, sender] = [stamp, word, sender].map(str::to_string);
        let is_mark = is_word(&stamp) && is_word(&word) && is_word(&sender);
        is_mark.then_some(Self { stamp, word, sender })
    }

    /// Appends it to the marks for the run of a session, with one write.
    ///
    /// # Errors
    /// There is no file, it can't be written, or one of the mark's words is none.
    pub(super) fn append_to(&self, session: &Path) -> io::Result<()> {
        let line = self.to_line();
        if Self::from_line(&line).as_ref() != Some(self) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "a mark is three words"));
        }
        // What stands before may have been cut in the middle of its line.
        let (line, path) = (format!("\n{line}\n"), beside(session, MARKS));
        let named = |error: io::Error| match error.raw_os_error() {
            Some(_) => {
                let why = format!("{}: {}", path.display(), system(&error));
                io::Error::new(error.kind(), why)
            }
            None => error,
        };
        let mut file = open(&path, |options| options.append(true)).map_err(named)?;
        let written = file.write(line.as_bytes())?;
        if written < line.len() {
            return Err(io::Error::new(io::ErrorKind::StorageFull, "the mark was cut short"));
        }
        Ok(())
    }

    /// Its reply, where a file has it among what was written last.
    ///
    /// # Errors
    /// The file can't be read.
    pub(super) fn reply_in(&self, mut file: &File) -> io::Result<Option<Reply>> {
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(CHUNK)))?;
        let mut bytes = Vec::new();
        file.take(CHUNK).read_to_end(&mut bytes)?;
        let (text, name) = (String::from_utf8_lossy(&bytes), self.name());
        Ok(text.lines().find_map(|line| Reply::from_line(line, &name)))
    }
}

impl Reply {
    /// The mark's name stands at both ends of the line, as the stamp does in a mark.
    fn to_line(&self, name: &str) -> String {
        let verdict = if self.ok { "ok" } else { "no" };
        format!("{name} {verdict} {} {name}", one_line(&self.text))
    }

    fn from_line(line: &str, name: &str) -> Option<Self> {
        let rest = line.strip_prefix(name)?.strip_prefix(' ')?;
        let rest = rest.strip_suffix(name)?.strip_suffix(' ')?;
        let (verdict, text) = rest.split_once(' ')?;
        matches!(verdict, "ok" | "no").then(|| Self { ok: verdict == "ok", text: text.to_string() })
    }
}

/// `.live/<session>.marks` and `.replies`, as the run reads the one and writes the other.
#[derive(Debug)]
pub(crate) struct Marks {
    session: PathBuf,
    marks: Held,
    replies: Held,
    /// How far the marks have been read.
    read: u64,
    /// When they were written last, as far as they were read.
    touched: Option<Touched>,
    /// The end of what was read.
    tail: Vec<u8>,
    /// The names of the marks that came, and what they were answered with.
    known: BTreeMap<String, Option<Reply>>,
    /// Those that nobody has taken yet.
    new: Vec<SentMark>,
}

impl Marks {
    /// Makes the files empty for a session that begins to run; marks that an earlier run didn't
    /// take up are gone.
    ///
    /// # Errors
    /// The folder or a file can't be written.
    pub(crate) fn create(session: &Path) -> io::Result<Self> {
        Ok(Self {
            session: session.to_path_buf(),
            marks: Held::make(session, MARKS, true)?,
            replies: Held::make(session, REPLIES, true)?,
            read: 0,
            touched: None,
            tail: Vec::new(),
            known: BTreeMap::new(),
            new: Vec::new(),
        })
    }

    /// The marks that came since the last time, in the order in which they came, each once. What
    /// is no mark is passed over; what can't be read now is read at the next look.
    pub(crate) fn take(&mut self) -> Vec<SentMark> {
        self.look();
        std::mem::take(&mut self.new)
    }

    /// Answers a mark that was taken, now and whenever it comes again.
    pub(crate) fn answer(&mut self, mark: &SentMark, reply: Reply) {
        let name = mark.name();
        self.write(&reply.to_line(&name));
        self.known.insert(name, Some(reply));
    }

    /// Sees to it that both files are where others look for them, beside the session.
    pub(crate) fn keep(&mut self, session: &Path) {
        if self.session != session {
            // What came under the old name until now.
            self.look();
            self.session = session.to_path_buf();
        }
        self.look();
        self.keep_replies();
    }

    /// Reads what came; where another file has the name now, what came to the old one first.
    fn look(&mut self) {
        let found = self.marks.found(&self.session);
        let now = found.as_ref().map(touched);
        if found.as_ref().is_some_and(|found| found.len() == self.read) && now == self.touched {
            return;
        }
        self.touched = now;
        let _ = self.read_on();
        if found.is_none() && self.marks.reopen(&self.session).is_ok() {
            (self.read, self.tail) = (0, Vec::new());
            let _ = self.read_on();
        }
    }

    /// Takes in the whole lines that the file holds more than at the last time. Where it was cut
    /// short or written anew in between, it is read from its beginning.
    fn read_on(&mut self) -> io::Result<()> {
        let mut bytes = self.bytes_from(self.read - self.tail.len() as u64)?;
        let mut is_full = bytes.len() as u64 == CHUNK;
        if bytes.starts_with(&self.tail) {
            bytes.drain(..self.tail.len());
        } else {
            (self.read, self.tail) = (0, Vec::new());
            bytes = self.bytes_from(0)?;
            is_full = bytes.len() as u64 == CHUNK;
        }
        let whole = match bytes.iter().rposition(|byte| *byte == b'\n') {
            Some(end) => end + 1,
            None if is_full => bytes.len(),
            None => 0,
        };
        bytes.truncate(whole);
        self.read += whole as u64;
        self.tail.extend(&bytes);
        self.tail.drain(..self.tail.len().saturating_sub(TAIL));
        for mark in String::from_utf8_lossy(&bytes).lines().filter_map(SentMark::from_line) {
            self.take_in(mark);
        }
        Ok(())
    }

    fn bytes_from(&self, at: u64) -> io::Result<Vec<u8>> {
        let (mut file, mut bytes) = (&self.marks.file, Vec::new());
        file.seek(SeekFrom::Start(at))?;
        file.take(CHUNK).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn take_in(&mut self, mark: SentMark) {
        let name = mark.name();
        let again = match self.known.entry(name.clone()) {
            Entry::Vacant(unknown) => {
                unknown.insert(None);
                self.new.push(mark);
                return;
            }
            Entry::Occupied(known) => known.get().as_ref().map(|reply| reply.to_line(&name)),
        };
        if let Some(line) = again {
            self.write(&line);
        }
    }

    /// Writes a line of the replies: to their file, or, where something stands in its place, behind
    /// the marks. Where neither can be, the mark stands, and its sender doesn't hear of it.
    fn write(&mut self, line: &str) {
        // Another program may have cut the file short, also in the middle of a line.
        let line = format!("\n{line}\n");
        let is_there = self.keep_replies();
        if !is_there || self.replies.append(&line).is_err() {
            let _ = self.marks.append(&line);
        }
    }

    /// Sees to it that the replies are where others look for them; whether they are.
    fn keep_replies(&mut self) -> bool {
        self.replies.found(&self.session).is_some() || self.replies.reopen(&self.session).is_ok()
    }

    /// Removes the files at the clean end of a run.
    ///
    /// # Errors
    /// One of them can't be removed.
    pub(crate) fn remove(self) -> io::Result<()> {
        self.marks.remove().and(self.replies.remove())
    }
}
