//! A slot of the page: its pictures, and the tables that say the same.

use std::time::Duration;

use super::sound::{HearLink, SoundLink, hear, players};
use crate::pacing::{Pacing, QuestionPacing, SlotPacing, SoundKind, Split, splits};
use crate::report::colours::Fill;
use crate::report::svg;
use crate::time::{Stretch, m_ss};

/// What the fills of the sound mean.
pub(super) const SOUND_KEY: [(Fill, &str); 3] = [
    (Fill::TALKING, "talking, with pauses under 3 s"),
    (Fill::QUIET, "silence"),
    (Fill::UNHEARD, "unknown: not heard"),
];

/// A slot's pictures and their twins.
pub(super) struct SlotView {
    /// Counted from 1.
    pub(super) number: usize,
    pub(super) heading: String,
    pub(super) timeline: svg::TimelinePicture,
    pub(super) pace: Option<svg::PacePicture>,
    /// What plays its sound.
    pub(super) players: Vec<HearLink>,
    pub(super) phases: Vec<BarRow>,
    pub(super) marks: Vec<[String; 3]>,
    pub(super) sound: Vec<[String; 3]>,
    pub(super) splits: Vec<[String; 4]>,
}

/// The table twin of a bar of the plan.
pub(super) struct BarRow {
    pub(super) question: String,
    /// Where the question can be heard; it stands in the row of its first phase.
    pub(super) hear_question: Option<HearLink>,
    pub(super) phase: String,
    pub(super) hear_phase: Option<HearLink>,
    pub(super) planned: String,
    pub(super) actual: String,
}

/// The slot at a position.
pub(super) fn slot_view(pacing: &Pacing, sounds: &[SoundLink], position: usize) -> SlotView {
    let slot = &pacing.slots[position];
    let wall_clock = slot.wall_clock.as_deref().unwrap_or_default();
    let times = format!("{} of {}", m_ss(slot.actual.unwrap_or_default()), m_ss(slot.planned));
    let mut phases = Vec::new();
    for (at, question) in slot.questions.iter().enumerate() {
        add_phases(&mut phases, sounds, at, question);
    }
    SlotView {
        number: position + 1,
        heading: format!("{} · began {wall_clock} · {times}", slot.title),
        timeline: svg::timeline(pacing, position),
        pace: svg::pace(pacing, position),
        players: players(sounds, slot),
        phases,
        marks: marks(pacing, position),
        sound: sound(slot),
        splits: splits(slot).iter().map(|split| split_row(slot, split)).collect(),
    }
}

/// The table twin of the pace: question and phases, planned end, actual end, how they stand.
fn split_row(slot: &SlotPacing, split: &Split) -> [String; 4] {
    let name = svg::split_name(slot, split);
    [name, m_ss(split.planned), m_ss(split.actual), svg::standing(split)]
}

/// The table twin of the bars.
fn add_phases(
    rows: &mut Vec<BarRow>,
    sounds: &[SoundLink],
    position: usize,
    question: &QuestionPacing,
) {
    let title = question.seen().map_or("not shown yet".to_string(), |(_, title)| title.shown());
    let mut from = question.planned_start;
    for (at, phase) in question.phases.iter().enumerate() {
        let planned = Stretch { from, to: from + phase.planned };
        let actual = match question.shown {
            Some(_) => stays(question, at),
            None => "question not reached".to_string(),
        };
        // One that was not marked apart is somewhere in the stretch of several.
        let marked = question.stays.iter().find(|stay| stay.phase() == Some(at));
        let within = || question.stays.iter().find(|of| (of.first..=of.last).contains(&at));
        let stay = marked.or_else(within);
        let shown = question.shown.filter(|_| at == 0);
        rows.push(BarRow {
            question: format!("{}: {title}", position + 1),
            hear_question: shown.and_then(|shown| hear(sounds, shown.elapsed)),
            phase: phase.name.shown(),
            hear_phase: stay.and_then(|stay| hear(sounds, stay.from.elapsed)),
            planned: svg::from_to(planned),
            actual,
        });
        from = planned.to;
    }
}

/// When a question stood in a phase.
fn stays(question: &QuestionPacing, phase: usize) -> String {
    let mut stays = Vec::new();
    for stay in &question.stays {
        let range = svg::from_to(Stretch { from: stay.from.in_slot, to: stay.to.in_slot });
        match stay.phase() {
            Some(known) if known == phase => stays.push(range),
            None if (stay.first..=stay.last).contains(&phase) => {
                stays.push(format!("within {range}, not marked apart"));
            }
            Some(_) | None => {}
        }
    }
    if stays.is_empty() { "no time".to_string() } else { stays.join("; ") }
}

/// The table twin of what stands beneath the bars: when, what, and in words.
fn marks(pacing: &Pacing, position: usize) -> Vec<[String; 3]> {
    let mut marks: Vec<(Duration, String, String)> = Vec::new();
    for moment in svg::moments(&pacing.slots[position]) {
        marks.push((moment.at, moment.what.to_string(), moment.title));
    }
    for (at, flag) in pacing.flags.iter().enumerate() {
        if flag.slot == position {
            let what = format!("flag {}, {}", at + 1, flag.kind.reads(flag.severity));
            marks.push((flag.at, what, flag.text.clone()));
        }
    }
    marks.sort_by_key(|(at, ..)| *at);
    marks.into_iter().map(|(at, what, title)| [m_ss(at), what, title]).collect()
}

/// The table twin of what was heard: what, when, and for how long; empty where nothing was.
pub(super) fn sound(slot: &SlotPacing) -> Vec<[String; 3]> {
    let mut rows = Vec::new();
    if !svg::is_heard(slot) {
        return rows;
    }
    for (name, what) in [
        ("talking", SoundKind::Talking),
        ("silence", SoundKind::Quiet),
        (UNKNOWN, SoundKind::Unknown),
    ] {
        let of = slot.sound.iter().filter(|sound| sound.what == what);
        let total: Duration = of.map(|sound| sound.to - sound.from).sum();
        rows.push([name.to_string(), "in all".to_string(), m_ss(total)]);
    }
    for when in svg::not_heard(slot) {
        rows.push([UNKNOWN.to_string(), svg::from_to(when), m_ss(when.length())]);
    }
    rows
}

const UNKNOWN: &str = "unknown: not heard";
