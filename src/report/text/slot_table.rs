//! The slots as a table, each on one line: its cells say less where the terminal is narrow.

use console::{Alignment, Style, measure_text_width, pad_str, truncate_str};

use super::page::TextPage;
use crate::pacing::SlotPacing;
use crate::pacing::summary::{AnswerSummary, AnswerVerdict, SlotSummary};
use crate::report::blocks::SlotRow;
use crate::report::look::VerdictLook;
use crate::report::summary::slot_row;
use crate::time::m_ss;

/// What is said of the first answers of a slot.
#[derive(Debug, Clone, Copy)]
enum AnswersSaid {
    /// `5:10 ✓, 7:10 0:40 late`
    Whole,
    /// `5:10 ✓, 7:10 !`
    Short,
    /// `1 ✓, 1 !`, and of a silence how long it was
    Counted,
}

/// What is tried in turn until it fits, each with the columns that a title keeps at least.
const TRIED: [(AnswersSaid, usize); 4] = [
    (AnswersSaid::Whole, usize::MAX),
    (AnswersSaid::Short, usize::MAX),
    (AnswersSaid::Short, 12),
    (AnswersSaid::Counted, 8),
];

/// Between columns, and before the first.
const GAP: &str = "  ";

impl TextPage {
    /// The slots in short, as a table.
    pub(super) fn slots(&mut self, slots: &[SlotPacing]) {
        let rows = fitting(slots, self.width);
        let widths = widths(&rows);
        for (position, row) in rows.iter().enumerate() {
            let style = if position == 0 { Style::new().dim() } else { Style::new() };
            let mut cells = Vec::new();
            for (cell, width) in row.cells().into_iter().zip(widths) {
                cells.push(pad_str(cell, width, Alignment::Left, None));
            }
            self.indent(GAP, cells.join(GAP).trim_end(), &style);
        }
    }
}

/// The heads and the slots; those that say most where nothing fits.
fn fitting(slots: &[SlotPacing], width: usize) -> Vec<SlotRow> {
    for (said, least) in TRIED {
        let mut rows = rows(slots, said);
        let [title, rest @ ..] = widths(&rows);
        let others: usize = rest.iter().map(|width| GAP.len() + width).sum();
        let room = width.saturating_sub(GAP.len() + others);
        if title.min(least) <= room {
            for row in &mut rows {
                row.title = truncate_str(&row.title, room, "…").into_owned();
            }
            return rows;
        }
    }
    rows(slots, AnswersSaid::Whole)
}

fn rows(slots: &[SlotPacing], said: AnswersSaid) -> Vec<SlotRow> {
    let mut rows = vec![SlotRow::heads()];
    for slot in slots {
        let mut row = slot_row(slot);
        let summary = SlotSummary::of(slot);
        let answers = summary.first_answers;
        match said {
            _ if answers.is_empty() => {}
            AnswersSaid::Whole => {}
            AnswersSaid::Short => row.answers = short(&answers),
            AnswersSaid::Counted => row.answers = counted(&answers),
        }
        if let (AnswersSaid::Counted, Some(of)) = (said, summary.longest_silence) {
            row.silence = of.told();
        }
        rows.push(row);
    }
    rows
}

fn short(answers: &[AnswerSummary]) -> String {
    let short = |of: &AnswerSummary| {
        let sign = VerdictLook::from(of.verdict).sign();
        match (of.verdict, of.value) {
            (AnswerVerdict::Never, _) => format!("never {sign}"),
            (_, Some(at)) => format!("{} {sign}", m_ss(at)),
            (_, None) => sign.to_string(),
        }
    };
    answers.iter().map(short).collect::<Vec<_>>().join(", ")
}

fn counted(answers: &[AnswerSummary]) -> String {
    let mut parts = Vec::new();
    for look in
        [VerdictLook::OnTime, VerdictLook::Late, VerdictLook::VeryLate, VerdictLook::NotKnown]
    {
        let count = answers.iter().filter(|of| VerdictLook::from(of.verdict) == look).count();
        if count > 0 {
            parts.push(format!("{count} {}", look.sign()));
        }
    }
    parts.join(", ")
}

fn widths(rows: &[SlotRow]) -> [usize; 5] {
    let mut widths = [0; 5];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row.cells()) {
            *width = measure_text_width(cell).max(*width);
        }
    }
    widths
}
