//! A fact is told once: flags that say the same are told together, and as severe as the worst of
//! them is.

use super::{Flag, FlagKind};
use crate::pacing::{Pacing, QuestionPacing};

/// Flags that are told as one, by their positions in the ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ToldFlag {
    /// The one that is told: the first of them in the ranking, and so the worst.
    pub(crate) lead: usize,
    /// The same fault in other answers of its slot.
    pub(crate) same: Vec<usize>,
    /// The other half of one fact: a first answer was late, and so the phase that it ends was over.
    pub(crate) beside: Vec<usize>,
}

/// Every flag of a session once, most important first.
pub(crate) fn told(pacing: &Pacing) -> Vec<ToldFlag> {
    let mut told: Vec<ToldFlag> = Vec::new();
    for (at, flag) in pacing.flags.iter().enumerate() {
        let lead = |of: &ToldFlag| &pacing.flags[of.lead];
        if let Some(of) = told.iter_mut().find(|of| is_same_fault(pacing, lead(of), flag)) {
            of.same.push(at);
        } else if let Some(of) = told.iter_mut().find(|of| is_one_fact(pacing, lead(of), flag)) {
            of.beside.push(at);
        } else {
            told.push(ToldFlag { lead: at, same: Vec::new(), beside: Vec::new() });
        }
    }
    told
}

/// Whether two flags are one fault of several told answers of a slot.
fn is_same_fault(pacing: &Pacing, one: &Flag, other: &Flag) -> bool {
    let is_told = |flag: &Flag| of(pacing, flag).is_some_and(|of| of.limits.answer.is_some());
    let is_one = (one.kind, one.slot, &one.phase) == (other.kind, other.slot, &other.phase)
        && is_short(one) == is_short(other)
        && one.question != other.question;
    is_one && one.kind != FlagKind::SilentStretch && is_told(one) && is_told(other)
}

/// Whether a value is below what it should reach.
fn is_short(flag: &Flag) -> bool {
    flag.value < flag.limit
}

/// Whether one of two flags is a late first answer, and the other says that the phase which this
/// ends was over.
fn is_one_fact(pacing: &Pacing, one: &Flag, other: &Flag) -> bool {
    let (late, over) = match (one.kind, other.kind) {
        (FlagKind::SlowFirstAnswer, FlagKind::PhaseOver) => (one, other),
        (FlagKind::PhaseOver, FlagKind::SlowFirstAnswer) => (other, one),
        _ => return false,
    };
    let ends = of(pacing, late).and_then(QuestionPacing::answer_phase);
    (late.slot, late.question) == (over.slot, over.question)
        && over.phase.as_ref() == ends.map(|phase| &phase.name)
}

fn of<'a>(pacing: &'a Pacing, flag: &Flag) -> Option<&'a QuestionPacing> {
    pacing.slots.get(flag.slot)?.questions.get(flag.question?)
}
