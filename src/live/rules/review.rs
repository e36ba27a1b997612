//! After a slot: which stories were told and how the answers were, then what is missing, then the
//! candidate's own rating, and at the round's end the one line. Pure: lines come in, events go out.
//! Every question can be skipped.

mod read;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use self::read::{NONE, is_none, numbers, rating, time_within};
use super::self_review::CheckAnswer;
use crate::round::Planned;
use crate::round::rung::Rung;
use crate::session::Session;
use crate::session::asked::{Dimension, Kept, ReviewAsk, SelfCheck};
use crate::session::event::{Correctable, QuestionEnd, What};
use crate::session::hearing::Hearing;
use crate::session::run::{QuestionRun, SlotRun};
use crate::session::timeline::Timeline;
use crate::stories::choices::{Choice, fitting};
use crate::text::clean;
use crate::time::m_ss;
use crate::word::Word;

/// Most stories that are listed for a question; any id can be typed.
const OFFERED: usize = 9;

/// The review of one slot, as far as it has got.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SlotReview {
    slot: usize,
    asks: VecDeque<Prompt>,
    ids: Vec<String>,
    ratings: BTreeMap<Kept<Dimension>, u8>,
    touched: bool,
}

/// What is asked next.
#[derive(Debug, Clone, PartialEq)]
enum Prompt {
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
    Check(SelfCheck),
    /// What in the answers shows it.
    Note(SelfCheck, CheckAnswer),
    FirstAnswer {
        question: usize,
        told: bool,
        length: Duration,
        spoke: Vec<Duration>,
    },
    Rating(Dimension),
    Debrief,
}

impl SlotReview {
    /// What a slot that has ended leaves to ask; the stories are offered for behavioral answers.
    /// What was answered before the round was left, or before the slot's end was taken back, isn't
    /// asked again.
    pub(crate) fn of(
        session: &Session,
        timeline: &Timeline,
        slot: usize,
        stories: &[Choice],
    ) -> Self {
        let plans = session.slot(slot).map_or(&[][..], |slot| &slot.questions);
        let run = timeline.slots.get(slot);
        let runs = run.map_or(&[][..], |slot| &slot.questions);
        let shown: Vec<Shown> = plans.iter().zip(runs).enumerate().map(Shown::from).collect();
        let answered = || shown.iter().filter(|of| is_answered(of.run));
        let hearing = Hearing::of(timeline);
        let mut asks = VecDeque::new();
        asks.extend(answered().filter_map(|of| of.story(stories)));
        asks.extend(answered().filter_map(Shown::key_points));
        asks.extend(self_checks(answered()).into_iter().map(Prompt::Check));
        asks.extend(shown.iter().filter_map(|of| of.first_answer(timeline, &hearing)));
        asks.extend(Dimension::all().iter().copied().map(Prompt::Rating));
        if session.slot(slot + 1).is_none() {
            asks.push_back(Prompt::Debrief);
        }
        if let Some(run) = run {
            asks.retain(|ask| !is_said(ask, run, timeline.debrief.as_deref()));
        }
        let ids = stories.iter().map(|story| story.id.clone()).collect();
        let ratings = run.map_or_else(BTreeMap::new, |run| run.ratings.clone());
        Self { slot, asks, ids, ratings, touched: false }
    }

    /// The slot that it is about.
    pub(crate) fn slot(&self) -> usize {
        self.slot
    }

    /// Whether a line was answered.
    pub(crate) fn is_touched(&self) -> bool {
        self.touched
    }

    /// What to ask now; `None` when all is asked.
    pub(crate) fn prompt(&self) -> Option<String> {
        Some(match self.asks.front()? {
            Prompt::Story { question, title, fits } => {
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
            Prompt::KeyPoints { question, title, points } => {
                let mut text =
                    format!("Question {}, {title}: which of these did you say?", question + 1);
                for (number, point) in points.iter().enumerate() {
                    text += &format!("\n  {} {point}", number + 1);
                }
                text + "\n[numbers, like 1 3 · n none · Enter skips] "
            }
            Prompt::Check(check) => {
                format!("{} [y yes · ? unsure · n no · Enter skips] ", check.question())
            }
            Prompt::Note(_, answer) => format!(
                "  {}: what in your answers shows it? [one line · Enter skips] ",
                answer.word()
            ),
            Prompt::FirstAnswer { question, told, spoke, .. } => {
                ask_first_answer(question + 1, *told, spoke)
            }
            Prompt::Rating(dimension) => {
                format!("Your own rating, {dimension} [1-4 · Enter skips] ")
            }
            Prompt::Debrief => {
                "What will you do differently? [one line · Enter skips] ".to_string()
            }
        })
    }

    /// Takes the answer to the prompt. What it says comes back as events, and the next prompt is
    /// up.
    ///
    /// # Errors
    /// Why the answer isn't understood, and what is; the same prompt stays up.
    pub(crate) fn answer(&mut self, line: &str) -> Result<Option<What>, String> {
        self.touched = true;
        let line = clean(line);
        let line = line.trim();
        let Some(prompt) = self.asks.front().cloned() else { return Ok(None) };
        let event = if line.is_empty() { None } else { Some(self.read(&prompt, line)?) };
        self.asks.pop_front();
        match (&prompt, &event) {
            (Prompt::Check(check), Some(What::Reviewed { answer, note: None, .. })) => {
                if let Some(answer) = CheckAnswer::parse(answer) {
                    self.asks.push_front(Prompt::Note(*check, answer));
                }
            }
            // Each is kept as it is given: the round may be left before the next.
            (_, Some(What::Rated { ratings, .. })) => self.ratings.clone_from(ratings),
            (_, Some(What::Story { id, .. })) => self.note_told(id),
            _ => {}
        }
        Ok(event)
    }

    /// What an answer to a prompt says.
    fn read(&self, prompt: &Prompt, line: &str) -> Result<What, String> {
        let slot = self.slot;
        Ok(match prompt {
            Prompt::Story { question, .. } if is_none(line) => {
                self.reviewed(Some(*question), ReviewAsk::Story, NONE, None)
            }
            Prompt::Story { question, fits, .. } => {
                What::Story { slot, question: *question, id: self.story(line, fits)? }
            }
            Prompt::KeyPoints { question, points, .. } => {
                let said = numbers(line, points.len())?;
                self.reviewed(Some(*question), ReviewAsk::KeyPoints, &said, None)
            }
            Prompt::Check(check) => {
                let (answer, note) = CheckAnswer::read(line)?;
                self.reviewed(None, ReviewAsk::Check(*check), answer.word(), note)
            }
            Prompt::Note(check, answer) => {
                let note = Some(line.to_string());
                self.reviewed(None, ReviewAsk::Check(*check), answer.word(), note)
            }
            Prompt::FirstAnswer { question, length, .. } => {
                let never = matches!(line, "n" | "never");
                let to = if never { None } else { Some(time_within(line, *length)?) };
                What::Corrected { mark: Correctable::FirstAnswer, slot, question: *question, to }
            }
            Prompt::Rating(dimension) => {
                let mut ratings = self.ratings.clone();
                ratings.insert((*dimension).into(), rating(line)?);
                What::Rated { slot, ratings }
            }
            Prompt::Debrief => What::Debrief { text: line.to_string() },
        })
    }

    /// A story told in this slot was told once more, and stands behind the others that fit.
    fn note_told(&mut self, story: &str) {
        for ask in &mut self.asks {
            let Prompt::Story { fits, .. } = ask else { continue };
            fits.iter_mut().filter(|(id, _)| id == story).for_each(|(_, told)| *told += 1);
            fits.sort_by_key(|(_, told)| *told);
        }
    }

    fn reviewed(
        &self,
        question: Option<usize>,
        ask: ReviewAsk,
        answer: &str,
        note: Option<String>,
    ) -> What {
        let (slot, answer) = (self.slot, answer.to_string());
        What::Reviewed { slot, question, ask: ask.into(), answer, note }
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
fn is_said(prompt: &Prompt, run: &SlotRun, debrief: Option<&str>) -> bool {
    let reviewed = |question: Option<usize>, ask: ReviewAsk| {
        run.reviews.iter().any(|review| review.question == question && review.ask.is(ask))
    };
    let of = |question: usize| run.questions.get(question);
    match prompt {
        Prompt::Story { question, .. } => {
            of(*question).is_some_and(|of| of.story.is_some())
                || reviewed(Some(*question), ReviewAsk::Story)
        }
        Prompt::KeyPoints { question, .. } => reviewed(Some(*question), ReviewAsk::KeyPoints),
        Prompt::Check(check) => reviewed(None, ReviewAsk::Check(*check)),
        Prompt::Note(..) => false,
        Prompt::FirstAnswer { question, .. } => {
            of(*question).is_some_and(|of| of.correction.is_some())
        }
        Prompt::Rating(dimension) => run.ratings.contains_key(dimension.word()),
        Prompt::Debrief => debrief.is_some(),
    }
}

/// Whether a question was shown and not skipped.
fn is_answered(run: &QuestionRun) -> bool {
    run.shown.is_some() && !run.ended.is_some_and(|(_, how)| how == QuestionEnd::Skipped)
}

/// What is asked about answers that were told, and about the person who told them. Of a story told
/// at several lengths only the former.
fn self_checks<'a>(answered: impl Iterator<Item = &'a Shown<'a>>) -> Vec<SelfCheck> {
    let (mut told, mut questioned) = (false, false);
    for of in answered.filter(|of| of.plan.question.kind().is_story()) {
        told = true;
        questioned |= !of.is_rung();
    }
    let of_answers = SelfCheck::OF_ANSWERS.into_iter().filter(|_| told);
    of_answers.chain(SelfCheck::OF_THE_PERSON.into_iter().filter(|_| questioned)).collect()
}

/// A question of the slot, as planned and as it went.
struct Shown<'a> {
    at: usize,
    plan: &'a Planned,
    run: &'a QuestionRun,
}

impl<'a> From<(usize, (&'a Planned, &'a QuestionRun))> for Shown<'a> {
    fn from((at, (plan, run)): (usize, (&'a Planned, &'a QuestionRun))) -> Self {
        Self { at, plan, run }
    }
}

impl Shown<'_> {
    /// Whether it tells one story at one length: which story is no question.
    fn is_rung(&self) -> bool {
        Rung::of(self.plan.question.id.as_str()).is_some()
    }

    fn title(&self) -> String {
        clean(&self.plan.question.title)
    }

    fn story(&self, stories: &[Choice]) -> Option<Prompt> {
        let is_story = self.plan.question.kind().is_story() && !self.is_rung();
        if stories.is_empty() || !is_story {
            return None;
        }
        let fits = fitting(stories, self.plan.question.brief.theme()).into_iter().take(OFFERED);
        let fits = fits.map(|story| (story.id.clone(), story.told)).collect();
        Some(Prompt::Story { question: self.at, title: self.title(), fits })
    }

    /// The key points of an answer of which none was ticked.
    fn key_points(&self) -> Option<Prompt> {
        let points = self.plan.checklist(self.plan.answer_phase()? + 1);
        let asks = self.plan.question.kind().has_key_points()
            && self.run.ticked.is_empty()
            && !points.is_empty();
        asks.then(|| Prompt::KeyPoints {
            question: self.at,
            title: self.title(),
            points: points.iter().map(|point| clean(&point.detail)).collect(),
        })
    }

    /// A first answer that was not marked, or the end of a told one.
    fn first_answer(&self, timeline: &Timeline, hearing: &Hearing) -> Option<Prompt> {
        let shown = self.run.shown.filter(|_| self.run.first_answer.is_none())?;
        let told = self.plan.limits.answer.is_some();
        let asks = if told {
            is_answered(self.run) && !is_told(self.plan, self.run)
        } else {
            self.plan.limits.first_answer.is_some()
        };
        if !asks {
            return None;
        }
        let end = timeline.question_end(self.run);
        let length = timeline.running(shown, end);
        // A first answer is found by where speech began, the end of a told one by where it ended.
        let inside = hearing.speech().iter().filter(|island| (shown..=end).contains(&island.from));
        let spoke =
            inside.map(|of| timeline.running(shown, if told { of.to.min(end) } else { of.from }));
        Some(Prompt::FirstAnswer { question: self.at, told, length, spoke: apart(spoke) })
    }
}

/// Asks when the first answer came, or when a told one ended.
fn ask_first_answer(number: usize, told: bool, spoke: &[Duration]) -> String {
    let heard = if told { "stopped speaking" } else { "spoke" };
    let at: Vec<String> = spoke.iter().map(|at| m_ss(*at)).collect();
    let spoke = match at.is_empty() {
        true => String::new(),
        false => format!(" You {heard} at {}.", at.join(", ")),
    };
    match told {
        true => format!(
            "End of your answer, question {number}: not marked.{spoke} When had you told it? \
             [m:ss · Enter not known · n never] "
        ),
        false => format!(
            "First answer, question {number}: not marked.{spoke} When was it? \
             [m:ss · Enter not known · n never] "
        ),
    }
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
