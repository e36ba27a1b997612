//! Where among the marks of its question a mark may lie that is given late or corrected: their
//! order stays as it is.

use std::time::Duration;

use super::noted::Undoable;
use super::refusal::Refusal;
use crate::round::QuestionKind;
use crate::session::given::Given;
use crate::session::run::QuestionRun;
use crate::session::timeline::Timeline;
use crate::time::Elapsed;

/// The place of a mark: running times of its question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Room {
    /// The mark above it.
    above: Option<(Undoable, Duration)>,
    /// The mark below it, or its own end.
    below: Option<(Undoable, Duration)>,
    /// How long the question has run.
    end: Duration,
}

impl Room {
    /// The place of a mark, or behind all marks, in a question that has run until `end`.
    pub(crate) fn of(
        timeline: &Timeline,
        kind: QuestionKind,
        run: &QuestionRun,
        position: Option<usize>,
        end: Elapsed,
    ) -> Self {
        let shown = run.shown.unwrap_or(end);
        let (from, to) = run.room(position.unwrap_or(run.marks.len()), end);
        let running = |at| timeline.running(shown, at);
        let above = run.above(position.unwrap_or(run.marks.len()));
        let below = position.and_then(|position| run.below(position));
        let below = match below.filter(|below| below.at == to) {
            Some(below) => Some(undoable(kind, below.says)),
            None => (to < end).then_some(Undoable::ThinkEnd),
        };
        Self {
            above: above.map(|above| (undoable(kind, above.says), running(from))),
            below: below.map(|below| (below, running(to))),
            end: running(end),
        }
    }

    /// A time of which the mark may be, in whole seconds, as times are shown; to the millisecond
    /// where it is the one of a neighbour.
    ///
    /// # Errors
    /// It is before the mark above, or after the one below. That it is not after the question's end
    /// is for the caller to see.
    pub(crate) fn take(&self, time: Duration) -> Result<Duration, Refusal> {
        let from = self.above.map_or(Duration::ZERO, |(_, at)| at);
        let to = self.below.map_or(self.end, |(_, at)| at);
        match (self.above, self.below) {
            (Some((what, at)), _) if time.as_secs() < at.as_secs() => {
                Err(Refusal::BeforeMark { what, at, to })
            }
            (_, Some((what, at))) if time.as_secs() > at.as_secs() => {
                Err(Refusal::AfterMark { what, at, from })
            }
            (_, _) => Ok(time.max(from).min(to)),
        }
    }
}

/// What a mark of a question is called where it is taken back.
fn undoable(kind: QuestionKind, given: Given) -> Undoable {
    match given {
        Given::FirstAnswer { .. } => Undoable::answer(kind),
        Given::Phase { .. } => Undoable::Phase,
        Given::Think { .. } => Undoable::Think,
        Given::ThinkEnd => Undoable::ThinkEnd,
        Given::Tick { .. } => Undoable::Tick,
        Given::Probe => Undoable::Probe,
    }
}
