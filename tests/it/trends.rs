//! Trends over a folder of sessions, good ones and others.

use std::fs;

use serde_json::{Value, json};

use crate::rehearsal::Rehearsals;
use crate::support::Workspace;

fn trends(workspace: &Workspace, args: &[&str]) -> Value {
    workspace.json(&[&["trends"], args].concat())
}

#[test]
fn trends_are_the_numbers_of_the_reports() {
    let workspace = Workspace::new();
    let sessions = workspace.path().join("sessions");
    let rehearsals = Rehearsals::new();
    let ids: Vec<String> = (0..3)
        .map(|n| rehearsals.write_coding(&sessions, n, |_| {}))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    let trends = trends(&workspace, &[]);
    assert_eq!(trends["rounds"], 3);
    assert_eq!(trends["sentence"], json!(null), "too few rounds to say anything");
    let kind = &trends["kinds"][0];
    assert_eq!(kind["kind"], "coding");
    let of = |name: &str| {
        kind["measures"].as_array().unwrap().iter().find(|of| of["measure"] == name).unwrap()
    };
    for (at, id) in ids.iter().enumerate() {
        assert_eq!(kind["rounds"][at]["session"], json!(id), "oldest first");
        let report = workspace.json(&["report", id]);
        let questions = report["slots"][0]["questions"].as_array().unwrap();
        let numbers =
            |name: &str| questions.iter().map(|of| of[name].as_f64().unwrap()).collect::<Vec<_>>();
        let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len() as f64;
        let near =
            |value: &Value, expected: f64| (value.as_f64().unwrap() - expected).abs() < 0.002;
        assert!(
            near(&of("first_answer_s")["values"][at], mean(&numbers("first_answer_s"))),
            "{id}"
        );
        assert!(near(&of("talking_share")["values"][at], mean(&numbers("talking_share"))), "{id}");
        let silences = questions.iter().flat_map(|of| of["phases"].as_array().unwrap());
        let longest =
            silences.filter_map(|of| of["longest_silence_s"].as_f64()).fold(0.0, f64::max);
        assert!(near(&of("longest_silence_s")["values"][at], longest), "{id}");
    }
}

#[test]
fn ten_rounds_that_get_better_are_said_to_be_more_than_noise() {
    let workspace = Workspace::new();
    let sessions = workspace.path().join("sessions");
    let rehearsals = Rehearsals::new();
    // The first five rounds are those of a slow beginner, the last five of somebody long in
    // practice.
    for n in [0, 1, 2, 3, 4, 90, 91, 92, 93, 94] {
        rehearsals.write_coding(&sessions, n, |_| {});
    }
    let all = trends(&workspace, &[]);
    let sentence = all["sentence"].as_str().unwrap();
    assert!(
        sentence.contains("first answers in coding came")
            && sentence.contains("sooner, more than noise"),
        "{sentence}"
    );
    let text = workspace.run(&["trends"]).stdout;
    assert!(text.contains("coding · 10 rounds") && text.contains("first answer ↓"), "{text}");
    // Nine are too few, and another kind was not rehearsed.
    assert_eq!(trends(&workspace, &["--last", "9"])["sentence"], json!(null));
    assert_eq!(trends(&workspace, &["--kind", "behavioral"])["rounds"], 0);
    assert_eq!(workspace.run(&["trends", "--last", "0"]).code, Some(2));
}

#[test]
fn files_that_are_no_sessions_are_named_and_the_rest_is_shown() {
    let workspace = Workspace::new();
    let sessions = workspace.path().join("sessions");
    let good = Rehearsals::new().write_coding(&sessions, 0, |_| {});
    let text = fs::read_to_string(&good).unwrap();
    let file = |name: &str, text: &str| workspace.file(&format!("sessions/{name}.toml"), text);
    file("copy", &text);
    file("damaged", &text.replacen("format = 1", "format = 1\nspeed = [", 1));
    file("empty", "");
    file("foreign", "[package]\nname = \"other\"\n");
    file("newer", &text.replacen("format = 1", "format = 99", 1));
    // Out of trends, and no fault of theirs.
    Rehearsals::new().write_coding(&sessions, 1, |header| header.speed = 60.0);
    let cut = Rehearsals::new().write_coding(&sessions, 2, |_| {});
    let unfinished = fs::read_to_string(&cut).unwrap();
    let finished = unfinished.rfind("[[event]]").unwrap();
    fs::write(&cut, &unfinished[..finished]).unwrap();
    let trends = trends(&workspace, &[]);
    assert_eq!(trends["rounds"], 1);
    assert_eq!(
        (&trends["left_out"]["sped_up"], &trends["left_out"]["unfinished"]),
        (&json!(1), &json!(1))
    );
    let named: Vec<&str> = trends["not_read"]
        .as_array()
        .unwrap()
        .iter()
        .map(|of| of["file"].as_str().unwrap())
        .collect();
    assert_eq!(named.len(), 5, "{named:?}");
    for (format, begins) in [("text", "Trends: 1 round, "), ("html", "<!doctype html>")] {
        let ran = workspace.run(&["trends", "--format", format]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        assert!(ran.stdout.starts_with(begins), "{}", ran.stdout);
        for name in ["copy", "damaged", "empty", "foreign", "newer"] {
            assert!(ran.stdout.contains(&format!("{name}.toml")), "{name} in {format}");
        }
    }
}

#[test]
fn no_sessions_at_all_are_no_failure() {
    let ran = Workspace::new().run(&["trends"]);
    assert_eq!(ran.code, Some(0));
    assert!(
        ran.stdout.contains("no finished rounds to show yet; `mockround run` records one"),
        "{}",
        ran.stdout
    );
}
