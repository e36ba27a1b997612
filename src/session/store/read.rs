//! How a session is read: up to its last blank line, or a whole table behind it, table by table, so
//! that what is wrong is named with its line. What editors and formatters change of white space
//! (line ends, blank lines, spaces around a line) means nothing.

use memchr::memmem;
use serde::Deserialize;
use toml::Value;

use super::check::{self, Wrong};
use super::text::PLAN_END;
use super::unreadable::{ReadError, bad, damaged, line_at, line_of, printable, too_long};
use super::{newer, plain};
use crate::session::event::Event;
use crate::session::novelties::Novelties;
use crate::session::{FORMAT, Header, LocalTime, Session, SessionId};
use crate::time::Elapsed;

#[cfg(test)]
mod tests;

/// The line that every event's table begins with.
const EVENT: &str = "[[event]]";

/// About what an event's table takes, in bytes: of most there are a little fewer than by that.
const EVENT_LENGTH: usize = 100;

/// The largest plan that is read, in bytes: many times what a round of the longest questions takes.
/// Reading TOML takes some forty times its size.
const LARGEST_PLAN: usize = 4 << 20;

/// The largest event that is read, in bytes: speech without end in a recording of many days.
const LARGEST_EVENT: usize = 2 << 20;

/// Whether the texts of a plan are read: statements, examples, references, answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Texts {
    /// All of them.
    Kept,
    /// In their place stand empty ones, where the file is spelled as we write it. Nothing that is
    /// measured depends on them, and they are most of a plan.
    Left,
}

/// The end of a file that was cut short, and not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dropped {
    /// How long the valid part is, in bytes.
    pub(crate) valid: u64,
    /// How much comes after it, in bytes.
    pub(crate) bytes: u64,
    /// The line that it begins in, from 1.
    pub(crate) line: usize,
    /// Whether it is a table that can be read, but may have been longer.
    pub(crate) is_table: bool,
}

impl std::fmt::Display for Dropped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (last, were, are) = match self.bytes {
            1 => ("byte".to_string(), "was", "is"),
            bytes => (format!("{bytes} bytes"), "were", "are"),
        };
        let cut = if self.is_table { "may have been" } else { were };
        let line = self.line;
        write!(f, "its last {last}, from line {line} on, {cut} cut short and {are} left out")
    }
}

/// What a person should know of how a session was read, a line each.
pub(super) fn notes(session: &Session, dropped: Option<Dropped>) -> Vec<String> {
    let mut notes: Vec<String> = dropped.iter().map(Dropped::to_string).collect();
    if !session.newer.is_empty() {
        notes.push(session.newer.to_string());
    }
    notes
}

/// What a session file says before its first table.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct Top {
    /// The session's name.
    pub(crate) id: Option<SessionId>,
    /// When it began.
    pub(crate) started: Option<LocalTime>,
    /// How fast its clock ran.
    pub(crate) speed: Option<f64>,
}

/// Which format a file says it has, whatever else another version has made of its first lines.
#[derive(Deserialize)]
struct Claim {
    format: Value,
    tool: Option<Value>,
}

/// Reads a session file's first lines; `None` where they are no session's.
pub(crate) fn top(text: &str) -> Option<Top> {
    let lines = first_lines(text);
    plain::plan(lines).or_else(|| toml::from_str(lines).ok())
}

fn claim(text: &str) -> Option<Claim> {
    toml::from_str(first_lines(text)).ok()
}

/// What stands before the first table.
fn first_lines(text: &str) -> &str {
    if text.starts_with('[') {
        return "";
    }
    text.find("\n[").map_or(text, |end| &text[..=end])
}

/// Reads a session file. Its valid part ends at its last blank line, or behind a last table that
/// is whole, since editors take blank lines at the end away; what comes after was cut short.
///
/// # Errors
/// What can't be a whole session, with the line and the field that are wrong.
pub(crate) fn read(bytes: &[u8]) -> Result<(Session, Option<Dropped>), ReadError> {
    read_as(bytes, Texts::Kept)
}

/// As [`read`], with the plan's texts or without.
///
/// # Errors
/// As [`read`].
pub(super) fn read_as(bytes: &[u8], texts: Texts) -> Result<(Session, Option<Dropped>), ReadError> {
    if bytes.trim_ascii().is_empty() {
        return Err(ReadError::Empty);
    }
    let sure = valid_end(bytes);
    let last = sure.and_then(|end| last_table(&bytes[end..]));
    let end = match last {
        Some(Last::Whole) => Some(bytes.len()),
        Some(Last::MayBeCut) | None => sure,
    };
    let valid = &bytes[..end.unwrap_or(bytes.len())];
    let text = std::str::from_utf8(valid)
        .map_err(|error| ReadError::NotText { line: line_at(valid, error.valid_up_to()) })?;
    // The half of a line's end that a cut left means no more than a space.
    let text = text.trim_end_matches('\r');
    if end.is_none() {
        return Err(without_end(text));
    }
    let plan = &text[..begin_of_events(text)];
    if plan.len() > LARGEST_PLAN {
        return Err(too_long(1, "plan", LARGEST_PLAN));
    }
    let mut session = match without_texts(plan, texts) {
        Some(session) => session,
        None => header(plan)?,
    };
    let mut from = plan.len();
    session.events.reserve((text.len() - from) / EVENT_LENGTH);
    while from < text.len() {
        let (event, length) = next_event(&text[from..], &mut session.newer)
            .map_err(|error| error.further_down(line_at(valid, from) - 1))?;
        session.events.push(event);
        from += length;
    }
    if let Err(wrong) = check::header(&session.header).and_then(|()| check::events(&session)) {
        return Err(not_right(wrong, text, &session.newer));
    }
    session.until = session.events.last().map_or(Elapsed::ZERO, |last| last.at);
    let dropped = (valid.len() < bytes.len()).then(|| Dropped {
        valid: valid.len() as u64,
        bytes: (bytes.len() - valid.len()) as u64,
        line: line_at(bytes, valid.len()),
        is_table: last == Some(Last::MayBeCut),
    });
    Ok((session, dropped))
}

/// Where in the file it is that something can't be right.
fn not_right(wrong: Wrong, text: &str, newer: &Novelties) -> ReadError {
    let Wrong { event, field, mut why } = wrong;
    let mut line = None;
    let blocks = blocks(text);
    if let Some(&from) = event.and_then(|event| blocks.get(event)) {
        let line_in_block = line_of(&text[from..], &field).unwrap_or(1);
        line = Some(line_at(text.as_bytes(), from) + line_in_block - 1);
    }
    // It may follow from what was skipped.
    if event.is_some() && !newer.is_empty() {
        why = format!("{why} ({newer})");
    }
    ReadError::Bad { line, field: Some(field), why }
}

/// Up to where a file is whole whatever follows: its last blank line, or its plan's last line or a
/// table behind that which another one follows. We write none of these without a blank line:
/// somebody took it away.
fn valid_end(bytes: &[u8]) -> Option<usize> {
    let blank = last_blank_line(bytes);
    let plan = plan_end(bytes, blank.unwrap_or(0));
    let from = plan.or(blank);
    let behind = from.unwrap_or(0);
    let last = last_begin(bytes, behind).filter(|&begin| begin > behind);
    // Where blank lines are left, what can't be read behind the last of them is a torn end; else
    // it is named.
    let may_be_torn = plan.is_none() && blank.is_some();
    last.filter(|&begin| !may_be_torn || are_events(&bytes[behind..begin])).or(from)
}

/// Where the plan's last line ends, behind a place.
fn plan_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    for line in bytes[from..].split_inclusive(|&byte| byte == b'\n') {
        at += line.len();
        if line.trim_ascii() == PLAN_END.as_bytes() {
            return Some(at);
        }
    }
    None
}

/// Where the last blank line ends. It may hold white space: files pass through editors and git.
fn last_blank_line(bytes: &[u8]) -> Option<usize> {
    let mut end = bytes.iter().rposition(|&byte| byte == b'\n')?;
    while let Some(before) = bytes[..end].iter().rposition(|&byte| byte == b'\n') {
        if bytes[before..end].trim_ascii().is_empty() {
            return Some(end + 1);
        }
        end = before;
    }
    None
}

/// Where the last event's table begins behind a place, if only with a part of its first line.
fn last_begin(bytes: &[u8], from: usize) -> Option<usize> {
    let mut begin = None;
    let mut at = from;
    for line in bytes[from..].split_inclusive(|&byte| byte == b'\n') {
        let text = line.trim_ascii();
        let is_part = !line.ends_with(b"\n") && !text.is_empty();
        let may_begin = begin.is_some() && is_part && EVENT.as_bytes().starts_with(text);
        if may_begin || text.starts_with(EVENT.as_bytes()) {
            begin = Some(at);
        }
        at += line.len();
    }
    begin
}

/// Whether all of this is events that can be read.
fn are_events(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let (mut from, mut unknown) = (0, Novelties::default());
    while from < text.len() {
        match next_event(&text[from..], &mut unknown) {
            Ok((_, length)) => from += length,
            Err(_) => return false,
        }
    }
    true
}

/// A table behind the last blank line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Whole,
    /// A longer one of its kind may have been cut down to it.
    MayBeCut,
}

/// What stands behind the last blank line, where it is a table that ends with its line.
fn last_table(rest: &[u8]) -> Option<Last> {
    if rest.len() > LARGEST_EVENT {
        return None;
    }
    let text = std::str::from_utf8(rest).ok()?;
    let (_, body) = text.trim_start().strip_prefix(EVENT)?.split_once('\n')?;
    let body = body.trim_end_matches([' ', '\t', '\r']);
    if !body.ends_with('\n') || !blocks(body).is_empty() {
        return None;
    }
    let event: Event = toml::from_str(body).ok()?;
    Some(if event.may_be_cut_short() { Last::MayBeCut } else { Last::Whole })
}

/// What a file without a blank line is.
fn without_end(text: &str) -> ReadError {
    match not_ours(text) {
        Some(ReadError::Foreign) if text.starts_with("format = ") => {
            ReadError::CutShort { line: text.lines().count() }
        }
        Some(error) => error,
        None if text.len() <= LARGEST_PLAN && header(text).is_ok() => {
            ReadError::MayBeCut { line: text.lines().count() }
        }
        None => ReadError::CutShort { line: text.lines().count() },
    }
}

/// Why a file whose plan can't be read is none that this version could read.
fn not_ours(text: &str) -> Option<ReadError> {
    match claim(text) {
        Some(Claim { format, tool }) => match format.as_integer() {
            Some(format) if format <= FORMAT.into() => None,
            // Another version may write anything, also no number.
            _ => Some(too_new(&format.to_string(), tool.as_ref().and_then(Value::as_str))),
        },
        None if text.starts_with("format = ") => None,
        None => Some(ReadError::Foreign),
    }
}

fn too_new(format: &str, tool: Option<&str>) -> ReadError {
    ReadError::Newer { format: printable(format), tool: printable(tool.unwrap_or("?")) }
}

/// Where the first event's table begins, or would.
fn begin_of_events(text: &str) -> usize {
    for at in memmem::find_iter(text.as_bytes(), EVENT) {
        let before = text[..at].trim_end_matches([' ', '\t']);
        if before.is_empty() || before.ends_with('\n') {
            return before.len();
        }
    }
    text.len()
}

/// That a table of an event begins as TOML lets it and we never write it: what stands in it would
/// be taken for a part of what comes before.
fn expect_no_odd_event(text: &str) -> Result<(), ReadError> {
    let is_odd = |line: &str| {
        let line = line.trim_ascii();
        let name = line.trim_start_matches('[').split(']').next().unwrap_or_default();
        let name = name.trim_ascii().trim_matches(['"', '\'']);
        line.starts_with('[') && name == "event" && !line.starts_with(EVENT)
    };
    match text.lines().position(is_odd) {
        None => Ok(()),
        Some(before) => Err(ReadError::Bad {
            line: Some(before + 1),
            field: None,
            why: format!("an event begins with {EVENT}, without spaces or quotes: write it so"),
        }),
    }
}

/// Where each event's table begins: with its line, which may be indented.
fn blocks(text: &str) -> Vec<usize> {
    text.match_indices(EVENT).filter_map(|(at, _)| begin_of_line(text, at)).collect()
}

/// Where a line begins of which nothing but white space stands before a place.
fn begin_of_line(text: &str, at: usize) -> Option<usize> {
    let begin = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[begin..at].trim_ascii().is_empty().then_some(begin)
}

/// Where the next event's table begins, behind the one that some events begin with.
fn next_begin(events: &str) -> usize {
    let first = events.find('\n').unwrap_or(events.len());
    let rest = &events[first..];
    let mut begins = rest.match_indices(EVENT).filter_map(|(at, _)| begin_of_line(rest, at));
    begins.next().map_or(events.len(), |begin| first + begin)
}

/// Reads the plan without its texts, where it is spelled as we write it.
fn without_texts(text: &str, texts: Texts) -> Option<Session> {
    let header: Header = (texts == Texts::Left).then(|| plain::plan(text))??;
    (header.format <= FORMAT).then(|| Session::new(header))
}

/// Reads the plan: a session in which nothing has happened yet.
fn header(plan: &str) -> Result<Session, ReadError> {
    expect_no_odd_event(plan)?;
    let error = match toml::from_str::<Header>(plan) {
        Ok(header) if header.format <= FORMAT => return Ok(Session::new(header)),
        Ok(header) => return Err(too_new(&header.format.to_string(), Some(&header.tool))),
        Err(error) => error,
    };
    if let Some(not_ours) = not_ours(plan) {
        return Err(not_ours);
    }
    let mut novelties = Novelties::default();
    match newer::header(plan, &mut novelties) {
        Some(header) => Ok(Session { newer: novelties, ..Session::new(header) }),
        None => Err(bad(plan, &error)),
    }
}

/// Reads the event that some events begin with; how long its table is, [`EVENT`] line and all.
fn next_event(events: &str, novelties: &mut Novelties) -> Result<(Event, usize), ReadError> {
    let read = plain::event(events);
    let length = match &read {
        Some((_, length)) => *length,
        None => next_begin(events),
    };
    if length > LARGEST_EVENT {
        return Err(too_long(1, "event", LARGEST_EVENT));
    }
    match read {
        Some(read) => Ok(read),
        None => Ok((event(&events[..length], novelties)?, length)),
    }
}

/// Reads one event's table as TOML.
fn event(block: &str, novelties: &mut Novelties) -> Result<Event, ReadError> {
    expect_no_odd_event(block)?;
    let body = block.split_once('\n').map_or("", |(_, body)| body);
    match toml::from_str(body) {
        Ok(event) => Ok(event),
        Err(error) => newer::event(block, novelties).ok_or_else(|| damaged(block, body, &error)),
    }
}
