//! The report as text for a terminal: wrapped to its width, readable without colour.

mod headline;
pub(crate) mod page;
mod slot_table;
mod timeline;

use console::Style;

use super::blocks::{Block, Section};
use super::flags::{self, FlagLine, quotes};
use super::look::VerdictLook;
use super::{notes, words};
use crate::pacing::said::SaidRound;
use crate::pacing::{Pacing, place};
use crate::text::clean;
use crate::time::m_ss;
pub(crate) use headline::headline;
#[cfg(test)]
pub(crate) use page::NARROWEST;
pub(crate) use page::Paint;
use page::TextPage;
pub(crate) use timeline::lines as timeline_lines;

/// The report, each line at most `width` columns (at least [`page::NARROWEST`]) and ended by a
/// newline.
/// `colour` adds terminal styles; no word of it needs them.
pub(crate) fn render(pacing: &Pacing, width: usize, colour: bool) -> String {
    with_quotes(pacing, None, width, colour)
}

/// The report, and beside its flags what was said right before them.
pub(crate) fn with_quotes(
    pacing: &Pacing,
    said: Option<&SaidRound>,
    width: usize,
    colour: bool,
) -> String {
    let mut page = TextPage::new(width, colour);
    page.wrap("", "", &words::title(pacing), &Style::new().bold());
    for line in words::circumstances(pacing) {
        page.wrap("", "  ", &line, &Style::new());
    }
    let mut sections = words::sections(pacing);
    sections.retain(|section| section.heading != words::QUESTIONS);
    for section in sections {
        page.section(pacing, said, &section);
    }
    if let Some(said) = said {
        page.said(pacing, said);
    }
    page.text
}

/// The candidate's notes, to stand below the report; nothing where there are none.
pub(crate) fn noted(notes: &str, width: usize, colour: bool) -> String {
    let mut page = TextPage::new(width, colour);
    let notes = clean(notes);
    for line in notes.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
        if page.text.is_empty() {
            page.text.push('\n');
            page.wrap("", "", "Your notes", &Style::new().bold().underlined());
        }
        page.wrap("  ", "    ", line, &Style::new());
    }
    page.text
}

/// What is said right after a slot: its time, and its flags.
pub(crate) fn summary(pacing: &Pacing, slot: usize, width: usize) -> String {
    let Some(of) = pacing.slots.get(slot) else { return String::new() };
    let mut page = TextPage::new(width, false);
    let used = of.actual.map_or("unknown".to_string(), m_ss);
    page.wrap("", "  ", &format!("{}: {used} of {}", of.title, m_ss(of.planned)), &Style::new());
    let mut lines = flags::lines(pacing);
    lines.retain(|line| line.flag.slot == slot);
    if lines.is_empty() {
        let none = if of.is_measured() { "no flags" } else { notes::NOTHING };
        page.wrap("  ", "  ", none, &Style::new());
    }
    for line in lines {
        let sign = VerdictLook::from(line.flag.severity).sign();
        page.wrap(&format!("  {sign:2} "), "     ", &line.sentence(), &Style::new());
    }
    page.text.trim_end().to_string()
}

impl TextPage {
    /// What the words say, question by question.
    fn said(&mut self, pacing: &Pacing, said: &SaidRound) {
        let plain = Style::new();
        let mut is_first = true;
        for (slot, answers) in pacing.slots.iter().zip(&said.slots) {
            for (number, answer) in answers.iter().enumerate() {
                if answer.rows.is_empty() {
                    continue;
                }
                if std::mem::take(&mut is_first) {
                    self.text.push('\n');
                    let heading = Style::new().bold().underlined();
                    self.wrap("", "", &said.heading(), &heading);
                    self.indent("  ", "minutes into the slot", &Style::new().dim());
                }
                self.wrap("  ", "  ", &place(slot, Some(number), None), &Style::new().bold());
                for row in &answer.rows {
                    self.wrap("    ", "      ", &row.sentence(|at| at.in_slot), &plain);
                }
            }
        }
    }

    fn section(&mut self, pacing: &Pacing, said: Option<&SaidRound>, section: &Section) {
        self.text.push('\n');
        self.wrap("", "", section.heading, &Style::new().bold().underlined());
        for block in &section.blocks {
            self.block(pacing, said, block);
        }
    }

    fn flag(&mut self, line: &FlagLine, said: Option<&SaidRound>) {
        let look = VerdictLook::from(line.flag.severity);
        let before = format!("  {:2} {:>6}  ", look.sign(), m_ss(line.flag.at));
        let text = format!("{} · {}", line.sentence(), line.flag.wall_clock);
        self.wrap(&before, &" ".repeat(13), &text, &look.style());
        for quote in said.map(|said| quotes(said, line)).unwrap_or_default() {
            self.indent(&" ".repeat(13), &quote, &Style::new().dim());
        }
    }

    fn block(&mut self, pacing: &Pacing, said: Option<&SaidRound>, block: &Block) {
        let plain = Style::new();
        match block {
            Block::Heading(text) => self.wrap("  ", "  ", text, &Style::new().bold()),
            Block::Line(text) => self.wrap("  ", "    ", text, &plain),
            Block::List(items) => {
                for item in items {
                    self.wrap("    ", "      ", item, &plain);
                }
            }
            Block::Group(label, items) => {
                self.wrap("    ", "      ", label, &plain);
                for item in items {
                    self.wrap("      - ", "        ", item, &plain);
                }
            }
            Block::Command(command) => self.wrap("  ", "    ", command, &Style::new().cyan()),
            // In the section that a terminal leaves out.
            Block::Folded(..) => {}
            Block::Slots(_) => self.slots(&pacing.slots),
            Block::Flags => {
                let head = "minutes into the slot, what was found · the clock";
                self.indent("     ", head, &Style::new().dim());
                for line in flags::lines(pacing) {
                    self.flag(&line, said);
                }
            }
            Block::Times(rows) => {
                self.indent("    ", "planned    used", &Style::new().dim());
                for [planned, used, what] in rows {
                    let times = format!("    {planned:>7} {used:>7}  ");
                    self.wrap(&times, &" ".repeat(23), what, &plain);
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
}

#[cfg(test)]
mod tests;
