//! A line that a plan could have.

use super::act::Act;
use crate::round::QuestionKind;
use crate::word::Word;

/// So many questions of what is not due are wanted at most.
pub(super) const SOME: usize = 3;

/// A line that a plan could have.
#[derive(Debug, Clone)]
pub(super) struct Want {
    /// What to do; what comes behind stands in where it takes too long.
    pub(super) acts: Vec<Act>,
    /// How many questions there would be, where there is time.
    pub(super) most: usize,
    /// Whether it asks one question that takes its slot alone.
    pub(super) alone: bool,
    /// Whether it is of something weak, which gets more of the time.
    pub(super) is_weak: bool,
    /// Why.
    pub(super) reason: String,
    /// Why, in full: a line for each thing that is due, or what else speaks for it.
    pub(super) why: Vec<String>,
    /// Whether it is of the little that is done on the last days before an interview.
    pub(super) is_light: bool,
    /// Whether it waits for this evening, and is told where the time has no room for it.
    pub(super) is_due: bool,
    /// In how many questions something is due.
    pub(super) due: usize,
    /// Whether what is due are questions of their own, which others don't stand in for.
    pub(super) draws: bool,
    /// How it comes again from the evening before.
    pub(super) again: Again,
}

/// How a line comes again from the evening before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Again {
    /// It doesn't, or not alone.
    No,
    /// For the first time: it comes whatever it takes.
    First,
    /// Another time.
    More,
}

impl Want {
    pub(super) fn new(act: Act, most: usize, reason: String) -> Self {
        let (acts, why) = (vec![act], Vec::new());
        let (alone, is_weak, is_light, is_due, draws) = Default::default();
        let (due, again) = (0, Again::No);
        Self { acts, most, alone, is_weak, reason, why, is_light, is_due, due, draws, again }
    }

    pub(super) fn because(mut self, why: String) -> Self {
        self.why.push(why);
        self
    }

    pub(super) fn or(mut self, act: Act) -> Self {
        self.acts.push(act);
        self
    }

    /// Where the whole takes too long, its first phase.
    pub(super) fn or_first_phase(self, kind: QuestionKind) -> Self {
        match kind.phase_names().first() {
            Some(first) if kind.has_phase_drill() => self.or(Act::phase(kind, first, false)),
            _ => self,
        }
    }

    /// The same, asking first what is due of its kind. What only comes again from the evening
    /// before comes beside it.
    pub(super) fn with_due(mut self, due: &[Self]) -> Self {
        let kind = self.acts[0].kind();
        let is_it = |of: &&Self| {
            let is_one = of.draws && of.acts[0].least() == 1;
            is_one && of.again == Again::No && of.acts[0].kind() == kind
        };
        let Some(of) = due.iter().find(is_it) else { return self };
        if let Some(Act::Drill { due, .. }) = self.acts.first_mut() {
            *due = true;
        }
        self.reason = format!("{}; {}", self.reason, of.reason);
        self.why.extend(of.why.iter().cloned());
        self.most = if of.alone { 1 } else { self.most.max(of.most) };
        Self { is_due: true, due: of.due, draws: true, alone: of.alone, ..self }
    }

    /// Whether it comes before what was never practised.
    pub(super) fn is_early(&self) -> bool {
        self.is_due || self.is_weak || self.is_light
    }
}

/// The kinds that can be drilled.
pub(super) fn kinds() -> impl Iterator<Item = QuestionKind> {
    QuestionKind::all().iter().copied()
}
