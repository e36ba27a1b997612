//! What answers are compared with.

use super::blocks::Block;
use crate::pacing::{Answers, Item, Pressing, QuestionPacing, SlotPacing, place};
use crate::round::terse::BACKGROUND;
use crate::round::{Approach, Reference, Twist};
use crate::session::event::Pressure;
use crate::text::GivenText;
use crate::time::m_ss;
use crate::word::Word as _;

/// Each question of a slot that has something to compare with, and that.
pub(super) fn references(slot: &SlotPacing) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (position, question) in slot.questions.iter().enumerate() {
        let items = reference(question);
        if !items.is_empty() {
            let place = place(slot, Some(position), None);
            blocks.push(Block::Heading(format!("{place}: {}", question.title)));
            blocks.extend(items);
        }
    }
    blocks
}

/// What the answer to a question is compared with; nothing while that is kept back.
pub(super) fn reference(question: &QuestionPacing) -> Vec<Block> {
    let Some(reference) = &question.reference else { return Vec::new() };
    let mut items = reference_blocks(question, reference);
    if let Some((level, lines)) = &question.expected {
        let head = format!("expected of a {} candidate", level.word());
        items.extend(group(&head, lines.iter().map(GivenText::shown).collect()));
    }
    for of in &question.pressed {
        let at = m_ss(of.at.in_question);
        let did = match of.how {
            Pressing::InAny(Pressure::Interruption) => format!("interrupted at {at}: {}", of.says),
            Pressing::InAny(Pressure::WhatToCut) => {
                format!("asked at {at}, five minutes before the end: {}", of.says)
            }
            // It stands with what the design is compared with.
            Pressing::Twist => continue,
        };
        items.extend(group(&did, vec![format!("a good reaction: {}", of.good)]));
    }
    if question.is_probe() {
        let good = question.answers.iter().flat_map(|of| &of.good);
        items.extend(group("a weak answer", good.filter_map(|of| of.weak.clone()).collect()));
    } else {
        items.extend(question.answers.iter().flat_map(answers));
    }
    items
}

fn reference_blocks(question: &QuestionPacing, reference: &Reference) -> Vec<Block> {
    let mut blocks = Vec::new();
    match reference {
        Reference::Approaches { first, better } => {
            let first = first.as_ref().map(|of| approach("first", of));
            let better = better.as_ref().map(|of| approach("better", of));
            blocks.extend(group("hints taken", hints(question)));
            let approaches: Vec<String> = first.into_iter().chain(better).collect();
            blocks.extend((!approaches.is_empty()).then_some(Block::List(approaches)));
        }
        Reference::ListensFor(items) => {
            blocks.extend(group("the interviewer listens for", items.clone()));
            blocks.extend(group(
                "follow-ups that were not asked",
                question.unasked.iter().map(GivenText::shown).collect(),
            ));
        }
        Reference::KeyPoints(_) if question.knows_points() => {
            blocks.extend(group("said", points(question, Some(true))));
            blocks.extend(group("not said", points(question, Some(false))));
            blocks.extend(group(UNASKED, points(question, None)));
        }
        Reference::KeyPoints(items) => blocks.extend(group("a good answer says", items.clone())),
        Reference::Checklist { twist } => {
            blocks.extend(not_ticked(question));
            let never = question.never_asked.iter();
            let never = never.filter(|(name, _)| name.whole() != BACKGROUND);
            let never = never.map(|(name, says)| format!("{name}: {says}")).collect();
            blocks.extend(group("facts that were never asked for", never));
            if let Some(Twist { ask, good }) = twist {
                let ask = match question.twist {
                    Some(at) => format!("the change at {}: {ask}", m_ss(at.in_question)),
                    None => format!("a change that was not asked: {ask}"),
                };
                blocks.extend(group(&ask, vec![format!("a good reaction: {good}")]));
            }
        }
    }
    blocks
}

/// What may be asked on top, each with its answer.
fn answers(Answers { phase, good }: &Answers) -> Vec<Block> {
    let mut blocks = vec![Block::Line(match phase {
        Some(phase) => format!("asked in {phase}:"),
        None => "asked on top:".to_string(),
    })];
    for of in good {
        let weak = of.weak.iter().map(|weak| format!("a weak answer: {weak}"));
        blocks.extend(group(&of.ask, [of.answer.clone()].into_iter().chain(weak).collect()));
    }
    blocks
}

fn hints(question: &QuestionPacing) -> Vec<String> {
    let hints = question.hints.iter();
    hints.map(|(at, hint)| format!("at {}: {hint}", m_ss(at.in_question))).collect()
}

fn approach(which: &str, Approach { idea, time, space }: &Approach) -> String {
    format!("{which} approach: {idea} (time {time}, space {space})")
}

/// Items under what they have in common; nothing where there are none.
fn group(label: &str, items: Vec<String>) -> Option<Block> {
    (!items.is_empty()).then(|| Block::Group(label.to_string(), items))
}

/// What stands above points that the review didn't come to.
const UNASKED: &str = "open in the review";

/// The key points that were said, or those that were not, or those of which nobody said.
fn points(question: &QuestionPacing, made: Option<bool>) -> Vec<String> {
    let points = question.phases.iter().flat_map(|phase| phase.points(made));
    points.map(|of| of.detail.shown()).collect()
}

/// What was not made, phase by phase, and what nobody said anything of.
fn not_ticked(question: &QuestionPacing) -> Vec<Block> {
    let missed = if question.points_asked { "not made:" } else { "not ticked:" };
    let unknown = match question.knows_points() {
        true => format!("{UNASKED}:"),
        false => "the checklist:".to_string(),
    };
    let mut blocks = listed(question, Some(false), missed);
    blocks.extend(listed(question, None, &unknown));
    blocks
}

fn listed(question: &QuestionPacing, made: Option<bool>, what: &str) -> Vec<Block> {
    let mut blocks = vec![Block::Line(what.to_string())];
    for phase in &question.phases {
        let items = phase.points(made);
        let items = items.map(|Item { item, detail, .. }| format!("{item}: {detail}"));
        blocks.extend(group(&phase.name.shown(), items.collect()));
    }
    if blocks.len() > 1 { blocks } else { Vec::new() }
}
