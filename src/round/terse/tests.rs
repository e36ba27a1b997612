use proptest::prelude::*;

use super::*;
use crate::round::bank::Bank;
use crate::round::draw::{self, Wishes};
use crate::round::limits::Limits;
use crate::round::template::{Template, builtin};
use crate::round::{Question, QuestionKind};
use crate::samples::design;

/// The names that the built-in questions give their facts.
const NAMES: [&str; 22] = [
    "background",
    "content",
    "context",
    "cost",
    "goals",
    "hardware",
    "history",
    "labels",
    "latency",
    "logs",
    "models",
    "other data",
    "output",
    "people",
    "privacy",
    "profiles",
    "rates",
    "rules",
    "schedule",
    "systems",
    "traffic",
    "users",
];

/// A question asked whole, tersely.
fn terse(question: &Question) -> Planned {
    let mut planned = design().questions.remove(0);
    planned.question = question.clone();
    let mut round = round(planned);
    round.tell(true);
    round.slots.remove(0).questions.remove(0)
}

fn round(planned: Planned) -> Round {
    let mut slot = design();
    slot.questions = vec![planned];
    Round { template: "t".into(), title: "T".into(), seed: 1, slots: vec![slot] }
}

/// The digits of a text, number by number.
fn figures(text: &str) -> Vec<String> {
    let numbers = text.split(|of: char| !of.is_ascii_digit() && of != ',' && of != '.');
    let numbers = numbers.map(|of| of.trim_matches([',', '.']));
    numbers.filter(|of| !of.is_empty()).map(str::to_string).collect()
}

#[test]
fn every_design_of_the_bank_has_an_opening_without_figures_and_all_else_is_a_fact() {
    let bank = Bank::with_builtin(&[]).unwrap();
    for question in bank.of_kind(QuestionKind::MlDesign) {
        let planned = terse(question);
        let opening = planned.opening().unwrap();
        let Brief::MlDesign { opening: own, names, scale, given, not_given, .. } = &question.brief
        else {
            unreachable!()
        };
        assert_eq!(own.as_deref(), Some(opening), "{}", question.id);
        assert_eq!(names.len(), scale.len() + given.len() + not_given.len(), "{}", question.id);
        assert_eq!(figures(opening), Vec::<String>::new(), "{}", question.id);
        let words = ["million", "billion", "thousand", "hundred", "per cent"];
        assert!(words.iter().all(|of| !opening.contains(of)), "{}", question.id);
        let sentences = opening.split_whitespace().filter(|word| ends_sentence(word)).count();
        assert_eq!(sentences, 2, "{}", question.id);
        let facts = planned.facts();
        assert!((4..=9).contains(&facts.len()), "{}: {}", question.id, facts.len());
        for fact in &facts {
            let known = NAMES.contains(&fact.name.as_str()) || fact.name == "volume";
            assert!(known, "{}: {}", question.id, fact.name);
        }
        let told: Vec<&String> = facts.iter().flat_map(|fact| &fact.says).collect();
        for text in scale.iter().chain(given).chain(not_given).chain([&question.statement]) {
            assert!(told.iter().any(|says| says.contains(text.as_str())), "{}", question.id);
        }
        assert_eq!(facts.last().unwrap().name, BACKGROUND);
    }
}

#[test]
fn a_question_without_names_is_asked_for_by_its_lists_and_told_in_full_has_no_facts() {
    let mut question = design().questions.remove(0).question;
    question.statement = "It is one, e.g. a shop. Is it two? Yes.".into();
    question.brief = Brief::MlDesign {
        scale: vec!["7 a day".into(), "8 a night".into()],
        given: Vec::new(),
        not_given: vec!["gold".into()],
        opening: None,
        names: Vec::new(),
        twist: None,
    };
    let planned = terse(&question);
    assert_eq!(planned.opening(), Some("It is one, e.g. a shop. Is it two?"));
    let facts = planned.facts();
    let lines: Vec<_> = facts.iter().map(|of| (of.name.as_str(), of.line())).collect();
    let expected = [
        ("scale", "scale: 7 a day; scale: 8 a night".to_string()),
        ("not given", "not given: gold".to_string()),
        ("background", question.statement.clone()),
    ];
    assert_eq!(lines, expected);
    let mut full = round(planned);
    full.tell(false);
    let planned = &full.slots[0].questions[0];
    assert_eq!((planned.opening(), planned.facts()), (None, Vec::new()));
    let Brief::MlDesign { opening, names, .. } = &planned.question.brief else { unreachable!() };
    assert_eq!((opening, names.len()), (&None, 0));
}

#[test]
fn where_two_sentences_cannot_be_told_the_whole_statement_is() {
    let bank = Bank::with_builtin(&[]).unwrap();
    let question = bank.of_kind(QuestionKind::MlDesign).next().unwrap();
    for statement in
        ["One only", "One. Two.", "- a list. Of two. Things.", "A\n\n```\nx. y. z.\n```"]
    {
        let mut question = question.clone();
        question.statement = statement.into();
        let Brief::MlDesign { opening, .. } = &mut question.brief else { unreachable!() };
        *opening = None;
        let planned = terse(&question);
        assert_eq!(planned.opening(), None, "{statement}");
        assert!(planned.facts().iter().all(|fact| fact.name != BACKGROUND), "{statement}");
    }
}

#[test]
fn sentences_end_behind_words_and_not_behind_abbreviations() {
    for word in ["shop.", "shop?\"", "2019.", "99%.", "well!)"] {
        assert!(ends_sentence(word), "{word}");
    }
    for word in ["e.g.", "i.e.", "Dr.", "vs.", "J.", "shop", "3.5", "approx."] {
        assert!(!ends_sentence(word), "{word}");
    }
}

#[test]
fn a_full_stop_before_a_small_letter_ends_no_sentence() {
    let text = "Acme Inc. has 3.5 million users, e.g. bakers. Build a ranker. Mind the oven.";
    assert_eq!(
        first_two(text).as_deref(),
        Some("Acme Inc. has 3.5 million users, e.g. bakers. Build a ranker.")
    );
}

#[test]
fn one_phase_alone_is_told_in_full_and_so_are_other_kinds() {
    let template = Template::parse("t", "t", builtin("ml-onsite").unwrap()).unwrap();
    let bank = Bank::with_builtin(&[]).unwrap();
    let mut round = draw::build(&template, &bank, &Limits::default(), &Wishes::default()).unwrap();
    round.tell(true);
    for planned in round.slots.iter().flat_map(|slot| &slot.questions) {
        assert_eq!(planned.terse, planned.question.kind() == QuestionKind::MlDesign);
    }
    let mut alone = design().questions.remove(0);
    alone.phases.truncate(1);
    let mut round = self::round(alone);
    round.tell(true);
    assert!(!round.slots[0].questions[0].terse);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn what_is_told_first_is_the_beginning_of_the_statement(text in "[A-Za-z0-9 .?!\"\n-]{0,80}") {
        if let Some(told) = first_two(&text) {
            let words: Vec<&str> = text.split_whitespace().collect();
            let first: Vec<&str> = told.split_whitespace().collect();
            prop_assert!(words.starts_with(&first) && first.len() < words.len());
        }
    }
}

/// A design whose scale is this, as a bank has it.
fn read(scale: &str) -> Result<Brief, String> {
    let text = format!(
        "[[question]]\nid = 'a'\nkind = 'ml-design'\ntitle = 'A'\ndifficulty = 'easy'\n\
         statement = 'x'\nopening = 'One. Two.'\nscale = {scale}\ngiven = []\nnot-given = ['z']\n\
         phase = [{{ name = 'data' }}]\n"
    );
    let bank = Bank::read(&[("bank.toml", text)]).map_err(|error| error.to_string())?;
    Ok(bank.entries()[0].question.brief.clone())
}

#[test]
fn an_entry_is_a_text_or_has_a_name_and_names_are_as_many_as_digits() {
    let names = |scale: &str| match read(scale).unwrap() {
        Brief::MlDesign { names, .. } => names,
        _ => unreachable!(),
    };
    assert_eq!(names("['a', { name = 'traffic', fact = 'b' }]"), ["scale", "traffic", "not given"]);
    assert_eq!(names("['a', 'b']"), [""; 0]);
    let named = |count: usize| {
        let one = |n| format!("{{ name = 'n{n}', fact = 'f{n}' }}");
        format!("[{}]", (0..count).map(one).collect::<Vec<_>>().join(", "))
    };
    assert_eq!(names(&named(7)).len(), 8);
    let error = read(&named(8)).unwrap_err();
    assert!(error.contains("10 names with \"background\", and digits reach 9"), "{error}");
    for wrong in ["[{ name = 'a' }]", "[{ fact = 'b' }]", "[{ name = 'a', fact = 'b', x = 1 }]"] {
        assert!(read(wrong).is_err(), "{wrong}");
    }
}
