//! What of a slot is to be asked: what its questions were, and how they went.

use std::collections::VecDeque;
use std::time::Duration;

use super::list::ListPoint;
use super::{Fit, ListAsk, ListOf, OFFERED, Prompt};
use crate::round::Planned;
use crate::round::rung::Rung;
use crate::session::Session;
use crate::session::asked::{Dimension, ReviewAsk, SelfCheck};
use crate::session::event::QuestionEnd;
use crate::session::hearing::Hearing;
use crate::session::rateable::Rateable;
use crate::session::run::{QuestionRun, SlotRun};
use crate::session::timeline::Timeline;
use crate::stories::choices::{Choice, fitting};
use crate::text::clean;
use crate::word::Word;

/// What a slot that has ended leaves to ask, in order, but for what the session holds already.
pub(super) fn asks(
    session: &Session,
    timeline: &Timeline,
    slot: usize,
    stories: &[Choice],
) -> VecDeque<Prompt> {
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
    asks
}

/// Whether the session holds the answer already.
fn is_said(prompt: &Prompt, run: &SlotRun, debrief: Option<&str>) -> bool {
    let of = |question: &usize| run.questions.get(*question);
    match prompt {
        Prompt::Story { question, .. } => {
            of(question).is_some_and(|of| of.story.is_some())
                || is_reviewed(run, Some(*question), ReviewAsk::Story)
        }
        Prompt::List(list) => is_reviewed(run, Some(list.question), list.of.ask()),
        Prompt::Check(check) => is_reviewed(run, None, ReviewAsk::Check(*check)),
        Prompt::Note(..) => false,
        Prompt::FirstAnswer { question, .. } => {
            of(question).is_some_and(|of| of.correction.is_some())
        }
        Prompt::Rating(_, dimension) => run.ratings.contains_key(&(*dimension).into()),
        Prompt::Debrief => debrief.is_some(),
    }
}

pub(super) fn is_reviewed(run: &SlotRun, question: Option<usize>, ask: ReviewAsk) -> bool {
    run.reviews.iter().any(|review| review.question == question && review.ask.is(ask))
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
        let is_of_theme = !fits.is_empty();
        if !is_of_theme {
            fits = stories.iter().collect();
        }
        let fit = |story: &&Choice| Fit {
            id: story.id.clone(),
            title: story.title.clone(),
            told: story.told,
        };
        let fits = fits.iter().map(fit).collect();
        Some(Prompt::Story { question: self.at, title: self.title(), fits, is_of_theme })
    }

    fn list(&self, of: ListOf, points: Vec<ListPoint>) -> Option<Prompt> {
        if points.is_empty() {
            return None;
        }
        let so_far = self.run.so_far.get(&of.ask().into());
        Some(Prompt::List(ListAsk::new(of, (self.at, self.title()), points, so_far)))
    }

    /// The key points of an answer of which none was ticked while it was given.
    fn key_points(&self) -> Option<Prompt> {
        self.plan.question.brief.key_points()?;
        if self.run.made.is_none() && !self.run.ticked.is_empty() {
            return None;
        }
        let points = self.plan.key_points().into_iter().map(|(phase, item)| {
            let text = clean(&self.plan.checklist(phase)[item].detail);
            ListPoint { phase: None, text, is_marked: false }
        });
        self.list(ListOf::KeyPoints, points.collect())
    }

    /// The points of its own that the round did not show, or showed without one being ticked.
    fn checklist(&self) -> Option<Prompt> {
        if !self.plan.hides_points() && !self.run.ticked.is_empty() {
            return None;
        }
        let points = self.plan.asked_points().into_iter().map(|(phase, item)| {
            let text = clean(&self.plan.checklist(phase)[item].item);
            let phase = Some(clean(&self.plan.phases[phase].name));
            ListPoint { phase, text, is_marked: false }
        });
        self.list(ListOf::Checklist, points.collect())
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
pub(in crate::live::rules) fn is_answer_open(plan: &Planned, run: &QuestionRun) -> bool {
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
    run.moves.values().any(|to| to.to > answer) || (answer == last && ended)
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
