//! What is known of how a question went: whether it was worked on, and whether it was managed.

use crate::pacing::summary::{self, AnswerSummary, AnswerVerdict};
use crate::pacing::{AnswerKnown, QuestionPacing, SlotPacing};
use crate::round::limits::Verdict;

/// A slot rated so or better on the whole was managed …
const WELL: f64 = 3.0;
/// … and so or worse was not. What lies between says nothing.
const ILL: f64 = 2.0;

/// What was done in less of a question's time, without a mark, is nothing: it was only looked at.
const A_LOOK: u32 = 10;

/// Whether anything was done in a question.
pub(super) fn was_worked_on(question: &QuestionPacing) -> bool {
    let Some(actual) = question.actual else { return false };
    was_marked(question) || actual >= question.planned / A_LOOK
}

/// Whether the candidate marked anything in a question but its end.
fn was_marked(question: &QuestionPacing) -> bool {
    let answered = question.first_answer.at.is_some();
    let is_said = question.first_answer.known == AnswerKnown::Never;
    let has_gone_on = question.stays.len() > 1;
    answered || is_said || has_gone_on || question.code.is_some() || has_point(question)
}

/// Whether any of its points was made.
fn has_point(question: &QuestionPacing) -> bool {
    question.phases.iter().flat_map(|of| &of.checklist).any(|item| item.made == Some(true))
}

/// Whether a question was managed in its time, as measured: its first answer, or the length of the
/// answer told. `None` where neither is known.
pub(super) fn measured(question: &QuestionPacing) -> Option<bool> {
    match AnswerSummary::of(question).map(|of| of.verdict) {
        Some(AnswerVerdict::OnTime) => Some(true),
        Some(AnswerVerdict::Late | AnswerVerdict::VeryLate | AnswerVerdict::Never) => Some(false),
        Some(AnswerVerdict::Unknown) => None,
        None if is_given_up(question) => Some(false),
        None => Some(question.length_verdict()? == Verdict::OnTime),
    }
}

/// Whether it was skipped before its answer, whatever of it is measured.
fn is_given_up(question: &QuestionPacing) -> bool {
    if question.limits.first_answer.is_some() {
        return summary::is_given_up(question);
    }
    let answer = question.phases.iter().rposition(|phase| !phase.after_answer);
    let has_gone_on = question.stays.iter().any(|of| Some(of.first) > answer);
    let is_told = question.told.is_some() || has_gone_on;
    question.is_skipped() && !is_told && !has_point(question)
}

/// How a slot was rated on the whole, where that says anything.
pub(super) fn rated(slot: &SlotPacing) -> Option<bool> {
    let ratings = slot.self_rating.values().map(|rating| f64::from(*rating));
    let mean = ratings.clone().sum::<f64>() / ratings.count().max(1) as f64;
    match mean {
        0.0 => None,
        mean if mean >= WELL => Some(true),
        mean if mean <= ILL => Some(false),
        _ => None,
    }
}
