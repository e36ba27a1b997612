//! The interviewer: what is asked unasked for, and when. The plan says the moments; here they wait
//! for what is polite.

use std::collections::BTreeSet;
use std::time::Duration;

use super::{Conductor, OpenQuestion};
use crate::round::Planned;
use crate::session::event::{By, What};
use crate::session::hearing::Hearing;
use crate::session::run::{QuestionRun, ShownProbe};
use crate::session::timeline::Account;
use crate::text::stems::{content, tokens};
use crate::time::Elapsed;

/// Nobody is asked anything on top so soon after a question was shown, or after the probe before.
const SETTLING: Duration = Duration::from_secs(60);

/// Nor so soon after a think.
const AFTER_THINK: Duration = Duration::from_secs(10);

/// Whoever is heard is waited for so long at most.
const PATIENCE: Duration = Duration::from_secs(40);

/// A pause that can be asked into.
pub(crate) const PAUSE: Duration = Duration::from_millis(1500);

/// Talk that such a pause comes after.
const TALK: Duration = Duration::from_secs(20);

/// Where no mark says that a phase is over, so much of its budget passes until it is, in parts of
/// ten.
const OVER_BY_HALF: u32 = 15;

/// A phase that begins so late still has room for as many probes as one that begins on time.
const LATE: Duration = Duration::from_secs(30);

/// A probe that was shown is taken up within so much running time.
const FRESH: Duration = Duration::from_secs(120);

/// A phase as it is marked or, behind the last mark, as the plan has it.
struct PlannedPhase {
    phase: usize,
    began: Elapsed,
    ends: Elapsed,
}

/// A probe that was asked for and taken back: in the question that was shown then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct TakenBack {
    shown: Elapsed,
    phase: usize,
    id: usize,
}

/// What the interviewer asks next.
struct NextAsk {
    phase: usize,
    id: usize,
    by: By,
    /// The earliest time for it.
    at: Elapsed,
}

impl Conductor {
    /// When the interviewer asks next, if no pause comes before.
    pub(super) fn ask_due(&self, open: &OpenQuestion<'_>) -> Option<Elapsed> {
        let next = self.next_ask(open)?;
        let patience = if self.is_heard { PATIENCE } else { Duration::ZERO };
        let (due, over) = (self.after(next.at, patience)?, self.time_over(open)?);
        // What a mark that was taken back had kept from being asked may be due long since.
        (due.max(self.timeline.now()) < over).then_some(due)
    }

    /// The interviewer asks what is next.
    pub(super) fn ask(&mut self, at: Elapsed) {
        let Some(open) = self.open() else { return };
        let Some(NextAsk { phase, id, by, .. }) = self.next_ask(&open) else { return };
        self.record(at, What::Probe { phase: Some(phase), id, by });
    }

    /// Whether the interviewer waits for a pause to ask something.
    pub(crate) fn awaits_pause(&self, at: Elapsed) -> bool {
        let Some(open) = self.open().filter(|_| self.is_heard) else { return false };
        let is_due = self.next_ask(&open).is_some_and(|next| next.at <= at);
        is_due && self.time_over(&open).is_some_and(|over| at < over)
    }

    /// The candidate has paused for long enough to be asked something, if there was enough talk.
    pub(crate) fn take_pause(&mut self, at: Elapsed) {
        let Some(open) = self.open().filter(|_| self.awaits_pause(at)) else { return };
        let since = last_probe(&open).map_or(open.shown, |probe| probe.at);
        let talk = self.talk(&Hearing::of(&self.timeline));
        if talk.is_some_and(|talk| talk.spoken(since, at) >= TALK) {
            self.advance(at);
            self.ask(at);
        }
    }

    /// The probe that `i` takes up: the last one that the interviewer asked, if that was just now.
    pub(super) fn fresh_probe(&self, open: &OpenQuestion<'_>, at: Elapsed) -> Option<ShownProbe> {
        let last = last_probe(open)?;
        let is_fresh = self.timeline.running(last.at, at) <= FRESH;
        (last.is_unasked() && last.taken_up.is_none() && is_fresh).then_some(last)
    }

    /// A phase that opens with a probe has one asked with its beginning that wasn't asked before.
    pub(super) fn open_follow_ups(&mut self, at: Elapsed) {
        let Some(open) = self.open() else { return };
        let phase = open.run.phase();
        let began = open.run.last_move().is_some_and(|to| to.given == at);
        let opening = open.run.opening(open.plan, phase, at);
        if let Some(id) = opening.filter(|_| began && !open.run.has_opened(phase)) {
            self.record(at, What::Probe { phase: None, id, by: By::Opening });
        }
    }

    fn next_ask(&self, open: &OpenQuestion<'_>) -> Option<NextAsk> {
        // What was due before the clock stood still waits until it runs.
        if open.run.thinking().is_some() || self.timeline.paused {
            return None;
        }
        let (settled, over) = (self.settled(open)?, self.time_over(open)?);
        self.phases_by_plan(open).iter().find_map(|of| {
            let ask = self.ask_in(open, of, settled, over)?;
            let is_in_it = ask.at < of.ends || is_last_marked(open, of.phase);
            (is_in_it && ask.at < over).then_some(ask)
        })
    }

    /// The phases from the open one on. They begin as they are marked; behind the last mark it goes
    /// by the plan from there on.
    fn phases_by_plan(&self, open: &OpenQuestion<'_>) -> Vec<PlannedPhase> {
        let mut phases = Vec::new();
        let Some(mut began) = open.run.phase_began() else { return phases };
        for phase in open.run.phase()..open.plan.phases.len() {
            let Some(ends) = self.after(began, lasts(open, phase)) else { break };
            phases.push(PlannedPhase { phase, began, ends });
            began = ends;
        }
        phases
    }

    /// The phase that what is asked for belongs to: where an interviewer asks, the one that they
    /// are in.
    pub(crate) fn asked_phase(&self, open: &OpenQuestion<'_>, at: Elapsed) -> usize {
        let phases = self.phases_by_plan(open);
        let last = phases.iter().rev().find(|of| of.began <= at && open.plan.is_interviewed());
        last.map_or(open.run.phase(), |of| of.phase)
    }

    /// When the open question's time is over: the next one is due then, or the slot's end.
    fn time_over(&self, open: &OpenQuestion<'_>) -> Option<Elapsed> {
        let slot = self.after(open.began, open.slot_plan.length)?;
        if open.question + 1 == open.slot_plan.questions.len() {
            return Some(slot);
        }
        Some(slot.min(self.after(open.shown, open.plan.budget())?))
    }

    /// Those probes among some undone events that were asked for.
    pub(super) fn taken_back_by(&self, undone: &[usize]) -> Vec<TakenBack> {
        let Some(open) = self.open() else { return Vec::new() };
        let events = undone.iter().filter_map(|undone| self.session.events.get(*undone));
        let is_it = |probe: &&ShownProbe| {
            let what = What::Probe { phase: None, id: probe.id, by: probe.by };
            let of_plan = What::Probe { phase: Some(probe.phase), id: probe.id, by: probe.by };
            let mut same = events.clone().filter(|event| event.at == probe.at);
            probe.by == By::Key && same.any(|event| event.what == what || event.what == of_plan)
        };
        let taken = open.run.probes.iter().filter(is_it);
        let back = |of: &ShownProbe| TakenBack { shown: open.shown, phase: of.phase, id: of.id };
        taken.map(back).collect()
    }

    /// What is asked next in a phase of a question whose time is over then.
    fn ask_in(
        &self,
        open: &OpenQuestion<'_>,
        &PlannedPhase { phase, began, .. }: &PlannedPhase,
        settled: Elapsed,
        over: Elapsed,
    ) -> Option<NextAsk> {
        let at = began.max(settled);
        let (budget, left) = (open.plan.phases[phase].budget, self.timeline.running(began, over));
        let of_phase = || open.run.probes.iter().filter(|probe| probe.phase == phase);
        if left < budget && of_phase().count() >= open.plan.probes_fitting(phase, left + LATE) {
            return None;
        }
        // A mark that begins a phase opens it.
        let opens = phase > open.run.phase() && open.plan.is_interviewed();
        let opening = open.run.opening(open.plan, phase, at);
        let is_back =
            |id: usize| self.taken_back(open).contains(open.plan.probes(phase)[id].as_str());
        let opening = opening.filter(|id| opens && !open.run.has_opened(phase) && !is_back(*id));
        if let Some(id) = opening {
            return Some(NextAsk { phase, id, by: By::Opening, at });
        }
        let asked = of_phase().filter(|probe| probe.by != By::Opening).count();
        let after = Duration::from_secs(u64::from(*open.plan.phases[phase].asks.get(asked)?));
        // Of what is left, the same share.
        let share = if left < budget { left.div_duration_f64(budget) } else { 1.0 };
        let after = after.mul_f64(share);
        let at = self.after(began, after)?.max(settled);
        let id = next_probe(open.plan, open.run, phase, self.taken_back(open))?;
        Some(NextAsk { phase, id, by: By::Interviewer, at })
    }

    /// The earliest time at which anything can be asked on top.
    pub(super) fn settled(&self, open: &OpenQuestion<'_>) -> Option<Elapsed> {
        let probe = last_probe(open).map(|probe| probe.at);
        let pressed = open.run.pressed.last().map(|(at, _)| *at);
        let last = probe.max(pressed).max(open.run.twist).unwrap_or(open.shown);
        let settled = self.after(last.max(open.shown), SETTLING)?;
        let thought = open.run.last_think().and_then(|think| think.to);
        match thought {
            Some((ended, _)) => Some(settled.max(self.after(ended, AFTER_THINK)?)),
            None => Some(settled),
        }
    }

    /// What was asked for in the open question and taken back, in words: nobody asks it again.
    fn taken_back<'o>(&self, open: &OpenQuestion<'o>) -> BTreeSet<&'o str> {
        let (plan, here) = (open.plan, self.taken_back.iter().filter(|of| of.shown == open.shown));
        here.filter_map(|of| plan.probes(of.phase).get(of.id)).map(String::as_str).collect()
    }

    pub(super) fn after(&self, from: Elapsed, running: Duration) -> Option<Elapsed> {
        self.timeline.point(Account::Running, from, running)
    }
}

fn last_probe(open: &OpenQuestion<'_>) -> Option<ShownProbe> {
    open.run.probes.iter().copied().max_by_key(|probe| probe.at)
}

/// How long a phase lasts whose end isn't marked: its budget. Who marks phase by phase may have
/// more of one.
fn lasts(open: &OpenQuestion<'_>, phase: usize) -> Duration {
    let budget = open.plan.phases[phase].budget;
    let is_marked = open.run.last_move().is_some_and(|last| last.to == phase && !last.by_answer);
    if is_marked { budget * OVER_BY_HALF / 10 } else { budget }
}

/// Whether a mark says that a question is in its last phase, which goes on until its end.
fn is_last_marked(open: &OpenQuestion<'_>, phase: usize) -> bool {
    !open.run.moves.is_empty() && phase + 1 == open.plan.phases.len() && open.run.phase() == phase
}

/// The probe of a phase that wasn't shown and asks least for what is ticked; the first of those.
fn next_probe(
    plan: &Planned,
    run: &QuestionRun,
    phase: usize,
    taken_back: BTreeSet<&str>,
) -> Option<usize> {
    let items = plan.ticked(phase).into_iter().enumerate();
    let ticked = items.filter(|(item, _)| run.ticked.contains(&(phase, *item)));
    let covered: BTreeSet<String> = ticked.flat_map(|(_, item)| contents(item)).collect();
    let asked = &run.asks(plan) | &taken_back;
    let open = plan.probes(phase).iter().enumerate();
    let open = open.filter(|(_, probe)| !asked.contains(probe.as_str()));
    let asks_again = |probe: &str| contents(probe).filter(|word| covered.contains(word)).count();
    open.min_by_key(|(id, probe)| (asks_again(probe), *id)).map(|(id, _)| id)
}

/// What a text is about.
fn contents(text: &str) -> impl Iterator<Item = String> + '_ {
    tokens(text).filter_map(|word| content(&word))
}
