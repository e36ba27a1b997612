use crate::round::bank::Bank;
use crate::round::{Brief, GoodAnswer, Likeness, Parameter, Signature, Twist};

/// A coding question with all that one can have.
const CODING: &str = r#"
[[question]]
id = "pairs"
kind = "coding"
title = "Pairs"
difficulty = "easy"
statement = """
Write `pairs(values,
total) -> list[int]`. Return them."""
constraints = []
follow-ups = ["And three?", { ask = "Sorted?", answer = "Two pointers." }]
hints = ["What would you look up?", "Keep what was seen.", "A set of what was seen."]
function = "pairs"
parameters = [{ name = "values", type = "list[int]" }, { name = "total", type = "int" }]
compare = "any-order"
example = [{ input = "values = [1, 2], total = 3", output = "[0, 1]" }]
first-approach = { idea = "Try all.", time = "O(n^2)", space = "O(1)" }
better-approach = { idea = "Look up.", time = "O(n)", space = "O(n)" }
"#;

const DESIGN: &str = r#"
[[question]]
id = "spam"
kind = "ml-design"
title = "Spam"
difficulty = "hard"
statement = "Design it."
scale = []
given = []
not-given = []
twist = { ask = "Labels stop.", good = "Names what still works." }
[[question.phase]]
name = "data"
probes = ["None?", { ask = "Noise?", answer = "A sample.", weak = "More data." }]
"#;

fn bank(text: &str) -> Bank {
    Bank::read(&[("q.toml", text)]).unwrap()
}

/// What is wrong with the first question, a line each.
fn wrong(text: &str) -> Vec<String> {
    let bank = bank(text);
    bank.entries()[0].contradictions().iter().map(ToString::to_string).collect()
}

fn refused(text: &str) -> String {
    Bank::read(&[("q.toml", text)]).unwrap_err().to_string()
}

#[test]
fn answers_hints_signature_and_twist_are_read() {
    let coding = bank(CODING).entries()[0].question.clone();
    assert_eq!(coding.follow_ups, ["And three?", "Sorted?"]);
    let answer = |ask: &str, answer: &str, weak: Option<&str>| GoodAnswer {
        ask: ask.into(),
        answer: answer.into(),
        weak: weak.map(str::to_string),
    };
    assert_eq!(coding.answers, [answer("Sorted?", "Two pointers.", None)]);
    let Brief::Coding { hints, signature, .. } = &coding.brief else { panic!("it is coding") };
    assert_eq!(
        hints.as_slice(),
        ["What would you look up?", "Keep what was seen.", "A set of what was seen."]
    );
    let parameter = |name: &str, of: &str| Parameter { name: name.into(), of: of.into() };
    assert_eq!(
        *signature,
        Some(Signature {
            function: "pairs".into(),
            parameters: vec![parameter("values", "list[int]"), parameter("total", "int")],
            compare: Likeness::AnyOrder,
        })
    );
    let design = bank(DESIGN).entries()[0].question.clone();
    assert_eq!(design.notes[0].probes, ["None?", "Noise?"]);
    assert_eq!(design.answers, [answer("Noise?", "A sample.", Some("More data."))]);
    let Brief::MlDesign { twist, .. } = &design.brief else { panic!("it is a design") };
    let (ask, good) = ("Labels stop.".to_string(), "Names what still works.".to_string());
    assert_eq!(*twist, Some(Twist { ask, good }));
}

#[test]
fn what_has_no_answer_is_named_in_the_kinds_where_there_is_a_right_one() {
    let named = |text: &str| -> Vec<String> {
        bank(text).entries()[0].unanswered().iter().map(ToString::to_string).collect()
    };
    assert_eq!(named(CODING), ["q.toml:3: question.follow-ups: no answer to \"And three?\""]);
    assert_eq!(named(DESIGN), ["q.toml:3: question.phase.probes: no answer to \"None?\""]);
    let pitch = "[[question]]\nid = 'p'\nkind = 'pitch'\ntitle = 'P'\nstatement = 'S.'\n\
                 listens-for = []\nfollow-ups = ['And then?']\n";
    assert_eq!(named(pitch), [""; 0]);
}

#[test]
fn a_signature_agrees_with_the_statement_and_the_examples() {
    assert_eq!(wrong(CODING), [""; 0]);
    for (from, to, why) in [
        (
            "\"pairs\"\nparam",
            "\"pair\"\nparam",
            "function: the statement has no `pair(values, total)`",
        ),
        (
            "total) -> list[int]",
            "total) -> array",
            "function: the statement's `pairs(values, total)`: expected int",
        ),
        ("total = 3\"", "sum = 3\"", "gives values, sum, and the parameters are values, total"),
        ("total = 3\"", "total = 'x'\"", "total is no int"),
        (
            "[1, 2], total",
            "[1, 2, total",
            "can't be read as Python: expected a value before \"total",
        ),
        ("\"[0, 1]\"", "\"None\"", "example.output: \"None\" is not of the type"),
        ("\"[0, 1]\"", "\"[0, \"", "example.output: \"[0,\" can't be read as Python"),
    ] {
        assert!(CODING.contains(from), "{from}");
        let found = wrong(&CODING.replace(from, to));
        assert!(found.len() == 1 && found[0].contains(why), "{to}: {found:?}");
    }
    // Where the statement doesn't say what comes back, any value will do.
    let silent = CODING.replace(" -> list[int]`", "`").replace("\"[0, 1]\"", "\"None\"");
    assert_eq!(wrong(&silent), [""; 0]);
}

#[test]
fn half_a_signature_two_hints_and_two_answers_to_one_thing_are_refused() {
    for (from, to, why) in [
        ("compare = \"any-order\"\n", "", "question.compare: is missing"),
        ("\"any-order\"", "\"any\"", "\"any\" is unknown: allowed are exact, any-order"),
        (", type = \"int\"", "", "question.parameters.type: is missing"),
        ("\"int\"", "\"integer\"", "\"integer\" is no type known here: expected int"),
        ("\"total\"", "\"a total\"", "question.parameters.name: \"a total\" is no name in Python"),
        (
            "\"pairs\"\nparam",
            "\"class\"\nparam",
            "question.function: \"class\" is no name in Python",
        ),
        (", \"A set of what was seen.\"]", "]", "question.hints: must be three texts"),
        ("\"And three?\"", "3", "question.follow-ups: must be text in quotes"),
        ("\"And three?\"", "{ ask = \"And three?\" }", "question.follow-ups.answer: is missing"),
        (
            "\"And three?\"",
            "{ ask = \"Sorted?\", answer = \"No.\" }",
            "question.follow-ups.answer: differs",
        ),
    ] {
        assert!(CODING.contains(from), "{from}");
        let found = refused(&CODING.replace(from, to));
        assert!(found.contains(why), "{to}: {found}");
    }
}
