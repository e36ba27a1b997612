//! What the Python answers, a line each, and what it comes to; pure.

use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

use super::{CaseFailure, CodeTrial, Passed, TrialResult};
use crate::round::Example;
use crate::text::counted;

/// A line of the harness: one of these is in it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct CaseAnswer {
    /// Which Python it is.
    pub(super) python: Option<(u32, u32)>,
    /// The case that begins now; below 0, the file is being run.
    pub(super) begins: Option<i64>,
    /// The lines in which the function is defined, where these are several.
    twice: Option<Vec<u32>>,
    /// Why the file can't be run at all.
    unreadable: Option<String>,
    /// The code needs NumPy, and there is none.
    pub(super) no_numpy: bool,
    /// The case that is over.
    case: Option<usize>,
    passed: bool,
    changed: bool,
    got: Option<String>,
    expected: Option<String>,
    error: Option<String>,
    printed: Option<String>,
    /// Nothing more comes.
    pub(super) over: bool,
    /// More was written than is read; nothing that Python says.
    #[serde(skip)]
    pub(super) is_too_much: bool,
}

impl CaseAnswer {
    /// Nothing that Python says, but that it wrote more than is read.
    pub(super) fn too_much() -> Self {
        Self { is_too_much: true, ..Self::default() }
    }
}

/// What is known of each case so far.
#[derive(Debug)]
pub(super) struct Tally {
    cases: Vec<Example>,
    /// How many of them are examples.
    examples: usize,
    has_cases: bool,
    function: String,
    verdicts: Vec<CaseVerdict>,
    /// The case that runs.
    open: Option<usize>,
    unreadable: Option<String>,
    /// How long the file took by itself, before its function was called.
    file_took: Duration,
    twice: Option<Vec<u32>>,
    changed: bool,
    /// A folder that is not removed yet.
    pub(super) left: Option<PathBuf>,
}

#[derive(Debug, Clone, PartialEq)]
enum CaseVerdict {
    Unknown,
    Passed,
    Failed {
        /// What came back, where something did.
        got: Option<String>,
        expected: Option<String>,
        error: Option<String>,
        printed: String,
    },
}

impl CaseVerdict {
    fn error(why: String) -> Self {
        Self::Failed { got: None, expected: None, error: Some(why), printed: String::new() }
    }
}

/// What a case expects, where Python never came to tell it: of a large one the table knows a sum,
/// or some places only.
fn told(output: &str) -> String {
    let known = output.strip_prefix("digest(").or_else(|| output.strip_prefix("sampled("));
    match known.and_then(|known| known.split_once(',')) {
        Some((count, _)) => format!("a list of {count} items"),
        None => output.to_string(),
    }
}

impl Tally {
    pub(super) fn of(trial: &CodeTrial) -> Self {
        let kept_back = trial.cases.iter().flatten();
        let cases: Vec<Example> = trial.examples.iter().chain(kept_back).cloned().collect();
        Self {
            verdicts: vec![CaseVerdict::Unknown; cases.len()],
            cases,
            examples: trial.examples.len(),
            has_cases: trial.cases.is_some(),
            function: trial.signature.function.clone(),
            open: None,
            unreadable: None,
            file_took: Duration::ZERO,
            twice: None,
            changed: false,
            left: None,
        }
    }

    pub(super) fn take(&mut self, answer: CaseAnswer) {
        self.twice = answer.twice.or(self.twice.take());
        self.unreadable = answer.unreadable.or(self.unreadable.take());
        if let Some(begins) = answer.begins {
            self.open = usize::try_from(begins).ok();
        }
        let Some(verdict) = answer.case.and_then(|case| self.verdicts.get_mut(case)) else {
            return;
        };
        self.open = None;
        self.changed |= answer.changed;
        *verdict = match answer.passed {
            true => CaseVerdict::Passed,
            false => CaseVerdict::Failed {
                got: answer.got,
                expected: answer.expected,
                error: answer.error,
                printed: answer.printed.unwrap_or_default(),
            },
        };
    }

    /// The file by itself ran so long, as it does before each case.
    pub(super) fn file_ran(&mut self, took: Duration) {
        self.file_took = took;
    }

    /// The process is gone, for this reason. What ran fails with it: a case, or the file as such.
    pub(super) fn cut_off(&mut self, why: &str) {
        match self.open.take() {
            Some(case) => self.verdicts[case] = CaseVerdict::error(why.to_string()),
            None => {
                self.unreadable.get_or_insert_with(|| format!("the file as such: {why}"));
            }
        }
    }

    /// Time was up for what ran: a case, or the file as such.
    pub(super) fn too_slow(&mut self, a_case: Duration, the_file: Duration) {
        let time = if self.open.is_some() { a_case } else { the_file };
        self.cut_off(&format!("time: not over in {} s", time.as_secs()));
    }

    /// The case to go on with, where there is one.
    pub(super) fn next(&self) -> Option<usize> {
        let unknown = self.verdicts.iter().position(|of| *of == CaseVerdict::Unknown);
        unknown.filter(|_| self.unreadable.is_none())
    }

    /// The time for all is used: what wasn't run has not passed.
    pub(super) fn out_of_time(&mut self, in_all: Duration) {
        let all = in_all.as_secs();
        let each_time = match u32::try_from(self.cases.len()) {
            Ok(cases) if self.file_took * cases > in_all / 2 => format!(
                " (the file by itself takes {:.1} s, and runs anew for each case)",
                self.file_took.as_secs_f64()
            ),
            _ => String::new(),
        };
        if let Some(case) = self.open.take() {
            let why = format!("not over when the {all} s for all were used{each_time}");
            self.verdicts[case] = CaseVerdict::error(why);
        }
        for verdict in self.verdicts.iter_mut().filter(|_| self.unreadable.is_none()) {
            if *verdict == CaseVerdict::Unknown {
                let why = format!("not run: {all} s for all were used{each_time}");
                *verdict = CaseVerdict::error(why);
            }
        }
    }

    pub(super) fn result(self, took: Duration) -> TrialResult {
        let passed = |of: &[CaseVerdict]| Passed {
            passed: of.iter().filter(|of| **of == CaseVerdict::Passed).count(),
            of: of.len(),
        };
        let (examples, kept_back) = self.verdicts.split_at(self.examples);
        TrialResult {
            examples: passed(examples),
            cases: self.has_cases.then(|| passed(kept_back)),
            first_failure: self.first_failure(),
            notes: self.notes(),
            left: self.left,
            took,
        }
    }

    fn first_failure(&self) -> Option<CaseFailure> {
        let first = self.verdicts.iter().position(|of| *of != CaseVerdict::Passed)?;
        let Example { input, output, .. } = &self.cases[first];
        let (input, output) = (input.clone(), told(output));
        Some(match self.verdicts[first].clone() {
            CaseVerdict::Failed { got, expected, error, printed } => {
                let expected = expected.unwrap_or(output);
                CaseFailure { input, expected, got, error, printed }
            }
            CaseVerdict::Passed | CaseVerdict::Unknown => CaseFailure {
                input,
                expected: output,
                got: None,
                error: self.unreadable.clone(),
                printed: String::new(),
            },
        })
    }

    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if let Some(lines) = &self.twice {
            let (function, times) = (&self.function, counted(lines.len(), "time", "times"));
            let lines: Vec<String> = lines.iter().map(u32::to_string).collect();
            let lines = lines.join(", ");
            notes.push(format!("{function} is defined {times} (lines {lines}): the last counts"));
        }
        if self.changed {
            notes.push(format!("{} changes what it is given", self.function));
        }
        notes
    }
}
