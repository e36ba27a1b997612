//! What trends follow: how the questions and slots of a round make one value of a measure, and what
//! is said where it changed.

use std::ops::RangeInclusive;
use std::time::Duration;

use super::{
    FIRST_ANSWER, LONGEST_SILENCE, Measure, SELF_RATING, TALKING_SHARE, WITHIN_BUDGET, mean, median,
};
use crate::pacing::phases::groups;
use crate::pacing::{AnswerKnown, QuestionPacing, SlotPacing, Stay};
use crate::round::limits::{Limits, Verdict};
use crate::session::asked::Dimension;
use crate::time::seconds::to_f64;

/// What `trends` follow, in their order.
pub(crate) static FOLLOWED: [Followed; 5] = [
    Followed {
        measure: &FIRST_ANSWER,
        of: Counts::Question(first_answer_or_all),
        fold: median,
        heard: false,
        beside: Some(Dimension::Time),
        says: Says {
            higher: "first answers in {kind} came {size} later",
            lower: "first answers in {kind} came {size} sooner",
        },
    },
    Followed {
        measure: &LONGEST_SILENCE,
        of: Counts::Question(|of| longest_wait(of).map(to_f64)),
        fold: most,
        heard: true,
        beside: Some(Dimension::Communication),
        says: Says {
            higher: "the longest silence in {kind} was {size} longer",
            lower: "the longest silence in {kind} was {size} shorter",
        },
    },
    Followed {
        measure: &TALKING_SHARE,
        of: Counts::Question(|of| of.talking_share),
        fold: mean,
        heard: true,
        beside: Some(Dimension::Communication),
        says: Says {
            higher: "talking in {kind} took {size} more",
            lower: "talking in {kind} took {size} less",
        },
    },
    Followed {
        measure: &WITHIN_BUDGET,
        of: Counts::Phases(within_budget),
        fold: mean,
        heard: false,
        beside: Some(Dimension::Time),
        says: Says {
            higher: "phases within budget in {kind} were {size} more",
            lower: "phases within budget in {kind} were {size} fewer",
        },
    },
    Followed {
        measure: &SELF_RATING,
        of: Counts::Slot(|slot| slot.self_rating.values().map(|of| f64::from(*of)).collect()),
        fold: mean,
        heard: false,
        beside: None,
        says: Says {
            higher: "you rated yourself {size} higher in {kind}",
            lower: "you rated yourself {size} lower in {kind}",
        },
    },
];

/// A measure that trends follow, and how the slots of one kind in a round make one value of it.
#[derive(Debug)]
pub(crate) struct Followed {
    /// What is measured.
    pub(crate) measure: &'static Measure,
    /// What counts.
    pub(crate) of: Counts,
    /// How that makes one value; `None` of nothing.
    pub(crate) fold: fn(&[f64]) -> Option<f64>,
    /// Whether it is heard: without sound there is no value.
    pub(crate) heard: bool,
    /// The dimension of the self-rating that it stands beside.
    pub(crate) beside: Option<Dimension>,
    /// What is said of a change.
    pub(crate) says: Says,
}

/// What is said where a value was higher, and where it was lower; `{kind}` and `{size}` stand for
/// the kind of slot and the size of the change.
#[derive(Debug)]
pub(crate) struct Says {
    pub(crate) higher: &'static str,
    pub(crate) lower: &'static str,
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

impl PartialEq for Followed {
    fn eq(&self, other: &Self) -> bool {
        self.measure == other.measure
    }
}

impl Followed {
    /// The value of these questions and slots.
    pub(crate) fn value(
        &self,
        questions: &[&QuestionPacing],
        slots: &[&SlotPacing],
        limits: &Limits,
    ) -> Option<f64> {
        let values: Vec<f64> = match self.of {
            Counts::Question(read) => questions.iter().copied().filter_map(read).collect(),
            Counts::Phases(read) => {
                questions.iter().flat_map(|question| read(question, limits)).collect()
            }
            Counts::Slot(read) => slots.iter().copied().flat_map(read).collect(),
        };
        (self.fold)(&values)
    }
}

fn first_answer_or_all(question: &QuestionPacing) -> Option<f64> {
    match question.first_answer.known {
        AnswerKnown::Marked | AnswerKnown::Corrected => (FIRST_ANSWER.read)(question),
        // An answer that never came is later than any that was due, however soon the question was
        // given up.
        AnswerKnown::Never => Some(to_f64(question.actual?.max(question.planned))),
        AnswerKnown::Unknown | AnswerKnown::NotAsked => None,
    }
}

/// The longest that nothing was said in a question. Heard and wordless at its beginning is silent
/// too, though the report calls it first words.
pub(crate) fn longest_wait(question: &QuestionPacing) -> Option<Duration> {
    let first_words = question.first_words.map(|at| at.in_question);
    question.longest_silence.max(first_words.max(question.wordless))
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

fn most(values: &[f64]) -> Option<f64> {
    values.iter().copied().reduce(f64::max)
}
