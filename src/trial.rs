//! A candidate's code, run against the cases of a question: in a child process of the Python that
//! is found or named, in an empty folder, for so long and no longer. What came of it is a value;
//! nothing else is left of it.

mod answers;
mod cases;
mod child;
mod job;

use std::io;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use crate::program::{NotAsItWas, Program};
use crate::round::{Example, Likeness, Signature};
use crate::text::system;
use answers::Tally;
pub(crate) use cases::kept_back;

/// Code, and what it is held against.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CodeTrial {
    /// What its file is called, for what Python says of it.
    pub(crate) name: String,
    /// The bytes of its file, as Python reads them.
    pub(crate) code: Vec<u8>,
    pub(crate) signature: Signature,
    /// Those that the candidate knows.
    pub(crate) examples: Vec<Example>,
    /// Those that were kept back, where they may be run.
    pub(crate) cases: Option<Vec<Example>>,
}

impl CodeTrial {
    /// Code that is right, to see whether it is run.
    pub(crate) fn to_try() -> Self {
        let function = "one".to_string();
        let example = Example { input: String::new(), output: "1".to_string(), why: None };
        Self {
            name: "try.py".to_string(),
            code: b"def one(): return 1\n".to_vec(),
            signature: Signature { function, parameters: Vec::new(), compare: Likeness::Exact },
            examples: vec![example],
            cases: None,
        }
    }
}

/// What runs code.
#[derive(Debug, Clone)]
pub(crate) struct Runner {
    /// The Python of the settings; the one that is found where none is named.
    pub(crate) python: Option<Program>,
    /// Where temporary folders are made.
    pub(crate) temporary: PathBuf,
    /// A clock that counts on.
    pub(crate) clock: fn() -> Duration,
}

/// How many of some cases passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Passed {
    pub(crate) passed: usize,
    pub(crate) of: usize,
}

impl Passed {
    /// Whether every case passed.
    pub(crate) fn is_all(self) -> bool {
        self.passed == self.of
    }
}

/// What came of a trial.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TrialResult {
    pub(crate) examples: Passed,
    /// Of the cases that were kept back, where they were run.
    pub(crate) cases: Option<Passed>,
    /// In the order in which they were run.
    pub(crate) first_failure: Option<CaseFailure>,
    /// What isn't wrong and may be meant otherwise.
    pub(crate) notes: Vec<String>,
    /// A folder that it ran in and that is not removed yet.
    pub(crate) left: Option<PathBuf>,
    pub(crate) took: Duration,
}

impl TrialResult {
    /// Whether every case that was run passed.
    pub(crate) fn is_good(&self) -> bool {
        self.examples.is_all() && self.cases.is_none_or(Passed::is_all)
    }
}

/// A case that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CaseFailure {
    pub(crate) input: String,
    pub(crate) expected: String,
    /// What came back, where something did.
    pub(crate) got: Option<String>,
    /// Why nothing came back, in a line.
    pub(crate) error: Option<String>,
    /// The beginning of what the code printed meanwhile.
    pub(crate) printed: String,
}

/// Why code was not run.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TrialError {
    #[error(
        "no Python 3 is found ({}): install it, or name one in mockround.toml: [code] python = \
         [\"…\"]", .0.join(", ")
    )]
    NoPython(Vec<String>),
    #[error("{program} can't be started: {}; see [code] python", system(.why))]
    NotStarted { program: String, why: io::Error },
    #[error("{program} ended before it ran anything ({how}): is it Python 3.8 or later?")]
    Mute { program: String, how: String },
    #[error("{program} printed more than {} MiB and ran nothing: is it Python 3?", .most >> 20)]
    Prints { program: String, most: u64 },
    #[error("{program} did not begin within {} s, and was ended", .after.as_secs())]
    Hung { program: String, after: Duration },
    #[error("{program} is Python {major}.{minor}: 3.8 or later is needed")]
    Old { program: String, major: u32, minor: u32 },
    #[error(
        "the code is not run: NumPy isn't found by {0}: install it there, or name another Python \
         in mockround.toml: [code] python = [\"…\"]"
    )]
    NoNumPy(String),
    #[error("the code is not run: {0}")]
    Changed(#[from] NotAsItWas),
    #[error("no empty folder can be made in {}: {}", .0.display(), system(.1))]
    NoFolder(PathBuf, io::Error),
    #[error("the run was broken off")]
    BrokenOff,
}

impl Runner {
    /// Runs code against its cases, 2 s a case and 10 s in all, unless it is broken off before;
    /// `has_begun` is set when a Python takes it up.
    ///
    /// # Errors
    /// Nothing could be run.
    pub(crate) fn run(
        &self,
        trial: &CodeTrial,
        broken_off: &AtomicBool,
        has_begun: &AtomicBool,
    ) -> Result<TrialResult, TrialError> {
        let began = (self.clock)();
        let mut tally = Tally::of(trial);
        child::run(self, trial, &mut tally, (broken_off, has_begun))?;
        Ok(tally.result((self.clock)().saturating_sub(began)))
    }
}

#[cfg(test)]
mod tests;
