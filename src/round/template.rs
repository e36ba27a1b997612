//! Templates: what a round looks like before its questions are drawn. Read from TOML, checked, and
//! written again.

mod write;

#[cfg(test)]
mod tests;

use std::time::Duration;

use super::limits::QuestionLimits;
use super::limits::read::{self, LONGEST, SHORTEST};
use super::{QuestionKind, SlotKind, bank};
use crate::fields::{self, Fields, Problems, spoken};
use crate::word::Word;

/// The built-in templates: name and text.
pub(crate) const BUILTIN: &[(&str, &str)] = &[
    ("ml-onsite", include_str!("../builtin/templates/ml-onsite.toml")),
    ("ml-onsite-45", include_str!("../builtin/templates/ml-onsite-45.toml")),
    ("ml-onsite-60", include_str!("../builtin/templates/ml-onsite-60.toml")),
    ("ml-onsite-plus", include_str!("../builtin/templates/ml-onsite-plus.toml")),
    ("frontier-lab-style", include_str!("../builtin/templates/frontier-lab-style.toml")),
    ("phone-screen", include_str!("../builtin/templates/phone-screen.toml")),
    ("ml-breadth-45", include_str!("../builtin/templates/ml-breadth-45.toml")),
    ("coding-45", include_str!("../builtin/templates/coding-45.toml")),
    ("coding-screen", include_str!("../builtin/templates/coding-screen.toml")),
    ("ml-design-drill", include_str!("../builtin/templates/ml-design-drill.toml")),
    ("behavioral-drill", include_str!("../builtin/templates/behavioral-drill.toml")),
    ("foundations-drill", include_str!("../builtin/templates/foundations-drill.toml")),
    ("deep-dive-45", include_str!("../builtin/templates/deep-dive-45.toml")),
    ("pitch-drill", include_str!("../builtin/templates/pitch-drill.toml")),
];

/// The text of a built-in template.
pub fn builtin(name: &str) -> Option<&'static str> {
    BUILTIN.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// Most slots in a round.
const SLOTS: usize = 20;
/// Most questions in a slot, of a kind.
pub(crate) const QUESTIONS: u32 = 20;
/// Most phases of a question.
const PHASES: usize = 12;

/// A round before the draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    /// Its name, e.g. `ml-onsite`.
    pub name: String,
    /// What a person reads.
    pub title: String,
    /// The break after each slot that has none of its own.
    pub break_after: Duration,
    /// The slots, at least one.
    pub slots: Vec<TemplateSlot>,
}

/// One slot before the draw.
#[derive(Debug, Clone, PartialEq)]
pub struct TemplateSlot {
    /// What kind of interview it is.
    pub kind: SlotKind,
    /// What a person reads; unique in its template.
    pub title: String,
    /// Planned running time, never shorter than the phases of its questions together.
    pub length: Duration,
    /// Its own break after it.
    pub break_after: Option<Duration>,
    /// What is asked, in order; at least one.
    pub asks: Vec<Ask>,
}

/// Some questions of one kind that are answered in the same phases.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    /// The questions' kind.
    pub kind: QuestionKind,
    /// How many, 1 to 20.
    pub count: usize,
    /// On one of these topics, while there are such questions; on any where it names none.
    pub topics: Vec<String>,
    /// The template's own limits; a `None` follows from the settings and the budgets.
    pub limits: QuestionLimits,
    /// The phases of one question; at least one. A `silence` of `None` follows from the settings.
    pub phases: Vec<super::Phase>,
}

impl Ask {
    /// Planned time of one question.
    pub fn budget(&self) -> Duration {
        self.phases.iter().map(|phase| phase.budget).sum()
    }

    /// Planned time of all of them.
    fn total(&self) -> Duration {
        self.budget() * u32::try_from(self.count).unwrap_or(u32::MAX)
    }
}

impl Template {
    /// Reads a template; `file` is the name used in problems.
    ///
    /// # Errors
    /// Every problem of the file.
    pub fn parse(name: &str, file: &str, text: &str) -> Result<Self, Problems> {
        let mut template = fields::parse(file, text, |top| {
            top.require(&["title", "slot"]);
            let title = top.line("title", 60);
            let break_after = top.time("break", Duration::ZERO..=LONGEST).unwrap_or_default();
            let slots = top.tables("slot", SLOTS, slot);
            if top.is_empty_list("slot") {
                top.problem("slot", "must have at least one slot");
            }
            check_titles(top, &slots);
            let slots = slots.into_iter().map(|read| read.slot).collect();
            Some(Self { name: name.to_string(), title: title?, break_after, slots })
        })?;
        template.name_slots();
        Ok(template)
    }

    /// All that it asks, in order.
    pub(crate) fn asks(&self) -> impl Iterator<Item = &Ask> {
        self.slots.iter().flat_map(|slot| &slot.asks)
    }

    /// Keeps the slots of some kinds; all of them where none is given. `false` if none is left.
    pub fn keep(&mut self, kinds: &[SlotKind]) -> bool {
        self.slots.retain(|slot| kinds.is_empty() || kinds.contains(&slot.kind));
        !self.slots.is_empty()
    }

    /// Asks so many questions of a kind in the first slot that asks any, which gets as much longer
    /// or shorter.
    pub(crate) fn set_count(&mut self, kind: QuestionKind, count: u32) {
        let asks = |slot: &&mut TemplateSlot| slot.asks.iter().any(|ask| ask.kind == kind);
        let Some(slot) = self.slots.iter_mut().find(asks) else { return };
        let Some(ask) = slot.asks.iter_mut().find(|ask| ask.kind == kind) else { return };
        let before = ask.total();
        ask.count = count as usize;
        slot.length = slot.length.saturating_sub(before) + ask.total();
    }

    /// Leaves only one phase of every question of a kind, and of its slot as much time as that
    /// needs. `false` where none has such a phase.
    pub(crate) fn keep_phase(&mut self, kind: QuestionKind, phase: &str) -> bool {
        let mut found = false;
        for slot in &mut self.slots {
            for ask in slot.asks.iter_mut().filter(|ask| ask.kind == kind) {
                if ask.phases.iter().any(|of| of.name == phase) {
                    let before = ask.total();
                    ask.phases.retain(|of| of.name == phase);
                    slot.length = slot.length.saturating_sub(before - ask.total());
                    found = true;
                }
            }
        }
        found
    }

    /// The template as TOML that [`Template::parse`] reads back as the same template.
    pub(crate) fn to_toml(&self) -> String {
        write::toml(self)
    }

    /// Slots without a title get their kind's, with a number where there are several of the kind.
    fn name_slots(&mut self) {
        for index in 0..self.slots.len() {
            if !self.slots[index].title.is_empty() {
                continue;
            }
            let word = self.slots[index].kind.word();
            let mut number = count(&self.slots[..=index], self.slots[index].kind);
            let is_only = count(&self.slots, self.slots[index].kind) == 1;
            let mut title = if is_only { word.to_string() } else { format!("{word} {number}") };
            while self.slots.iter().any(|slot| slot.title == title) {
                number += 1;
                title = format!("{word} {number}");
            }
            self.slots[index].title = title;
        }
    }
}

/// How many slots are of a kind.
fn count(slots: &[TemplateSlot], kind: SlotKind) -> usize {
    slots.iter().filter(|slot| slot.kind == kind).count()
}

/// A slot as it was read: its title may be empty still.
struct ReadSlot {
    slot: TemplateSlot,
    line: usize,
}

fn check_titles(top: &Fields<'_>, slots: &[ReadSlot]) {
    for (index, read) in slots.iter().enumerate() {
        let title = &read.slot.title;
        let first = slots[..index].iter().find(|other| other.slot.title == *title);
        if let Some(first) = first.filter(|_| !title.is_empty()) {
            let message =
                format!("{title:?} is the title of the slot at line {} already", first.line);
            top.problem_at(read.line, "slot.title", message);
        }
    }
}

fn slot(fields: &mut Fields<'_>) -> Option<ReadSlot> {
    fields.require(&["kind", "length", "ask"]);
    let kind = fields.word::<SlotKind>("kind");
    let line = fields.line_of("title");
    let title = fields.line("title", 24).unwrap_or_default();
    let length = fields.time("length", SHORTEST..=LONGEST);
    let break_after = fields.time("break", Duration::ZERO..=LONGEST);
    let asks = fields.tables("ask", QUESTIONS as usize, |fields| ask(fields, kind?.question()));
    let total: usize = asks.iter().map(|ask| ask.count).sum();
    if fields.is_empty_list("ask") {
        fields.problem("ask", "must have at least one [[slot.ask]]");
    } else if total > QUESTIONS as usize {
        fields.problem(
            "ask",
            format!("a slot must not have more than {QUESTIONS} questions, not {total}"),
        );
    }
    let (kind, length) = (kind?, length?);
    let planned: Duration = asks.iter().map(Ask::total).sum();
    if planned > length {
        fields.problem(
            "length",
            format!(
                "the phases of its questions need {}, more than the slot's {}: \
                 shorten phases, ask less, or make it longer",
                spoken(planned),
                spoken(length)
            ),
        );
    }
    Some(ReadSlot { slot: TemplateSlot { kind, title, length, break_after, asks }, line })
}

fn ask(fields: &mut Fields<'_>, slot_kind: QuestionKind) -> Option<Ask> {
    fields.require(&["phase"]);
    let kind =
        if fields.has("kind") { fields.word::<QuestionKind>("kind") } else { Some(slot_kind) };
    let count = match fields.has("count") {
        true => fields.whole("count", 1..=QUESTIONS),
        false => Some(1),
    };
    let topics = bank::topics(fields);
    let limits = limits(fields);
    let mut names: Vec<String> = Vec::new();
    let mut answers = 0;
    let phases = fields.tables("phase", PHASES, |fields| {
        let phase = phase(fields, kind)?;
        if names.contains(&phase.name) {
            fields.problem("name", format!("{:?} is a phase of this question already", phase.name));
        }
        names.push(phase.name.clone());
        answers += usize::from(phase.ends_with_answer);
        if phase.ends_with_answer && answers > 1 {
            fields.problem("ends-with", "only one phase of a question can end with the answer");
        }
        Some(phase)
    });
    if fields.is_empty_list("phase") {
        fields.problem("phase", "must have at least one phase");
    }
    let count = usize::try_from(count?).ok()?;
    Some(Ask { kind: kind?, count, topics, limits, phases })
}

fn limits(fields: &mut Fields<'_>) -> QuestionLimits {
    QuestionLimits {
        first_answer: read::pair(fields, "first-answer"),
        first_words: read::pair(fields, "first-words"),
        answer: read::answer_length(fields, "answer"),
        pause: read::pair(fields, "pause"),
    }
}

fn phase(fields: &mut Fields<'_>, kind: Option<QuestionKind>) -> Option<super::Phase> {
    fields.require(&["name", "budget"]);
    let name = match kind {
        Some(kind) => bank::phase_name(fields, kind),
        None => fields.line("name", 40),
    };
    let budget = fields.time("budget", SHORTEST..=LONGEST);
    let ends_with_answer = fields.has("ends-with") && {
        let ends_with = fields.line("ends-with", 40);
        if ends_with.as_ref().is_some_and(|mark| mark != "answer") {
            fields.problem("ends-with", "the only mark that can end a phase is \"answer\"");
        }
        ends_with.is_some()
    };
    let silence = read::pair(fields, "silence");
    let (name, budget, checklist, asks) = (name?, budget?, Vec::new(), Vec::new());
    Some(super::Phase { name, budget, ends_with_answer, checklist, silence, asks })
}
