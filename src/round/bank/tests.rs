use std::path::Path;

use super::*;
use crate::round::{Approach, Brief, CheckItem, Example, PhaseNotes, QuestionId};
use crate::round::{Difficulty, Theme};
use crate::word::Word;

const CODING: &str = r#"
[[question]]
id = "two-sum"
kind = "coding"
title = "Two of a sum"
difficulty = "easy"
topics = ["arrays", "hashing"]
statement = """
Find two.
"""
constraints = ["n <= 10"]
follow-ups = ["And three?"]
[[question.example]]
input = "[1, 2], 3"
output = "[0, 1]"
why = "1 + 2"
[question.first-approach]
idea = "Try all pairs."
time = "O(n^2)"
space = "O(1)"
[question.better-approach]
idea = "Look the partner up."
time = "O(n)"
space = "O(n)"
"#;

const DESIGN: &str = r#"
[[question]]
id = "spam"
kind = "ml-design"
title = "Spam"
difficulty = "hard"
statement = "Design it."
scale = ["1 a day"]
given = []
not-given = ["labels"]
[[question.phase]]
name = "data"
checklist = [{ item = "labels", detail = "Reports." }]
probes = ["What if there are none?"]
outcome = "Some data."
"#;

fn read(text: &str) -> Result<Bank, String> {
    Bank::read(&[("q.toml", text)]).map_err(|problems| problems.to_string())
}

/// How many built-in questions of a kind there are.
fn count(bank: &Bank, kind: QuestionKind, which: impl Fn(&Question) -> bool) -> usize {
    bank.of_kind(kind).filter(|question| which(question)).count()
}

/// The files of questions in a folder and in those inside it, by their names in the bank.
fn question_files(folder: &Path, name: &str) -> Vec<String> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{name}{}", entry.file_name().into_string().unwrap());
        if entry.file_type().unwrap().is_dir() {
            files.extend(question_files(&entry.path(), &format!("{name}/")));
        } else {
            files.push(name);
        }
    }
    files
}

#[test]
fn every_file_of_builtin_questions_is_in_the_bank() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/builtin/questions");
    let mut there = question_files(&folder, "built-in ");
    let mut named: Vec<&str> = BUILTIN.iter().map(|(name, _)| *name).collect();
    there.sort();
    named.sort_unstable();
    assert_eq!(named, there);
}

#[test]
fn a_bank_of_some_kinds_has_all_their_questions_and_reads_no_others() {
    let whole = Bank::with_builtin(&[]).unwrap();
    for kind in QuestionKind::all() {
        let some = Bank::with_builtin_of(&[*kind], &[]).unwrap();
        assert_eq!(some.entries().len(), count(&whole, *kind, |_| true), "{}", kind.word());
        assert_eq!(count(&some, *kind, |_| true), some.entries().len(), "{}", kind.word());
    }
    let own = |id: &str| CODING.replace("two-sum", id);
    let own = [("mine.toml".to_string(), own("gift-card-pair"))];
    let some = Bank::with_builtin_of(&[QuestionKind::Pitch], &own).unwrap();
    assert_eq!(some.get("gift-card-pair").unwrap().file, "mine.toml");
}

#[test]
fn a_kind_answered_with_stories_has_themes_and_no_other_has() {
    for entry in Bank::with_builtin(&[]).unwrap().entries() {
        let (question, id) = (&entry.question, entry.question.id.as_str());
        assert_eq!(question.brief.theme().is_some(), question.kind().is_story(), "{id}");
    }
}

#[test]
fn a_topic_is_found_in_the_builtin_files_as_in_the_bank() {
    let bank = Bank::with_builtin(&[]).unwrap();
    for topic in bank.topics().into_iter().chain(["tree", "", "topics", "e"]) {
        for kind in QuestionKind::all() {
            let is_known = bank.of_kind(*kind).any(|of| of.topics.iter().any(|of| of == topic));
            assert_eq!(has_builtin_topic(*kind, topic), is_known, "{topic} of {}", kind.word());
        }
    }
}

#[test]
fn how_hard_a_question_is_is_found_in_the_builtin_files_as_in_the_bank() {
    let bank = Bank::with_builtin(&[]).unwrap();
    let found = builtin_difficulties();
    assert_eq!(found.len(), bank.entries().len());
    for Entry { question, .. } in bank.entries() {
        assert_eq!(found.get(question.id.as_str()), Some(&question.difficulty), "{question:?}");
    }
}

#[test]
fn the_builtin_bank_is_whole() {
    let bank = Bank::with_builtin(&[]).unwrap();
    let counts = [
        (QuestionKind::Coding, 80),
        (QuestionKind::MlDesign, 36),
        (QuestionKind::Behavioral, 68),
        (QuestionKind::Pitch, 10),
        (QuestionKind::Foundations, 110),
        (QuestionKind::DeepDive, 14),
    ];
    for (kind, expected) in counts {
        assert_eq!(count(&bank, kind, |_| true), expected, "{}", kind.word());
    }
    for theme in Theme::all() {
        let of_theme = |question: &Question| question.brief.theme() == Some(*theme);
        assert!(count(&bank, QuestionKind::Behavioral, of_theme) >= 6, "{theme:?}");
    }
    let medium = count(&bank, QuestionKind::Coding, |question| {
        question.difficulty == Some(Difficulty::Medium)
    });
    let coding = count(&bank, QuestionKind::Coding, |_| true);
    assert!(medium * 2 > coding, "coding is mostly medium, not {medium} of {coding}");
    let statements: std::collections::HashSet<&str> =
        bank.entries().iter().map(|e| e.question.statement.as_str()).collect();
    assert_eq!(statements.len(), bank.entries().len(), "no question is there twice");
}

#[test]
fn every_builtin_question_has_what_its_kind_needs() {
    let bank = Bank::with_builtin(&[]).unwrap();
    for entry in bank.entries() {
        let (question, id) = (&entry.question, &entry.question.id);
        assert_eq!(entry.contradictions(), [], "{id}");
        assert_eq!(entry.warnings(), [], "{id}");
        for probe in question.notes.iter().flat_map(|notes| &notes.probes) {
            let answer = question.answer_to(probe);
            assert!(answer.is_some_and(|of| of.weak.is_some()), "{id}: {probe}");
        }
        match &question.brief {
            Brief::Coding { examples, hints, signature, .. } => {
                assert!(examples.len() >= 2, "{id}");
                assert_eq!((hints.len(), signature.is_some()), (3, true), "{id}");
            }
            Brief::Behavioral { listens_for, .. }
            | Brief::Pitch { listens_for }
            | Brief::DeepDive { listens_for } => {
                assert!(listens_for.len() >= 3, "{id}");
                assert!(question.follow_ups.len() >= 2, "{id}");
            }
            Brief::Foundations { key_points } => {
                assert!((3..=9).contains(&key_points.len()), "{id}")
            }
            Brief::MlDesign { twist, .. } => {
                assert!(twist.is_some(), "{id}");
                let names: Vec<&str> =
                    question.notes.iter().map(|notes| notes.name.as_str()).collect();
                assert_eq!(names, QuestionKind::MlDesign.phase_names(), "{id}");
                // A phase can be rehearsed alone when those before it have an outcome.
                for notes in question.notes.iter().filter(|notes| notes.name != "wrap-up") {
                    assert!(
                        notes.outcome.is_some() && !notes.checklist.is_empty(),
                        "{id}, {}",
                        notes.name
                    );
                }
            }
        }
    }
}

#[test]
fn every_field_is_read() {
    let bank = read(&format!("{CODING}{DESIGN}")).unwrap();
    let coding = &bank.get("two-sum").unwrap();
    assert_eq!((coding.file.as_str(), coding.line), ("q.toml", 3));
    assert_eq!(
        coding.question,
        Question {
            id: QuestionId::try_from("two-sum".to_string()).unwrap(),
            title: "Two of a sum".into(),
            difficulty: Some(Difficulty::Easy),
            topics: vec!["arrays".into(), "hashing".into()],
            statement: "Find two.".into(),
            follow_ups: vec!["And three?".into()],
            answers: vec![],
            brief: Brief::Coding {
                constraints: vec!["n <= 10".into()],
                examples: vec![Example {
                    input: "[1, 2], 3".into(),
                    output: "[0, 1]".into(),
                    why: Some("1 + 2".into())
                }],
                first_approach: Some(Approach {
                    idea: "Try all pairs.".into(),
                    time: "O(n^2)".into(),
                    space: "O(1)".into()
                }),
                better_approach: Some(Approach {
                    idea: "Look the partner up.".into(),
                    time: "O(n)".into(),
                    space: "O(n)".into()
                }),
                hints: vec![],
                signature: None,
                cases: Vec::new(),
            },
            notes: vec![],
        }
    );
    let design = &bank.get("spam").unwrap().question;
    assert_eq!(
        design.notes,
        [PhaseNotes {
            name: "data".into(),
            checklist: vec![CheckItem { item: "labels".into(), detail: "Reports.".into() }],
            probes: vec!["What if there are none?".into()],
            outcome: Some("Some data.".into()),
        }]
    );
}

#[test]
fn every_problem_of_a_file_is_named() {
    let text = CODING
        .replace("id = \"two-sum\"", "id = \"../etc\"")
        .replace("difficulty = \"easy\"", "difficulty = \"eazy\"")
        .replace("output", "ouput")
        .replace("title = \"Two of", "title = \"\\u001b[2JTwo of");
    assert_eq!(
        read(&text).unwrap_err(),
        "q.toml:3: question.id: must be 1 to 64 characters of a-z, 0-9 and '-'\n\
         q.toml:5: question.title: must not have control characters, and has U+001B\n\
         q.toml:6: question.difficulty: \"eazy\" is unknown: did you mean \"easy\"?\n\
         q.toml:13: question.example.output: is missing\n\
         q.toml:15: question.example.ouput: unknown key: did you mean \"output\"?"
    );
}

#[test]
fn what_is_missing_makes_nothing_else_unknown() {
    let signature = "constraints = [\"n\"]\nhints = [\"a\", \"b\", \"c\"]\nfunction = \"two\"\n\
         parameters = [{ name = \"n\", type = \"int\" }]\ncompare = \"exact\"\n";
    let whole = CODING.replace("constraints = [\"n <= 10\"]\n", signature);
    assert!(read(&whole).is_ok(), "{:?}", read(&whole));
    for text in [&whole, DESIGN] {
        for line in text.lines().filter(|line| !line.starts_with("[[question]]")) {
            let read = read(&text.replacen(&format!("{line}\n"), "", 1));
            let problems = read.err().unwrap_or_default();
            let is_toml = !problems.contains("unknown key") || line.starts_with('[');
            assert!(is_toml || line.starts_with("kind"), "without {line}: {problems}");
        }
    }
    let tables = whole.find("[question.first-approach]").unwrap();
    assert_eq!(
        read(&whole[..tables]).unwrap_err(),
        "q.toml:2: question.first-approach: is missing\n\
         q.toml:2: question.better-approach: is missing"
    );
}

#[test]
fn a_phase_that_is_nearly_a_usual_one_is_a_slip_and_another_is_not() {
    let slip = DESIGN.replace("name = \"data\"", "name = \"dat\"");
    assert_eq!(
        read(&slip).unwrap_err(),
        "q.toml:12: question.phase.name: \"dat\" is no phase of ml-design questions: \
         did you mean \"data\"?"
    );
    assert!(read(&DESIGN.replace("name = \"data\"", "name = \"trade-offs\"")).is_ok());
}

#[test]
fn checklists_fit_the_keys_and_the_live_line() {
    let items = ["{ item = 'x', detail = 'y' }"; 10].join(", ");
    let ten = DESIGN.replace("{ item = \"labels\", detail = \"Reports.\" }", &items);
    assert!(
        read(&ten)
            .unwrap_err()
            .contains("question.phase.checklist: must not have more than 9 items, not 10")
    );
    let long = DESIGN.replace("item = \"labels\"", "item = \"1234567890123456789012345\"");
    assert!(
        read(&long).unwrap_err().contains("item: must not be longer than 24 characters, not 25")
    );
}

#[test]
fn an_unknown_kind_hides_no_other_problem_and_raises_none() {
    let text = "[[question]]\nid = \"a\"\nkind = \"codin\"\ntitle = \"\"\n\
                statement = \"x\"\nconstraints = []\n";
    assert_eq!(
        read(text).unwrap_err(),
        "q.toml:3: question.kind: \"codin\" is unknown: did you mean \"coding\"?\n\
         q.toml:4: question.title: must not be empty"
    );
}

#[test]
fn an_id_twice_names_both_places() {
    let line = CODING.lines().count() + 3;
    assert_eq!(
        read(&format!("{CODING}{CODING}")).unwrap_err(),
        format!(
            "q.toml:{line}: question.id: \"two-sum\" is there already, at q.toml:3; \
             give one of them another id"
        )
    );
    let across = Bank::read(&[("a.toml", CODING), ("b.toml", CODING)]).unwrap_err().to_string();
    assert!(across.starts_with("b.toml:3: ") && across.contains("at a.toml:3"), "{across}");
}

#[test]
fn of_two_files_with_one_id_the_first_counts_in_a_workspace() {
    let own = |name: &str, text: &str| (name.to_string(), text.to_string());
    let more = CODING.replace("two-sum", "my-own");
    let files = [own("mine.toml", CODING), own("mine (1).toml", &format!("{CODING}{more}"))];
    let bank = Bank::with_builtin(&files).unwrap();
    assert_eq!(bank.get("two-sum").unwrap().file, "mine.toml");
    assert_eq!(bank.get("my-own").unwrap().file, "mine (1).toml");
    let [repeated] = bank.repeated() else { panic!("{:?}", bank.repeated()) };
    assert_eq!(repeated.file, "mine (1).toml");
    // In one file it is a mistake of its author.
    assert!(Bank::with_builtin(&[own("q.toml", &format!("{CODING}{CODING}"))]).is_err());
}

#[test]
fn a_workspace_question_wins_over_a_builtin_one() {
    let builtin = Bank::with_builtin(&[]).unwrap();
    let id = builtin.of_kind(QuestionKind::Coding).next().unwrap().id.clone();
    let own = CODING.replace("two-sum", id.as_str());
    let bank = Bank::with_builtin(&[("mine.toml".to_string(), own)]).unwrap();
    assert_eq!(bank.entries().len(), builtin.entries().len());
    assert_eq!(bank.get(id.as_str()).unwrap().file, "mine.toml");
}

#[test]
fn a_large_statement_is_refused() {
    let text = CODING.replace("Find two.", &"x".repeat(20_001));
    assert_eq!(
        read(&text).unwrap_err(),
        "q.toml:8: question.statement: must not be longer than 20000 bytes"
    );
}

#[test]
fn an_id_of_a_storys_ladder_is_kept_for_it() {
    let bank = |id: &str| {
        read(&format!(
            "[[question]]\nid = '{id}'\nkind = 'behavioral'\ntitle = 'B'\nstatement = 'S.'\n\
             theme = 'growth'\nlistens-for = []\n"
        ))
    };
    assert_eq!(
        bank("ladder-90-conflict").unwrap_err(),
        "q.toml:2: question.id: is kept for the ladder of a story; give the question another"
    );
    for id in ["ladder-conflict", "ladder-90", "my-ladder-90-conflict"] {
        assert_eq!(bank(id).unwrap().entries().len(), 1, "{id}");
    }
    // Only a story is told on a ladder.
    assert!(read(&CODING.replace("two-sum", "ladder-90-rungs")).is_ok());
}
