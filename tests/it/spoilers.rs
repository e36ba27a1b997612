//! What a question's author answers is in the report once the question is over, and nowhere before:
//! not in the plan, the statement, the question's file or the live screen.

use std::fs;

use crate::marks::Running;
use crate::support::Workspace;

/// A question of each kind that has right answers; what nobody may see before it is over begins
/// with SECRET.
const BANK: &str = r#"
[[question]]
id = "my-coding"
kind = "coding"
title = "My coding"
difficulty = "medium"
topics = ["mine"]
statement = "Write `f(n) -> int`."
constraints = []
follow-ups = [{ ask = "Why f?", answer = "SECRET of coding", weak = "SECRET weak" }]
hints = ["SECRET nudge", "SECRET idea", "SECRET approach"]
function = "f"
parameters = [{ name = "n", type = "int" }]
compare = "exact"
example = [{ input = "n = 1", output = "1" }]
first-approach = { idea = "SECRET first", time = "O(n)", space = "O(1)" }
better-approach = { idea = "SECRET better", time = "O(1)", space = "O(1)" }

[[question]]
id = "my-ml-design"
kind = "ml-design"
title = "My design"
difficulty = "medium"
topics = ["mine"]
statement = "Design it."
scale = []
given = []
not-given = []
follow-ups = [{ ask = "And then?", answer = "SECRET of design" }]
twist = { ask = "SECRET change", good = "SECRET reaction" }
[[question.phase]]
name = "problem exploration"
probes = [{ ask = "Which goal?", answer = "SECRET of the goal", weak = "SECRET weak goal" }]
[[question.phase]]
name = "data"
probes = [{ ask = "Which data?", answer = "SECRET of the data", weak = "SECRET weak data" }]

[[question]]
id = "my-foundations"
kind = "foundations"
title = "My foundations"
difficulty = "medium"
topics = ["mine"]
statement = "Explain it."
key-points = ["It is so."]
follow-ups = [{ ask = "Why so?", answer = "SECRET of foundations" }]
"#;

/// Every secret of the question of a kind that its report tells.
fn told_of(kind: &str) -> &'static [&'static str] {
    match kind {
        "coding" => &["SECRET of coding", "SECRET weak", "SECRET first", "SECRET better"],
        "ml-design" => &[
            "SECRET of design",
            "SECRET change",
            "SECRET reaction",
            "SECRET of the goal",
            "SECRET weak goal",
            "SECRET of the data",
            "SECRET weak data",
        ],
        _ => &["SECRET of foundations"],
    }
}

#[test]
fn answers_are_told_when_their_question_is_over_and_nowhere_before() {
    for (kind, template) in [
        ("coding", "coding-screen"),
        ("ml-design", "ml-design-drill"),
        ("foundations", "foundations-drill"),
    ] {
        let workspace = Workspace::new();
        workspace.file("questions/mine.toml", BANK);
        let topic = ["--topic", "mine", "--seed", "1"];
        let plan = [&["plan", template, "--show-questions"], &topic[..]].concat();
        for plan in [&plan[..], &[&plan[..], &["--format", "json"]].concat()] {
            let ran = workspace.run(plan);
            assert_eq!(ran.code, Some(0), "{}", ran.stderr);
            assert!(ran.stdout.contains(&format!("my-{kind}")), "{}", ran.stdout);
            assert!(!ran.stdout.contains("SECRET"), "{}", ran.stdout);
        }
        let drill = [&["drill", kind, "--show-questions", "--speed", "600"], &topic[..]].concat();
        // Left in the middle of the last question: what is open is kept back.
        let ran = workspace.script(&drill, "start\n@0:30 probe\n@0:40 question\n@0:50 think\n");
        assert!(ran.stderr.contains("My "), "{}", ran.stderr);
        assert!(!ran.stderr.contains("SECRET"), "{}", ran.stderr);
        let page = workspace.run(&["report", "--format", "markdown"]).stdout;
        for told in told_of(kind) {
            assert!(page.contains(told), "{told}: {page}");
        }
    }
}

#[test]
fn a_question_on_screen_and_its_file_hold_no_answer_and_hints_come_one_by_one() {
    let workspace = Workspace::new();
    workspace.file("questions/mine.toml", BANK);
    let drill = ["drill", "coding", "--count", "1", "--topic", "mine", "--seed", "1"];
    let round = Running::start(&workspace, &[&drill[..], &["--speed", "60"]].concat());
    let shown = workspace.run(&["question"]).stdout;
    let folder = workspace.path().join("sessions");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let file = files
        .filter(|path| path.to_str().is_some_and(|path| path.ends_with(".question.md")))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect::<String>();
    assert!(shown.contains("My coding") && file.contains("My coding"), "{shown}{file}");
    assert!(!shown.contains("SECRET") && !file.contains("SECRET"), "{shown}{file}");
    for hint in ["1 of 3: SECRET nudge", "2 of 3: SECRET idea"] {
        let taken = round.mark("hint");
        assert_eq!(taken.stdout, format!("hint {hint}\n"), "{}", taken.stderr);
    }
    let again = workspace.run(&["question"]).stdout;
    assert!(
        again.ends_with("\nhints that you took:\n  1. SECRET nudge\n  2. SECRET idea\n"),
        "{again}"
    );
    // What was seen stays seen.
    let undo = round.mark("undo");
    assert!(undo.stderr.contains("nothing in this slot to take back"), "{}", undo.stderr);
    let ran = round.end();
    assert!(!ran.stderr.contains("SECRET approach"), "{}", ran.stderr);
    let report = workspace.report();
    let hints = report["slots"][0]["questions"][0]["hints"].as_array().unwrap();
    assert_eq!((hints.len(), &hints[1]["hint"]), (2, &"SECRET idea".into()));
    let page = workspace.run(&["report", "--format", "markdown"]).stdout;
    assert!(page.contains("hints taken: ") && page.contains(": SECRET nudge"), "{page}");
}

#[test]
fn while_a_round_runs_its_report_keeps_the_answers_of_questions_back_that_have_ended() {
    let workspace = Workspace::new();
    workspace.file("questions/mine.toml", BANK);
    let drill = ["drill", "coding", "--count", "2", "--topic", "mine", "--seed", "1"];
    let round = Running::start(&workspace, &[&drill[..], &["--speed", "60"]].concat());
    let next = round.mark("next");
    assert_eq!(next.code, Some(0), "{}", next.stderr);
    for format in ["text", "markdown", "html", "json", "brief"] {
        let ran = workspace.run(&["report", "--format", format]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        assert!(ran.stdout.contains("My coding"), "{format}: {}", ran.stdout);
        assert!(!ran.stdout.contains("SECRET"), "{format}: {}", ran.stdout);
        assert!(ran.stderr.contains("when it is over"), "{format}: {}", ran.stderr);
    }
    round.end();
    let ran = workspace.run(&["report", "--format", "markdown"]);
    assert!(ran.stdout.contains("SECRET first"), "{}", ran.stdout);
    assert!(!ran.stderr.contains("when it is over"), "{}", ran.stderr);
}
