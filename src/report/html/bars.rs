//! Where the time went, as bars: what was used over what was planned.

use std::time::Duration;

use crate::pacing::{Pacing, Spent};
use crate::report::colours::Fill;
use crate::report::flags::phases_look;
use crate::report::look::VerdictLook;
use crate::report::svg::{Percent, PictureScale};

/// A row of times, and its bars.
pub(super) struct TimeRow {
    pub(super) planned: String,
    pub(super) used: String,
    pub(super) what: String,
    pub(super) planned_width: Percent,
    pub(super) used_width: Percent,
    pub(super) fill: Fill,
}

/// The rows of a slot. After the phases come the spare time and the sum, which have no bars.
pub(super) fn time_rows(pacing: &Pacing, slot: usize, rows: Vec<[String; 3]>) -> Vec<TimeRow> {
    let spent = &pacing.slots[slot].spent;
    let mut longest = Duration::ZERO;
    for row in spent {
        longest = longest.max(row.planned).max(row.used.unwrap_or_default());
    }
    let scale = PictureScale::of(longest);
    let mut lines = Vec::new();
    for (position, [planned, used, what]) in rows.into_iter().enumerate() {
        let (budget, took, fill) = match spent.get(position) {
            Some(of) => (of.planned, of.used.unwrap_or_default(), fill(pacing, slot, of)),
            None => (Duration::ZERO, Duration::ZERO, Fill::BUDGET),
        };
        let (planned_width, used_width) = (scale.at(budget), scale.at(took));
        lines.push(TimeRow { planned, used, what, planned_width, used_width, fill });
    }
    lines
}

/// What the fills mean.
pub(super) fn key() -> [(Fill, &'static str); 6] {
    [
        (Fill::BUDGET, "planned"),
        (Fill::verdict(VerdictLook::OnTime), "used, within its limit"),
        (Fill::BORROWED, "within its limit, on time borrowed from other phases"),
        (Fill::verdict(VerdictLook::Late), "over its limit, or missed"),
        (Fill::verdict(VerdictLook::VeryLate), "far over it"),
        (Fill::verdict(VerdictLook::NotKnown), "used, not marked apart: no verdict"),
    ]
}

fn fill(pacing: &Pacing, slot: usize, of: &Spent) -> Fill {
    match phases_look(pacing, (slot, of.question), &of.phases) {
        VerdictLook::OnTime if !of.loans.is_empty() => Fill::BORROWED,
        look => Fill::verdict(look),
    }
}
