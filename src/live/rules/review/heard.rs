//! What of a list seems to have been said, as a transcript has it: suggestions for its prompt.

use std::time::Duration;

use super::open::is_reviewed;
use super::{Prompt, SlotReview};
use crate::round::{CheckItem, Planned, handout};
use crate::session::Session;
use crate::session::asked::ReviewAsk;
use crate::session::timeline::Timeline;
use crate::text::clean;
use crate::words::{SaidWord, SeemsSaid, seems_said};

/// A point that seems to have been said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HeardPoint {
    /// Its number in the list, from 1.
    pub(crate) number: usize,
    /// When, running time of the question.
    pub(crate) at: Duration,
    /// By which words.
    pub(crate) words: Vec<String>,
}

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
            let found = match ask {
                Prompt::KeyPoints { question, .. } | Prompt::Checklist { question, .. } => {
                    *question
                }
                _ => continue,
            };
            let Some(plan) = session.slot(self.slot).and_then(|slot| slot.questions.get(found))
            else {
                continue;
            };
            let points = points(ask, plan);
            let place = (self.slot, found);
            let said = suggested(timeline, place, words, plan, &points);
            if let Prompt::KeyPoints { heard, .. } | Prompt::Checklist { heard, .. } = ask {
                *heard = said;
            }
        }
        for facts in self.facts_heard(session, timeline, words) {
            // Behind the other lists of its question.
            let is_before = |ask: &Prompt| lists(ask).is_some_and(|of| Some(of) <= lists(&facts));
            let at =
                self.asks.iter().rposition(is_before).map_or(self.asks.len().min(1), |at| at + 1);
            self.asks.insert(at, facts);
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
    ) -> Vec<Prompt> {
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
            let mut heard = suggested(timeline, (self.slot, question), words, plan, &texts);
            heard.retain(|of| !given(of.number - 1));
            if !heard.is_empty() {
                let title = clean(&plan.question.title);
                let facts = facts.iter().enumerate();
                let facts = facts.map(|(at, fact)| (clean(&fact.name), given(at))).collect();
                found.push(Prompt::Facts { question, title, facts, heard });
            }
        }
        found
    }
}

/// The question whose points or facts it lists.
fn lists(ask: &Prompt) -> Option<usize> {
    match ask {
        Prompt::KeyPoints { question, .. }
        | Prompt::Checklist { question, .. }
        | Prompt::Facts { question, .. } => Some(*question),
        _ => None,
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
    let shown = timeline.slots[slot].questions[question].shown.unwrap_or_default();
    let suggestion = |of: SeemsSaid| HeardPoint {
        number: of.point + 1,
        at: timeline.running(shown, of.at),
        words: of.heard,
    };
    said.into_iter().map(suggestion).collect()
}

/// The points that a prompt lists, each with what it comes to.
fn points(ask: &Prompt, plan: &Planned) -> Vec<String> {
    let whole = |of: &CheckItem| format!("{}: {}", of.item, of.detail);
    match ask {
        Prompt::KeyPoints { .. } => {
            let phase = plan.answer_phase().map_or(0, |answer| answer + 1);
            plan.checklist(phase).iter().map(whole).collect()
        }
        _ => {
            let asked = plan.asked_points().into_iter();
            asked.map(|(phase, item)| whole(&plan.checklist(phase)[item])).collect()
        }
    }
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
