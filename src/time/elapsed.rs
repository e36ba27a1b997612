//! A point of a session's time.

use std::ops::{Add, Sub};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::seconds;

/// A point on the session's one clock: time since the round began, through pauses, breaks and gaps.
/// Whole milliseconds; in files seconds, e.g. `430.512`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Elapsed(#[serde(with = "seconds")] Duration);

impl Elapsed {
    /// When the round began.
    pub const ZERO: Self = Self(Duration::ZERO);

    /// The last point there is, 10⁹ seconds (31 years) after the round began: what a file can hold.
    /// Only a clock that runs many times faster than real time gets there.
    pub const LAST: Self = Self(Duration::from_secs(1_000_000_000));

    /// The point this long after the round began; less than a millisecond is cut off. Past
    /// [`Elapsed::LAST`] it is that.
    pub const fn new(since_began: Duration) -> Self {
        if since_began.as_secs() >= Self::LAST.0.as_secs() {
            return Self::LAST;
        }
        Self(Duration::new(since_began.as_secs(), since_began.subsec_millis() * 1_000_000))
    }

    /// The point this many whole seconds after the round began; at most [`Elapsed::LAST`].
    pub const fn from_secs(seconds: u64) -> Self {
        Self::new(Duration::from_secs(seconds))
    }

    /// Time since the round began.
    pub const fn since_began(self) -> Duration {
        self.0
    }

    /// The point so much earlier, or the beginning.
    pub(crate) fn before(self, earlier: Duration) -> Self {
        Self(self.0.saturating_sub(earlier))
    }
}

impl Add<Duration> for Elapsed {
    type Output = Self;

    fn add(self, later: Duration) -> Self {
        Self::new(self.0.saturating_add(later))
    }
}

/// The time from one point to another; zero where the other is later.
impl Sub for Elapsed {
    type Output = Duration;

    fn sub(self, earlier: Self) -> Duration {
        self.0.saturating_sub(earlier.0)
    }
}
