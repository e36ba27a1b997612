use super::*;
use crate::pacing::compare::compare;
use crate::pacing::measure;
use crate::report::text::NARROWEST;
use crate::samples::{Script, coding, design};
use crate::session::event::What;

fn comparison() -> Comparison {
    let script = |answer: f64, end: f64| {
        let mut slot = coding();
        slot.questions.truncate(1);
        slot.questions[0].question.title = "pairs | and *more*".to_string();
        Script::new(vec![slot])
            .begin(0.0, 0)
            .phase(100.0, 1)
            .answer(answer)
            .phase(800.0, 3)
            .done(end)
            .close(end)
    };
    compare(&measure(script(400.0, 1000.0).session()), &measure(script(320.0, 1012.0).session()))
}

#[test]
fn the_text_has_a_line_a_phase_with_its_split() {
    let page = text(&comparison(), 80, false);
    let row = |name: &str| -> Vec<String> {
        let line = page.lines().find(|line| line.trim_start().starts_with(name)).unwrap();
        line.trim_start()
            .strip_prefix(name)
            .unwrap()
            .split_whitespace()
            .map(str::to_string)
            .collect()
    };
    // approach: 100 to 400, and to 320. code: to 800 in both.
    assert_eq!(row("understand"), ["1:40", "1:40", "0:00", "0:00"]);
    assert_eq!(row("approach"), ["5:00", "3:40", "-1:20", "-1:20"]);
    assert_eq!(row("code"), ["6:40", "8:00", "+1:20", "0:00"]);
    assert_eq!(row("test"), ["3:20", "3:32", "+0:12", "+0:12"]);
    assert_eq!(row("first answer"), ["6:40", "5:20", "-1:20"]);
    assert!(page.contains("coding 1: A 16:40, B 16:52, B - A +0:12"), "{page}");
    assert!(page.lines().all(|line| measure_text_width(line) <= 80), "{page}");
    for width in [1, 40, 60] {
        let narrow = text(&comparison(), width, false);
        assert!(
            narrow.lines().all(|line| measure_text_width(line) <= width.max(NARROWEST)),
            "{width}:\n{narrow}"
        );
    }
}

#[test]
fn columns_stand_apart_however_wide_what_is_in_them() {
    let round = |passed| {
        let cases = What::CasesRun { slot: 0, question: 0, failed: None, passed, of: 14 };
        let mut slot = coding();
        slot.questions.truncate(1);
        slot.questions[0].phases[0].name = "understanding what is asked for at first".to_string();
        let script = Script::new(vec![slot]).begin(0.0, 0).phase(5000.0, 1).done(99_000.0);
        measure(script.close(99_000.0).then(99_001.0, cases).session())
    };
    let page = text(&compare(&round(14), &round(0)), 80, false);
    let cells = |name: &str| -> Vec<&str> {
        let mut lines = page.lines().map(str::trim).skip_while(|line| !line.starts_with(name));
        let line = lines.next().unwrap();
        let line = line.strip_prefix(name).unwrap().trim();
        let line = if line.is_empty() { lines.next().unwrap() } else { line };
        line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect()
    };
    assert_eq!(cells("kept-back cases passed"), ["100%", "0%", "-100 points"], "{page}");
    let long = cells("understanding what is asked for at first");
    assert_eq!(long, ["1:23:20", "1:23:20", "0:00", "0:00"], "{page}");
}

#[test]
fn an_answer_that_never_came_is_not_one_that_is_not_known() {
    let round = |corrected: bool| {
        let script = Script::new(vec![coding()]).begin(0.0, 0).done(900.0);
        if corrected {
            script.corrected(901.0, 0, 0, None)
        } else {
            script.corrected(901.0, 0, 0, Some(400.0))
        }
    };
    let comparison = compare(&measure(round(true).session()), &measure(round(false).session()));
    let page = text(&comparison, 80, false);
    let line = page.lines().find(|line| line.starts_with("    first answer")).unwrap();
    assert_eq!(line.split_whitespace().skip(2).collect::<Vec<_>>(), ["never", "6:40"]);
    let page: serde_json::Value = serde_json::from_str(&json::render(&comparison)).unwrap();
    let question = &page["slots"][0]["questions"][0];
    assert_eq!(
        (&question["first_answer_a"], &question["first_answer_b"]),
        (&"never".into(), &"corrected".into())
    );
}

#[test]
fn its_sentence_says_never_where_no_first_answer_came() {
    let round = |to: Option<f64>| {
        let mut slot = coding();
        slot.questions.truncate(1);
        measure(
            Script::new(vec![slot])
                .begin(0.0, 0)
                .done(900.0)
                .close(900.0)
                .then(900.0, What::Finished)
                .corrected(901.0, 0, 0, to)
                .session(),
        )
    };
    let (came, never) = (round(Some(330.0)), round(None));
    assert_eq!(
        sentence(&compare(&came, &never)),
        "B against A. Worse: no first answers came in coding (A 5:30, B never)."
    );
    assert_eq!(
        sentence(&compare(&never, &came)),
        "B against A. Better: first answers came in coding, as none had (A never, B 5:30)."
    );
}

#[test]
fn its_sentence_and_its_table_count_the_same_as_silence() {
    let round = |words: f64| {
        let mut slot = coding();
        slot.questions.truncate(1);
        let script = Script::new(vec![slot]).begin(0.0, 0).done(900.0).close(900.0);
        measure(script.heard(0.0, 900.0, &[(words, 900.0)]).session())
    };
    let page = text(&compare(&round(200.0), &round(10.0)), 80, false);
    let words = unwrapped(&page);
    assert!(
        words.contains("the longest silence in coding was 3:10 shorter (A 3:20, B 0:10)"),
        "{page}"
    );
    assert!(words.contains("longest silence 3:20 0:10 -3:10"), "{page}");
}

#[test]
fn the_markdown_has_no_cell_too_many() {
    let page = markdown(&comparison());
    for line in page.lines().filter(|line| line.starts_with('|')) {
        assert_eq!(line.replace("\\|", "").matches('|').count(), 6, "{line}");
    }
    assert!(page.contains("### question 1: pairs \\| and \\*more\\*"), "{page}");
    assert!(page.contains("| approach | 5:00 | 3:40 | -1:20 | -1:20 |"), "{page}");
}

#[test]
fn the_json_has_the_differences() {
    let json: serde_json::Value = serde_json::from_str(&json::render(&comparison())).unwrap();
    let question = &json["slots"][0]["questions"][0];
    assert_eq!(question["phases"][1]["delta_s"], -80.0);
    assert_eq!(question["phases"][3]["split_delta_s"], 12.0);
    let first = &question["measures"][0];
    assert_eq!((&first["measure"], &first["delta"]), (&"first_answer_s".into(), &(-80.0).into()));
}

/// Two finished rounds of one question, answered after so many seconds; the second at a speed.
fn answered(a: f64, b: f64, speed: f64) -> Comparison {
    let round = |answer: f64, speed: f64| {
        let script = Script::new(vec![coding()]).with(|header| header.speed = speed);
        let script = script.begin(0.0, 0).answer(answer).done(1000.0).show(1000.0, 1);
        let script = script.answer(1000.0 + answer).done(2000.0).close(2000.0);
        measure(script.then(2000.0, What::Finished).session())
    };
    compare(&round(a, 1.0), &round(b, speed))
}

/// A page in one line.
fn unwrapped(page: &str) -> String {
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn it_opens_with_what_got_better_and_what_worse_in_numbers() {
    let of = answered(500.0, 400.0, 1.0);
    // 500 s are past the 429 that understand and approach may take, 400 are not; the rest is within
    // in both.
    let expected = "B against A. Better: first answers in coding came 1:40 sooner \
                    (A 8:20, B 6:40); phases within budget in coding were 50 points more \
                    (A 50%, B 100%).";
    let text = text(&of, 80, false);
    assert!(unwrapped(&text).starts_with(expected), "{text}");
    let markdown = markdown(&of);
    assert!(markdown.starts_with(&format!("# Two rounds side by side\n\n{expected}\n\n")));
    let json: serde_json::Value = serde_json::from_str(&json::render(&of)).unwrap();
    assert_eq!((&json["sentence"], &json["notes"]), (&expected.into(), &serde_json::json!([])));
    assert!(html::render(&of).contains(&format!("<bdi>{expected}</bdi>")));
    let back = sentence(&answered(400.0, 500.0, 1.0));
    assert!(
        back.starts_with("B against A. Worse: first answers in coding came 1:40 later (A 6:40, B"),
        "{back}"
    );
    assert_eq!(sentence(&answered(400.0, 400.0, 1.0)), "B against A: no measure of both differs.");
    let of_coding = Script::new(vec![coding()]).begin(0.0, 0).answer(400.0).done(900.0);
    let of_design = Script::new(vec![design()]).begin(0.0, 0).answer(400.0).done(900.0);
    let nothing = compare(&measure(of_coding.session()), &measure(of_design.session()));
    assert_eq!(sentence(&nothing), "B against A: nothing was measured in both.");
}

#[test]
fn it_says_where_a_round_was_left_or_sped_up() {
    let fast = text(&answered(400.0, 300.0, 60.0), 80, false);
    assert!(
        fast.contains(
            "\n! B ran at speed 60x: its times are the round's own, and nobody's pace.\n"
        ),
        "{fast}"
    );
    let left = Script::new(vec![coding()]).begin(0.0, 0).answer(400.0).left(500.0);
    let open = Script::new(vec![coding()]).begin(0.0, 0).answer(400.0);
    let of = compare(&measure(left.session()), &measure(open.session()));
    let notes = [
        "A was left before its end: what it did not come to is not compared.",
        "B is not finished: what it did not come to is not compared.",
    ];
    let (text, markdown, page) = (text(&of, 80, false), markdown(&of), html::render(&of));
    for note in notes {
        assert!(text.contains(&format!("\n! {note}\n")), "{text}");
        assert!(markdown.contains(&format!("\n**{note}**\n")), "{markdown}");
        assert!(page.contains(note), "{page}");
    }
    let json: serde_json::Value = serde_json::from_str(&json::render(&of)).unwrap();
    assert_eq!(json["notes"], serde_json::json!(notes));
}

#[test]
fn the_page_has_a_pair_of_bars_a_phase_as_long_as_its_times() {
    let page = html::render(&comparison());
    let (_, pairs) = page.split_once("<svg class=\"pairs\"").unwrap();
    let bars = |side: &str| -> Vec<String> {
        let begins = format!("<rect class=\"side-{side}\"");
        let width = |tag: &str| {
            tag.split("width=\"").nth(1).unwrap().split('"').next().unwrap().to_string()
        };
        pairs
            .split('<')
            .map(|tag| format!("<{tag}"))
            .filter(|tag| tag.starts_with(&begins))
            .map(|tag| width(&tag))
            .collect()
    };
    // The longest, 8:00 of code in B, is 82 of a hundred wide.
    assert_eq!(bars("b"), ["17.08%", "37.58%", "82.00%", "36.22%"]);
    assert_eq!(bars("a"), ["17.08%", "51.25%", "68.33%", "34.17%"]);
    assert!(page.contains("<td class=\"n better\"><bdi>-1:20</bdi> better</td>"), "{page}");
    // Text from files is text.
    assert!(page.contains("pairs | and *more*"), "{page}");
}
