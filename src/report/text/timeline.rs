//! A slot as bars on one scale of minutes: a planned and an actual row a question, a letter a
//! phase, marks beneath.

use std::collections::BTreeSet;
use std::time::Duration;

use console::Style;

use super::Paint;
use crate::pacing::{CodePacing, Moment, QuestionPacing, SlotPacing};
use crate::text::GivenText;
use crate::time::{Stretch, m_ss};

/// Columns before a bar: `  planned `.
const LABEL: usize = 10;

/// Fills time that no mark gives to one phase.
const UNMARKED: char = '.';

/// The timeline of a slot, its lines at most `width` columns.
pub(crate) fn lines(slot: &SlotPacing, width: usize, paint: Paint) -> Vec<String> {
    let used = slot.actual.unwrap_or_default();
    let scale = ColumnScale {
        whole: slot.planned.max(used).max(Duration::from_secs(1)),
        columns: width - LABEL,
    };
    let letters = Letters::of(slot);
    let mut page = TimelineText { width, paint, lines: Vec::new() };
    let wall_clock = slot.wall_clock.as_deref().unwrap_or_default();
    let times = format!("{} of {}", m_ss(used), m_ss(slot.planned));
    page.wrap(&format!("{} · began {wall_clock} · {times}", slot.title), &Style::new().bold());
    page.row("minutes", &scale.ruler());
    let mut legend = BTreeSet::new();
    for (position, question) in slot.questions.iter().enumerate() {
        if slot.questions.len() > 1 {
            page.wrap(&heading(position, question), &Style::new());
        }
        page.row("planned", &letters.bar(&planned(question), &scale, paint));
        if question.shown.is_some() {
            page.row("actual", &letters.bar(&actual(question), &scale, paint));
        }
        let marks = marks(question);
        if !marks.is_empty() {
            page.row("marks", &scale.mark(&marks));
        }
        for mark in marks {
            legend.insert(format!("{} {}", mark.letter, mark.what));
        }
    }
    page.wrap(&letters.legend(), &Style::new().dim());
    if !legend.is_empty() {
        let legend: Vec<String> = legend.into_iter().collect();
        page.wrap(&format!("marks: {}", legend.join(" · ")), &Style::new().dim());
    }
    page.lines
}

fn heading(position: usize, question: &QuestionPacing) -> String {
    let number = position + 1;
    let title = &question.title;
    match (question.shown, question.ended) {
        (None, _) => format!("question {number}: not reached"),
        (Some(_), None) => format!("question {number}: {title} (open)"),
        (Some(_), Some(_)) => format!("question {number}: {title}"),
    }
}

struct TimelineText {
    width: usize,
    paint: Paint,
    lines: Vec<String>,
}

impl TimelineText {
    fn row(&mut self, label: &str, cells: &str) {
        self.lines.push(format!("  {label:room$}{cells}", room = LABEL - 2));
    }

    fn wrap(&mut self, text: &str, style: &Style) {
        for line in textwrap::wrap(text, self.width - 2) {
            self.lines.push(format!("  {}", self.paint.apply(style, &line)));
        }
    }
}

/// A part of a bar.
struct BarPart<'a> {
    /// When, running time in the slot.
    when: Stretch<Duration>,
    /// The phase's name, where it is known.
    phase: Option<&'a GivenText>,
}

fn planned(question: &QuestionPacing) -> Vec<BarPart<'_>> {
    let mut parts = Vec::new();
    let mut from = question.planned_start;
    for phase in &question.phases {
        let to = from + phase.planned;
        parts.push(BarPart { when: Stretch { from, to }, phase: Some(&phase.name) });
        from = to;
    }
    parts
}

fn actual(question: &QuestionPacing) -> Vec<BarPart<'_>> {
    let mut parts = Vec::new();
    for stay in &question.stays {
        let when = Stretch { from: stay.from.in_slot, to: stay.to.in_slot };
        let phase = stay.phase().and_then(|phase| question.phases.get(phase));
        parts.push(BarPart { when, phase: phase.map(|phase| &phase.name) });
    }
    parts
}

/// A letter under the bars.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct LetterMark {
    /// When, running time in the slot.
    at: Duration,
    letter: char,
    what: &'static str,
}

/// The marks of a question, in order.
fn marks(question: &QuestionPacing) -> Vec<LetterMark> {
    let mut marks = Vec::new();
    let mut add = |at: Moment, letter, what| {
        marks.push(LetterMark { at: at.in_slot, letter, what });
    };
    for (at, letter, what) in [
        (question.first_words, 'w', "first words"),
        (question.first_answer.at, 'a', "first answer"),
        (question.told, 'e', "end of the answer"),
        (question.code.as_ref().and_then(CodePacing::first_run), 'c', "first run of the code"),
        (question.code.as_ref().and_then(CodePacing::first_pass), 'x', "all examples passed"),
    ] {
        if let Some(at) = at {
            add(at, letter, what);
        }
    }
    for stretch in &question.silent_stretches {
        add(stretch.from, 's', "silent stretch");
    }
    for think in &question.thinks {
        add(think.from, 't', "think");
    }
    for (at, _) in &question.pauses {
        add(*at, 'p', "pause");
    }
    for (at, _) in &question.gaps {
        add(*at, 'g', "gap");
    }
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
                for (cell, digit) in ruler[column..].iter_mut().zip(label.chars()) {
                    *cell = digit;
                }
            }
        }
        ruler.into_iter().collect()
    }

    /// A letter at each mark's column, or in the next free one.
    fn mark(&self, marks: &[LetterMark]) -> String {
        let mut row = vec![' '; self.columns];
        for mark in marks {
            if let Some(cell) = row[self.column(mark.at)..].iter_mut().find(|cell| **cell == ' ') {
                *cell = mark.letter;
            }
        }
        row.into_iter().collect()
    }
}

/// The phases of a slot, each with a letter of its own.
struct Letters<'a>(Vec<(&'a GivenText, char)>);

impl<'a> Letters<'a> {
    fn of(slot: &'a SlotPacing) -> Self {
        let mut letters = Self(Vec::new());
        for phase in slot.questions.iter().flat_map(|question| &question.phases) {
            if letters.position(Some(&phase.name)).is_none() {
                letters.0.push((&phase.name, letters.free(phase.name.whole())));
            }
        }
        letters
    }

    /// The first letter of a name that no other phase has.
    fn free(&self, name: &str) -> char {
        let own = name.chars().flat_map(char::to_lowercase).filter(char::is_ascii_alphanumeric);
        let mut all = own.chain('A'..='Z').chain('0'..='9');
        all.find(|letter| self.0.iter().all(|(_, taken)| taken != letter)).unwrap_or('#')
    }

    fn position(&self, phase: Option<&GivenText>) -> Option<usize> {
        let phase = phase?;
        self.0.iter().position(|(known, _)| *known == phase)
    }

    fn bar(&self, parts: &[BarPart<'_>], scale: &ColumnScale, paint: Paint) -> String {
        let mut bar = String::new();
        let owners = owners(parts, scale);
        for run in owners.chunk_by(|one, next| self.cell(parts, *one) == self.cell(parts, *next)) {
            let (letter, phase) = self.cell(parts, run[0]);
            let text = letter.to_string().repeat(run.len());
            match phase {
                Some(position) => bar.push_str(&paint.apply(&style(position), &text)),
                None => bar.push_str(&text),
            }
        }
        bar
    }

    /// What a column shows: a letter, and which phase it stands for.
    fn cell(&self, parts: &[BarPart<'_>], owner: Option<usize>) -> (char, Option<usize>) {
        let Some(owner) = owner else { return (' ', None) };
        match self.position(parts[owner].phase) {
            Some(position) => (self.0[position].1, Some(position)),
            None => (UNMARKED, None),
        }
    }

    fn legend(&self) -> String {
        let mut legend = String::new();
        for (name, letter) in &self.0 {
            legend.push_str(&format!("{letter} {name} · "));
        }
        legend + &format!("{UNMARKED} not marked")
    }
}

/// Which part each column shows: the one in its middle, but every part of any length at least one
/// column if it can.
fn owners(parts: &[BarPart<'_>], scale: &ColumnScale) -> Vec<Option<usize>> {
    let end = parts.last().map_or(0, |part| scale.column(part.when.to) + 1);
    let mut owners = Vec::with_capacity(end);
    for column in 0..end {
        let at = scale.middle(column);
        owners.push(parts.iter().position(|part| part.when.from <= at && at < part.when.to));
    }
    for (position, part) in parts.iter().enumerate() {
        if part.when.is_empty() || owners.contains(&Some(position)) {
            continue;
        }
        let column = scale.column(part.when.from + part.when.length() / 2);
        // The neighbours in the order of time: an earlier part stands before this one.
        let near = [Some(column), Some(column + 1), column.checked_sub(1)];
        if let Some(column) = near.into_iter().flatten().find(|near| can_give(&owners, *near)) {
            owners[column] = Some(position);
        }
    }
    owners
}

/// Whether a column shows nothing, or a part that other columns show, too.
fn can_give(owners: &[Option<usize>], column: usize) -> bool {
    match owners.get(column) {
        Some(Some(owner)) => owners.iter().flatten().filter(|of| *of == owner).count() > 1,
        Some(None) => true,
        None => false,
    }
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
