//! The cases that were kept back run on what stood there at the end that counts, and nobody has to
//! wait for them.

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

use rustix::process::Signal;

use super::{code_file, has_python, references};
use crate::support::terminal::Terminal;
use crate::support::{Ran, Workspace};

/// A drill of one question, its file, and the right code for it.
fn drill(workspace: &Workspace) -> (Terminal, PathBuf, String) {
    let args = ["drill", "coding", "--count", "1", "--seed", "1"];
    let terminal = Terminal::begun(workspace, &args, 40, "understand");
    let file = code_file(workspace, "s1q1.py");
    let id = workspace.json(&["status"])["question_id"].as_str().unwrap().to_string();
    let right = references().into_iter().find(|(of, _)| *of == id).unwrap().1;
    (terminal, file, right)
}

/// Code that takes so long for each case.
fn slow(code: &str, seconds: f64) -> String {
    format!("import time\ntime.sleep({seconds})\n{code}")
}

fn events(workspace: &Workspace, what: &str) -> usize {
    let session = fs::read_to_string(workspace.sessions().pop().unwrap()).unwrap();
    session.matches(&format!("event = \"{what}\"")).count()
}

#[test]
fn what_stood_at_an_end_that_was_taken_back_counts_nowhere() {
    if !has_python() {
        return;
    }
    let workspace = Workspace::new();
    let (mut terminal, file, right) = drill(&workspace);
    let copy = file.with_file_name("s1q1-end.py");
    fs::write(&file, "raise KeyError('first')").unwrap();
    terminal.keys("n");
    terminal.expect_written("u + Enter takes the end of the slot back");
    assert!(copy.exists());
    // No cases run, however quick they are, while that stands there.
    terminal.keys("u\n");
    terminal.expect_written("taken back: next question");
    crate::support::wait_for("no copy", || match copy.exists() {
        true => Err("it is there".to_string()),
        false => Ok(()),
    });
    fs::write(&file, &right).unwrap();
    terminal.keys("c");
    terminal.expect_written("passed (");
    let prompts = |of: &Terminal| of.written().matches("u + Enter takes the end").count();
    let before = prompts(&terminal);
    terminal.keys("n");
    crate::support::wait_for("the review", || match prompts(&terminal) > before {
        true => Ok(()),
        false => Err(terminal.written()),
    });
    // The first answer that is recorded lets them run.
    terminal.keys("0:01\n3\n");
    terminal.expect_written("as it stood at the end: ");
    terminal.keys("\u{4}");
    assert_eq!(terminal.end(), 0);
    assert!(!terminal.written().contains("KeyError"), "{}", terminal.written());
    assert_eq!(fs::read_to_string(copy).unwrap(), right);
    assert_eq!((events(&workspace, "cases-run"), events(&workspace, "checked")), (1, 1));
    let question = workspace.report()["slots"][0]["questions"][0].clone();
    assert_eq!(question["cases_passed"], 1.0, "{question:#}");
}

#[test]
fn at_the_round_s_end_what_runs_is_told_and_can_be_skipped() {
    if !has_python() {
        return;
    }
    for key in ["q", "\u{3}"] {
        let workspace = Workspace::new();
        let (mut terminal, file, right) = drill(&workspace);
        // It is slow while a file is there.
        let flag = workspace.file("slow", "");
        let waits = format!("import os, time\nif os.path.exists({flag:?}): time.sleep(1.5)\n");
        fs::write(&file, waits + &right).unwrap();
        terminal.keys("n");
        terminal.expect_written("u + Enter takes the end of the slot back");
        terminal.keys("\u{4}");
        terminal.expect_written("running your code against the cases kept back: Ctrl-C or q");
        terminal.keys(key);
        terminal.expect_written("skipped: `mockround review` runs them");
        assert_eq!(terminal.end(), 0, "{}", terminal.written());
        assert_eq!((events(&workspace, "finished"), events(&workspace, "cases-run")), (1, 0));
        let question = workspace.report()["slots"][0]["questions"][0].clone();
        assert!(question["cases_passed"].is_null(), "{question:#}");
        assert!(file.exists() && file.with_file_name("s1q1-end.py").exists());
        fs::remove_file(flag).unwrap();
        // Where there is no Python that is said, and in nobody's way.
        let review = |path: Option<&str>| {
            let mut command = workspace.command(&["review"]);
            command.stdin(Stdio::null()).envs(path.map(|path| ("PATH", path)));
            Ran::from(command.output().unwrap())
        };
        let ran = review(Some("/nowhere"));
        assert!(ran.stdout.contains("no Python 3 is found"), "{}{}", ran.stdout, ran.stderr);
        assert_eq!((ran.code, events(&workspace, "cases-run")), (Some(0), 0));
        let ran = review(None);
        assert!(ran.stdout.contains("as it stood at the end: "), "{}{}", ran.stdout, ran.stderr);
        assert!(ran.stdout.contains("what came of your code is recorded"), "{}", ran.stdout);
        assert_eq!((ran.code, events(&workspace, "cases-run")), (Some(0), 1));
        let question = workspace.report()["slots"][0]["questions"][0].clone();
        assert_eq!(question["cases_passed"], 1.0, "{question:#}");
        // Once is enough.
        let ran = review(None);
        assert!(!ran.stdout.contains("kept back"), "{}", ran.stdout);
        assert_eq!(events(&workspace, "cases-run"), 1);
    }
}

#[test]
fn a_run_that_is_over_after_its_question_counts_for_it() {
    if !has_python() {
        return;
    }
    let workspace = Workspace::new();
    let (mut terminal, file, right) = drill(&workspace);
    let ready = fs::read_to_string(&file).unwrap();
    fs::write(&file, ready.replace("    pass", "    return 'wrong'")).unwrap();
    terminal.keys("c");
    terminal.expect_written("0 of ");
    fs::write(&file, slow(&right, 0.7)).unwrap();
    terminal.keys("c");
    terminal.expect_written("running your code");
    terminal.keys("n");
    terminal.expect_written("u + Enter takes the end of the slot back");
    terminal.keys("\u{4}");
    terminal.expect_written(": all ");
    terminal.expect_written("running your code against the cases kept back");
    terminal.keys("q");
    assert_eq!(terminal.end(), 0);
    // Not even for a moment.
    assert!(!terminal.written().contains("never passed"), "{}", terminal.written());
    let report = workspace.report();
    let question = report["slots"][0]["questions"][0].clone();
    assert_eq!(question["checks"], 2, "{question:#}");
    let run = question["runs"][1].clone();
    assert_eq!(run["passed"], run["of"], "{question:#}");
    let flags = report["flags"].to_string();
    assert!(!flags.contains("examples-never-passed"), "{flags}");
}

#[test]
fn what_needs_numpy_where_there_is_none_is_not_run_and_no_failure() {
    if !has_python() {
        return;
    }
    let workspace = Workspace::new();
    let (mut terminal, file, _) = drill(&workspace);
    fs::write(&file, super::NO_NUMPY).unwrap();
    terminal.keys("c");
    terminal.expect_written("the code is not run: NumPy isn't found");
    terminal.keys("n");
    terminal.expect_written("u + Enter takes the end of the slot back");
    terminal.keys("\u{4}");
    assert_eq!(terminal.end(), 0);
    let report = workspace.report();
    let question = report["slots"][0]["questions"][0].clone();
    for unknown in ["first_run_s", "checks", "cases_passed"] {
        assert!(question[unknown].is_null(), "{question:#}");
    }
    let flags = report["flags"].to_string();
    assert!(!flags.contains("examples-never-passed"), "{flags}");
}

#[test]
fn a_run_that_a_round_s_end_broke_off_is_told_as_one() {
    if !has_python() {
        return;
    }
    let workspace = Workspace::new();
    let (mut terminal, file, right) = drill(&workspace);
    fs::write(&file, slow(&right, 60.0)).unwrap();
    terminal.keys("c");
    terminal.expect_written("running your code");
    terminal.keys("n");
    terminal.expect_written("u + Enter takes the end of the slot back");
    terminal.keys("\u{4}");
    terminal.expect_written("your code is still being run: Ctrl-C or q skips that");
    terminal.keys("q");
    assert_eq!(terminal.end(), 0);
    let question = || workspace.report()["slots"][0]["questions"][0].clone();
    assert!(question()["runs"][0]["passed"].is_null(), "{:#}", question());
    assert!(question()["first_run_s"].is_f64() && question()["first_pass_s"].is_null());
    // It is not called one that never was when the cases have run.
    fs::write(file.with_file_name("s1q1-end.py"), &right).unwrap();
    let mut command = workspace.command(&["review"]);
    let ran = Ran::from(command.stdin(Stdio::null()).output().unwrap());
    assert!(ran.stdout.contains("as it stood at the end: "), "{}{}", ran.stdout, ran.stderr);
    for format in ["text", "brief"] {
        let text = workspace.run(&["report", "--no-pager", "--format", format]).stdout;
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let unknown = "whether its examples passed is unknown (1 run, 1 broken off)";
        assert!(text.contains(unknown) && !text.contains("its examples never passed"), "{text}");
    }
    assert!(!workspace.report()["flags"].to_string().contains("examples-never-passed"));
}

#[test]
fn a_run_that_was_under_way_when_the_round_was_killed_is_one_that_was_broken_off() {
    if !has_python() {
        return;
    }
    let workspace = Workspace::new();
    let (mut terminal, file, right) = drill(&workspace);
    fs::write(&file, slow(&right, 60.0)).unwrap();
    terminal.keys("c");
    terminal.expect_written("running your code");
    terminal.signal(Signal::KILL);
    terminal.end();
    let question = workspace.report()["slots"][0]["questions"][0].clone();
    assert!(question["runs"][0]["passed"].is_null(), "{question:#}");
    assert!(question["first_run_s"].is_f64(), "{question:#}");
}
