//! Splits: how the clock stood against the plan whenever a phase was over, as far as the marks
//! tell.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::time::Duration;

use super::{QuestionPacing, SlotPacing};

/// The end of a phase, or of several that no mark tells apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Split {
    /// The question.
    pub(crate) question: usize,
    /// Its phases.
    pub(crate) phases: RangeInclusive<usize>,
    /// When the last of them was planned to end, running time in the slot.
    pub(crate) planned: Duration,
    /// When it was over, running time in the slot.
    pub(crate) actual: Duration,
}

/// The splits of a slot, in order.
pub(crate) fn splits(slot: &SlotPacing) -> Vec<Split> {
    let mut splits = Vec::new();
    for (position, question) in slot.questions.iter().enumerate() {
        let Some(shown) = question.shown else { continue };
        let (mut first, mut planned) = (0, question.planned_start);
        for (last, over) in ends(question) {
            planned +=
                question.phases[first..=last].iter().map(|phase| phase.planned).sum::<Duration>();
            splits.push(Split {
                question: position,
                phases: first..=last,
                planned,
                actual: shown.in_slot + over,
            });
            first = last + 1;
        }
    }
    splits
}

/// When phases of a question were over, running time since it was shown, by their position: those
/// that the marks tell, and the last one where the question ended. Later phases never end earlier.
pub(crate) fn ends(question: &QuestionPacing) -> BTreeMap<usize, Duration> {
    let mut ends = BTreeMap::new();
    let last = question.phases.len().saturating_sub(1);
    if let Some((_, marked)) = question.stays.split_last() {
        for stay in marked.iter().filter(|stay| stay.last < last) {
            ends.insert(stay.last, stay.to.in_question);
        }
    }
    for (position, phase) in question.phases.iter().enumerate() {
        if let Some(over) = phase.over_at {
            ends.insert(position, over.in_question);
        }
    }
    if let (Some((end, _)), false) = (question.ended, question.phases.is_empty()) {
        ends.insert(last, end.in_question);
    }
    // A file can say that a phase was gone back to: only its later end counts, and those it makes
    // untrue don't.
    let all = ends.clone();
    ends.retain(|at, over| all.range(at..).all(|(_, end)| end >= over));
    ends
}
