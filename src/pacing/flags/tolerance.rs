//! How far past its limit a measure may be before it is a flag: what is less is a note, and its
//! verdict is on time. Nobody practises for two seconds. The numbers are ours, and no setting: a
//! limit is what one sets. Phases and slots have theirs in their limits.

use std::time::Duration;

use crate::round::limits::Verdict;

/// Of a first answer, marked or said in the review.
pub(crate) const FIRST_ANSWER: Duration = Duration::from_secs(10);
/// Of first words.
pub(super) const FIRST_WORDS: Duration = Duration::from_secs(3);
/// Of a silent stretch.
pub(crate) const SILENCE: Duration = Duration::from_secs(2);
/// Of a pause inside a told answer.
pub(crate) const PAUSE: Duration = Duration::from_millis(500);
/// Of the length of a told answer.
pub(crate) const ANSWER: Duration = Duration::from_secs(5);
/// Of the parts of a told answer: three points, as a share of the whole.
pub(super) const STAR_SHARE: f64 = 0.03;

/// How a measure stands that is past its limit by so much.
pub(crate) fn weighed(verdict: Verdict, past: Duration, tolerance: Duration) -> Verdict {
    if past < tolerance { Verdict::OnTime } else { verdict }
}

/// `tolerance 10 s`, `tolerance 0.5 s`.
pub(super) fn said(tolerance: Duration) -> String {
    format!("tolerance {} s", tolerance.as_secs_f64())
}
