//! Where a page goes: standard output, or a file that is written whole or not at all.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

use anyhow::{Context as _, bail};

use crate::cli::{Output, OutputArgs};
use crate::session::store::{is_changed_report, is_live, note_rewritten, write_whole};

/// So much of a file is looked at to tell whether it is ours, in bytes.
const LOOK: u64 = 64 << 20;

/// Prints a page, or writes it to the file that was asked for.
///
/// # Errors
/// It can't be written; a closed pipe is one of these, and no failure of the command. A file holds
/// something else than a report and isn't to be written over, or is a session that is running.
pub(super) fn put(page: &str, to: &OutputArgs) -> anyhow::Result<()> {
    match &to.output {
        Output::Stdout => print(page),
        Output::File(path) => write(page, path, to.force),
    }
}

/// Prints a text to standard output.
///
/// # Errors
/// It can't be written; a closed pipe is one of these, and no failure of the command.
pub(super) fn print(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    let printed = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    printed.context("can't write to standard output")
}

fn write(page: &str, path: &Path, force: bool) -> anyhow::Result<()> {
    let shown = path.display();
    // What a link points to is what is written over.
    let found = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let is_file = fs::metadata(&found).is_ok_and(|found| found.is_file());
    let is_toml = found.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    if is_file && is_toml && is_live(&found) {
        bail!("{shown} is a session that is running: name another file");
    }
    if is_file && !force && holds_something_else(&found) {
        bail!(
            "{shown} is there, and is no report of mockround's: name another file, \
             or write over it with --force"
        );
    }
    if is_file && !force && is_changed_report(&found) {
        bail!(
            "{shown} was changed since it was written: name another file, \
             or write over it with --force"
        );
    }
    write_whole(path, page)
        .with_context(|| format!("can't write to {shown}; --output names another file"))?;
    note_rewritten(&found, page).with_context(|| format!("can't note how {shown} was written"))
}

/// Whether a file holds something, and that is nothing that one of the commands writes.
fn holds_something_else(path: &Path) -> bool {
    if fs::metadata(path).is_ok_and(|found| found.len() == 0) {
        return false;
    }
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LOOK).read_to_end(&mut bytes));
    read.is_err() || !is_report(&String::from_utf8_lossy(&bytes))
}

/// Whether a text is a report, a comparison, trends or rows, as any version writes them.
fn is_report(text: &str) -> bool {
    let begins = |beginning| text.starts_with(beginning);
    let of_a_round = |line: &str| {
        let line = line.trim_start_matches("- ");
        let Some((all, running)) = line.split_once(" in all: ") else { return false };
        let is_time =
            |text: &str| text.contains(':') && text.chars().all(|c| c.is_ascii_digit() || c == ':');
        is_time(all) && running.split_once(" running").is_some_and(|(time, _)| is_time(time))
    };
    let of_trends = |rest: &str| {
        let rounds = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        rounds.len() < rest.len() && rounds.starts_with(" round")
    };
    let first = text.lines().next().unwrap_or_default();
    (begins("<!doctype html>") && text.contains("<p>Written by mockround "))
        || (begins("{\n")
            && text.lines().take(4).any(|line| line.contains("\"tool\": \"mockround ")))
        || begins("session,started,template,speed,")
        || (begins("{\"session\":\"") && first.contains(",\"template\":\"") && first.ends_with('}'))
        || first.strip_prefix("Trends: ").is_some_and(of_trends)
        || begins("# Two rounds side by side\n")
        || (begins("A  ") && first.contains(" · ") && text.contains("\nB  "))
        || text.lines().take(8).any(of_a_round)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::small;
    use crate::session::store::{Store, write_report};

    fn put(page: &str, file: &Path, force: bool) -> anyhow::Result<()> {
        super::put(page, &OutputArgs { output: Output::File(file.to_path_buf()), force })
    }

    #[test]
    fn a_file_takes_the_place_of_an_older_one() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("report");
        fs::write(&file, "Trends: 12 rounds, an older one").unwrap();
        put("a page\n", &file, false).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "a page\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_cant_be_written_is_named_and_nothing_is_left_behind() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("missing").join("report.md");
        let error = format!("{:#}", put("x", &file, true).unwrap_err());
        assert!(
            error.starts_with(&format!("can't write to {}; --output names", file.display())),
            "{error}"
        );
        // A folder is no file to write to.
        assert!(put("x", folder.path(), true).is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_is_no_report_is_written_over_by_force_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let session = include_str!("../../tests/golden/format-1.toml");
        for theirs in [session, crate::settings::default_file(), "[[story]]\n", "{}\n", "x"] {
            fs::write(&path, theirs).unwrap();
            let error = put("Trends: 0 rounds\n", &path, false).unwrap_err().to_string();
            assert!(error.ends_with("or write over it with --force"), "{error}");
            assert_eq!(fs::read_to_string(&path).unwrap(), theirs);
            put("Trends: 0 rounds\n", &path, true).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), "Trends: 0 rounds\n");
        }
        for ours in ["", "Trends: 0 rounds\n"] {
            fs::write(&path, ours).unwrap();
            put("Trends: 0 rounds\n", &path, false).unwrap();
        }
    }

    #[test]
    fn a_session_that_is_running_is_not_written_over_even_by_force() {
        let folder = tempfile::tempdir().unwrap();
        let (store, _) = Store::create(folder.path(), small()).unwrap();
        let before = fs::read(store.path()).unwrap();
        let error = put("Trends: 0 rounds\n", store.path(), true).unwrap_err().to_string();
        assert!(error.ends_with("is a session that is running: name another file"), "{error}");
        assert_eq!(fs::read(store.path()).unwrap(), before);
    }

    #[test]
    fn a_report_beside_its_session_that_a_person_changed_is_written_over_by_force_only() {
        let folder = tempfile::tempdir().unwrap();
        let session = folder.path().join("one.toml");
        let report = folder.path().join("one.md");
        write_report(&session, "md", "Trends: 1 rounds\n").unwrap();
        put("Trends: 2 rounds\n", &report, false).unwrap();
        fs::write(&report, "Trends: 2 rounds\nand my notes\n").unwrap();
        let error = put("Trends: 3 rounds\n", &report, false).unwrap_err().to_string();
        assert!(error.contains("was changed since it was written"), "{error}");
        assert_eq!(fs::read_to_string(&report).unwrap(), "Trends: 2 rounds\nand my notes\n");
        put("Trends: 3 rounds\n", &report, true).unwrap();
        // It is known again as ours.
        put("Trends: 4 rounds\n", &report, false).unwrap();
        assert_eq!(write_report(&session, "md", "Trends: 5 rounds\n").unwrap(), None);
        assert_eq!(fs::read_to_string(&report).unwrap(), "Trends: 5 rounds\n");
    }

    #[test]
    fn every_report_is_known_again() {
        for report in [
            "Golden round\nMon 23 Nov 2026, 09:00 · finished\n1:23:40 in all: 17:10 running\n",
            "# Golden round\n\n- Mon 23 Nov 2026\n- 23:40 in all: 17:10 running\n",
            "{\n  \"schema\": 1,\n  \"tool\": \"mockround 0.1.0\",\n",
            "<!doctype html>\n<footer><p>Written by mockround 0.1.0. This",
            "session,started,template,speed,strict\n",
            "{\"session\":\"a\",\"started\":\"x\",\"template\":\"t\",\"speed\":1.0}\n",
            "Trends: 1 round\n",
            "A  Mon 2 Nov · onsite · 1 flag\n   id\nB  Tue 3 Nov · onsite · 0 flags\n",
        ] {
            assert!(is_report(report), "{report}");
        }
        for other in [
            "# My notes\n\nall in all: fine\n",
            "My notes\n\n1:23 in all: good round\n",
            " in all: fine\n",
            "<!doctype html>\n<p>mine",
            "A b\n",
            "A is what I want; B - A is the gap\n",
            "Trends: what I saw this week\n",
            "session,started,template,mine\n1,2,3\n",
            "{\"session\": 1, \"template\": \"x\"}\n",
        ] {
            assert!(!is_report(other), "{other}");
        }
    }
}
