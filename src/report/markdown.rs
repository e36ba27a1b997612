//! The report as Markdown, for notes and pull requests. All text is escaped: none of it can become
//! markup.

use super::blocks::Block;
use super::text::{Paint, timeline_lines};
use super::words;
use crate::pacing::{Pacing, SlotPacing};
use crate::time::m_ss;

/// Columns of the timelines.
const WIDTH: usize = 80;

/// The report.
pub fn render(pacing: &Pacing) -> String {
    let mut page = format!("# {}\n\n", escape(&words::title(pacing)));
    for line in words::circumstances(pacing) {
        page.push_str(&format!("- {}\n", escape(&line)));
    }
    for section in words::sections(pacing) {
        page.push_str(&format!("\n## {}\n", section.heading));
        for block in &section.blocks {
            page.push('\n');
            page.push_str(&render_block(pacing, block));
        }
    }
    page
}

fn render_block(pacing: &Pacing, block: &Block) -> String {
    match block {
        Block::Heading(text) => format!("### {}\n", escape(text)),
        Block::Line(text) => format!("{}\n", escape(text)),
        Block::List(items) => items.iter().map(|item| format!("- {}\n", escape(item))).collect(),
        Block::Command(command) => fenced(std::slice::from_ref(command)),
        Block::Flags => flags(pacing),
        Block::Timeline(slot) => fenced(&timeline_lines(&pacing.slots[*slot], WIDTH, Paint(false))),
        Block::Times(rows) => table(
            ["planned", "used", ""],
            rows.iter().map(|row| row.clone().map(|cell| escape(&cell))),
        ),
    }
}

fn flags(pacing: &Pacing) -> String {
    let question = |slot: &SlotPacing, question: Option<usize>| match question {
        Some(question) if slot.questions.len() > 1 => (question + 1).to_string(),
        _ => String::new(),
    };
    let rows = pacing.flags.iter().map(|flag| {
        let slot = &pacing.slots[flag.slot];
        [
            flag.wall_clock.clone(),
            words::severity(flag.severity).to_string(),
            escape(&slot.title),
            question(slot, flag.question),
            escape(flag.phase.as_deref().unwrap_or_default()),
            escape(&flag.text),
            flag.value.map_or_else(String::new, m_ss),
            flag.limit.map_or_else(String::new, m_ss),
        ]
    });
    table(["clock", "", "slot", "question", "phase", "what", "value", "limit"], rows)
}

fn table<const N: usize>(head: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let mut table = format!("| {} |\n|{}\n", head.join(" | "), " --- |".repeat(N));
    for row in rows {
        table.push_str(&format!("| {} |\n", row.join(" | ")));
    }
    table
}

/// A block shown as it is. Its fence is longer than any run of backticks in it.
fn fenced(lines: &[String]) -> String {
    let runs = lines.iter().flat_map(|line| line.split(|c| c != '`')).map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or(0).max(2) + 1);
    let lines: String = lines.iter().map(|line| format!("{}\n", line.trim_end())).collect();
    format!("{fence}text\n{lines}{fence}\n")
}

/// Text that shows as itself: every character that could begin markup, HTML or a table cell is
/// escaped, wherever it stands.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let text = text.trim_start();
    for (position, c) in text.char_indices() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '$' | '!' | '@' => {
                escaped.extend(['\\', c])
            }
            // At the beginning these make lists, rules and headings.
            '-' | '+' | '=' if position == 0 => escaped.extend(['\\', c]),
            '.' | ')' if text[..position].chars().all(|c| c.is_ascii_digit()) => {
                escaped.extend(['\\', c])
            }
            c if c.is_whitespace() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests;
