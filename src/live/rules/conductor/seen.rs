//! What a good answer says, once it is on screen. It stays seen: what brought it there, or came
//! before it, is not taken back. Key points come with the mark that says that an answer is told, or
//! with the end of its question, and never in a strict round; all else comes in the review. Cases
//! that were kept back are shown as they have run. What was over when a round was left could be
//! seen in its report, and in its review, until it was taken up again.

use super::Conductor;
use crate::round::{CheckItem, Planned};
use crate::session::event::{QuestionEnd, What};
use crate::session::timeline::Place;

impl Conductor {
    /// The key points that the present phase of the open question has on screen.
    pub(crate) fn points_on_screen(&self) -> &[CheckItem] {
        self.open().map_or(&[], |open| self.points(open.plan, open.run.phase()))
    }

    /// The key points that the end of the question which ended last brought on screen: those that
    /// no mark had shown.
    pub(crate) fn points_at_end(&self) -> &[CheckItem] {
        self.unseen_points().unwrap_or(&[])
    }

    fn unseen_points(&self) -> Option<&[CheckItem]> {
        let (Place::InSlot(slot) | Place::After(slot)) = self.timeline.place else { return None };
        let runs = &self.timeline.slots.get(slot)?.questions;
        let ended = runs.iter().rposition(|run| run.ended.is_some())?;
        let plan = self.session.slot(slot)?.questions.get(ended)?;
        let phase = plan.answer_phase()? + 1;
        let (_, how) = runs[ended].ended?;
        let is_seen = runs[ended].moves.values().any(|to| to.to >= phase);
        let shows = matches!(how, QuestionEnd::Done | QuestionEnd::Ended) && !is_seen;
        shows.then(|| self.points(plan, phase))
    }

    /// The key points of a question that has any: the checklist of the phase after its answer.
    fn points<'p>(&self, plan: &'p Planned, phase: usize) -> &'p [CheckItem] {
        let has_points = plan.question.brief.key_points().is_some();
        if has_points && !self.session.header.strict { plan.checklist(phase) } else { &[] }
    }

    /// Whether what is kept back until then may have been seen since events that end with the last
    /// mark.
    pub(super) fn may_be_seen(&self, events: &[usize]) -> bool {
        events.iter().any(|&event| match self.session.events[event].what {
            What::FirstAnswer | What::PhaseBegan { .. } => !self.points_on_screen().is_empty(),
            What::QuestionEnded { .. } => {
                !self.points_at_end().is_empty() || self.was_away_since(event)
            }
            What::SlotEnded { .. } => {
                let Place::After(slot) = self.timeline.place else { return false };
                let has_cases =
                    self.timeline.slots[slot].questions.iter().any(|of| of.cases.is_some());
                self.told == Some(slot) || has_cases || self.was_away_since(event)
            }
            _ => false,
        })
    }

    /// Whether the round was taken up again after an event.
    fn was_away_since(&self, event: usize) -> bool {
        let since = &self.session.events[event..];
        since.iter().any(|event| matches!(event.what, What::Returned { .. }))
    }
}
