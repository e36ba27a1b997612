//! The marks of a question in their order, and what follows from each: a mark that is corrected
//! keeps its place among them, and takes along the phase or the think that it began or ended.

use std::collections::{BTreeMap, BTreeSet};

use super::{Move, QuestionRun, Think};
use crate::session::event::Correctable;
use crate::session::given::{Given, GivenMark};
use crate::time::Elapsed;

/// Where the marks of a question are found, from the first correction of one on: however many there
/// are of both, a correction costs what a look into this does.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct MarkIndex {
    /// The positions of each kind, in order.
    kinds: BTreeMap<Correctable, Vec<usize>>,
    /// Those that happened.
    happened: BTreeSet<usize>,
    /// The answers among them.
    answers: BTreeSet<usize>,
    /// How many of them tick each item.
    ticks: BTreeMap<(usize, usize), usize>,
    /// The moves that never happened.
    passed: BTreeSet<usize>,
    /// The think that a mark ended.
    ended: BTreeMap<usize, usize>,
}

impl MarkIndex {
    fn of(marks: &[GivenMark]) -> Self {
        let mut index = Self::default();
        for (position, mark) in marks.iter().enumerate() {
            index.add(position, mark);
        }
        index
    }

    /// A mark is given.
    fn add(&mut self, position: usize, mark: &GivenMark) {
        if let Some(kind) = mark.says.correctable() {
            self.kinds.entry(kind).or_default().push(position);
        }
        if let Given::Think { ended: Some(ended) } = mark.says {
            self.ended.extend(ended.by.map(|by| (by, position)));
        }
        self.set(position, mark);
    }

    /// A mark happened, or never did, as is said now.
    fn set(&mut self, position: usize, mark: &GivenMark) {
        let changed = match mark.never {
            false => self.happened.insert(position),
            true => self.happened.remove(&position),
        };
        if mark.says.to().is_some() {
            match mark.never {
                true => self.passed.insert(position),
                false => self.passed.remove(&position),
            };
        }
        match mark.says {
            Given::FirstAnswer { .. } if mark.never => {
                self.answers.remove(&position);
            }
            Given::FirstAnswer { .. } => {
                self.answers.insert(position);
            }
            Given::Tick { phase, item } if changed => {
                let ticks = self.ticks.entry((phase, item)).or_default();
                *ticks = if mark.never { ticks.saturating_sub(1) } else { *ticks + 1 };
            }
            _ => {}
        }
    }
}

impl QuestionRun {
    /// Takes a mark that is given now; its position among the marks of the question.
    pub(in crate::session) fn give(&mut self, at: Elapsed, says: Given) -> usize {
        let (position, mark) = (self.marks.len(), GivenMark { says, given: at, at, never: false });
        if let Some(index) = &mut self.index {
            index.add(position, &mark);
        }
        self.marks.push(mark);
        position
    }

    /// A mark ended a think, by their positions.
    pub(super) fn ended_by(&mut self, think: usize, by: usize) {
        if let Some(index) = &mut self.index {
            index.ended.insert(by, think);
        }
    }

    /// Marks are to be corrected.
    pub(in crate::session) fn index_marks(&mut self) {
        self.index.get_or_insert_with(|| Box::new(MarkIndex::of(&self.marks)));
    }

    /// The position of the mark that a correction names: the so-manieth of its kind, from 0.
    pub(crate) fn mark_of(&self, kind: Correctable, which: usize) -> Option<usize> {
        match &self.index {
            Some(index) => index.kinds.get(&kind)?.get(which).copied(),
            None => {
                let mut all = self.correctable().filter(|(_, of, ..)| *of == kind);
                all.nth(which).map(|(position, ..)| position)
            }
        }
    }

    /// The marks that can be corrected, each with its position and which of its kind it is: what
    /// [`QuestionRun::mark_of`] finds it by. One walk over all of them.
    pub(crate) fn correctable(
        &self,
    ) -> impl Iterator<Item = (usize, Correctable, usize, &GivenMark)> {
        let mut before: BTreeMap<Correctable, usize> = BTreeMap::new();
        self.marks.iter().enumerate().filter_map(move |(position, mark)| {
            let kind = mark.says.correctable()?;
            let count = before.entry(kind).or_default();
            *count += 1;
            Some((position, kind, *count - 1, mark))
        })
    }

    /// The mark above another, or above those to come.
    pub(crate) fn above(&self, position: usize) -> Option<&GivenMark> {
        let above = match &self.index {
            Some(index) => index.happened.range(..position).next_back().copied(),
            None => position.checked_sub(1),
        };
        self.marks.get(above?)
    }

    /// The mark below another.
    pub(crate) fn below(&self, position: usize) -> Option<&GivenMark> {
        let below = match &self.index {
            Some(index) => index.happened.range(position + 1..).next().copied(),
            None => Some(position + 1),
        };
        self.marks.get(below?)
    }

    /// Between which times a mark keeps its place: not before the one above it, not after the one
    /// below it, and a think not after its own end.
    pub(crate) fn room(&self, position: usize, end: Elapsed) -> (Elapsed, Elapsed) {
        let from = self.above(position).map(|above| above.at).or(self.shown);
        let below = self.below(position).map_or(end, |below| below.at);
        let to = match self.marks.get(position).map(|mark| mark.says) {
            Some(Given::Think { ended: Some(ended) }) => below.min(ended.at),
            _ => below,
        };
        (from.unwrap_or_default(), to)
    }

    /// Says anew when a mark was; `None`: it never happened. What it began and ended follows it.
    /// The thinks whose limit is to be seen to again, by their positions.
    pub(in crate::session) fn correct(
        &mut self,
        position: usize,
        at: Option<Elapsed>,
    ) -> Vec<usize> {
        self.index_marks();
        let (Some(mark), Some(index)) = (self.marks.get_mut(position), &mut self.index) else {
            return Vec::new();
        };
        mark.never = at.is_none();
        mark.at = at.unwrap_or(mark.at);
        index.set(position, mark);
        let (mark, mut thinks) = (*mark, Vec::new());
        match mark.says {
            Given::Tick { phase, item } => {
                let is_ticked = index.ticks.get(&(phase, item)).is_some_and(|ticks| *ticks > 0);
                match is_ticked {
                    true => self.ticked.insert((phase, item)),
                    false => self.ticked.remove(&(phase, item)),
                };
            }
            Given::FirstAnswer { .. } => {
                let last = index.answers.last().and_then(|last| self.marks.get(*last));
                self.first_answer = last.map(|last| last.at);
            }
            Given::Think { .. } => thinks.push(position),
            Given::Phase { .. } | Given::ThinkEnd | Given::Probe => {}
        }
        if let Some((think, at)) = index.ended.get(&position).copied().zip(at)
            && let Some(Given::Think { ended: Some(ended) }) =
                self.marks.get_mut(think).map(|mark| &mut mark.says)
        {
            ended.at = at;
            thinks.push(think);
        }
        if mark.says.to().is_some() {
            self.move_by(position);
            // Whether one before it never happened.
            let next = self.moves.range(position + 1..).next().map(|(next, _)| *next);
            next.into_iter().for_each(|next| self.move_by(next));
        }
        thinks.iter().for_each(|think| self.think_of(*think));
        thinks
    }

    /// The move that a mark makes.
    fn move_by(&mut self, position: usize) {
        let Some(mark) = self.marks.get(position) else { return };
        let Some(to) = mark.says.to().filter(|_| !mark.never) else {
            self.moves.remove(&position);
            return;
        };
        let before = self.moves.range(..position).next_back().map_or(0, |(before, _)| before + 1);
        let passed = |index: &MarkIndex| index.passed.range(before..position).next().is_some();
        let passes = self.index.as_deref().is_some_and(passed);
        let by_answer = matches!(mark.says, Given::FirstAnswer { .. });
        self.moves.insert(position, Move { at: mark.at, to, by_answer, passes, given: mark.given });
    }

    /// The think that a mark asks for.
    fn think_of(&mut self, position: usize) {
        match self.marks.get(position) {
            Some(&GivenMark { says: Given::Think { ended }, at: from, never: false, .. }) => {
                let to = ended.map(|ended| (ended.at, ended.how));
                self.thinks.insert(position, Think { from, to });
            }
            _ => {
                self.thinks.remove(&position);
            }
        }
    }
}
