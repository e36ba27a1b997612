//! Code that is run: `mockround check` says in one line what came of it, whatever the code does,
//! and leaves nothing running or lying about.
#![cfg(unix)]

mod compared;
mod faults;
mod kept_back;
mod references;
mod rounds;
mod usage;

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::support::{Ran, Workspace, has, wait_for};

/// Two examples: `prices = [9, 4, 6, 2, 7, 3]` gives 5, `prices = [5, 3, 1]` gives 0.
const QUESTION: &str = "one-trade";

const GOOD: &str = "
def best_profit(prices):
    low, best = prices[0], 0
    for price in prices:
        low, best = min(low, price), max(best, price - low)
    return best
";

/// Code that needs NumPy, as it is where there is none.
const NO_NUMPY: &str = "
raise ModuleNotFoundError(\"No module named 'numpy'\", name='numpy')
";

/// Whether there is a Python to run code with; without one these tests show nothing.
pub(crate) fn has_python() -> bool {
    let found = Command::new("python3").arg("--version").output();
    has("python3", found.is_ok_and(|of| of.status.success()))
}

/// Checks code against a question; what it leaves in the temporary folder is told apart.
fn check(workspace: &Workspace, code: &str, more: &[&str]) -> Ran {
    check_bytes(workspace, code.as_bytes(), more)
}

fn check_bytes(workspace: &Workspace, code: &[u8], more: &[&str]) -> Ran {
    let file = workspace.file("typed.py", "");
    fs::write(&file, code).unwrap();
    let temporary = workspace.path().join("temporary");
    fs::create_dir_all(&temporary).unwrap();
    let mut args = vec!["check", file.to_str().unwrap(), "--question", QUESTION];
    args.extend(more);
    let ran = workspace.command(&args).env("TMPDIR", &temporary).output().unwrap();
    let left: Vec<_> = fs::read_dir(&temporary).unwrap().flatten().map(|of| of.path()).collect();
    assert!(left.is_empty(), "{left:?} is left of {}", String::from_utf8_lossy(code));
    Ran::from(ran)
}

fn json(workspace: &Workspace, code: &str) -> (Value, Option<i32>) {
    let ran = check(workspace, code, &["--format", "json"]);
    let read = serde_json::from_str(&ran.stdout);
    (read.unwrap_or_else(|_| panic!("{code}: {}{}", ran.stdout, ran.stderr)), ran.code)
}

/// A function with this body.
fn body(lines: &str) -> String {
    let lines: Vec<String> = lines.lines().map(|line| format!("    {line}\n")).collect();
    format!("import os, sys, time\ndef best_profit(prices):\n{}", lines.concat())
}

#[test]
fn what_is_right_passes_and_is_told_in_the_documented_fields() {
    if !has_python() {
        return;
    }
    let workspace = Workspace::new();
    let (json, code) = json(&workspace, GOOD);
    let keys: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["cases", "examples", "first_failure", "question", "schema", "time_s"]);
    assert_eq!((json["examples"]["passed"].as_u64(), code), (Some(2), Some(0)), "{json}");
    assert_eq!(json["examples"]["of"], 2);
    assert_eq!((&json["question"], &json["schema"]), (&QUESTION.into(), &1.into()));
    assert!(json["first_failure"].is_null() && json["time_s"].as_f64().unwrap() > 0.0);
    let cases = json["cases"].as_object().unwrap();
    assert_eq!(cases["passed"], cases["of"], "{json}");
}

/// The better approach to each question, in Python: its id and the code.
fn references() -> Vec<(String, String)> {
    let text = include_str!("code/references.py");
    let parts = text.split("\n# ").skip(1).map(|part| part.split_once('\n').unwrap());
    let owned = |(id, code): (&str, &str)| (id.to_string(), code.to_string());
    let mut all: Vec<_> = parts.filter(|(id, _)| !id.contains(' ')).map(owned).collect();
    // Those of ML coding have a file each.
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/bank_coding/python");
    for file in fs::read_dir(folder).unwrap().flatten().map(|file| file.path()) {
        let id = file.file_stem().unwrap().to_str().unwrap().to_string();
        all.push((id, fs::read_to_string(file).unwrap()));
    }
    all
}

/// What came of code for a question: whether all passed, and the first failure in a line.
fn came_of(workspace: &Workspace, id: &str, code: &str) -> (bool, String) {
    let file = workspace.file(&format!("{id}.py"), code);
    let args = ["check", file.to_str().unwrap(), "--question", id, "--format", "json"];
    let ran = workspace.run(&args);
    let json: Value =
        serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}", ran.stderr));
    assert_eq!(ran.code, Some(i32::from(!json["first_failure"].is_null())), "{id}");
    (ran.code == Some(0), json["first_failure"].to_string())
}

/// Waits for the file of the question that is asked.
fn code_file(workspace: &Workspace, name: &str) -> std::path::PathBuf {
    let session = wait_for("the session", || workspace.sessions().pop().ok_or(String::new()));
    let file = session.with_extension("").join(name);
    wait_for(name, || if file.exists() { Ok(()) } else { Err(String::new()) });
    file
}
