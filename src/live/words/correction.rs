//! The marks of a slot as they are listed to be corrected, and what becomes of them. Pure text.

use std::time::Duration;

use super::marks::{Voice, answer_word, refusal};
use crate::live::rules::correction::{MarkName, MarkRow, NotCorrected, SlotMarks};
use crate::time::m_ss;

/// What can be said of the marks above it.
pub(crate) const PROMPT: &str = "Wrong? [2 6:10 says when · 2 never takes it out · Enter goes on] ";

/// The marks of a slot, a line each, numbered, under their questions.
pub(crate) fn list(title: &str, marks: &SlotMarks) -> String {
    let mut lines = vec![format!("{title}, what was marked:")];
    lines.extend(lines_from(marks, 0));
    lines.join("\n")
}

/// What a correction has added to so many marks, with the numbers behind theirs.
pub(crate) fn listed_behind(marks: &SlotMarks, listed: usize) -> Option<String> {
    Some(lines_from(marks, listed).join("\n")).filter(|lines| !lines.is_empty())
}

fn lines_from(marks: &SlotMarks, first: usize) -> Vec<String> {
    let (mut lines, mut question) = (Vec::new(), None);
    for (position, row) in marks.rows.iter().enumerate().skip(first) {
        if question != Some(row.question) {
            question = Some(row.question);
            lines.push(format!("question {}, {}", row.question + 1, row.title));
        }
        let (number, at) = (position + 1, shown(row.at));
        lines.push(format!("{number:>4} {at:>7}  {}{}", name(&row.names), aside(row)));
    }
    lines
}

/// What a mark is now.
pub(crate) fn corrected(number: usize, row: &MarkRow) -> String {
    let what = name(&row.names);
    match row.at {
        Some(at) => format!("{number} is at {} now: {what}", m_ss(at)),
        None => format!("{number} never was, now: {what}"),
    }
}

/// It is so already.
pub(crate) const SAME: &str = "it is so already";

/// Why a line corrects nothing.
pub(crate) fn not_corrected(why: &NotCorrected) -> String {
    match why {
        NotCorrected::Unread(why) => why.clone(),
        NotCorrected::OutOfOrder(why) => refusal(why, Voice::Keys),
    }
}

fn name(names: &MarkName) -> String {
    match names {
        MarkName::Answer(kind) => answer_word(*kind).to_string(),
        MarkName::Phase(phase) => format!("{phase} began"),
        MarkName::Think => "think".to_string(),
        MarkName::Tick(item) => format!("ticked {item}"),
    }
}

/// How a mark came to be as it is, where it is not as it was given.
fn aside(row: &MarkRow) -> String {
    match (row.given, row.at) {
        (None, None) if row.never => ": never".to_string(),
        (None, None) => ": not marked".to_string(),
        (None, Some(_)) => " (said in the review)".to_string(),
        (Some(given), None) => format!(": never (marked at {})", m_ss(given)),
        (Some(given), Some(at)) if given != at => format!(" (marked at {})", m_ss(given)),
        (Some(_), Some(_)) => String::new(),
    }
}

fn shown(at: Option<Duration>) -> String {
    at.map_or_else(|| "–".to_string(), m_ss)
}
