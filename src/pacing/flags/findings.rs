//! What is past its limit, measure by measure, before it is told where and when.

use std::time::Duration;

use super::FlagKind;
use super::tolerance::{self, ANSWER, Tolerance};
use crate::pacing::{AnswerKnown, Moment, PhasePacing, QuestionPacing, SilentStretch, SlotPacing};
use crate::round::limits::{AnswerLength, Limit, Limits, Verdict, percent, share};
use crate::text::{GivenText, counted};
use crate::time::{TimeStep, cut, m_ss};

/// A measure past its limit.
pub(super) struct PastLimit {
    pub(super) kind: FlagKind,
    /// On time where it is past its limit by less than the tolerance.
    pub(super) severity: Verdict,
    pub(super) phase: Option<GivenText>,
    pub(super) at: Moment,
    pub(super) value: Option<Duration>,
    pub(super) limit: Option<Duration>,
    /// In what steps both are told.
    pub(super) step: TimeStep,
    /// The value over the limit, as both are told; of what is too little, the limit over the value.
    pub(super) times: f64,
    pub(super) says: String,
}

/// What a question's measures are past.
pub(super) fn of_question(question: &QuestionPacing, limits: &Limits) -> Vec<PastLimit> {
    let mut found = Vec::new();
    found.extend(first_answer(question));
    found.extend(first_words(question));
    found.extend(question.silent_stretches.iter().map(silent_stretch));
    found.extend(question.short_silences.iter().map(silent_stretch));
    found.extend(answer_length(question));
    found.extend(star_balance(question, limits));
    found.extend(examples_never_passed(question));
    // A pitch is one phase and one answer: its length is held against the answer's limits, not
    // twice. Of a probe alone likewise, and its points may be read for as long as they take.
    if question.is_told_in_one_go() || question.is_probe() {
        return found;
    }
    for phase in &question.phases {
        found.extend(phase_over(question, phase, limits));
    }
    for phase in question.phases.iter().filter(|phase| !question.may_be_short(phase)) {
        found.extend(phase_missed(question, phase, limits));
    }
    found
}

/// How a question's first answer stands; `None` where it is not known when it came.
pub(crate) fn first_answer_verdict(question: &QuestionPacing) -> Option<Verdict> {
    let (limit, at) = question.limits.first_answer.zip(question.first_answer.at)?;
    Some(tolerance::FIRST_ANSWER.up_to(limit, at.in_question))
}

/// How the length of a told answer stands.
pub(crate) fn answer_verdict(limits: AnswerLength, length: Duration) -> Verdict {
    let lacks = ANSWER.past(limits.shortest, length);
    if !lacks.is_zero() {
        return ANSWER.weighed(Verdict::Late, lacks);
    }
    ANSWER.up_to(Limit { late: limits.longest, very_late: limits.very_late }, length)
}

/// How a phase stands against its budget.
pub(crate) fn phase_verdict(limits: &Limits, planned: Duration, used: Duration) -> Verdict {
    limits.phase(planned, cut(used))
}

/// Whether a phase got less than one that was not missed.
pub(crate) fn is_missed(limits: &Limits, planned: Duration, used: Duration) -> bool {
    cut(used) < cut(limits.phase_least(planned))
}

fn first_answer(question: &QuestionPacing) -> Option<PastLimit> {
    let limit = question.limits.first_answer?;
    let answer = question.first_answer;
    let Some(at) = answer.at else {
        let (end, _) = question.ended?;
        let says =
            format!("no first answer in {}, due by {}", m_ss(end.in_question), m_ss(limit.late));
        return (answer.known == AnswerKnown::Never).then(|| PastLimit {
            limit: Some(limit.late),
            times: TimeStep::Second.times(end.in_question, limit.late),
            ..missing(FlagKind::NoFirstAnswer, Verdict::VeryLate, end, says)
        });
    };
    let paused = if answer.paused.is_zero() {
        String::new()
    } else {
        format!(" + {} paused", m_ss(answer.paused))
    };
    let source = if answer.known == AnswerKnown::Corrected { " (said in the review)" } else { "" };
    let says = format!("first answer {}{paused}{source}", into_question(at));
    late(FlagKind::SlowFirstAnswer, limit, at.in_question, at, &says, tolerance::FIRST_ANSWER)
}

fn first_words(question: &QuestionPacing) -> Option<PastLimit> {
    let limit = question.limits.first_words?;
    let (kind, tolerance) = (FlagKind::SlowFirstWords, tolerance::FIRST_WORDS);
    if let Some(at) = question.first_words {
        let says = format!("first words {}", into_question(at));
        return late(kind, limit, at.in_question, at, &says, tolerance);
    }
    let (wordless, shown) = question.wordless.zip(question.shown)?;
    let says = format!("no words heard in the first {}", m_ss(wordless));
    let found = late(kind, limit, wordless, shown, &says, tolerance)?;
    Some(PastLimit { value: None, ..found })
}

fn silent_stretch(stretch: &SilentStretch) -> PastLimit {
    let SilentStretch { from, length, limit, .. } = stretch;
    let (what, tolerance) = match stretch.in_answer {
        true => ("paused inside the answer", tolerance::PAUSE),
        false => ("silent", tolerance::SILENCE),
    };
    let step = tolerance.step;
    PastLimit {
        kind: FlagKind::SilentStretch,
        severity: stretch.verdict,
        phase: stretch.phase.clone(),
        at: *from,
        value: Some(*length),
        limit: Some(limit.late),
        step,
        times: step.times(*length, limit.late),
        says: format!(
            "{what} for {} from {} (limit {}, {})",
            step.write(*length),
            into_question(*from),
            step.write(limit.late),
            tolerance.said()
        ),
    }
}

fn answer_length(question: &QuestionPacing) -> Option<PastLimit> {
    let limits = question.limits.answer?;
    let answer = question.answer?;
    let length = answer.length();
    let says = format!("answer took {}", m_ss(length));
    let lacks = ANSWER.past(limits.shortest, length);
    if lacks.is_zero() {
        let limit = Limit { late: limits.longest, very_late: limits.very_late };
        return late(FlagKind::AnswerLength, limit, length, answer.to, &says, ANSWER);
    }
    Some(PastLimit {
        kind: FlagKind::AnswerLength,
        severity: answer_verdict(limits, length),
        phase: None,
        at: answer.to,
        value: Some(length),
        limit: Some(limits.shortest),
        step: ANSWER.step,
        times: ANSWER.step.times(limits.shortest, length),
        says: format!(
            "{says}, {} short of {} ({})",
            m_ss(lacks),
            m_ss(limits.shortest),
            ANSWER.said()
        ),
    })
}

/// Too much before the action, too little of it, or both.
fn star_balance(question: &QuestionPacing, limits: &Limits) -> Option<PastLimit> {
    let star = question.star?;
    let [is_long, is_short] = star.named(limits);
    let is_note = star.is_off(limits) == [false, false];
    let (most, least) = (limits.star_setup_share, limits.star_action_share);
    let ([setup, action, _], at_most, at_least) = (star.percents(), percent(most), percent(least));
    let long = format!("situation and task took {setup}% of the answer (at most {at_most}%)");
    let short = |of| format!("action took {action}%{of} (at least {at_least}%)");
    let says = match (is_long, is_short) {
        (false, false) => return None,
        (true, false) => long,
        (true, true) => format!("{long}, {}", short("")),
        (false, true) => short(" of the answer"),
    };
    let times = |percent: u64, of: u64| percent as f64 / (of as f64).max(0.001);
    let (too_long, too_short) = (times(setup, at_most), times(at_least, action));
    let is_of_setup = is_long && (!is_short || too_long >= too_short);
    let (value, limit, times) =
        if is_of_setup { (star.setup, most, too_long) } else { (star.action, least, too_short) };
    Some(PastLimit {
        kind: FlagKind::StarBalance,
        severity: if is_note { Verdict::OnTime } else { Verdict::Late },
        phase: None,
        at: star.ended,
        value: Some(value),
        limit: Some(share(star.whole, limit)),
        step: TimeStep::Second,
        times,
        says: format!("{says}, tolerance under {} points", tolerance::STAR_POINTS),
    })
}

/// Code was run, and its question ended before its examples passed.
fn examples_never_passed(question: &QuestionPacing) -> Option<PastLimit> {
    let (code, (end, _)) = question.code.as_ref().zip(question.ended)?;
    let (passed, of) = code.best();
    // A first answer that was said is one thing, that its code never passed another.
    let said = match question.first_answer.at {
        Some(at) => format!(" after the first answer at {}", m_ss(at.in_question)),
        None => String::new(),
    };
    let runs = counted(code.runs.len(), "run", "runs");
    let says = format!("code never passed its examples{said}: {passed} of {of} at best, {runs}");
    let found = missing(FlagKind::ExamplesNeverPassed, Verdict::Late, end, says);
    (code.has_passed() == Some(false)).then_some(found)
}

fn phase_over(
    question: &QuestionPacing,
    phase: &PhasePacing,
    limits: &Limits,
) -> Option<PastLimit> {
    let used = phase.actual?;
    let verdict = phase_verdict(limits, phase.planned, used);
    let limit = limits.phase_allowed(phase.planned);
    let at = phase.over_at.or(question.stays.last().map(|stay| stay.to))?;
    (verdict != Verdict::OnTime).then(|| PastLimit {
        kind: FlagKind::PhaseOver,
        severity: verdict,
        phase: Some(phase.name.clone()),
        at,
        value: Some(used),
        limit: Some(limit),
        step: TimeStep::Second,
        times: TimeStep::Second.times(used, limit),
        says: format!(
            "took {} of {} budget (limit {})",
            m_ss(used),
            with_article(&m_ss(phase.planned)),
            m_ss(limit)
        ),
    })
}

/// `a 2:30`, `an 8:00`: as it is read aloud.
fn with_article(time: &str) -> String {
    let is_vowel = ["8", "11:", "18:"].iter().any(|begins| time.starts_with(begins));
    format!("{} {time}", if is_vowel { "an" } else { "a" })
}

fn phase_missed(
    question: &QuestionPacing,
    phase: &PhasePacing,
    limits: &Limits,
) -> Option<PastLimit> {
    let (used, at) = phase.actual.zip(phase.over_at)?;
    let least = limits.phase_least(phase.planned);
    (is_missed(limits, phase.planned, used) && !question.is_skipped()).then(|| PastLimit {
        kind: FlagKind::PhaseMissed,
        severity: Verdict::Late,
        phase: Some(phase.name.clone()),
        at,
        value: Some(used),
        limit: Some(least),
        step: TimeStep::Second,
        times: TimeStep::Second.times(least, used),
        says: format!("missed: got {} of its {}", m_ss(used), m_ss(phase.planned)),
    })
}

/// A slot that ran longer than it may.
pub(super) fn slot_over(slot: &SlotPacing, limits: &Limits) -> Option<PastLimit> {
    // Where nobody marked anything, that the clock ran on says nothing about the candidate.
    if slot.unattended {
        return None;
    }
    let used = slot.actual?;
    let limit = slot.planned + limits.slot_over;
    // Of a slot that broke off, the questions know the last moment.
    let last = slot.questions.iter().rev().find_map(|question| question.stays.last());
    let at = slot.ended.or(last.map(|stay| stay.to))?;
    (cut(used) > limit).then(|| PastLimit {
        kind: FlagKind::SlotOver,
        severity: Verdict::Late,
        phase: None,
        at: Moment { in_slot: used, ..at },
        value: Some(used),
        limit: Some(limit),
        step: TimeStep::Second,
        times: TimeStep::Second.times(used, limit),
        says: format!(
            "ran {}, {} past the {} limit (planned {})",
            m_ss(used),
            m_ss(cut(used) - cut(limit)),
            m_ss(limit),
            m_ss(slot.planned)
        ),
    })
}

/// A question that its slot ended before.
pub(super) fn not_reached(question: &QuestionPacing, slot: &SlotPacing) -> Option<PastLimit> {
    // Where nobody marked anything, nobody moved on either.
    let end = slot.ended.filter(|_| question.shown.is_none() && !slot.unattended)?;
    let says = "not reached before the slot ended".to_string();
    Some(missing(FlagKind::QuestionNotReached, Verdict::Late, end, says))
}

/// `7:10 into the question`: beside a flag's place, which is told in minutes of its slot.
fn into_question(at: Moment) -> String {
    format!("{} into the question", m_ss(at.in_question))
}

/// Of what may last up to its limit; nothing where it did.
fn late(
    kind: FlagKind,
    limit: Limit,
    value: Duration,
    at: Moment,
    what: &str,
    tolerance: Tolerance,
) -> Option<PastLimit> {
    let past = tolerance.past(value, limit.late);
    (!past.is_zero()).then(|| PastLimit {
        kind,
        severity: tolerance.up_to(limit, value),
        phase: None,
        at,
        value: Some(value),
        limit: Some(limit.late),
        step: tolerance.step,
        times: tolerance.step.times(value, limit.late),
        says: format!(
            "{what}, {} past the {} limit ({})",
            m_ss(past),
            m_ss(limit.late),
            tolerance.said()
        ),
    })
}

fn missing(kind: FlagKind, severity: Verdict, at: Moment, says: String) -> PastLimit {
    let step = TimeStep::Second;
    PastLimit { kind, severity, phase: None, at, value: None, limit: None, step, times: 1.0, says }
}
