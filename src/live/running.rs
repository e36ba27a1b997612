//! The candidate's code while a round goes on: its file, the runs that are asked for, and at the
//! end of a slot the cases that were kept back.

use std::io;
use std::time::Duration;

use super::frame::LiveRound;
use super::kept_back::{KeptBack, came};
use super::machine::checker::{Ran, Wanted};
use super::machine::keys::{Incoming, Mode, Signal};
use super::rules::refusal::Refusal;
use super::words::{notices, trial as words};
use crate::round::bank::lacks::case_faults;
use crate::round::{Planned, sheet};
use crate::session::event::{Event, What};
use crate::session::store::{Ready, read_code};
use crate::session::timeline::Place;
use crate::text::clean_line;
use crate::time::Elapsed;
use crate::trial::{CodeTrial, Passed, TrialResult};

/// At the round's end, what comes of code is looked for so often …
const LOOK: Duration = Duration::from_millis(100);

/// … and where the round is left, so many times at most.
const SHORTLY: usize = 10;

impl LiveRound {
    /// Sees to it that the question that is asked has its file to type code in, and closes the one
    /// before.
    pub(super) fn attend_code(&mut self) {
        let ready = self.conductor.open().and_then(|open| {
            let question = &open.plan.question;
            question.kind().has_code().then(|| Ready {
                place: (open.slot, open.question),
                ending: sheet::PYTHON,
                text: sheet::python(question),
            })
        });
        if let Err(error) = self.close_code(ready) {
            self.say(&notices::code_unwritten(&error));
        }
    }

    fn close_code(&mut self, ready: Option<Ready>) -> io::Result<()> {
        let slots = &self.conductor.timeline().slots;
        self.code.ask(ready, |(slot, question)| slots[slot].questions[question].ended.is_some())
    }

    /// Runs the code of the open question against its examples.
    pub(super) fn run_code(&mut self) -> Result<(), Refusal> {
        let (Some(open), Some(path)) = (self.conductor.open(), self.code.path()) else {
            return Err(Refusal::NothingToRun);
        };
        if self.checker.is_asked() {
            return Err(Refusal::RunsAlready);
        }
        let question = &open.plan.question;
        let code = read_code(&path)
            .map_err(|error| Refusal::NotRun { why: notices::code_unread(&path, &error) })?;
        if sheet::is_untouched(question, &code) {
            return Err(Refusal::NothingWritten { file: path_name(&path) });
        }
        if let Some((field, why)) = case_faults(question).first() {
            return Err(Refusal::NotRun { why: words::bad_case(question, field, why) });
        }
        let trial = trial(open.plan, path_name(&path), code).ok_or(Refusal::NothingToRun)?;
        let place = (open.slot, open.question);
        self.checker.want(Wanted { place, asked: self.now.at, trial });
        Ok(())
    }

    /// Takes up what came of code.
    pub(super) fn take_ran(&mut self) {
        if let Some(((slot, question), asked)) = self.checker.has_begun() {
            // Where nobody can record any more what comes of it, that it was run stands there.
            self.conductor.record(self.now.at, What::CheckBegan { slot, question, asked });
            self.flush_saying(self.now.at, Some(words::RUNNING));
            self.ask_again();
        }
        while let Some(ran) = self.checker.take() {
            self.note_ran(ran);
            self.ask_again();
        }
        if !self.checker.is_asked() {
            self.tell_summary();
        }
    }

    /// Shows the numbers of a slot whose review is over.
    pub(super) fn tell_summary(&mut self) {
        if let Some(slot) = self.summary_due.take() {
            let width = self.terminal.size().1.min(80);
            self.terminal.print(&(self.setup.summary)(self.conductor.session(), slot, width));
        }
    }

    fn note_ran(&mut self, Ran { place, asked, is_kept_back, result }: Ran) {
        let result = match result {
            Ok(result) => result,
            Err(error) => {
                self.take_back_begun(asked);
                return self.say(&clean_line(&error.to_string()));
            }
        };
        if is_kept_back {
            return self.note_kept_back(place, &result);
        }
        let (slot, question) = place;
        let planned = self.conductor.session().slot(slot).and_then(|of| of.questions.get(question));
        let run = &self.conductor.timeline().slots[slot].questions[question];
        let Some(planned) = planned.filter(|_| run.shown.is_some()) else {
            return self.say(words::NEVER_SHOWN);
        };
        // It stood there before the end.
        let late = run.ended.map(|_| planned.question.title.as_str());
        let said = words::examples(&result, late);
        let Passed { passed, of } = result.examples;
        let (slot, question, asked) = (Some(slot), Some(question), Some(asked));
        let what = What::Checked { slot, question, asked, passed, of };
        self.conductor.record(self.now.at, what);
        self.flush_saying(self.now.at, Some(&said));
    }

    /// Code was not run, after all, as a Python said that had taken it up.
    fn take_back_begun(&mut self, asked: Elapsed) {
        let is_it =
            |of: &Event| matches!(of.what, What::CheckBegan { asked: of, .. } if of == asked);
        let Some(event) = self.conductor.session().events.iter().rposition(is_it) else { return };
        self.conductor.record(self.now.at, What::Undone { events: vec![event] });
        self.flush();
    }

    fn note_kept_back(&mut self, place: (usize, usize), result: &TrialResult) {
        let came = came(self.conductor.session(), self.conductor.timeline(), place, result);
        let Some((what, said)) = came else { return };
        self.conductor.record(self.now.at, what);
        self.flush_saying(self.now.at, Some(&said));
    }

    /// Runs the code that was written in a slot against the cases that were kept back: once its end
    /// can't be taken back any more, or its review is over; those of slots that another took the
    /// place of before that, when the round is finished.
    pub(super) fn run_kept_back(&mut self) {
        let timeline = self.conductor.timeline();
        let Place::After(last) = timeline.place else { return };
        if !timeline.finished {
            let may_go_on = || self.conductor.can_undo(self.now.at) && self.reviewed != Some(last);
            if self.cases_run.contains(&last) || may_go_on() {
                return;
            }
        }
        let first = if timeline.finished { 0 } else { last };
        for slot in first..=last {
            if self.cases_run.insert(slot) {
                self.run_kept_back_of(slot);
            }
        }
    }

    fn run_kept_back_of(&mut self, slot: usize) {
        let (session, timeline) = (self.conductor.session(), self.conductor.timeline());
        for kept_back in KeptBack::of_slot(session, timeline, self.store.path(), slot) {
            match kept_back {
                Ok(KeptBack { place, trial }) => {
                    // What is shown of them is seen.
                    self.conductor.told = Some(slot);
                    self.checker.want(Wanted { place, asked: self.now.at, trial });
                }
                Err(why) => self.say(&why),
            }
        }
    }

    /// The round is over: what is being run is waited for where the round is finished and nobody
    /// wants to go, and else, where the candidate wanted to see it run, for a moment. What is
    /// broken off then was run all the same.
    pub(super) fn end_code(&mut self) {
        match self.conductor.timeline().finished {
            true => self.await_code(),
            false => self.await_shortly(),
        }
        if let Some(((slot, question), asked)) = self.checker.break_off() {
            self.conductor.record(self.now.at, What::CheckCutOff { slot, question, asked });
            self.flush();
        }
        self.tell_summary();
        if let Err(error) = self.close_code(None) {
            self.terminal.tell(&notices::code_unwritten(&error));
        }
    }

    fn await_code(&mut self) {
        let mut said = None;
        loop {
            self.take_ran();
            if !self.checker.is_busy() {
                return;
            }
            let is_asked = self.checker.is_asked();
            if said.replace(is_asked) != Some(is_asked) {
                self.say(if is_asked { words::AWAITED } else { words::CASES_AWAITED });
            }
            let incoming = self.input.wait(LOOK);
            if incoming.iter().any(|of| is_enough(of, self.input.mode())) {
                return self.say(if is_asked { words::SKIPPED } else { words::CASES_SKIPPED });
            }
        }
    }

    fn await_shortly(&mut self) {
        for _ in 0..SHORTLY {
            self.take_ran();
            if !self.checker.is_asked() {
                return;
            }
            let incoming = self.input.wait(LOOK);
            if incoming.iter().any(|of| is_enough(of, self.input.mode())) {
                return;
            }
        }
    }
}

/// Whether somebody doesn't want to wait.
fn is_enough(incoming: &Incoming, mode: Mode) -> bool {
    match incoming {
        Incoming::Key(key) => *key == 'q',
        Incoming::Closed => mode != Mode::Script,
        Incoming::Signal(signal) => {
            !matches!(signal, Signal::Stop | Signal::Continue | Signal::Resize)
        }
        _ => false,
    }
}

/// What is run of a question's code: its examples.
fn trial(planned: &Planned, name: String, code: Vec<u8>) -> Option<CodeTrial> {
    let brief = &planned.question.brief;
    let signature = brief.signature()?.clone();
    Some(CodeTrial { name, code, signature, examples: brief.examples().to_vec(), cases: None })
}

fn path_name(path: &std::path::Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests;
