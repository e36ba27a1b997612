//! Days at the ends of the calendar, in all files that hold days: nothing can be computed past
//! them.

use std::fs;

use crate::rehearsal::Rehearsals;
use crate::support::Workspace;

/// The first and the last days that can be written.
const DAYS: [&str; 5] = ["0000-01-01", "0001-01-01", "9999-12-29", "9999-12-30", "9999-12-31"];

/// Everything that reads days, as a command.
const READERS: [&[&str]; 12] = [
    &["today", "--why"],
    &["today", "--format", "json"],
    &["trends"],
    &["trends", "--format", "json"],
    &["trends", "--format", "html"],
    &["sessions"],
    &["report"],
    &["report", "--format", "json"],
    &["report", "--format", "html"],
    &["report", "--format", "markdown"],
    &["export", "--format", "csv"],
    &["stories"],
];

fn check(workspace: &Workspace, day: &str) {
    for args in READERS {
        let ran = workspace.run(args);
        let is_right = matches!(ran.code, Some(0 | 1)) && !ran.stderr.contains("panicked");
        assert!(is_right, "{day} {args:?}: {:?} {}", ran.code, ran.stderr);
    }
}

#[test]
fn an_interview_on_any_day_is_counted_down_to() {
    let workspace = Workspace::new();
    Rehearsals::new().write(&workspace.path().join("sessions"), 0);
    for day in DAYS {
        let interview = format!("[[interview]]\ndate = \"{day}\"\n");
        workspace.file("mockround.toml", &format!("[listen]\nmic = \"off\"\n\n{interview}"));
        workspace.file("interviews.toml", &interview);
        check(&workspace, day);
    }
}

#[test]
fn a_session_of_any_day_is_read() {
    for day in DAYS {
        for time in ["00:00:00+23:59", "00:00:00Z", "21:30:00Z", "23:59:59-23:59"] {
            let workspace = Workspace::new();
            let path = Rehearsals::new().write(&workspace.path().join("sessions"), 0);
            let text = fs::read_to_string(&path).unwrap();
            let (before, rest) = text.split_once("started = \"").unwrap();
            let (_, behind) = rest.split_once('"').unwrap();
            fs::write(&path, format!("{before}started = \"{day}T{time}\"{behind}")).unwrap();
            check(&workspace, &format!("{day}T{time}"));
        }
    }
}
