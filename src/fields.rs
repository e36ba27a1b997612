//! Reads a TOML file field by field and gathers every problem at once: file, line, field, and what
//! is allowed. A reader asks for the keys that it knows; what it never asked for is an unknown key.

mod guard;
mod log;
mod problems;
mod wording;

#[cfg(test)]
mod tests;

use std::fmt::Display;
use std::ops::RangeInclusive;
use std::time::Duration;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::text::acts;
use crate::time::read_time_of_file;
use crate::word::Word;
pub(crate) use guard::read_text;
use log::Log;
pub(crate) use problems::{Problem, Problems};
use wording::{a, quoted, shorten};
pub(crate) use wording::{near_names, nearest, spoken, suggestion};

/// Reads `text` as TOML; `read` takes its fields and gives `None` where a field that it needs is
/// missing or wrong. `file` is the name used in problems.
///
/// # Errors
/// Every problem: TOML that can't be parsed, unknown keys, and what `read` found.
pub(crate) fn parse<T>(
    file: &str,
    text: &str,
    read: impl FnOnce(&mut Fields<'_>) -> Option<T>,
) -> Result<T, Problems> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let log = Log::new(file, text, !errors.is_empty());
    log.add_faults(text, &errors)?;
    let mut fields = Fields::new(&log, table.get_ref(), String::new(), 1);
    let value = read(&mut fields);
    fields.finish();
    Problems::none_in(log.into_list())?;
    value.ok_or_else(|| Problem::with_file(file, "can't be read").into())
}

/// The keys that `read` asks a table for.
pub(crate) fn keys_of<T>(read: impl FnOnce(&mut Fields<'_>) -> Option<T>) -> Vec<&'static str> {
    let (log, table) = (Log::new("", "", false), DeTable::default());
    let mut fields = Fields::new(&log, &table, String::new(), 1);
    read(&mut fields);
    fields.known
}

/// One table of the file. Every getter gives `None` where the key is absent or its value is
/// refused; a refusal is noted as a problem.
pub(crate) struct Fields<'t> {
    log: &'t Log<'t>,
    table: &'t DeTable<'t>,
    path: String,
    line: usize,
    known: Vec<&'static str>,
    /// Any key may be there.
    open: bool,
}

impl<'t> Fields<'t> {
    fn new(log: &'t Log<'t>, table: &'t DeTable<'t>, path: String, line: usize) -> Self {
        Self { log, table, path, line, known: Vec::new(), open: false }
    }

    /// The line of a key's value, or of the table's header where the key is absent.
    pub(crate) fn line_of(&self, key: &str) -> usize {
        self.table.get(key).map_or(self.line, |value| self.log.line(value.span().start))
    }

    /// Whether the table has the key.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Notes a problem with a key.
    pub(crate) fn problem(&self, key: &str, message: impl Into<String>) {
        self.log.add(self.line_of(key), &self.field(key), message);
    }

    /// Notes a problem at a line.
    pub(crate) fn problem_at(&self, line: usize, field: &str, message: impl Into<String>) {
        self.log.add(line, field, message);
    }

    /// Whether a key has a list without items.
    pub(crate) fn is_empty_list(&self, key: &str) -> bool {
        self.items_of(key) == Some(0)
    }

    /// How many items the list of a key has, right or wrong; `None` where there is no list.
    pub(crate) fn items_of(&self, key: &str) -> Option<usize> {
        let list = self.table.get(key).and_then(|value| value.get_ref().as_array());
        list.map(|list| list.len())
    }

    /// Notes the keys that are missing.
    pub(crate) fn require(&self, keys: &[&str]) {
        for key in keys {
            if !self.has(key) && !self.log.is_broken() {
                self.problem(key, "is missing");
            }
        }
    }

    /// Where the keys of a table belong, `""` for the top of the file: said of one that stands
    /// elsewhere in it.
    pub(crate) fn belongs(&self, table: &'static str, keys: &[&'static str]) {
        self.log.add_homes(table, keys);
    }

    /// Takes all keys as known: where a field that decides which are allowed is itself wrong.
    pub(crate) fn ignore_the_rest(&mut self) {
        self.open = true;
    }

    /// Text on one line, of 1 to `most` characters, trimmed.
    pub(crate) fn line(&mut self, key: &'static str, most: usize) -> Option<String> {
        let value = self.value(key)?;
        self.one_line(key, value, most)
    }

    /// A day, in quotes.
    pub(crate) fn day(&mut self, key: &'static str) -> Option<Date> {
        let day = self.line(key, 10)?.parse();
        if day.is_err() {
            self.problem(key, "must be a day in quotes, like \"2026-12-11\"");
        }
        day.ok()
    }

    /// Text on any number of lines, of 1 to `most` bytes, without blank lines around it.
    pub(crate) fn text(&mut self, key: &'static str, most: usize) -> Option<String> {
        let value = self.value(key)?;
        let text = self.string(key, value)?.replace("\r\n", "\n");
        let text = text.trim_matches('\n').trim_end();
        self.check(key, value, text, text.len() <= most, || {
            format!("must not be longer than {most} bytes")
        })
    }

    /// A list of at most `items` texts, each on one line of 1 to `most` characters. Empty where the
    /// key is absent.
    pub(crate) fn lines(&mut self, key: &'static str, items: usize, most: usize) -> Vec<String> {
        let list = self.list(key, items, "texts in quotes");
        list.iter().filter_map(|value| self.one_line(key, value, most)).collect()
    }

    /// A list of at most `items` texts as [`Fields::lines`] takes them, each of which may also be a
    /// table that `read` takes.
    pub(crate) fn lines_or_tables(
        &mut self,
        key: &'static str,
        items: usize,
        most: usize,
        mut read: impl FnMut(&mut Fields<'_>) -> Option<String>,
    ) -> Vec<String> {
        let list = self.list(key, items, "texts in quotes, or tables");
        let one = |value: &'t Spanned<DeValue<'t>>| match value.get_ref().as_table() {
            Some(table) => self.inside(key, value, table, &mut read),
            None => self.one_line(key, value, most),
        };
        list.iter().filter_map(one).collect()
    }

    /// One of a closed set of words.
    pub(crate) fn word<W: Word>(&mut self, key: &'static str) -> Option<W> {
        let value = self.value(key)?;
        let word = self.string(key, value)?;
        let known = W::parse(word);
        if known.is_none() {
            self.wrong(
                key,
                value,
                format!("{} is unknown: {}", quoted(word), suggestion(word, &W::words())),
            );
        }
        known
    }

    /// A time, e.g. `"2m 30s"`.
    pub(crate) fn time(
        &mut self,
        key: &'static str,
        range: RangeInclusive<Duration>,
    ) -> Option<Duration> {
        let value = self.value(key)?;
        self.duration(key, value, &range)
    }

    /// A list of times, none below the one before it; `names` says what they are.
    pub(crate) fn times<const N: usize>(
        &mut self,
        key: &'static str,
        names: [&str; N],
        range: RangeInclusive<Duration>,
    ) -> Option<[Duration; N]> {
        let value = self.value(key)?;
        let Some(list) = value.get_ref().as_array() else {
            self.wrong(key, value, format!("must be [{}]: times in quotes", names.join(", ")));
            return None;
        };
        if list.len() != N {
            self.wrong(
                key,
                value,
                format!("must be [{}]: {N} times, not {}", names.join(", "), list.len()),
            );
            return None;
        }
        let mut times = [Duration::ZERO; N];
        for (time, value) in times.iter_mut().zip(list) {
            *time = self.duration(key, value, &range)?;
        }
        if let Some(index) = (1..N).find(|&index| times[index] < times[index - 1]) {
            self.wrong(
                key,
                value,
                format!("{} must not be below {}", names[index], names[index - 1]),
            );
            return None;
        }
        Some(times)
    }

    /// A whole number.
    pub(crate) fn whole(&mut self, key: &'static str, range: RangeInclusive<u32>) -> Option<u32> {
        let value = self.value(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(number) => u32::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        self.in_range(key, value, number, &range, "a whole number")
    }

    /// A number.
    pub(crate) fn number(&mut self, key: &'static str, range: RangeInclusive<f64>) -> Option<f64> {
        let value = self.value(key)?;
        let number = match value.get_ref() {
            DeValue::Float(number) => number.as_str().parse().ok(),
            DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse().ok(),
            _ => None,
        };
        self.in_range(key, value, number, &range, "a number")
    }

    /// `true` or `false`.
    pub(crate) fn flag(&mut self, key: &'static str) -> Option<bool> {
        let value = self.value(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong(key, value, "must be true or false, without quotes");
        }
        flag
    }

    /// The value where it is text at all: for a word that stands beside other kinds of value.
    pub(crate) fn takes_text(&mut self, key: &'static str) -> Option<&'t str> {
        self.value(key)?.get_ref().as_str()
    }

    /// A table, `[key]`.
    pub(crate) fn table<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut Fields<'_>) -> Option<T>,
    ) -> Option<T> {
        let value = self.value(key)?;
        let Some(table) = value.get_ref().as_table() else {
            let field = self.field(key);
            self.wrong(key, value, format!("must be a table, [{field}]"));
            return None;
        };
        self.inside(key, value, table, read)
    }

    /// A list of at most `most` tables, `[[key]]`. Empty where the key is absent.
    pub(crate) fn tables<T>(
        &mut self,
        key: &'static str,
        most: usize,
        mut read: impl FnMut(&mut Fields<'_>) -> Option<T>,
    ) -> Vec<T> {
        let field = self.field(key);
        let list = self.list(key, most, &format!("tables, [[{field}]]"));
        let mut values = Vec::new();
        for value in list {
            match value.get_ref().as_table() {
                Some(table) => values.extend(self.inside(key, value, table, &mut read)),
                None => self.wrong(key, value, format!("must be a table, [[{field}]]")),
            }
        }
        values
    }

    fn inside<T>(
        &self,
        key: &str,
        value: &Spanned<DeValue<'t>>,
        table: &'t DeTable<'t>,
        read: impl FnOnce(&mut Fields<'_>) -> Option<T>,
    ) -> Option<T> {
        let mut fields =
            Fields::new(self.log, table, self.field(key), self.log.line(value.span().start));
        let value = read(&mut fields);
        fields.finish();
        value
    }

    /// Notes every key that nobody asked for.
    fn finish(&self) {
        for (key, _) in self.table.iter() {
            let name = key.get_ref().as_ref();
            if !self.open && !self.known.contains(&name) {
                let field = self.field(&shorten(name));
                let homes = self.log.homes(name);
                let told = match &homes[..] {
                    [] => suggestion(name, &self.known),
                    [""] => "it belongs at the top of the file, above every [table]".to_string(),
                    all => format!("it belongs under [{}]", all.join("] or [")),
                };
                let message = format!("unknown key: {told}");
                self.log.add(self.log.line(key.span().start), &field, message);
            }
        }
    }

    fn value(&mut self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        if !self.known.contains(&key) {
            self.known.push(key);
        }
        self.table.get(key)
    }

    fn list(&mut self, key: &'static str, most: usize, what: &str) -> &'t [Spanned<DeValue<'t>>] {
        let Some(value) = self.value(key) else { return &[] };
        match value.get_ref() {
            DeValue::Array(list) if list.len() <= most => list,
            DeValue::Array(list) => {
                self.wrong(
                    key,
                    value,
                    format!("must not have more than {most} items, not {}", list.len()),
                );
                &[]
            }
            other => {
                self.wrong(key, value, format!("must be a list of {what}, not {}", a(other)));
                &[]
            }
        }
    }

    fn string(&self, key: &str, value: &'t Spanned<DeValue<'t>>) -> Option<&'t str> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong(key, value, format!("must be text in quotes, not {}", a(value.get_ref())));
        }
        text
    }

    fn one_line(&self, key: &str, value: &'t Spanned<DeValue<'t>>, most: usize) -> Option<String> {
        let text = self.string(key, value)?.trim();
        // Nearly all are, and the rest costs several times as much.
        if !text.is_empty() && text.len() <= most && is_plain(text) {
            return Some(text.to_string());
        }
        if text.contains(['\n', '\t']) {
            self.wrong(key, value, "must be on one line, without tabs");
            return None;
        }
        let length = text.chars().count();
        self.check(key, value, text, length <= most, || {
            format!("must not be longer than {most} characters, not {length}")
        })
    }

    fn check(
        &self,
        key: &str,
        value: &Spanned<DeValue<'t>>,
        text: &str,
        fits: bool,
        too_long: impl FnOnce() -> String,
    ) -> Option<String> {
        let may_act = !text.split('\n').all(is_plain);
        let acts = |c: &char| acts(*c) && *c != '\n' && *c != '\t';
        let control = may_act.then(|| text.chars().find(acts)).flatten();
        let message = if text.trim().is_empty() {
            "must not be empty".to_string()
        } else if let Some(control) = control {
            format!("must not have control characters, and has U+{:04X}", u32::from(control))
        } else if fits {
            return Some(text.to_string());
        } else {
            too_long()
        };
        self.wrong(key, value, message);
        None
    }

    /// A number, if there is one within the range.
    fn in_range<T: PartialOrd + Display>(
        &self,
        key: &str,
        value: &Spanned<DeValue<'t>>,
        number: Option<T>,
        range: &RangeInclusive<T>,
        what: &str,
    ) -> Option<T> {
        let number = number.filter(|number| range.contains(number));
        if number.is_none() {
            let message = format!("must be {what} from {} to {}", range.start(), range.end());
            self.wrong(key, value, message);
        }
        number
    }

    fn duration(
        &self,
        key: &str,
        value: &'t Spanned<DeValue<'t>>,
        range: &RangeInclusive<Duration>,
    ) -> Option<Duration> {
        let Some(text) = value.get_ref().as_str() else {
            let message =
                format!("must be a time in quotes, like \"2m 30s\", not {}", a(value.get_ref()));
            self.wrong(key, value, message);
            return None;
        };
        let time = read_time_of_file(text);
        if time.is_some_and(|time| range.contains(&time)) {
            return time;
        }
        let bounds = format!("{} to {}", spoken(*range.start()), spoken(*range.end()));
        self.wrong(
            key,
            value,
            format!("must be a time from {bounds}, like \"2m 30s\", not {}", quoted(text)),
        );
        None
    }

    fn wrong(&self, key: &str, value: &Spanned<DeValue<'t>>, message: impl Into<String>) {
        // After a fault in the TOML the reader puts an empty value there; the fault itself is noted
        // already.
        if !(self.log.is_broken() && value.span().is_empty()) {
            self.log.add(self.log.line(value.span().start), &self.field(key), message);
        }
    }

    fn field(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_string() } else { format!("{}.{key}", self.path) }
    }
}

/// Whether a text holds only what ASCII prints.
fn is_plain(text: &str) -> bool {
    text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_control())
}
