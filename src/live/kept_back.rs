//! Code that is run against the cases kept back once its slot is over: which, and what came of it.

use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use super::words::trial as words;
use crate::round::bank::lacks::case_faults;
use crate::round::{Planned, sheet};
use crate::session::Session;
use crate::session::event::What;
use crate::session::store::{code_at_its_end, read_code};
use crate::session::timeline::Timeline;
use crate::trial::{CodeTrial, Runner, TrialError, TrialResult, kept_back};

/// Code as it stood when its question ended, to be run against the cases kept back.
pub(crate) struct KeptBack {
    /// The question's slot and its position there.
    pub(crate) place: (usize, usize),
    pub(crate) trial: CodeTrial,
}

impl KeptBack {
    /// What of a slot was not run yet; of a question whose cases no code can pass, or whose code
    /// can't be read, that. A strict round runs nothing.
    pub(crate) fn of_slot(
        session: &Session,
        timeline: &Timeline,
        file: &Path,
        slot: usize,
    ) -> Vec<Result<Self, String>> {
        let (Some(plan), Some(run)) = (session.slot(slot), timeline.slots.get(slot)) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for (question, (planned, run)) in plan.questions.iter().zip(&run.questions).enumerate() {
            let is_due = run.ended.is_some() && run.cases.is_none() && !session.header.strict;
            if is_due && !is_asked_again(session, timeline, planned) {
                found.extend(Self::of(planned, file, (slot, question)));
            }
        }
        found
    }

    fn of(planned: &Planned, file: &Path, place: (usize, usize)) -> Option<Result<Self, String>> {
        let question = &planned.question;
        let signature = question.brief.signature()?.clone();
        let cases = Some(kept_back(question)).filter(|cases| !cases.is_empty())?;
        let copy = code_at_its_end(file, place, sheet::PYTHON);
        let code = match read_code(&copy) {
            Ok(code) => code,
            // There is none where nothing was written.
            Err(error) if error.kind() == ErrorKind::NotFound => return None,
            Err(error) => return Some(Err(words::copy_unread(&copy, &error))),
        };
        if sheet::is_untouched(question, &code) {
            return None;
        }
        if let Some((field, why)) = case_faults(question).first() {
            return Some(Err(words::bad_case(question, field, why)));
        }
        let name = format!("s{}q{}.{}", place.0 + 1, place.1 + 1, sheet::PYTHON);
        // The examples were run when the candidate asked; these are another matter.
        let (examples, cases) = (Vec::new(), Some(cases));
        Some(Ok(Self { place, trial: CodeTrial { name, code, signature, examples, cases } }))
    }
}

/// Runs what was found, one after the other, and hands on what came of each with the question's
/// place, or why it isn't run, each reason once.
///
/// # Errors
/// It was broken off, or what came can't be taken.
pub(crate) fn run_all(
    found: Vec<Result<KeptBack, String>>,
    runner: &Runner,
    broken_off: &AtomicBool,
    mut take: impl FnMut(Result<((usize, usize), TrialResult), String>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut told = HashSet::new();
    for found in found {
        let ran = match found {
            Err(why) => Err(why),
            Ok(KeptBack { place, trial }) => {
                match runner.run(&trial, broken_off, &AtomicBool::default()) {
                    Ok(result) => Ok((place, result)),
                    Err(error @ TrialError::BrokenOff) => return Err(error.into()),
                    Err(error) => Err(error.to_string()),
                }
            }
        };
        if ran.as_ref().err().is_none_or(|why| told.insert(why.clone())) {
            take(ran)?;
        }
    }
    Ok(())
}

/// Whether the round still asks the same question in another place.
fn is_asked_again(session: &Session, timeline: &Timeline, planned: &Planned) -> bool {
    session.header.round.slots.iter().zip(&timeline.slots).any(|(slot, run)| {
        let mut questions = slot.questions.iter().zip(&run.questions);
        questions
            .any(|(other, run)| other.question.id == planned.question.id && run.ended.is_none())
    })
}

/// What came of them: an event, and how it is said. Of an end that was taken back nothing is known.
pub(crate) fn came(
    session: &Session,
    timeline: &Timeline,
    (slot, question): (usize, usize),
    result: &TrialResult,
) -> Option<(What, String)> {
    let run = timeline.slots.get(slot)?.questions.get(question)?;
    let cases = result.cases.filter(|_| run.ended.is_some())?;
    let planned = session.slot(slot)?.questions.get(question)?;
    let failed = result.first_failure.as_ref().map(words::failed);
    let mut said = words::kept_back(&planned.question.title, cases, failed.as_deref());
    said.extend(words::left(result).map(|left| format!("\n           {left}")));
    let (passed, of) = (cases.passed, cases.of);
    Some((What::CasesRun { slot, question, failed, passed, of }, said))
}
