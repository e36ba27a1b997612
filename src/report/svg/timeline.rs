//! A slot as bars on one scale: planned over actual phases, what was heard, marks and flags beneath.

use std::time::Duration;

use super::{Percent, Scale, sign};
use crate::pacing::{Heard, Pacing, QuestionPacing, SlotPacing, Sound};
use crate::report::words;
use crate::round::limits::Verdict;
use crate::round::seconds::clock as time;

/// A rectangle with a label that is cut off where it doesn't fit, and a title to hover over.
#[derive(Debug, Clone)]
pub struct Bar {
    pub x: Percent,
    pub width: Percent,
    pub class: String,
    pub label: String,
    pub title: String,
}

/// A letter under the bars, at its time.
#[derive(Debug, Clone)]
pub struct Mark {
    pub x: Percent,
    /// Its line, from the top, in pixels.
    pub y: usize,
    /// Which end of its text stands at `x`.
    pub anchor: &'static str,
    pub class: &'static str,
    pub letter: String,
    pub time: String,
    pub title: String,
    /// The flag that it leads to, by its number.
    pub flag: Option<usize>,
}

/// A slot as bars on one scale of minutes: planned over actual phases, what was heard, marks and flags beneath.
#[derive(Debug, Clone)]
pub struct Timeline {
    pub name: String,
    pub ticks: Vec<(Percent, u64)>,
    pub planned: Vec<Bar>,
    pub actual: Vec<Bar>,
    pub sound: Vec<Bar>,
    /// Where the planned slot ends.
    pub end: Percent,
    pub marks: Vec<Mark>,
    pub height: usize,
    pub legend: Vec<(String, String)>,
    pub letters: Vec<(char, &'static str)>,
}

/// Where the marks begin, in pixels from the top; the bars above have fixed places in the template.
const MARKS: usize = 142;

/// From one line of marks to the next, in pixels.
const LINE: usize = 18;

/// The timeline of a slot.
pub fn timeline(pacing: &Pacing, position: usize) -> Timeline {
    let slot = &pacing.slots[position];
    let used = slot.actual.unwrap_or_default();
    let scale = Scale::of(slot.planned.max(used));
    let names = names(slot);
    let number = |name: &str| names.iter().position(|known| *known == name).unwrap_or_default();
    let phase_bar = |from: Duration, to: Duration, name: &str, title: String| Bar {
        x: scale.at(from),
        width: scale.width(from, to),
        class: format!("p{}", number(name) % 6),
        label: format!("{} {name}", number(name) + 1),
        title,
    };
    let (mut planned, mut actual) = (Vec::new(), Vec::new());
    for (at, question) in slot.questions.iter().enumerate() {
        let place = if slot.questions.len() > 1 { format!("question {}, ", at + 1) } else { String::new() };
        let mut from = question.planned_start;
        for phase in &question.phases {
            let to = from + phase.planned;
            let title = format!("planned: {place}{}, {} to {}", phase.name, time(from), time(to));
            planned.push(phase_bar(from, to, &phase.name, title));
            from = to;
        }
        for stay in question.stays.iter().filter(|stay| !stay.length().is_zero()) {
            let (from, to) = (stay.from.in_slot, stay.to.in_slot);
            let name = |phase: usize| question.phases.get(phase).map_or("", |phase| phase.name.as_str());
            let range = format!("{}, {} to {}", time(stay.length()), time(from), time(to));
            actual.push(match stay.phase() {
                Some(phase) => phase_bar(from, to, name(phase), format!("actual: {place}{} {range}", name(phase))),
                None => Bar {
                    x: scale.at(from),
                    width: scale.width(from, to),
                    class: "unmarked".to_string(),
                    label: format!("{}–{}", number(name(stay.first)) + 1, number(name(stay.last)) + 1),
                    title: format!(
                        "actual: {place}{} to {}, not marked apart, {range}",
                        name(stay.first),
                        name(stay.last)
                    ),
                },
            });
        }
    }
    let sound = drawn(&slot.sound).into_iter().map(|sound| {
        let (class, what) = match sound.what {
            Heard::Talking => ("talking", "talking"),
            Heard::Quiet => ("quiet", "silence"),
            Heard::Unknown => ("unknown", "unknown: not heard"),
        };
        Bar {
            x: scale.at(sound.from),
            width: scale.width(sound.from, sound.to),
            class: class.to_string(),
            label: String::new(),
            title: format!("{what}, {} to {}", time(sound.from), time(sound.to)),
        }
    });
    let moments = moments(slot);
    let mut letters: Vec<(char, &'static str)> = moments.iter().map(|moment| (moment.letter, moment.what)).collect();
    letters.sort_unstable();
    letters.dedup();
    let flags = flag_marks(pacing, position, scale);
    let marks = moments.into_iter().map(|moment| Mark {
        x: scale.at(moment.at),
        y: 0,
        anchor: "start",
        class: "mark",
        letter: moment.letter.to_string(),
        time: time(moment.shown),
        title: moment.title,
        flag: None,
    });
    let (mut marks, lines) = laid_out(marks.collect());
    let (mut flags, flag_lines) = laid_out(flags);
    flags.iter_mut().for_each(|flag| flag.y += lines * LINE);
    marks.extend(flags);
    Timeline {
        name: format!("Timeline of {}", slot.title),
        ticks: scale.ticks(),
        planned,
        actual,
        sound: sound.collect(),
        end: scale.at(slot.planned),
        marks,
        height: MARKS + (lines + flag_lines) * LINE + 4,
        legend: names
            .iter()
            .enumerate()
            .map(|(at, name)| (format!("p{}", at % 6), format!("{} {name}", at + 1)))
            .collect(),
        letters,
    }
}

/// Pauses between two words are drawn as talking: hundreds of them would hide the silences.
const PAUSE: Duration = Duration::from_secs(3);

fn drawn(sounds: &[Sound]) -> Vec<Sound> {
    let mut drawn: Vec<Sound> = Vec::new();
    for (position, sound) in sounds.iter().enumerate() {
        let around = [position.checked_sub(1), Some(position + 1)].map(|at| sounds.get(at?).map(|sound| sound.what));
        let is_pause =
            sound.what == Heard::Quiet && sound.to - sound.from < PAUSE && around == [Some(Heard::Talking); 2];
        let what = if is_pause { Heard::Talking } else { sound.what };
        match drawn.last_mut().filter(|last| last.what == what) {
            Some(last) => last.to = sound.to,
            None => drawn.push(Sound { what, ..*sound }),
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

/// Something that happened in a slot.
#[derive(Debug, Clone)]
pub struct Moment {
    /// Running time in the slot.
    pub at: Duration,
    /// The time that is written beside it: a length where it has one, else running time since the question was shown.
    pub shown: Duration,
    pub letter: char,
    pub what: &'static str,
    pub title: String,
}

/// What happened in a slot, in order.
pub fn moments(slot: &SlotPacing) -> Vec<Moment> {
    let mut moments: Vec<Moment> =
        slot.questions.iter().enumerate().flat_map(|(at, question)| of_question(slot, at, question)).collect();
    moments.sort_by_key(|moment| (moment.at, moment.letter));
    moments
}

fn of_question(slot: &SlotPacing, position: usize, question: &QuestionPacing) -> Vec<Moment> {
    let place = words::place(slot, position);
    let mut moments = Vec::new();
    let mut point = |at: Option<crate::pacing::Moment>, letter, what| {
        moments.extend(at.map(|at| Moment {
            at: at.in_slot,
            shown: at.in_question,
            letter,
            what,
            title: format!("{place}: {what}, {} after the question was shown", time(at.in_question)),
        }));
    };
    point(question.first_words, 'w', "first words");
    point(question.first_answer.at, 'a', "first answer");
    point(question.told, 'e', "end of the answer");
    let mut stretch = |at: crate::pacing::Moment, length: Duration, letter, what| {
        let title = format!("{place}: {what} of {}, from {}", time(length), time(at.in_question));
        moments.push(Moment { at: at.in_slot, shown: length, letter, what, title });
    };
    question.silent_stretches.iter().for_each(|silent| {
        let what = if silent.in_answer { "pause in the answer" } else { "silent stretch" };
        stretch(silent.from, silent.length, 's', what);
    });
    let thinks = question.thinks.iter();
    thinks.for_each(|think| {
        stretch(think.from, think.to.in_question.saturating_sub(think.from.in_question), 't', "think");
    });
    question.pauses.iter().for_each(|(at, length)| stretch(*at, *length, 'p', "pause"));
    question.gaps.iter().for_each(|(at, length)| stretch(*at, *length, 'g', "gap"));
    moments
}

fn flag_marks(pacing: &Pacing, slot: usize, scale: Scale) -> Vec<Mark> {
    let flags = pacing.flags.iter().enumerate().filter(|(_, flag)| flag.slot == slot);
    let mut marks: Vec<Mark> = flags
        .map(|(number, flag)| Mark {
            x: scale.at(flag.at),
            y: 0,
            anchor: "start",
            class: if flag.severity == Verdict::VeryLate { "very-late" } else { "late" },
            letter: format!("{}{}", sign(flag.severity), number + 1),
            time: String::new(),
            title: format!("flag {}, {}: {}", number + 1, words::severity(flag.severity), flag.text),
            flag: Some(number + 1),
        })
        .collect();
    marks.sort_by(|a, b| a.x.0.total_cmp(&b.x.0));
    marks
}

/// Puts marks, in order, on as few lines as keep their texts apart on a phone; says how many lines.
fn laid_out(mut marks: Vec<Mark>) -> (Vec<Mark>, usize) {
    // A letter is about 2% of a picture 340 pixels wide.
    let width = |mark: &Mark| 2.3 * (mark.letter.chars().count() + mark.time.chars().count()) as f64 + 4.0;
    let mut taken: Vec<f64> = Vec::new();
    for mark in &mut marks {
        let width = width(mark);
        let from = if mark.x.0 + width > 100.0 {
            mark.anchor = "end";
            mark.x.0 - width
        } else {
            mark.x.0
        };
        let line = taken.iter().position(|end| *end <= from).unwrap_or_else(|| {
            taken.push(0.0);
            taken.len() - 1
        });
        taken[line] = from + width;
        mark.y = MARKS + (line + 1) * LINE - 5;
    }
    let lines = taken.len();
    (marks, lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pacing::testing::s;

    #[test]
    fn marks_at_one_time_stand_on_lines_of_their_own_and_none_leaves_the_picture() {
        let mark = |x: f64| Mark {
            x: Percent(x),
            y: 0,
            anchor: "start",
            class: "mark",
            letter: "a".to_string(),
            time: "9:00".to_string(),
            title: String::new(),
            flag: None,
        };
        // Each is 2.3% × 5 + 4% = 15.5% wide.
        let (marks, lines) = laid_out([0.0, 1.0, 16.0, 99.0].map(mark).to_vec());
        assert_eq!(lines, 2);
        assert_eq!(marks.iter().map(|mark| mark.y).collect::<Vec<_>>(), [155, 173, 155, 155]);
        assert_eq!(marks.iter().map(|mark| mark.anchor).collect::<Vec<_>>(), ["start", "start", "start", "end"]);
    }

    #[test]
    fn pauses_between_words_are_talking_in_the_picture_and_longer_ones_are_silence() {
        let sound = |from: f64, to: f64, what| Sound { from: s(from), to: s(to), what };
        let sounds = [
            sound(0.0, 2.0, Heard::Quiet),
            sound(2.0, 5.0, Heard::Talking),
            sound(5.0, 7.9, Heard::Quiet),
            sound(7.9, 9.0, Heard::Talking),
            sound(9.0, 12.0, Heard::Quiet),
            sound(12.0, 13.0, Heard::Talking),
            sound(13.0, 14.0, Heard::Quiet),
            sound(14.0, 20.0, Heard::Unknown),
        ];
        let expected = [
            sound(0.0, 2.0, Heard::Quiet),
            sound(2.0, 9.0, Heard::Talking),
            sound(9.0, 12.0, Heard::Quiet),
            sound(12.0, 13.0, Heard::Talking),
            sound(13.0, 14.0, Heard::Quiet),
            sound(14.0, 20.0, Heard::Unknown),
        ];
        assert_eq!(drawn(&sounds), expected);
    }
}
