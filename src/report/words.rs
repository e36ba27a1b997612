//! What a report says, in order. Text, Markdown and HTML all lay out these sections, so that they
//! say the same.

use std::time::Duration;

use super::blocks::{Block, Section};
use super::numbers::ratings;
use super::references::references;
use super::told;
use crate::pacing::{
    AnswerKnown, Audio, GapPacing, Lender, Loan, Pacing, QuestionPacing, SlotPacing, Spent,
    Standing,
};
use crate::round::limits::Verdict;
use crate::session::event::{LeftWhy, QuestionEnd, Source};
use crate::time::m_ss;
use crate::voice::loudness::{Hint, kept_hint};

/// The heading above what answers are compared with.
pub const REFERENCES: &str = "To compare with";

/// The name of the round.
pub fn title(pacing: &Pacing) -> String {
    if pacing.title.is_empty() { pacing.template.clone() } else { pacing.title.clone() }
}

/// When and how the round ran, a line each.
pub fn circumstances(pacing: &Pacing) -> Vec<String> {
    let mut first = vec![pacing.started.strftime("%a %-d %b %Y, %H:%M").to_string()];
    if pacing.strict {
        first.push("strict".to_string());
    }
    #[expect(clippy::float_cmp, reason = "1 is what is written when nobody asked for a speed")]
    if pacing.speed != 1.0 {
        first.push(format!("speed {}x: clock times are the round's own", pacing.speed));
    }
    let standing = match pacing.standing {
        Standing::Finished => None,
        Standing::Left(LeftWhy::Interrupted) => Some("left (interrupted)"),
        Standing::Left(LeftWhy::Ended) => Some("left between slots"),
        Standing::Left(LeftWhy::Quit) => Some("left (quit)"),
        Standing::Left(LeftWhy::Terminated) => Some("left (terminated)"),
        Standing::Left(LeftWhy::HungUp) => Some("left (the terminal went away)"),
        Standing::Unfinished => Some("not finished"),
    };
    first.extend(standing.map(str::to_string));
    let times = &pacing.times;
    let mut parts = vec![format!("{} running", m_ss(times.running))];
    for (spent, what) in [(times.waiting, "waiting"), (times.paused, "paused"), (times.gap, "gap")]
    {
        if !spent.is_zero() {
            parts.push(format!("{} {what}", m_ss(spent)));
        }
    }
    vec![
        first.join(" · "),
        format!("{} in all: {}", m_ss(times.elapsed), parts.join(", ")),
        speech(&pacing.audio),
    ]
}

fn speech(audio: &Audio) -> String {
    let source = match audio.source {
        _ if audio.heard.is_zero() => return "speech: not heard".to_string(),
        Some(Source::Recording) => "from a recording",
        Some(Source::Microphone) | None => "from the microphone",
    };
    let heard = match audio.unknown {
        Duration::ZERO => format!("heard for {} {source}", m_ss(audio.heard)),
        unknown => {
            format!("heard for {} {source}, unknown for {}", m_ss(audio.heard), m_ss(unknown))
        }
    };
    if audio.speech {
        let trouble = match kept_hint(audio.levels.speech, audio.levels.clipped) {
            Some(Hint::TooQuiet) => " · the voice was too quiet: words may have been missed",
            Some(Hint::Clipping) => " · the voice was clipped: turn the microphone's level down",
            None => "",
        };
        return format!("speech: {heard}{trouble}");
    }
    let level = |level: Option<f64>| {
        level.map_or("not known".to_string(), |level| format!("{level:.0} dB"))
    };
    let (speech, noise) = (level(audio.levels.speech), level(audio.levels.noise));
    format!(
        "speech: none detected ({heard}; speech level {speech}, noise {noise}), so silence is not known"
    )
}

/// The whole report below the circumstances.
pub fn sections(pacing: &Pacing) -> Vec<Section> {
    let mut sections = vec![Section { heading: "Flags", blocks: flags(pacing) }];
    let begun = || pacing.slots.iter().enumerate().filter(|(_, slot)| slot.actual.is_some());
    let mut add = |heading, blocks: Vec<Block>| {
        if !blocks.is_empty() {
            sections.push(Section { heading, blocks });
        }
    };
    add("Timeline", begun().map(|(position, _)| Block::Timeline(position)).collect());
    add("Where the time went", begun().flat_map(|(_, slot)| time_spent(slot)).collect());
    add("Told answers", told::answers(pacing));
    add("Your rating, beside the numbers", ratings(pacing));
    add(REFERENCES, begun().flat_map(|(_, slot)| references(slot)).collect());
    add(if pacing.strict { "Breaches" } else { "Gaps" }, gaps(pacing));
    add("Next", pacing.next.iter().cloned().map(Block::Command).collect());
    sections
}

fn flags(pacing: &Pacing) -> Vec<Block> {
    let unknown = unknown(pacing);
    let mut blocks =
        vec![if pacing.flags.is_empty() { Block::Line(no_flags(pacing)) } else { Block::Flags }];
    if !unknown.is_empty() {
        blocks.push(Block::Heading("Notes".to_string()));
        blocks.push(Block::List(unknown));
    }
    blocks
}

/// `coding 1, question 2`.
pub fn place(slot: &SlotPacing, question: usize) -> String {
    crate::pacing::place(slot, Some(question), None)
}

/// How a severity reads.
pub fn severity(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::VeryLate => "very late",
        Verdict::Late | Verdict::OnTime => "late",
    }
}

/// Every question with its slot and its position in it.
fn questions(pacing: &Pacing) -> impl Iterator<Item = (&SlotPacing, usize, &QuestionPacing)> {
    pacing.slots.iter().flat_map(|slot| {
        slot.questions.iter().enumerate().map(move |(at, question)| (slot, at, question))
    })
}

/// No flags is said with what was measured: nothing found where nothing was looked at says nothing.
fn no_flags(pacing: &Pacing) -> String {
    let shown: Vec<&QuestionPacing> = questions(pacing)
        .map(|(_, _, question)| question)
        .filter(|question| question.shown.is_some())
        .collect();
    let mut parts = Vec::new();
    let mut add = |what: &str,
                   applies: &dyn Fn(&QuestionPacing) -> bool,
                   known: &dyn Fn(&QuestionPacing) -> bool| {
        let of: Vec<_> = shown.iter().filter(|question| applies(question)).collect();
        if !of.is_empty() {
            let known = of.iter().filter(|question| known(question)).count();
            parts.push(format!("{what} in {known} of {} questions", of.len()));
        }
    };
    let asked = |question: &QuestionPacing| question.first_answer.known != AnswerKnown::NotAsked;
    add("first answers", &asked, &|question| question.first_answer.known != AnswerKnown::Unknown);
    add("length of the answers", &|question| question.limits.answer.is_some(), &|question| {
        question.answer.is_some()
    });
    add("phases", &|_| true, &|question| {
        question.phases.iter().any(|phase| phase.actual.is_some())
    });
    if shown.is_empty() {
        return "no flags: no question was shown".to_string();
    }
    let silence = if pacing.audio.tells() {
        format!("silence in {}", m_ss(pacing.audio.heard))
    } else {
        "but no silence".to_string()
    };
    format!("no flags; measured: {}, slot lengths, {silence}", parts.join(", "))
}

/// What the report can't say, and about which questions.
fn unknown(pacing: &Pacing) -> Vec<String> {
    let skipped = |question: &QuestionPacing| {
        question.ended.is_some_and(|(_, how)| how == QuestionEnd::Skipped)
    };
    let of = |what: &str, applies: &dyn Fn(&QuestionPacing) -> bool| {
        let shown = questions(pacing).filter(|(_, _, question)| question.shown.is_some());
        let places: Vec<String> = shown
            .filter(|(_, _, question)| applies(question))
            .map(|(slot, at, _)| place(slot, at))
            .collect();
        (!places.is_empty()).then(|| format!("{what}: {}", places.join("; ")))
    };
    let untold = |question: &QuestionPacing| {
        question.limits.answer.is_some() && question.told.is_none() && !skipped(question)
    };
    let unmarked = |question: &QuestionPacing| {
        let unknown = question.phases.iter().all(|phase| phase.actual.is_none());
        question.phases.len() > 1 && unknown && !skipped(question)
    };
    let notes = [
        of("first answer neither marked nor said in the review", &|question| {
            question.first_answer.known == AnswerKnown::Unknown
        }),
        of("end of the answer not marked", &untold),
        of("phases not marked", &unmarked),
        of("skipped", &skipped),
        of("interrupted by a gap", &|question| question.interrupted),
        of("open when the round broke off", &|question| question.ended.is_none()),
    ];
    let mut notes: Vec<String> = notes.into_iter().flatten().collect();
    let unattended: Vec<&str> = pacing
        .slots
        .iter()
        .filter(|slot| slot.unattended)
        .map(|slot| slot.title.as_str())
        .collect();
    if !unattended.is_empty() {
        notes.push(format!("nothing marked, ended by the clock: {}", unattended.join("; ")));
    }
    let cut = |slot: &&SlotPacing| slot.ended.is_none();
    let not_come_to: Vec<&str> = pacing
        .slots
        .iter()
        .filter(cut)
        .filter(|slot| slot.actual.is_none())
        .map(|slot| slot.title.as_str())
        .collect();
    if !not_come_to.is_empty() {
        notes.push(format!("not come to: {}", not_come_to.join("; ")));
    }
    notes
}

fn time_spent(slot: &SlotPacing) -> Vec<Block> {
    let used = slot.actual.map_or(String::new(), m_ss);
    let mut rows: Vec<[String; 3]> = slot.spent.iter().map(|row| spent(slot, row)).collect();
    if !slot.spare.is_zero() {
        rows.push([m_ss(slot.spare), String::new(), "spare".to_string()]);
    }
    rows.push([m_ss(slot.planned), used, "in all".to_string()]);
    vec![Block::Heading(slot.title.clone()), Block::Times(rows)]
}

fn spent(slot: &SlotPacing, row: &Spent) -> [String; 3] {
    let loan = |loan: &Loan| {
        let from = match loan.from {
            Lender::Spare => "spare time".to_string(),
            Lender::Earlier => "what was left over".to_string(),
            Lender::Later(later) => {
                slot.spent.get(later).map_or_else(String::new, |lender| what(slot, lender))
            }
            Lender::Overtime => return format!("{} past the slot's end", m_ss(loan.time)),
        };
        format!("{} from {from}", m_ss(loan.time))
    };
    let loans: Vec<String> = row.loans.iter().map(loan).collect();
    let borrowed =
        if loans.is_empty() { String::new() } else { format!(" · borrowed {}", loans.join("; ")) };
    let used = row.used.map_or("-".to_string(), m_ss);
    [m_ss(row.planned), used, format!("{}{borrowed}", what(slot, row))]
}

/// `question 1, understand to approach`.
fn what(slot: &SlotPacing, row: &Spent) -> String {
    let question = &slot.questions[row.question];
    let (first, last) = (*row.phases.start(), *row.phases.end());
    let name = |phase: usize| question.phases.get(phase).map_or("", |phase| phase.name.as_str());
    let phases = if question.shown.is_none() {
        "not reached".to_string()
    } else if first == last {
        name(first).to_string()
    } else {
        format!("{} to {}", name(first), name(last))
    };
    if slot.questions.len() > 1 {
        format!("question {}, {phases}", row.question + 1)
    } else {
        phases
    }
}

fn gaps(pacing: &Pacing) -> Vec<Block> {
    let gap = |gap: &GapPacing| {
        let at = match gap.place {
            Some((slot, Some(question))) => place(&pacing.slots[slot], question),
            Some((slot, None)) => pacing.slots[slot].title.clone(),
            None => "between slots".to_string(),
        };
        let breach =
            if pacing.strict && gap.place.is_some() { " (a strict round has none)" } else { "" };
        format!(
            "{} {at}: {} in which the tool did not run{breach}",
            gap.wall_clock,
            m_ss(gap.length)
        )
    };
    if pacing.gaps.is_empty() {
        Vec::new()
    } else {
        vec![Block::List(pacing.gaps.iter().map(gap).collect())]
    }
}
