//! Trends as JSON, a stable machine interface: [`SCHEMA`] changes when a field changes its meaning
//! or goes. Times are seconds, shares 0 to 1. What is not known is `null`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{NotRead, sentence};
use crate::pacing::measures::{Better, Measure};
use crate::pacing::trends::{KindTrend, RATED, Rated, Series, Trends, beside};
use crate::report::json::TOOL;
use crate::report::units::{self, rounded};
use crate::session::rfc3339;
use crate::word::Word;

/// The number of the interface that this version writes.
pub const SCHEMA: u32 = 2;

#[derive(Serialize)]
struct Page<'a> {
    schema: u32,
    tool: &'static str,
    rounds: usize,
    from: Option<String>,
    to: Option<String>,
    left_out: LeftOut,
    sentence: Option<String>,
    kinds: Vec<Kind<'a>>,
    not_read: Vec<Skipped<'a>>,
}

#[derive(Serialize)]
struct LeftOut {
    sped_up: usize,
    unfinished: usize,
    part_drills: usize,
    interrupted_questions: usize,
    skipped_questions: usize,
}

#[derive(Serialize)]
struct Kind<'a> {
    kind: &'static str,
    rounds: Vec<Round<'a>>,
    measures: Vec<Of>,
    ratings: Vec<RatedAs>,
}

#[derive(Serialize)]
struct Round<'a> {
    session: &'a str,
    started: String,
}

#[derive(Serialize)]
struct Of {
    measure: &'static str,
    unit: &'static str,
    better: Option<&'static str>,
    values: Vec<Option<f64>>,
    five_before: Option<f64>,
    last_five: Option<f64>,
    p: Option<f64>,
}

#[derive(Serialize)]
struct RatedAs {
    dimension: &'static str,
    rating: u8,
    rounds: usize,
    #[serde(flatten)]
    medians: BTreeMap<&'static str, Option<f64>>,
}

#[derive(Serialize)]
struct Skipped<'a> {
    file: &'a str,
    why: &'a str,
}

/// The trends as JSON, indented, with a newline at its end.
pub fn render(trends: &Trends, not_read: &[NotRead]) -> String {
    let out = trends.left_out;
    let page = Page {
        schema: SCHEMA,
        tool: TOOL,
        rounds: trends.rounds,
        from: trends.span.as_ref().map(|(from, _)| rfc3339(from)),
        to: trends.span.as_ref().map(|(_, to)| rfc3339(to)),
        left_out: LeftOut {
            sped_up: out.sped_up,
            unfinished: out.unfinished,
            part_drills: out.parts,
            interrupted_questions: out.interrupted,
            skipped_questions: out.skipped,
        },
        sentence: sentence(trends),
        kinds: trends.kinds.iter().map(kind).collect(),
        not_read: not_read.iter().map(|not| Skipped { file: &not.file, why: &not.why }).collect(),
    };
    let mut text = serde_json::to_string_pretty(&page).unwrap_or_default();
    text.push('\n');
    text
}

fn kind(kind: &KindTrend) -> Kind<'_> {
    Kind {
        kind: kind.kind.word(),
        rounds: kind
            .rounds
            .iter()
            .map(|(session, started)| Round { session, started: rfc3339(started) })
            .collect(),
        measures: kind.series.iter().map(of).collect(),
        ratings: kind.ratings.iter().map(rated).collect(),
    }
}

fn of(series: &Series) -> Of {
    let measure = series.measure;
    Of {
        measure: measure.key,
        unit: units::word(measure.unit),
        better: measure.better.map(|better| match better {
            Better::Higher => "higher",
            Better::Lower => "lower",
        }),
        values: series.values.iter().map(|of| of.map(rounded)).collect(),
        five_before: series.change.map(|change| rounded(change.before)),
        last_five: series.change.map(|change| rounded(change.last)),
        p: series.change.map(|change| (change.p * 10_000.0).round() / 10_000.0),
    }
}

fn rated(rated: &Rated) -> RatedAs {
    let median = |measure: &Measure| (measure.key, rated.median(measure).map(rounded));
    RatedAs {
        dimension: rated.dimension.word(),
        rating: rated.rating,
        rounds: rated.rounds,
        medians: RATED.into_iter().flat_map(beside).map(median).collect(),
    }
}
