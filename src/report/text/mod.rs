//! The report as text for a terminal: wrapped to its width, readable without colour.

mod timeline;

use console::{Style, measure_text_width};

use super::blocks::{Block, Section};
use super::words;
use crate::pacing::Pacing;
use crate::round::limits::Verdict;
use crate::time::m_ss;
pub use timeline::lines as timeline_lines;

/// No line is laid out narrower than this many columns.
pub const NARROWEST: usize = 40;

/// The report, each line at most `width` columns (at least [`NARROWEST`]) and ended by a newline.
/// `colour` adds terminal styles; no word of it needs them.
pub fn render(pacing: &Pacing, width: usize, colour: bool) -> String {
    let mut page =
        TextPage { width: width.max(NARROWEST), paint: Paint(colour), text: String::new() };
    page.wrap("", "", &words::title(pacing), &Style::new().bold());
    for line in words::circumstances(pacing) {
        page.wrap("", "  ", &line, &Style::new());
    }
    for section in words::sections(pacing) {
        page.section(pacing, &section);
    }
    page.text
}

/// What is said right after a slot: its time, and its flags.
pub fn summary(pacing: &Pacing, slot: usize, width: usize) -> String {
    let Some(of) = pacing.slots.get(slot) else { return String::new() };
    let mut page =
        TextPage { width: width.max(NARROWEST), paint: Paint(false), text: String::new() };
    let used = of.actual.map_or("unknown".to_string(), m_ss);
    page.wrap("", "  ", &format!("{}: {used} of {}", of.title, m_ss(of.planned)), &Style::new());
    let mut flags = pacing.flags.iter().filter(|flag| flag.slot == slot).peekable();
    if flags.peek().is_none() {
        page.wrap("  ", "  ", "no flags", &Style::new());
    }
    for flag in flags {
        page.wrap("  ! ", "    ", &flag.text, &Style::new());
    }
    page.text.trim_end().to_string()
}

/// Whether styles reach the terminal.
#[derive(Debug, Clone, Copy)]
pub struct Paint(pub bool);

impl Paint {
    /// Text in a style, if there are styles.
    pub fn apply(self, style: &Style, text: &str) -> String {
        if self.0 {
            style.clone().force_styling(true).apply_to(text).to_string()
        } else {
            text.to_string()
        }
    }
}

struct TextPage {
    width: usize,
    paint: Paint,
    text: String,
}

impl TextPage {
    fn section(&mut self, pacing: &Pacing, section: &Section) {
        self.text.push('\n');
        self.wrap("", "", section.heading, &Style::new().bold().underlined());
        for block in &section.blocks {
            self.block(pacing, block);
        }
    }

    fn block(&mut self, pacing: &Pacing, block: &Block) {
        let plain = Style::new();
        match block {
            Block::Heading(text) => self.wrap("  ", "  ", text, &Style::new().bold()),
            Block::Line(text) => self.wrap("  ", "    ", text, &plain),
            Block::List(items) => {
                items.iter().for_each(|item| self.wrap("    ", "      ", item, &plain))
            }
            Block::Command(command) => self.wrap("  ", "    ", command, &Style::new().cyan()),
            Block::Flags => {
                for flag in &pacing.flags {
                    let (sign, style) = match flag.severity {
                        Verdict::VeryLate => ("!!", Style::new().red()),
                        Verdict::Late | Verdict::OnTime => ("! ", Style::new().yellow()),
                    };
                    self.wrap(
                        &format!("  {sign} {}  ", flag.wall_clock),
                        "               ",
                        &flag.text,
                        &style,
                    );
                }
            }
            Block::Times(rows) => {
                self.wrap("    ", "    ", "planned    used", &Style::new().dim());
                for [planned, used, what] in rows {
                    self.wrap(
                        &format!("    {planned:>7} {used:>7}  "),
                        &" ".repeat(23),
                        what,
                        &plain,
                    );
                }
            }
            Block::Timeline(slot) => {
                if *slot > 0 {
                    self.text.push('\n');
                }
                for line in timeline::lines(&pacing.slots[*slot], self.width, self.paint) {
                    self.line(&line);
                }
            }
        }
    }

    /// Wrapped text after a prefix; further lines are indented by another.
    fn wrap(&mut self, first: &str, further: &str, text: &str, style: &Style) {
        let room = self.width - measure_text_width(first).max(measure_text_width(further));
        let mut indent = first;
        for line in textwrap::wrap(text, room) {
            let styled = self.paint.apply(style, &line);
            self.line(&format!("{indent}{styled}"));
            indent = further;
        }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }
}

#[cfg(test)]
mod tests;
