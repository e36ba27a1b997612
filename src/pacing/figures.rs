//! The figures of a round: a few values of each thing that it exercised, which trends follow and
//! two rounds are compared by.

use std::collections::BTreeMap;

use super::budgets::BudgetKept;
use super::exercise::Exercise;
use super::measures::{FOLLOWED, Figure, Followed, Measure, Reading, mean};
use super::{Pacing, QuestionPacing, SlotPacing, budgets};
use crate::round::limits::Limits;
use crate::session::asked::Dimension;

/// The dimensions of the self-rating that have numbers to hold against them.
pub(crate) const RATED: [Dimension; 2] = [Dimension::Time, Dimension::Communication];

/// The figures of what a round exercised.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figures {
    /// What.
    pub(crate) exercise: Exercise,
    /// What is known, by the keys of the measures that are followed.
    known: BTreeMap<&'static str, Figure>,
    /// The ratings of [`RATED`] that were given, the slots' mean.
    rated: BTreeMap<Dimension, f64>,
    /// Questions that count for nothing because a gap interrupted them.
    pub(crate) interrupted: usize,
    /// Questions that count for nothing because they were skipped.
    pub(crate) skipped: usize,
}

impl Figures {
    /// What is known of a measure, and what it is held against.
    pub(super) fn of(&self, measure: &Measure) -> Option<Figure> {
        self.known.get(measure.key).copied()
    }

    /// What is known of a measure.
    pub(super) fn reading(&self, measure: &Measure) -> Option<Reading> {
        Some(self.of(measure)?.reading)
    }

    /// Whether a dimension was rated so.
    pub(super) fn is_rated(&self, dimension: Dimension, rating: u8) -> bool {
        let given = self.rated.get(&dimension);
        given.is_some_and(|given| given.round() == f64::from(rating))
    }
}

/// The figures of a round, for each thing that it came to exercise.
pub(super) fn of_round(pacing: &Pacing) -> Vec<Figures> {
    let mut figures: Vec<Figures> = Vec::new();
    for question in pacing.slots.iter().flat_map(|slot| &slot.questions) {
        let exercise = Exercise::of(question);
        let is_there = figures.iter().any(|of| of.exercise == exercise);
        if question.shown.is_some() && !is_there {
            figures.push(of_exercise(exercise, pacing));
        }
    }
    figures
}

fn of_exercise(exercise: Exercise, pacing: &Pacing) -> Figures {
    let mut slots: Vec<&SlotPacing> = Vec::new();
    let (mut questions, mut interrupted, mut skipped) = (Vec::new(), 0, 0);
    for slot in pacing.slots.iter().filter(|slot| slot.actual.is_some()) {
        if rehearses(slot).as_ref() == Some(&exercise) {
            slots.push(slot);
        }
        for question in &slot.questions {
            if Exercise::of(question) != exercise {
                continue;
            }
            interrupted += usize::from(question.interrupted);
            skipped += usize::from(question.is_skipped());
            if counts(question) {
                questions.push(question);
            }
        }
    }
    let known = known(&exercise, &questions, &slots, &pacing.limits);
    Figures { exercise, known, rated: rated(&slots), interrupted, skipped }
}

/// What a slot as a whole exercises, which is what its rating is about: what only opens it aside,
/// what its first question does.
fn rehearses(slot: &SlotPacing) -> Option<Exercise> {
    let main = slot.questions.iter().find(|question| !question.kind.is_opening());
    main.or(slot.questions.first()).map(Exercise::of)
}

/// The phases of the questions that count for their round, as the share of those within budget
/// counts them.
pub(crate) fn budgets_kept(pacing: &Pacing) -> Vec<(&QuestionPacing, BudgetKept)> {
    let mut kept = Vec::new();
    for question in pacing.slots.iter().flat_map(|slot| &slot.questions) {
        if counts(question) {
            let of = budgets::of_question(question, &pacing.limits);
            kept.extend(of.into_iter().map(|of| (question, of)));
        }
    }
    kept
}

/// Whether a question's measures count for its round.
fn counts(question: &QuestionPacing) -> bool {
    question.shown.is_some()
        && question.ended.is_some()
        && !question.interrupted
        && !question.is_skipped()
}

fn known(
    exercise: &Exercise,
    questions: &[&QuestionPacing],
    slots: &[&SlotPacing],
    limits: &Limits,
) -> BTreeMap<&'static str, Figure> {
    let mut known = BTreeMap::new();
    for followed in FOLLOWED.iter().filter(|followed| (followed.trained_by)(exercise)) {
        if let Some(figure) = followed.figure(questions, slots, limits) {
            known.insert(followed.measure.key, figure);
        }
    }
    known
}

fn rated(slots: &[&SlotPacing]) -> BTreeMap<Dimension, f64> {
    let mut rated = BTreeMap::new();
    for dimension in RATED {
        let mut given = Vec::new();
        for slot in slots {
            given.extend(slot.rating(dimension).map(f64::from));
        }
        if let Some(mean) = mean(&given) {
            rated.insert(dimension, mean);
        }
    }
    rated
}

/// A measure that is known of two rounds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Changed {
    /// Of this.
    pub(crate) exercise: Exercise,
    /// What.
    pub(crate) followed: &'static Followed,
    /// In the one round.
    pub(crate) before: Figure,
    /// In the other.
    pub(crate) now: Figure,
}

/// What both of two rounds tell of, one thing after another.
pub(super) fn changed(before: &[Figures], now: &[Figures]) -> Vec<Changed> {
    let mut changed = Vec::new();
    for now in now {
        let Some(before) = before.iter().find(|before| before.exercise == now.exercise) else {
            continue;
        };
        for followed in &FOLLOWED {
            let figures = before.of(followed.measure).zip(now.of(followed.measure));
            if let Some((before, value)) = figures {
                let exercise = now.exercise.clone();
                changed.push(Changed { exercise, followed, before, now: value });
            }
        }
    }
    changed
}
