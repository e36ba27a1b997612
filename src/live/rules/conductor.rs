//! What a running round makes of marks and of time, as events; pure. It holds the session and its
//! fold, and hands out what was added since the last look, to be written.

use std::time::Duration;

use super::mark::Mark;
use crate::round::seconds::clock;
use crate::round::{Planned, QuestionKind, Slot};
use crate::session::Session;
use crate::session::event::{
    By, Elapsed, Event, GapWhy, LeftWhy, Nudge, QuestionEnd, SlotEnd, ThinkEnd, What,
};
use crate::session::run::QuestionRun;
use crate::session::silence::{Hearing, Talk};
use crate::session::timeline::{Account, Place, Timeline};

/// The review after the last slot, when nobody answers it, ends the round after this long: as long
/// as a break.
const LAST_REVIEW: Duration = Duration::from_secs(5 * 60);

/// How long before the end of a slot its alert comes, in slots at least twice as long.
const LEFT_ALERT: Duration = Duration::from_secs(5 * 60);

/// What falls due by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Due {
    ThinkEnd,
    Nudge(Nudge),
    NextQuestion,
    SlotEnd,
    NextSlot(usize),
    Finish,
}

/// A running round.
#[derive(Debug, Clone)]
pub struct Conductor {
    session: Session,
    timeline: Timeline,
    /// How many of the session's events were handed out for writing.
    handed_out: usize,
    /// While the candidate is answering the review, no slot begins and the round doesn't end.
    pub reviewing: bool,
}

impl Conductor {
    /// Takes up a session: a new one, or one read from its file.
    pub fn new(session: Session) -> Self {
        let timeline = Timeline::of(&session);
        Self { handed_out: session.events.len(), session, timeline, reviewing: false }
    }

    /// The session so far.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Its fold.
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// The events added since the last call.
    pub fn take_new(&mut self) -> Vec<Event> {
        let new = self.session.events[self.handed_out..].to_vec();
        self.handed_out = self.session.events.len();
        new
    }

    /// The slot, its plan, and the question, its plan and its run, that the clock is in.
    pub fn open(&self) -> Option<Open<'_>> {
        let (slot, question) = self.timeline.open()?;
        let slot_plan = self.session.slot(slot)?;
        Some(Open {
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
    pub fn next_due(&self) -> Option<Elapsed> {
        self.due().map(|(at, _)| at)
    }

    /// Writes down everything that fell due up to now, each at the time when it was due.
    pub fn advance(&mut self, now: Elapsed) {
        while let Some((at, due)) = self.due().filter(|&(at, _)| at <= now) {
            let at = at.max(self.timeline.now());
            match due {
                Due::ThinkEnd => self.record(at, What::ThinkEnded { how: ThinkEnd::Limit }),
                Due::Nudge(why) => self.record(at, What::Nudged { why }),
                Due::NextQuestion => self.end_question(at, QuestionEnd::Forced),
                Due::SlotEnd => self.end_slot(at, QuestionEnd::TimeUp, SlotEnd::TimeUp),
                Due::NextSlot(slot) => self.begin(at, slot),
                Due::Finish => self.record(at, What::Finished),
            }
        }
    }

    /// Takes a mark that was given at a time not before the last event; what fell due before it
    /// comes first. Says what was recorded.
    ///
    /// # Errors
    /// Why the mark means nothing here, and what would.
    pub fn mark(&mut self, at: Elapsed, mark: Mark) -> Result<String, String> {
        let at = at.max(self.timeline.now());
        self.advance(at);
        if self.timeline.finished || self.timeline.left.is_some() {
            return Err("the round is over".to_string());
        }
        if mark == Mark::Undo {
            return self.undo(at);
        }
        if self.timeline.paused && !matches!(mark, Mark::Pause | Mark::End) {
            return Err("paused: Space goes on".to_string());
        }
        if mark == Mark::Pause {
            return self.pause(at);
        }
        match self.open() {
            Some(_) => self.mark_in_slot(at, mark),
            None => self.mark_between(at, mark),
        }
    }

    /// Notes that the tool did not run, from a time not before the last event until now.
    pub fn gap(&mut self, from: Elapsed, now: Elapsed, why: GapWhy) {
        let from = from.max(self.timeline.now());
        self.advance(from);
        self.record(now.max(from), What::Gap { from, why });
    }

    /// Leaves the round; it can be taken up again. `wall`: the wall clock, RFC 3339.
    pub fn leave(&mut self, at: Elapsed, why: LeftWhy, wall: String) {
        self.advance(at);
        if !self.timeline.finished {
            self.record(at, What::Left { why, wall });
        }
    }

    /// Appends what was heard, and the alert for a silence that has reached its limit.
    pub fn hear(&mut self, at: Elapsed, heard: What) {
        self.record(at, heard);
        let Some(open) = self.open().filter(|open| !open.run.nudges.contains(&Nudge::Silence))
        else {
            return;
        };
        let hearing = Hearing::of(&self.timeline);
        let Some(&(_, until)) = hearing.heard().last() else { return };
        let talk = Talk::of(
            &self.timeline,
            &hearing,
            open.plan,
            open.run,
            &self.session.header.limits,
            until,
        );
        if talk.going_on().is_some_and(|silence| silence.reached.is_some()) {
            self.record(at, What::Nudged { why: Nudge::Silence });
        }
    }

    /// When silence in the present phase is late; `None` where silence isn't measured or the alert
    /// was given.
    pub fn silence_limit(&self) -> Option<Duration> {
        let open = self.open().filter(|open| !open.run.nudges.contains(&Nudge::Silence))?;
        open.plan.phases[open.run.phase()].silence.map(|limit| limit.late)
    }

    /// Appends an event. Its time is never before the last one's.
    pub fn record(&mut self, at: Elapsed, what: What) {
        let at = at.max(self.timeline.now());
        self.session.events.push(Event { at, what });
        self.session.until = self.session.until.max(at);
        self.timeline.catch_up(&self.session);
    }

    fn mark_between(&mut self, at: Elapsed, mark: Mark) -> Result<String, String> {
        let next = match self.timeline.place {
            Place::Intro => 0,
            Place::After(slot) | Place::InSlot(slot) => slot + 1,
        };
        match mark {
            Mark::Start | Mark::Phase | Mark::Skip => match self.session.slot(next) {
                Some(slot) => {
                    let title = slot.title.clone();
                    self.begin(at, next);
                    Ok(format!("{title} began"))
                }
                None => {
                    self.record(at, What::Finished);
                    Ok("round finished".to_string())
                }
            },
            _ => Err("no slot is running: Enter begins the next one".to_string()),
        }
    }

    fn mark_in_slot(&mut self, at: Elapsed, mark: Mark) -> Result<String, String> {
        let Some(open) = self.open() else { return Err("no question is open".to_string()) };
        let running = self.timeline.running(open.shown, at);
        let phase = open.run.phase();
        let number = open.question + 1;
        match mark {
            Mark::Answer => {
                if let Some(marked) = open.run.first_answer {
                    let marked = clock(self.timeline.running(open.shown, marked));
                    return Err(format!(
                        "{} is marked already, at {marked}: u takes it back",
                        open.answer_word()
                    ));
                }
                if open.plan.answer_phase().is_none() {
                    return Err("this question waits for no answer mark: n ends it".to_string());
                }
                let noted = format!("{} {}", open.answer_word(), clock(running));
                self.record(at, What::FirstAnswer);
                Ok(noted)
            }
            Mark::Phase => {
                let Some(next) = open.plan.phases.get(phase + 1) else {
                    return Err(format!(
                        "{} is the last phase: n ends the question",
                        open.plan.phases[phase].name
                    ));
                };
                let noted = format!("{} began {}", next.name, clock(running));
                self.record(at, What::PhaseBegan { phase: phase + 1 });
                Ok(noted)
            }
            Mark::Next | Mark::Skip => {
                let (how, word) = match mark {
                    Mark::Skip => (QuestionEnd::Skipped, "skipped"),
                    _ => (QuestionEnd::Done, "ended"),
                };
                self.end_question(at, how);
                Ok(format!("question {number} {word} {}", clock(running)))
            }
            Mark::Think => {
                let limits = &self.session.header.limits;
                let noted = match open.run.thinking() {
                    Some(think) => {
                        let noted =
                            format!("think ended {}", clock(self.timeline.running(think.from, at)));
                        self.record(at, What::ThinkEnded { how: ThinkEnd::Marked });
                        return Ok(noted);
                    }
                    None if open.run.thinks.len() < limits.thinks as usize => {
                        format!("thinking {}, up to {}", clock(running), clock(limits.think))
                    }
                    None => {
                        format!("thinking {}, not excused: {} are", clock(running), limits.thinks)
                    }
                };
                self.record(at, What::Think);
                Ok(noted)
            }
            Mark::Tick(item) => {
                if self.session.header.strict {
                    return Err("a strict round hides the checklist".to_string());
                }
                let Some(check) = open.plan.checklist(phase).get(item) else {
                    return Err(format!(
                        "{} has no checklist item {}",
                        open.plan.phases[phase].name,
                        item + 1
                    ));
                };
                if open.run.ticked.contains(&(phase, item)) {
                    return Err(format!(
                        "{} is ticked already: u takes the last mark back",
                        check.item
                    ));
                }
                let noted = format!("ticked {}", check.item);
                self.record(at, What::Ticked { item });
                Ok(noted)
            }
            Mark::Probe => {
                let shown = |id: &usize| open.run.was_probed(open.plan, phase, *id);
                let Some(id) = (0..open.plan.probes(phase).len()).find(|id| !shown(id)) else {
                    return Err(format!("no more probes for {}", open.plan.phases[phase].name));
                };
                let noted = format!("probe: {}", open.plan.probes(phase)[id]);
                self.record(at, What::Probe { id, by: By::Key });
                Ok(noted)
            }
            Mark::End => {
                let (title, running) =
                    (open.slot_plan.title.clone(), self.timeline.running(open.began, at));
                self.end_slot(at, QuestionEnd::Ended, SlotEnd::Ended);
                Ok(format!("{title} ended {}", clock(running)))
            }
            Mark::Start => Err("the slot is running".to_string()),
            Mark::Pause | Mark::Undo => Err("not a mark of a question".to_string()),
        }
    }

    fn pause(&mut self, at: Elapsed) -> Result<String, String> {
        if self.session.header.strict {
            return Err("a strict round has no pause".to_string());
        }
        if self.timeline.paused {
            self.record(at, What::Resumed);
            return Ok("going on".to_string());
        }
        if self.timeline.place == Place::Intro {
            return Err("nothing is running yet: Enter begins".to_string());
        }
        let noted = match self.open() {
            Some(open) => format!("paused {}", clock(self.timeline.running(open.began, at))),
            None => "break paused".to_string(),
        };
        self.record(at, What::Paused);
        Ok(noted)
    }

    fn begin(&mut self, at: Elapsed, slot: usize) {
        self.record(at, What::SlotBegan { slot });
        self.record(at, What::QuestionShown { question: 0 });
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

    fn undo(&mut self, at: Elapsed) -> Result<String, String> {
        let Some((events, what)) = self.last_mark() else {
            return Err("nothing in this slot to take back".to_string());
        };
        let mut without = self.clone();
        without.record(at, What::Undone { events });
        // As if it had never happened: where the clock would have ended the question or the slot
        // meanwhile, it has.
        let mut meanwhile = without.clone();
        meanwhile.advance(at);
        if meanwhile.timeline.open() != without.timeline.open() {
            return Err(format!("{what} stays: without it, time would have been up since"));
        }
        *self = without;
        Ok(format!("taken back: {what}"))
    }

    /// Whether a mark can be taken back now.
    pub fn can_undo(&self) -> bool {
        self.last_mark().is_some()
    }

    /// The last live mark of this slot that is not undone: the positions of its events, and its
    /// name. A question or slot that ended because its time was up can't be reopened, so what was
    /// marked before stays.
    fn last_mark(&self) -> Option<(Vec<usize>, &'static str)> {
        let events = &self.session.events;
        let undone: Vec<usize> = events.iter().flat_map(Event::undoes).copied().collect();
        let mut positions = (0..events.len()).rev().filter(|position| !undone.contains(position));
        while let Some(position) = positions.next() {
            let name = match &events[position].what {
                What::FirstAnswer => "first answer",
                What::PhaseBegan { .. } => "next phase",
                What::Think => "think",
                What::ThinkEnded { how: ThinkEnd::Marked } => "end of the think",
                What::Ticked { .. } => "tick",
                What::Probe { .. } => "probe",
                What::QuestionShown { .. } | What::SlotEnded { .. } => {
                    let before = positions.next()?;
                    return match events[before].what {
                        What::QuestionEnded { how } if how.is_mark() => {
                            // What fell due in the question that it un-shows goes with it.
                            let fell_due = |what: &What| {
                                matches!(
                                    what,
                                    What::Nudged { .. } | What::ThinkEnded { how: ThinkEnd::Limit }
                                )
                            };
                            let later = (position + 1..events.len())
                                .filter(|&later| fell_due(&events[later].what));
                            let name =
                                if how == QuestionEnd::Ended { "end" } else { "next question" };
                            Some(([before, position].into_iter().chain(later).collect(), name))
                        }
                        _ => None,
                    };
                }
                What::SlotBegan { .. }
                | What::Rated { .. }
                | What::Reviewed { .. }
                | What::Corrected { .. }
                | What::Story { .. }
                | What::Debrief { .. }
                | What::Finished => return None,
                _ => continue,
            };
            return Some((vec![position], name));
        }
        None
    }

    /// The first thing to fall due, and when; where several fall together, in the order in which
    /// they count.
    fn due(&self) -> Option<(Elapsed, Due)> {
        if self.timeline.finished || self.timeline.left.is_some() {
            return None;
        }
        match self.timeline.place {
            Place::Intro => None,
            Place::After(slot) => {
                if self.reviewing {
                    return None;
                }
                let (ended, _) = self.timeline.slots[slot].ended?;
                let (wait, due) = match self.session.slot(slot + 1) {
                    Some(_) => (self.session.slot(slot)?.break_after, Due::NextSlot(slot + 1)),
                    None => (LAST_REVIEW, Due::Finish),
                };
                Some((self.timeline.point(Account::Waiting, ended, wait)?, due))
            }
            Place::InSlot(_) => {
                let open = self.open()?;
                self.dues(&open)
                    .into_iter()
                    .flatten()
                    .filter_map(|(from, running, due)| {
                        Some((self.timeline.point(Account::Running, from, running)?, due))
                    })
                    .min_by_key(|&(at, _)| at)
            }
        }
    }

    /// What is due in the open question: so much running time after a point.
    fn dues(&self, open: &Open<'_>) -> [Option<(Elapsed, Duration, Due)>; 6] {
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
        let next_question =
            if last { None } else { nudge(Nudge::NextQuestionDue, open.shown, open.plan.budget()) };
        let length = open.slot_plan.length;
        let alerted = self.timeline.slots[open.slot]
            .questions
            .iter()
            .any(|question| question.nudges.contains(&Nudge::FiveMinutesLeft));
        let five_left = match length.checked_sub(LEFT_ALERT) {
            Some(running) if running >= LEFT_ALERT && !alerted => {
                nudge(Nudge::FiveMinutesLeft, open.began, running)
            }
            _ => None,
        };
        let forced = (header.strict && !last).then(|| {
            (open.began, open.slot_plan.planned_start(open.question + 1), Due::NextQuestion)
        });
        let overtime = if header.strict { Duration::ZERO } else { header.overtime };
        let end = Some((open.began, length + overtime, Due::SlotEnd));
        [think, first_answer, next_question, five_left, forced, end]
    }
}

/// The question that the clock is in, with its plans.
#[derive(Debug, Clone, Copy)]
pub struct Open<'a> {
    /// Position of the slot.
    pub slot: usize,
    /// Position of the question in it.
    pub question: usize,
    /// The slot's plan.
    pub slot_plan: &'a Slot,
    /// The question's plan.
    pub plan: &'a Planned,
    /// What became of the question so far.
    pub run: &'a QuestionRun,
    /// When the slot began.
    pub began: Elapsed,
    /// When the question was shown.
    pub shown: Elapsed,
}

impl Open<'_> {
    /// What the answer mark means in this question.
    pub fn answer_word(&self) -> &'static str {
        match self.plan.question.kind() {
            QuestionKind::Coding | QuestionKind::MlDesign => "first answer",
            QuestionKind::Behavioral | QuestionKind::Pitch | QuestionKind::Foundations => {
                "answer told"
            }
        }
    }
}

#[cfg(test)]
mod tests;
