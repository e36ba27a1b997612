//! Time: a point of a session, how long it lasts, how it is shown on screens and stands in files.

mod elapsed;
pub(crate) mod optional_seconds;
pub(crate) mod seconds;
pub(crate) mod stretch;

use std::time::Duration;

pub use elapsed::Elapsed;
pub(crate) use stretch::Stretch;

/// A time as `7:05`, or `1:02:03` from an hour on; fractions of a second are cut off, as a clock
/// does.
pub(crate) fn m_ss(time: Duration) -> String {
    let s = time.as_secs();
    match s / 3600 {
        0 => format!("{}:{:02}", s / 60, s % 60),
        hours => format!("{hours}:{:02}:{:02}", s / 60 % 60, s % 60),
    }
}

/// Reads what a person types for a time: `7:05`, `1:02:03`, `425` (seconds), `7m 5s`.
pub(crate) fn parse_m_ss(text: &str) -> Option<Duration> {
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
