//! The report as one HTML file that needs nothing else: no network, no script. askama escapes all
//! text. It says what the text says, in the same order, and draws what the text can only hint at.

use std::time::Duration;

use askama::Template;

use super::blocks::{Block, Section};
use super::look::VerdictLook;
use super::svg::{self, Percent};
use super::{flags, words};
use crate::pacing::{Pacing, QuestionPacing, SlotPacing, SoundKind, Split, splits};
use crate::time::{Stretch, m_ss};

/// The report of a round, as a whole page.
pub(crate) fn render(pacing: &Pacing) -> String {
    let mut flags = flag_items(pacing);
    let more_flags = flags.split_off(first_flags(flags.len()));
    let mut sections = Vec::new();
    for section in words::sections(pacing) {
        sections.push(of_section(pacing, section));
    }
    let page = ReportPage {
        title: words::title(pacing),
        tool: super::json::TOOL,
        circumstances: words::circumstances(pacing),
        flags,
        more_flags,
        sections,
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
    flags: Vec<FlagItem>,
    /// Those behind the fold.
    more_flags: Vec<FlagItem>,
    sections: Vec<SectionView>,
}

/// So many flags can be read before the first picture; the rest are folded away.
const FIRST_FLAGS: usize = 10;

struct FlagItem {
    number: usize,
    /// The numbers of those that are told with it.
    others: Vec<usize>,
    sign: &'static str,
    reads: &'static str,
    class: &'static str,
    /// Minutes into its slot.
    at: String,
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
    Slots(Vec<[String; 5]>),
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

fn flag_items(pacing: &Pacing) -> Vec<FlagItem> {
    let mut items = Vec::new();
    for line in flags::lines(pacing) {
        let flag = line.flag;
        items.push(FlagItem {
            number: line.positions[0] + 1,
            others: line.positions[1..].iter().map(|at| at + 1).collect(),
            sign: VerdictLook::from(flag.severity).sign(),
            reads: flag.kind.reads(flag.severity),
            class: VerdictLook::from(flag.severity).class(),
            at: m_ss(flag.at),
            wall_clock: flag.wall_clock.clone(),
            text: line.text,
        });
    }
    items
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
            Block::Slots(rows) => View::Slots(rows),
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
    let times = format!("{} of {}", m_ss(slot.actual.unwrap_or_default()), m_ss(slot.planned));
    let mut phases = Vec::new();
    for (at, question) in slot.questions.iter().enumerate() {
        add_phases(&mut phases, at, question);
    }
    SlotView {
        heading: format!("{} · began {wall_clock} · {times}", slot.title),
        timeline: svg::timeline(pacing, position),
        pace: svg::pace(slot),
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

/// The table twin of the bars: question, phase, planned, actual.
fn add_phases(rows: &mut Vec<[String; 4]>, position: usize, question: &QuestionPacing) {
    let title = question.seen().map_or("not shown yet", |(_, title)| title);
    let mut from = question.planned_start;
    for (at, phase) in question.phases.iter().enumerate() {
        let planned = Stretch { from, to: from + phase.planned };
        let actual = match question.shown {
            Some(_) => stays(question, at),
            None => "question not reached".to_string(),
        };
        rows.push([
            format!("{}: {title}", position + 1),
            phase.name.clone(),
            svg::from_to(planned),
            actual,
        ]);
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

/// The table twin of what was heard: what, when, and for how long.
fn sound(slot: &SlotPacing) -> Vec<[String; 3]> {
    let mut rows = Vec::new();
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

fn time_rows(slot: Option<&SlotPacing>, rows: Vec<[String; 3]>) -> Vec<TimeRow> {
    let spent = slot.map(|slot| slot.spent.as_slice()).unwrap_or_default();
    let mut longest = Duration::ZERO;
    for row in spent {
        longest = longest.max(row.planned).max(row.used.unwrap_or_default());
    }
    let scale = svg::PictureScale::of(longest);
    let mut lines = Vec::new();
    for (position, [planned, used, what]) in rows.into_iter().enumerate() {
        // After the phases come the spare time and the sum, which have no bars.
        let (budget, took, borrows) = match spent.get(position) {
            Some(of) => (of.planned, of.used.unwrap_or_default(), !of.loans.is_empty()),
            None => (Duration::ZERO, Duration::ZERO, false),
        };
        let class = if took > budget {
            "over"
        } else if borrows {
            "borrowed"
        } else {
            "within"
        };
        let (planned_width, used_width) = (scale.at(budget), scale.at(took));
        lines.push(TimeRow { planned, used, what, planned_width, used_width, class });
    }
    lines
}

#[cfg(test)]
mod tests;
