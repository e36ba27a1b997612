//! Speech and silence, from a recording and played into a round: sound made here, by a voice that
//! the detector takes for one. What was made is what must be heard.

use std::path::PathBuf;

use serde_json::{Value, json};

#[cfg(target_os = "linux")]
use crate::rig::Rig;
use crate::support::Workspace;
#[cfg(target_os = "linux")]
use crate::support::wait_for;
#[cfg(target_os = "linux")]
use crate::synthetic::gated;
use crate::synthetic::{sound, wav};

/// A recording of 80 s with a voice from 12 s to 20 s, from 33 s to 45 s and from 75 s to 79 s:
/// silent for 12 s, 13 s and 30 s.
pub(crate) fn recording(workspace: &Workspace) -> PathBuf {
    let path = workspace.path().join("talk.wav");
    std::fs::write(&path, wav(&sound(80.0, &[12.0..20.0, 33.0..45.0, 75.0..79.0], 0.15, 0.002)))
        .unwrap();
    path
}

/// Whether stretches are where they should be, edges within so many seconds.
pub(crate) fn assert_stretches(found: &[[f64; 2]], expected: &[[f64; 2]], within: f64) {
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (found, expected) in found.iter().zip(expected) {
        let off = (found[0] - expected[0]).abs().max((found[1] - expected[1]).abs());
        assert!(off <= within, "{found:?} is {off} s off {expected:?}");
    }
}

pub(crate) fn stretches(list: &Value) -> Vec<[f64; 2]> {
    let seconds = |stretch: &Value, key: &str| stretch[key].as_f64().unwrap();
    list.as_array().unwrap().iter().map(|s| [seconds(s, "start_s"), seconds(s, "end_s")]).collect()
}

fn listen(workspace: &Workspace, args: &[&str]) -> Value {
    workspace.json(&[&["listen", "talk.wav"], args].concat())
}

#[test]
fn a_recording_is_listened_to() {
    let workspace = Workspace::new();
    recording(&workspace);
    let heard = listen(&workspace, &[]);
    assert_eq!(heard["duration_s"], 80.0);
    assert_eq!(heard["unknown_s"], 0.0);
    assert!((heard["first_words_s"].as_f64().unwrap() - 12.0).abs() < 0.3, "{heard}");
    let silent: Vec<[f64; 2]> = serde_json::from_value(heard["silent_stretches"].clone()).unwrap();
    assert_stretches(&silent, &[[0.0, 12.0], [20.0, 33.0], [45.0, 75.0]], 0.4);
    let silent: Vec<[f64; 2]> =
        serde_json::from_value(listen(&workspace, &["--min", "20s"])["silent_stretches"].clone())
            .unwrap();
    assert_stretches(&silent, &[[45.0, 75.0]], 0.4);
    let delivery = &heard["delivery"];
    assert!((delivery["speech_s"].as_f64().unwrap() - 24.0).abs() < 1.0, "{delivery}");
    assert!(delivery["beats_per_s"].as_f64().unwrap() > 1.0, "{delivery}");
    assert!(delivery["noise_gap_db"].as_f64().unwrap() > 25.0, "{delivery}");
    assert_eq!((&delivery["phrases"], &delivery["soft"]), (&json!(3), &json!([])));
    let text = workspace.run(&["listen", "talk.wav"]);
    assert!(text.stdout.contains("1:20 long, first words at 0:1"), "{}", text.stdout);
    assert!(text.stdout.contains(" syllable beats per second while speaking"), "{}", text.stdout);
}

#[test]
fn nothing_but_zeros_is_unknown_and_no_silence() {
    let workspace = Workspace::new();
    std::fs::write(workspace.path().join("talk.wav"), wav(&[0.0; 20 * 16_000])).unwrap();
    let heard = listen(&workspace, &[]);
    assert_eq!(heard["unknown_s"], 20.0);
    assert_eq!(heard["first_words_s"], Value::Null);
    assert_eq!(heard["silent_stretches"], json!([]));
    let unknown = heard["delivery"].as_object().unwrap();
    assert!(unknown.len() == 8 && unknown.values().all(Value::is_null), "{heard}");
    let text = workspace.run(&["listen", "talk.wav"]);
    assert!(text.stdout.contains("0:20 long, first words unknown\n"), "{}", text.stdout);
    assert!(text.stderr.contains("as a muted microphone leaves them: unknown"), "{}", text.stderr);
}

#[test]
fn what_is_no_recording_says_what_to_do() {
    let workspace = Workspace::new();
    workspace.file("notes.wav", "not a sound");
    let ran = workspace.run(&["listen", "notes.wav"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("notes.wav"), "{}", ran.stderr);
    let ran = workspace.run(&["run", "--audio", "missing.wav"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("missing.wav"), "{}", ran.stderr);
    assert_eq!(workspace.sessions().len(), 0, "no session is made for a round that can't begin");
}

#[test]
fn a_recording_played_into_a_round_is_heard_at_the_rounds_clock() {
    let workspace = Workspace::new();
    recording(&workspace);
    let args = ["drill", "coding", "--seed", "1", "--speed", "20", "--audio", "talk.wav"];
    let ran = workspace.script(&args, "start\n@0:25 answer\n@1:19 end\n");
    let report = workspace.report();
    let question = &report["slots"][0]["questions"][0];
    assert_eq!(report["audio"]["source"], "recording", "{}", ran.stderr);
    assert!((question["first_words_s"].as_f64().unwrap() - 12.0).abs() < 0.4, "{question}");
    // 13 s and 30 s of silence in the coding phase, whose limit is 45 s: no flag. Before the first
    // words is no stretch.
    assert_stretches(&stretches(&question["silent_stretches"]), &[], 0.4);
    // 8 + 12 + 4 of 79 s.
    assert!((question["talking_share"].as_f64().unwrap() - 24.0 / 79.0).abs() < 0.03, "{question}");
    assert!(report["audio"]["unknown_s"].as_f64().unwrap() < 0.5, "{report}");
}

#[test]
fn a_silent_stretch_is_a_flag_with_its_time() {
    let workspace = Workspace::new();
    recording(&workspace);
    let args = ["drill", "coding", "--seed", "1", "--speed", "20", "--audio", "talk.wav"];
    workspace.script(&args, "start\n@1:19 end\n");
    let report = workspace.report();
    let question = &report["slots"][0]["questions"][0];
    // Never out of the first phase, whose limit is 30 s; the voice makes it a little less or more
    // than its 30 s.
    let found = stretches(&question["silent_stretches"]);
    for [from, to] in &found {
        assert!((from - 45.0).abs() < 0.4 && (to - 75.0).abs() < 0.4, "{found:?}");
    }
    let flags: Vec<&Value> = report["flags"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|flag| flag["kind"] == "silent-stretch")
        .collect();
    assert_eq!(flags.len(), found.len());
}

#[test]
fn a_recording_made_elsewhere_is_added_to_a_session() {
    let workspace = Workspace::new();
    recording(&workspace);
    workspace.script(&["drill", "coding", "--seed", "1", "--speed", "600"], "start\n@2:00 end\n");
    let refused = workspace.run(&["listen", "talk.wav", "--session", "latest"]);
    assert_eq!(refused.code, Some(1));
    assert!(refused.stderr.contains("ran at speed 600"), "{}", refused.stderr);
    let session = &workspace.sessions()[0];
    let text = std::fs::read_to_string(session).unwrap();
    std::fs::write(session, text.replace("speed = 600.0", "speed = 1.0")).unwrap();
    // The recording began some seconds after the slot, whenever that was.
    let began = workspace.report()["session"]["waiting_s"].as_f64().unwrap();
    let offset = began.ceil() as u64 + 8;
    let into = |seconds| format!("{}:{:02}", seconds / 60, seconds % 60);
    let at = format!("{offset}s");
    let adding = ["listen", "talk.wav", "--session", "latest", "--min", "20s", "--offset"];
    let ran = workspace.run(&[&adding[..], &[&at]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.contains("silent for 20s and more (1)"), "{}", ran.stdout);
    let place = format!(", from {} to {} of it, in place of what", into(offset), into(offset + 80));
    assert!(ran.stdout.contains(&place), "{}", ran.stdout);
    let report = workspace.report();
    assert_eq!(report["audio"]["source"], "recording");
    let question = &report["slots"][0]["questions"][0];
    // The question was shown before the recording began: what was said first is not known.
    assert_eq!(question["first_words_s"], json!(null));
    let heard = report["audio"]["heard_s"].as_f64().unwrap();
    assert!((heard - 80.0).abs() < 0.6, "{heard}, after {began} s of waiting");
    assert!(
        std::fs::read_to_string(session.with_extension("md")).unwrap().contains("from a recording")
    );
    // The same recording, rightly placed, replaces itself.
    let again =
        listen(&workspace, &["--session", "latest", "--offset", &format!("{}s", offset + 20)]);
    assert_eq!(again["session"], report["session"]["id"]);
    let heard = workspace.report()["audio"]["heard_s"].as_f64().unwrap();
    assert!((heard - 80.0).abs() < 0.6, "{heard}");
}

/// A silence of 8 s is told: 2 s are the tolerance.
#[cfg(target_os = "linux")]
const LIMITS: &str = "[live]\nbell = false\n\n[limits]\nsilence = [\"6s\", \"20s\"]\n";

/// A round that hears this at a microphone, from its first question until it ends; what it says.
#[cfg(target_os = "linux")]
fn live(rig: &Rig, workspace: &Workspace, sound: &[f32]) -> String {
    use std::process::Stdio;
    let before = workspace.sessions().len();
    let mut command = workspace.command(&["drill", "coding", "--seed", "1", "--mic", "room"]);
    command.env("PULSE_SERVER", rig.server()).stdin(Stdio::piped());
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut script = child.stdin.take().unwrap();
    std::io::Write::write_all(&mut script, b"start\n").unwrap();
    wait_for("a question, and a microphone that is heard", || {
        let log = workspace.sessions().split_off(before).pop().map(std::fs::read_to_string);
        let log = log.and_then(Result::ok).unwrap_or_default();
        let begun = log.contains("\"question-shown\"") && log.contains("\"mic\"");
        if begun { Ok(()) } else { Err(log) }
    });
    let samples: Vec<i16> = sound.iter().map(|sample| (sample * 32_767.0) as i16).collect();
    let _ = rig.play(&samples).wait();
    std::io::Write::write_all(&mut script, b"end\n").unwrap();
    drop(script);
    wait_for("the round's end", || match child.try_wait().unwrap() {
        Some(_) => Ok(()),
        None => Err("still running".to_string()),
    });
    std::io::read_to_string(child.stderr.take().unwrap()).unwrap()
}

/// Whether one stretch was found, as long as it is in the recording.
#[cfg(target_os = "linux")]
fn is_as_long(live: &[[f64; 2]], offline: &[[f64; 2]]) -> bool {
    let length = |stretch: &[f64; 2]| stretch[1] - stretch[0];
    let ([live], [offline]) = (live, offline) else { return false };
    (length(live) - length(offline)).abs() <= 0.3
}

/// The silent stretches of the last round's first question.
#[cfg(target_os = "linux")]
fn of_round(workspace: &Workspace) -> Vec<[f64; 2]> {
    stretches(&workspace.report()["slots"][0]["questions"][0]["silent_stretches"])
}

/// A round that hears this at a microphone finds the stretch of the recording; what it says. A busy
/// machine may lose sound in the middle of it or deliver it late: then it is played once more.
#[cfg(target_os = "linux")]
fn hears_alike(rig: &Rig, workspace: &Workspace, sound: &[f32], offline: &[[f64; 2]]) -> String {
    for _ in 0..4 {
        let said = live(rig, workspace, sound);
        if is_as_long(&of_round(workspace), offline) {
            return said;
        }
    }
    let log = std::fs::read_to_string(workspace.sessions().pop().unwrap()).unwrap();
    let events = log.split_once("# the plan ends here").unwrap().1;
    panic!("{:?} is not {offline:?}: {events}", of_round(workspace))
}

/// A microphone with a noise gate delivers nothing but zeros in every pause, as one that is muted
/// does. That it opens for a voice again and again tells that they are pauses, at the microphone
/// and in a recording alike; one that the system calls muted is unknown all the same.
#[cfg(target_os = "linux")]
#[test]
fn the_pauses_of_a_gate_are_silence_live_as_in_a_recording_and_a_muted_microphone_is_unknown() {
    let Some(rig) = Rig::pulse() else { return };
    rig.up();
    let workspace = Workspace::new();
    workspace.file("mockround.toml", LIMITS);
    let gated = gated(27.0, &[3.0..5.0, 7.5..9.0, 11.5..13.0, 23.0..26.0], 0.3);
    std::fs::write(workspace.path().join("talk.wav"), wav(&gated)).unwrap();
    let heard = listen(&workspace, &["--min", "8s"]);
    assert_eq!(heard["unknown_s"], 0.0);
    let offline: Vec<[f64; 2]> = serde_json::from_value(heard["silent_stretches"].clone()).unwrap();
    assert_stretches(&offline, &[[13.0, 23.0]], 0.4);
    let said = workspace.run(&["listen", "talk.wav"]).stderr;
    assert!(said.contains("pauses are nothing but zeros, as a noise gate leaves them"), "{said}");

    let said = hears_alike(&rig, &workspace, &gated, &offline);
    let report = workspace.report();
    // Without the gate all pauses would be unknown, 17 s and more.
    assert!(report["audio"]["unknown_s"].as_f64().unwrap() < 6.0, "{}", report["audio"]);
    // The alert came while nothing but zeros did.
    assert!(said.contains("silent for long"), "{said}");

    rig.pactl(&["set-source-mute", "room.monitor", "1"]);
    let said = live(&rig, &workspace, &gated[..6 * 16_000]);
    assert!(said.contains("no sound from the microphone: it is muted"), "{said}");
    assert_eq!(workspace.report()["audio"]["heard_s"], Value::Null);
}

/// The same sound at a microphone, played into a round, and as a recording: one truth. 32 s: a
/// voice from 7 s to 10 s and from 22 s to 26 s, silent for 12 s in between. The noise before it
/// lets the microphone open.
#[cfg(target_os = "linux")]
#[test]
fn live_equals_offline() {
    let Some(rig) = Rig::pulse() else { return };
    rig.up();
    let workspace = Workspace::new();
    workspace.file("mockround.toml", LIMITS);
    let sound = sound(32.0, &[7.0..10.0, 22.0..26.0], 0.15, 0.002);
    std::fs::write(workspace.path().join("talk.wav"), wav(&sound)).unwrap();
    let offline: Vec<[f64; 2]> =
        serde_json::from_value(listen(&workspace, &[])["silent_stretches"].clone()).unwrap();
    assert_stretches(&offline, &[[10.0, 22.0]], 0.4);

    let played = ["drill", "coding", "--seed", "1", "--speed", "10", "--audio", "talk.wav"];
    workspace.script(&played, "start\n@0:30 end\n");
    assert_stretches(&of_round(&workspace), &offline, 0.3);

    // At the microphone it sounds some time after the round began: what counts is how long the
    // stretch is.
    hears_alike(&rig, &workspace, &sound, &offline);
    assert_eq!(workspace.report()["audio"]["source"], "microphone");
}

/// Sound is stored only when asked for, beside its session; it isn't its session's recording, and
/// goes with a round that didn't begin.
#[cfg(target_os = "linux")]
#[test]
fn what_a_microphone_hears_is_stored_when_asked_for() {
    use std::io::Write;
    use std::process::{Child, Stdio};
    let Some(rig) = Rig::pulse() else { return };
    rig.up();
    let workspace = Workspace::new();
    let start = || -> Child {
        let mut command =
            workspace.command(&["drill", "coding", "--seed", "1", "--mic", "room", "--keep-audio"]);
        command.env("PULSE_SERVER", rig.server()).stdin(Stdio::piped());
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let stored = || -> Vec<PathBuf> {
        let within = |folder: PathBuf| std::fs::read_dir(folder).into_iter().flatten();
        within(workspace.path().join("sessions"))
            .flat_map(|entry| within(entry.unwrap().path()))
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|of| of == "flac"))
            .collect()
    };
    // Sound, not its head alone: noise doesn't pack well.
    let second = || match stored().first().and_then(|path| std::fs::metadata(path).ok()) {
        Some(found) if found.len() > 8_000 => Ok(()),
        found => Err(format!("{found:?}")),
    };
    let ended = |child: &mut Child| {
        wait_for("the round's end", || match child.try_wait().unwrap() {
            Some(status) => Ok(status),
            None => Err("still running".to_string()),
        })
    };
    rig.hum("room");
    let mut left = start();
    wait_for("stored sound", second);
    let pid = rustix::process::Pid::from_child(&left);
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
    assert_eq!(ended(&mut left).code(), Some(130));
    assert_eq!(
        (stored(), workspace.sessions()),
        (vec![], vec![]),
        "nothing was recorded, and nothing is left"
    );

    let mut round = start();
    let mut script = round.stdin.take().unwrap();
    script.write_all(b"start\n").unwrap();
    wait_for("stored sound", second);
    script.write_all(b"end\n").unwrap();
    drop(script);
    assert_eq!(ended(&mut round).code(), Some(0));
    let said = std::io::read_to_string(round.stderr.take().unwrap()).unwrap();
    let sound = stored().remove(0);
    assert!(said.contains("sound is stored in "), "{said}");
    assert!(said.contains(&format!("sound: {}, ", sound.display())), "{said}");
    let wav = sound.to_str().unwrap();
    let again = workspace.run(&["listen", wav, "--session", "latest"]);
    assert_eq!(again.code, Some(1));
    assert!(again.stderr.contains("it is in the session already"), "{}", again.stderr);
}
