//! Names and texts that would act on a terminal never reach it, whatever command prints them; and
//! what is no file is named and not waited for.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::marks::Running;
use crate::support::{Ran, Workspace, wait_for};

/// Red from here on, the reading direction turned around, nothing seen, a tag, a separator of
/// lines; and emoji that are held together.
const BAD: &str =
    "a\u{1b}[31mb\u{202e}c\u{200f}\u{200b}\u{feff}\u{e0041}\u{2028}d\u{9b}e👩\u{200d}💻";
const SEEN: &str = "a[31mbc de👩\u{200d}💻";

/// What may not reach a terminal.
fn leaks(text: &str) -> Vec<char> {
    let is_leak = |c: &char| {
        (c.is_control() && *c != '\n')
            || "\u{200b}\u{200e}\u{200f}\u{2028}\u{2029}\u{feff}".contains(*c)
            || ('\u{202a}'..='\u{202e}').contains(c)
            || ('\u{2060}'..='\u{206f}').contains(c)
            || ('\u{e0000}'..='\u{e007f}').contains(c)
    };
    // A row of CSV ends so.
    text.replace("\r\n", "\n").chars().filter(is_leak).collect()
}

/// A workspace in a folder of that name, with a session that has such a title, a file that is no
/// session, and a question.
fn badly_named(workspace: &Workspace) -> PathBuf {
    let ran =
        workspace.script(&["drill", "coding", "--seed", "1", "--speed", "600"], "start\nend\n");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let folder = workspace.path().join(BAD);
    fs::create_dir(&folder).unwrap();
    for name in ["mockround.toml", "sessions"] {
        fs::rename(workspace.path().join(name), folder.join(name)).unwrap();
    }
    let mut sessions: Vec<PathBuf> =
        fs::read_dir(folder.join("sessions")).unwrap().map(|of| of.unwrap().path()).collect();
    sessions.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    let text = fs::read_to_string(&sessions[0]).unwrap();
    let line = text.lines().find(|line| line.starts_with("title = ")).unwrap();
    let escaped = BAD.replace('\u{1b}', "\\u001b").replace('\u{9b}', "\\u009b");
    fs::write(&sessions[0], text.replacen(line, &format!("title = \"{escaped}\""), 1)).unwrap();
    fs::write(folder.join("sessions").join(format!("2099-{BAD}.toml")), "x = \"").unwrap();
    fs::create_dir(folder.join("questions")).unwrap();
    fs::write(folder.join("questions").join(format!("{BAD}.toml")), "[[question]]\n").unwrap();
    folder
}

#[test]
fn no_command_prints_what_acts_on_the_terminal() {
    let workspace = Workspace::new();
    let folder = badly_named(&workspace);
    let folder = folder.to_str().unwrap();
    let page = format!("{folder}/{BAD}.html");
    let nowhere = format!("{folder}/none/{BAD}.md");
    let missing = format!("{folder}/{BAD}");
    for args in [
        &["sessions"][..],
        &["sessions", "--format", "json"],
        &["sessions", "forget", "2099"],
        &["report"],
        &["report", "--format", "json"],
        &["report", "--format", "markdown"],
        &["report", "--format", "html"],
        &["report", "--open", "-o", &page],
        &["report", "-o", &nowhere],
        &["report", &format!("{BAD}.toml")],
        &["report", BAD],
        &["trends"],
        &["trends", "--format", "json"],
        &["export", "--format", "ndjson"],
        &["export", "--format", "csv"],
        &["questions", "check"],
        &["questions", "check", "--format", "json"],
        &["questions"],
        &["plan", BAD],
        &["resume", BAD],
        &["mark", "next", "--session", BAD],
        &["listen", &missing],
        &["stories"],
        &["man", &nowhere],
        &["init", "--allow", &missing],
        &["doctor"],
        &["doctor", "--format", "json"],
        &[BAD],
        &["report", "--format", BAD],
        &["run", "--speed", BAD],
        &["drill", "coding", "--question", &format!("{missing}.md")],
    ] {
        let mut command = workspace.command(&[&["--workspace", folder], args].concat());
        // Nothing opens a page.
        let ran = Ran::from(command.env("PATH", "/nonexistent").output().unwrap());
        assert!(!(ran.stdout.is_empty() && ran.stderr.is_empty()), "{args:?} says nothing");
        for text in [&ran.stdout, &ran.stderr] {
            assert_eq!(leaks(text), [], "{args:?}: {text:?}");
        }
    }
    let ran = workspace.run(&["--workspace", folder, "sessions"]);
    assert!(ran.stdout.contains(&format!("2099-{SEEN}.toml: ")), "{}", ran.stdout);
    let ran = workspace.run(&["--workspace", &missing, "sessions"]);
    assert!(ran.stderr.contains("is no folder") && leaks(&ran.stderr).is_empty());
}

#[test]
fn json_holds_all_of_a_name_and_escapes_what_a_terminal_may_not_show() {
    let workspace = Workspace::new();
    let folder = badly_named(&workspace);
    let folder = folder.to_str().unwrap();
    let run = |args: &[&str]| workspace.run(&[&["--workspace", folder], args].concat()).stdout;
    let json = |args: &[&str]| {
        let text = run(&[args, &["--format", "json"]].concat());
        serde_json::from_str::<Value>(&text).unwrap_or_else(|why| panic!("{args:?}: {why}: {text}"))
    };
    assert_eq!(json(&["report"])["session"]["title"], BAD);
    assert_eq!(json(&["sessions"])["sessions"][0]["title"], BAD);
    for (args, at) in [("sessions", "/skipped/0/path"), ("trends", "/not_read/0/file")] {
        let page = json(&[args]);
        let named = page.pointer(at).and_then(Value::as_str).unwrap();
        assert!(named.contains(BAD), "{named:?}");
    }
    // What can't be escaped is left out.
    assert!(run(&["sessions"]).contains(SEEN) && run(&["report"]).contains(SEEN));
}

#[test]
fn a_round_prints_no_name_raw_and_no_text_that_was_put_into_the_question() {
    let workspace = Workspace::new();
    let folder = badly_named(&workspace);
    fs::remove_dir_all(folder.join("questions")).unwrap();
    let folder = folder.to_str().unwrap();
    let args = ["--workspace", folder, "drill", "coding", "--speed", "600"];
    let ran = workspace.script(&args, "start\nanswer\nbad \u{1b}[31m\u{202e}\nend\n");
    assert!(ran.stderr.contains("script, line 3: "), "{}", ran.stderr);
    assert_eq!(leaks(&(ran.stdout + &ran.stderr)), []);

    let workspace = Workspace::new();
    let round = Running::start(&workspace, &["drill", "coding", "--speed", "20"]);
    let file = workspace.sessions().remove(0).with_extension("question.md");
    wait_for("the question's file", || fs::metadata(&file).map_err(|error| error.to_string()));
    fs::write(&file, BAD).unwrap();
    assert_eq!(workspace.run(&["question"]).stdout, SEEN);
    round.mark("end");
    let ran = round.end();
    assert_eq!(leaks(&(ran.stdout + &ran.stderr)), []);
}

#[test]
fn the_torn_end_of_a_session_is_told_of_without_its_raw_name() {
    let workspace = Workspace::new();
    let folder = badly_named(&workspace);
    let name = format!("{BAD}.toml");
    let torn = include_str!("../golden/format-1.toml").to_string() + "[[event]]\nat = 9";
    fs::write(folder.join("sessions").join(&name), torn).unwrap();
    let args = ["--workspace", folder.to_str().unwrap(), "report", &name];
    let ran = workspace.run(&args);
    assert!(ran.stderr.contains(SEEN), "{}", ran.stderr);
    assert_eq!(leaks(&(ran.stdout + &ran.stderr)), []);
}

#[test]
fn json_holds_a_name_as_it_is() {
    let workspace = Workspace::new();
    let folder = badly_named(&workspace);
    let listed = workspace.json(&["--workspace", folder.to_str().unwrap(), "sessions"]);
    assert_eq!(listed["sessions"][0]["title"], BAD);
    let path = folder.join("sessions").join(format!("2099-{BAD}.toml"));
    assert_eq!(listed["skipped"][0]["path"], path.to_str().unwrap());
    let trends = workspace.json(&["--workspace", folder.to_str().unwrap(), "trends"]);
    let path = path.strip_prefix(workspace.path()).unwrap();
    assert_eq!(trends["not_read"][0]["file"], path.to_str().unwrap());
}

#[test]
fn a_pipe_or_a_device_in_place_of_a_file_is_an_error_and_no_wait() {
    let workspace = Workspace::new();
    let pipe = |path: &Path| {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
        path.display().to_string()
    };
    let given = pipe(&workspace.path().join("given.toml"));
    let sound = pipe(&workspace.path().join("talk.wav"));
    for (args, why) in [
        (&["report", &given][..], "given.toml"),
        (&["compare", &given, &given], "given.toml"),
        (&["resume", &given], "given.toml"),
        (&["plan", &given], "given.toml"),
        (&["plan", "--question", &given], "it is a pipe or a device, and no file"),
        (&["plan", "--question", "/dev/zero"], "it is a pipe or a device, and no file"),
        (&["questions", "check", &given], "it is a pipe or a device, and no file"),
        (&["listen", &sound], "is a pipe or a device; write the recording to a file first"),
        (&["listen", "/dev/zero"], "is a pipe or a device; write the recording"),
    ] {
        let ran = workspace.run(args);
        assert_eq!(ran.code, Some(1), "{args:?}: {}", ran.stderr);
        assert!((ran.stdout + &ran.stderr).contains(why), "{args:?}: {}", ran.stderr);
    }
    let settings = workspace.path().join("mockround.toml");
    fs::remove_file(&settings).unwrap();
    pipe(&settings);
    let ran = workspace.run(&["--workspace", ".", "plan"]);
    assert!(ran.stderr.contains("is a pipe or a device and no file"), "{}", ran.stderr);
}
