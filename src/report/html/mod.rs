//! The report as one HTML file that needs nothing else: no network, no script. askama escapes all
//! text. It says what the text says and draws what the text can only hint at: what matters most on
//! its first screen, then the timelines, then all else in the order of the text.

mod bars;
mod first;
mod flag_list;
mod said;
pub(crate) mod sheet;
mod slots;
mod sound;

use askama::Template;

use super::blocks::{Block, Section};
use super::words;
use crate::pacing::Pacing;
use crate::pacing::said::SaidRound;
use bars::{TimeRow, time_rows};
use first::{FirstScreen, first_screen};
use flag_list::{FlagItem, first_flags, flag_items};
use said::{SaidItem, said_section};
use slots::{SlotView, slot_view};
pub(crate) use sound::SoundLink;

/// The report of a round, as a whole page.
pub(crate) fn render(pacing: &Pacing) -> String {
    with_sound(pacing, &[], None)
}

/// The same, with links to where its sound lies, and what was said where somebody asked for it.
pub(crate) fn with_sound(
    pacing: &Pacing,
    sounds: &[SoundLink],
    said: Option<&SaidRound>,
) -> String {
    let mut flags = flag_items(pacing, sounds, said);
    let more_flags = flags.split_off(first_flags(flags.len()));
    let [date, circumstances @ ..] = &words::circumstances(pacing)[..] else {
        return String::new();
    };
    let page = ReportPage {
        title: words::title(pacing),
        tool: super::json::TOOL,
        date: date.clone(),
        circumstances: circumstances.iter().cloned().chain(elsewhere(pacing, sounds)).collect(),
        first: first_screen(pacing),
        flags,
        more_flags,
        sections: sections(pacing, sounds)
            .into_iter()
            .chain(said.map(|said| said_section(pacing, sounds, said)))
            .collect(),
        has_sound: !sounds.is_empty(),
    };
    // It writes to memory, and no value of it can fail.
    page.render().unwrap_or_default()
}

/// How a recording is heard that a session was measured by, where the page doesn't lead to it.
fn elsewhere(pacing: &Pacing, sounds: &[SoundLink]) -> Option<String> {
    let is_led_to = |file: &str| sounds.iter().any(|sound| sound.file == file);
    pacing.recordings.iter().any(|of| !is_led_to(&of.file)).then(|| {
        let id = &pacing.id;
        format!("To hear it again while its recording is where it was: `mockround replay {id}`.")
    })
}

#[derive(Template)]
#[template(path = "report.html")]
struct ReportPage {
    title: String,
    tool: &'static str,
    date: String,
    circumstances: Vec<String>,
    first: FirstScreen,
    flags: Vec<FlagItem>,
    /// Those behind the fold.
    more_flags: Vec<FlagItem>,
    sections: Vec<SectionView>,
    /// Whether it may play any.
    has_sound: bool,
}

impl ReportPage {
    /// What the contents line calls a section.
    fn entry(&self, section: &SectionView) -> String {
        match (section.heading, self.flags.len() + self.more_flags.len()) {
            (words::FLAGS, flags @ 1..) => format!("{} ({flags})", words::FLAGS),
            (heading, _) => heading.to_string(),
        }
    }
}

struct SectionView {
    heading: &'static str,
    /// Its name in links.
    anchor: String,
    /// Its parts, each under a heading of its own.
    parts: Vec<SectionPart>,
    /// Whether its parts are folded away.
    folded: bool,
}

impl SectionView {
    fn pictures(&self) -> bool {
        self.heading == words::TIMELINE
    }
}

struct SectionPart {
    heading: Option<String>,
    blocks: Vec<View>,
}

enum View {
    Line(String),
    List(Vec<String>),
    Group(String, Vec<String>),
    Flags,
    Slot(Box<SlotView>),
    Times(Vec<TimeRow>),
    Command(String),
    Text(String),
    Said(Vec<SaidItem>),
}

/// What stands below the first screen: the timelines first.
fn sections(pacing: &Pacing, sounds: &[SoundLink]) -> Vec<SectionView> {
    let mut sections = words::sections(pacing);
    sections.retain(|section| section.heading != words::IN_SHORT);
    sections.sort_by_key(|section| section.heading != words::TIMELINE);
    sections.into_iter().map(|section| of_section(pacing, sounds, section)).collect()
}

fn of_section(pacing: &Pacing, sounds: &[SoundLink], section: Section) -> SectionView {
    let mut parts: Vec<SectionPart> = Vec::new();
    let mut slots_of_times =
        (0..pacing.slots.len()).filter(|slot| pacing.slots[*slot].actual.is_some());
    for block in section.blocks {
        let view = match block {
            Block::Heading(heading) => {
                parts.push(SectionPart { heading: Some(heading), blocks: Vec::new() });
                continue;
            }
            Block::Line(text) => View::Line(text),
            Block::List(items) => View::List(items),
            // They stand on the first screen, and in no other section.
            Block::Slots(_) => continue,
            Block::Group(label, items) => View::Group(label, items),
            Block::Flags => View::Flags,
            Block::Timeline(slot) => View::Slot(Box::new(slot_view(pacing, sounds, slot))),
            Block::Times(rows) => match slots_of_times.next() {
                Some(slot) => View::Times(time_rows(pacing, slot, rows)),
                None => continue,
            },
            Block::Command(command) => View::Command(command),
            Block::Folded(label, lines) => {
                let blocks = vec![View::Text(lines.join("\n"))];
                parts.push(SectionPart { heading: Some(label), blocks });
                continue;
            }
        };
        match parts.last_mut() {
            Some(part) => part.blocks.push(view),
            None => parts.push(SectionPart { heading: None, blocks: vec![view] }),
        }
    }
    let heading = section.heading;
    let folded = [words::QUESTIONS, words::REFERENCES].contains(&heading);
    SectionView { heading, anchor: anchor(heading), parts, folded }
}

/// A heading as a name in links: `where-the-time-went`.
fn anchor(heading: &str) -> String {
    let words = heading.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_ascii_lowercase()
}

#[cfg(test)]
mod tests;
