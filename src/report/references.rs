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
            blocks.push(Block::Heading(format!(
                "{}: {}",
                place(slot, Some(position), None),
                question.title
            )));
            blocks.push(Block::List(items));
        }
    }
    blocks
}

fn reference_items(question: &QuestionPacing, reference: &Reference) -> Vec<String> {
    let approach = |what: &str, approach: &Option<Approach>| {
        let of = |Approach { idea, time, space }: &Approach| {
            format!("{what}: {idea} (time {time}, space {space})")
        };
        approach.as_ref().map(of)
    };
    let list = |what: &str, items: &[String]| -> Vec<String> {
        items.iter().map(|item| format!("{what}: {item}")).collect()
    };
    match reference {
        Reference::Approaches { first, better } => {
            [approach("first approach", first), approach("better approach", better)]
                .into_iter()
                .flatten()
                .collect()
        }
        Reference::ListensFor(items) => {
            let unasked = list("a follow-up that was not asked", &question.unasked);
            [list("the interviewer listens for", items), unasked].concat()
        }
        Reference::KeyPoints(_) if question.ticks() => {
            let items = question.phases.iter().flat_map(|phase| &phase.checklist);
            items
                .map(|of| format!("{}: {}", if of.ticked { "said" } else { "not said" }, of.detail))
                .collect()
        }
        Reference::KeyPoints(items) => list("a good answer says", items),
        Reference::Checklist => {
            let what = if question.ticks() { "not ticked" } else { "checklist" };
            let item = |phase: &str, item: &Item| {
                format!("{what}, {phase}: {}: {}", item.item, item.detail)
            };
            let phases = question.phases.iter();
            phases
                .flat_map(|phase| {
                    phase
                        .checklist
                        .iter()
                        .filter(|item| !item.ticked)
                        .map(move |of| item(&phase.name, of))
                })
                .collect()
        }
    }
}
