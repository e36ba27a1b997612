//! A list of points as it is asked which of them were made: whole, or page by page where a screen
//! doesn't hold it. Pure text.

use std::ops::Range;

use crate::live::rules::review::{ListAsk, ListOf};
use crate::text::clean_line;
use crate::time::m_ss;

/// A point so long may be broken between its words.
const SHORT: usize = 24;

/// What the facts of a question are listed under.
const FACTS: &str = "facts";

/// The points of a question, numbered throughout.
pub(super) struct Points<'p>(pub(super) &'p ListAsk);

impl Points<'_> {
    fn asks(&self) -> &'static str {
        match self.0.of {
            ListOf::KeyPoints => "which of these did you say?",
            ListOf::Checklist => "which of its own points did you make?",
            ListOf::Facts => "which of these facts did you ask for?",
        }
    }

    /// What is left of the list, as far as a screen holds it, and up to which point that is where
    /// more follow. What was heard stands below the points of the same page.
    pub(super) fn page(&self, holds: impl Fn(&str) -> bool) -> (String, Option<usize>) {
        let (from, count) = (self.0.from, self.0.points.len());
        let is_held = |to: &usize| holds(&self.text(&(from..*to)));
        let to = (from + 1..=count).rev().find(is_held).unwrap_or(count.min(from + 1));
        (self.text(&(from..to)), (to < count).then_some(to))
    }

    fn text(&self, range: &Range<usize>) -> String {
        let ListAsk { question, title, points, heard, goes_on, .. } = self.0;
        let (number, count) = (question + 1, points.len());
        let is_whole = range.len() == count;
        let of = format!("{} to {} of {count}", range.start + 1, range.end);
        let mut text = match (is_whole, goes_on) {
            (true, _) => format!("Question {number}, {title}: {}", self.asks()),
            (false, false) => format!("Question {number}, {title}: {} {of}", self.asks()),
            (false, true) => format!("Question {number}, {of}:"),
        };
        let mut last = None;
        for at in range.clone() {
            let (under, point) = (self.under(at), self.named(at));
            match under {
                Some(name) => {
                    if last != under {
                        text += &format!("\n  {name}:");
                    }
                    text += &format!(" {}", whole(at + 1, &point));
                }
                None => text += &format!("\n  {} {point}", at + 1),
            }
            last = under;
        }
        let mut takes = "";
        for of in heard.iter().filter(|of| range.contains(&(of.number - 1))) {
            takes = " · y all that was heard";
            let at = of.number - 1;
            let point = self.under(at).map(|_| format!(" {}", self.named(at))).unwrap_or_default();
            let words = clean_line(&of.words.join(", "));
            text += &format!("\n  heard at {}: {words} → {}{point}?", m_ss(of.at), of.number);
        }
        let like = if *goes_on { "" } else { ", like 1 3" };
        text + &format!("\n[numbers{like}{takes} · n none of these · Enter skips] ")
    }

    /// What a point is listed under, on one line with others.
    fn under(&self, at: usize) -> Option<&str> {
        match self.0.of {
            ListOf::Facts => Some(FACTS),
            ListOf::KeyPoints | ListOf::Checklist => self.0.points[at].phase.as_deref(),
        }
    }

    fn named(&self, at: usize) -> String {
        let point = &self.0.points[at];
        if point.is_marked { format!("{} ✓", point.text) } else { point.text.clone() }
    }
}

/// A number stays with what it numbers where the line is broken.
fn whole(number: usize, point: &str) -> String {
    let is_short = point.chars().count() <= SHORT;
    let point = if is_short { point.replace(' ', "\u{a0}") } else { point.to_string() };
    format!("{number}\u{a0}{point}")
}
