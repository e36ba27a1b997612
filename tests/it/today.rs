//! The plan of today over sessions of the real writer, and over none.

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
    std::fs::write(sessions.join("2024-01-30T18-30-00-torn.toml"), "format = 1\n").unwrap();
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
