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
    /// How many examples passed …
    pub(crate) passed: usize,
    /// … of how many.
    pub(crate) of: usize,
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
        self.runs.iter().find(|run| run.passed == run.of).map(|run| run.at)
    }

    /// How many runs it took until every example passed; all of them where they never did.
    pub(crate) fn until_pass(&self) -> usize {
        let passed = self.runs.iter().position(|run| run.passed == run.of);
        passed.map_or(self.runs.len(), |at| at + 1)
    }

    /// The most examples that passed in one run, and of how many.
    pub(crate) fn best(&self) -> (usize, usize) {
        let best = self.runs.iter().max_by_key(|run| run.passed);
        best.map_or((0, 0), |run| (run.passed, run.of))
    }
}
