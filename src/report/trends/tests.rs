use super::calendar::PracticeDays;
use super::*;
use crate::pacing::exercise::Exercise;
use crate::pacing::measures::{
    FIRST_ANSWER, FOLLOWED, LONGEST_SILENCE, Reading, StandIn, TALKING_SHARE,
};
use crate::pacing::trends::Rated;
use crate::round::QuestionKind;
use crate::session::asked::Dimension;
use crate::session::parse_rfc3339;

fn series(measure: &'static Measure, values: &[f64], change: Option<Change>) -> Series {
    let followed = FOLLOWED.iter().find(|of| of.measure == measure).unwrap();
    let readings: Vec<Option<Reading>> =
        values.iter().map(|of| Some(Reading::measured(*of))).collect();
    Series { followed, bounds: vec![Bounds::NONE; readings.len()], readings, change }
}

fn trends(series: Vec<Series>) -> Trends {
    let day = |n: usize| {
        parse_rfc3339(&format!("2026-{:02}-{:02}T09:00:00+01:00", n / 28 + 1, n % 28 + 1)).unwrap()
    };
    let rounds = series.first().map_or(0, |series| series.readings.len());
    Trends {
        kind: None,
        rounds,
        span: Some((day(0), day(rounds.saturating_sub(1)))),
        left_out: LeftOut { sped_up: 1, unfinished: 2, interrupted: 1, skipped: 0 },
        exercises: vec![ExerciseTrend {
            exercise: Exercise::Whole(QuestionKind::Coding),
            rounds: (0..rounds).map(|n| (format!("round-{n}"), day(n))).collect(),
            series,
            ratings: vec![Rated {
                dimension: Dimension::Time,
                rating: 3,
                rounds: 2,
                medians: [("first_answer_s", 330.0), ("within_budget", 0.5)]
                    .map(|(key, value)| (key, Reading::measured(value)))
                    .into(),
            }],
        }],
    }
}

fn change(before: f64, last: f64, p: f64) -> Option<Change> {
    Some(Change { before: Reading::measured(before), last: Reading::measured(last), p })
}

#[test]
fn the_sentence_says_what_got_better_what_got_worse_and_whether_that_is_more_than_noise() {
    let first = |change| series(&FIRST_ANSWER, &[400.0; 10], change);
    let silence = |change| series(&LONGEST_SILENCE, &[40.0; 10], change);
    let talking = |change| series(&TALKING_SHARE, &[0.5; 10], change);
    let say = |series| sentence(&trends(series));
    assert_eq!(say(vec![first(None), silence(None)]), None, "silent when there are too few");
    assert_eq!(
        say(vec![first(change(400.0, 320.0, 4.0 / 252.0))]).unwrap(),
        "The last five rounds of a kind against the five before. Better: first answers in coding \
         came 1:20 sooner, more than noise (p 0.02)."
    );
    assert_eq!(
        say(vec![
            first(change(400.0, 320.0, 4.0 / 252.0)),
            silence(change(31.0, 40.0, 0.008)),
            talking(change(0.6, 0.52, 0.03)),
        ])
        .unwrap(),
        "The last five rounds of a kind against the five before. Better: first answers in coding \
         came 1:20 sooner, more than noise (p 0.02). Worse: the longest silence in coding was 0:09 \
         longer, more than noise (p 0.01). Also: talking in coding took 8 points less, more than \
         noise (p 0.03). 3 comparisons were made, and one in 20 looks like this by chance."
    );
    assert_eq!(
        say(vec![first(change(400.0, 320.0, 0.06)), silence(None)]).unwrap(),
        "The last five rounds of a kind against the five before: no change is more than noise; \
         1 comparison was made."
    );
}

#[test]
fn what_is_too_small_to_show_is_no_change_whatever_noise_says() {
    let first = series(&FIRST_ANSWER, &[300.0; 10], change(300.02, 300.44, 2.0 / 252.0));
    let said = sentence(&trends(vec![first])).unwrap();
    assert!(said.ends_with("no change is more than noise; 1 comparison was made."), "{said}");
}

/// Held against at most so much, in every round.
fn at_most(most: f64, mut series: Series) -> Series {
    series.bounds.fill(Bounds { least: None, most: Some(most), ..Bounds::NONE });
    series
}

#[test]
fn many_rounds_fit_every_width() {
    let values: Vec<f64> = (0..120).map(|n| 420.0 - f64::from(n)).collect();
    let first = series(&FIRST_ANSWER, &values, change(380.0, 330.0, 2.0 / 252.0));
    let of = trends(vec![at_most(390.0, first)]);
    for (width, drawn) in [(40, 31), (80, 71), (110, 101), (200, 120)] {
        let page = text::render(&of, &[], width, false);
        assert!(
            page.lines().all(|line| console::measure_text_width(line) <= width),
            "{width}: {page}"
        );
        let lowest = page.lines().find(|line| line.starts_with("    5:01 ")).unwrap();
        let bars = lowest.chars().filter(|c| ('▁'..='█').contains(c)).count();
        let is_said = page.replace('\n', " ").contains(&format!("the last {drawn} drawn"));
        assert_eq!((bars, is_said), (drawn, drawn < 120), "{width}: {page}");
        let words = page.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("-0:50, p 0.01, better"), "{page}");
    }
}

#[test]
fn few_rounds_use_the_width() {
    let of = trends(vec![at_most(390.0, series(&FIRST_ANSWER, &[420.0, 300.0, 390.0], None))]);
    let page = text::render(&of, &[], 80, false);
    let chart: Vec<&str> = page.lines().skip_while(|line| !line.contains("limit 6:30")).collect();
    // Rows of a minute and a half would be three below: 300 to 390 s takes two rows of 45 s, and
    // 420 two thirds of the one above.
    assert_eq!(
        chart[1..5],
        [
            "    7:00 ▅▅▅▅▅▅▅",
            &format!("    6:30 ┼┼┼┼┼┼┼{}", "─".repeat(64)),
            "         ███████         ███████",
            "    5:00 ███████ ▁▁▁▁▁▁▁ ███████",
        ],
        "{page}"
    );
}

#[test]
fn the_text_holds_every_number_and_fits_its_width() {
    let values: Vec<f64> = (0..12).map(|n| 420.0 - 10.0 * f64::from(n)).collect();
    let first = series(&FIRST_ANSWER, &values, change(380.0, 330.0, 2.0 / 252.0));
    let of = trends(vec![at_most(390.0, first)]);
    let not_read = [NotRead {
        file: "sessions/bad.toml".to_string(),
        why: "it is\u{7} empty; delete it".to_string(),
    }];
    let page = text::render(&of, &not_read, 100, false);
    assert!(page.starts_with("Trends: 12 rounds, 1 Jan to 12 Jan 2026\n"), "{page}");
    assert!(
        page.contains(
            "  not counted: 1 sped-up session, 2 unfinished sessions, 1 interrupted question\n"
        ),
        "{page}"
    );
    assert!(page.contains("\ncoding · 12 rounds, 1 Jan to 12 Jan 2026\n"), "{page}");
    // The latest is 420 - 110 s.
    assert!(
        page.contains(
            "  first answer ↓ · latest 5:10 · limit 6:30 · last 5 5:30, 5 before 6:20: -0:50, \
             p 0.01, better\n"
        ),
        "{page}"
    );
    assert!(
        page.contains("rated 3 for time (2 rounds): first answer 5:30, phases within budget 50%"),
        "{page}"
    );
    assert!(
        page.ends_with("not read, or not whole:\n  sessions/bad.toml: it is empty; delete it\n"),
        "{page}"
    );
    assert!(page.lines().all(|line| console::measure_text_width(line) <= 100), "{page}");
}

#[test]
fn limits_are_said_as_they_are() {
    let of = |least, most| Bounds { least, most, ..Bounds::NONE };
    let say = |bounds: Vec<Bounds>| {
        let mut series = series(&FIRST_ANSWER, &vec![300.0; bounds.len()], None);
        series.bounds = bounds;
        limits(&series)
    };
    assert_eq!(say(vec![of(None, Some(390.0)); 2]).unwrap(), "limit 6:30");
    assert_eq!(say(vec![of(Some(45.0), Some(180.0))]).unwrap(), "at least 0:45, at most 3:00");
    assert_eq!(
        say(vec![of(None, Some(360.0)), Bounds::NONE, of(None, Some(480.0))]).unwrap(),
        "limit 6:00 to 8:00, by round; none in 1 of 3 rounds"
    );
    // Of a round of which nothing is known it isn't known either.
    let mut unknown = series(&FIRST_ANSWER, &[300.0, 300.0], None);
    unknown.bounds = vec![of(None, Some(390.0)), Bounds::NONE];
    unknown.readings[1] = None;
    assert_eq!(limits(&unknown).unwrap(), "limit 6:30");
    assert_eq!(say(vec![of(Some(60.0), None)]).unwrap(), "at least 1:00");
    assert_eq!(say(vec![Bounds::NONE]), None);
}

#[test]
fn a_limit_that_differs_by_place_is_said_in_words_at_every_chart() {
    let of = |bounds: &[Option<f64>]| {
        let mut silence = series(&LONGEST_SILENCE, &vec![20.0; bounds.len()], None);
        silence.bounds =
            bounds.iter().map(|most| Bounds { least: None, most: *most, ..Bounds::NONE }).collect();
        trends(vec![silence])
    };
    for (bounds, words) in [
        (&[Some(30.0), Some(30.0)][..], "limit 0:30"),
        (&[Some(4.0), Some(20.0)], "limit 0:04 to 0:20, by where it fell"),
        (&[Some(4.0), None], "limit 0:04; none in 1 of 2 rounds"),
        (
            &[None, Some(4.0), Some(20.0)],
            "limit 0:04 to 0:20, by where it fell; none in 1 of 3 rounds",
        ),
        (&[None, None], "no limit where it fell"),
    ] {
        let of = of(bounds);
        let text = text::render(&of, &[], 200, false);
        assert!(text.contains(&format!(" · {words}\n")), "{words} in\n{text}");
        let page = html::render(&of, &[], &PracticeDays::default());
        assert!(page.contains(&format!(" · {words}</p>")), "{words} in\n{page}");
        let label = format!(", {words}; the table below says the same\"");
        assert!(page.contains(&label), "{label} in\n{page}");
    }
}

#[test]
fn what_never_came_is_said_in_text_and_on_the_page_and_told_in_the_json() {
    let never = Reading { value: 1020.0, stand_in: StandIn::All };
    let mut of = at_most(390.0, series(&FIRST_ANSWER, &[330.0; 10], None));
    of.readings[9] = Some(never);
    of.readings[8] = Some(Reading { value: 675.0, stand_in: StandIn::Part });
    of.change = Some(Change { before: Reading::measured(330.0), last: never, p: 0.01 });
    let of = trends(vec![of]);
    let expected = "no first answers came in coding (5:30, then never), more than noise";
    assert!(sentence(&of).unwrap().contains(expected));
    let text = text::render(&of, &[], 200, false);
    let numbers = "first answer ↓ · latest never · limit 6:30 · last 5 never, 5 before 5:30: \
                   p 0.01, worse\n";
    assert!(text.contains(numbers), "{text}");
    assert!(text.contains("\n   never ") && text.contains("  never, at least: a first"), "{text}");
    let page = html::render(&of, &[], &PracticeDays::default());
    for says in [
        "<title>10 Jan 2026: never, past 6:30</title>",
        "<title>9 Jan 2026: at least 11:15, past 6:30</title>",
        "<p class=\"numbers\">latest never · limit 6:30 · last five never · five before 5:30</p>",
        ">worse (p 0.01)</p>",
        ">never</text>",
        "Never, at least: a first answer",
        "<td class=\"n\">never</td>",
    ] {
        assert!(page.contains(says), "{says} in\n{page}");
    }
    // The greatest of these is at least a time, and none of them all.
    let mut partly = of.clone();
    partly.exercises[0].series[0].readings.truncate(9);
    partly.exercises[0].series[0].bounds.truncate(9);
    partly.exercises[0].rounds.truncate(9);
    partly.exercises[0].series[0].change = None;
    assert!(text::render(&partly, &[], 200, false).contains("\n  ≥11:15 "));
    assert!(html::render(&partly, &[], &PracticeDays::default()).contains(">≥11:15</text>"));
    // Nowhere is it a time.
    assert!(![text, page].iter().any(|shown| shown.contains("17:00")));
    let json: serde_json::Value =
        serde_json::from_str(&json::render(&of, &[], &PracticeDays::default())).unwrap();
    let measure = &json["kinds"][0]["measures"][0];
    assert_eq!((&measure["values"][9], &measure["last_five"]), (&1020.0.into(), &1020.0.into()));
    let stands_in: Vec<bool> = (0..10).map(|at| at > 7).collect();
    assert_eq!(measure["stands_in"], serde_json::json!(stands_in));
}

/// The pixels from the top of what has a class in a page, in order.
fn heights(page: &str, class: &str, attribute: &str) -> Vec<f64> {
    let begins = format!("class=\"{class}\"");
    let tags = page.split('<').filter(|tag| tag.contains(&begins));
    let height = |tag: &str| {
        let (_, value) = tag.split_once(&format!(" {attribute}=\"")).unwrap();
        value.split('"').next().unwrap().parse().unwrap()
    };
    tags.map(height).collect()
}

#[test]
fn the_pages_limit_stands_where_its_number_says() {
    let mut first = series(&FIRST_ANSWER, &[300.0, 420.0, 390.0, 330.0], None);
    first = at_most(390.0, first);
    let page = html::render(&trends(vec![first.clone()]), &[], &PracticeDays::default());
    // 300 to 420 s are 72 pixels: 390 s is 18 below the top one at 14.
    assert_eq!(heights(&page, "limit", "y1"), [32.0], "one line: {page}");
    assert_eq!(heights(&page, "limit", "y2"), [32.0]);
    assert_eq!(heights(&page, "round", "cy"), [86.0, 32.0, 68.0]);
    assert_eq!(heights(&page, "round outside", "cy"), [14.0]);
    assert_eq!(heights(&page, "scale limit-number", "y"), [36.0]);
    assert!(page.contains("past 6:30</title>"), "{page}");
    // A round with a limit of its own has a line of its own.
    first.bounds[2].most = Some(360.0);
    let page = html::render(&trends(vec![first]), &[], &PracticeDays::default());
    assert_eq!(heights(&page, "limit", "y1"), [32.0, 50.0, 32.0]);
}

#[test]
fn the_json_has_each_rounds_limits_and_the_latest() {
    let mut first = at_most(390.0, series(&FIRST_ANSWER, &[300.0, 420.0], None));
    first.bounds[1] = Bounds { least: Some(45.0), most: None, ..Bounds::NONE };
    let json = json::render(&trends(vec![first]), &[], &PracticeDays::default());
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let kind = &json["kinds"][0];
    assert_eq!(
        (&kind["kind"], &kind["question_kind"], &kind["part"]),
        (&"coding".into(), &"coding".into(), &serde_json::Value::Null)
    );
    let measure = &kind["measures"][0];
    assert_eq!(measure["at_most"], serde_json::json!([390.0, null]));
    assert_eq!(measure["at_least"], serde_json::json!([null, 45.0]));
    assert_eq!(measure["limit"], 45.0);
}

#[test]
fn every_format_says_that_there_is_nothing() {
    let nothing = Trends {
        kind: None,
        rounds: 0,
        span: None,
        left_out: LeftOut::default(),
        exercises: Vec::new(),
    };
    assert_eq!(
        text::render(&nothing, &[], 80, false),
        "Trends: 0 rounds\n  no finished rounds to show yet; `mockround run` records one\n"
    );
    assert!(
        html::render(&nothing, &[], &PracticeDays::default())
            .contains("no finished rounds to show yet")
    );
    let json: serde_json::Value =
        serde_json::from_str(&json::render(&nothing, &[], &PracticeDays::default())).unwrap();
    assert_eq!((&json["rounds"], &json["kinds"]), (&serde_json::json!(0), &serde_json::json!([])));
}

#[test]
fn over_what_is_unknown_the_line_is_dashed_and_its_value_is_null() {
    let mut of = series(&LONGEST_SILENCE, &[30.0, 20.0, 25.0, 10.0], None);
    of.readings[2] = None;
    let of = trends(vec![of]);
    let page = html::render(&of, &[], &PracticeDays::default());
    assert_eq!(page.matches("class=\"line\"").count(), 1, "only the first two rounds adjoin");
    assert_eq!(page.matches("class=\"bridge\"").count(), 1);
    assert_eq!(page.matches("<title>not known</title>").count(), 1);
    let json: serde_json::Value =
        serde_json::from_str(&json::render(&of, &[], &PracticeDays::default())).unwrap();
    let measure = &json["kinds"][0]["measures"][0];
    assert_eq!(measure["values"], serde_json::json!([30.0, 20.0, null, 10.0]));
    assert_eq!(
        (&measure["p"], &measure["better"]),
        (&serde_json::json!(null), &serde_json::json!("lower"))
    );
}
