//! A slot as bars on one scale of minutes: a planned and an actual row a question, a letter a
//! phase, marks beneath.

use std::collections::BTreeMap;
use std::time::Duration;

use console::Style;

use super::Paint;
use crate::pacing::{QuestionPacing, SlotPacing};
use crate::time::m_ss;

/// Columns before a bar: `  planned `.
const LABEL: usize = 10;

/// Fills time that no mark gives to one phase.
const UNMARKED: char = '.';

/// The timeline of a slot, its lines at most `width` columns.
pub fn lines(slot: &SlotPacing, width: usize, paint: Paint) -> Vec<String> {
    let used = slot.actual.unwrap_or_default();
    let scale = ColumnScale {
        whole: slot.planned.max(used).max(Duration::from_secs(1)),
        columns: width - LABEL,
    };
    let letters = Letters::of(slot);
    let wall_clock = slot.wall_clock.as_deref().unwrap_or_default();
    let heading =
        format!("{} · began {wall_clock} · {} of {}", slot.title, m_ss(used), m_ss(slot.planned));
    let mut lines = wrapped(&heading, "  ", width, paint, &Style::new().bold());
    lines.push(format!("{:LABEL$}{}", "  minutes", scale.ruler()));
    let mut marks = BTreeMap::new();
    for (position, question) in slot.questions.iter().enumerate() {
        if slot.questions.len() > 1 {
            let title = match (question.shown, question.ended) {
                (None, _) => "not reached".to_string(),
                (Some(_), None) => format!("{} (open)", question.title),
                (Some(_), Some(_)) => question.title.clone(),
            };
            let heading = format!("question {}: {title}", position + 1);
            lines.extend(wrapped(&heading, "  ", width, paint, &Style::new()));
        }
        lines.push(format!(
            "{:LABEL$}{}",
            "  planned",
            letters.bar(&planned(question), &scale, paint)
        ));
        if question.shown.is_some() {
            lines.push(format!(
                "{:LABEL$}{}",
                "  actual",
                letters.bar(&actual(question), &scale, paint)
            ));
        }
        let of_question = marks_of(question);
        if !of_question.is_empty() {
            lines.push(format!("{:LABEL$}{}", "  marks", scale.mark(&of_question)));
        }
        marks.extend(of_question.into_iter().map(|(_, letter, what)| (letter, what)));
    }
    lines.extend(wrapped(&letters.legend(), "  ", width, paint, &Style::new().dim()));
    if !marks.is_empty() {
        let legend: Vec<String> =
            marks.iter().map(|(letter, what)| format!("{letter} {what}")).collect();
        lines.extend(wrapped(
            &format!("marks: {}", legend.join(" · ")),
            "  ",
            width,
            paint,
            &Style::new().dim(),
        ));
    }
    lines
}

fn wrapped(text: &str, indent: &str, width: usize, paint: Paint, style: &Style) -> Vec<String> {
    let lines = textwrap::wrap(text, width - indent.len());
    lines.iter().map(|line| format!("{indent}{}", paint.apply(style, line))).collect()
}

/// A part of a bar: from and to in running time of the slot, and the phase's name where it is
/// known.
type BarPart<'a> = (Duration, Duration, Option<&'a str>);

fn planned(question: &QuestionPacing) -> Vec<BarPart<'_>> {
    let mut from = question.planned_start;
    question
        .phases
        .iter()
        .map(|phase| {
            let begin = from;
            from += phase.planned;
            (begin, from, Some(phase.name.as_str()))
        })
        .collect()
}

fn actual(question: &QuestionPacing) -> Vec<BarPart<'_>> {
    let name = |phase: usize| question.phases.get(phase).map(|phase| phase.name.as_str());
    question
        .stays
        .iter()
        .map(|stay| (stay.from.in_slot, stay.to.in_slot, stay.phase().and_then(name)))
        .collect()
}

/// The marks of a question: running time in the slot, letter, meaning.
fn marks_of(question: &QuestionPacing) -> Vec<(Duration, char, &'static str)> {
    let mut marks = Vec::new();
    marks.extend(question.first_words.map(|at| (at.in_slot, 'w', "first words")));
    marks.extend(question.first_answer.at.map(|at| (at.in_slot, 'a', "first answer")));
    marks.extend(question.told.map(|at| (at.in_slot, 'e', "end of the answer")));
    marks.extend(
        question
            .silent_stretches
            .iter()
            .map(|stretch| (stretch.from.in_slot, 's', "silent stretch")),
    );
    marks.extend(question.thinks.iter().map(|think| (think.from.in_slot, 't', "think")));
    marks.extend(question.pauses.iter().map(|(at, _)| (at.in_slot, 'p', "pause")));
    marks.extend(question.gaps.iter().map(|(at, _)| (at.in_slot, 'g', "gap")));
    marks.sort_unstable();
    marks
}

struct ColumnScale {
    whole: Duration,
    columns: usize,
}

impl ColumnScale {
    /// The column of a time.
    fn column(&self, at: Duration) -> usize {
        let column = at.as_millis() * self.columns as u128 / self.whole.as_millis().max(1);
        usize::try_from(column).unwrap_or(usize::MAX).min(self.columns - 1)
    }

    /// The time in the middle of a column.
    fn middle(&self, column: usize) -> Duration {
        let columns = u32::try_from(self.columns).unwrap_or(u32::MAX).max(1);
        self.whole / (2 * columns) * u32::try_from(2 * column + 1).unwrap_or(u32::MAX)
    }

    /// Minutes, as many as fit with room between them.
    fn ruler(&self) -> String {
        let minutes = usize::try_from(self.whole.as_secs() / 60).unwrap_or(usize::MAX);
        let fits = |step: &usize| minutes / step * 6 <= self.columns;
        let step =
            [1, 2, 5, 10, 15, 30, 60, 120, 240].into_iter().find(fits).unwrap_or(minutes.max(1));
        let mut ruler = vec![' '; self.columns];
        for minute in (0..=minutes).step_by(step) {
            let column = self.column(Duration::from_secs(minute as u64 * 60));
            let label = minute.to_string();
            if column + label.len() <= self.columns {
                ruler
                    .iter_mut()
                    .skip(column)
                    .zip(label.chars())
                    .for_each(|(cell, digit)| *cell = digit);
            }
        }
        ruler.into_iter().collect()
    }

    /// A letter at each mark's column, or in the next free one.
    fn mark(&self, marks: &[(Duration, char, &'static str)]) -> String {
        let mut row = vec![' '; self.columns];
        for (at, letter, _) in marks {
            let free = (self.column(*at)..self.columns).find(|&column| row[column] == ' ');
            if let Some(column) = free {
                row[column] = *letter;
            }
        }
        row.into_iter().collect()
    }
}

/// The phases of a slot, each with a letter of its own.
struct Letters<'a>(Vec<(&'a str, char)>);

impl<'a> Letters<'a> {
    fn of(slot: &'a SlotPacing) -> Self {
        let mut letters: Vec<(&str, char)> = Vec::new();
        for phase in slot.questions.iter().flat_map(|question| &question.phases) {
            if letters.iter().any(|(name, _)| *name == phase.name) {
                continue;
            }
            let own =
                phase.name.chars().flat_map(char::to_lowercase).filter(char::is_ascii_alphanumeric);
            let any = ('A'..='Z').chain('0'..='9');
            let free = |letter: &char| letters.iter().all(|(_, taken)| taken != letter);
            let letter = own.chain(any).find(free).unwrap_or('#');
            letters.push((&phase.name, letter));
        }
        Self(letters)
    }

    fn bar(&self, parts: &[BarPart<'_>], scale: &ColumnScale, paint: Paint) -> String {
        let cells: Vec<(char, Option<usize>)> = owners(parts, scale)
            .into_iter()
            .map(|owner| match owner.map(|part| parts[part].2) {
                None => (' ', None),
                Some(name) => match self.0.iter().position(|(known, _)| Some(*known) == name) {
                    Some(position) => (self.0[position].1, Some(position)),
                    None => (UNMARKED, None),
                },
            })
            .collect();
        let run = |run: &[(char, Option<usize>)]| {
            let text: String = run.iter().map(|(letter, _)| *letter).collect();
            run[0].1.map_or(text.clone(), |position| paint.apply(&style(position), &text))
        };
        cells.chunk_by(|one, next| one.1 == next.1).map(run).collect()
    }

    fn legend(&self) -> String {
        let phases = self.0.iter().map(|(name, letter)| format!("{letter} {name}"));
        let all: Vec<String> = phases.chain([format!("{UNMARKED} not marked")]).collect();
        all.join(" · ")
    }
}

/// Which part each column shows: the one in its middle, but every part of any length at least one
/// column if it can.
fn owners(parts: &[BarPart<'_>], scale: &ColumnScale) -> Vec<Option<usize>> {
    let end = parts.last().map_or(0, |(_, to, _)| scale.column(*to) + 1);
    let middle = |column: usize| {
        let at = scale.middle(column);
        parts.iter().position(|(from, to, _)| (*from..*to).contains(&at))
    };
    let mut owners: Vec<Option<usize>> = (0..end).map(middle).collect();
    for (position, (from, to, _)) in parts.iter().enumerate().filter(|(_, (from, to, _))| from < to)
    {
        if owners.contains(&Some(position)) {
            continue;
        }
        let column = scale.column(*from + (*to - *from) / 2);
        let can_give = |column: &usize| match owners.get(*column) {
            Some(Some(owner)) => owners.iter().filter(|of| **of == Some(*owner)).count() > 1,
            Some(None) => true,
            None => false,
        };
        // The neighbours in the order of time: an earlier part stands before this one.
        let near = [Some(column), Some(column + 1), column.checked_sub(1)];
        if let Some(column) = near.into_iter().flatten().find(can_give) {
            owners[column] = Some(position);
        }
    }
    owners
}

fn style(position: usize) -> Style {
    let style = Style::new().black();
    match position % 6 {
        0 => style.on_cyan(),
        1 => style.on_green(),
        2 => style.on_yellow(),
        3 => style.on_magenta(),
        4 => style.on_blue(),
        _ => style.on_white(),
    }
}
