//! What is due and is in no line of a plan, or not all of it, and why that is so.

use std::time::Duration;

use super::{Filling, Growing, QUESTIONS};
use crate::practice::act::Act;
use crate::practice::want::{Again, Want};

/// Something that is due and is in no line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NoRoom {
    /// What, in a few words.
    pub(crate) what: String,
    /// What would be done.
    pub(crate) act: Act,
    /// How long that takes, with one question.
    pub(crate) planned: Duration,
    /// Why it is due, in full, and why it is in no line where that is not the time.
    pub(crate) why: Vec<String>,
    /// Whether it is the time that it has no room in.
    pub(crate) lacks_time: bool,
}

/// Why something is in no line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lack {
    /// The time is not enough.
    Time,
    /// There are as many lines as a plan has.
    Lines,
    /// Enough comes again from the evening before.
    Again,
    /// The line of its kind is as long as one gets.
    Share,
    /// It takes its slot alone, or comes after another that comes again.
    Others,
    /// A drill asks no more questions.
    Questions,
}

impl Lack {
    /// What to say of it; nothing where it is the time.
    fn told(self, most: usize) -> Option<String> {
        let told = match self {
            Self::Time => return None,
            Self::Lines => format!(
                "left out: a plan for this time has {most} lines, and more only to fill two thirds \
                 of it"
            ),
            Self::Again => "left out: what comes again from the evening before takes half of the \
                            time, and more only to fill two thirds of it"
                .to_string(),
            Self::Share => "left out: one line takes half of the time, what is weak four fifths, \
                            and more only to fill two thirds of it"
                .to_string(),
            Self::Others => "left out: what takes a slot alone, or comes after another that comes \
                             again, waits for another evening"
                .to_string(),
            Self::Questions => format!("left out: a drill asks {QUESTIONS} questions at most"),
        };
        Some(told)
    }
}

impl<'w> Filling<'w, '_> {
    /// What would have a line, were there not as many as a plan has.
    pub(super) fn beyond(&self, wants: &'w [Want]) -> Vec<&'w Want> {
        if self.lines.len() < self.most {
            return Vec::new();
        }
        wants.iter().filter(|want| self.room_for(want, false).is_some()).collect()
    }

    /// What of that is in no line in the end and is not due, each in a few words.
    pub(super) fn told_beyond(&self, beyond: &[&Want]) -> Vec<String> {
        let mut told: Vec<String> = Vec::new();
        for want in beyond.iter().filter(|want| !want.is_due) {
            let act = &want.acts[0];
            let is_it = |line: &Growing<'_>| line.is_line_of(want) || line.covers(want, act);
            let called = act.called();
            if !self.lines.iter().any(is_it) && !told.contains(&called) {
                told.push(called);
            }
        }
        told
    }

    /// What is due and has no line, and how many questions more than a line asks are.
    pub(super) fn no_room(&self, wants: &[Want], beyond: &[&Want]) -> Vec<NoRoom> {
        let mut told: Vec<NoRoom> = Vec::new();
        for want in wants.iter().filter(|want| want.is_due) {
            let act = &want.acts[0];
            let least = act.least();
            let is_it = |line: &&Growing<'_>| {
                line.is_line_of(want) || line.count >= least && line.covers(want, act)
            };
            let what = match self.lines.iter().find(is_it) {
                None if want.alone => format!("a hard question of {}", act.called()),
                None if least > 1 => format!("{least} questions of {} together", act.called()),
                None => act.called(),
                Some(line) if line.is_line_of(want) && line.due_asked() < want.due => {
                    format!("{} more of {}", want.due - line.due_asked(), act.called())
                }
                Some(_) => continue,
            };
            // A phase of what is told whole is told with it.
            if told.iter().any(|had| had.act.is_whole() && !act.is_whole() && had.act.covers(act)) {
                continue;
            }
            // What a line explains is not explained again.
            let line = self.lines.iter().find(|line| line.is_line_of(want));
            let lack = match line {
                Some(line) => self.lack_of_more(line),
                None => self.lack(want, beyond),
            };
            let mut why = match line {
                Some(line) => vec![format!("the rest of what `{}` is for", line.act.command())],
                None => want.why.clone(),
            };
            why.extend(lack.told(self.most));
            let lacks_time = lack == Lack::Time;
            match told.iter_mut().find(|had| had.what == what) {
                Some(had) => {
                    let new = why.into_iter().filter(|of| !had.why.contains(of));
                    had.why.extend(new.collect::<Vec<String>>());
                    had.lacks_time &= lacks_time;
                }
                None => told.extend(self.of.lengths.of(act).map(|planned| {
                    let act = act.clone();
                    NoRoom { what, act, planned, why, lacks_time }
                })),
            }
        }
        told
    }

    /// Why something has no line.
    fn lack(&self, want: &Want, beyond: &[&Want]) -> Lack {
        let fits = |act: &Act| {
            let planned = self.of.lengths.of(act).map(|planned| self.cut(act, planned));
            planned.is_some_and(|planned| planned <= self.left)
        };
        if beyond.iter().any(|of| std::ptr::eq(*of, want)) {
            Lack::Lines
        } else if !want.acts.iter().any(fits) {
            Lack::Time
        } else if want.again != Again::No {
            Lack::Again
        } else {
            Lack::Lines
        }
    }

    /// Why a line asks no more questions.
    fn lack_of_more(&self, line: &Growing<'_>) -> Lack {
        if line.count >= QUESTIONS as usize {
            return Lack::Questions;
        } else if line.count >= line.most() {
            return Lack::Others;
        }
        let longer = self.of.lengths.of(&line.act.with_count(line.count + 1));
        let more = longer.map_or(Duration::MAX, |longer| longer.saturating_sub(line.planned));
        match more > self.left {
            true => Lack::Time,
            false if self.has_room(line.want, more) => Lack::Share,
            false => Lack::Again,
        }
    }
}

impl Growing<'_> {
    /// Whether it is the line of something that is wanted.
    fn is_line_of(&self, want: &Want) -> bool {
        std::ptr::eq(self.want, want)
    }
}
