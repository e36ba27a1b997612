//! Two rounds side by side: slot by slot, question by question, phase by phase, as far as the marks
//! of both tell.

use std::time::Duration;

use jiff::ZonedDateTime;

use super::figures::{self, Changed};
use super::measures::{COMPARED, Counts, FOLLOWED, Lacking, Measure, WHOLE};
use super::{AnswerKnown, HowFar, Pacing, QuestionPacing, SlotPacing, ends, told_flags};
use crate::round::SlotKind;
use crate::text::GivenText;

/// Two rounds, side by side.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Comparison {
    /// The round that the other is held against.
    pub(crate) a: Side,
    /// The other round; differences are its value less that of the first.
    pub(crate) b: Side,
    /// Slots of the same kind in the order of each round; those that only one of them has come
    /// last.
    pub(crate) slots: Vec<SlotPair>,
    /// The figures that both tell of, exercise by exercise.
    pub(crate) changed: Vec<Changed>,
}

/// What is said of a round as a whole.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Side {
    /// The session's name.
    pub(crate) id: GivenText,
    /// The round's title.
    pub(crate) title: GivenText,
    /// When it began.
    pub(crate) started: ZonedDateTime,
    /// How fast its clock ran.
    pub(crate) speed: f64,
    /// How many flags it has.
    pub(crate) flags: usize,
    /// How far it came.
    pub(crate) standing: HowFar,
}

impl Side {
    /// Whether its clock did not run at the speed of the world's.
    pub(crate) fn is_sped_up(&self) -> bool {
        (self.speed - 1.0).abs() > f64::EPSILON
    }
}

/// Two slots of one kind, or one that the other round doesn't have.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SlotPair {
    /// The kind.
    pub(crate) kind: SlotKind,
    /// The title of each.
    pub(crate) titles: [Option<GivenText>; 2],
    /// Their running times.
    pub(crate) used: [Option<Duration>; 2],
    /// Their questions, by position.
    pub(crate) questions: Vec<QuestionPair>,
}

/// Two questions at the same place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct QuestionPair {
    /// The title of each.
    pub(crate) titles: [Option<GivenText>; 2],
    /// Phases, in order, joined where the marks of either round don't tell them apart. Empty where
    /// the two were planned with different phases, or one was not reached.
    pub(crate) phases: Vec<PhasePair>,
    /// What is known of the first answer of each; `None` where it has none, or was not reached.
    pub(crate) first_answers: [Option<AnswerKnown>; 2],
    /// Their measures.
    pub(crate) measures: Vec<MeasurePair>,
}

/// The same phases of two questions.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PhasePair {
    /// The first of them.
    pub(crate) first: GivenText,
    /// The last of them; the same where it is only one.
    pub(crate) last: GivenText,
    /// Their running time in each.
    pub(crate) took: [Duration; 2],
    /// When they were over, running time in the slot: the splits.
    pub(crate) over: [Duration; 2],
}

/// One measure of two questions.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MeasurePair {
    /// What it is.
    pub(crate) measure: &'static Measure,
    /// Its values; `None` is not known.
    pub(crate) values: [Option<f64>; 2],
    /// Whether each is known never to have come.
    pub(crate) never: [bool; 2],
}

/// Holds a round against an earlier one.
pub(crate) fn compare(a: &Pacing, b: &Pacing) -> Comparison {
    let mut slots = Vec::new();
    for (position, slot) in a.slots.iter().enumerate() {
        slots.push(slot_pair(slot.kind, [Some(slot), match_of(&a.slots, position, &b.slots)]));
    }
    for (position, slot) in b.slots.iter().enumerate() {
        if match_of(&b.slots, position, &a.slots).is_none() {
            slots.push(slot_pair(slot.kind, [None, Some(slot)]));
        }
    }
    let changed = figures::changed(&figures::of_round(a), &figures::of_round(b));
    Comparison { a: side(a), b: side(b), slots, changed }
}

/// Of another round's slots the one that stands among its kind where this one does.
fn match_of<'b>(
    slots: &[SlotPacing],
    position: usize,
    others: &'b [SlotPacing],
) -> Option<&'b SlotPacing> {
    let kind = slots[position].kind;
    let before = slots[..position].iter().filter(|slot| slot.kind == kind).count();
    others.iter().filter(|slot| slot.kind == kind).nth(before)
}

fn slot_pair(kind: SlotKind, pair: [Option<&SlotPacing>; 2]) -> SlotPair {
    SlotPair {
        kind,
        titles: pair.map(|slot| Some(slot?.title.clone())),
        used: pair.map(|slot| slot?.actual),
        questions: questions(pair),
    }
}

fn side(pacing: &Pacing) -> Side {
    Side {
        id: pacing.id.clone(),
        title: if pacing.title.shows() { pacing.title.clone() } else { pacing.template.clone() },
        started: pacing.started.clone(),
        speed: pacing.speed,
        flags: told_flags(pacing, &pacing.flags).len(),
        standing: pacing.standing,
    }
}

fn questions(pair: [Option<&SlotPacing>; 2]) -> Vec<QuestionPair> {
    let counts = pair.into_iter().flatten().map(|slot| slot.questions.len());
    let mut questions = Vec::new();
    for position in 0..counts.max().unwrap_or_default() {
        questions.push(question(pair.map(|slot| slot?.questions.get(position))));
    }
    questions
}

fn question(pair: [Option<&QuestionPacing>; 2]) -> QuestionPair {
    let shown = pair.map(|question| question.filter(|question| question.shown.is_some()));
    let mut measures = Vec::new();
    for measure in COMPARED {
        let pair = measure_pair(measure, shown);
        if pair.never.contains(&true) || pair.values != [None, None] {
            measures.push(pair);
        }
    }
    QuestionPair {
        first_answers: shown.map(first_answer),
        titles: pair.map(title),
        phases: match shown {
            [Some(a), Some(b)] => phases(a, b),
            [None, _] | [_, None] => Vec::new(),
        },
        measures,
    }
}

fn first_answer(question: Option<&QuestionPacing>) -> Option<AnswerKnown> {
    Some(question?.first_answer.known).filter(|known| *known != AnswerKnown::NotAsked)
}

fn title(question: Option<&QuestionPacing>) -> Option<GivenText> {
    let (_, title) = question?.seen()?;
    Some(title.clone())
}

fn measure_pair(measure: &'static Measure, pair: [Option<&QuestionPacing>; 2]) -> MeasurePair {
    let never = |question: &QuestionPacing| (measure.lacking)(question) == Some(Lacking::Never);
    MeasurePair {
        measure,
        // What is counted until something came is no value where that never did.
        values: pair.map(|question| value(measure, question.filter(|of| !never(of))?)),
        never: pair.map(|question| question.is_some_and(never)),
    }
}

fn value(measure: &Measure, question: &QuestionPacing) -> Option<f64> {
    // One that is still open is not whole.
    let is_whole = *measure != WHOLE || question.ended.is_some();
    // What is said of the rounds in words is made of the same values.
    let read = match FOLLOWED.iter().find(|of| of.measure == measure).map(|of| &of.of) {
        Some(Counts::Question(read)) => *read,
        Some(Counts::Phases(_) | Counts::Slot(_)) | None => measure.read,
    };
    if is_whole { read(question) } else { None }
}

fn names(question: &QuestionPacing) -> Vec<&str> {
    question.phases.iter().map(|phase| phase.name.whole()).collect()
}

fn phases(a: &QuestionPacing, b: &QuestionPacing) -> Vec<PhasePair> {
    let mut pairs = Vec::new();
    if names(a) != names(b) {
        return pairs;
    }
    let shown = [a, b].map(|of| of.shown.map_or(Duration::ZERO, |shown| shown.in_slot));
    let ends_of_b = ends(b);
    let (mut first, mut before) = (0, [Duration::ZERO; 2]);
    for (last, over_a) in ends(a) {
        let Some(over_b) = ends_of_b.get(&last) else { continue };
        let over = [over_a, *over_b];
        pairs.push(PhasePair {
            first: a.phases[first].name.clone(),
            last: a.phases[last].name.clone(),
            took: [over[0].saturating_sub(before[0]), over[1].saturating_sub(before[1])],
            over: [shown[0] + over[0], shown[1] + over[1]],
        });
        (first, before) = (last + 1, over);
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pacing::measure;
    use crate::samples::{Script, behavioral, coding, design, s};
    use crate::session::event::What;

    fn both(a: &Script, b: &Script) -> Comparison {
        compare(&measure(a.session()), &measure(b.session()))
    }

    #[test]
    fn phases_that_either_round_did_not_mark_apart_are_held_against_each_other_together() {
        // Every phase is marked in one, only the answer and the end in the other.
        let marked = Script::new(vec![coding()])
            .begin(10.0, 0)
            .phase(110.0, 1)
            .answer(410.0)
            .phase(810.0, 3)
            .done(1010.0);
        let answer_only = Script::new(vec![coding()]).begin(0.0, 0).answer(300.0).done(900.0);
        let question = &both(&marked, &answer_only).slots[0].questions[0];
        let rows: Vec<(&str, &str, [Duration; 2], [Duration; 2])> = question
            .phases
            .iter()
            .map(|of| (of.first.whole(), of.last.whole(), of.took, of.over))
            .collect();
        let expected = [
            ("understand", "approach", [s(400.0), s(300.0)], [s(400.0), s(300.0)]),
            ("code", "test", [s(600.0), s(600.0)], [s(1000.0), s(900.0)]),
        ];
        assert_eq!(rows, expected);
        let measures: Vec<(&str, [Option<f64>; 2])> =
            question.measures.iter().map(|of| (of.measure.key, of.values)).collect();
        let expected = [
            ("first_answer_s", [Some(400.0), Some(300.0)]),
            ("actual_s", [Some(1000.0), Some(900.0)]),
        ];
        assert_eq!(measures, expected);
    }

    #[test]
    fn what_is_counted_until_something_came_that_never_did_is_no_value() {
        let run = |passed| {
            let checked =
                What::Checked { slot: Some(0), question: Some(0), asked: None, passed, of: 3 };
            Script::new(vec![coding()]).begin(0.0, 0).answer(300.0).then(500.0, checked)
        };
        let (never, passed) = (run(2).done(900.0), run(3).done(900.0));
        let compared = both(&never, &passed);
        let of = |key: &str| {
            let mut measures = compared.slots[0].questions[0].measures.iter();
            let found = measures.find(|of| of.measure.key == key).unwrap();
            (found.values, found.never)
        };
        assert_eq!(of("first_run_s"), ([Some(500.0); 2], [false, false]));
        assert_eq!(of("first_pass_s"), ([None, Some(500.0)], [true, false]));
        assert_eq!(of("checks"), ([None, Some(1.0)], [true, false]));
    }

    #[test]
    fn slots_are_matched_by_kind_and_what_only_one_round_has_stands_alone() {
        let mut second = coding();
        second.title = "coding 2".to_string();
        let a = Script::new(vec![coding(), design(), second]).begin(0.0, 0).done(900.0);
        let b = Script::new(vec![behavioral(), coding()]).then(5.0, What::Finished);
        let slots: Vec<(SlotKind, [bool; 2])> = both(&a, &b)
            .slots
            .iter()
            .map(|of| (of.kind, of.titles.clone().map(|title| title.is_some())))
            .collect();
        let expected = [
            (SlotKind::Coding, [true, true]),
            (SlotKind::MlDesign, [true, false]),
            (SlotKind::Coding, [true, false]),
            (SlotKind::Behavioral, [false, true]),
        ];
        assert_eq!(slots, expected);
        // The coding slot of the second round was not reached.
        let of = &both(&a, &b).slots[0];
        assert_eq!((of.used, of.questions[0].phases.len()), ([Some(s(900.0)), None], 0));
    }

    #[test]
    fn a_round_against_itself_has_no_differences() {
        let eventful = crate::samples::eventful();
        for slot in both(&eventful, &eventful).slots {
            for question in slot.questions {
                assert!(
                    question
                        .phases
                        .iter()
                        .all(|of| of.took[0] == of.took[1] && of.over[0] == of.over[1])
                );
                assert!(question.measures.iter().all(|of| of.values[0] == of.values[1]));
            }
        }
    }
}
