//! How trends are shown, and what they say in words: each format is a function from `&Trends` to
//! text.

pub(crate) mod calendar;
mod chart;
pub(crate) mod html;
pub(crate) mod json;
pub(crate) mod text;

use jiff::ZonedDateTime;

use super::changes::{Judged, Told, change_of, said};
use super::units::{is_same, reading, value};
use crate::pacing::measures::{Better, Bounds, Measure, Reading, StandIn};
use crate::pacing::trends::{Change, ExerciseTrend, GROUP, LeftOut, Series, Trends};
use crate::text::counted;
use crate::word::Word;

/// A file of the sessions folder that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotRead {
    /// Its name.
    pub(crate) file: String,
    /// Why.
    pub(crate) why: String,
}

/// An arrow to where it is better, if anywhere.
fn arrow(measure: &Measure) -> &'static str {
    match measure.better {
        Some(Better::Higher) => "↑",
        Some(Better::Lower) => "↓",
        None => " ",
    }
}

/// `p 0.02`.
fn p(change: &Change) -> String {
    format!("p {:.2}", change.p)
}

/// What the change of a series comes to; noise is none.
fn judged(series: &Series) -> Option<Judged> {
    let change = series.change.as_ref()?;
    if !change.is_real() {
        return Some(Judged::Same);
    }
    let bounds = latest_bounds(series);
    Some(Judged::of_readings(series.followed.measure, change.before, change.last, bounds))
}

/// What the latest known value is held against.
fn latest_bounds(series: &Series) -> Bounds {
    let mut latest = series.readings.iter().zip(&series.bounds).rev();
    let known = latest.find(|(reading, _)| reading.is_some());
    known.map_or(Bounds::NONE, |(_, bounds)| *bounds)
}

/// `limit 6:30`, `at least 0:45, at most 3:00`, `at least 50%`; of limits that differ the least and
/// the greatest, and how many rounds have none. `None` where it is held against nothing anywhere.
fn limits(series: &Series) -> Option<String> {
    let unit = series.followed.measure.unit;
    let by = if series.followed.by_place { "by where it fell" } else { "by round" };
    let value = |of: f64| value(unit, of);
    let mut rounds = series.bounds.clone();
    let mut is_known = series.readings.iter().map(Option::is_some);
    rounds.retain(|_| is_known.next() == Some(true));
    let spread = |read: fn(&Bounds) -> Option<f64>| {
        let known: Vec<Option<f64>> = rounds.iter().map(read).collect();
        let (least, most) = range(&known);
        let none = known.iter().filter(|of| of.is_none()).count();
        let lacking = match none {
            0 => String::new(),
            none => format!("; none in {none} of {}", counted(known.len(), "round", "rounds")),
        };
        (least <= most).then(|| match is_same(unit, least, most) {
            true => format!("{}{lacking}", value(least)),
            false => format!("{} to {}, {by}{lacking}", value(least), value(most)),
        })
    };
    match (spread(|of| of.least), spread(|of| of.most)) {
        (None, None) if series.followed.by_place => Some("no limit where it fell".to_string()),
        (None, None) => None,
        (None, Some(most)) => Some(format!("limit {most}")),
        (Some(least), None) => Some(format!("at least {least}")),
        (Some(least), Some(most)) => Some(format!("at least {least}, at most {most}")),
    }
}

/// What got better, what got worse, and whether that is more than noise; `None` where there are too
/// few rounds to tell.
pub(crate) fn sentence(trends: &Trends) -> Option<String> {
    let (mut made, mut told) = (0, Told::default());
    for of in &trends.exercises {
        for series in &of.series {
            let Some((change, judged)) = series.change.as_ref().zip(judged(series)) else {
                continue;
            };
            made += 1;
            told.add(judged, || {
                let says = said(&of.exercise, series.followed, change.before, change.last);
                format!("{says}{}, more than noise ({})", stood_in(series, change), p(change))
            });
        }
    }
    let five = in_words(GROUP);
    let groups = format!("The last {five} rounds of a kind against the {five} before");
    let found = told.sentences(usize::MAX);
    Some(match (found.is_empty(), made) {
        (_, 0) => return None,
        (true, 1) => format!("{groups}: no change is more than noise; 1 comparison was made."),
        (true, _) => {
            format!("{groups}: no change is more than noise; {made} comparisons were made.")
        }
        (false, 1) => format!("{groups}. {found}"),
        (false, _) => format!(
            "{groups}. {found} {made} comparisons were made, and one in 20 looks like this by \
             chance."
        ),
    })
}

/// ` (5:30, then never)` where the change has no size, else nothing.
fn stood_in(series: &Series, change: &Change) -> String {
    let measure = series.followed.measure;
    let of = |of| reading(measure.unit, of);
    match change_of(measure, change.before, change.last) {
        Some(_) => String::new(),
        None => format!(" ({}, then {})", of(change.before), of(change.last)),
    }
}

/// The number of a height on an axis: as it reads where a round that stands so high was measured,
/// else `≥11:15` or `never`.
fn axis_number(number: String, rounds: impl Iterator<Item = Reading>) -> String {
    match rounds.map(|of| of.stand_in).min() {
        Some(StandIn::Nothing) | None => number,
        Some(StandIn::Part) => format!("≥{number}"),
        Some(StandIn::All) => "never".to_string(),
    }
}

/// What is said of the charts where something in them stands in for what never came.
fn key_of_never(trends: &Trends) -> Option<&'static str> {
    let mut series = trends.exercises.iter().flat_map(|of| &of.series);
    series.any(Series::has_stand_in).then_some(
        "never, at least: a first answer that never came is drawn, and counted in medians and p, \
         as if it had come at the end of its question, or of the question's budget where that is \
         later",
    )
}

fn in_words(number: usize) -> String {
    if number == 5 { "five".to_string() } else { number.to_string() }
}

/// What was not counted, in words; empty where all was.
fn left_out(out: &LeftOut) -> String {
    let mut parts = Vec::new();
    for (number, one, many) in [
        (out.sped_up, "sped-up session", "sped-up sessions"),
        (out.unfinished, "unfinished session", "unfinished sessions"),
        (out.interrupted, "interrupted question", "interrupted questions"),
        (out.skipped, "skipped question", "skipped questions"),
    ] {
        if number > 0 {
            parts.push(counted(number, one, many));
        }
    }
    parts.join(", ")
}

/// `12 rounds, 5 Jan to 16 Jan 2026`.
fn heading(trends: &Trends) -> String {
    let rounds = counted(trends.rounds, "round", "rounds");
    match &trends.span {
        Some((from, to)) => format!("{rounds}, {}", span(from, to)),
        None => rounds,
    }
}

/// `5 Jan to 16 Jan 2026`.
fn span(from: &ZonedDateTime, to: &ZonedDateTime) -> String {
    let last = to.strftime("%-d %b %Y");
    if from.date() == to.date() {
        last.to_string()
    } else if from.year() == to.year() {
        format!("{} to {last}", from.strftime("%-d %b"))
    } else {
        format!("{} to {last}", from.strftime("%-d %b %Y"))
    }
}

/// When the rounds of an exercise were.
fn dates(of: &ExerciseTrend) -> String {
    match (of.rounds.first(), of.rounds.last()) {
        (Some((_, from)), Some((_, to))) => span(from, to),
        (None, _) | (_, None) => String::new(),
    }
}

/// What is said where there is nothing to show.
fn nothing(trends: &Trends) -> String {
    match trends.kind.map(Word::word) {
        None => "no finished rounds to show yet; `mockround run` records one".to_string(),
        Some(kind) => format!(
            "no finished rounds with {kind} questions to show yet; `mockround drill {kind}` \
             records one"
        ),
    }
}

/// The least and the most of what is known; infinite where nothing is.
fn range(values: &[Option<f64>]) -> (f64, f64) {
    let known = values.iter().flatten().copied();
    (known.clone().fold(f64::INFINITY, f64::min), known.fold(f64::NEG_INFINITY, f64::max))
}

#[cfg(test)]
mod tests;
