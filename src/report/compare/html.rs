//! Two rounds side by side as one HTML file: bars a phase, with a table of all numbers.

use std::time::Duration;

use askama::Template;

use super::{
    HEAD, Judged, compared, measure_row, notes, phase_row, phases, question_heading, sentence,
    side, slot_heading,
};
use crate::pacing::compare::{Comparison, MeasurePair, QuestionPair, SlotPair};
use crate::pacing::measures::Bounds;
use crate::report::json::TOOL;
use crate::report::svg::{Percent, PictureScale};
use crate::time::m_ss;

/// The comparison as a whole page.
pub(crate) fn render(comparison: &Comparison) -> String {
    let page = ComparePage {
        title: "Two rounds side by side",
        tool: TOOL,
        sentence: sentence(comparison),
        notes: notes(comparison),
        sides: [side('A', &comparison.a), side('B', &comparison.b)],
        slots: comparison.slots.iter().map(slot_view).collect(),
    };
    // It writes to memory, and no value of it can fail.
    page.render().unwrap_or_default()
}

#[derive(Template)]
#[template(path = "compare.html")]
struct ComparePage {
    title: &'static str,
    tool: &'static str,
    sentence: String,
    notes: Vec<String>,
    /// What each round is, and its session.
    sides: [[String; 2]; 2],
    slots: Vec<SlotPairView>,
}

struct SlotPairView {
    heading: String,
    questions: Vec<QuestionPairView>,
}

struct QuestionPairView {
    heading: String,
    bars: Vec<PairOfBars>,
    /// The pixels that they take.
    height: usize,
    rows: Vec<PairRow>,
}

/// A phase of both rounds.
struct PairOfBars {
    y: usize,
    name: String,
    a: PairBar,
    b: PairBar,
}

struct PairBar {
    width: Percent,
    /// Where its time stands, behind it.
    end: Percent,
    time: String,
}

struct PairRow {
    cells: [String; 5],
    /// What the difference comes to, where that is known.
    judged: Option<&'static str>,
}

/// Pixels from one phase to the next.
const PAIR: usize = 46;

/// Where bars begin and how wide the longest is: behind it stands its time.
const BARS_FROM: f64 = 5.0;
const BARS_WIDE: f64 = 82.0;

fn slot_view(slot: &SlotPair) -> SlotPairView {
    let questions = compared(slot).map(|(at, question)| question_view(at, question));
    SlotPairView { heading: slot_heading(slot), questions: questions.collect() }
}

fn question_view(position: usize, question: &QuestionPair) -> QuestionPairView {
    let longest = question.phases.iter().flat_map(|of| of.took).max().unwrap_or_default();
    let bar = |took: Duration| {
        let width = PictureScale::of(longest).at(took).0 / 100.0 * BARS_WIDE;
        PairBar { width: Percent(width), end: Percent(BARS_FROM + width), time: m_ss(took) }
    };
    let mut bars = Vec::new();
    for (at, of) in question.phases.iter().enumerate() {
        let [a, b] = of.took.map(bar);
        bars.push(PairOfBars { y: at * PAIR, name: phases(of), a, b });
    }
    let phases = question.phases.iter().map(|of| PairRow { cells: phase_row(of), judged: None });
    QuestionPairView {
        heading: question_heading(position, question),
        height: bars.len() * PAIR,
        bars,
        rows: phases.chain(question.measures.iter().map(judged_row)).collect(),
    }
}

fn judged_row(of: &MeasurePair) -> PairRow {
    let judged = match of.values {
        [Some(a), Some(b)] => match Judged::of(of.measure, a, b, Bounds::NONE) {
            judged @ (Judged::Better | Judged::Worse) => Some(judged.word()),
            Judged::Same | Judged::Changed => None,
        },
        _ => None,
    };
    PairRow { cells: measure_row(of), judged }
}
