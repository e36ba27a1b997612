//! The marks of a slot that is over, numbered, and what a line says of one: when it was, or that it
//! never was. Pure: lines come in, events go out.

use std::time::Duration;

use super::refusal::Refusal;
use super::review::{is_answer_open, is_never, time_within};
use super::room::Room;
use crate::round::{Planned, QuestionKind};
use crate::session::Session;
use crate::session::event::{Correctable, What};
use crate::session::given::{Given, GivenMark};
use crate::session::run::{Correction, QuestionRun};
use crate::session::timeline::Timeline;
use crate::text::clean_line;

/// The marks of a slot that can be corrected, in the order in which they were given.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SlotMarks {
    slot: usize,
    /// The first has number 1.
    pub(crate) rows: Vec<MarkRow>,
}

/// A mark, as it counts now. Times are running time of its question.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MarkRow {
    /// Its question, from 0.
    pub(crate) question: usize,
    /// The question's title.
    pub(crate) title: String,
    /// What it says.
    pub(crate) names: MarkName,
    /// When it was; `None` where it never was, or where that is not known.
    pub(crate) at: Option<Duration>,
    /// When it was given; `None` for an answer that was not marked.
    pub(crate) given: Option<Duration>,
    /// Whether it was said that it never was.
    pub(crate) never: bool,
    /// How a correction names it.
    kind: Correctable,
    which: Option<usize>,
    /// How long its question ran.
    length: Duration,
    /// Where it can lie; `None` where nothing was marked.
    room: Option<Room>,
}

/// What a mark says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum MarkName {
    /// The answer of a question of this kind.
    Answer(QuestionKind),
    /// A phase began.
    Phase(String),
    Think,
    /// An item was covered.
    Tick(String),
}

/// Why a line corrects nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NotCorrected {
    /// What it lacks.
    Unread(String),
    /// The mark can't have been then.
    OutOfOrder(Refusal),
}

impl SlotMarks {
    /// The marks of the questions of a slot.
    pub(crate) fn of(session: &Session, timeline: &Timeline, slot: usize) -> Self {
        let plans = session.slot(slot).map_or(&[][..], |slot| &slot.questions);
        let runs = timeline.slots.get(slot).map_or(&[][..], |slot| &slot.questions);
        let mut rows = Vec::new();
        for (question, (plan, run)) in plans.iter().zip(runs).enumerate() {
            if run.shown.is_some() {
                let of = MarkedQuestion { timeline, question, plan, run };
                rows.extend(of.given());
                rows.extend(of.unmarked());
            }
        }
        Self { slot, rows }
    }

    /// The same marks as they are now, each by the number that it had; those that weren't among
    /// them are behind all.
    pub(crate) fn again(&self, session: &Session, timeline: &Timeline) -> Self {
        let mut now = Self::of(session, timeline, self.slot).rows;
        let mut rows = self.rows.clone();
        for row in &mut rows {
            // One that other marks tell by now can be corrected all the same.
            if let Some(at) = now.iter().position(|of| of.is(row)) {
                *row = now.remove(at);
            }
        }
        rows.extend(now);
        Self { slot: self.slot, rows }
    }

    /// What a line says, such as `2 6:10` or `2 never`; `None` where it is so already.
    ///
    /// # Errors
    /// Why it isn't understood, or can't be.
    pub(crate) fn correct(&self, line: &str) -> Result<Option<What>, NotCorrected> {
        let line = clean_line(line);
        let line = line.trim();
        let (number, said) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let number = number.trim_end_matches(['.', ':', ')', '=', ',']);
        let row = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let Some(row) = row.and_then(|row| self.rows.get(row)) else {
            let last = self.rows.len();
            return Err(NotCorrected::Unread(format!(
                "{number:?} is no number above: write one from 1 to {last}, and when that was, \
                 or never"
            )));
        };
        let said = said.trim();
        if said.is_empty() {
            let why = format!("when was it? write {number} 6:10, or {number} never");
            return Err(NotCorrected::Unread(why));
        }
        let to = match is_never(said) {
            true if row.never => return Ok(None),
            true => None,
            false => match row.time(said, number)? {
                to if row.at == Some(to) => return Ok(None),
                to => Some(to),
            },
        };
        let (mark, which, question) = (row.kind, row.which, row.question);
        Ok(Some(What::Corrected { mark, which, to, slot: self.slot, question }))
    }

    /// The mark that a correction is about.
    pub(crate) fn row(&self, corrected: &What) -> Option<(usize, &MarkRow)> {
        let What::Corrected { mark, which, question, .. } = corrected else { return None };
        let is_it =
            |row: &MarkRow| (row.kind, row.which, row.question) == (*mark, *which, *question);
        let at = self.rows.iter().position(is_it)?;
        Some((at + 1, &self.rows[at]))
    }
}

impl MarkRow {
    /// Whether it is of the same mark.
    fn is(&self, other: &Self) -> bool {
        (self.kind, self.which, self.question) == (other.kind, other.which, other.question)
    }

    /// The time that was typed for its number, where the mark can have been then.
    fn time(&self, said: &str, number: &str) -> Result<Duration, NotCorrected> {
        let write = format!("{number} 6:10, or {number} never");
        let typed = time_within(said, self.length, &write).map_err(NotCorrected::Unread)?;
        // Times are said in whole seconds, as they are shown.
        let is_typed = |at: &Duration| at.as_secs() == typed.as_secs();
        let known = self.at.filter(is_typed).or(self.given.filter(is_typed)).unwrap_or(typed);
        match self.room {
            Some(room) => room.take(known).map_err(NotCorrected::OutOfOrder),
            None => Ok(known),
        }
    }
}

/// A question of the slot, with its marks.
struct MarkedQuestion<'a> {
    timeline: &'a Timeline,
    question: usize,
    plan: &'a Planned,
    run: &'a QuestionRun,
}

impl MarkedQuestion<'_> {
    fn given(&self) -> Vec<MarkRow> {
        let marks = self.run.correctable();
        marks.filter_map(|(at, kind, which, mark)| self.row(at, (kind, which), mark)).collect()
    }

    fn row(
        &self,
        position: usize,
        (kind, which): (Correctable, usize),
        mark: &GivenMark,
    ) -> Option<MarkRow> {
        let shown = self.run.shown?;
        let end = self.timeline.question_end(self.run);
        let running = |at| self.timeline.running(shown, at);
        let marked = (!mark.never).then(|| running(mark.at));
        let said = match (kind, self.run.correction) {
            (Correctable::FirstAnswer, Some(Correction::Never)) => None,
            (Correctable::FirstAnswer, Some(Correction::At(at) | Correction::Late(at))) => Some(at),
            (_, _) => marked,
        };
        Some(MarkRow {
            question: self.question,
            title: clean_line(&self.plan.question.title),
            names: self.name(mark.says)?,
            at: said,
            given: Some(running(mark.given)),
            never: said.is_none(),
            kind,
            which: Some(which),
            length: running(end),
            room: Some(Room::of(
                self.timeline,
                self.plan.question.kind(),
                self.run,
                Some(position),
                end,
            )),
        })
    }

    /// The answer, where the question waits for one and has no mark that could tell it.
    fn unmarked(&self) -> Option<MarkRow> {
        let is_answer = |mark: &GivenMark| matches!(mark.says, Given::FirstAnswer { .. });
        let is_marked = self.run.marks.iter().any(is_answer);
        let is_open = !is_marked && is_answer_open(self.plan, self.run);
        let shown = self.run.shown.filter(|_| is_open)?;
        Some(MarkRow {
            question: self.question,
            title: clean_line(&self.plan.question.title),
            names: MarkName::Answer(self.plan.question.kind()),
            at: match self.run.correction {
                Some(Correction::At(at) | Correction::Late(at)) => Some(at),
                Some(Correction::Never) | None => None,
            },
            given: None,
            never: self.run.correction == Some(Correction::Never),
            kind: Correctable::FirstAnswer,
            which: None,
            length: self.timeline.running(shown, self.timeline.question_end(self.run)),
            room: None,
        })
    }

    fn name(&self, says: Given) -> Option<MarkName> {
        let phase = |phase: usize| Some(clean_line(&self.plan.phases.get(phase)?.name));
        Some(match says {
            Given::FirstAnswer { .. } => MarkName::Answer(self.plan.question.kind()),
            Given::Phase { to } => MarkName::Phase(phase(to)?),
            Given::Think { .. } => MarkName::Think,
            Given::Tick { phase, item } => {
                MarkName::Tick(clean_line(self.plan.ticked(phase).get(item)?))
            }
            Given::ThinkEnd | Given::Probe => return None,
        })
    }
}

#[cfg(test)]
mod tests;
