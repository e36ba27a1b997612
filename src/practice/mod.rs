//! What to practise next, and why: what was missed comes back after growing waits, what is weak
//! gets more of the time, and a plan fits the time that there is. Pure: what is kept of the
//! sessions, the present day and the settings are arguments, so that the same history gives the
//! same plan.

pub(crate) mod act;
pub(crate) mod agenda;
mod due;
mod fill;
pub(crate) mod interviews;
pub(crate) mod matter;
pub(crate) mod past;
pub(crate) mod posting;
pub(crate) mod recall;
mod standing;
#[cfg(test)]
mod tests;
mod touched;
mod want;
mod wants;
mod weak;
pub(crate) mod weights;
pub(crate) mod words;

use jiff::civil::Date;

use crate::round::QuestionKind;
use crate::settings::Interview;
use crate::stories::Story;
use act::Lengths;
use interviews::Debrief;
use past::Practised;

/// All that a plan is made from.
#[derive(Clone, Copy)]
pub(crate) struct Situation<'a> {
    /// What is kept of the sessions, in any order.
    pub(crate) past: &'a [Practised],
    /// How many sessions don't count because their clock was sped up.
    pub(crate) sped_up: usize,
    /// How many don't count because they are dated after now.
    pub(crate) ahead: usize,
    /// The day that is planned, local time.
    pub(crate) today: Date,
    /// The real interviews that are practised for.
    pub(crate) interviews: &'a [Interview],
    /// What was said of those that are over.
    pub(crate) debriefs: &'a [Debrief],
    /// The candidate's stories; `None` where they can't be read.
    pub(crate) stories: Option<&'a [Story]>,
    /// How long drills and rounds take here.
    pub(crate) lengths: &'a Lengths,
    /// Whether the bank still has what a drill on a topic asks.
    pub(crate) has_topic: &'a dyn Fn(QuestionKind, &str, usize) -> bool,
    /// Whether a question, by its id, is asked beside others in a slot, or alone; `None` where the
    /// bank has it no longer.
    pub(crate) shares: &'a dyn Fn(QuestionKind, &str) -> Option<bool>,
}

/// The sessions by their days, the older first. Where it is another day by the time zone of a
/// session than here, it may be tomorrow's by its own: it counts as today's.
fn by_day(past: &[Practised], today: Date) -> Vec<(Date, &Practised)> {
    let mut dated: Vec<(Date, &Practised)> = Vec::with_capacity(past.len());
    for of in past {
        dated.push((of.started.date().min(today), of));
    }
    dated.sort_by(|(_, a), (_, b)| {
        let time = a.started.timestamp().cmp(&b.started.timestamp());
        time.then_with(|| a.id.cmp(&b.id))
    });
    dated
}

/// Days from one day to a later one.
fn days(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}
