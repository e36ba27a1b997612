//! A duration in files: seconds with milliseconds, e.g. `430.512`.

use std::time::Duration;

use serde::{Deserialize, Deserializer, Serializer, de::Error};

/// Seconds of a TOML number as a duration, to the millisecond.
///
/// # Errors
/// Below zero, not a number, or above 10⁹ seconds (31 years).
pub(crate) fn from_f64(seconds: f64) -> Result<Duration, String> {
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
pub(crate) fn to_f64(time: Duration) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "exact up to 2^53 ms")]
    {
        time.as_millis() as f64 / 1000.0
    }
}

/// Serde: a duration as seconds with milliseconds, e.g. `430.512`.
///
/// # Errors
/// Only those of the serializer.
pub(crate) fn serialize<S: Serializer>(value: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(to_f64(*value))
}

/// Serde: seconds as a duration.
///
/// # Errors
/// What [`from_f64`] refuses.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Duration, D::Error> {
    from_f64(f64::deserialize(deserializer)?).map_err(D::Error::custom)
}
