//! What a mark means where the round stands: an event and what it recorded, or a refusal.

use std::time::Duration;

use super::{Conductor, OpenQuestion};
use crate::live::rules::noted::Noted;
use crate::live::rules::refusal::Refusal;
use crate::live::rules::room::Room;
use crate::session::event::{By, Correctable, QuestionEnd, SlotEnd, ThinkEnd, What};
use crate::session::mark::{Late, Mark};
use crate::session::run::ShownProbe;
use crate::session::timeline::Place;
use crate::time::Elapsed;

/// Who ends a question at its planned end may be a moment behind the clock.
const MOMENT: Duration = Duration::from_secs(3);

/// What a mark records, and the event that it is.
type Marked = Result<(Noted, What), Refusal>;

impl Conductor {
    /// Takes a mark that was given at a time not before the last event; what fell due before it
    /// comes first.
    ///
    /// # Errors
    /// Why the mark means nothing here.
    pub(crate) fn mark(&mut self, at: Elapsed, mark: Mark) -> Result<Noted, Refusal> {
        let at = at.max(self.timeline.now());
        self.advance(at);
        if self.timeline.finished || self.timeline.left.is_some() {
            return Err(Refusal::RoundOver);
        }
        if is_of_a_question(mark) && self.has_just_moved_on(at) {
            // It is the question before that is meant.
            let mut before = self.clone();
            before.undo(at)?;
            let noted = before.mark(at, mark)?;
            *self = before;
            return Ok(noted);
        }
        match (mark, self.open()) {
            (Mark::Undo, _) => self.undo(at),
            (Mark::Pause, _) => self.pause(at),
            _ if self.timeline.paused && !counts_while_paused(mark) => Err(Refusal::Paused),
            (_, None) => self.mark_between(at, mark),
            (Mark::Start, Some(_)) => Err(Refusal::SlotRuns),
            (Mark::Answer, Some(open)) => self.note(at, self.answer(&open, at)),
            (Mark::LateAnswer(when), Some(_)) => self.answer_late(at, when),
            (Mark::Phase, Some(open)) => self.note(at, self.next_phase(&open, at)),
            (Mark::Think, Some(open)) => self.note(at, Ok(self.think(&open, at))),
            (Mark::Tick(item), Some(open)) => self.note(at, self.tick(&open, item)),
            (Mark::Probe, Some(open)) => self.note(at, self.probe(&open, at)),
            (Mark::Hint, Some(open)) => self.note(at, hint(&open)),
            (Mark::Facts, Some(open)) => fact_names(&open),
            (Mark::Fact(fact), Some(open)) => self.note(at, give_fact(&open, fact)),
            // What comes of it is an event of its own.
            (Mark::Check, Some(open)) => self.check(&open),
            (Mark::Next, Some(open)) => {
                let running = self.timeline.running(open.shown, at);
                let noted = Noted::QuestionEnded { number: open.question + 1, at: running };
                self.end_question(at, QuestionEnd::Done);
                Ok(noted)
            }
            (Mark::Skip, Some(open)) => {
                let running = self.timeline.running(open.shown, at);
                let noted = Noted::QuestionSkipped { number: open.question + 1, at: running };
                self.end_question(at, QuestionEnd::Skipped);
                Ok(noted)
            }
            (Mark::End, Some(open)) => {
                let title = open.slot_plan.title.clone();
                let noted = Noted::SlotEnded { title, at: self.timeline.running(open.began, at) };
                self.end_slot(at, QuestionEnd::Ended, SlotEnd::Ended);
                Ok(noted)
            }
        }
    }

    /// Whether the open question was shown a moment ago, as nothing had been marked.
    pub(super) fn has_just_moved_on(&self, at: Elapsed) -> bool {
        let Some(open) = self.open() else { return false };
        let before = open.question.checked_sub(1);
        let runs = &self.timeline.slots[open.slot].questions;
        let moved_on = Some((open.shown, QuestionEnd::MovedOn));
        self.is_untouched()
            && at - open.shown < MOMENT
            && before.is_some_and(|before| runs[before].ended == moved_on)
    }

    /// Whether the code of a question can be run.
    pub(crate) fn runs_code(&self, open: &OpenQuestion<'_>) -> bool {
        self.check(open).is_ok()
    }

    fn check(&self, open: &OpenQuestion<'_>) -> Result<Noted, Refusal> {
        match open.plan.question.brief.signature() {
            None => Err(Refusal::NothingToRun),
            Some(_) if self.session.header.strict => Err(Refusal::NoCode),
            Some(_) => Ok(Noted::Checking),
        }
    }

    fn note(&mut self, at: Elapsed, marked: Marked) -> Result<Noted, Refusal> {
        let (noted, what) = marked?;
        self.record(at, what);
        self.open_follow_ups(at);
        Ok(noted)
    }

    fn mark_between(&mut self, at: Elapsed, mark: Mark) -> Result<Noted, Refusal> {
        let next = match self.timeline.place {
            Place::Intro => 0,
            Place::After(slot) | Place::InSlot(slot) => slot + 1,
        };
        if !matches!(mark, Mark::Start | Mark::Phase | Mark::Skip) {
            return Err(Refusal::NoSlotRuns);
        }
        let Some(slot) = self.session.slot(next) else {
            self.record(at, What::Finished);
            return Ok(Noted::RoundFinished);
        };
        let noted = Noted::SlotBegan { title: slot.title.clone() };
        self.begin(at, next);
        Ok(noted)
    }

    fn answer(&self, open: &OpenQuestion<'_>, at: Elapsed) -> Marked {
        let kind = open.plan.question.kind();
        if let Some(marked) = open.run.first_answer {
            let at = self.timeline.running(open.shown, marked);
            return Err(Refusal::AnsweredAlready { kind, at });
        }
        if open.plan.answer_phase().is_none() {
            return Err(Refusal::NoAnswerAwaited);
        }
        let running = self.timeline.running(open.shown, at);
        Ok((Noted::Answered { kind, at: running }, What::FirstAnswer))
    }

    /// Says when the answer was that is marked now, or was marked before.
    fn answer_late(&mut self, at: Elapsed, when: Late) -> Result<Noted, Refusal> {
        let Some(open) = self.open() else { return Err(Refusal::NoSlotRuns) };
        let (slot, question, kind) = (open.slot, open.question, open.plan.question.kind());
        if open.plan.answer_phase().is_none() {
            return Err(Refusal::NoAnswerAwaited);
        }
        let now = self.timeline.running(open.shown, at);
        let to = match when {
            Late::At(to) if to > now => {
                return Err(Refusal::StillToCome { now, back: self.goes_back(at) });
            }
            Late::At(to) => to,
            Late::Ago(ago) => now
                .checked_sub(ago)
                .ok_or_else(|| Refusal::BeforeQuestion { now, back: self.goes_back(at) })?,
        };
        let mark = Correctable::FirstAnswer;
        let position = open.run.mark_of(mark, 0);
        let to = Room::of(&self.timeline, kind, open.run, position, at).take(to)?;
        if position.is_none() {
            self.record(at, What::FirstAnswer);
        }
        let (which, said) = (Some(0), Some(to));
        self.record(at, What::Corrected { mark, which, to: said, slot, question });
        Ok(Noted::Answered { kind, at: to })
    }

    fn next_phase(&self, open: &OpenQuestion<'_>, at: Elapsed) -> Marked {
        let next = open.run.phase() + 1;
        let Some(phase) = open.plan.phases.get(next) else {
            return Err(Refusal::LastPhase { phase: open.phase_name() });
        };
        let (at, phase) = (self.timeline.running(open.shown, at), phase.name.clone());
        // Past the phase that the answer ends there is an answer.
        let is_answered = open.run.first_answer.is_some();
        if !is_answered && open.plan.phase_after_answer(open.run.phase()) == Some(next) {
            let kind = open.plan.question.kind();
            return Ok((Noted::AnsweredInto { kind, phase, at }, What::FirstAnswer));
        }
        Ok((Noted::PhaseBegan { phase, at }, What::PhaseBegan { phase: next }))
    }

    /// Begins a think, or ends the one that goes on.
    fn think(&self, open: &OpenQuestion<'_>, at: Elapsed) -> (Noted, What) {
        if let Some(think) = open.run.thinking() {
            let after = self.timeline.running(think.from, at);
            return (Noted::ThinkEnded { after }, What::ThinkEnded { how: ThinkEnd::Marked });
        }
        let limits = &self.session.header.limits;
        let at = self.timeline.running(open.shown, at);
        let noted = if open.run.thinks.len() < limits.thinks as usize {
            Noted::Thinking { at, up_to: limits.think }
        } else {
            Noted::ThinkingUnexcused { at, excused: limits.thinks }
        };
        (noted, What::Think)
    }

    fn tick(&self, open: &OpenQuestion<'_>, item: usize) -> Marked {
        if self.session.header.strict {
            return Err(Refusal::ChecklistHidden);
        }
        let phase = open.run.phase();
        let Some(name) = open.plan.ticked(phase).get(item).map(ToString::to_string) else {
            return Err(Refusal::NoSuchItem { phase: open.phase_name(), number: item + 1 });
        };
        if open.run.ticked.contains(&(phase, item)) {
            return Err(Refusal::TickedAlready { item: name });
        }
        Ok((Noted::Ticked { item: name }, What::Ticked { item }))
    }

    /// What the interviewer has just asked is taken up; else the change that a design may meet is
    /// told, once that is due; else the first probe of the phase that wasn't shown: of the one that
    /// the interviewer is in, where one asks.
    fn probe(&self, open: &OpenQuestion<'_>, at: Elapsed) -> Marked {
        if let Some(ShownProbe { phase, id, .. }) = self.fresh_probe(open, at) {
            let probe = open.plan.probes(phase)[id].clone();
            let phase = Some(phase);
            return Ok((Noted::TakenUp { probe }, What::Probe { phase, id, by: By::Key }));
        }
        if let Some(twist) = open.twist_due(self.timeline.running(open.shown, at)) {
            let noted = Noted::Twisted { ask: twist.ask.clone() };
            return Ok((noted, What::Twist { by: By::Key }));
        }
        let phase = self.asked_phase(open, at);
        let Some((id, probe)) = open.next_probe(phase) else {
            let phase = open.plan.phases[phase].name.clone();
            return Err(Refusal::NoMoreProbes { phase });
        };
        let probe = probe.clone();
        let phase = Some(phase).filter(|phase| *phase != open.run.phase());
        Ok((Noted::Probed { probe }, What::Probe { phase, id, by: By::Key }))
    }

    fn pause(&mut self, at: Elapsed) -> Result<Noted, Refusal> {
        if self.session.header.strict {
            return Err(Refusal::NoPause);
        }
        if self.timeline.paused {
            self.record(at, What::Resumed);
            return Ok(Noted::WentOn);
        }
        if self.timeline.place == Place::Intro {
            return Err(Refusal::NothingRuns);
        }
        let noted = match self.open() {
            Some(open) => Noted::Paused { at: self.timeline.running(open.began, at) },
            None => Noted::BreakPaused,
        };
        self.record(at, What::Paused);
        Ok(noted)
    }
}

/// Whether a mark says how far a question has come.
fn is_of_a_question(mark: Mark) -> bool {
    matches!(mark, Mark::Answer | Mark::LateAnswer(_) | Mark::Phase | Mark::Next | Mark::Skip)
}

/// Whether a mark says nothing of the time in which the clock stands: a late answer was before.
fn counts_while_paused(mark: Mark) -> bool {
    matches!(mark, Mark::End | Mark::LateAnswer(_))
}

/// The next hint of the question. A strict round gives them too: whoever takes one, says so.
fn hint(open: &OpenQuestion<'_>) -> Marked {
    let hints = open.plan.question.brief.hints();
    let id = open.run.hints.len();
    let Some(hint) = hints.get(id) else {
        return Err(Refusal::NoMoreHints { taken: id });
    };
    let noted = Noted::Hinted { number: id + 1, of: hints.len(), hint: hint.clone() };
    Ok((noted, What::Hint { id }))
}

/// What can be asked for, and what of it was given.
fn fact_names(open: &OpenQuestion<'_>) -> Result<Noted, Refusal> {
    let names = open.fact_names();
    if names.is_empty() { Err(Refusal::ToldInFull) } else { Ok(Noted::FactNames { names }) }
}

/// A fact that is asked for; what was given stays given.
fn give_fact(open: &OpenQuestion<'_>, fact: usize) -> Marked {
    let facts = open.plan.facts();
    if facts.is_empty() {
        return Err(Refusal::ToldInFull);
    }
    let Some(asked) = facts.get(fact) else {
        return Err(Refusal::NoSuchFact { number: fact + 1, of: facts.len() });
    };
    let name = asked.name.clone();
    if open.run.facts.iter().any(|(_, given)| *given == fact) {
        return Err(Refusal::FactGivenAlready { name });
    }
    Ok((Noted::FactGiven { name, says: asked.line() }, What::FactGiven { fact }))
}
