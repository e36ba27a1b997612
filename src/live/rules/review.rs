//! After a slot: which stories were told and how the answers were, then what is missing, then the
//! candidate's own rating, and at the round's end the one line. Pure: lines come in, events go out.
//! Every question can be skipped.

mod read;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

pub(crate) use self::read::is_undo;
use self::read::{NONE, NOTHING_TO_UNDO, is_none, numbers, rating};
pub(super) use self::read::{is_never, time_within};
use super::self_review::CheckAnswer;
use crate::round::Planned;
use crate::round::rung::Rung;
use crate::session::Session;
use crate::session::asked::{Dimension, ReviewAsk, SelfCheck};
use crate::session::event::{Correctable, QuestionEnd, What};
use crate::session::hearing::Hearing;
use crate::session::kept::Kept;
use crate::session::rateable::Rateable;
use crate::session::run::{QuestionRun, SlotRun};
use crate::session::timeline::Timeline;
use crate::stories::choices::{Choice, fitting};
use crate::text::clean;
use crate::word::Word;

/// Most stories that are listed for a question; any id can be typed.
const OFFERED: usize = 9;

/// Most that is asked at a sitting, what shows an answer included. What is left stays open.
const MOST: usize = 10;

/// The review of one slot, as far as it has got.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SlotReview {
    slot: usize,
    asks: VecDeque<Prompt>,
    ids: Vec<String>,
    ratings: BTreeMap<Kept<Dimension>, u8>,
    /// How many were answered or skipped at this sitting.
    asked: usize,
    /// How many are open that this sitting leaves out.
    left_out: usize,
}

/// What is asked next.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Prompt {
    /// Which story answered a question; the ones that fit.
    Story { question: usize, title: String, fits: Vec<Fit> },
    /// Which key points an answer had.
    KeyPoints { question: usize, title: String, points: Vec<String> },
    /// Which of a question's own points, which the round did not show, were made: phase by phase,
    /// numbered throughout.
    Checklist { question: usize, title: String, phases: Vec<(String, Vec<String>)> },
    /// A question of the self-review.
    Check(SelfCheck),
    /// What in the answers shows it.
    Note(SelfCheck, CheckAnswer),
    /// When the first answer came, or when a told one ended; of a question this long, with when
    /// the candidate began to speak, or stopped.
    FirstAnswer { question: usize, told: bool, length: Duration, spoke: Vec<Duration> },
    /// The candidate's own rating of what was rehearsed.
    Rating(Rateable, Dimension),
    /// The one line.
    Debrief,
}

impl Prompt {
    /// Whether it says what a good answer has.
    fn gives_away(&self) -> bool {
        matches!(self, Self::KeyPoints { .. } | Self::Checklist { .. })
    }
}

/// A story that fits a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fit {
    /// Its id.
    pub(crate) id: String,
    /// Its title.
    pub(crate) title: String,
    /// How often it was told.
    pub(crate) told: usize,
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
        let questions = plans.iter().zip(runs).enumerate();
        let shown: Vec<Shown> = questions.map(Shown::from).collect();
        let answered: Vec<&Shown> = shown.iter().filter(|of| is_answered(of.run)).collect();
        let hearing = Hearing::of(timeline);
        let mut asks = VecDeque::new();
        for of in &answered {
            asks.extend(of.story(stories));
        }
        for of in &answered {
            asks.extend(of.key_points());
            asks.extend(of.checklist());
        }
        asks.extend(self_checks(&answered).into_iter().map(Prompt::Check));
        for of in &shown {
            asks.extend(of.first_answer(timeline, &hearing));
        }
        if let Some(rated) = session.slot(slot).map(Rateable::of) {
            let asked = Dimension::all().iter().filter(|dimension| rated.is_rated(**dimension));
            asks.extend(asked.map(|dimension| Prompt::Rating(rated, *dimension)));
        }
        if session.slot(slot + 1).is_none() {
            asks.push_back(Prompt::Debrief);
        }
        if let Some(run) = run {
            asks.retain(|ask| !is_said(ask, run, timeline.debrief.as_deref()));
        }
        // The first leaves open whether the slot is over.
        if let Some(first) = asks.iter().position(|ask| !ask.gives_away()) {
            asks.make_contiguous()[..=first].rotate_right(1);
        }
        let ids = stories.iter().map(|story| story.id.clone()).collect();
        let ratings = run.map(|run| run.ratings.clone()).unwrap_or_default();
        let mut review = Self { slot, asks, ids, ratings, asked: 0, left_out: 0 };
        review.leave_out();
        review
    }

    /// Leaves out what matters least beyond what a sitting asks.
    fn leave_out(&mut self) {
        while self.asked + self.asks.len() > MOST {
            let least = self.asks.iter().map(weight).max();
            let Some(at) = self.asks.iter().rposition(|ask| Some(weight(ask)) == least) else {
                return;
            };
            let out = self.asks.remove(at);
            self.left_out += usize::from(out.is_some_and(|out| !matches!(out, Prompt::Note(..))));
        }
    }

    /// The slot that it is about.
    pub(crate) fn slot(&self) -> usize {
        self.slot
    }

    /// The number of what is asked now, from 1, and of how many at this sitting.
    pub(crate) fn number(&self) -> (usize, usize) {
        (self.asked + 1, self.asked + self.asks.len())
    }

    /// How many questions are open that were not asked yet, at this sitting or another.
    pub(crate) fn open(&self) -> usize {
        let asks = self.asks.iter().filter(|ask| !matches!(ask, Prompt::Note(..)));
        asks.count() + self.left_out
    }

    /// What to ask now; `None` when all is asked.
    pub(crate) fn prompt(&self) -> Option<&Prompt> {
        self.asks.front()
    }

    /// Whether what is asked now says what a good answer has.
    pub(crate) fn gives_away(&self) -> bool {
        self.prompt().is_some_and(Prompt::gives_away)
    }

    /// Takes the answer to the prompt. What it says comes back as events, and the next prompt is
    /// up.
    ///
    /// # Errors
    /// Why the answer isn't understood, and what is; the same prompt stays up.
    pub(crate) fn answer(&mut self, line: &str) -> Result<Option<What>, String> {
        let line = clean(line);
        let line = line.trim();
        if is_undo(line) {
            return Err(NOTHING_TO_UNDO.to_string());
        }
        let Some(prompt) = self.asks.front().cloned() else { return Ok(None) };
        let event = if line.is_empty() { None } else { Some(self.read(&prompt, line)?) };
        self.asks.pop_front();
        self.asked += 1;
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
        self.leave_out();
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
            Prompt::Checklist { question, phases, .. } => {
                let said = numbers(line, phases.iter().map(|(_, items)| items.len()).sum())?;
                self.reviewed(Some(*question), ReviewAsk::Checklist, &said, None)
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
                let to = if is_never(line) { None } else { Some(time_within(line, *length)?) };
                let mark = Correctable::FirstAnswer;
                What::Corrected { mark, which: None, to, slot, question: *question }
            }
            Prompt::Rating(_, dimension) => {
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
            for fit in fits.iter_mut() {
                fit.told += usize::from(fit.id == story);
            }
            fits.sort_by_key(|fit| fit.told);
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
    fn story(&self, line: &str, fits: &[Fit]) -> Result<String, String> {
        let number = line.parse::<usize>().ok();
        let numbered = number.and_then(|number| fits.get(number.checked_sub(1)?));
        let named = self.ids.iter().find(|id| *id == line);
        let mut begin = self.ids.iter().filter(|id| id.starts_with(line));
        match (numbered, named, begin.next(), begin.next()) {
            (Some(Fit { id, .. }), ..) | (_, Some(id), ..) | (_, _, Some(id), None) => {
                Ok(id.clone())
            }
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
    let of = |question: &usize| run.questions.get(*question);
    match prompt {
        Prompt::Story { question, .. } => {
            of(question).is_some_and(|of| of.story.is_some())
                || is_reviewed(run, Some(*question), ReviewAsk::Story)
        }
        Prompt::KeyPoints { question, .. } => {
            is_reviewed(run, Some(*question), ReviewAsk::KeyPoints)
        }
        Prompt::Checklist { question, .. } => {
            is_reviewed(run, Some(*question), ReviewAsk::Checklist)
        }
        Prompt::Check(check) => is_reviewed(run, None, ReviewAsk::Check(*check)),
        Prompt::Note(..) => false,
        Prompt::FirstAnswer { question, .. } => {
            of(question).is_some_and(|of| of.correction.is_some())
        }
        Prompt::Rating(_, dimension) => run.ratings.contains_key(&(*dimension).into()),
        Prompt::Debrief => debrief.is_some(),
    }
}

fn is_reviewed(run: &SlotRun, question: Option<usize>, ask: ReviewAsk) -> bool {
    run.reviews.iter().any(|review| review.question == question && review.ask.is(ask))
}

/// How little a question matters that a sitting may leave out: what a report lacks most comes
/// first, then what is soon forgotten.
fn weight(prompt: &Prompt) -> u8 {
    match prompt {
        Prompt::FirstAnswer { .. } => 0,
        Prompt::Debrief => 1,
        Prompt::Story { .. } => 2,
        Prompt::KeyPoints { .. } | Prompt::Checklist { .. } => 3,
        Prompt::Rating(..) => 4,
        Prompt::Note(..) => 5,
        Prompt::Check(check) if SelfCheck::OF_ANSWERS.contains(check) => 6,
        Prompt::Check(_) => 7,
    }
}

/// Whether a question was shown and not skipped.
fn is_answered(run: &QuestionRun) -> bool {
    run.shown.is_some() && !run.ended.is_some_and(|(_, how)| how == QuestionEnd::Skipped)
}

/// What is asked about answers that were told, and about the person who told them. Of a story told
/// at several lengths only the former.
fn self_checks(answered: &[&Shown]) -> Vec<SelfCheck> {
    let (mut told, mut questioned) = (false, false);
    for of in answered {
        let is_story = of.plan.question.kind().is_story();
        told |= is_story;
        questioned |= is_story && !of.is_rung();
    }
    let mut checks = Vec::new();
    if told {
        checks.extend(SelfCheck::OF_ANSWERS);
    }
    if questioned {
        checks.extend(SelfCheck::OF_THE_PERSON);
    }
    checks
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
        let question = &self.plan.question;
        Rung::of(question.kind(), question.id.as_str()).is_some()
    }

    fn title(&self) -> String {
        clean(&self.plan.question.title)
    }

    fn story(&self, stories: &[Choice]) -> Option<Prompt> {
        let is_story = self.plan.question.kind().is_story() && !self.is_rung();
        if stories.is_empty() || !is_story {
            return None;
        }
        let mut fits = fitting(stories, self.plan.question.brief.theme());
        fits.truncate(OFFERED);
        let fit = |story: &&Choice| Fit {
            id: story.id.clone(),
            title: story.title.clone(),
            told: story.told,
        };
        let fits = fits.iter().map(fit).collect();
        Some(Prompt::Story { question: self.at, title: self.title(), fits })
    }

    /// The key points of an answer of which none was ticked.
    fn key_points(&self) -> Option<Prompt> {
        let points = self.plan.checklist(self.plan.answer_phase()? + 1);
        let asks = self.plan.question.brief.key_points().is_some()
            && self.run.ticked.is_empty()
            && !points.is_empty();
        asks.then(|| Prompt::KeyPoints {
            question: self.at,
            title: self.title(),
            points: points.iter().map(|point| clean(&point.detail)).collect(),
        })
    }

    /// The points of its own that the round did not show.
    fn checklist(&self) -> Option<Prompt> {
        let mut phases: Vec<(String, Vec<String>)> = Vec::new();
        for (phase, item) in self.plan.hidden_points() {
            let name = clean(&self.plan.phases[phase].name);
            let item = clean(&self.plan.checklist(phase)[item].item);
            match phases.last_mut().filter(|(last, _)| *last == name) {
                Some((_, items)) => items.push(item),
                None => phases.push((name, vec![item])),
            }
        }
        let (question, title) = (self.at, self.title());
        (!phases.is_empty()).then_some(Prompt::Checklist { question, title, phases })
    }

    /// A first answer that was not marked, or the end of a told one.
    fn first_answer(&self, timeline: &Timeline, hearing: &Hearing) -> Option<Prompt> {
        let shown = self.run.shown.filter(|_| is_answer_open(self.plan, self.run))?;
        let told = self.plan.limits.answer.is_some();
        let end = timeline.question_end(self.run);
        let length = timeline.running(shown, end);
        let mut spoke = Vec::new();
        for island in hearing.speech() {
            if (shown..=end).contains(&island.from) {
                // A first answer is found by where speech began, the end of a told one by where it
                // ended.
                let at = if told { island.to.min(end) } else { island.from };
                spoke.push(timeline.running(shown, at));
            }
        }
        Some(Prompt::FirstAnswer { question: self.at, told, length, spoke: apart(&spoke) })
    }
}

/// Whether no mark says when the answer of a question was that was asked for one.
pub(super) fn is_answer_open(plan: &Planned, run: &QuestionRun) -> bool {
    let is_due = match plan.limits.answer {
        Some(_) => !is_told(plan, run),
        None => plan.limits.first_answer.is_some(),
    };
    is_due && is_answered(run) && run.first_answer.is_none()
}

/// Whether other marks say when an answer was told: a move past it, or the end of a question in
/// which nothing follows.
fn is_told(plan: &Planned, run: &QuestionRun) -> bool {
    let last = plan.phases.len().saturating_sub(1);
    let answer = plan.answer_phase().unwrap_or(last);
    let ended = run.ended.is_some_and(|(_, how)| how == QuestionEnd::Done);
    run.moves.iter().any(|to| to.to > answer) || (answer == last && ended)
}

/// At most six beginnings of speech, at least ten seconds apart: enough to remember by.
fn apart(times: &[Duration]) -> Vec<Duration> {
    let mut kept: Vec<Duration> = Vec::new();
    for time in times {
        if kept.last().is_none_or(|last| time.saturating_sub(*last) >= Duration::from_secs(10)) {
            kept.push(*time);
        }
    }
    kept.truncate(6);
    kept
}
