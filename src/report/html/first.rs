//! The first screen of the page: what is known of the round in ten seconds, its numbers large, and
//! what to do tomorrow.

use crate::pacing::summary::{AnswerSummary, AnswerVerdict, SlotSummary};
use crate::pacing::{Flag, FlagKind, LongestSilence, Pacing, QuestionPacing, SlotPacing};
use crate::report::colours::Fill;
use crate::report::flags::{self, FlagLine};
use crate::report::look::VerdictLook;
use crate::report::notes::{NOTHING, is_measured};
use crate::report::summary::{self, NO_LIMIT, Tomorrow};
use crate::report::svg::{Percent, PictureScale};
use crate::round::limits::Verdict;
use crate::text::counted;
use crate::time::{cut, m_ss};

/// What stands above the fold.
pub(super) struct FirstScreen {
    /// How the round stands as a whole.
    pub(super) look: VerdictLook,
    /// The round in a line.
    pub(super) says: Vec<String>,
    /// How much room a slot has: a class of the style sheet.
    pub(super) room: &'static str,
    pub(super) slots: Vec<SlotCard>,
    pub(super) tomorrow: Option<Tomorrow>,
    pub(super) good: Vec<String>,
    /// What is said instead where nothing was.
    pub(super) none_good: Option<&'static str>,
    pub(super) since: Option<SinceView>,
    /// Nothing was heard.
    pub(super) unheard: bool,
}

impl FirstScreen {
    /// Whether a slot's large numbers are its first answers.
    pub(super) fn asks_answers(&self) -> bool {
        let mut leads = self.slots.iter().filter_map(|slot| slot.figures.first());
        leads.any(|figure| figure.is_answer)
    }
}

/// A slot in short.
pub(super) struct SlotCard {
    pub(super) title: String,
    /// Counted from 1; `None` where it has no timeline to go to.
    pub(super) number: Option<usize>,
    pub(super) look: VerdictLook,
    pub(super) found: String,
    /// The number of its worst flag.
    pub(super) flag: Option<usize>,
    pub(super) figures: Vec<LargeNumber>,
    pub(super) used: Percent,
    pub(super) planned: Percent,
    pub(super) used_fill: Fill,
}

/// Something measured, and its values.
pub(super) struct LargeNumber {
    pub(super) name: &'static str,
    /// Whether it is one of times with their verdicts, which say what they are.
    pub(super) is_answer: bool,
    pub(super) values: Vec<FigureValue>,
}

/// A value in large letters, what is said of it in small ones.
pub(super) struct FigureValue {
    pub(super) value: String,
    pub(super) beside: String,
    /// `None`: it has no verdict.
    pub(super) look: Option<VerdictLook>,
}

impl FigureValue {
    pub(super) fn class(&self) -> &'static str {
        self.look.map_or("plain", VerdictLook::class)
    }
}

/// What changed since an earlier round.
pub(super) struct SinceView {
    pub(super) when: String,
    pub(super) first: Vec<String>,
    /// What is folded away.
    pub(super) more: Vec<String>,
}

/// So many changes are taken in at a glance.
const FIRST_CHANGES: usize = 3;

/// The first screen of a round.
pub(super) fn first_screen(pacing: &Pacing) -> FirstScreen {
    let lines = flags::lines(pacing);
    let mut slots = Vec::new();
    for position in 0..pacing.slots.len() {
        slots.push(card(pacing, position, &lines));
    }
    FirstScreen {
        look: slots.iter().map(|slot| slot.look).max().unwrap_or(VerdictLook::NotKnown),
        says: says(pacing, &lines),
        room: match slots.len() {
            0..=2 => "few",
            3..=4 => "some",
            _ => "many",
        },
        slots,
        tomorrow: summary::tomorrow(pacing),
        good: summary::good(pacing),
        none_good: summary::none_good(pacing),
        since: summary::since(pacing).map(since),
        unheard: pacing.audio.heard.is_zero(),
    }
}

fn since((when, mut first): (String, Vec<String>)) -> SinceView {
    let more = first.split_off(first.len().min(FIRST_CHANGES));
    SinceView { when, first, more }
}

/// The round in a line: each slot's numbers together.
fn says(pacing: &Pacing, lines: &[FlagLine]) -> Vec<String> {
    let mut answers = Vec::new();
    let [mut reached, mut skipped, mut given_up, mut all] = [0; 4];
    let mut silence: Option<LongestSilence> = None;
    for slot in &pacing.slots {
        let of = SlotSummary::of(slot);
        answers.extend(of.first_answers);
        silence = LongestSilence::longer(silence, of.longest_silence);
        reached += of.reached;
        skipped += of.skipped;
        given_up += of.given_up;
        all += slot.questions.len();
    }
    let mut says = Vec::new();
    let questions = counted(all, "question", "questions");
    let reached = format!("{reached} of {questions} reached{}", summary::skipped(skipped));
    if !is_measured(pacing) {
        return vec![NOTHING.to_string(), reached];
    }
    says.extend(first_answers(&answers, given_up));
    says.push(reached);
    says.extend(silence.map(longest_silence));
    says.push(found(lines));
    says
}

fn longest_silence(of: LongestSilence) -> String {
    let none = if of.is_free() { ", where none is too long" } else { "" };
    format!("longest silence {}{none}", of.told())
}

fn first_answers(answers: &[AnswerSummary], given_up: usize) -> Option<String> {
    let of = |verdict| answers.iter().filter(|answer| answer.verdict == verdict).count();
    let (all, on_time, unknown) =
        (answers.len() + given_up, of(AnswerVerdict::OnTime), of(AnswerVerdict::Unknown));
    let known = all - unknown;
    match all {
        0 => None,
        _ if known == 0 => Some("no first answer marked".to_string()),
        _ => {
            let of = counted(known, "first answer", "first answers");
            let not_known =
                if unknown == 0 { String::new() } else { format!(", {unknown} not known") };
            Some(format!("{on_time} of {of} on time{not_known}"))
        }
    }
}

/// `no flags`, `1 flag`, `7 flags, 2 severe`.
fn found(lines: &[FlagLine]) -> String {
    let is_severe = |line: &&FlagLine| line.flag.severity == Verdict::VeryLate;
    match lines.iter().filter(is_severe).count() {
        0 => flags_counted(lines.len()),
        severe => format!("{}, {severe} severe", flags_counted(lines.len())),
    }
}

fn flags_counted(flags: usize) -> String {
    match flags {
        0 => "no flags".to_string(),
        flags => counted(flags, "flag", "flags"),
    }
}

fn card(pacing: &Pacing, position: usize, lines: &[FlagLine]) -> SlotCard {
    let slot = &pacing.slots[position];
    let of_slot = || lines.iter().filter(move |line| line.flag.slot == position);
    let worst = of_slot().next();
    let look = match worst {
        Some(line) => line.flag.severity.into(),
        None if slot.questions.iter().any(QuestionPacing::is_measured) => VerdictLook::OnTime,
        None => VerdictLook::NotKnown,
    };
    let found = match (slot.actual, look) {
        (None, _) => "not come to".to_string(),
        (Some(_), VerdictLook::NotKnown) => "nothing measured".to_string(),
        (Some(_), _) => flags_counted(of_slot().count()),
    };
    let used = slot.actual.unwrap_or_default();
    let scale = PictureScale::of(slot.planned.max(used));
    let over = look_of(pacing, position, is_over);
    SlotCard {
        title: slot.title.shown(),
        number: slot.actual.is_some().then_some(position + 1),
        look,
        found,
        flag: worst.map(|line| line.positions[0] + 1),
        figures: figures(pacing, position),
        used: scale.at(used),
        planned: scale.at(slot.planned),
        used_fill: Fill::verdict(over.unwrap_or(VerdictLook::NotKnown)),
    }
}

/// The numbers of a slot, the one that matters most first.
fn figures(pacing: &Pacing, position: usize) -> Vec<LargeNumber> {
    let slot = &pacing.slots[position];
    let of = SlotSummary::of(slot);
    let mut figures = Vec::new();
    let answers: Vec<FigureValue> = of.first_answers.iter().map(answer).collect();
    let name = if answers.len() == 1 { "first answer" } else { "first answers" };
    let questions = questions(pacing, position, &of);
    if answers.is_empty() {
        figures.push(questions);
    } else {
        figures.extend([LargeNumber { name, is_answer: true, values: answers }, questions]);
    }
    if !pacing.audio.heard.is_zero() {
        figures.push(silence(pacing, position, of.longest_silence));
    }
    figures.push(used(pacing, position, slot));
    figures
}

fn answer(of: &AnswerSummary) -> FigureValue {
    let past = || m_ss(cut(of.value.unwrap_or_default()).saturating_sub(cut(of.limit)));
    let look = VerdictLook::from(of.verdict);
    let (value, beside) = match of.verdict {
        AnswerVerdict::OnTime => (None, look.sign().to_string()),
        AnswerVerdict::Late => (None, format!("{} late", past())),
        AnswerVerdict::VeryLate => (None, format!("{} late {}", past(), look.sign())),
        AnswerVerdict::Never => (Some("never"), look.sign().to_string()),
        AnswerVerdict::Unknown => (Some(look.sign()), "not marked".to_string()),
    };
    let value = value.map_or_else(|| m_ss(of.value.unwrap_or_default()), str::to_string);
    FigureValue { value, beside, look: Some(look) }
}

fn questions(pacing: &Pacing, position: usize, of: &SlotSummary) -> LargeNumber {
    let look = look_of(pacing, position, |flag| flag.kind == FlagKind::QuestionNotReached);
    let all = pacing.slots[position].questions.len();
    let beside = format!("of {all}{}", summary::skipped(of.skipped));
    let value = FigureValue { value: of.reached.to_string(), beside, look };
    LargeNumber { name: "questions", is_answer: false, values: vec![value] }
}

/// In the colour of the flag that is about it.
fn silence(pacing: &Pacing, position: usize, longest: Option<LongestSilence>) -> LargeNumber {
    let is_it = |flag: &Flag| {
        let is_silence = matches!(flag.kind, FlagKind::SilentStretch | FlagKind::SlowFirstWords);
        is_silence && longest.is_some_and(|of| !of.is_free() && flag.value == Some(of.length))
    };
    let value = FigureValue {
        value: longest.map_or_else(|| "-".to_string(), LongestSilence::told),
        beside: longest.filter(|of| of.is_free()).map_or("", |_| NO_LIMIT).to_string(),
        look: look_of(pacing, position, is_it),
    };
    LargeNumber { name: "silence", is_answer: false, values: vec![value] }
}

fn used(pacing: &Pacing, position: usize, slot: &SlotPacing) -> LargeNumber {
    let value = FigureValue {
        value: slot.actual.map_or_else(|| "-".to_string(), m_ss),
        beside: format!("of {}", m_ss(slot.planned)),
        look: look_of(pacing, position, is_over),
    };
    LargeNumber { name: "used", is_answer: false, values: vec![value] }
}

fn is_over(flag: &Flag) -> bool {
    flag.kind == FlagKind::SlotOver
}

/// How the worst of some flags of a slot looks.
fn look_of(pacing: &Pacing, slot: usize, which: impl Fn(&Flag) -> bool) -> Option<VerdictLook> {
    let of_slot = pacing.flags.iter().filter(|flag| flag.slot == slot && which(flag));
    of_slot.map(|flag| flag.severity.into()).max()
}
