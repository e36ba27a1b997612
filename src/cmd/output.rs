//! Where a page goes: standard output, or a file that is written whole or not at all.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

use anyhow::{Context as _, bail};

use crate::cli::Output;
use crate::session::store::write_whole;

/// So much of a file is looked at to tell whether it is ours, in bytes.
const LOOK: u64 = 64 << 20;

/// Prints a page, or writes it to the file that was asked for.
///
/// # Errors
/// It can't be written; a closed pipe is one of these, and no failure of the command. A file holds
/// something else than a report.
pub(super) fn put(page: &str, output: &Output) -> anyhow::Result<()> {
    match output {
        Output::Stdout => print(page).context("can't write to standard output"),
        Output::File(path) if holds_something_else(path) => bail!(
            "{} is there, and is no report of mockround's: name another file, or remove it first",
            path.display()
        ),
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

/// Whether a file holds something, and that is nothing that one of the commands writes.
fn holds_something_else(path: &Path) -> bool {
    if !fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() > 0) {
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
        let time = line.split(" in all: ").next().unwrap_or(line);
        time.len() < line.len() && time.chars().all(|c| c.is_ascii_digit() || c == ':')
    };
    (begins("<!doctype html>") && text.contains("<p>Written by mockround "))
        || (begins("{\n")
            && text.lines().take(4).any(|line| line.contains("\"tool\": \"mockround ")))
        || begins("session,started,template,")
        || (begins("{\"session\":") && text.contains("\"template\":"))
        || begins("Trends: ")
        || begins("# Two rounds side by side\n")
        || (begins("A") && text.contains("B - A"))
        || text.lines().take(8).any(of_a_round)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_takes_the_place_of_an_older_one() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("report");
        fs::write(&file, "Trends: an older one, and longer").unwrap();
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

    #[test]
    fn what_is_no_report_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let session = include_str!("../../tests/golden/format-1.toml");
        for theirs in [session, crate::settings::default_file(), "[[story]]\n", "{}\n", "x"] {
            fs::write(&path, theirs).unwrap();
            let error = put("Trends: 0\n", &Output::File(path.clone())).unwrap_err().to_string();
            assert!(error.ends_with("name another file, or remove it first"), "{error}");
            assert_eq!(fs::read_to_string(&path).unwrap(), theirs);
        }
        for ours in ["", "Trends: 0 rounds\n"] {
            fs::write(&path, ours).unwrap();
            put("Trends: 0\n", &Output::File(path.clone())).unwrap();
        }
    }

    #[test]
    fn every_report_is_known_again() {
        for report in [
            "Golden round\nMon 23 Nov 2026, 09:00 · finished\n1:23:40 in all: 17:10 running\n",
            "# Golden round\n\n- Mon 23 Nov 2026\n- 23:40 in all: 17:10 running\n",
            "{\n  \"schema\": 1,\n  \"tool\": \"mockround 0.1.0\",\n",
            "<!doctype html>\n<footer><p>Written by mockround 0.1.0. This",
            "session,started,template,speed\n",
        ] {
            assert!(is_report(report), "{report}");
        }
        for other in ["# My notes\n\nall in all: fine\n", "<!doctype html>\n<p>mine", "A b\n"] {
            assert!(!is_report(other), "{other}");
        }
    }
}
