//! A list of points that is asked about, by their numbers: which were made. Where a screen doesn't
//! hold it, it comes page by page, and what is answered of a page is recorded at once.

use std::collections::BTreeSet;
use std::time::Duration;

use super::read::{NONE, numbers};
use crate::session::asked::ReviewAsk;
use crate::session::event::What;
use crate::session::run::SaidSoFar;

/// Which list it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ListOf {
    /// The key points of an answer.
    KeyPoints,
    /// A question's own points, which the round did not show: phase by phase, numbered throughout.
    Checklist,
    /// The facts of a terse question. Without any that a transcript seems to have it isn't asked.
    Facts,
}

/// A list of points, and how far it has been asked about.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ListAsk {
    /// Which list …
    pub(crate) of: ListOf,
    /// … of which question …
    pub(crate) question: usize,
    /// … by its title.
    pub(crate) title: String,
    /// The points.
    pub(crate) points: Vec<ListPoint>,
    /// Which of them a transcript seems to have.
    pub(crate) heard: Vec<HeardPoint>,
    /// How many were asked about: the page that is up begins behind them.
    pub(crate) from: usize,
    /// Which of those were made, by their numbers.
    said: BTreeSet<usize>,
    /// Whether the page before it was on screen just now.
    pub(crate) goes_on: bool,
}

/// A point of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ListPoint {
    /// Its phase, where they are listed by phases.
    pub(crate) phase: Option<String>,
    /// What it says.
    pub(crate) text: String,
    /// Whether a mark says it already.
    pub(crate) is_marked: bool,
}

/// A point that seems to have been said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HeardPoint {
    /// Its number in the list, from 1.
    pub(crate) number: usize,
    /// When, running time of the question.
    pub(crate) at: Duration,
    /// By which words.
    pub(crate) words: Vec<String>,
}

impl ListOf {
    /// What a session calls it.
    pub(super) fn ask(self) -> ReviewAsk {
        match self {
            Self::KeyPoints => ReviewAsk::KeyPoints,
            Self::Checklist => ReviewAsk::Checklist,
            Self::Facts => ReviewAsk::Facts,
        }
    }
}

impl ListAsk {
    /// A list of points of a question, of which the session says so much already.
    pub(super) fn new(
        of: ListOf,
        (question, title): (usize, String),
        points: Vec<ListPoint>,
        so_far: Option<&SaidSoFar>,
    ) -> Self {
        let from = so_far.map_or(0, |so_far| so_far.until);
        let said = so_far.iter().flat_map(|so_far| &so_far.said).map(|at| at + 1).collect();
        Self { of, question, title, points, heard: Vec::new(), from, said, goes_on: false }
    }

    /// Takes which points were made of those that are on screen: the ones behind what was asked
    /// about before, until the last or a point before it. Then the next page is up.
    ///
    /// # Errors
    /// Why the answer isn't understood, and what is.
    pub(super) fn answer(
        &mut self,
        slot: usize,
        line: &str,
        until: Option<usize>,
    ) -> Result<What, String> {
        let count = self.points.len();
        let until = until.unwrap_or(count);
        let heard = self.heard.iter().map(|of| of.number);
        let heard: Vec<usize> = heard.filter(|of| (self.from + 1..=until).contains(of)).collect();
        self.said.extend(numbers(line, self.from + 1..=until, &heard)?);
        (self.from, self.goes_on) = (until, true);
        let said: Vec<String> = self.said.iter().map(usize::to_string).collect();
        let answer = if said.is_empty() { NONE.to_string() } else { said.join(", ") };
        let (question, ask) = (self.question, self.of.ask().into());
        Ok(if until < count {
            What::ReviewedSoFar { slot, question, ask, until, answer }
        } else {
            What::Reviewed { slot, question: Some(question), ask, note: None, answer }
        })
    }
}
