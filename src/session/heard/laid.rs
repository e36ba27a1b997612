//! Windows laid under each other: of what several sources heard of one moment, the first counts.

use std::collections::BTreeMap;

use super::window::Window;
use crate::time::{Elapsed, Stretch};

/// Windows that count, and the time that they cover.
#[derive(Default)]
pub(super) struct Laid {
    windows: Vec<Window>,
    /// Beginnings and ends, apart.
    covered: BTreeMap<Elapsed, Elapsed>,
}

impl Laid {
    /// Adds what is left of a source's windows outside those that count already.
    pub(super) fn lay_below<'a>(&mut self, windows: impl IntoIterator<Item = &'a Window>) {
        let before = self.windows.len();
        for window in windows {
            for Stretch { from, to } in self.uncovered(window.stretch()) {
                self.windows.push(window.part(from, to));
            }
        }
        // A source's own windows don't take anything from each other.
        for n in before..self.windows.len() {
            self.cover(self.windows[n].stretch());
        }
    }

    /// The windows, those of the first source first.
    pub(super) fn windows(self) -> Vec<Window> {
        self.windows
    }

    fn uncovered(&self, Stretch { from, to }: Stretch) -> Vec<Stretch> {
        let before = self.covered.range(..from).next_back();
        let mut left = Vec::new();
        let mut free = before.map_or(from, |(_, end)| from.max(*end));
        for (begin, end) in self.covered.range(from..to.max(from)) {
            if free < *begin {
                left.push(Stretch { from: free, to: *begin });
            }
            free = free.max(*end);
        }
        if free < to {
            left.push(Stretch { from: free, to });
        }
        left
    }

    fn cover(&mut self, Stretch { mut from, mut to }: Stretch) {
        // What it touches becomes one with it.
        let last = |covered: &BTreeMap<Elapsed, Elapsed>, from, to| {
            let (begin, end) = covered.range(..=to).next_back()?;
            (*end >= from).then_some((*begin, *end))
        };
        while let Some((begin, end)) = last(&self.covered, from, to) {
            self.covered.remove(&begin);
            (from, to) = (from.min(begin), to.max(end));
        }
        self.covered.insert(from, to);
    }
}
