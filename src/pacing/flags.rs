//! The findings: every measure that is past its limit, as a sentence, most important first.

mod findings;
mod fold;
mod kind;
mod tolerance;

use std::time::Duration;

use super::SlotPacing;
use crate::round::limits::Verdict;
use crate::session::Session;
use crate::text::GivenText;
use crate::time::{Elapsed, TimeStep};
use findings::PastLimit;
pub(super) use findings::{answer_verdict, is_missed};
pub(crate) use findings::{first_answer_verdict, phase_verdict};
pub(crate) use fold::{ToldFlag, told};
pub(crate) use kind::FlagKind;
pub(super) use tolerance::{
    ANSWER, FIRST_ANSWER, FIRST_WORDS, PAUSE, PHASE, SILENCE, STAR_POINTS, Tolerance,
};

/// A finding.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Flag {
    /// What was found.
    pub(crate) kind: FlagKind,
    /// Late or very late; on time where it is a note.
    pub(crate) severity: Verdict,
    /// The slot, by its position.
    pub(crate) slot: usize,
    /// The question, by its position in the slot; `None` for the slot as a whole.
    pub(crate) question: Option<usize>,
    /// The phase, where it is about one and that is known.
    pub(crate) phase: Option<GivenText>,
    /// When, running time since the slot began: a silent stretch where it began, anything else
    /// where it was complete.
    pub(crate) at: Duration,
    /// The same on the session's clock.
    pub(crate) at_elapsed: Elapsed,
    /// The same as local time, `hh:mm:ss`.
    pub(crate) wall_clock: String,
    /// What was measured; `None` where what was found is that something is missing.
    pub(crate) value: Option<Duration>,
    /// What it was held against.
    pub(crate) limit: Option<Duration>,
    /// In what steps both are told.
    step: TimeStep,
    /// How far it is past that, as both are told, by the weight of its kind: among flags of one
    /// severity the highest comes first.
    rank: f64,
    /// How many times its limit it is, as both are told, however far that is past it: among equals
    /// in rank, too, the worst comes first.
    times: f64,
    /// What was found, without its place and the severity.
    pub(crate) says: String,
    /// All of it in one sentence, but for the severity.
    pub(crate) text: String,
}

impl Flag {
    /// What was measured, as its sentence tells it.
    pub(crate) fn value_told(&self) -> Option<String> {
        self.value.map(|value| self.step.write(value))
    }

    /// Whether it is about a pause inside a told answer: of silences only those are told in tenths.
    pub(crate) fn is_pause(&self) -> bool {
        self.kind == FlagKind::SilentStretch && self.step == TimeStep::Tenth
    }

    /// What it was held against, as its sentence tells it.
    pub(crate) fn limit_told(&self) -> Option<String> {
        self.limit.map(|limit| self.step.write(limit))
    }

    /// All of it, with what the severity adds: `…, very late`.
    pub(crate) fn sentence(&self) -> String {
        match self.severity {
            Verdict::VeryLate if self.value.is_some() => {
                format!("{}, {}", self.text, self.kind.reads(self.severity))
            }
            Verdict::VeryLate | Verdict::Late | Verdict::OnTime => self.text.clone(),
        }
    }
}

/// What is past its limit in a session.
pub(super) struct Found {
    /// What is past it by the tolerance or more: very late before late, then the farthest past its
    /// limit, each kind by its weight; what counts alike, by how far it really is past, then by
    /// time.
    pub(super) flags: Vec<Flag>,
    /// What is past it by less, by time.
    pub(super) notes: Vec<Flag>,
}

/// Looks at every measure of a session.
pub(super) fn of(session: &Session, slots: &[SlotPacing]) -> Found {
    let limits = &session.header.limits;
    let mut found = Vec::new();
    for (at, slot) in slots.iter().enumerate() {
        let mut add = |past: Option<PastLimit>, question: Option<usize>| {
            found.extend(past.map(|past| past.flag(session, (at, slot), question)));
        };
        for (number, question) in slot.questions.iter().enumerate() {
            for past in findings::of_question(question, limits) {
                add(Some(past), Some(number));
            }
            add(findings::not_reached(question, slot), Some(number));
        }
        add(findings::slot_over(slot, limits), None);
    }
    found.sort_by_key(|flag: &Flag| flag.at_elapsed);
    let (mut flags, notes): (Vec<Flag>, Vec<Flag>) =
        found.into_iter().partition(|flag| flag.severity != Verdict::OnTime);
    flags.sort_by(|one, other| {
        let by_rank = other.severity.cmp(&one.severity).then(other.rank.total_cmp(&one.rank));
        by_rank.then(other.times.total_cmp(&one.times))
    });
    Found { flags, notes }
}

impl PastLimit {
    /// The flag of it, in a slot and its question.
    fn flag(
        self,
        session: &Session,
        (at, slot): (usize, &SlotPacing),
        question: Option<usize>,
    ) -> Flag {
        let place = place(slot, question, self.phase.as_ref());
        Flag {
            kind: self.kind,
            severity: self.severity,
            slot: at,
            question,
            at: self.at.in_slot,
            at_elapsed: self.at.elapsed,
            wall_clock: session.wall_clock(self.at.elapsed),
            value: self.value,
            limit: self.limit,
            step: self.step,
            rank: self.kind.weight() * self.kind.farthest(self.times),
            times: self.times,
            text: format!("{place}: {}", self.says),
            says: self.says,
            phase: self.phase,
        }
    }
}

/// `coding 1, question 2, approach`, as far as there is a choice.
pub(crate) fn place(
    slot: &SlotPacing,
    question: Option<usize>,
    phase: Option<&GivenText>,
) -> String {
    let mut place = slot.title.shown();
    if let Some(question) = question.filter(|_| slot.questions.len() > 1) {
        place.push_str(&format!(", question {}", question + 1));
    }
    if let Some(phase) = phase {
        place.push_str(&format!(", {phase}"));
    }
    place
}
