//! `mockround doctor`, as a person and a program see it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::Workspace;

/// Every file below a folder with what is in it.
fn all(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(all(&path));
            found.insert(path, Vec::new());
        } else {
            found.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    found
}

/// What needs doing of one thing.
fn needed<'a>(checks: &'a Value, check: &str) -> Vec<&'a Value> {
    let checks = checks["checks"].as_array().unwrap();
    checks.iter().filter(|of| of["check"] == check && of["ok"] == false).collect()
}

#[test]
fn what_stands_needs_nothing_and_what_is_torn_is_told_without_a_change() {
    let workspace = Workspace::new();
    let drill = ["drill", "coding", "--seed", "1", "--speed", "600"];
    assert_eq!(workspace.script(&drill, "start\nend\n").code, Some(0));
    let ran = workspace.run(&["doctor"]);
    // Whether the zone is known is the machine's affair.
    let told = format!("{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("ok  sessions    1 session, all of them read whole\n"), "{told}");
    assert!(ran.stdout.contains("ok  microphone  off, as the settings say\n"), "{told}");

    let session = workspace.sessions().remove(0);
    let mut text = fs::read_to_string(&session).unwrap();
    text += "[[event]]\nat = 99";
    fs::write(&session, text).unwrap();
    workspace.file("questions/mine.toml", "[[question]]\n");
    workspace.file("mockround.toml", "[live]\nbel = true\n[listen]\nmic = \"off\"\n");
    let before = all(workspace.path());
    let ran = workspace.run(&["doctor", "--format", "json"]);
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    let checks: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(checks["ok"], false);
    for check in ["sessions", "questions", "settings"] {
        let found = needed(&checks, check);
        assert!(
            !found.is_empty() && found.iter().all(|of| of["what_to_do"].is_string()),
            "{check}"
        );
    }
    let torn = needed(&checks, "sessions")[0]["says"].as_str().unwrap();
    assert!(torn.contains(session.file_name().unwrap().to_str().unwrap()), "{torn}");
    assert_eq!(all(workspace.path()), before, "it changes nothing");
}

#[test]
fn a_folder_that_takes_no_sessions_is_told() {
    let workspace = Workspace::new();
    workspace.file("sessions", "no folder");
    let checks: Value =
        serde_json::from_str(&workspace.run(&["doctor", "--format", "json"]).stdout).unwrap();
    assert!(needed(&checks, "disk")[0]["says"].as_str().unwrap().contains("no folder"));
}

#[test]
fn a_workspace_that_is_not_there_is_one_of_the_checks() {
    let workspace = Workspace::new();
    let ran = workspace.run(&["--workspace", "nowhere", "doctor", "--format", "json"]);
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    let checks: Value = serde_json::from_str(&ran.stdout).unwrap();
    let found = &needed(&checks, "workspace")[0];
    assert_eq!(found["says"], "nowhere is no folder");
    assert_eq!(found["what_to_do"], "make one with: mockround init nowhere; or name another");
    assert!(checks["checks"].as_array().unwrap().len() > 5, "{checks}");
    assert!(!workspace.path().join("nowhere").exists());
    let refused = workspace.run(&["--workspace", "nowhere", "sessions"]);
    assert!(refused.stderr.contains("nowhere is no folder"), "{}", refused.stderr);
}

#[cfg(unix)]
#[test]
fn a_terminal_that_moves_no_cursor_is_told_with_what_a_round_does_there() {
    use crate::support::terminal::Terminal;
    let workspace = Workspace::new();
    for (term, told) in [
        ("dumb", "ok  terminal    TERM is dumb, so a round prints a line for every event"),
        ("", "!!  terminal    TERM isn't set, so a round prints a line for every event"),
        ("xterm", "ok  terminal    100 columns, 60 lines"),
    ] {
        let variables = [("TERM", Path::new(term))];
        let mut doctor = Terminal::start_with(&workspace, &["doctor"], 60, 100, &variables);
        doctor.expect(told);
        doctor.end();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_recorder_that_fails_is_what_needs_mending_and_no_microphone() {
    let workspace = Workspace::new();
    workspace.file("mockround.toml", "[listen]\nrecorder = [\"sh\", \"-c\", \"exit 3\"]\n");
    let allowed = workspace.script(&["init", "--allow"], "y\n");
    assert_eq!(allowed.code, Some(0), "{}", allowed.stderr);
    let checks: Value =
        serde_json::from_str(&workspace.run(&["doctor", "--format", "json"]).stdout).unwrap();
    let needed = needed(&checks, "microphone");
    let what = needed[0]["what_to_do"].as_str().unwrap();
    assert!(what.starts_with("mend recorder under [listen] of mockround.toml"), "{needed:?}");
}

#[test]
fn a_program_that_nobody_allowed_is_told_with_how_to() {
    let workspace = Workspace::new();
    workspace.file("mockround.toml", "[listen]\nmic = \"off\"\nrecorder = [\"sh\", \"rec.sh\"]\n");
    let checks: Value =
        serde_json::from_str(&workspace.run(&["doctor", "--format", "json"]).stdout).unwrap();
    let programs = needed(&checks, "programs");
    assert!(programs[0]["what_to_do"].as_str().unwrap().contains("init --allow"), "{programs:?}");
}
