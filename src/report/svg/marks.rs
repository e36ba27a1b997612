//! What happened in a slot, as letters under its bars, and the flags as numbers under those.

use std::time::Duration;

use super::{Percent, PictureScale, sign};
use crate::pacing::{Pacing, QuestionPacing, SlotPacing};
use crate::report::words;
use crate::round::limits::Verdict;
use crate::time::m_ss;

/// A letter under the bars, at its time.
#[derive(Debug, Clone)]
pub struct PictureMark {
    pub x: Percent,
    /// The baseline of its text, from the top, in pixels.
    pub y: usize,
    /// Which end of its text stands at `x`.
    pub anchor: &'static str,
    pub class: &'static str,
    pub letter: String,
    /// A time, or how many there are.
    pub beside: String,
    pub title: String,
    /// The flag that it leads to, by its number.
    pub flag: Option<usize>,
}

/// From one line of marks to the next, in pixels.
pub const LINE: usize = 18;

/// From one line of flags to the next, in pixels: each is a link, and a finger needs so much.
pub const FLAG_LINE: usize = 24;

/// Something that happened in a slot.
#[derive(Debug, Clone)]
pub struct MarkedMoment {
    /// Running time in the slot.
    pub at: Duration,
    /// The time that is written beside it: a length where it has one, else running time since the
    /// question was shown.
    pub shown: Duration,
    pub letter: char,
    pub what: &'static str,
    pub title: String,
}

/// What happened in a slot, in order.
pub fn moments(slot: &SlotPacing) -> Vec<MarkedMoment> {
    let mut moments: Vec<MarkedMoment> = slot
        .questions
        .iter()
        .enumerate()
        .flat_map(|(at, question)| of_question(slot, at, question))
        .collect();
    moments.sort_by_key(|moment| (moment.at, moment.letter));
    moments
}

fn of_question(slot: &SlotPacing, position: usize, question: &QuestionPacing) -> Vec<MarkedMoment> {
    let place = words::place(slot, position);
    let mut moments = Vec::new();
    let mut point = |at: Option<crate::pacing::Moment>, letter, what| {
        moments.extend(at.map(|at| MarkedMoment {
            at: at.in_slot,
            shown: at.in_question,
            letter,
            what,
            title: format!(
                "{place}: {what}, {} after the question was shown",
                m_ss(at.in_question)
            ),
        }));
    };
    point(question.first_words, 'w', "first words");
    point(question.first_answer.at, 'a', "first answer");
    point(question.told, 'e', "end of the answer");
    let mut stretch = |at: crate::pacing::Moment, length: Duration, letter, what| {
        let title = format!("{place}: {what} of {}, from {}", m_ss(length), m_ss(at.in_question));
        moments.push(MarkedMoment { at: at.in_slot, shown: length, letter, what, title });
    };
    question.silent_stretches.iter().for_each(|silent| {
        let what = if silent.in_answer { "pause in the answer" } else { "silent stretch" };
        stretch(silent.from, silent.length, 's', what);
    });
    let thinks = question.thinks.iter();
    thinks.for_each(|think| {
        stretch(
            think.from,
            think.to.in_question.saturating_sub(think.from.in_question),
            't',
            "think",
        );
    });
    question.pauses.iter().for_each(|(at, length)| stretch(*at, *length, 'p', "pause"));
    question.gaps.iter().for_each(|(at, length)| stretch(*at, *length, 'g', "gap"));
    moments
}

/// What the letters stand for.
pub fn letters(moments: &[MarkedMoment]) -> Vec<(char, &'static str)> {
    let mut letters: Vec<(char, &'static str)> =
        moments.iter().map(|moment| (moment.letter, moment.what)).collect();
    letters.sort_unstable();
    letters.dedup();
    letters
}

/// The width of a mark on a wide screen, as a share of the picture.
const NEAR: f64 = 5.5;

/// So many marks of a letter within the width of one become one mark with a count; two have a line
/// each.
const CROWD: usize = 3;

/// Marks of what happened.
pub fn marks(mut moments: Vec<MarkedMoment>, scale: PictureScale) -> Vec<PictureMark> {
    moments.sort_by_key(|moment| (moment.letter, moment.at));
    let mut marks = Vec::new();
    let mut rest = &moments[..];
    while let Some(first) = rest.first() {
        let end = scale.at(first.at).0 + NEAR;
        let near = rest
            .iter()
            .take_while(|of| of.letter == first.letter && scale.at(of.at).0 < end)
            .count();
        let (run, after) = rest.split_at(near);
        rest = after;
        if near < CROWD {
            marks.extend(run.iter().map(|of| mark(of, scale, m_ss(of.shown), of.title.clone())));
        } else {
            let times: Vec<String> = run.iter().map(|of| m_ss(of.at)).collect();
            let title = format!("{}, {near} times: at {}", first.what, times.join(", "));
            marks.push(mark(first, scale, format!("×{near}"), title));
        }
    }
    marks.sort_by(|a, b| a.x.0.total_cmp(&b.x.0));
    marks
}

fn mark(of: &MarkedMoment, scale: PictureScale, beside: String, title: String) -> PictureMark {
    PictureMark {
        x: scale.at(of.at),
        y: 0,
        anchor: "start",
        class: "mark",
        letter: of.letter.to_string(),
        beside,
        title,
        flag: None,
    }
}

/// Marks of a slot's flags.
pub fn flag_marks(pacing: &Pacing, slot: usize, scale: PictureScale) -> Vec<PictureMark> {
    let flags = pacing.flags.iter().enumerate().filter(|(_, flag)| flag.slot == slot);
    let mut marks: Vec<PictureMark> = flags
        .map(|(number, flag)| PictureMark {
            x: scale.at(flag.at),
            y: 0,
            anchor: "start",
            class: if flag.severity == Verdict::VeryLate { "very-late" } else { "late" },
            letter: format!("{}{}", sign(flag.severity), number + 1),
            beside: String::new(),
            title: format!(
                "flag {}, {}: {}",
                number + 1,
                words::severity(flag.severity),
                flag_text(&flag.text)
            ),
            flag: Some(number + 1),
        })
        .collect();
    marks.sort_by(|a, b| a.x.0.total_cmp(&b.x.0));
    marks
}

/// What a flag says, without the severity that stands before it.
pub fn flag_text(text: &str) -> &str {
    text.trim_end_matches(" (very late)")
}

/// Puts marks, in order, on as few lines as keep their texts apart on a phone, the first at `top`;
/// says how many pixels they take.
pub fn laid_out(marks: &mut [PictureMark], top: usize, line_height: usize) -> usize {
    // A letter is about 2% of a picture 340 pixels wide.
    let width = |mark: &PictureMark| {
        2.3 * (mark.letter.chars().count() + mark.beside.chars().count()) as f64 + 4.0
    };
    let mut taken: Vec<f64> = Vec::new();
    for mark in marks {
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
        mark.y = top + (line + 1) * line_height - 5;
    }
    taken.len() * line_height
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::m;

    #[test]
    fn marks_at_one_time_stand_on_lines_of_their_own_and_none_leaves_the_picture() {
        let mark = |x: f64| PictureMark {
            x: Percent(x),
            y: 0,
            anchor: "start",
            class: "mark",
            letter: "a".to_string(),
            beside: "9:00".to_string(),
            title: String::new(),
            flag: None,
        };
        // Each is 2.3% × 5 + 4% = 15.5% wide.
        let mut marks = [0.0, 1.0, 16.0, 99.0].map(mark);
        assert_eq!(laid_out(&mut marks, 142, LINE), 2 * LINE);
        assert_eq!(marks.each_ref().map(|mark| mark.y), [155, 173, 155, 155]);
        assert_eq!(marks.each_ref().map(|mark| mark.anchor), ["start", "start", "start", "end"]);
    }

    #[test]
    fn a_crowd_of_one_letter_is_one_mark_with_a_count() {
        let moment = |minute: u64, second: u64, letter, what| MarkedMoment {
            at: m(minute, second),
            shown: m(0, 20),
            letter,
            what,
            title: format!("{what} at {minute}"),
        };
        let moments = vec![
            moment(1, 0, 'p', "pause"),
            moment(1, 20, 't', "think"),
            moment(1, 40, 'p', "pause"),
            moment(2, 0, 'p', "pause"),
            // Two are no crowd.
            moment(20, 0, 'p', "pause"),
            moment(20, 30, 'p', "pause"),
        ];
        let marks = marks(moments, PictureScale::of(m(35, 0)));
        let shown: Vec<String> =
            marks.iter().map(|mark| format!("{} {}", mark.letter, mark.beside)).collect();
        assert_eq!(shown, ["p ×3", "t 0:20", "p 0:20", "p 0:20"]);
        assert_eq!(marks[0].title, "pause, 3 times: at 1:00, 1:40, 2:00");
    }

    #[test]
    fn thirty_pauses_take_few_lines() {
        let pause = |n: u64| MarkedMoment {
            at: m(n, 0),
            shown: m(0, 20),
            letter: 'p',
            what: "pause",
            title: String::new(),
        };
        let mut every_half_minute = marks(
            (0..60).map(|n| MarkedMoment { at: m(n / 2, n % 2 * 30), ..pause(0) }).collect(),
            PictureScale::of(m(35, 0)),
        );
        assert!(laid_out(&mut every_half_minute, 0, LINE) <= 3 * LINE);
        let mut every_minute = marks((0..30).map(pause).collect(), PictureScale::of(m(35, 0)));
        assert!(laid_out(&mut every_minute, 0, LINE) <= 6 * LINE, "{every_minute:?}");
    }
}
