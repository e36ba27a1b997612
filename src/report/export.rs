//! Sessions as rows for other programs: a row a question or a row a phase, in columns that
//! docs/formats.md names. CSV and NDJSON hold the same cells, with the names of the JSON report.

use std::borrow::Cow;

use csv::{Terminator, WriterBuilder};
use serde::Serialize;

use super::measure_fields::MeasureFields;
use super::units::rounded;
use crate::pacing::measures::EXPORTED;
use crate::pacing::{Flag, FlagKind, HowFar, Pacing, PhasePacing, QuestionPacing, SlotPacing};
use crate::session::asked::Dimension;
use crate::session::event::QuestionEnd;
use crate::session::rfc3339;
use crate::text::{GivenText, escape_json};
use crate::time::seconds::to_f64;
use crate::word::Word;

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowsOf {
    /// A question that was planned.
    Questions,
    /// A phase that was planned.
    Phases,
}

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowFormat {
    /// A JSON object a line.
    Ndjson,
    /// RFC 4180, with a line of names first. Unknown is an empty field.
    Csv,
}

/// Which question a row is about, of which session. The names of the fields are those of the
/// columns, here and below.
#[derive(Serialize, Default)]
struct Whose<'a> {
    session: Cow<'a, str>,
    started: String,
    template: Cow<'a, str>,
    speed: f64,
    strict: bool,
    finished: bool,
    slot: usize,
    slot_kind: &'static str,
    slot_title: Cow<'a, str>,
    question: usize,
    question_id: Option<Cow<'a, str>>,
    question_title: Option<Cow<'a, str>>,
    question_kind: &'static str,
    ended: Option<QuestionEnd>,
    interrupted: bool,
}

/// What is said of a question, behind its measures.
#[derive(Serialize, Default)]
struct Said {
    flags: usize,
    rating_problem_solving: Option<u8>,
    rating_communication: Option<u8>,
    rating_technical_depth: Option<u8>,
    rating_time: Option<u8>,
}

#[derive(Serialize)]
struct QuestionRow<'a> {
    #[serde(flatten)]
    whose: Whose<'a>,
    #[serde(flatten)]
    measures: MeasureFields<'a>,
    #[serde(flatten)]
    said: Said,
}

#[derive(Serialize, Default)]
struct PhaseCells<'a> {
    phase: usize,
    phase_name: Cow<'a, str>,
    planned_s: f64,
    actual_s: Option<f64>,
    talking_share: Option<f64>,
    longest_silence_s: Option<f64>,
    ticked: Option<usize>,
    missed: Option<usize>,
    flagged: Option<bool>,
}

#[derive(Serialize)]
struct PhaseRow<'a> {
    #[serde(flatten)]
    whose: Whose<'a>,
    #[serde(flatten)]
    cells: PhaseCells<'a>,
}

/// The line of names that a CSV file begins with; nothing in NDJSON.
pub(crate) fn head(of: RowsOf, format: RowFormat) -> String {
    let nobody = Whose::default();
    let names = match (format, of) {
        (RowFormat::Ndjson, _) => return String::new(),
        (RowFormat::Csv, RowsOf::Questions) => {
            csv(true, &(nobody, measures(None), Said::default()))
        }
        (RowFormat::Csv, RowsOf::Phases) => csv(true, &(nobody, PhaseCells::default())),
    };
    names.split_inclusive('\n').take(1).collect()
}

/// The rows of a session, in the order of its plan.
pub(crate) fn rows(pacing: &Pacing, of: RowsOf, format: RowFormat) -> String {
    let mut text = String::new();
    for (slot_at, slot) in pacing.slots.iter().enumerate() {
        for (at, question) in slot.questions.iter().enumerate() {
            let place = PlannedRow { pacing, slot_at, slot, at, question, format };
            match of {
                RowsOf::Questions => text.push_str(&place.question_row()),
                RowsOf::Phases => {
                    text.extend((0..question.phases.len()).map(|at| place.phase_row(at)))
                }
            }
        }
    }
    text
}

/// A question, and how its rows are written.
struct PlannedRow<'a> {
    pacing: &'a Pacing,
    slot_at: usize,
    slot: &'a SlotPacing,
    at: usize,
    question: &'a QuestionPacing,
    format: RowFormat,
}

impl<'a> PlannedRow<'a> {
    fn question_row(&self) -> String {
        let (whose, measures, said) = (self.whose(), measures(Some(self.question)), self.said());
        match self.format {
            RowFormat::Ndjson => ndjson(&QuestionRow { whose, measures, said }),
            RowFormat::Csv => csv(false, &(whose, measures, said)),
        }
    }

    fn phase_row(&self, at: usize) -> String {
        let (whose, cells) = (self.whose(), self.phase_cells(at, &self.question.phases[at]));
        match self.format {
            RowFormat::Ndjson => ndjson(&PhaseRow { whose, cells }),
            RowFormat::Csv => csv(false, &(whose, cells)),
        }
    }

    fn whose(&self) -> Whose<'a> {
        let Self { pacing, slot, question, .. } = self;
        Whose {
            session: self.text(&pacing.id),
            started: rfc3339(&pacing.started),
            template: self.text(&pacing.template),
            speed: pacing.speed,
            strict: pacing.strict,
            finished: pacing.standing == HowFar::Finished,
            slot: self.slot_at,
            slot_kind: slot.kind.word(),
            slot_title: self.text(&slot.title),
            question: self.at,
            question_id: question.seen().map(|(id, _)| self.text(id)),
            question_title: question.seen().map(|(_, title)| self.text(title)),
            question_kind: question.kind.word(),
            ended: question.ended.map(|(_, how)| how),
            interrupted: question.interrupted,
        }
    }

    fn said(&self) -> Said {
        let rating = |of| self.slot.rating(of);
        Said {
            flags: self.flags().count(),
            rating_problem_solving: rating(Dimension::ProblemSolving),
            rating_communication: rating(Dimension::Communication),
            rating_technical_depth: rating(Dimension::TechnicalDepth),
            rating_time: rating(Dimension::Time),
        }
    }

    fn phase_cells(&self, at: usize, phase: &'a PhasePacing) -> PhaseCells<'a> {
        let items = |made| phase.knows_points().then(|| phase.points(Some(made)).count());
        PhaseCells {
            phase: at,
            phase_name: self.text(&phase.name),
            planned_s: to_f64(phase.planned),
            actual_s: phase.actual.map(to_f64),
            talking_share: phase.talking_share.map(rounded),
            longest_silence_s: phase.longest_silence.map(to_f64),
            ticked: items(true),
            missed: items(false),
            // Where the phase's time is not known, neither is this.
            flagged: phase.actual.map(|_| self.is_flagged(phase)),
        }
    }

    fn flags(&self) -> impl Iterator<Item = &'a Flag> {
        let here = (self.slot_at, Some(self.at));
        self.pacing.flags.iter().filter(move |flag| (flag.slot, flag.question) == here)
    }

    fn is_flagged(&self, phase: &PhasePacing) -> bool {
        let is_phases =
            |flag: &Flag| matches!(flag.kind, FlagKind::PhaseOver | FlagKind::PhaseMissed);
        self.flags().any(|flag| is_phases(flag) && flag.phase.as_ref() == Some(&phase.name))
    }

    /// A text that a spreadsheet would run as a formula gets an apostrophe before it.
    /// CSV can't escape what may not be shown, and loses it.
    fn text(&self, text: &'a GivenText) -> Cow<'a, str> {
        match (self.format, text.shown()) {
            (RowFormat::Ndjson, _) => text.whole().into(),
            (RowFormat::Csv, shown) if shown.starts_with(['=', '+', '-', '@']) => {
                format!("'{shown}").into()
            }
            (RowFormat::Csv, shown) => shown.into(),
        }
    }
}

fn measures(question: Option<&QuestionPacing>) -> MeasureFields<'_> {
    MeasureFields { measures: &EXPORTED, question, with_limit: true }
}

fn ndjson(row: &impl Serialize) -> String {
    // No value of it can fail.
    escape_json(&serde_json::to_string(row).unwrap_or_default()) + "\n"
}

/// A row as RFC 4180 has it, behind the names of its fields where these are wanted.
fn csv(names: bool, row: &impl Serialize) -> String {
    let mut writer = WriterBuilder::new()
        .has_headers(names)
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    // It writes to memory, and a row is made of structs of cells.
    let written = writer.serialize(row).is_ok();
    let row = if written { writer.into_inner().unwrap_or_default() } else { Vec::new() };
    String::from_utf8(row).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value};

    use super::*;
    use crate::pacing::measure;
    use crate::samples::{Script, coding, eventful, untouched};

    fn objects(text: &str) -> Vec<Map<String, Value>> {
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn a_row_holds_what_the_report_holds() {
        let pacing = measure(eventful().session());
        let questions = objects(&rows(&pacing, RowsOf::Questions, RowFormat::Ndjson));
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
        let phases = objects(&rows(&pacing, RowsOf::Phases, RowFormat::Ndjson));
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
        for (of, name) in [(RowsOf::Questions, "rating_time"), (RowsOf::Phases, "flagged")] {
            let head = head(of, RowFormat::Csv);
            let names: Vec<&str> = head.trim_end().split(',').collect();
            assert_eq!(names.last(), Some(&name));
            let line = rows(&pacing, of, RowFormat::Ndjson);
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
        assert_eq!(head(RowsOf::Phases, RowFormat::Ndjson), "");
    }

    #[test]
    fn fields_are_quoted_as_the_standard_says_and_none_is_a_formula() {
        for (text, field) in [
            ("plain", "plain"),
            ("a, b", "\"a, b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("=1+1", "'=1+1"),
            ("@SUM(A1), x", "\"'@SUM(A1), x\""),
        ] {
            let mut slot = coding();
            slot.questions[0].question.title = text.to_string();
            let pacing = measure(Script::new(vec![slot]).begin(0.0, 0).done(7.5).session());
            let rows = rows(&pacing, RowsOf::Questions, RowFormat::Csv);
            let row = format!(",pairs-1,{field},coding,done,false,1020.0,7.5,,,,unknown,390.0,,");
            assert!(rows.contains(&row), "{row} in {rows}");
        }
        assert_eq!(csv(false, &("two\nlines", None::<u8>, true)), "\"two\nlines\",,true\r\n");
    }

    #[test]
    fn a_hostile_title_makes_no_row_and_no_field_more() {
        let mut slot = coding();
        slot.title = "a\",\"b\r\nc,d".to_string();
        let pacing = measure(Script::new(vec![slot]).begin(0.0, 0).done(10.0).session());
        let text = rows(&pacing, RowsOf::Questions, RowFormat::Csv);
        assert_eq!(text.matches("\r\n").count(), 2, "{text}");
        assert_eq!(objects(&rows(&pacing, RowsOf::Questions, RowFormat::Ndjson)).len(), 2);
    }
}
