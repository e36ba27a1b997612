//! Reads what our own writer writes, in the one spelling that it writes, many times as fast as TOML
//! is read. What is spelled in any other way is `None` here, and read as TOML.

mod blocks;
mod inline;
#[cfg(test)]
mod tests;

use memchr::memmem;
use serde::Deserialize;

use self::blocks::{BlockAt, Blocks};
use crate::session::event::{Event, Levels, QuestionEnd, SlotEnd, What};
use crate::time::Elapsed;

/// Reads a plan without its texts: where one stood is an empty one, so that there are as many.
pub(super) fn plan<'t, T: Deserialize<'t>>(text: &'t str) -> Option<T> {
    if !is_plain(text) {
        return None;
    }
    let mut blocks = Blocks::new(text, is_text);
    let read = T::deserialize(BlockAt::top(&mut blocks)).ok()?;
    blocks.is_done().then_some(read)
}

/// Whether no byte but the ends of lines is one that can't stand in a string as it is.
fn is_plain(text: &str) -> bool {
    // All of them, without a way out: so many are looked at in one step.
    let is_odd = |byte: u8| ((byte < 0x20) & (byte != b'\n')) | (byte == 0x7f);
    !text.as_bytes().iter().fold(false, |any, byte| any | is_odd(*byte))
}

/// Whether a field of a plan holds texts for a person, of which nothing is measured.
fn is_text(key: &str) -> bool {
    matches!(
        key,
        "statement"
            | "follow-ups"
            | "ask"
            | "answer"
            | "weak"
            | "constraints"
            | "first-approach"
            | "better-approach"
            | "hints"
            | "input"
            | "output"
            | "why"
            | "scale"
            | "given"
            | "not-given"
            | "opening"
            | "twist"
            | "listens-for"
            | "probes"
            | "outcome"
            | "good"
            | "pressure"
    )
}

/// The line that every event's table begins with.
const EVENT: &[u8; 9] = b"[[event]]";

/// Reads the event that some events begin with, and how long its table is.
pub(super) fn event(events: &str) -> Option<(Event, usize)> {
    let mut lines = EventLines { rest: events.as_bytes() };
    if !(lines.takes(EVENT) && lines.takes(b"\n")) {
        return None;
    }
    let rarer = || any(events.get(EVENT.len() + 1..)?);
    let (event, left) = common(lines).or_else(rarer)?;
    let mut rest = EventLines { rest: events.as_bytes().get(events.len() - left..)? };
    rest.takes(b"\n");
    let length = events.len() - rest.rest.len();
    (rest.rest.is_empty() || rest.takes(EVENT)).then_some((event, length))
}

/// An event of any kind that is known, and how much follows its lines.
fn any(lines: &str) -> Option<(Event, usize)> {
    // Not past the next one, where no blank line stands between them.
    let find = |what: &str, to: usize| memmem::find(&lines.as_bytes()[..to], what.as_bytes());
    let next = find("\n[[event]]", lines.len()).map_or(lines.len(), |end| end + 1);
    let length = find("\n\n", next).map_or(next, |end| end + 1);
    let (lines, rest) = lines.split_at(length);
    if !is_plain(lines) {
        return None;
    }
    let mut blocks = Blocks::new(lines, |_| false);
    let read = Event::deserialize(BlockAt::top(&mut blocks)).ok()?;
    blocks.is_done().then_some((read, rest.len()))
}

/// One of the events that there are most of, and how much follows its lines.
fn common(mut lines: EventLines<'_>) -> Option<(Event, usize)> {
    let at = lines.field(b"at = ", EventLines::point)?;
    let what = match lines.value(b"event = ")? {
        b"\"heard\"" => heard(&mut lines)?,
        b"\"phase-began\"" => What::PhaseBegan { phase: lines.position(b"phase = ")? },
        b"\"question-shown\"" => What::QuestionShown { question: lines.position(b"question = ")? },
        b"\"question-ended\"" => {
            What::QuestionEnded { how: question_end(lines.value(b"how = ")?)? }
        }
        b"\"slot-began\"" => What::SlotBegan { slot: lines.position(b"slot = ")? },
        b"\"slot-ended\"" => What::SlotEnded { how: slot_end(lines.value(b"how = ")?)? },
        b"\"spoken\"" => spoken(&mut lines)?,
        b"\"ticked\"" => What::Ticked { item: lines.position(b"item = ")? },
        b"\"first-answer\"" => What::FirstAnswer,
        b"\"finished\"" => What::Finished,
        _ => return None,
    };
    Some((Event { at, what }, lines.rest.len()))
}

fn heard(lines: &mut EventLines<'_>) -> Option<What> {
    let from = lines.field(b"from = ", EventLines::point)?;
    let to = lines.field(b"to = ", EventLines::point)?;
    let level_db = lines.optional(b"level-db = ", EventLines::levels)?;
    let pauses = lines.optional(b"pauses = ", EventLines::pairs)?.unwrap_or_default();
    let spans = lines.field(b"spans = ", EventLines::pairs)?;
    Some(What::Heard { from, to, level_db, pauses, spans })
}

fn spoken(lines: &mut EventLines<'_>) -> Option<What> {
    let from = lines.field(b"from = ", EventLines::point)?;
    let noise_gap_db = lines.optional(b"noise-gap-db = ", EventLines::decimal)?;
    let faded = lines.optional(b"faded = ", EventLines::positions)?.unwrap_or_default();
    let beats = letters(lines.value(b"beats = ")?)?;
    let levels = letters(lines.value(b"levels = ")?)?;
    Some(What::Spoken { from, noise_gap_db, faded, beats, levels })
}

fn question_end(value: &[u8]) -> Option<QuestionEnd> {
    Some(match value {
        b"\"done\"" => QuestionEnd::Done,
        b"\"skipped\"" => QuestionEnd::Skipped,
        b"\"ended\"" => QuestionEnd::Ended,
        b"\"forced\"" => QuestionEnd::Forced,
        b"\"moved-on\"" => QuestionEnd::MovedOn,
        b"\"time-up\"" => QuestionEnd::TimeUp,
        _ => return None,
    })
}

fn slot_end(value: &[u8]) -> Option<SlotEnd> {
    Some(match value {
        b"\"done\"" => SlotEnd::Done,
        b"\"ended\"" => SlotEnd::Ended,
        b"\"time-up\"" => SlotEnd::TimeUp,
        _ => return None,
    })
}

/// What is not read yet of an event's lines.
struct EventLines<'t> {
    rest: &'t [u8],
}

impl<'t> EventLines<'t> {
    /// Goes past a literal, where that comes next. Its length is part of its type, so that a few
    /// bytes are compared at once.
    #[inline]
    fn takes<const N: usize>(&mut self, literal: &[u8; N]) -> bool {
        match self.rest.split_first_chunk::<N>() {
            Some((first, rest)) if first == literal => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    /// What a reader finds on the next line, all of it, where that begins so.
    #[inline]
    fn field<T, const N: usize>(
        &mut self,
        key: &[u8; N],
        read: impl Fn(&mut Self) -> Option<T>,
    ) -> Option<T> {
        self.optional(key, read)?
    }

    /// The same, or none where the next line begins otherwise.
    #[inline]
    fn optional<T, const N: usize>(
        &mut self,
        key: &[u8; N],
        read: impl Fn(&mut Self) -> Option<T>,
    ) -> Option<Option<T>> {
        if !self.takes(key) {
            return Some(None);
        }
        let found = read(self)?;
        self.takes(b"\n").then_some(Some(found))
    }

    /// The value of the next line, where that begins so.
    fn value<const N: usize>(&mut self, key: &[u8; N]) -> Option<&'t [u8]> {
        let line = self.rest.strip_prefix(key)?;
        let end = line.iter().position(|byte| *byte == b'\n')?;
        self.rest = &line[end + 1..];
        Some(&line[..end])
    }

    /// A whole number of at most nine digits, and how many they are.
    #[inline]
    fn digits(&mut self) -> Option<(u64, usize)> {
        const MOST: usize = 9;
        let (rest, mut number, mut count) = (self.rest, 0, 0);
        while count < rest.len() && count <= MOST {
            let digit = rest[count].wrapping_sub(b'0');
            if digit > 9 {
                break;
            }
            (number, count) = (number * 10 + u64::from(digit), count + 1);
        }
        self.rest = &rest[count..];
        (1..=MOST).contains(&count).then_some((number, count))
    }

    /// The two parts of a number with decimals, without zeros before it, and how many decimals.
    #[inline]
    fn parts(&mut self) -> Option<(u64, u64, usize)> {
        let is_zero = self.rest.first() == Some(&b'0');
        let (whole, digits) = self.digits()?;
        let (fraction, decimals) = self.takes(b".").then(|| self.digits())??;
        (!is_zero || digits == 1).then_some((whole, fraction, decimals))
    }

    /// A point of the session: seconds below 10⁹ with one to three decimals.
    fn point(&mut self) -> Option<Elapsed> {
        let (seconds, fraction, decimals) = self.parts()?;
        let millis = fraction * [0, 100, 10, 1].get(decimals)?;
        Some(Elapsed::from_millis(seconds * 1000 + millis))
    }

    /// A number with decimals, and no more digits than a float holds exactly.
    fn decimal(&mut self) -> Option<f64> {
        const MOST: u64 = 1 << f64::MANTISSA_DIGITS;
        let is_below = self.takes(b"-");
        let (whole, fraction, decimals) = self.parts()?;
        let tenths = 10_u64.pow(u32::try_from(decimals).ok()?);
        let all = (whole * tenths + fraction).min(MOST);
        // Of two whole numbers that are exact the quotient is the nearest float there is.
        let number = (all < MOST).then(|| all as f64 / tenths as f64)?;
        Some(if is_below { -number } else { number })
    }

    /// A position, without zeros before it: the next line, where that begins so.
    fn position<const N: usize>(&mut self, key: &[u8; N]) -> Option<usize> {
        self.field(key, Self::number)
    }

    fn number(&mut self) -> Option<usize> {
        let is_zero = self.rest.first() == Some(&b'0');
        let (number, digits) = self.digits()?;
        (!is_zero || digits == 1).then(|| usize::try_from(number).ok())?
    }

    /// `[1, 2]`.
    fn positions(&mut self) -> Option<Vec<usize>> {
        let mut positions = Vec::new();
        let mut goes_on = self.takes(b"[");
        while goes_on {
            positions.push(self.number()?);
            goes_on = self.takes(b", ");
        }
        (!positions.is_empty() && self.takes(b"]")).then_some(positions)
    }

    /// `[[1.5, 2.0], [3.0, 4.25]]`, or `[]`.
    fn pairs(&mut self) -> Option<Vec<(Elapsed, Elapsed)>> {
        if self.takes(b"[]") {
            return Some(Vec::new());
        }
        // Most windows hold a few.
        let mut pairs = Vec::with_capacity(4);
        let mut goes_on = self.takes(b"[");
        while goes_on {
            let from = self.takes(b"[").then(|| self.point())??;
            let to = self.takes(b", ").then(|| self.point())??;
            pairs.push((from, to));
            goes_on = self.takes(b"], ");
        }
        (!pairs.is_empty() && self.takes(b"]]")).then_some(pairs)
    }

    /// `{ speech = -24.5, noise = -58.25 }`.
    fn levels(&mut self) -> Option<Levels> {
        let mut levels = Levels { speech: None, noise: None, clipped: None };
        let mut goes_on = self.takes(b"{ ");
        if !goes_on {
            return None;
        }
        while goes_on {
            let level = match () {
                () if self.takes(b"speech = ") => &mut levels.speech,
                () if self.takes(b"noise = ") => &mut levels.noise,
                () if self.takes(b"clipped = ") => &mut levels.clipped,
                () => return None,
            };
            if level.replace(self.decimal()?).is_some() {
                return None;
            }
            goes_on = self.takes(b", ");
        }
        self.takes(b" }").then_some(levels)
    }
}

/// Letters, digits and dots between quotes.
fn letters(value: &[u8]) -> Option<String> {
    let inner = value.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'.';
    inner.iter().all(is_plain).then(|| String::from_utf8(inner.to_vec()).ok())?
}

/// A number with decimals, without an exponent and without zeros before it.
fn decimal(text: &str) -> Option<f64> {
    let (whole, fraction) = text.strip_prefix('-').unwrap_or(text).split_once('.')?;
    let is_digits = |of: &str| !of.is_empty() && of.bytes().all(|byte| byte.is_ascii_digit());
    let is_plain = whole == "0" || !whole.starts_with('0');
    (is_plain && is_digits(whole) && is_digits(fraction)).then(|| text.parse().ok())?
}
