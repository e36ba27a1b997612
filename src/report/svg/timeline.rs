//! A slot as bars on one scale: planned over actual phases, what was heard, marks and flags
//! beneath.

use std::time::Duration;

use super::labels::{Label, labels};
use super::marks::{FLAG_LINE, LINE, PictureMark, flag_marks, laid_out, letters, marks, moments};
use super::{Percent, PictureScale};
use crate::pacing::{Pacing, PhasePacing, QuestionPacing, SlotPacing, SlotSound, SoundKind, Stay};
use crate::time::m_ss;

/// A rectangle with labels where they fit, and a title to hover over.
#[derive(Debug, Clone)]
pub struct Bar {
    pub x: Percent,
    pub width: Percent,
    pub class: String,
    pub labels: Vec<Label>,
    pub title: String,
}

/// Where a question begins, in a slot of several.
#[derive(Debug, Clone)]
pub struct Divider {
    pub x: Percent,
    /// `Q2`, where it fits.
    pub labels: Vec<Label>,
    pub title: String,
}

/// Where the rows stand, in pixels from the top: a line of questions above the phases makes the
/// picture taller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowHeights {
    pub planned: usize,
    pub actual: usize,
    pub sound: usize,
    pub marks: usize,
}

/// A slot as bars on one scale of minutes: planned over actual phases, what was heard, marks and
/// flags beneath.
#[derive(Debug, Clone)]
pub struct TimelinePicture {
    pub name: String,
    pub rows: RowHeights,
    pub ticks: Vec<(Percent, u64)>,
    pub planned: Vec<Bar>,
    pub actual: Vec<Bar>,
    /// Above the planned and above the actual phases.
    pub dividers: [Vec<Divider>; 2],
    pub sound: Vec<Bar>,
    /// Where the planned slot ends.
    pub end: Percent,
    pub marks: Vec<PictureMark>,
    pub flags: Vec<PictureMark>,
    pub height: usize,
    pub legend: Vec<(String, String)>,
    pub letters: Vec<(char, &'static str)>,
}

/// The timeline of a slot.
pub fn timeline(pacing: &Pacing, position: usize) -> TimelinePicture {
    let slot = &pacing.slots[position];
    let scale = PictureScale::of(slot.planned.max(slot.actual.unwrap_or_default()));
    let names = names(slot);
    let bars = Bars { scale, names: &names, several: slot.questions.len() > 1 };
    let questions = || slot.questions.iter().enumerate();
    let rows = rows(bars.several);
    let moments = moments(slot);
    let letters = letters(&moments);
    let mut marks = marks(moments, scale);
    let mut flags = flag_marks(pacing, position, scale);
    let below = rows.marks + laid_out(&mut marks, rows.marks, LINE);
    let height = below + laid_out(&mut flags, below, FLAG_LINE) + 4;
    TimelinePicture {
        name: format!("Timeline of {}", slot.title),
        rows,
        ticks: scale.ticks(),
        planned: questions().flat_map(|(at, question)| bars.planned(at, question)).collect(),
        actual: questions().flat_map(|(at, question)| bars.actual(at, question)).collect(),
        dividers: [
            bars.dividers(
                "planned",
                questions().map(|(at, question)| (at, question.planned_start)),
            ),
            bars.dividers(
                "actual",
                questions().filter_map(|(at, question)| Some((at, question.shown?.in_slot))),
            ),
        ],
        sound: drawn(&slot.sound).into_iter().map(|sound| sound_bar(scale, sound)).collect(),
        end: scale.at(slot.planned),
        marks,
        flags,
        height,
        legend: names
            .iter()
            .enumerate()
            .map(|(at, name)| (format!("p{}", at % 6), format!("{} {name}", at + 1)))
            .collect(),
        letters,
    }
}

fn rows(several: bool) -> RowHeights {
    let questions = if several { 14 } else { 0 };
    let planned = 33 + questions;
    let actual = planned + 42 + questions;
    RowHeights { planned, actual, sound: actual + 42, marks: actual + 67 }
}

/// What all bars of a slot have in common.
struct Bars<'a> {
    scale: PictureScale,
    names: &'a [&'a str],
    several: bool,
}

impl Bars<'_> {
    fn number(&self, name: &str) -> usize {
        self.names.iter().position(|known| *known == name).unwrap_or_default()
    }

    fn place(&self, question: usize) -> String {
        if self.several { format!("question {}, ", question + 1) } else { String::new() }
    }

    fn phase(&self, from: Duration, to: Duration, name: &str, title: String) -> Bar {
        let (number, width) = (self.number(name), self.scale.width(from, to));
        Bar {
            x: self.scale.at(from),
            width,
            class: format!("p{}", number % 6),
            labels: labels(width, (number + 1).to_string(), format!(" {name}")),
            title,
        }
    }

    fn planned(&self, position: usize, question: &QuestionPacing) -> Vec<Bar> {
        let mut from = question.planned_start;
        let bar = |phase: &PhasePacing| {
            let begin = from;
            from += phase.planned;
            let range = format!("{} to {}", m_ss(begin), m_ss(from));
            let title = format!("planned: {}{}, {range}", self.place(position), phase.name);
            self.phase(begin, from, &phase.name, title)
        };
        question.phases.iter().map(bar).collect()
    }

    fn actual(&self, position: usize, question: &QuestionPacing) -> Vec<Bar> {
        let stays = question.stays.iter().filter(|stay| !stay.length().is_zero());
        stays.map(|stay| self.stay(&self.place(position), question, stay)).collect()
    }

    fn stay(&self, place: &str, question: &QuestionPacing, stay: &Stay) -> Bar {
        let (from, to) = (stay.from.in_slot, stay.to.in_slot);
        let name =
            |phase: usize| question.phases.get(phase).map_or("", |phase| phase.name.as_str());
        let range = format!("{}, {} to {}", m_ss(stay.length()), m_ss(from), m_ss(to));
        if let Some(phase) = stay.phase() {
            return self.phase(
                from,
                to,
                name(phase),
                format!("actual: {place}{} {range}", name(phase)),
            );
        }
        let (first, last) = (name(stay.first), name(stay.last));
        let width = self.scale.width(from, to);
        let numbers = format!("{}–{}", self.number(first) + 1, self.number(last) + 1);
        Bar {
            x: self.scale.at(from),
            width,
            class: "unmarked".to_string(),
            labels: labels(width, numbers, " not marked apart".to_string()),
            title: format!("actual: {place}{first} to {last}, not marked apart, {range}"),
        }
    }

    /// A label belongs to the whole question, so that it stands where that has room for it.
    fn dividers(&self, row: &str, starts: impl Iterator<Item = (usize, Duration)>) -> Vec<Divider> {
        let starts: Vec<(usize, Duration)> = starts.filter(|_| self.several).collect();
        let divider = |(at, &(question, start)): (usize, &(usize, Duration))| {
            let x = self.scale.at(start);
            let end = starts.get(at + 1).map_or(100.0, |(_, next)| self.scale.at(*next).0);
            Divider {
                x,
                labels: labels(Percent(end - x.0), format!("Q{}", question + 1), String::new()),
                title: format!("{row}: question {} begins at {}", question + 1, m_ss(start)),
            }
        };
        starts.iter().enumerate().map(divider).collect()
    }
}

fn sound_bar(scale: PictureScale, sound: SlotSound) -> Bar {
    let (class, what) = match sound.what {
        SoundKind::Talking => ("talking", "talking"),
        SoundKind::Quiet => ("quiet", "silence"),
        SoundKind::Unknown => ("unknown", "unknown: not heard"),
    };
    Bar {
        x: scale.at(sound.from),
        width: scale.width(sound.from, sound.to),
        class: class.to_string(),
        labels: Vec::new(),
        title: format!("{what}, {} to {}", m_ss(sound.from), m_ss(sound.to)),
    }
}

/// The times of a slot that were not heard, from and to.
pub fn not_heard(slot: &SlotPacing) -> Vec<(Duration, Duration)> {
    let unknown = drawn(&slot.sound).into_iter().filter(|sound| sound.what == SoundKind::Unknown);
    unknown.map(|sound| (sound.from, sound.to)).collect()
}

/// Pauses between two words are drawn as talking: hundreds of them would hide the silences.
const PAUSE: Duration = Duration::from_secs(3);

fn drawn(sounds: &[SlotSound]) -> Vec<SlotSound> {
    let mut drawn: Vec<SlotSound> = Vec::new();
    for (position, sound) in sounds.iter().enumerate() {
        let around = [position.checked_sub(1), Some(position + 1)]
            .map(|at| sounds.get(at?).map(|sound| sound.what));
        let is_pause = sound.what == SoundKind::Quiet
            && sound.to - sound.from < PAUSE
            && around == [Some(SoundKind::Talking); 2];
        let what = if is_pause { SoundKind::Talking } else { sound.what };
        match drawn.last_mut().filter(|last| last.what == what) {
            Some(last) => last.to = sound.to,
            None => drawn.push(SlotSound { what, ..*sound }),
        }
    }
    drawn
}

/// The names of a slot's phases, each once, in the order of the plan.
fn names(slot: &SlotPacing) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for phase in slot.questions.iter().flat_map(|question| &question.phases) {
        if !names.contains(&phase.name.as_str()) {
            names.push(&phase.name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pacing::measure;
    use crate::samples::{Script, design, eventful, s};

    #[test]
    fn each_question_of_several_has_its_divider_over_plan_and_actual() {
        let pacing = measure(eventful().session());
        let of = |position: usize, row: usize| {
            let timeline = timeline(&pacing, position);
            let label = |divider: &Divider| {
                (divider.title.clone(), divider.labels.first().map(|label| label.class))
            };
            timeline.dividers[row].iter().map(label).collect::<Vec<_>>()
        };
        let phone = Some("from-phone");
        assert_eq!(
            of(0, 0),
            [
                ("planned: question 1 begins at 0:00".to_string(), phone),
                ("planned: question 2 begins at 17:00".to_string(), phone)
            ]
        );
        assert_eq!(of(0, 1)[1], ("actual: question 2 begins at 17:50".to_string(), phone));
        // One question needs no divider, and its picture no line for them.
        assert_eq!(of(1, 0), []);
        assert_eq!(rows(true).marks, rows(false).marks + 28);
    }

    #[test]
    fn time_that_was_not_heard_is_listed_from_and_to() {
        let script = Script::new(vec![design()]).begin(0.0, 0);
        let script = script
            .heard(0.0, 60.0, &[(5.0, 58.0)])
            .heard(90.0, 120.0, &[(90.0, 110.0)])
            .done(150.0)
            .close(150.0);
        let pacing = measure(script.session());
        assert_eq!(not_heard(&pacing.slots[0]), [(s(60.0), s(90.0)), (s(120.0), s(150.0))]);
    }

    #[test]
    fn pauses_between_words_are_talking_in_the_picture_and_longer_ones_are_silence() {
        let sound = |from: f64, to: f64, what| SlotSound { from: s(from), to: s(to), what };
        let sounds = [
            sound(0.0, 2.0, SoundKind::Quiet),
            sound(2.0, 5.0, SoundKind::Talking),
            sound(5.0, 7.9, SoundKind::Quiet),
            sound(7.9, 9.0, SoundKind::Talking),
            sound(9.0, 12.0, SoundKind::Quiet),
            sound(12.0, 13.0, SoundKind::Talking),
            sound(13.0, 14.0, SoundKind::Quiet),
            sound(14.0, 20.0, SoundKind::Unknown),
        ];
        let expected = [
            sound(0.0, 2.0, SoundKind::Quiet),
            sound(2.0, 9.0, SoundKind::Talking),
            sound(9.0, 12.0, SoundKind::Quiet),
            sound(12.0, 13.0, SoundKind::Talking),
            sound(13.0, 14.0, SoundKind::Quiet),
            sound(14.0, 20.0, SoundKind::Unknown),
        ];
        assert_eq!(drawn(&sounds), expected);
    }
}
