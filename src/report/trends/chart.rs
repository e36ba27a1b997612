//! A series as bars of text, a column or more a round, with its limits as lines across. A line has
//! a row of its own: what is past a limit stands above its line, and nothing else does.

use crate::pacing::measures::{Bounds, Reading, Unit};
use crate::report::units::as_shown;
use crate::report::units::{difference, value};

/// Eighths of a row.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Columns of a round at most: few rounds are no wall.
const WIDEST: usize = 8;

/// A row of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ChartRow {
    /// The number that it stands for: a limit, or the greatest or the least of the values.
    pub(super) label: String,
    /// Its columns.
    pub(super) text: String,
    /// Whether nothing stands in it but what is too much.
    pub(super) is_past: bool,
}

/// A chart of so many columns, from its top row on; none of nothing. `·` is a round of which
/// nothing is known.
pub(super) fn rows(
    unit: Unit,
    readings: &[Option<Reading>],
    bounds: &[Bounds],
    room: usize,
) -> Vec<ChartRow> {
    let shown =
        |(of, bounds): (&Option<Reading>, &Bounds)| Some(as_shown(unit, (*of)?.value, bounds));
    let values: Vec<Option<f64>> = readings.iter().zip(bounds).map(shown).collect();
    let Some(heights) = Heights::of(&values, bounds) else { return Vec::new() };
    let columns = Columns { room, each: (room / values.len().max(1)).clamp(1, WIDEST) };
    let mut rows = Vec::new();
    for part in heights.parts() {
        match part {
            ChartPart::Line(line) => {
                let passes = |of: &Option<f64>| of.is_some_and(|of| of > line);
                let mark = |of: &Option<f64>| if passes(of) { '┼' } else { '─' };
                rows.push(ChartRow {
                    label: heights.label(unit, line),
                    text: columns.text(heights.of_rounds.iter().map(mark), '─'),
                    is_past: false,
                });
            }
            ChartPart::Band(band) => {
                for row in 0..band.rows {
                    let mark = |of: &Option<f64>| match of {
                        Some(of) => band.bar(row, *of),
                        None if band.is_lowest && row == 0 => '·',
                        None => ' ',
                    };
                    rows.push(ChartRow {
                        label: String::new(),
                        text: columns.text(heights.of_rounds.iter().map(mark), ' '),
                        is_past: band.is_past,
                    });
                }
            }
        }
    }
    let (least, most) = heights.range();
    for (row, of) in [(0, least), (rows.len() - 1, most)] {
        if rows[row].label.is_empty() {
            let rounds = heights.of_rounds.iter().zip(readings);
            let there = rounds.filter_map(|(at, reading)| reading.filter(|_| *at == Some(of)));
            rows[row].label = super::axis_number(heights.label(unit, of), there);
        }
    }
    rows.reverse();
    rows
}

/// How high the values of a series stand, and its limits.
struct Heights {
    /// Of each round.
    of_rounds: Vec<Option<f64>>,
    limits: Bounds,
    /// Where limits differ from round to round, a height is the distance from the round's own.
    is_distance: bool,
}

impl Heights {
    fn of(values: &[Option<f64>], bounds: &[Bounds]) -> Option<Self> {
        let mut known = values.iter().zip(bounds).filter(|(value, _)| value.is_some());
        let (_, first) = known.next()?;
        if known.clone().all(|(_, of)| of == first) {
            return Some(Self { of_rounds: values.to_vec(), limits: *first, is_distance: false });
        }
        let all = |read: fn(&Bounds) -> Option<f64>| {
            read(first).is_some() && known.clone().all(|(_, of)| read(of).is_some())
        };
        let zero = Some(0.0);
        let (limits, read): (Bounds, fn(&Bounds) -> Option<f64>) = if all(|of| of.most) {
            (Bounds { least: None, most: zero, ..Bounds::NONE }, |of| of.most)
        } else if all(|of| of.least) {
            (Bounds { least: zero, most: None, ..Bounds::NONE }, |of| of.least)
        } else {
            let of_rounds = values.to_vec();
            return Some(Self { of_rounds, limits: Bounds::NONE, is_distance: false });
        };
        let distance = |(value, of): (&Option<f64>, &Bounds)| Some((*value)? - read(of)?);
        let of_rounds = values.iter().zip(bounds).map(distance).collect();
        Some(Self { of_rounds, limits, is_distance: true })
    }

    /// The least and the greatest.
    fn range(&self) -> (f64, f64) {
        super::range(&self.of_rounds)
    }

    fn label(&self, unit: Unit, height: f64) -> String {
        match self.is_distance {
            false => value(unit, height),
            true if height == 0.0 => "limit".to_string(),
            true => difference(unit, (-height).max(0.0), height.max(0.0)),
        }
    }

    /// Bands of rows and the lines between them, from the lowest on.
    fn parts(&self) -> Vec<ChartPart> {
        let (least, most) = self.range();
        let Bounds { least: at_least, most: at_most, .. } = self.limits;
        let lines: Vec<f64> = at_least.into_iter().chain(at_most).collect();
        let mut parts = Vec::new();
        let mut from = lines.first().map_or(least, |line| line.min(least));
        for line in &lines {
            // What is just within a limit stands below its line.
            let is_just_within = parts.is_empty() && *line == least && Some(*line) == at_most;
            if *line > from || is_just_within {
                parts.push(ChartPart::Band(Band::new(from, *line, true)));
            }
            parts.push(ChartPart::Line(*line));
            from = *line;
        }
        let has_band = parts.iter().any(|part| matches!(part, ChartPart::Band(_)));
        if most > from || !has_band {
            let is_past = at_most.is_some();
            // Values that are all alike stand half high, or just on their line.
            let half = if lines.is_empty() && most <= from { 0.5 } else { 0.0 };
            let (from, most) = (from - half, most + half);
            parts.push(ChartPart::Band(Band { is_past, ..Band::new(from, most, false) }));
        }
        let rows = match lines.is_empty() {
            true if most <= least => 1,
            true => 2,
            false => 3,
        };
        lay_out(&mut parts, rows);
        parts
    }
}

/// A part of a chart.
#[derive(Debug, Clone, PartialEq)]
enum ChartPart {
    Line(f64),
    Band(Band),
}

/// Rows between two lines, or beyond the first or the last.
#[derive(Debug, Clone, PartialEq)]
struct Band {
    from: f64,
    to: f64,
    /// Whether it ends at a line.
    is_under_line: bool,
    /// Whether nothing is below it.
    is_lowest: bool,
    is_past: bool,
    rows: usize,
    /// The height of a row.
    step: f64,
}

impl Band {
    fn new(from: f64, to: f64, is_under_line: bool) -> Self {
        Self { from, to, is_under_line, is_lowest: false, is_past: false, rows: 1, step: 1.0 }
    }

    /// What a value fills of a row, counted from the lowest.
    fn bar(&self, row: usize, value: f64) -> char {
        if self.is_under_line && value >= self.to {
            return '█';
        }
        let eighths = 8.0 * ((value - self.from) / self.step - row as f64);
        // A value is seen, however little it is past a line, and a limit that it just reaches too.
        let is_seen = row == 0
            && (self.is_lowest || value > self.from || !self.is_past && value == self.from);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 8")]
        match eighths.round().clamp(f64::from(u8::from(is_seen)), 8.0) as usize {
            0 => ' ',
            eighths => BARS[eighths - 1],
        }
    }
}

/// Gives the bands rows of one height, as low as so many rows in all allow.
fn lay_out(parts: &mut [ChartPart], most: usize) {
    let mut heights = Vec::new();
    for part in &*parts {
        if let ChartPart::Band(band) = part {
            heights.push(band.to - band.from);
        }
    }
    let mut steps: Vec<f64> = Vec::new();
    for height in heights.iter().filter(|height| **height > 0.0) {
        steps.extend((1..=most).map(|rows| height / rows as f64));
    }
    steps.sort_by(f64::total_cmp);
    let fits = |step: &f64| heights.iter().map(|of| rows_of(*of, *step)).sum::<usize>() <= most;
    let step = steps.into_iter().find(fits).unwrap_or(1.0);
    for (at, part) in parts.iter_mut().enumerate() {
        if let ChartPart::Band(band) = part {
            band.rows = rows_of(band.to - band.from, step);
            band.step = step;
            band.is_lowest = at == 0;
            if band.is_lowest && band.is_under_line {
                band.from = band.to - step * band.rows as f64;
            }
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "few, and above 0")]
fn rows_of(height: f64, step: f64) -> usize {
    ((height / step - 1e-9).ceil() as usize).max(1)
}

/// How rounds stand across a chart.
struct Columns {
    room: usize,
    /// Of each round, with the space behind it.
    each: usize,
}

impl Columns {
    fn text(&self, marks: impl Iterator<Item = char>, between: char) -> String {
        let bar = self.each.saturating_sub(1).max(1);
        let mut text = String::new();
        for mark in marks {
            text.extend(std::iter::repeat_n(mark, bar));
            text.extend(std::iter::repeat_n(between, self.each - bar));
        }
        let drawn = text.chars().count();
        text.extend(std::iter::repeat_n(between, self.room.saturating_sub(drawn)));
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(values: &[f64], least: Option<f64>, most: Option<f64>) -> Vec<String> {
        let values: Vec<Option<Reading>> =
            values.iter().map(|of| (!of.is_nan()).then(|| Reading::measured(*of))).collect();
        let bounds = vec![Bounds { least, most, ..Bounds::NONE }; values.len()];
        let rows = rows(Unit::Count, &values, &bounds, values.len());
        rows.into_iter().map(|row| format!("{:>2} {}", row.label, row.text)).collect()
    }

    #[test]
    fn what_is_past_a_limit_stands_above_its_line_and_nothing_else_does() {
        // Rows of 8: two below the line at 20, one above it. What reads as 20 is not past 20.
        assert_eq!(
            drawn(&[4.0, 12.0, 20.0, 20.4, 20.6, 28.0, f64::NAN, 8.0], None, Some(20.0)),
            ["28     ▁█  ", "20 ────┼┼──", "     ████  ", " 4 ▁█████·▄"].map(String::from)
        );
    }

    #[test]
    fn two_limits_are_two_lines() {
        // Between 10 and 30 are two rows, above one.
        assert_eq!(
            drawn(&[10.0, 20.0, 30.0, 35.0], Some(10.0), Some(30.0)),
            ["35    ▄", "30 ───┼", "     ██", "   ▁███", "10 ─┼┼┼"].map(String::from)
        );
        // What is too little doesn't come up to its line.
        assert_eq!(
            drawn(&[5.0, 12.0, 30.0], Some(10.0), Some(30.0)),
            ["30 ───", "     █", "    ▂█", "10 ─┼┼", " 5 ▄██"].map(|row| row.to_string())
        );
    }

    #[test]
    fn without_a_limit_bars_go_from_the_least_to_the_greatest() {
        let none = |values: &[f64]| drawn(values, None, None);
        assert_eq!(none(&[0.0, 8.0, 16.0, f64::NAN]), ["16   █ ", " 0 ▁██·"].map(String::from));
        assert_eq!(none(&[3.0, 3.0]), [" 3 ▄▄"], "all alike: neither low nor high");
        assert_eq!(none(&[]), [""; 0]);
    }

    #[test]
    fn limits_that_differ_are_one_line_and_each_bar_the_distance_from_its_own() {
        let bounds = |most: f64| Bounds { least: None, most: Some(most), ..Bounds::NONE };
        let rows = rows(
            Unit::Seconds,
            &[Some(Reading::measured(400.0)), Some(Reading::measured(470.0)), None],
            &[bounds(360.0), bounds(480.0), Bounds::NONE],
            3,
        );
        let rows: Vec<String> =
            rows.into_iter().map(|row| format!("{:>5} {}", row.label, row.text)).collect();
        assert_eq!(rows, ["+0:40 █  ", "      █  ", "limit ┼──", "-0:10 █▄·"]);
    }
}
