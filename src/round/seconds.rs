//! How times look: seconds with milliseconds in files, `m:ss` on screens, limits as text.

use std::time::Duration;

use serde::{Deserialize, Deserializer, Serializer, de::Error};

/// A time as `7:05`, or `1:02:03` from an hour on; fractions of a second are cut off, as a clock
/// does.
pub fn clock(time: Duration) -> String {
    let s = time.as_secs();
    match s / 3600 {
        0 => format!("{}:{:02}", s / 60, s % 60),
        hours => format!("{hours}:{:02}:{:02}", s / 60 % 60, s % 60),
    }
}

/// Reads what a person types for a time: `7:05`, `1:02:03`, `425` (seconds), `7m 5s`.
pub fn parse_clock(text: &str) -> Option<Duration> {
    let text = text.trim();
    if !text.contains(':') {
        return match text.parse::<u32>() {
            Ok(seconds) => Some(Duration::from_secs(seconds.into())),
            Err(_) => humantime::parse_duration(text).ok(),
        };
    }
    let parts: Vec<u64> = text
        .split(':')
        .map(|part| part.parse::<u32>().ok().map(u64::from))
        .collect::<Option<_>>()?;
    let (hours, minutes, seconds) = match parts[..] {
        [m, s] => (0, m, s),
        [h, m, s] if m < 60 => (h, m, s),
        _ => return None,
    };
    (seconds < 60).then(|| Duration::from_secs(hours * 3600 + minutes * 60 + seconds))
}

/// Seconds of a TOML number as a duration, to the millisecond.
///
/// # Errors
/// Below zero, not a number, or above 10⁹ seconds (31 years).
pub fn from_f64(seconds: f64) -> Result<Duration, String> {
    if !(0.0..=1e9).contains(&seconds) {
        return Err(format!("{seconds:?} is no time in seconds: allowed are 0 to 1e9"));
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range was checked"
    )]
    Ok(Duration::from_millis((seconds * 1000.0).round() as u64))
}

/// A duration as seconds, to the millisecond: the nearest number to what a person would write.
pub fn to_f64(time: Duration) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "exact up to 2^53 ms")]
    {
        time.as_millis() as f64 / 1000.0
    }
}

/// Serde: a duration as seconds with milliseconds, e.g. `430.512`.
///
/// # Errors
/// Only those of the serializer.
pub fn serialize<S: Serializer>(value: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(to_f64(*value))
}

/// Serde: seconds as a duration.
///
/// # Errors
/// What [`from_f64`] refuses.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    from_f64(f64::deserialize(deserializer)?).map_err(D::Error::custom)
}
