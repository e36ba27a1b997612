//! A fact is told once: flags that say the same are told together.

use super::{Flag, FlagKind};
use crate::pacing::{Pacing, QuestionPacing};

/// Flags that are told as one, by their positions in the ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ToldFlag {
    /// The one that is told.
    pub(crate) lead: usize,
    /// The same fault in other answers of its slot.
    pub(crate) same: Vec<usize>,
    /// What follows from it: a phase was over because the answer that ends it was late.
    pub(crate) follows: Vec<usize>,
}

/// Every flag of a session once, most important first.
pub(crate) fn told(pacing: &Pacing) -> Vec<ToldFlag> {
    let mut told: Vec<ToldFlag> = Vec::new();
    for (at, flag) in pacing.flags.iter().enumerate() {
        let leads = |of: &&mut ToldFlag| is_same_fault(pacing, &pacing.flags[of.lead], flag);
        match told.iter_mut().find(leads) {
            Some(of) => of.same.push(at),
            None => told.push(ToldFlag { lead: at, same: Vec::new(), follows: Vec::new() }),
        }
    }
    let (follow, mut told): (Vec<ToldFlag>, Vec<ToldFlag>) =
        told.into_iter().partition(|of| cause(pacing, of.lead).is_some());
    for of in follow {
        let cause = cause(pacing, of.lead);
        if let Some(of_cause) = told.iter_mut().find(|told| Some(told.lead) == cause) {
            of_cause.follows.push(of.lead);
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

/// The flag of a late first answer, where another says that the phase which it ends was over.
fn cause(pacing: &Pacing, at: usize) -> Option<usize> {
    let flag = pacing.flags.get(at).filter(|flag| flag.kind == FlagKind::PhaseOver)?;
    if flag.phase.as_ref() != Some(&of(pacing, flag)?.answer_phase()?.name) {
        return None;
    }
    pacing.flags.iter().position(|late| {
        late.kind == FlagKind::SlowFirstAnswer
            && (late.slot, late.question) == (flag.slot, flag.question)
    })
}

fn of<'a>(pacing: &'a Pacing, flag: &Flag) -> Option<&'a QuestionPacing> {
    pacing.slots.get(flag.slot)?.questions.get(flag.question?)
}
