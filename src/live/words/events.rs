//! The lines that scroll by above the live lines: what happened, said in a line; pure text.

#[cfg(test)]
mod tests;

use std::time::Duration;

use crate::live::rules::conductor::{Conductor, SeenPoints};
use crate::round::handout;
use crate::round::pressure::WHAT_TO_CUT;
use crate::session::event::{
    By, Event, GapWhy, LeftWhy, Nudge, Pressure, QuestionEnd, SlotEnd, Utterance, What,
};
use crate::session::run::ShownProbe;
use crate::session::timeline::Place;
use crate::text::{clean, clean_line, counted};
use crate::time::{Elapsed, m_ss};

/// Where text on further lines begins, below what follows the time.
const INDENT: usize = 9;

/// What an interviewer says to somebody who is silent for long.
const TALK_ME_THROUGH: &str = "talk me through what you are thinking";

/// A time that was right so long before is wrong.
const STALE: Duration = Duration::from_millis(700);

/// The next question is shown, as nothing has been marked.
const MOVED_ON: &str =
    "its time is over, and nothing was marked: on to the next question · u goes back";

/// As [`MOVED_ON`], and until when that holds.
fn moved_on(conductor: &Conductor) -> String {
    let until = conductor.open().map_or("", |open| {
        match (open.plan.question.brief.hints(), &open.plan.facts()[..]) {
            ([], []) => "",
            ([], _) => ", until you ask for a fact",
            _ => ", until you take a hint",
        }
    });
    format!("{MOVED_ON}{until}")
}

/// What an event says by itself, in lines of so many columns; `None` for marks, whose answer says
/// it, and for what only the file needs.
pub(crate) fn line(conductor: &Conductor, event: &Event, width: usize) -> Option<String> {
    let session = conductor.session();
    let place = conductor.timeline().place;
    Some(match &event.what {
        What::SlotBegan { slot } => {
            let plan = session.slot(*slot)?;
            let questions = counted(plan.questions.len(), "question", "questions");
            format!("{} began · {} · {questions}", clean(&plan.title), m_ss(plan.length))
        }
        What::QuestionEnded { how: QuestionEnd::Forced } => {
            "time is up: on to the next question".to_string()
        }
        What::QuestionEnded { how: QuestionEnd::MovedOn } => moved_on(conductor),
        What::QuestionEnded { how: QuestionEnd::Done | QuestionEnd::Ended } => {
            return points(conductor.points_at_end(), "a good answer says:", width);
        }
        What::SlotEnded { how } => {
            let Place::After(slot) = place else { return None };
            let how = match how {
                SlotEnd::Done => "done",
                SlotEnd::Ended => "ended",
                SlotEnd::TimeUp => "time is up",
            };
            // How long it took comes in the summary: the candidate judges the slot before seeing a
            // number.
            format!("{} over ({how})", clean(&session.slot(slot)?.title))
        }
        What::Gap { from, why } => {
            let why = match why {
                GapWhy::Suspended => "the machine slept",
                GapWhy::Stopped => "stopped",
                GapWhy::Crashed => "cut off",
            };
            format!("gap of {} ({why}): not counted as running time", m_ss(event.at - *from))
        }
        What::Left { why, .. } => {
            let why = match why {
                LeftWhy::Interrupted => "Ctrl-C",
                LeftWhy::Ended => "ended",
                LeftWhy::Quit => "Ctrl-\\",
                LeftWhy::Terminated => "terminated",
                LeftWhy::HungUp => "the terminal went away",
            };
            // That it can be resumed is said when all of it is on the disk.
            format!("left ({why})")
        }
        What::Returned { away_unknown: true, .. } => "going on after an unknown time".to_string(),
        What::Returned { .. } => "going on".to_string(),
        What::Finished => "round finished".to_string(),
        What::Nudged { why } => nudge(conductor, *why),
        What::Probe { phase, id, by: By::Interviewer | By::Person }
        | What::Probe { phase: phase @ Some(_), id, by: By::Opening } => {
            return asked(conductor, *phase, *id, width);
        }
        What::Twist { by: By::Interviewer } => {
            let twist = conductor.open()?.plan.question.brief.twist()?;
            return Some(interviewer("changes a requirement", &twist.ask, width));
        }
        What::Pressed { how } => {
            let (does, says) = pressed(conductor, *how)?;
            return Some(interviewer(does, says, width));
        }
        What::FirstAnswer | What::PhaseBegan { .. } => {
            return key_points(conductor, width);
        }
        What::Probe { phase, id, by: By::Opening } => {
            return follow_up(conductor, *phase, *id, width);
        }
        // The answer to the mark says it, or a live line does.
        What::QuestionShown { .. }
        | What::QuestionEnded { how: QuestionEnd::Skipped | QuestionEnd::TimeUp }
        | What::Think
        | What::ThinkEnded { .. }
        | What::Probe { .. }
        | What::Twist { .. }
        | What::Hint { .. }
        | What::FactGiven { .. }
        | What::Checked { .. }
        | What::CheckBegan { .. }
        | What::CheckCutOff { .. }
        | What::CasesRun { .. }
        | What::Ticked { .. }
        | What::Corrected { .. }
        | What::Paused
        | What::Resumed
        | What::Undone { .. }
        | What::Mic { .. }
        // The candidate has just said it.
        | What::Rated { .. }
        | What::RatedBy { .. }
        | What::Reviewed { .. }
        | What::ReviewedSoFar { .. }
        | What::Story { .. }
        | What::Debrief { .. }
        // Only the file needs it.
        | What::Listening { .. }
        | What::Heard { .. }
        | What::Spoken { .. }
        | What::SoundStored { .. }
        | What::RecordingAdded { .. }
        | What::Played { .. }
        | What::WordsAdded { .. }
        | What::NoteWritten
        | What::Forgotten { .. }
        | What::Newer => return None,
    })
}

/// An answer is over: its key points, where it has any, to tick.
fn key_points(conductor: &Conductor, width: usize) -> Option<String> {
    let head = "a good answer says (its number ticks what you said):";
    points(conductor.points_on_screen(), head, width)
}

/// A told answer is over: what an interviewer asks next, and how more of it is had.
fn follow_up(
    conductor: &Conductor,
    phase: Option<usize>,
    id: usize,
    width: usize,
) -> Option<String> {
    let probe = clean(probe(conductor, phase, id)?);
    let open = conductor.open()?;
    let more = open.next_probe(open.run.phase()).is_some();
    let head = if more { "follow-up (i asks the next):" } else { "follow-up:" };
    let lines = handout::wrap(&" ".repeat(INDENT), &probe, width.max(20));
    Some(format!("{head}\n{}", lines.join("\n")))
}

/// What the interviewer does, and says.
fn interviewer(does: &str, says: &str, width: usize) -> String {
    let lines = handout::wrap(&" ".repeat(INDENT), &clean(says), width.max(20));
    format!("the interviewer {does}:\n{}", lines.join("\n"))
}

/// What the interviewer does on purpose in the open question, and what they say.
fn pressed(conductor: &Conductor, how: Pressure) -> Option<(&'static str, &str)> {
    let plan = conductor.open()?.plan.pressure.as_ref()?;
    Some(match how {
        Pressure::Interruption => ("breaks in", &plan.says),
        Pressure::WhatToCut => ("asks", WHAT_TO_CUT),
    })
}

/// What the interviewer asks, and how it is said that it is being answered.
fn asked(conductor: &Conductor, phase: Option<usize>, id: usize, width: usize) -> Option<String> {
    let probe = probe(conductor, phase, id)?;
    let lines = handout::wrap(&" ".repeat(INDENT), &clean(probe), width.max(20));
    Some(format!("the interviewer asks (i takes it up):\n{}", lines.join("\n")))
}

/// The text of a probe of the open question.
fn probe(conductor: &Conductor, phase: Option<usize>, id: usize) -> Option<&str> {
    let open = conductor.open()?;
    let probes = open.plan.probes(phase.unwrap_or(open.run.phase()));
    probes.get(id).map(String::as_str)
}

/// Key points under a heading, numbered, and what a weak answer sounds like; nothing where there
/// are none.
fn points(seen: SeenPoints<'_>, head: &str, width: usize) -> Option<String> {
    let SeenPoints { points, weak } = seen;
    if points.is_empty() {
        return None;
    }
    let mut text = head.to_string();
    for (number, point) in points.iter().enumerate() {
        let mark = format!("{}[{}] ", " ".repeat(INDENT), number + 1);
        text += &format!("\n{}", handout::wrap(&mark, &point.detail, width.max(20)).join("\n"));
    }
    if let Some(weak) = weak {
        let mark = format!("{}a weak answer: ", " ".repeat(INDENT));
        text += &format!("\n{}", handout::wrap(&mark, &clean_line(weak), width.max(20)).join("\n"));
    }
    Some(text)
}

/// What an interviewer who talks says of an event at a time. What tells the time is right when it
/// is said, or isn't: a busy machine may come to it late.
pub(crate) fn aloud(
    conductor: &Conductor,
    event: &Event,
    now: Elapsed,
) -> Option<(String, Utterance)> {
    let what = &event.what;
    let open = conductor.open()?;
    let (text, of) = match what {
        What::QuestionShown { .. } => {
            let text = open.plan.opening().unwrap_or(&open.plan.question.statement);
            (text, Utterance::Question)
        }
        What::Probe { phase, id, by: By::Interviewer | By::Opening } => {
            (probe(conductor, *phase, *id)?, Utterance::Probe)
        }
        // What is taken up was asked before.
        What::Probe { id, by: By::Key, .. } => {
            let is_it = |of: &&ShownProbe| (of.by, of.id, of.at) == (By::Key, *id, event.at);
            let asked = open.run.probes.iter().rfind(is_it)?;
            (open.plan.probes(asked.phase).get(*id)?.as_str(), Utterance::Probe)
        }
        What::Nudged { why: Nudge::Silence } if open.is_silence_asked_about() => {
            (TALK_ME_THROUGH, Utterance::Probe)
        }
        What::Twist { by: By::Interviewer | By::Key } => {
            (open.plan.question.brief.twist()?.ask.as_str(), Utterance::Probe)
        }
        What::Pressed { how } => (pressed(conductor, *how)?.1, Utterance::Probe),
        What::Nudged { why: Nudge::FiveMinutesLeft } if now <= event.at + STALE => {
            ("five minutes left", Utterance::Alert)
        }
        _ => return None,
    };
    Some((clean_line(text), of))
}

/// What an event alerts to, in words.
pub(crate) fn alert(conductor: &Conductor, what: &What) -> Option<String> {
    match what {
        What::Nudged { why } => Some(nudge(conductor, *why)),
        What::Probe { phase, id, by: By::Interviewer }
        | What::Probe { phase: phase @ Some(_), id, by: By::Opening } => {
            let probe = probe(conductor, *phase, *id)?;
            Some(format!("the interviewer asks: {}", clean(probe)))
        }
        What::Twist { by: By::Interviewer } => {
            let twist = conductor.open()?.plan.question.brief.twist()?;
            Some(format!("the interviewer changes a requirement: {}", clean(&twist.ask)))
        }
        // The alert that five minutes are left comes with it.
        What::Pressed { how: Pressure::Interruption } => {
            let (does, says) = pressed(conductor, Pressure::Interruption)?;
            Some(format!("the interviewer {does}: {}", clean(says)))
        }
        What::QuestionEnded { how: QuestionEnd::MovedOn } => {
            Some("the next question is shown".to_string())
        }
        _ => None,
    }
}

/// An alert in words.
pub(crate) fn nudge(conductor: &Conductor, why: Nudge) -> String {
    match (why, conductor.open()) {
        (Nudge::FirstAnswerDue, _) => "first answer due".to_string(),
        (Nudge::NextQuestionDue, Some(open))
            if open.question + 1 < open.slot_plan.questions.len() =>
        {
            format!(
                "time to move to question {} of {}",
                open.question + 2,
                open.slot_plan.questions.len()
            )
        }
        (Nudge::NextQuestionDue, _) => "time to move to the next question".to_string(),
        (Nudge::FiveMinutesLeft, _) => "5 minutes left in this slot".to_string(),
        (Nudge::Silence, Some(open)) if open.is_silence_asked_about() => {
            format!("the interviewer asks: {TALK_ME_THROUGH}")
        }
        (Nudge::Silence, _) => "silent for long: say what you are thinking".to_string(),
    }
}
