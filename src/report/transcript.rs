//! What was said, for reading: by question, a passage a paragraph, with the time in its slot.

use crate::pacing::said::{Passage, SaidRound};
use crate::pacing::{Pacing, place};
use crate::time::m_ss;

/// How far in the words stand, behind their times.
const INDENT: usize = 10;

/// What was said in a session, on lines of so many columns.
pub(crate) fn render(pacing: &Pacing, said: &SaidRound, width: usize) -> String {
    let mut text = format!("What was said in {}, {}\n", pacing.id, said.by.told());
    text += &said.untold.iter().map(|says| format!("{says}\n")).collect::<String>();
    for (slot, answers) in pacing.slots.iter().zip(&said.slots) {
        for (number, answer) in answers.iter().enumerate() {
            let untold = answer.rows.first().filter(|_| answer.passages.is_empty());
            if answer.passages.is_empty() && untold.is_none() {
                continue;
            }
            let title = slot.questions.get(number).and_then(|of| of.seen());
            let title = title.map(|(_, title)| format!(": {title}")).unwrap_or_default();
            text += &format!("\n{}{title}\n", place(slot, Some(number), None));
            text += &untold.map(|row| format!("{:INDENT$}{}\n", "", row.says)).unwrap_or_default();
            text += &paragraphs(&answer.passages, width);
        }
    }
    if !said.outside.is_empty() {
        text += "\nbetween the questions (times since the round began)\n";
        text += &paragraphs(&said.outside, width);
    }
    text
}

fn paragraphs(passages: &[Passage], width: usize) -> String {
    let mut text = String::new();
    for passage in passages {
        let (time, indent) = (m_ss(passage.at.in_slot), " ".repeat(INDENT));
        let options = textwrap::Options::new(width.max(INDENT + 20)).subsequent_indent(&indent);
        let shown = format!("{time:>8}  {}", passage.text);
        text += &textwrap::fill(&shown, options);
        text += "\n";
    }
    text
}
