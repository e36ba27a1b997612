use super::*;
use crate::round::limits::Limit;

fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(minutes * 60)
}

fn load(name: &str) -> Template {
    Template::parse(name, name, builtin(name).unwrap()).unwrap()
}

fn read(text: &str) -> Result<Template, String> {
    Template::parse("mine", "mine.toml", text).map_err(|problems| problems.to_string())
}

const SMALL: &str = "title = 'Mine'\n\
    [[slot]]\nkind = 'coding'\nlength = '10m'\n\
    [[slot.ask]]\nphase = [\n\
    { name = 'approach', budget = '4m', ends-with = 'answer' },\n\
    { name = 'code', budget = '6m' },\n]\n";

#[test]
fn ml_onsite_is_the_default_round_of_two_and_a_half_hours() {
    let template = load("ml-onsite");
    let slots: Vec<_> =
        template.slots.iter().map(|slot| (slot.title.as_str(), slot.length)).collect();
    let (coding, last) = (minutes(35), minutes(30));
    assert_eq!(
        slots,
        [
            ("coding 1", coding),
            ("coding 2", coding),
            ("ml-design", minutes(35)),
            ("behavioral", last)
        ]
    );
    let total: Duration = template.slots.iter().map(|slot| slot.length).sum();
    assert_eq!(total + template.break_after * 3, minutes(150));
    // A coding question has 17 minutes; two leave a minute of 35. The pitch has 2, five questions 5
    // each: 3 are left.
    let used = |slot: usize| {
        template.slots[slot].asks.iter().map(|ask| ask.budget() * ask.count as u32).sum()
    };
    let used: Vec<Duration> = (0..4).map(used).collect();
    assert_eq!(used, [minutes(34), minutes(34), minutes(35), minutes(27)]);
}

#[test]
fn ml_onsite_45_has_45_minutes_a_slot() {
    let template = load("ml-onsite-45");
    assert!(template.slots.iter().all(|slot| slot.length == minutes(45)));
    assert_eq!(template.slots[0].asks[0].budget(), Duration::from_secs(21 * 60 + 30));
    assert_eq!(template.slots[2].asks[0].budget(), minutes(45));
}

#[test]
fn the_answer_ends_the_phase_that_the_design_says() {
    let ends = |name: &str| -> Vec<String> {
        let template = load(name);
        let asks = template.slots.iter().flat_map(|slot| &slot.asks);
        asks.map(|ask| ask.phases.iter().find(|phase| phase.ends_with_answer).unwrap().name.clone())
            .collect()
    };
    assert_eq!(
        ends("ml-onsite"),
        ["approach", "approach", "approach", "problem exploration", "pitch", "result"]
    );
    assert_eq!(ends("foundations-drill"), ["answer"]);
}

#[test]
fn every_builtin_template_reads_back_what_it_writes() {
    for (name, _) in BUILTIN {
        let template = load(name);
        let again = Template::parse(name, name, &template.to_toml());
        assert_eq!(again.unwrap(), template);
    }
}

#[test]
fn a_template_with_everything_reads_back() {
    let text = "title = 'It''s \"mine\"'\nbreak = '90s'\n\
        [[slot]]\nkind = 'behavioral'\ntitle = 'talk'\nlength = '20m'\nbreak = '0s'\n\
        [[slot.ask]]\nkind = 'foundations'\ncount = 2\ntopics = ['llm', 'gpu']\n\
        first-answer = ['1m', '90s']\nfirst-words = ['5s', '9s']\n\
        answer = ['10s', '1m', '2m']\npause = ['2s', '3s']\n\
        [[slot.ask.phase]]\nname = 'answer'\nbudget = '1m 500ms'\nends-with = 'answer'\n\
        silence = ['3s', '3s']\n"
        .replace("It''s", "Its");
    let template = read(&text).unwrap();
    let ask = &template.slots[0].asks[0];
    assert_eq!((ask.kind, ask.count), (QuestionKind::Foundations, 2));
    assert_eq!(ask.limits.first_answer, Some(Limit::secs(60, 90)));
    assert_eq!(ask.phases[0].silence, Some(Limit::secs(3, 3)));
    assert_eq!(ask.phases[0].budget, Duration::from_millis(60_500));
    assert_eq!(template.slots[0].break_after, Some(Duration::ZERO));
    assert_eq!(Template::parse("mine", "mine.toml", &template.to_toml()).unwrap(), template);
}

#[test]
fn phases_that_exceed_the_slot_are_named_with_the_line_of_its_length() {
    assert_eq!(
        read(&SMALL.replace("length = '10m'", "length = '9m 59s'")).unwrap_err(),
        "mine.toml:4: slot.length: the phases of its questions need 10m, more than the slot's \
         9m 59s: shorten phases, ask less, or make it longer"
    );
    assert!(read(SMALL).is_ok());
}

#[test]
fn zero_and_negative_and_endless_times_are_refused() {
    for bad in ["0s", "-4m", "13h", "4", "soon"] {
        let found =
            read(&SMALL.replace("budget = '4m'", &format!("budget = '{bad}'"))).unwrap_err();
        assert!(
            found.starts_with("mine.toml:7: slot.ask.phase.budget: must be a time from 1s to 12h"),
            "{found}"
        );
    }
}

#[test]
fn phases_are_known_and_told_apart() {
    let slip = read(&SMALL.replace("'approach'", "'aproach'")).unwrap_err();
    assert_eq!(
        slip,
        "mine.toml:7: slot.ask.phase.name: \"aproach\" is no phase of coding questions: \
         did you mean \"approach\"?"
    );
    let twice = read(&SMALL.replace("'code'", "'approach'")).unwrap_err();
    assert_eq!(
        twice,
        "mine.toml:8: slot.ask.phase.name: \"approach\" is a phase of this question already"
    );
    assert!(read(&SMALL.replace("'code'", "'whiteboard'")).is_ok());
}

#[test]
fn the_answer_ends_one_phase_and_nothing_else_ends_any() {
    let two =
        read(&SMALL.replace("budget = '6m'", "budget = '6m', ends-with = 'answer'")).unwrap_err();
    assert_eq!(
        two,
        "mine.toml:8: slot.ask.phase.ends-with: only one phase of a question can end with the \
         answer"
    );
    let other = read(&SMALL.replace("ends-with = 'answer'", "ends-with = 'bell'")).unwrap_err();
    assert_eq!(
        other,
        "mine.toml:7: slot.ask.phase.ends-with: the only mark that can end a phase is \"answer\""
    );
}

#[test]
fn empty_and_oversized_templates_are_refused() {
    let cases = [
        ("title = 'x'", "mine.toml:1: slot: is missing"),
        ("title = 'x'\nslot = []", "mine.toml:2: slot: must have at least one slot"),
        ("", "mine.toml:1: title: is missing\nmine.toml:1: slot: is missing"),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text).unwrap_err(), expected);
    }
    let slots = SMALL.replace("title = 'Mine'\n", "").repeat(21);
    let many = read(&format!("title = 'x'\n{slots}")).unwrap_err();
    assert_eq!(many, "mine.toml:2: slot: must not have more than 20 items, not 21");
    let count = |count: &str| {
        read(&SMALL.replace("phase = [", &format!("count = {count}\nphase = ["))).unwrap_err()
    };
    assert!(
        count("0").starts_with("mine.toml:6: slot.ask.count: must be a whole number from 1 to 20")
    );
    assert!(
        count("21").starts_with("mine.toml:6: slot.ask.count: must be a whole number from 1 to 20")
    );
    let asks = "[[slot.ask]]\ncount = 11\nphase = [{ name = 'code', budget = '1s' }]\n".repeat(2);
    let text = format!("title = 'x'\n[[slot]]\nkind = 'coding'\nlength = '1h'\n{asks}");
    assert_eq!(
        read(&text).unwrap_err(),
        "mine.toml:5: slot.ask: a slot must not have more than 20 questions, not 22"
    );
    let text = "title = 'x'\n[[slot]]\nkind = 'coding'\nlength = '1h'\nask = []\n";
    assert_eq!(
        read(text).unwrap_err(),
        "mine.toml:5: slot.ask: must have at least one [[slot.ask]]"
    );
    let text = "title = 'x'\n[[slot]]\nkind = 'coding'\nlength = '1h'\n[[slot.ask]]\nphase = []\n";
    assert_eq!(
        read(text).unwrap_err(),
        "mine.toml:6: slot.ask.phase: must have at least one phase"
    );
}

#[test]
fn slots_are_named_by_their_kind_where_they_have_no_title() {
    let titles = |text: &str| -> Vec<String> {
        read(text).unwrap().slots.into_iter().map(|slot| slot.title).collect()
    };
    assert_eq!(titles(SMALL), ["coding"]);
    let slot = SMALL.replace("title = 'Mine'\n", "");
    assert_eq!(titles(&format!("{SMALL}{slot}{slot}")), ["coding 1", "coding 2", "coding 3"]);
    let named = slot.replace("kind =", "title = 'coding 1'\nkind =");
    assert_eq!(titles(&format!("{SMALL}{named}")), ["coding 2", "coding 1"]);
    let twice = read(&format!("title = 'x'\n{named}{named}")).unwrap_err();
    assert_eq!(
        twice,
        "mine.toml:12: slot.title: \"coding 1\" is the title of the slot at line 3 already"
    );
}

#[test]
fn keeping_kinds_drops_the_other_slots() {
    let mut template = load("ml-onsite");
    assert!(template.keep(&[SlotKind::MlDesign, SlotKind::Coding]));
    assert_eq!(template.slots.len(), 3);
    assert!(!template.keep(&[SlotKind::Foundations]));
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config {
        failure_persistence: None,
        ..Default::default()
    })]
    #[test]
    fn a_damaged_template_is_read_or_refused_without_panic(
        at in 0.0..1.0f64,
        cut in 0usize..20,
        put in ".{0,6}",
    ) {
        let text = builtin("ml-onsite").unwrap();
        let boundary = |at: &usize| text.is_char_boundary(*at);
        let at = (at * text.len() as f64) as usize;
        let from = (0..=at).rev().find(boundary).unwrap();
        let to = (text.len().min(from + cut)..).find(boundary).unwrap();
        let damaged = format!("{}{put}{}", &text[..from], &text[to..]);
        if let Err(problems) = read(&damaged) {
            let named = problems.lines().all(|line| line.starts_with("mine.toml"));
            proptest::prop_assert!(named, "{problems}");
        }
    }
}

#[test]
fn a_count_makes_the_slot_as_much_longer() {
    let mut template = load("behavioral-drill");
    template.set_count(QuestionKind::Behavioral, 6);
    // Four questions of 5 minutes in 20; two more.
    assert_eq!((template.slots[0].asks[0].count, template.slots[0].length), (6, minutes(30)));
    let mut template = load("pitch-drill");
    template.set_count(QuestionKind::Pitch, 1);
    // Three of 2 minutes in 7: a minute is spare.
    assert_eq!((template.slots[0].asks[0].count, template.slots[0].length), (1, minutes(3)));
    let before = template.clone();
    template.set_count(QuestionKind::Coding, 3);
    assert_eq!(template, before);
}

#[test]
fn one_phase_alone_takes_its_own_time() {
    let mut template = load("ml-design-drill");
    assert!(!template.keep_phase(QuestionKind::MlDesign, "none"));
    assert!(template.keep_phase(QuestionKind::MlDesign, "data"));
    template.set_count(QuestionKind::MlDesign, 3);
    let slot = &template.slots[0];
    let names: Vec<&str> = slot.asks[0].phases.iter().map(|phase| phase.name.as_str()).collect();
    // The data phase has 4 minutes.
    assert_eq!((names, slot.length), (vec!["data"], minutes(12)));
}
