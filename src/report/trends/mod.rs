//! How trends are shown, and what they say in words: each format is a function from `&Trends` to
//! text.

pub(crate) mod html;
pub(crate) mod json;
pub(crate) mod text;

use super::units::{counted, difference, is_same};
use crate::pacing::measures::{Better, Measure};
use crate::pacing::trends::{Change, GROUP, KindTrend, LeftOut, Series, Trends};
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
        if !change.is_real() || is_nothing(measure, change) {
            return Self::Noise;
        }
        let is_more = change.last > change.before;
        match measure.better {
            None => Self::Changed,
            Some(Better::Higher) if is_more => Self::Better,
            Some(Better::Lower) if !is_more => Self::Better,
            Some(Better::Higher | Better::Lower) => Self::Worse,
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
    let size = change_of(series.followed.measure, change);
    let says = &series.followed.says;
    let says = if change.last > change.before { says.higher } else { says.lower };
    says.replace("{kind}", kind.kind.word()).replace("{size}", size.trim_start_matches(['+', '-']))
}

/// What got better, what got worse, and whether that is more than noise; `None` where there are too
/// few rounds to tell.
pub(crate) fn sentence(trends: &Trends) -> Option<String> {
    let mut made = 0;
    let (mut better, mut worse, mut also) = (Vec::new(), Vec::new(), Vec::new());
    for kind in &trends.kinds {
        for series in &kind.series {
            let Some(change) = &series.change else { continue };
            made += 1;
            let said =
                || format!("{}, more than noise ({})", said(kind, series, change), p(change));
            match Judged::of(series.followed.measure, change) {
                Judged::Noise => {}
                Judged::Better => better.push(said()),
                Judged::Worse => worse.push(said()),
                Judged::Changed => also.push(said()),
            }
        }
    }
    let mut parts = Vec::new();
    for (label, what) in [("Better", better), ("Worse", worse), ("Also", also)] {
        if !what.is_empty() {
            parts.push(format!("{label}: {}.", what.join("; ")));
        }
    }
    let five = in_words(GROUP);
    let groups = format!("The last {five} rounds of a kind against the {five} before");
    let found = parts.join(" ");
    Some(match (parts.len(), made) {
        (_, 0) => return None,
        (0, 1) => format!("{groups}: no change is more than noise; 1 comparison was made."),
        (0, _) => format!("{groups}: no change is more than noise; {made} comparisons were made."),
        (_, 1) => format!("{groups}. {found}"),
        _ => format!(
            "{groups}. {found} {made} comparisons were made, and one in 20 looks like this by \
             chance."
        ),
    })
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
        (out.parts, "drill of a part", "drills of a part"),
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
    let Some((from, to)) = &trends.span else { return rounds };
    let last = to.strftime("%-d %b %Y");
    if from.date() == to.date() {
        format!("{rounds}, {last}")
    } else if from.year() == to.year() {
        format!("{rounds}, {} to {last}", from.strftime("%-d %b"))
    } else {
        format!("{rounds}, {} to {last}", from.strftime("%-d %b %Y"))
    }
}

/// What is said where there is nothing to show.
fn nothing(trends: &Trends) -> String {
    match trends.kind.map(Word::word) {
        None => "no finished rounds to show yet; `mockround run` records one".to_string(),
        Some(kind) => format!(
            "no finished rounds with a {kind} slot to show yet; `mockround drill {kind}` records \
             one"
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
