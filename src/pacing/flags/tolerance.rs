//! How far past its limit a measure may be before it is a flag: what is less is a note, and its
//! verdict is on time. Nobody practises for two seconds. The numbers are ours, and no setting: a
//! limit is what one sets. Phases and slots have theirs in their limits.
//!
//! A time is judged as it is told: what reads alike stands alike, and a reader who takes the limit
//! from the value gets what was weighed.

use std::time::Duration;

use crate::round::limits::{Limit, Verdict};
use crate::time::TimeStep;

/// How far past its limit a measure may be, and in what steps it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tolerance {
    /// What is less than this past its limit is a note.
    under: Duration,
    pub(crate) step: TimeStep,
}

/// Of a first answer, marked or said in the review.
pub(crate) const FIRST_ANSWER: Tolerance = Tolerance::seconds(10);
/// Of first words.
pub(crate) const FIRST_WORDS: Tolerance = Tolerance::seconds(3);
/// Of a silent stretch.
pub(crate) const SILENCE: Tolerance = Tolerance::seconds(2);
/// Of a pause inside a told answer: half a second, so that is told in tenths.
pub(crate) const PAUSE: Tolerance =
    Tolerance { under: Duration::from_millis(500), step: TimeStep::Tenth };
/// Of the length of a told answer.
pub(crate) const ANSWER: Tolerance = Tolerance::seconds(5);
/// Of a phase, which has its own in its limit.
pub(crate) const PHASE: Tolerance = Tolerance::seconds(0);
/// Of the parts of a told answer, in points of the whole.
pub(crate) const STAR_POINTS: u64 = 3;

impl Tolerance {
    const fn seconds(under: u64) -> Self {
        Self { under: Duration::from_secs(under), step: TimeStep::Second }
    }

    /// How far a value is past a limit, as both are told.
    pub(crate) fn past(self, value: Duration, limit: Duration) -> Duration {
        self.step.told(value).saturating_sub(self.step.told(limit))
    }

    /// How what may last up to its limit stands.
    pub(crate) fn up_to(self, limit: Limit, value: Duration) -> Verdict {
        self.weighed(self.limit(limit).up_to(self.step.told(value)), self.past(value, limit.late))
    }

    /// How what must stay below its limit stands; `None` where it does.
    pub(crate) fn below(self, limit: Limit, value: Duration) -> Option<Verdict> {
        let verdict = self.limit(limit).below(self.step.told(value));
        let is_past = verdict != Verdict::OnTime;
        is_past.then(|| self.weighed(verdict, self.past(value, limit.late)))
    }

    /// From where on what is past a limit is a flag: by a step where nothing is tolerated.
    pub(crate) fn flag(self, limit: Duration) -> Duration {
        self.step.told(limit) + self.under.max(self.step.least())
    }

    /// How a measure stands that is past its limit by so much.
    pub(super) fn weighed(self, verdict: Verdict, past: Duration) -> Verdict {
        if past < self.under { Verdict::OnTime } else { verdict }
    }

    fn limit(self, limit: Limit) -> Limit {
        let told = |time| self.step.told(time);
        Limit { late: told(limit.late), very_late: told(limit.very_late) }
    }

    /// `tolerance under 10 s`, `tolerance under 0.5 s`.
    pub(super) fn said(self) -> String {
        format!("tolerance under {} s", self.under.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_that_read_alike_stand_alike() {
        let limit = Limit { late: Duration::from_millis(4500), very_late: Duration::from_secs(10) };
        for (tolerance, value, reads, up_to, below) in [
            (ANSWER, 4900, "0:04", Verdict::OnTime, Some(Verdict::OnTime)),
            (ANSWER, 8999, "0:08", Verdict::OnTime, Some(Verdict::OnTime)),
            (ANSWER, 9000, "0:09", Verdict::Late, Some(Verdict::Late)),
            (ANSWER, 10_999, "0:10", Verdict::Late, Some(Verdict::VeryLate)),
            (ANSWER, 11_000, "0:11", Verdict::VeryLate, Some(Verdict::VeryLate)),
            (PAUSE, 4499, "0:04.4", Verdict::OnTime, None),
            (PAUSE, 4999, "0:04.9", Verdict::OnTime, Some(Verdict::OnTime)),
            (PAUSE, 5099, "0:05", Verdict::Late, Some(Verdict::Late)),
        ] {
            let value = Duration::from_millis(value);
            assert_eq!(tolerance.step.write(value), reads);
            assert_eq!(tolerance.up_to(limit, value), up_to, "{reads}");
            assert_eq!(tolerance.below(limit, value), below, "{reads}");
            assert_eq!(value >= tolerance.flag(limit.late), up_to != Verdict::OnTime, "{reads}");
        }
    }
}
