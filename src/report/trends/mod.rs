//! How trends are shown, and what they say in words: each format is a function from `&Trends` to
//! text.

pub mod html;
pub mod json;
pub mod text;

use super::units::{difference, is_same};
use crate::pacing::measures::{Better, Measure};
use crate::pacing::trends::{Change, GROUP, KindTrend, LeftOut, Series, Trends};
use crate::word::Word;

/// A file of the sessions folder that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotRead {
    /// Its name.
    pub file: String,
    /// Why.
    pub why: String,
}

/// An arrow to where it is better, if anywhere.
fn arrow(measure: &Measure) -> &'static str {
    match measure.better {
        Some(Better::Higher) => "↑",
        Some(Better::Lower) => "↓",
        None => " ",
    }
}

/// `-1:20`, `+9 points`, `+0.5`, `no change`.
fn change_of(measure: &Measure, change: &Change) -> String {
    if is_nothing(measure, change) {
        return "no change".to_string();
    }
    difference(measure.unit, change.before, change.last)
}

/// Whether a change is too small to be shown.
fn is_nothing(measure: &Measure, change: &Change) -> bool {
    is_same(measure.unit, change.before, change.last)
}

/// `p 0.02`.
fn p(change: &Change) -> String {
    format!("p {:.2}", change.p)
}

/// Which way a change goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Better,
    Worse,
    Neither,
}

fn way(measure: &Measure, change: &Change) -> Way {
    let more = change.last > change.before;
    match measure.better {
        _ if is_nothing(measure, change) => Way::Neither,
        Some(Better::Higher) if more => Way::Better,
        Some(Better::Lower) if !more => Way::Better,
        Some(_) => Way::Worse,
        None => Way::Neither,
    }
}

/// What a change comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Judged {
    Noise,
    Better,
    Worse,
    Changed,
}

impl Judged {
    fn of(measure: &Measure, change: &Change) -> Self {
        match (change.is_real() && !is_nothing(measure, change), way(measure, change)) {
            (false, _) => Self::Noise,
            (true, Way::Better) => Self::Better,
            (true, Way::Worse) => Self::Worse,
            (true, Way::Neither) => Self::Changed,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Noise => "noise",
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Changed => "changed",
        }
    }
}

/// `first answers in coding came 1:20 sooner`.
fn said(kind: &KindTrend, series: &Series, change: &Change) -> String {
    let size = change_of(series.measure, change);
    let [higher, lower] = series.measure.in_round.as_ref().map_or([""; 2], |of| of.says);
    let says = if change.last > change.before { higher } else { lower };
    says.replace("{kind}", kind.kind.word()).replace("{size}", size.trim_start_matches(['+', '-']))
}

/// What got better, what got worse, and whether that is more than noise; `None` where there are too
/// few rounds to tell.
pub fn sentence(trends: &Trends) -> Option<String> {
    let all: Vec<(&KindTrend, &Series, Change)> = trends
        .kinds
        .iter()
        .flat_map(|kind| {
            kind.series.iter().filter_map(move |series| Some((kind, series, series.change?)))
        })
        .collect();
    if all.is_empty() {
        return None;
    }
    let of = |wanted: Way| {
        let real = all.iter().filter(|(_, series, change)| {
            change.is_real()
                && !is_nothing(series.measure, change)
                && way(series.measure, change) == wanted
        });
        let said = real.map(|(kind, series, change)| {
            format!("{}, more than noise ({})", said(kind, series, change), p(change))
        });
        said.collect::<Vec<_>>().join("; ")
    };
    let parts: Vec<String> =
        [("better", of(Way::Better)), ("worse", of(Way::Worse)), ("also", of(Way::Neither))]
            .into_iter()
            .filter(|(_, what)| !what.is_empty())
            .map(|(label, what)| format!("{label}: {what}"))
            .collect();
    let groups = format!(
        "The last {} rounds of a kind against the {} before",
        in_words(GROUP),
        in_words(GROUP)
    );
    Some(match (&parts[..], all.len()) {
        ([], 1) => format!("{groups}: no change is more than noise; 1 comparison was made."),
        ([], made) => {
            format!("{groups}: no change is more than noise; {made} comparisons were made.")
        }
        (parts, 1) => format!("{groups}. {}.", capitalised(&parts.join(". "))),
        (parts, made) => format!(
            "{groups}. {}. {made} comparisons were made, and one in 20 looks like this by chance.",
            capitalised(&parts.join(". "))
        ),
    })
}

fn in_words(number: usize) -> String {
    if number == 5 { "five".to_string() } else { number.to_string() }
}

/// Each sentence of a text with a capital at its beginning.
fn capitalised(text: &str) -> String {
    let mut begins = true;
    text.chars()
        .map(|c| {
            let of = if begins { c.to_ascii_uppercase() } else { c };
            begins = c == '.' || (begins && c == ' ');
            of
        })
        .collect()
}

/// What was not counted, in words; empty where all was.
fn left_out(out: &LeftOut) -> String {
    let mut parts = Vec::new();
    let mut add = |number: usize, one: &str, many: &str| match number {
        0 => {}
        1 => parts.push(format!("1 {one}")),
        number => parts.push(format!("{number} {many}")),
    };
    add(out.sped_up, "sped-up session", "sped-up sessions");
    add(out.unfinished, "unfinished session", "unfinished sessions");
    add(out.parts, "drill of a part", "drills of a part");
    add(out.interrupted, "interrupted question", "interrupted questions");
    add(out.skipped, "skipped question", "skipped questions");
    parts.join(", ")
}

/// `12 rounds, 5 Jan to 16 Jan 2026`.
fn heading(trends: &Trends) -> String {
    let rounds = if trends.rounds == 1 {
        "1 round".to_string()
    } else {
        format!("{} rounds", trends.rounds)
    };
    match &trends.span {
        Some((from, to)) if from.date() == to.date() => {
            format!("{rounds}, {}", to.strftime("%-d %b %Y"))
        }
        Some((from, to)) if from.year() == to.year() => {
            format!("{rounds}, {} to {}", from.strftime("%-d %b"), to.strftime("%-d %b %Y"))
        }
        Some((from, to)) => {
            format!("{rounds}, {} to {}", from.strftime("%-d %b %Y"), to.strftime("%-d %b %Y"))
        }
        None => rounds,
    }
}

/// What is said where there is nothing to show.
fn nothing(trends: &Trends) -> String {
    match trends.kind {
        None => "no finished rounds to show yet; `mockround run` records one".to_string(),
        Some(kind) => {
            let kind = kind.word();
            format!(
                "no finished rounds with a {kind} slot to show yet; `mockround drill {kind}` records one"
            )
        }
    }
}

#[cfg(test)]
mod tests;
