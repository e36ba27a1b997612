//! What mockround wrote to files that a person named, wherever these are: sums in the user's own
//! data folder. A file that none of them fits holds something else, or was changed since.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::private;
use super::whole::{beside_as_written, known_by, note_beside, replace};
use crate::round::fnv1a;

#[cfg(test)]
mod tests;

/// So many of the latest texts are known again, some 30 bytes each.
const KNOWN: usize = 1000;

/// What is read of a list, in bytes: more than it ever holds.
const LONGEST_LIST: u64 = 1 << 20;

/// Whether a file is as mockround wrote it there or anywhere: by the note beside its session, or
/// one of these lists.
pub(crate) fn is_as_written(file: &Path, lists: &[PathBuf]) -> bool {
    let Ok(found) = fs::metadata(file) else { return false };
    if beside_as_written(file) {
        return true;
    }
    // What is as long as none of them need not be read.
    let length = format!("{} ", found.len());
    let mut known: Vec<String> = lists.iter().flat_map(|list| lines(list)).collect();
    known.retain(|line| line.starts_with(&length));
    let mut bytes = Vec::new();
    let read = || File::open(file)?.take(found.len() + 1).read_to_end(&mut bytes);
    !known.is_empty() && { read }().is_ok() && known.contains(&line(file, &bytes))
}

/// Notes what is about to be written to a file, in the note beside its session if it has one, and
/// in as many of these lists as can be written. Before the file: cut off in between, both what is
/// there and what was to come are known.
///
/// # Errors
/// It can be noted nowhere.
pub(crate) fn note_written(file: &Path, lists: &[PathBuf], text: &str) -> io::Result<()> {
    note_beside(file, text)?;
    let mut noted = Err(io::ErrorKind::NotFound.into());
    for list in lists {
        noted = noted.or(note(list, line(file, text.as_bytes())));
    }
    noted
}

/// How a file is known again, wherever it lies. One with nothing in it, as any empty file is, by
/// where it lies.
fn line(file: &Path, text: &[u8]) -> String {
    match text {
        [] => format!("0 {:016x}", fnv1a(file.as_os_str().as_encoded_bytes())),
        _ => known_by(text),
    }
}

fn note(list: &Path, line: String) -> io::Result<()> {
    let mut known = lines(list);
    if known.contains(&line) {
        return Ok(());
    }
    private::create_dir(list.parent().unwrap_or(Path::new(".")))?;
    known.insert(0, line);
    known.truncate(KNOWN);
    replace(list, &(known.join("\n") + "\n"))
}

/// The newest first.
fn lines(list: &Path) -> Vec<String> {
    let mut text = String::new();
    let opened = private::open(list, |options| options.read(true));
    let read = opened.and_then(|file| file.take(LONGEST_LIST).read_to_string(&mut text));
    if read.is_ok() { text.lines().map(str::to_string).collect() } else { Vec::new() }
}
