//! What a person types into the question's file during a round is theirs: it is kept whatever
//! comes, and the reports name it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use rustix::process::{Pid, Signal, kill_process};

use crate::marks::Running;
use crate::support::{Ran, Workspace, wait_for};

/// Two questions, of 22 minutes each.
const ROUND: &[&str] = &["run", "coding-screen", "--seed", "1", "--speed", "20"];

/// The file of the question on screen, once it is there and is another than before.
fn question(workspace: &Workspace, before: &str) -> PathBuf {
    let session = workspace.sessions().remove(0);
    let file = session.with_extension("question.md");
    wait_for("the question's file", || match fs::read_to_string(&file) {
        Ok(text) if text != before => Ok(()),
        other => Err(format!("{other:?}")),
    });
    file
}

fn append(file: &Path, text: &str) {
    fs::OpenOptions::new().append(true).open(file).unwrap().write_all(text.as_bytes()).unwrap();
}

/// What was typed, in the session's folder, by name; the file for code has tests of its own.
fn kept(workspace: &Workspace) -> Vec<(String, String)> {
    let Ok(entries) = fs::read_dir(workspace.sessions()[0].with_extension("")) else {
        return Vec::new();
    };
    let mut kept: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_string();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect();
    kept.sort();
    kept
}

#[test]
fn what_is_typed_below_a_question_is_kept_and_named_in_every_report() {
    let workspace = Workspace::new();
    let round = Running::start(&workspace, ROUND);
    let first = question(&workspace, "");
    append(&first, "\ndef first(): pass\n");
    let text = fs::read_to_string(&first).unwrap();
    assert!(round.mark("next").stdout.starts_with("question 1 ended "));
    question(&workspace, &text);
    // Nothing is typed into the second.
    round.mark("end");
    let ran = round.end();
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert_eq!(kept(&workspace), [("s1q1.md".to_string(), text)]);
    assert!(!first.exists());
    let session = workspace.sessions().remove(0);
    let name = format!("{}/s1q1.md", session.file_stem().unwrap().to_str().unwrap());
    assert!(ran.stderr.contains(&format!("what you typed is kept: {name}")), "{}", ran.stderr);
    assert!(ran.stdout.contains(&format!("question 1: {name}")), "{}", ran.stdout);
    for ending in ["md", "html"] {
        let report = fs::read_to_string(session.with_extension(ending)).unwrap();
        assert!(report.contains(&format!("question 1: {name}")), "{report}");
    }
    let questions = &workspace.report()["slots"][0]["questions"];
    assert_eq!(questions[0]["typed"], serde_json::json!([name]));
    assert_eq!(questions[1]["typed"], serde_json::json!([]));
}

#[test]
fn what_was_typed_is_there_again_when_next_is_taken_back() {
    let workspace = Workspace::new();
    let round = Running::start(&workspace, ROUND);
    let file = question(&workspace, "");
    append(&file, "first\n");
    let first = fs::read_to_string(&file).unwrap();
    round.mark("next");
    question(&workspace, &first);
    append(&file, "second\n");
    let second = fs::read_to_string(&file).unwrap();
    assert!(round.mark("undo").stdout.contains("taken back: "));
    question(&workspace, &second);
    assert_eq!(fs::read_to_string(&file).unwrap(), first);
    assert_eq!(kept(&workspace), [("s1q2.md".to_string(), second.clone())]);
    assert_eq!(workspace.run(&["question"]).stdout, first);
    round.mark("next");
    question(&workspace, &first);
    assert_eq!(fs::read_to_string(&file).unwrap(), second);
    round.mark("end");
    let ran = round.end();
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert_eq!(kept(&workspace), [("s1q1.md".into(), first), ("s1q2.md".into(), second)]);
}

/// A round in the background that a signal ends after something was typed; what was typed.
fn typed_until(workspace: &Workspace, signal: Signal) -> String {
    let mut command = workspace.command(ROUND);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    writeln!(child.stdin.as_ref().unwrap(), "start").unwrap();
    wait_for("the session", || match workspace.sessions().len() {
        1 => Ok(()),
        n => Err(n.to_string()),
    });
    let file = question(workspace, "");
    append(&file, "mine\n");
    let typed = fs::read_to_string(&file).unwrap();
    kill_process(Pid::from_child(&child), signal).unwrap();
    child.wait().unwrap();
    typed
}

#[test]
fn a_killed_round_keeps_what_was_typed_and_resume_puts_it_away() {
    let workspace = Workspace::new();
    let typed = typed_until(&workspace, Signal::KILL) + "after the crash\n";
    let file = workspace.sessions()[0].with_extension("question.md");
    append(&file, "after the crash\n");
    let resumed = workspace.script(&["resume"], "end\n");
    assert_eq!(resumed.code, Some(0), "{}", resumed.stderr);
    assert_eq!(kept(&workspace), [("s1q1.md".to_string(), typed)]);
    assert!(!file.exists());
}

#[test]
fn what_was_typed_into_a_round_that_was_left_is_there_when_it_goes_on() {
    let workspace = Workspace::new();
    let typed = typed_until(&workspace, Signal::TERM);
    assert_eq!(kept(&workspace), [("s1q1.md".to_string(), typed.clone())]);
    let file = workspace.sessions()[0].with_extension("question.md");
    assert!(!file.exists());
    let round = Running::start(&workspace, &["resume"]);
    let there =
        wait_for("what was typed", || fs::read_to_string(&file).map_err(|error| error.to_string()));
    assert_eq!(there, typed);
    round.mark("end");
    round.end();
    assert_eq!(kept(&workspace), [("s1q1.md".to_string(), typed)]);
}

#[test]
fn a_link_in_the_place_of_the_question_is_not_followed() {
    let workspace = Workspace::new();
    let theirs = workspace.file("theirs.md", "theirs");
    let round = Running::start(&workspace, ROUND);
    let file = question(&workspace, "");
    fs::remove_file(&file).unwrap();
    std::os::unix::fs::symlink(&theirs, &file).unwrap();
    round.mark("next");
    round.mark("end");
    let ran = round.end();
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains("is a link, which is not followed; remove it"), "{}", ran.stderr);
    assert_eq!(fs::read_to_string(&theirs).unwrap(), "theirs");
    assert!(file.is_symlink());
}

#[test]
fn a_folder_of_live_files_that_is_a_link_ends_a_round_before_it_begins() {
    let workspace = Workspace::new();
    fs::create_dir(workspace.path().join("sessions")).unwrap();
    fs::create_dir(workspace.path().join("elsewhere")).unwrap();
    let live = workspace.path().join("sessions/.live");
    std::os::unix::fs::symlink(workspace.path().join("elsewhere"), &live).unwrap();
    let ran = workspace.script(ROUND, "start\nend\n");
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    assert!(ran.stderr.contains(".live is a link, which is not followed; remove it"));
    assert!(workspace.sessions().is_empty());
    assert_eq!(fs::read_dir(workspace.path().join("elsewhere")).unwrap().count(), 0);
}

#[test]
fn a_sessions_folder_may_be_a_link_and_is_named_where_others_may_write_to_it() {
    use std::os::unix::fs::PermissionsExt;

    let workspace = Workspace::new();
    let elsewhere = workspace.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    fs::set_permissions(&elsewhere, fs::Permissions::from_mode(0o777)).unwrap();
    std::os::unix::fs::symlink(&elsewhere, workspace.path().join("sessions")).unwrap();
    let script = |ran: Ran| {
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        ran.stderr.matches("others may write to the sessions folder").count()
    };
    let args = ["drill", "coding", "--seed", "1", "--speed", "200"];
    assert_eq!(script(workspace.script(&args, "start\nend\n")), 1);
    assert!(fs::read_dir(&elsewhere).unwrap().count() >= 3);
    fs::set_permissions(&elsewhere, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(script(workspace.script(&args, "start\nend\n")), 0);
}
