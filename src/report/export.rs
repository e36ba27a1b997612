//! Sessions as rows for other programs: a row a question or a row a phase, in columns that README
//! names. CSV and NDJSON hold the same cells, with the names of the JSON report.

use serde_json::{Number, Value};

use crate::pacing::{FlagKind, Pacing, PhasePacing, QuestionPacing, SlotPacing, Standing};
use crate::session::asked::Dimension;
use crate::session::event::QuestionEnd;
use crate::session::rfc3339;
use crate::time::seconds::to_f64;
use crate::word::Word;

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// A question that was planned.
    Questions,
    /// A phase that was planned.
    Phases,
}

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A JSON object a line.
    Ndjson,
    /// RFC 4180, with a line of names first. Unknown is an empty field.
    Csv,
}

/// The columns that every row has.
const COMMON: [&str; 15] = [
    "session",
    "started",
    "template",
    "speed",
    "strict",
    "finished",
    "slot",
    "slot_kind",
    "slot_title",
    "question",
    "question_id",
    "question_title",
    "question_kind",
    "ended",
    "interrupted",
];

/// The columns of a question.
const QUESTION: [&str; 18] = [
    "planned_s",
    "actual_s",
    "first_words_s",
    "wordless_s",
    "first_answer_s",
    "first_answer",
    "first_answer_limit_s",
    "answer_s",
    "talking_share",
    "longest_silence_s",
    "silent_stretches",
    "thinks",
    "paused_s",
    "flags",
    "rating_problem_solving",
    "rating_communication",
    "rating_technical_depth",
    "rating_time",
];

/// The columns of a phase.
const PHASE: [&str; 9] = [
    "phase",
    "phase_name",
    "planned_s",
    "actual_s",
    "talking_share",
    "longest_silence_s",
    "ticked",
    "missed",
    "flagged",
];

/// The line of names that a CSV file begins with; nothing in NDJSON.
pub fn head(rows: Rows, format: Format) -> String {
    match format {
        Format::Ndjson => String::new(),
        Format::Csv => format!("{}\r\n", columns(rows).join(",")),
    }
}

fn columns(rows: Rows) -> Vec<&'static str> {
    match rows {
        Rows::Questions => COMMON.iter().chain(&QUESTION).copied().collect(),
        Rows::Phases => COMMON.iter().chain(&PHASE).copied().collect(),
    }
}

/// The rows of a session, in the order of its plan.
pub fn rows(pacing: &Pacing, rows: Rows, format: Format) -> String {
    let columns = columns(rows);
    let mut text = String::new();
    let mut add = |cells: Vec<Value>| match format {
        Format::Ndjson => {
            // Written by hand, so that the columns keep their order.
            let fields: Vec<String> = columns
                .iter()
                .zip(&cells)
                .map(|(name, cell)| format!("{}:{cell}", Value::from(*name)))
                .collect();
            text.push_str(&format!("{{{}}}\n", fields.join(",")));
        }
        Format::Csv => {
            let cells: Vec<String> = cells.iter().map(csv).collect();
            text.push_str(&format!("{}\r\n", cells.join(",")));
        }
    };
    for (slot_at, slot) in pacing.slots.iter().enumerate() {
        for (at, question) in slot.questions.iter().enumerate() {
            let common = common(pacing, (slot_at, slot), (at, question));
            match rows {
                Rows::Questions => {
                    add([common, question_cells(pacing, (slot_at, slot), (at, question)).to_vec()]
                        .concat());
                }
                Rows::Phases => {
                    for (phase_at, phase) in question.phases.iter().enumerate() {
                        let flagged = pacing.flags.iter().any(|flag| {
                            let is_phases =
                                matches!(flag.kind, FlagKind::PhaseOver | FlagKind::PhaseMissed);
                            let here = (flag.slot, flag.question) == (slot_at, Some(at));
                            is_phases && here && flag.phase.as_deref() == Some(&phase.name)
                        });
                        // Where the phase's time is not known, neither is this.
                        let flagged = phase.actual.map(|_| flagged);
                        let cells = phase_cells(question, phase_at, phase, flagged);
                        add([common.clone(), cells.to_vec()].concat());
                    }
                }
            }
        }
    }
    text
}

fn common(
    pacing: &Pacing,
    slot: (usize, &SlotPacing),
    question: (usize, &QuestionPacing),
) -> Vec<Value> {
    let ended = question.1.ended.map(|(_, how)| match how {
        QuestionEnd::Done => "done",
        QuestionEnd::Skipped => "skipped",
        QuestionEnd::Ended => "ended",
        QuestionEnd::Forced => "forced",
        QuestionEnd::TimeUp => "time-up",
    });
    let cells: [Value; COMMON.len()] = [
        pacing.id.as_str().into(),
        rfc3339(&pacing.started).into(),
        pacing.template.as_str().into(),
        number(pacing.speed),
        pacing.strict.into(),
        (pacing.standing == Standing::Finished).into(),
        slot.0.into(),
        slot.1.kind.word().into(),
        slot.1.title.as_str().into(),
        question.0.into(),
        question.1.seen().map(|(id, _)| id).into(),
        question.1.seen().map(|(_, title)| title).into(),
        question.1.kind.word().into(),
        ended.into(),
        question.1.interrupted.into(),
    ];
    cells.to_vec()
}

fn question_cells(
    pacing: &Pacing,
    (slot_at, slot): (usize, &SlotPacing),
    (at, question): (usize, &QuestionPacing),
) -> [Value; QUESTION.len()] {
    let heard = question.talking_share.is_some();
    let flags = pacing
        .flags
        .iter()
        .filter(|flag| (flag.slot, flag.question) == (slot_at, Some(at)))
        .count();
    let paused = question.pauses.iter().map(|(_, length)| *length).sum();
    let rating =
        |of: Dimension| slot.self_rating.get(of.word()).copied().map_or(Value::Null, Value::from);
    [
        seconds(Some(question.planned)),
        seconds(question.actual),
        seconds(question.first_words.map(|at| at.in_question)),
        seconds(question.wordless),
        seconds(question.first_answer.at.map(|at| at.in_question)),
        question.first_answer.known.word().into(),
        seconds(question.limits.first_answer.map(|limit| limit.late)),
        seconds(question.answer.map(|answer| answer.length())),
        share(question.talking_share),
        seconds(question.longest_silence),
        heard.then_some(question.silent_stretches.len()).into(),
        question.shown.map(|_| question.thinks.len()).into(),
        seconds(question.shown.map(|_| paused)),
        flags.into(),
        rating(Dimension::ProblemSolving),
        rating(Dimension::Communication),
        rating(Dimension::TechnicalDepth),
        rating(Dimension::Time),
    ]
}

fn phase_cells(
    question: &QuestionPacing,
    at: usize,
    phase: &PhasePacing,
    flagged: Option<bool>,
) -> [Value; PHASE.len()] {
    let items = |ticked: bool| {
        let count = phase.checklist.iter().filter(|item| item.ticked == ticked).count();
        (question.ticks() && !phase.checklist.is_empty()).then_some(count).into()
    };
    [
        at.into(),
        phase.name.as_str().into(),
        seconds(Some(phase.planned)),
        seconds(phase.actual),
        share(phase.talking_share),
        seconds(phase.longest_silence),
        items(true),
        items(false),
        flagged.into(),
    ]
}

fn seconds(time: Option<std::time::Duration>) -> Value {
    time.map_or(Value::Null, |time| number(to_f64(time)))
}

fn share(share: Option<f64>) -> Value {
    share.map_or(Value::Null, |share| number((share * 1000.0).round() / 1000.0))
}

fn number(value: f64) -> Value {
    Number::from_f64(value).map_or(Value::Null, Value::Number)
}

/// A field as RFC 4180 has it. A text that a spreadsheet would run as a formula gets an apostrophe
/// before it.
fn csv(cell: &Value) -> String {
    match cell {
        Value::Null => String::new(),
        Value::String(text) => {
            let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
            let text = if formula { format!("'{text}") } else { text.clone() };
            let plain =
                !text.is_empty() && !text.contains(['"', ',', '\n', '\r']) && text.trim() == text;
            if plain { text } else { format!("\"{}\"", text.replace('"', "\"\"")) }
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Map;

    use super::*;
    use crate::pacing::measure;
    use crate::pacing::testing::{Script, coding, eventful, untouched};

    fn objects(text: &str) -> Vec<Map<String, Value>> {
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn a_row_holds_what_the_report_holds() {
        let pacing = measure(eventful().session());
        let questions = objects(&rows(&pacing, Rows::Questions, Format::Ndjson));
        // Two, one, three and two questions.
        assert_eq!(questions.len(), 8);
        let first = &questions[0];
        assert_eq!((&first["slot_kind"], &first["ended"]), (&"coding".into(), &"done".into()));
        assert_eq!(
            (&first["first_answer_s"], &first["first_answer_limit_s"]),
            (&540.0.into(), &390.0.into())
        );
        assert_eq!((&first["paused_s"], &first["rating_communication"]), (&60.0.into(), &2.into()));
        // The last slot was not reached: nothing is known of it, and nothing is 0.
        let last = &questions[7];
        for unknown in [
            "ended",
            "actual_s",
            "first_answer_s",
            "thinks",
            "paused_s",
            "silent_stretches",
            "rating_time",
        ] {
            assert_eq!(last[unknown], Value::Null, "{unknown}");
        }
        let phases = objects(&rows(&pacing, Rows::Phases, Format::Ndjson));
        assert_eq!(phases.len(), 4 + 4 + 6 + 1 + 5 + 5 + 4 + 4);
        assert_eq!(
            (&phases[0]["phase_name"], &phases[0]["actual_s"]),
            (&"understand".into(), &170.0.into())
        );
        assert_eq!(phases[4]["actual_s"], Value::Null, "not marked apart");
    }

    #[test]
    fn both_formats_have_the_same_columns_in_the_same_order() {
        let pacing = measure(untouched().session());
        for (of, name) in [(Rows::Questions, "rating_time"), (Rows::Phases, "flagged")] {
            let head = head(of, Format::Csv);
            let names: Vec<&str> = head.trim_end().split(',').collect();
            assert_eq!(names.last(), Some(&name));
            let line = rows(&pacing, of, Format::Ndjson);
            let mut from = 0;
            for name in &names {
                from += line[from..]
                    .find(&format!("\"{name}\":"))
                    .unwrap_or_else(|| panic!("{name} in {line}"));
            }
            let mut unique = names.clone();
            unique.sort_unstable();
            unique.dedup();
            assert_eq!(unique.len(), names.len());
        }
        assert_eq!(head(Rows::Phases, Format::Ndjson), "");
    }

    #[test]
    fn fields_are_quoted_as_the_standard_says_and_none_is_a_formula() {
        for (text, field) in [
            ("plain", "plain"),
            ("a, b", "\"a, b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("", "\"\""),
            ("=1+1", "'=1+1"),
            ("@SUM(A1), x", "\"'@SUM(A1), x\""),
            (" padded", "\" padded\""),
        ] {
            assert_eq!(csv(&text.into()), field);
        }
        assert_eq!(csv(&Value::Null), "");
        assert_eq!(csv(&number(7.5)), "7.5");
    }

    #[test]
    fn a_hostile_title_makes_no_row_and_no_field_more() {
        let mut slot = coding();
        slot.title = "a\",\"b\r\nc,d".to_string();
        let pacing = measure(Script::new(vec![slot]).begin(0.0, 0).done(10.0).session());
        let text = rows(&pacing, Rows::Questions, Format::Csv);
        assert_eq!(text.matches("\r\n").count(), 2, "{text}");
        assert_eq!(objects(&rows(&pacing, Rows::Questions, Format::Ndjson)).len(), 2);
    }
}
