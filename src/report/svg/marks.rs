//! What happened in a slot, as letters under its bars, and the flags as numbers under those.

use std::cmp::Ordering;
use std::time::Duration;

use super::{Percent, PictureScale};
use crate::pacing::{CodePacing, Flag, Moment, Pacing, QuestionPacing, SlotPacing};
use crate::report::look::VerdictLook;
use crate::time::m_ss;

/// A letter under the bars, at its time.
#[derive(Debug, Clone)]
pub(crate) struct PictureMark {
    pub(crate) x: Percent,
    /// The baseline of its text, from the top, in pixels.
    pub(crate) y: usize,
    /// Which end of its text stands at `x`.
    pub(crate) anchor: &'static str,
    pub(crate) class: &'static str,
    pub(crate) letter: String,
    /// A time, or how many there are.
    pub(crate) beside: String,
    pub(crate) title: String,
    /// The flag that it leads to, by its number.
    pub(crate) flag: Option<usize>,
}

/// From one line of marks to the next, in pixels.
pub(crate) const LINE: usize = 18;

/// From one line of flags to the next, in pixels: each is a link, and a finger needs so much.
pub(crate) const FLAG_LINE: usize = 24;

/// Something that happened in a slot.
#[derive(Debug, Clone)]
pub(crate) struct MarkedMoment {
    /// Running time in the slot.
    pub(crate) at: Duration,
    /// The time that is written beside it: a length where it has one, else running time since the
    /// question was shown.
    pub(crate) shown: String,
    pub(crate) letter: char,
    pub(crate) what: &'static str,
    pub(crate) title: String,
}

/// What happened in a slot, in order.
pub(crate) fn moments(slot: &SlotPacing) -> Vec<MarkedMoment> {
    let mut moments = Vec::new();
    for (at, question) in slot.questions.iter().enumerate() {
        let place = crate::pacing::place(slot, Some(at), None);
        add_points(&mut moments, &place, question);
        add_stretches(&mut moments, &place, question);
    }
    moments.sort_by_key(|moment| (moment.at, moment.letter));
    moments
}

fn add_points(moments: &mut Vec<MarkedMoment>, place: &str, question: &QuestionPacing) {
    for (at, letter, what) in [
        (question.first_words, 'w', "first words"),
        (question.first_answer.at, 'a', "first answer"),
        (question.told, 'e', "end of the answer"),
        (question.code.as_ref().and_then(CodePacing::first_run), 'c', "first run of the code"),
        (question.code.as_ref().and_then(CodePacing::first_pass), 'x', "all examples passed"),
    ] {
        let Some(at) = at else { continue };
        let shown = m_ss(at.in_question);
        let title = format!("{place}: {what}, {shown} after the question was shown");
        moments.push(MarkedMoment { at: at.in_slot, shown, letter, what, title });
    }
}

fn add_stretches(moments: &mut Vec<MarkedMoment>, place: &str, question: &QuestionPacing) {
    let mut add = |at: Moment, shown: String, letter, what| {
        let title = format!("{place}: {what} of {shown}, from {}", m_ss(at.in_question));
        moments.push(MarkedMoment { at: at.in_slot, shown, letter, what, title });
    };
    for silent in &question.silent_stretches {
        let what = if silent.in_answer { "pause in the answer" } else { "silent stretch" };
        add(silent.from, silent.length_told(), 's', what);
    }
    for think in &question.thinks {
        add(think.from, m_ss(think.length()), 't', "think");
    }
    for (at, length) in &question.pauses {
        add(*at, m_ss(*length), 'p', "pause");
    }
    for (at, length) in &question.gaps {
        add(*at, length.map_or_else(|| "of an unknown length".to_string(), m_ss), 'g', "gap");
    }
}

/// What the letters stand for.
pub(crate) fn letters(moments: &[MarkedMoment]) -> Vec<(char, &'static str)> {
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
pub(crate) fn marks(mut moments: Vec<MarkedMoment>, scale: PictureScale) -> Vec<PictureMark> {
    moments.sort_by_key(|moment| (moment.letter, moment.at));
    let mut marks = Vec::new();
    let mut rest = &moments[..];
    while let Some(first) = rest.first() {
        let end = scale.at(first.at).0 + NEAR;
        let is_near = |of: &&MarkedMoment| of.letter == first.letter && scale.at(of.at).0 < end;
        let near = rest.iter().take_while(is_near).count();
        let (run, after) = rest.split_at(near);
        rest = after;
        if near < CROWD {
            marks.extend(run.iter().map(|of| mark(of, scale, of.shown.clone(), of.title.clone())));
        } else {
            let times: Vec<String> = run.iter().map(|of| m_ss(of.at)).collect();
            let title = format!("{}, {near} times: at {}", first.what, times.join(", "));
            marks.push(mark(first, scale, format!("×{near}"), title));
        }
    }
    marks.sort_by(from_left);
    marks
}

fn from_left(one: &PictureMark, other: &PictureMark) -> Ordering {
    one.x.0.total_cmp(&other.x.0)
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
pub(crate) fn flag_marks(pacing: &Pacing, slot: usize, scale: PictureScale) -> Vec<PictureMark> {
    let mut marks = Vec::new();
    for (position, flag) in pacing.flags.iter().enumerate() {
        if flag.slot == slot {
            marks.push(flag_mark(position + 1, flag, scale));
        }
    }
    marks.sort_by(from_left);
    marks
}

fn flag_mark(number: usize, flag: &Flag, scale: PictureScale) -> PictureMark {
    let (reads, look) = (flag.kind.reads(flag.severity), VerdictLook::from(flag.severity));
    PictureMark {
        x: scale.at(flag.at),
        y: 0,
        anchor: "start",
        class: look.class(),
        letter: format!("{}{number}", look.sign()),
        beside: String::new(),
        title: format!("flag {number}, {reads}: {}", flag.text),
        flag: Some(number),
    }
}

/// Puts marks, in order, on as few lines as keep their texts apart on a phone, the first at `top`;
/// says how many pixels they take.
pub(crate) fn laid_out(marks: &mut [PictureMark], top: usize, line_height: usize) -> usize {
    let mut taken: Vec<f64> = Vec::new();
    for mark in marks {
        // A letter is about 2% of a picture 340 pixels wide.
        let letters = mark.letter.chars().count() + mark.beside.chars().count();
        let width = 2.3 * letters as f64 + 4.0;
        let from = if mark.x.0 + width > 100.0 {
            mark.anchor = "end";
            mark.x.0 - width
        } else {
            mark.x.0
        };
        let line = taken.iter().position(|end| *end <= from).unwrap_or(taken.len());
        if line == taken.len() {
            taken.push(0.0);
        }
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
            shown: "0:20".to_string(),
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
            shown: "0:20".to_string(),
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
