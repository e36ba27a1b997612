use super::*;
use crate::round::bank::Bank;
use crate::round::draw::{self, Wishes};
use crate::round::limits::Limits;
use crate::round::template::Template;

const TEMPLATE: &str = "
title = 'Short'
break = '5m'
[[slot]]
kind = 'coding'
length = '12m'
[[slot.ask]]
count = 1
phase = [
  { name = 'approach', budget = '4m', ends-with = 'answer' },
  { name = 'code', budget = '6m' },
]
[[slot]]
kind = 'behavioral'
length = '9m'
[[slot.ask]]
kind = 'pitch'
phase = [{ name = 'pitch', budget = '2m', ends-with = 'answer' }]
[[slot.ask]]
phase = [
  { name = 'action', budget = '1m 30s', ends-with = 'answer' },
  { name = 'follow-ups', budget = '5m 30s' },
]
";

const BANK: &str = "
[[question]]
id = 'secret-id'
kind = 'coding'
title = 'Secret title'
difficulty = 'hard'
topics = ['graphs']
statement = 'Secret statement.'
constraints = ['n < 9']
example = [{ input = '1', output = '2' }]
first-approach = { idea = 'x', time = 'O(1)', space = 'O(1)' }
better-approach = { idea = 'x', time = 'O(1)', space = 'O(1)' }
[[question]]
id = 'secret-pitch'
kind = 'pitch'
title = 'Secret title'
statement = 'Secret statement.'
listens-for = []
[[question]]
id = 'secret-story'
kind = 'behavioral'
title = 'Secret title'
theme = 'growth'
statement = 'Secret statement.'
listens-for = []
";

fn round() -> Round {
    let template = Template::parse("short", "short.toml", TEMPLATE).unwrap();
    let bank = Bank::read(&[("bank.toml", BANK)]).unwrap();
    draw::build(&template, &bank, &Limits::default(), &Wishes { seed: 7, ..Wishes::default() })
        .unwrap()
}

fn plan<'a>(round: &'a Round, show_questions: bool, topics: &'a [String]) -> Plan<'a> {
    let start = crate::session::parse_rfc3339("2026-11-23T09:58:00+01:00").unwrap();
    Plan { round, start, show_questions, topics }
}

#[test]
fn the_table_has_budgets_limits_and_clock_times_and_no_questions() {
    // 12 + 5 + 9 minutes from 9:58: the second slot begins at 10:15 and ends at 10:24.
    let text = table::text(&plan(&round(), false, &[]), 80, false);
    assert_eq!(
        text,
        "Short
26m with breaks · 09:58–10:24 if it began now · seed 7

 1  coding      12m  09:58–10:10  1 question of 10m (hard)
      approach 4m → first answer · code 6m
      first answer by 4:00 · first words by 1:00
      2m spare · then a break of 5m

 2  behavioral  9m   10:15–10:24  a pitch of 2m, 1 question of 7m
      pitch 2m → answer told
      first words by 0:20 · answer of 1:30 to 3:00
      action 1m 30s → answer told · follow-ups 5m 30s
      first words by 0:20 · answer of 0:45 to 3:00
"
    );
    assert!(!text.to_lowercase().contains("secret"));
}

#[test]
fn colours_change_nothing_but_colours() {
    let round = round();
    let plan = plan(&round, true, &[]);
    let coloured = table::text(&plan, 80, true);
    assert_ne!(coloured, table::text(&plan, 80, false));
    assert_eq!(console::strip_ansi_codes(&coloured), table::text(&plan, 80, false));
}

#[test]
fn questions_are_shown_where_they_are_asked_for() {
    let text = table::text(&plan(&round(), true, &[]), 80, false);
    let shown = concat!(
        "\n      secret-id\n      Secret title\n      coding · hard\n\n",
        "      Secret statement.\n\n      constraints:\n        - n < 9\n"
    );
    assert!(text.contains(shown), "{text}");
}

#[test]
fn the_topics_wished_for_are_counted() {
    let topics = ["graphs".to_string(), "trees".to_string()];
    let text = table::text(&plan(&round(), false, &topics), 80, false);
    assert!(text.contains("1 question of 10m (hard), 1 on graphs or trees\n"), "{text}");
    assert!(text.contains("1 question of 7m, 0 on graphs or trees\n"), "{text}");
}

#[test]
fn a_narrow_terminal_breaks_between_phases() {
    let text = table::text(&plan(&round(), false, &[]), 1, false);
    assert!(text.contains("      approach 4m → first answer\n      code 6m\n"), "{text}");
}

#[test]
fn json_has_everything_but_the_questions_unless_they_are_asked_for() {
    let round = round();
    let json = json::plan(&plan(&round, false, &[]));
    assert!(!json.to_string().to_lowercase().contains("secret"));
    assert_eq!((json["schema"].as_u64(), json["total_s"].as_f64()), (Some(1), Some(1560.0)));
    assert_eq!(json["slots"][1]["begins"], "2026-11-23T10:15:00+01:00");
    let question = &json["slots"][0]["questions"][0];
    assert_eq!(question["difficulty"], "hard");
    assert_eq!(question["phases"][1]["silence"]["late_s"], 45.0);
    // Half of ten minutes.
    assert_eq!(question["limits"]["first_answer"]["very_late_s"], 300.0);
    assert!(question["question"].is_null());
    assert_eq!(
        json::plan(&plan(&round, true, &[]))["slots"][0]["questions"][0]["question"]["id"],
        "secret-id"
    );
}

#[test]
fn seconds_are_cut_off() {
    let time = |text: &str| crate::session::parse_rfc3339(text).unwrap();
    let late = time("2026-11-23T09:58:59.999+01:00");
    assert_eq!(whole_minute(&late), time("2026-11-23T09:58:00+01:00"));
}
