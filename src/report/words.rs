//! What a report says, in order. Text, Markdown and HTML all lay out these sections, so that they
//! say the same.

use std::ops::RangeInclusive;
use std::time::Duration;

use super::blocks::{Block, Section};
use super::flags::phases_look;
use super::look::VerdictLook;
use super::notes::{no_flags, notes};
use super::numbers::ratings;
use super::references::references;
use super::{spoken, summary, told};
use crate::pacing::{
    AskedText, Audio, HowFar, Lender, Loan, Pacing, QuestionPacing, SlotPacing, Spent,
};
use crate::session::event::{LeftWhy, Source};
use crate::time::{adding_up, cut_to, cut_to_first, m_ss};
use crate::voice::loudness::{Hint, kept_hint};
use crate::word::Word;

/// The heading above what is known in ten seconds.
pub(crate) const IN_SHORT: &str = "In short";

/// The heading above the flags.
pub(crate) const FLAGS: &str = "Flags";

/// The heading above the timelines.
pub(crate) const TIMELINE: &str = "Timeline";

/// The heading above what answers are compared with.
pub(crate) const REFERENCES: &str = "To compare with";
/// The section of what was asked, for who didn't see it: a person's own terminal leaves it out.
pub(crate) const QUESTIONS: &str = "What was asked";

/// The name of the round.
pub(crate) fn title(pacing: &Pacing) -> String {
    let title = pacing.title.shown();
    if title.is_empty() { pacing.template.shown() } else { title }
}

/// When and how the round ran, a line each.
pub(crate) fn circumstances(pacing: &Pacing) -> Vec<String> {
    let mut first = vec![pacing.started.strftime("%a %-d %b %Y, %H:%M").to_string()];
    if pacing.strict {
        first.push("strict".to_string());
    }
    first.extend(pacing.level.map(|level| level.word().to_string()));
    #[expect(clippy::float_cmp, reason = "1 is what is written when nobody asked for a speed")]
    if pacing.speed != 1.0 {
        first.push(format!("speed {}x: clock times are the round's own", pacing.speed));
    }
    let standing = match pacing.standing {
        HowFar::Finished => None,
        HowFar::Left(LeftWhy::Interrupted) => Some("left (interrupted)"),
        HowFar::Left(LeftWhy::Ended) => Some("left between slots"),
        HowFar::Left(LeftWhy::Quit) => Some("left (quit)"),
        HowFar::Left(LeftWhy::Terminated) => Some("left (terminated)"),
        HowFar::Left(LeftWhy::HungUp) => Some("left (the terminal went away)"),
        HowFar::Unfinished => Some("not finished"),
    };
    first.extend(standing.map(str::to_string));
    let times = &pacing.times;
    let accounts = [times.running, times.waiting, times.paused, times.gap];
    let [running, waiting, paused, gap] = adding_up(accounts, times.elapsed);
    let mut parts = vec![format!("{} running", m_ss(running))];
    for (spent, what) in [(waiting, "waiting"), (paused, "paused"), (gap, "gap")] {
        if !spent.is_zero() {
            parts.push(format!("{} {what}", m_ss(spent)));
        }
    }
    vec![
        first.join(" · "),
        format!("{} in all: {}", m_ss(times.elapsed), parts.join(", ")),
        speech(&pacing.audio, running),
    ]
}

fn speech(audio: &Audio, running: Duration) -> String {
    let [heard, unknown] = adding_up([audio.heard, audio.unknown], running);
    let source = match audio.source {
        _ if audio.heard.is_zero() => return "speech: not heard".to_string(),
        Some(Source::Recording) => "from a recording",
        Some(Source::Microphone) | None => "from the microphone",
    };
    let heard = match unknown {
        Duration::ZERO => format!("heard for {} {source}", m_ss(heard)),
        unknown => format!("heard for {} {source}, unknown for {}", m_ss(heard), m_ss(unknown)),
    };
    if audio.speech {
        let trouble = match kept_hint(audio.levels.speech, audio.levels.clipped) {
            Some(Hint::TooQuiet) => " · the voice was too quiet: words may have been missed",
            Some(Hint::Clipping) => " · the voice was clipped: turn the microphone's level down",
            None => "",
        };
        return format!("speech: {heard}{trouble}");
    }
    let (speech, noise) = (level(audio.levels.speech), level(audio.levels.noise));
    let levels = format!("speech level {speech}, noise {noise}");
    format!("speech: none detected ({heard}; {levels}), so silence is not known")
}

fn level(level: Option<f64>) -> String {
    match level {
        Some(level) => format!("{level:.0} dB"),
        None => "not known".to_string(),
    }
}

/// The whole report below the circumstances.
pub(crate) fn sections(pacing: &Pacing) -> Vec<Section> {
    let (mut timelines, mut times, mut compared) = (Vec::new(), Vec::new(), Vec::new());
    for (position, slot) in pacing.slots.iter().enumerate() {
        if slot.actual.is_some() {
            timelines.push(Block::Timeline(position));
            times.extend(time_spent(pacing, position));
            compared.extend(references(slot));
        }
    }
    let mut sections = vec![
        Section { heading: IN_SHORT, blocks: summary::blocks(pacing) },
        Section { heading: FLAGS, blocks: flags(pacing) },
        Section { heading: TIMELINE, blocks: timelines },
        Section { heading: "Where the time went", blocks: times },
        Section { heading: "Told answers", blocks: told::answers(pacing) },
        Section { heading: "How it was spoken", blocks: spoken::blocks(pacing) },
        Section { heading: "Your rating, beside the numbers", blocks: ratings(pacing) },
        Section { heading: "What you typed", blocks: typed(pacing) },
        Section { heading: QUESTIONS, blocks: asked(pacing) },
        Section { heading: REFERENCES, blocks: compared },
        Section { heading: if pacing.strict { "Breaches" } else { "Gaps" }, blocks: gaps(pacing) },
    ];
    sections.retain(|section| !section.blocks.is_empty());
    sections
}

fn flags(pacing: &Pacing) -> Vec<Block> {
    let flags = if pacing.flags.is_empty() { Block::Line(no_flags(pacing)) } else { Block::Flags };
    let mut blocks = vec![flags];
    let notes = notes(pacing);
    if !notes.is_empty() {
        blocks.extend([Block::Heading("Notes".to_string()), Block::List(notes)]);
    }
    blocks
}

/// `understand`, `understand to approach`; with the question before it in a slot of several.
pub(crate) fn phases(slot: &SlotPacing, question: usize, phases: &RangeInclusive<usize>) -> String {
    let of = &slot.questions[question];
    let (first, last) = (phase(of, *phases.start()), phase(of, *phases.end()));
    let phases = if phases.start() == phases.end() { first } else { format!("{first} to {last}") };
    in_question(slot, question, phases)
}

/// The name of a phase of a question; empty past its last.
pub(crate) fn phase(question: &QuestionPacing, at: usize) -> String {
    question.phases.get(at).map(|phase| phase.name.shown()).unwrap_or_default()
}

fn in_question(slot: &SlotPacing, question: usize, what: String) -> String {
    match slot.questions.len() {
        1 => what,
        _ => format!("question {}, {what}", question + 1),
    }
}

/// Where the time of a slot went. A phase that a flag names reads as it does there: the seconds
/// that the rows lack to add up, since each is cut, go to the others.
fn time_spent(pacing: &Pacing, position: usize) -> Vec<Block> {
    let slot = &pacing.slots[position];
    let is_unnamed = |row: &&Spent| {
        let look = phases_look(pacing, (position, row.question), &row.phases);
        matches!(look, VerdictLook::OnTime | VerdictLook::NotKnown)
    };
    let mut planned: Vec<Duration> = slot.spent.iter().map(|row| row.planned).collect();
    planned.push(slot.spare);
    cut_to(&mut planned, slot.planned);
    let reached: Vec<&Spent> = slot.spent.iter().filter(|row| row.used.is_some()).collect();
    let mut used: Vec<Duration> = reached.iter().filter_map(|row| row.used).collect();
    // A second more mustn't make a phase read as over a budget that it kept.
    let bears = |row: &&Spent| is_unnamed(row) && row.used.is_some_and(|used| used < row.planned);
    let unnamed: Vec<bool> = reached.iter().map(bears).collect();
    cut_to_first(&mut used, slot.actual.unwrap_or_default(), |at| unnamed[at]);
    let mut used = used.into_iter();
    let mut rows = Vec::new();
    for (row, planned) in slot.spent.iter().zip(&planned) {
        let used = row.used.and_then(|_| used.next());
        rows.push([m_ss(*planned), used.map_or("-".to_string(), m_ss), spent_on_what(slot, row)]);
    }
    if let Some(spare) = planned.last().filter(|spare| !spare.is_zero()) {
        rows.push([m_ss(*spare), String::new(), "spare".to_string()]);
    }
    let used = slot.actual.map_or(String::new(), m_ss);
    rows.push([m_ss(slot.planned), used, "in all".to_string()]);
    vec![Block::Heading(slot.title.shown()), Block::Times(rows)]
}

fn spent_on_what(slot: &SlotPacing, row: &Spent) -> String {
    let loans: Vec<String> = row.loans.iter().map(|loan| borrowed(slot, loan)).collect();
    let what = spent_on(slot, row);
    if loans.is_empty() { what } else { format!("{what} · borrowed {}", loans.join("; ")) }
}

fn borrowed(slot: &SlotPacing, loan: &Loan) -> String {
    let time = m_ss(loan.time);
    match loan.from {
        Lender::Spare => format!("{time} from spare time"),
        Lender::Earlier => format!("{time} from what was left over"),
        Lender::Later(later) => match slot.spent.get(later) {
            Some(lender) => format!("{time} from {}", spent_on(slot, lender)),
            None => format!("{time} from "),
        },
        Lender::Overtime => format!("{time} past the slot's end"),
    }
}

/// `question 1, understand to approach`.
fn spent_on(slot: &SlotPacing, row: &Spent) -> String {
    match slot.questions[row.question].shown {
        Some(_) => phases(slot, row.question, &row.phases),
        None => in_question(slot, row.question, "not reached".to_string()),
    }
}

/// The questions that were shown.
fn asked(pacing: &Pacing) -> Vec<Block> {
    let mut blocks = Vec::new();
    for slot in &pacing.slots {
        for (at, question) in slot.questions.iter().enumerate() {
            let place = crate::pacing::place(slot, Some(at), None);
            let folded = |asked: &AskedText| {
                Block::Folded(format!("{place}: {}", question.title), asked.lines.clone())
            };
            blocks.extend(question.asked.as_ref().map(folded));
        }
    }
    blocks
}

/// The files of what was typed below the questions.
fn typed(pacing: &Pacing) -> Vec<Block> {
    let mut files = Vec::new();
    for slot in &pacing.slots {
        for (at, question) in slot.questions.iter().enumerate() {
            let place = crate::pacing::place(slot, Some(at), None);
            files.extend(question.typed.iter().map(|file| format!("{place}: {file}")));
        }
    }
    if files.is_empty() { Vec::new() } else { vec![Block::List(files)] }
}

fn gaps(pacing: &Pacing) -> Vec<Block> {
    let mut gaps = Vec::new();
    for gap in &pacing.gaps {
        let at = match gap.place {
            Some((slot, Some(question))) => {
                crate::pacing::place(&pacing.slots[slot], Some(question), None)
            }
            Some((slot, None)) => pacing.slots[slot].title.shown(),
            None => "between slots".to_string(),
        };
        let is_breach = pacing.strict && gap.place.is_some();
        let breach = if is_breach { " (a strict round has none)" } else { "" };
        let length = gap.length.map_or_else(|| "an unknown time".to_string(), m_ss);
        let clock = &gap.wall_clock;
        gaps.push(format!("{clock} {at}: {length} in which the tool did not run{breach}"));
    }
    if gaps.is_empty() { Vec::new() } else { vec![Block::List(gaps)] }
}
