//! A terminal that takes no output: the clock, the marks and the log go on.

use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;

use portable_pty::{Child, CommandBuilder, PtyPair, PtySize, native_pty_system};
use rustix::fs::OFlags;
use rustix::process::{Pid, Signal, kill_process};

use crate::support::{Workspace, wait_for};

/// A round in a terminal that nobody reads, and that has no room any more.
struct Stuck {
    workspace: Workspace,
    pair: PtyPair,
    child: Box<dyn Child + Send + Sync>,
    filler: File,
}

impl Stuck {
    fn begin() -> Self {
        let workspace = Workspace::new();
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let name = pair.master.tty_name().unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_mockround"));
        command.args(["drill", "coding", "--seed", "1"]);
        command.cwd(workspace.path());
        command.env("TERM", "xterm-256color");
        workspace.environment().into_iter().for_each(|(key, value)| command.env(key, value));
        let child = pair.slave.spawn_command(command).unwrap();
        let running = || workspace.run(&["status"]);
        wait_for("the round", || {
            if running().code == Some(0) { Ok(()) } else { Err(running().stderr) }
        });
        // Whatever it has room for, somebody else has written.
        let flags = OFlags::NONBLOCK.bits().cast_signed();
        let mut filler = File::options().write(true).custom_flags(flags).open(&name).unwrap();
        while filler.write(&[b'x'; 512]).is_ok() {}
        while filler.write(b"x").is_ok() {}
        Self { workspace, pair, child, filler }
    }
}

/// The end of a round that Ctrl-C asks for.
fn expect_130(child: &mut Box<dyn Child + Send + Sync>) {
    let status = wait_for("the end", || match child.try_wait().unwrap() {
        Some(status) => Ok(status),
        None => Err(String::new()),
    });
    assert_eq!(status.exit_code(), 130);
}

fn wait_for_the_clock(workspace: &Workspace) {
    wait_for("the clock", || match workspace.json(&["status"])["slot_running_s"].as_f64() {
        Some(_) => Ok(()),
        None => Err(String::new()),
    });
}

#[test]
fn ctrl_c_ends_a_round_whose_terminal_takes_nothing() {
    let Stuck { workspace, pair, mut child, filler } = Stuck::begin();
    let mut writer = pair.master.take_writer().unwrap();
    writer.write_all(b"\n").unwrap();
    wait_for_the_clock(&workspace);
    writer.write_all(b"\x03").unwrap();
    expect_130(&mut child);
    let session = workspace.sessions().remove(0);
    assert!(std::fs::read_to_string(&session).unwrap().contains("event = \"left\""));
    assert!(session.with_extension("md").exists());
    drop((filler, pair));
}

#[test]
fn ctrl_c_ends_a_finished_round_whose_terminal_takes_no_report() {
    let Stuck { workspace, pair, mut child, filler } = Stuck::begin();
    let mut writer = pair.master.take_writer().unwrap();
    writer.write_all(b"\n").unwrap();
    wait_for_the_clock(&workspace);
    // The slot, and then the round.
    for _ in 0..2 {
        let ended = workspace.run(&["mark", "end"]);
        assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
    }
    let report = workspace.sessions().remove(0).with_extension("md");
    wait_for("the report", || if report.exists() { Ok(()) } else { Err(String::new()) });
    // Whoever stopped the terminal may want to read.
    assert!(child.try_wait().unwrap().is_none());
    // As Ctrl-C does, which would also throw away what waits in this terminal.
    let pid = Pid::from_raw(i32::try_from(child.process_id().unwrap()).unwrap()).unwrap();
    kill_process(pid, Signal::INT).unwrap();
    expect_130(&mut child);
    drop((writer, filler, pair));
}

#[test]
fn a_terminal_that_takes_nothing_holds_up_no_clock_no_mark_and_no_log() {
    let Stuck { workspace, pair, mut child, filler } = Stuck::begin();
    let mut writer = pair.master.take_writer().unwrap();
    writer.write_all(b"\n").unwrap();
    let json = || workspace.json(&["status"]);
    wait_for("the clock", || match json()["slot_running_s"].as_f64() {
        Some(running) if running > 2.0 => Ok(()),
        _ => Err(json().to_string()),
    });
    let mark = workspace.run(&["mark", "answer"]);
    assert!(mark.stdout.starts_with("first answer 0:0"), "{}{}", mark.stdout, mark.stderr);
    let log = std::fs::read_to_string(workspace.sessions().remove(0)).unwrap();
    assert!(log.contains("event = \"first-answer\""), "{log}");
    // It takes output again: what happened meanwhile is there.
    let mut reader = pair.master.try_clone_reader().unwrap();
    let shown = std::thread::spawn(move || {
        let (mut shown, mut buffer) = (Vec::new(), [0; 4096]);
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            shown.extend_from_slice(&buffer[..count]);
        }
        String::from_utf8_lossy(&shown).into_owned()
    });
    drop(pair.slave);
    let pid = Pid::from_raw(i32::try_from(child.process_id().unwrap()).unwrap()).unwrap();
    kill_process(pid, Signal::TERM).unwrap();
    wait_for("the end", || match child.try_wait().unwrap() {
        Some(status) => Ok(status),
        None => Err(String::new()),
    });
    drop((writer, filler, pair.master));
    let shown = shown.join().unwrap();
    assert!(shown.contains("first answer 0:0"), "{shown}");
}
