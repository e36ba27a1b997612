//! The headline of a report: each slot on a line, what was good, what changed, and the one thing
//! for tomorrow.

use std::time::Duration;

use serde::Serialize;

use super::blocks::{Block, SlotRow};
use super::changes::change_of;
use super::look::VerdictLook;
use super::notes::is_measured;
use super::units;
use crate::pacing::figures::{self, Changed};
use crate::pacing::measures::Fold;
use crate::pacing::summary::{self, AnswerSummary, AnswerVerdict, SlotSummary};
use crate::pacing::{Flag, FlagKind, LongestSilence, Pacing, QuestionPacing, SlotPacing, Star};
use crate::round::limits::{Limits, percent};
use crate::text::GivenText;
use crate::time::{cut, m_ss};

/// So many things that were good, or have changed, are taken in at a glance.
const FEW: usize = 3;

/// What is said beside a longest silence that is held against nothing: it may be longer than those
/// that are flags.
pub(crate) const NO_LIMIT: &str = "no limit";

/// What to practise next.
#[derive(Serialize)]
pub(crate) struct Tomorrow {
    /// What to type.
    pub(crate) command: String,
    /// What was worst.
    pub(crate) reason: String,
    /// What to aim at.
    pub(crate) target: String,
}

/// The headline as blocks.
pub(super) fn blocks(pacing: &Pacing) -> Vec<Block> {
    let mut blocks = vec![Block::Slots(pacing.slots.iter().map(slot_row).collect())];
    let good = good(pacing);
    let heading = || Block::Heading("Good".to_string());
    if let Some(none) = none_good(pacing) {
        blocks.extend([heading(), Block::Line(none.to_string())]);
    } else if !good.is_empty() {
        blocks.extend([heading(), Block::List(good)]);
    }
    if let Some((since, changed)) = since(pacing) {
        blocks.extend([Block::Heading(since), Block::List(changed)]);
    }
    if let Some(Tomorrow { command, reason, target }) = tomorrow(pacing) {
        blocks.extend([
            Block::Heading("Tomorrow".to_string()),
            Block::List(vec![target, format!("why: {reason}")]),
            Block::Command(command),
        ]);
    }
    blocks
}

/// What changed, and since when; `None` where nothing did, or there is no earlier round.
pub(super) fn since(pacing: &Pacing) -> Option<(String, Vec<String>)> {
    let earlier = pacing.earlier.as_ref()?;
    let changed = changed(pacing);
    let since = format!("Since {}", earlier.started.strftime("%a %-d %b"));
    (!changed.is_empty()).then_some((since, changed))
}

/// `coding 1 | 5:10 ✓, 7:10 0:40 late | 0:45 | 33:10 of 35:00 | 2 of 2`.
pub(super) fn slot_row(slot: &SlotPacing) -> SlotRow {
    let summary = SlotSummary::of(slot);
    let answers: Vec<String> = summary.first_answers.iter().map(answer).collect();
    let unknown = || "-".to_string();
    let used = slot.actual.map_or_else(unknown, m_ss);
    SlotRow {
        title: slot.title.shown(),
        answers: if answers.is_empty() { unknown() } else { answers.join(", ") },
        silence: summary.longest_silence.map_or_else(unknown, silence),
        used: format!("{used} of {}", m_ss(slot.planned)),
        questions: format!(
            "{} of {}{}",
            summary.reached,
            slot.questions.len(),
            skipped(summary.skipped)
        ),
    }
}

/// What is said behind how many questions were reached: to skip one is no way to answer it.
pub(super) fn skipped(skipped: usize) -> String {
    match skipped {
        0 => String::new(),
        skipped => format!(", {skipped} skipped"),
    }
}

fn silence(of: LongestSilence) -> String {
    if of.is_free() { format!("{} {NO_LIMIT}", of.told()) } else { of.told() }
}

fn answer(of: &AnswerSummary) -> String {
    let (at, past) =
        (of.value.unwrap_or_default(), |at: Duration| m_ss(cut(at).saturating_sub(cut(of.limit))));
    let sign = VerdictLook::from(of.verdict).sign();
    match of.verdict {
        AnswerVerdict::OnTime => format!("{} {sign}", m_ss(at)),
        AnswerVerdict::Late => format!("{} {} late", m_ss(at), past(at)),
        AnswerVerdict::VeryLate => format!("{} {} late {sign}", m_ss(at), past(at)),
        AnswerVerdict::Never => format!("never {sign}"),
        AnswerVerdict::Unknown => sign.to_string(),
    }
}

/// What kept to its limits wherever it is known; nothing is good because it was not measured.
pub(crate) fn good(pacing: &Pacing) -> Vec<String> {
    let mut good = Vec::new();
    good.extend(good_answers(pacing));
    good.extend(good_silence(pacing));
    good.extend(good_lengths(pacing));
    good.extend(good_phases(pacing));
    good.extend(good_time(pacing));
    good.extend(good_words(pacing));
    good.extend(good_balance(pacing));
    good.truncate(FEW);
    good
}

/// What is said where something was measured, and nothing of it was good.
pub(crate) fn none_good(pacing: &Pacing) -> Option<&'static str> {
    let is_none = !pacing.flags.is_empty() && is_measured(pacing) && good(pacing).is_empty();
    is_none.then_some("nothing that was measured was good throughout")
}

fn good_answers(pacing: &Pacing) -> Option<String> {
    let (mut known, mut given_up) = (Vec::new(), 0);
    for slot in &pacing.slots {
        let of = SlotSummary::of(slot);
        known.extend(of.first_answers);
        given_up += of.given_up;
    }
    let asked = known.len();
    known.retain(|answer| answer.verdict != AnswerVerdict::Unknown);
    let first = if known.len() < asked { "known first" } else { "first" };
    let mut on_time = known.clone();
    on_time.retain(|answer| answer.verdict == AnswerVerdict::OnTime);
    let times: Vec<String> = on_time.iter().filter_map(|of| of.value.map(m_ss)).collect();
    match (on_time.len(), known.len() + given_up) {
        (0, _) => None,
        (1, 1) => Some(format!("the {first} answer was on time: {}", times.join(", "))),
        (some, all) if some == all => {
            Some(format!("every {first} answer was on time: {}", times.join(", ")))
        }
        (some, all) => {
            let were = if some == 1 { "was" } else { "were" };
            let answers = format!("{first} answers {were} on time");
            Some(format!("{some} of {all} {answers}: {}", times.join(", ")))
        }
    }
}

/// No silence past its limit, in at least a minute of sound.
fn good_silence(pacing: &Pacing) -> Option<String> {
    let is_silent = |question: &QuestionPacing| !question.silent_stretches.is_empty();
    let long_enough = pacing.audio.heard >= Duration::from_secs(60);
    let has_flag = pacing.flags.iter().any(|flag| flag.kind == FlagKind::SlowFirstWords);
    let mut questions = pacing.slots.iter().flat_map(|slot| &slot.questions);
    let is_good =
        pacing.audio.tells() && long_enough && !has_flag && !questions.clone().any(is_silent);
    // What has no limit at all, as an answer whose end isn't known, was not judged.
    let is_judged = |of: &&QuestionPacing| {
        of.answer.is_some() || of.longest_silence.is_some_and(|of| of.limit.is_some())
    };
    let heard = questions.by_ref().filter(|of| of.longest_silence.is_some());
    let (judged, others): (Vec<_>, Vec<_>) = heard.partition(is_judged);
    if !is_good || judged.is_empty() {
        return None;
    }
    Some(match others.is_empty() {
        true => format!("no silence was too long in the {} heard", m_ss(pacing.audio.heard)),
        false => "no silence that has a limit was too long".to_string(),
    })
}

fn good_lengths(pacing: &Pacing) -> Option<String> {
    let is_asked = |of: &&QuestionPacing| of.shown.is_some() && of.limits.answer.is_some();
    let questions = pacing.slots.iter().flat_map(|slot| &slot.questions);
    let asked: Vec<&QuestionPacing> = questions.filter(is_asked).collect();
    let known = asked.iter().filter(|of| of.answer.is_some()).count();
    let which = if known < asked.len() { " whose length is known" } else { "" };
    let is_off = |flag: &Flag| flag.kind == FlagKind::AnswerLength;
    match known {
        0 => None,
        _ if pacing.flags.iter().any(is_off) => None,
        1 => Some(format!("the answer{which} had the right length")),
        all => Some(format!("{} answers{which} had the right length", all_of(all))),
    }
}

fn good_phases(pacing: &Pacing) -> Option<String> {
    let judged = figures::budgets_kept(pacing);
    let is_off = |flag: &Flag| matches!(flag.kind, FlagKind::PhaseOver | FlagKind::PhaseMissed);
    if pacing.flags.iter().any(is_off) || judged.iter().any(|(_, of)| !of.is_kept) {
        return None;
    }
    // Of what is told in one go, the length was judged; what no mark tells apart has no verdict.
    let apart =
        judged.iter().filter(|(question, of)| of.is_apart() && !question.is_told_in_one_go());
    let marked = if judged.iter().all(|(_, of)| of.is_apart()) { "marked" } else { "marked apart" };
    match apart.count() {
        0 => None,
        1 => Some(format!("the phase {marked} kept to its budget")),
        all => Some(format!("{} phases {marked} kept to their budgets", all_of(all))),
    }
}

/// First words in time, where a silence later on leaves no more to say.
fn good_words(pacing: &Pacing) -> Option<String> {
    let is_known = |of: &QuestionPacing| of.limits.first_words.and(of.first_words).is_some();
    let is_off = |flag: &Flag| flag.kind == FlagKind::SlowFirstWords;
    let is_good = is_known_and_kept(pacing, is_known, is_off) && good_silence(pacing).is_none();
    is_good.then(|| "first words came in time".to_string())
}

/// The parts of every answer that has them in balance.
fn good_balance(pacing: &Pacing) -> Option<String> {
    let is_off = |flag: &Flag| flag.kind == FlagKind::StarBalance;
    let is_good = is_known_and_kept(pacing, |of| of.star.is_some(), is_off);
    is_good.then(|| "the action had its share of the answer".to_string())
}

/// Whether something is known of a question, and no flag is about it.
fn is_known_and_kept(
    pacing: &Pacing,
    is_known: impl Fn(&QuestionPacing) -> bool,
    is_off: impl Fn(&Flag) -> bool,
) -> bool {
    let mut questions = pacing.slots.iter().flat_map(|slot| &slot.questions);
    questions.any(is_known) && !pacing.flags.iter().any(is_off)
}

fn all_of(number: usize) -> String {
    match number {
        2 => "both".to_string(),
        number => format!("all {number}"),
    }
}

/// Every slot kept to its length and came to all its questions, by the candidate's own marks, and
/// none was skipped.
fn good_time(pacing: &Pacing) -> Option<String> {
    let keeps = |slot: &SlotPacing| {
        let is_faced = |of: &QuestionPacing| of.shown.is_some() && !of.is_skipped();
        let is_all = slot.questions.iter().all(is_faced);
        slot.ended.is_some()
            && !slot.unattended
            && is_all
            && slot.actual.is_some_and(|used| cut(used) <= slot.planned)
    };
    let is_good = !pacing.slots.is_empty() && pacing.slots.iter().all(keeps);
    is_good.then(|| "every question was reached in its time".to_string())
}

/// What changed since the earlier round, in numbers.
pub(crate) fn changed(pacing: &Pacing) -> Vec<String> {
    let Some(earlier) = &pacing.earlier else { return Vec::new() };
    let mut changed = summary::changed(earlier, pacing);
    let is_same = |of: &Changed| {
        units::reads_alike(of.followed.measure.unit, of.before.reading, of.now.reading)
    };
    changed.retain(|of| !is_same(of));
    changed.iter().map(change).collect()
}

fn change(of: &Changed) -> String {
    let measure = of.followed.measure;
    let (before, now) = (of.before.reading, of.now.reading);
    let by = change_of(measure, before, now).map_or(String::new(), |by| format!(" ({by})"));
    let is_median = of.followed.fold == Fold::Median && (of.now.of > 1 || of.before.of > 1);
    format!(
        "{}: {}{} {}, was {}{by}",
        of.exercise,
        if is_median { "median " } else { "" },
        measure.name,
        units::reading(measure.unit, now),
        units::reading(measure.unit, before),
    )
}

/// What was worst; `None` where nothing was flagged.
pub(crate) fn worst(pacing: &Pacing) -> Option<String> {
    pacing.flags.first().map(Flag::sentence)
}

/// The one thing to practise next; `None` where nothing was flagged.
pub(crate) fn tomorrow(pacing: &Pacing) -> Option<Tomorrow> {
    let flag = pacing.flags.first()?;
    let slot = pacing.slots.get(flag.slot)?;
    Some(Tomorrow {
        command: summary::again(pacing, flag),
        reason: flag.sentence(),
        target: target(pacing, slot, flag),
    })
}

fn target(pacing: &Pacing, slot: &SlotPacing, flag: &Flag) -> String {
    let question = flag.question.and_then(|at| slot.questions.get(at));
    let limit = flag.limit_told().unwrap_or_default();
    let phase = flag.phase.as_ref().map_or_else(|| "the phase".to_string(), GivenText::shown);
    match flag.kind {
        FlagKind::SlowFirstAnswer | FlagKind::NoFirstAnswer => {
            let kind = question.map_or(slot.kind.question(), |question| question.kind);
            format!("{} by {limit}", kind.first_answer())
        }
        FlagKind::SlowFirstWords => format!("begin to speak within {limit}"),
        FlagKind::SilentStretch if flag.is_pause() => {
            format!("pause for less than {limit} in an answer")
        }
        FlagKind::SilentStretch => format!("say what you think at least every {limit}"),
        FlagKind::AnswerLength => match question.and_then(|of| of.limits.answer) {
            Some(answer) => {
                format!("answer in {} to {}", m_ss(answer.shortest), m_ss(answer.longest))
            }
            None => format!("answer in {limit}"),
        },
        FlagKind::StarBalance => star_target(question.and_then(|of| of.star), &pacing.limits),
        FlagKind::PhaseOver => format!("be through {phase} in {}", budget(question, flag, &limit)),
        FlagKind::PhaseMissed => format!("give {phase} its {}", budget(question, flag, &limit)),
        FlagKind::ExamplesNeverPassed => {
            "have all examples pass before the question ends".to_string()
        }
        FlagKind::QuestionNotReached => match slot.questions.len() {
            1 => format!("reach the question in {}", m_ss(slot.planned)),
            all => format!("reach {} questions in {}", all_of(all), m_ss(slot.planned)),
        },
        FlagKind::SlotOver => format!("be done in {}", m_ss(slot.planned)),
    }
}

/// What is out of balance: the action where that was short, else what came before it.
fn star_target(star: Option<Star>, limits: &Limits) -> String {
    let (setup, action) = (percent(limits.star_setup_share), percent(limits.star_action_share));
    match star.map(|star| star.is_off(limits)) {
        Some([true, false]) => format!("be through situation and task in {setup}% of the answer"),
        Some(_) | None => format!("give the action {action}% of the answer"),
    }
}

/// The budget of the phase that a flag is about.
fn budget(question: Option<&QuestionPacing>, flag: &Flag, limit: &str) -> String {
    let phases = question.map(|of| of.phases.as_slice()).unwrap_or_default();
    let phase = phases.iter().find(|phase| flag.phase.as_ref() == Some(&phase.name));
    phase.map_or_else(|| limit.to_string(), |phase| m_ss(phase.planned))
}

#[cfg(test)]
mod tests;
