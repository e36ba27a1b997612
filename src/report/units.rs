//! How a value of a measure reads, and the difference of two: a rule for each unit, for every
//! report.

use std::time::Duration;

use crate::pacing::measures::{Bounds, Reading, StandIn, Unit};
use crate::round::limits::percent;
use crate::time::m_ss;

/// What machines call a unit.
pub(super) fn word(unit: Unit) -> &'static str {
    match unit {
        Unit::Seconds => "s",
        Unit::Share => "share",
        Unit::Count => "count",
        Unit::Rating => "rating",
        Unit::Tenths => "s",
        Unit::PerSecond => "per-s",
        Unit::PerMinute => "per-min",
    }
}

/// A value as it is read: `5:10`, `62%`, `3`, `2.5`.
pub(super) fn value(unit: Unit, value: f64) -> String {
    match unit {
        Unit::Seconds => m_ss(duration(value)),
        Unit::Share => format!("{}%", percent(value)),
        Unit::Count | Unit::PerMinute => format!("{value:.0}"),
        Unit::Rating | Unit::PerSecond => format!("{value:.1}"),
        Unit::Tenths => format!("{value:.1} s"),
    }
}

/// A value as far as it was measured: `5:10`, `at least 11:15`, `never`.
pub(super) fn reading(unit: Unit, of: Reading) -> String {
    match of.stand_in {
        StandIn::Nothing => value(unit, of.value),
        StandIn::Part => format!("at least {}", value(unit, of.value)),
        StandIn::All => "never".to_string(),
    }
}

/// The same, or `-` where it is not known.
pub(super) fn known(unit: Unit, of: Option<Reading>) -> String {
    of.map_or_else(|| "-".to_string(), |of| reading(unit, of))
}

/// Whether two read alike.
pub(super) fn reads_alike(unit: Unit, a: Reading, b: Reading) -> bool {
    if a.is_measured() && b.is_measured() {
        return is_same(unit, a.value, b.value);
    }
    reading(unit, a) == reading(unit, b)
}

/// The second of two values less the first, as it is read: `-1:20`, `+9 points`, `+0.5`, `0:00`. It
/// is the difference of the values as they are shown, the one that a reader works out.
pub(super) fn difference(unit: Unit, a: f64, b: f64) -> String {
    let by = steps(unit, b) - steps(unit, a);
    let sign = match by {
        0.0 => "",
        more if more > 0.0 => "+",
        _ => "-",
    };
    format!("{sign}{}", size(unit, by.abs()))
}

/// Whether two values read alike.
pub(super) fn is_same(unit: Unit, a: f64, b: f64) -> bool {
    steps(unit, a) == steps(unit, b)
}

/// A value, or the limit that it reads like: what can't be told from its limit is not past it.
pub(super) fn as_shown(unit: Unit, value: f64, bounds: &Bounds) -> f64 {
    bounds.all().find(|limit| is_same(unit, value, *limit)).unwrap_or(value)
}

/// How many of the smallest steps that are shown a value has.
fn steps(unit: Unit, value: f64) -> f64 {
    match unit {
        Unit::Seconds => duration(value).as_secs() as f64,
        Unit::Share => percent(value) as f64,
        Unit::Count | Unit::PerMinute => value.round(),
        Unit::Rating | Unit::Tenths | Unit::PerSecond => (value * 10.0).round(),
    }
}

fn size(unit: Unit, steps: f64) -> String {
    match unit {
        Unit::Seconds => m_ss(duration(steps)),
        Unit::Share if steps == 1.0 => "1 point".to_string(),
        Unit::Share => format!("{steps:.0} points"),
        Unit::Count | Unit::PerMinute => format!("{steps:.0}"),
        Unit::Rating | Unit::PerSecond => format!("{:.1}", steps / 10.0),
        Unit::Tenths => format!("{:.1} s", steps / 10.0),
    }
}

fn duration(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds.clamp(0.0, 1e9))
}

/// To three places: milliseconds, thousandths.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_those_of_the_values_that_are_shown() {
        for (unit, a, b, expected) in [
            (Unit::Seconds, 2290.9, 2097.1, "-3:13"),
            (Unit::Seconds, 1.9, 2.0, "+0:01"),
            (Unit::Seconds, 2.0, 2.9, "0:00"),
            (Unit::Share, 0.5, 0.514, "+1 point"),
            (Unit::Share, 0.6, 0.52, "-8 points"),
            (Unit::Share, 0.5, 0.5, "0 points"),
            (Unit::Count, 2.0, 5.0, "+3"),
            (Unit::Rating, 2.96, 2.5, "-0.5"),
            (Unit::PerSecond, 4.64, 5.55, "+1.0"),
            (Unit::PerMinute, 14.4, 12.6, "-1"),
            (Unit::Tenths, 3.12, 2.9, "-0.2 s"),
        ] {
            assert_eq!(difference(unit, a, b), expected, "{a} to {b}");
            assert_eq!(is_same(unit, a, b), expected.starts_with('0'), "{a} to {b}");
        }
    }

    #[test]
    fn a_time_reads_as_everywhere_else() {
        assert_eq!(value(Unit::Seconds, 366.9), "6:06");
        assert_eq!(value(Unit::Share, 0.625), "63%");
        assert_eq!(value(Unit::Share, 0.285), "29%", "half of one, a hair below");
        assert_eq!(known(Unit::Rating, Some(Reading::measured(2.5))), "2.5");
        assert_eq!(known(Unit::Count, None), "-");
    }
}
