use std::fs;
use std::process::{Child, Command};

use super::*;
use crate::samples::small;
use crate::session::store::{Store, is_live};

/// Another process, as long as it isn't killed.
fn another() -> Option<(Child, String)> {
    let child = Command::new("sleep").arg("60").spawn().ok()?;
    let line = Process::of(child.id())?.to_line();
    Some((child, line))
}

#[test]
fn a_session_that_another_process_changes_is_taken_though_there_are_no_locks() {
    let Some((mut child, line)) = another() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = Store::create(folder.path(), small()).unwrap();
    let session = store.path().to_path_buf();
    // Whose lock nobody holds.
    drop(store);
    let note = folder.path().join(".live").join("2026-11-23T09-00-12-ml-onsite.open");
    for (word, told) in [
        ("review", "a review of session 2026-11-23T09-00-12-ml-onsite is open in another terminal"),
        ("recording", "a recording is being added to session 2026-11-23T09-00-12-ml-onsite by"),
        // Two that go on with a round at once, where nothing else says that one does.
        ("round", "session 2026-11-23T09-00-12-ml-onsite is running"),
        ("removal", "another process removes a part of session 2026-11-23T09-00-12-ml-onsite: "),
    ] {
        fs::write(&note, format!("{word}\n{line}\n")).unwrap();
        assert!(is_live(&session) && !was_cut_off(&session));
        let error = Store::open(&session).unwrap_err().to_string();
        assert!(error.starts_with(told), "{error}");
        assert!(taken(&session, "; end it").starts_with(told));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!is_live(&session) && was_cut_off(&session));
    assert!(Store::open(&session).is_ok());
    assert_eq!(
        taken(&session, "; end it"),
        "session 2026-11-23T09-00-12-ml-onsite is running; end it"
    );
}

#[test]
fn the_note_stays_while_the_reports_are_of_what_the_session_was() {
    let folder = tempfile::tempdir().unwrap();
    let (session, renamed) = (folder.path().join("one.toml"), folder.path().join("two.toml"));
    let is_noted = |session: &Path| noted(session).is_some();
    // Nothing was changed.
    drop(Reopened::note(&session, ReopenedFor::Review));
    assert!(!is_noted(&session));
    let mut open = Reopened::note(&session, ReopenedFor::Review);
    open.begin();
    open.follow(&renamed);
    assert!(is_noted(&renamed));
    drop(open);
    assert!(is_noted(&renamed) && was_cut_off(&renamed));
    caught_up(&renamed);
    assert!(!was_cut_off(&renamed));
    let mut open = Reopened::note(&session, ReopenedFor::Removal);
    open.begin();
    open.end();
    drop(open);
    assert!(!is_noted(&session));
    // What isn't understood is of a process that nobody knows.
    fs::write(folder.path().join(".live/one.open"), "other\n").unwrap();
    assert!(was_cut_off(&session) && open_for(&session).is_none());
}
