//! Files that are written whole or not at all, and the reports beside a session, of which it is
//! known how they were written: what a person changed there is theirs.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::live::{self, reports_path};
use super::platform::{is_unsupported, open_no_file, take_mode};
use super::private;
use super::process::is_dead;
use crate::on_disk;
use crate::round::fnv1a;

#[cfg(test)]
mod tests;

/// What is read of the note on reports, in bytes: a line for each ending.
const LONGEST_NOTE: u64 = 64 << 10;

/// What is read of a text to see whether it is a report, in bytes.
const LONGEST_HEAD: u64 = 4 << 10;

/// No report is longer, in bytes, whatever a note says.
const LONGEST_REPORT: u64 = 64 << 20;

/// The first lines of a page.
const PAGE_HEAD: [&str; 7] = [
    "<!doctype html>",
    "<html lang=\"en\">",
    "<head>",
    "<meta charset=\"utf-8\">",
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
    "<meta name=\"color-scheme\" content=\"light dark\">",
    "<meta http-equiv=\"Content-Security-Policy\" \
     content=\"default-src 'none'; style-src 'unsafe-inline'\">",
];

/// What is unfinished for longer was left behind by a process that was killed.
const LEFT_BEHIND: Duration = Duration::from_secs(60);

/// Writes a file whole or not at all: a new one beside it takes its place, and its mode, when it is
/// complete. What is no regular file (a terminal, a pipe that is read) is written to as it is; a
/// link goes on pointing to its file.
///
/// # Errors
/// Where it can't be written, or is a link that leads to no file; what was there before is left as
/// it was.
pub(crate) fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    let path = match fs::canonicalize(path) {
        // What is behind /dev/stdout may have no path, and is there.
        Err(_) if path.is_symlink() && !path.exists() => {
            let why = "it is a link that leads to no file: remove it, or make that file first";
            return Err(io::Error::other(why));
        }
        found => found.unwrap_or_else(|_| path.to_path_buf()),
    };
    if fs::metadata(&path).is_ok_and(|found| !found.is_file()) {
        return open_no_file(&path)?.write_all(text.as_bytes());
    }
    replace(&path, text)
}

/// As [`write_whole`], of a path that is a file or nothing.
pub(super) fn replace(path: &Path, text: impl AsRef<[u8]>) -> io::Result<()> {
    let beside = Unfinished::of(path, text.as_ref(), Some(path))?;
    fs::rename(&beside.0, path)
}

/// As [`replace`], for its owner only, whoever could read the file before.
pub(super) fn replace_private(path: &Path, text: &str) -> io::Result<()> {
    let beside = Unfinished::of(path, text.as_bytes(), None)?;
    fs::rename(&beside.0, path)
}

/// Writes a file that nobody else made meanwhile, whole or not at all; whether its name was free.
///
/// # Errors
/// It can't be written.
pub(super) fn write_new(path: &Path, text: &str) -> io::Result<bool> {
    let beside = Unfinished::of(path, text.as_bytes(), Some(path))?;
    private::name_new(&beside.0, path)
}

/// A file that is removed again unless it was moved away.
struct Unfinished(PathBuf);

impl Unfinished {
    /// Writes what a file is to hold beside it, with the mode of another.
    fn of(path: &Path, text: &[u8], mode_of: Option<&Path>) -> io::Result<Self> {
        let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
        let beside = Self(path.with_file_name(format!(".{name}.{}.tmp", std::process::id())));
        let mut file = beside.make()?;
        // By this others see that it isn't left behind; where there are no locks, by its age.
        let _ = file.try_lock();
        mode_of.map_or(Ok(()), |old| take_mode(&file, old))?;
        file.write_all(text)?;
        match file.sync_all() {
            Err(error) if !is_unsupported(&error) => return Err(error),
            _ => {}
        }
        sweep(path.parent().unwrap_or(Path::new(".")), &format!(".{name}."), ".tmp", &file);
        Ok(beside)
    }

    /// Made anew and private: a report is about its candidate, like the session. One of the same
    /// name is left from a process of the same number, which is dead.
    fn make(&self) -> io::Result<File> {
        let make = || private::new_file(&self.0);
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

/// Removes unfinished files, called `begins`, the number of a process and `ends`, of processes that
/// died, or that were left behind long before a file was written.
pub(super) fn sweep(dir: &Path, begins: &str, ends: &str, now: &File) {
    let Ok(now) = now.metadata().and_then(|found| found.modified()) else { return };
    // A name without a folder is one of the current folder.
    let dir = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
    let Ok(entries) = on_disk::list(dir) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        let Some(number) = name.strip_prefix(begins).and_then(|rest| rest.strip_suffix(ends))
        else {
            continue;
        };
        let Ok(found) = entry.metadata() else { continue };
        let is_old = found
            .modified()
            .is_ok_and(|then| now.duration_since(then).is_ok_and(|since| since > LEFT_BEHIND));
        if found.is_file() && (is_old || is_left_behind(&entry.path(), number)) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether the process died that wrote a file: it is none of this machine's, and holds no lock.
fn is_left_behind(path: &Path, number: &str) -> bool {
    let number = number.rsplit('.').next().unwrap_or(number);
    number.parse().is_ok_and(is_dead)
        && private::open(path, |options| options.read(true))
            .is_ok_and(|file| file.try_lock().is_ok())
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
    live::make_folder(session)?;
    let noted = NotedReports::of(session);
    let (mut there, mut aside) = (None, None);
    match private::open(&report, |options| options.read(true)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
        Ok(file) => there = noted.known(ending, file, Some(text))?,
    }
    if there.is_none() && fs::symlink_metadata(&report).is_ok() {
        if noted.is_of(ending) {
            return Err(io::Error::other(ChangedByPerson));
        }
        aside = Some(set_aside(session, ending, &report)?);
    }
    // Before the report: cut off in between, what stands there is known as well.
    noted.write(session, ending, text, there.as_deref())?;
    replace(&report, text)?;
    Ok(aside)
}

/// Why a report is not written.
#[derive(Debug, thiserror::Error)]
#[error(
    "it was changed since it was written, and stays as it is; \
     `mockround report --output` writes to another file"
)]
struct ChangedByPerson;

/// Whether a report was not written because a person changed it: it is theirs, and stays so.
pub(crate) fn is_persons(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|why| why.is::<ChangedByPerson>())
}

/// As [`NotedReports::known`], of a path.
fn known(noted: &NotedReports, ending: &str, path: &Path) -> io::Result<Option<Vec<u8>>> {
    noted.known(ending, private::open(path, |options| options.read(true))?, None)
}

/// How the reports beside a session were written, by their endings: first the latest of each.
struct NotedReports(String);

impl NotedReports {
    fn of(session: &Path) -> Self {
        let mut text = String::new();
        let file = live::open(&reports_path(session), |options| options.read(true));
        let read = file.and_then(|file| file.take(LONGEST_NOTE).read_to_string(&mut text));
        Self(if read.is_ok() { text } else { String::new() })
    }

    fn is_of(&self, ending: &str) -> bool {
        self.0.lines().any(|line| is_of(line, ending))
    }

    /// What a file holds, where that was noted, or is this text. All of it is read only where its
    /// length may be that.
    fn known(&self, ending: &str, file: File, text: Option<&str>) -> io::Result<Option<Vec<u8>>> {
        let length = file.metadata()?.len();
        let is_length = |line: &str| line.split(' ').nth(1) == Some(&length.to_string());
        let may_be_noted = self.0.lines().any(|line| is_of(line, ending) && is_length(line));
        let may_be_text = text.is_some_and(|text| text.len() as u64 == length);
        if length > LONGEST_REPORT || !(may_be_noted || may_be_text) {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        file.take(length + 1).read_to_end(&mut bytes)?;
        let is_text = text.is_some_and(|text| text.as_bytes() == bytes);
        Ok((is_text || self.has(ending, &bytes)).then_some(bytes))
    }

    fn has(&self, ending: &str, report: &[u8]) -> bool {
        let wanted = line(ending, report);
        self.0.lines().any(|line| line == wanted)
    }

    /// Notes how one of them is written next, and how what stands there was: one of both is there
    /// from now on.
    fn write(
        &self,
        session: &Path,
        ending: &str,
        text: &str,
        there: Option<&[u8]>,
    ) -> io::Result<()> {
        let mut lines = vec![line(ending, text.as_bytes())];
        lines.extend(there.map(|there| line(ending, there)).filter(|there| *there != lines[0]));
        lines.extend(self.0.lines().filter(|line| !is_of(line, ending)).map(str::to_string));
        let text = lines.join("\n") + "\n";
        if text == self.0 { Ok(()) } else { replace(&reports_path(session), &text) }
    }
}

fn is_of(line: &str, ending: &str) -> bool {
    line.split_once(' ').is_some_and(|(of, _)| of == ending)
}

/// Whether a file is a report that was written beside its session, and a person changed it since.
pub(super) fn is_changed_report(report: &Path) -> bool {
    let Some((ending, noted)) = noted(report) else { return false };
    known(&noted, ending, report).is_ok_and(|there| there.is_none())
}

/// Whether a copy of a report beside a session, which has this shape of a name, is not as it was
/// written there last; `None` where it is no report, as it neither was written there nor begins as
/// reports do.
pub(super) fn copied_report(session: &Path, shape: &str, copy: &Path) -> Option<bool> {
    let (_, ending) = shape.rsplit_once('.')?;
    let noted = NotedReports::of(session);
    if known(&noted, ending, copy).ok()?.is_some() {
        return Some(false);
    }
    let mut head = Vec::new();
    let file = private::open(copy, |options| options.read(true)).ok()?;
    file.take(LONGEST_HEAD).read_to_end(&mut head).ok()?;
    let is_known = noted.is_of(ending) && shape == format!("ID.{ending}");
    begins_as_report(ending, &head).then_some(is_known)
}

/// Whether a text begins as a report in a format does, of this version or an older one.
fn begins_as_report(ending: &str, head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let mut lines = text.lines();
    if ending == "html" {
        let is_of_page = |line: &str| PAGE_HEAD.contains(&line);
        return lines.by_ref().take(PAGE_HEAD.len()).filter(|line| is_of_page(line)).count()
            == PAGE_HEAD.len();
    }
    let [Some(title), Some(""), Some(began)] = [lines.next(), lines.next(), lines.next()] else {
        return false;
    };
    // `- Sat 28 Nov 2026, 10:00`, and more.
    let began: Vec<&str> = began.split(' ').take(6).collect();
    let [item, weekday, day, month, year, time] = began[..] else { return false };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let is_time = |text: &str| {
        text.get(..5).and_then(|time| time.split_once(':')).is_some_and(|(hour, minute)| {
            [hour, minute].iter().all(|part| part.len() == 2 && is_number(part))
        })
    };
    title.starts_with("# ")
        && item == "-"
        && [weekday, month].iter().all(|word| word.len() == 3)
        && is_number(day)
        && year.strip_suffix(',').is_some_and(is_number)
        && is_time(time)
}

/// Whether a file is a report that was written beside its session, and nobody changed it since.
pub(super) fn beside_as_written(report: &Path) -> bool {
    let Some((ending, noted)) = noted(report) else { return false };
    known(&noted, ending, report).is_ok_and(|there| there.is_some())
}

/// Notes how a report that was written beside its session is written next by another way.
///
/// # Errors
/// That can't be noted.
pub(super) fn note_beside(report: &Path, text: &str) -> io::Result<()> {
    match noted(report) {
        Some((ending, noted)) => {
            let there = known(&noted, ending, report).ok().flatten();
            noted.write(report, ending, text, there.as_deref())
        }
        None => Ok(()),
    }
}

/// A report's ending, and how those beside its session were written, where that is known of it.
fn noted(report: &Path) -> Option<(&str, NotedReports)> {
    let ending = report.extension()?.to_str()?;
    let noted = NotedReports::of(report);
    noted.is_of(ending).then_some((ending, noted))
}

/// Gives a report a name that is free.
fn set_aside(session: &Path, ending: &str, report: &Path) -> io::Result<PathBuf> {
    for n in 1..=100 {
        let number = if n == 1 { String::new() } else { format!("-{n}") };
        let aside = session.with_extension(format!("before{number}.{ending}"));
        if private::name_new(report, &aside)? {
            return Ok(aside);
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// How a report is known again: its length and a sum over it (FNV-1a).
fn line(ending: &str, text: &[u8]) -> String {
    format!("{ending} {}", known_by(text))
}

/// How a text is known again: its length and a sum over it (FNV-1a).
pub(super) fn known_by(text: &[u8]) -> String {
    format!("{} {:016x}", text.len(), fnv1a(text))
}
