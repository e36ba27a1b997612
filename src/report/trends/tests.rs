use super::text::sparkline;
use super::*;
use crate::pacing::measures::{FIRST_ANSWER, FOLLOWED, LONGEST_SILENCE, TALKING_SHARE};
use crate::pacing::trends::Rated;
use crate::round::SlotKind;
use crate::session::asked::Dimension;
use crate::session::parse_rfc3339;

fn series(measure: &'static Measure, values: &[f64], change: Option<Change>) -> Series {
    let followed = FOLLOWED.iter().find(|of| of.measure == measure).unwrap();
    Series { followed, values: values.iter().map(|of| Some(*of)).collect(), change }
}

fn trends(series: Vec<Series>) -> Trends {
    let day = |n: usize| {
        parse_rfc3339(&format!("2026-{:02}-{:02}T09:00:00+01:00", n / 28 + 1, n % 28 + 1)).unwrap()
    };
    let rounds = series.first().map_or(0, |series| series.values.len());
    Trends {
        kind: None,
        rounds,
        span: Some((day(0), day(rounds.saturating_sub(1)))),
        left_out: LeftOut { sped_up: 1, unfinished: 2, parts: 1, interrupted: 1, skipped: 0 },
        kinds: vec![KindTrend {
            kind: SlotKind::Coding,
            rounds: (0..rounds).map(|n| (format!("round-{n}"), day(n))).collect(),
            series,
            ratings: vec![Rated {
                dimension: Dimension::Time,
                rating: 3,
                rounds: 2,
                medians: [("first_answer_s", 330.0), ("within_budget", 0.5)].into(),
            }],
        }],
    }
}

fn change(before: f64, last: f64, p: f64) -> Option<Change> {
    Some(Change { before, last, p })
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

#[test]
fn many_rounds_fit_every_width() {
    let values: Vec<f64> = (0..70).map(|n| 420.0 - f64::from(n)).collect();
    let of = trends(vec![series(&FIRST_ANSWER, &values, change(380.0, 330.0, 2.0 / 252.0))]);
    for (width, drawn) in [(60, 9), (80, 29), (110, 31), (200, 70)] {
        let page = text::render(&of, &[], width, false);
        assert!(
            page.lines().all(|line| console::measure_text_width(line) <= width),
            "{width}: {page}"
        );
        let bars = page.lines().find(|line| line.contains("first answer ↓")).unwrap();
        let bars = bars.chars().filter(|c| ('▁'..='█').contains(c)).count();
        assert_eq!(
            (bars, page.contains(&format!("the last {drawn} drawn"))),
            (drawn, drawn < 70),
            "{width}: {page}"
        );
        assert!(page.contains("-0:50, p 0.01, better"), "{page}");
    }
}

#[test]
fn a_sparkline_goes_from_the_lowest_to_the_highest() {
    assert_eq!(sparkline(&[Some(0.0), Some(7.0), None, Some(3.0), Some(7.0)]), "▁█·▄█");
    assert_eq!(sparkline(&[Some(2.0), Some(2.0)]), "▄▄");
    assert_eq!(sparkline(&[None]), "·");
    assert_eq!(sparkline(&[]), "");
}

#[test]
fn the_text_holds_every_number_and_fits_its_width() {
    let values: Vec<f64> = (0..12).map(|n| 420.0 - 10.0 * f64::from(n)).collect();
    let of = trends(vec![series(&FIRST_ANSWER, &values, change(380.0, 330.0, 2.0 / 252.0))]);
    let not_read = [NotRead {
        file: "sessions/bad.toml".to_string(),
        why: "it is\u{7} empty; delete it".to_string(),
    }];
    let page = text::render(&of, &not_read, 100, false);
    assert!(page.starts_with("Trends: 12 rounds, 1 Jan to 12 Jan 2026\n"), "{page}");
    assert!(
        page.contains(
            "  not counted: 1 sped-up session, 2 unfinished sessions, 1 drill of a part, \
             1 interrupted question\n"
        ),
        "{page}"
    );
    // The latest is 420 - 110 s.
    let line = page.lines().find(|line| line.contains("first answer ↓")).unwrap();
    assert!(line.contains("██▇▆▆▅▄▄▃▂▂▁") || line.contains('█'), "{line}");
    let cells: Vec<&str> = line.split_whitespace().collect();
    assert_eq!(cells[4..], ["5:10", "5:30", "6:20", "-0:50,", "p", "0.01,", "better"]);
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
fn every_format_says_that_there_is_nothing() {
    let nothing = Trends {
        kind: None,
        rounds: 0,
        span: None,
        left_out: LeftOut::default(),
        kinds: Vec::new(),
    };
    assert_eq!(
        text::render(&nothing, &[], 80, false),
        "Trends: 0 rounds\n  no finished rounds to show yet; `mockround run` records one\n"
    );
    assert!(html::render(&nothing, &[]).contains("no finished rounds to show yet"));
    let json: serde_json::Value = serde_json::from_str(&json::render(&nothing, &[])).unwrap();
    assert_eq!((&json["rounds"], &json["kinds"]), (&serde_json::json!(0), &serde_json::json!([])));
}

#[test]
fn over_what_is_unknown_the_line_is_dashed_and_its_value_is_null() {
    let mut of = series(&LONGEST_SILENCE, &[30.0, 20.0, 25.0, 10.0], None);
    of.values[2] = None;
    let of = trends(vec![of]);
    let page = html::render(&of, &[]);
    assert_eq!(page.matches("class=\"line\"").count(), 1, "only the first two rounds adjoin");
    assert_eq!(page.matches("class=\"bridge\"").count(), 1);
    assert_eq!(page.matches("<title>not known</title>").count(), 1);
    let json: serde_json::Value = serde_json::from_str(&json::render(&of, &[])).unwrap();
    let measure = &json["kinds"][0]["measures"][0];
    assert_eq!(measure["values"], serde_json::json!([30.0, 20.0, null, 10.0]));
    assert_eq!(
        (&measure["p"], &measure["better"]),
        (&serde_json::json!(null), &serde_json::json!("lower"))
    );
}
