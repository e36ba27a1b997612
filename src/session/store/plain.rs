//! Reads what our own writer writes, in the one spelling that it writes, many times as fast as TOML
//! is read. What is spelled in any other way is `None` here, and read as TOML.

mod blocks;
mod inline;
#[cfg(test)]
mod tests;

use std::time::Duration;

use serde::Deserialize;

use self::blocks::{BlockAt, Blocks};
use crate::session::event::{Event, Levels, QuestionEnd, SlotEnd, What};
use crate::time::Elapsed;

/// Reads a plan without its texts: where one stood is an empty one, so that there are as many.
pub(super) fn plan<'t, T: Deserialize<'t>>(text: &'t str) -> Option<T> {
    let mut blocks = Blocks::new(text, is_text);
    let read = T::deserialize(BlockAt::top(&mut blocks)).ok()?;
    blocks.is_done().then_some(read)
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
const EVENT: &str = "[[event]]";

/// Reads the event that some events begin with, and how long its table is.
pub(super) fn event(events: &str) -> Option<(Event, usize)> {
    let lines = events.strip_prefix(EVENT)?.strip_prefix('\n')?;
    let (event, rest) = common(EventLines { rest: lines }).or_else(|| any(lines))?;
    let rest = rest.strip_prefix('\n').unwrap_or(rest);
    let is_all = rest.is_empty() || rest.starts_with(EVENT);
    is_all.then(|| (event, events.len() - rest.len()))
}

/// An event of any kind that is known, and what follows its lines.
fn any(lines: &str) -> Option<(Event, &str)> {
    let length = lines.find("\n\n").map_or(lines.len(), |end| end + 1);
    let (lines, rest) = lines.split_at(length);
    let mut blocks = Blocks::new(lines, |_| false);
    let read = Event::deserialize(BlockAt::top(&mut blocks)).ok()?;
    blocks.is_done().then_some((read, rest))
}

/// One of the events that there are most of, and what follows its lines.
fn common(mut lines: EventLines<'_>) -> Option<(Event, &str)> {
    let at = lines.field("at", EventLines::point)?;
    let kind = lines.value("event")?;
    let what = match kind.strip_prefix('"')?.strip_suffix('"')? {
        "heard" => heard(&mut lines)?,
        "phase-began" => What::PhaseBegan { phase: position(lines.value("phase")?)? },
        "question-shown" => What::QuestionShown { question: position(lines.value("question")?)? },
        "question-ended" => What::QuestionEnded { how: question_end(lines.value("how")?)? },
        "slot-began" => What::SlotBegan { slot: position(lines.value("slot")?)? },
        "slot-ended" => What::SlotEnded { how: slot_end(lines.value("how")?)? },
        "spoken" => spoken(&mut lines)?,
        "ticked" => What::Ticked { item: position(lines.value("item")?)? },
        "first-answer" => What::FirstAnswer,
        "finished" => What::Finished,
        _ => return None,
    };
    Some((Event { at, what }, lines.rest))
}

fn heard(lines: &mut EventLines<'_>) -> Option<What> {
    let from = lines.field("from", EventLines::point)?;
    let to = lines.field("to", EventLines::point)?;
    let level_db = match lines.is_next("level-db") {
        true => Some(lines.field("level-db", EventLines::levels)?),
        false => None,
    };
    let pauses = match lines.is_next("pauses") {
        true => lines.field("pauses", EventLines::pairs)?,
        false => Vec::new(),
    };
    let spans = lines.field("spans", EventLines::pairs)?;
    Some(What::Heard { from, to, level_db, pauses, spans })
}

fn spoken(lines: &mut EventLines<'_>) -> Option<What> {
    let from = lines.field("from", EventLines::point)?;
    let noise_gap_db = match lines.is_next("noise-gap-db") {
        true => Some(lines.field("noise-gap-db", EventLines::decimal)?),
        false => None,
    };
    let faded = match lines.is_next("faded") {
        true => positions(lines.value("faded")?)?,
        false => Vec::new(),
    };
    let (beats, levels) = (letters(lines.value("beats")?)?, letters(lines.value("levels")?)?);
    Some(What::Spoken { from, noise_gap_db, faded, beats, levels })
}

fn question_end(value: &str) -> Option<QuestionEnd> {
    Some(match value {
        "\"done\"" => QuestionEnd::Done,
        "\"skipped\"" => QuestionEnd::Skipped,
        "\"ended\"" => QuestionEnd::Ended,
        "\"forced\"" => QuestionEnd::Forced,
        "\"moved-on\"" => QuestionEnd::MovedOn,
        "\"time-up\"" => QuestionEnd::TimeUp,
        _ => return None,
    })
}

fn slot_end(value: &str) -> Option<SlotEnd> {
    Some(match value {
        "\"done\"" => SlotEnd::Done,
        "\"ended\"" => SlotEnd::Ended,
        "\"time-up\"" => SlotEnd::TimeUp,
        _ => return None,
    })
}

/// What is not read yet of an event's lines.
struct EventLines<'t> {
    rest: &'t str,
}

impl<'t> EventLines<'t> {
    fn takes(&mut self, literal: &str) -> bool {
        let rest = self.rest.strip_prefix(literal);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn is_next(&self, key: &str) -> bool {
        self.rest.starts_with(key)
    }

    /// What a reader finds on the next line, all of it, where that is of this key.
    fn field<T>(&mut self, key: &str, read: impl Fn(&mut Self) -> Option<T>) -> Option<T> {
        let is_it = self.takes(key) && self.takes(" = ");
        let found = read(self).filter(|_| is_it)?;
        self.takes("\n").then_some(found)
    }

    /// The value of the next line, where that is of this key.
    fn value(&mut self, key: &str) -> Option<&'t str> {
        let line = self.rest.strip_prefix(key)?.strip_prefix(" = ")?;
        let (value, rest) = line.split_once('\n')?;
        self.rest = rest;
        Some(value)
    }

    /// A whole number of at most nine digits, and how many they are.
    fn digits(&mut self) -> Option<(u64, usize)> {
        let (mut number, mut count) = (0, 0);
        for byte in self.rest.bytes().take_while(u8::is_ascii_digit).take(10) {
            (number, count) = (number * 10 + u64::from(byte - b'0'), count + 1);
        }
        self.rest = &self.rest[count..];
        (1..=9).contains(&count).then_some((number, count))
    }

    /// The two parts of a number with decimals, without zeros before it, and how many decimals.
    fn parts(&mut self) -> Option<(u64, u64, usize)> {
        let is_zero = self.rest.starts_with('0');
        let (whole, digits) = self.digits()?;
        let (fraction, decimals) = self.takes(".").then(|| self.digits())??;
        (!is_zero || digits == 1).then_some((whole, fraction, decimals))
    }

    /// A point of the session: seconds below 10⁹ with one to three decimals.
    fn point(&mut self) -> Option<Elapsed> {
        let (seconds, fraction, decimals) = self.parts()?;
        let millis = fraction * [0, 100, 10, 1].get(decimals)?;
        Some(Elapsed::new(Duration::from_millis(seconds * 1000 + millis)))
    }

    /// A number with decimals, and no more digits than a float holds exactly.
    fn decimal(&mut self) -> Option<f64> {
        const MOST: u64 = 1 << f64::MANTISSA_DIGITS;
        let is_below = self.takes("-");
        let (whole, fraction, decimals) = self.parts()?;
        let tenths = 10_u64.pow(u32::try_from(decimals).ok()?);
        let all = (whole * tenths + fraction).min(MOST);
        // Of two whole numbers that are exact the quotient is the nearest float there is.
        let number = (all < MOST).then(|| all as f64 / tenths as f64)?;
        Some(if is_below { -number } else { number })
    }

    /// `[[1.5, 2.0], [3.0, 4.25]]`, or `[]`.
    fn pairs(&mut self) -> Option<Vec<(Elapsed, Elapsed)>> {
        if self.takes("[]") {
            return Some(Vec::new());
        }
        let mut pairs = Vec::new();
        let mut goes_on = self.takes("[");
        while goes_on {
            let from = self.takes("[").then(|| self.point())??;
            let to = self.takes(", ").then(|| self.point())??;
            pairs.push((from, to));
            goes_on = self.takes("], ");
        }
        (!pairs.is_empty() && self.takes("]]")).then_some(pairs)
    }

    /// `{ speech = -24.5, noise = -58.25 }`.
    fn levels(&mut self) -> Option<Levels> {
        let mut levels = Levels { speech: None, noise: None, clipped: None };
        let mut goes_on = self.takes("{ ");
        if !goes_on {
            return None;
        }
        while goes_on {
            let level = match () {
                () if self.takes("speech = ") => &mut levels.speech,
                () if self.takes("noise = ") => &mut levels.noise,
                () if self.takes("clipped = ") => &mut levels.clipped,
                () => return None,
            };
            if level.replace(self.decimal()?).is_some() {
                return None;
            }
            goes_on = self.takes(", ");
        }
        self.takes(" }").then_some(levels)
    }
}

/// A position, without zeros before it.
fn position(value: &str) -> Option<usize> {
    let is_plain = value == "0" || !value.starts_with('0');
    let is_digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    (is_plain && is_digits && value.len() <= 9).then(|| value.parse().ok())?
}

/// `[1, 2]`.
fn positions(value: &str) -> Option<Vec<usize>> {
    value.strip_prefix('[')?.strip_suffix(']')?.split(", ").map(position).collect()
}

/// Letters, digits and dots between quotes.
fn letters(value: &str) -> Option<String> {
    let inner = value.strip_prefix('"')?.strip_suffix('"')?;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'.';
    inner.bytes().all(is_plain).then(|| inner.to_string())
}

/// A number with decimals, without an exponent and without zeros before it.
fn decimal(text: &str) -> Option<f64> {
    let (whole, fraction) = text.strip_prefix('-').unwrap_or(text).split_once('.')?;
    let is_digits = |of: &str| !of.is_empty() && of.bytes().all(|byte| byte.is_ascii_digit());
    let is_plain = whole == "0" || !whole.starts_with('0');
    (is_plain && is_digits(whole) && is_digits(fraction)).then(|| text.parse().ok())?
}
