//! Pressure on purpose: an interruption once the candidate talks, a design's change, and what to
//! cut when five minutes are left. None of it in a think or a pause, each of it once.

use std::time::Duration;

use super::{Conductor, OpenQuestion};
use crate::session::event::{By, Pressure, What};
use crate::time::Elapsed;

/// Who has talked for so long without a pause is in the middle of something.
pub(crate) const TALKING: Duration = Duration::from_secs(2);

impl Conductor {
    /// When the interviewer breaks in, where nobody is heard to wait for.
    pub(super) fn interruption_due(&self, open: &OpenQuestion<'_>) -> Option<Elapsed> {
        self.interruption_from(open).filter(|_| !self.is_heard)
    }

    /// When they change a requirement.
    pub(super) fn twist_comes(&self, open: &OpenQuestion<'_>) -> Option<Elapsed> {
        open.plan.pressure.as_ref()?;
        let at = self.pressed_from(open, open.plan.twist_after())?;
        // It is due by then.
        open.twist_due(open.plan.budget()).map(|_| at)
    }

    pub(super) fn change(&mut self, at: Elapsed) {
        self.record(at, What::Twist { by: By::Interviewer });
    }

    pub(super) fn interrupt(&mut self, at: Elapsed) {
        self.record(at, What::Pressed { how: Pressure::Interruption });
    }

    /// Five minutes are left: they ask what goes.
    pub(super) fn ask_what_to_cut(&mut self, at: Elapsed) {
        let is_asked = self.open().is_some_and(|open| {
            let is_cut = open.plan.question.kind().can_be_cut() && open.plan.pressure.is_some();
            // Five minutes can be left twice: `u` takes a slot's end back.
            let was = was_pressed(&open, Pressure::WhatToCut);
            is_cut && !was && open.run.thinking().is_none() && !self.timeline.paused
        });
        if is_asked {
            self.record(at, What::Pressed { how: Pressure::WhatToCut });
        }
    }

    /// Whether the interviewer waits for the candidate to talk, to break in.
    pub(crate) fn awaits_talk(&self, at: Elapsed) -> bool {
        let from = self.open().and_then(|open| self.interruption_from(&open));
        self.is_heard && from.is_some_and(|from| from <= at)
    }

    /// The candidate is in the middle of something.
    pub(crate) fn take_talk(&mut self, at: Elapsed) {
        if self.awaits_talk(at) {
            self.advance(at);
            self.interrupt(at);
        }
    }

    fn interruption_from(&self, open: &OpenQuestion<'_>) -> Option<Elapsed> {
        let after = open.plan.pressure.as_ref()?.after?;
        let was = was_pressed(open, Pressure::Interruption);
        let after = Duration::from_secs(u64::from(after));
        self.pressed_from(open, after).filter(|_| !was)
    }

    /// So much running time after the question was shown, and as politely as a probe.
    fn pressed_from(&self, open: &OpenQuestion<'_>, after: Duration) -> Option<Elapsed> {
        if open.run.thinking().is_some() || self.timeline.paused {
            return None;
        }
        Some(self.after(open.shown, after)?.max(self.settled(open)?))
    }
}

fn was_pressed(open: &OpenQuestion<'_>, how: Pressure) -> bool {
    open.run.pressed.iter().any(|(_, before)| *before == how)
}
