//! The round that plays itself: it touches nothing of the user's, and leaves its page behind.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::support::{Ran, Workspace};

/// Where a demo is: no workspace, no settings that can be read, and a temporary folder.
struct Place {
    workspace: Workspace,
}

impl Place {
    fn new() -> Self {
        let place = Self { workspace: Workspace::new() };
        place.workspace.file("mockround.toml", "[live]\nalert-command = 'not a list'\n");
        fs::create_dir(place.temporary()).unwrap();
        place
    }

    fn temporary(&self) -> PathBuf {
        self.workspace.path().join("tmp")
    }

    /// A demo without a terminal, and without a workspace where one is named.
    fn run(&self, args: &[&str]) -> Ran {
        let mut command = self.workspace.command(&[&["demo"], args].concat());
        command.env("TMPDIR", self.temporary()).env("TMP", self.temporary());
        command.env("MOCKROUND_WORKSPACE", self.workspace.path().join("missing"));
        Ran::from(command.stdin(Stdio::null()).output().unwrap())
    }

    /// What stands in the temporary folder.
    fn left(&self) -> Vec<PathBuf> {
        names(&self.temporary())
    }

    /// Asserts that nothing was written but to the temporary folder.
    fn assert_untouched(&self) {
        let here = names(self.workspace.path());
        assert_eq!(here, [self.workspace.path().join("mockround.toml"), self.temporary()]);
    }
}

fn names(folder: &Path) -> Vec<PathBuf> {
    let mut names: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    names
}

/// A folder as a demo of the same user leaves it, with a page in it.
fn earlier(place: &Place, name: &str) -> PathBuf {
    let sessions = place.temporary().join(name).join("sessions");
    fs::create_dir_all(&sessions).unwrap();
    fs::write(sessions.join("2026-11-23T09-00-12-demo.toml"), "format = 1\n").unwrap();
    fs::write(sessions.join("2026-11-23T09-00-12-demo.html"), "<!doctype html>").unwrap();
    place.temporary().join(name)
}

#[test]
fn it_hears_its_candidate_shows_what_a_report_shows_and_touches_nothing_of_the_users() {
    let place = Place::new();
    let ran = place.run(&["--speed", "100"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    place.assert_untouched();
    let [folder] = &place.left()[..] else { panic!("{:?}", place.left()) };
    let page = ran.stderr.lines().find(|line| line.ends_with("-demo.html"));
    let page = PathBuf::from(page.expect("where the page is").trim());
    assert!(page.starts_with(folder) && fs::read_to_string(&page).unwrap().contains("<svg"));
    for expected in ["Demo round\n", "In short\n", "Tomorrow\n", "mockround drill ml-design"] {
        assert!(ran.stdout.contains(expected), "{}", ran.stdout);
    }
    fs::remove_file(place.workspace.path().join("mockround.toml")).unwrap();
    let session = page.with_extension("toml").display().to_string();
    let report = place.workspace.json(&["report", &session]);
    let slots = report["summary"]["slots"].as_array().unwrap();
    let verdicts: Vec<&str> =
        slots.iter().map(|of| of["first_answers"][0]["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts, ["on-time", "late"]);
    let kinds: Vec<&str> =
        report["flags"].as_array().unwrap().iter().map(|of| of["kind"].as_str().unwrap()).collect();
    let expected = ["slow-first-answer", "silent-stretch", "phase-over"];
    assert_eq!(kinds, expected, "{}", report["flags"]);
    assert_eq!(report["session"]["finished"], true);
    // A minute of the demo's own clock, which runs 16 times as fast.
    assert!(report["session"]["running_s"].as_f64().unwrap() < 16.0 * 55.0);
    assert_eq!(report["audio"]["unknown_s"], 0.0);
}

#[test]
fn it_clears_away_earlier_demos_and_nothing_else() {
    let place = Place::new();
    let gone = [earlier(&place, "mockround-demo-Ab12Cd"), earlier(&place, "mockround-demo-x")];
    let notes = earlier(&place, "mockround-demo-notes");
    fs::write(notes.join("mine.txt"), "mine").unwrap();
    let others = earlier(&place, "mockround-elsewhere");
    // Its script would be over before it began to read, and it has no terminal to wait for.
    let refused = place.run(&["--speed", "0"]);
    assert_eq!(refused.code, Some(2), "{}", refused.stderr);
    assert!(gone.iter().all(|folder| folder.exists()), "wrong usage clears nothing away");
    let mut command = place.workspace.command(&["demo"]);
    command.env("TMPDIR", place.temporary()).env("TMP", place.temporary());
    let mut demo = command.stdin(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    crate::support::wait_for("the demo's session", || {
        let left = place.left();
        let begun = left.iter().any(|folder| folder.join("sessions/.live").exists());
        if begun { Ok(()) } else { Err(format!("{left:?}")) }
    });
    assert!(gone.iter().all(|folder| !folder.exists()));
    assert!(notes.join("mine.txt").exists() && others.exists());
    // One that was killed is cleared away by the next, but not while it runs.
    let running =
        place.left().into_iter().find(|folder| folder.join("voice.mp3").exists()).unwrap();
    let mut second = command.stdin(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let begun = || place.left().iter().filter(|of| of.join("sessions/.live").exists()).count();
    crate::support::wait_for("a second one", || {
        if begun() == 2 { Ok(()) } else { Err(String::new()) }
    });
    assert!(running.exists());
    for demo in [&mut demo, &mut second] {
        demo.kill().unwrap();
        demo.wait().unwrap();
    }
    let mut third = command.stdin(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    crate::support::wait_for("a third one", || {
        if !running.exists() { Ok(()) } else { Err(String::new()) }
    });
    third.kill().unwrap();
    third.wait().unwrap();
}

#[test]
fn where_no_folder_can_be_made_it_says_which_variable_names_another() {
    let place = Place::new();
    fs::remove_dir(place.temporary()).unwrap();
    let ran = place.run(&[]);
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    assert!(ran.stderr.contains("no folder for the demo can be made in "), "{}", ran.stderr);
}

#[cfg(unix)]
mod in_a_terminal {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::support::terminal::Terminal;

    fn start(place: &Place, args: &[&str], rows: u16, columns: u16) -> Terminal {
        let (temporary, tools) = (place.temporary(), place.workspace.path().join("missing"));
        let variables = [("TMPDIR", &*temporary), ("PATH", &*tools), ("DISPLAY", Path::new(":7"))];
        let args = [&["demo"], args].concat();
        Terminal::start_with(&place.workspace, &args, rows, columns, &variables)
    }

    #[test]
    fn it_plays_itself_on_the_live_screen_and_ctrl_c_leaves_nothing_behind() {
        for (rows, columns, seen) in [(24, 80, "▸ understand"), (10, 40, "understand")] {
            let place = Place::new();
            let mut terminal = start(&place, &[], rows, columns);
            terminal.expect_written("Demo round");
            // What is typed means nothing, and is not echoed.
            terminal.keys("qna");
            terminal.expect(seen);
            assert!(terminal.reads_keys());
            terminal.keys("\u{3}");
            assert_eq!(terminal.end(), 130);
            assert!(terminal.is_restored());
            // Its last word goes to the next line where there is no room for it.
            terminal.expect_written("the demo was left: nothing of it is");
            assert!(!terminal.written().contains("qna"), "{}", terminal.written());
            assert_eq!(place.left(), Vec::<PathBuf>::new());
            place.assert_untouched();
        }
    }

    #[test]
    fn signals_leave_nothing_behind_also_before_the_clock_starts() {
        let place = Place::new();
        let mut terminal = start(&place, &["--speed", "0.1"], 24, 80);
        terminal.expect("session:");
        assert_eq!(place.left().len(), 1);
        terminal.signal(rustix::process::Signal::TERM);
        assert_eq!(terminal.end(), 143);
        assert!(terminal.is_restored());
        assert_eq!(place.left(), Vec::<PathBuf>::new());
    }

    #[test]
    fn without_cursor_it_prints_a_line_an_event() {
        let place = Place::new();
        let mut terminal = start(&place, &["--plain"], 40, 100);
        terminal.expect("coding began");
        terminal.keys("\u{3}");
        assert_eq!(terminal.end(), 130);
        assert!(!terminal.written().contains('\u{1b}'), "{:?}", terminal.written());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn its_end_is_one_screen_and_its_page_opens_where_there_is_a_desktop() {
        let place = Place::new();
        let tools = place.workspace.path().join("missing");
        fs::create_dir(&tools).unwrap();
        let opener = tools.join("xdg-open");
        fs::write(&opener, "#!/bin/sh\nprintf %s \"$1\" >\"$TMPDIR/opened\"\n").unwrap();
        fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).unwrap();
        let mut terminal = start(&place, &["--speed", "100"], 24, 80);
        // What it hears takes an unoptimised build longer than any one wait.
        for passed in ["first answer 2:31", "test began", "first answer 1:38", "modeling began"] {
            terminal.expect_written(passed);
        }
        assert_eq!(terminal.end(), 0);
        let opened = crate::support::wait_for("the browser", || {
            fs::read_to_string(place.temporary().join("opened")).map_err(|error| error.to_string())
        });
        assert!(fs::read_to_string(&opened).unwrap().contains("Demo round"));
        // What it wrote last may still be on its way.
        terminal.expect_written("mockround run");
        let screen = terminal.screen();
        for expected in
            ["Demo round · ", "tomorrow: ", "! ", "opened in the browser", "mockround run"]
        {
            assert!(screen.contains(expected), "{expected}\n{screen}");
        }
    }
}
