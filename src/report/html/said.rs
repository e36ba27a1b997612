//! What was said, on a page that was asked for with it.

use super::sound::{HearLink, SoundLink, hear};
use super::{SectionPart, SectionView, View, anchor};
use crate::pacing::said::{Passage, SaidRound, SaidRow};
use crate::pacing::{Moment, Pacing, place};
use crate::time::m_ss;

const HEADING: &str = "What the words say";

/// Something that was counted, or a passage, with its places.
pub(super) struct SaidItem {
    pub(super) says: String,
    pub(super) places: Vec<PlaceOfWords>,
}

/// Where something was said.
pub(super) struct PlaceOfWords {
    /// Minutes into its slot.
    pub(super) time: String,
    pub(super) quote: Option<String>,
    pub(super) hear: Option<HearLink>,
}

/// The last section: what was counted in each answer, and all that was said in it.
pub(super) fn said_section(pacing: &Pacing, sounds: &[SoundLink], said: &SaidRound) -> SectionView {
    let place_of = |at: &Moment, time: String, quote: Option<String>| PlaceOfWords {
        time,
        quote,
        hear: hear(sounds, at.elapsed),
    };
    let counted = |row: &SaidRow| SaidItem {
        says: row.says.clone(),
        places: row
            .places
            .iter()
            .map(|(at, quote)| {
                place_of(at, m_ss(at.in_slot), quote.as_ref().map(|quote| quote.shown()))
            })
            .collect(),
    };
    let passage = |of: &Passage| SaidItem {
        says: of.text.shown(),
        places: vec![place_of(&of.at, m_ss(of.at.in_slot), None)],
    };
    let head = format!("{}. Minutes into the slot.", said.by.told());
    let mut parts = vec![SectionPart { heading: None, blocks: vec![View::Line(head)] }];
    for (slot, answers) in pacing.slots.iter().zip(&said.slots) {
        for (number, answer) in answers.iter().enumerate() {
            if answer.passages.is_empty() && answer.rows.is_empty() {
                continue;
            }
            let heading = Some(place(slot, Some(number), None));
            let rows = answer.rows.iter().map(counted).collect();
            let passages = answer.passages.iter().map(passage).collect();
            parts.push(SectionPart {
                heading,
                blocks: vec![View::Said(rows), View::Said(passages)],
            });
        }
    }
    if !said.outside.is_empty() {
        let heading = "between the questions (times since the round began)".to_string();
        let passages = said.outside.iter().map(passage).collect();
        parts.push(SectionPart { heading: Some(heading), blocks: vec![View::Said(passages)] });
    }
    SectionView { heading: HEADING, anchor: anchor(HEADING), parts, folded: false }
}
