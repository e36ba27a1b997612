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
        bank(text).entries()[0].warnings().iter().map(ToString::to_string).collect()
    };
    assert_eq!(named(CODING), ["q.toml:3: question.follow-ups: no answer to \"And three?\""]);
    let as_table = CODING.replace("\"And three?\"", "{ ask = \"And three?\" }");
    assert_eq!(named(&as_table), named(CODING));
    assert_eq!(named(DESIGN), ["q.toml:3: question.phase.probes: no answer to \"None?\""]);
    let [twice, with_strong] =
        ["[\"None?\", \"none\", { ask", "[{ ask = \"None?\", answer = \"Rules.\" }, { ask"];
    let design = |from: &str| named(&DESIGN.replace("[\"None?\", { ask", from)).join("\n");
    assert_eq!(
        design(twice),
        "q.toml:3: question.phase.probes: no answer to \"None?\"\n\
         q.toml:3: question.phase.probes: \"none\" is asked twice\n\
         q.toml:3: question.phase.probes: no answer to \"none\""
    );
    assert_eq!(
        design(with_strong),
        "q.toml:3: question.phase.probes: no weak answer to \"None?\", which says how a poor one \
         sounds"
    );
    let pitch = "[[question]]\nid = 'p'\nkind = 'pitch'\ntitle = 'P'\nstatement = 'S.'\n\
                 listens-for = []\nfollow-ups = ['And then?']\n";
    assert_eq!(named(pitch), [""; 0]);
}

#[test]
fn what_is_wrong_with_an_ask_makes_nothing_else_of_it_unknown() {
    let without = CODING.replace("ask = \"Sorted?\"", "ask = \" \"");
    let why = "q.toml:11: question.follow-ups.ask: must not be empty";
    assert_eq!(refused(&without), why);
    let design = refused(&DESIGN.replace("ask = \"Noise?\", ", ""));
    assert!(design.ends_with("question.phase.probes.ask: is missing"), "{design}");
    assert_eq!(design.lines().count(), 1, "{design}");
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
    let silent = CODING
        .replace("any-order", "exact")
        .replace(" -> list[int]`", "`")
        .replace("\"[0, 1]\"", "\"None\"");
    assert_eq!(wrong(&silent), [""; 0]);
}

#[test]
fn half_a_signature_two_hints_and_two_answers_to_one_thing_are_refused() {
    for (from, to, why) in [
        ("compare = \"any-order\"\n", "", "question.compare: is missing"),
        (
            "\"any-order\"",
            "\"any\"",
            "\"any\" is unknown: allowed are exact, any-order, tolerance, one-of, topological",
        ),
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
        ("\"And three?\"", "{ answer = \"No.\" }", "question.follow-ups.ask: is missing"),
        (
            "\"And three?\"",
            "{ ask = \"And three?\", weak = \"Yes.\" }",
            "question.follow-ups.weak: is held against an answer, and there is none",
        ),
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

#[test]
fn what_can_not_be_meant_is_named() {
    let repeated = "example = [{ input = \"values = [1, 2], total = 3\", output = \"[0, 1]\" }, \
                    { input = \"values = [1,2], total = 3\", output = \"[1]\" }]";
    let examples = CODING.lines().find(|line| line.starts_with("example")).unwrap();
    for (changes, why) in [
        (
            vec![("-> list[int]", "-> int"), ("[0, 1]", "7")],
            "compare: what comes back has no order",
        ),
        (
            vec![("-> list[int]", "-> str"), ("[0, 1]", "'x'"), ("any-order", "tolerance")],
            "compare: no float comes back",
        ),
        (vec![("any-order", "tolerance")], "compare: no float comes back"),
        (vec![(" -> list[int]", ""), ("[0, 1]", "7")], "compare: what comes back has no order"),
        (
            vec![(" -> list[int]", ""), ("[0, 1]", "'x'"), ("any-order", "tolerance")],
            "compare: no float comes back",
        ),
        (vec![("any-order", "one-of")], "example.output: \"[0, 1]\" is not of the type"),
        (vec![("any-order", "one-of"), ("[0, 1]", "[]")], "must be a list of all results"),
        (vec![("any-order", "topological-order")], "compare: needs one parameter that is a list"),
        (vec![("total", "values")], "parameters.name: \"values\" is there twice"),
        (vec![("total", "pairs")], "parameters.name: \"pairs\" is the function's name"),
        (vec![("total = 3", "total = 007")], "expected a value before \"007\""),
        (
            vec![("type = \"int\"", "type = \"set[list]\""), ("= 3", "= set()")],
            "parameters.type: set[list]:",
        ),
        (vec![("-> list[int]", "-> list[set[list]]"), ("[0, 1]", "[]")], "question.function: what"),
        (vec![(examples, repeated)], "example.input: \"values = [1,2], total = 3\" is there twice"),
        (
            vec![("Keep what was seen.", "what would you look up")],
            "hints: \"what would you look up\" is there twice",
        ),
        (
            vec![("Keep what was seen.", "Return  them")],
            "hints: \"Return  them\" says what the statement",
        ),
        (vec![("Two pointers.", "Sorted?")], "follow-ups.answer: \"Sorted?\" is what is asked"),
    ] {
        let mut text = CODING.to_string();
        for (from, to) in &changes {
            assert!(text.contains(from), "{from}");
            text = text.replace(from, to);
        }
        let found = wrong(&text);
        assert!(found.len() == 1 && found[0].contains(why), "{changes:?}: {found:?}");
        assert!(found[0].starts_with("q.toml:3: question."), "{found:?}");
    }
    for (from, to, why) in [
        ("Labels stop.", "noise", "question.twist.ask: \"noise\" is a probe or follow-up already"),
        ("Names what still works.", "Labels stop", "question.twist.good: must say what a good"),
        (
            "More data.",
            "A sample",
            "question.phase.probes.answer: \"A sample.\" is the weak answer",
        ),
    ] {
        let found = wrong(&DESIGN.replace(from, to));
        assert!(found.len() == 1 && found[0].contains(why), "{to}: {found:?}");
    }
}

#[test]
fn names_that_hide_pythons_own_are_warned_of() {
    let warned = |text: &str| -> Vec<String> {
        let found = bank(text).entries()[0].warnings();
        found.iter().map(ToString::to_string).filter(|of| of.contains("hides")).collect()
    };
    assert_eq!(warned(CODING), [""; 0]);
    let text = CODING.replace("values", "list").replace("total", "sum");
    assert_eq!(warned(&text).len(), 2, "{:?}", warned(&text));
    let text =
        CODING.replace("`pairs(", "`max(").replace("function = \"pairs\"", "function = \"max\"");
    let what = "\"max\" hides what Python has under that name from the code";
    assert_eq!(warned(&text), [format!("q.toml:3: question.function: {what}")]);
}

#[test]
fn a_function_may_be_given_nothing_and_give_a_set() {
    let parameters = CODING.lines().find(|line| line.starts_with("parameters")).unwrap();
    let text = CODING
        .replace("`pairs(values,\ntotal) -> list[int]`", "`pairs() -> set[int]`")
        .replace(parameters, "parameters = []")
        .replace("any-order", "exact")
        .replace("[0, 1]", "{0, 1}");
    for given in ["input = \"\", ", "input = \" \", ", ""] {
        let text = text.replace("input = \"values = [1, 2], total = 3\", ", given);
        assert_eq!(wrong(&text), [""; 0], "{given}");
        let question = bank(&text).entries()[0].question.clone();
        let sheet = crate::round::sheet::python(&question);
        assert!(sheet.contains("#   - nothing\n#     → {0, 1}\n"), "{sheet}");
        assert!(sheet.ends_with("\ndef pairs() -> set[int]:\n    pass\n"), "{sheet}");
    }
    let found = wrong(&text);
    assert!(found[0].contains("gives values, total, and the parameters are nothing"), "{found:?}");
    let wrong_type = text.replace("\"values = [1, 2], total = 3\"", "3");
    assert!(refused(&wrong_type).contains("question.example.input: must be text in quotes"));
    // One that is given something says what.
    let missing = CODING.replace("input = \"values = [1, 2], total = 3\", ", "");
    assert!(refused(&missing).contains("question.example.input: is missing"));
}

#[test]
fn pairs_of_a_topological_order_are_two_items_of_the_result_and_point_one_way() {
    let wrong_with = |examples: &[(&str, &str)]| {
        let tables: Vec<String> = examples
            .iter()
            .map(|(pairs, output)| {
                format!("{{ input = \"values = {pairs}, total = 3\", output = \"{output}\" }}")
            })
            .collect();
        let before = CODING.lines().find(|line| line.starts_with("example")).unwrap();
        let after = format!("example = [{}]", tables.join(", "));
        let text = CODING
            .replace(before, &after)
            .replace("type = \"list[int]\"", "type = \"list[list[int]]\"");
        wrong(&text.replace("any-order", "topological-order"))
    };
    for right in [
        vec![("[[0, 1], [1, 2]]", "[0, 1, 2]")],
        vec![("[[1, 0], [2, 1]]", "[0, 1, 2]"), ("[[1_0, 7]]", "[7, 10]")],
        // No order keeps a circle.
        vec![("[[0, 1], [1, 0]]", "[]"), ("[[0, 1]]", "[0, 1]"), ("[]", "[1, 0]")],
    ] {
        assert_eq!(wrong_with(&right), [""; 0], "{right:?}");
    }
    for (examples, why) in [
        (
            vec![("[[0, 1, 2]]", "[0, 1, 2]")],
            "example.input: \"values = [[0, 1, 2]], total = 3\": the",
        ),
        (vec![("[[0, 1], [2]]", "[]")], "the list of pairs has an item that is no pair"),
        (vec![("[[0, 3]]", "[0, 1, 2]")], "a pair names what is not in the result"),
        (vec![("[[0, 1], [2, 1]]", "[0, 1, 2]")], "example.output: \"[0, 1, 2]\": a pair stands"),
        (vec![("[[0, 1]]", "[0, 1]"), ("[[0, 1]]  ", "[1, 0]")], "is there twice"),
        (
            vec![("[[0, 1]]", "[0, 1]"), ("[[0, 2]]", "[2, 0]")],
            "example.output: \"[2, 0]\": a pair",
        ),
    ] {
        let found = wrong_with(&examples);
        assert!(found.iter().any(|of| of.contains(why)), "{examples:?}: {found:?}");
    }
}

#[test]
fn infinity_is_near_every_number_and_no_result_within_a_tolerance() {
    let text = CODING.replace("any-order", "tolerance").replace("list[int]`", "list[float]`");
    for (output, is_right) in [("[0.5, 1]", true), ("[1e308]", true), ("[1, -1e999]", false)] {
        let found = wrong(&text.replace("[0, 1]", output));
        assert_eq!(found.is_empty(), is_right, "{output}: {found:?}");
    }
    let exact = text.replace("tolerance", "exact").replace("[0, 1]", "[1e999]");
    assert_eq!(wrong(&exact), [""; 0]);
}

#[test]
fn hints_are_counted_as_they_stand_there() {
    let found = refused(&CODING.replace("Keep what was seen.", ""));
    assert!(found.contains("question.hints") && !found.contains("not 2"), "{found}");
}
