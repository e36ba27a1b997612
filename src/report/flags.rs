//! The flags as every report tells them: a fact once, with its places.

use std::ops::RangeInclusive;

use super::look::VerdictLook;
use crate::pacing::said::SaidRound;
use crate::pacing::{Flag, FlagKind, Pacing, ToldFlag, told_flags};
use crate::text::GivenText;
use crate::time::m_ss;

/// A flag, or several that are one fault.
pub(crate) struct FlagLine<'a> {
    /// The one that is told.
    pub(crate) flag: &'a Flag,
    /// Its position among the flags (or notes), and those of the others that are told with it.
    pub(crate) positions: Vec<usize>,
    /// What it says, and where else the same was found.
    pub(crate) text: String,
}

impl FlagLine<'_> {
    /// All of it, with how severe it is where that is more than a little.
    pub(crate) fn sentence(&self) -> String {
        let same = self.text.strip_prefix(&self.flag.text).unwrap_or_default();
        format!("{}{same}", self.flag.sentence())
    }
}

/// What was said right before a flag, and before those that are told with it.
pub(super) fn quotes(said: &SaidRound, line: &FlagLine) -> Vec<String> {
    let quotes = line.positions.iter().filter_map(|position| said.before.get(position));
    quotes.map(|words| format!("said before it: \u{201c}{words}\u{201d}")).collect()
}

/// Every flag once, most important first.
pub(crate) fn lines(pacing: &Pacing) -> Vec<FlagLine<'_>> {
    told_lines(pacing, &pacing.flags)
}

/// Every note once, in order of time.
pub(crate) fn note_lines(pacing: &Pacing) -> Vec<FlagLine<'_>> {
    told_lines(pacing, &pacing.notes)
}

fn told_lines<'a>(pacing: &Pacing, flags: &'a [Flag]) -> Vec<FlagLine<'a>> {
    told_flags(pacing, flags).into_iter().map(|told| line(flags, told)).collect()
}

/// How the time of some phases of a question stands, as the flags say; what they don't judge is not
/// known. What is told in one go is held against the length of an answer.
pub(crate) fn phases_look(
    pacing: &Pacing,
    (slot, question): (usize, usize),
    phases: &RangeInclusive<usize>,
) -> VerdictLook {
    let of = &pacing.slots[slot].questions[question];
    let is_told = of.is_told_in_one_go();
    let mut judged = of.phases[phases.clone()].iter();
    let is_named = |name: &GivenText| judged.clone().any(|phase| phase.name == *name);
    let is_about = |flag: &&Flag| match flag.kind {
        FlagKind::PhaseOver | FlagKind::PhaseMissed => flag.phase.as_ref().is_some_and(is_named),
        FlagKind::AnswerLength => is_told,
        _ => false,
    };
    let of_question = |flag: &&Flag| (flag.slot, flag.question) == (slot, Some(question));
    let worst = pacing.flags.iter().filter(of_question).filter(is_about).map(|of| of.severity);
    match worst.max() {
        Some(severity) => severity.into(),
        None if is_told && of.answer.is_some() => VerdictLook::OnTime,
        None if !is_told && judged.all(|phase| phase.actual.is_some()) => VerdictLook::OnTime,
        None => VerdictLook::NotKnown,
    }
}

fn line(flags: &[Flag], told: ToldFlag) -> FlagLine<'_> {
    let flag = &flags[told.lead];
    let mut text = flag.text.clone();
    if !told.same.is_empty() {
        let same: Vec<&Flag> = told.same.iter().map(|at| &flags[*at]).collect();
        text.push_str(&the_same(&same));
    }
    // That a phase was over follows from its late answer; the other way round it has to be said.
    let late = told.beside.iter().map(|at| &flags[*at]);
    for late in late.filter(|flag| flag.kind == FlagKind::SlowFirstAnswer) {
        text.push_str(&format!("; {}", late.says));
    }
    FlagLine { flag, positions: [vec![told.lead], told.same, told.beside].concat(), text }
}

/// `; the same in questions 3 and 4 (12:10 and 17:20 into the slot)`.
fn the_same(flags: &[&Flag]) -> String {
    let each =
        |of: fn(&Flag) -> String| in_a_row(&flags.iter().map(|flag| of(flag)).collect::<Vec<_>>());
    let plural = if flags.len() == 1 { "" } else { "s" };
    let questions = each(|flag| flag.question.map_or(0, |question| question + 1).to_string());
    let same = format!("; the same in question{plural} {questions}");
    match flags.iter().all(|flag| flag.kind == FlagKind::QuestionNotReached) {
        true => same,
        false => format!("{same} ({} into the slot)", each(|flag| m_ss(flag.at))),
    }
}

/// `one`, `one and two`, `one, two and three`.
fn in_a_row(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests;
