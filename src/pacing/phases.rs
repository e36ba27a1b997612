//! Which phase a question was in, as far as its marks tell. What no mark tells is not known, never
//! missed.

use std::ops::RangeInclusive;
use std::time::Duration;

use super::Moment;
use crate::round::Planned;
use crate::session::event::QuestionEnd;
use crate::session::run::QuestionRun;
use crate::time::{Elapsed, Stretch};

/// A part of a question's time, spent in one phase, or in several that no mark tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stay {
    /// Its beginning.
    pub(crate) from: Moment,
    /// Its end.
    pub(crate) to: Moment,
    /// The first phase that it can have been spent in …
    pub(crate) first: usize,
    /// … and the last; the same where the phase is known.
    pub(crate) last: usize,
}

impl Stay {
    /// The phase, where it is known.
    pub(crate) fn phase(&self) -> Option<usize> {
        (self.first == self.last).then_some(self.first)
    }

    /// Where it lies on the session's clock.
    pub(super) fn stretch(&self) -> Stretch {
        Stretch { from: self.from.elapsed, to: self.to.elapsed }
    }

    /// Its running time.
    pub(crate) fn length(&self) -> Duration {
        self.to.in_question.saturating_sub(self.from.in_question)
    }
}

/// Cuts a question's time at its moves. A move by Enter closes the phase that it leaves. The answer
/// mark says that all phases up to the one that it ends are over, and tells them apart only where
/// that is the phase it is given in. The question's end closes its last phase; given earlier, it
/// closes the phase it is given in if the candidate marks phases at all, that is, moved once by
/// Enter, and says so with it: where the clock ended the question, or its answer was never marked,
/// nobody knows which phase it ended in.
pub(crate) fn stays(
    planned: &Planned,
    run: &QuestionRun,
    end: Elapsed,
    moment: impl Fn(Elapsed) -> Moment,
) -> Vec<Stay> {
    let Some(shown) = run.shown else { return Vec::new() };
    let last = planned.phases.len().saturating_sub(1);
    let mut stays = Vec::with_capacity(run.moves.len() + 1);
    let (mut from, mut phase) = (shown, 0);
    // A file can say that a move came after the slot had ended.
    for to in run.moves.values() {
        let at = to.at.min(end);
        let passes = to.by_answer || to.passes;
        let known_to = if passes { to.to.saturating_sub(1).max(phase) } else { phase };
        stays.push(Stay { from: moment(from), to: moment(at), first: phase, last: known_to });
        (from, phase) = (at, to.to);
    }
    // Where the answer ends the last phase, its mark moves nowhere, but says that all the phases
    // before are over.
    let answered_all = run.first_answer.is_some() && planned.answer_phase() == Some(last);
    let marks_phases = run.moves.values().any(|to| !to.by_answer) && !answered_all;
    let known_to = match marks_phases && is_closed(planned, run) {
        true => phase,
        false => last.max(phase),
    };
    stays.push(Stay { from: moment(from), to: moment(end), first: phase, last: known_to });
    stays
}

/// Whether the end of a question whose phases are marked closes the phase that it came in. One that
/// broke off is judged as far as it came.
fn is_closed(planned: &Planned, run: &QuestionRun) -> bool {
    let is_answered = run.first_answer.is_some()
        || planned.answer_phase().is_none_or(|answer| run.phase() > answer);
    match run.ended.map(|(_, how)| how) {
        None | Some(QuestionEnd::Skipped) => true,
        Some(QuestionEnd::Done | QuestionEnd::Ended) => is_answered,
        Some(QuestionEnd::Forced | QuestionEnd::MovedOn | QuestionEnd::TimeUp) => false,
    }
}

/// The running time of each phase, and when it was over; `None` where the marks don't tell, in a
/// question that was not marked, and for phases that the question broke off before. The only phase
/// of a question is over with it.
pub(crate) fn times(
    planned: &Planned,
    run: &QuestionRun,
    stays: &[Stay],
) -> Vec<(Option<Duration>, Option<Moment>)> {
    let count = planned.phases.len();
    let is_only = count == 1 && run.ended.is_some_and(|(_, how)| how.is_mark());
    match stays.last() {
        Some(last) if is_only || !run.moves.is_empty() => {
            (0..count).map(|phase| time(phase, run, stays, last.to)).collect()
        }
        _ => vec![(None, None); count],
    }
}

/// The running time of one phase of a question that was marked, and when it was over.
fn time(
    phase: usize,
    run: &QuestionRun,
    stays: &[Stay],
    end: Moment,
) -> (Option<Duration>, Option<Moment>) {
    let present = run.phase();
    let mut is_reached = phase < present;
    let (mut time, mut over) = (Duration::ZERO, None);
    for stay in stays.iter().filter(|stay| (stay.first..=stay.last).contains(&phase)) {
        if stay.phase().is_none() {
            return (None, None);
        }
        is_reached = true;
        time += stay.length();
        over = Some(stay.to);
    }
    // A question that broke off or was skipped says nothing about the phases that it never came to.
    let broke_off = matches!(run.ended, None | Some((_, QuestionEnd::Skipped)));
    if broke_off && !is_reached {
        return (None, None);
    }
    // One that was passed over got no time; it was over when the one after it began.
    let after = stays.iter().find(|stay| stay.first > phase);
    let over = over.or(after.map(|stay| stay.from)).unwrap_or(end);
    let is_over = run.ended.is_some() || phase != present;
    (Some(time), is_over.then_some(over))
}

/// The phases in runs that the marks tell apart: each alone where its time is known, together where
/// it is not.
pub(crate) fn groups(phases: usize, stays: &[Stay]) -> Vec<RangeInclusive<usize>> {
    let mut groups: Vec<RangeInclusive<usize>> = Vec::new();
    for phase in 0..phases {
        let joins = |stay: &Stay| stay.first < phase && phase <= stay.last;
        match groups.last_mut() {
            Some(last) if stays.iter().any(joins) => *last = *last.start()..=phase,
            _ => groups.push(phase..=phase),
        }
    }
    groups
}
