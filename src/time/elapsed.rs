//! A point of a session's time.

use std::ops::{Add, Sub};
use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::seconds;

/// A point on the session's one clock: time since the round began, through pauses, breaks and gaps.
/// Whole milliseconds; in files seconds, e.g. `430.512`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Elapsed(u64);

impl Elapsed {
    /// When the round began.
    pub const ZERO: Self = Self(0);

    /// The last point there is, 10⁹ seconds (31 years) after the round began: what a file can hold.
    /// Only a clock that runs many times faster than real time gets there.
    pub const LAST: Self = Self(1_000_000_000_000);

    /// The point this long after the round began; less than a millisecond is cut off. Past
    /// [`Elapsed::LAST`] it is that.
    pub const fn new(since_began: Duration) -> Self {
        if since_began.as_secs() >= Self::LAST.0 / 1000 {
            return Self::LAST;
        }
        Self(since_began.as_secs() * 1000 + since_began.subsec_millis() as u64)
    }

    /// The point this many whole seconds after the round began; at most [`Elapsed::LAST`].
    pub const fn from_secs(seconds: u64) -> Self {
        Self::new(Duration::from_secs(seconds))
    }

    /// The point so many milliseconds after the round began; at most [`Elapsed::LAST`].
    #[inline]
    pub(crate) const fn from_millis(millis: u64) -> Self {
        if millis > Self::LAST.0 { Self::LAST } else { Self(millis) }
    }

    /// Milliseconds since the round began.
    #[inline]
    pub(crate) const fn millis(self) -> u64 {
        self.0
    }

    /// Time since the round began.
    #[inline]
    pub const fn since_began(self) -> Duration {
        Duration::from_millis(self.0)
    }

    /// The point so much earlier, or the beginning.
    pub(crate) fn before(self, earlier: Duration) -> Self {
        Self::new(self.since_began().saturating_sub(earlier))
    }
}

impl Add<Duration> for Elapsed {
    type Output = Self;

    #[inline]
    fn add(self, later: Duration) -> Self {
        Self::new(self.since_began().saturating_add(later))
    }
}

/// The time from one point to another; zero where the other is later.
impl Sub for Elapsed {
    type Output = Duration;

    #[inline]
    fn sub(self, earlier: Self) -> Duration {
        Duration::from_millis(self.0.saturating_sub(earlier.0))
    }
}

impl Serialize for Elapsed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        seconds::serialize(&self.since_began(), serializer)
    }
}

impl<'de> Deserialize<'de> for Elapsed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        seconds::deserialize(deserializer).map(Self::new)
    }
}
