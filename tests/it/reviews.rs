//! The review after its round: what was left open is asked again, and marks are corrected.

use std::fs;
#[cfg(unix)]
use std::{
    io::Write,
    path::Path,
    process::{Child, ChildStdin, Output, Stdio},
};

use serde_json::{Value, json};

#[cfg(unix)]
use crate::marks::Running;
use crate::support::Workspace;
#[cfg(unix)]
use crate::support::{terminal::Terminal, wait_for};

const DRILL: [&str; 4] = ["drill", "coding", "--seed", "1"];

/// The first question's approach begins at 2:00, its answer is pressed at 12:40; nothing but its
/// end is marked in the second.
const MARKS: &str = "start\n@2:00 phase\n@12:40 answer\n@16:40 next\n@24:00 end\n";

/// A workspace with such a round, and what its file holds.
fn rehearsed() -> (Workspace, String) {
    let workspace = Workspace::new();
    let ran = workspace.script(&[&DRILL[..], &["--speed", "2000"]].concat(), MARKS);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let text = text(&workspace);
    (workspace, text)
}

fn text(workspace: &Workspace) -> String {
    fs::read_to_string(&workspace.sessions()[0]).unwrap()
}

/// The running times of the first question's phases, in whole seconds.
fn phases(report: &Value) -> Vec<Option<u64>> {
    let phases = report["slots"][0]["questions"][0]["phases"].as_array().unwrap();
    phases.iter().map(|phase| phase["actual_s"].as_f64().map(|s| s.round() as u64)).collect()
}

fn flagged(report: &Value, kind: &str) -> usize {
    let flags = report["flags"].as_array().unwrap();
    flags.iter().filter(|flag| flag["kind"] == kind && flag["question"] == 0).count()
}

#[test]
fn what_is_open_is_asked_from_standard_input_and_the_reports_are_written_anew() {
    let (workspace, before) = rehearsed();
    let path = workspace.sessions()[0].with_extension("md");
    let page = fs::read_to_string(&path).unwrap();
    let ran = workspace.script(&["review", "latest"], "never\n3\n\n2\n\nsay it sooner\n");
    assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("First answer, question 2: not marked."), "{}", ran.stdout);
    assert!(ran.stdout.contains("4 answers are recorded: `mockround report "), "{}", ran.stdout);
    assert!(ran.stdout.contains("2 questions are open still: `mockround review "));
    assert!(text(&workspace).starts_with(&before), "history is never edited");
    let report = workspace.report();
    let slot = &report["slots"][0];
    assert_eq!(slot["questions"][1]["first_answer"], "never");
    assert_eq!(slot["self_rating"], json!({ "problem solving": 3, "technical depth": 2 }));
    assert_eq!(report["debrief"], "say it sooner");
    assert_ne!(fs::read_to_string(&path).unwrap(), page);
    // What was answered is not asked again, and with nothing said nothing changes.
    let written = text(&workspace);
    let again = workspace.script(&["review"], "");
    assert_eq!(again.code, Some(0), "{}", again.stderr);
    assert!(!again.stdout.contains("First answer, question 2: not marked. When"));
    assert!(again.stdout.contains("rating, communication"), "{}", again.stdout);
    assert!(again.stdout.contains("nothing was recorded"), "{}", again.stdout);
    assert_eq!(text(&workspace), written);
}

/// A review whose session is tampered with after its first answer, and how it ended.
#[cfg(unix)]
fn tampered(tamper: impl FnOnce(&Path, &str)) -> (Workspace, Output) {
    let (workspace, before) = rehearsed();
    let path = workspace.sessions().remove(0);
    let (review, mut lines) = answered(&workspace, &before, "never\n");
    tamper(&path, &before);
    lines.write_all(b"3\n4\n").unwrap();
    drop(lines);
    (workspace, review.wait_with_output().unwrap())
}

/// A review that is open behind its first answer.
#[cfg(unix)]
fn answered(workspace: &Workspace, before: &str, answer: &str) -> (Child, ChildStdin) {
    let path = workspace.sessions().remove(0);
    let mut review = workspace.command(&["review"]);
    review.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut review = review.spawn().unwrap();
    let mut lines = review.stdin.take().unwrap();
    lines.write_all(answer.as_bytes()).unwrap();
    wait_for("the first answer", || {
        let now = fs::read_to_string(&path).unwrap();
        if now == before { Err("nothing was written".to_string()) } else { Ok(()) }
    });
    (review, lines)
}

/// How many answers of such a review a file holds.
#[cfg(unix)]
fn answers(path: &Path) -> usize {
    let text = fs::read_to_string(path).unwrap();
    text.matches("event = \"corrected\"").count() + text.matches("event = \"rated\"").count()
}

#[cfg(unix)]
#[test]
fn answers_are_kept_whatever_becomes_of_the_session_while_they_are_given() {
    // Its file is taken away.
    let (workspace, ran) = tampered(|path, _| fs::remove_file(path).unwrap());
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success() && said.contains("taken away: it is written again"), "{said}");
    assert_eq!(answers(&workspace.sessions()[0]), 3);
    // A version of before is put in its place, as an atomic save or a checkout does it.
    let (workspace, ran) = tampered(|path, before| {
        let new = path.with_extension("new");
        fs::write(&new, before).unwrap();
        fs::rename(new, path).unwrap();
    });
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success() && said.contains("it is whole again"), "{said}");
    assert_eq!(answers(&workspace.sessions()[0]), 3);
    // Another file is.
    let (workspace, ran) = tampered(|path, _| {
        fs::remove_file(path).unwrap();
        fs::write(path, "theirs").unwrap();
        let folder = path.with_extension("");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("s1q1.md"), "mine\n").unwrap();
    });
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success() && said.contains("the session goes on in"), "{said}");
    let sessions = workspace.sessions();
    let (theirs, ours) = sessions
        .iter()
        .partition::<Vec<_>, _>(|path| fs::read_to_string(path).unwrap() == "theirs");
    assert_eq!((theirs.len(), ours.len(), answers(ours[0])), (1, 1, 3));
    let stdout = String::from_utf8_lossy(&ran.stdout);
    let id = ours[0].file_stem().unwrap().to_string_lossy();
    assert!(stdout.contains(&format!("3 answers are recorded: `mockround report {id}`")));
    // What was typed goes with it, and the report names it there.
    assert!(!theirs[0].with_extension("").exists());
    assert_eq!(fs::read(ours[0].with_extension("").join("s1q1.md")).unwrap(), b"mine\n");
    let page = fs::read_to_string(ours[0].with_extension("md")).unwrap();
    assert!(page.contains(&format!("{id}/s1q1.md")), "{page}");
    // No session can be written any more.
    let (_, ran) = tampered(|path, _| {
        let folder = path.parent().unwrap();
        // The review writes there meanwhile.
        while folder.exists() {
            let _ = fs::remove_dir_all(folder);
        }
        fs::write(folder, "theirs").unwrap();
    });
    let said = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(1), "{said}");
    assert!(said.contains("event = \"corrected\"") && said.contains("printed above"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_review_that_is_open_is_told_and_one_that_was_killed_leaves_no_report_that_is_not_its_sessions()
{
    let (workspace, before) = rehearsed();
    let session = workspace.sessions().remove(0);
    let id = session.file_stem().unwrap().to_string_lossy().into_owned();
    let (page, note) =
        (session.with_extension("md"), session.with_file_name(format!(".live/{id}.open")));
    let read = || fs::read_to_string(&page).unwrap();
    let first = read();
    let (mut review, _lines) = answered(&workspace, &before, "never\n");
    for (args, input) in [(&["review"][..], ""), (&["sessions", "forget", &id], "y\n")] {
        let refused = workspace.script(args, input);
        assert_eq!((refused.code, &*refused.stdout), (Some(1), ""));
        let told = format!(
            "a review of session {id} is open in another terminal: finish it there, or leave it \
             with Ctrl-D; what was answered is kept"
        );
        assert!(refused.stderr.contains(&told), "{}", refused.stderr);
    }
    // What only reads leaves the reports to the review.
    assert_eq!(workspace.run(&["report"]).code, Some(0));
    assert_eq!(read(), first);
    review.kill().unwrap();
    review.wait().unwrap();
    assert!(note.exists());
    let shown = workspace.run(&["report"]);
    assert_eq!((shown.code, &*shown.stderr), (Some(0), ""));
    let second = read();
    assert!(second != first && second.contains("never"), "{second}");
    assert!(!note.exists());
    // Written anew once: a person may change it then.
    fs::write(&page, "mine\n").unwrap();
    assert_eq!(workspace.run(&["report"]).stderr, "");
    fs::write(&page, &second).unwrap();
    // The next review does it as well, though nothing is said in it.
    let (mut review, _lines) = answered(&workspace, &text(&workspace), "3\n");
    review.kill().unwrap();
    review.wait().unwrap();
    assert_eq!(read(), second);
    assert_eq!(workspace.script(&["review"], "").code, Some(0));
    assert!(read() != second && !note.exists());
}

#[cfg(unix)]
#[test]
fn a_round_that_was_gone_on_with_and_killed_leaves_no_report_of_what_it_was() {
    let workspace = Workspace::new();
    assert_eq!(workspace.script(&DRILL, "start\nanswer\nend\n").code, Some(0));
    let (session, text) = (workspace.sessions().remove(0), text(&workspace));
    let page = session.with_extension("md");
    let read = || fs::read_to_string(&page).unwrap();
    let first = read();
    let shown = text.find("event = \"question-shown\"").unwrap();
    let end = shown + text[shown..].find("\n\n").unwrap() + 2;
    fs::write(&session, &text[..end]).unwrap();
    let round = Running::start(&workspace, &["resume"]);
    assert_eq!(workspace.run(&["report"]).code, Some(0));
    assert!(workspace.run(&["sessions"]).stdout.contains("running now"));
    assert_eq!(read(), first, "it is the round's to write while that runs");
    // Kills it.
    drop(round);
    assert!(workspace.run(&["sessions"]).stdout.contains("cut off"));
    let shown = workspace.run(&["report"]);
    assert_eq!((shown.code, &*shown.stderr), (Some(0), ""));
    assert_ne!(read(), first);
    let notes = fs::read_dir(session.with_file_name(".live")).unwrap();
    let mut notes = notes.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert!(!notes.any(|name| name.ends_with(".open")));
}

#[cfg(unix)]
#[test]
fn a_round_whose_review_is_open_is_none_that_runs() {
    let (workspace, text) = rehearsed();
    let session = workspace.sessions().remove(0);
    let end = text.rfind("[[event]]").unwrap();
    fs::write(&session, &text[..end]).unwrap();
    let listed = || workspace.run(&["sessions"]).stdout;
    assert!(listed().contains("cut off"), "{}", listed());
    let (mut review, _lines) = answered(&workspace, &text[..end], "never\n");
    assert!(listed().contains("cut off") && !listed().contains("running now"), "{}", listed());
    let refused = workspace.run(&["resume"]);
    assert!(refused.stderr.contains(" is open in another terminal: "), "{}", refused.stderr);
    review.kill().unwrap();
    review.wait().unwrap();
}

/// Past the six questions that are open.
const PAST: &str = "\n\n\n\n\n\n";

#[test]
fn a_mark_is_corrected_by_its_number_and_what_follows_from_it_follows() {
    let (workspace, before) = rehearsed();
    let report = workspace.report();
    assert_eq!(phases(&report), [Some(120), Some(640), Some(240), Some(0)]);
    assert_eq!((flagged(&report, "phase-over"), flagged(&report, "slow-first-answer")), (1, 1));
    let ran = workspace.script(&["review"], &format!("{PAST}2 6:00\n1 2:10\n3 20:00\n"));
    for listed in [
        "   1    2:00  approach began",
        "   2   12:40  first answer",
        "   3       –  first answer: not marked",
        "2 is at 6:00 now: first answer",
    ] {
        assert!(ran.stdout.contains(listed), "{listed}: {}", ran.stdout);
    }
    // The second question ran for 7:20.
    assert!(ran.stdout.contains("20:00 is after the question's end at 7:20"), "{}", ran.stdout);
    assert_eq!(ran.code, Some(1), "a line of a script was refused");
    assert!(text(&workspace).starts_with(&before));
    let report = workspace.report();
    assert_eq!(phases(&report), [Some(130), Some(230), Some(640), Some(0)]);
    assert_eq!(report["slots"][0]["questions"][0]["first_answer_s"], 360.0);
    assert_eq!(flagged(&report, "slow-first-answer"), 0);
    // The last word counts, and the order of the marks stays.
    let ran = workspace.script(&["review"], &format!("{PAST}2 7:00\n2 1:00\n2 never\n2 6:30\n"));
    let why = "that is before the mark above it, next phase at 2:10: it can lie from 2:10 to 16:40";
    assert!(ran.stdout.replace('\n', " ").contains(why), "{}", ran.stdout);
    assert_eq!(workspace.report()["slots"][0]["questions"][0]["first_answer_s"], 390.0);
    let never = workspace.script(&["review"], &format!("{PAST}2 never\n"));
    assert_eq!(never.code, Some(0), "{}", never.stdout);
    let report = workspace.report();
    assert_eq!(report["slots"][0]["questions"][0]["first_answer"], "never");
}

#[test]
fn there_is_nothing_to_review_of_a_slot_that_is_not_over() {
    let workspace = Workspace::new();
    let none = workspace.run(&["review"]);
    assert_eq!(none.code, Some(1));
    assert!(none.stderr.contains("no sessions in"), "{}", none.stderr);
    let ran = workspace.script(&DRILL, "start\nend\n");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let whole = text(&workspace);
    let end = whole.find("event = \"question-ended\"").unwrap();
    let end = whole[..end].rfind("[[event]]").unwrap();
    fs::write(&workspace.sessions()[0], &whole[..end]).unwrap();
    let refused = workspace.script(&["review"], "\n");
    assert_eq!(refused.code, Some(1));
    assert!(
        refused.stderr.contains("is over: there is nothing to review yet"),
        "{}",
        refused.stderr
    );
    assert_eq!(text(&workspace), whole[..end]);
}

#[test]
#[cfg(unix)]
fn an_abandoned_review_is_taken_up_in_another_terminal_on_another_day() {
    let workspace = Workspace::new();
    let mut terminal = Terminal::begun(&workspace, &DRILL, 40, "understand");
    // A round that runs is not reviewed.
    let refused = workspace.script(&["review"], "\n");
    assert_eq!(refused.code, Some(1));
    assert!(refused.stderr.contains("its review comes after each slot"), "{}", refused.stderr);
    terminal.keys("a");
    terminal.expect("▸ code");
    terminal.keys("q");
    terminal.expect("rating, problem solving");
    terminal.keys("7\n");
    terminal.expect("\"7\" is no rating");
    terminal.keys("3\n");
    terminal.expect("rating, communication");
    // What is typed before Ctrl-D is no answer, and nothing stands on its line.
    terminal.keys("2\u{4}\u{4}");
    terminal.expect("4 questions are open: `mockround review` asks them after the round");
    assert_eq!(terminal.end(), 0);
    let screen = terminal.screen();
    let open = screen.lines().find(|line| line.contains("4 questions are open")).unwrap();
    assert!(open.starts_with("4 questions"), "{screen}");
    let mut later = Terminal::start(&workspace, &["review"], 24, 80);
    later.expect("rating, communication");
    later.keys("2\n");
    later.expect("rating, technical depth");
    later.keys("\u{4}");
    later.expect("1 answer is recorded");
    assert_eq!(later.end(), 0);
    let mut small = Terminal::start(&workspace, &["review"], 10, 40);
    small.expect("rating, technical depth");
    for asked in ["technical depth", "time", "What will you"] {
        small.expect(asked);
        small.keys("\n");
    }
    small.expect("Wrong?");
    small.expect("first answer");
    small.keys("1 never\n");
    small.expect("1 never was, now: first answer");
    small.keys("\n");
    assert_eq!(small.end(), 0);
    let slot = &workspace.report()["slots"][0];
    assert_eq!(slot["self_rating"], json!({ "problem solving": 3, "communication": 2 }));
    assert_eq!(slot["questions"][0]["first_answer"], "never");
}
