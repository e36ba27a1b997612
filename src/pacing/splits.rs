//! Splits: how the clock stood against the plan whenever a phase was over, as far as the marks
//! tell.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::time::Duration;

use super::{QuestionPacing, SlotPacing};

/// The end of a phase, or of several that no mark tells apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The question.
    pub question: usize,
    /// Its phases.
    pub phases: RangeInclusive<usize>,
    /// When the last of them was planned to end, running time in the slot.
    pub planned: Duration,
    /// When it was over, running time in the slot.
    pub actual: Duration,
}

/// The splits of a slot, in order.
pub fn splits(slot: &SlotPacing) -> Vec<Split> {
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
pub fn ends(question: &QuestionPacing) -> BTreeMap<usize, Duration> {
    let mut ends = BTreeMap::new();
    let last = question.phases.len().saturating_sub(1);
    let marked = question.stays.iter().take(question.stays.len().saturating_sub(1));
    ends.extend(
        marked.filter(|stay| stay.last < last).map(|stay| (stay.last, stay.to.in_question)),
    );
    let known = question.phases.iter().enumerate();
    ends.extend(known.filter_map(|(position, phase)| Some((position, phase.over_at?.in_question))));
    ends.extend(
        question
            .ended
            .filter(|_| !question.phases.is_empty())
            .map(|(end, _)| (last, end.in_question)),
    );
    // A file can say that a phase was gone back to: only its later end counts, and those it makes
    // untrue don't.
    let all: Vec<(usize, Duration)> = ends.iter().map(|(at, over)| (*at, *over)).collect();
    ends.retain(|at, over| all.iter().all(|(later, end)| later < at || end >= over));
    ends
}
