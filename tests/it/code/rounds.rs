//! Code in a round: typed in its file, run when that is asked for, and once more after its slot.

use std::fs;

use serde_json::Value;

use super::{GOOD, code_file, has_python, references};
use crate::support::Workspace;
use crate::support::terminal::Terminal;

#[test]
fn a_drill_with_an_editor_is_typed_checked_mended_and_told() {
    if !has_python() {
        return;
    }
    let workspace = Workspace::new();
    let args = ["drill", "coding", "--count", "1", "--seed", "1"];
    let mut terminal = Terminal::begun(&workspace, &args, 40, "understand");
    terminal.expect_written("s1q1.py (c runs it)");
    let file = code_file(&workspace, "s1q1.py");
    let ready = fs::read_to_string(&file).unwrap();
    assert!(ready.contains("\ndef ") && ready.ends_with(":\n    pass\n"), "{ready}");
    terminal.keys("c");
    terminal.expect_written("nothing is written in s1q1.py yet");
    let ran = workspace.run(&["check"]);
    assert!(ran.stderr.contains("nothing is written in ") && ran.code == Some(1), "{}", ran.stderr);
    let wrong = ready.replace("    pass", "    return 'wrong'");
    fs::write(&file, wrong).unwrap();
    terminal.keys("c");
    terminal.expect_written("0 of ");
    terminal.expect_written("got:      'wrong'");
    // A run in another terminal is the same, without the cases kept back.
    let ran = workspace.run(&["check", "--format", "json"]);
    let json: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert!(json["cases"].is_null() && json["examples"]["passed"] == 0, "{json:#}");
    let id = workspace.json(&["status"])["question_id"].as_str().unwrap().to_string();
    let right = references().into_iter().find(|(of, _)| *of == id).unwrap().1;
    fs::write(&file, &right).unwrap();
    let args = ["check", file.to_str().unwrap(), "--question", &id];
    let ran = workspace.run(&args);
    assert!(ran.stderr.contains("a running round asks this question"), "{}", ran.stderr);
    assert!(!ran.stdout.contains("kept back") && ran.code == Some(0), "{}", ran.stdout);
    let marked = workspace.run(&["mark", "check"]);
    assert_eq!(
        (marked.code, marked.stdout.as_str()),
        (Some(0), "your code goes to Python: the round's screen says what comes of it\n")
    );
    let examples = json["examples"]["of"].as_u64().unwrap();
    terminal.expect_written(&format!("all {examples} example"));
    terminal.keys("n");
    terminal.expect_written("u + Enter takes the end of the slot back");
    terminal.keys("\u{4}");
    terminal.expect_written("as it stood at the end: ");
    assert_eq!(terminal.end(), 0);
    let copy = file.with_file_name("s1q1-end.py");
    assert_eq!(fs::read_to_string(copy).unwrap(), right);
    let question = workspace.report()["slots"][0]["questions"][0].clone();
    assert_eq!((&question["checks"], &question["cases_passed"]), (&2.into(), &1.0.into()));
    assert!(question["first_run_s"].as_f64() < question["first_pass_s"].as_f64(), "{question:#}");
    let text = workspace.run(&["report", "--no-pager"]).stdout;
    assert!(text.contains("kept-back cases"), "{text}");
    let brief = workspace.run(&["report", "--format", "brief"]).stdout;
    assert!(brief.contains("- its code: first run ") && brief.contains("kept-back"), "{brief}");
    // Held against a copy of itself.
    let path = workspace.sessions().pop().unwrap();
    let name = path.file_stem().unwrap().to_str().unwrap().to_string();
    let text = fs::read_to_string(&path).unwrap();
    let other = path.with_file_name("2020-01-01T00-00-00-coding-screen.toml");
    fs::write(&other, text.replace(&name, "2020-01-01T00-00-00-coding-screen")).unwrap();
    let compared = workspace.json(&["compare", "2020-01-01", &name]);
    fs::remove_file(other).unwrap();
    let measures = compared["slots"][0]["questions"][0]["measures"].as_array().unwrap().clone();
    for measure in ["first_run_s", "first_pass_s", "checks", "cases_passed"] {
        let of = measures.iter().find(|of| of["measure"] == measure).unwrap();
        let differs = of["a"].as_f64().unwrap() - question[measure].as_f64().unwrap();
        assert!(differs.abs() < 0.1, "{of:#}");
    }
    let session = workspace.run(&["check", file.to_str().unwrap()]);
    assert!(session.stdout.contains("cases kept back passed"), "{}", session.stdout);
    // From wherever its path is written.
    let folder = file.parent().unwrap();
    for (from, path) in [(folder, "s1q1.py"), (folder, "./s1q1-end.py"), (folder, "../latest.py")] {
        let link = folder.with_file_name("latest.py");
        if !link.exists() {
            std::os::unix::fs::symlink(&file, &link).unwrap();
        }
        let ran = workspace.command(&["check", path]).current_dir(from).output().unwrap();
        assert_eq!(ran.status.code(), Some(0), "{path}: {}", String::from_utf8_lossy(&ran.stderr));
        fs::remove_file(link).unwrap();
    }
    let forgotten = workspace.script(&["sessions", "forget", "latest", "--only", "code"], "y\n");
    assert!(!file.exists(), "{}{}", forgotten.stdout, forgotten.stderr);
}

#[test]
fn what_was_written_and_never_run_is_run_when_the_slot_is_over() {
    if !has_python() {
        return;
    }
    let workspace = Workspace::new();
    let args = ["drill", "coding", "--count", "2", "--seed", "1"];
    let mut terminal = Terminal::begun(&workspace, &args, 40, "understand");
    let file = code_file(&workspace, "s1q1.py");
    let id = workspace.json(&["status"])["question_id"].as_str().unwrap().to_string();
    let right = references().into_iter().find(|(of, _)| *of == id).unwrap().1;
    fs::write(&file, &right).unwrap();
    terminal.keys("n");
    code_file(&workspace, "s1q2.py");
    terminal.keys("n");
    terminal.expect_written("u + Enter takes the end of the slot back");
    terminal.keys("\u{4}");
    terminal.expect_written("as it stood at the end: ");
    assert_eq!(terminal.end(), 0);
    let report = workspace.report();
    let questions = report["slots"][0]["questions"].as_array().unwrap();
    // The second was left as it was laid out.
    for (question, passed) in questions.iter().zip([Value::from(1.0), Value::Null]) {
        assert_eq!(question["cases_passed"], passed, "{question:#}");
        for unknown in ["first_run_s", "first_pass_s", "checks"] {
            assert!(question[unknown].is_null(), "{question:#}");
        }
    }
    let text = workspace.run(&["report", "--no-pager"]).stdout;
    assert!(!text.contains("never passed") && text.contains("kept-back cases"), "{text}");
}

#[test]
fn of_a_question_that_a_running_round_has_not_shown_yet_nothing_is_run() {
    let workspace = Workspace::new();
    let args = ["drill", "coding", "--count", "2", "--seed", "1"];
    let mut terminal = Terminal::begun(&workspace, &args, 40, "understand");
    let file = code_file(&workspace, "s1q1.py");
    let session = fs::read_to_string(workspace.sessions().pop().unwrap()).unwrap();
    let ids = session.lines().filter_map(|line| line.strip_prefix("id = \""));
    let ids: Vec<&str> = ids.map(|id| id.trim_end_matches('"')).collect();
    let second = ids.iter().rfind(|id| references().iter().any(|(of, _)| of == *id)).unwrap();
    let here = file.with_file_name("s1q2.py");
    fs::write(&here, "x").unwrap();
    let mine = workspace.file("mine.py", "x");
    let [here, mine] = [&here, &mine].map(|file| file.to_str().unwrap());
    // A file of one's own answers what is on screen.
    let ran = workspace.run(&["check", mine]);
    assert!(ran.stdout.contains("0 of 3 examples passed"), "{}{}", ran.stdout, ran.stderr);
    for args in [&["check", mine, "--question", second][..], &["check", here]] {
        let ran = workspace.run(args);
        let says = "a running round has not shown this question yet";
        assert!(ran.stderr.contains(says), "{args:?}: {}{}", ran.stdout, ran.stderr);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""));
    }
    terminal.keys("\u{3}");
    terminal.end();
}

#[test]
fn a_strict_round_runs_no_code() {
    let workspace = Workspace::new();
    let args = ["drill", "coding", "--count", "1", "--seed", "1", "--strict"];
    let mut terminal = Terminal::begun(&workspace, &args, 40, "understand");
    let file = code_file(&workspace, "s1q1.py");
    fs::write(&file, GOOD).unwrap();
    terminal.keys("c");
    terminal.expect_written("a strict round runs no code");
    for args in [&["check"][..], &["check", file.to_str().unwrap()], &["mark", "check"]] {
        let ran = workspace.run(args);
        assert_eq!(ran.code, Some(1), "{args:?}");
        assert!(ran.stderr.contains("strict round"), "{args:?}: {}", ran.stderr);
    }
    terminal.keys("\u{3}");
    terminal.end();
    assert_eq!(fs::read_to_string(&file).unwrap(), GOOD);
}
