//! Trends as one HTML file: a small picture a measure, all alike, with a table of all values a
//! kind.

use askama::Template;

use super::{Judged, NotRead, arrow, change_of, heading, left_out, nothing, p, range, sentence};
use crate::pacing::measures::Measure;
use crate::pacing::trends::{Change, GROUP, KindTrend, RATED, Rated, Series, Trends, beside};
use crate::report::json::TOOL;
use crate::report::svg::{LINE_BOTTOM, LINE_TOP, Percent, Point, Segment};
use crate::report::units::{known, value};
use crate::text::clean_line;
use crate::word::Word;

/// The trends as a whole page.
pub(crate) fn render(trends: &Trends, not_read: &[NotRead]) -> String {
    let out = left_out(&trends.left_out);
    let mut files = Vec::new();
    for NotRead { file, why } in not_read {
        files.push([clean_line(file), clean_line(why)]);
    }
    let page = TrendsPage {
        title: format!("Trends: {}", heading(trends)),
        tool: TOOL,
        nothing: trends.kinds.is_empty().then(|| nothing(trends)),
        left_out: (!out.is_empty()).then_some(out),
        sentence: sentence(trends),
        kinds: trends.kinds.iter().map(kind).collect(),
        not_read: files,
    };
    // It writes to memory, and no value of it can fail.
    page.render().unwrap_or_default()
}

#[derive(Template)]
#[template(path = "trends.html")]
struct TrendsPage {
    title: String,
    tool: &'static str,
    nothing: Option<String>,
    left_out: Option<String>,
    sentence: Option<String>,
    kinds: Vec<KindView>,
    not_read: Vec<[String; 2]>,
}

struct KindView {
    kind: &'static str,
    rounds: usize,
    multiples: Vec<Multiple>,
    columns: Vec<&'static str>,
    rows: Vec<Vec<String>>,
    /// The measures that stand beside ratings.
    beside: Vec<&'static str>,
    ratings: Vec<Vec<String>>,
}

/// One small picture.
struct Multiple {
    name: &'static str,
    arrow: &'static str,
    label: String,
    /// Numbers beneath it: the latest value and the two medians.
    numbers: Vec<String>,
    verdict: Option<(&'static str, String)>,
    /// The radius of a point: many must not run together.
    radius: f64,
    points: Vec<Point>,
    lines: Vec<(&'static str, Segment)>,
    unknown: Vec<Percent>,
    /// What a verdict compares.
    groups: Vec<Shade>,
    /// The days of the first and the last round.
    days: Vec<DayLabel>,
    top: String,
    bottom: String,
}

/// Some rounds, shaded.
#[derive(Debug, PartialEq)]
struct Shade {
    class: &'static str,
    x: Percent,
    width: Percent,
}

struct DayLabel {
    x: Percent,
    /// Which end of the text stands at `x`.
    anchor: &'static str,
    day: String,
}

/// So many points of full size stand apart.
const FULL_SIZE: usize = 30;

/// Where the rounds of a kind stand across a picture: the labels of the scale stand left of the
/// first.
#[derive(Clone, Copy)]
struct Across(usize);

impl Across {
    fn at(self, round: usize) -> Percent {
        if self.0 == 1 { Percent(57.0) } else { Percent(17.0 + self.step() * round as f64) }
    }

    fn step(self) -> f64 {
        80.0 / self.0.saturating_sub(1).max(1) as f64
    }

    fn radius(self) -> f64 {
        3.5 * (FULL_SIZE as f64 / self.0.max(FULL_SIZE) as f64)
    }

    /// From one round to another, and a little around them.
    fn shade(self, class: &'static str, first: usize, last: usize) -> Shade {
        let (from, to) = (self.at(first).0, self.at(last).0);
        let margin = (self.step() / 2.0).min(3.0);
        Shade { class, x: Percent(from - margin), width: Percent(to - from + 2.0 * margin) }
    }
}

/// The five before and the last five known values, where a verdict compares them.
fn groups(series: &Series, across: Across) -> Vec<Shade> {
    let mut known = Vec::new();
    for (at, value) in series.values.iter().enumerate() {
        known.extend(value.map(|_| at));
    }
    let (Some(from), Some(_)) = (known.len().checked_sub(2 * GROUP), series.change) else {
        return Vec::new();
    };
    let known = &known[from..];
    vec![
        across.shade("before", known[0], known[GROUP - 1]),
        across.shade("last", known[GROUP], known[2 * GROUP - 1]),
    ]
}

/// `16 Jan 2026`, the day of a round.
fn day(kind: &KindTrend, round: usize) -> String {
    kind.rounds[round].1.strftime("%-d %b %Y").to_string()
}

fn days(kind: &KindTrend, across: Across) -> Vec<DayLabel> {
    let last = kind.rounds.len().saturating_sub(1);
    let label = |round, anchor| DayLabel { x: across.at(round), anchor, day: day(kind, round) };
    match last {
        0 => vec![label(0, "middle")],
        _ => vec![label(0, "start"), label(last, "end")],
    }
}

fn kind(kind: &KindTrend) -> KindView {
    let mut rows = Vec::new();
    for (at, (session, _)) in kind.rounds.iter().enumerate() {
        let mut row = vec![day(kind, at), session.clone()];
        for series in &kind.series {
            row.push(known(series.followed.measure.unit, series.values[at]));
        }
        rows.push(row);
    }
    KindView {
        kind: kind.kind.word(),
        rounds: kind.rounds.len(),
        multiples: kind.series.iter().map(|series| multiple(kind, series)).collect(),
        columns: kind.series.iter().map(|series| series.followed.measure.name).collect(),
        rows,
        beside: beside_ratings().map(|measure| measure.name).collect(),
        ratings: kind.ratings.iter().map(rating).collect(),
    }
}

fn beside_ratings() -> impl Iterator<Item = &'static Measure> {
    RATED.into_iter().flat_map(beside)
}

fn rating(of: &Rated) -> Vec<String> {
    let mut cells = vec![of.dimension.to_string(), of.rating.to_string(), of.rounds.to_string()];
    cells.extend(beside_ratings().map(|measure| known(measure.unit, of.median(measure))));
    cells
}

fn multiple(kind: &KindTrend, series: &Series) -> Multiple {
    let measure = series.followed.measure;
    let across = Across(kind.rounds.len());
    let (least, most) = range(&series.values);
    let (points, unknown) = points(kind, series, across);
    Multiple {
        name: measure.name,
        arrow: arrow(measure),
        label: format!("{} in {}, {} rounds", measure.name, kind.kind.word(), kind.rounds.len()),
        numbers: numbers(series),
        verdict: series.change.map(|change| verdict(measure, &change)),
        lines: points.windows(2).map(|two| line(&two[0], &two[1])).collect(),
        unknown,
        groups: groups(series, across),
        days: days(kind, across),
        radius: across.radius(),
        points: points.into_iter().map(|(_, point)| point).collect(),
        top: known(measure.unit, most.is_finite().then_some(most)),
        bottom: known(measure.unit, (least < most).then_some(least)),
    }
}

/// The points of what is known, each with its round, and where nothing is.
fn points(
    kind: &KindTrend,
    series: &Series,
    across: Across,
) -> (Vec<(usize, Point)>, Vec<Percent>) {
    let (least, most) = range(&series.values);
    let (mut points, mut unknown) = (Vec::new(), Vec::new());
    for (at, of) in series.values.iter().enumerate() {
        let x = across.at(at);
        let Some(of) = *of else {
            unknown.push(x);
            continue;
        };
        let y = if most > least {
            LINE_TOP + (most - of) / (most - least) * (LINE_BOTTOM - LINE_TOP)
        } else {
            50.0
        };
        let title = format!("{}: {}", day(kind, at), value(series.followed.measure.unit, of));
        points.push((at, Point { x, y, class: "round", title }));
    }
    (points, unknown)
}

/// A line between two points, and its class: over a round of which nothing is known, it is dashed.
fn line((at, from): &(usize, Point), (next, to): &(usize, Point)) -> (&'static str, Segment) {
    let class = if at + 1 == *next { "line" } else { "bridge" };
    (class, Segment::of(from, to))
}

fn numbers(series: &Series) -> Vec<String> {
    let unit = series.followed.measure.unit;
    let mut numbers = vec![match series.values.last() {
        Some(Some(latest)) => format!("latest {}", value(unit, *latest)),
        Some(None) | None => "latest not known".to_string(),
    }];
    if let Some(change) = series.change {
        numbers.push(format!("last five {}", value(unit, change.last)));
        numbers.push(format!("five before {}", value(unit, change.before)));
    }
    numbers
}

/// The class of a change, and what is said of it.
fn verdict(measure: &Measure, change: &Change) -> (&'static str, String) {
    let judged = Judged::of(measure, change);
    let says = match judged {
        Judged::Noise => "no more than noise",
        Judged::Better | Judged::Worse | Judged::Changed => judged.word(),
    };
    (judged.word(), format!("{}, {says} ({})", change_of(measure, change), p(change)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pacing::measures::FOLLOWED;

    #[test]
    fn the_rounds_that_a_verdict_compares_are_shaded_whatever_is_unknown_between_them() {
        let mut values = vec![Some(1.0); 11];
        values.insert(8, None);
        let change = Some(Change { before: 1.0, last: 1.0, p: 1.0 });
        let series = |change| Series { followed: &FOLLOWED[0], values: values.clone(), change };
        let across = Across(12);
        let groups = groups(&series(change), across);
        // Known are rounds 0 to 7 and 9 to 11: the last five of them are 6, 7, 9, 10, 11, the five
        // before 1 to 5.
        assert_eq!(groups, [across.shade("before", 1, 5), across.shade("last", 6, 11)]);
        let end = groups[0].x.0 + groups[0].width.0;
        assert!(end <= groups[1].x.0 + 0.01, "{groups:?} don't overlap");
        assert_eq!(super::groups(&series(None), across), []);
    }

    #[test]
    fn points_shrink_before_they_run_together() {
        assert_eq!([1, 14, 30].map(|rounds| Across(rounds).radius()), [3.5; 3]);
        for rounds in [31, 70, 300] {
            let across = Across(rounds);
            // In the narrowest picture, 272 pixels.
            assert!(
                2.0 * across.radius() <= across.step() * 2.72 + 0.2,
                "{rounds}: {}",
                across.radius()
            );
        }
    }
}
