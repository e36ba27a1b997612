//! Trends as text for a terminal: a line a measure with a sparkline, oldest round first.

use console::Style;

use super::{Judged, NotRead, arrow, change_of, heading, left_out, nothing, p, range, sentence};
use crate::pacing::trends::{GROUP, KindTrend, RATED, Rated, Series, Trends, beside};
use crate::report::text::page::TextPage;
use crate::report::units::{counted, known, value};
use crate::text::clean_line;
use crate::word::Word;

/// Eighths of a column.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Columns of a line without its sparkline and its change, and of a change.
const OTHERS: usize = 2 + 22 + 1 + 8 + 8 + 10;
const CHANGE: usize = 2 + 26;

/// Fewest bars worth a change on the same line: as many rounds as a change compares.
const FEWEST: usize = 2 * GROUP;

/// The trends, each line at most `width` columns where that is possible (numbers are not wrapped).
pub fn render(trends: &Trends, not_read: &[NotRead], width: usize, colour: bool) -> String {
    let mut page = TextPage::new(width, colour);
    page.indent("", &format!("Trends: {}", heading(trends)), &Style::new().bold());
    if trends.kinds.is_empty() {
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
    for kind in &trends.kinds {
        page.kind(kind);
    }
    if !trends.kinds.is_empty() {
        page.text.push('\n');
        let key = "bars: a round each, oldest first, low to high, · unknown · ↓ lower is better, \
                   ↑ higher is better · last 5 and 5 before: medians, from ten rounds on · \
                   p: how often noise alone changes as much";
        page.indent("  ", key, &Style::new().dim());
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
    fn kind(&mut self, kind: &KindTrend) {
        let rounds = kind.rounds.len();
        self.text.push('\n');
        // A change stands on a line of its own where there would be too little room for bars.
        let beside = self.width >= OTHERS + CHANGE + FEWEST;
        let room = self.width.saturating_sub(OTHERS + if beside { CHANGE } else { 0 }).max(1);
        let bars = rounds.min(room);
        let drawn = if bars < rounds { format!(", the last {bars} drawn") } else { String::new() };
        let all = counted(rounds, "round", "rounds");
        let head = format!("{} · {all}{drawn}", kind.kind.word());
        self.indent("", &head, &Style::new().bold());
        let change = if beside { "  change" } else { "" };
        let head = format!(
            "  {:22} {:bars$}{:>8}{:>8}{:>10}{change}",
            "", "", "latest", "last 5", "5 before"
        );
        self.line(&self.paint.apply(&Style::new().dim(), &head));
        for series in &kind.series {
            let (mut line, change) = measure_line(series, bars);
            if !change.is_empty() {
                line.push_str(&if beside {
                    format!("  {change}")
                } else {
                    format!("\n    {change}")
                });
            }
            let style =
                match series.change.map(|change| Judged::of(series.followed.measure, &change)) {
                    Some(Judged::Better) => Style::new().green(),
                    Some(Judged::Worse) => Style::new().red(),
                    Some(Judged::Noise | Judged::Changed) | None => Style::new(),
                };
            self.line(&self.paint.apply(&style, &line));
        }
        if !kind.series.iter().any(|series| series.followed.heard) {
            self.indent(
                "  ",
                "nothing was heard: silence and talking need a microphone",
                &Style::new().dim(),
            );
        }
        for line in rating_lines(kind) {
            self.indent("    ", &line, &Style::new());
        }
    }
}

/// A measure with its sparkline and numbers, and what is said of its change.
fn measure_line(series: &Series, bars: usize) -> (String, String) {
    let measure = series.followed.measure;
    let latest = series.values.last().copied().flatten();
    let label = format!("{} {}", measure.name, arrow(measure));
    let spark = sparkline(&series.values[series.values.len().saturating_sub(bars)..]);
    let (last, before, change) = match series.change {
        Some(change) => {
            let verdict = Judged::of(measure, &change).word();
            let words = format!("{}, {}, {verdict}", change_of(measure, &change), p(&change));
            (value(measure.unit, change.last), value(measure.unit, change.before), words)
        }
        None => ("-".to_string(), "-".to_string(), String::new()),
    };
    let latest = known(measure.unit, latest);
    (format!("  {label:22} {spark:bars$}{latest:>8}{last:>8}{before:>10}"), change)
}

/// A bar a value, from the lowest to the highest of them; `·` is unknown.
pub(crate) fn sparkline(values: &[Option<f64>]) -> String {
    let (least, most) = range(values);
    let bar = |value: &Option<f64>| match value {
        None => '·',
        // All alike: neither low nor high.
        Some(_) if most <= least => BARS[3],
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 7")]
        Some(value) => BARS[((value - least) / (most - least) * 7.0).round() as usize],
    };
    values.iter().map(bar).collect()
}

/// The numbers of the rounds that were rated alike, where there are two ratings to tell apart.
fn rating_lines(kind: &KindTrend) -> Vec<String> {
    let mut lines = Vec::new();
    for dimension in RATED {
        for of in kind.ratings.iter().filter(|of| of.dimension == dimension) {
            lines.extend(rating_line(of));
        }
    }
    lines
}

fn rating_line(of: &Rated) -> Option<String> {
    let mut numbers = Vec::new();
    for measure in beside(of.dimension) {
        if let Some(median) = of.median(measure) {
            numbers.push(format!("{} {}", measure.name, value(measure.unit, median)));
        }
    }
    if numbers.is_empty() {
        return None;
    }
    let rounds = counted(of.rounds, "round", "rounds");
    let Rated { dimension, rating, .. } = of;
    Some(format!("rated {rating} for {dimension} ({rounds}): {}", numbers.join(", ")))
}
