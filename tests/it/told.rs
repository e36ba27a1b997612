//! Behavioral slots and drills in a terminal, with their reviews: what is asked, when, and what
//! comes of it.

use std::fs;

use serde_json::{Value, json};

use crate::stories::story;
use crate::support::Workspace;
use crate::support::terminal::Terminal;

/// Starts a drill, with its clock running.
fn started(workspace: &Workspace, args: &[&str], phase: &str) -> Terminal {
    Terminal::begun(workspace, &[&["drill"], args].concat(), 50, phase)
}

/// Skips a line of the review for each of these.
fn skip(terminal: &mut Terminal, prompts: &[&str]) {
    for prompt in prompts {
        terminal.expect(prompt);
        terminal.keys("\n");
    }
}

const RATINGS: [&str; 5] = [
    "rating, problem solving",
    "rating, communication",
    "rating, technical depth",
    "rating, time",
    "What will you do",
];

#[test]
fn a_behavioral_slot_with_its_stories_and_its_self_review() {
    let workspace = Workspace::new();
    let bank = [
        story("first-try", "'growth'"),
        story("outage", "'conflict'"),
        story("second-try", "'growth'"),
    ]
    .concat();
    workspace.file("stories.toml", &bank);
    let args = ["behavioral", "--theme", "growth", "--count", "2", "--seed", "1"];
    let mut terminal = started(&workspace, &args, "situation");
    terminal.keys("a");
    terminal.expect("▸ follow-ups");
    assert!(
        !terminal.screen().contains("first-try"),
        "no story is offered before the slot is over"
    );
    terminal.keys("n");
    terminal.expect("question 2 of 2");
    terminal.keys("n");
    terminal.expect("which story did you tell?");
    // Neither was told: by name. The outage doesn't fit the theme.
    terminal.expect("1 The first-try (first-try), never told");
    terminal.expect("2 The second-try (second-try), never told");
    assert!(!terminal.screen().contains("outage"));
    terminal.keys("5\n");
    terminal.expect("\"5\" is no story");
    terminal.keys("2\n");
    terminal.expect("Question 2,");
    terminal.keys("outage\n");
    terminal.expect("Ownership: was it clear what you did yourself?");
    assert!(!terminal.screen().contains(" of 10:00"), "no number before the self-review");
    terminal.keys("n\n");
    terminal.expect("no: what in your answers shows it?");
    terminal.keys("said we throughout\n");
    terminal.expect("End of your answer, question 2: not marked");
    terminal.keys("0:00\n");
    skip(&mut terminal, &RATINGS);
    // A sitting asks ten things; what it left out and what was skipped is open.
    terminal.expect("13 questions are open: `mockround review` asks them after the round");
    assert_eq!(terminal.end(), 0);
    assert!(terminal.is_restored());
    let ran = workspace.script(&["review"], "y the parts were in order\n\n\n\n?\n");
    assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
    for asked in ["Structure:", "Result:", "Scale:", "collapse under ambiguity", "spin their"] {
        assert!(ran.stdout.contains(asked), "{asked}: {}", ran.stdout);
    }
    assert!(ran.stdout.contains("2 answers are recorded"), "{}", ran.stdout);
    assert!(ran.stdout.contains("11 questions are open still"), "{}", ran.stdout);
    let report = workspace.report();
    let slot = &report["slots"][0];
    assert_eq!(
        slot["questions"][0]["story"],
        json!({ "id": "second-try", "told_30d": 0, "last_told": null })
    );
    assert_eq!(slot["questions"][1]["story"]["id"], "outage");
    let said = |ask: &str, answer: &str, note: Option<&str>| -> Value {
        json!({ "question": null, "ask": ask, "answer": answer, "note": note })
    };
    let expected = json!([
        said("ownership", "no", Some("said we throughout")),
        said("structure", "yes", Some("the parts were in order")),
        said("spins their wheels", "unsure", None),
    ]);
    assert_eq!(slot["reviewed"], expected);
    assert_eq!(slot["self_rating"], json!(null));
    assert_eq!(slot["questions"][1]["answer_s"], 0.0);
    // The bank knows of it: the matrix, the list, and the next review.
    let listed = workspace.json(&["stories"]);
    let told: Vec<&Value> =
        listed.as_array().unwrap().iter().map(|story| &story["times_told"]).collect();
    assert_eq!(told, [&json!(0), &json!(1), &json!(1)]);
    let matrix = workspace.json(&["stories", "matrix"]);
    let growth = &matrix["themes"][2]["stories"];
    assert_eq!(
        (&growth[0]["times_told"], &growth[1]["times_told"], &growth[2]["times_told"]),
        (&json!(0), &json!(1), &json!(1))
    );
    let mut again =
        started(&workspace, &["behavioral", "--theme", "growth", "--count", "1"], "situation");
    again.keys("an");
    again.expect("1 The first-try (first-try), never told");
    again.expect("2 The second-try (second-try), told once");
    again.keys("2\n\u{4}");
    assert_eq!(again.end(), 0);
    let story = &workspace.report()["slots"][0]["questions"][0]["story"];
    assert_eq!((&story["id"], &story["told_30d"]), (&json!("second-try"), &json!(1)));
    let page = workspace.run(&["report", "--format", "markdown"]).stdout;
    assert!(
        page.contains(
            "story second-try, told once in the 30 days before, last less than a day before"
        ),
        "{page}"
    );
}

#[test]
fn a_round_goes_on_without_stories_that_cant_be_read() {
    let workspace = Workspace::new();
    workspace.file("stories.toml", "[[story]]\nid = 3\n");
    let ran = workspace.script(&["drill", "behavioral", "--speed", "5000"], "start\n@1:00 end\n");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("stories.toml:2: story.id: must be text in quotes"),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr.contains("the review will not ask which stories you told"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_foundations_drill_asks_what_was_not_ticked() {
    let workspace = Workspace::new();
    let mut terminal =
        started(&workspace, &["foundations", "--count", "2", "--seed", "3"], "answer");
    assert!(!terminal.screen().contains("a good answer says"));
    terminal.keys("a");
    terminal.expect("a good answer says (its number ticks what you said)");
    terminal.expect("[3] ");
    terminal.keys("31");
    terminal.expect("ticked ");
    terminal.keys("n");
    terminal.expect("question 2 of 2");
    terminal.keys("n");
    // What gives an answer away comes second: until then the end of the slot can be taken back.
    skip(&mut terminal, &RATINGS[..1]);
    terminal.expect("which of these did you say?");
    terminal.keys("2, 99\n");
    terminal.expect("write numbers from 1 to");
    terminal.keys("2\n");
    // How somebody talks isn't rated where facts are asked for.
    skip(&mut terminal, &RATINGS[2..]);
    assert_eq!(terminal.end(), 0);
    let report = workspace.report();
    let phase = |question: usize| report["slots"][0]["questions"][question]["phases"][1].clone();
    let count = |question: usize, field: &str| phase(question)[field].as_array().unwrap().len();
    assert_eq!((count(0, "ticked"), count(1, "ticked")), (2, 1));
    assert_eq!(
        report["slots"][0]["reviewed"],
        json!([{ "question": 1, "ask": "key points", "answer": "2", "note": null }])
    );
}

#[test]
fn a_pitch_and_a_design_phase_in_a_terminal() {
    let workspace = Workspace::new();
    let mut terminal = started(&workspace, &["pitch", "--count", "1"], "pitch");
    terminal.keys("n");
    // A pitch solves no problem, and has no depth.
    skip(&mut terminal, &["rating, communication", "rating, time", "What will you do"]);
    assert_eq!(terminal.end(), 0);
    assert!(workspace.report()["slots"][0]["questions"][0]["answer_s"].is_number());
    let mut terminal =
        started(&workspace, &["ml-design", "--phase", "data", "--count", "1"], "data");
    terminal.expect("Settled so far:");
    terminal.expect("- problem exploration: ");
    terminal.keys("1");
    terminal.expect("ticked ");
    terminal.keys("n");
    skip(&mut terminal, &RATINGS[..1]);
    terminal.expect("[numbers, like 1 3");
    terminal.keys("1 2\n");
    skip(&mut terminal, &RATINGS[1..]);
    assert_eq!(terminal.end(), 0);
    let report = workspace.report();
    let phase = &report["slots"][0]["questions"][0]["phases"][0];
    let count = |field: &str| phase[field].as_array().unwrap().len();
    assert_eq!((count("covered"), count("ticked")), (1, 2));
}

#[test]
fn a_ladder_in_a_terminal_says_the_length_of_every_telling() {
    let workspace = Workspace::new();
    workspace.file("stories.toml", &story("late-launch", "'delivery'"));
    let mut terminal = started(&workspace, &["story", "late-launch"], "situation");
    for length in ["in 3 minutes", "in 90 seconds", "in 60 seconds", "in 30 seconds"] {
        terminal.expect(length);
        terminal.keys("n");
    }
    skip(&mut terminal, &["Ownership", "Structure", "Result", "Scale"]);
    skip(&mut terminal, &RATINGS);
    assert_eq!(terminal.end(), 0);
    let questions = workspace.report()["slots"][0]["questions"].as_array().unwrap().clone();
    assert!(
        questions
            .iter()
            .all(|question| question["answer_s"].is_number() && question["story"].is_null())
    );
    // Practice is no telling.
    let told = workspace.json(&["stories"]);
    assert_eq!(told[0]["times_told"], 0);
    assert!(fs::read_dir(workspace.path().join("sessions")).unwrap().count() >= 2);
}
