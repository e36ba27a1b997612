//! Rounds in a real terminal: what is on the screen, and that every way out leaves the terminal as
//! it was found.

use rustix::process::Signal;
use serde_json::json;

use crate::support::terminal::Terminal;
use crate::support::{Workspace, wait_for};

const DRILL: [&str; 4] = ["drill", "coding", "--seed", "1"];

/// A drill whose clock runs.
fn started(workspace: &Workspace) -> Terminal {
    Terminal::begun(workspace, &DRILL, 40, "understand")
}

#[test]
fn a_round_by_keys_with_its_review() {
    let workspace = Workspace::new();
    let mut terminal = started(&workspace);
    // Its heading may have gone out of sight above a long question.
    terminal.expect("question 1/2");
    terminal.keys("a");
    terminal.expect("▸ code");
    terminal.keys("n");
    terminal.expect("question 2/2");
    terminal.keys("\n");
    terminal.expect("▸ approach");
    terminal.keys(" ");
    terminal.expect("paused 0:");
    terminal.keys(" ");
    terminal.expect("going on");
    terminal.keys("n");
    terminal.expect("First answer, question 2: not marked. When was it?");
    terminal.keys("soon\n");
    terminal.expect("\"soon\" is no time");
    terminal.keys("5\n");
    terminal.expect("5: minutes or seconds?");
    terminal.keys("n\n");
    for (dimension, rating) in
        [("problem solving", "3"), ("communication", "2"), ("technical depth", ""), ("time", "1")]
    {
        terminal.expect(&format!("rating, {dimension}"));
        terminal.keys(&format!("{rating}\n"));
    }
    terminal.expect("What will you do differently?");
    terminal.keys("talk while coding\n");
    assert_eq!(terminal.end(), 0);
    assert!(terminal.is_restored());
    let report = workspace.report();
    let slot = &report["slots"][0];
    assert_eq!(slot["self_rating"], json!({ "problem solving": 3, "communication": 2, "time": 1 }));
    assert_eq!(slot["questions"][0]["first_answer"], "marked");
    assert_eq!(slot["questions"][1]["first_answer"], "never");
    assert_eq!(report["debrief"], "talk while coding");
    assert!(
        report["flags"].as_array().unwrap().iter().any(|flag| flag["kind"] == "no-first-answer")
    );
    let next = Terminal::start(&workspace, &DRILL, 40, 100);
    next.expect("last time you meant to: talk while coding");
    drop(next);
    let other = workspace.script(&["drill", "pitch", "--seed", "1"], "start\nend\n");
    assert!(other.stderr.contains("Pitch drill"), "{}", other.stderr);
    assert!(!other.stderr.contains("last time you meant to"), "{}", other.stderr);
}

#[test]
fn ctrl_c_leaves_with_a_report_and_the_round_can_be_taken_up() {
    let workspace = Workspace::new();
    let mut terminal = started(&workspace);
    terminal.keys("a");
    terminal.expect("▸ code");
    terminal.keys("\u{3}");
    assert_eq!(terminal.end(), 130);
    assert!(terminal.is_restored());
    terminal.expect("mockround resume");
    assert_eq!(workspace.report()["session"]["finished"], false);
    let mut again = Terminal::start(&workspace, &["resume"], 40, 100);
    again.expect("code 0:0");
    again.expect("Enter starts the clock");
    again.keys("\n");
    again.expect("▸ code");
    again.keys("n");
    again.expect("question 2 of 2");
    again.keys("q");
    again.expect("First answer, question 2");
    again.keys("\u{4}");
    assert_eq!(again.end(), 0);
    assert!(again.is_restored());
    let report = workspace.report();
    assert_eq!(report["session"]["finished"], true);
    assert_eq!(report["slots"][0]["questions"][0]["first_answer"], "marked");
    let refused = workspace.run(&["resume"]);
    assert_eq!(refused.code, Some(1));
    assert!(refused.stderr.contains("is finished"), "{}", refused.stderr);
}

#[test]
fn whatever_ends_the_review_the_headline_begins_on_a_line_of_its_own() {
    for end in ["\u{3}", "\u{4}", "3:0\u{3}", "mark"] {
        let workspace = Workspace::new();
        let mut terminal = started(&workspace);
        terminal.keys("q");
        terminal.expect("First answer, question 1: not marked. When was it?");
        match end {
            "mark" => drop(workspace.run(&["mark", "end"])),
            keys => terminal.keys(keys),
        }
        terminal.end();
        let title = workspace.report()["session"]["title"].as_str().unwrap().to_string();
        let headline = format!("{title} · ");
        terminal.expect(&headline);
        let screen = terminal.screen();
        let begins = screen.lines().filter(|line| line.starts_with(&headline)).count();
        assert_eq!(begins, 1, "{end:?}:\n{screen}");
        let asked = screen.matches("When was it?").count();
        assert_eq!(asked, 1, "{end:?}: asked once\n{screen}");
    }
}

#[test]
fn signals_leave_the_terminal_as_it_was() {
    for (signal, code) in
        [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130), (Signal::QUIT, 131)]
    {
        let workspace = Workspace::new();
        let mut terminal = started(&workspace);
        terminal.signal(signal);
        assert_eq!(terminal.end(), code);
        assert!(terminal.is_restored(), "{signal:?}");
        assert_eq!(workspace.report()["session"]["finished"], false);
    }
}

#[test]
fn killed_resumed_killed_resumed_and_nothing_marked_is_lost() {
    let workspace = Workspace::new();
    let mut terminal = started(&workspace);
    terminal.keys("a");
    terminal.expect("▸ code");
    terminal.signal(Signal::KILL);
    terminal.end();
    let sessions = workspace.run(&["sessions"]);
    assert!(sessions.stdout.contains("cut off"), "{}", sessions.stdout);
    let before = workspace.report();
    assert_eq!(before["slots"][0]["questions"][0]["first_answer"], "marked");
    let mut second = Terminal::start(&workspace, &["resume"], 40, 100);
    second.expect("Enter starts the clock");
    second.keys("\n");
    second.expect("▸ code");
    second.keys("n");
    second.expect("question 2 of 2");
    second.signal(Signal::KILL);
    second.end();
    let mut third = Terminal::start(&workspace, &["resume"], 40, 100);
    third.expect("Enter starts the clock");
    third.keys("\n");
    third.expect("question 2 of 2");
    third.keys("q\u{4}");
    third.expect("u + Enter");
    third.keys("\u{4}");
    assert_eq!(third.end(), 0);
    let report = workspace.report();
    assert_eq!(report["session"]["finished"], true);
    assert!(report["session"]["gap_s"].as_f64().unwrap() > 0.0);
    assert_eq!(report["slots"][0]["questions"][0]["first_answer"], "marked");
}

#[test]
fn a_round_that_waits_to_go_on_says_so_and_is_neither_marked_nor_passed_over() {
    for end in [Signal::KILL, Signal::INT] {
        let workspace = Workspace::new();
        let mut older = started(&workspace);
        older.keys("\u{3}");
        older.end();
        let older = workspace.sessions().remove(0);
        let before = std::fs::read(&older).unwrap();
        let mut terminal = Terminal::begun(&workspace, &["drill", "coding"], 40, "understand");
        terminal.keys("a");
        terminal.expect("▸ code");
        terminal.signal(end);
        terminal.end();
        let mut again = Terminal::start(&workspace, &["resume"], 40, 100);
        again.expect("Enter starts the clock");
        let waits = "waits for Enter in the terminal of its `mockround resume`";
        for mark in [&["answer"][..], &["phase"], &["next"], &["note", "mine"]] {
            let ran = workspace.run(&[&["mark"], mark].concat());
            assert_eq!((ran.code, &*ran.stdout), (Some(1), ""), "{mark:?}");
            assert!(ran.stderr.contains("the mark doesn't count: session "), "{}", ran.stderr);
            assert!(ran.stderr.contains(waits), "{}", ran.stderr);
        }
        for args in ["question", "resume"] {
            let ran = workspace.run(&[args]);
            assert_eq!(ran.code, Some(1), "{args:?}");
            assert!(ran.stderr.contains(waits), "{args:?}: {}", ran.stderr);
        }
        assert_eq!(std::fs::read(&older).unwrap(), before, "the newest was meant");
        let status = workspace.run(&["status"]);
        assert_eq!(status.code, Some(0), "{}", status.stderr);
        assert!(status.stdout.starts_with("waits for Enter in its terminal: code "));
        assert_eq!(workspace.json(&["status"])["state"], "resuming");
        again.keys("\n");
        again.expect("▸ code");
        let marked = workspace.run(&["mark", "next"]);
        assert!(marked.stdout.starts_with("question 1 ended"), "{}", marked.stderr);
        assert_eq!(workspace.json(&["status"])["state"], "running");
    }
}

#[test]
fn ctrl_z_gives_the_terminal_back_and_fg_takes_it_again() {
    let workspace = Workspace::new();
    let terminal = started(&workspace);
    terminal.signal(Signal::TSTP);
    let state = || {
        std::fs::read_to_string(format!("/proc/{}/stat", terminal.pid().as_raw_nonzero())).unwrap()
    };
    if cfg!(target_os = "linux") {
        wait_for("the stop", || if state().contains(") T ") { Ok(()) } else { Err(state()) });
    }
    assert!(terminal.is_restored());
    terminal.signal(Signal::CONT);
    wait_for("the keys", || if terminal.reads_keys() { Ok(()) } else { Err(terminal.screen()) });
    assert!(terminal.keeps_typed(), "Ctrl-C would leave a read without what was to be read");
    terminal.expect("▸ understand");
}

#[test]
fn a_prompt_is_asked_again_when_a_stopped_round_or_review_goes_on() {
    let workspace = Workspace::new();
    let mut terminal = started(&workspace);
    terminal.keys("q");
    let asked = "When was it?";
    let stopped_and_gone_on = |terminal: &Terminal, by: Signal| {
        let before = terminal.written().matches(asked).count();
        terminal.signal(by);
        let stat = format!("/proc/{}/stat", terminal.pid().as_raw_nonzero());
        let state = || std::fs::read_to_string(&stat).unwrap();
        wait_for("the stop", || if state().contains(") T ") { Ok(()) } else { Err(state()) });
        terminal.signal(Signal::CONT);
        wait_for("the prompt", || match terminal.written().matches(asked).count() > before {
            true => Ok(()),
            false => Err(terminal.screen()),
        });
    };
    terminal.expect(asked);
    if cfg!(target_os = "linux") {
        stopped_and_gone_on(&terminal, Signal::TSTP);
    }
    terminal.keys("\u{4}");
    assert_eq!(terminal.end(), 0);
    let mut review = Terminal::start(&workspace, &["review"], 24, 80);
    review.expect(asked);
    if cfg!(target_os = "linux") {
        // Without a shell above it the system stops no process by the other.
        stopped_and_gone_on(&review, Signal::STOP);
    }
    review.keys("never\n");
    review.expect("Your own rating");
    review.keys("\u{4}");
    assert_eq!(review.end(), 0);
    assert!(is_unmarked(&terminal) && is_unmarked(&review));
}

#[test]
fn no_size_is_too_small_and_none_makes_a_mess() {
    let workspace = Workspace::new();
    let mut terminal = started(&workspace);
    for (rows, columns) in [(10, 40), (1, 1), (2, 5), (60, 300), (24, 80)] {
        terminal.resize(rows, columns);
        terminal.keys("?");
    }
    terminal.expect("▸ understand");
    terminal.keys("q");
    terminal.expect("u + Enter");
    terminal.keys("\u{4}");
    assert_eq!(terminal.end(), 0);
    assert!(terminal.is_restored());
    let mut tiny = Terminal::start(&workspace, &DRILL, 1, 1);
    // What was typed before it read, all at once, would be a paste.
    tiny.expect_written("2004h");
    tiny.keys("\n");
    tiny.expect_written("began");
    tiny.keys("a");
    tiny.expect_written("first");
    tiny.keys("q");
    tiny.expect_written("problem solving");
    tiny.keys("\u{4}");
    assert_eq!(tiny.end(), 0);
}

#[test]
fn plain_mode_moves_no_cursor() {
    let workspace = Workspace::new();
    let mut args = DRILL.to_vec();
    args.push("--plain");
    let mut terminal = Terminal::start(&workspace, &args, 60, 100);
    terminal.expect("coding");
    terminal.keys("\n");
    terminal.expect("question 1 of 2");
    terminal.keys("a");
    terminal.expect("first answer 0:0");
    terminal.keys("q");
    terminal.expect("u + Enter");
    terminal.keys("\u{4}");
    assert_eq!(terminal.end(), 0);
    assert!(terminal.is_restored());
    assert!(!terminal.written().contains('\u{1b}'), "{:?}", terminal.written());
}

#[test]
fn pasted_code_marks_nothing() {
    let workspace = Workspace::new();
    let mut terminal = started(&workspace);
    terminal.keys("def answer(n): return n\n");
    terminal.expect("pasted text is ignored");
    terminal.expect("▸ understand");
    terminal.keys("\u{3}");
    assert_eq!(terminal.end(), 130);
    assert_eq!(workspace.report()["slots"][0]["questions"][0]["first_answer"], "unknown");
}

#[test]
fn an_end_by_mistake_is_taken_back_before_the_review() {
    let workspace = Workspace::new();
    let mut terminal = started(&workspace);
    terminal.keys("q");
    terminal.expect("u + Enter takes the end of the slot back");
    terminal.keys("u\n");
    terminal.expect("taken back: end");
    terminal.expect("▸ understand");
    terminal.keys("a");
    terminal.expect("▸ code");
    terminal.keys("\u{3}");
    assert_eq!(terminal.end(), 130);
}

#[test]
fn a_paste_marks_nothing_however_short_and_is_one_line_at_a_prompt() {
    let workspace = Workspace::new();
    let mut terminal = started(&workspace);
    assert!(terminal.written().contains("\u{1b}[?2004h"));
    terminal.keys("\u{1b}[200~q\u{1b}[201~nq");
    terminal.expect("pasted text is ignored");
    // A terminal that marks none.
    terminal.keys("q = seq\n");
    let ignored = || terminal.written().matches("pasted text is ignored").count();
    wait_for("the paste", || if ignored() > 1 { Ok(()) } else { Err(terminal.screen()) });
    terminal.keys("t");
    terminal.expect("thinking");
    terminal.keys("q");
    terminal.expect("u + Enter takes the end of the slot back");
    assert!(!terminal.written().contains("\u{1b}[?2004l"));
    terminal.keys("\u{1b}[200~0:10\r3\r4\r\u{1b}[201~");
    // Broken where the row ends.
    terminal.expect("] 0:10\n 3 4");
    terminal.keys("x\u{7f}\n");
    terminal.expect("\"0:10 3 4\" is no time");
    terminal.keys("u\n");
    terminal.expect("taken back: end");
    terminal.keys("q");
    let asked = || terminal.written().matches("takes the end of the slot back").count();
    wait_for("the question", || if asked() > 2 { Ok(()) } else { Err(terminal.screen()) });
    terminal.keys("n\n");
    terminal.expect("rating, problem solving");
    terminal.keys("\u{4}");
    assert_eq!(terminal.end(), 0);
    assert!(is_unmarked(&terminal));
    assert_eq!(workspace.report()["slots"][0]["self_rating"], serde_json::Value::Null);
    // The same at the prompts of a review behind the round.
    let mut review = Terminal::start(&workspace, &["review"], 24, 80);
    review.expect("rating, problem solving");
    review.keys("\u{1b}[200~3\r4\r\u{1b}[201~\r");
    review.expect("\"3 4\" is no rating");
    review.keys("\u{1b}[200~4\r\u{1b}[201~");
    review.expect("] 4");
    review.keys("\r");
    review.expect("rating, communication");
    review.keys("\u{3}");
    review.expect("1 answer is recorded");
    assert_eq!(review.end(), 130);
    assert!(is_unmarked(&review) && review.is_restored());
    let rated = &workspace.report()["slots"][0]["self_rating"];
    assert_eq!(rated, &serde_json::json!({ "problem solving": 4 }));
}

/// Whether the terminal was told to tell of pastes, and then to do so no longer.
fn is_unmarked(terminal: &Terminal) -> bool {
    let written = terminal.written();
    let (on, off) = (written.rfind("\u{1b}[?2004h"), written.rfind("\u{1b}[?2004l"));
    on.is_some() && off > on
}

#[test]
fn a_held_key_caps_lock_and_ctrl_s_do_no_harm() {
    let workspace = Workspace::new();
    let mut terminal = started(&workspace);
    terminal.keys("\u{13}");
    terminal.expect("that key means nothing here");
    terminal.keys("A");
    terminal.expect("▸ code");
    terminal.hold("n");
    terminal.expect("question 2 of 2");
    terminal.expect("it counts once");
    terminal.hold("т");
    terminal.hold("A");
    terminal.expect("▸ code");
    terminal.keys("\u{3}");
    assert_eq!(terminal.end(), 130);
    assert!(terminal.is_restored());
    let report = workspace.report();
    let questions = report["slots"][0]["questions"].as_array().unwrap();
    assert!(questions.iter().all(|question| question["first_answer"] == "marked"), "{report}");
}

#[test]
fn the_keys_are_shown_where_there_is_one_line_too() {
    let workspace = Workspace::new();
    let terminal = &mut Terminal::start(&workspace, &DRILL, 10, 40);
    terminal.keys("\n");
    terminal.expect("understand 0:");
    terminal.keys("?");
    terminal.expect("r question again");
    // Nothing is marked that it takes back.
    assert!(!terminal.screen().contains("u undo"), "{}", terminal.screen());
    terminal.keys("a");
    terminal.expect("first answer 0:");
    terminal.keys("?");
    // Broken between its words there.
    terminal.expect("undo · r question again");
    assert!(!terminal.screen().contains("hides this"), "{}", terminal.screen());
}

/// Two short slots with a break between them that is over soon.
const TWO_SLOTS: &str = r#"
title = "Two slots"
break = "2m"

[[slot]]
kind = "coding"
title = "one"
length = "10m"

[[slot.ask]]
phase = [
  { name = "understand", budget = "2m" },
  { name = "approach", budget = "4m", ends-with = "answer" },
]

[[slot]]
kind = "coding"
title = "two"
length = "10m"

[[slot.ask]]
phase = [
  { name = "read", budget = "2m" },
  { name = "approach", budget = "4m", ends-with = "answer" },
]
"#;

#[test]
fn what_is_half_typed_for_the_review_marks_nothing_in_a_slot_that_begins() {
    let workspace = Workspace::new();
    workspace.file("templates/two.toml", TWO_SLOTS);
    let args = ["run", "two", "--seed", "1", "--speed", "10"];
    let mut terminal = Terminal::begun(&workspace, &args, 40, "understand");
    terminal.keys("q");
    terminal.expect("First answer, question 1");
    // No line of the review yet: the terminal has these still when the break is over.
    terminal.keys("nsqa");
    terminal.expect("] nsqa");
    terminal.expect("the question above stays open, and `mockround review` asks it");
    terminal.expect("what is typed for the review marks nothing");
    terminal.expect("▸ read");
    terminal.keys("\u{3}");
    assert_eq!(terminal.end(), 130);
    let session = std::fs::read_to_string(&workspace.sessions()[0]).unwrap();
    let (before, after) = session.split_once("slot = 1").unwrap();
    assert!(before.contains("\"question-ended\""), "{before}");
    for mark in ["first-answer", "question-ended", "slot-ended", "undone", "rated"] {
        assert!(!after.contains(&format!("event = \"{mark}\"")), "{mark} in {after}");
    }
    let asked = workspace.script(&["review"], "");
    assert!(asked.stdout.contains("First answer, question 1"), "{}", asked.stdout);
}
