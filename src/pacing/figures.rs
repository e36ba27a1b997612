//! The figures of a round: a few values of each kind of slot, which trends follow and two rounds of
//! one template are compared by.

use std::collections::BTreeMap;

use super::drill::DrillOf;
use super::measures::{FOLLOWED, Measure, mean};
use super::{Pacing, QuestionPacing, SlotPacing};
use crate::round::SlotKind;
use crate::round::limits::Limits;
use crate::session::asked::Dimension;
use crate::session::event::QuestionEnd;
use crate::word::Word;

/// The dimensions of the self-rating that have numbers to hold against them.
pub(crate) const RATED: [Dimension; 2] = [Dimension::Time, Dimension::Communication];

/// The figures of a round's slots of one kind.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figures {
    /// The kind.
    pub(crate) kind: SlotKind,
    /// What is known, by the keys of the measures that are followed.
    values: BTreeMap<&'static str, f64>,
    /// The ratings of [`RATED`] that were given, the slots' mean.
    rated: BTreeMap<&'static str, f64>,
    /// Questions that count for nothing because a gap interrupted them.
    pub(crate) interrupted: usize,
    /// Questions that count for nothing because they were skipped.
    pub(crate) skipped: usize,
}

impl Figures {
    /// What is known of a measure.
    pub(super) fn value(&self, measure: &Measure) -> Option<f64> {
        self.values.get(measure.key).copied()
    }

    /// Whether a dimension was rated so.
    pub(super) fn is_rated(&self, dimension: Dimension, rating: u8) -> bool {
        let given = self.rated.get(dimension.word());
        given.is_some_and(|given| given.round() == f64::from(rating))
    }
}

/// The figures of a round, a kind of slot each that it reached and that rehearses an interview;
/// `None` where it reached slots, but only drilled parts of one.
pub(super) fn of_round(pacing: &Pacing) -> Option<Vec<Figures>> {
    let reached: Vec<&SlotPacing> =
        pacing.slots.iter().filter(|slot| slot.actual.is_some()).collect();
    let mut figures = Vec::new();
    for kind in SlotKind::all() {
        let mut slots = reached.clone();
        slots.retain(|slot| slot.kind == *kind && is_rehearsal(slot));
        if !slots.is_empty() {
            figures.push(of_kind(*kind, &slots, &pacing.limits));
        }
    }
    (!figures.is_empty() || reached.is_empty()).then_some(figures)
}

/// Whether a slot rehearses an interview and not only a part of one. Pitches alone open one; they
/// would pass for the answers of a behavioral interview.
fn is_rehearsal(slot: &SlotPacing) -> bool {
    slot.questions.iter().any(|question| !is_part(question) && !question.kind.is_opening())
}

/// Whether it drills a story's length or a single phase: no measure of a whole answer.
fn is_part(question: &QuestionPacing) -> bool {
    DrillOf::question(question).is_part()
}

fn is_skipped(question: &QuestionPacing) -> bool {
    matches!(question.ended, Some((_, QuestionEnd::Skipped)))
}

/// Whether a question's measures count for its round.
fn counts(question: &QuestionPacing) -> bool {
    question.shown.is_some()
        && question.ended.is_some()
        && !question.interrupted
        && !is_skipped(question)
        && !is_part(question)
}

fn of_kind(kind: SlotKind, slots: &[&SlotPacing], limits: &Limits) -> Figures {
    let mut figures = Figures {
        kind,
        values: BTreeMap::new(),
        rated: BTreeMap::new(),
        interrupted: 0,
        skipped: 0,
    };
    let mut questions = Vec::new();
    for slot in slots {
        for question in &slot.questions {
            figures.interrupted += usize::from(question.interrupted);
            figures.skipped += usize::from(is_skipped(question));
            if counts(question) {
                questions.push(question);
            }
        }
    }
    for followed in &FOLLOWED {
        if let Some(value) = followed.value(&questions, slots, limits) {
            figures.values.insert(followed.measure.key, value);
        }
    }
    for dimension in RATED.map(Word::word) {
        let mut given = Vec::new();
        for slot in slots {
            given.extend(slot.self_rating.get(dimension).copied().map(f64::from));
        }
        if let Some(mean) = mean(&given) {
            figures.rated.insert(dimension, mean);
        }
    }
    figures
}
