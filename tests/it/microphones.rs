//! Microphones that work, fail and come back, of real sound servers. Nothing here waits for a time:
//! only for what is to happen, however long that takes within reason.

use std::io::Write as _;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::process::Stdio;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use mockround::inside::{
    Capture, Chunk, Device, Setup, State, Surroundings, Update, Which, list_devices,
};

use crate::rig::Rig;
use crate::support::{Workspace, wait_for};

/// Nothing that is waited for takes this long, however busy the machine.
const REASON: Duration = Duration::from_secs(60);

fn clock() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

fn setup(surroundings: Surroundings) -> Setup {
    Setup {
        which: Which::Auto,
        recorder: None,
        period: Duration::from_millis(200),
        clock,
        surroundings,
        spare: None,
    }
}

/// A capture, and all that has come from it so far.
struct Heard {
    capture: Capture,
    updates: Vec<Update>,
}

impl Heard {
    fn open(setup: Setup) -> Self {
        Self { capture: Capture::open(setup).expect("a microphone or none"), updates: Vec::new() }
    }

    fn until<T>(&mut self, what: &str, found: impl Fn(&Update) -> Option<T>) -> T {
        let end = clock() + REASON;
        while let Some(update) = self.capture.wait(end.saturating_sub(clock())) {
            let found = found(&update);
            self.updates.push(update);
            if let Some(found) = found {
                return found;
            }
        }
        panic!("waited in vain for {what}; there came {:#?}", self.updates);
    }

    /// Waits until a device is heard.
    fn until_on(&mut self) -> Device {
        self.until("a microphone", |update| match update {
            Update::State(State::Hearing(device)) => Some(device.clone()),
            _ => None,
        })
    }

    /// Waits for a state that is told with these words first; all that it says.
    fn until_off(&mut self, said: &str) -> String {
        self.until(said, |update| match update {
            Update::State(state) => Some(state.to_string()).filter(|now| now.starts_with(said)),
            Update::Sound(_) | Update::Zeros(_) => None,
        })
    }

    fn until_sound(&mut self) -> Chunk {
        self.until("sound", |update| match update {
            Update::Sound(chunk) => Some(chunk.clone()),
            Update::State(_) | Update::Zeros(_) => None,
        })
    }

    /// When the last sound ended.
    fn end(&self) -> Duration {
        let end = |update: &Update| match update {
            Update::Sound(chunk) => Some(chunk.to),
            Update::State(_) | Update::Zeros(_) => None,
        };
        self.updates.iter().rev().find_map(end).expect("sound has come")
    }
}

#[test]
fn devices_are_listed_and_found_by_a_part_of_their_name() {
    let Some(rig) = Rig::pulse() else { return };
    rig.up();
    let device = |name: &str, description: &str, is_default| Device {
        name: name.to_owned(),
        description: description.to_owned(),
        is_default,
        is_monitor: true,
    };
    let (room, desk) = (
        device("room.monitor", "Monitor of Room", true),
        device("desk.monitor", "Monitor of Desk", false),
    );
    assert_eq!(list_devices(&rig.surroundings()).unwrap(), [room, desk.clone()]);

    rig.hum("desk");
    let mut heard =
        Heard::open(Setup { which: Which::Named("DESK".to_owned()), ..setup(rig.surroundings()) });
    assert_eq!(heard.until_on(), desk);

    let unknown = Setup { which: Which::Named("headset".to_owned()), ..setup(rig.surroundings()) };
    let listed = concat!(
        "no microphone \"headset\"; there are:\n",
        "  room.monitor (Monitor of Room)\n",
        "  desk.monitor (Monitor of Desk)"
    );
    assert_eq!(Capture::open(unknown).unwrap_err().to_string(), listed);
}

/// Twenty bursts of half a second, one second from one to the next, in faint noise.
fn bursts() -> Vec<i16> {
    let noise = (0_u32..).map(|i| (i.wrapping_mul(2_654_435_761) >> 26) as i16 - 32);
    let burst = |i: usize| {
        if i % 16_000 < 8_000 && i / 16_000 < 20 { [6_000, -6_000][i / 8 % 2] } else { 0 }
    };
    noise.zip(0..21 * 16_000).map(|(noise, i)| noise + burst(i)).collect()
}

/// When bursts begin, by the times of the chunks that hold them, s.
fn onsets(updates: &[Update]) -> Vec<f64> {
    let mut onsets = Vec::new();
    let mut last_loud = f64::NEG_INFINITY;
    for update in updates {
        let Update::Sound(Chunk { samples, from, to, .. }) = update else { continue };
        let step = (to.as_secs_f64() - from.as_secs_f64()) / samples.len() as f64;
        for (i, _) in samples.iter().enumerate().filter(|(_, sample)| sample.abs() > 0.1) {
            let at = from.as_secs_f64() + i as f64 * step;
            if at > last_loud + 0.2 {
                onsets.push(at);
            }
            last_loud = at;
        }
    }
    onsets
}

fn sound_keeps_its_times(rig: &Rig) {
    rig.up();
    let mut heard = Heard::open(setup(rig.surroundings()));
    let mut player = rig.play(&bursts());
    assert_eq!(heard.until_on().name, "room.monitor");
    // On a busy machine the first few are over before anybody listens, and the next half over.
    while onsets(&heard.updates).len() < 6 {
        let chunk = heard.until_sound();
        assert!(chunk.from <= chunk.to && chunk.to <= clock());
    }
    let onsets = onsets(&heard.updates);
    for pair in onsets[1..].windows(2) {
        // Live and in a recording, edges are within 0.3 s of each other.
        assert!((pair[1] - pair[0] - 1.0).abs() < 0.3, "{onsets:?}");
    }
    let _ = player.kill();
    let _ = player.wait();
}

#[test]
fn sound_from_pulseaudio_keeps_its_times() {
    if let Some(rig) = Rig::pulse() {
        sound_keeps_its_times(&rig);
    }
}

#[test]
fn sound_from_pipewire_keeps_its_times() {
    if let Some(rig) = Rig::pipewire() {
        sound_keeps_its_times(&rig);
    }
}

#[test]
fn sound_is_heard_though_another_client_wants_it_in_the_smallest_pieces() {
    let Some(rig) = Rig::pulse() else { return };
    rig.up();
    let mut other = std::process::Command::new("parec")
        .args(["--device=room.monitor", "--latency-msec=5", "--raw", "/dev/null"])
        .env("PULSE_SERVER", rig.server())
        .spawn()
        .unwrap();
    rig.hum("room");
    let mut heard =
        Heard::open(Setup { period: Duration::from_secs(1), ..setup(rig.surroundings()) });
    heard.until_on();
    // All of it, for many times as long as what fits between the server and us.
    let first = heard.until_sound();
    while heard.end() < first.from + Duration::from_secs(4) {
        let chunk = heard.until_sound();
        assert!(chunk.joined, "{:#?}", heard.updates);
    }
    let _ = other.kill();
    let _ = other.wait();
}

fn killed_and_back(rig: &Rig, sound: impl Fn()) {
    rig.up();
    let mut heard = Heard::open(setup(rig.surroundings()));
    sound();
    heard.until_on();
    heard.until_sound();
    rig.kill();
    assert_eq!(heard.until_off("microphone lost"), "microphone lost: the sound server went away");
    let end = heard.end();
    rig.up();
    sound();
    assert_eq!(heard.until_on().name, "room.monitor");
    let back = heard.until_sound();
    assert!(!back.joined && back.from > end, "{back:?} after {end:?}");
}

#[test]
fn a_killed_server_is_noticed_and_its_return_too() {
    if let Some(rig) = Rig::pulse() {
        killed_and_back(&rig, || rig.hum("room"));
    }
}

#[test]
fn a_killed_pipewire_is_noticed_and_its_return_too() {
    if let Some(rig) = Rig::pipewire() {
        killed_and_back(&rig, || drop(rig.play(&bursts())));
    }
}

#[test]
fn a_server_that_comes_late_is_noticed() {
    let Some(rig) = Rig::pulse() else { return };
    let mut heard = Heard::open(setup(rig.surroundings()));
    let nothing = heard.until_off("no microphone");
    assert!(
        nothing.starts_with("no microphone: no sound server answers, and no recorder is on PATH"),
        "{nothing}"
    );
    rig.up();
    rig.hum("room");
    assert_eq!(heard.until_on().name, "room.monitor");
}

#[test]
fn a_source_that_is_unloaded_is_lost_until_it_is_loaded_again() {
    let Some(rig) = Rig::pulse() else { return };
    rig.up();
    rig.hum("room");
    let mut heard =
        Heard::open(Setup { which: Which::Named("room".to_owned()), ..setup(rig.surroundings()) });
    heard.until_on();
    rig.pactl(&["unload-module", "module-sine"]);
    rig.pactl(&["unload-module", "module-null-sink"]);
    assert_eq!(
        heard.until_off("microphone lost"),
        "microphone lost: the sound server took the microphone away"
    );
    rig.pactl(&["load-module", "module-null-sink", "sink_name=room"]);
    rig.hum("room");
    assert_eq!(heard.until_on().name, "room.monitor");
}

#[test]
fn a_server_without_any_source_has_no_microphone() {
    let Some(rig) = Rig::pulse() else { return };
    rig.up();
    rig.pactl(&["unload-module", "module-null-sink"]);
    let mut heard = Heard::open(setup(rig.surroundings()));
    assert_eq!(heard.until_off("no microphone"), "no microphone: the sound server has none");
    rig.pactl(&["load-module", "module-null-sink", "sink_name=attic"]);
    rig.hum("attic");
    assert_eq!(heard.until_on().name, "attic.monitor");
}

#[test]
fn a_stream_that_is_moved_goes_on_from_the_new_device() {
    let Some(rig) = Rig::pulse() else { return };
    rig.up();
    rig.hum("room");
    rig.hum("desk");
    let mut heard = Heard::open(setup(rig.surroundings()));
    assert_eq!(heard.until_on().name, "room.monitor");
    let streams = rig.pactl(&["list", "short", "source-outputs"]);
    let stream = streams.split_whitespace().next().unwrap();
    rig.pactl(&["move-source-output", stream, "desk.monitor"]);
    let moved = heard.until_on();
    assert_eq!(
        (moved.name.as_str(), moved.description.as_str()),
        ("desk.monitor", "Monitor of Desk")
    );
    heard.until_sound();
    assert!(
        !heard.updates.iter().any(|update| matches!(update, Update::State(State::Lost(_)))),
        "{:#?}",
        heard.updates
    );
}

fn away_and_back(rig: &Rig, said: &str, away: impl Fn(), back: impl Fn()) {
    rig.up();
    rig.hum("room");
    let mut heard = Heard::open(setup(rig.surroundings()));
    heard.until_on();
    heard.until_sound();
    away();
    heard.until_off(said);
    let end = heard.end();
    back();
    heard.until_on();
    let chunk = heard.until_sound();
    assert!(chunk.from > end, "{chunk:?} after {end:?}");
    let zeros = heard.updates.iter().any(|update| matches!(update, Update::Zeros(_)));
    assert_eq!(chunk.joined, zeros, "what came in place of sound has a time, too");
}

#[test]
fn a_suspended_source_is_unknown_until_it_is_resumed() {
    let Some(rig) = Rig::pulse() else { return };
    let suspend = |how| rig.pactl(&["suspend-sink", "room", how]);
    away_and_back(&rig, "nothing comes", || drop(suspend("1")), || drop(suspend("0")));
}

#[test]
fn a_frozen_server_is_unknown_until_it_goes_on() {
    let Some(rig) = Rig::pulse() else { return };
    away_and_back(&rig, "nothing comes", || rig.freeze(), || rig.thaw());
}

#[test]
fn a_muted_source_is_unknown_until_it_is_unmuted() {
    let Some(rig) = Rig::pulse() else { return };
    let mute = |how| rig.pactl(&["set-source-mute", "room.monitor", how]);
    let said = "no sound from the microphone: it is muted";
    away_and_back(&rig, said, || drop(mute("1")), || drop(mute("0")));
}

/// Writes a program.
fn script(folder: &Path, name: &str, lines: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    let file = folder.join(name);
    std::fs::write(&file, format!("#!/bin/sh\n{lines}\n")).expect("a script is written");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755))
        .expect("a script is made a program");
}

#[test]
fn where_no_server_can_be_spoken_to_the_first_recorder_that_works_is_used() {
    let Some(rig) = Rig::pulse() else { return };
    rig.up();
    rig.hum("room");
    // The recorders on PATH: one that says all is well and isn't, and one that works.
    script(rig.path("").as_path(), "parec", "exit 0");
    let parec = format!(
        "PULSE_SERVER={} exec parec --raw --rate=16000 --channels=1 --latency-msec=100",
        rig.server()
    );
    let noted = rig.path("process").display().to_string();
    script(rig.path("").as_path(), "arecord", &format!("echo $$ >{noted}; {parec}"));
    let surroundings = Surroundings { path: Some(rig.path("").into()), ..Surroundings::default() };
    let mut heard = Heard::open(setup(surroundings));
    assert_eq!(heard.until_on().description, "recorder arecord");
    heard.until_sound();

    rig.kill();
    let lost = heard.until_off("microphone lost");
    assert!(
        lost.starts_with(&format!(
            "microphone lost: the recorder {} ended",
            rig.path("arecord").display()
        )),
        "{lost}"
    );
    rig.up();
    rig.hum("room");
    heard.until_on();

    // Dropping it ends the recorder, which is gone and not a zombie.
    let process = std::fs::read_to_string(&noted).unwrap();
    let process = Path::new("/proc").join(process.trim());
    assert!(process.exists());
    drop(heard);
    assert!(!process.exists());
}

#[test]
fn a_recorder_of_the_settings_is_used_instead_of_all_else() {
    let Some(rig) = Rig::pulse() else { return };
    rig.up();
    rig.hum("room");
    let server = format!("PULSE_SERVER={}", rig.server());
    let list =
        ["env", &server, "parec", "--raw", "--rate=16000", "--channels=1", "--latency-msec=100"];
    let recorder = Some(list.map(str::to_owned).to_vec().into());
    let mut heard = Heard::open(Setup { recorder, ..setup(rig.surroundings()) });
    assert_eq!(heard.until_on().description, "recorder env");

    let missing = Some(vec!["/nowhere/recorder".to_owned()].into());
    let mut nothing = Heard::open(Setup { recorder: missing, ..setup(rig.surroundings()) });
    let said = nothing.until_off("no microphone");
    assert!(
        said.starts_with(
            "no microphone: the recorder /nowhere/recorder can't be started: no such file"
        ),
        "{said}"
    );
}

#[test]
fn a_recorder_that_delivers_nothing_ends_with_a_run_that_is_killed() {
    let workspace = Workspace::new();
    let noted = workspace.path().join("recorder");
    // It would wait for ever, and never see that nobody reads; so would what it starts.
    let recorder = format!("sleep 600 & echo $$ $! > {}; wait", noted.display());
    workspace.file(
        "mockround.toml",
        &format!("[listen]\nmic = 'auto'\nrecorder = ['sh', '-c', '{recorder}']\n"),
    );
    assert_eq!(workspace.run(&["init", "--allow"]).code, Some(0));
    let mut command = workspace.command(&["drill", "coding", "--seed", "1"]);
    let mut run = command.stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let numbers = wait_for("the recorder's numbers", || {
        let read = std::fs::read_to_string(&noted).unwrap_or_default();
        if read.ends_with('\n') { Ok(read) } else { Err(read) }
    });
    let runs = |number: &str| {
        let stat = std::fs::read_to_string(format!("/proc/{number}/stat")).unwrap_or_default();
        !stat.is_empty() && !stat.contains(") Z ")
    };
    assert!(numbers.split_whitespace().all(runs), "{numbers}");
    run.kill().unwrap();
    run.wait().unwrap();
    for number in numbers.split_whitespace() {
        wait_for("the end of the recorder", || {
            if runs(number) { Err(number.to_string()) } else { Ok(()) }
        });
    }
}

/// What is said of a server that does this with its clients.
fn said_of_a_server(client: impl Fn(UnixStream) + Send + 'static) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let listener = UnixListener::bind(folder.path().join("native")).expect("a socket");
    std::thread::Builder::new()
        .spawn(move || listener.incoming().flatten().for_each(client))
        .expect("a thread");
    let pulse_runtime = Some(folder.path().to_path_buf());
    Heard::open(setup(Surroundings { pulse_runtime, ..Surroundings::default() }))
        .until_off("no microphone")
}

#[test]
fn a_server_that_makes_no_sense_is_no_microphone() {
    let silent = said_of_a_server(|client| {
        // Held until the other side has given up.
        let _ = std::io::copy(&mut &client, &mut std::io::sink());
    });
    assert_eq!(silent, "no microphone: the sound server doesn't answer");
    let rude = said_of_a_server(drop);
    assert_eq!(rude, "no microphone: the sound server went away");
    let garbled = said_of_a_server(|mut client| {
        let _ = client.write_all(&[0xff; 64]);
        let _ = std::io::copy(&mut client, &mut std::io::sink());
    });
    assert_eq!(garbled, "no microphone: the sound server sends what is no message");
}
