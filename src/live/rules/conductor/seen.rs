//! What a good answer says, once it is on screen. It stays seen: what brought it there, or came
//! before it, is not taken back. Key points come with the mark that says that an answer is told, or
//! with the end of its question, and never in a strict round; all else comes in the review. Cases
//! that were kept back are shown as they have run. What was over when a round was left could be
//! seen in its report, and in its review, until it was taken up again.

use super::Conductor;
use crate::round::{CheckItem, Planned};
use crate::session::event::{QuestionEnd, What};
use crate::session::timeline::Place;

/// What a good answer says, as it is on screen.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct SeenPoints<'p> {
    /// Its key points.
    pub(crate) points: &'p [CheckItem],
    /// What a weak answer sounds like, where that is known.
    pub(crate) weak: Option<&'p str>,
}

impl SeenPoints<'_> {
    fn is_empty(self) -> bool {
        self.points.is_empty()
    }
}

impl Conductor {
    /// The key points that the present phase of the open question has on screen.
    pub(crate) fn points_on_screen(&self) -> SeenPoints<'_> {
        self.open().map_or(SeenPoints::default(), |open| self.points(open.plan, open.run.phase()))
    }

    /// The key points that the end of the question which ended last brought on screen: those that
    /// no mark had shown.
    pub(crate) fn points_at_end(&self) -> SeenPoints<'_> {
        self.unseen_points().unwrap_or_default()
    }

    fn unseen_points(&self) -> Option<SeenPoints<'_>> {
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
    fn points<'p>(&self, plan: &'p Planned, phase: usize) -> SeenPoints<'p> {
        let has_points = plan.question.brief.key_points().is_some();
        let points = plan.checklist(phase);
        match has_points && !points.is_empty() && !self.session.header.strict {
            true => SeenPoints { points, weak: plan.question.weak() },
            false => SeenPoints::default(),
        }
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
