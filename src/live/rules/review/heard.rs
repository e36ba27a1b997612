//! What of a list seems to have been said, as a transcript has it: suggestions for its prompt.

mod asked_for;
#[cfg(test)]
mod measured;

use std::cmp::Reverse;

use self::asked_for::asked_for;
use super::list::{HeardPoint, ListPoint};
use super::open::is_reviewed;
use super::{ListAsk, ListOf, Prompt, SlotReview};
use crate::round::{Planned, handout};
use crate::session::Session;
use crate::session::asked::ReviewAsk;
use crate::session::timeline::Timeline;
use crate::text::clean;
use crate::words::{SaidWord, SeemsSaid, seems_said};

impl SlotReview {
    /// The same with what of its lists seems to have been said, and lists of facts that seem to
    /// have been asked for.
    pub(crate) fn suggesting(
        mut self,
        session: &Session,
        timeline: &Timeline,
        words: &[SaidWord],
    ) -> Self {
        for ask in self.asks.iter_mut().chain(&mut self.left_out) {
            let Prompt::List(list) = ask else { continue };
            let question = list.question;
            let Some(plan) = session.slot(self.slot).and_then(|slot| slot.questions.get(question))
            else {
                continue;
            };
            let points = points(list.of, plan);
            list.heard = suggested(timeline, (self.slot, question), words, plan, &points);
        }
        for facts in self.facts_heard(session, timeline, words) {
            // Behind the other lists of its question.
            let is_before =
                |ask: &Prompt| matches!(ask, Prompt::List(list) if list.question <= facts.question);
            let at =
                self.asks.iter().rposition(is_before).map_or(self.asks.len().min(1), |at| at + 1);
            self.asks.insert(at, Prompt::List(facts));
        }
        self.leave_out();
        self
    }

    /// What is to be asked about the facts of a slot's terse questions, where any of those that no
    /// mark says seem to have been asked for.
    fn facts_heard(
        &self,
        session: &Session,
        timeline: &Timeline,
        words: &[SaidWord],
    ) -> Vec<ListAsk> {
        let (Some(slot), Some(run)) = (session.slot(self.slot), timeline.slots.get(self.slot))
        else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for (question, (plan, of)) in slot.questions.iter().zip(&run.questions).enumerate() {
            if is_reviewed(run, Some(question), ReviewAsk::Facts) {
                continue;
            }
            let given = |fact: usize| of.facts.iter().any(|(_, given)| *given == fact);
            let facts = plan.facts();
            let texts: Vec<String> =
                facts.iter().map(|fact| format!("{}: {}", fact.name, fact.line())).collect();
            let facts = facts.iter().enumerate().map(|(at, fact)| ListPoint {
                phase: None,
                text: clean(&fact.name),
                is_marked: given(at),
            });
            let of = (question, clean(&plan.question.title));
            let so_far = run.questions[question].so_far.get(&ReviewAsk::Facts.into());
            let mut list = ListAsk::new(ListOf::Facts, of, facts.collect(), so_far);
            let said = within(timeline, (self.slot, question), words);
            let asked = asked_for(said, &told(plan), &plan.facts());
            list.heard = earliest(
                suggested(timeline, (self.slot, question), words, plan, &texts),
                heard_at(timeline, (self.slot, question), asked),
            );
            list.heard.retain(|of| of.number > list.from && !given(of.number - 1));
            if !list.heard.is_empty() {
                found.push(list);
            }
        }
        found
    }
}

/// Which of some texts seem to have been said while a question was asked.
fn suggested(
    timeline: &Timeline,
    (slot, question): (usize, usize),
    words: &[SaidWord],
    plan: &Planned,
    texts: &[String],
) -> Vec<HeardPoint> {
    let said = seems_said(within(timeline, (slot, question), words), &told(plan), texts);
    heard_at(timeline, (slot, question), said)
}

/// Of two lists each point once, by what was said of it first.
fn earliest(one: Vec<HeardPoint>, other: Vec<HeardPoint>) -> Vec<HeardPoint> {
    let mut both = [one, other].concat();
    both.sort_by_key(|of| (of.number, of.at, Reverse(of.words.len())));
    both.dedup_by_key(|of| of.number);
    both
}

/// What was said, with its time in the question.
fn heard_at(
    timeline: &Timeline,
    (slot, question): (usize, usize),
    said: Vec<SeemsSaid>,
) -> Vec<HeardPoint> {
    let shown = timeline.slots[slot].questions[question].shown.unwrap_or_default();
    let suggestion = |of: SeemsSaid| HeardPoint {
        number: of.point + 1,
        at: timeline.running(shown, of.at),
        words: of.heard,
    };
    said.into_iter().map(suggestion).collect()
}

/// The points of a list, each with what it comes to.
fn points(of: ListOf, plan: &Planned) -> Vec<String> {
    let points = match of {
        ListOf::KeyPoints => plan.key_points(),
        ListOf::Checklist | ListOf::Facts => plan.asked_points(),
    };
    let items = points.into_iter().map(|(phase, item)| &plan.checklist(phase)[item]);
    items.map(|of| format!("{}: {}", of.item, of.detail)).collect()
}

/// What the candidate read, in whose words everybody speaks.
fn told(plan: &Planned) -> String {
    format!("{} {}", plan.question.title, handout::told_markdown(plan))
}

/// The words that were said while a question was asked.
fn within<'w>(
    timeline: &Timeline,
    (slot, question): (usize, usize),
    words: &'w [SaidWord],
) -> &'w [SaidWord] {
    let run = &timeline.slots[slot].questions[question];
    let Some(shown) = run.shown else { return &[] };
    let end = timeline.question_end(run);
    let from = words.partition_point(|word| word.from < shown);
    let to = words.partition_point(|word| word.from < end).max(from);
    &words[from..to]
}
