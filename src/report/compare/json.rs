//! A comparison as JSON, a stable machine interface.

use serde::Serialize;

use super::{notes, sentence};
use crate::pacing::HowFar;
use crate::pacing::compare::{Comparison, MeasurePair, PhasePair, QuestionPair, Side, SlotPair};
use crate::report::json::TOOL;
use crate::report::units::rounded;
use crate::session::rfc3339;
use crate::text::{GivenText, escape_json};
use crate::time::seconds::to_f64;
use crate::word::Word;

/// The number of the JSON interface that this version writes.
pub(crate) const SCHEMA: u32 = 1;

/// The comparison as JSON, indented, with a newline at its end. Differences are B less A; what is
/// not known is `null`.
pub(crate) fn render(comparison: &Comparison) -> String {
    #[derive(Serialize)]
    struct ComparisonOut<'a> {
        schema: u32,
        tool: &'static str,
        a: SideOut<'a>,
        b: SideOut<'a>,
        sentence: String,
        notes: Vec<String>,
        slots: Vec<SlotPairOut<'a>>,
    }
    let page = ComparisonOut {
        schema: SCHEMA,
        tool: TOOL,
        a: round(&comparison.a),
        b: round(&comparison.b),
        sentence: sentence(comparison),
        notes: notes(comparison),
        slots: comparison.slots.iter().map(slot).collect(),
    };
    escape_json(&serde_json::to_string_pretty(&page).unwrap_or_default()) + "\n"
}

#[derive(Serialize)]
struct SideOut<'a> {
    id: &'a GivenText,
    title: &'a GivenText,
    started: String,
    speed: f64,
    flags: usize,
    finished: bool,
}

#[derive(Serialize)]
struct SlotPairOut<'a> {
    kind: &'static str,
    title_a: Option<&'a GivenText>,
    title_b: Option<&'a GivenText>,
    actual_a_s: Option<f64>,
    actual_b_s: Option<f64>,
    questions: Vec<QuestionPairOut<'a>>,
}

#[derive(Serialize)]
struct QuestionPairOut<'a> {
    title_a: Option<&'a GivenText>,
    title_b: Option<&'a GivenText>,
    first_answer_a: Option<&'static str>,
    first_answer_b: Option<&'static str>,
    phases: Vec<PhasePairOut<'a>>,
    measures: Vec<MeasurePairOut>,
}

#[derive(Serialize)]
struct PhasePairOut<'a> {
    first: &'a GivenText,
    last: &'a GivenText,
    a_s: f64,
    b_s: f64,
    delta_s: f64,
    over_a_s: f64,
    over_b_s: f64,
    split_delta_s: f64,
}

#[derive(Serialize)]
struct MeasurePairOut {
    measure: &'static str,
    a: Option<f64>,
    b: Option<f64>,
    delta: Option<f64>,
}

fn round(side: &Side) -> SideOut<'_> {
    SideOut {
        id: &side.id,
        title: &side.title,
        started: rfc3339(&side.started),
        speed: side.speed,
        flags: side.flags,
        finished: side.standing == HowFar::Finished,
    }
}

fn slot(slot: &SlotPair) -> SlotPairOut<'_> {
    SlotPairOut {
        kind: slot.kind.word(),
        title_a: slot.titles[0].as_ref(),
        title_b: slot.titles[1].as_ref(),
        actual_a_s: slot.used[0].map(to_f64),
        actual_b_s: slot.used[1].map(to_f64),
        questions: slot.questions.iter().map(question).collect(),
    }
}

fn question(question: &QuestionPair) -> QuestionPairOut<'_> {
    QuestionPairOut {
        title_a: question.titles[0].as_ref(),
        title_b: question.titles[1].as_ref(),
        first_answer_a: question.first_answers[0].map(Word::word),
        first_answer_b: question.first_answers[1].map(Word::word),
        phases: question.phases.iter().map(phases).collect(),
        measures: question.measures.iter().map(measure).collect(),
    }
}

fn phases(of: &PhasePair) -> PhasePairOut<'_> {
    let ([a_s, b_s], [over_a_s, over_b_s]) = (of.took.map(to_f64), of.over.map(to_f64));
    PhasePairOut {
        first: &of.first,
        last: &of.last,
        a_s,
        b_s,
        delta_s: rounded(b_s - a_s),
        over_a_s,
        over_b_s,
        split_delta_s: rounded(over_b_s - over_a_s),
    }
}

fn measure(of: &MeasurePair) -> MeasurePairOut {
    let [a, b] = of.values;
    MeasurePairOut {
        measure: of.measure.key,
        a: a.map(rounded),
        b: b.map(rounded),
        delta: a.zip(b).map(|(a, b)| rounded(b - a)),
    }
}
