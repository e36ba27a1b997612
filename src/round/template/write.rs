//! A template as TOML, with comments that say what can be changed.

use std::fmt::Write;
use std::time::Duration;

use super::{Template, TemplateSlot};
use crate::fields::spoken;
use crate::round::SlotKind;
use crate::round::limits::{AnswerLength, Limit};
use crate::word::Word;

/// What stands above a written template; `KINDS` stands for the kinds of slot.
const GUIDE: &str = "\
# A template: save it as templates/NAME.toml in a workspace, or give its path to \
`mockround plan` and `mockround run`.
# Times are written like \"2m 30s\". A slot is never shorter than the phases of its questions \
together.
#
# break           rest after each slot; a slot may have its own
# [[slot]]        kind: KINDS; title; length
# [[slot.ask]]    count questions of one kind (the slot's, or kind = \"pitch\" and so on), \
each answered in these phases
#                 topics = [\"ml\"]: questions on one of these first; asks without topics leave \
those to it
# phase           name and budget; ends-with = \"answer\" where the mark `answer` ends it; \
silence = [late, very-late]
#
# A [[slot.ask]] may have limits of its own; left out, they follow from the budgets and from \
mockround.toml:
#   first-answer = [late, very-late]           first-words = [late, very-late]
#   answer = [shortest, longest, very-late]    pause = [late, very-late]
";

pub(super) fn toml(template: &Template) -> String {
    let kinds = SlotKind::words();
    let kinds = match kinds.split_last() {
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    };
    let mut out = GUIDE.replace("KINDS", &kinds);
    // Writing to a String can't fail.
    let _ = write(&mut out, template);
    out
}

fn write(out: &mut String, template: &Template) -> std::fmt::Result {
    writeln!(out, "\ntitle = {}", text(&template.title))?;
    writeln!(out, "break = {}", time(template.break_after))?;
    template.slots.iter().try_for_each(|slot| write_slot(out, slot))
}

fn write_slot(out: &mut String, slot: &TemplateSlot) -> std::fmt::Result {
    writeln!(out, "\n[[slot]]\nkind = {}", text(slot.kind.word()))?;
    writeln!(out, "title = {}", text(&slot.title))?;
    writeln!(out, "length = {}", time(slot.length))?;
    if let Some(rest) = slot.break_after {
        writeln!(out, "break = {}", time(rest))?;
    }
    for ask in &slot.asks {
        writeln!(out, "\n[[slot.ask]]")?;
        if ask.kind != slot.kind.question() {
            writeln!(out, "kind = {}", text(ask.kind.word()))?;
        }
        writeln!(out, "count = {}", ask.count)?;
        if !ask.topics.is_empty() {
            let topics: Vec<String> = ask.topics.iter().map(|topic| text(topic)).collect();
            writeln!(out, "topics = [{}]", topics.join(", "))?;
        }
        if let Some(limit) = ask.limits.first_answer {
            writeln!(out, "first-answer = {}", pair(limit))?;
        }
        if let Some(limit) = ask.limits.first_words {
            writeln!(out, "first-words = {}", pair(limit))?;
        }
        if let Some(AnswerLength { shortest, longest, very_late }) = ask.limits.answer {
            writeln!(out, "answer = [{}, {}, {}]", time(shortest), time(longest), time(very_late))?;
        }
        if let Some(limit) = ask.limits.pause {
            writeln!(out, "pause = {}", pair(limit))?;
        }
        writeln!(out, "phase = [")?;
        for phase in &ask.phases {
            write!(out, "  {{ name = {}, budget = {}", text(&phase.name), time(phase.budget))?;
            if phase.ends_with_answer {
                write!(out, ", ends-with = \"answer\"")?;
            }
            if let Some(limit) = phase.silence {
                write!(out, ", silence = {}", pair(limit))?;
            }
            writeln!(out, " }},")?;
        }
        writeln!(out, "]")?;
    }
    Ok(())
}

fn pair(limit: Limit) -> String {
    format!("[{}, {}]", time(limit.late), time(limit.very_late))
}

fn time(time: Duration) -> String {
    format!("\"{}\"", spoken(time))
}

fn text(text: &str) -> String {
    toml::Value::from(text).to_string()
}
