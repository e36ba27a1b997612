use std::fs;
use std::process::{Child, Command};

use super::*;
use crate::samples::small;
use crate::session::store::file::is_running;
use crate::session::store::{Store, is_live, waiting_sessions, write_report};

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
        ("waiting", "session 2026-11-23T09-00-12-ml-onsite waits for Enter in the terminal of its"),
        ("recording", "a recording is being added to session 2026-11-23T09-00-12-ml-onsite by"),
        // Two that go on with a round at once, where nothing else says that one does.
        ("round", "session 2026-11-23T09-00-12-ml-onsite is running"),
        ("removal", "another process removes a part of session 2026-11-23T09-00-12-ml-onsite: "),
        ("words", "the words of session 2026-11-23T09-00-12-ml-onsite are being written by"),
        ("rating", "session 2026-11-23T09-00-12-ml-onsite is being rated in another terminal"),
    ] {
        fs::write(&note, format!("{word}\n{line}\n")).unwrap();
        assert!(is_live(&session) && !was_cut_off(&session));
        assert_eq!(is_running(&session), word == "round", "{word}");
        let waiting = waiting_sessions(folder.path(), &[]);
        assert_eq!(waiting.contains(&session), word == "waiting", "{word}");
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
    open.keep(&renamed);
    assert!(is_noted(&renamed) && !is_noted(&session));
    drop(open);
    assert!(is_noted(&renamed) && was_cut_off(&renamed));
    caught_up(&renamed);
    assert!(!was_cut_off(&renamed));
    let mut open = Reopened::note(&session, ReopenedFor::Removal);
    open.begin();
    open.end(true);
    drop(open);
    assert!(!is_noted(&session));
    // What isn't understood is of a process that nobody knows.
    fs::write(folder.path().join(".live/one.open"), "other\n").unwrap();
    assert!(was_cut_off(&session) && open_for(&session).is_none());
}

#[test]
fn a_note_of_what_was_cut_off_stays_until_the_reports_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let session = folder.path().join("one.toml");
    let mut open = Reopened::note(&session, ReopenedFor::Review);
    open.begin();
    // The disk was full.
    open.end(false);
    drop(open);
    assert!(was_cut_off(&session));
    // A round that can't go on, or a review in which nothing is said.
    for change in [ReopenedFor::Round, ReopenedFor::Review] {
        drop(Reopened::note(&session, change));
        assert!(was_cut_off(&session), "{change:?}");
    }
    let mut open = Reopened::note(&session, ReopenedFor::Round);
    open.end(true);
    drop(open);
    assert!(!was_cut_off(&session) && noted(&session).is_none());
}

#[test]
fn notes_that_somebody_took_away_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let (session, live) = (folder.path().join("one.toml"), folder.path().join(".live"));
    write_report(&session, "md", "first").unwrap();
    let mut open = Reopened::note(&session, ReopenedFor::Round);
    open.keep(&session);
    fs::remove_dir_all(&live).unwrap();
    open.keep(&session);
    assert!(noted(&session).is_some());
    // It is known that nobody changed the report.
    assert_eq!(write_report(&session, "md", "second").unwrap(), None);
    fs::remove_file(live.join("one.open")).unwrap();
    let reports = fs::read(live.join("one.reports")).unwrap();
    open.keep(&session);
    assert_eq!(fs::read(live.join("one.reports")).unwrap(), reports, "the newer one");
}

#[test]
fn of_two_that_take_a_session_up_at_once_the_one_has_it_whose_note_stays() {
    let Some((mut child, line)) = another() else { return };
    let folder = tempfile::tempdir().unwrap();
    let session = folder.path().join("one.toml");
    let note = folder.path().join(".live/one.open");
    let open = Reopened::note(&session, ReopenedFor::Round);
    assert!(open.is_ours());
    fs::write(&note, format!("review\n{line}\n")).unwrap();
    assert!(!open.is_ours());
    drop(open);
    assert!(note.exists(), "it is the other's");
    child.kill().unwrap();
    child.wait().unwrap();
}
