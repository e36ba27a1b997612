//! Reads what our own writer writes, in the one spelling that it writes, many times as fast as TOML
//! is read. What is spelled in any other way is `None` here, and read as TOML.

use toml::{Table, Value};

use super::text::PLAN_END;
use crate::session::event::{Event, Levels, QuestionEnd, SlotEnd, What};
use crate::time::Elapsed;

#[cfg(test)]
mod tests;

/// Fields of a plan that hold texts for a person, of which nothing is measured.
const TEXTS: [&str; 21] = [
    "statement",
    "follow-ups",
    "ask",
    "answer",
    "weak",
    "constraints",
    "first-approach",
    "better-approach",
    "hints",
    "input",
    "output",
    "why",
    "scale",
    "given",
    "not-given",
    "opening",
    "twist",
    "listens-for",
    "probes",
    "outcome",
    "good",
];

/// Tables in tables and lists in lists, at most.
const DEEPEST: usize = 4;

/// Reads an event, `[[event]]` line and all.
pub(super) fn event(block: &str) -> Option<Event> {
    let mut lines = EventLines { rest: block.strip_prefix("[[event]]\n")? };
    let at = point(lines.value("at")?)?;
    let kind = lines.value("event")?;
    let what = match kind.strip_prefix('"')?.strip_suffix('"')? {
        "heard" => heard(&mut lines)?,
        "spoken" => spoken(&mut lines)?,
        "phase-began" => What::PhaseBegan { phase: position(lines.value("phase")?)? },
        "question-shown" => What::QuestionShown { question: position(lines.value("question")?)? },
        "question-ended" => What::QuestionEnded { how: question_end(lines.value("how")?)? },
        "slot-began" => What::SlotBegan { slot: position(lines.value("slot")?)? },
        "slot-ended" => What::SlotEnded { how: slot_end(lines.value("how")?)? },
        "ticked" => What::Ticked { item: position(lines.value("item")?)? },
        "first-answer" => What::FirstAnswer,
        "finished" => What::Finished,
        _ => return None,
    };
    matches!(lines.rest, "" | "\n").then_some(Event { at, what })
}

fn heard(lines: &mut EventLines<'_>) -> Option<What> {
    let from = point(lines.value("from")?)?;
    let to = point(lines.value("to")?)?;
    let level_db = match lines.value("level-db") {
        Some(value) => Some(levels(value)?),
        None => None,
    };
    let pauses = match lines.value("pauses") {
        Some(value) => pairs(value)?,
        None => Vec::new(),
    };
    let spans = pairs(lines.value("spans")?)?;
    Some(What::Heard { from, to, level_db, pauses, spans })
}

fn spoken(lines: &mut EventLines<'_>) -> Option<What> {
    let from = point(lines.value("from")?)?;
    let noise_gap_db = match lines.value("noise-gap-db") {
        Some(value) => Some(decimal(value)?),
        None => None,
    };
    let faded = match lines.value("faded") {
        Some(value) => positions(value)?,
        None => Vec::new(),
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

/// The lines of an event that are not read yet.
struct EventLines<'t> {
    rest: &'t str,
}

impl<'t> EventLines<'t> {
    /// The value of the next line, where that is of this key.
    fn value(&mut self, key: &str) -> Option<&'t str> {
        let line = self.rest.strip_prefix(key)?.strip_prefix(" = ")?;
        let (value, rest) = line.split_once('\n')?;
        self.rest = rest;
        Some(value)
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

/// A point of the session: seconds below 10⁹ with one to three decimals.
fn point(value: &str) -> Option<Elapsed> {
    let (point, rest) = leading_point(value.as_bytes())?;
    rest.is_empty().then_some(point)
}

/// A point at the beginning of a text, and what stands behind it.
fn leading_point(bytes: &[u8]) -> Option<(Elapsed, &[u8])> {
    let digits = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = |bytes: &[u8]| bytes.iter().fold(0, |sum, byte| sum * 10 + u64::from(byte - b'0'));
    let whole = digits(bytes);
    let (seconds, rest) = bytes.split_at(whole);
    let rest = rest.strip_prefix(b".")?;
    let decimals = digits(rest);
    let (fraction, rest) = rest.split_at(decimals);
    let is_plain = whole == 1 || !seconds.starts_with(b"0");
    if !is_plain || !(1..=9).contains(&whole) || !(1..=3).contains(&decimals) {
        return None;
    }
    let millis = number(fraction) * [100, 10, 1][decimals - 1];
    let since = std::time::Duration::from_millis(number(seconds) * 1000 + millis);
    Some((Elapsed::new(since), rest))
}

/// `[[1.5, 2.0], [3.0, 4.25]]`, or `[]`.
fn pairs(value: &str) -> Option<Vec<(Elapsed, Elapsed)>> {
    let mut rest = value.as_bytes().strip_prefix(b"[")?.strip_suffix(b"]")?;
    let mut pairs = Vec::with_capacity(rest.len() / 20 + 1);
    while !rest.is_empty() {
        if !pairs.is_empty() {
            rest = rest.strip_prefix(b", ")?;
        }
        let (from, behind) = leading_point(rest.strip_prefix(b"[")?)?;
        let (to, behind) = leading_point(behind.strip_prefix(b", ")?)?;
        rest = behind.strip_prefix(b"]")?;
        pairs.push((from, to));
    }
    Some(pairs)
}

/// `{ speech = -24.5, noise = -58.25 }`.
fn levels(value: &str) -> Option<Levels> {
    let mut levels = Levels { speech: None, noise: None, clipped: None };
    let inner = value.strip_prefix("{ ")?.strip_suffix(" }")?;
    for part in inner.split(", ") {
        let (key, number) = part.split_once(" = ")?;
        let level = match key {
            "speech" => &mut levels.speech,
            "noise" => &mut levels.noise,
            "clipped" => &mut levels.clipped,
            _ => return None,
        };
        if level.replace(decimal(number)?).is_some() {
            return None;
        }
    }
    Some(levels)
}

/// A number with decimals, without an exponent and without zeros before it.
fn decimal(text: &str) -> Option<f64> {
    let (whole, fraction) = text.strip_prefix('-').unwrap_or(text).split_once('.')?;
    let is_digits = |of: &str| !of.is_empty() && of.bytes().all(|byte| byte.is_ascii_digit());
    let is_plain = whole == "0" || !whole.starts_with('0');
    (is_plain && is_digits(whole) && is_digits(fraction)).then(|| text.parse().ok())?
}

/// Reads a plan without its texts: where one stood is an empty one, so that there are as many.
pub(super) fn plan(text: &str) -> Option<Table> {
    let mut plan = Table::new();
    let (mut place, mut is_list, mut section) = ("", false, Table::new());
    for line in text.lines() {
        if let Some(header) = line.strip_prefix('[') {
            put(&mut plan, place, is_list, std::mem::take(&mut section))?;
            let header = header.strip_suffix(']')?;
            let list = header.strip_prefix('[').map(|inner| inner.strip_suffix(']'));
            (place, is_list) = (list.unwrap_or(Some(header))?, list.is_some());
        } else if !line.is_empty() && line != PLAN_END {
            let (key, value) = line.split_once(" = ")?;
            let mut rest = Rest { bytes: value.as_bytes(), text: value, at: 0 };
            let is_text = TEXTS.contains(&key) && !(key == "answer" && value.starts_with('{'));
            let value = rest.value(is_text, 0)?;
            let is_whole = rest.at == rest.bytes.len() && is_key(key);
            if !is_whole || section.insert(key.to_string(), value).is_some() {
                return None;
            }
        }
    }
    put(&mut plan, place, is_list, section)?;
    Some(plan)
}

fn is_key(key: &str) -> bool {
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    !key.is_empty() && key.bytes().all(is_bare)
}

/// Puts a table where its header says; the tables around it stand before it.
fn put(plan: &mut Table, place: &str, is_list: bool, section: Table) -> Option<()> {
    if place.is_empty() {
        *plan = section;
        return Some(());
    }
    let (above, key) = place.rsplit_once('.').unwrap_or(("", place));
    let mut table = plan;
    for part in above.split('.').filter(|_| !above.is_empty()) {
        table = match table.get_mut(part)? {
            Value::Array(tables) => tables.last_mut()?.as_table_mut()?,
            Value::Table(table) => table,
            _ => return None,
        };
    }
    if !is_key(key) {
        return None;
    }
    match (is_list, table.get_mut(key)) {
        (true, Some(Value::Array(tables))) if tables.iter().all(Value::is_table) => {
            tables.push(section.into());
        }
        (true, None) => drop(table.insert(key.to_string(), Value::Array(vec![section.into()]))),
        (false, None) => drop(table.insert(key.to_string(), section.into())),
        (_, Some(_)) => return None,
    }
    Some(())
}

/// What is not read yet of a value.
struct Rest<'t> {
    bytes: &'t [u8],
    text: &'t str,
    at: usize,
}

impl Rest<'_> {
    fn takes(&mut self, literal: &[u8]) -> bool {
        let is_next = self.bytes[self.at..].starts_with(literal);
        self.at += if is_next { literal.len() } else { 0 };
        is_next
    }

    fn value(&mut self, is_text: bool, depth: usize) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        match self.bytes.get(self.at)? {
            b'"' => Some(Value::String(self.string(is_text)?)),
            b'[' => self.list(is_text, depth),
            b'{' => self.table(is_text, depth),
            _ => self.bare(),
        }
    }

    fn list(&mut self, is_text: bool, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut values = Vec::new();
        while !self.takes(b"]") {
            if !values.is_empty() && !self.takes(b", ") {
                return None;
            }
            values.push(self.value(is_text, depth + 1)?);
        }
        Some(Value::Array(values))
    }

    fn table(&mut self, is_text: bool, depth: usize) -> Option<Value> {
        let mut table = Table::new();
        if !self.takes(b"{ ") {
            return self.takes(b"{}").then_some(Value::Table(table));
        }
        loop {
            let rest = &self.text[self.at..];
            let (key, _) = rest.split_once(" = ")?;
            self.at += key.len() + 3;
            let value = self.value(is_text, depth + 1)?;
            if !is_key(key) || table.insert(key.to_string(), value).is_some() {
                return None;
            }
            if self.takes(b" }") {
                return Some(Value::Table(table));
            }
            if !self.takes(b", ") {
                return None;
            }
        }
    }

    /// `true`, `false`, a whole number or one with decimals.
    fn bare(&mut self) -> Option<Value> {
        let is_end = |byte: &u8| matches!(byte, b',' | b']' | b' ');
        let rest = &self.bytes[self.at..];
        let length = rest.iter().position(is_end).unwrap_or(rest.len());
        let word = &self.text[self.at..self.at + length];
        self.at += length;
        let digits = word.strip_prefix('-').unwrap_or(word);
        let is_whole = digits == "0" || !digits.starts_with('0');
        match word {
            "true" => Some(Value::Boolean(true)),
            "false" => Some(Value::Boolean(false)),
            _ if digits.contains('.') => decimal(word).map(Value::Float),
            _ if is_whole && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => {
                word.parse().ok().map(Value::Integer)
            }
            _ => None,
        }
    }

    /// A string, or an empty one in place of a text that is a string.
    fn string(&mut self, is_text: bool) -> Option<String> {
        self.at += 1;
        let mut string = String::new();
        loop {
            let from = self.at;
            let is_plain = |byte: &u8| !matches!(byte, b'"' | b'\\' | 0x00..=0x1f | 0x7f);
            let rest = &self.bytes[from..];
            self.at += rest.iter().position(|byte| !is_plain(byte))?;
            if !is_text {
                string.push_str(&self.text[from..self.at]);
            }
            let special = self.bytes[self.at];
            self.at += 1;
            match special {
                b'"' => return Some(string),
                b'\\' => {
                    let escaped = self.escaped()?;
                    if !is_text {
                        string.push(escaped);
                    }
                }
                _ => return None,
            }
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let escaped = match self.bytes.get(self.at)? {
            b'n' => '\n',
            b't' => '\t',
            b'"' => '"',
            b'\\' => '\\',
            _ => return None,
        };
        self.at += 1;
        Some(escaped)
    }
}
