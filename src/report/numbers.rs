//! What a candidate said of a slot, and the numbers to hold against it.

use std::collections::{BTreeMap, BTreeSet};

use super::blocks::Block;
use super::{told, units};
use crate::pacing::measures::{BESIDE_RATING, FIRST_ANSWER, Lacking, Measure, TALKING_SHARE, Unit};
use crate::pacing::{AnswerKnown, Pacing, QuestionPacing, SlotPacing};
use crate::session::asked::Dimension;
use crate::session::kept::Kept;
use crate::session::run::RatingBy;
use crate::time::m_ss;

/// Each slot's rating, beside its numbers.
pub(super) fn ratings(pacing: &Pacing) -> Vec<Block> {
    let mut blocks = Vec::new();
    for slot in &pacing.slots {
        if slot.actual.is_some() {
            let said = [ratings_of(slot, "you"), told::self_review(slot), numbers(pacing, slot)];
            blocks.extend([Block::Heading(slot.title.shown()), Block::List(said.concat())]);
        }
    }
    if let Some(text) = &pacing.debrief {
        blocks.push(Block::Line(format!("what you will do differently: {text}")));
    }
    blocks
}

/// What the candidate, called `own`, thinks of a slot, beside what others do.
pub(super) fn ratings_of(slot: &SlotPacing, own: &str) -> Vec<String> {
    if slot.rated_by.is_empty() {
        return vec![rating(slot)];
    }
    // Who only noted something rated nothing.
    let others: Vec<_> = slot.rated_by.iter().filter(|of| !of.ratings.is_empty()).collect();
    // One other is called what they are, as a reader may not know the name.
    let is_one = others.len() == 1;
    let called = |of: &RatingBy| if is_one { "interviewer".to_string() } else { of.by.shown() };
    let mut raters = vec![(own.to_string(), &slot.self_rating)];
    raters.retain(|(_, ratings)| !ratings.is_empty());
    raters.extend(others.iter().map(|of| (called(of), &of.ratings)));
    let dimensions: BTreeSet<_> = raters.iter().flat_map(|(_, ratings)| ratings.keys()).collect();
    let mut rated = Vec::new();
    for dimension in dimensions {
        let value = |ratings: &BTreeMap<Kept<Dimension>, u8>| match ratings.get(dimension) {
            Some(rating) => rating.to_string(),
            None => UNKNOWN.to_string(),
        };
        let by = raters.iter().map(|(who, ratings)| format!("{who} {}", value(ratings)));
        rated.push(format!("{dimension} {}", by.collect::<Vec<_>>().join(", ")));
    }
    let mut lines = Vec::new();
    if slot.self_rating.is_empty() {
        lines.push(format!("not rated by {own}"));
    }
    if !rated.is_empty() {
        let names: Vec<String> = others.iter().map(|of| of.by.shown()).collect();
        let who = match names.len() {
            0 => String::new(),
            1 => format!(", interviewer {}", names[0]),
            _ => format!(", interviewers {}", names.join(", ")),
        };
        lines.push(format!("rated 1 to 4{who}: {}", rated.join(" · ")));
    }
    let noted = slot.rated_by.iter().filter_map(|of| Some((of, of.note.as_ref()?)));
    lines.extend(noted.map(|(of, note)| format!("{} notes: {note}", of.by)));
    lines
}

fn rating(slot: &SlotPacing) -> String {
    let mut ratings = Vec::new();
    for (dimension, rating) in &slot.self_rating {
        ratings.push(format!("{dimension} {rating}"));
    }
    if ratings.is_empty() {
        "not rated".to_string()
    } else {
        format!("your rating, 1 to 4: {}", ratings.join(" · "))
    }
}

/// The numbers of a slot, to hold against a rating.
fn numbers(pacing: &Pacing, slot: &SlotPacing) -> Vec<String> {
    let shown: Vec<&QuestionPacing> =
        slot.questions.iter().filter(|question| question.shown.is_some()).collect();
    let mut numbers = Vec::new();
    for measure in BESIDE_RATING {
        numbers.extend(line(measure, &shown));
    }
    if pacing.audio.tells() {
        let shares: Vec<String> = shown.iter().map(|of| read(&TALKING_SHARE, of)).collect();
        numbers.push(silent_stretches(&shown));
        numbers.push(format!("talking {}", shares.join(", ")));
    }
    numbers.extend(thinks(slot));
    let (asked, all) = (shown.len(), slot.questions.len());
    let used = slot.actual.map_or_else(|| UNKNOWN.to_string(), m_ss);
    numbers.push(format!("questions {asked} of {all}, time {used} of {}", m_ss(slot.planned)));
    numbers
}

const UNKNOWN: &str = "?";

/// A measure of every question that has it, with the limit: once where it is the same for all.
fn line(measure: &Measure, shown: &[&QuestionPacing]) -> Option<String> {
    let (mut values, mut limits) = (Vec::new(), Vec::new());
    for question in shown.iter().filter(|question| (measure.applies)(question)) {
        values.push(read(measure, question));
        limits.push((measure.limit)(question));
    }
    if values.iter().all(|value| value == UNKNOWN) {
        return None;
    }
    let first = limits[0];
    let all = if limits.iter().all(|limit| *limit == first) {
        in_brackets(measure.unit, first)
    } else {
        for (value, limit) in values.iter_mut().zip(&limits) {
            value.push_str(&in_brackets(measure.unit, *limit));
        }
        String::new()
    };
    Some(format!("{} {}{all}", measure.name, values.join(", ")))
}

fn in_brackets(unit: Unit, limit: Option<f64>) -> String {
    match limit {
        Some(limit) => format!(" (limit {})", units::value(unit, limit)),
        None => String::new(),
    }
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
    let stretches = || shown.iter().flat_map(|question| &question.silent_stretches);
    match stretches().max_by_key(|of| of.length) {
        None => "silent stretches 0".to_string(),
        Some(longest) => {
            let (number, longest) = (stretches().count(), longest.length_told());
            format!("silent stretches {number}, longest {longest}")
        }
    }
}

/// Every think of a slot, and whether its silence is excused.
fn thinks(slot: &SlotPacing) -> Option<String> {
    let mut thinks: Vec<String> = Vec::new();
    for (at, question) in slot.questions.iter().enumerate() {
        let place = match slot.questions.len() {
            1 => String::new(),
            _ => format!("question {} ", at + 1),
        };
        for think in &question.thinks {
            let (from, length) = (m_ss(think.from.in_question), m_ss(think.length()));
            let excused = if think.excused { "excused" } else { "not excused" };
            thinks.push(format!("{place}at {from} for {length}, {excused}"));
        }
    }
    (!thinks.is_empty()).then(|| format!("thinks: {}", thinks.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pacing::measure;
    use crate::samples::{Script, behavioral};
    use crate::session::event::What;

    #[test]
    fn who_only_noted_something_is_not_among_those_who_rated() {
        let said = |by: &str, note: Option<&str>, ratings: &[(Dimension, u8)]| What::RatedBy {
            slot: 0,
            by: by.to_string(),
            note: note.map(str::to_string),
            ratings: ratings.iter().map(|(of, rating)| ((*of).into(), *rating)).collect(),
        };
        let script = Script::new(vec![behavioral()]).begin(0.0, 0).done(300.0).close(300.0);
        let script = script.then(310.0, said("Kim", Some("calm"), &[]));
        let rated = |script: &Script| ratings_of(&measure(script.session()).slots[0], "you");
        assert_eq!(rated(&script), ["not rated by you", "Kim notes: calm"]);
        let own = What::Rated { slot: 0, ratings: [(Dimension::Time.into(), 3)].into() };
        let own = script.clone().then(320.0, own);
        assert_eq!(rated(&own), ["rated 1 to 4: time you 3", "Kim notes: calm"]);
        let script = script.then(320.0, said("Sam", None, &[(Dimension::Time, 2)]));
        let rating = "rated 1 to 4, interviewer Sam: time interviewer 2";
        assert_eq!(rated(&script), ["not rated by you", rating, "Kim notes: calm"]);
    }
}
