use std::fs;
use std::path::Path;
use std::process::Command;

use super::Store;
use crate::samples::{at, event, reopened, small};
use crate::session::event::{Event, What};
use crate::session::store::file::is_run_by_another;
use crate::session::store::{Frame, LiveFile, event_text, is_live, load, to_text};
use crate::time::Elapsed;

fn events(n: usize) -> Vec<Event> {
    (0..n).map(|n| Event { at: Elapsed::from_secs(n as u64), what: What::Think }).collect()
}

#[test]
fn a_session_is_made_whole_and_appended_to() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("new").join("sessions");
    let (mut store, mut session) = Store::create(&dir, small()).unwrap();
    assert_eq!(store.path(), dir.join("2026-11-23T09-00-12-ml-onsite.toml"));
    // Temporary folders lie on file systems that know locks and sync.
    assert_eq!(store.caveat(), None);
    assert_eq!(load(store.path()).unwrap().0, session);

    session.events.extend(events(2));
    session.until = at(1.0);
    store.append(&session.events).unwrap();
    assert_eq!(store.backlog(), 0);
    assert_eq!(load(store.path()).unwrap(), (session, None));
    let names: Vec<_> =
        fs::read_dir(&dir).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "the session and .live: {names:?}");
}

#[cfg(unix)]
#[test]
fn files_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("sessions");
    let (store, _) = Store::create(&dir, small()).unwrap();
    let frame = Frame { elapsed: Elapsed::ZERO, wall: String::new(), status: String::new() };
    let _live = LiveFile::create(store.path(), &frame).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&dir), 0o700);
    assert_eq!(mode(&dir.join(".live")), 0o700);
    assert_eq!(mode(store.path()), 0o600);
    assert_eq!(mode(&dir.join(".live/2026-11-23T09-00-12-ml-onsite")), 0o600);
}

#[test]
fn two_sessions_of_one_second_get_two_names() {
    let folder = tempfile::tempdir().unwrap();
    let made: Vec<_> = (0..3).map(|_| Store::create(folder.path(), small()).unwrap()).collect();
    let ids: Vec<_> = made.iter().map(|(_, session)| session.header.id.as_str()).collect();
    let id = "2026-11-23T09-00-12-ml-onsite";
    assert_eq!(ids, [id, &format!("{id}-2"), &format!("{id}-3")]);
    for (store, session) in &made {
        assert_eq!(load(store.path()).unwrap().0, *session);
    }
}

#[test]
fn a_session_has_one_writer_and_any_readers() {
    let folder = tempfile::tempdir().unwrap();
    let (store, session) = Store::create(folder.path(), small()).unwrap();
    let path = store.path().to_path_buf();
    assert!(is_live(&path));
    let error = Store::open(&path).unwrap_err().to_string();
    assert!(
        error.contains("2026-11-23T09-00-12-ml-onsite is running in another process"),
        "{error}"
    );
    assert_eq!(load(&path).unwrap().0, session);

    drop(store);
    assert!(!is_live(&path));
    let (reopened, again, warnings) = reopened(&path);
    assert_eq!((again, warnings), (session, Vec::new()));
    assert!(is_live(&path));
    assert!(Store::open(&path).is_err());
    drop(reopened);
    assert!(!is_live(Path::new("no/such/file.toml")));
}

#[test]
fn a_torn_end_is_cut_off_before_appending() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("torn.toml");
    let whole = to_text(&small()).unwrap() + &event_text(&event(3.0, What::Think)).unwrap();
    fs::write(&path, whole.clone() + "[[event]]\nat = 99.0\nevent = \"de").unwrap();

    let (mut store, session, warnings) = reopened(&path);
    let line = whole.lines().count() + 1;
    let warning = format!(
        "session {}: its last 31 bytes, from line {line} on, were cut short and are left out",
        path.display()
    );
    assert_eq!(warnings, [warning]);
    assert_eq!(session.events.len(), 1);
    let torn = fs::read_to_string(&path).unwrap();
    assert_eq!(torn.len(), whole.len() + 31, "who only opens it leaves it as it is");
    assert_eq!(store.keep().unwrap(), None);
    assert_eq!(fs::read_to_string(&path).unwrap(), whole);
    fs::write(&path, torn).unwrap();
    store.torn = true;

    let more = event(4.0, What::FirstAnswer);
    store.append(std::slice::from_ref(&more)).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), whole + &event_text(&more).unwrap());
}

#[test]
fn a_session_whose_white_space_others_changed_is_appended_to() {
    let edits: [fn(&str) -> String; 5] = [
        |text| text.replace('\n', "\r\n"),
        |text| text.replace("\n\n", "\n"),
        |text| text.replace("\n\n", "\n \t\n"),
        |text| text.trim_end().to_string() + "\n",
        |text| format!("\u{feff}{text}"),
    ];
    for (count, edit) in [0, 2].iter().flat_map(|count| edits.map(|edit| (*count, edit))) {
        let folder = tempfile::tempdir().unwrap();
        let (mut store, _) = Store::create(folder.path(), small()).unwrap();
        store.append(&events(count)).unwrap();
        let path = store.path().to_path_buf();
        drop(store);
        let text = edit(&fs::read_to_string(&path).unwrap());
        fs::write(&path, &text).unwrap();

        let (mut store, session, warnings) = Store::open(&path).unwrap();
        assert_eq!((session.events.len(), warnings), (count, Vec::new()), "{text:?}");
        let new = event(9.0, What::Think);
        store.append(std::slice::from_ref(&new)).unwrap();
        let (session, dropped) = load(&path).unwrap();
        assert_eq!((session.events.len(), dropped), (count + 1, None), "{text:?}");
        assert_eq!(session.events.last(), Some(&new));
        assert!(fs::read_to_string(&path).unwrap().starts_with(&text));
    }
    // A plan may lack the end of its last line, too.
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = Store::create(folder.path(), small()).unwrap();
    let path = store.path().to_path_buf();
    drop(store);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.trim_end()).unwrap();
    Store::open(&path).unwrap().0.append(&events(1)).unwrap();
    assert_eq!(load(&path).unwrap().0.events, events(1));
}

#[test]
fn a_short_write_is_taken_back_and_made_up_for() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, _) = Store::create(folder.path(), small()).unwrap();
    let all = events(6);
    store.append(&all[..1]).unwrap();
    let good = fs::read(store.path()).unwrap();

    // Room for one event and a bit of the next.
    store.room = Some(event_text(&all[1]).unwrap().len() + 5);
    let error = store.append(&all[1..3]).unwrap_err();
    assert_eq!(error.waiting, 2);
    assert!(error.to_string().contains("2 events are kept in memory until it can be"), "{error}");
    assert_eq!(fs::read(store.path()).unwrap(), good);

    store.room = Some(0);
    assert_eq!(store.append(&all[3..4]).unwrap_err().waiting, 3);
    assert!(store.retry().is_err());
    assert_eq!(store.backlog(), 3);
    assert_eq!(store.backlog_text().matches("[[event]]").count(), 3);
    assert_eq!(fs::read(store.path()).unwrap(), good);

    store.room = None;
    store.append(&all[4..5]).unwrap();
    assert_eq!((store.backlog(), &*store.backlog_text()), (0, ""));
    store.append(&all[5..]).unwrap();
    assert_eq!(load(store.path()).unwrap().0.events, all);
}

#[test]
fn a_write_that_could_not_be_taken_back_is_cut_at_the_next_try() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, _) = Store::create(folder.path(), small()).unwrap();
    let all = events(2);
    let good = fs::read_to_string(store.path()).unwrap();
    // The torn bytes are still there, as after a failed truncation, and reach past the next write.
    let torn = format!("[[event]]\nat = 7.0\nevent = \"debrief\"\ntext = \"{}", "y".repeat(5000));
    fs::write(store.path(), good.clone() + &torn).unwrap();
    store.torn = true;
    store.append(&all).unwrap();
    let written: String = all.iter().map(|event| event_text(event).unwrap()).collect();
    assert_eq!(fs::read_to_string(store.path()).unwrap(), good + &written);
}

#[test]
fn nothing_is_left_where_a_session_cannot_be_made() {
    let folder = tempfile::tempdir().unwrap();
    let mut header = small();
    header.round.seed = u64::MAX;
    let error = format!("{:#}", Store::create(folder.path(), header).unwrap_err());
    assert!(error.starts_with("can't write the plan as TOML: "), "{error}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "only .live");

    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let error = format!("{:#}", Store::create(&file.join("sessions"), small()).unwrap_err());
    assert!(error.starts_with("can't make the sessions folder "), "{error}");
}

#[test]
fn a_crashed_round_ran_until_its_last_frame() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, _) = Store::create(folder.path(), small()).unwrap();
    let path = store.path().to_path_buf();
    store.append(&[event(3.0, What::SlotBegan { slot: 0 })]).unwrap();
    let frame = Frame { elapsed: at(12.25), wall: String::new(), status: "coding 1".to_string() };
    let live = LiveFile::create(&path, &frame).unwrap();
    assert_eq!(load(&path).unwrap().0.until, at(12.25));

    // Killed: nothing was removed.
    drop((store, live));
    let (mut store, session, _) = reopened(&path);
    assert_eq!(session.until, at(12.25));

    // A round that was finished was so at its last event, whatever lies about.
    store.append(&[event(20.0, What::Finished)]).unwrap();
    let live = LiveFile::create(&path, &Frame { elapsed: at(99.0), ..frame }).unwrap();
    assert_eq!(load(&path).unwrap().0.until, at(20.0));
    live.remove().unwrap();
    assert_eq!(LiveFile::read(&path), None);
}

#[test]
fn what_goes_on_with_a_session_is_written_with_all_that_belongs_to_it_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, _) = Store::create(folder.path(), small()).unwrap();
    store.append(&events(1)).unwrap();
    let path = store.path().to_path_buf();
    drop(store);
    let before = fs::read(&path).unwrap();
    for torn in ["", "[[event]]\nat = 1.0\nev"] {
        fs::write(&path, [&before, torn.as_bytes()].concat()).unwrap();
        let (mut store, ..) = Store::open(&path).unwrap();
        let failed = store.begin(&events(2), || anyhow::bail!("no room"));
        assert_eq!(failed.unwrap_err().to_string(), "no room");
        assert_eq!(fs::read(&path).unwrap(), before);
    }
    let (mut store, ..) = Store::open(&path).unwrap();
    store.room = Some(10);
    let error = store.begin(&events(2), || panic!("it is not written")).unwrap_err().to_string();
    assert!(error.starts_with("can't write session ") && error.ends_with("as it was"), "{error}");
    assert_eq!(fs::read(&path).unwrap(), before);
    store.room = None;
    store.begin(&[], || Ok(())).unwrap();
    store.begin(&events(2), || Ok(())).unwrap();
    drop(store);
    assert_eq!(load(&path).unwrap().0.events.len(), 3);
}

#[cfg(target_os = "linux")]
/// Says to the test below that it runs on a small disk, and where.
const SMALL_DISK: &str = "MOCKROUND_TEST_SMALL_DISK";

/// A real disk without room: this test runs itself again in a mount namespace of its own, where a
/// folder is a disk of 64 kB, so that nothing stays mounted whatever happens.
#[cfg(target_os = "linux")]
#[test]
#[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
fn a_full_disk_loses_nothing() {
    #[expect(clippy::disallowed_methods, reason = "the test talks to itself")]
    if let Some(dir) = std::env::var_os(SMALL_DISK) {
        return on_a_small_disk(Path::new(&dir));
    }
    let folder = tempfile::tempdir().unwrap();
    let script =
        "mount -t tmpfs -o size=64k none \"$1\" || exit 77; exec \"$2\" --exact \"$3\" --nocapture";
    let name = "session::store::append::tests::a_full_disk_loses_nothing";
    let output = Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", script, "sh"])
        .arg(folder.path())
        .arg(std::env::current_exe().unwrap())
        .arg(name)
        .env(SMALL_DISK, folder.path())
        .output();
    match &output {
        Ok(output) if output.status.success() => {
            assert!(String::from_utf8_lossy(&output.stdout).contains("1 passed"), "the test ran");
        }
        Ok(output) if output.status.code() == Some(101) => {
            panic!("{}", String::from_utf8_lossy(&output.stdout))
        }
        // No `unshare`, or not allowed to mount.
        _ => println!("SKIPPED: cannot mount a small disk here: {output:?}"),
    }
}

#[cfg(target_os = "linux")]
fn on_a_small_disk(dir: &Path) {
    let (mut store, session) = Store::create(dir, small()).unwrap();
    let page = vec![b'x'; 4096];
    let filler = dir.join("filler");
    let mut full = Vec::new();
    while fs::write(&filler, [&full[..], &page].concat()).is_ok() {
        full.extend(&page);
    }
    // Longer than a page, so that part of it may still fit in.
    let text = "y".repeat(5000);
    let all: Vec<Event> =
        (0..3).map(|n| event(f64::from(n), What::Debrief { text: text.clone() })).collect();
    let good = fs::read(store.path()).unwrap();
    for (n, event) in all.iter().enumerate() {
        let error = store.append(std::slice::from_ref(event)).unwrap_err();
        assert_eq!((error.waiting, store.backlog()), (n + 1, n + 1));
        assert_eq!(error.source.kind(), std::io::ErrorKind::StorageFull, "{error:?}");
        assert_eq!(fs::read(store.path()).unwrap(), good);
    }
    let error = format!("{:#}", Store::create(dir, small()).unwrap_err());
    assert!(error.contains("-2.toml: No space left on device"), "{error}");
    assert_eq!(fs::read_dir(dir).unwrap().count(), 3, "the session, .live and the filler");

    fs::remove_file(filler).unwrap();
    store.retry().unwrap();
    let read = load(store.path()).unwrap().0;
    assert_eq!((read.header, read.events), (session.header, all));
}

#[test]
fn where_no_lock_tells_it_is_not_this_process_that_is_another() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = Store::create(folder.path(), small()).unwrap();
    assert!(!is_run_by_another(store.path()), "no live file");
    let frame = Frame { elapsed: Elapsed::ZERO, wall: String::new(), status: String::new() };
    let _live = LiveFile::create(store.path(), &frame).unwrap();
    assert!(!is_run_by_another(store.path()));
}

#[test]
fn what_a_person_wrote_at_the_end_is_kept_and_a_torn_event_is_not() {
    for (end, is_kept) in
        [("# my note\n", true), ("[[event]]\nat = 9.0\neve", false), ("[[ev", false), ("\n", false)]
    {
        let folder = tempfile::tempdir().unwrap();
        let (mut store, _) = Store::create(folder.path(), small()).unwrap();
        store.append(&events(1)).unwrap();
        let path = store.path().to_path_buf();
        drop(store);
        let whole = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("{whole}{end}")).unwrap();
        let kept_in = path.with_extension("cut-off");
        // Who only opens the session leaves that where it is, and says so.
        let (store, _, warnings) = Store::open(&path).unwrap();
        let said = format!(
            "that stays there until the session is written on, and is kept in {} then",
            kept_in.display()
        );
        assert_eq!(warnings.contains(&said), is_kept, "{warnings:?}");
        drop(store);
        assert!(!kept_in.exists() && fs::read_to_string(&path).unwrap().ends_with(end));
        let (mut store, ..) = reopened(&path);
        if is_kept && cfg!(unix) {
            // What can't be kept now isn't cut off, then or at the next try.
            fs::create_dir(&kept_in).unwrap();
            for _ in 0..2 {
                assert!(store.append(&[]).is_err());
                assert!(fs::read_to_string(&path).unwrap().ends_with(end));
            }
            fs::remove_dir(&kept_in).unwrap();
        }
        store.append(&events(1)).unwrap();
        let kept = fs::read_to_string(&kept_in).ok();
        assert_eq!(kept.as_deref(), is_kept.then_some(end));
        assert_eq!(load(&path).unwrap().0.events.len(), 2);
    }
}
