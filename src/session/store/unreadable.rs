//! Why a file can't be read as a session: what is wrong in it, on which line and in which field.

use toml::Table;

use crate::session::FORMAT;
use crate::session::event::Event;
use crate::text::clean_line;

/// The largest session file that is read: 64 MiB, hundreds of times a long round with everything
/// heard in it.
pub(crate) const MAX_BYTES: u64 = 64 << 20;

/// Why a file can't be read as a session.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ReadError {
    /// There is nothing in it.
    #[error("it is empty; delete it")]
    Empty,
    /// It is larger than any session.
    #[error("it is larger than {} MiB, which no session is", MAX_BYTES >> 20)]
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
        /// The format that it is written in, as the file has it.
        format: String,
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

impl ReadError {
    /// The same, in a text that is so many lines further down in the file.
    pub(super) fn further_down(self, lines: usize) -> Self {
        match self {
            Self::Bad { line, field, why } => {
                Self::Bad { line: line.map(|line| line + lines), field, why }
            }
            other => other,
        }
    }
}

pub(super) fn too_long(line: usize, what: &str, most: usize) -> ReadError {
    let why = format!("the {what} that begins here is larger than {} MiB", most >> 20);
    ReadError::Bad { line: Some(line), field: None, why }
}

/// What is wrong with an event's table.
pub(super) fn damaged(block: &str, body: &str, error: &toml::de::Error) -> ReadError {
    let why = || printable(error.message());
    match culprit(body) {
        Some(field) => {
            ReadError::Bad { line: line_of(block, &field), field: Some(field), why: why() }
        }
        // A field that is missing is named in `why`, and has no line.
        None if error.span().is_none_or(|span| span.start == 0) => {
            ReadError::Bad { line: Some(1), field: None, why: why() }
        }
        None => bad(body, error).further_down(1),
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
pub(super) fn bad(text: &str, error: &toml::de::Error) -> ReadError {
    let at = error.span().map_or(0, |span| span.start);
    let begin = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let line = text[begin..].lines().next().unwrap_or("");
    let key = line.split_once('=').map(|(key, _)| printable(key.trim()));
    let field = key.filter(|key| !key.contains('"'));
    let (line, why) = (Some(line_at(text.as_bytes(), at)), printable(error.message()));
    ReadError::Bad { line, field, why }
}

/// The line, from 1, that a byte is in.
pub(super) fn line_at(bytes: &[u8], at: usize) -> usize {
    bytes[..at.min(bytes.len())].iter().filter(|byte| **byte == b'\n').count() + 1
}

/// The line, from 1, of a block that sets a field.
pub(super) fn line_of(block: &str, field: &str) -> Option<usize> {
    let sets = |line: &str| line.split_once('=').is_some_and(|(key, _)| key.trim() == field);
    block.lines().position(sets).map(|line| line + 1)
}

/// A message may quote the file, and that mustn't reach a terminal as it is.
pub(super) fn printable(text: &str) -> String {
    clean_line(text.trim())
}
