//! What must hold in a session that was read: every position is inside the plan, and no time is
//! beyond computing with.

use std::time::Duration;

use crate::round::limits::{AnswerLength, Limit, Limits};
use crate::round::{Planned, Slot};
use crate::session::event::{Event, What};
use crate::session::timeline::{Place, Timeline};
use crate::session::{Header, LocalTime, Session, parse_rfc3339};
use crate::time::Elapsed;

/// What doesn't hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrong {
    /// The position of the event that is wrong; none where it is the header.
    pub(crate) event: Option<usize>,
    /// The field.
    pub(crate) field: String,
    /// What is wrong with it.
    pub(crate) why: String,
}

impl Wrong {
    fn planned(field: &str, why: &str) -> Self {
        Self { event: None, field: field.to_string(), why: why.to_string() }
    }
}

/// The longest time a plan may name; beyond it sums could overflow. As for times in events.
const LONGEST: Duration = Elapsed::LAST.since_began();

/// Checks the plan and the limits.
pub(crate) fn header(header: &Header) -> Result<(), Wrong> {
    if header.format == 0 {
        return Err(Wrong::planned("format", "there is no format 0"));
    }
    if !(0.01..=100_000.0).contains(&header.speed) {
        return Err(Wrong::planned("speed", "allowed are 0.01 to 100000"));
    }
    if header.overtime > LONGEST {
        return Err(Wrong::planned("overtime", TOO_LONG));
    }
    let changes = header.clock_changes.iter().map(LocalTime::timestamp);
    if !changes.is_sorted() {
        return Err(Wrong::planned("clock-changes", "each is later than the one before"));
    }
    if header.round.slots.is_empty() {
        return Err(Wrong::planned("round.slot", "a round has at least one slot"));
    }
    if let Err(why) = limits(&header.limits) {
        return Err(Wrong::planned("limits", why));
    }
    for (n, planned) in header.round.slots.iter().enumerate() {
        if let Err((field, why)) = slot(planned) {
            return Err(Wrong::planned(&format!("round.slot {}: {field}", n + 1), why));
        }
    }
    Ok(())
}

const TOO_LONG: &str = "a time is above 30 years";

fn slot(slot: &Slot) -> Result<(), (&'static str, &'static str)> {
    if slot.length.is_zero() {
        return Err(("length", "a slot is longer than nothing"));
    }
    if slot.length > LONGEST || slot.break_after > LONGEST {
        return Err(("length", TOO_LONG));
    }
    if slot.questions.is_empty() {
        return Err(("planned", "a slot has at least one question"));
    }
    for planned in &slot.questions {
        if planned.phases.is_empty() {
            return Err(("phase", "a question has at least one phase"));
        }
        if planned.phases.iter().any(|phase| phase.budget.is_zero() || phase.budget > LONGEST) {
            return Err(("budget", "a phase has more than 0s and less than 30 years"));
        }
        if times(planned).iter().any(|time| *time > LONGEST) {
            return Err(("limits", TOO_LONG));
        }
    }
    Ok(())
}

/// Every time that a question's measures are held against.
fn times(planned: &Planned) -> Vec<Duration> {
    let own = [planned.limits.first_answer, planned.limits.first_words, planned.limits.pause];
    let silence = planned.phases.iter().map(|phase| phase.silence);
    let mut times = Vec::new();
    for limit in own.into_iter().chain(silence).flatten() {
        times.extend(limit_times(limit));
    }
    if let Some(answer) = planned.limits.answer {
        times.extend(answer_times(answer));
    }
    times
}

fn limits(limits: &Limits) -> Result<(), &'static str> {
    // All of them by name, and no `..`: another limit does not build before it is checked.
    let Limits {
        first_answer_coding,
        first_answer_ml_design,
        first_words,
        first_words_behavioral,
        silence,
        silence_typing,
        pause,
        answer,
        answer_pitch,
        star_action_share,
        star_setup_share,
        phase_over_share,
        phase_over_least,
        phase_very_over_share,
        phase_missed,
        slot_over,
        thinks: _,
        think,
        interrupted,
    } = *limits;
    let mut times = vec![phase_over_least, phase_missed, slot_over, think, interrupted];
    for limit in [first_words, first_words_behavioral, silence, silence_typing, pause] {
        times.extend(limit_times(limit));
    }
    for limit in [first_answer_coding, first_answer_ml_design].into_iter().flatten() {
        times.extend(limit_times(limit));
    }
    for length in [answer, answer_pitch] {
        times.extend(answer_times(length));
    }
    if times.iter().any(|time| *time > LONGEST) {
        return Err(TOO_LONG);
    }
    let shares = [star_action_share, star_setup_share, phase_over_share, phase_very_over_share];
    if shares.iter().any(|share| !(0.0..=100.0).contains(share)) {
        return Err("a share is below 0 or above 100");
    }
    Ok(())
}

fn limit_times(limit: Limit) -> [Duration; 2] {
    [limit.late, limit.very_late]
}

fn answer_times(answer: AnswerLength) -> [Duration; 3] {
    [answer.shortest, answer.longest, answer.very_late]
}

/// Checks the events against the plan, which has been checked.
pub(crate) fn events(session: &Session) -> Result<(), Wrong> {
    let undone = session.undone();
    let mut timeline = Timeline::new(&session.header.round);
    let mut before = Elapsed::ZERO;
    for (position, event) in session.events.iter().enumerate() {
        let wrong = |(field, why): Complaint| Wrong {
            event: Some(position),
            field: field.to_string(),
            why,
        };
        if event.at < before {
            let (at, before) = (seconds(event.at), seconds(before));
            return Err(wrong(("at", format!("{at} is before the event above it, at {before}"))));
        }
        before = event.at;
        for undone in event.undoes() {
            inside("events", *undone, position).map_err(wrong)?;
        }
        // What was undone may only make sense in a place that was undone as well, and nobody looks
        // at it.
        if !undone.contains(&position) {
            one(session, &timeline, event).map_err(wrong)?;
            // Nothing is asked of what was heard, and there is most of that.
            if !matches!(event.what, What::Heard { .. } | What::Spoken { .. }) {
                timeline.apply(&session.header, event);
            }
        }
    }
    Ok(())
}

type Complaint = (&'static str, String);

fn one(session: &Session, timeline: &Timeline, event: &Event) -> Result<(), Complaint> {
    let slots = &session.header.round.slots;
    match &event.what {
        What::SlotBegan { slot } => inside("slot", *slot, slots.len()),
        What::QuestionShown { question } => match timeline.place {
            Place::InSlot(slot) => inside("question", *question, slots[slot].questions.len()),
            Place::Intro | Place::After(_) => Err(("question", "no slot has begun".to_string())),
        },
        What::PhaseBegan { phase } => match open(slots, timeline) {
            Some((planned, _)) => inside("phase", *phase, planned.phases.len()),
            None => Ok(()),
        },
        What::Ticked { item } => match open(slots, timeline) {
            Some((planned, phase)) => inside("item", *item, planned.ticked(phase).len()),
            None => Ok(()),
        },
        What::Probe { phase: of, id, .. } => match open(slots, timeline) {
            Some((planned, phase)) => {
                let phase = of.unwrap_or(phase);
                inside("phase", phase, planned.phases.len())?;
                inside("id", *id, planned.probes(phase).len())
            }
            None => Ok(()),
        },
        What::Twist { .. } => match open(slots, timeline) {
            Some((planned, _)) if planned.question.brief.twist().is_none() => {
                Err(("event", "the question has no twist".to_string()))
            }
            Some(_) | None => Ok(()),
        },
        What::Hint { id } => match open(slots, timeline) {
            Some((planned, _)) => inside("id", *id, planned.question.brief.hints().len()),
            None => Ok(()),
        },
        What::FactGiven { fact } => match open(slots, timeline) {
            Some((planned, _)) => inside("fact", *fact, planned.facts().len()),
            None => Ok(()),
        },
        What::Corrected { slot, question, .. }
        | What::ReviewedSoFar { slot, question, .. }
        | What::Story { slot, question, .. } => in_plan(slots, *slot, Some(*question)),
        What::Reviewed { slot, question, .. } => in_plan(slots, *slot, *question),
        What::Checked { slot, question, passed, of, .. } => {
            slot.map_or(Ok(()), |slot| in_plan(slots, slot, *question))?;
            counted(*passed, *of)
        }
        What::CheckBegan { slot, question, .. } | What::CheckCutOff { slot, question, .. } => {
            in_plan(slots, *slot, Some(*question))
        }
        What::CasesRun { slot, question, passed, of, .. } => {
            in_plan(slots, *slot, Some(*question))?;
            counted(*passed, *of)
        }
        What::Rated { slot, ratings } | What::RatedBy { slot, ratings, .. } => {
            in_plan(slots, *slot, None)?;
            ratings.values().try_for_each(|rating| rated(*rating))
        }
        What::Left { wall, .. } | What::Returned { wall, .. } => {
            parse_rfc3339(wall).map(|_| ()).map_err(|why| ("wall", why))
        }
        What::Gap { from, .. } => in_order("from", *from, event.at),
        What::SoundStored { from, .. } => in_order("from", *from, event.at),
        What::Played { from, to, .. } | What::RecordingAdded { from, to, .. } => {
            in_order("from", *from, *to)
        }
        What::Heard { from, to, spans, pauses, .. } => {
            heard("spans", *from, *to, spans)?;
            heard("pauses", *from, *to, pauses)
        }
        What::Spoken { beats, levels, .. } if beats.len() != levels.len() => {
            let (beats, levels) = (beats.len(), levels.len());
            Err(("levels", format!("{levels} levels don't go with {beats} beats")))
        }
        What::FirstAnswer
        | What::Pressed { .. }
        | What::Think
        | What::ThinkEnded { .. }
        | What::QuestionEnded { .. }
        | What::SlotEnded { .. }
        | What::Paused
        | What::Resumed
        | What::Undone { .. }
        | What::Debrief { .. }
        | What::Finished
        | What::Listening { .. }
        | What::Spoken { .. }
        | What::Mic { .. }
        | What::Nudged { .. }
        | What::WordsAdded { .. }
        | What::NoteWritten
        | What::Forgotten { .. }
        | What::Newer => Ok(()),
    }
}

/// The question that the clock is in, and its phase.
fn open<'a>(slots: &'a [Slot], timeline: &Timeline) -> Option<(&'a Planned, usize)> {
    let (slot, question) = timeline.open()?;
    let phase = timeline.slots[slot].questions[question].phase();
    Some((&slots[slot].questions[question], phase))
}

fn counted(passed: usize, of: usize) -> Result<(), Complaint> {
    match passed <= of {
        true => Ok(()),
        false => Err(("passed", format!("{passed} of {of} can't have passed"))),
    }
}

fn rated(rating: u8) -> Result<(), Complaint> {
    match rating {
        1..=4 => Ok(()),
        _ => Err(("ratings", format!("{rating} is no rating: allowed are 1 to 4"))),
    }
}

fn heard(
    field: &'static str,
    from: Elapsed,
    to: Elapsed,
    spans: &[(Elapsed, Elapsed)],
) -> Result<(), Complaint> {
    in_order("from", from, to)?;
    let mut before = from;
    for &(begin, end) in spans {
        in_order(field, before, begin)?;
        in_order(field, begin, end)?;
        before = end;
    }
    in_order(field, before, to)
}

fn seconds(at: Elapsed) -> f64 {
    at.since_began().as_secs_f64()
}

fn in_plan(slots: &[Slot], slot: usize, question: Option<usize>) -> Result<(), Complaint> {
    inside("slot", slot, slots.len())?;
    match question {
        Some(question) => inside("question", question, slots[slot].questions.len()),
        None => Ok(()),
    }
}

fn inside(field: &'static str, position: usize, len: usize) -> Result<(), Complaint> {
    match len {
        _ if position < len => Ok(()),
        0 => Err((field, format!("there is no {position}: there are none"))),
        _ => Err((field, format!("there is no {position}: allowed are 0 to {}", len - 1))),
    }
}

fn in_order(field: &'static str, from: Elapsed, to: Elapsed) -> Result<(), Complaint> {
    if from <= to {
        return Ok(());
    }
    let (from, to) = (seconds(from), seconds(to));
    Err((field, format!("{from} comes after {to}")))
}
