//! Time: a point of a session, how long it lasts, how it is shown on screens and stands in files.

mod elapsed;
pub(crate) mod optional_seconds;
pub(crate) mod seconds;
mod step;
pub(crate) mod stretch;

use std::time::Duration;

use crate::apportion::apportion_first;
pub use elapsed::Elapsed;
pub(crate) use step::TimeStep;
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

/// A time cut to whole seconds, as [`m_ss`] shows it.
pub(crate) fn cut(time: Duration) -> Duration {
    Duration::from_secs(time.as_secs())
}

/// Times cut to whole seconds, as [`m_ss`] shows them, that add up to their sum as it is shown.
pub(crate) fn adding_up<const N: usize>(parts: [Duration; N], sum: Duration) -> [Duration; N] {
    let mut cut = parts;
    cut_to(&mut cut, sum);
    cut
}

/// As [`adding_up`], in place.
pub(crate) fn cut_to(parts: &mut [Duration], sum: Duration) {
    cut_to_first(parts, sum, |_| false);
}

/// As [`cut_to`]. Some parts, by their positions, get what cutting lost before the others do.
pub(crate) fn cut_to_first(
    parts: &mut [Duration],
    sum: Duration,
    is_first: impl Fn(usize) -> bool,
) {
    let seconds: Vec<f64> = parts.iter().map(Duration::as_secs_f64).collect();
    for (part, seconds) in parts.iter_mut().zip(apportion_first(sum.as_secs(), &seconds, is_first))
    {
        *part = Duration::from_secs(seconds);
    }
}

/// Reads a time, wherever one is read, as it is shown or as it stands in files: `7:05`, `1:02:03`,
/// `7m 5s`. A number alone is none: it could be minutes; nor is `7:5`, which may be half typed.
pub(crate) fn read_time(text: &str) -> Option<Duration> {
    let is_whole = || text.trim().split(':').skip(1).all(|part| part.len() == 2);
    read_time_of_file(text).filter(|_| is_whole())
}

/// The same in a file that a person writes and keeps: there `0:5` was five seconds at first, and
/// is still.
pub(crate) fn read_time_of_file(text: &str) -> Option<Duration> {
    let text = text.trim();
    if !text.contains(':') {
        return humantime::parse_duration(text).ok();
    }
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| is_number(part)).map(u64::from);
    let parts: Vec<u64> = text.split(':').map(number).collect::<Option<_>>()?;
    let (hours, minutes, seconds) = match parts[..] {
        [m, s] => (0, m, s),
        [h, m, s] if m < 60 => (h, m, s),
        _ => return None,
    };
    (seconds < 60).then(|| Duration::from_secs(hours * 3600 + minutes * 60 + seconds))
}

/// What to write in place of a text that is no time.
pub(crate) fn why_no_time(text: &str) -> String {
    let text = text.trim();
    if is_number(text) {
        return format!("minutes or seconds? write {text}:00 or {text}s");
    }
    if read_time_of_file(text).is_some() {
        return "two digits stand behind a colon: write 0:05 or 5:00".to_string();
    }
    let below_zero = text.strip_prefix('-').filter(|rest| is_number(rest) || is_time(rest));
    match below_zero {
        Some(_) => "it is below zero: write 0:20, 20s or 1m 30s".to_string(),
        None => "write 0:20, 20s or 1m 30s".to_string(),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_time(text: &str) -> bool {
    read_time(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_it_is_shown_and_as_files_have_it() {
        let seconds = |text: &str| read_time(text).map(|time| time.as_secs());
        for (text, expected) in
            [("0:30", 30), ("7:05", 425), ("90:00", 5400), ("1:02:03", 3723), (" 2m 30s ", 150)]
        {
            assert_eq!(seconds(text), Some(expected), "{text}");
        }
        for none in [
            "", "30", "1:60", "1:2:3:4", "1:75:00", ":30", "1:", "a:30", "-1:00", "0.5:00", "+1:00",
        ] {
            assert_eq!((seconds(none), read_time_of_file(none)), (None, None), "{none}");
        }
        // Half typed, or of a file that was written before it was one.
        for (half, whole) in [("0:5", 5), ("1:2:03", 3723), ("1:02:3", 3723), ("0:005", 5)] {
            let of_file = read_time_of_file(half).map(|time| time.as_secs());
            assert_eq!((seconds(half), of_file), (None, Some(whole)), "{half}");
        }
        for (none, why) in [
            ("5", "minutes or seconds? write 5:00 or 5s"),
            ("0:5", "two digits stand behind a colon: write 0:05 or 5:00"),
            ("-1", "it is below zero: write 0:20, 20s or 1m 30s"),
            ("-0:12", "it is below zero: write 0:20, 20s or 1m 30s"),
            ("soon", "write 0:20, 20s or 1m 30s"),
        ] {
            assert_eq!(why_no_time(none), why, "{none}");
        }
    }

    #[test]
    fn parts_that_are_shown_add_up_to_what_is_shown_as_their_sum() {
        let parts = [10.9, 20.9, 0.4].map(Duration::from_secs_f64);
        let shown = adding_up(parts, parts.iter().sum());
        assert_eq!(shown.map(|part| part.as_secs()), [11, 21, 0]);
        assert_eq!(shown.map(m_ss), ["0:11", "0:21", "0:00"]);
    }
}
