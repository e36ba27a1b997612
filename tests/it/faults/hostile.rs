//! Files that were mangled, or made to cost as much as they can, given to every command that reads
//! one: it works or names the file, and takes no more memory and time than so much text warrants.

use std::fmt::Write as _;
use std::process::{Command, Stdio};

use super::deeds::{OLD, workspace};
use super::{all, count, how_many};
use crate::support::{Ran, Workspace};
#[path = "../../fuzz/mutate.rs"]
mod mutate;
use mutate::Mangler;

/// What a command may take: address space in KiB, and CPU in seconds, ten times of what it does.
const LIMITS: &str = "ulimit -v 1500000; ulimit -t 30; exec \"$@\"";

fn limited(workspace: &Workspace, args: &[&str]) -> Ran {
    let program = workspace.command(args);
    let mut command = Command::new("sh");
    command.args(["-c", LIMITS, "sh"]).arg(program.get_program()).args(args);
    command.current_dir(workspace.path()).envs(workspace.environment());
    command.env_remove("MOCKROUND_WORKSPACE").stdin(Stdio::null());
    let output = command.output().unwrap();
    let lossy = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ran { stdout: lossy(&output.stdout), stderr: lossy(&output.stderr), code: output.status.code() }
}

/// A file that commands read: its path, and these commands.
const READ: &[(&str, &[&[&str]])] = &[
    (
        "sessions/2026-01-05T09-00-00-old.toml",
        &[
            &["report", OLD],
            &["report", OLD, "--format", "html"],
            &["sessions"],
            &["trends"],
            &["export"],
            &["compare", OLD, OLD],
            &["resume", OLD],
            &["review", OLD],
            &["listen", "talk.wav", "--session", OLD],
        ],
    ),
    ("mine.toml", &[&["plan", "mine.toml"]]),
    ("questions/mine.toml", &[&["questions"], &["questions", "check"], &["plan"]]),
    ("stories.toml", &[&["stories"], &["stories", "check"], &["stories", "matrix"], &["plan"]]),
    ("mockround.toml", &[&["plan"], &["sessions"], &["stories"]]),
    ("talk.wav", &[&["listen", "talk.wav"]]),
];

#[test]
fn every_command_reads_a_mangled_file_or_names_it() {
    let workspace = workspace();
    let text = |path: &str| std::fs::read(workspace.path().join(path)).unwrap();
    let template = include_bytes!("../../../src/builtin/example-template.toml").to_vec();
    let questions = include_bytes!("../../../src/builtin/example-questions.toml").to_vec();
    let settings = include_bytes!("../../../mockround.toml").to_vec();
    let (mut landed, mut refused) = (0, 0);
    for (path, commands) in READ {
        let seed = match *path {
            "mine.toml" => template.clone(),
            "questions/mine.toml" => questions.clone(),
            "mockround.toml" => settings.clone(),
            path => text(path),
        };
        let mut mangler = Mangler::new(1, path);
        for n in 0..if all() { 200 } else { 8 } {
            let file = workspace.path().join(path);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            let mangled = mangler.mangled(std::slice::from_ref(&seed));
            for args in *commands {
                // What a command wrote on is mangled anew.
                std::fs::write(&file, &mangled).unwrap();
                let ran = limited(&workspace, args);
                let is_well = matches!(ran.code, Some(0..=2)) && !ran.stderr.contains("panicked");
                assert!(is_well, "{path} {n}, {args:?}: {:?}: {}", ran.code, ran.stderr);
                landed += 1;
                refused += usize::from(ran.code != Some(0));
            }
        }
        std::fs::write(workspace.path().join(path), seed).unwrap();
        if *path == "mockround.toml" {
            workspace.file(path, "[listen]\nmic = \"off\"\n");
        }
    }
    assert!(refused > 0, "none of them was refused");
    count("mangled", landed, "files read");
}

/// A session whose events are these, behind its plan.
fn with_events(workspace: &Workspace, events: &str) {
    let path = workspace.path().join(format!("sessions/{OLD}.toml"));
    let text = std::fs::read_to_string(&path).unwrap();
    let end = text[..text.find("event = \"first-answer\"").unwrap()].rfind("[[event]]").unwrap();
    std::fs::write(path, format!("{}{events}", &text[..end])).unwrap();
}

fn event(text: &mut String, at: usize, what: &str) {
    write!(text, "[[event]]\nat = {}.{:03}\nevent = {what}\n\n", at / 1000, at % 1000).unwrap();
}

fn pauses() -> String {
    let mut text = String::new();
    for at in 0..200_000 {
        event(&mut text, 1000 + at, if at % 2 == 0 { "\"paused\"" } else { "\"resumed\"" });
    }
    text
}

fn gaps() -> String {
    let mut text = String::new();
    for at in 0..100_000 {
        let from =
            format!("\"gap\"\nfrom = {}.{:03}\nwhy = \"crashed\"", 1 + at / 500, at % 500 * 2);
        event(&mut text, 1001 + 2 * at, &from);
    }
    text
}

fn taken_back() -> String {
    let mut text = String::new();
    for at in 0..50_000 {
        event(&mut text, 1000 + 2 * at, "\"think\"");
        event(&mut text, 1001 + 2 * at, &format!("\"undone\"\nevents = [{}]", 2 + 2 * at));
    }
    text
}

fn spans() -> String {
    let mut text = String::new();
    for window in 0..10 {
        let from = 1 + window * 70_000;
        let mut spans = String::new();
        for at in from..from + 70_000 {
            write!(spans, "[{at}.0, {at}.6], ").unwrap();
        }
        let to = from + 70_000;
        let what = format!("\"heard\"\nfrom = {from}.0\nto = {to}.0\nspans = [{spans}]");
        event(&mut text, to * 1000, &what);
    }
    text
}

/// Each recording overlaps the next, and hears a moment that all of them hear.
fn recordings() -> String {
    let mut text = String::new();
    for n in 0..10_000 {
        let listening = "\"listening\"\nsource = \"recording\"";
        event(&mut text, 1000, &format!("{listening}\ndevice = \"{n}\"\noffset = 0.0"));
        event(&mut text, 1000, "\"heard\"\nfrom = 0.5\nto = 1.0\nspans = []");
        let (from, to) = (2 + 6 * n, 12 + 6 * n);
        let spans = format!("[[{from}.0, {to}.0]]");
        event(
            &mut text,
            1000,
            &format!("\"heard\"\nfrom = {from}.0\nto = {to}.0\nspans = {spans}"),
        );
    }
    text
}

#[test]
fn a_session_of_very_many_events_costs_as_much_as_it_is_long() {
    type Events = fn() -> String;
    let kinds: [(&str, Events); 5] = [
        ("pauses", pauses),
        ("gaps", gaps),
        ("taken back", taken_back),
        ("spans", spans),
        ("recordings", recordings),
    ];
    let commands = [&["report", OLD][..], &["report", OLD, "--format", "html"], &["sessions"]];
    let landed = how_many(&kinds, |(name, events)| {
        let workspace = workspace();
        with_events(&workspace, &events());
        for args in commands {
            let ran = limited(&workspace, args);
            assert_eq!(ran.code, Some(0), "{name}, {args:?}: {}", ran.stderr);
        }
        true
    });
    let landed = landed * commands.len();
    count("hostile", landed, "files read");
}
