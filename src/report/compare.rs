//! Two rounds side by side, as text, Markdown, a page and JSON: what splits are to a runner.

pub(crate) mod html;
pub(crate) mod json;

use std::time::Duration;

use console::{Style, measure_text_width};

use super::changes::{Judged, Told, said};
use super::markdown::escape;
use super::text::page::TextPage;
use super::units::{difference, reading, value};
use crate::pacing::HowFar;
use crate::pacing::compare::{Comparison, MeasurePair, PhasePair, QuestionPair, Side, SlotPair};
use crate::pacing::figures::Changed;
use crate::pacing::measures::{FOLLOWED, Unit};
use crate::text::{GivenText, counted};
use crate::time::m_ss;
use crate::time::seconds::to_f64;

const HEAD: [&str; 5] = ["", "A", "B", "B - A", "split, B - A"];

/// Columns of text are so far apart at least.
const GAP: usize = 2;

/// The comparison as text, each line at most `width` columns (at least
/// [`NARROWEST`](super::text::page::NARROWEST)).
pub(crate) fn text(comparison: &Comparison, width: usize, colour: bool) -> String {
    let mut page = TextPage::new(width, colour);
    page.indent("", &sentence(comparison), &Style::new().bold());
    for note in notes(comparison) {
        page.wrap("! ", "  ", &note, &Style::new().yellow());
    }
    page.line("");
    for [line, id] in sides(comparison) {
        page.indent("", &line, &Style::new());
        page.indent("   ", &id, &Style::new().dim());
    }
    for slot in &comparison.slots {
        page.line("");
        page.indent("", &slot_heading(slot), &Style::new().bold());
        for (position, question) in compared(slot) {
            page.indent("  ", &question_heading(position, question), &Style::new());
            add_rows(&mut page, rows(question));
        }
    }
    page.text
}

fn add_rows(page: &mut TextPage, rows: Vec<[String; 5]>) {
    if rows.is_empty() {
        page.indent("    ", "nothing to compare", &Style::new().dim());
        return;
    }
    let rows: Vec<[String; 5]> = std::iter::once(HEAD.map(str::to_string)).chain(rows).collect();
    let columns = [(1, 8), (2, 8), (3, 11), (4, 14)].map(|(column, least)| {
        let longest = rows.iter().map(|row| measure_text_width(&row[column])).max();
        least.max(longest.unwrap_or_default() + GAP)
    });
    let label = page.width.saturating_sub(4 + columns.iter().sum::<usize>()).clamp(10, 34);
    for [what, cells @ ..] in rows {
        let style = if what.is_empty() { Style::new().dim() } else { Style::new() };
        let cells = cells.iter().zip(columns).map(|(cell, width)| format!("{cell:>width$}"));
        let (cells, width) = (cells.collect::<String>(), measure_text_width(&what));
        // What is longer than its column has a line of its own.
        let room = match width <= label {
            true => what + &" ".repeat(label - width),
            false => {
                page.indent("    ", &what, &style);
                " ".repeat(label)
            }
        };
        page.indent("    ", &(room + &cells), &style);
    }
}

/// The comparison as Markdown.
pub(crate) fn markdown(comparison: &Comparison) -> String {
    let mut page = format!("# Two rounds side by side\n\n{}\n\n", escape(&sentence(comparison)));
    for note in notes(comparison) {
        page.push_str(&format!("**{}**\n\n", escape(&note)));
    }
    for [line, id] in sides(comparison) {
        page.push_str(&format!("- {} · {}\n", escape(&line), escape(&id)));
    }
    for slot in &comparison.slots {
        page.push_str(&format!("\n## {}\n", escape(&slot_heading(slot))));
        for (position, question) in compared(slot) {
            page.push_str(&format!("\n### {}\n\n", escape(&question_heading(position, question))));
            let rows = rows(question);
            if rows.is_empty() {
                page.push_str("nothing to compare\n");
                continue;
            }
            page.push_str(&format!(
                "| {} |\n| --- | ---: | ---: | ---: | ---: |\n",
                HEAD.join(" | ")
            ));
            for [what, numbers @ ..] in rows {
                page.push_str(&format!("| {} | {} |\n", escape(&what), numbers.join(" | ")));
            }
        }
    }
    page
}

/// So many measures of each sort can be taken in as one sentence.
const FEW: usize = 2;

/// What got better and what worse from A to B, in numbers, the foremost measures first.
fn sentence(comparison: &Comparison) -> String {
    let mut told = Told::default();
    let mut changed: Vec<&Changed> = comparison.changed.iter().collect();
    changed.sort_by_key(|of| FOLLOWED.iter().position(|followed| followed == of.followed));
    for Changed { exercise, followed, before, now } in changed {
        let measure = followed.measure;
        let (before, after) = (before.reading, now.reading);
        let judged = Judged::of_readings(measure, before, after, now.bounds);
        told.add(judged, || {
            let says = said(exercise, followed, before, after);
            let [a, b] = [before, after].map(|of| reading(measure.unit, of));
            format!("{says} (A {a}, B {b})")
        });
    }
    let found = told.sentences(FEW);
    if comparison.changed.is_empty() {
        "B against A: nothing was measured in both.".to_string()
    } else if found.is_empty() {
        "B against A: no measure of both differs.".to_string()
    } else {
        format!("B against A. {found}")
    }
}

/// Why the numbers of a round are less than they seem.
fn notes(comparison: &Comparison) -> Vec<String> {
    let mut notes = Vec::new();
    for (letter, side) in [('A', &comparison.a), ('B', &comparison.b)] {
        let short = "what it did not come to is not compared";
        match side.standing {
            HowFar::Finished => {}
            HowFar::Left(_) => notes.push(format!("{letter} was left before its end: {short}.")),
            HowFar::Unfinished => notes.push(format!("{letter} is not finished: {short}.")),
        }
        if side.is_sped_up() {
            notes.push(format!(
                "{letter} ran at speed {}x: its times are the round's own, and nobody's pace.",
                side.speed
            ));
        }
    }
    notes
}

/// The questions of a slot that both rounds have, with their positions.
fn compared(slot: &SlotPair) -> impl Iterator<Item = (usize, &QuestionPair)> {
    let both = slot.titles.iter().all(Option::is_some);
    slot.questions.iter().enumerate().filter(move |_| both)
}

/// What the two rounds are, and the names of their sessions.
fn sides(comparison: &Comparison) -> [[String; 2]; 2] {
    [side('A', &comparison.a), side('B', &comparison.b)]
}

fn side(letter: char, side: &Side) -> [String; 2] {
    let started = side.started.strftime("%a %-d %b %Y, %H:%M");
    let flags = counted(side.flags, "flag", "flags");
    let mut line = format!("{letter}  {started} · {} · {flags}", side.title);
    if side.is_sped_up() {
        line.push_str(&format!(" · speed {}x", side.speed));
    }
    line.push_str(match side.standing {
        HowFar::Finished => "",
        HowFar::Left(_) => " · left before its end",
        HowFar::Unfinished => " · not finished",
    });
    [line, side.id.shown()]
}

fn slot_heading(slot: &SlotPair) -> String {
    let title = match &slot.titles {
        [Some(a), Some(b)] if a == b => a.shown(),
        [Some(a), Some(b)] => format!("{a} and {b}"),
        [Some(a), None] => return format!("{a}: only in A"),
        [None, Some(b)] => return format!("{b}: only in B"),
        [None, None] => String::new(),
    };
    match slot.used {
        [Some(a), Some(b)] => {
            format!("{title}: A {}, B {}, B - A {}", m_ss(a), m_ss(b), signed(a, b))
        }
        [Some(a), None] => format!("{title}: {}, B did not reach it", m_ss(a)),
        [None, Some(b)] => format!("{title}: A did not reach it, {}", m_ss(b)),
        [None, None] => format!("{title}: not reached"),
    }
}

fn question_heading(position: usize, question: &QuestionPair) -> String {
    let title = |title: &Option<GivenText>| match title {
        Some(title) => title.shown(),
        None => "none shown".to_string(),
    };
    let [a, b] = &question.titles;
    if a == b {
        format!("question {}: {}", position + 1, title(a))
    } else {
        format!("question {}: {} (A), {} (B)", position + 1, title(a), title(b))
    }
}

/// The lines of a question: what, A, B, their difference, and for phases the difference of their
/// ends.
fn rows(question: &QuestionPair) -> Vec<[String; 5]> {
    let phases = question.phases.iter().map(phase_row);
    phases.chain(question.measures.iter().map(measure_row)).collect()
}

fn phase_row(of: &PhasePair) -> [String; 5] {
    let ([a, b], [over_a, over_b]) = (of.took, of.over);
    [phases(of), m_ss(a), m_ss(b), signed(a, b), signed(over_a, over_b)]
}

fn measure_row(of: &MeasurePair) -> [String; 5] {
    let unit = of.measure.unit;
    let cell = |side: usize| match of.values[side] {
        Some(known) => value(unit, known),
        None if of.never[side] => "never".to_string(),
        None => "-".to_string(),
    };
    let delta = match of.values {
        [Some(a), Some(b)] => difference(unit, a, b),
        _ => String::new(),
    };
    [of.measure.name.to_string(), cell(0), cell(1), delta, String::new()]
}

fn phases(of: &PhasePair) -> String {
    if of.first == of.last { of.first.shown() } else { format!("{} to {}", of.first, of.last) }
}

/// `+1:20`, `-0:05`, `0:00`: the second time less the first.
fn signed(a: Duration, b: Duration) -> String {
    difference(Unit::Seconds, to_f64(a), to_f64(b))
}

#[cfg(test)]
mod tests;
