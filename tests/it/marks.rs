//! Marks from another process, taken up by the running round at the time when they were given.

use std::io::Write;
use std::process::{Child, Stdio};
#[cfg(unix)]
use std::time::{SystemTime, UNIX_EPOCH};

use crate::support::{Ran, Workspace, wait_for};

/// A round in the background whose script stays open, so that only marks from elsewhere move it.
pub(crate) struct Running<'a> {
    workspace: &'a Workspace,
    child: Option<Child>,
}

impl<'a> Running<'a> {
    pub(crate) fn start(workspace: &'a Workspace, args: &[&str]) -> Self {
        Self::start_with(workspace, args, &[])
    }

    /// As [`Running::start`], with more in its environment and in that of who asks for it.
    pub(crate) fn start_with(
        workspace: &'a Workspace,
        args: &[&str],
        environment: &[(&str, String)],
    ) -> Self {
        let command = |args: &[&str]| {
            let mut command = workspace.command(args);
            command.envs(environment.iter().map(|(key, value)| (key, value)));
            command
        };
        let mut command_of_round = command(args);
        let child = command_of_round
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        writeln!(child.stdin.as_ref().unwrap(), "start").unwrap();
        let running = Self { workspace, child: Some(child) };
        wait_for("the running round", || {
            let status = Ran::from(command(&["status"]).output().unwrap());
            if status.stdout.contains("understand") {
                Ok(())
            } else {
                Err(status.stdout + &status.stderr)
            }
        });
        running
    }

    /// The number of its process.
    #[cfg(target_os = "linux")]
    pub(crate) fn id(&self) -> u32 {
        self.child.as_ref().unwrap().id()
    }

    pub(crate) fn mark(&self, word: &str) -> Ran {
        self.workspace.run(&["mark", word])
    }

    /// Closes the script and waits for the end.
    pub(crate) fn end(mut self) -> Ran {
        let child = self.child.take().unwrap();
        Ran::from(child.wait_with_output().unwrap())
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            // A failed test must leave nothing running.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

#[test]
fn a_round_whose_only_input_is_mark_reports_what_was_marked() {
    let workspace = Workspace::new();
    let round = Running::start(&workspace, &["drill", "coding", "--seed", "1", "--speed", "60"]);
    let answer = round.mark("answer");
    assert!(answer.stdout.starts_with("first answer "), "{}{}", answer.stdout, answer.stderr);
    let note = workspace.run(&["mark", "note", "ask about 10% of it"]);
    assert_eq!((note.code, note.stdout.as_str()), (Some(0), "note kept\n"), "{}", note.stderr);
    let brief = workspace.run(&["report", "--format", "brief"]);
    assert!(brief.stdout.contains("The round is not over"), "{}", brief.stdout);
    assert!(brief.stderr.contains("the round is running"), "{}", brief.stderr);
    let again = round.mark("answer");
    assert_eq!(again.code, Some(1));
    assert!(again.stderr.contains("first answer is marked already"), "{}", again.stderr);
    assert!(round.mark("pause").stdout.starts_with("paused "));
    let refused = round.mark("next");
    assert_eq!(refused.code, Some(1));
    assert_eq!(refused.stderr, "mockround: paused: `mockround mark pause` goes on\n");
    assert_eq!(round.mark("pause").stdout, "going on\n");
    assert!(round.mark("undo").stdout.contains("taken back: first answer"));
    assert!(round.mark("next").stdout.starts_with("question 1 ended "));
    assert!(round.mark("end").stdout.starts_with("coding ended "));
    let ran = round.end();
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let report = workspace.report();
    let questions = &report["slots"][0]["questions"];
    assert_eq!(questions[0]["first_answer"], "unknown", "taken back, and nobody was asked");
    assert!(report["session"]["paused_s"].as_f64().unwrap() > 0.0);
    let nothing = workspace.run(&["mark", "answer"]);
    assert_eq!(nothing.code, Some(1));
    assert_eq!(nothing.stderr, "mockround: no round is running; `mockround run` starts one\n");
    let status = workspace.run(&["status"]);
    assert_eq!((status.stdout.as_str(), status.code), ("", Some(1)));
}

// Wine takes longer to start a process than this allows.
#[cfg(unix)]
#[test]
fn a_mark_counts_from_when_it_was_given_though_the_round_looks_once_a_second() {
    let workspace = Workspace::new();
    let round = Running::start(&workspace, &["drill", "coding", "--seed", "1"]);
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs_f64();
    let mut given = Vec::new();
    for _ in 0..5 {
        let before = now();
        let ran = round.mark("think");
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        given.push((before, now()));
    }
    round.mark("end");
    round.end();
    let text = std::fs::read_to_string(&workspace.sessions()[0]).unwrap();
    let session: toml::Table = text.parse().unwrap();
    let started: jiff::Timestamp = session["started"].as_str().unwrap().parse().unwrap();
    let started = started.as_duration().as_secs_f64();
    let marked: Vec<f64> = session["event"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|event| event["event"].as_str().unwrap().starts_with("think"))
        .map(|event| started + event["at"].as_float().unwrap())
        .collect();
    assert_eq!(marked.len(), given.len());
    // Never before it was given nor after it was answered; and at best right then: a busy machine
    // may hold a process up for a while before it can read the clock, but not five times over.
    let mut best = f64::MAX;
    for (marked, (before, after)) in marked.iter().zip(&given) {
        assert!(
            *marked >= before - 0.05 && *marked <= after + 0.05,
            "{before} … {marked} … {after}"
        );
        best = best.min(marked - before);
    }
    assert!(best < 0.2, "{best} s off");
}

#[test]
fn a_mark_finds_the_round_from_another_folder() {
    let (workspace, elsewhere) = (Workspace::new(), Workspace::new());
    let round = Running::start(&workspace, &["drill", "coding", "--speed", "60"]);
    let mut command = elsewhere.command(&["mark", "answer"]);
    for (key, value) in workspace.environment() {
        command.env(key, value);
    }
    let ran = Ran::from(command.output().unwrap());
    assert!(ran.stdout.starts_with("first answer "), "{}", ran.stderr);
    round.mark("end");
    round.end();
}

#[test]
fn a_second_process_can_not_take_a_running_session_up() {
    let workspace = Workspace::new();
    let round = Running::start(&workspace, &["drill", "coding", "--speed", "60"]);
    let ran = workspace.run(&["resume"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("running in another process"), "{}", ran.stderr);
    round.mark("end");
    round.end();
}

#[test]
fn status_says_for_programs_where_the_round_stands() {
    let workspace = Workspace::new();
    let none = workspace.run(&["status", "--format", "json"]);
    assert_eq!(none.code, Some(1));
    let none: serde_json::Value = serde_json::from_str(&none.stdout).unwrap();
    assert!(none["session"].is_null() && none["elapsed_s"].is_null(), "{none}");
    let round = Running::start(&workspace, &["drill", "coding", "--seed", "1", "--speed", "60"]);
    assert_eq!(round.mark("answer").code, Some(0));
    let status = wait_for("the answer in the status", || {
        let status = workspace.json(&["status"]);
        let is_there = status["elapsed_s"].as_f64() >= status["first_answer_s"].as_f64();
        if is_there && status["first_answer_s"].is_f64() {
            Ok(status)
        } else {
            Err(status.to_string())
        }
    });
    let file = workspace.sessions().remove(0);
    assert_eq!(status["session"], file.file_stem().unwrap().to_str().unwrap());
    for (key, expected) in [
        ("state", serde_json::json!("running")),
        ("slot", 0.into()),
        ("slot_kind", "coding".into()),
        ("question", 0.into()),
        ("phase_name", "code".into()),
        ("speed", 60.0.into()),
        ("paused_s", serde_json::Value::Null),
    ] {
        assert_eq!(status[key], expected, "{key}: {status}");
    }
    assert!(status["text"].as_str().unwrap().starts_with("code "), "{status}");
    // The session's file is taken away: what the last frame says is left.
    std::fs::rename(&file, workspace.path().join("elsewhere.toml")).unwrap();
    if cfg!(windows) {
        // Processes are not looked for there: the round has to put its file back first.
        wait_for("the session's file", || file.exists().then_some(()).ok_or("gone".to_string()));
    }
    let status = workspace.json(&["status"]);
    assert!(status["elapsed_s"].is_f64() && status["text"].is_string(), "{status}");
    round.end();
}

#[test]
fn an_answer_is_marked_late_from_elsewhere_and_by_a_script() {
    let workspace = Workspace::new();
    let args = ["drill", "coding", "--seed", "1", "--speed", "600"];
    let script = "start\n@4:00 answer --at 3:10\n@5:00 answer --ago 2m\n@5:30 next --at 1:00\n";
    let ran = workspace.script(&args, script);
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    assert!(ran.stderr.contains("script, line 4: \"next --at 1:00\" is no mark"), "{}", ran.stderr);
    let question = &workspace.report()["slots"][0]["questions"][0];
    assert_eq!(question["first_answer"], "marked");
    assert_eq!(question["first_answer_s"], 180.0);

    let workspace = Workspace::new();
    let round = Running::start(&workspace, &["drill", "coding", "--seed", "1", "--speed", "60"]);
    let late = |time: [&str; 2]| workspace.run(&[&["mark", "answer"], &time[..]].concat());
    let marked = late(["--at", "0:01"]);
    assert_eq!((marked.stdout.as_str(), marked.code), ("first answer 0:01\n", Some(0)));
    let refused = late(["--at", "59:00"]);
    assert!(refused.stderr.contains("that is still to come: "), "{}", refused.stderr);
    let refused = late(["--ago", "59:00"]);
    assert!(refused.stderr.contains("before the question was shown"), "{}", refused.stderr);
    let refused = workspace.run(&["mark", "next", "--at", "0:01"]);
    assert!(refused.stderr.contains("next can't be marked late"), "{}", refused.stderr);
    assert!(round.mark("undo").stdout.contains("taken back: late mark"));
    round.mark("end");
    round.end();
    let question = &workspace.report()["slots"][0]["questions"][0];
    assert_eq!(question["first_answer"], "unknown");
}
