//! Old and new files live together: a golden session of each released format, and one of a version
//! to come, are read, gone on with and added to by this build; what is in them stays as it is.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::support::{Ran, Workspace};

const FORMAT_1: &str = include_str!("../golden/format-1.toml");
const REPORT_1: &str = include_str!("../golden/format-1.json");
const LATER: &str = include_str!("../golden/format-1-later.toml");
const REPORT_LATER: &str = include_str!("../golden/format-1-later.json");
const NEWER: &str = include_str!("../golden/format-1-newer.toml");

const ID: &str = "2026-11-23T09-00-12-golden";

/// What is told of the newer session.
const TOLD: &str = "a newer mockround wrote `asked-back`, `measured`, `nudged` with `half-time`, \
                    `played-aloud`, `transcribed`, `warmed-up`: skipped; ";

/// A workspace with this session in it, and its file.
fn with(session: &str) -> (Workspace, PathBuf) {
    let workspace = Workspace::new();
    let path = workspace.file(&format!("sessions/{ID}.toml"), session);
    (workspace, path)
}

/// The report as a program reads it, without the version of the tool.
fn report(workspace: &Workspace) -> Value {
    let mut report = workspace.report();
    report.as_object_mut().unwrap().remove("tool");
    report
}

fn golden_report() -> Value {
    let mut report: Value = serde_json::from_str(REPORT_1).unwrap();
    report.as_object_mut().unwrap().remove("tool");
    report
}

fn succeeded(ran: &Ran) {
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
}

/// Goes on with the round to its end.
fn go_on(workspace: &Workspace) -> Ran {
    let ran = workspace.script(&["resume"], "answer\nnext\n");
    succeeded(&ran);
    ran
}

/// The kinds of event in a file, in order.
fn kinds(text: &str) -> Vec<&str> {
    let kinds = text.lines().filter_map(|line| line.strip_prefix("event = \""));
    kinds.map(|kind| kind.trim_end_matches('"')).collect()
}

#[test]
fn an_old_session_gives_the_report_that_it_gave() {
    let (workspace, _) = with(FORMAT_1);
    assert_eq!(report(&workspace), golden_report());
    assert_eq!(workspace.run(&["report"]).stderr, "");
}

/// What came to the format after it was released: hints, a twist, code that was run or broken off,
/// cases that were kept back, a question that came by itself, a question's own points asked
/// afterwards.
#[test]
fn a_session_with_what_came_later_gives_the_report_that_it_gave() {
    let workspace = Workspace::new();
    let id = "2026-11-28T09-00-00-later";
    workspace.file(&format!("sessions/{id}.toml"), LATER);
    let mut golden: Value = serde_json::from_str(REPORT_LATER).unwrap();
    golden.as_object_mut().unwrap().remove("tool");
    assert_eq!(report(&workspace), golden);
    let ran = workspace.run(&["report"]);
    assert_eq!(ran.stderr, "");
    for said in [
        "hints taken: coding, 2 (at 1:00, 2:30)",
        "the change at 7:00: No mail may leave its country.",
        "as it stood at the end 1 of 1 kept-back cases",
    ] {
        let text = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(said), "{said}: {}", ran.stdout);
    }
    let held = kinds(LATER);
    let of_code = ["checked", "check-began", "check-cut-off", "cases-run"];
    let others = ["hint", "twist", "pressed", "reviewed-so-far", "reviewed"];
    for kind in of_code.iter().chain(&others) {
        assert!(held.contains(kind), "{kind}");
    }
    assert!(LATER.contains("how = \"moved-on\"") && LATER.contains("ask = \"checklist\""));
}

#[test]
fn a_session_of_a_version_to_come_gives_the_same_report_and_says_what_is_skipped() {
    let (workspace, _) = with(NEWER);
    assert_eq!(report(&workspace), golden_report());
    let (old, latest) = ("2026-11-22T09-00-12-golden", ["report", "--format", "json"]);
    workspace.file(&format!("sessions/{old}.toml"), &FORMAT_1.replacen(ID, old, 1));
    for args in [&latest[..], &["export"], &["compare", old, ID]] {
        let ran = workspace.run(args);
        succeeded(&ran);
        assert_eq!(ran.stderr.matches(TOLD).count(), 1, "{args:?}: {}", ran.stderr);
        assert_eq!(ran.stderr.lines().count(), 1, "{args:?}: {}", ran.stderr);
    }
    let trends = workspace.run(&["trends", "--format", "json"]);
    succeeded(&trends);
    let trends: Value = serde_json::from_str(&trends.stdout).unwrap();
    let why = trends["not_read"][0]["why"].as_str().unwrap();
    assert!(why.starts_with(TOLD), "{why}");
    assert!(workspace.run(&["sessions"]).stdout.contains(ID));
}

#[test]
fn what_is_appended_leaves_an_old_session_as_it_is() {
    for session in [FORMAT_1, NEWER] {
        let (workspace, path) = with(session);
        go_on(&workspace);
        let text = fs::read_to_string(&path).unwrap();
        let appended = text.strip_prefix(session).expect("what was there stays byte for byte");
        let rest = ["returned", "slot-began", "question-shown", "first-answer"];
        assert_eq!(kinds(appended)[..4], rest);
        assert_eq!(kinds(appended).last(), Some(&"finished"));

        let after = report(&workspace);
        assert_eq!(after["session"]["finished"], true);
        assert_eq!(after["slots"][0], golden_report()["slots"][0]);
        assert_eq!(after["slots"][3]["questions"][0]["first_answer"], "marked");
    }
}

#[test]
fn what_a_review_says_is_added_below_and_old_corrections_mean_what_they_meant() {
    for session in [FORMAT_1, NEWER] {
        let (workspace, path) = with(session);
        // The first slot's ratings but one are open, then its marks; the answer was corrected to
        // 6:20 by an old review, which moved no phase.
        let looked = workspace.script(&["review", ID], &"\n".repeat(60));
        succeeded(&looked);
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!((text.as_str(), report(&workspace)), (session, golden_report()));
        let number = looked.stdout.lines().find(|line| line.contains("(marked at 6:11)")).unwrap();
        let (number, rest) = number.trim().split_once(' ').unwrap();
        assert!(rest.trim().starts_with("6:20  first answer"), "{rest}");
        let questions = looked.stdout.split("what was marked").next().unwrap();
        let skip = "\n".repeat(questions.matches("] ").count());
        let corrected = workspace.script(&["review", ID], &format!("{skip}{number} 6:00\n"));
        succeeded(&corrected);
        let text = fs::read_to_string(&path).unwrap();
        let appended = text.strip_prefix(session).expect("what was there stays byte for byte");
        assert_eq!(kinds(appended), ["corrected"]);
        let after = report(&workspace);
        assert_eq!(after["slots"][0]["questions"][0]["first_answer_s"], 360.0);
        assert_ne!(
            after["slots"][0]["questions"][0]["phases"],
            golden_report()["slots"][0]["questions"][0]["phases"]
        );
    }
}

#[test]
fn a_recording_is_added_below_what_a_newer_version_wrote() {
    let (workspace, path) = with(NEWER);
    let recording = workspace.path().join("silence.wav");
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 16_000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut wav = hound::WavWriter::create(&recording, spec).unwrap();
    // A quiet room; zeros throughout would be a muted microphone's.
    (0..60 * 16_000).for_each(|n| wav.write_sample((n % 3) as i16 * 20 - 20).unwrap());
    wav.finalize().unwrap();
    let added = workspace.run(&["listen", "silence.wav", "--session", ID]);
    succeeded(&added);
    assert_eq!(added.stderr.matches(TOLD).count(), 1, "{}", added.stderr);
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(kinds(text.strip_prefix(NEWER).unwrap()), ["listening", "heard", "recording-added"]);
}

#[test]
fn a_later_format_is_refused_and_stays_as_it_is() {
    let text = FORMAT_1.replacen("format = 1\ntool = \"0.1.0\"", "format = 2\ntool = \"0.9.0\"", 1);
    let (workspace, path) = with(&text);
    for args in [&["report", ID][..], &["resume", ID]] {
        let ran = workspace.run(args);
        assert_eq!(ran.code, Some(1));
        let what = "it has file format 2, and mockround ";
        assert!(ran.stderr.contains(what) && ran.stderr.contains(ID), "{}", ran.stderr);
        assert!(ran.stderr.contains("it needs mockround 0.9.0 or newer"), "{}", ran.stderr);
    }
    assert_eq!(fs::read_to_string(path).unwrap(), text);
}

#[test]
fn the_golden_session_holds_every_kind_of_event_but_the_end() {
    let mut held = kinds(FORMAT_1);
    held.sort_unstable();
    held.dedup();
    let every = [
        "corrected",
        "debrief",
        "first-answer",
        "gap",
        "heard",
        "left",
        "listening",
        "mic",
        "nudged",
        "paused",
        "phase-began",
        "played",
        "probe",
        "question-ended",
        "question-shown",
        "rated",
        "resumed",
        "returned",
        "reviewed",
        "slot-began",
        "slot-ended",
        "story",
        "think",
        "think-ended",
        "ticked",
        "undone",
    ];
    assert_eq!(held, every);
}
