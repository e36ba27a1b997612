//! How much likelier a draw should take a question: one that is due, or on a topic whose first
//! answers are slow.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::past::Practised;
use super::recall::{drill_due, due};
use crate::round::bank::Bank;
use crate::round::part::Part;
use crate::round::{Question, QuestionId, QuestionKind};
use crate::text::clean_line;
use crate::word::Word;

/// What is due is so many times as likely.
const DUE: f64 = 4.0;

/// A topic is at most so many times as likely.
const SLOWEST: f64 = 3.0;

/// Fewer answers on a topic say nothing of it.
const ANSWERS: usize = 3;

/// What a draw is weighed by, and why, a line each.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Weighed {
    /// How much likelier than the rest, by the questions' ids.
    pub(crate) weights: BTreeMap<QuestionId, f64>,
    /// Why.
    pub(crate) why: Vec<String>,
    /// The topics that the text names, and on which nothing can be asked of what there is.
    pub(crate) unasked: Vec<String>,
}

/// The weights of the questions of these kinds that can be asked.
pub(crate) fn weigh(
    past: &[Practised],
    today: Date,
    bank: &Bank,
    kinds: &[QuestionKind],
    can_ask: impl Fn(&Question) -> bool,
) -> Weighed {
    let due = due(past, today);
    let mut weighed = Weighed { weights: BTreeMap::new(), why: Vec::new(), unasked: Vec::new() };
    for (at, &kind) in kinds.iter().enumerate() {
        if kinds[..at].contains(&kind) {
            continue;
        }
        let asked: Vec<&Question> = bank.of_kind(kind).filter(|of| can_ask(of)).collect();
        let mut slow = slow_topics(past, kind);
        slow.retain(|(topic, _)| asked.iter().any(|of| of.topics.iter().any(|of| of == topic)));
        for question in asked {
            let times =
                slow.iter().filter(|(topic, _)| question.topics.iter().any(|of| of == topic));
            let most = times.map(|(_, times)| times.min(SLOWEST)).fold(1.0, f64::max);
            if most > 1.0 {
                weighed.weights.insert(question.id.clone(), most);
            }
        }
        let found = drill_due(&due, bank, (kind, Part::Whole), &can_ask);
        for id in &found.questions {
            *weighed.weights.entry(id.clone()).or_insert(1.0) *= DUE;
        }
        if let Some((topic, times)) = slow.first() {
            weighed.why.push(format!(
                "{}: your slowest first answers in {}, {times:.1} times their limit",
                clean_line(topic),
                kind.word()
            ));
        }
        weighed.why.extend(found.counted().map(|of| format!("{of} due in {}", kind.word())));
    }
    weighed
}

/// The topics of a kind whose first answers are late on the mean, the slowest first.
fn slow_topics(past: &[Practised], kind: QuestionKind) -> Vec<(&str, f64)> {
    let mut shares: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for (_, topics, share) in past.iter().flat_map(|of| &of.topics).filter(|of| of.0 == kind) {
        for topic in topics {
            shares.entry(topic).or_default().push(*share);
        }
    }
    let mut slow = Vec::new();
    for (topic, shares) in shares {
        let mean = shares.iter().sum::<f64>() / shares.len() as f64;
        if shares.len() >= ANSWERS && mean > 1.0 {
            slow.push((topic, mean));
        }
    }
    slow.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    slow
}
