//! Files that are written whole or not at all, and the reports beside a session, of which it is
//! known how they were written: what a person changed there is theirs.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::live::reports_path;
use super::platform::is_unsupported;
use super::private;
use crate::round::fnv1a;

#[cfg(test)]
mod tests;

/// What is unfinished for longer was left behind by a process that was killed.
const LEFT_BEHIND: Duration = Duration::from_secs(60);

/// Writes a file whole or not at all: a new one beside it takes its place when it is complete. What
/// is no regular file (a pipe, a terminal) is written to as it is; a link goes on pointing to its
/// file.
///
/// # Errors
/// Where it can't be written; what was there before is left as it was.
pub(crate) fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    if fs::metadata(&path).is_ok_and(|found| !found.is_file()) {
        return File::options().write(true).open(&path)?.write_all(text.as_bytes());
    }
    replace(&path, text)
}

/// As [`write_whole`], of a path that is a file or nothing.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
    let beside = Unfinished(path.with_file_name(format!(".{name}.{}.tmp", std::process::id())));
    let mut file = beside.make()?;
    file.write_all(text.as_bytes())?;
    match file.sync_all() {
        Err(error) if !is_unsupported(&error) => return Err(error),
        _ => {}
    }
    sweep(path.parent().unwrap_or(Path::new(".")), &format!(".{name}."), ".tmp", &file);
    drop(file);
    fs::rename(&beside.0, path)
}

/// A file that is removed again unless it was moved away.
struct Unfinished(PathBuf);

impl Unfinished {
    /// Made anew and private: a report is about its candidate, like the session. One of the same
    /// name is left from a process of the same number, which is dead.
    fn make(&self) -> io::Result<File> {
        let make = || private::options().write(true).create_new(true).open(&self.0);
        match make() {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                fs::remove_file(&self.0)?;
                make()
            }
            made => made,
        }
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // After the move there is none left; where it can't be removed nothing can be done about
        // it.
        let _ = fs::remove_file(&self.0);
    }
}

/// Removes unfinished files, called `begins`, something and `ends`, that were left behind long
/// before a file was written.
pub(super) fn sweep(dir: &Path, begins: &str, ends: &str, now: &File) {
    let Ok(now) = now.metadata().and_then(|found| found.modified()) else { return };
    let Ok(entries) = fs::read_dir(dir) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        if !name.strip_prefix(begins).is_some_and(|rest| rest.ends_with(ends)) {
            continue;
        }
        let Ok(found) = entry.metadata() else { continue };
        let is_old = found
            .modified()
            .is_ok_and(|then| now.duration_since(then).is_ok_and(|since| since > LEFT_BEHIND));
        if found.is_file() && is_old {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Writes the report with an ending beside a session, unless what stands there is not as it was
/// written: then a person has changed it. Where it is not known how it was written (by an older
/// version, or elsewhere), it is set aside first; returned is where.
///
/// # Errors
/// It can't be written, or was changed; it is left as it was.
pub(crate) fn write_report(
    session: &Path,
    ending: &str,
    text: &str,
) -> io::Result<Option<PathBuf>> {
    let report = session.with_extension(ending);
    let written = fs::read_to_string(reports_path(session)).unwrap_or_default();
    let known = |line: &&str| line.split_once(' ').is_some_and(|(of, _)| of == ending);
    let there = match fs::symlink_metadata(&report) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
        Ok(found) if !found.is_file() => {
            return Err(io::Error::other("it is no file of mockround's, and stays as it is"));
        }
        Ok(_) => Some(fs::read(&report)?),
    };
    let mut aside = None;
    if let Some(there) = there.filter(|there| there != text.as_bytes()) {
        match written.lines().find(known) {
            None => aside = Some(set_aside(session, ending, &there)?),
            Some(noted) if noted == line(ending, &there) => {}
            Some(_) => {
                let why = "it was changed since it was written, and stays as it is; \
                           `mockround report --output` writes to another file";
                return Err(io::Error::other(why));
            }
        }
    }
    let others = written.lines().filter(|line| !known(line)).map(str::to_string);
    let lines: Vec<String> = others.chain([line(ending, text.as_bytes())]).collect();
    private::create_dir(reports_path(session).parent().unwrap_or(Path::new(".")))?;
    replace(&report, text)?;
    // Cut off before this, the report is not known again, and stays as it is from then on.
    replace(&reports_path(session), &(lines.join("\n") + "\n"))?;
    Ok(aside)
}

/// Keeps a copy of a report under a name that was free.
fn set_aside(session: &Path, ending: &str, report: &[u8]) -> io::Result<PathBuf> {
    let mut n = 1;
    loop {
        let number = if n == 1 { String::new() } else { format!("-{n}") };
        let aside = session.with_extension(format!("before{number}.{ending}"));
        match private::options().write(true).create_new(true).open(&aside) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && n < 100 => n += 1,
            Err(error) => return Err(error),
            Ok(mut file) => {
                file.write_all(report)?;
                return Ok(aside);
            }
        }
    }
}

/// How a report is known again: its length and a sum over it (FNV-1a).
fn line(ending: &str, text: &[u8]) -> String {
    format!("{ending} {} {:016x}", text.len(), fnv1a(text))
}
