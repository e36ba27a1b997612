//! Code that is run against the cases kept back once its slot is over: which, and what came of it.

use std::path::Path;

use super::words::trial as words;
use crate::round::bank::lacks::case_faults;
use crate::round::{Planned, sheet};
use crate::session::Session;
use crate::session::event::What;
use crate::session::store::{code_at_its_end, read_code};
use crate::session::timeline::Timeline;
use crate::trial::{CodeTrial, TrialResult, kept_back};

/// Code as it stood when its question ended, to be run against the cases kept back.
pub(crate) struct KeptBack {
    /// The question's slot and its position there.
    pub(crate) place: (usize, usize),
    pub(crate) trial: CodeTrial,
}

impl KeptBack {
    /// What of a slot was not run yet; of a question whose cases no code can pass, that. A strict
    /// round runs nothing.
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
        // There is no copy where nothing was written, and what can't be read was taken away.
        let code = read_code(&code_at_its_end(file, place, sheet::PYTHON)).ok()?;
        let cases = kept_back(question);
        if sheet::is_untouched(question, &code) || cases.is_empty() {
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
    let said = words::kept_back(&planned.question.title, cases, failed.as_deref());
    let (passed, of) = (cases.passed, cases.of);
    Some((What::CasesRun { slot, question, failed, passed, of }, said))
}
