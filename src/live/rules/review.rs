//! After a slot: which stories were told and how the answers were, then what is missing, then the
//! candidate's own rating, and at the round's end the one line. Pure: lines come in, events go out.
//! Every question can be skipped.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use super::self_review::{CHECKS, Check, read};
use crate::round::seconds::{clock, parse_clock};
use crate::round::{Brief, Planned, QuestionKind};
use crate::session::Session;
use crate::session::event::{Correctable, QuestionEnd, What};
use crate::session::run::{KEY_POINTS, QuestionRun, STORY, SlotRun};
use crate::session::silence::Hearing;
use crate::session::timeline::Timeline;
use crate::stories::choices::{Choice, fitting};
use crate::stories::ladder;
use crate::text::clean;

/// What a candidate rates, 1 to 4: the usual dimensions of an interviewer's form.
pub const DIMENSIONS: [&str; 4] = ["problem solving", "communication", "technical depth", "time"];

/// Most stories that are listed for a question; any id can be typed.
const OFFERED: usize = 9;

/// The review of one slot, as far as it has got.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    slot: usize,
    asks: VecDeque<Ask>,
    ids: Vec<String>,
    ratings: BTreeMap<String, u8>,
    touched: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum Ask {
    /// Which story answered a question; the ones that fit, with how often each was told.
    Story {
        question: usize,
        title: String,
        fits: Vec<(String, usize)>,
    },
    /// Which key points an answer had.
    KeyPoints {
        question: usize,
        title: String,
        points: Vec<String>,
    },
    Check(Check),
    /// What in the answers shows it.
    Note(Check, &'static str),
    FirstAnswer {
        question: usize,
        told: bool,
        length: Duration,
        spoke: Vec<Duration>,
    },
    Rating(&'static str),
    Debrief,
}

impl Review {
    /// What a slot that has ended leaves to ask; the stories are offered for behavioral answers.
    /// What was answered before the round was left, or before the slot's end was taken back, isn't
    /// asked again.
    pub fn of(session: &Session, timeline: &Timeline, slot: usize, stories: &[Choice]) -> Self {
        let plans = session.slot(slot).map_or(&[][..], |slot| &slot.questions);
        let runs = timeline.slots.get(slot).map_or(&[][..], |slot| &slot.questions);
        let answered =
            || plans.iter().zip(runs).enumerate().filter(|(_, (_, run))| is_answered(run));
        let (mut asks, hearing) = (VecDeque::new(), Hearing::of(timeline));
        asks.extend(answered().filter_map(|(at, (plan, _))| story(at, plan, stories)));
        asks.extend(answered().filter_map(|(at, (plan, run))| key_points(at, plan, run)));
        let told = |rung: bool| {
            answered().any(|(_, (plan, _))| {
                plan.question.kind() == QuestionKind::Behavioral
                    && (rung || !ladder::is_rung(&plan.question.id))
            })
        };
        asks.extend(CHECKS.into_iter().filter(|check| told(!check.risk)).map(Ask::Check));
        for (question, (plan, run)) in plans.iter().zip(runs).enumerate() {
            asks.extend(first_answer(timeline, &hearing, question, plan, run));
        }
        asks.extend(DIMENSIONS.map(Ask::Rating));
        if session.slot(slot + 1).is_none() {
            asks.push_back(Ask::Debrief);
        }
        if let Some(run) = timeline.slots.get(slot) {
            asks.retain(|ask| !is_said(ask, run, timeline.debrief.as_deref()));
        }
        let ids = stories.iter().map(|story| story.id.clone()).collect();
        let ratings =
            timeline.slots.get(slot).map_or_else(BTreeMap::new, |run| run.ratings.clone());
        Self { slot, asks, ids, ratings, touched: false }
    }

    /// The slot that it is about.
    pub fn slot(&self) -> usize {
        self.slot
    }

    /// Whether a line was answered.
    pub fn is_touched(&self) -> bool {
        self.touched
    }

    /// What to ask now; `None` when all is asked.
    pub fn prompt(&self) -> Option<String> {
        Some(match self.asks.front()? {
            Ask::Story { question, title, fits } => {
                let mut text =
                    format!("Question {}, {title}: which story did you tell?", question + 1);
                for (number, (id, told)) in fits.iter().enumerate() {
                    text += &format!("\n  {} {id}, {}", number + 1, times(*told));
                }
                if fits.is_empty() {
                    text += " None of yours is marked for its theme.";
                }
                text + "\n[number or id · n none of my stories · Enter skips] "
            }
            Ask::KeyPoints { question, title, points } => {
                let mut text =
                    format!("Question {}, {title}: which of these did you say?", question + 1);
                for (number, point) in points.iter().enumerate() {
                    text += &format!("\n  {} {point}", number + 1);
                }
                text + "\n[numbers, like 1 3 · n none · Enter skips] "
            }
            Ask::Check(check) => {
                format!("{} [y yes · ? unsure · n no · Enter skips] ", check.question)
            }
            Ask::Note(_, answer) => {
                format!("  {answer}: what in your answers shows it? [one line · Enter skips] ")
            }
            Ask::FirstAnswer { question, told, spoke, .. } => {
                let spoke = match spoke.is_empty() {
                    true => String::new(),
                    false => {
                        let heard = if *told { "stopped speaking" } else { "spoke" };
                        let at = spoke.iter().map(|at| clock(*at)).collect::<Vec<_>>().join(", ");
                        format!(" You {heard} at {at}.")
                    }
                };
                let number = question + 1;
                match told {
                    true => format!(
                        "End of your answer, question {number}: not marked.{spoke} When had you told it? [m:ss · Enter not \
                         known · n never] "
                    ),
                    false => format!(
                        "First answer, question {number}: not marked.{spoke} When was it? [m:ss · Enter not known · n \
                         never] "
                    ),
                }
            }
            Ask::Rating(dimension) => format!("Your own rating, {dimension} [1-4 · Enter skips] "),
            Ask::Debrief => "What will you do differently? [one line · Enter skips] ".to_string(),
        })
    }

    /// Takes the answer to the prompt. What it says comes back as events, and the next prompt is
    /// up.
    ///
    /// # Errors
    /// Why the answer isn't understood, and what is; the same prompt stays up.
    pub fn answer(&mut self, line: &str) -> Result<Option<What>, String> {
        self.touched = true;
        let line = clean(line);
        let line = line.trim();
        let Some(ask) = self.asks.front() else { return Ok(None) };
        let mut next = None;
        let event = match ask {
            _ if line.is_empty() => None,
            Ask::Story { question, fits, .. } => Some(match line {
                "n" | "none" => self.reviewed(Some(*question), STORY, "none", None),
                _ => What::Story {
                    slot: self.slot,
                    question: *question,
                    id: self.story(line, fits)?,
                },
            }),
            Ask::KeyPoints { question, points, .. } => Some(self.reviewed(
                Some(*question),
                KEY_POINTS,
                &numbers(line, points.len())?,
                None,
            )),
            Ask::Check(check) => {
                let (answer, note) = read(line)?;
                if note.is_none() {
                    next = Some(Ask::Note(*check, answer));
                }
                Some(self.reviewed(None, check.ask, answer, note))
            }
            Ask::Note(check, answer) => {
                Some(self.reviewed(None, check.ask, answer, Some(line.to_string())))
            }
            Ask::FirstAnswer { question, length, .. } => {
                let to = if matches!(line, "n" | "never") {
                    None
                } else {
                    Some(time_within(line, *length)?)
                };
                Some(What::Corrected {
                    mark: Correctable::FirstAnswer,
                    slot: self.slot,
                    question: *question,
                    to,
                })
            }
            Ask::Rating(dimension) => match line.parse::<u8>() {
                Ok(rating @ 1..=4) => {
                    // Each is kept as it is given: the round may be left before the next.
                    self.ratings.insert((*dimension).to_string(), rating);
                    Some(What::Rated { slot: self.slot, ratings: self.ratings.clone() })
                }
                _ => {
                    return Err(format!(
                        "{line:?} is no rating: allowed are 1, 2, 3, 4, or Enter to skip"
                    ));
                }
            },
            Ask::Debrief => Some(What::Debrief { text: line.to_string() }),
        };
        self.asks.pop_front();
        if let Some(next) = next {
            self.asks.push_front(next);
        }
        if let Some(What::Story { id, .. }) = &event {
            self.note_told(id);
        }
        Ok(event)
    }

    /// A story told in this slot was told once more, and stands behind the others that fit.
    fn note_told(&mut self, story: &str) {
        for ask in &mut self.asks {
            let Ask::Story { fits, .. } = ask else { continue };
            fits.iter_mut().filter(|(id, _)| id == story).for_each(|(_, told)| *told += 1);
            fits.sort_by_key(|(_, told)| *told);
        }
    }

    fn reviewed(
        &self,
        question: Option<usize>,
        ask: &str,
        answer: &str,
        note: Option<String>,
    ) -> What {
        What::Reviewed {
            slot: self.slot,
            question,
            ask: ask.to_string(),
            answer: answer.to_string(),
            note,
        }
    }

    /// The story that a number or an id means.
    fn story(&self, line: &str, fits: &[(String, usize)]) -> Result<String, String> {
        let number = line.parse::<usize>().ok().and_then(|number| fits.get(number.checked_sub(1)?));
        let mut begin = self.ids.iter().filter(|id| id.starts_with(line));
        match (number, self.ids.iter().find(|id| *id == line), begin.next(), begin.next()) {
            (Some((id, _)), ..) | (_, Some(id), ..) | (_, _, Some(id), None) => Ok(id.clone()),
            (_, _, Some(_), Some(_)) => {
                Err(format!("several stories begin with {line:?}: write more of the id"))
            }
            _ => Err(format!(
                "{line:?} is no story: write a number above, an id, n for none, or Enter to skip"
            )),
        }
    }
}

/// Whether the session holds the answer already.
fn is_said(ask: &Ask, run: &SlotRun, debrief: Option<&str>) -> bool {
    let reviewed = |question: Option<usize>, ask: &str| {
        run.reviews.iter().any(|review| review.question == question && review.ask == ask)
    };
    let of = |question: usize| run.questions.get(question);
    match ask {
        Ask::Story { question, .. } => {
            of(*question).is_some_and(|of| of.story.is_some()) || reviewed(Some(*question), STORY)
        }
        Ask::KeyPoints { question, .. } => reviewed(Some(*question), KEY_POINTS),
        Ask::Check(check) => reviewed(None, check.ask),
        Ask::Note(..) => false,
        Ask::FirstAnswer { question, .. } => {
            of(*question).is_some_and(|of| of.correction.is_some())
        }
        Ask::Rating(dimension) => run.ratings.contains_key(*dimension),
        Ask::Debrief => debrief.is_some(),
    }
}

/// Whether a question was shown and not skipped.
fn is_answered(run: &QuestionRun) -> bool {
    run.shown.is_some() && !run.ended.is_some_and(|(_, how)| how == QuestionEnd::Skipped)
}

fn story(question: usize, plan: &Planned, stories: &[Choice]) -> Option<Ask> {
    let Brief::Behavioral { theme, .. } = plan.question.brief else { return None };
    if stories.is_empty() || ladder::is_rung(&plan.question.id) {
        return None;
    }
    let fits = fitting(stories, theme).into_iter().take(OFFERED);
    let fits = fits.map(|story| (story.id.clone(), story.told)).collect();
    Some(Ask::Story { question, title: clean(&plan.question.title), fits })
}

/// The key points of an answer of which none was ticked.
fn key_points(question: usize, plan: &Planned, run: &QuestionRun) -> Option<Ask> {
    let points = plan.checklist(plan.answer_phase()? + 1);
    let asks = matches!(plan.question.brief, Brief::Foundations { .. })
        && run.ticked.is_empty()
        && !points.is_empty();
    asks.then(|| Ask::KeyPoints {
        question,
        title: clean(&plan.question.title),
        points: points.iter().map(|point| clean(&point.detail)).collect(),
    })
}

/// A first answer that was not marked, or the end of a told one.
fn first_answer(
    timeline: &Timeline,
    hearing: &Hearing,
    question: usize,
    plan: &Planned,
    run: &QuestionRun,
) -> Option<Ask> {
    let shown = run.shown.filter(|_| run.first_answer.is_none())?;
    let told = plan.limits.answer.is_some();
    let asks = if told {
        is_answered(run) && !is_told(plan, run)
    } else {
        plan.limits.first_answer.is_some()
    };
    if !asks {
        return None;
    }
    let end = timeline.question_end(run);
    let length = timeline.running(shown, end);
    // A first answer is found by where speech began, the end of a told one by where it ended.
    let spoke = hearing
        .speech()
        .iter()
        .filter(|(from, _)| *from >= shown && *from <= end)
        .map(|(from, to)| timeline.running(shown, if told { (*to).min(end) } else { *from }));
    Some(Ask::FirstAnswer { question, told, length, spoke: apart(spoke) })
}

/// Whether other marks say when an answer was told: a move past it, or the end of a question in
/// which nothing follows.
fn is_told(plan: &Planned, run: &QuestionRun) -> bool {
    let last = plan.phases.len().saturating_sub(1);
    let answer = plan.answer_phase().unwrap_or(last);
    let ended = run.ended.is_some_and(|(_, how)| how == QuestionEnd::Done);
    run.moves.iter().any(|to| to.to > answer) || (answer == last && ended)
}

fn times(told: usize) -> String {
    match told {
        0 => "never told".to_string(),
        1 => "told once".to_string(),
        times => format!("told {times} times"),
    }
}

/// Numbers up to `most`, each once, in order: `1, 3`; `none` for none.
fn numbers(line: &str, most: usize) -> Result<String, String> {
    if matches!(line, "n" | "none") {
        return Ok("none".to_string());
    }
    let words = line.split([',', ' ']).filter(|word| !word.is_empty());
    let numbers: Option<Vec<usize>> =
        words.map(|word| word.parse().ok().filter(|number| (1..=most).contains(number))).collect();
    let mut numbers = numbers.ok_or_else(|| {
        format!("{line:?}: write numbers from 1 to {most}, n for none, or Enter to skip")
    })?;
    numbers.sort_unstable();
    numbers.dedup();
    Ok(numbers.iter().map(usize::to_string).collect::<Vec<_>>().join(", "))
}

fn time_within(line: &str, length: Duration) -> Result<Duration, String> {
    if line.chars().all(|c| c.is_ascii_digit()) {
        return Err(format!(
            "{line}: minutes or seconds? write m:ss, such as {line}:00 or 0:{line:0>2}"
        ));
    }
    match parse_clock(line) {
        Some(at) if at <= length => Ok(at),
        Some(at) => Err(format!("{} is after the question's end at {}", clock(at), clock(length))),
        None => Err(format!(
            "{line:?} is no time: write m:ss, n for never, or Enter where it is not known"
        )),
    }
}

/// At most six beginnings of speech, at least ten seconds apart: enough to remember by.
fn apart(times: impl Iterator<Item = Duration>) -> Vec<Duration> {
    let mut kept: Vec<Duration> = Vec::new();
    for time in times {
        if kept.last().is_none_or(|last| time.saturating_sub(*last) >= Duration::from_secs(10)) {
            kept.push(time);
        }
    }
    kept.truncate(6);
    kept
}
