//! What is known of the code of a question: when it was run, and what passed.

use super::Moment;
use crate::text::GivenText;

/// The code of a question, where it was run: by the candidate, or when the question had ended.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CodePacing {
    /// The runs against the examples, in order.
    pub(crate) runs: Vec<CodeRun>,
    /// Whether the first of them came before a first answer was said; `None` where there was none,
    /// or it is not known when that was.
    pub(crate) before_answer: Option<bool>,
    /// What came of the cases that were kept back, where they were run after the question.
    pub(crate) cases: Option<KeptBackRun>,
}

/// A run of the code against the examples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CodeRun {
    pub(crate) at: Moment,
    /// How many examples passed, and of how many; `None` where it was broken off.
    pub(crate) came: Option<(usize, usize)>,
}

impl CodeRun {
    fn has_passed(&self) -> bool {
        self.came.is_some_and(|(passed, of)| passed == of)
    }
}

/// What came of the cases that were kept back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeptBackRun {
    pub(crate) passed: usize,
    pub(crate) of: usize,
    /// The first that failed, in words.
    pub(crate) failed: Option<GivenText>,
}

impl CodePacing {
    /// The first run.
    pub(crate) fn first_run(&self) -> Option<Moment> {
        self.runs.first().map(|run| run.at)
    }

    /// The first run in which every example passed.
    pub(crate) fn first_pass(&self) -> Option<Moment> {
        self.runs.iter().find(|run| run.has_passed()).map(|run| run.at)
    }

    /// Whether every example passed in a run; `None` where there was none, or none is known to and
    /// one was broken off.
    pub(crate) fn has_passed(&self) -> Option<bool> {
        let passed = self.first_pass().is_some();
        let is_known = passed || (!self.runs.is_empty() && self.broken_off() == 0);
        is_known.then_some(passed)
    }

    /// How many runs were broken off.
    pub(crate) fn broken_off(&self) -> usize {
        self.runs.iter().filter(|run| run.came.is_none()).count()
    }

    /// How many runs it took until every example passed; all of them where they never did.
    pub(crate) fn until_pass(&self) -> usize {
        let passed = self.runs.iter().position(CodeRun::has_passed);
        passed.map_or(self.runs.len(), |at| at + 1)
    }

    /// The most examples that passed in one run, and of how many.
    pub(crate) fn best(&self) -> (usize, usize) {
        let came = self.runs.iter().filter_map(|run| run.came);
        came.max_by_key(|(passed, _)| *passed).unwrap_or_default()
    }
}
