//! Code that is being run while the round goes on: one run after the other, on a thread, and never
//! waited for.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::thread::JoinHandle;

use crate::time::Elapsed;
use crate::trial::{CodeTrial, Runner, TrialError, TrialResult};

/// Code to run, and which question it is for.
#[derive(Debug)]
pub(crate) struct Wanted {
    /// The question's slot and its position there.
    pub(crate) place: (usize, usize),
    /// When it was asked for.
    pub(crate) asked: Elapsed,
    pub(crate) trial: CodeTrial,
}

impl Wanted {
    /// Whether it is the cases kept back that it is to be run on.
    fn is_kept_back(&self) -> bool {
        self.trial.cases.is_some()
    }
}

/// Code that was run.
#[derive(Debug)]
pub(crate) struct Ran {
    /// The question's slot and its position there.
    pub(crate) place: (usize, usize),
    /// When it was asked for.
    pub(crate) asked: Elapsed,
    /// Whether it was the cases kept back that it was run on.
    pub(crate) is_kept_back: bool,
    pub(crate) result: Result<TrialResult, TrialError>,
}

/// Runs code. Dropping it breaks off what runs.
#[derive(Debug)]
pub(crate) struct Checker {
    runner: Runner,
    wanted: VecDeque<Wanted>,
    running: Option<RunningTrial>,
}

#[derive(Debug)]
struct RunningTrial {
    place: (usize, usize),
    asked: Elapsed,
    is_kept_back: bool,
    broken_off: Arc<AtomicBool>,
    /// Whether a Python has taken it up, and whether that was asked for and told.
    has_begun: Arc<AtomicBool>,
    is_told: bool,
    result: Receiver<Result<TrialResult, TrialError>>,
    thread: JoinHandle<()>,
}

impl Checker {
    /// Runs nothing yet.
    pub(crate) fn new(runner: Runner) -> Self {
        Self { runner, wanted: VecDeque::new(), running: None }
    }

    /// Whether something runs or is to be run.
    pub(crate) fn is_busy(&self) -> bool {
        self.running.is_some() || !self.wanted.is_empty()
    }

    /// Whether code runs, or is to be run, that the candidate wants to see run.
    pub(crate) fn is_asked(&self) -> bool {
        let runs = self.running.as_ref().is_some_and(|of| !of.is_kept_back);
        runs || self.wanted.iter().any(|of| !of.is_kept_back())
    }

    /// Runs code as soon as nothing else runs; what the candidate wants to see run before the rest.
    pub(crate) fn want(&mut self, wanted: Wanted) {
        let first = self.wanted.iter().position(|of| of.is_kept_back() && !wanted.is_kept_back());
        self.wanted.insert(first.unwrap_or(self.wanted.len()), wanted);
        self.begin();
    }

    /// Breaks off what runs, and runs nothing more. Of code that the candidate wanted to see run:
    /// its question, and when it was asked for.
    pub(crate) fn break_off(&mut self) -> Option<((usize, usize), Elapsed)> {
        let wanted = self.wanted.drain(..).find(|of| !of.is_kept_back());
        let asked = wanted.map(|of| (of.place, of.asked));
        let Some(running) = self.running.take() else { return asked };
        running.broken_off.store(true, Ordering::Relaxed);
        // It looks twenty times a second, and ends what it has started.
        let _ = running.thread.join();
        asked.or((!running.is_kept_back).then_some((running.place, running.asked)))
    }

    /// Of code that a candidate wants to see run, once it runs: its question, and when it was asked
    /// for. It is told once.
    pub(crate) fn has_begun(&mut self) -> Option<((usize, usize), Elapsed)> {
        let running = self.running.as_mut().filter(|of| !of.is_kept_back)?;
        let runs = running.has_begun.load(Ordering::Relaxed) && !running.thread.is_finished();
        let is_new = runs && !std::mem::replace(&mut running.is_told, true);
        is_new.then_some((running.place, running.asked))
    }

    /// What has come of code since the last look.
    pub(crate) fn take(&mut self) -> Option<Ran> {
        let result = match self.running.as_ref()?.result.try_recv() {
            Ok(result) => result,
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => Err(TrialError::BrokenOff),
        };
        let RunningTrial { place, asked, is_kept_back, thread, .. } = self.running.take()?;
        // It has sent its last word.
        let _ = thread.join();
        self.begin();
        Some(Ran { place, asked, is_kept_back, result })
    }

    #[expect(clippy::disallowed_methods, reason = "the round waits for nobody's code")]
    fn begin(&mut self) {
        if self.running.is_some() {
            return;
        }
        let Some(wanted) = self.wanted.pop_front() else { return };
        let is_kept_back = wanted.is_kept_back();
        let Wanted { place, asked, trial } = wanted;
        let (sender, result) = mpsc::channel();
        let [broken_off, has_begun] = [(); 2].map(|()| Arc::new(AtomicBool::new(false)));
        let runner = self.runner.clone();
        let (is_broken_off, begins) = (Arc::clone(&broken_off), Arc::clone(&has_begun));
        let thread = std::thread::spawn(move || {
            // Who asked may be gone.
            let _ = sender.send(runner.run(&trial, &is_broken_off, &begins));
        });
        self.running = Some(RunningTrial {
            place,
            asked,
            is_kept_back,
            broken_off,
            has_begun,
            is_told: false,
            result,
            thread,
        });
    }
}

impl Drop for Checker {
    fn drop(&mut self) {
        self.break_off();
    }
}
