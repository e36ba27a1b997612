use std::fs;
use std::path::Path;

use console::measure_text_width;

use super::page;
use crate::cli::ListFormat;
use crate::samples::{event, id, small, started};
use crate::session::event::{Event, LeftWhy, QuestionEnd, SlotEnd, What};
use crate::session::store::{Store, event_text, to_text};

fn write(dir: &Path, name: &str, title: &str, began: &str, speed: f64, events: &[Event]) {
    let mut header = small();
    header.id = id(name);
    header.started = started(began);
    header.speed = speed;
    header.round.title = title.to_string();
    let events: String = events.iter().map(|event| event_text(event).unwrap()).collect();
    fs::write(dir.join(format!("{name}.toml")), to_text(&header).unwrap() + &events).unwrap();
}

/// Its output; flags are as many as there were events.
fn output(dir: &Path, format: ListFormat) -> String {
    page(format, dir, 100, |session, _| session.events.len()).unwrap()
}

/// A folder with a session of each kind, and two files that are none.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let whole = [
        event(10.0, What::SlotBegan { slot: 0 }),
        event(10.0, What::QuestionShown { question: 0 }),
        event(100.0, What::Paused),
        event(160.0, What::Resumed),
        event(4000.0, What::QuestionEnded { how: QuestionEnd::Done }),
        event(4000.0, What::SlotEnded { how: SlotEnd::Done }),
        event(4500.25, What::Finished),
    ];
    let left =
        What::Left { why: LeftWhy::Interrupted, wall: "2026-11-23T10:00:00+01:00".to_string() };
    write(dir, "s-1", "ML onsite", "2026-11-21T09:05:59+01:00", 1.0, &whole);
    write(
        dir,
        "s-2-longer",
        "模拟\u{1b}[2J\n面试",
        "2026-11-23T05:00:00-08:00",
        60.0,
        &[whole[0].clone(), event(76.118, left)],
    );
    write(dir, "s-3", "ML onsite", "2026-11-23T12:00:00+01:00", 1.0, &whole[..3]);
    fs::write(dir.join("empty.toml"), "").unwrap();
    fs::write(dir.join("notes.toml"), "x = 1\n\n").unwrap();
    folder
}

#[test]
fn sessions_are_a_table_with_what_is_not_listed_below() {
    let folder = folder();
    let dir = folder.path().display();
    // Running of s-1: from 10 to 4000 less the pause of 60 s = 3930 s = 1:05:30. Of s-2: from 10 to
    // 76.118 s. Of s-3: from 10 until the pause at 100 s.
    let expected = format!(
        "\
id          title      started            length  running  state     flags
s-2-longer  模拟[2J 面试  2026-11-23 05:00     1:16     1:06  left ×60      2
s-3         ML onsite  2026-11-23 12:00     1:40     1:30  cut off       3
s-1         ML onsite  2026-11-21 09:05  1:15:00  1:05:30  finished      7

not listed:
  {dir}/empty.toml: it is empty; delete it
  {dir}/notes.toml: it is no session: no `format = 1` at its beginning
"
    );
    let expected =
        expected.replace("title      ", "title         ").replace("ML onsite  ", "ML onsite     ");
    assert_eq!(output(folder.path(), ListFormat::Text), expected);
}

#[test]
fn sessions_are_json_for_programs() {
    let folder = folder();
    let json: serde_json::Value =
        serde_json::from_str(&output(folder.path(), ListFormat::Json)).unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let expected = serde_json::json!({
        "id": "s-2-longer",
        "title": "模拟\u{1b}[2J\n面试",
        "template": "ml-onsite",
        "started": "2026-11-23T05:00:00-08:00",
        "elapsed_s": 76.118,
        "running_s": 66.118,
        "state": "left",
        "speed": 60.0,
        "strict": false,
        "flags": 2,
        "sound": false,
        "path": path("s-2-longer.toml"),
    });
    assert_eq!(json["sessions"][0], expected);
    assert_eq!(json["sessions"][1]["state"], "cut-off");
    assert_eq!(json["sessions"][2]["elapsed_s"], 4500.25);
    assert_eq!(json["sessions"].as_array().unwrap().len(), 3);
    let skipped = serde_json::json!([
        { "path": path("empty.toml"), "why": "it is empty; delete it" },
        { "path": path("notes.toml"), "why": "it is no session: no `format = 1` at its beginning" },
    ]);
    assert_eq!(json["skipped"], skipped);
}

#[test]
fn a_session_that_runs_is_said_to_run() {
    let folder = tempfile::tempdir().unwrap();
    let (_store, _) = Store::create(folder.path(), small()).unwrap();
    assert!(output(folder.path(), ListFormat::Text).contains("running now"));
    assert!(output(folder.path(), ListFormat::Json).contains(r#""state": "running""#));
}

#[test]
fn without_sessions_it_says_how_to_make_one() {
    let folder = tempfile::tempdir().unwrap();
    let none =
        format!("no sessions in {} yet; `mockround run` records one\n", folder.path().display());
    assert_eq!(output(folder.path(), ListFormat::Text), none);
    let json: serde_json::Value =
        serde_json::from_str(&output(folder.path(), ListFormat::Json)).unwrap();
    assert_eq!(json, serde_json::json!({ "sessions": [], "skipped": [] }));
}

#[test]
fn a_table_gives_up_columns_and_the_end_of_titles_until_it_fits() {
    let folder = tempfile::tempdir().unwrap();
    let id = "2026-11-28T15-44-35-coding-screen";
    write(folder.path(), id, "A title of some length", "2026-11-28T15:44:35+01:00", 1.0, &[]);
    let table = |width: usize| page(ListFormat::Text, folder.path(), width, |_, _| 3).unwrap();
    let head = |width: usize| -> Vec<String> {
        let table = table(width);
        let is_within = table.lines().all(|line| measure_text_width(line) <= width);
        assert!(is_within || width < 40, "{width}: {table}");
        table.lines().next().unwrap().split_whitespace().map(str::to_string).collect()
    };
    let all = ["id", "title", "started", "length", "running", "state", "flags"];
    assert_eq!(head(200), all);
    assert_eq!(head(90), ["id", "title", "length", "running", "state", "flags"]);
    assert_eq!(head(80), ["id", "title", "length", "running", "state", "flags"]);
    assert!(table(80).contains("  A title of …  "), "{}", table(80));
    assert_eq!(head(71), ["id", "length", "running", "state", "flags"]);
    assert_eq!(head(30), ["id", "flags"]);
    assert!([30, 71, 80, 90, 200].iter().all(|width| table(*width).contains(id)), "ids are whole");
}

#[test]
fn a_session_of_the_future_is_told() {
    let folder = folder();
    let text = output(folder.path(), ListFormat::Text);
    assert!(!text.contains("2931"), "{text}");
    let began = "2931-01-02T09:00:00+01:00";
    write(folder.path(), "2931-01-02T09-00-00-later", "Later", began, 1.0, &[]);
    let text = output(folder.path(), ListFormat::Text);
    let says = "session 2931-01-02T09-00-00-later began in the future, on 2 Jan 2931: ";
    assert!(text.contains(&format!("\n\n{says}")), "{text}");
}
