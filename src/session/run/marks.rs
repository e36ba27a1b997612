//! The marks of a question in their order, and what follows from each: a mark that is corrected
//! keeps its place among them, and takes along the phase or the think that it began or ended.

use std::collections::BTreeMap;

use super::{Move, QuestionRun, Think};
use crate::session::event::Correctable;
use crate::session::given::{Given, GivenMark};
use crate::time::Elapsed;

impl QuestionRun {
    /// Takes a mark that is given now; its position among the marks of the question.
    pub(in crate::session) fn give(&mut self, at: Elapsed, says: Given) -> usize {
        self.marks.push(GivenMark { says, given: at, at, never: false });
        self.marks.len() - 1
    }

    /// The position of the mark that a correction names: the so-manieth of its kind, from 0.
    pub(crate) fn mark_of(&self, kind: Correctable, which: usize) -> Option<usize> {
        let of_kind = |mark: &(usize, &GivenMark)| mark.1.says.correctable() == Some(kind);
        self.marks.iter().enumerate().filter(of_kind).nth(which).map(|(position, _)| position)
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
        self.marks.iter().take(position).rfind(|mark| !mark.never)
    }

    /// The mark below another.
    pub(crate) fn below(&self, position: usize) -> Option<&GivenMark> {
        self.marks.iter().skip(position + 1).find(|mark| !mark.never)
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
    pub(in crate::session) fn correct(&mut self, position: usize, at: Option<Elapsed>) {
        let Some(mark) = self.marks.get_mut(position) else { return };
        mark.never = at.is_none();
        mark.at = at.unwrap_or(mark.at);
        if let Given::Tick { phase, item } = mark.says {
            let is_same = |mark: &GivenMark| mark.says == Given::Tick { phase, item };
            let is_ticked = self.marks.iter().any(|mark| is_same(mark) && !mark.never);
            match is_ticked {
                true => self.ticked.insert((phase, item)),
                false => self.ticked.remove(&(phase, item)),
            };
        }
        for mark in &mut self.marks {
            if let Given::Think { ended: Some(ended) } = &mut mark.says
                && ended.by == Some(position)
            {
                ended.at = at.unwrap_or(ended.at);
            }
        }
        self.fold_marks();
    }

    /// The moves and thinks that the marks make.
    fn fold_marks(&mut self) {
        self.moves.clear();
        self.thinks.clear();
        self.first_answer = None;
        let mut passes = false;
        for (position, mark) in self.marks.iter().enumerate() {
            if mark.never {
                passes |= mark.says.to().is_some();
                continue;
            }
            let by_answer = matches!(mark.says, Given::FirstAnswer { .. });
            if by_answer {
                self.first_answer = Some(mark.at);
            }
            if let Some(to) = mark.says.to() {
                self.moves.push(Move { at: mark.at, to, by_answer, passes, given: mark.given });
                passes = false;
            }
            if let Given::Think { ended } = mark.says {
                let to = ended.map(|ended| (ended.at, ended.how));
                self.thinks.push(Think { from: mark.at, to, mark: position });
            }
        }
    }
}
