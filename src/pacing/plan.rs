//! What a pacing takes from the plan alone.

use std::time::Duration;

use super::{AnswerKnown, FirstAnswer, Item, PhasePacing, QuestionPacing, SpokenPacing};
use crate::round::probes::is_probe;
use crate::round::{
    Approach, Brief, CheckItem, GoodAnswer, Phase, Planned, Question, Reference, Twist,
};
use crate::text::{GivenText, clean_line};

/// What good answers say to what may be asked on top, in one phase or at any time.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Answers {
    /// The phase; `None` for the follow-ups.
    pub(crate) phase: Option<String>,
    /// What is asked, and what a good answer says.
    pub(crate) good: Vec<GoodAnswer>,
}

/// A question of which nothing is known but its plan.
pub(crate) fn blank(planned: &Planned) -> QuestionPacing {
    let phase = |(position, phase): (usize, &Phase)| {
        let item = |item: &CheckItem| Item {
            item: GivenText::from(&item.item),
            detail: GivenText::from(&item.detail),
            made: None,
        };
        PhasePacing {
            name: GivenText::from(&phase.name),
            planned: phase.budget,
            actual: None,
            over_at: None,
            talking_share: None,
            longest_silence: None,
            after_answer: planned.is_after_answer(position),
            checklist: planned.checklist(position).iter().map(item).collect(),
            covered: None,
        }
    };
    QuestionPacing {
        id: GivenText::from(planned.question.id.as_str()),
        title: GivenText::from(&planned.question.title),
        kind: planned.question.kind(),
        topics: planned.question.topics.iter().map(GivenText::from).collect(),
        limits: planned.limits,
        planned: planned.budget(),
        planned_start: Duration::ZERO,
        shown: None,
        kept_back: false,
        ended: None,
        actual: None,
        first_words: None,
        wordless: None,
        asked: None,
        points_asked: false,
        first_answer: FirstAnswer {
            known: AnswerKnown::NotAsked,
            at: None,
            paused: Duration::ZERO,
        },
        told: None,
        answer: None,
        star: None,
        story: None,
        spoken: SpokenPacing::not_heard(),
        talking_share: None,
        longest_silence: None,
        interrupted: false,
        phases: planned.phases.iter().enumerate().map(phase).collect(),
        stays: Vec::new(),
        silent_stretches: Vec::new(),
        short_silences: Vec::new(),
        code: None,
        probes: Vec::new(),
        pressed: Vec::new(),
        twist: None,
        hints: Vec::new(),
        facts: Vec::new(),
        never_asked: Vec::new(),
        expected: None,
        thinks: Vec::new(),
        pauses: Vec::new(),
        gaps: Vec::new(),
        unasked: Vec::new(),
        typed: Vec::new(),
        reference: None,
        answers: Vec::new(),
    }
}

/// What to compare an answer with, its text cleaned.
pub(crate) fn reference(brief: &Brief) -> Reference {
    let list = |items: &[String]| items.iter().map(|item| clean_line(item)).collect();
    match brief.reference() {
        Reference::Approaches { first, better } => Reference::Approaches {
            first: first.as_ref().map(clean_approach),
            better: better.as_ref().map(clean_approach),
        },
        Reference::ListensFor(items) => Reference::ListensFor(list(&items)),
        Reference::KeyPoints(items) => Reference::KeyPoints(list(&items)),
        Reference::Checklist { twist } => Reference::Checklist {
            twist: twist.map(|Twist { ask, good }| Twist {
                ask: clean_line(&ask),
                good: clean_line(&good),
            }),
        },
    }
}

/// What good answers say, phase by phase and then to the follow-ups; where the follow-ups are a
/// phase's probes, once.
pub(crate) fn answers(question: &Question) -> Vec<Answers> {
    if is_probe(question.kind(), question.id.as_str()) {
        // It is the probe, and its points are what a good answer says.
        let good = question.answers.iter().map(clean_answer).collect();
        return vec![Answers { phase: None, good }];
    }
    let probes = question.notes.iter().map(|notes| (Some(&notes.name), &notes.probes));
    let mut seen: Vec<&str> = Vec::new();
    let mut answers = Vec::new();
    for (phase, asks) in probes.chain([(None, &question.follow_ups)]) {
        let new = asks.iter().filter(|ask| !seen.contains(&ask.as_str()));
        let good: Vec<&GoodAnswer> = new.filter_map(|ask| question.answer_to(ask)).collect();
        seen.extend(good.iter().map(|of| of.ask.as_str()));
        if !good.is_empty() {
            let good = good.into_iter().map(clean_answer).collect();
            answers.push(Answers { phase: phase.map(|name| clean_line(name)), good });
        }
    }
    answers
}

fn clean_answer(GoodAnswer { ask, answer, weak }: &GoodAnswer) -> GoodAnswer {
    GoodAnswer {
        ask: clean_line(ask),
        answer: clean_line(answer),
        weak: weak.as_deref().map(clean_line),
    }
}

fn clean_approach(approach: &Approach) -> Approach {
    Approach {
        idea: clean_line(&approach.idea),
        time: clean_line(&approach.time),
        space: clean_line(&approach.space),
    }
}
