//! Trends as one HTML file: a small picture a measure, all alike, with a table of all values a kind.

use askama::Template;

use super::{NotRead, arrow, difference, heading, known, left_out, name, nothing, p, sentence, value, verdict};
use crate::fields::clean_line;
use crate::pacing::trends::{KindTrend, RATED, Rated, Series, Trends};
use crate::report::json::TOOL;
use crate::report::svg::{LINE_BOTTOM, LINE_TOP, Percent, Point, Segment};
use crate::round::Word;

/// The trends as a whole page.
pub fn render(trends: &Trends, not_read: &[NotRead]) -> String {
    let out = left_out(&trends.left_out);
    let page = Page {
        title: format!("Trends: {}", heading(trends)),
        tool: TOOL,
        nothing: trends.kinds.is_empty().then(|| nothing(trends)),
        left_out: (!out.is_empty()).then_some(out),
        sentence: sentence(trends),
        kinds: trends.kinds.iter().map(kind).collect(),
        not_read: not_read.iter().map(|not| [clean_line(&not.file), clean_line(&not.why)]).collect(),
    };
    // It writes to memory, and no value of it can fail.
    page.render().unwrap_or_default()
}

#[derive(Template)]
#[template(path = "trends.html")]
struct Page {
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
    ratings: Vec<[String; 7]>,
}

/// One small picture.
struct Multiple {
    name: &'static str,
    arrow: &'static str,
    label: String,
    /// Numbers beneath it: the latest value and the two medians.
    numbers: Vec<String>,
    verdict: Option<(&'static str, String)>,
    points: Vec<Point>,
    lines: Vec<(&'static str, Segment)>,
    unknown: Vec<Percent>,
    top: String,
    bottom: String,
}

fn kind(kind: &KindTrend) -> KindView {
    let rows = kind.rounds.iter().enumerate().map(|(at, (session, started))| {
        let values = kind.series.iter().map(|series| known(series.measure, series.values[at]));
        [started.strftime("%-d %b %Y").to_string(), session.clone()].into_iter().chain(values).collect()
    });
    KindView {
        kind: kind.kind.word(),
        rounds: kind.rounds.len(),
        multiples: kind.series.iter().map(|series| multiple(kind, series)).collect(),
        columns: kind.series.iter().map(|series| name(series.measure)).collect(),
        rows: rows.collect(),
        ratings: kind.ratings.iter().filter(|of| RATED.contains(&of.dimension)).map(rating).collect(),
    }
}

fn rating(of: &Rated) -> [String; 7] {
    use crate::pacing::trends::Measure::{FirstAnswer, LongestSilence, TalkingShare, WithinBudget};
    let [first, silence, talking, budget] = of.medians;
    [
        of.dimension.to_string(),
        of.rating.to_string(),
        of.rounds.to_string(),
        known(FirstAnswer, first),
        known(WithinBudget, budget),
        known(LongestSilence, silence),
        known(TalkingShare, talking),
    ]
}

fn multiple(kind: &KindTrend, series: &Series) -> Multiple {
    let measure = series.measure;
    let values = series.values.iter().flatten().copied();
    let least = values.clone().fold(f64::INFINITY, f64::min);
    let most = values.fold(f64::NEG_INFINITY, f64::max);
    // The labels of the scale stand left of the first point.
    let last = kind.rounds.len().saturating_sub(1).max(1) as f64;
    let x = |at: usize| if kind.rounds.len() == 1 { Percent(57.0) } else { Percent(17.0 + 80.0 * at as f64 / last) };
    let y = |of: f64| {
        if most > least { LINE_TOP + (most - of) / (most - least) * (LINE_BOTTOM - LINE_TOP) } else { 50.0 }
    };
    let point = |(at, of): (usize, &Option<f64>)| {
        let of = (*of)?;
        let title = format!("{}: {}", kind.rounds[at].1.strftime("%-d %b %Y"), value(measure, of));
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
    let mut numbers =
        vec![latest.map_or("latest not known".to_string(), |of| format!("latest {}", value(measure, of)))];
    if let Some(change) = series.change {
        numbers.push(format!("last five {}", value(measure, change.last)));
        numbers.push(format!("five before {}", value(measure, change.before)));
    }
    Multiple {
        name: name(measure),
        arrow: arrow(measure),
        label: format!("{} in {}, {} rounds", name(measure), kind.kind.word(), kind.rounds.len()),
        numbers,
        verdict: series.change.map(|change| {
            let verdict = verdict(measure, &change);
            let says = if verdict == "noise" { "no more than noise" } else { verdict };
            (verdict, format!("{}, {says} ({})", difference(measure, &change), p(&change)))
        }),
        unknown: series.values.iter().enumerate().filter(|(_, of)| of.is_none()).map(|(at, _)| x(at)).collect(),
        points: points.into_iter().flatten().collect(),
        lines,
        top: known(measure, most.is_finite().then_some(most)),
        bottom: known(measure, (least < most).then_some(least)),
    }
}
