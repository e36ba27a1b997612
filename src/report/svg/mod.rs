//! The pictures of the HTML pages, worked out: what stands where. Across, everything is a share of
//! the width, so that a picture fits any screen and its letters keep their size; down, it is
//! pixels.

mod labels;
mod marks;
mod pace;
mod timeline;

use std::fmt;
use std::time::Duration;

use crate::time::Stretch;
pub(crate) use marks::moments;
pub(crate) use pace::{PacePicture, pace, split_name, standing};
pub(crate) use timeline::{TimelinePicture, from_to, is_heard, not_heard, timeline};

/// A place across a picture, 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub(crate) struct Percent(pub f64);

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2}%", self.0)
    }
}

/// A scale of running time across a picture.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PictureScale(Duration);

impl PictureScale {
    /// A scale from 0 to `whole`.
    pub(crate) fn of(whole: Duration) -> Self {
        Self(whole.max(Duration::from_secs(1)))
    }

    /// Where a time stands.
    pub(crate) fn at(self, at: Duration) -> Percent {
        Percent((at.as_secs_f64() / self.0.as_secs_f64()).min(1.0) * 100.0)
    }

    fn width(self, when: Stretch<Duration>) -> Percent {
        Percent(self.at(when.to).0 - self.at(when.from).0)
    }

    /// Whole minutes, at most eight of them.
    fn ticks(self) -> Vec<(Percent, u64)> {
        let minutes = self.0.as_secs() / 60;
        let step = [1, 2, 5, 10, 15, 30, 60, 120, 240].into_iter().find(|step| minutes / step <= 7);
        let step = step.unwrap_or(minutes.max(1));
        let mut ticks = Vec::new();
        for n in 0..=minutes / step {
            ticks.push((self.at(Duration::from_secs(n * step * 60)), n * step));
        }
        ticks
    }
}

/// A point of a line, in per cent and pixels.
#[derive(Debug, Clone)]
pub(crate) struct Point {
    pub(crate) x: Percent,
    pub(crate) y: f64,
    pub(crate) class: &'static str,
    pub(crate) title: String,
}

/// A part of a line, in per cent and pixels.
#[derive(Debug, Clone)]
pub(crate) struct Segment {
    pub(crate) x1: Percent,
    pub(crate) y1: f64,
    pub(crate) x2: Percent,
    pub(crate) y2: f64,
}

impl Segment {
    /// From one point to another.
    pub(crate) fn of(from: &Point, to: &Point) -> Self {
        Self { x1: from.x, y1: from.y, x2: to.x, y2: to.y }
    }
}

/// Joins points.
fn segments(points: &[Point]) -> Vec<Segment> {
    points.windows(2).map(|two| Segment::of(&two[0], &two[1])).collect()
}

/// The highest and the lowest point of a line, in pixels from the top.
pub(crate) const LINE_TOP: f64 = 14.0;
/// See [`LINE_TOP`].
pub(crate) const LINE_BOTTOM: f64 = 86.0;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::m;

    #[test]
    fn a_scale_has_few_ticks_and_ends_at_its_whole() {
        let scale = PictureScale::of(m(35, 0));
        assert_eq!(scale.at(m(17, 30)).to_string(), "50.00%");
        assert_eq!(scale.at(m(99, 0)).to_string(), "100.00%");
        let minutes: Vec<u64> = scale.ticks().into_iter().map(|(_, minute)| minute).collect();
        assert_eq!(minutes, [0, 5, 10, 15, 20, 25, 30, 35]);
        // Nothing ran: no division by zero.
        assert_eq!(PictureScale::of(Duration::ZERO).ticks().len(), 1);
    }
}
