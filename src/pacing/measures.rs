//! The measures, a row each: what one is called and counted in, which way is better, how it is read
//! from a question, and how the questions of a round make one value of it. Every interface goes by
//! a list at the end of this file; a new measure is a row, and its name in the lists that show it.

use std::ops::RangeInclusive;
use std::time::Duration;

use super::phases::groups;
use super::{Known, QuestionPacing, SlotPacing, Stay};
use crate::round::limits::{Limits, Verdict};
use crate::session::asked::Dimension;
use crate::time::seconds::to_f64;

/// A measure, in every interface by the same key.
#[derive(Debug)]
pub(crate) struct Measure {
    /// What machines call it; times end in `_s`.
    pub(crate) key: &'static str,
    /// What a person reads.
    pub(crate) name: &'static str,
    /// What its values are counted in.
    pub(crate) unit: Unit,
    /// Which way is better; `None` where neither is in itself.
    pub(crate) better: Option<Better>,
    /// Which questions have it at all.
    pub(crate) applies: fn(&QuestionPacing) -> bool,
    /// Its value of a question that was shown; `None` is not known.
    pub(crate) read: fn(&QuestionPacing) -> Option<f64>,
    /// What is known where there is no value.
    pub(crate) lacking: fn(&QuestionPacing) -> Option<Lacking>,
    /// What a question's value is held against.
    pub(crate) limit: fn(&QuestionPacing) -> Option<Duration>,
    /// How trends follow it; `None` where they don't.
    pub(crate) in_round: Option<InRound>,
}

impl PartialEq for Measure {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

/// What the values of a measure are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Seconds of running time.
    Seconds,
    /// A part of a whole, 0 to 1.
    Share,
    /// How many.
    Count,
    /// A rating, 1 to 4.
    Rating,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Better {
    /// More.
    Higher,
    /// Less.
    Lower,
}

/// What is known of a measure that has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lacking {
    /// It never came.
    Never,
    /// It didn't come in so long.
    NotIn(Duration),
}

/// How the slots of one kind in a round make one value.
#[derive(Debug)]
pub(crate) struct InRound {
    /// What counts.
    pub(crate) of: Counts,
    /// How that makes one value; `None` of nothing.
    pub(crate) fold: fn(&[f64]) -> Option<f64>,
    /// Whether it is heard: without sound there is no value.
    pub(crate) heard: bool,
    /// The dimension of the self-rating that it stands beside.
    pub(crate) beside: Option<Dimension>,
    /// What is said where it was higher, and where it was lower; `{kind}` and `{size}` stand for
    /// the kind of slot and the size of the change.
    pub(crate) says: [&'static str; 2],
}

/// What counts of a round.
#[derive(Debug)]
pub(crate) enum Counts {
    /// A value a question, if it has one.
    Question(fn(&QuestionPacing) -> Option<f64>),
    /// Values of a question's phases.
    Phases(fn(&QuestionPacing, &Limits) -> Vec<f64>),
    /// Values of a slot.
    Slot(fn(&SlotPacing) -> Vec<f64>),
}

impl InRound {
    /// The value of these questions and slots.
    pub(crate) fn value(
        &self,
        questions: &[&QuestionPacing],
        slots: &[&SlotPacing],
        limits: &Limits,
    ) -> Option<f64> {
        let mut values: Vec<f64> = Vec::new();
        match self.of {
            Counts::Question(read) => {
                values.extend(questions.iter().filter_map(|question| read(question)));
            }
            Counts::Phases(read) => {
                values.extend(questions.iter().flat_map(|question| read(question, limits)));
            }
            Counts::Slot(read) => values.extend(slots.iter().flat_map(|slot| read(slot))),
        }
        (self.fold)(&values)
    }
}

/// A row of which nothing is said yet.
const ROW: Measure = Measure {
    key: "",
    name: "",
    unit: Unit::Seconds,
    better: None,
    applies: |_| true,
    read: |_| None,
    lacking: |_| None,
    limit: |_| None,
    in_round: None,
};

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
    applies: |of| of.first_answer.known != Known::NotAsked,
    read: |of| Some(to_f64(of.first_answer.at?.in_question)),
    lacking: |of| (of.first_answer.known == Known::Never).then_some(Lacking::Never),
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
        Known::Marked | Known::Corrected => (FIRST_ANSWER.read)(question),
        // An answer that never came is later than any that was due, however soon the question was
        // given up.
        Known::Never => Some(to_f64(question.actual?.max(question.planned))),
        Known::Unknown | Known::NotAsked => None,
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
    let keeps = |group: RangeInclusive<usize>| keeps_to_budget(question, &group, limits);
    groups.into_iter().map(keeps).map(f64::from).collect()
}

fn keeps_to_budget(
    question: &QuestionPacing,
    group: &RangeInclusive<usize>,
    limits: &Limits,
) -> bool {
    let phases = &question.phases[group.clone()];
    let planned: Duration = phases.iter().map(|phase| phase.planned).sum();
    let stays = question.stays.iter().filter(|stay| group.contains(&stay.first));
    let used: Duration = stays.map(Stay::length).sum();
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
