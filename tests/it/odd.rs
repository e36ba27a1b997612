//! What is no file where one is looked for (a pipe, a folder, a link that leads nowhere), and a
//! process that may open no more: all of it is said, and nothing is waited for.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use rustix::process::{Pid, Resource, Rlimit, prlimit};

use crate::marks::Running;
use crate::support::Workspace;

/// What may stand in a file's place, and what is said of it.
const ODD: [(&str, &str); 4] = [
    ("pipe", "is a pipe or a device and no file; move it away"),
    ("device", "is a pipe or a device and no file; move it away"),
    ("folder", "is a folder and no file; move it away"),
    ("link", "is a link that leads to no file; mend it, or remove it"),
];

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

fn make(odd: &str, path: &Path) {
    let _ = fs::remove_file(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    match odd {
        "pipe" => pipe(path),
        "device" => symlink("/dev/zero", path).unwrap(),
        "folder" => fs::create_dir(path).unwrap(),
        _ => symlink("nowhere.toml", path).unwrap(),
    }
}

#[test]
fn settings_that_are_no_file_are_named_by_all_that_use_the_workspace() {
    for (odd, says) in ODD {
        let workspace = Workspace::new();
        workspace.file("below/x", "");
        make(odd, &workspace.path().join("mockround.toml"));
        let commands: [&[&str]; 6] =
            [&["plan"], &["run"], &["sessions"], &["report"], &["trends"], &["stories"]];
        for args in commands {
            let ran = workspace.run(args);
            assert_eq!(ran.code, Some(1), "{odd} {args:?}: {}", ran.stdout);
            assert_eq!(ran.stderr, format!("mockround: mockround.toml: {says}\n"), "{args:?}");
        }
        let below =
            workspace.command(&["plan"]).current_dir(workspace.path().join("below")).output();
        assert!(String::from_utf8(below.unwrap().stderr).unwrap().contains(says), "{odd}");
        // A mark finds its round whatever stands here.
        assert!(workspace.run(&["mark", "next"]).stderr.contains("no round is running"), "{odd}");
        let doctor = workspace.run(&["doctor"]);
        assert_eq!(doctor.code, Some(1));
        for line in ["!!  settings    mockround.toml: is a ", "ok  questions", "ok  disk"] {
            assert!(doctor.stdout.contains(line), "{odd} {line}: {}", doctor.stdout);
        }
    }
}

#[test]
fn questions_and_templates_that_are_no_files_are_left_out_with_a_word() {
    for (odd, says) in ODD {
        let workspace = Workspace::new();
        for name in ["questions/x.toml", "templates/y.TOML"] {
            make(odd, &workspace.path().join(name));
        }
        let plan = workspace.run(&["plan", "coding-screen"]);
        assert_eq!(plan.code, Some(0), "{odd}: {}", plan.stderr);
        for name in ["questions/x.toml", "templates/y.TOML"] {
            assert!(
                plan.stderr.contains(&format!("left out: {name}: {says}\n")),
                "{}",
                plan.stderr
            );
        }
        let check = workspace.run(&["questions", "check"]);
        assert_eq!(check.code, Some(1), "{odd}");
        assert!(check.stdout.contains(&format!("questions/x.toml: {says}")), "{}", check.stdout);
        let doctor = workspace.run(&["doctor"]).stdout;
        for check in
            ["!!  questions   questions/x.toml: is", "!!  templates   templates/y.TOML: is"]
        {
            assert!(doctor.contains(check), "{odd}: {doctor}");
        }
    }
    let workspace = Workspace::new();
    symlink("nowhere", workspace.path().join("questions")).unwrap();
    let ran = workspace.run(&["plan"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("questions can't be read"), "{}", ran.stderr);
}

#[test]
fn a_settings_fault_keeps_doctor_from_nothing_else() {
    let workspace = Workspace::new();
    workspace.file("mockround.toml", "[live]\nbel = true\n[listen]\nmci = 1\n");
    workspace.file("templates/mine.toml", "title = 3\n");
    workspace.file("questions/mine.toml", "[[question]]\n");
    let ran = workspace.run(&["doctor"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(1), ""));
    for line in [
        "settings    mockround.toml:2",
        "settings    mockround.toml:4",
        "templates   templates/mine.toml:1",
        "questions   questions/mine.toml:1",
        "sessions    none yet",
        "disk        sessions can be written",
    ] {
        assert!(ran.stdout.contains(line), "{line}: {}", ran.stdout);
    }
}

#[test]
fn a_page_waits_for_nobody_to_read_a_pipe_and_goes_to_one_that_is_read() {
    let workspace = Workspace::new();
    pipe(&workspace.path().join("pipe"));
    let all: [&[&str]; 4] =
        [&["trends"], &["export"], &["trends", "--force"], &["export", "--format", "csv"]];
    for args in all {
        let ran = workspace.run(&[args, &["-o", "pipe"]].concat());
        assert_eq!(ran.code, Some(1), "{args:?}");
        let says =
            "can't write to pipe; --output names another file: it is a pipe that nobody reads";
        assert!(ran.stderr.contains(says), "{args:?}: {}", ran.stderr);
    }
    let mut reader = Command::new("cat");
    let reader =
        reader.arg("pipe").current_dir(workspace.path()).stdout(std::process::Stdio::piped());
    let reader = reader.spawn().unwrap();
    crate::support::wait_for("a reader", || {
        let ran = workspace.run(&["trends", "-o", "pipe"]);
        if ran.code == Some(0) { Ok(()) } else { Err(ran.stderr) }
    });
    let read = String::from_utf8(reader.wait_with_output().unwrap().stdout).unwrap();
    assert_eq!(read, workspace.run(&["trends"]).stdout);
}

#[test]
fn no_page_lands_where_it_would_be_read_as_toml() {
    let workspace = Workspace::new();
    fs::create_dir(workspace.path().join("sessions")).unwrap();
    for file in ["sessions/new.toml", "questions/new.TOML", "templates/new.toml", "stories.toml"] {
        for format in ["json", "text"] {
            let ran = workspace.run(&["trends", "--format", format, "-o", file]);
            assert_eq!(ran.code, Some(1), "{file}");
            let says = format!("{file} would be read as TOML, which no page is: give it another");
            assert!(ran.stderr.contains(&says), "{}", ran.stderr);
        }
        let ran = workspace.run(&["trends", "-o", file]);
        assert_eq!(ran.code, Some(2), "wrong usage, and nothing failed");
        assert!(ran.stderr.contains("trends writes .html, .htm, .json and .txt"), "{}", ran.stderr);
        assert!(!workspace.path().join(file).exists());
    }
}

#[test]
fn reports_that_a_process_may_not_open_are_said_and_are_no_success() {
    let workspace = Workspace::new();
    let round = Running::start(&workspace, &["drill", "coding", "--seed", "1", "--speed", "20"]);
    // Enough for what is open, and for nothing more.
    let none = Rlimit { current: Some(3), maximum: Some(3) };
    let pid = i32::try_from(round.id()).unwrap();
    prlimit(Pid::from_raw(pid), Resource::Nofile, none).unwrap();
    assert!(round.mark("answer").stdout.starts_with("first answer "));
    assert!(round.mark("end").stdout.starts_with("coding ended "));
    let ran = round.end();
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    let session = workspace.sessions().remove(0);
    let id = session.file_stem().unwrap().to_str().unwrap();
    for ending in ["md", "html"] {
        let file = format!("sessions/{id}.{ending}");
        let says = format!("the report could not be written to {file}: ");
        assert!(ran.stderr.contains(&says), "{}", ran.stderr);
        assert!(ran.stderr.contains(&format!("`mockround report {id} -o {file}` writes it")));
        assert!(!workspace.path().join(&file).exists());
        assert_eq!(workspace.run(&["report", id, "-o", &file]).code, Some(0));
    }
    assert!(!ran.stderr.contains("no file holds this session"), "{}", ran.stderr);
    let text = fs::read_to_string(&session).unwrap();
    assert!(text.ends_with("event = \"finished\"\n\n"));
}

#[test]
fn reports_that_could_not_be_written_are_written_by_the_next_report() {
    let workspace = Workspace::new();
    let args = ["drill", "coding", "--seed", "1", "--speed", "20"];
    let round = Running::start(&workspace, &args);
    let session = workspace.sessions().remove(0);
    let report = session.with_extension("md");
    fs::create_dir(&report).unwrap();
    round.mark("end");
    let ran = round.end();
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    assert!(ran.stderr.contains("the report could not be written to "), "{}", ran.stderr);
    fs::remove_dir(&report).unwrap();
    assert_eq!(workspace.run(&["report"]).code, Some(0));
    assert!(report.is_file());
}
