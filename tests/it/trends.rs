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
    let first = &all["kinds"][0]["measures"][0];
    assert_eq!((&first["limit"], &first["at_most"]), (&json!(390.0), &json!(vec![390.0; 10])));
    // The line has the number of the limit before it, and goes across.
    let line = text.lines().find(|line| line.starts_with("    6:30 ")).unwrap();
    assert!(line.chars().skip(9).all(|c| "─┼".contains(c)), "{line}");
    assert_eq!(line.chars().count(), 80);
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

/// Records a drill at a high speed, and has it pass for one at the speed of the world.
fn drill(workspace: &Workspace, args: &[&str], script: &str) {
    let before = workspace.sessions();
    let ran = workspace.script(&[&["drill"], args, &["--speed", "3000"]].concat(), script);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let new = workspace.sessions().into_iter().find(|path| !before.contains(path)).unwrap();
    let text = fs::read_to_string(&new).unwrap();
    assert!(text.contains("\nspeed = 3000.0\n"), "{text}");
    fs::write(&new, text.replacen("\nspeed = 3000.0\n", "\nspeed = 1.0\n", 1)).unwrap();
}

#[test]
fn drills_of_a_part_are_followed_by_themselves() {
    let workspace = Workspace::new();
    drill(&workspace, &["pitch"], "start\n@1:40 next\n@4:00 next\n@6:00 next\n");
    drill(
        &workspace,
        &["ml-design", "--phase", "data", "--count", "1"],
        "start\n@1:00 tick 1\n@3:50 next\n",
    );
    drill(
        &workspace,
        &["foundations", "--count", "1"],
        "start\n@1:00 answer\n@1:05 tick 1\n@1:06 tick 2\n@2:00 next\n",
    );
    drill(
        &workspace,
        &["behavioral", "--count", "1"],
        "start\n@0:20 phase\n@0:40 phase\n@1:40 phase\n@2:00 answer\n@4:00 next\n",
    );
    let names = |trends: &Value| -> Vec<String> {
        let kinds = trends["kinds"].as_array().unwrap().iter();
        kinds.map(|of| of["kind"].as_str().unwrap().to_string()).collect()
    };
    let all = trends(&workspace, &[]);
    assert_eq!(names(&all), ["ml-design data", "behavioral", "pitch", "foundations"]);
    assert_eq!(all["left_out"]["part_drills"], 0);
    let phase = &all["kinds"][0];
    assert_eq!(
        (&phase["question_kind"], &phase["part"], &phase["phase"]),
        (&json!("ml-design"), &json!("phase"), &json!("data"))
    );
    let slot = |kind: &Value| {
        let session = kind["rounds"][0]["session"].as_str().unwrap();
        workspace.json(&["report", session])["slots"][0].clone()
    };
    let value = |kind: usize, measure: &str| {
        let measures = all["kinds"][kind]["measures"].as_array().unwrap();
        let of = measures.iter().find(|of| of["measure"] == measure);
        of.map(|of| (of["values"][0].clone(), of["at_least"][0].clone(), of["at_most"][0].clone()))
    };
    // A fast round on a busy machine takes its first marks late: the report says when.
    let told = slot(&all["kinds"][1]);
    let answer = told["questions"][0]["answer_s"].clone();
    assert_eq!(value(1, "answer_s").unwrap(), (answer, json!(45.0), json!(180.0)));
    let (action, least, most) = value(1, "action_share").unwrap();
    assert_eq!((least, most), (json!(0.5), json!(null)));
    let took = |phase: usize| told["questions"][0]["phases"][phase]["actual_s"].as_f64().unwrap();
    let whole: f64 = (0..4).map(took).sum();
    assert!((action.as_f64().unwrap() - took(2) / whole).abs() < 0.001, "{told:#}");
    // 1:40, 2:20 and 2:00.
    assert_eq!(value(2, "answer_s").unwrap(), (json!(120.0), json!(90.0), json!(180.0)));
    assert_eq!(value(2, "action_share"), None);
    let asked = slot(&all["kinds"][3]);
    let phase = &asked["questions"][0]["phases"][1];
    let count = |of: &str| phase[of].as_array().unwrap().len() as f64;
    let said = value(3, "points_said").unwrap().0.as_f64().unwrap();
    assert!((said - count("ticked") / (count("ticked") + count("missed"))).abs() < 0.001);
    // One kind, with its parts, and what is left out of it.
    assert_eq!(names(&trends(&workspace, &["--kind", "ml-design"])), ["ml-design data"]);
    assert_eq!(names(&trends(&workspace, &["--kind", "pitch", "--last", "1"])), ["pitch"]);
    assert_eq!(names(&trends(&workspace, &["--last", "1"])), ["behavioral"]);
}
