//! What of a list seems to have been said, as a transcript has it: suggestions for its prompt.

use std::time::Duration;

use super::{Prompt, SlotReview};
use crate::round::{CheckItem, Planned, handout};
use crate::session::Session;
use crate::session::timeline::Timeline;
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
    /// The same with what of its lists seems to have been said.
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
            let said =
                seems_said(within(timeline, (self.slot, found), words), &told(plan), &points);
            let shown = timeline.slots[self.slot].questions[found].shown.unwrap_or_default();
            let suggestion = |of: SeemsSaid| HeardPoint {
                number: of.point + 1,
                at: timeline.running(shown, of.at),
                words: of.heard,
            };
            if let Prompt::KeyPoints { heard, .. } | Prompt::Checklist { heard, .. } = ask {
                *heard = said.into_iter().map(suggestion).collect();
            }
        }
        self
    }
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
