//! Where a page goes: standard output, or a file that is written whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use super::Context;
use crate::cli::{Output, OutputArgs};
use crate::session::store::{is_as_written, is_live, note_written, write_whole};

/// Prints a page, or writes it to the file that was asked for.
///
/// # Errors
/// It can't be written; a closed pipe is one of these, and no failure of the command. A file holds
/// something that is not as mockround wrote it, and isn't to be written over, or is a session that
/// is running.
pub(super) fn put(context: &Context, page: &str, to: &OutputArgs) -> anyhow::Result<()> {
    let Output::File(path) = &to.output else { return print(page) };
    if let Err(why) = write(page, path, to.force, &context.workspace.written())? {
        context.note(&format!(
            "{} is written, and next time asks for --force: that can't be noted ({why})",
            path.display()
        ));
    }
    Ok(())
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

/// Writes a page to a file; `lists` say what mockround wrote, and this is noted there. That it
/// can't be noted is told, and no failure.
fn write(
    page: &str,
    path: &Path,
    force: bool,
    lists: &[PathBuf],
) -> anyhow::Result<io::Result<()>> {
    let shown = path.display();
    // What a link points to is what is written over.
    let found = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let is_file = found.is_file();
    let is_toml = found.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    if is_file && is_toml && is_live(&found) {
        bail!("{shown} is a session that is running: name another file");
    }
    if is_file && !force && !is_as_written(&found, lists) {
        bail!(
            "{shown} is there, and is not as mockround wrote it: name another file, \
             or write over it with --force"
        );
    }
    // A pipe or a terminal keeps nothing.
    let is_kept = is_file || !found.exists();
    let noted = if is_kept { note_written(&found, lists, page) } else { Ok(()) };
    write_whole(path, page)
        .with_context(|| format!("can't write to {shown}; --output names another file"))?;
    Ok(noted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::small;
    use crate::session::store::{Store, write_report};

    /// Puts a page into a file, for a user whose data folder this is.
    fn put(data: &Path, page: &str, file: &Path, force: bool) -> anyhow::Result<()> {
        write(page, file, force, &[data.join("written")])?.unwrap();
        Ok(())
    }

    #[test]
    fn a_file_takes_the_place_of_an_older_one_and_its_mode() {
        let (home, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let file = folder.path().join("report");
        put(home.path(), "an older page\n", &file, false).unwrap();
        #[cfg(unix)]
        let mode = |set: Option<u32>| {
            use std::os::unix::fs::PermissionsExt;
            if let Some(mode) = set {
                fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
            }
            assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o644);
        };
        #[cfg(unix)]
        mode(Some(0o644));
        put(home.path(), "a page\n", &file, false).unwrap();
        #[cfg(unix)]
        mode(None);
        assert_eq!(fs::read_to_string(&file).unwrap(), "a page\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_cant_be_written_is_named_and_nothing_is_left_behind() {
        let (home, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let file = folder.path().join("missing").join("report.md");
        let error = format!("{:#}", put(home.path(), "x", &file, true).unwrap_err());
        assert!(
            error.starts_with(&format!("can't write to {}; --output names", file.display())),
            "{error}"
        );
        // A folder is no file to write to.
        assert!(put(home.path(), "x", folder.path(), true).is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_mockround_did_not_write_or_a_person_changed_is_written_over_by_force_only() {
        let (home, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (home, path) = (home.path(), folder.path().join("file"));
        let session = include_str!("../../tests/golden/format-1.toml");
        let changed = "Trends: 0 rounds\nand my notes\n";
        for theirs in [session, crate::settings::default_file(), "[[story]]\n", changed, "x"] {
            fs::write(&path, theirs).unwrap();
            let error = put(home, "Trends: 0 rounds\n", &path, false).unwrap_err().to_string();
            assert!(error.ends_with("or write over it with --force"), "{error}");
            assert_eq!(fs::read_to_string(&path).unwrap(), theirs);
            put(home, "Trends: 0 rounds\n", &path, true).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), "Trends: 0 rounds\n");
        }
        // As it was written, or with nothing in it.
        put(home, "Trends: 1 round\n", &path, false).unwrap();
        fs::write(&path, "").unwrap();
        put(home, "Trends: 2 rounds\n", &path, false).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_link_goes_on_pointing_to_its_file_and_one_to_nowhere_is_refused() {
        let (home, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        std::os::unix::fs::symlink("file", &link).unwrap();
        for force in [false, true] {
            let error = format!("{:#}", put(home.path(), "page\n", &link, force).unwrap_err());
            assert!(error.contains("it is a link that leads to no file"), "{error}");
            assert!(link.is_symlink() && !file.exists());
        }
        fs::write(&file, "").unwrap();
        put(home.path(), "page\n", &link, false).unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "page\n");
    }

    #[test]
    fn a_session_that_is_running_is_not_written_over_even_by_force() {
        let (home, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (store, _) = Store::create(folder.path(), small()).unwrap();
        let before = fs::read(store.path()).unwrap();
        let error = put(home.path(), "Trends: 0 rounds\n", store.path(), true).unwrap_err();
        let error = error.to_string();
        assert!(error.ends_with("is a session that is running: name another file"), "{error}");
        assert_eq!(fs::read(store.path()).unwrap(), before);
    }

    #[test]
    fn a_report_beside_its_session_that_a_person_changed_is_written_over_by_force_only() {
        let (home, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let home = home.path();
        let session = folder.path().join("one.toml");
        let report = folder.path().join("one.md");
        write_report(&session, "md", "Trends: 1 rounds\n").unwrap();
        put(home, "Trends: 2 rounds\n", &report, false).unwrap();
        fs::write(&report, "Trends: 2 rounds\nand my notes\n").unwrap();
        let error = put(home, "Trends: 3 rounds\n", &report, false).unwrap_err().to_string();
        assert!(error.contains("is not as mockround wrote it"), "{error}");
        assert_eq!(fs::read_to_string(&report).unwrap(), "Trends: 2 rounds\nand my notes\n");
        put(home, "Trends: 3 rounds\n", &report, true).unwrap();
        // It is known again as ours.
        put(home, "Trends: 4 rounds\n", &report, false).unwrap();
        assert_eq!(write_report(&session, "md", "Trends: 5 rounds\n").unwrap(), None);
        assert_eq!(fs::read_to_string(&report).unwrap(), "Trends: 5 rounds\n");
    }
}
