//! Where a page goes: standard output, or a file that is written whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use super::Context;
use crate::cli::{Output, OutputArgs};
use crate::live::machine::outlet::Standard;
use crate::session::store::{
    announces, begins_as_session, is_as_written, note_written, running_owner, write_whole,
};

/// Prints a page, or writes it to the file that was asked for.
///
/// # Errors
/// It can't be written; a closed pipe is one of these, and no failure of the command. A file is
/// there that is not as mockround wrote it, and isn't to be written over, or is a session, or
/// belongs to one that is running.
pub(super) fn put(context: &Context, page: &str, to: &OutputArgs) -> anyhow::Result<()> {
    let Output::File(path) = &to.output else { return print(page) };
    let workspace = &context.workspace;
    let notes = OwnNotes { written: workspace.written(), running: workspace.running() };
    if let Err(why) = write(page, path, to.force, &notes)? {
        context.note(&format!(
            "{} is written, and next time asks for --force: that can't be noted ({why})",
            path.display()
        ));
    }
    Ok(())
}

impl Context {
    /// Prints to standard output.
    ///
    /// # Errors
    /// It can't be written; a closed pipe is one of these, and no failure of the command.
    pub(super) fn print(&self, text: &str) -> anyhow::Result<()> {
        if !self.patience.write(Standard::Output, text) {
            return print(text);
        }
        if self.patience.is_over() {
            self.note("the terminal took no more: `mockround report` shows the report");
        }
        Ok(())
    }
}

fn print(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    let printed = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    printed.context("can't write to standard output")
}

/// What mockround notes in the user's data folder.
struct OwnNotes {
    /// Lists of what it wrote.
    written: Vec<PathBuf>,
    /// Folders in which running sessions are announced.
    running: Vec<PathBuf>,
}

/// Writes a page to a file, and notes how: by this it is known as mockround's own. That it can't be
/// noted is told, and no failure.
fn write(page: &str, path: &Path, force: bool, notes: &OwnNotes) -> anyhow::Result<io::Result<()>> {
    let shown = path.display();
    let cannot = || format!("can't write to {shown}; --output names another file");
    if is_descriptor(path) {
        // What was written to it before, or stood in its file, stays.
        let opened = File::options().append(true).open(path);
        let written = opened.and_then(|mut open| open.write_all(page.as_bytes()));
        return written.map(Ok).with_context(cannot);
    }
    let found = real(path);
    // Where it is read nobody would take it for a page.
    if !force && found.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")) {
        bail!("{shown} would be read as TOML, which no page is: give it another ending");
    }
    expect_no_round(&found, path, &notes.running)?;
    let is_file = found.is_file();
    // What was recorded is nowhere else, and may be what the page was made of.
    if is_file && begins_as_session(&found) {
        bail!(
            "{shown} is a session, which nothing is written over: name another file, or remove it \
             with `mockround sessions forget`"
        );
    }
    if is_file && !force {
        expect_ours(&found, path, &notes.written)?;
    }
    // A pipe or a terminal keeps nothing.
    let is_kept = is_file || !found.exists();
    let noted = match is_kept {
        true => note_written(&found, &notes.written, page),
        false => Ok(()),
    };
    write_whole(path, page).with_context(cannot)?;
    Ok(noted)
}

/// Whether a path names what is open already, as `/dev/stdout` does: by the folder of descriptors
/// in which it stands, or to which it leads.
fn is_descriptor(path: &Path) -> bool {
    let mut path = path.to_path_buf();
    // As many links as a system follows.
    for _ in 0..40 {
        let folder = path.parent().and_then(|folder| fs::canonicalize(folder).ok());
        let Some(folder) = folder else { return false };
        if folder == Path::new("/dev/fd") || (folder.starts_with("/proc") && folder.ends_with("fd"))
        {
            return true;
        }
        match fs::read_link(&path) {
            Ok(to) => path = folder.join(to),
            Err(_) => return false,
        }
    }
    false
}

/// Where a path leads: what a link points to is what is written over.
fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = fs::canonicalize(folder.unwrap_or(Path::new(".")));
        match (folder, path.file_name()) {
            (Ok(folder), Some(name)) => folder.join(name),
            _ => path.to_path_buf(),
        }
    })
}

/// Refuses what a running round writes: it would go on in a file that nobody sees, or lose marks.
fn expect_no_round(found: &Path, path: &Path, running: &[PathBuf]) -> anyhow::Result<()> {
    let what = match running_owner(found) {
        Some(session) if session == *found => "is a session that is running",
        Some(_) => "belongs to a session that is running",
        None if announces(found, running) => "tells of a session that is running",
        None => return Ok(()),
    };
    bail!("{} {what}: name another file", path.display());
}

/// Refuses what anybody else wrote or changed, or wants to keep as it is.
fn expect_ours(found: &Path, path: &Path, lists: &[PathBuf]) -> anyhow::Result<()> {
    let why = if !is_as_written(found, lists) {
        "is there, and is not as mockround wrote it"
    } else if fs::metadata(found).is_ok_and(|found| found.permissions().readonly()) {
        "is there, and may not be written to"
    } else {
        return Ok(());
    };
    bail!("{} {why}: name another file, or write over it with --force", path.display());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::small;
    use crate::session::store::{Announcement, Store, write_report};

    /// Puts a page into a file, for a user whose data folder this is.
    fn put(data: &Path, page: &str, file: &Path, force: bool) -> anyhow::Result<()> {
        let notes =
            OwnNotes { written: vec![data.join("written")], running: vec![data.join("running")] };
        write(page, file, force, &notes)?.unwrap();
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
        let changed = "Trends: 0 rounds\nand my notes\n";
        // An empty file may mean something as well: settings that change nothing.
        for theirs in [crate::settings::default_file(), "[[story]]\n", changed, "x", ""] {
            fs::write(&path, theirs).unwrap();
            let error = put(home, "Trends: 0 rounds\n", &path, false).unwrap_err().to_string();
            assert!(error.ends_with("or write over it with --force"), "{error}");
            assert_eq!(fs::read_to_string(&path).unwrap(), theirs);
            put(home, "Trends: 0 rounds\n", &path, true).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), "Trends: 0 rounds\n");
        }
        put(home, "Trends: 1 round\n", &path, false).unwrap();
        // Rows of no sessions are an empty file, too, and ours there alone.
        let rows = folder.path().join("rows");
        put(home, "", &rows, false).unwrap();
        put(home, "a row\n", &rows, false).unwrap();
        fs::write(&path, "").unwrap();
        assert!(put(home, "", &path, false).is_err());
    }

    #[test]
    fn a_session_is_never_written_over_wherever_it_lies_and_whatever_leads_to_it() {
        let (home, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let session = include_str!("../../tests/golden/format-1.toml");
        let marked = format!("\u{feff}{session}");
        for (name, text) in [("a.toml", session), ("copy", session), ("cut", &session[..300])]
            .into_iter()
            .chain([("marked", &*marked)])
        {
            let path = folder.path().join(name);
            fs::write(&path, text).unwrap();
            #[cfg(unix)]
            let path = {
                let link = folder.path().join(format!("link-to-{name}"));
                std::os::unix::fs::symlink(&path, &link).unwrap();
                link
            };
            for force in [false, true] {
                let error = put(home.path(), "page\n", &path, force).unwrap_err().to_string();
                let expected = ["is a session, which nothing", "would be read as TOML"];
                assert!(expected.iter().any(|why| error.contains(why)), "{name}: {error}");
                assert_eq!(fs::read_to_string(&path).unwrap(), text);
            }
        }
    }

    #[test]
    fn a_report_that_may_not_be_written_to_is_written_over_by_force_only() {
        let (home, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let path = folder.path().join("file");
        put(home.path(), "one\n", &path, false).unwrap();
        let mut mode = fs::metadata(&path).unwrap().permissions();
        mode.set_readonly(true);
        fs::set_permissions(&path, mode).unwrap();
        let error = put(home.path(), "two\n", &path, false).unwrap_err().to_string();
        assert!(error.contains("is there, and may not be written to: name another"), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "one\n");
        put(home.path(), "two\n", &path, true).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two\n");
    }

    #[cfg(unix)]
    #[test]
    fn a_descriptor_is_known_behind_links_and_goes_on_where_it_stands() {
        use std::os::fd::AsRawFd;

        let (home, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let file = folder.path().join("file");
        fs::write(&file, "before\n").unwrap();
        let open = File::options().append(true).open(&file).unwrap();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(format!("/dev/fd/{}", open.as_raw_fd()), &link).unwrap();
        put(home.path(), "page\n", &link, false).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "before\npage\n");
        assert!(is_descriptor(Path::new("/dev/stdout")) && is_descriptor(Path::new("/dev/fd/1")));
        for other in [&file, Path::new("/dev/null"), Path::new("fd/1"), Path::new("/")] {
            assert!(!is_descriptor(other), "{}", other.display());
        }
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
        assert!(put(home.path(), "page\n", &link, false).is_err());
        put(home.path(), "page\n", &link, true).unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "page\n");
    }

    #[test]
    fn a_running_round_s_own_files_are_not_written_over_even_by_force() {
        let (home, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (home, dir) = (home.path(), folder.path());
        let (store, _) = Store::create(dir, small()).unwrap();
        let session = store.path().to_path_buf();
        let name = session.file_stem().unwrap().to_str().unwrap().to_string();
        let _announced = Announcement::make(vec![home.join("running")], &session);
        let announced = fs::read_dir(home.join("running")).unwrap().next().unwrap().unwrap();
        let inside = [".marks", ".replies", ".asked", ""].map(|of| format!(".live/{name}{of}"));
        let own =
            [format!("{name}.question.md"), format!("{name}/s1q1.md"), name.clone() + ".toml"];
        let error = put(home, "page\n", &dir.join(&name), true).unwrap_err().to_string();
        assert!(error.ends_with("session that is running: name another file"), "{error}");
        // The round makes it when something was typed.
        fs::create_dir(dir.join(&name)).unwrap();
        let own = inside.iter().chain(&own).map(|of| dir.join(of));
        for path in own.chain([announced.path()]) {
            for is_there in [path == session || path == announced.path(), true] {
                if !is_there {
                    let _ = fs::remove_file(&path);
                } else if !path.exists() {
                    fs::write(&path, "").unwrap();
                }
                let before = fs::read(&path).ok();
                let error = put(home, "page\n", &path, true).unwrap_err().to_string();
                assert!(error.ends_with("session that is running: name another file"), "{error}");
                assert_eq!(fs::read(&path).ok(), before);
            }
        }
        // A report is no part of the round.
        put(home, "page\n", &session.with_extension("md"), false).unwrap();
        drop(store);
        put(home, "page\n", &dir.join(name + ".question.md"), true).unwrap();
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
