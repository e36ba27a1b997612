//! Trends as JSON, a stable machine interface: [`SCHEMA`] changes when a field changes its meaning
//! or goes. Times are seconds, shares 0 to 1. What is not known is `null`.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::ZonedDateTime;
use jiff::civil::Date;
use serde::Serialize;

use super::calendar::{KindTimes, PracticeDays, RealInterview};
use super::{NotRead, latest_bounds, sentence};
use crate::pacing::measures::Better;
use crate::pacing::trends::{ExerciseTrend, RATED, Rated, Series, Trends, beside};
use crate::report::json::TOOL;
use crate::report::units::{self, rounded};
use crate::session::rfc3339;
use crate::text::escape_json;
use crate::time::seconds::to_f64;
use crate::word::Word;

/// The number of the interface that this version writes.
pub(crate) const SCHEMA: u32 = 2;

#[derive(Serialize)]
struct TrendsOut<'a> {
    schema: u32,
    tool: &'static str,
    rounds: usize,
    from: Option<String>,
    to: Option<String>,
    left_out: LeftOutCounts,
    sentence: Option<String>,
    kinds: Vec<ExerciseOut<'a>>,
    days: Vec<DayOut>,
    interviews: &'a [RealInterview],
    not_read: Vec<NotReadOut<'a>>,
}

/// Running time of a day by kind, seconds.
#[derive(Serialize)]
struct DayOut {
    date: String,
    kinds_s: BTreeMap<&'static str, f64>,
}

#[derive(Serialize)]
struct LeftOutCounts {
    sped_up: usize,
    unfinished: usize,
    /// None any more: they are followed by themselves.
    part_drills: usize,
    interrupted_questions: usize,
    skipped_questions: usize,
}

#[derive(Serialize)]
struct ExerciseOut<'a> {
    /// A name of its own: what looks for a kind of interview finds no parts of one.
    kind: String,
    question_kind: &'static str,
    part: Option<&'static str>,
    phase: Option<&'a str>,
    rounds: Vec<RoundOut<'a>>,
    measures: Vec<SeriesOut>,
    ratings: Vec<RatedOut>,
}

#[derive(Serialize)]
struct RoundOut<'a> {
    session: &'a str,
    started: String,
}

#[derive(Serialize)]
struct SeriesOut {
    measure: &'static str,
    unit: &'static str,
    better: Option<&'static str>,
    values: Vec<Option<f64>>,
    /// Whether a value is no time at which an answer came: one that never came counts with the
    /// whole length of its question, at least its budget.
    stands_in: Vec<bool>,
    /// What the latest known value is held against: at most, or where it has no such limit, at
    /// least.
    limit: Option<f64>,
    at_most: Vec<Option<f64>>,
    at_least: Vec<Option<f64>>,
    five_before: Option<f64>,
    last_five: Option<f64>,
    p: Option<f64>,
}

#[derive(Serialize)]
struct RatedOut {
    dimension: &'static str,
    rating: u8,
    rounds: usize,
    #[serde(flatten)]
    medians: BTreeMap<&'static str, Option<f64>>,
}

#[derive(Serialize)]
struct NotReadOut<'a> {
    file: &'a str,
    why: &'a str,
}

/// The trends as JSON, indented, with a newline at its end.
pub(crate) fn render(trends: &Trends, not_read: &[NotRead], practice: &PracticeDays) -> String {
    let out = trends.left_out;
    let (from, to) = trends.span.as_ref().map(|(from, to)| (rfc3339(from), rfc3339(to))).unzip();
    let page = TrendsOut {
        schema: SCHEMA,
        tool: TOOL,
        rounds: trends.rounds,
        from,
        to,
        left_out: LeftOutCounts {
            sped_up: out.sped_up,
            unfinished: out.unfinished,
            part_drills: 0,
            interrupted_questions: out.interrupted,
            skipped_questions: out.skipped,
        },
        sentence: sentence(trends),
        kinds: trends.exercises.iter().map(exercise).collect(),
        days: practice.days.iter().map(day).collect(),
        interviews: &practice.interviews,
        not_read: not_read.iter().map(not_read_out).collect(),
    };
    escape_json(&serde_json::to_string_pretty(&page).unwrap_or_default()) + "\n"
}

fn day((date, kinds): (&Date, &KindTimes)) -> DayOut {
    let seconds = |(kind, time): (&&'static str, &Duration)| (*kind, rounded(to_f64(*time)));
    DayOut { date: date.to_string(), kinds_s: kinds.iter().map(seconds).collect() }
}

fn not_read_out(NotRead { file, why }: &NotRead) -> NotReadOut<'_> {
    NotReadOut { file, why }
}

fn exercise(of: &ExerciseTrend) -> ExerciseOut<'_> {
    ExerciseOut {
        kind: of.exercise.to_string(),
        question_kind: of.exercise.kind().word(),
        part: of.exercise.part(),
        phase: of.exercise.phase(),
        rounds: of.rounds.iter().map(round).collect(),
        measures: of.series.iter().map(series).collect(),
        ratings: of.ratings.iter().map(rated).collect(),
    }
}

fn round((session, started): &(String, ZonedDateTime)) -> RoundOut<'_> {
    RoundOut { session, started: rfc3339(started) }
}

fn series(series: &Series) -> SeriesOut {
    let measure = series.followed.measure;
    let change = series.change;
    SeriesOut {
        measure: measure.key,
        unit: units::word(measure.unit),
        better: match measure.better {
            Some(Better::Higher) => Some("higher"),
            Some(Better::Lower) => Some("lower"),
            None => None,
        },
        values: series.values().into_iter().map(|of| of.map(rounded)).collect(),
        stands_in: series
            .readings
            .iter()
            .map(|of| of.is_some_and(|of| !of.is_measured()))
            .collect(),
        limit: latest_bounds(series).all().next().map(rounded),
        at_most: series.bounds.iter().map(|of| of.most.map(rounded)).collect(),
        at_least: series.bounds.iter().map(|of| of.least.map(rounded)).collect(),
        five_before: change.map(|change| rounded(change.before.value)),
        last_five: change.map(|change| rounded(change.last.value)),
        p: change.map(|change| (change.p * 10_000.0).round() / 10_000.0),
    }
}

fn rated(rated: &Rated) -> RatedOut {
    let mut medians = BTreeMap::new();
    for measure in RATED.into_iter().flat_map(beside) {
        medians.insert(measure.key, rated.median(measure).map(|of| rounded(of.value)));
    }
    RatedOut {
        dimension: rated.dimension.word(),
        rating: rated.rating,
        rounds: rated.rounds,
        medians,
    }
}
