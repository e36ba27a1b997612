use super::answers::CaseAnswer;
use super::*;
use crate::round::bank::Bank;
use crate::round::{Likeness, QuestionKind};

fn example(input: &str, output: &str) -> Example {
    Example { input: input.to_string(), output: output.to_string(), why: None }
}

fn trial() -> CodeTrial {
    CodeTrial {
        name: "s1q1.py".to_string(),
        code: Vec::new(),
        signature: Signature {
            function: "twice".to_string(),
            parameters: Vec::new(),
            compare: Likeness::Exact,
        },
        examples: vec![example("n = 1", "2"), example("n = 2", "4")],
        cases: Some(vec![example("n = 0", "0")]),
    }
}

/// What a run comes to that answers so, and is cut off for a reason.
fn result(answers: &[&str], cut_off: Option<&str>) -> TrialResult {
    let mut tally = Tally::of(&trial());
    for answer in answers {
        tally.take(serde_json::from_str::<CaseAnswer>(answer).unwrap());
    }
    if let Some(why) = cut_off {
        tally.cut_off(why);
    }
    tally.out_of_time(Duration::from_secs(10));
    tally.result(Duration::ZERO)
}

const PASSED: [&str; 3] = [
    r#"{"case": 0, "passed": true}"#,
    r#"{"case": 1, "passed": true}"#,
    r#"{"case": 2, "passed": true}"#,
];

#[test]
fn examples_and_cases_are_counted_apart() {
    let all = result(&PASSED, None);
    assert_eq!(all.examples, Passed { passed: 2, of: 2 });
    assert_eq!(all.cases, Some(Passed { passed: 1, of: 1 }));
    assert!(all.is_good() && all.first_failure.is_none() && all.notes.is_empty());
    let failed = r#"{"case": 2, "passed": false, "got": "1", "expected": "0"}"#;
    let one = result(&[PASSED[0], PASSED[1], failed], None);
    assert!(!one.is_good());
    let failure = one.first_failure.unwrap();
    assert_eq!((failure.input.as_str(), failure.got.as_deref()), ("n = 0", Some("1")));
}

#[test]
fn what_ran_when_a_process_went_is_what_failed() {
    let begun = r#"{"begins": 1}"#;
    let cut = result(&[PASSED[0], begun], Some("time: not over in 2 s"));
    assert_eq!(cut.examples, Passed { passed: 1, of: 2 });
    let failure = cut.first_failure.unwrap();
    assert_eq!(failure.error.as_deref(), Some("time: not over in 2 s"));
    assert_eq!((failure.input.as_str(), failure.expected.as_str()), ("n = 2", "4"));
    // Before any case it is the file.
    let file = result(&[r#"{"begins": -1}"#], Some("gone"));
    let error = file.first_failure.unwrap().error;
    assert_eq!(error.as_deref(), Some("the file as such: gone"));
    assert_eq!(file.examples, Passed { passed: 0, of: 2 });
}

#[test]
fn what_was_not_run_has_not_passed() {
    let cut = result(&PASSED[..1], None);
    let error = cut.first_failure.unwrap().error;
    assert_eq!(error.as_deref(), Some("not run: 10 s for all were used"));
    assert_eq!(cut.cases, Some(Passed { passed: 0, of: 1 }));
}

#[test]
fn every_built_in_question_has_cases_of_its_own() {
    let bank = Bank::with_builtin(&[]).unwrap();
    let rules = ["ints(", "count(", "concat(", "words(", "long(", "chain(", "rows(", "ordered("];
    let is_rule = |case: &Example| rules.iter().any(|rule| case.input.contains(rule));
    for question in bank.of_kind(QuestionKind::Coding) {
        let cases = kept_back(question);
        assert!((10..=20).contains(&cases.len()), "{}: {}", question.id, cases.len());
        let has_large = cases.last().is_some_and(is_rule);
        let is_formula = question.topics.iter().any(|topic| topic == "ml-coding");
        assert!(has_large || is_formula, "{}", question.id);
    }
    assert!(kept_back(bank.of_kind(QuestionKind::Behavioral).next().unwrap()).is_empty());
}
