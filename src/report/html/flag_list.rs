//! The flags of the page, each with the way to its place in a timeline.

use super::sound::{HearLink, SoundLink, hear};
use crate::pacing::Pacing;
use crate::pacing::said::SaidRound;
use crate::report::flags;
use crate::report::look::VerdictLook;
use crate::time::m_ss;

/// A flag, or several that are one fault.
pub(super) struct FlagItem {
    pub(super) number: usize,
    /// The numbers of those that are told with it.
    pub(super) others: Vec<usize>,
    pub(super) look: VerdictLook,
    pub(super) reads: &'static str,
    /// Minutes into its slot.
    pub(super) at: String,
    pub(super) wall_clock: String,
    pub(super) text: String,
    /// What was said before it and those told with it, where the page is to hold that.
    pub(super) quotes: Vec<String>,
    /// Whether its slot has a timeline.
    pub(super) has_place: bool,
    /// Where it can be heard.
    pub(super) hear: Option<HearLink>,
}

/// All of them, most important first.
pub(super) fn flag_items(
    pacing: &Pacing,
    sounds: &[SoundLink],
    said: Option<&SaidRound>,
) -> Vec<FlagItem> {
    let mut items = Vec::new();
    for line in flags::lines(pacing) {
        let flag = line.flag;
        let quotes = said.map(|said| flags::quotes(said, &line)).unwrap_or_default();
        items.push(FlagItem {
            number: line.positions[0] + 1,
            others: line.positions[1..].iter().map(|at| at + 1).collect(),
            look: flag.severity.into(),
            reads: flag.kind.reads(flag.severity),
            at: m_ss(flag.at),
            wall_clock: flag.wall_clock.clone(),
            text: line.text,
            quotes,
            hear: hear(sounds, flag.at_elapsed),
            has_place: pacing.slots[flag.slot].actual.is_some(),
        });
    }
    items
}

/// So many flags can be read at once; the rest are folded away.
pub(super) const FIRST_FLAGS: usize = 10;

/// How many are not folded: one or two more are not worth a fold.
pub(super) fn first_flags(all: usize) -> usize {
    if all > FIRST_FLAGS + 2 { FIRST_FLAGS } else { all }
}
