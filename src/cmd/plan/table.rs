//! The plan as a table: budgets, limits and clock times of each slot.

use std::time::Duration;

use console::{Alignment, Style, measure_text_width, pad_str};

use super::Plan;
use crate::fields::spoken;
use crate::round::{Phase, Planned, Question, Slot, handout};
use crate::text::clean_line;
use crate::time::m_ss;
use crate::word::Word;

/// What stands below a slot's heading begins here.
const INDENT: &str = "      ";

/// The table on so many columns, at least 40 and at most 120.
pub(super) fn text(plan: &Plan<'_>, columns: usize, colours: bool) -> String {
    let table = Table {
        plan,
        width: columns.clamp(40, 120),
        bold: Style::new().bold().force_styling(colours),
        dim: Style::new().dim().force_styling(colours),
    };
    let slots = &plan.round.slots;
    let titles = column(slots.iter().map(|slot| clean_line(&slot.title)).collect());
    let lengths = column(slots.iter().map(|slot| spoken(slot.length)).collect());
    let mut out = table.head();
    for (number, (begin, slot)) in plan.slots().into_iter().enumerate() {
        let (title, length) = (table.bold.apply_to(&titles[number]), &lengths[number]);
        let (times, asked) = (plan.between(begin, slot.length), plan.asked(slot));
        out += &format!("\n{:>2}  {title}  {length}  {times}  {asked}\n", number + 1);
        out += &table.slot(slot);
    }
    out
}

/// How a plan is laid out.
struct Table<'a> {
    plan: &'a Plan<'a>,
    width: usize,
    bold: Style,
    dim: Style,
}

impl Table<'_> {
    /// The round's title, and facts of it as a whole.
    fn head(&self) -> String {
        let plan = self.plan;
        let has_breaks = plan.round.slots.iter().any(|slot| slot.break_after > Duration::ZERO);
        let facts = [
            format!("{}{}", spoken(plan.total()), if has_breaks { " with breaks" } else { "" }),
            format!("{} if it began now", plan.between(Duration::ZERO, plan.total())),
            format!("seed {}", plan.round.seed),
        ];
        let title = self.bold.apply_to(clean_line(&plan.round.title));
        format!("{title}\n{}", wrapped(&facts, "", self.width))
    }

    /// What stands below a slot's heading.
    fn slot(&self, slot: &Slot) -> String {
        let mut out = String::new();
        let mut groups = groups(&slot.questions).peekable();
        while let Some(group) = groups.next() {
            out += &self.dimmed(&phases(&group[0]));
            // Neighbours with the same limits have them once.
            if groups.peek().is_none_or(|next| next[0].limits != group[0].limits) {
                out += &self.dimmed(&limits(&group[0]));
            }
        }
        let mut rest = Vec::new();
        if slot.spare() > Duration::ZERO {
            rest.push(format!("{} spare", spoken(slot.spare())));
        }
        if slot.break_after > Duration::ZERO {
            rest.push(format!("then a break of {}", spoken(slot.break_after)));
        }
        out += &wrapped(&rest, INDENT, self.width);
        if self.plan.show_questions {
            for planned in &slot.questions {
                out += &self.question(&planned.question);
            }
        }
        out
    }

    fn dimmed(&self, items: &[String]) -> String {
        self.dim.apply_to(wrapped(items, INDENT, self.width)).to_string()
    }

    fn question(&self, question: &Question) -> String {
        let mut out = format!("\n{INDENT}{}\n", question.id);
        let lines = handout::lines(question, self.width - INDENT.len());
        for (number, line) in lines.into_iter().enumerate() {
            let line = if number == 0 { self.bold.apply_to(line).to_string() } else { line };
            out += format!("{INDENT}{line}").trim_end();
            out.push('\n');
        }
        out
    }
}

impl Plan<'_> {
    /// `09:58–10:24`.
    fn between(&self, from: Duration, length: Duration) -> String {
        let (begin, end) = (self.time(from), self.time(from + length));
        format!("{}–{}", begin.strftime("%H:%M"), end.strftime("%H:%M"))
    }

    /// `a pitch of 2m, 5 questions of 5m`, with difficulties, and how many are on the topics that
    /// were wished for.
    fn asked(&self, slot: &Slot) -> String {
        let mut asked = Vec::new();
        for group in groups(&slot.questions) {
            let what = group[0].question.kind().counted(group.len(), slot.kind);
            asked.push(format!("{what} of {}{}", spoken(group[0].budget()), difficulties(group)));
        }
        if !self.topics.is_empty() {
            let on_topic = |planned: &&Planned| {
                planned.question.topics.iter().any(|topic| self.topics.contains(topic))
            };
            let count = slot.questions.iter().filter(on_topic).count();
            asked.push(format!("{count} on {}", clean_line(&self.topics.join(" or "))));
        }
        asked.join(", ")
    }
}

/// ` (medium, hard)`, where a kind has difficulties.
fn difficulties(group: &[Planned]) -> String {
    let mut words = Vec::new();
    for planned in group {
        words.extend(planned.question.difficulty.map(Word::word));
    }
    if words.is_empty() { String::new() } else { format!(" ({})", words.join(", ")) }
}

/// Neighbouring questions of one kind that are answered in the same phases.
fn groups(questions: &[Planned]) -> impl Iterator<Item = &[Planned]> {
    questions.chunk_by(|a, b| {
        a.question.kind() == b.question.kind() && a.phases == b.phases && a.limits == b.limits
    })
}

fn phases(planned: &Planned) -> Vec<String> {
    let answer = format!(" → {}", planned.question.kind().answered().words());
    let phase = |Phase { name, budget, ends_with_answer, .. }: &Phase| {
        let answer = if *ends_with_answer { &answer } else { "" };
        format!("{} {}{answer}", clean_line(name), spoken(*budget))
    };
    planned.phases.iter().map(phase).collect()
}

fn limits(planned: &Planned) -> Vec<String> {
    let limits = &planned.limits;
    let mut items = Vec::new();
    if let Some(limit) = limits.first_answer {
        items.push(format!("first answer by {}", m_ss(limit.late)));
    }
    if let Some(limit) = limits.first_words {
        items.push(format!("first words by {}", m_ss(limit.late)));
    }
    if let Some(answer) = limits.answer {
        items.push(format!("answer of {} to {}", m_ss(answer.shortest), m_ss(answer.longest)));
    }
    items
}

/// Texts padded to the same width.
fn column(texts: Vec<String>) -> Vec<String> {
    let widest = texts.iter().map(|text| measure_text_width(text)).max().unwrap_or(0);
    let padded = |text| pad_str(text, widest, Alignment::Left, None).into_owned();
    texts.iter().map(|text| padded(text)).collect()
}

/// Items in a row with dots between them, broken between items where a line is full.
fn wrapped(items: &[String], indent: &str, width: usize) -> String {
    let mut text = String::new();
    let mut column = 0;
    for item in items {
        let length = measure_text_width(item);
        if column > 0 && column + 3 + length <= width {
            text += &format!(" · {item}");
            column += 3 + length;
            continue;
        }
        if column > 0 {
            text.push('\n');
        }
        text += &format!("{indent}{item}");
        column = indent.len() + length;
    }
    if column > 0 {
        text.push('\n');
    }
    text
}
