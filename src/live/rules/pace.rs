//! How the open question stands against its plan; pure. What the live lines and the status line
//! show comes from here.

#[cfg(test)]
mod tests;

use std::time::Duration;

use jiff::SignedDuration;

use super::conductor::{Conductor, OpenQuestion};
use crate::round::Slot;
use crate::round::limits::{Limit, Verdict};
use crate::session::timeline::{Account, Timeline};
use crate::time::Elapsed;

/// The open question against its plan, at one moment.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct QuestionPace {
    /// Running time in the slot.
    pub(crate) slot: Duration,
    /// Running time in the question.
    pub(crate) question: Duration,
    /// Running time in the phase.
    pub(crate) phase: Duration,
    /// Whether the phase after this one was due long ago and isn't marked: it may have begun.
    pub(crate) next_unmarked: bool,
    /// Running time in the slot, less the planned end of the phases done, less the time since, up
    /// to when the next mark is planned. Below zero: ahead. Where nothing was marked in the slot:
    /// past its end.
    pub(crate) behind: SignedDuration,
    /// How that is held: a twentieth of the slot is late, three are very late.
    pub(crate) verdict: Verdict,
    /// When the slot ends as planned, if the clock goes on from now.
    pub(crate) ends: Elapsed,
    /// How long the clock has been paused for, if it is.
    pub(crate) paused: Option<Duration>,
    /// Time in the open think.
    pub(crate) think: Option<Duration>,
    /// When the first answer was marked, in running time of the question.
    pub(crate) first_answer: Option<Duration>,
    /// How the first answer is held that was marked, or is still to come. Where nothing was marked
    /// so far, it isn't said to be late.
    pub(crate) answer_verdict: Verdict,
}

impl QuestionPace {
    /// Where the open question stands.
    pub(crate) fn of(conductor: &Conductor, open: &OpenQuestion<'_>, now: Elapsed) -> Self {
        let timeline = conductor.timeline();
        let slot = timeline.running(open.began, now);
        let phase =
            open.run.phase_began().map_or(Duration::ZERO, |began| timeline.running(began, now));
        let is_untouched = conductor.is_untouched();
        let planned = match is_untouched {
            true => slot.min(open.slot_plan.length),
            false => {
                open.slot_plan.planned_start(open.question)
                    + open.plan.planned_start(open.run.phase())
                    + phase.min(allowed(conductor, open))
            }
        };
        let running = |from| timeline.running(open.shown, from);
        let behind = signed(slot) - signed(planned);
        let first_answer = open.run.first_answer.map(running);
        let due = open.plan.limits.first_answer;
        Self {
            slot,
            question: running(now),
            phase,
            next_unmarked: is_next_unmarked(conductor, open, phase),
            behind,
            verdict: slot_limit(open.slot_plan).up_to(behind.try_into().unwrap_or_default()),
            ends: now + open.slot_plan.length.saturating_sub(slot),
            paused: timeline.paused.then(|| paused_for(timeline, now)),
            think: open.run.thinking().map(|think| timeline.running(think.from, now)),
            first_answer,
            answer_verdict: due.filter(|_| !is_untouched).map_or(Verdict::OnTime, |due| {
                due.up_to(first_answer.unwrap_or_else(|| running(now)))
            }),
        }
    }
}

/// How long nothing need be marked in the open phase: its budget for whom marks phases; else up to
/// the answer, then up to the question's end.
fn allowed(conductor: &Conductor, open: &OpenQuestion<'_>) -> Duration {
    let (at, last) = (open.run.phase(), open.plan.phases.len() - 1);
    let runs = &conductor.timeline().slots[open.slot].questions;
    // Who pressed Enter once may never do so again.
    let marks_phases =
        runs.iter().flat_map(|run| run.moves.values()).filter(|to| !to.by_answer).count() > 1;
    let until = match open.plan.answer_phase() {
        _ if marks_phases => at,
        Some(answer) if at <= answer => answer,
        Some(_) | None => last,
    };
    open.plan.phases[at..=until].iter().map(|phase| phase.budget).sum()
}

/// Whether the open phase is over by half its budget, and another comes after it.
fn is_next_unmarked(conductor: &Conductor, open: &OpenQuestion<'_>, phase: Duration) -> bool {
    let (at, limits) = (open.run.phase(), &conductor.session().header.limits);
    let is_over = limits.phase(open.plan.phases[at].budget, phase) == Verdict::VeryLate;
    is_over && at + 1 < open.plan.phases.len() && !conductor.is_untouched()
}

/// How far behind its plan a slot may be.
fn slot_limit(slot: &Slot) -> Limit {
    let late = slot.length / 20;
    Limit { late, very_late: late * 3 }
}

/// How long the clock has stood still.
fn paused_for(timeline: &Timeline, now: Elapsed) -> Duration {
    match timeline.spans_to(now).last() {
        Some(span) if span.account == Account::Paused => now - span.from,
        Some(_) | None => Duration::ZERO,
    }
}

/// Where overtime comes from: the slot's spare first, then its last phases backwards, up to the
/// open one. What is left over then is past the slot's end.
pub(crate) fn borrowed(
    slot: &Slot,
    question: usize,
    phase: usize,
    overtime: Duration,
) -> Vec<(String, Duration)> {
    let mut sources = vec![("spare", slot.spare())];
    for (q, planned) in slot.questions.iter().enumerate().skip(question).rev() {
        let first = if q == question { phase + 1 } else { 0 };
        for later in planned.phases.iter().skip(first).rev() {
            sources.push((&later.name, later.budget));
        }
    }
    let mut left = overtime;
    let mut from = Vec::new();
    for (name, budget) in sources {
        let part = left.min(budget);
        if !part.is_zero() {
            from.push((name.to_string(), part));
            left -= part;
        }
    }
    if !left.is_zero() {
        from.push(("past the end".to_string(), left));
    }
    from
}

fn signed(time: Duration) -> SignedDuration {
    SignedDuration::try_from(time).unwrap_or(SignedDuration::MAX)
}
