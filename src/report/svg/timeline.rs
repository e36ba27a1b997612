//! A slot as bars on one scale: planned over actual phases, what was heard, marks and flags
//! beneath.

use std::time::Duration;

use super::labels::{Label, labels};
use super::marks::{FLAG_LINE, LINE, PictureMark, flag_marks, laid_out, letters, marks, moments};
use super::{Percent, PictureScale};
use crate::pacing::{Pacing, PhasePacing, QuestionPacing, SlotPacing, SlotSound, SoundKind, Stay};
use crate::report::colours::Fill;
use crate::report::words;
use crate::time::{Stretch, m_ss};

/// A rectangle with labels where they fit, and a title to hover over.
#[derive(Debug, Clone)]
pub(crate) struct Bar {
    pub(crate) x: Percent,
    pub(crate) width: Percent,
    pub(crate) fill: Fill,
    pub(crate) labels: Vec<Label>,
    pub(crate) title: String,
}

/// Where a question begins, in a slot of several.
#[derive(Debug, Clone)]
pub(crate) struct Divider {
    pub(crate) x: Percent,
    /// `Q2`, where it fits.
    pub(crate) labels: Vec<Label>,
    pub(crate) title: String,
}

/// Where the rows stand, in pixels from the top: a line of questions above the phases makes the
/// picture taller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RowHeights {
    pub(crate) planned: usize,
    pub(crate) actual: usize,
    /// Nothing stands there where nothing was heard.
    pub(crate) sound: Option<usize>,
    /// The end of the lines that stand for minutes.
    pub(crate) bottom: usize,
    pub(crate) marks: usize,
}

/// A slot as bars on one scale of minutes: planned over actual phases, what was heard, marks and
/// flags beneath.
#[derive(Debug, Clone)]
pub(crate) struct TimelinePicture {
    pub(crate) name: String,
    pub(crate) rows: RowHeights,
    pub(crate) ticks: Vec<(Percent, u64)>,
    pub(crate) planned: Vec<Bar>,
    pub(crate) actual: Vec<Bar>,
    /// Above the planned and above the actual phases.
    pub(crate) dividers: [Vec<Divider>; 2],
    pub(crate) sound: Vec<Bar>,
    /// Where the planned slot ends.
    pub(crate) end: Percent,
    pub(crate) marks: Vec<PictureMark>,
    pub(crate) flags: Vec<PictureMark>,
    pub(crate) height: usize,
    pub(crate) legend: Vec<(Fill, String)>,
    pub(crate) letters: Vec<(char, &'static str)>,
}

/// The timeline of a slot.
pub(crate) fn timeline(pacing: &Pacing, position: usize) -> TimelinePicture {
    let slot = &pacing.slots[position];
    let scale = PictureScale::of(slot.planned.max(slot.actual.unwrap_or_default()));
    let names = names(slot);
    let bars = Bars { scale, names: &names, several: slot.questions.len() > 1 };
    let is_heard = is_heard(slot);
    let rows = rows(bars.several, is_heard);
    let sound = if is_heard { drawn(&slot.sound) } else { Vec::new() };
    let moments = moments(slot);
    let letters = letters(&moments);
    let mut marks = marks(moments, scale);
    let mut flags = flag_marks(pacing, position, scale);
    let below = rows.marks + laid_out(&mut marks, rows.marks, LINE);
    let height = below + laid_out(&mut flags, below, FLAG_LINE) + 4;
    let (mut planned, mut actual) = (Vec::new(), Vec::new());
    let (mut planned_starts, mut starts) = (Vec::new(), Vec::new());
    for (at, question) in slot.questions.iter().enumerate() {
        bars.planned(&mut planned, at, question);
        bars.actual(&mut actual, at, question);
        planned_starts.push((at, question.planned_start));
        starts.extend(question.shown.map(|shown| (at, shown.in_slot)));
    }
    TimelinePicture {
        name: format!("Timeline of {}", slot.title),
        rows,
        ticks: scale.ticks(),
        planned,
        actual,
        dividers: [bars.dividers("planned", &planned_starts), bars.dividers("actual", &starts)],
        sound: sound.iter().map(|sound| sound_bar(scale, sound)).collect(),
        end: scale.at(slot.planned),
        marks,
        flags,
        height,
        legend: legend(&names),
        letters,
    }
}

fn legend(names: &[String]) -> Vec<(Fill, String)> {
    let mut legend = Vec::new();
    for (at, name) in names.iter().enumerate() {
        legend.push((Fill::phase(at), format!("{} {name}", at + 1)));
    }
    legend
}

fn rows(several: bool, is_heard: bool) -> RowHeights {
    let questions = if several { 14 } else { 0 };
    let planned = 33 + questions;
    let actual = planned + 42 + questions;
    let sound = is_heard.then_some(actual + 42);
    let bottom = sound.map_or(actual + 28, |sound| sound + 21);
    RowHeights { planned, actual, sound, bottom, marks: bottom + 4 }
}

/// Whether anything was heard of a slot.
pub(crate) fn is_heard(slot: &SlotPacing) -> bool {
    slot.sound.iter().any(|sound| sound.what != SoundKind::Unknown)
}

/// What all bars of a slot have in common.
struct Bars<'a> {
    scale: PictureScale,
    names: &'a [String],
    several: bool,
}

impl Bars<'_> {
    fn number(&self, name: &str) -> usize {
        self.names.iter().position(|known| *known == name).unwrap_or_default()
    }

    fn place(&self, question: usize) -> String {
        if self.several { format!("question {}, ", question + 1) } else { String::new() }
    }

    fn phase(&self, when: Stretch<Duration>, name: &str, title: String) -> Bar {
        let (number, width) = (self.number(name), self.scale.width(when));
        Bar {
            x: self.scale.at(when.from),
            width,
            fill: Fill::phase(number),
            labels: labels(width, (number + 1).to_string(), format!(" {name}")),
            title,
        }
    }

    fn planned(&self, bars: &mut Vec<Bar>, position: usize, question: &QuestionPacing) {
        let place = self.place(position);
        let mut from = question.planned_start;
        for PhasePacing { name, planned, .. } in &question.phases {
            let when = Stretch { from, to: from + *planned };
            let title = format!("planned: {place}{name}, {}", from_to(when));
            bars.push(self.phase(when, &name.shown(), title));
            from = when.to;
        }
    }

    fn actual(&self, bars: &mut Vec<Bar>, position: usize, question: &QuestionPacing) {
        let place = self.place(position);
        for stay in &question.stays {
            if !stay.length().is_zero() {
                bars.push(self.stay(&place, question, stay));
            }
        }
    }

    fn stay(&self, place: &str, question: &QuestionPacing, stay: &Stay) -> Bar {
        let when = Stretch { from: stay.from.in_slot, to: stay.to.in_slot };
        let range = format!("{}, {}", m_ss(stay.length()), from_to(when));
        if let Some(phase) = stay.phase() {
            let name = words::phase(question, phase);
            return self.phase(when, &name, format!("actual: {place}{name} {range}"));
        }
        let (first, last) = (words::phase(question, stay.first), words::phase(question, stay.last));
        let width = self.scale.width(when);
        let numbers = format!("{}–{}", self.number(&first) + 1, self.number(&last) + 1);
        Bar {
            x: self.scale.at(when.from),
            width,
            fill: Fill::UNMARKED,
            labels: labels(width, numbers, " not marked apart".to_string()),
            title: format!("actual: {place}{first} to {last}, not marked apart, {range}"),
        }
    }

    /// A label belongs to the whole question, so that it stands where that has room for it.
    fn dividers(&self, row: &str, starts: &[(usize, Duration)]) -> Vec<Divider> {
        let mut dividers = Vec::new();
        if !self.several {
            return dividers;
        }
        for (at, (question, start)) in starts.iter().enumerate() {
            let (x, number) = (self.scale.at(*start), question + 1);
            let end = starts.get(at + 1).map_or(Percent(100.0), |(_, next)| self.scale.at(*next));
            dividers.push(Divider {
                x,
                labels: labels(Percent(end.0 - x.0), format!("Q{number}"), String::new()),
                title: format!("{row}: question {number} begins at {}", m_ss(*start)),
            });
        }
        dividers
    }
}

fn sound_bar(scale: PictureScale, sound: &SlotSound) -> Bar {
    let (fill, what) = match sound.what {
        SoundKind::Talking => (Fill::TALKING, "talking"),
        SoundKind::Quiet => (Fill::QUIET, "silence"),
        SoundKind::Unknown => (Fill::UNHEARD, "unknown: not heard"),
    };
    let when = Stretch { from: sound.from, to: sound.to };
    Bar {
        x: scale.at(when.from),
        width: scale.width(when),
        fill,
        labels: Vec::new(),
        title: format!("{what}, {}", from_to(when)),
    }
}

/// `1:00 to 2:30`.
pub(crate) fn from_to(when: Stretch<Duration>) -> String {
    format!("{} to {}", m_ss(when.from), m_ss(when.to))
}

/// The times of a slot that were not heard.
pub(crate) fn not_heard(slot: &SlotPacing) -> Vec<Stretch<Duration>> {
    let mut times = Vec::new();
    for sound in drawn(&slot.sound) {
        if sound.what == SoundKind::Unknown {
            times.push(Stretch { from: sound.from, to: sound.to });
        }
    }
    times
}

/// Pauses between two words are drawn as talking: hundreds of them would hide the silences.
const PAUSE: Duration = Duration::from_secs(3);

fn drawn(sounds: &[SlotSound]) -> Vec<SlotSound> {
    let is_talking = |at: Option<usize>| {
        at.and_then(|at| sounds.get(at)).is_some_and(|sound| sound.what == SoundKind::Talking)
    };
    let mut drawn: Vec<SlotSound> = Vec::new();
    for (position, sound) in sounds.iter().enumerate() {
        let is_pause = sound.what == SoundKind::Quiet
            && sound.to - sound.from < PAUSE
            && is_talking(position.checked_sub(1))
            && is_talking(Some(position + 1));
        let what = if is_pause { SoundKind::Talking } else { sound.what };
        match drawn.last_mut() {
            Some(last) if last.what == what => last.to = sound.to,
            _ => drawn.push(SlotSound { what, ..*sound }),
        }
    }
    drawn
}

/// The names of a slot's phases, each once, in the order of the plan.
fn names(slot: &SlotPacing) -> Vec<String> {
    let mut names = Vec::new();
    for phase in slot.questions.iter().flat_map(|question| &question.phases) {
        let name = phase.name.shown();
        if !names.contains(&name) {
            names.push(name);
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
        assert_eq!(rows(true, true).marks, rows(false, true).marks + 28);
        // Nor has what was not heard a row.
        assert_eq!(rows(false, true).marks, rows(false, false).marks + 35);
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
        let stretch = |from, to| Stretch { from: s(from), to: s(to) };
        assert_eq!(not_heard(&pacing.slots[0]), [stretch(60.0, 90.0), stretch(120.0, 150.0)]);
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
