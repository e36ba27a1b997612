//! What answers are compared with.

use super::blocks::Block;
use crate::pacing::{Item, QuestionPacing, SlotPacing, place};
use crate::round::{Approach, Reference};

/// Each question of a slot that has something to compare with, and that.
pub(super) fn references(slot: &SlotPacing) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (position, question) in slot.questions.iter().enumerate() {
        let Some(reference) = &question.reference else { continue };
        let items = reference_items(question, reference);
        if !items.is_empty() {
            let place = place(slot, Some(position), None);
            blocks.push(Block::Heading(format!("{place}: {}", question.title)));
            blocks.push(Block::List(items));
        }
    }
    blocks
}

fn reference_items(question: &QuestionPacing, reference: &Reference) -> Vec<String> {
    match reference {
        Reference::Approaches { first, better } => {
            let first = first.as_ref().map(|of| approach("first", of));
            let better = better.as_ref().map(|of| approach("better", of));
            first.into_iter().chain(better).collect()
        }
        Reference::ListensFor(items) => {
            let unasked = list("a follow-up that was not asked", &question.unasked);
            [list("the interviewer listens for", items), unasked].concat()
        }
        Reference::KeyPoints(_) if question.ticks() => said_or_not(question),
        Reference::KeyPoints(items) => list("a good answer says", items),
        Reference::Checklist => not_ticked(question),
    }
}

fn approach(which: &str, Approach { idea, time, space }: &Approach) -> String {
    format!("{which} approach: {idea} (time {time}, space {space})")
}

fn list(what: &str, items: &[String]) -> Vec<String> {
    items.iter().map(|item| format!("{what}: {item}")).collect()
}

fn said_or_not(question: &QuestionPacing) -> Vec<String> {
    let mut items = Vec::new();
    for phase in &question.phases {
        for of in &phase.checklist {
            items.push(format!("{}: {}", if of.ticked { "said" } else { "not said" }, of.detail));
        }
    }
    items
}

fn not_ticked(question: &QuestionPacing) -> Vec<String> {
    let what = if question.ticks() { "not ticked" } else { "checklist" };
    let mut items = Vec::new();
    for phase in &question.phases {
        for Item { item, detail, .. } in phase.checklist.iter().filter(|item| !item.ticked) {
            items.push(format!("{what}, {}: {item}: {detail}", phase.name));
        }
    }
    items
}
