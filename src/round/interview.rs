//! When an interviewer asks without being asked to: a few moments in each phase, drawn with the
//! round, so that the session says them and its seed alone decides.

use std::time::Duration;

use rand_chacha::rand_core::Rng;

use super::{Planned, Round, draw};
use crate::word::Word;

/// Most probes in a phase that isn't made of them, the one that it opens with among them.
const MOST: usize = 2;

/// What a probe and its answer take; a phase has room for as many as fit its budget.
const TAKES: Duration = Duration::from_secs(90);

/// What follows the walk through a project is made of probes: one in each so much of it.
const POKED: Duration = Duration::from_secs(4 * 60 + 30);

/// A probe comes in the middle of its share of the phase: from here on …
const EARLIEST: f64 = 0.35;

/// … and for so much of the share.
const SPREAD: f64 = 0.4;

/// Where a phase is made of probes and one opens it, the others follow a share apart: they come by
/// so much of a share sooner than in its middle.
const SOONER: f64 = EARLIEST + SPREAD / 2.0;

/// How an interviewer asks during the answers, unasked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Interviewer {
    /// Nobody asks.
    Off,
    /// What is asked is shown.
    #[default]
    Quiet,
    /// It is said aloud, too, and so is the question.
    Talking,
}

impl Word for Interviewer {
    fn word(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Quiet => "quiet",
            Self::Talking => "talking",
        }
    }
}

impl Round {
    /// Has an interviewer ask in what is a conversation.
    pub(crate) fn interview(&mut self) {
        let seed = self.seed;
        for planned in self.slots.iter_mut().flat_map(|slot| &mut slot.questions) {
            if planned.question.kind().is_conversation() {
                planned.interview(seed);
            }
        }
    }
}

impl Planned {
    /// Whether an interviewer asks in it unasked for.
    pub(crate) fn is_interviewed(&self) -> bool {
        self.phases.iter().any(|phase| !phase.asks.is_empty())
    }

    /// What is on no checklist is asked about once the answer is told; in a story nobody breaks in.
    fn takes_probes(&self, phase: usize) -> bool {
        self.notes(phase).is_some() || self.is_after_answer(phase)
    }

    /// Whether a phase is made of probes.
    fn is_poked(&self, phase: usize) -> bool {
        self.question.kind().is_poked() && self.is_after_answer(phase)
    }

    /// How many probes a phase has room for.
    fn most_probes(&self, phase: usize) -> usize {
        self.probes_fitting(phase, self.phases[phase].budget)
    }

    /// How many probes a phase has room for in so much time.
    pub(crate) fn probes_fitting(&self, phase: usize, budget: Duration) -> usize {
        let fit = |each: Duration| usize::try_from(budget.as_secs() / each.as_secs());
        let few = fit(TAKES).unwrap_or(MOST).min(MOST);
        if self.is_poked(phase) { fit(POKED).unwrap_or(MOST).max(few) } else { few }
    }

    fn interview(&mut self, seed: u64) {
        let mut numbers = draw::numbers(seed, &self.question.id);
        // The first one is the question's place in the draw.
        numbers.next_u64();
        for phase in 0..self.phases.len() {
            let probes = if self.takes_probes(phase) { self.probes(phase).len() } else { 0 };
            let budget = self.phases[phase].budget;
            let all = self.most_probes(phase).min(probes);
            let opening = usize::from(self.opens_with_probe(phase));
            let sooner = if opening > 0 && self.is_poked(phase) { SOONER } else { 0.0 };
            let mut asks = Vec::new();
            for ask in opening..all {
                let within = EARLIEST + SPREAD * (f64::from(numbers.next_u32()) / 2.0_f64.powi(32));
                let share = (ask as f64 + within - sooner) / all as f64;
                let after = budget.mul_f64(share).as_secs();
                asks.push(u32::try_from(after).unwrap_or(u32::MAX));
            }
            self.phases[phase].asks = asks;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::round::bank::Bank;
    use crate::round::draw::Wishes;
    use crate::round::limits::Limits;
    use crate::round::template::{self, Template};

    fn round(template: &str, seed: u64) -> Round {
        let text = template::builtin(template).unwrap();
        let template = Template::parse(template, template, text).unwrap();
        let wishes = Wishes { seed, ..Wishes::default() };
        let bank = Bank::with_builtin(&[]).unwrap();
        let mut round = draw::build(&template, &bank, &Limits::default(), &wishes).unwrap();
        round.interview();
        round
    }

    #[test]
    fn a_phase_has_as_many_as_fit_it_and_never_more_than_two() {
        for seed in 0..20 {
            let round = round("ml-onsite", seed);
            for planned in round.slots.iter().flat_map(|slot| &slot.questions) {
                for (phase, plan) in planned.phases.iter().enumerate() {
                    let opening = usize::from(planned.opens_with_probe(phase));
                    let asks = plan.asks.len();
                    assert!(asks + opening <= MOST.min(planned.probes(phase).len()));
                    assert!(TAKES * u32::try_from(asks).unwrap() <= plan.budget);
                    let seconds = plan.budget.as_secs();
                    assert!(plan.asks.iter().all(|ask| u64::from(*ask) < seconds));
                    assert!(plan.asks.is_sorted());
                    let is_asked = planned.question.kind().is_conversation();
                    assert!(is_asked || plan.asks.is_empty(), "{}", planned.question.id);
                }
                let is_story = planned.question.kind().is_story();
                let told = planned.phases.iter().take_while(|phase| !phase.ends_with_answer);
                assert!(!is_story || told.clone().all(|phase| phase.asks.is_empty()));
            }
            let design = &round.slots[2].questions[0];
            assert!(design.phases.iter().filter(|phase| !phase.asks.is_empty()).count() >= 4);
        }
    }

    #[test]
    fn a_project_is_poked_at_about_every_five_minutes() {
        for seed in 0..20 {
            let round = round("deep-dive-45", seed);
            let planned = &round.slots[0].questions[0];
            assert!(planned.phases[0].asks.is_empty(), "nobody breaks into the walk-through");
            // The first of the eight opens the phase.
            let mut times: Vec<u32> = vec![0];
            times.extend(&planned.phases[1].asks);
            assert_eq!(times.len(), 8);
            for pair in times.windows(2) {
                assert!((180..=420).contains(&(pair[1] - pair[0])), "{seed}: {times:?}");
            }
            // The first that comes by itself is as far from the opening as the rest are apart.
            assert!((240..=360).contains(&times[1]), "{seed}: {times:?}");
            assert!(times[7] < 2400 - 60, "{times:?}");
        }
        // A short one has as many as any phase so long.
        let mut round = round("deep-dive-45", 1);
        round.slots[0].questions[0].phases[1].budget = Duration::from_secs(3 * 60);
        round.interview();
        assert_eq!(round.slots[0].questions[0].phases[1].asks.len(), 1);
    }

    #[test]
    fn the_seed_decides_and_nothing_else() {
        assert_eq!(round("ml-onsite", 7), round("ml-onsite", 7));
        let asks = |seed| {
            let round = round("ml-design-drill", seed);
            round.slots[0].questions[0].phases.iter().map(|of| of.asks.clone()).collect::<Vec<_>>()
        };
        assert!((0..20).any(|seed| asks(seed) != asks(seed + 1)));
    }
}
