//! Which phases kept to their budgets: one rule for what trends follow and for what is called good.

use std::ops::RangeInclusive;
use std::time::Duration;

use super::phases::groups;
use super::{PhasePacing, QuestionPacing, Stay, flags};
use crate::round::limits::{Limits, Verdict};
use crate::round::probes::is_probe;

/// A phase, or several that no mark tells apart, held against its budget.
pub(crate) struct BudgetKept {
    /// The phases.
    phases: RangeInclusive<usize>,
    /// Whether they kept to it, and one alone was not missed.
    pub(crate) is_kept: bool,
}

impl BudgetKept {
    /// Whether the marks tell it apart from the phases beside it.
    pub(crate) fn is_apart(&self) -> bool {
        self.phases.start() == self.phases.end()
    }

    /// The phase, by its position, where it is one alone.
    pub(crate) fn only_phase(&self) -> Option<usize> {
        self.is_apart().then_some(*self.phases.start())
    }
}

/// The phases of a question; none where its marks say nothing of them.
pub(super) fn of_question(question: &QuestionPacing, limits: &Limits) -> Vec<BudgetKept> {
    let groups = groups(question.phases.len(), &question.stays);
    let is_told = groups.len() > 1 || question.phases.iter().any(|phase| phase.actual.is_some());
    if !is_told || question.is_probe() {
        return Vec::new();
    }
    let kept = |phases: RangeInclusive<usize>| BudgetKept {
        is_kept: is_kept(question, &phases, limits),
        phases,
    };
    groups.into_iter().map(kept).collect()
}

fn is_kept(question: &QuestionPacing, group: &RangeInclusive<usize>, limits: &Limits) -> bool {
    let stays = question.stays.iter().filter(|stay| group.contains(&stay.first));
    let used: Duration = stays.map(Stay::length).sum();
    let phases = &question.phases[group.clone()];
    let planned: Duration = phases.iter().map(|phase| phase.planned).sum();
    let is_missed = match phases {
        [phase] => !question.may_be_short(phase) && flags::is_missed(limits, planned, used),
        _ => false,
    };
    flags::phase_verdict(limits, planned, used) == Verdict::OnTime && !is_missed
}

impl QuestionPacing {
    /// Whether it is one phase and one answer, whose length is held against the answer's limits.
    pub(crate) fn is_told_in_one_go(&self) -> bool {
        self.phases.len() == 1 && self.limits.answer.is_some()
    }

    /// Whether it is a probe alone.
    pub(crate) fn is_probe(&self) -> bool {
        is_probe(self.kind, self.id.whole())
    }

    /// Whether a phase is missed by nobody. Nobody asks follow-ups where one rehearses alone: short
    /// ones of an answer told, or of fundamentals, are no miss.
    pub(super) fn may_be_short(&self, phase: &PhasePacing) -> bool {
        phase.after_answer && self.kind.answered().is_told()
    }
}
