//! A window that was listened to, and its parts.

use crate::session::event::Levels;
use crate::time::{Elapsed, Stretch};

/// A stretch of time in which sound was heard.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Window {
    /// Its beginning.
    pub(crate) from: Elapsed,
    /// Its end.
    pub(crate) to: Elapsed,
    /// The speech in it.
    pub(crate) spans: Vec<Stretch>,
    /// Where in that the voice paused.
    pub(crate) pauses: Vec<Stretch>,
    /// How loud it was.
    pub(crate) levels: Option<Levels>,
    /// What heard it, by its position among all that was listened to.
    pub(super) by: usize,
}

impl Window {
    /// When it was.
    pub(crate) fn stretch(&self) -> Stretch {
        Stretch { from: self.from, to: self.to }
    }

    /// The speech in it, none of it outside.
    pub(crate) fn speech(&self) -> impl Iterator<Item = Stretch> + '_ {
        self.spans.iter().map(|span| span.within(self.stretch()))
    }

    /// The pauses in it, none of them outside.
    pub(crate) fn pauses(&self) -> impl Iterator<Item = Stretch> + '_ {
        self.pauses.iter().map(|pause| pause.within(self.stretch()))
    }

    /// The part of it between two points.
    pub(super) fn part(&self, from: Elapsed, to: Elapsed) -> Self {
        let part = Stretch { from, to };
        let parts = |of: &[Stretch]| {
            let first = of.partition_point(|span| span.to <= from);
            let near = of[first..].iter().take_while(|span| span.from < to);
            near.map(|span| span.within(part)).filter(|span| !span.is_empty()).collect()
        };
        let (spans, pauses) = (parts(&self.spans), parts(&self.pauses));
        Self { from, to, spans, pauses, ..*self }
    }
}
