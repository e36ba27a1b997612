//! Trends as text for a terminal: a chart a measure, oldest round first.

use console::Style;

use super::chart::{self, ChartRow};
use super::{
    Judged, NotRead, arrow, dates, heading, judged, key_of_never, left_out, limits, nothing, p,
    sentence,
};
use crate::pacing::trends::{ExerciseTrend, RATED, Rated, Series, Trends, beside};
use crate::report::changes::change_of;
use crate::report::text::page::TextPage;
use crate::report::units::{known, reading};
use crate::text::{clean_line, counted};

/// Columns before a chart: its numbers.
const LABEL: usize = 9;

const KEY: &str = "bars: a round each, oldest first, from the least to the greatest · ── a limit · \
                   · unknown · ↓ lower is better, ↑ higher is better · last 5 and 5 before: \
                   medians, from ten rounds on · p: how often noise alone changes as much · of \
                   several questions in a round: their median first answer and length, the \
                   longest silence, else the mean";

/// The trends, each line at most `width` columns where that is possible (numbers are not wrapped).
pub fn render(trends: &Trends, not_read: &[NotRead], width: usize, colour: bool) -> String {
    let mut page = TextPage::new(width, colour);
    page.indent("", &format!("Trends: {}", heading(trends)), &Style::new().bold());
    if trends.exercises.is_empty() {
        page.indent("  ", &nothing(trends), &Style::new());
    }
    let out = left_out(&trends.left_out);
    if !out.is_empty() {
        page.indent("  ", &format!("not counted: {out}"), &Style::new());
    }
    if let Some(sentence) = sentence(trends) {
        page.text.push('\n');
        page.indent("  ", &sentence, &Style::new());
    }
    for exercise in &trends.exercises {
        page.exercise(exercise);
    }
    if !trends.exercises.is_empty() {
        page.text.push('\n');
        page.indent("  ", KEY, &Style::new().dim());
        if let Some(key) = key_of_never(trends) {
            page.indent("  ", key, &Style::new().dim());
        }
    }
    if !not_read.is_empty() {
        page.text.push_str("\nnot read, or not whole:\n");
        for NotRead { file, why } in not_read {
            page.indent("  ", &format!("{}: {}", clean_line(file), clean_line(why)), &Style::new());
        }
    }
    page.text
}

impl TextPage {
    fn exercise(&mut self, of: &ExerciseTrend) {
        let rounds = of.rounds.len();
        let room = self.width - LABEL;
        let all = counted(rounds, "round", "rounds");
        let dates = dates(of);
        let drawn =
            if room < rounds { format!(" · the last {room} drawn") } else { String::new() };
        self.text.push('\n');
        let head = format!("{} · {all}, {dates}{drawn}", of.exercise);
        self.indent("", &head, &Style::new().bold());
        for series in &of.series {
            self.series(series, room);
        }
        if !of.series.iter().any(|series| series.followed.heard) {
            self.indent(
                "  ",
                "nothing was heard: silence and talking need a microphone",
                &Style::new().dim(),
            );
        }
        for line in rating_lines(of) {
            self.wrap("  ", "    ", &line, &Style::new());
        }
    }

    /// A measure: its numbers, and its chart.
    fn series(&mut self, series: &Series, room: usize) {
        let measure = series.followed.measure;
        let style = match judged(series) {
            Some(Judged::Better) => Style::new().green(),
            Some(Judged::Worse) => Style::new().red(),
            Some(Judged::Same | Judged::Changed) | None => Style::new(),
        };
        self.wrap("  ", "    ", &numbers(series), &style);
        let first = series.readings.len().saturating_sub(room);
        let (readings, bounds) = (&series.readings[first..], &series.bounds[first..]);
        for ChartRow { label, text, is_past } in chart::rows(measure.unit, readings, bounds, room) {
            let style = if is_past { Style::new().yellow() } else { Style::new() };
            let text = self.paint.apply(&style, text.trim_end());
            self.line(&format!("{label:>8} {text}"));
        }
    }
}

/// `first answer ↓ · latest 5:10 · limit 6:30 · last 5 5:30, 5 before 6:20: -0:50, p 0.01, better`.
fn numbers(series: &Series) -> String {
    let measure = series.followed.measure;
    let latest = known(measure.unit, series.readings.last().copied().flatten());
    let mut parts = vec![format!("{} {}", measure.name, arrow(measure)).trim_end().to_string()];
    parts.push(format!("latest {latest}"));
    parts.extend(limits(series));
    if let Some((change, judged)) = series.change.as_ref().zip(judged(series)) {
        let of = |of| reading(measure.unit, of);
        let by = change_of(measure, change.before, change.last);
        parts.push(format!(
            "last 5 {}, 5 before {}: {}{}, {}",
            of(change.last),
            of(change.before),
            by.map_or(String::new(), |by| format!("{by}, ")),
            p(change),
            judged.word()
        ));
    }
    parts.join(" · ")
}

/// The numbers of the rounds that were rated alike, where there are two ratings to tell apart.
fn rating_lines(of: &ExerciseTrend) -> Vec<String> {
    let mut lines = Vec::new();
    for dimension in RATED {
        for of in of.ratings.iter().filter(|of| of.dimension == dimension) {
            lines.extend(rating_line(of));
        }
    }
    lines
}

fn rating_line(of: &Rated) -> Option<String> {
    let mut numbers = Vec::new();
    for measure in beside(of.dimension) {
        if let Some(median) = of.median(measure) {
            numbers.push(format!("{} {}", measure.name, reading(measure.unit, median)));
        }
    }
    if numbers.is_empty() {
        return None;
    }
    let rounds = counted(of.rounds, "round", "rounds");
    let Rated { dimension, rating, .. } = of;
    Some(format!("rated {rating} for {dimension} ({rounds}): {}", numbers.join(", ")))
}
