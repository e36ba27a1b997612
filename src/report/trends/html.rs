//! Trends as one HTML file: a small picture a measure, all alike, with a table of all values a
//! kind.

use askama::Template;

use super::{Judged, NotRead, arrow, change_of, heading, left_out, nothing, p, sentence};
use crate::pacing::measures::Measure;
use crate::pacing::trends::{GROUP, KindTrend, RATED, Rated, Series, Trends, beside};
use crate::report::json::TOOL;
use crate::report::svg::{LINE_BOTTOM, LINE_TOP, Percent, Point, Segment};
use crate::report::units::{known, value};
use crate::text::clean_line;
use crate::word::Word;

/// The trends as a whole page.
pub fn render(trends: &Trends, not_read: &[NotRead]) -> String {
    let out = left_out(&trends.left_out);
    let page = TrendsPage {
        title: format!("Trends: {}", heading(trends)),
        tool: TOOL,
        nothing: trends.kinds.is_empty().then(|| nothing(trends)),
        left_out: (!out.is_empty()).then_some(out),
        sentence: sentence(trends),
        kinds: trends.kinds.iter().map(kind).collect(),
        not_read: not_read
            .iter()
            .map(|not| [clean_line(&not.file), clean_line(&not.why)])
            .collect(),
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
    /// What a verdict compares: a class, and where it begins and how wide it is.
    groups: Vec<(&'static str, Percent, Percent)>,
    /// The days of the first and the last round: where, which end of the text stands there, and
    /// which day.
    days: Vec<(Percent, &'static str, String)>,
    top: String,
    bottom: String,
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
    fn group(self, first: usize, last: usize) -> (Percent, Percent) {
        let margin = (self.step() / 2.0).min(3.0);
        (
            Percent(self.at(first).0 - margin),
            Percent(self.at(last).0 - self.at(first).0 + 2.0 * margin),
        )
    }
}

/// The five before and the last five known values, where a verdict compares them.
fn groups(series: &Series, across: Across) -> Vec<(&'static str, Percent, Percent)> {
    let known: Vec<usize> =
        series.values.iter().enumerate().filter_map(|(at, value)| value.map(|_| at)).collect();
    let Some(from) = known.len().checked_sub(2 * GROUP).filter(|_| series.change.is_some()) else {
        return Vec::new();
    };
    let group = |class, of: &[usize]| {
        let (x, width) = across.group(of[0], of[GROUP - 1]);
        (class, x, width)
    };
    vec![group("before", &known[from..from + GROUP]), group("last", &known[from + GROUP..])]
}

fn days(kind: &KindTrend, across: Across) -> Vec<(Percent, &'static str, String)> {
    let day = |at: usize| kind.rounds[at].1.strftime("%-d %b %Y").to_string();
    let last = kind.rounds.len().saturating_sub(1);
    match last {
        0 => vec![(across.at(0), "middle", day(0))],
        _ => vec![(across.at(0), "start", day(0)), (across.at(last), "end", day(last))],
    }
}

fn kind(kind: &KindTrend) -> KindView {
    let rows = kind.rounds.iter().enumerate().map(|(at, (session, started))| {
        let values = kind.series.iter().map(|series| known(series.measure.unit, series.values[at]));
        [started.strftime("%-d %b %Y").to_string(), session.clone()]
            .into_iter()
            .chain(values)
            .collect()
    });
    KindView {
        kind: kind.kind.word(),
        rounds: kind.rounds.len(),
        multiples: kind.series.iter().map(|series| multiple(kind, series)).collect(),
        columns: kind.series.iter().map(|series| series.measure.name).collect(),
        rows: rows.collect(),
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
    let measure = series.measure;
    let read = |of: f64| value(measure.unit, of);
    let values = series.values.iter().flatten().copied();
    let least = values.clone().fold(f64::INFINITY, f64::min);
    let most = values.fold(f64::NEG_INFINITY, f64::max);
    let across = Across(kind.rounds.len());
    let x = |at: usize| across.at(at);
    let y = |of: f64| {
        if most > least {
            LINE_TOP + (most - of) / (most - least) * (LINE_BOTTOM - LINE_TOP)
        } else {
            50.0
        }
    };
    let point = |(at, of): (usize, &Option<f64>)| {
        let of = (*of)?;
        let title = format!("{}: {}", kind.rounds[at].1.strftime("%-d %b %Y"), read(of));
        Some(Point { x: x(at), y: y(of), class: "round", title })
    };
    let points: Vec<Option<Point>> = series.values.iter().enumerate().map(point).collect();
    // Over a round of which nothing is known, the line is dashed.
    let known_at: Vec<(usize, &Point)> =
        points.iter().enumerate().filter_map(|(at, point)| Some((at, point.as_ref()?))).collect();
    let line = |two: &[(usize, &Point)]| {
        let [(at, from), (next, to)] = [two[0], two[1]];
        let class = if at + 1 == next { "line" } else { "bridge" };
        (class, Segment { x1: from.x, y1: from.y, x2: to.x, y2: to.y })
    };
    let lines = known_at.windows(2).map(line).collect();
    let latest = series.values.last().copied().flatten();
    let latest = latest.map_or("latest not known".to_string(), |of| format!("latest {}", read(of)));
    let mut numbers = vec![latest];
    if let Some(change) = series.change {
        numbers.push(format!("last five {}", read(change.last)));
        numbers.push(format!("five before {}", read(change.before)));
    }
    Multiple {
        name: measure.name,
        arrow: arrow(measure),
        label: format!("{} in {}, {} rounds", measure.name, kind.kind.word(), kind.rounds.len()),
        numbers,
        verdict: series.change.map(|change| {
            let judged = Judged::of(measure, &change);
            let says = match judged {
                Judged::Noise => "no more than noise",
                Judged::Better | Judged::Worse | Judged::Changed => judged.word(),
            };
            let says = format!("{}, {says} ({})", change_of(measure, &change), p(&change));
            (judged.word(), says)
        }),
        unknown: series
            .values
            .iter()
            .enumerate()
            .filter(|(_, of)| of.is_none())
            .map(|(at, _)| x(at))
            .collect(),
        groups: groups(series, across),
        days: days(kind, across),
        radius: across.radius(),
        points: points.into_iter().flatten().collect(),
        lines,
        top: known(measure.unit, most.is_finite().then_some(most)),
        bottom: known(measure.unit, (least < most).then_some(least)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pacing::measures::FIRST_ANSWER;
    use crate::pacing::trends::Change;

    #[test]
    fn the_rounds_that_a_verdict_compares_are_shaded_whatever_is_unknown_between_them() {
        let mut values = vec![Some(1.0); 11];
        values.insert(8, None);
        let change = Some(Change { before: 1.0, last: 1.0, p: 1.0 });
        let series = |change| Series { measure: &FIRST_ANSWER, values: values.clone(), change };
        let across = Across(12);
        let groups = groups(&series(change), across);
        // Known are rounds 0 to 7 and 9 to 11: the last five of them are 6, 7, 9, 10, 11, the five
        // before 1 to 5.
        let expected = [("before", across.group(1, 5)), ("last", across.group(6, 11))];
        assert_eq!(groups, expected.map(|(class, (x, width))| (class, x, width)));
        assert!(groups[0].1.0 + groups[0].2.0 <= groups[1].1.0 + 0.01, "{groups:?} don't overlap");
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
