use super::*;
use crate::pacing::compare::compare;
use crate::pacing::measure;
use crate::report::text::NARROWEST;
use crate::samples::{Script, coding};

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
    let line = page.lines().find(|line| line.contains("first answer")).unwrap();
    assert_eq!(line.split_whitespace().skip(2).collect::<Vec<_>>(), ["never", "6:40"]);
    let page: serde_json::Value = serde_json::from_str(&json::render(&comparison)).unwrap();
    let question = &page["slots"][0]["questions"][0];
    assert_eq!(
        (&question["first_answer_a"], &question["first_answer_b"]),
        (&"never".into(), &"corrected".into())
    );
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
