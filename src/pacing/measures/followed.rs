//! What trends follow: how the questions and slots of a round make one value of a measure, what
//! that is held against, and what is said where it changed.

use std::time::Duration;

use super::bounds::{Bounds, Figure, Fold};
use super::{
    ACTION_SHARE, ANSWER, BEATS, CASES_PASSED, FIRST_ANSWER, FIRST_PASS, IN_LENGTH,
    LONGEST_SILENCE, Lacking, Measure, PAUSES, POINTS_SAID, PROBED, Reading, SELF_RATING,
    TALKING_SHARE, WHOLE, WITHIN_BUDGET,
};
use crate::pacing::exercise::Exercise;
use crate::pacing::flags::{self, FIRST_ANSWER as FIRST, Tolerance};
use crate::pacing::{AnswerKnown, LongestSilence, QuestionPacing, SlotPacing, budgets};
use crate::round::Brief;
use crate::round::limits::Limits;
use crate::session::asked::Dimension;
use crate::time::seconds::to_f64;

/// What `trends` follow, in their order.
pub(crate) static FOLLOWED: [Followed; 15] = [
    Followed {
        stands_in: never_came,
        says_of_never: [
            "no first answers came in {exercise}",
            "first answers came in {exercise}, as none had",
        ],
        fold: Fold::Median,
        bounds: Some(|of, _| up_to(of.limits.first_answer.map(|limit| limit.late), FIRST)),
        beside: Some(Dimension::Time),
        ..Followed::new(
            &FIRST_ANSWER,
            "first answers in {exercise} came {size} later",
            "first answers in {exercise} came {size} sooner",
        )
    },
    Followed {
        fold: Fold::Median,
        bounds: Some(answer_length),
        trained_by: |exercise| matches!(exercise, Exercise::Whole(_) | Exercise::Probes),
        ..Followed::new(
            &ANSWER,
            "answers in {exercise} were {size} longer",
            "answers in {exercise} were {size} shorter",
        )
    },
    Followed {
        bounds: Some(|_, _| Bounds { least: Some(1.0), most: None, ..Bounds::NONE }),
        trained_by: |exercise| *exercise == Exercise::Ladder,
        ..Followed::new(
            &IN_LENGTH,
            "tellings in length in the {exercise} were {size} more",
            "tellings in length in the {exercise} were {size} fewer",
        )
    },
    Followed {
        bounds: Some(|_, limits| Bounds {
            least: Some(limits.star_action_share),
            most: None,
            ..Bounds::NONE
        }),
        ..Followed::new(
            &ACTION_SHARE,
            "the action in {exercise} took {size} more of the answer",
            "the action in {exercise} took {size} less of the answer",
        )
    },
    Followed {
        stands_in: never_passed,
        says_of_never: [
            "examples in {exercise} never all passed",
            "all examples in {exercise} passed, as they never had",
        ],
        fold: Fold::Median,
        trained_by: runs_code,
        ..Followed::new(
            &FIRST_PASS,
            "all examples in {exercise} passed {size} later",
            "all examples in {exercise} passed {size} sooner",
        )
    },
    Followed {
        bounds: Some(|_, _| Bounds { least: Some(1.0), most: None, ..Bounds::NONE }),
        trained_by: runs_code,
        ..Followed::new(
            &CASES_PASSED,
            "kept-back cases passed in {exercise} were {size} more",
            "kept-back cases passed in {exercise} were {size} fewer",
        )
    },
    Followed {
        trained_by: shows_points,
        ..Followed::new(
            &POINTS_SAID,
            "key points said in {exercise} were {size} more",
            "key points said in {exercise} were {size} fewer",
        )
    },
    Followed {
        bounds: Some(|of, limits| up_to(Some(limits.phase_allowed(of.planned)), flags::PHASE)),
        trained_by: |exercise| exercise.phase().is_some(),
        ..Followed::new(
            &WHOLE,
            "a question of {exercise} took {size} longer",
            "a question of {exercise} took {size} less",
        )
    },
    Followed {
        of: Counts::Question(|of| Some(to_f64(LongestSilence::of(of)?.length))),
        fold: Fold::Most,
        bounds: Some(|of, _| silence_limit(of)),
        by_place: true,
        heard: true,
        beside: Some(Dimension::Communication),
        ..Followed::new(
            &LONGEST_SILENCE,
            "the longest silence in {exercise} was {size} longer",
            "the longest silence in {exercise} was {size} shorter",
        )
    },
    Followed {
        heard: true,
        beside: Some(Dimension::Communication),
        ..Followed::new(
            &TALKING_SHARE,
            "talking in {exercise} took {size} more",
            "talking in {exercise} took {size} less",
        )
    },
    Followed {
        heard: true,
        ..Followed::new(
            &BEATS,
            "syllable beats per second in {exercise} were {size} more",
            "syllable beats per second in {exercise} were {size} fewer",
        )
    },
    Followed {
        heard: true,
        ..Followed::new(
            &PAUSES,
            "pauses a minute of talk in {exercise} were {size} more",
            "pauses a minute of talk in {exercise} were {size} fewer",
        )
    },
    Followed {
        fold: Fold::Median,
        heard: true,
        trained_by: has_conversation,
        ..Followed::new(
            &PROBED,
            "first words after a probe in {exercise} came {size} later",
            "first words after a probe in {exercise} came {size} sooner",
        )
    },
    Followed {
        of: Counts::Phases(within_budget),
        bounds: Some(|_, _| Bounds { least: Some(1.0), most: None, ..Bounds::NONE }),
        beside: Some(Dimension::Time),
        ..Followed::new(
            &WITHIN_BUDGET,
            "phases within budget in {exercise} were {size} more",
            "phases within budget in {exercise} were {size} fewer",
        )
    },
    Followed {
        of: Counts::Slot(|slot| slot.self_rating.values().map(|of| f64::from(*of)).collect()),
        ..Followed::new(
            &SELF_RATING,
            "you rated yourself {size} higher in {exercise}",
            "you rated yourself {size} lower in {exercise}",
        )
    },
];

/// A measure that trends follow, and how the questions and slots of a round that exercised one
/// thing make one value of it.
#[derive(Debug)]
pub(crate) struct Followed {
    /// What is measured.
    pub(crate) measure: &'static Measure,
    /// What counts.
    pub(crate) of: Counts,
    /// What stands in for the value of a question, where it is known that none came.
    stands_in: fn(&QuestionPacing) -> Option<f64>,
    /// What is said where none comes any more, and where one does that never had.
    pub(crate) says_of_never: [&'static str; 2],
    /// How that makes one value.
    pub(crate) fold: Fold,
    /// What a question's value is held against, where that is more than the limit of the measure.
    bounds: Option<fn(&QuestionPacing, &Limits) -> Bounds>,
    /// Whether that is another wherever the value was measured, and nothing in some places.
    pub(crate) by_place: bool,
    /// What it is followed in: elsewhere it has no value, or none that says anything.
    pub(crate) trained_by: fn(&Exercise) -> bool,
    /// Whether it is heard: without sound there is no value.
    pub(crate) heard: bool,
    /// The dimension of the self-rating that it stands beside.
    pub(crate) beside: Option<Dimension>,
    /// What is said of a change.
    pub(crate) says: Says,
}

/// What is said where a value was higher, and where it was lower; `{exercise}` and `{size}` stand
/// for what was exercised and the size of the change.
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
    /// The mean of what the questions measure, whatever they exercise, held against its
    /// limit.
    const fn new(measure: &'static Measure, higher: &'static str, lower: &'static str) -> Self {
        Self {
            measure,
            of: Counts::Question(measure.read),
            stands_in: |_| None,
            says_of_never: [lower, higher],
            fold: Fold::Mean,
            bounds: None,
            by_place: false,
            trained_by: |_| true,
            heard: false,
            beside: None,
            says: Says { higher, lower },
        }
    }

    /// The value of these questions and slots, and what it is held against.
    pub(crate) fn figure(
        &self,
        questions: &[&QuestionPacing],
        slots: &[&SlotPacing],
        limits: &Limits,
    ) -> Option<Figure> {
        let mut figures = Vec::new();
        for question in questions {
            let bounds = match self.bounds {
                Some(bounds) => bounds(question, limits),
                None => Bounds::up_to((self.measure.limit)(question)),
            };
            let values = match self.of {
                Counts::Question(read) => read(question).into_iter().collect(),
                Counts::Phases(read) => read(question, limits),
                Counts::Slot(_) => Vec::new(),
            };
            let measured = values.into_iter().map(Reading::measured);
            let readings = measured.chain((self.stands_in)(question).map(Reading::standing_in));
            figures.extend(readings.map(|reading| Figure { reading, bounds, of: 1 }));
        }
        if let Counts::Slot(read) = self.of {
            let readings = slots.iter().flat_map(|slot| read(slot)).map(Reading::measured);
            figures.extend(readings.map(|reading| Figure { reading, bounds: Bounds::NONE, of: 1 }));
        }
        self.fold.of(&figures)
    }
}

/// Whether its questions are answered with code.
fn runs_code(exercise: &Exercise) -> bool {
    matches!(exercise, Exercise::Whole(kind) if kind.has_code())
}

/// Whether an interviewer asks in it.
fn has_conversation(exercise: &Exercise) -> bool {
    match exercise {
        Exercise::Whole(kind) => kind.is_conversation(),
        Exercise::Phase(..) => true,
        Exercise::Ladder | Exercise::Probes => false,
    }
}

/// Whether its questions show their points: after the answer, or as the checklist of their phase.
fn shows_points(exercise: &Exercise) -> bool {
    match exercise {
        Exercise::Whole(kind) => Brief::blank(*kind).key_points().is_some(),
        Exercise::Phase(..) | Exercise::Probes => true,
        Exercise::Ladder => false,
    }
}

/// At most so long, and a flag from where the same tolerance ends as in the report.
fn up_to(limit: Option<Duration>, tolerance: Tolerance) -> Bounds {
    let flag = limit.map(|limit| to_f64(tolerance.flag(limit)));
    Bounds { flag, ..Bounds::up_to(limit.map(to_f64)) }
}

fn answer_length(question: &QuestionPacing, _: &Limits) -> Bounds {
    let Some(answer) = question.limits.answer else { return Bounds::NONE };
    let longest = up_to(Some(answer.longest), flags::ANSWER);
    Bounds { least: Some(to_f64(answer.shortest)), ..longest }
}

/// A first answer that never came is later than any that was due, however soon the question was
/// given up.
fn never_came(question: &QuestionPacing) -> Option<f64> {
    let is_known = question.first_answer.known == AnswerKnown::Never;
    Some(to_f64(question.actual.filter(|_| is_known)?.max(question.planned)))
}

/// Code that was run and never passed took longer than its question had.
fn never_passed(question: &QuestionPacing) -> Option<f64> {
    let never = (FIRST_PASS.lacking)(question)?;
    (never == Lacking::Never).then_some(to_f64(question.actual?.max(question.planned)))
}

/// What the longest that nothing was said is held against.
fn silence_limit(question: &QuestionPacing) -> Bounds {
    LongestSilence::of(question).map_or(Bounds::NONE, |of| up_to(of.limit, of.tolerance))
}

/// Of each phase, or run of phases that no mark tells apart: 1 if it kept to its budget and was not
/// missed, else 0.
fn within_budget(question: &QuestionPacing, limits: &Limits) -> Vec<f64> {
    let kept = budgets::of_question(question, limits);
    kept.into_iter().map(|of| f64::from(of.is_kept)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pacing::figures::RATED;

    #[test]
    fn each_dimension_that_a_measure_stands_beside_is_kept() {
        for followed in &FOLLOWED {
            assert!(followed.beside.is_none_or(|dimension| RATED.contains(&dimension)));
        }
    }
}
