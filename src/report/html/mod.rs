//! The report as one HTML file that needs nothing else: no network, no script. askama escapes all
//! text. It says what the text says, in the same order, and draws what the text can only hint at.

use std::time::Duration;

use askama::Template;

use super::blocks::{Block, Section};
use super::svg::{self, Percent};
use super::words;
use crate::pacing::{Pacing, QuestionPacing, SlotPacing, SoundKind, splits};
use crate::round::limits::Verdict;
use crate::time::m_ss;

/// The report of a round, as a whole page.
pub fn render(pacing: &Pacing) -> String {
    let mut flags = flags(pacing);
    let more_flags = flags.split_off(first_flags(flags.len()));
    let page = ReportPage {
        title: words::title(pacing),
        tool: super::json::TOOL,
        circumstances: words::circumstances(pacing),
        flags,
        more_flags,
        sections: words::sections(pacing)
            .into_iter()
            .map(|section| of_section(pacing, section))
            .collect(),
    };
    // It writes to memory, and no value of it can fail.
    page.render().unwrap_or_default()
}

#[derive(Template)]
#[template(path = "report.html")]
struct ReportPage {
    title: String,
    tool: &'static str,
    circumstances: Vec<String>,
    flags: Vec<FlagLine>,
    /// Those behind the fold.
    more_flags: Vec<FlagLine>,
    sections: Vec<SectionView>,
}

/// So many flags can be read before the first picture; the rest are folded away.
const FIRST_FLAGS: usize = 10;

struct FlagLine {
    number: usize,
    sign: &'static str,
    severity: &'static str,
    class: &'static str,
    wall_clock: String,
    text: String,
}

struct SectionView {
    heading: &'static str,
    /// Its parts, each under a heading of its own.
    parts: Vec<SectionPart>,
    /// Whether its parts are folded away.
    folded: bool,
}

impl SectionView {
    fn pictures(&self) -> bool {
        self.parts.iter().flat_map(|part| &part.blocks).any(|block| matches!(block, View::Slot(_)))
    }
}

struct SectionPart {
    heading: Option<String>,
    blocks: Vec<View>,
}

enum View {
    Line(String),
    List(Vec<String>),
    Flags,
    Slot(Box<SlotView>),
    Times(Vec<TimeRow>),
    Command(String),
}

struct SlotView {
    heading: String,
    timeline: svg::TimelinePicture,
    pace: Option<svg::PacePicture>,
    phases: Vec<[String; 4]>,
    marks: Vec<[String; 3]>,
    sound: Vec<[String; 3]>,
    splits: Vec<[String; 4]>,
}

struct TimeRow {
    planned: String,
    used: String,
    what: String,
    planned_width: Percent,
    used_width: Percent,
    class: &'static str,
}

/// One or two more are not worth a fold.
fn first_flags(all: usize) -> usize {
    if all > FIRST_FLAGS + 2 { FIRST_FLAGS } else { all }
}

fn flags(pacing: &Pacing) -> Vec<FlagLine> {
    let line = |(position, flag): (usize, &crate::pacing::Flag)| FlagLine {
        number: position + 1,
        sign: svg::sign(flag.severity),
        severity: words::severity(flag.severity),
        class: match flag.severity {
            Verdict::VeryLate => "very-late",
            Verdict::Late | Verdict::OnTime => "late",
        },
        wall_clock: flag.wall_clock.clone(),
        text: svg::flag_text(&flag.text).to_string(),
    };
    pacing.flags.iter().enumerate().map(line).collect()
}

fn of_section(pacing: &Pacing, section: Section) -> SectionView {
    let mut parts: Vec<SectionPart> = Vec::new();
    let mut slot_of_times = pacing.slots.iter().filter(|slot| slot.actual.is_some());
    for block in section.blocks {
        let view = match block {
            Block::Heading(heading) => {
                parts.push(SectionPart { heading: Some(heading), blocks: Vec::new() });
                continue;
            }
            Block::Line(text) => View::Line(text),
            Block::List(items) => View::List(items),
            Block::Flags => View::Flags,
            Block::Timeline(slot) => View::Slot(Box::new(slot_view(pacing, slot))),
            Block::Times(rows) => View::Times(time_rows(slot_of_times.next(), rows)),
            Block::Command(command) => View::Command(command),
        };
        match parts.last_mut() {
            Some(part) => part.blocks.push(view),
            None => parts.push(SectionPart { heading: None, blocks: vec![view] }),
        }
    }
    SectionView { heading: section.heading, parts, folded: section.heading == words::REFERENCES }
}

fn slot_view(pacing: &Pacing, position: usize) -> SlotView {
    let slot = &pacing.slots[position];
    let wall_clock = slot.wall_clock.as_deref().unwrap_or_default();
    let used = slot.actual.unwrap_or_default();
    SlotView {
        heading: format!(
            "{} · began {wall_clock} · {} of {}",
            slot.title,
            m_ss(used),
            m_ss(slot.planned)
        ),
        timeline: svg::timeline(pacing, position),
        pace: svg::pace(slot),
        phases: slot
            .questions
            .iter()
            .enumerate()
            .flat_map(|(at, question)| phases(at, question))
            .collect(),
        marks: marks(pacing, position),
        sound: sound(slot),
        splits: splits(slot)
            .iter()
            .map(|split| {
                let name = svg::split_name(slot, split);
                [name, m_ss(split.planned), m_ss(split.actual), svg::standing(split)]
            })
            .collect(),
    }
}

/// The table twin of the bars: question, phase, planned, actual.
fn phases(position: usize, question: &QuestionPacing) -> Vec<[String; 4]> {
    let mut from = question.planned_start;
    let row = |(at, phase): (usize, &crate::pacing::PhasePacing)| {
        let begin = from;
        from += phase.planned;
        let within = question.stays.iter().filter(|stay| (stay.first..=stay.last).contains(&at));
        let stays: Vec<String> = within
            .map(|stay| {
                let range = format!("{} to {}", m_ss(stay.from.in_slot), m_ss(stay.to.in_slot));
                if stay.phase().is_some() {
                    range
                } else {
                    format!("within {range}, not marked apart")
                }
            })
            .collect();
        let actual = match (question.shown, stays.is_empty()) {
            (None, _) => "question not reached".to_string(),
            (Some(_), true) => "no time".to_string(),
            (Some(_), false) => stays.join("; "),
        };
        let title = format!(
            "{}: {}",
            position + 1,
            question.seen().map_or("not shown yet", |(_, title)| title)
        );
        [title, phase.name.clone(), format!("{} to {}", m_ss(begin), m_ss(from)), actual]
    };
    question.phases.iter().enumerate().map(row).collect()
}

/// The table twin of what stands beneath the bars: when, what, and in words.
fn marks(pacing: &Pacing, position: usize) -> Vec<[String; 3]> {
    let moments = svg::moments(&pacing.slots[position]).into_iter();
    let moments = moments.map(|mark| (mark.at, mark.what.to_string(), mark.title));
    let flags = pacing.flags.iter().enumerate().filter(|(_, flag)| flag.slot == position);
    let flags = flags.map(|(at, flag)| {
        let what = format!("flag {}, {}", at + 1, words::severity(flag.severity));
        (flag.at, what, svg::flag_text(&flag.text).to_string())
    });
    let mut rows: Vec<(Duration, String, String)> = moments.chain(flags).collect();
    rows.sort_by_key(|(at, ..)| *at);
    rows.into_iter().map(|(at, what, title)| [m_ss(at), what, title]).collect()
}

/// The table twin of what was heard: what, when, and for how long.
fn sound(slot: &SlotPacing) -> Vec<[String; 3]> {
    let total = |what: SoundKind| -> Duration {
        slot.sound
            .iter()
            .filter(|sound| sound.what == what)
            .map(|sound| sound.to - sound.from)
            .sum()
    };
    let row = |(name, what): (&str, SoundKind)| {
        [name.to_string(), "in all".to_string(), m_ss(total(what))]
    };
    let totals = [
        ("talking", SoundKind::Talking),
        ("silence", SoundKind::Quiet),
        (UNKNOWN, SoundKind::Unknown),
    ]
    .map(row);
    let unknown = svg::not_heard(slot).into_iter();
    let unknown = unknown.map(|(from, to)| {
        [UNKNOWN.to_string(), format!("{} to {}", m_ss(from), m_ss(to)), m_ss(to - from)]
    });
    totals.into_iter().chain(unknown).collect()
}

const UNKNOWN: &str = "unknown: not heard";

fn time_rows(slot: Option<&SlotPacing>, rows: Vec<[String; 3]>) -> Vec<TimeRow> {
    let spent = slot.map(|slot| slot.spent.as_slice()).unwrap_or_default();
    let longest = spent
        .iter()
        .map(|row| row.planned.max(row.used.unwrap_or_default()))
        .max()
        .unwrap_or_default();
    let scale = svg::PictureScale::of(longest);
    let row = |(position, [planned, used, what]): (usize, [String; 3])| {
        // After the phases come the spare time and the sum, which have no bars.
        let of = spent.get(position);
        let (budget, took) = of.map_or((Duration::ZERO, Duration::ZERO), |of| {
            (of.planned, of.used.unwrap_or_default())
        });
        TimeRow {
            planned,
            used,
            what,
            planned_width: scale.at(budget),
            used_width: scale.at(took),
            class: match of {
                _ if took > budget => "over",
                Some(of) if !of.loans.is_empty() => "borrowed",
                _ => "within",
            },
        }
    };
    rows.into_iter().enumerate().map(row).collect()
}

#[cfg(test)]
mod tests;
