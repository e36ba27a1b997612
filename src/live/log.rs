//! The lines that scroll by above the live lines: what happened, said in a line; pure text.

use super::conductor::Conductor;
use crate::fields::clean;
use crate::round::seconds::clock;
use crate::round::{Brief, Planned, handout};
use crate::session::event::{Elapsed, Event, GapWhy, LeftWhy, Nudge, QuestionEnd, SlotEnd, What};
use crate::session::timeline::Place;

/// Columns of text on several lines: the terminal breaks it further where it is narrower.
const WIDTH: usize = 80;

/// What an event says by itself; `None` for marks, whose answer says it, and for what only the file needs.
pub fn line(conductor: &Conductor, event: &Event) -> Option<String> {
    let session = conductor.session();
    let place = conductor.timeline().place;
    Some(match &event.what {
        What::SlotBegan { slot } => {
            let plan = session.slot(*slot)?;
            let count = plan.questions.len();
            let questions = if count == 1 { "1 question".to_string() } else { format!("{count} questions") };
            format!("{} began · {} · {questions}", clean(&plan.title), clock(plan.length))
        }
        What::QuestionEnded { how: QuestionEnd::Forced } => "time is up: on to the next question".to_string(),
        What::QuestionEnded { how: QuestionEnd::Done | QuestionEnd::Ended } => {
            return unseen_points(conductor, event.at);
        }
        What::SlotEnded { how } => {
            let Place::After(slot) = place else { return None };
            let how = match how {
                SlotEnd::Done => "done",
                SlotEnd::Ended => "ended",
                SlotEnd::TimeUp => "time is up",
            };
            // How long it took comes in the summary: the candidate judges the slot before seeing a number.
            format!("{} over ({how})", clean(&session.slot(slot)?.title))
        }
        What::Gap { from, why } => {
            let why = match why {
                GapWhy::Suspended => "the machine slept",
                GapWhy::Stopped => "stopped",
                GapWhy::Crashed => "cut off",
            };
            format!("gap of {} ({why}): not counted as running time", clock(event.at - *from))
        }
        What::Left { why, .. } => {
            let why = match why {
                LeftWhy::Interrupted => "Ctrl-C",
                LeftWhy::Ended => "ended",
                LeftWhy::Quit => "Ctrl-\\",
                LeftWhy::Terminated => "terminated",
                LeftWhy::HungUp => "the terminal went away",
            };
            format!("left ({why}): `mockround resume` goes on")
        }
        What::Returned { .. } => "going on".to_string(),
        What::Finished => "round finished".to_string(),
        What::Nudged { why } => nudge(conductor, *why),
        What::FirstAnswer | What::PhaseBegan { .. } => return key_points(conductor),
        _ => return None,
    })
}

/// A foundations answer is over: its key points, to tick.
fn key_points(conductor: &Conductor) -> Option<String> {
    let open = conductor.open()?;
    points(conductor, open.plan, open.run.phase(), "a good answer says (its number ticks what you said):")
}

/// A foundations question is done, and no mark has shown its key points.
fn unseen_points(conductor: &Conductor, at: Elapsed) -> Option<String> {
    let (Place::InSlot(slot) | Place::After(slot)) = conductor.timeline().place else { return None };
    let runs = &conductor.timeline().slots.get(slot)?.questions;
    let ended = runs.iter().rposition(|run| run.ended.is_some_and(|(ended, _)| ended == at))?;
    let plan = conductor.session().slot(slot)?.questions.get(ended)?;
    let phase = plan.answer_phase()? + 1;
    if runs[ended].moves.iter().any(|to| to.to >= phase) {
        return None;
    }
    points(conductor, plan, phase, "a good answer says:")
}

/// The key points of a foundations question. A strict round shows them in the report only.
fn points(conductor: &Conductor, plan: &Planned, phase: usize, head: &str) -> Option<String> {
    let points = plan.checklist(phase);
    let shows = matches!(plan.question.brief, Brief::Foundations { .. }) && !conductor.session().header.strict;
    if !shows || points.is_empty() {
        return None;
    }
    let mut text = head.to_string();
    for (number, point) in points.iter().enumerate() {
        let mark = format!("{}[{}] ", " ".repeat(9), number + 1);
        text += &format!("\n{}", handout::wrap(&mark, &point.detail, WIDTH).join("\n"));
    }
    Some(text)
}

/// An alert in words.
pub fn nudge(conductor: &Conductor, why: Nudge) -> String {
    match (why, conductor.open()) {
        (Nudge::FirstAnswerDue, _) => "first answer due".to_string(),
        (Nudge::NextQuestionDue, Some(open)) => {
            format!("time to move to question {} of {}", open.question + 2, open.slot_plan.questions.len())
        }
        (Nudge::NextQuestionDue, None) => "time to move to the next question".to_string(),
        (Nudge::FiveMinutesLeft, _) => "5 minutes left in this slot".to_string(),
        (Nudge::Silence, _) => "silent for long: say what you are thinking".to_string(),
    }
}
