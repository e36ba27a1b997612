//! The round's clock: one reading a frame, counting through suspend, `speed` times as fast as real
//! time. Linux: `CLOCK_BOOTTIME`. macOS: `CLOCK_MONOTONIC`, which counts through sleep there.
//! Windows: `Instant`.

use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

use crate::time::Elapsed;

/// One reading of all clocks: what a frame goes by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Now {
    /// The time of the round.
    pub(crate) at: Elapsed,
    /// The [`reading`] that it was taken from.
    pub(crate) reading: Duration,
    /// The same moment as other processes count it, as [`stamp`] does.
    pub(crate) stamp: Duration,
    /// The same moment on the wall clock.
    pub(crate) wall: Timestamp,
}

impl Now {
    /// Local time, for printing and for measuring time away.
    pub(crate) fn wall(&self) -> ZonedDateTime {
        self.wall.to_zoned_datetime(zone().unwrap_or_else(TimeZone::unknown))
    }
}

/// The clock of a running round.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    origin: Duration,
    offset: Elapsed,
    speed: f64,
}

impl Clock {
    /// A clock that shows `offset` now.
    pub(crate) fn starting_at(offset: Elapsed, speed: f64) -> Self {
        Self { origin: reading(), offset, speed }
    }

    /// A clock that shows `offset` at a [`reading`].
    #[cfg(test)]
    pub(crate) fn starting(origin: Duration, offset: Elapsed, speed: f64) -> Self {
        Self { origin, offset, speed }
    }

    /// Reads all clocks, once.
    #[expect(clippy::disallowed_methods, reason = "this is where clocks are read")]
    pub(crate) fn read(&self) -> Now {
        let reading = reading();
        let stamp = if cfg!(unix) { reading } else { stamp() };
        Now { at: self.at_reading(reading), reading, stamp, wall: Timestamp::now() }
    }

    /// The time of the round at a [`stamp`] taken in this or another process; never after now,
    /// never before the clock was started.
    pub(crate) fn at_stamp(&self, now: &Now, taken: Duration) -> Elapsed {
        let ago = now.stamp.saturating_sub(taken).mul_f64(self.speed);
        Elapsed::new(now.at.since_began().saturating_sub(ago)).max(self.offset)
    }

    /// The time of the round at a [`reading`] of its clock; never before the clock was started.
    pub(crate) fn at_reading(&self, reading: Duration) -> Elapsed {
        self.offset + reading.saturating_sub(self.origin).mul_f64(self.speed)
    }

    /// Real time from one point of the round to another.
    pub(crate) fn real(&self, from: Elapsed, to: Elapsed) -> Duration {
        (to - from).div_f64(self.speed)
    }
}

/// Whether local time is known: where it isn't, it is UTC.
pub(crate) fn knows_the_zone() -> bool {
    zone().is_some()
}

/// The system's time zone, or the one that `TZ` says.
#[expect(
    clippy::disallowed_methods,
    reason = "it says of what jiff takes from TZ what jiff doesn't"
)]
fn zone() -> Option<TimeZone> {
    let known = TimeZone::try_system().ok().filter(|zone| !zone.is_unknown());
    known.or_else(|| without_rules(&std::env::var("TZ").ok()?))
}

/// A zone such as `CET-1CEST`, which has summer time and doesn't say when: as C libraries have it,
/// from the second Sunday of March to the first of November.
fn without_rules(zone: &str) -> Option<TimeZone> {
    TimeZone::posix(&format!("{zone},M3.2.0,M11.1.0")).ok()
}

/// Wall-clock time, for printing and for measuring time away.
#[expect(clippy::disallowed_methods, reason = "this is where the wall clock is read")]
pub(crate) fn wall() -> ZonedDateTime {
    Timestamp::now().to_zoned_datetime(zone().unwrap_or_else(TimeZone::unknown))
}

/// A reading that two processes on one machine can compare.
#[cfg(unix)]
pub(crate) fn stamp() -> Duration {
    reading()
}

/// A reading that two processes on one machine can compare.
#[cfg(windows)]
#[expect(clippy::disallowed_methods, reason = "this is where clocks are read")]
pub(crate) fn stamp() -> Duration {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default()
}

/// A reading of the clock that the round runs on, from an arbitrary origin.
#[cfg(unix)]
pub(crate) fn reading() -> Duration {
    #[cfg(target_os = "linux")]
    const CLOCK: rustix::time::ClockId = rustix::time::ClockId::Boottime;
    #[cfg(not(target_os = "linux"))]
    const CLOCK: rustix::time::ClockId = rustix::time::ClockId::Monotonic;
    let time = rustix::time::clock_gettime(CLOCK);
    let seconds = u64::try_from(time.tv_sec).unwrap_or_default();
    Duration::new(seconds, u32::try_from(time.tv_nsec).unwrap_or_default())
}

/// A reading of the clock that the round runs on, from an arbitrary origin.
#[cfg(windows)]
#[expect(clippy::disallowed_methods, reason = "this is where clocks are read")]
pub(crate) fn reading() -> Duration {
    use std::sync::OnceLock;
    use std::time::Instant;
    static ORIGIN: OnceLock<Instant> = OnceLock::new();
    ORIGIN.get_or_init(Instant::now).elapsed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_that_says_no_rules_has_those_of_the_c_library() {
        let offset = |zone: &str, at: &str| {
            let at: Timestamp = at.parse().unwrap();
            at.to_zoned_datetime(without_rules(zone).unwrap()).offset().seconds() / 3600
        };
        for (zone, winter, summer) in [("CET-1CEST", 1, 2), ("EST5EDT", -5, -4)] {
            assert_eq!(offset(zone, "2026-03-08T00:59:59Z"), winter, "{zone}");
            assert_eq!(offset(zone, "2026-03-09T00:00:00Z"), summer, "{zone}");
            assert_eq!(offset(zone, "2026-11-02T00:00:00Z"), winter, "{zone}");
        }
        for none in ["", "Nowhere/Land", "CET", "CET-1", "CET-1CEST,M3.5.0"] {
            assert!(without_rules(none).is_none(), "{none}");
        }
    }
}
