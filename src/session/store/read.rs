//! How a session is read: up to its last blank line, or a whole table behind it, table by table, so
//! that what is wrong is named with its line.

use serde::Deserialize;
use toml::Table;

use super::check::{self, Wrong};
use super::newer;
use super::text::PLAN_END;
use crate::session::event::Event;
use crate::session::novelties::Novelties;
use crate::session::{FORMAT, Header, LocalTime, Session, SessionId};
use crate::text::clean_line;
use crate::time::Elapsed;

#[cfg(test)]
mod tests;

/// The line that every event's table begins with.
const EVENT: &str = "[[event]]";

/// The largest plan that is read, in bytes: many times what a round of the longest questions takes.
/// Reading TOML takes some forty times its size.
const LARGEST_PLAN: usize = 4 << 20;

/// The largest event that is read, in bytes: speech without end in a recording of many days.
const LARGEST_EVENT: usize = 2 << 20;

/// Why a file can't be read as a session.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ReadError {
    /// There is nothing in it.
    #[error("it is empty; delete it")]
    Empty,
    /// It is larger than any session.
    #[error("it is larger than {} MiB, which no session is", super::MAX_BYTES >> 20)]
    TooLarge,
    /// It is no UTF-8.
    #[error("line {line} is no UTF-8 text; a session is a text file")]
    NotText {
        /// The line, from 1.
        line: usize,
    },
    /// It is something else.
    #[error("it is no session: no `format = {FORMAT}` at its beginning")]
    Foreign,
    /// It was written by a later version of the tool.
    #[error(
        "it has file format {format}, and mockround {} reads up to format {FORMAT}; \
         it needs mockround {tool} or newer",
        env!("CARGO_PKG_VERSION")
    )]
    Newer {
        /// The format that it is written in.
        format: u32,
        /// The version that wrote it.
        tool: String,
    },
    /// Even the plan isn't whole.
    #[error(
        "it ends in the middle of its plan, at line {line}; nothing can be read from it, delete it"
    )]
    CutShort {
        /// The last line, from 1.
        line: usize,
    },
    /// It is a plan that can be read, but may have been longer.
    #[error(
        "its plan ends at line {line}, without an empty line, and may have been cut short; \
         if nothing but that is missing, add one at its end"
    )]
    MayBeCut {
        /// The last line, from 1.
        line: usize,
    },
    /// Something in it can't be right.
    #[error(
        "{}{}: {why}; mend it there, or move the file away",
        place(*.line),
        named(field.as_ref())
    )]
    Bad {
        /// The line, from 1, where it is known.
        line: Option<usize>,
        /// The field, where it is known.
        field: Option<String>,
        /// What is wrong with it.
        why: String,
    },
}

fn place(line: Option<usize>) -> String {
    match line {
        Some(line) => format!("line {line}"),
        None => "in its plan".to_string(),
    }
}

fn named(field: Option<&String>) -> String {
    match field {
        Some(field) => format!(", `{field}`"),
        None => String::new(),
    }
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
        write!(
            f,
            "its last {} bytes, from line {} on, {} and are left out",
            self.bytes,
            self.line,
            if self.is_table { "may have been cut short" } else { "were cut short" }
        )
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
    /// The file format.
    pub(crate) format: u32,
    /// The version of the tool that wrote it.
    pub(crate) tool: Option<String>,
    /// The session's name.
    pub(crate) id: Option<SessionId>,
    /// When it began.
    pub(crate) started: Option<LocalTime>,
    /// How fast its clock ran.
    pub(crate) speed: Option<f64>,
}

/// Reads a session file's first lines; `None` where they are no session's.
pub(crate) fn top(text: &str) -> Option<Top> {
    let end =
        if text.starts_with('[') { 0 } else { text.find("\n[").map_or(text.len(), |end| end + 1) };
    toml::from_str(&text[..end]).ok()
}

/// Reads a session file. Its valid part ends at its last blank line, or behind a last table that
/// is whole, since editors take blank lines at the end away; what comes after was cut short.
///
/// # Errors
/// What can't be a whole session, with the line and the field that are wrong.
pub(crate) fn read(bytes: &[u8]) -> Result<(Session, Option<Dropped>), ReadError> {
    if bytes.trim_ascii().is_empty() {
        return Err(ReadError::Empty);
    }
    let blank = valid_end(bytes);
    let last = blank.and_then(|end| last_table(&bytes[end..]));
    let end = match last {
        Some(Last::Whole) => Some(bytes.len()),
        None if blank.is_none() && is_whole_plan(bytes) => Some(bytes.len()),
        Some(Last::MayBeCut) | None => blank,
    };
    let valid = &bytes[..end.unwrap_or(bytes.len())];
    let text = std::str::from_utf8(valid)
        .map_err(|error| ReadError::NotText { line: line_at(valid, error.valid_up_to()) })?;
    if end.is_none() {
        return Err(without_end(text));
    }
    let blocks = blocks(text);
    let plan = &text[..blocks.first().copied().unwrap_or(text.len())];
    if plan.len() > LARGEST_PLAN {
        return Err(too_long(1, "plan", LARGEST_PLAN));
    }
    let mut session = header(plan)?;
    session.events.reserve(blocks.len());
    for (n, &from) in blocks.iter().enumerate() {
        let block = &text[from..blocks.get(n + 1).copied().unwrap_or(text.len())];
        if block.len() > LARGEST_EVENT {
            return Err(too_long(line_at(valid, from), "event", LARGEST_EVENT));
        }
        let event = event(block, &mut session.newer)
            .map_err(|error| error.further_down(line_at(valid, from) - 1))?;
        session.events.push(event);
    }
    if let Err(wrong) = check::header(&session.header).and_then(|()| check::events(&session)) {
        return Err(not_right(wrong, text, &blocks, &session.newer));
    }
    session.until = session.events.last().map_or(Elapsed::ZERO, |last| last.at);
    let dropped = Dropped {
        valid: valid.len() as u64,
        bytes: (bytes.len() - valid.len()) as u64,
        line: line_at(bytes, valid.len()),
        is_table: last == Some(Last::MayBeCut),
    };
    Ok((session, Some(dropped).filter(|dropped| dropped.bytes > 0)))
}

/// Where in the file it is that something can't be right.
fn not_right(wrong: Wrong, text: &str, blocks: &[usize], newer: &Novelties) -> ReadError {
    let Wrong { event, field, mut why } = wrong;
    let mut line = None;
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

impl ReadError {
    /// The same, in a text that is so many lines further down in the file.
    fn further_down(self, lines: usize) -> Self {
        match self {
            Self::Bad { line, field, why } => {
                Self::Bad { line: line.map(|line| line + lines), field, why }
            }
            other => other,
        }
    }
}

/// Where the last blank line ends. Line ends may be those of Windows: files pass through editors
/// and git.
fn valid_end(bytes: &[u8]) -> Option<usize> {
    let unix = bytes.windows(2).rposition(|end| end == b"\n\n").map(|at| at + 2);
    let from = unix.unwrap_or(0);
    let windows = bytes[from..].windows(3).rposition(|end| end == b"\n\r\n");
    windows.map(|at| from + at + 3).or(unix)
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
    let body = text.strip_prefix(EVENT)?;
    let body = body.strip_prefix("\r\n").or(body.strip_prefix('\n'))?;
    if !body.ends_with('\n') || !blocks(body).is_empty() {
        return None;
    }
    let event: Event = toml::from_str(body).ok()?;
    Some(if event.may_be_cut_short() { Last::MayBeCut } else { Last::Whole })
}

/// Whether a file is a plan that lacks no more than its blank line.
fn is_whole_plan(bytes: &[u8]) -> bool {
    let Some(lines) = bytes.strip_suffix(b"\n") else { return false };
    let lines = lines.strip_suffix(b"\r").unwrap_or(lines);
    lines.strip_suffix(PLAN_END.as_bytes()).is_some_and(|plan| plan.ends_with(b"\n"))
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
    match top(text) {
        Some(top) => needs_newer(top.format, top.tool.as_deref().unwrap_or("?")),
        None if text.starts_with("format = ") => None,
        None => Some(ReadError::Foreign),
    }
}

fn needs_newer(format: u32, tool: &str) -> Option<ReadError> {
    (format > FORMAT).then(|| ReadError::Newer { format, tool: printable(tool) })
}

fn too_long(line: usize, what: &str, most: usize) -> ReadError {
    let why = format!("the {what} that begins here is larger than {} MiB", most >> 20);
    ReadError::Bad { line: Some(line), field: None, why }
}

/// Where each event's table begins.
fn blocks(text: &str) -> Vec<usize> {
    let mut begins: Vec<usize> = text.match_indices(EVENT).map(|(at, _)| at).collect();
    begins.retain(|&at| at == 0 || text.as_bytes()[at - 1] == b'\n');
    begins
}

/// Reads the plan: a session in which nothing has happened yet.
fn header(plan: &str) -> Result<Session, ReadError> {
    let error = match toml::from_str::<Header>(plan) {
        Ok(header) => match needs_newer(header.format, &header.tool) {
            Some(needs_newer) => return Err(needs_newer),
            None => return Ok(Session::new(header)),
        },
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

/// Reads one event's table, [`EVENT`] line and all.
fn event(block: &str, novelties: &mut Novelties) -> Result<Event, ReadError> {
    let body = block.split_once('\n').map_or("", |(_, body)| body);
    match toml::from_str(body) {
        Ok(event) => Ok(event),
        Err(error) => newer::event(block, novelties).ok_or_else(|| damaged(block, body, &error)),
    }
}

/// What is wrong with an event's table.
fn damaged(block: &str, body: &str, error: &toml::de::Error) -> ReadError {
    let ReadError::Bad { line, field, why } = bad(body, error) else {
        return ReadError::Empty;
    };
    match culprit(body) {
        // A field that is missing is named in `why`, and has no line.
        Some(field) => ReadError::Bad { line: line_of(block, &field), field: Some(field), why },
        None if error.span().is_none_or(|span| span.start == 0) => {
            ReadError::Bad { line: Some(1), field: None, why }
        }
        None => ReadError::Bad { line: line.map(|line| line + 1), field, why },
    }
}

/// The field that an event can't be read for: the one without which the complaint is another. The
/// reader itself can't tell, because the fields of an event are read only once its kind is known.
fn culprit(body: &str) -> Option<String> {
    let table: Table = toml::from_str(body).ok()?;
    let whole = complaint(table.clone())?;
    if whole.starts_with("missing field") {
        return None;
    }
    // The kind and the time last: without them any event gives another complaint.
    let is_last = |field: &&str| *field == "event" || *field == "at";
    let fields = table.keys().map(String::as_str);
    let others = fields.filter(|field| !is_last(field));
    for field in others.chain(["event", "at"]) {
        let mut rest = table.clone();
        if rest.remove(field).is_some() && complaint(rest).as_ref() != Some(&whole) {
            return Some(field.to_string());
        }
    }
    None
}

/// What the reader says of an event's table that it can't read.
fn complaint(table: Table) -> Option<String> {
    let error = table.try_into::<Event>().err()?;
    Some(error.message().to_string())
}

/// What is wrong with a text, on the line that the reader names.
fn bad(text: &str, error: &toml::de::Error) -> ReadError {
    let at = error.span().map_or(0, |span| span.start);
    let begin = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let line = text[begin..].lines().next().unwrap_or("");
    let key = line.split_once('=').map(|(key, _)| printable(key.trim()));
    let field = key.filter(|key| !key.contains('"'));
    let (line, why) = (Some(line_at(text.as_bytes(), at)), printable(error.message()));
    ReadError::Bad { line, field, why }
}

/// The line, from 1, that a byte is in.
fn line_at(bytes: &[u8], at: usize) -> usize {
    bytes[..at.min(bytes.len())].iter().filter(|byte| **byte == b'\n').count() + 1
}

/// The line, from 1, of a block that sets a field.
fn line_of(block: &str, field: &str) -> Option<usize> {
    let sets = |line: &str| line.split_once('=').is_some_and(|(key, _)| key.trim() == field);
    block.lines().position(sets).map(|line| line + 1)
}

/// A message may quote the file, and that mustn't reach a terminal as it is.
fn printable(text: &str) -> String {
    clean_line(text.trim())
}
