//! The plan of today over sessions of the real writer, and over none.

use std::fs;

use serde_json::Value;

use crate::rehearsal::Rehearsals;
use crate::support::Workspace;

fn today(workspace: &Workspace, args: &[&str]) -> Value {
    workspace.json(&[&["today"], args].concat())
}

/// What holds of every plan.
fn check(plan: &Value, for_s: u64) {
    assert_eq!((&plan["schema"], &plan["for_s"]), (&1.into(), &for_s.into()));
    let items = plan["items"].as_array().unwrap();
    assert!(!items.is_empty() && !plan["standing"].as_str().unwrap().is_empty());
    let total: u64 = items.iter().map(|item| item["planned_s"].as_u64().unwrap()).sum();
    assert_eq!(plan["total_s"], total);
    assert!(total <= for_s);
    for item in items {
        let command = item["command"].as_str().unwrap();
        assert!(command.starts_with("mockround "), "{command}");
        assert!(!command.contains("  ") && !command.contains(['"', '\'']), "{command}");
        assert!(!item["reason"].as_str().unwrap().is_empty());
        let keys: Vec<&String> = item.as_object().unwrap().keys().collect();
        assert_eq!(keys.len(), 4, "{keys:?}");
    }
    let keys: Vec<&String> = plan.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["for_s", "items", "schema", "standing", "total_s"]);
}

#[test]
fn a_plan_fits_its_time_with_and_without_history() {
    let workspace = Workspace::new();
    for (time, for_s) in [("1m", 60), ("20:00", 1200), ("45m", 2700), ("3h", 10_800)] {
        check(&today(&workspace, &["--for", time]), for_s);
    }
    let refused = workspace.run(&["today", "--for", "30s"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.stderr.contains("allowed are 1m to 12h"), "{}", refused.stderr);
    let rehearsals = Rehearsals::new();
    let sessions = workspace.path().join("sessions");
    for n in 0..12 {
        rehearsals.write(&sessions, n);
    }
    fs::write(sessions.join("2024-01-30T18-30-00-torn.toml"), "format = 1\n").unwrap();
    check(&today(&workspace, &["--for", "90m"]), 5400);
    let text = workspace.run(&["today", "--why"]);
    assert_eq!(text.code, Some(0), "{}", text.stderr);
    assert!(text.stdout.contains(" due"), "{}", text.stdout);
    assert!(text.stderr.contains("1 file of the sessions folder left out"), "{}", text.stderr);
}

#[test]
fn the_last_rounds_tomorrow_is_the_first_line() {
    let workspace = Workspace::new();
    let rehearsals = Rehearsals::new();
    rehearsals.write_onsite(&workspace.path().join("sessions"), 0, |_| {});
    let report = workspace.json(&["report"]);
    let first = &today(&workspace, &["--for", "2h"])["items"][0];
    assert_eq!(first["command"], report["summary"]["tomorrow"]["command"]);
    let worst = report["summary"]["tomorrow"]["reason"].as_str().unwrap();
    assert!(first["reason"].as_str().unwrap().ends_with(worst), "{first}");
}

#[test]
fn sped_up_sessions_alone_are_no_history() {
    let workspace = Workspace::new();
    let sessions = workspace.path().join("sessions");
    Rehearsals::new().write_onsite(&sessions, 0, |header| header.speed = 60.0);
    let plan = today(&workspace, &[]);
    check(&plan, 2700);
    assert_eq!(
        plan["standing"],
        "Nothing is practised yet: 1 session ran at another speed than the world's, which \
         doesn't count."
    );
}

/// A plan's commands.
fn commands(plan: &Value) -> Vec<String> {
    let items = plan["items"].as_array().unwrap();
    items.iter().map(|item| item["command"].as_str().unwrap().to_string()).collect()
}

#[test]
fn sessions_from_the_future_are_told_once_and_are_not_todays() {
    let workspace = Workspace::new();
    let (rehearsals, sessions) = (Rehearsals::new(), workspace.path().join("sessions"));
    rehearsals.write(&sessions, 0);
    let before = today(&workspace, &[]);
    // Days and centuries ahead.
    for (n, year) in [(1, "2190"), (2, "9000")] {
        let path = rehearsals.write(&sessions, n);
        let text = fs::read_to_string(&path).unwrap().replacen("2024-", &format!("{year}-"), 2);
        fs::write(&path, text).unwrap();
    }
    let after = today(&workspace, &[]);
    check(&after, 2700);
    assert_eq!(after["items"], before["items"]);
    let standing = after["standing"].as_str().unwrap();
    assert_eq!(standing.matches("2 sessions are dated after now and left out").count(), 1);
    assert!(standing.starts_with("1 session, "), "{standing}");
    let drill = workspace.script(&["drill", "foundations", "--due"], "start\nend\n");
    assert!(drill.stderr.contains("nothing is due in foundations"), "{}", drill.stderr);
}

#[test]
fn a_session_that_was_only_begun_is_not_done() {
    for marks in ["start\nend\n", "start\nskip\nend\n"] {
        let workspace = Workspace::new();
        let before = today(&workspace, &[]);
        workspace.script(&["drill", "foundations", "--count", "2"], marks);
        let after = today(&workspace, &[]);
        assert_eq!(after, before, "{marks:?}");
        let text = workspace.run(&["today"]).stdout;
        assert!(!text.contains("done today"), "{marks:?}: {text}");
    }
    // What was done of it counts.
    let workspace = Workspace::new();
    workspace.script(&["drill", "coding", "--count", "2"], "start\nanswer\nnext\nend\n");
    let text = workspace.run(&["today"]).stdout;
    assert!(text.contains("done today: coding"), "{text}");
    assert!(commands(&today(&workspace, &[])).iter().all(|of| !of.contains("drill coding")));
}

#[test]
fn every_command_runs_whatever_of_the_candidates_files_is_damaged() {
    let says_in_plan = "`mockround questions check` says where";
    for (file, says) in [
        ("stories.toml", "planned without your stories, which can't be read: stories.toml:1"),
        ("questions/mine.toml", "planned without drills and rounds, which need your questions"),
        ("interviews.toml", "what you said of real interviews is left out until its file is"),
    ] {
        let workspace = Workspace::new();
        workspace.file(file, "[[story\nbroken");
        for time in ["1m", "5m", "45m", "3h"] {
            let ran = workspace.run(&["today", "--for", time, "--format", "json"]);
            assert_eq!(ran.code, Some(0), "{}", ran.stderr);
            assert_eq!(ran.stderr.matches(says).count(), 1, "{file}: {}", ran.stderr);
            let plan: Value = serde_json::from_str(&ran.stdout).unwrap();
            let standing = plan["standing"].as_str().unwrap();
            assert_eq!(
                standing.contains(says_in_plan),
                file.starts_with("questions"),
                "{standing}"
            );
            let checks = ran.stderr.contains("`mockround questions check`");
            assert_eq!(checks, file.starts_with("questions"), "{}", ran.stderr);
            for command in commands(&plan) {
                let words: Vec<&str> = command.split(' ').skip(1).collect();
                let ran = workspace.script(&words, "start\nend\n");
                assert_eq!(ran.code, Some(0), "{file}: {command}: {}", ran.stderr);
                assert!(!(file == "stories.toml" && command.contains("stories")), "{command}");
            }
        }
    }
}

#[test]
fn an_interviews_unknown_template_is_named_with_its_line() {
    let workspace = Workspace::new();
    let settings = |date: &str| {
        let interview = format!("[[interview]]\ndate = \"{date}\"\ntemplate = \"ml-onsit\"\n");
        workspace.file("mockround.toml", &format!("[listen]\nmic = \"off\"\n\n{interview}"));
    };
    settings("2190-01-01");
    let ran = workspace.run(&["today"]);
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    for part in
        ["mockround.toml:6: interview.template: ", "did you mean \"ml-onsite\"?", "coding-screen"]
    {
        assert!(ran.stderr.contains(part), "{part}: {}", ran.stderr);
    }
    // Of one that is over nothing is asked any more.
    settings("2020-01-01");
    assert_eq!(workspace.run(&["today"]).code, Some(0));
}

#[test]
fn start_begins_the_first_line() {
    let workspace = Workspace::new();
    let first = commands(&today(&workspace, &[])).remove(0);
    let ran = workspace.script(&["today", "--start"], "start\nend\n");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains(&format!("{first}: ")), "{}", ran.stderr);
    let kind = first.split(' ').nth(2).unwrap();
    assert_eq!(workspace.report()["slots"][0]["kind"], kind);
    assert_eq!(workspace.sessions().len(), 1);
    for other in ["--why", "--format=json"] {
        assert_eq!(workspace.run(&["today", "--start", other]).code, Some(2));
    }
}

#[test]
fn what_is_due_is_drilled_within_what_else_is_asked_for() {
    let workspace = Workspace::new();
    let (rehearsals, sessions) = (Rehearsals::new(), workspace.path().join("sessions"));
    for n in 0..12 {
        rehearsals.write(&sessions, n);
    }
    let drill = |args: &[&str]| {
        let ran = workspace.script(&[&["drill"], args].concat(), "start\nend\n");
        assert_eq!(ran.code, Some(0), "{args:?}: {}", ran.stderr);
        ran.stderr
    };
    for phase in ["data", "problem-exploration", "modeling"] {
        let said = drill(&["ml-design", "--phase", phase, "--due", "--count", "1"]);
        assert!(!said.contains("nothing is due"), "{phase}: {said}");
    }
    assert!(!drill(&["ml-design", "--due"]).contains("nothing is due"));
    // What is not drawn is not told as drawn.
    let ran = workspace.run(&["drill", "foundations", "--topic", "nope", "--due"]);
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    assert!(!ran.stderr.contains("drawn as ever"), "{}", ran.stderr);
    // The topics of what was asked, and one of what never was.
    let workspace = Workspace::new();
    workspace.script(
        &["drill", "coding", "--topic", "graphs", "--count", "1"],
        "start\n\
         answer\nnext\n",
    );
    let file = workspace.sessions().remove(0);
    let text = fs::read_to_string(&file).unwrap();
    let year = text.split("started = \"").nth(1).unwrap()[..4].to_string();
    let old = file.with_file_name("2020-01-30T18-30-00-coding-screen.toml");
    fs::write(old, text.replace(&format!("\"{year}-"), "\"2020-")).unwrap();
    fs::remove_file(file).unwrap();
    let asked = workspace.report()["slots"][0]["questions"][0]["id"].clone();
    let drill = |topic: &str| {
        let args = ["drill", "coding", "--due", "--count", "1", "--topic", topic];
        let said = workspace.script(&args, "start\nend\n").stderr;
        let newest = workspace.sessions().pop().unwrap();
        let id = workspace.json(&["report", newest.to_str().unwrap()])["slots"][0]["questions"][0]
            ["id"]
            .clone();
        fs::remove_file(newest).unwrap();
        (said, id)
    };
    let (said, id) = drill("graphs");
    assert!(!said.contains("nothing is due") && id == asked, "{id}: {said}");
    let (said, id) = drill("numerics");
    let nothing = "nothing is due in coding of what you ask for (1 question is due beside it)";
    assert!(said.contains(nothing) && id != asked, "{id}: {said}");
}

#[test]
fn commands_name_the_workspace_that_was_asked_for() {
    let workspace = Workspace::new();
    workspace.file("here/mockround.toml", "[listen]\nmic = \"off\"\n");
    workspace.file("over there/mockround.toml", "[listen]\nmic = \"off\"\n");
    let plan = today(&workspace, &["--workspace", "here"]);
    for command in commands(&plan) {
        assert!(command.ends_with(" --workspace here"), "{command}");
        let words: Vec<&str> = command.split(' ').skip(1).collect();
        // The last one counts where it is given twice.
        for words in [words.clone(), [&words[..], &["--workspace", "here"]].concat()] {
            let ran = workspace.script(&words, "start\nend\n");
            assert_eq!(ran.code, Some(0), "{command}: {}", ran.stderr);
        }
    }
    assert!(workspace.sessions().is_empty());
    let text = workspace.run(&["today", "--workspace", "here"]);
    assert!(text.stdout.contains("`mockround today --start --workspace here`"), "{}", text.stdout);
    // Nothing in a command is quoted.
    let ran = workspace.run(&["today", "--workspace", "over there", "--format", "json"]);
    assert!(ran.stderr.contains("without --workspace"), "{}", ran.stderr);
    let plan: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert!(commands(&plan).iter().all(|of| !of.contains("--workspace")));
}

#[test]
fn a_round_without_room_is_told_with_its_command() {
    let workspace = Workspace::new();
    let interview = "[listen]\nmic = \"off\"\n\n[[interview]]\ndate = \"2190-01-01\"\n";
    workspace.file("mockround.toml", interview);
    let said = workspace.run(&["today"]).stdout.replace("\n    ", " ");
    assert!(said.contains("a whole round (2h "), "{said}");
    assert!(said.contains("): `mockround run --adaptive`"), "{said}");
    let why = workspace.run(&["today", "--why"]).stdout;
    assert!(why.contains("\u{b7} a whole round: there is none among your sessions"), "{why}");
    let plan = today(&workspace, &["--why"]);
    let also = &plan["also_due"][0];
    assert!(also["what"] == "a whole round" && also["command"] == "mockround run --adaptive");
    assert!(also["kind"] == "round" && also["planned_s"].as_u64().unwrap() > 7200);
    let why = also["why"][0].as_str().unwrap();
    assert!(why.starts_with("there is none among your sessions"), "{why}");
    let plan = today(&workspace, &["--why", "--for", "4h"]);
    assert_eq!(plan["also_due"], Value::Array(Vec::new()));
    assert!(today(&workspace, &[]).get("also_due").is_none());
}
