//! The question on screen as a file for an editor, `ID.question.md` beside the session. What a
//! person types into it is theirs: a file that was changed is never written over or removed. It
//! moves to `ID/s2q1.md` (slot 2, question 1) when the question ends, and back when it is asked
//! again.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::belongings::{folder, remove_folder, typed};
use super::live::{self, asked_path};
use super::private;
use super::whole::{known_by, replace, write_new};

#[cfg(test)]
mod tests;

/// What is read of the file, in bytes: what is asked, and what a person typed below it.
const LONGEST_TEXT: u64 = 1 << 20;

/// What is read of the note on the file, in bytes: one line.
const LONGEST_NOTE: u64 = 1 << 10;

/// So many texts typed into one question are kept.
const MOST_TYPED: usize = 1000;

/// Where the file stands: beside the session.
pub(crate) fn question_path(session: &Path) -> PathBuf {
    session.with_extension("question.md")
}

/// What the file of the question on screen says; `None` where there is none.
///
/// # Errors
/// It can't be read, or holds more than anybody types.
pub(crate) fn read_question(session: &Path) -> io::Result<Option<String>> {
    let mut text = String::new();
    let file = match private::open(&question_path(session), |options| options.read(true)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        opened => opened?,
    };
    if file.metadata()?.len() > LONGEST_TEXT {
        let path = question_path(session);
        return Err(io::Error::other(format!("{} is larger than 1 MiB", path.display())));
    }
    file.take(LONGEST_TEXT).read_to_string(&mut text)?;
    Ok(Some(text))
}

/// The file of the question on screen, as the run keeps it.
#[derive(Debug)]
pub(crate) struct QuestionFile {
    session: PathBuf,
    /// Whose file was written last, and how. A file that turns up when no question is asked is an
    /// editor's, of this question.
    last: Option<Written>,
    /// The question that is on screen, whether or not its file could be written.
    asked: Option<(usize, usize)>,
}

/// A question, by its slot and its position there, and how its file was written.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Written {
    place: (usize, usize),
    /// Its length and a sum over it.
    known_by: String,
}

impl Written {
    fn new(place: (usize, usize), text: &str) -> Self {
        Self { place, known_by: known_by(text.as_bytes()) }
    }

    fn to_line(&self) -> String {
        format!("{} {} {}\n", self.place.0, self.place.1, self.known_by)
    }

    fn from_line(line: &str) -> Option<Self> {
        let mut words = line.trim_end().splitn(3, ' ');
        let place = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        Some(Self { place, known_by: words.next()?.to_string() })
    }
}

impl QuestionFile {
    /// Where the question that is asked stands, where it could be written.
    pub(crate) fn path(&self) -> Option<PathBuf> {
        let written = self.last.as_ref().map(|written| written.place);
        (self.asked.is_some() && written == self.asked).then(|| question_path(&self.session))
    }

    /// The file of a session that begins to run. `shown` is the question that it showed last and
    /// how that reads, for a file that an earlier run left without a note of whose it is.
    pub(crate) fn of(session: &Path, shown: Option<((usize, usize), String)>) -> Self {
        let mut note = String::new();
        let file = live::open(&asked_path(session), |options| options.read(true));
        let read = file.and_then(|file| file.take(LONGEST_NOTE).read_to_string(&mut note));
        let noted = read.ok().and_then(|_| Written::from_line(&note));
        let last = noted.or_else(|| shown.map(|(place, text)| Written::new(place, &text)));
        Self { session: session.to_path_buf(), last, asked: None }
    }

    /// The question that is on screen.
    pub(crate) fn asked(&self) -> Option<(usize, usize)> {
        self.asked
    }

    /// Writes the question that is asked now, and puts away what stands there of another one: where
    /// that is, if a person typed something. What was typed into this one before is there again.
    ///
    /// # Errors
    /// The file can't be written, or what stands there can't be put away: it stays as it is.
    pub(crate) fn show(
        &mut self,
        place: (usize, usize),
        text: &str,
    ) -> io::Result<Option<PathBuf>> {
        self.asked = Some(place);
        live::make_folder(&self.session)?;
        let path = question_path(&self.session);
        let is_its_own = self.last.as_ref().is_some_and(|last| last.place == place);
        if is_its_own && fs::symlink_metadata(&path).is_ok_and(|found| found.is_file()) {
            // It was cut off while it was asked.
            self.note()?;
            return Ok(None);
        }
        let away = self.take_away(place)?;
        self.last = Some(Written::new(place, text));
        // Before the file: cut off in between, it is known whose it is.
        self.note()?;
        let before = typed(&self.session).into_iter().rfind(|typed| typed.place == place);
        let is_there = match before {
            Some(before) => private::name_new(&before.path, &path)?,
            None => write_new(&path, text)?,
        };
        if is_there { Ok(away) } else { Err(private::in_the_way(&path)) }
    }

    /// Puts the file away when its question ends; where it is, if a person typed something.
    ///
    /// # Errors
    /// It can't be put away, and stays as it is.
    pub(crate) fn put_away(&mut self) -> io::Result<Option<PathBuf>> {
        self.asked = None;
        match self.last.as_ref().map(|last| last.place) {
            Some(place) => self.take_away(place),
            None => Ok(None),
        }
    }

    /// As [`QuestionFile::put_away`], for the end of the run: the note goes, too.
    ///
    /// # Errors
    /// The file can't be put away.
    pub(crate) fn end(mut self) -> io::Result<Option<PathBuf>> {
        let away = self.put_away()?;
        // Without its file it says nothing.
        let _ = fs::remove_file(asked_path(&self.session));
        remove_folder(&self.session);
        Ok(away)
    }

    /// The session goes on under another name, and so does this file.
    ///
    /// # Errors
    /// A file can't be moved: it stays where it was.
    pub(crate) fn follow(&mut self, session: &Path) -> io::Result<()> {
        let was = std::mem::replace(&mut self.session, session.to_path_buf());
        live::make_folder(session)?;
        self.note()?;
        let path = question_path(&was);
        if fs::symlink_metadata(&path).is_ok_and(|found| found.is_file()) {
            private::name_new(&path, &question_path(session))?;
        }
        let _ = fs::remove_file(asked_path(&was));
        Ok(())
    }

    /// The file may have been taken away with the session: the next question that is shown is
    /// written again.
    pub(crate) fn look_again(&mut self) {
        self.asked = None;
    }

    /// Sees to it that whose the file is stays noted, where somebody took the note away.
    pub(crate) fn keep(&self) {
        let is_gone = || {
            fs::symlink_metadata(asked_path(&self.session))
                .is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
        };
        if self.last.is_some() && is_gone() {
            // The next second tries again.
            let _ = live::make_folder(&self.session).and_then(|()| self.note());
        }
    }

    fn note(&self) -> io::Result<()> {
        match &self.last {
            Some(last) => replace(&asked_path(&self.session), last.to_line()),
            None => Ok(()),
        }
    }

    /// Removes the file if it is as it was written, and moves it away if a person changed it. Of a
    /// file that nobody knows it is assumed that it belongs to the question given.
    fn take_away(&self, place: (usize, usize)) -> io::Result<Option<PathBuf>> {
        let path = question_path(&self.session);
        match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
            Ok(found) if found.is_file() => {}
            Ok(_) => return Err(private::in_the_way(&path)),
        }
        if self.last.as_ref().is_some_and(|last| is_as_written(&path, &last.known_by)) {
            fs::remove_file(&path)?;
            return Ok(None);
        }
        let (slot, question) = self.last.as_ref().map_or(place, |last| last.place);
        let folder = folder(&self.session);
        private::own_dir(&folder)?;
        for n in 1..=MOST_TYPED {
            let number = if n == 1 { String::new() } else { format!("-{n}") };
            let to = folder.join(format!("s{}q{}{number}.md", slot + 1, question + 1));
            // One step: cut off anywhere, the file has one name or the other.
            if private::name_new(&path, &to)? {
                private::sync_dir(&folder);
                return Ok(Some(to));
            }
        }
        Err(io::Error::other(format!("{} is full of typed texts", folder.display())))
    }
}

fn is_as_written(path: &Path, known: &str) -> bool {
    let (length, _) = known.split_once(' ').unwrap_or((known, ""));
    let most = length.parse::<u64>().unwrap_or(0).saturating_add(1);
    let mut bytes = Vec::new();
    let read = private::open(path, |options| options.read(true))
        .and_then(|file| file.take(most).read_to_end(&mut bytes));
    read.is_ok() && known_by(&bytes) == known
}
