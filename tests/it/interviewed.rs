//! An interviewer who talks, at a sound server, and a candidate who pauses and answers: the round
//! says what sounded in the room.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::process::Stdio;

use serde_json::Value;

use crate::rig::Rig;
use crate::support::{Workspace, wait_for};
use crate::synthetic::{sound, wav};

const DESIGN: &str = r#"
[[question]]
id = "a-feed"
kind = "ml-design"
title = "A feed"
difficulty = "easy"
topics = ["ranking"]
statement = "Design a feed."
scale = ["a million people"]
given = ["logs"]
not-given = ["labels"]

[[question.phase]]
name = "problem exploration"
checklist = [{ item = "goal", detail = "People come back." }]
probes = ["What is the goal?", "And the metric?"]
"#;

/// With this seed the first probe is due at 1:03.
const SEED: &str = "1";

/// When the candidate talks first, in the recording of them, and when they answer.
const TALK: std::ops::Range<f64> = 8.0..72.0;
const ANSWER: std::ops::Range<f64> = 81.0..85.0;

/// A voice that is found by itself, and sounds for three seconds in the room.
fn voice(workspace: &Workspace, rig: &Rig) -> std::path::PathBuf {
    let folder = workspace.path().join("programs");
    fs::create_dir(&folder).unwrap();
    let said = rig.path("said.wav");
    fs::write(&said, wav(&sound(3.0, &[0.0..3.0], 0.2, 0.0))).unwrap();
    let script = format!("#!/bin/sh\nread -r _\nexec paplay --device=room '{}'\n", said.display());
    let espeak = folder.join("espeak-ng");
    fs::write(&espeak, script).unwrap();
    fs::set_permissions(&espeak, fs::Permissions::from_mode(0o755)).unwrap();
    let path = std::env::var_os("PATH").unwrap();
    for program in ["sh", "paplay"] {
        let found = std::env::split_paths(&path).map(|of| of.join(program));
        let found = found.into_iter().find(|of| of.is_file()).unwrap();
        symlink(found, folder.join(program)).unwrap();
    }
    folder
}

/// What a session says of events of one kind: their numbers under some keys.
fn events(log: &str, event: &str, keys: [&str; 2]) -> Vec<[f64; 2]> {
    let told = format!("event = \"{event}\"\n");
    let number = |table: &str, key: &str| {
        let line = table.lines().find_map(|line| line.strip_prefix(&format!("{key} = ")));
        line.map_or(f64::NAN, |number| number.parse().unwrap())
    };
    let tables = log.split("[[event]]\n").filter(|table| table.contains(&told));
    tables.map(|table| keys.map(|key| number(table, key))).collect()
}

/// When speech began, time after time.
fn spans(log: &str) -> Vec<f64> {
    let lists = log.lines().filter_map(|line| line.strip_prefix("spans = "));
    let lists = lists.map(|list| serde_json::from_str::<Vec<[f64; 2]>>(list).unwrap());
    lists.flatten().map(|[from, _]| from).collect()
}

#[test]
fn a_probe_comes_in_a_pause_and_the_answer_to_it_is_measured_from_the_end_of_the_voice() {
    let Some(rig) = Rig::pulse() else { return };
    rig.up();
    let mut off = Vec::new();
    // A busy machine may deliver sound late: then it is played once more.
    for _ in 0..2 {
        off = faults(&rig);
        if off.is_empty() {
            return;
        }
    }
    panic!("{off:?}");
}

/// What the round says otherwise than it sounded.
fn faults(rig: &Rig) -> Vec<String> {
    let workspace = Workspace::new();
    workspace.file("mockround.toml", "[live]\nbell = false\n");
    workspace.file("feed.toml", DESIGN);
    let args = ["drill", "ml-design", "--question", "feed.toml", "--count", "1", "--seed", SEED];
    let args = [&args[..], &["--interviewer", "talking", "--mic", "room"]].concat();
    let mut command = workspace.command(&args);
    command.env("PULSE_SERVER", rig.server()).env("PATH", voice(&workspace, rig));
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let samples = sound(90.0, &[TALK, ANSWER], 0.15, 0.002);
    let samples: Vec<i16> = samples.iter().map(|sample| (sample * 32_767.0) as i16).collect();
    // The noise of the room lets the microphone open.
    let mut room = rig.play(&samples);
    let mut child = command.spawn().unwrap();
    let mut script = child.stdin.take().unwrap();
    script.write_all(b"start\n").unwrap();
    let _ = room.wait();
    script.write_all(b"end\n").unwrap();
    drop(script);
    wait_for("the round's end", || match child.try_wait().unwrap() {
        Some(_) => Ok(()),
        None => Err("still running".to_string()),
    });
    let log = fs::read_to_string(workspace.sessions().pop().unwrap()).unwrap();
    let report = workspace.report();
    let question: &Value = &report["slots"][0]["questions"][0];
    compared(&log, question)
}

fn compared(log: &str, question: &Value) -> Vec<String> {
    let mut off = Vec::new();
    // What is heard late on a busy machine is asked and said late; nothing may come early.
    let mut expect = |what: &str, found: f64, expected: f64, (early, late): (f64, f64)| {
        if !(expected - early..expected + late).contains(&found) {
            off.push(format!("{what}: {found} is no {expected}: {question:#}\n{log}"));
        }
    };
    let played = events(log, "played", ["from", "to"]);
    let probes = events(log, "probe", ["at", "id"]);
    let shown = events(log, "question-shown", ["at", "question"])[0][0];
    let ([read, asked], [probe]) = (&played[..], &probes[..]) else {
        return vec![format!("{played:?} {probes:?}\n{log}")];
    };
    // Where the recording stands in the round, by its first words, seconds after the voice's.
    let first = spans(log).into_iter().find(|from| *from > read[1] + 1.0);
    let begins = first.unwrap_or(f64::NAN) - TALK.start;
    expect("it begins with the round", begins, shown, (4.0, 4.0));
    expect("the probe waits for the pause", probe[0], begins + TALK.end + 1.5, (0.5, 3.0));
    expect("it is said at once", asked[0], probe[0], (0.3, 3.0));
    // The program may end before or after its sound, which takes three seconds.
    expect("how long it sounds", asked[1] - asked[0], 3.2, (0.5, 2.0));
    let told = &question["probes"][0];
    expect(
        "when the probe was",
        told["at_s"].as_f64().unwrap_or(f64::NAN),
        probe[0] - shown,
        (0.01, 0.01),
    );
    let response = begins + ANSWER.start - (asked[0] + 3.15);
    expect("response", told["response_s"].as_f64().unwrap_or(f64::NAN), response, (0.3, 0.3));
    let talked = TALK.end - TALK.start + ANSWER.end - ANSWER.start;
    let share = question["talking_share"].as_f64().unwrap_or(f64::NAN);
    expect("share", share * 90.0, talked, (5.0, 10.0));
    off
}
