//! Seven ways in which others take a running session's file from under it.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::thread;
use std::time::Duration;

use super::count;
use super::deeds::RUN;
use crate::marks::Running;
use crate::support::Workspace;

/// What must be there afterwards, untouched: a file beside the session's, or `""` for its own.
type Theirs = Vec<(&'static str, Vec<u8>)>;

/// What is done to a session's file.
type Tamper = fn(&Path) -> Theirs;

const WAYS: [(&str, Tamper); 7] = [
    ("removed with its folder, as by git stash", |file| {
        fs::remove_dir_all(file.parent().unwrap()).unwrap();
        Vec::new()
    }),
    ("moved away", |file| {
        fs::rename(file, file.with_file_name("moved")).unwrap();
        vec![("moved", fs::read(file.with_file_name("moved")).unwrap())]
    }),
    ("cut short", |file| {
        let text = fs::read(file).unwrap();
        fs::File::options().write(true).open(file).unwrap().set_len(text.len() as u64 / 2).unwrap();
        Vec::new()
    }),
    ("written over", |file| {
        fs::write(file, "theirs\n").unwrap();
        vec![("", b"theirs\n".to_vec())]
    }),
    ("written over at its length", |file| {
        let text = vec![b'x'; fs::read(file).unwrap().len()];
        let mut theirs = fs::File::options().write(true).open(file).unwrap();
        theirs.write_all(&text).unwrap();
        vec![("", text)]
    }),
    ("saved over", |file| {
        let saved = file.with_extension("saved");
        fs::copy(file, &saved).unwrap();
        fs::rename(&saved, file).unwrap();
        Vec::new()
    }),
    ("written behind", |file| {
        let mut text = fs::read(file).unwrap();
        text.extend_from_slice(b"theirs\n");
        fs::write(file, &text).unwrap();
        vec![("", text)]
    }),
];

/// A round whose file is tampered with between two marks.
fn tamper(name: &str, tamper: Tamper) {
    let workspace = Workspace::new();
    let round = Running::start(&workspace, RUN.args);
    let file = workspace.sessions().remove(0);
    let before = round.mark("answer");
    assert!(before.stdout.starts_with("first answer "), "{name}: {}", before.stderr);
    let theirs = tamper(&file);
    // Longer than the two looks that it may take.
    thread::sleep(Duration::from_millis(2500));
    let after = round.mark("think");
    assert!(after.stdout.starts_with("thinking"), "{name}: {}{}", after.stdout, after.stderr);
    round.mark("end");
    let ran = round.end();
    assert_eq!(ran.code, Some(0), "{name}: {}", ran.stderr);
    for (beside, text) in theirs {
        let path = if beside.is_empty() { file.clone() } else { file.with_file_name(beside) };
        assert!(fs::read(&path).unwrap() == text, "{name}: {} was changed", path.display());
    }
    let whole = |path: &Path| {
        let text = fs::read_to_string(path).unwrap_or_default();
        ["slot-began", "first-answer", "think", "slot-ended", "finished"]
            .iter()
            .all(|event| text.contains(&format!("event = \"{event}\"\n")))
    };
    let session = workspace.sessions().into_iter().find(|path| whole(path));
    let session = session.unwrap_or_else(|| panic!("{name}: nowhere whole: {}", ran.stderr));
    let report = workspace.run(&["report", session.to_str().unwrap()]);
    assert_eq!(report.code, Some(0), "{name}: {}", report.stderr);
}

#[test]
fn a_session_is_whole_somewhere_whatever_is_done_to_its_file() {
    // Side by side: each only waits.
    thread::scope(|scope| {
        let rounds: Vec<_> =
            WAYS.iter().map(|(name, way)| scope.spawn(|| tamper(name, *way))).collect();
        rounds.into_iter().for_each(|round| round.join().unwrap());
    });
    count("tampered", WAYS.len(), "ways");
}
