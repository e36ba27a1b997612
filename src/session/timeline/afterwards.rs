//! What is said afterwards: when a mark really was, and what the review of a slot says.

use std::collections::BTreeSet;
use std::time::Duration;

use super::{Account, Timeline};
use crate::round::Round;
use crate::session::Header;
use crate::session::asked::ReviewAsk;
use crate::session::event::Correctable;
use crate::session::kept::Kept;
use crate::session::run::{Correction, PointsMade, QuestionRun, ReviewAnswer, SaidSoFar};
use crate::time::Elapsed;

impl Timeline {
    /// Takes what was said later of a mark. What names no mark, or one that isn't there, moves
    /// none.
    pub(super) fn corrected(
        &mut self,
        header: &Header,
        (slot, question): (usize, usize),
        (mark, which): (Correctable, Option<usize>),
        to: Option<Duration>,
    ) {
        let said = match self.open() == Some((slot, question)) {
            true => Correction::Late,
            false => Correction::At,
        };
        let Some(run) = self.question_at(slot, question) else { return };
        which.iter().for_each(|_| run.index_marks());
        let Some(run) = self.slots.get(slot).and_then(|slot| slot.questions.get(question)) else {
            return;
        };
        let position = which.and_then(|which| run.mark_of(mark, which));
        let at = position.zip(to).map(|(position, to)| self.time_of(run, position, to));
        // As it counts, where a file puts it out of its order.
        let to = run.shown.zip(at).map(|(shown, at)| self.running(shown, at)).or(to);
        let Some(run) = self.question_at(slot, question) else { return };
        if mark == Correctable::FirstAnswer && position.is_some() == which.is_some() {
            run.correction = Some(to.map_or(Correction::Never, said));
        }
        let Some(position) = position else { return };
        for think in run.correct(position, at) {
            self.cap_think(header, (slot, question), think);
        }
    }

    /// When a mark was that was given so much running time after its question was shown. The order
    /// of the marks stays.
    fn time_of(&self, run: &QuestionRun, position: usize, to: Duration) -> Elapsed {
        let (Some(shown), Some(mark)) = (run.shown, run.marks.get(position)) else {
            return self.now;
        };
        // Of all the moments of a pause, the one that it was marked in.
        for at in [mark.at, mark.given] {
            if self.running(shown, at) == to {
                return at;
            }
        }
        let (from, until) = run.room(position, self.question_end(run));
        let at = self.point(Account::Running, shown, to).unwrap_or(until);
        at.min(until).max(from)
    }

    fn cap_think(&mut self, header: &Header, (slot, question): (usize, usize), think: usize) {
        let Some(run) = self.question_at(slot, question) else { return };
        let Some(from) = run.thinks.get(&think).map(|think| think.from) else { return };
        let limit = self.point(Account::Running, from, header.limits.think);
        self.slots[slot].questions[question].cap_think(think, limit);
    }

    /// Takes what the review of a slot says.
    pub(super) fn reviewed(&mut self, round: &Round, slot: usize, said: ReviewAnswer) {
        if let Some(question) = said.question {
            // None of the stories, after all.
            if said.ask.is(ReviewAsk::Story)
                && let Some(run) = self.question_at(slot, question)
            {
                run.story = None;
            }
            self.points_said(round, (slot, question), &said.ask, &said.answer, usize::MAX);
        }
        if let Some(run) = self.slots.get_mut(slot) {
            run.review(said);
        }
    }

    /// The review says which points of a list were made, of the first so many.
    pub(super) fn points_said(
        &mut self,
        round: &Round,
        (slot, question): (usize, usize),
        ask: &Kept<ReviewAsk>,
        answer: &str,
        until: usize,
    ) {
        let planned = round.slots.get(slot).and_then(|slot| slot.questions.get(question));
        let Some((planned, run)) = planned.zip(self.question_at(slot, question)) else { return };
        let (said, count) = match ask {
            Kept::Known(ReviewAsk::KeyPoints) => {
                let points = planned.key_points();
                let said = numbers(answer, points.len());
                run.ticked.extend(said.iter().map(|at| points[*at]));
                let is_ticked = |at: &usize| run.ticked.contains(&points[*at]);
                let ticked = (0..points.len()).filter(is_ticked).collect();
                run.made = Some(PointsMade::of(&points, &ticked, until));
                (said, points.len())
            }
            Kept::Known(ReviewAsk::Checklist) => {
                let points = planned.asked_points();
                let said = numbers(answer, points.len());
                run.made = Some(PointsMade::of(&points, &said, until));
                (said, points.len())
            }
            Kept::Known(ReviewAsk::Facts) => {
                run.facts_said = numbers(answer, planned.facts().len());
                (run.facts_said.clone(), planned.facts().len())
            }
            _ => return,
        };
        run.so_far.remove(ask);
        if until < count {
            run.so_far.insert(ask.clone(), SaidSoFar { until, said });
        }
    }
}

/// Positions from 0 of what an answer names by numbers from 1, of so many; all else says nothing.
fn numbers(answer: &str, of: usize) -> BTreeSet<usize> {
    let numbers = answer.split([',', ' ']).filter_map(|said| said.parse::<usize>().ok());
    numbers.filter(|number| (1..=of).contains(number)).map(|number| number - 1).collect()
}
