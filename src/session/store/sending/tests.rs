use std::fs;
use std::path::PathBuf;

use super::Sending;
use crate::samples::small;
use crate::session::store::{Frame, LiveFile, Marks, Reply, SentMark, Store};
use crate::time::Elapsed;

/// A session that this process runs, and the files beside it.
struct Run {
    store: Store,
    _live: LiveFile,
    marks: Marks,
    folder: tempfile::TempDir,
}

fn run() -> Run {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = Store::create(folder.path(), small()).unwrap();
    let frame = Frame { elapsed: Elapsed::ZERO, wall: String::new(), status: String::new() };
    let _live = LiveFile::create(store.path(), &frame).unwrap();
    let marks = Marks::create(store.path()).unwrap();
    Run { store, _live, marks, folder }
}

fn sending(run: &Run) -> Sending {
    let mark = SentMark { stamp: "12".into(), word: "think".into(), sender: "7".into() };
    Sending::new(run.store.path().to_path_buf(), mark)
}

fn recorded() -> Reply {
    Reply { ok: true, text: "thinking 0:12".to_string() }
}

fn beside(run: &Run, ending: &str) -> PathBuf {
    let stem = run.store.path().file_stem().unwrap().display().to_string();
    run.folder.path().join(format!(".live/{stem}{ending}"))
}

#[test]
fn a_reply_comes_though_the_round_ended_right_behind_it() {
    let mut run = run();
    let mut sending = sending(&run);
    sending.send().unwrap();
    assert_eq!(sending.reply(), None);
    let [taken] = &run.marks.take()[..] else { panic!("one") };
    run.marks.answer(taken, recorded());
    run.marks.remove().unwrap();
    assert_eq!(sending.reply(), Some(recorded()));
}

#[test]
fn a_reply_that_was_taken_away_comes_again() {
    let mut run = run();
    let mut sending = sending(&run);
    sending.send().unwrap();
    let [taken] = &run.marks.take()[..] else { panic!("one") };
    run.marks.answer(taken, recorded());
    fs::write(beside(&run, ".replies"), "").unwrap();
    assert_eq!(sending.reply(), None);
    sending.send().unwrap();
    assert_eq!(run.marks.take(), []);
    assert_eq!(sending.reply(), Some(recorded()));
}

#[cfg(unix)]
#[test]
fn a_mark_goes_after_a_session_that_got_another_name() {
    let mut run = run();
    let mut sending = sending(&run);
    sending.send().unwrap();
    // Something else takes the session's place.
    fs::remove_file(run.store.path()).unwrap();
    fs::create_dir(run.store.path()).unwrap();
    let was = sending.session().to_path_buf();
    run.store.keep().unwrap();
    assert_ne!(run.store.path(), was);
    let frame = Frame { elapsed: Elapsed::ZERO, wall: String::new(), status: String::new() };
    run.marks.keep(run.store.path());
    run._live.keep(run.store.path(), &frame).unwrap();
    sending.send().unwrap();
    assert_eq!(sending.session(), run.store.path());
    let [taken] = &run.marks.take()[..] else { panic!("once") };
    run.marks.answer(taken, recorded());
    assert_eq!(sending.reply(), Some(recorded()));
    assert!(!sending.is_over());
}
