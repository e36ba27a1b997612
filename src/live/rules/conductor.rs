//! What a running round makes of marks and of time, as events; pure. It holds the session and its
//! fold, and hands out what was added since the last look, to be written.

mod asking;
mod due;
mod marks;
mod pressing;
mod seen;
#[cfg(test)]
mod tests;
mod undo;

use std::collections::BTreeSet;
use std::time::Duration;

pub(crate) use self::asking::PAUSE;
use self::asking::TakenBack;
use self::due::Due;
pub(crate) use self::pressing::TALKING;
pub(crate) use self::seen::SeenPoints;
use super::noted::Undoable;
use crate::round::{Planned, Slot, Twist};
use crate::session::Session;
use crate::session::event::{Event, GapWhy, LeftWhy, Nudge, QuestionEnd, SlotEnd, ThinkEnd, What};
use crate::session::hearing::Hearing;
use crate::session::run::QuestionRun;
use crate::session::silence::{FirstWords, Talk};
use crate::session::timeline::{Place, Timeline};
use crate::time::{Elapsed, Stretch};

/// A running round.
#[derive(Debug, Clone)]
pub(crate) struct Conductor {
    session: Session,
    timeline: Timeline,
    /// How many of the session's events were handed out for writing.
    handed_out: usize,
    /// When the candidate answered a question of the review last: for some time after that no slot
    /// begins, and the round doesn't end.
    pub(crate) reviewing: Option<Elapsed>,
    /// The last slot of which the review has shown what good answers say.
    pub(crate) told: Option<usize>,
    /// Whether the candidate is heard now, so that an interviewer can wait for a pause.
    pub(crate) is_heard: bool,
    /// The probes that were asked for and taken back.
    taken_back: BTreeSet<TakenBack>,
}

impl Conductor {
    /// Takes up a session: a new one, or one read from its file.
    pub(crate) fn new(session: Session) -> Self {
        let mut round = Self::at(session);
        let all = &round.session.events;
        let is_probe =
            |of: &usize| all.get(*of).is_some_and(|event| matches!(event.what, What::Probe { .. }));
        let mut taken_back = BTreeSet::new();
        for (position, event) in all.iter().enumerate() {
            let What::Undone { events } = &event.what else { continue };
            if events.iter().any(is_probe) {
                let mut before = round.session.clone();
                before.events.truncate(position);
                taken_back.extend(Self::at(before).taken_back_by(events));
            }
        }
        round.taken_back = taken_back;
        round
    }

    fn at(session: Session) -> Self {
        let timeline = Timeline::of(&session);
        Self {
            handed_out: session.events.len(),
            session,
            timeline,
            reviewing: None,
            told: None,
            is_heard: false,
            taken_back: BTreeSet::new(),
        }
    }

    /// The session so far.
    pub(crate) fn session(&self) -> &Session {
        &self.session
    }

    /// Its fold.
    pub(crate) fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// The events added since the last call.
    pub(crate) fn take_new(&mut self) -> Vec<Event> {
        let new = self.session.events[self.handed_out..].to_vec();
        self.handed_out = self.session.events.len();
        new
    }

    /// The slot, its plan, and the question, its plan and its run, that the clock is in.
    pub(crate) fn open(&self) -> Option<OpenQuestion<'_>> {
        let (slot, question) = self.timeline.open()?;
        let slot_plan = self.session.slot(slot)?;
        Some(OpenQuestion {
            slot,
            question,
            slot_plan,
            plan: slot_plan.questions.get(question)?,
            run: &self.timeline.slots[slot].questions[question],
            began: self.timeline.slots[slot].began?,
            shown: self.timeline.slots[slot].questions[question].shown?,
        })
    }

    /// When the next thing falls due by itself, if nobody marks anything before.
    pub(crate) fn next_due(&self) -> Option<Elapsed> {
        self.due().map(|(at, _)| at)
    }

    /// Writes down everything that fell due up to now, each at the time when it was due.
    pub(crate) fn advance(&mut self, now: Elapsed) {
        while let Some((at, due)) = self.due().filter(|&(at, _)| at <= now) {
            let at = at.max(self.timeline.now());
            match due {
                Due::ThinkEnd => self.record(at, What::ThinkEnded { how: ThinkEnd::Limit }),
                Due::Nudge(why) => {
                    self.record(at, What::Nudged { why });
                    if why == Nudge::FiveMinutesLeft {
                        self.ask_what_to_cut(at);
                    }
                }
                Due::Ask => self.ask(at),
                Due::Interrupt => self.interrupt(at),
                Due::Change => self.change(at),
                Due::NextQuestion(how) => self.end_question(at, how),
                Due::SlotEnd => self.end_slot(at, QuestionEnd::TimeUp, SlotEnd::TimeUp),
                Due::NextSlot(slot) => self.begin(at, slot),
                Due::Finish => self.record(at, What::Finished),
                Due::Rest(slot) => self.complete(at, slot),
            }
        }
    }

    /// Whether nothing was marked in the slot so far. A mark that was taken back was one: whoever
    /// gave it is there.
    pub(crate) fn is_untouched(&self) -> bool {
        let since_it_began = |event: &&Event| !matches!(event.what, What::SlotBegan { .. });
        let mut events = self.session.events.iter().rev().take_while(since_it_began);
        !events.any(|event| match (&event.what, self.timeline.place) {
            // What was asked for in the slot before.
            (What::Checked { slot: Some(of), .. }, Place::InSlot(slot)) if *of != slot => false,
            (what, _) => what.is_mark(),
        })
    }

    /// Notes that the tool did not run, from a time not before the last event until now.
    pub(crate) fn gap(&mut self, from: Elapsed, now: Elapsed, why: GapWhy) {
        let from = from.max(self.timeline.now());
        self.advance(from);
        self.record(now.max(from), What::Gap { from, why });
    }

    /// Leaves the round; it can be taken up again. `wall`: the wall clock, RFC 3339.
    pub(crate) fn leave(&mut self, at: Elapsed, why: LeftWhy, wall: String) {
        self.advance(at);
        if !self.timeline.finished {
            self.record(at, What::Left { why, wall });
        }
    }

    /// Appends what was heard, and the alert for a silence that has reached its limit.
    pub(crate) fn hear(&mut self, at: Elapsed, heard: What) {
        self.record(at, heard);
        self.alert_to_silence(at, &Hearing::of(&self.timeline));
    }

    /// The alert for a silence that reaches its limit in a stretch which is likely to have been
    /// heard, and isn't told yet.
    pub(crate) fn foresee(&mut self, at: Elapsed, silent: Stretch) {
        self.alert_to_silence(at, &Hearing::of(&self.timeline).with_silence(silent));
    }

    fn alert_to_silence(&mut self, at: Elapsed, hearing: &Hearing) {
        let Some(open) = self.open().filter(OpenQuestion::tells_silences) else { return };
        let told = open.run.silences_told.last().copied();
        let is_late = |talk: Talk| {
            let reached = talk.going_on().filter(|silence| silence.reached.is_some());
            reached.is_some_and(|silence| told.is_none_or(|told| told < silence.from))
        };
        if self.talk(hearing).is_some_and(is_late) {
            self.record(at, What::Nudged { why: Nudge::Silence });
        }
    }

    /// When the candidate began to speak in the open question, in its running time, where that was
    /// heard.
    pub(crate) fn first_words(&self) -> Option<Duration> {
        match self.talk(&Hearing::of(&self.timeline))?.first_words {
            FirstWords::At { after, .. } => Some(after),
            _ => None,
        }
    }

    /// What was heard in the open question.
    fn talk(&self, hearing: &Hearing) -> Option<Talk> {
        let open = self.open()?;
        let &Stretch { to: until, .. } = hearing.heard().last()?;
        let limits = &self.session.header.limits;
        Some(Talk::of(&self.timeline, hearing, open.plan, open.run, limits, until))
    }

    /// When a silence that began then is late in the present phase; `None` where silence isn't
    /// measured, or it is told already, or no more of them are.
    pub(crate) fn silence_limit(&self, since: Elapsed) -> Option<Duration> {
        let open = self.open().filter(OpenQuestion::tells_silences)?;
        if open.run.silences_told.last().is_some_and(|told| since <= *told) {
            return None;
        }
        open.plan.phases[open.run.phase()].silence.map(|limit| limit.late)
    }

    /// Appends an event. Its time is never before the last one's.
    pub(crate) fn record(&mut self, at: Elapsed, what: What) {
        let at = at.max(self.timeline.now());
        self.session.events.push(Event { at, what });
        self.session.until = self.session.until.max(at);
        self.timeline.catch_up(&self.session);
    }

    fn begin(&mut self, at: Elapsed, slot: usize) {
        self.record(at, What::SlotBegan { slot });
        self.record(at, What::QuestionShown { question: 0 });
    }

    /// In a slot without a question: shows the next, or ends the slot as its last question ended.
    fn complete(&mut self, at: Elapsed, slot: usize) {
        let questions = &self.timeline.slots[slot].questions;
        let how = match questions.iter().rev().find_map(|run| run.ended) {
            Some((_, QuestionEnd::Ended)) => SlotEnd::Ended,
            Some((_, QuestionEnd::TimeUp)) => SlotEnd::TimeUp,
            _ => SlotEnd::Done,
        };
        match questions.iter().position(|run| run.shown.is_none()) {
            Some(question) if how == SlotEnd::Done => {
                self.record(at, What::QuestionShown { question });
            }
            _ => self.record(at, What::SlotEnded { how }),
        }
    }

    /// Ends the open question; the next one is shown, or the slot ends with it.
    fn end_question(&mut self, at: Elapsed, how: QuestionEnd) {
        let Some(open) = self.open() else { return };
        let next = open.question + 1;
        if next < open.slot_plan.questions.len() {
            self.record(at, What::QuestionEnded { how });
            self.record(at, What::QuestionShown { question: next });
        } else {
            self.end_slot(at, how, SlotEnd::Done);
        }
    }

    fn end_slot(&mut self, at: Elapsed, question: QuestionEnd, slot: SlotEnd) {
        self.record(at, What::QuestionEnded { how: question });
        self.record(at, What::SlotEnded { how: slot });
    }
}

/// The question that the clock is in, with its plans.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OpenQuestion<'a> {
    /// Position of the slot.
    pub(crate) slot: usize,
    /// Position of the question in it.
    pub(crate) question: usize,
    /// The slot's plan.
    pub(crate) slot_plan: &'a Slot,
    /// The question's plan.
    pub(crate) plan: &'a Planned,
    /// What became of the question so far.
    pub(crate) run: &'a QuestionRun,
    /// When the slot began.
    pub(crate) began: Elapsed,
    /// When the question was shown.
    pub(crate) shown: Elapsed,
}

impl OpenQuestion<'_> {
    /// Whether a long silence is still told: one by an alert, and one before it by whoever
    /// interviews.
    fn tells_silences(&self) -> bool {
        let asked = usize::from(self.plan.is_interviewed());
        self.run.silences_told.len() <= asked
    }

    /// Whether it is for the interviewer to say what the last long silence calls for: the first.
    pub(crate) fn is_silence_asked_about(&self) -> bool {
        self.plan.is_interviewed() && self.run.silences_told.len() <= 1
    }

    /// What its answer mark is called where it is taken back.
    fn answer_mark(&self) -> Undoable {
        Undoable::answer(self.plan.question.kind())
    }

    /// What can be asked for, each with whether it was given.
    pub(crate) fn fact_names(&self) -> Vec<(String, bool)> {
        let is_given = |fact| self.run.facts.iter().any(|(_, given)| *given == fact);
        let facts = self.plan.facts().into_iter().enumerate();
        facts.map(|(number, fact)| (fact.name, is_given(number))).collect()
    }

    /// The name of the phase that the clock is in.
    pub(crate) fn phase_name(&self) -> String {
        self.plan.phases[self.run.phase()].name.clone()
    }

    /// The first probe of a phase that wasn't shown, and its position.
    pub(crate) fn next_probe(&self, phase: usize) -> Option<(usize, &String)> {
        let (asked, mut probes) =
            (self.run.asks(self.plan), self.plan.probes(phase).iter().enumerate());
        probes.find(|(_, probe)| !asked.contains(probe.as_str()))
    }

    /// The requirement that changes, from two thirds of a whole design on, until it was told.
    pub(crate) fn twist_due(&self, running: Duration) -> Option<&Twist> {
        let is_due = running * 3 >= self.plan.budget() * 2;
        let is_open = self.run.twist.is_none() && self.plan.phases.len() > 1;
        self.plan.question.brief.twist().filter(|_| is_due && is_open)
    }
}
