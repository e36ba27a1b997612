//! The file that a candidate types code in, `ID/s2q1.py` (slot 2, question 1): made ready when its
//! question begins, and theirs from then on. When the question ends a copy is taken,
//! `ID/s2q1-end.py`, which goes where it is asked again; a file that nobody typed into goes.
//! A question that was taken back, or left with the round, has no end, and no copy.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::belongings::{folder, remove_folder};
use super::private;
use super::whole::{replace, write_new};

#[cfg(test)]
mod tests;

/// Code is no longer, in bytes.
const LONGEST: u64 = 1 << 20;

/// What a copy is called, behind the question's name.
const AT_ITS_END: &str = "-end";

/// The file of the question on screen, as the run keeps it.
#[derive(Debug)]
pub(crate) struct CodeFile {
    session: PathBuf,
    /// The question, and its file as it stands ready; none of a question that has no code.
    asked: Option<Ready>,
}

/// A file as it stands ready.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ready {
    /// The question's slot and its position there, from 0.
    pub(crate) place: (usize, usize),
    /// The ending of its name.
    pub(crate) ending: &'static str,
    pub(crate) text: String,
}

impl CodeFile {
    /// The file of a session that begins to run.
    pub(crate) fn of(session: &Path) -> Self {
        Self { session: session.to_path_buf(), asked: None }
    }

    /// Where the code of the question on screen stands.
    pub(crate) fn path(&self) -> Option<PathBuf> {
        self.asked.as_ref().map(|ready| path(&self.session, ready, ""))
    }

    /// Makes ready the file of the question that is asked now, and closes the one before, which
    /// may have ended. What is there already stays as it is.
    ///
    /// # Errors
    /// A file can't be made or copied; it stays as it is.
    pub(crate) fn ask(
        &mut self,
        ready: Option<Ready>,
        has_ended: impl FnOnce((usize, usize)) -> bool,
    ) -> io::Result<()> {
        let is_same = |before: &Ready| Some(before.place) == ready.as_ref().map(|of| of.place);
        let before = self.asked.take().filter(|before| !is_same(before));
        let close = |before: Ready| close(&self.session, &before, has_ended(before.place));
        let closed = before.map_or(Ok(()), close);
        if let Some(ready) = ready {
            private::own_dir(&folder(&self.session))?;
            // Where it is there, it is the candidate's.
            write_new(&path(&self.session, &ready, ""), &ready.text)?;
            // As it stood at an end that was taken back.
            let copy = path(&self.session, &ready, AT_ITS_END);
            self.asked = Some(ready);
            match fs::remove_file(copy) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        closed
    }

    /// The session goes on under another name, and its folder with it.
    pub(crate) fn follow(&mut self, session: &Path) {
        self.session = session.to_path_buf();
    }
}

/// Takes the copy of a question's code at its end, or removes what nobody typed into.
fn close(session: &Path, ready: &Ready, has_ended: bool) -> io::Result<()> {
    let (file, copy) = (path(session, ready, ""), path(session, ready, AT_ITS_END));
    match read_code(&file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(code) if code == ready.text.as_bytes() => {
            fs::remove_file(&file)?;
            remove_folder(session);
            Ok(())
        }
        Ok(_) if !has_ended => Ok(()),
        Ok(code) => replace(&copy, &code),
    }
}

fn path(
    session: &Path,
    Ready { place: (slot, question), ending, .. }: &Ready,
    end: &str,
) -> PathBuf {
    folder(session).join(format!("s{}q{}{end}.{ending}", slot + 1, question + 1))
}

/// The copy that was taken of a question's code when it ended.
pub(crate) fn code_at_its_end(
    session: &Path,
    place: (usize, usize),
    ending: &'static str,
) -> PathBuf {
    path(session, &Ready { place, ending, text: String::new() }, AT_ITS_END)
}

/// Where the code of a question stands.
pub(crate) fn code_path(session: &Path, place: (usize, usize), ending: &'static str) -> PathBuf {
    path(session, &Ready { place, ending, text: String::new() }, "")
}

/// The session and the question that a file of code belongs to, where that session is there: by its
/// name, however its folder is written, or by what it is a link to.
pub(crate) fn code_owner(file: &Path) -> Option<(PathBuf, (usize, usize))> {
    named_owner(file).or_else(|| named_owner(&file.canonicalize().ok()?))
}

fn named_owner(file: &Path) -> Option<(PathBuf, (usize, usize))> {
    let name = file.file_stem()?.to_str()?;
    let name = name.strip_suffix(AT_ITS_END).unwrap_or(name);
    let (slot, question) = name.strip_prefix('s')?.split_once('q')?;
    let position = |digits: &str| {
        let is_number = digits.chars().all(|c| c.is_ascii_digit());
        digits.parse::<usize>().ok().filter(|_| is_number)?.checked_sub(1)
    };
    let place = (position(slot)?, position(question)?);
    let folder = Some(file.parent()?).filter(|of| !of.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    // A link, `.` and the like have another name.
    let session = beside(folder).or_else(|| beside(&folder.canonicalize().ok()?))?;
    Some((session, place))
}

/// The session that a folder belongs to by its name.
fn beside(folder: &Path) -> Option<PathBuf> {
    folder.file_name()?;
    let mut session = folder.as_os_str().to_owned();
    session.push(".toml");
    Some(PathBuf::from(session)).filter(|session| session.is_file())
}

/// Reads code that a person named: through a link of their own, unless that stands in the place of
/// a session's file.
///
/// # Errors
/// As [`read_code`].
pub(crate) fn read_named_code(file: &Path) -> io::Result<Vec<u8>> {
    match named_owner(file) {
        Some(_) => read_code(file),
        None => read_code(&file.canonicalize()?),
    }
}

/// Reads code, through no link that stands in its place. Whether it is text is for its language to
/// say.
///
/// # Errors
/// It can't be read, or is longer than 1 MiB.
pub(crate) fn read_code(file: &Path) -> io::Result<Vec<u8>> {
    let opened = private::open(file, |options| options.read(true))?;
    let mut bytes = Vec::new();
    opened.take(LONGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST {
        return Err(io::Error::other("it is longer than 1 MiB"));
    }
    Ok(bytes)
}
