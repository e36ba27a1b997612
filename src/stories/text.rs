//! How stories, and their matrix, are shown: as text and as JSON. Text from files comes out
//! cleaned.

use std::fmt::Write;

use console::{Alignment, Style, measure_text_width, pad_str};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::Story;
use super::lint::{self, words};
use super::matrix::{Cell, Finding, Matrix};
use crate::apportion::apportion;
use crate::round::star::StarPart;
use crate::round::{Theme, handout};
use crate::session::tellings::Telling;
use crate::text::clean_line;
use crate::text::english::persons;
use crate::time::{cut_to, m_ss};
use crate::word::Word;

/// What is needed to show stories.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look<'a> {
    /// Every telling that is known.
    pub(crate) tellings: &'a [Telling],
    /// The present time.
    pub(crate) now: Timestamp,
    /// Columns.
    pub(crate) width: usize,
    /// Whether styles reach the terminal.
    pub(crate) colours: bool,
}

impl Look<'_> {
    /// How often a story was told, and when last.
    fn told(&self, story: &Story) -> (usize, Option<Timestamp>) {
        story.told(None, self.tellings)
    }

    fn bold(&self, text: &str) -> String {
        self.painted(Style::new().bold(), text)
    }

    fn dim(&self, text: &str) -> String {
        self.painted(Style::new().dim(), text)
    }

    fn painted(&self, style: Style, text: &str) -> String {
        style.force_styling(self.colours).apply_to(text).to_string()
    }

    /// `never told`, or `told 3 times, last 2w ago`.
    fn history(&self, story: &Story) -> String {
        match self.told(story) {
            (_, None) => "never told".to_string(),
            (1, Some(last)) => format!("told once, {} ago", ago(self.now, last)),
            (times, Some(last)) => format!("told {times} times, last {} ago", ago(self.now, last)),
        }
    }
}

/// Time since a telling in at most three or four characters: `0d` to `13d`, `2w` to `8w`, `2m` to
/// `24m`, `2y`. A month is 30 days here, a year 365.
pub(crate) fn ago(now: Timestamp, then: Timestamp) -> String {
    let days = now.duration_since(then).as_hours().max(0) / 24;
    match days {
        0..14 => format!("{days}d"),
        14..60 => format!("{}w", days / 7),
        60..730 => format!("{}m", days / 30),
        _ => format!("{}y", days / 365),
    }
}

/// The stories in a table: id, strength, length, last told, themes, title.
pub(crate) fn list(stories: &[Story], look: Look<'_>) -> String {
    let head = ["id", "strength", "length", "told", "themes", "title"];
    let mut rows = vec![head.map(str::to_string)];
    for story in stories {
        rows.push([
            story.id.clone(),
            story.strength.to_string(),
            m_ss(lint::told(lint::length(story))),
            look.history(story),
            themes(story),
            clean_line(&story.title),
        ]);
    }
    let widths: [usize; 6] = std::array::from_fn(|column| {
        let cells = rows.iter().map(|row| measure_text_width(&row[column]));
        cells.max().unwrap_or(0)
    });
    let mut out = String::new();
    for (number, row) in rows.iter().enumerate() {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            let _ = write!(line, "{}  ", pad_str(cell, width, Alignment::Left, None));
        }
        let line = line.trim_end();
        let line = if number == 0 { look.bold(line) } else { line.to_string() };
        let _ = writeln!(out, "{line}");
    }
    out
}

fn themes(story: &Story) -> String {
    let words = Theme::joined(&story.themes, ", ");
    if words.is_empty() { "-".to_string() } else { words }
}

/// A story whole, with the counts that its check rests on.
pub(crate) fn show(story: &Story, look: Look<'_>) -> String {
    let mut out = String::new();
    let whole = lint::length(story);
    let _ = writeln!(out, "{}", look.bold(&clean_line(&story.title)));
    let _ = writeln!(out, "{} · strength {} · {}", story.id, story.strength, themes(story));
    let _ = writeln!(out, "scale: {}", story.scale.as_deref().map_or("-".to_string(), clean_line));
    let _ = writeln!(out, "{}", look.history(story));
    let _ = writeln!(
        out,
        "length: {whole} words, {} at {} a minute",
        m_ss(lint::told(whole)),
        lint::WORDS_A_MINUTE
    );
    let count = |part: &StarPart| story.part(*part).map_or(0, words);
    let counts: Vec<usize> = StarPart::all().iter().map(count).collect();
    let shares = counts.iter().map(|count| 100.0 * *count as f64 / whole.max(1) as f64);
    let shares = apportion(100, &shares.collect::<Vec<f64>>());
    let mut times: Vec<_> = counts.iter().map(|count| lint::told(*count)).collect();
    cut_to(&mut times, lint::told(whole));
    for (at, part) in StarPart::all().iter().enumerate() {
        let word = part.word();
        let Some(text) = story.part(*part) else {
            let _ = writeln!(out, "\n{}  {}", look.bold(word), look.dim("not written yet"));
            continue;
        };
        let ((i, we), share, time) = (persons(text), shares[at], m_ss(times[at]));
        let facts = format!("{time} · {share}% · I {i}, we {we}");
        let _ = writeln!(out, "\n{}  {}", look.bold(word), look.dim(&facts));
        for line in handout::paragraphs(text, look.width.saturating_sub(2)) {
            let _ = writeln!(out, "{}", format!("  {line}").trim_end());
        }
    }
    out
}

/// Columns of a theme's name, and of a cell with its space.
const NAME: usize = 16;
const CELL: usize = 6;

/// Themes in rows, stories in columns; what the columns stand for; what is missing.
pub(crate) fn matrix(stories: &[Story], matrix: &Matrix, look: Look<'_>) -> String {
    let mut out = String::new();
    let across = (look.width.saturating_sub(NAME) / CELL).max(1);
    for first in (0..stories.len()).step_by(across) {
        let columns = first..stories.len().min(first + across);
        let mut head = " ".repeat(NAME);
        for column in columns.clone() {
            let _ = write!(head, "{:<CELL$}", format!("[{}]", column + 1));
        }
        let _ = writeln!(out, "{}", look.bold(head.trim_end()));
        for (theme, cells) in &matrix.rows {
            let mut row = format!("{:<NAME$}", theme.word());
            for of in &cells[columns.clone()] {
                let _ = write!(row, "{:<CELL$}", cell(*of, look.now));
            }
            let _ = writeln!(out, "{}", row.trim_end());
        }
        out.push('\n');
    }
    let longest = stories.iter().map(|story| story.id.len()).max().unwrap_or(0);
    for (number, story) in stories.iter().enumerate() {
        let _ = writeln!(
            out,
            "{:>4} {:<longest$}  {}",
            format!("[{}]", number + 1),
            story.id,
            look.history(story)
        );
    }
    out += &look.dim(
        "a number: the strength of a story that carries the theme, and when it was told for it\n",
    );
    if matrix.findings.is_empty() {
        out += "\nno gaps, no overuse\n";
    } else {
        out.push('\n');
        for finding in &matrix.findings {
            let _ = writeln!(out, "! {finding}");
        }
    }
    out
}

fn cell(cell: Cell, now: Timestamp) -> String {
    let strength = cell.strength.map_or("·".to_string(), |strength| strength.to_string());
    match cell.last {
        Some(last) => format!("{strength} {}", ago(now, last)),
        None => strength,
    }
}

/// A story for programs.
pub(crate) fn story_json(story: &Story, look: Look<'_>) -> Value {
    let whole = lint::length(story);
    let (times_told, last) = look.told(story);
    json!({
        "id": story.id,
        "title": story.title,
        "themes": story.themes,
        "strength": story.strength,
        "scale": story.scale,
        "situation": story.part(StarPart::Situation),
        "task": story.part(StarPart::Task),
        "action": story.part(StarPart::Action),
        "result": story.part(StarPart::Result),
        "words": whole,
        "told_s": lint::told(whole).as_secs_f64(),
        "times_told": times_told,
        "last_told": at(last),
        "line": story.lines.id,
    })
}

/// The matrix for programs.
pub(crate) fn matrix_json(stories: &[Story], matrix: &Matrix) -> Value {
    let mut rows = Vec::new();
    for (theme, cells) in &matrix.rows {
        let mut row = Vec::new();
        for (story, cell) in stories.iter().zip(cells) {
            row.push(json!({
                "story": story.id,
                "strength": cell.strength,
                "times_told": cell.told,
                "last_told": at(cell.last),
            }));
        }
        rows.push(json!({ "theme": theme, "stories": row }));
    }
    let mut told = Vec::new();
    for (story, (times, last)) in stories.iter().zip(&matrix.told) {
        told.push(json!({ "id": story.id, "times_told": times, "last_told": at(*last) }));
    }
    let findings: Vec<Value> = matrix.findings.iter().map(finding_json).collect();
    json!({ "themes": rows, "stories": told, "findings": findings })
}

fn finding_json(finding: &Finding) -> Value {
    let kind = match finding {
        Finding::Count { .. } => "count",
        Finding::Gap(_) => "gap",
        Finding::Thin(..) => "thin",
        Finding::Overused { .. } => "overused",
        Finding::LeanedOn { .. } => "leaned-on",
    };
    json!({ "kind": kind, "text": finding.to_string() })
}

fn at(time: Option<Timestamp>) -> Option<String> {
    Some(time?.to_string())
}
