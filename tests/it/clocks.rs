//! Local time: zones that are not known, and clocks that change during a round.

use std::fs;

use crate::support::{Ran, Workspace};

const DRILL: &[&str] = &["drill", "coding", "--seed", "1", "--speed", "2000"];
const SCRIPT: &str = "start\n@8:00 answer\n@17:00 next\n@26:30 answer\n@33:00 end\n";

/// Runs the program in a time zone.
fn in_zone(workspace: &Workspace, zone: &str, args: &[&str], input: &str) -> Ran {
    let input_file = workspace.file("home/input", input);
    let mut command = workspace.command(args);
    command.env("TZ", zone).stdin(fs::File::open(input_file).unwrap());
    Ran::from(command.output().unwrap())
}

fn times_said(ran: &Ran) -> usize {
    ran.stderr.matches("the time zone is not known").count()
}

#[test]
fn a_zone_that_is_not_known_is_said_once_where_local_time_counts() {
    let workspace = Workspace::new();
    for zone in ["Europe/Berlln", "CEST", "/no/such/file", "\u{1b}[2J"] {
        let ran = in_zone(&workspace, zone, &["plan", "coding-screen"], "");
        assert_eq!((ran.code, times_said(&ran)), (Some(0), 1), "{zone:?}: {}", ran.stderr);
        assert!(!ran.stderr.contains('\u{1b}'), "{}", ran.stderr);
    }
    let ran = in_zone(&workspace, "Europe/Berlln", DRILL, SCRIPT);
    assert_eq!((ran.code, times_said(&ran)), (Some(0), 1), "{}", ran.stderr);
    assert!(ran.stderr.contains("(TZ=Europe/Berlln)"), "{}", ran.stderr);
    // What is recorded has its own times.
    assert_eq!(times_said(&in_zone(&workspace, "Europe/Berlln", &["report"], "")), 0);
    for zone in ["UTC", "", "CET-1CEST,M3.5.0,M10.5.0/3", "<+0545>-5:45"] {
        assert_eq!(times_said(&in_zone(&workspace, zone, &["plan"], "")), 0, "{zone}");
    }
}

#[test]
fn a_session_keeps_when_its_clocks_change_and_is_read_so_in_any_zone() {
    let workspace = Workspace::new();
    let ran = in_zone(&workspace, "CET-1CEST,M3.5.0,M10.5.0/3", DRILL, SCRIPT);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let file = workspace.sessions().remove(0);
    let text = fs::read_to_string(&file).unwrap();
    let line = |key: &str| {
        let key = format!("{key} = ");
        text.lines().find_map(|line| line.strip_prefix(&key)).unwrap().to_string()
    };
    assert!(line("clock-changes").contains("T03:00:00+02:00\""), "{text}");
    assert!(line("clock-changes").contains("T02:00:00+01:00\""), "{text}");

    // As if it had begun ten minutes before summer time.
    let moved = text
        .replace(&line("started"), "\"2026-03-29T01:50:00+01:00\"")
        .replace(&line("clock-changes"), "[\"2026-03-29T03:00:00+02:00\"]");
    fs::write(&file, moved).unwrap();
    let report = in_zone(&workspace, "UTC", &["report", "--format", "json"], "");
    let report: serde_json::Value = serde_json::from_str(&report.stdout).unwrap();
    let clocks: Vec<&str> = report["flags"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|flag| flag["clock"].as_str())
        .collect();
    assert!(!clocks.is_empty(), "{report}");
    assert!(
        clocks.iter().all(|clock| clock.starts_with("01:5") || clock.starts_with("03:")),
        "{clocks:?}"
    );
    assert!(clocks.iter().any(|clock| clock.starts_with("03:")), "{clocks:?}");

    let backwards = ["2026-10-25T02:00:00+01:00", "2026-03-29T03:00:00+02:00"];
    fs::write(&file, text.replace(&line("clock-changes"), &format!("{backwards:?}"))).unwrap();
    let ran = workspace.run(&["report"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("clock-changes"), "{}", ran.stderr);
}
