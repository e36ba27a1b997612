//! Taking the last mark back, as if it had never been given.

use super::Conductor;
use crate::live::rules::noted::{Noted, Undoable};
use crate::live::rules::refusal::Refusal;
use crate::session::event::{By, Event, QuestionEnd, ThinkEnd, What};
use crate::time::Elapsed;

/// A mark that can be taken back, and the positions of its events.
struct LastMark {
    what: Undoable,
    events: Vec<usize>,
}

impl Conductor {
    pub(super) fn undo(&mut self, at: Elapsed) -> Result<Noted, Refusal> {
        let Some(LastMark { what, events }) = self.last_mark() else {
            return Err(Refusal::NothingToUndo);
        };
        if matches!(what, Undoable::Next | Undoable::MovedOn)
            && let Some(told) = self.told_of()
        {
            return Err(told);
        }
        if self.may_be_seen(&events) {
            return Err(Refusal::SeenSince { what });
        }
        let undone = events.clone();
        let mut without = self.clone();
        without.record(at, What::Undone { events });
        // As if it had never happened: where the clock would have ended the question or the slot
        // meanwhile, it has.
        let mut meanwhile = without.clone();
        meanwhile.advance(at);
        if meanwhile.timeline.open() != without.timeline.open() {
            return Err(Refusal::TooLateToUndo { what });
        }
        let taken_back = self.taken_back_by(&undone);
        *self = without;
        self.taken_back.extend(taken_back);
        Ok(Noted::TakenBack { what })
    }

    /// Whether a mark can be taken back then.
    pub(crate) fn can_undo(&self, at: Elapsed) -> bool {
        self.undoable(at).is_some()
    }

    /// The mark that would be taken back then, where it can be.
    pub(crate) fn undoable(&self, at: Elapsed) -> Option<Undoable> {
        let LastMark { what, .. } = self.last_mark()?;
        self.clone().undo(at).ok().map(|_| what)
    }

    /// Whether the open question would be unseen again if the last mark were taken back.
    pub(super) fn goes_back(&self, at: Elapsed) -> bool {
        let ended = |mark: LastMark| matches!(mark.what, Undoable::Next | Undoable::MovedOn);
        self.open().is_some() && self.last_mark().is_some_and(ended) && self.can_undo(at)
    }

    /// The last live mark of this slot that is not undone.
    fn last_mark(&self) -> Option<LastMark> {
        let events = &self.session.events;
        let undone = self.session.undone();
        let happened =
            |position: &usize| !undone.contains(position) && events[*position].what != What::Newer;
        let mut positions = (0..events.len()).rev().filter(happened);
        while let Some(position) = positions.next() {
            let what = match &events[position].what {
                What::FirstAnswer => {
                    self.open().map_or(Undoable::FirstAnswer, |open| open.answer_mark())
                }
                What::PhaseBegan { .. } => Undoable::Phase,
                What::Probe { by: By::Opening | By::Interviewer | By::Person, .. } => continue,
                What::Twist { by: By::Opening | By::Interviewer | By::Person }
                | What::Pressed { .. } => continue,
                What::Think => Undoable::Think,
                What::Corrected { slot, question, .. }
                    if self.timeline.open() == Some((*slot, *question)) =>
                {
                    return Some(self.late_mark(position));
                }
                What::Corrected { .. } => return None,
                What::ThinkEnded { how: ThinkEnd::Marked } => Undoable::ThinkEnd,
                What::Ticked { .. } => Undoable::Tick,
                What::Probe { .. } | What::Twist { .. } => Undoable::Probe,
                What::QuestionShown { .. } | What::SlotEnded { .. } => {
                    return self.marked_end(positions.next()?, position);
                }
                What::SlotBegan { .. }
                | What::Rated { .. }
                | What::RatedBy { .. }
                | What::Reviewed { .. }
                | What::ReviewedSoFar { .. }
                | What::Story { .. }
                | What::Debrief { .. }
                | What::Finished => return None,
                // What no key says is not taken back, nor is it in the way of what stands before.
                What::ThinkEnded { how: ThinkEnd::Limit }
                | What::QuestionEnded { .. }
                | What::Checked { .. }
                | What::CheckBegan { .. }
                | What::CheckCutOff { .. }
                | What::CasesRun { .. }
                | What::Paused
                | What::Resumed
                | What::Gap { .. }
                | What::Left { .. }
                | What::Returned { .. }
                | What::Nudged { .. }
                | What::Hint { .. }
                | What::FactGiven { .. }
                | What::Mic { .. }
                | What::Listening { .. }
                | What::Heard { .. }
                | What::Spoken { .. }
                | What::SoundStored { .. }
                | What::RecordingAdded { .. }
                | What::Played { .. }
                | What::WordsAdded { .. }
                | What::NoteWritten
                | What::Forgotten { .. }
                | What::Undone { .. }
                | What::Newer => continue,
            };
            let opened = Some(position + 1).filter(|next| self.opens(*next));
            return Some(LastMark { what, events: [position].into_iter().chain(opened).collect() });
        }
        None
    }

    /// Whether an event is the probe that a phase opened with.
    fn opens(&self, position: usize) -> bool {
        // One that came by the plan says its phase, and no mark brought it.
        let opening =
            |event: &Event| matches!(event.what, What::Probe { phase: None, by: By::Opening, .. });
        self.session.events.get(position).is_some_and(opening)
    }

    /// Why it stays that the open question was shown: a hint that was seen would be one that was
    /// never taken, as would a fact.
    fn told_of(&self) -> Option<Refusal> {
        let run = self.open()?.run;
        let hint = !run.hints.is_empty();
        (hint || !run.facts.is_empty()).then_some(Refusal::ToldOf { hint })
    }

    /// A late mark, and the answer mark that came with it.
    fn late_mark(&self, position: usize) -> LastMark {
        let events = &self.session.events;
        let with = position.checked_sub(1).filter(|&before| {
            events[before].what == What::FirstAnswer && events[before].at == events[position].at
        });
        let events = with.into_iter().chain([position]).collect();
        LastMark { what: Undoable::LateAnswer, events }
    }

    /// A mark that ended a question, which stands at one position, and what came of it at the next;
    /// or that it was over without one.
    /// A question or slot that ended because its time was up can't be reopened, so what was marked
    /// before it stays.
    fn marked_end(&self, ended: usize, then: usize) -> Option<LastMark> {
        let events = &self.session.events;
        let what = match events[ended].what {
            What::QuestionEnded { how: QuestionEnd::Ended } => Undoable::End,
            What::QuestionEnded { how: QuestionEnd::MovedOn } => Undoable::MovedOn,
            What::QuestionEnded { how } if how.is_mark() => Undoable::Next,
            _ => return None,
        };
        // What fell due in the question that it un-shows goes with it.
        let later = (then + 1..events.len()).filter(|&later| fell_due(&events[later].what));
        Some(LastMark { what, events: [ended, then].into_iter().chain(later).collect() })
    }
}

fn fell_due(what: &What) -> bool {
    let by_itself = matches!(what, What::Probe { by, .. } if !by.is_mark());
    by_itself || matches!(what, What::Nudged { .. } | What::ThinkEnded { how: ThinkEnd::Limit })
}
