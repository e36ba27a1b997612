//! The findings: every measure that is past its limit, as a sentence, most important first.

mod kind;

use std::cmp::Reverse;
use std::time::Duration;

use super::phases::can_miss;
use super::{AnswerKnown, Moment, PhasePacing, QuestionPacing, SilentStretch, SlotPacing};
use crate::round::limits::{Limit, Limits, Verdict, share};
use crate::session::Session;
use crate::time::{Elapsed, m_ss};
pub(crate) use kind::FlagKind;

/// A finding.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Flag {
    /// What was found.
    pub(crate) kind: FlagKind,
    /// Late or very late.
    pub(crate) severity: Verdict,
    /// The slot, by its position.
    pub(crate) slot: usize,
    /// The question, by its position in the slot; `None` for the slot as a whole.
    pub(crate) question: Option<usize>,
    /// The phase, where it is about one and that is known.
    pub(crate) phase: Option<String>,
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
    /// All of it in one sentence.
    pub(crate) text: String,
}

/// A measure past its limit, before it is told where and when.
struct PastLimit {
    kind: FlagKind,
    severity: Verdict,
    phase: Option<String>,
    at: Moment,
    value: Option<Duration>,
    limit: Option<Duration>,
    says: String,
}

/// Every flag of a session, ranked: by what it is about, then very late before late, then by time.
pub(crate) fn of(session: &Session, slots: &[SlotPacing]) -> Vec<Flag> {
    let limits = &session.header.limits;
    let mut flags = Vec::new();
    for (at, slot) in slots.iter().enumerate() {
        for (number, question) in slot.questions.iter().enumerate() {
            for past in of_question(question, limits) {
                flags.push(past.flag(session, (at, slot), Some(number)));
            }
            if let (None, Some(end)) = (question.shown, slot.ended) {
                let says = "not reached before the slot ended".to_string();
                let past = missing(FlagKind::QuestionNotReached, Verdict::Late, end, says);
                flags.push(past.flag(session, (at, slot), Some(number)));
            }
        }
        if let Some(past) = slot_over(slot, limits) {
            flags.push(past.flag(session, (at, slot), None));
        }
    }
    flags.sort_by_key(|flag| (flag.kind.rank(), Reverse(flag.severity), flag.at_elapsed));
    flags
}

impl PastLimit {
    /// The flag of it, in a slot and its question.
    fn flag(
        self,
        session: &Session,
        (at, slot): (usize, &SlotPacing),
        question: Option<usize>,
    ) -> Flag {
        let place = place(slot, question, self.phase.as_deref());
        let very = match self.severity {
            Verdict::VeryLate => " (very late)",
            Verdict::Late | Verdict::OnTime => "",
        };
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
            text: format!("{place}: {}{very}", self.says),
            phase: self.phase,
        }
    }
}

/// `coding 1, question 2, approach`, as far as there is a choice.
pub(crate) fn place(slot: &SlotPacing, question: Option<usize>, phase: Option<&str>) -> String {
    let mut place = slot.title.clone();
    if let Some(question) = question.filter(|_| slot.questions.len() > 1) {
        place.push_str(&format!(", question {}", question + 1));
    }
    if let Some(phase) = phase {
        place.push_str(&format!(", {phase}"));
    }
    place
}

fn of_question(question: &QuestionPacing, limits: &Limits) -> Vec<PastLimit> {
    let mut found = Vec::new();
    found.extend(first_answer(question));
    found.extend(first_words(question));
    found.extend(question.silent_stretches.iter().map(silent_stretch));
    found.extend(answer_length(question));
    found.extend(star_balance(question, limits));
    // A pitch is one phase and one answer: its length is held against the answer's limits, not
    // twice.
    if question.phases.len() == 1 && question.limits.answer.is_some() {
        return found;
    }
    for phase in &question.phases {
        found.extend(phase_over(question, phase, limits));
    }
    // Nobody asks follow-ups where one rehearses alone: short ones of an answer told, or of
    // fundamentals, are no miss.
    let is_told = question.kind.answered().is_told();
    for phase in question.phases.iter().filter(|phase| !(phase.after_answer && is_told)) {
        found.extend(phase_missed(question, phase, limits));
    }
    found
}

fn first_answer(question: &QuestionPacing) -> Option<PastLimit> {
    let limit = question.limits.first_answer?;
    let answer = question.first_answer;
    let Some(at) = answer.at else {
        let (end, _) = question.ended?;
        let says =
            format!("no first answer in {}, due by {}", m_ss(end.in_question), m_ss(limit.late));
        return (answer.known == AnswerKnown::Never).then_some(PastLimit {
            limit: Some(limit.late),
            ..missing(FlagKind::NoFirstAnswer, Verdict::VeryLate, end, says)
        });
    };
    let paused = if answer.paused.is_zero() {
        String::new()
    } else {
        format!(" + {} paused", m_ss(answer.paused))
    };
    let source = if answer.known == AnswerKnown::Corrected { " (said in the review)" } else { "" };
    let says = format!(
        "first answer at {}{paused}{source}, {}",
        m_ss(at.in_question),
        past(at.in_question, limit.late)
    );
    up_to(FlagKind::SlowFirstAnswer, limit, at.in_question, at, says)
}

fn first_words(question: &QuestionPacing) -> Option<PastLimit> {
    let limit = question.limits.first_words?;
    if let Some(at) = question.first_words {
        let says = format!(
            "first words at {}, {}",
            m_ss(at.in_question),
            past(at.in_question, limit.late)
        );
        return up_to(FlagKind::SlowFirstWords, limit, at.in_question, at, says);
    }
    let wordless = question.wordless?;
    let shown = question.shown?;
    let says =
        format!("no words heard in the first {} (limit {})", m_ss(wordless), m_ss(limit.late));
    let found = up_to(FlagKind::SlowFirstWords, limit, wordless, shown, says)?;
    Some(PastLimit { value: None, ..found })
}

fn silent_stretch(stretch: &SilentStretch) -> PastLimit {
    let SilentStretch { from, length, limit, .. } = stretch;
    let what = if stretch.in_answer { "paused inside the answer" } else { "silent" };
    PastLimit {
        kind: FlagKind::SilentStretch,
        severity: stretch.verdict,
        phase: stretch.phase.clone(),
        at: *from,
        value: Some(*length),
        limit: Some(limit.late),
        says: format!(
            "{what} for {} from {} (limit {})",
            m_ss(*length),
            m_ss(from.in_question),
            m_ss(limit.late)
        ),
    }
}

fn answer_length(question: &QuestionPacing) -> Option<PastLimit> {
    let limits = question.limits.answer?;
    let answer = question.answer?;
    let length = answer.length();
    let (severity, limit, says) = if length < limits.shortest {
        (Verdict::Late, limits.shortest, format!("shorter than {}", m_ss(limits.shortest)))
    } else {
        let limit = Limit { late: limits.longest, very_late: limits.very_late };
        (limit.up_to(length), limit.late, past(length, limit.late))
    };
    (severity != Verdict::OnTime).then(|| PastLimit {
        kind: FlagKind::AnswerLength,
        severity,
        phase: None,
        at: answer.to,
        value: Some(length),
        limit: Some(limit),
        says: format!("answer took {}, {says}", m_ss(length)),
    })
}

fn star_balance(question: &QuestionPacing, limits: &Limits) -> Option<PastLimit> {
    let star = question.star?;
    let most = share(star.whole, limits.star_setup_share);
    let least = share(star.whole, limits.star_action_share);
    let (value, limit) = match (star.setup > most, star.action < least) {
        (true, _) => (star.setup, most),
        (false, true) => (star.action, least),
        (false, false) => return None,
    };
    let of_whole = |part: Duration| percent(part.as_secs_f64() / star.whole.as_secs_f64());
    Some(PastLimit {
        kind: FlagKind::StarBalance,
        severity: Verdict::Late,
        phase: None,
        at: star.ended,
        value: Some(value),
        limit: Some(limit),
        says: format!(
            "situation and task took {} of the answer (at most {}), action {} (at least {})",
            of_whole(star.setup),
            percent(limits.star_setup_share),
            of_whole(star.action),
            percent(limits.star_action_share),
        ),
    })
}

fn percent(part: f64) -> String {
    format!("{:.0}%", part * 100.0)
}

fn phase_over(
    question: &QuestionPacing,
    phase: &PhasePacing,
    limits: &Limits,
) -> Option<PastLimit> {
    let used = phase.actual?;
    let verdict = limits.phase(phase.planned, used);
    let limit = limits.phase_allowed(phase.planned);
    let at = phase.over_at.or(question.stays.last().map(|stay| stay.to))?;
    (verdict != Verdict::OnTime).then(|| PastLimit {
        kind: FlagKind::PhaseOver,
        severity: verdict,
        phase: Some(phase.name.clone()),
        at,
        value: Some(used),
        limit: Some(limit),
        says: format!(
            "took {} of a {} budget (limit {})",
            m_ss(used),
            m_ss(phase.planned),
            m_ss(limit)
        ),
    })
}

fn phase_missed(
    question: &QuestionPacing,
    phase: &PhasePacing,
    limits: &Limits,
) -> Option<PastLimit> {
    let (used, at) = phase.actual.zip(phase.over_at)?;
    let least = limits.phase_least(phase.planned);
    let skipped = question.ended.is_some_and(|(_, how)| !can_miss(how));
    (used < least && !skipped).then(|| PastLimit {
        kind: FlagKind::PhaseMissed,
        severity: Verdict::Late,
        phase: Some(phase.name.clone()),
        at,
        value: Some(used),
        limit: Some(least),
        says: format!("missed: got {} of its {}", m_ss(used), m_ss(phase.planned)),
    })
}

fn slot_over(slot: &SlotPacing, limits: &Limits) -> Option<PastLimit> {
    // Where nobody marked anything, that the clock ran on says nothing about the candidate.
    if slot.unattended {
        return None;
    }
    let used = slot.actual?;
    let limit = slot.planned + limits.slot_over;
    // Of a slot that broke off, the questions know the last moment.
    let last = slot.questions.iter().rev().find_map(|question| question.stays.last());
    let at = slot.ended.or(last.map(|stay| stay.to))?;
    (used > limit).then(|| PastLimit {
        kind: FlagKind::SlotOver,
        severity: Verdict::Late,
        phase: None,
        at: Moment { in_slot: used, ..at },
        value: Some(used),
        limit: Some(limit),
        says: format!("ran {}, {} (planned {})", m_ss(used), past(used, limit), m_ss(slot.planned)),
    })
}

fn up_to(
    kind: FlagKind,
    limit: Limit,
    value: Duration,
    at: Moment,
    says: String,
) -> Option<PastLimit> {
    let severity = limit.up_to(value);
    (severity != Verdict::OnTime).then_some(PastLimit {
        kind,
        severity,
        phase: None,
        at,
        value: Some(value),
        limit: Some(limit.late),
        says,
    })
}

fn missing(kind: FlagKind, severity: Verdict, at: Moment, says: String) -> PastLimit {
    PastLimit { kind, severity, phase: None, at, value: None, limit: None, says }
}

/// `2:42 past the 6:30 limit`.
fn past(value: Duration, limit: Duration) -> String {
    match value.saturating_sub(limit) {
        over if over < Duration::from_secs(1) => format!("just past the {} limit", m_ss(limit)),
        over => format!("{} past the {} limit", m_ss(over), m_ss(limit)),
    }
}
