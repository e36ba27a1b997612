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

/// A probe that was shown is taken up within so much running time.
const FRESH: Duration = Duration::from_secs(120);

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
        self.timeline.point(Account::Running, next.at, patience)
    }

    /// The interviewer asks what is next.
    pub(super) fn ask(&mut self, at: Elapsed) {
        let Some(open) = self.open() else { return };
        let Some(NextAsk { phase, id, by, .. }) = self.next_ask(&open) else { return };
        self.record(at, What::Probe { phase: Some(phase), id, by });
    }

    /// Whether the interviewer waits for a pause to ask something.
    pub(crate) fn awaits_pause(&self, at: Elapsed) -> bool {
        let next = self.open().and_then(|open| self.next_ask(&open));
        self.is_heard && next.is_some_and(|next| next.at <= at)
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
        let settled = self.settled(open)?;
        // Phases begin as they are marked; behind the last mark it goes by the plan from there on.
        let mut began = open.run.phase_began()?;
        for phase in open.run.phase()..open.plan.phases.len() {
            let ends = self.after(began, lasts(open, phase))?;
            if let Some(ask) = self.ask_in(open, phase, began, settled)
                && (ask.at < ends || is_last_marked(open, phase))
            {
                return Some(ask);
            }
            began = ends;
        }
        None
    }

    /// What is asked next in a phase that begins then.
    fn ask_in(
        &self,
        open: &OpenQuestion<'_>,
        phase: usize,
        began: Elapsed,
        settled: Elapsed,
    ) -> Option<NextAsk> {
        let at = began.max(settled);
        // A mark that begins a phase opens it.
        let opens = phase > open.run.phase() && open.plan.is_interviewed();
        let opening = open.run.opening(open.plan, phase, at);
        if let Some(id) = opening.filter(|_| opens && !open.run.has_opened(phase)) {
            return Some(NextAsk { phase, id, by: By::Opening, at });
        }
        let asked = open.run.probes.iter().filter(|probe| probe.phase == phase);
        let asked = asked.filter(|probe| probe.by != By::Opening).count();
        let after = Duration::from_secs(u64::from(*open.plan.phases[phase].asks.get(asked)?));
        let at = self.after(began, after)?.max(settled);
        let id = next_probe(open.plan, open.run, phase)?;
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
fn next_probe(plan: &Planned, run: &QuestionRun, phase: usize) -> Option<usize> {
    let items = plan.ticked(phase).into_iter().enumerate();
    let ticked = items.filter(|(item, _)| run.ticked.contains(&(phase, *item)));
    let covered: BTreeSet<String> = ticked.flat_map(|(_, item)| contents(item)).collect();
    let (asked, probes) = (run.asks(plan), plan.probes(phase).iter().enumerate());
    let open = probes.filter(|(_, probe)| !asked.contains(probe.as_str()));
    let asks_again = |probe: &str| contents(probe).filter(|word| covered.contains(word)).count();
    open.min_by_key(|(id, probe)| (asks_again(probe), *id)).map(|(id, _)| id)
}

/// What a text is about.
fn contents(text: &str) -> impl Iterator<Item = String> + '_ {
    tokens(text).filter_map(|word| content(&word))
}
