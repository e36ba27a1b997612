//! What falls due by itself, and when.

use std::time::Duration;

use super::{Conductor, OpenQuestion};
use crate::session::event::{Event, Nudge, QuestionEnd, What};
use crate::session::timeline::{Account, Place};
use crate::time::Elapsed;

/// The review after the last slot, when nobody answers it, ends the round after this long: as long
/// as a break.
const LAST_REVIEW: Duration = Duration::from_secs(5 * 60);

/// Who answers the review is waited for so long after each answer, with the next slot or the end.
const ANSWERING: Duration = Duration::from_secs(5 * 60);

/// How long before the end of a slot its alert comes, in slots at least twice as long.
const LEFT_ALERT: Duration = Duration::from_secs(5 * 60);

/// What falls due by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Due {
    ThinkEnd,
    Nudge(Nudge),
    /// The interviewer asks, …
    Ask,
    /// … breaks in, …
    Interrupt,
    /// … or changes a requirement.
    Change,
    NextQuestion(QuestionEnd),
    SlotEnd,
    NextSlot(usize),
    Finish,
    /// What belongs behind the last event, where a run was cut off between two of a kind.
    Rest(usize),
}

/// What is due after so much running time from a point.
type DueAfter = (Elapsed, Duration, Due);

impl Conductor {
    /// The first thing to fall due, and when; where several fall together, in the order in which
    /// they count.
    pub(super) fn due(&self) -> Option<(Elapsed, Due)> {
        if self.timeline.finished || self.timeline.left.is_some() {
            return None;
        }
        match self.timeline.place {
            Place::Intro => None,
            Place::After(slot) => self.due_after(slot),
            Place::InSlot(slot) if self.open().is_none() => {
                Some((self.timeline.now(), Due::Rest(slot)))
            }
            Place::InSlot(_) => self.due_in_slot(),
        }
    }

    /// The end of a break, or of the review after the last slot.
    fn due_after(&self, slot: usize) -> Option<(Elapsed, Due)> {
        let (ended, _) = self.timeline.slots[slot].ended?;
        let (wait, due) = match self.session.slot(slot + 1) {
            Some(_) => (self.session.slot(slot)?.break_after, Due::NextSlot(slot + 1)),
            None => (LAST_REVIEW, Due::Finish),
        };
        let over = self.timeline.point(Account::Waiting, ended, wait)?;
        let Some(answered) = self.reviewing else { return Some((over, due)) };
        Some((over.max(self.timeline.point(Account::Waiting, answered, ANSWERING)?), due))
    }

    fn due_in_slot(&self) -> Option<(Elapsed, Due)> {
        let open = self.open()?;
        let dues = self.dues(&open).into_iter().flatten();
        let timed = dues.filter_map(|(from, running, due)| {
            Some((self.timeline.point(Account::Running, from, running)?, due))
        });
        timed.min_by_key(|&(at, _)| at)
    }

    /// Whether the question after the open one was shown unasked, and taken back.
    fn was_moved_on(&self, open: &OpenQuestion<'_>) -> bool {
        let since = |event: &&Event| event.at > open.shown;
        let mut events = self.session.events.iter().rev().take_while(since);
        events.any(|event| event.what == What::QuestionEnded { how: QuestionEnd::MovedOn })
    }

    /// What is due in the open question: so much running time after a point.
    fn dues(&self, open: &OpenQuestion<'_>) -> [Option<DueAfter>; 9] {
        let header = &self.session.header;
        let last = open.question + 1 == open.slot_plan.questions.len();
        let nudge = |why: Nudge, from: Elapsed, running: Duration| {
            (!open.run.nudges.contains(&why)).then_some((from, running, Due::Nudge(why)))
        };
        let think =
            open.run.thinking().map(|think| (think.from, header.limits.think, Due::ThinkEnd));
        let first_answer = match open.plan.limits.first_answer {
            Some(limit) if open.run.first_answer.is_none() => {
                nudge(Nudge::FirstAnswerDue, open.shown, limit.late)
            }
            _ => None,
        };
        let moves_on = match last {
            true => None,
            false if header.strict => Some(QuestionEnd::Forced),
            false => self.is_untouched().then_some(QuestionEnd::MovedOn),
        };
        let planned = open.slot_plan.planned_start(open.question + 1);
        let by_then = self.timeline.running(open.began, open.shown) + open.plan.budget();
        let next_question = match moves_on {
            // That the next question is shown says it; who took that back knows it.
            Some(QuestionEnd::MovedOn) => None,
            Some(_) if by_then >= planned => None,
            _ if last || self.was_moved_on(open) => None,
            _ => nudge(Nudge::NextQuestionDue, open.shown, open.plan.budget()),
        };
        let length = open.slot_plan.length;
        let mut runs = self.timeline.slots[open.slot].questions.iter();
        let alerted = runs.any(|question| question.nudges.contains(&Nudge::FiveMinutesLeft));
        let five_left = match length.checked_sub(LEFT_ALERT) {
            Some(running) if running >= LEFT_ALERT && !alerted => {
                nudge(Nudge::FiveMinutesLeft, open.began, running)
            }
            _ => None,
        };
        let forced = moves_on.map(|how| match how {
            // Each has its own time, also where the one before it had more than its own.
            QuestionEnd::MovedOn => (open.shown, open.plan.budget(), Due::NextQuestion(how)),
            _ => (open.began, planned, Due::NextQuestion(how)),
        });
        let overtime = if header.strict { Duration::ZERO } else { header.overtime };
        let end = Some((open.began, length + overtime, Due::SlotEnd));
        let ask = self.ask_due(open).map(|at| (at, Duration::ZERO, Due::Ask));
        let at = |at: Elapsed, due| (at, Duration::ZERO, due);
        let interrupt = self.interruption_due(open).map(|of| at(of, Due::Interrupt));
        let change = self.twist_comes(open).map(|of| at(of, Due::Change));
        [think, first_answer, next_question, five_left, forced, end, interrupt, change, ask]
    }
}
