//! A list of points as it is asked which of them were made: whole, or page by page where a screen
//! doesn't hold it. Pure text.

use std::borrow::Cow;
use std::ops::Range;

use crate::live::rules::review::{HeardPoint, Prompt};
use crate::text::clean_line;
use crate::time::m_ss;

/// A point so long may be broken between its words.
const SHORT: usize = 24;

/// What the facts of a question are listed under.
const FACTS: &str = "facts";

/// The points of a question, numbered throughout.
pub(super) struct Points<'p> {
    question: usize,
    title: &'p str,
    asks: &'static str,
    /// Each with its phase, where they are listed by phases.
    points: Vec<(Option<&'p str>, Cow<'p, str>)>,
    /// Which of them a transcript seems to have.
    heard: &'p [HeardPoint],
}

impl<'p> Points<'p> {
    /// Of a prompt that asks about any.
    pub(super) fn of(prompt: &'p Prompt) -> Option<Self> {
        Some(match prompt {
            Prompt::KeyPoints { question, title, points, heard } => Self {
                heard,
                question: *question,
                title,
                asks: "which of these did you say?",
                points: points.iter().map(|point| (None, point.into())).collect(),
            },
            Prompt::Checklist { question, title, phases, heard } => Self {
                heard,
                question: *question,
                title,
                asks: "which of its own points did you make?",
                points: phases
                    .iter()
                    .flat_map(|(phase, items)| {
                        items.iter().map(move |item| (Some(phase.as_str()), item.into()))
                    })
                    .collect(),
            },
            Prompt::Facts { question, title, facts, heard } => Self {
                heard,
                question: *question,
                title,
                asks: "which of these facts did you ask for?",
                points: facts
                    .iter()
                    .map(|(name, is_given)| match is_given {
                        true => (Some(FACTS), format!("{name} ✓").into()),
                        false => (Some(FACTS), name.into()),
                    })
                    .collect(),
            },
            _ => return None,
        })
    }

    /// The list from a point on, as far as a screen holds it, and up to which that is where more
    /// follow. What was heard stands below the points of the same page.
    pub(super) fn page(
        &self,
        from: usize,
        holds: impl Fn(&str) -> bool,
    ) -> (String, Option<usize>) {
        let count = self.points.len();
        let is_held = |to: &usize| holds(&self.text(&(from..*to)));
        let to = (from + 1..=count).rev().find(is_held).unwrap_or(count.min(from + 1));
        (self.text(&(from..to)), (to < count).then_some(to))
    }

    fn text(&self, range: &Range<usize>) -> String {
        let (number, count) = (self.question + 1, self.points.len());
        let is_whole = range.len() == count;
        let of = format!("{} to {} of {count}", range.start + 1, range.end);
        let mut text = match (is_whole, range.start) {
            (true, _) => format!("Question {number}, {}: {}", self.title, self.asks),
            (false, 0) => format!("Question {number}, {}: {} {of}", self.title, self.asks),
            (false, _) => format!("Question {number}, {of}:"),
        };
        let mut last = None;
        for at in range.clone() {
            let (phase, point) = &self.points[at];
            let phase = *phase;
            match phase {
                Some(name) => {
                    if last != phase {
                        text += &format!("\n  {name}:");
                    }
                    text += &format!(" {}", whole(at + 1, point));
                }
                None => text += &format!("\n  {} {point}", at + 1),
            }
            last = phase;
        }
        let mut takes = "";
        for of in self.heard.iter().filter(|of| range.contains(&(of.number - 1))) {
            takes = " · y all that was heard";
            let point = match &self.points[of.number - 1] {
                (Some(_), item) => format!(" {item}"),
                (None, _) => String::new(),
            };
            let words = clean_line(&of.words.join(", "));
            text += &format!("\n  heard at {}: {words} → {}{point}?", m_ss(of.at), of.number);
        }
        text + &match range.start {
            0 => format!("\n[numbers, like 1 3{takes} · n none of these · Enter skips] "),
            _ => format!("\n[numbers{takes} · n or Enter none of these] "),
        }
    }
}

/// A number stays with what it numbers where the line is broken.
fn whole(number: usize, point: &str) -> String {
    let is_short = point.chars().count() <= SHORT;
    let point = if is_short { point.replace(' ', "\u{a0}") } else { point.to_string() };
    format!("{number}\u{a0}{point}")
}
