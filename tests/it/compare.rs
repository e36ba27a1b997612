//! Two recorded rounds side by side.

use serde_json::{Value, json};

use crate::rehearsal::Rehearsals;
use crate::support::Workspace;

#[test]
fn two_drills_are_held_against_each_other_by_the_marks_of_both() {
    let workspace = Workspace::new();
    let record = |script: &str| {
        let before = workspace.sessions();
        let ran = workspace.script(&["drill", "coding", "--seed", "3", "--speed", "3000"], script);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let new = workspace.sessions().into_iter().find(|path| !before.contains(path)).unwrap();
        new.file_stem().unwrap().to_string_lossy().into_owned()
    };
    let a = record("start\n@2:00 phase\n@6:00 answer\n@14:00 phase\n@16:00 next\n@30:00 end\n");
    let b = record("start\n@5:00 answer\n@15:00 next\n@30:00 end\n");
    let json = workspace.json(&["compare", &a, &b]);
    assert_eq!((&json["a"]["id"], &json["b"]["id"]), (&json!(a), &json!(b)));
    let phases = &json["slots"][0]["questions"][0]["phases"];
    // The second round marked the answer and the end only.
    assert_eq!(phases.as_array().unwrap().len(), 2);
    assert_eq!((&phases[0]["last"], &phases[0]["delta_s"]), (&json!("approach"), &json!(-60.0)));
    assert_eq!((&phases[1]["delta_s"], &phases[1]["split_delta_s"]), (&json!(0.0), &json!(-60.0)));
    let text = workspace.run(&["compare", &a]).stdout;
    assert!(
        text.contains("understand to approach") && text.contains("-1:00"),
        "the newest is the other side: {text}"
    );
    let markdown = workspace.run(&["compare", &a, &b, "--format", "markdown"]).stdout;
    assert!(
        markdown.contains("| understand to approach | 6:00 | 5:00 | -1:00 | -1:00 |"),
        "{markdown}"
    );
    // A round that was left says so.
    let session = workspace.path().join("sessions").join(format!("{b}.toml"));
    let whole = std::fs::read_to_string(&session).unwrap();
    let end = whole.rfind("[[event]]").unwrap();
    std::fs::write(&session, &whole[..end]).unwrap();
    let ran = workspace.run(&["compare", &a, &b]);
    assert!(ran.stdout.contains("speed 3000x · not finished"), "{}", ran.stdout);
    assert!(
        ran.stdout.starts_with("B against A. Better: first answers in coding"),
        "{}",
        ran.stdout
    );
    for note in ["! A ran at speed 3000x: ", "! B ran at speed 3000x: ", "! B is not finished: "] {
        assert!(ran.stdout.contains(note), "{}", ran.stdout);
    }
    let json = workspace.json(&["compare", &a, &b]);
    assert_eq!((&json["a"]["finished"], &json["b"]["finished"]), (&json!(true), &json!(false)));
    // The newest that can be read is the latest; a newer one that can't be is named.
    std::fs::write(&session, whole.replacen("event = \"slot-began\"", "event = \"slot-bent\"", 1))
        .unwrap();
    let ran = workspace.run(&["report", "--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(
        ran.stderr.starts_with("passed over, though newer: ") && ran.stderr.contains(&b),
        "{}",
        ran.stderr
    );
    let report: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(report["session"]["id"], json!(a));
    let missing = workspace.run(&["compare", &a, "2001"]);
    assert_eq!(missing.code, Some(1));
    assert!(missing.stderr.contains("no session begins with \"2001\""), "{}", missing.stderr);
}

#[test]
fn the_latest_is_held_against_the_round_of_its_template_before_it() {
    let workspace = Workspace::new();
    let (rehearsals, sessions) = (Rehearsals::new(), workspace.path().join("sessions"));
    let name = |path: std::path::PathBuf| path.file_stem().unwrap().to_string_lossy().into_owned();
    let first = name(rehearsals.write_coding(&sessions, 1, |_| {}));
    let alone = workspace.run(&["compare", "latest"]);
    assert_eq!(alone.code, Some(1));
    assert!(
        alone.stderr.contains("no finished round of coding-screen at speed 1 before"),
        "{}",
        alone.stderr
    );
    rehearsals.write_onsite(&sessions, 2, |_| {});
    let latest = name(rehearsals.write_coding(&sessions, 3, |_| {}));
    // A newer file that is no session any more is named, and no more.
    workspace.file("sessions/2031-01-01T09-00-00-coding-screen.toml", "");
    let ran = workspace.run(&["compare", "latest", "--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains("2031-01-01T09-00-00-coding-screen.toml"), "{}", ran.stderr);
    let json: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!((&json["a"]["id"], &json["b"]["id"]), (&json!(first), &json!(latest)));
    assert!(json["sentence"].as_str().unwrap().starts_with("B against A"), "{json:#}");
    // Asked for by name, it can't be passed over.
    let ran = workspace.run(&["compare", "2031", &first]);
    assert_eq!(ran.code, Some(1));
    assert_eq!(workspace.run(&["report"]).code, Some(0));
    assert_eq!(workspace.run(&["report", "2031"]).code, Some(1));
}

#[test]
fn a_file_is_written_as_its_ending_says() {
    let workspace = Workspace::new();
    let sessions = workspace.path().join("sessions");
    (1..3).for_each(|n| drop(Rehearsals::new().write_coding(&sessions, n, |_| {})));
    for (args, file, begins) in [
        (&["report"][..], "r.html", "<!doctype html>"),
        (&["report"], "r.md", "# "),
        (&["report"], "r.json", "{\n"),
        (&["report"], "r.txt", "Coding screen\n"),
        (&["trends"], "t.html", "<!doctype html>"),
        (&["trends"], "t.json", "{\n"),
        (&["trends"], "t", "Trends: 2 rounds"),
        (&["compare", "latest"], "c.html", "<!doctype html>"),
        (&["compare", "latest"], "c.md", "# Two rounds side by side"),
        (&["export"], "e.csv", "session,started,"),
        (&["export"], "e.ndjson", "{\"session\""),
    ] {
        let ran = workspace.run(&[args, &["-o", file]].concat());
        assert_eq!(ran.code, Some(0), "{args:?} {file}: {}", ran.stderr);
        let text = std::fs::read_to_string(workspace.path().join(file)).unwrap();
        assert!(text.starts_with(begins), "{args:?} {file}: {text}");
    }
    let refused = |args: &[&str]| {
        let ran = workspace.run(&[args, &["-o", "t.md"]].concat());
        assert_eq!((ran.code, workspace.path().join("t.md").exists()), (Some(2), false));
        ran.stderr
    };
    let says = refused(&["trends"]);
    assert!(says.contains("trends has no Markdown: give the file another ending"), "{says}");
    let says = refused(&["trends", "--open"]);
    assert!(says.contains("--open shows a page: use it with --format html"), "{says}");
    assert_eq!(refused(&["compare", "latest", "--open"]), says);
    let ran = workspace.run(&["trends", "--format", "json", "-o", "x.html"]);
    assert_eq!(ran.code, Some(0));
    assert!(std::fs::read_to_string(workspace.path().join("x.html")).unwrap().starts_with("{\n"));
}
