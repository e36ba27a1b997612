//! Pace against plan: how far ahead or behind the clock stood at the end of each phase.

use std::cmp::Ordering;
use std::time::Duration;

use super::{LINE_BOTTOM, LINE_TOP, Percent, PictureScale, Point, Segment, segments};
use crate::pacing::{Pacing, SlotPacing, Split, splits};
use crate::report::colours::Fill;
use crate::report::flags::phases_look;
use crate::report::look::VerdictLook;
use crate::report::words;
use crate::time::m_ss;

/// Pace against plan: how far behind (up) or ahead (down) the clock stood at each split.
#[derive(Debug, Clone)]
pub(crate) struct PacePicture {
    pub(crate) name: String,
    pub(crate) ticks: Vec<(Percent, u64)>,
    /// The splits: in the colour of their phases' verdict, as far as there is one.
    pub(crate) points: Vec<(Point, Fill)>,
    pub(crate) segments: Vec<Segment>,
    /// Where the plan's line stands, in pixels from the top.
    pub(crate) plan: f64,
    /// And the word beside it.
    pub(crate) plan_word: f64,
    /// The labels of the most and the least.
    pub(crate) top: String,
    pub(crate) bottom: String,
}

/// The smaller side of the plan's line is at least this part of the greater one, so that the word
/// "plan" fits there.
const SMALLER_SIDE: f64 = 0.4;

/// The pace of a slot; `None` where no split is known.
pub(crate) fn pace(pacing: &Pacing, position: usize) -> Option<PacePicture> {
    let slot = &pacing.slots[position];
    let splits = splits(slot);
    if splits.is_empty() {
        return None;
    }
    let scale = PictureScale::of(slot.planned.max(slot.actual.unwrap_or_default()));
    let behind: Vec<f64> = splits.iter().map(seconds_behind).collect();
    // At least two minutes each way: seconds should not look like a precipice.
    let most = behind.iter().copied().fold(120.0, f64::max);
    let least = behind.iter().copied().fold(-120.0, f64::min);
    let (most, least) = (most.max(-least * SMALLER_SIDE), least.min(-most * SMALLER_SIDE));
    let y = |behind: f64| LINE_TOP + (most - behind) / (most - least) * (LINE_BOTTOM - LINE_TOP);
    let start =
        Point { x: Percent(0.0), y: y(0.0), class: "start", title: "the slot begins".to_string() };
    let of = |(split, behind): (&Split, &f64)| Point {
        x: scale.at(split.actual),
        y: y(*behind),
        class: class(split),
        title: format!(
            "{}: over at {}, {}",
            split_name(slot, split),
            m_ss(split.actual),
            standing(split)
        ),
    };
    let points: Vec<Point> =
        std::iter::once(start).chain(splits.iter().zip(&behind).map(of)).collect();
    let fill = |split: &Split| fill(pacing, position, split);
    let fills = splits.iter().map(fill);
    let label = |seconds: f64| m_ss(Duration::from_secs_f64(seconds.abs()));
    Some(PacePicture {
        name: format!("Pace of {} against its plan", slot.title),
        ticks: scale.ticks(),
        segments: segments(&points),
        plan: y(0.0),
        plan_word: plan_word(y(0.0), points[1].y),
        top: format!("{} behind", label(most)),
        bottom: format!("{} ahead", label(least)),
        points: points.into_iter().skip(1).zip(fills).collect(),
    })
}

/// Being behind is no fault of its own: only what was flagged has its colour.
fn fill(pacing: &Pacing, slot: usize, split: &Split) -> Fill {
    Fill::verdict(match phases_look(pacing, (slot, split.question), &split.phases) {
        VerdictLook::OnTime => VerdictLook::NotKnown,
        look => look,
    })
}

fn seconds_behind(split: &Split) -> f64 {
    split.actual.as_secs_f64() - split.planned.as_secs_f64()
}

/// As [`standing`] says it: the picture and the table agree.
fn class(split: &Split) -> &'static str {
    match against(split).0 {
        Ordering::Greater => "behind",
        Ordering::Less => "ahead",
        Ordering::Equal => "on-plan",
    }
}

/// Where the word "plan" stands: on the side of its line that the pace does not go to first.
fn plan_word(plan: f64, first: f64) -> f64 {
    if first < plan { plan + 11.0 } else { plan - 4.0 }
}

/// `question 2, understand to approach`.
pub(crate) fn split_name(slot: &SlotPacing, split: &Split) -> String {
    words::phases(slot, split.question, &split.phases)
}

/// `1:20 behind`, `0:30 ahead`, `on plan`.
pub(crate) fn standing(split: &Split) -> String {
    match against(split) {
        (Ordering::Greater, by) => format!("{} behind", m_ss(by)),
        (Ordering::Less, by) => format!("{} ahead", m_ss(by)),
        (Ordering::Equal, _) => "on plan".to_string(),
    }
}

/// Later or earlier than planned, and by how much; less than a second is neither.
fn against(split: &Split) -> (Ordering, Duration) {
    let by = split.actual.abs_diff(split.planned);
    if by < Duration::from_secs(1) {
        (Ordering::Equal, by)
    } else {
        (split.actual.cmp(&split.planned), by)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pacing::measure;
    use crate::samples::eventful;

    #[test]
    fn pace_is_behind_above_the_plan_and_ahead_below() {
        let pacing = measure(eventful().session());
        let pace = pace(&pacing, 0).unwrap();
        // 0:20 behind, 2:30, 2:20, 0:50, on plan, 1:20; nothing is drawn as ahead that the table
        // calls on plan.
        let points: Vec<(f64, &str)> =
            pace.points.iter().map(|(point, _)| (point.y.round(), point.class)).collect();
        // 150 s behind at 14, 120 s ahead at 86: a second is 72/270 of a pixel, and the plan is at
        // 54.
        let expected = [
            (49.0, "behind"),
            (14.0, "behind"),
            (17.0, "behind"),
            (41.0, "behind"),
            (54.0, "on-plan"),
            (33.0, "behind"),
        ];
        assert_eq!(points, expected);
        assert_eq!((pace.top.as_str(), pace.bottom.as_str()), ("2:30 behind", "2:00 ahead"));
        // The pace goes up first, so that the word stands below.
        assert_eq!(pace.plan_word.round(), 65.0);
    }
}
