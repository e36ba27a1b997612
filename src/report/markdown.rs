//! The report as Markdown, for notes and pull requests. All text is escaped: none of it can become
//! markup.

use super::blocks::{Block, SlotRow};
use super::text::{Paint, timeline_lines};
use super::{flags, words};
use crate::pacing::Pacing;
use crate::text::GivenText;
use crate::time::m_ss;

/// Columns of the timelines.
const WIDTH: usize = 80;

/// The report.
pub(crate) fn render(pacing: &Pacing) -> String {
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

pub(super) fn render_block(pacing: &Pacing, block: &Block) -> String {
    match block {
        Block::Heading(text) => format!("### {}\n", escape(text)),
        Block::Line(text) => format!("{}\n", escape(text)),
        Block::List(items) => items.iter().map(|item| format!("- {}\n", escape(item))).collect(),
        Block::Group(label, items) => {
            let items = items.iter().map(|item| format!("  - {}\n", escape(item)));
            format!("- {}\n{}", escape(label), items.collect::<String>())
        }
        Block::Command(command) => fenced(std::slice::from_ref(command)),
        Block::Slots(rows) => slots(rows),
        Block::Flags => flag_table(pacing),
        Block::Timeline(slot) => fenced(&timeline_lines(&pacing.slots[*slot], WIDTH, Paint(false))),
        Block::Times(rows) => times(rows),
        Block::Folded(label, lines) => {
            let (label, lines) = (escape_html(label), fenced(lines));
            format!("<details>\n<summary>{label}</summary>\n\n{lines}\n</details>\n")
        }
    }
}

fn slots(rows: &[SlotRow]) -> String {
    let mut table = table_head(SlotRow::heads().cells());
    for row in rows {
        add_row(&mut table, &row.cells().map(escape));
    }
    table
}

fn times(rows: &[[String; 3]]) -> String {
    let mut table = table_head(["planned", "used", ""]);
    for row in rows {
        add_row(&mut table, &row.each_ref().map(|cell| escape(cell)));
    }
    table
}

fn flag_table(pacing: &Pacing) -> String {
    let mut table = table_head([
        "into the slot",
        "",
        "slot",
        "question",
        "phase",
        "what",
        "value",
        "limit",
        "clock",
    ]);
    for line in flags::lines(pacing) {
        let flag = line.flag;
        let slot = &pacing.slots[flag.slot];
        let question = match flag.question {
            Some(question) if slot.questions.len() > 1 => (question + 1).to_string(),
            Some(_) | None => String::new(),
        };
        let row = [
            m_ss(flag.at),
            flag.kind.reads(flag.severity).to_string(),
            escape(&slot.title.shown()),
            question,
            escape(&flag.phase.as_ref().map(GivenText::shown).unwrap_or_default()),
            escape(&line.text),
            flag.value_told().unwrap_or_default(),
            flag.limit_told().unwrap_or_default(),
            flag.wall_clock.clone(),
        ];
        add_row(&mut table, &row);
    }
    table
}

fn table_head<const N: usize>(head: [&str; N]) -> String {
    format!("| {} |\n|{}\n", head.join(" | "), " --- |".repeat(N))
}

fn add_row(table: &mut String, row: &[String]) {
    table.push_str(&format!("| {} |\n", row.join(" | ")));
}

/// A block shown as it is. Its fence is longer than any run of backticks in it.
pub(super) fn fenced(lines: &[String]) -> String {
    let mut longest = 2;
    for line in lines {
        for run in line.split(|c| c != '`') {
            longest = longest.max(run.len());
        }
    }
    let fence = "`".repeat(longest + 1);
    let mut block = format!("{fence}text\n");
    for line in lines {
        block.push_str(line.trim_end());
        block.push('\n');
    }
    block + &fence + "\n"
}

/// Text that shows as itself inside HTML, whether or not a reader takes that for Markdown too.
fn escape_html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '<' | '>' | '`' | '|' | '*' | '_' | '[' | ']' | '\\' | '~' | '$' | '@' => {
                escaped.push_str(&format!("&#{};", u32::from(c)));
            }
            c => escaped.push(c),
        }
    }
    escaped
}

/// Text that shows as itself: every character that could begin markup, HTML or a table cell is
/// escaped, wherever it stands.
pub(crate) fn escape(text: &str) -> String {
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
