//! What an interviewer does on purpose, to see how a candidate takes it: breaks in while they talk,
//! and asks what they would cut when five minutes are left. It is drawn with the round, so that the
//! session says it and its seed alone decides. A design's change is the third; the question has it.

use std::time::Duration;

use rand_chacha::rand_core::Rng;
use serde::{Deserialize, Serialize};

use super::{Planned, Round, draw};

/// What an interviewer breaks in with, and what a good reaction does.
const BREAKS_IN: [(&str, &str); 4] = [
    (
        "Sorry, let me stop you there: what is the one thing I should take from this?",
        "says it in one sentence, asks whether that answers it, and goes on where it broke off",
    ),
    (
        "Hold on, I lost you. Where are we?",
        "names the part it is in and what is left, in a sentence or two, and goes on from there",
    ),
    (
        "I don't agree with that last step. Convince me.",
        "asks which part, gives its reason and what speaks against it, decides, and goes on",
    ),
    (
        "Let's leave that. What comes next?",
        "closes it in half a sentence, notes aloud what stays open, and begins the next part",
    ),
];

/// What an interviewer asks five minutes before a slot's end.
pub(crate) const WHAT_TO_CUT: &str = "what would you cut?";

/// What a good reaction to that does.
pub(crate) const GOOD_CUT: &str =
    "names what is left, drops or halves one part and says why that one, and ends in time";

/// An interruption comes between these shares of the time in which the candidate talks alone.
const EARLIEST: f64 = 0.4;
const SPREAD: f64 = 0.4;

/// Time for an answer that has less is left whole.
const SHORTEST: Duration = Duration::from_secs(120);

/// What is done on purpose in a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct PressurePlan {
    /// From when on the interviewer breaks in, once the candidate talks: seconds of running time
    /// since the question was shown. Not at all, where its time is short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<u32>,
    /// What they say then.
    pub says: String,
    /// What a good reaction does.
    pub good: String,
}

impl Round {
    /// Has an interviewer press on purpose.
    pub(crate) fn press(&mut self) {
        let seed = self.seed;
        for planned in self.slots.iter_mut().flat_map(|slot| &mut slot.questions) {
            planned.pressure = Some(planned.pressing(seed));
        }
    }
}

impl Planned {
    fn pressing(&self, seed: u64) -> PressurePlan {
        // Of the question's numbers the first is its place in the draw.
        let mut numbers = draw::numbers(seed, &self.question.id);
        numbers.next_u64();
        let word = numbers.next_u64();
        let (says, good) = BREAKS_IN[usize::try_from(word % 4).unwrap_or_default()];
        let told = self.answer_phase().filter(|_| self.opens_with_probe_after_answer());
        let alone = told.map_or(self.budget(), |phase| self.planned_start(phase + 1));
        let within = EARLIEST + SPREAD * ((word >> 32) as f64 / 2.0_f64.powi(32));
        let after = u32::try_from(alone.mul_f64(within).as_secs()).ok();
        let after = after.filter(|_| alone >= SHORTEST);
        PressurePlan { after, says: says.to_string(), good: good.to_string() }
    }

    /// Whether others speak once its answer is told.
    fn opens_with_probe_after_answer(&self) -> bool {
        self.question.kind().opens_with_follow_up()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{behavioral, coding, design};

    fn pressed(seed: u64) -> Round {
        let (template, title) = ("mine".to_string(), "Mine".to_string());
        let slots = vec![coding(), design(), behavioral()];
        let mut round = Round { template, title, seed, slots };
        round.press();
        round
    }

    #[test]
    fn an_interruption_comes_while_the_candidate_talks_alone_and_the_seed_decides() {
        let mut said = std::collections::BTreeSet::new();
        for seed in 0..30 {
            let round = pressed(seed);
            assert_eq!(round, pressed(seed));
            for planned in round.slots.iter().flat_map(|slot| &slot.questions) {
                let plan = planned.pressure.as_ref().unwrap();
                said.insert(plan.says.clone());
                let Some(after) = plan.after else {
                    continue;
                };
                let after = Duration::from_secs(u64::from(after));
                assert!(after < planned.budget());
                if planned.question.kind().is_story() {
                    let told = planned.planned_start(planned.answer_phase().unwrap() + 1);
                    assert!(after < told);
                }
            }
        }
        assert_eq!(said.len(), BREAKS_IN.len());
    }
}
