//! Answers of the review, as they are typed.

use std::ops::RangeInclusive;
use std::time::Duration;

use crate::live::rules::presses::is_letter;
use crate::time::{m_ss, read_time, read_time_of_file, why_no_time};

/// The answer that says: none of them.
pub(super) const NONE: &str = "none";

/// What is said of `u` where nothing can be taken back.
pub(super) const NOTHING_TO_UNDO: &str =
    "u takes nothing back here: it does where the question says so";

/// Whether a line says: none.
pub(crate) fn is_none(line: &str) -> bool {
    is_letter(line, 'n') || line.eq_ignore_ascii_case(NONE)
}

/// Whether an answer says that it never happened.
pub(in crate::live::rules) fn is_never(line: &str) -> bool {
    is_letter(line, 'n') || line.eq_ignore_ascii_case("never")
}

/// Whether a line asks to take the end of the slot back, and answers nothing.
pub(crate) fn is_undo(line: &str) -> bool {
    is_letter(line.trim(), 'u')
}

pub(in crate::live::rules) fn rating(line: &str) -> Result<u8, String> {
    match line.parse() {
        Ok(rating @ 1..=4) => Ok(rating),
        _ => Err(format!("{line:?} is no rating: allowed are 1, 2, 3, 4, or Enter to skip")),
    }
}

/// Numbers of those that are on screen: `1, 3`; `y` for all that was heard; none for `none`.
pub(super) fn numbers(
    line: &str,
    shown: RangeInclusive<usize>,
    heard: &[usize],
) -> Result<Vec<usize>, String> {
    if is_none(line) {
        return Ok(Vec::new());
    }
    let mut numbers = Vec::new();
    for word in line.split([',', ' ']).filter(|word| !word.is_empty()) {
        match word.parse() {
            Ok(number) if shown.contains(&number) => numbers.push(number),
            Err(_) if !heard.is_empty() && is_letter(word, 'y') => {
                numbers.extend(heard);
            }
            _ => {
                numbers.clear();
                break;
            }
        }
    }
    let takes = if heard.is_empty() { "" } else { "y for what was heard, " };
    let (first, last) = (shown.start(), shown.end());
    let refused = || {
        format!(
            "{line:?}: write numbers from {first} to {last}, {takes}n for none, or Enter to skip"
        )
    };
    if numbers.is_empty() { Err(refused()) } else { Ok(numbers) }
}

/// A time of a question that is so long. `write` says what else can be written where it is none.
pub(in crate::live::rules) fn time_within(
    line: &str,
    length: Duration,
    write: &str,
) -> Result<Duration, String> {
    if line.chars().all(|c| c.is_ascii_digit()) {
        return Err(format!("{line}: {}", why_no_time(line)));
    }
    match read_time(line) {
        Some(at) if at <= length => Ok(at),
        Some(at) => Err(format!("{} is after the question's end at {}", m_ss(at), m_ss(length))),
        None if read_time_of_file(line).is_some() => Err(format!("{line}: {}", why_no_time(line))),
        None => Err(format!("{line:?} is no time: write {write}")),
    }
}
