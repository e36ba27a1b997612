//! What a candidate said of a slot, and the numbers to hold against it.

use std::time::Duration;

use super::blocks::Block;
use super::{told, units};
use crate::pacing::measures::{BESIDE_RATING, FIRST_ANSWER, Lacking, Measure, TALKING_SHARE};
use crate::pacing::{AnswerKnown, Pacing, QuestionPacing, SlotPacing, Thought};
use crate::round::limits::Limits;
use crate::time::m_ss;

/// Each slot's rating, beside its numbers.
pub(super) fn ratings(pacing: &Pacing) -> Vec<Block> {
    let mut blocks = Vec::new();
    for slot in pacing.slots.iter().filter(|slot| slot.actual.is_some()) {
        let rating: Vec<String> = slot
            .self_rating
            .iter()
            .map(|(dimension, rating)| format!("{dimension} {rating}"))
            .collect();
        let rating = if rating.is_empty() {
            "not rated".to_string()
        } else {
            format!("your rating, 1 to 4: {}", rating.join(" · "))
        };
        blocks.push(Block::Heading(slot.title.clone()));
        blocks.push(Block::List(
            [vec![rating], told::self_review(slot), numbers(pacing, slot)].concat(),
        ));
    }
    blocks.extend(
        pacing
            .debrief
            .iter()
            .map(|text| Block::Line(format!("what you will do differently: {text}"))),
    );
    blocks
}

/// The numbers of a slot, to hold against a rating.
fn numbers(pacing: &Pacing, slot: &SlotPacing) -> Vec<String> {
    let shown: Vec<&QuestionPacing> =
        slot.questions.iter().filter(|question| question.shown.is_some()).collect();
    let mut numbers: Vec<String> =
        BESIDE_RATING.iter().filter_map(|measure| line(measure, &shown)).collect();
    if pacing.audio.tells() {
        numbers.push(silent_stretches(&shown));
        let shares = shown.iter().map(|question| read(&TALKING_SHARE, question));
        numbers.push(format!("talking {}", shares.collect::<Vec<_>>().join(", ")));
    }
    numbers.extend(thinks(pacing, slot));
    numbers.push(format!(
        "questions {} of {}, time {} of {}",
        shown.len(),
        slot.questions.len(),
        slot.actual.map_or_else(|| UNKNOWN.to_string(), m_ss),
        m_ss(slot.planned)
    ));
    numbers
}

const UNKNOWN: &str = "?";

/// A measure of every question that has it, with the limit: once where it is the same for all.
fn line(measure: &Measure, shown: &[&QuestionPacing]) -> Option<String> {
    let of: Vec<&QuestionPacing> =
        shown.iter().filter(|question| (measure.applies)(question)).copied().collect();
    let values: Vec<String> = of.iter().map(|question| read(measure, question)).collect();
    let limits: Vec<Option<Duration>> =
        of.iter().map(|question| (measure.limit)(question)).collect();
    if values.iter().all(|value| value == UNKNOWN) {
        return None;
    }
    let is_one_limit = limits.windows(2).all(|pair| pair[0] == pair[1]);
    let (each, all) = if is_one_limit {
        (values, limits.first().copied().flatten())
    } else {
        let each = values.iter().zip(&limits);
        (each.map(|(value, limit)| format!("{value}{}", in_brackets(*limit))).collect(), None)
    };
    Some(format!("{} {}{}", measure.name, each.join(", "), in_brackets(all)))
}

fn in_brackets(limit: Option<Duration>) -> String {
    limit.map_or_else(String::new, |limit| format!(" (limit {})", m_ss(limit)))
}

/// A value, what is known in its place, or `?`.
fn read(measure: &Measure, question: &QuestionPacing) -> String {
    let said = *measure == FIRST_ANSWER && question.first_answer.known == AnswerKnown::Corrected;
    match ((measure.read)(question), (measure.lacking)(question)) {
        (Some(of), _) if said => format!("{} (said in the review)", units::value(measure.unit, of)),
        (Some(of), _) => units::value(measure.unit, of),
        (None, Some(Lacking::Never)) => "never".to_string(),
        (None, Some(Lacking::NotIn(wait))) => format!("none in {}", m_ss(wait)),
        (None, None) => UNKNOWN.to_string(),
    }
}

fn silent_stretches(shown: &[&QuestionPacing]) -> String {
    let lengths: Vec<Duration> = shown
        .iter()
        .flat_map(|question| &question.silent_stretches)
        .map(|stretch| stretch.length)
        .collect();
    let longest = lengths.iter().max().map(|longest| format!(", longest {}", m_ss(*longest)));
    format!("silent stretches {}{}", lengths.len(), longest.unwrap_or_default())
}

/// Every think of a slot, and whether its silence is excused.
fn thinks(pacing: &Pacing, slot: &SlotPacing) -> Option<String> {
    let mut thinks: Vec<String> = Vec::new();
    for (at, question) in slot.questions.iter().enumerate() {
        let place = match slot.questions.len() {
            1 => String::new(),
            _ => format!("question {} ", at + 1),
        };
        for think in &question.thinks {
            let (from, excused) = (m_ss(think.from.in_question), excused(think, &pacing.limits));
            thinks.push(format!("{place}at {from} for {}, {excused}", m_ss(think.length())));
        }
    }
    (!thinks.is_empty()).then(|| format!("thinks: {}", thinks.join("; ")))
}

fn excused(think: &Thought, limits: &Limits) -> String {
    match think.excused {
        false => "not excused".to_string(),
        true if think.length() > limits.think => {
            format!("the first {} excused", m_ss(limits.think))
        }
        true => "excused".to_string(),
    }
}
