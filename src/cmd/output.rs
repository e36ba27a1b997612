//! Where a page goes: standard output, or a file that is written whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::cli::Output;
use crate::session::store::private_file;

/// Prints a page, or writes it to the file that was asked for.
///
/// # Errors
/// It can't be written; a closed pipe is one of these, and no failure of the command.
pub(super) fn put(page: &str, output: &Output) -> anyhow::Result<()> {
    match output {
        Output::Stdout => print(page).context("can't write to standard output"),
        Output::File(path) => write_whole(path, page).with_context(|| {
            format!("can't write to {}; --output names another file", path.display())
        }),
    }
}

fn print(page: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(page.as_bytes())?;
    out.flush()
}

/// Writes a file whole or not at all: a new one beside it takes its place when it is complete. What
/// is no regular file (a pipe, a terminal) is written to as it is.
///
/// # Errors
/// Where it can't be written; what was there before is left as it was.
pub(super) fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    // A link goes on pointing to its file.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    if fs::metadata(&path).is_ok_and(|found| !found.is_file()) {
        return File::options().write(true).open(&path)?.write_all(text.as_bytes());
    }
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
    let beside = Unfinished(path.with_file_name(format!(".{name}.{}.tmp", std::process::id())));
    // A report is about its candidate: it is private, like the session.
    let mut file = private_file(&beside.0)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    drop(file);
    fs::rename(&beside.0, &path)
}

/// A file that is removed again unless it was moved away.
struct Unfinished(PathBuf);

impl Drop for Unfinished {
    fn drop(&mut self) {
        // After the move there is none left; where it can't be removed nothing can be done about
        // it.
        let _ = fs::remove_file(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_takes_the_place_of_an_older_one() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("report");
        fs::write(&file, "an older one, and longer").unwrap();
        put("a page\n", &Output::File(file.clone())).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "a page\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_cant_be_written_is_named_and_nothing_is_left_behind() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("missing").join("report.md");
        let error = put("x", &Output::File(file.clone())).unwrap_err();
        let error = format!("{error:#}");
        assert!(
            error.starts_with(&format!("can't write to {}; --output names", file.display())),
            "{error}"
        );
        // A folder is no file to write to.
        assert!(write_whole(folder.path(), "x").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
