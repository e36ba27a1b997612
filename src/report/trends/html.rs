//! Trends as one HTML file: a small picture a measure, all alike, with a table of all values a
//! kind.

use askama::Template;

use super::calendar::{PracticeDays, RealInterview, WeekView};
use super::{Judged, NotRead, arrow, dates, heading, judged, left_out, limits, nothing, p};
use super::{axis_number, key_of_never, latest_bounds, range, sentence};
use crate::pacing::measures::{Bounds, Measure, Unit};
use crate::pacing::trends::{ExerciseTrend, GROUP, RATED, Rated, Series, Trends, beside};
use crate::report::changes::change_of;
use crate::report::json::TOOL;
use crate::report::svg::{LINE_BOTTOM, LINE_TOP, Percent, Point, Segment};
use crate::report::units::{self, as_shown, known};
use crate::text::{clean_line, counted};

/// The trends as a whole page.
pub(crate) fn render(trends: &Trends, not_read: &[NotRead], practice: &PracticeDays) -> String {
    let out = left_out(&trends.left_out);
    let mut files = Vec::new();
    for NotRead { file, why } in not_read {
        files.push([clean_line(file), clean_line(why)]);
    }
    let page = TrendsPage {
        title: format!("Trends: {}", heading(trends)),
        tool: TOOL,
        nothing: trends.exercises.is_empty().then(|| nothing(trends)),
        left_out: (!out.is_empty()).then_some(out),
        sentence: sentence(trends),
        never: key_of_never(trends),
        exercises: trends.exercises.iter().map(exercise).collect(),
        practised: practice.heading(),
        weeks: practice.weeks(),
        interviews: practice.interviews.iter().map(interview).collect(),
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
    /// What a point means that stands in for what never came.
    never: Option<&'static str>,
    exercises: Vec<ExerciseView>,
    /// On how many days was practised; `None` where on none.
    practised: Option<String>,
    weeks: Vec<WeekView>,
    interviews: Vec<String>,
    not_read: Vec<[String; 2]>,
}

/// `2026-11-23 Onsite: badly; coding, sql; a heap`, as far as it is said.
fn interview(of: &RealInterview) -> String {
    let name = of.name.as_ref().map_or(String::new(), |name| format!(" {name}"));
    let kinds = Some(of.kinds.join(", ")).filter(|kinds| !kinds.is_empty());
    let says = [of.went.clone(), kinds, of.asked.clone()];
    let says: Vec<String> = says.into_iter().flatten().collect();
    let says = if says.is_empty() { "nothing said of it".to_string() } else { says.join("; ") };
    clean_line(&format!("{}{name}: {says}", of.date))
}

struct ExerciseView {
    name: String,
    rounds: String,
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
    /// What the values are held against, round by round.
    limits: Vec<Segment>,
    /// The number of each limit, beside its line.
    limit_labels: Vec<(f64, String)>,
    unknown: Vec<Percent>,
    /// What a verdict compares.
    groups: Vec<Shade>,
    /// The days of the first and the last round.
    days: Vec<DayLabel>,
    /// The greatest and the least of the values, beside the scale.
    scale: Vec<(f64, String)>,
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

    /// Where a round begins; past the last one, the picture's end.
    fn edge(self, round: usize) -> Percent {
        match round {
            0 => Percent(15.0),
            round if round >= self.0 => Percent(100.0),
            round => Percent(17.0 + self.step() * (round as f64 - 0.5)),
        }
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
    for (at, reading) in series.readings.iter().enumerate() {
        known.extend(reading.map(|_| at));
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
fn day(of: &ExerciseTrend, round: usize) -> String {
    of.rounds[round].1.strftime("%-d %b %Y").to_string()
}

fn days(of: &ExerciseTrend, across: Across) -> Vec<DayLabel> {
    let last = of.rounds.len().saturating_sub(1);
    let label = |round, anchor| DayLabel { x: across.at(round), anchor, day: day(of, round) };
    match last {
        0 => vec![label(0, "middle")],
        _ => vec![label(0, "start"), label(last, "end")],
    }
}

fn exercise(of: &ExerciseTrend) -> ExerciseView {
    let mut rows = Vec::new();
    for (at, (session, _)) in of.rounds.iter().enumerate() {
        let mut row = vec![day(of, at), session.clone()];
        for series in &of.series {
            row.push(known(series.followed.measure.unit, series.readings[at]));
        }
        rows.push(row);
    }
    ExerciseView {
        name: of.exercise.to_string(),
        rounds: format!("{}, {}", counted(of.rounds.len(), "round", "rounds"), dates(of)),
        multiples: of.series.iter().map(|series| multiple(of, series)).collect(),
        columns: of.series.iter().map(|series| series.followed.measure.name).collect(),
        rows,
        beside: beside_ratings().map(|measure| measure.name).collect(),
        ratings: of.ratings.iter().map(rating).collect(),
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

fn multiple(of: &ExerciseTrend, series: &Series) -> Multiple {
    let measure = series.followed.measure;
    let across = Across(of.rounds.len());
    let scale = Down::of(series);
    let (points, unknown) = points(of, series, across, scale);
    let limit = limits(series).map_or(String::new(), |limits| format!(", {limits}"));
    Multiple {
        name: measure.name,
        arrow: arrow(measure),
        label: format!(
            "{} in {}, {}{limit}",
            measure.name,
            of.exercise,
            counted(of.rounds.len(), "round", "rounds")
        ),
        numbers: numbers(series),
        verdict: verdict(series),
        lines: points.windows(2).map(|two| line(&two[0], &two[1])).collect(),
        limits: limit_lines(series, across, scale),
        limit_labels: scale.limit_labels(series),
        unknown,
        groups: groups(series, across),
        days: days(of, across),
        radius: across.radius(),
        points: points.into_iter().map(|(_, point)| point).collect(),
        scale: scale.labels(series),
    }
}

/// How high a value stands in a picture: all values and limits fit.
#[derive(Debug, Clone, Copy)]
struct Down {
    unit: Unit,
    least: f64,
    most: f64,
}

impl Down {
    fn of(series: &Series) -> Self {
        let limits = series.bounds.iter().flat_map(Bounds::all).map(Some);
        let all: Vec<Option<f64>> = series.values().into_iter().chain(limits).collect();
        let (least, most) = range(&all);
        Self { unit: series.followed.measure.unit, least, most }
    }

    /// Pixels from the top; in the middle where all are alike.
    fn at(self, value: f64) -> f64 {
        if self.most > self.least {
            LINE_TOP + (self.most - value) / (self.most - self.least) * (LINE_BOTTOM - LINE_TOP)
        } else {
            f64::midpoint(LINE_TOP, LINE_BOTTOM)
        }
    }

    /// The number of each limit, one below the other where two of them stand close.
    fn limit_labels(self, series: &Series) -> Vec<(f64, String)> {
        let mut labels: Vec<(f64, String)> = Vec::new();
        for of in latest_bounds(series).all() {
            labels.push((self.at(of), units::value(self.unit, of)));
        }
        labels
    }

    /// The greatest and the least of the values, as far as they don't stand on a limit's number.
    fn labels(self, series: &Series) -> Vec<(f64, String)> {
        let (least, most) = range(&series.values());
        let mut labels = self.limit_labels(series);
        let limits = labels.len();
        for of in [most, least] {
            let there =
                series.readings.iter().flatten().filter(|round| round.value.total_cmp(&of).is_eq());
            let text = axis_number(units::value(self.unit, of), there.copied());
            let y = self.at(of);
            let is_free = labels.iter().all(|(other, _)| (other - y).abs() >= CLOSE);
            if of.is_finite() && is_free {
                labels.push((y, text));
            }
        }
        labels.split_off(limits)
    }
}

/// Numbers nearer than this run together, in pixels.
const CLOSE: f64 = 12.0;

/// The limits as lines: each round's own, joined where it stays the same.
fn limit_lines(series: &Series, across: Across, scale: Down) -> Vec<Segment> {
    let mut lines: Vec<Segment> = Vec::new();
    for read in [|of: &Bounds| of.most, |of: &Bounds| of.least] {
        // A round of which nothing is known is held to what the one before it was.
        let mut limit = series.bounds.iter().find_map(read);
        for (at, (reading, bounds)) in series.readings.iter().zip(&series.bounds).enumerate() {
            if reading.is_some() {
                limit = read(bounds);
            }
            let Some(of) = limit else { continue };
            let (x1, x2) = (across.edge(at), across.edge(at + 1));
            let y = scale.at(of);
            match lines.last_mut() {
                Some(last) if last.x2 == x1 && last.y1 == y => last.x2 = x2,
                _ => lines.push(Segment { x1, y1: y, x2, y2: y }),
            }
        }
    }
    lines
}

/// The points of what is known, each with its round, and where nothing is.
fn points(
    of: &ExerciseTrend,
    series: &Series,
    across: Across,
    scale: Down,
) -> (Vec<(usize, Point)>, Vec<Percent>) {
    let unit = series.followed.measure.unit;
    let (mut points, mut unknown) = (Vec::new(), Vec::new());
    for (at, reading) in series.readings.iter().enumerate() {
        let x = across.at(at);
        let Some(reading) = *reading else {
            unknown.push(x);
            continue;
        };
        let value = reading.value;
        let mut title = format!("{}: {}", day(of, at), units::reading(unit, reading));
        let class = match passed(series.bounds[at], as_shown(unit, value, &series.bounds[at])) {
            Some(limit) => {
                title.push_str(&format!(", past {}", units::value(unit, limit)));
                "round outside"
            }
            None => "round",
        };
        points.push((at, Point { x, y: scale.at(value), class, title }));
    }
    (points, unknown)
}

/// The limit that a value is past.
fn passed(bounds: Bounds, value: f64) -> Option<f64> {
    let above = bounds.most.filter(|most| value > *most);
    above.or(bounds.least.filter(|least| value < *least))
}

/// A line between two points, and its class: over a round of which nothing is known, it is dashed.
fn line((at, from): &(usize, Point), (next, to): &(usize, Point)) -> (&'static str, Segment) {
    let class = if at + 1 == *next { "line" } else { "bridge" };
    (class, Segment::of(from, to))
}

fn numbers(series: &Series) -> Vec<String> {
    let unit = series.followed.measure.unit;
    let mut numbers = vec![match series.readings.last() {
        Some(Some(latest)) => format!("latest {}", units::reading(unit, *latest)),
        Some(None) | None => "latest not known".to_string(),
    }];
    numbers.extend(limits(series));
    if let Some(change) = series.change {
        numbers.push(format!("last five {}", units::reading(unit, change.last)));
        numbers.push(format!("five before {}", units::reading(unit, change.before)));
    }
    numbers
}

/// The class of a change, and what is said of it.
fn verdict(series: &Series) -> Option<(&'static str, String)> {
    let (change, judged) = series.change.as_ref().zip(judged(series))?;
    let says = match judged {
        Judged::Same => "no more than noise",
        Judged::Better | Judged::Worse | Judged::Changed => judged.word(),
    };
    let by = change_of(series.followed.measure, change.before, change.last);
    let by = by.map_or(String::new(), |by| format!("{by}, "));
    Some((judged.word(), format!("{by}{says} ({})", p(change))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pacing::measures::{FOLLOWED, Reading};
    use crate::pacing::trends::Change;

    #[test]
    fn the_rounds_that_a_verdict_compares_are_shaded_whatever_is_unknown_between_them() {
        let one = Reading::measured(1.0);
        let mut readings = vec![Some(one); 11];
        readings.insert(8, None);
        let change = Some(Change { before: one, last: one, p: 1.0 });
        let series = |change| Series {
            followed: &FOLLOWED[0],
            readings: readings.clone(),
            bounds: vec![Bounds::NONE; readings.len()],
            change,
        };
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
