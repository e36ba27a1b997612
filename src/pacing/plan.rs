//! What a pacing takes from the plan alone, its text cleaned.

use std::time::Duration;

use super::{FirstAnswer, Item, Known, PhasePacing, QuestionPacing, Reference};
use crate::round::{Approach, Brief, CheckItem, Phase, Planned};
use crate::text::clean_line;

/// A question of which nothing is known but its plan.
pub fn blank(planned: &Planned) -> QuestionPacing {
    let phase = |(position, phase): (usize, &Phase)| {
        let item = |item: &CheckItem| Item {
            item: clean_line(&item.item),
            detail: clean_line(&item.detail),
            ticked: false,
        };
        PhasePacing {
            name: clean_line(&phase.name),
            planned: phase.budget,
            actual: None,
            over_at: None,
            talking_share: None,
            longest_silence: None,
            after_answer: planned.is_after_answer(position),
            checklist: planned.checklist(position).iter().map(item).collect(),
        }
    };
    QuestionPacing {
        id: planned.question.id.to_string(),
        title: clean_line(&planned.question.title),
        kind: planned.question.kind(),
        limits: planned.limits,
        planned: planned.budget(),
        planned_start: Duration::ZERO,
        shown: None,
        kept_back: false,
        ended: None,
        actual: None,
        first_words: None,
        wordless: None,
        first_answer: FirstAnswer { known: Known::NotAsked, at: None, paused: Duration::ZERO },
        told: None,
        answer: None,
        star: None,
        story: None,
        talking_share: None,
        longest_silence: None,
        interrupted: false,
        phases: planned.phases.iter().enumerate().map(phase).collect(),
        stays: Vec::new(),
        silent_stretches: Vec::new(),
        thinks: Vec::new(),
        pauses: Vec::new(),
        gaps: Vec::new(),
        unasked: Vec::new(),
        reference: None,
    }
}

/// What to compare an answer with.
pub fn reference(brief: &Brief) -> Reference {
    let approach = |approach: &Option<Approach>| {
        approach.as_ref().map(|approach| Approach {
            idea: clean_line(&approach.idea),
            time: clean_line(&approach.time),
            space: clean_line(&approach.space),
        })
    };
    let list = |items: &[String]| items.iter().map(|item| clean_line(item)).collect();
    match brief {
        Brief::Coding { first_approach, better_approach, .. } => Reference::Approaches {
            first: approach(first_approach),
            better: approach(better_approach),
        },
        Brief::MlDesign { .. } => Reference::Checklist,
        Brief::Behavioral { listens_for, .. } | Brief::Pitch { listens_for } => {
            Reference::ListensFor(list(listens_for))
        }
        Brief::Foundations { key_points } => Reference::KeyPoints(list(key_points)),
    }
}
