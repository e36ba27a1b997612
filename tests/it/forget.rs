//! A session can be deleted: what goes is named first, and nothing else goes.

use std::fs;
use std::path::{MAIN_SEPARATOR_STR, Path, PathBuf};

use crate::marks::Running;
use crate::support::Workspace;

/// A workspace with a finished session to which all kinds of files belong, and another one beside.
fn workspace() -> (Workspace, PathBuf) {
    let workspace = Workspace::new();
    for seed in ["1", "2"] {
        let drill = ["drill", "coding", "--seed", seed, "--speed", "200"];
        let ran = workspace.script(&drill, "start\n@1:00 answer\nend\n");
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    }
    let session = workspace.sessions().remove(0);
    let own = session.with_extension("");
    fs::create_dir(&own).unwrap();
    for name in ["s1q1.md", "notes.md", "s1q1.py", "sound.wav", "words.json"] {
        fs::write(own.join(name), "x").unwrap();
    }
    fs::write(session.with_extension("wav"), "x").unwrap();
    (workspace, session)
}

fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn id(session: &Path) -> String {
    session.file_stem().unwrap().to_str().unwrap().to_string()
}

#[test]
fn a_session_goes_whole_after_yes_and_stays_after_anything_else() {
    let (workspace, session) = workspace();
    let folder = session.parent().unwrap();
    let own = session.with_extension("");
    fs::write(session.with_extension("md"), "my own words").unwrap();
    let before = (names(folder), names(&own));
    for answer in ["", "\n", "n\n", "Y\n", "yes, do\n", "\ny\n"] {
        let left = workspace.script(&["sessions", "forget", &id(&session)], answer);
        assert_eq!(left.code, Some(1), "{}", left.stderr);
        assert!(left.stdout.ends_with("nothing was removed\n"), "{}", left.stdout);
        assert_eq!((names(folder), names(&own)), before);
    }
    let gone = workspace.script(&["sessions", "forget", &id(&session)], "yes\n");
    assert_eq!(gone.code, Some(0), "{}", gone.stderr);
    let id = id(&session);
    for name in [".toml:", ".md: its report, changed by you", ".html:", ".wav:", "/s1q1.md:"] {
        let named = format!("  {id}{}", name.replace('/', MAIN_SEPARATOR_STR));
        assert!(gone.stdout.contains(&named), "{name}: {}", gone.stdout);
    }
    assert!(!own.exists());
    assert!(!names(folder).iter().any(|name| name.contains(&id)), "{:?}", names(folder));
    assert!(!names(&folder.join(".live")).iter().any(|name| name.contains(&id)));
    assert_eq!(workspace.sessions().len(), 1, "the other one stays");
    let listed = workspace.run(&["sessions"]);
    assert!(!listed.stdout.contains("not listed"), "{}", listed.stdout);
    let again = workspace.run(&["sessions", "forget", &id]);
    assert_eq!(again.code, Some(1));
    assert!(again.stderr.contains("no session begins with"), "{}", again.stderr);
}

#[test]
fn a_part_goes_alone_and_the_reports_are_written_anew() {
    for (only, gone) in [
        ("notes", &["notes.md", "s1q1.md"][..]),
        ("code", &["s1q1.py"]),
        ("words", &["words.json"]),
        ("sound", &["sound.wav"]),
    ] {
        let (workspace, session) = workspace();
        let own = session.with_extension("");
        let report = ["report", &id(&session), "--format", "markdown"];
        assert!(workspace.run(&report).stdout.contains("/s1q1.md"));
        let ran = workspace.script(&["sessions", "forget", &id(&session), "--only", only], "y\n");
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let mut left = vec!["notes.md", "s1q1.md", "s1q1.py", "sound.wav", "words.json"];
        left.retain(|name| !gone.contains(name));
        assert_eq!(names(&own), left, "{only}");
        assert_eq!(session.with_extension("wav").exists(), only != "sound");
        for ending in ["md", "html"] {
            let report = fs::read_to_string(session.with_extension(ending)).unwrap();
            assert_eq!(report.contains("/s1q1.md"), only != "notes", "{report}");
        }
        let again = workspace.run(&["sessions", "forget", &id(&session), "--only", only]);
        assert_eq!(again.code, Some(0), "{}", again.stderr);
        assert!(again.stdout.contains(&format!("has no {only}: nothing to remove")));
    }
}

#[test]
fn a_report_that_was_changed_stays_when_only_a_part_goes() {
    let (workspace, session) = workspace();
    fs::write(session.with_extension("md"), "my own words").unwrap();
    let ran = workspace.script(&["sessions", "forget", &id(&session), "--only", "code"], "y\n");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains("it was changed since it was written"), "{}", ran.stderr);
    assert_eq!(fs::read_to_string(session.with_extension("md")).unwrap(), "my own words");
}

#[test]
fn a_file_that_is_not_ours_stays_and_is_named() {
    let (workspace, session) = workspace();
    let own = session.with_extension("");
    fs::write(own.join("draft.txt"), "theirs").unwrap();
    let ran = workspace.script(&["sessions", "forget", &id(&session)], "y\n");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let draft = Path::new(&id(&session)).join("draft.txt");
    let stays = format!("this stays, it isn't mockround's:\n  {}", draft.display());
    assert!(ran.stdout.contains(&stays), "{}", ran.stdout);
    assert_eq!(names(&own), ["draft.txt"]);
    let listed = workspace.run(&["sessions"]);
    assert!(!listed.stdout.contains("not listed"), "{}", listed.stdout);
}

// A file system that doesn't tell .TOML from .toml has no such copy.
#[cfg(unix)]
#[test]
fn copies_of_a_session_are_named_and_go_with_it() {
    let (workspace, session) = workspace();
    let folder = session.parent().unwrap();
    let id = id(&session);
    let copies = [
        format!("{id}.sync-conflict-20261128-101010-ABCDEFG.toml"),
        format!("{id} 2.toml"),
        format!("{id}.TOML"),
        "mine.toml".to_string(),
    ];
    for copy in &copies {
        fs::copy(&session, folder.join(copy)).unwrap();
    }
    fs::write(session.with_extension("").join("sound (1).wav"), "x").unwrap();
    let asked = workspace.script(&["sessions", "forget", &id, "--only", "sound"], "y\n");
    assert!(asked.stdout.contains("sound (1).wav: a copy of what the"), "{}", asked.stdout);
    assert!(asked.stdout.ends_with("removed: 3 files\n"), "{}", asked.stdout);
    // A copy that is named goes alone.
    let one = workspace.script(&["sessions", "forget", "mine"], "n\n");
    let stays = format!("the session stays in sessions/{id}.toml, sessions/{id}.TOML, ");
    assert!(one.stdout.contains(&stays), "{}", one.stdout);
    let hint = format!("; `mockround sessions forget {id}` removes it\n");
    assert!(one.stdout.contains(&hint), "{}", one.stdout);
    assert!(!one.stdout.contains(&format!("  {id}.toml")), "{}", one.stdout);
    let gone = workspace.script(&["sessions", "forget", &id], "y\n");
    assert_eq!(gone.code, Some(0), "{}", gone.stderr);
    for copy in &copies {
        assert!(gone.stdout.contains(&format!("  {copy}: a copy of the session")), "{copy}");
    }
    assert!(!names(folder).iter().any(|name| name.contains(&id)), "{:?}", names(folder));
    assert_eq!(workspace.sessions().len(), 1, "the other one stays");
}

#[test]
fn a_copy_of_a_report_goes_and_what_only_bears_its_name_stays() {
    let (workspace, session) = workspace();
    let (folder, id) = (session.parent().unwrap(), id(&session));
    let named = |name: &str, ending: &str| format!("{id}{}", name.replace("END", ending));
    let write = |name: String, text: &str| fs::write(folder.join(name), text).unwrap();
    let holds = [("md", "its report"), ("html", "its report as a page")];
    for (ending, _) in holds {
        let report = session.with_extension(ending);
        if !report.exists() {
            let args = ["report", &id, "--format", ending, "--output", report.to_str().unwrap()];
            assert_eq!(workspace.run(&args).code, Some(0));
        }
        let report = fs::read_to_string(report).unwrap();
        write(named(" (1).END", ending), &report);
        write(named(".END.bak", ending), &(report + "my notes\n"));
        write(named(" (2).END", ending), "my own\n");
        write(named(" (for Anna).END", ending), "my own\n");
    }
    let gone = workspace.script(&["sessions", "forget", &id], "y\n");
    assert_eq!(gone.code, Some(0), "{}", gone.stderr);
    let (goes, stays) = gone.stdout.split_once("this stays, it isn't mockround's:\n").unwrap();
    let mut left = Vec::new();
    for (ending, holds) in holds {
        let copy = named(" (1).END", ending);
        assert!(goes.contains(&format!("  {copy}: a copy of {holds}\n")), "{goes}");
        let copy = named(".END.bak", ending);
        assert!(goes.contains(&format!("  {copy}: a copy of {holds}, changed\n")), "{goes}");
        left.extend([named(" (2).END", ending), named(" (for Anna).END", ending)]);
    }
    assert!(left.iter().all(|name| stays.contains(&format!("  {name}\n"))), "{stays}");
    left.sort();
    let mut there = names(folder);
    there.retain(|name| name.starts_with(&id));
    assert_eq!(there, left);
}

#[test]
fn a_running_session_is_not_forgotten() {
    let workspace = Workspace::new();
    let round = Running::start(&workspace, &["drill", "coding", "--seed", "1", "--speed", "20"]);
    for args in [
        &["sessions", "forget", "latest"][..],
        &["sessions", "forget", "latest", "--only", "notes"],
    ] {
        let ran = workspace.script(args, "y\n");
        assert_eq!(ran.code, Some(1), "{}", ran.stdout);
        assert!(ran.stderr.contains("is running; end it first"), "{}", ran.stderr);
    }
    round.mark("end");
    assert_eq!(round.end().code, Some(0));
    let ran = workspace.script(&["sessions", "forget", "latest"], "y\n");
    assert_eq!((ran.code, workspace.sessions().len()), (Some(0), 0), "{}", ran.stderr);
}

#[test]
fn a_session_that_cannot_be_read_can_be_forgotten() {
    let (workspace, session) = workspace();
    fs::write(&session, "not = [a session").unwrap();
    let ran = workspace.script(&["sessions", "forget", &id(&session)], "y\n");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(!session.exists() && !session.with_extension("").exists());
}

#[test]
fn a_file_that_is_no_session_is_refused_with_what_lies_beside_it() {
    let (workspace, session) = workspace();
    workspace.file("thesis.toml", "title = \"mine\"\n");
    workspace.file("thesis.md", "my own words");
    workspace.file("thesis/notes.md", "mine");
    workspace.file("sessions/thesis.toml", "title = \"mine\"\n");
    for path in ["thesis.toml", "mockround.toml", "./thesis.toml", "sessions/thesis.toml", "thesis"]
    {
        for only in [&[][..], &["--only", "notes"]] {
            let args = [&["sessions", "forget", path], only].concat();
            let ran = workspace.script(&args, "y\n");
            assert_eq!(ran.code, Some(1), "{path}: {}", ran.stdout);
            assert!(ran.stderr.contains("it is no session: no `format = "), "{}", ran.stderr);
        }
    }
    for name in ["thesis.toml", "thesis.md", "thesis/notes.md", "sessions/thesis.toml"] {
        assert!(workspace.path().join(name).exists(), "{name}");
    }
    // One of ours goes from wherever it is, and its folder is called as it is.
    fs::copy(&session, workspace.path().join("mine.toml")).unwrap();
    let ran = workspace.script(&["sessions", "forget", "sessions/../mine.toml"], "y\n");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(!ran.stdout.contains(".."), "{}", ran.stdout);
    assert!(!workspace.path().join("mine.toml").exists() && session.exists());
}
