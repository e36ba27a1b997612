//! The worked example of `sessions/example/`: its reports are what the program writes today. That
//! its session is what today's bank and loop make is held by `src/live/example.rs`.

use std::path::{Path, PathBuf};

use snapbox::Data;
use snapbox::data::DataFormat;

use crate::support::Workspace;

const ID: &str = "2026-11-23T09-00-12-ml-onsite";

fn file(ending: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("sessions/example/{ID}.{ending}"))
}

/// `SNAPSHOTS=overwrite` writes them instead, as `sessions/example/make.sh reports` does.
#[test]
fn its_reports_are_what_the_program_writes_today() {
    let workspace = Workspace::new();
    let session = file("toml").display().to_string();
    for (format, ending) in [("markdown", "md"), ("html", "html")] {
        let ran = workspace.run(&["report", &session, "--format", format]);
        assert_eq!((ran.code, &*ran.stderr), (Some(0), ""));
        let expected = Data::read_from(&file(ending), Some(DataFormat::Text)).raw();
        snapbox::assert_data_eq!(ran.stdout, expected);
    }
}

#[test]
fn it_shows_what_a_report_can_say() {
    let workspace = Workspace::new();
    let session = file("toml").display().to_string();
    let report = workspace.json(&["report", &session]);
    let kinds: Vec<&str> =
        report["flags"].as_array().unwrap().iter().map(|of| of["kind"].as_str().unwrap()).collect();
    for expected in ["slow-first-answer", "silent-stretch", "star-balance", "phase-over"] {
        assert!(kinds.contains(&expected), "{kinds:?}");
    }
    let slots = report["slots"].as_array().unwrap();
    assert_eq!(slots.len(), 4);
    assert!(slots.iter().all(|slot| slot["self_rating"].as_object().unwrap().len() == 4));
    let verdicts: Vec<&str> = report["summary"]["slots"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|slot| slot["first_answers"].as_array().unwrap())
        .map(|answer| answer["verdict"].as_str().unwrap())
        .collect();
    assert_eq!(verdicts, ["on-time", "on-time", "on-time", "late", "on-time"]);
    assert_eq!(report["audio"]["source"], "recording");
    assert_eq!(report["session"]["finished"], true);
}
