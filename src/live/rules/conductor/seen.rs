//! What a good answer says, once it is on screen. It stays seen: what brought it there, or came
//! before it, is not taken back. Key points come with the mark that says that an answer is told, or
//! with the end of its question, and never in a strict round; all else comes in the review.

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
        let is_seen = runs[ended].moves.iter().any(|to| to.to >= phase);
        let shows = matches!(how, QuestionEnd::Done | QuestionEnd::Ended) && !is_seen;
        shows.then(|| self.points(plan, phase))
    }

    /// The key points of a question that has any: the checklist of the phase after its answer.
    fn points<'p>(&self, plan: &'p Planned, phase: usize) -> &'p [CheckItem] {
        let has_points = plan.question.brief.key_points().is_some();
        if has_points && !self.session.header.strict { plan.checklist(phase) } else { &[] }
    }

    /// Whether events that end with the last mark have shown what a good answer says.
    pub(super) fn has_shown(&self, events: &[usize]) -> bool {
        events.iter().any(|&event| match self.session.events[event].what {
            What::FirstAnswer | What::PhaseBegan { .. } => !self.points_on_screen().is_empty(),
            What::QuestionEnded { .. } => !self.points_at_end().is_empty(),
            What::SlotEnded { .. } => matches!(
                (self.timeline.place, self.told),
                (Place::After(slot), Some(told)) if slot == told
            ),
            _ => false,
        })
    }
}
