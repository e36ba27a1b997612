//! What is said when a round is over: what fits a screen of 24 lines, the most important first.

use console::{Alignment, Style, measure_text_width, pad_str};

use super::page::TextPage;
use crate::pacing::Pacing;
use crate::report::flags;
use crate::report::look::VerdictLook;
use crate::report::summary::{self, SLOT_HEADS, Tomorrow};
use crate::report::words;
use crate::time::m_ss;

/// Lines of the smallest terminal that it is made for, less two for what the shell prints.
const LINES: usize = 22;

/// So many flags at most.
const FLAGS: usize = 3;

/// The headline of a round; `below` are lines that end it, e.g. where its reports are.
pub(crate) fn headline(pacing: &Pacing, below: &[String], width: usize, colour: bool) -> String {
    let mut page = TextPage::new(width, colour);
    let title = [words::title(pacing), words::circumstances(pacing)[0].clone()];
    page.wrap("", "  ", &title.join(" · "), &Style::new().bold());
    page.slots(&pacing.slots.iter().map(summary::slot_row).collect::<Vec<_>>());
    let end = end(pacing, below, &page);
    let room = LINES.saturating_sub(page.lines() + end.lines());
    page.text += &flag_lines(pacing, room, &page);
    page.text += &end.text;
    page.text
}

/// What comes behind the flags: what was good, what changed, what to do tomorrow.
fn end(pacing: &Pacing, below: &[String], like: &TextPage) -> TextPage {
    let mut page = like.empty();
    let plain = Style::new();
    let good = summary::good(pacing);
    if !good.is_empty() {
        page.wrap("  good: ", "    ", &good.join("; "), &VerdictLook::OnTime.style());
    }
    if let Some((since, mut changed)) = summary::since(pacing) {
        changed.truncate(2);
        page.wrap(
            "  ",
            "    ",
            &format!("{}: {}", since.to_lowercase(), changed.join("; ")),
            &plain,
        );
    }
    if let Some(Tomorrow { command, target, .. }) = summary::tomorrow(pacing) {
        page.line("");
        page.wrap("  tomorrow: ", "    ", &target, &Style::new().bold());
        page.wrap("    ", "      ", &command, &Style::new().cyan());
    }
    page.line("");
    for line in below {
        page.wrap("", "  ", line, &plain);
    }
    page
}

/// The most important flags, as many as there is room for.
fn flag_lines(pacing: &Pacing, room: usize, like: &TextPage) -> String {
    let lines = flags::lines(pacing);
    let mut page = like.empty();
    for line in lines.iter().take(FLAGS) {
        let mut one = like.empty();
        let look = VerdictLook::from(line.flag.severity);
        let text = format!("{} · {}", line.sentence(), m_ss(line.flag.at));
        one.wrap(&format!("  {:2} ", look.sign()), "     ", &text, &look.style());
        if page.lines() + one.lines() > room {
            break;
        }
        page.text += &one.text;
    }
    page.text
}

impl TextPage {
    /// The slots in short, as a table.
    pub(super) fn slots(&mut self, rows: &[[String; 5]]) {
        let heads = SLOT_HEADS.map(str::to_string);
        let mut widths = [0; 5];
        for row in rows.iter().chain([&heads]) {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = measure_text_width(cell).max(*width);
            }
        }
        for (row, style) in [(&heads, Style::new().dim())]
            .into_iter()
            .chain(rows.iter().map(|row| (row, Style::new())))
        {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(widths) {
                line += &format!("  {}", pad_str(cell, width, Alignment::Left, None));
            }
            self.wrap("", "  ", line.trim_end(), &style);
        }
    }
}
