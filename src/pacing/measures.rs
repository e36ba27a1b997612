//! The measures, a row each: what one is called and counted in, which way is better, how it is read
//! from a question, and how the questions of a round make one value of it. Every interface goes by
//! a list at the end of this file; a new measure is a row, and its name in the lists that show it.

mod row;

use std::ops::RangeInclusive;
use std::time::Duration;

use super::phases::groups;
use super::{AnswerKnown, QuestionPacing, Stay};
use crate::round::limits::{Limits, Verdict};
use crate::session::asked::Dimension;
use crate::time::seconds::to_f64;
pub(crate) use row::{Better, InRound, Lacking, Measure, Unit};
use row::{Counts, ROW};

/// The budgets of the phases together.
pub(crate) static PLANNED: Measure =
    Measure { key: "planned_s", name: "planned", read: |of| Some(to_f64(of.planned)), ..ROW };

/// The whole question.
pub(crate) static WHOLE: Measure =
    Measure { key: "actual_s", name: "whole question", read: |of| of.actual.map(to_f64), ..ROW };

/// When the candidate began to speak.
pub(crate) static FIRST_WORDS: Measure = Measure {
    key: "first_words_s",
    name: "first words",
    better: Some(Better::Lower),
    read: |of| Some(to_f64(of.first_words?.in_question)),
    lacking: |of| of.wordless.map(Lacking::NotIn),
    limit: |of| Some(of.limits.first_words?.late),
    ..ROW
};

/// Heard from the beginning without a word, where none came.
pub(crate) static WORDLESS: Measure = Measure {
    key: "wordless_s",
    name: "without a word",
    better: Some(Better::Lower),
    read: |of| of.wordless.map(to_f64),
    ..ROW
};

/// When the first answer came. In a round it is the median of the questions; one that never came
/// counts with the whole length of its question, which is less than it would have taken.
pub(crate) static FIRST_ANSWER: Measure = Measure {
    key: "first_answer_s",
    name: "first answer",
    better: Some(Better::Lower),
    applies: |of| of.first_answer.known != AnswerKnown::NotAsked,
    read: |of| Some(to_f64(of.first_answer.at?.in_question)),
    lacking: |of| (of.first_answer.known == AnswerKnown::Never).then_some(Lacking::Never),
    limit: |of| Some(of.limits.first_answer?.late),
    in_round: Some(InRound {
        of: Counts::Question(first_answer_or_all),
        fold: median,
        heard: false,
        beside: Some(Dimension::Time),
        says: [
            "first answers in {kind} came {size} later",
            "first answers in {kind} came {size} sooner",
        ],
    }),
    ..ROW
};

/// How long a told answer was.
pub(crate) static ANSWER: Measure = Measure {
    key: "answer_s",
    name: "answer",
    applies: |of| of.limits.answer.is_some(),
    read: |of| Some(to_f64(of.answer?.length())),
    limit: |of| Some(of.limits.answer?.longest),
    ..ROW
};

/// The longest silence after the first words. In a round that before them counts, too.
pub(crate) static LONGEST_SILENCE: Measure = Measure {
    key: "longest_silence_s",
    name: "longest silence",
    better: Some(Better::Lower),
    read: |of| of.longest_silence.map(to_f64),
    in_round: Some(InRound {
        of: Counts::Question(longest_wait),
        fold: most,
        heard: true,
        beside: Some(Dimension::Communication),
        says: [
            "the longest silence in {kind} was {size} longer",
            "the longest silence in {kind} was {size} shorter",
        ],
    }),
    ..ROW
};

/// The share of the heard time that held speech.
pub(crate) static TALKING_SHARE: Measure = Measure {
    key: "talking_share",
    name: "talking share",
    unit: Unit::Share,
    read: |of| of.talking_share,
    in_round: Some(InRound {
        of: Counts::Question(|of| of.talking_share),
        fold: mean,
        heard: true,
        beside: Some(Dimension::Communication),
        says: ["talking in {kind} took {size} more", "talking in {kind} took {size} less"],
    }),
    ..ROW
};

/// Silences at or past their limit.
pub(crate) static SILENT_STRETCHES: Measure = Measure {
    key: "silent_stretches",
    name: "silent stretches",
    unit: Unit::Count,
    better: Some(Better::Lower),
    read: |of| of.talking_share.map(|_| of.silent_stretches.len() as f64),
    ..ROW
};

/// The thinks that were asked for.
pub(crate) static THINKS: Measure = Measure {
    key: "thinks",
    name: "thinks",
    unit: Unit::Count,
    read: |of| of.shown.map(|_| of.thinks.len() as f64),
    ..ROW
};

/// Time paused.
pub(crate) static PAUSED: Measure = Measure {
    key: "paused_s",
    name: "paused",
    read: |of| of.shown.map(|_| to_f64(of.pauses.iter().map(|(_, length)| *length).sum())),
    ..ROW
};

/// The share of the phases that kept to their budget and were not missed; phases that no mark tells
/// apart count as one. A question that says nothing of its phases says nothing here.
pub(crate) static WITHIN_BUDGET: Measure = Measure {
    key: "within_budget",
    name: "phases within budget",
    unit: Unit::Share,
    better: Some(Better::Higher),
    in_round: Some(InRound {
        of: Counts::Phases(within_budget),
        fold: mean,
        heard: false,
        beside: Some(Dimension::Time),
        says: [
            "phases within budget in {kind} were {size} more",
            "phases within budget in {kind} were {size} fewer",
        ],
    }),
    ..ROW
};

/// The candidate's own rating: the mean of its dimensions.
pub(crate) static SELF_RATING: Measure = Measure {
    key: "self_rating",
    name: "self-rating",
    unit: Unit::Rating,
    in_round: Some(InRound {
        of: Counts::Slot(|slot| slot.self_rating.values().map(|of| f64::from(*of)).collect()),
        fold: mean,
        heard: false,
        beside: None,
        says: [
            "you rated yourself {size} higher in {kind}",
            "you rated yourself {size} lower in {kind}",
        ],
    }),
    ..ROW
};

/// Fields of a question in the JSON report: of words and answers …
pub(crate) static REPORTED: [&Measure; 4] = [&FIRST_WORDS, &WORDLESS, &FIRST_ANSWER, &ANSWER];

/// … and of what was heard.
pub(crate) static REPORTED_SPEECH: [&Measure; 1] = [&TALKING_SHARE];

/// A line of `compare` each.
pub(crate) static COMPARED: [&Measure; 6] =
    [&FIRST_WORDS, &FIRST_ANSWER, &ANSWER, &LONGEST_SILENCE, &TALKING_SHARE, &WHOLE];

/// A column of the exported questions each.
pub(crate) static EXPORTED: [&Measure; 11] = [
    &PLANNED,
    &WHOLE,
    &FIRST_WORDS,
    &WORDLESS,
    &FIRST_ANSWER,
    &ANSWER,
    &TALKING_SHARE,
    &LONGEST_SILENCE,
    &SILENT_STRETCHES,
    &THINKS,
    &PAUSED,
];

/// What `trends` follow: each has an [`InRound`].
pub(crate) static FOLLOWED: [&Measure; 5] =
    [&FIRST_ANSWER, &LONGEST_SILENCE, &TALKING_SHARE, &WITHIN_BUDGET, &SELF_RATING];

/// Beside a rating in the report, each with its limit.
pub(crate) static BESIDE_RATING: [&Measure; 3] = [&FIRST_ANSWER, &FIRST_WORDS, &ANSWER];

fn first_answer_or_all(question: &QuestionPacing) -> Option<f64> {
    match question.first_answer.known {
        AnswerKnown::Marked | AnswerKnown::Corrected => (FIRST_ANSWER.read)(question),
        // An answer that never came is later than any that was due, however soon the question was
        // given up.
        AnswerKnown::Never => Some(to_f64(question.actual?.max(question.planned))),
        AnswerKnown::Unknown | AnswerKnown::NotAsked => None,
    }
}

/// Heard and wordless at the question's beginning is silent too, though the report calls it first
/// words.
fn longest_wait(question: &QuestionPacing) -> Option<f64> {
    let first_words = question.first_words.map(|at| at.in_question);
    let waited = first_words.max(question.wordless);
    question.longest_silence.max(waited).map(to_f64)
}

/// Of each phase, or run of phases that no mark tells apart: 1 if it kept to its budget and was not
/// missed, else 0.
fn within_budget(question: &QuestionPacing, limits: &Limits) -> Vec<f64> {
    let groups = groups(question.phases.len(), &question.stays);
    let is_told = groups.len() > 1 || question.phases.iter().any(|phase| phase.actual.is_some());
    if !is_told {
        return Vec::new();
    }
    let mut kept = Vec::new();
    for group in groups {
        kept.push(f64::from(keeps_to_budget(question, &group, limits)));
    }
    kept
}

fn keeps_to_budget(
    question: &QuestionPacing,
    group: &RangeInclusive<usize>,
    limits: &Limits,
) -> bool {
    let stays = question.stays.iter().filter(|stay| group.contains(&stay.first));
    let used: Duration = stays.map(Stay::length).sum();
    let phases = &question.phases[group.clone()];
    let planned: Duration = phases.iter().map(|phase| phase.planned).sum();
    let is_missed = phases.len() == 1 && used < limits.phase_least(planned);
    limits.phase(planned, used) == Verdict::OnTime && !is_missed
}

/// The mean; `None` of nothing.
pub(crate) fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The value in the middle; of two in the middle, their mean.
pub(crate) fn median(values: &[f64]) -> Option<f64> {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        odd if odd % 2 == 1 => Some(values[middle]),
        _ => Some(f64::midpoint(values[middle - 1], values[middle])),
    }
}

fn most(values: &[f64]) -> Option<f64> {
    values.iter().copied().reduce(f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_one_measures_and_times_end_in_their_unit() {
        let lists: [&[&Measure]; 4] = [&COMPARED, &EXPORTED, &FOLLOWED, &BESIDE_RATING];
        let all: Vec<&Measure> = lists.into_iter().flatten().copied().collect();
        for one in &all {
            assert_eq!(one.key.ends_with("_s"), one.unit == Unit::Seconds, "{}", one.key);
            for other in &all {
                assert_eq!(one.key == other.key, one.name == other.name, "{}", one.key);
            }
        }
        assert!(FOLLOWED.iter().all(|of| of.in_round.is_some()));
    }
}
