//! Two rounds side by side, as text, Markdown and JSON: what splits are to a runner.

use std::time::Duration;

use console::{Style, measure_text_width};
use serde::Serialize;

use super::json::TOOL;
use super::markdown::escape;
use super::text::{NARROWEST, Paint};
use super::units::{difference, rounded, value};
use crate::pacing::Standing;
use crate::pacing::compare::{Comparison, MeasurePair, PhasePair, QuestionPair, Side, SlotPair};
use crate::pacing::measures::Unit;
use crate::session::rfc3339;
use crate::time::m_ss;
use crate::time::seconds::to_f64;
use crate::word::Word;

/// The number of the JSON interface that this version writes.
pub const SCHEMA: u32 = 1;

const HEAD: [&str; 5] = ["", "A", "B", "B - A", "split, B - A"];

/// The comparison as text, each line at most `width` columns (at least [`NARROWEST`]).
pub fn text(comparison: &Comparison, width: usize, colour: bool) -> String {
    let (width, paint) = (width.max(NARROWEST), Paint(colour));
    let mut text = String::new();
    let mut wrap = |indent: &str, line: &str, style: &Style| {
        for line in textwrap::wrap(line, width - indent.len()) {
            text.push_str(format!("{indent}{}", paint.apply(style, &line)).trim_end());
            text.push('\n');
        }
    };
    for [line, id] in sides(comparison) {
        wrap("", &line, &Style::new());
        wrap("   ", &id, &Style::new().dim());
    }
    for slot in &comparison.slots {
        wrap("", "", &Style::new());
        wrap("", &slot_heading(slot), &Style::new().bold());
        for (position, question) in compared(slot) {
            wrap("  ", &question_heading(position, question), &Style::new());
            let rows = rows(question);
            if rows.is_empty() {
                wrap("    ", "nothing to compare", &Style::new().dim());
                continue;
            }
            for row in std::iter::once(HEAD.map(str::to_string)).chain(rows) {
                let [what, a, b, delta, split] = row;
                let label = width.saturating_sub(4 + 8 + 8 + 10 + 14).clamp(10, 34);
                let room = " ".repeat(label.saturating_sub(measure_text_width(&what)));
                let style = if what.is_empty() { Style::new().dim() } else { Style::new() };
                wrap("    ", &format!("{what}{room}{a:>8}{b:>8}{delta:>10}{split:>14}"), &style);
            }
        }
    }
    text
}

/// The comparison as Markdown.
pub fn markdown(comparison: &Comparison) -> String {
    let mut page = "# Two rounds side by side\n\n".to_string();
    for [line, id] in sides(comparison) {
        page.push_str(&format!("- {} · {}\n", escape(&line), escape(&id)));
    }
    for slot in &comparison.slots {
        page.push_str(&format!("\n## {}\n", escape(&slot_heading(slot))));
        for (position, question) in compared(slot) {
            page.push_str(&format!("\n### {}\n\n", escape(&question_heading(position, question))));
            let rows = rows(question);
            if rows.is_empty() {
                page.push_str("nothing to compare\n");
                continue;
            }
            page.push_str(&format!(
                "| {} |\n| --- | ---: | ---: | ---: | ---: |\n",
                HEAD.join(" | ")
            ));
            for [what, numbers @ ..] in rows {
                page.push_str(&format!("| {} | {} |\n", escape(&what), numbers.join(" | ")));
            }
        }
    }
    page
}

/// The questions of a slot that both rounds have, with their positions.
fn compared(slot: &SlotPair) -> impl Iterator<Item = (usize, &QuestionPair)> {
    let both = slot.titles.iter().all(Option::is_some);
    slot.questions.iter().enumerate().filter(move |_| both)
}

/// What the two rounds are, and the names of their sessions.
fn sides(comparison: &Comparison) -> [[String; 2]; 2] {
    let side = |letter: char, side: &Side| {
        let flags =
            if side.flags == 1 { "1 flag".to_string() } else { format!("{} flags", side.flags) };
        let fast = if (side.speed - 1.0).abs() > f64::EPSILON {
            format!(" · speed {}x", side.speed)
        } else {
            String::new()
        };
        let how = match side.standing {
            Standing::Finished => "",
            Standing::Left(_) => " · left before its end",
            Standing::Unfinished => " · not finished",
        };
        let started = side.started.strftime("%a %-d %b %Y, %H:%M");
        [format!("{letter}  {started} · {} · {flags}{fast}{how}", side.title), side.id.clone()]
    };
    [side('A', &comparison.a), side('B', &comparison.b)]
}

fn slot_heading(slot: &SlotPair) -> String {
    let title = match &slot.titles {
        [Some(a), Some(b)] if a == b => a.clone(),
        [Some(a), Some(b)] => format!("{a} and {b}"),
        [Some(a), None] => return format!("{a}: only in A"),
        [None, Some(b)] => return format!("{b}: only in B"),
        [None, None] => String::new(),
    };
    match slot.used {
        [Some(a), Some(b)] => {
            format!("{title}: A {}, B {}, B - A {}", m_ss(a), m_ss(b), signed(a, b))
        }
        [Some(a), None] => format!("{title}: {}, B did not reach it", m_ss(a)),
        [None, Some(b)] => format!("{title}: A did not reach it, {}", m_ss(b)),
        [None, None] => format!("{title}: not reached"),
    }
}

fn question_heading(position: usize, question: &QuestionPair) -> String {
    let title = |title: &Option<String>| title.clone().unwrap_or_else(|| "none shown".to_string());
    let [a, b] = &question.titles;
    if a == b {
        format!("question {}: {}", position + 1, title(a))
    } else {
        format!("question {}: {} (A), {} (B)", position + 1, title(a), title(b))
    }
}

/// The lines of a question: what, A, B, their difference, and for phases the difference of their
/// ends.
fn rows(question: &QuestionPair) -> Vec<[String; 5]> {
    let phases = question.phases.iter().map(phase_row);
    phases.chain(question.measures.iter().map(measure_row)).collect()
}

fn phase_row(of: &PhasePair) -> [String; 5] {
    let ([a, b], [over_a, over_b]) = (of.took, of.over);
    [phases(of), m_ss(a), m_ss(b), signed(a, b), signed(over_a, over_b)]
}

fn measure_row(of: &MeasurePair) -> [String; 5] {
    let unit = of.measure.unit;
    let cell = |side: usize| match of.values[side] {
        Some(known) => value(unit, known),
        None if of.never[side] => "never".to_string(),
        None => "-".to_string(),
    };
    let delta = match of.values {
        [Some(a), Some(b)] => difference(unit, a, b),
        _ => String::new(),
    };
    [of.measure.name.to_string(), cell(0), cell(1), delta, String::new()]
}

fn phases(of: &PhasePair) -> String {
    if of.first == of.last { of.first.clone() } else { format!("{} to {}", of.first, of.last) }
}

/// `+1:20`, `-0:05`, `0:00`: the second time less the first.
fn signed(a: Duration, b: Duration) -> String {
    difference(Unit::Seconds, to_f64(a), to_f64(b))
}

/// The comparison as JSON, indented, with a newline at its end. Differences are B less A; what is
/// not known is `null`.
pub fn json(comparison: &Comparison) -> String {
    #[derive(Serialize)]
    struct Page<'a> {
        schema: u32,
        tool: &'static str,
        a: Round<'a>,
        b: Round<'a>,
        slots: Vec<Slot<'a>>,
    }
    let page = Page {
        schema: SCHEMA,
        tool: TOOL,
        a: round(&comparison.a),
        b: round(&comparison.b),
        slots: comparison.slots.iter().map(slot).collect(),
    };
    let mut text = serde_json::to_string_pretty(&page).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Serialize)]
struct Round<'a> {
    id: &'a str,
    title: &'a str,
    started: String,
    speed: f64,
    flags: usize,
    finished: bool,
}

#[derive(Serialize)]
struct Slot<'a> {
    kind: &'static str,
    title_a: Option<&'a str>,
    title_b: Option<&'a str>,
    actual_a_s: Option<f64>,
    actual_b_s: Option<f64>,
    questions: Vec<Question<'a>>,
}

#[derive(Serialize)]
struct Question<'a> {
    title_a: Option<&'a str>,
    title_b: Option<&'a str>,
    first_answer_a: Option<&'static str>,
    first_answer_b: Option<&'static str>,
    phases: Vec<Phase<'a>>,
    measures: Vec<Of>,
}

#[derive(Serialize)]
struct Phase<'a> {
    first: &'a str,
    last: &'a str,
    a_s: f64,
    b_s: f64,
    delta_s: f64,
    over_a_s: f64,
    over_b_s: f64,
    split_delta_s: f64,
}

#[derive(Serialize)]
struct Of {
    measure: &'static str,
    a: Option<f64>,
    b: Option<f64>,
    delta: Option<f64>,
}

fn round(side: &Side) -> Round<'_> {
    Round {
        id: &side.id,
        title: &side.title,
        started: rfc3339(&side.started),
        speed: side.speed,
        flags: side.flags,
        finished: side.standing == Standing::Finished,
    }
}

fn slot(slot: &SlotPair) -> Slot<'_> {
    Slot {
        kind: slot.kind.word(),
        title_a: slot.titles[0].as_deref(),
        title_b: slot.titles[1].as_deref(),
        actual_a_s: slot.used[0].map(to_f64),
        actual_b_s: slot.used[1].map(to_f64),
        questions: slot.questions.iter().map(question).collect(),
    }
}

fn question(question: &QuestionPair) -> Question<'_> {
    let phase = |of: &'_ PhasePair| {
        let [[a_s, b_s], [over_a_s, over_b_s]] = [of.took.map(to_f64), of.over.map(to_f64)];
        (a_s, b_s, rounded(b_s - a_s), over_a_s, over_b_s, rounded(over_b_s - over_a_s))
    };
    let phases = question.phases.iter().map(|of| {
        let (a_s, b_s, delta_s, over_a_s, over_b_s, split_delta_s) = phase(of);
        Phase {
            first: &of.first,
            last: &of.last,
            a_s,
            b_s,
            delta_s,
            over_a_s,
            over_b_s,
            split_delta_s,
        }
    });
    let measures = question.measures.iter().map(|of| Of {
        measure: of.measure.key,
        a: of.values[0].map(rounded),
        b: of.values[1].map(rounded),
        delta: of.values[0].zip(of.values[1]).map(|(a, b)| rounded(b - a)),
    });
    Question {
        title_a: question.titles[0].as_deref(),
        title_b: question.titles[1].as_deref(),
        first_answer_a: question.first_answers[0].map(Word::word),
        first_answer_b: question.first_answers[1].map(Word::word),
        phases: phases.collect(),
        measures: measures.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pacing::compare::compare;
    use crate::pacing::measure;
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
        compare(
            &measure(script(400.0, 1000.0).session()),
            &measure(script(320.0, 1012.0).session()),
        )
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
        let page: serde_json::Value = serde_json::from_str(&json(&comparison)).unwrap();
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
        let json: serde_json::Value = serde_json::from_str(&json(&comparison())).unwrap();
        let question = &json["slots"][0]["questions"][0];
        assert_eq!(question["phases"][1]["delta_s"], -80.0);
        assert_eq!(question["phases"][3]["split_delta_s"], 12.0);
        let first = &question["measures"][0];
        assert_eq!(
            (&first["measure"], &first["delta"]),
            (&"first_answer_s".into(), &(-80.0).into())
        );
    }
}
