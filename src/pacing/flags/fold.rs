//! A fact is told once: flags that say the same are told together, and as severe as the worst of
//! them is. So are notes.

use super::{Flag, FlagKind};
use crate::pacing::{Pacing, QuestionPacing};

/// Flags that are told as one, by their positions in the ranking; of notes, in order of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ToldFlag {
    /// The one that is told: the first of them; in the ranking, and so the worst.
    pub(crate) lead: usize,
    /// The same fault in other answers of its slot, in their order.
    pub(crate) same: Vec<usize>,
    /// The other half of one fact: a first answer was late, and so the phase that it ends was over.
    pub(crate) beside: Vec<usize>,
}

/// Every flag of a session once, or every note of it, in their order.
pub(crate) fn told(pacing: &Pacing, flags: &[Flag]) -> Vec<ToldFlag> {
    let mut told: Vec<ToldFlag> = Vec::new();
    for (at, flag) in flags.iter().enumerate() {
        let lead = |of: &ToldFlag| &flags[of.lead];
        if let Some(of) = told.iter_mut().find(|of| is_same_fault(pacing, lead(of), flag)) {
            of.same.push(at);
        } else if let Some(of) = told.iter_mut().find(|of| is_one_fact(pacing, lead(of), flag)) {
            of.beside.push(at);
        } else {
            told.push(ToldFlag { lead: at, same: Vec::new(), beside: Vec::new() });
        }
    }
    for of in &mut told {
        of.same.sort_by_key(|at| flags[*at].question);
    }
    told
}

/// Whether two flags are one fault of several told answers of a slot.
fn is_same_fault(pacing: &Pacing, one: &Flag, other: &Flag) -> bool {
    let is_told = |flag: &Flag| of(pacing, flag).is_some_and(|of| of.limits.answer.is_some());
    let is_one = (one.kind, one.slot, &one.phase) == (other.kind, other.slot, &other.phase)
        && fault(pacing, one) == fault(pacing, other)
        && one.question != other.question;
    is_one && one.kind != FlagKind::SilentStretch && is_told(one) && is_told(other)
}

/// What is wrong: too much of what is before the action, too little of the action; of anything but
/// that balance, too much or too little.
fn fault(pacing: &Pacing, flag: &Flag) -> [bool; 2] {
    let is_short = flag.value < flag.limit;
    let star = of(pacing, flag).and_then(|of| of.star);
    match star.filter(|_| flag.kind == FlagKind::StarBalance) {
        Some(star) => star.named(&pacing.limits),
        None => [!is_short, is_short],
    }
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
