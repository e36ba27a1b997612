//! What was heard of a session, and by what: the windows that were listened to. A microphone hears
//! the round once; a recording measured afterwards may say better what sounded.

use std::borrow::Cow;
use std::time::Duration;

use super::event::{Levels, Source};
use crate::time::{Elapsed, Stretch};

/// A stretch of time in which sound was heard.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Window {
    /// Its beginning.
    pub(crate) from: Elapsed,
    /// Its end.
    pub(crate) to: Elapsed,
    /// The speech in it.
    pub(crate) spans: Vec<Stretch>,
    /// How loud it was.
    pub(crate) levels: Option<Levels>,
    /// What heard it, by its position among all that was listened to.
    by: usize,
}

impl Window {
    /// When it was.
    pub(crate) fn stretch(&self) -> Stretch {
        Stretch { from: self.from, to: self.to }
    }

    fn length(&self) -> Duration {
        self.stretch().length()
    }

    /// The speech in it, none of it outside.
    pub(crate) fn speech(&self) -> impl Iterator<Item = Stretch> + '_ {
        self.spans.iter().map(|span| span.within(self.stretch()))
    }
}

/// All that was heard, and what was listened to.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Heard {
    /// All windows, also those that don't count any more.
    windows: Vec<Window>,
    /// What was listened to, in order, with its name.
    sources: Vec<(Source, String)>,
}

impl Heard {
    /// Where sound came from last; `None` where the session was not listened to.
    pub(crate) fn source(&self) -> Option<Source> {
        self.sources.last().map(|(source, _)| *source)
    }

    /// The windows that count, apart but for less than the detector's frame. Where a recording
    /// heard, it counts and not the microphone; of two recordings the later one.
    pub(crate) fn windows(&self) -> Cow<'_, [Window]> {
        let recordings = (0..self.sources.len()).filter(|by| self.is_recording(*by));
        if self.sources.len() < 2 || recordings.clone().next().is_none() {
            return Cow::Borrowed(&self.windows);
        }
        let mut counting: Vec<Window> = Vec::new();
        for by in recordings.rev().filter(|by| !self.is_given_up(*by)) {
            add_outside(&mut counting, self.of(by));
        }
        let live = self.windows.iter().filter(|window| !self.is_recording(window.by));
        add_outside(&mut counting, live);
        Cow::Owned(counting)
    }

    /// How loud it was: the medians of the windows, of those with speech for speech and how much of
    /// it was clipped.
    pub(crate) fn levels(&self) -> Levels {
        levels(&self.windows())
    }

    /// How loud it was lately: in the last two windows.
    pub(crate) fn latest_levels(&self) -> Levels {
        let windows = self.windows();
        levels(&windows[windows.len().saturating_sub(2)..])
    }

    /// From here on, sound comes from another source. A microphone that comes back hears from then
    /// on.
    pub(super) fn listen(&mut self, source: Source, name: &str, from: Elapsed) {
        if source == Source::Microphone {
            let mut windows = std::mem::take(&mut self.windows);
            windows.retain(|window| window.from < from || self.is_recording(window.by));
            // A window is written when it is complete, and may reach a little beyond.
            for window in windows.iter_mut().filter(|window| !self.is_recording(window.by)) {
                *window = part(window, window.from, window.to.min(from));
            }
            self.windows = windows;
        }
        self.sources.push((source, name.to_string()));
    }

    /// The present source heard a window.
    pub(super) fn hear(
        &mut self,
        from: Elapsed,
        to: Elapsed,
        spans: &[(Elapsed, Elapsed)],
        levels: Option<Levels>,
    ) {
        let by = self.sources.len().saturating_sub(1);
        let spans = spans.iter().map(|&(from, to)| Stretch { from, to }).collect();
        self.windows.push(Window { from, to, spans, levels, by });
    }

    fn is_recording(&self, by: usize) -> bool {
        matches!(self.sources.get(by), Some((Source::Recording, _)))
    }

    fn of(&self, by: usize) -> impl Iterator<Item = &Window> {
        self.windows.iter().filter(move |window| window.by == by)
    }

    /// Whether a later recording takes this one's place: the same file again, with another offset
    /// perhaps, or one that covers half of it and more.
    fn is_given_up(&self, by: usize) -> bool {
        let all: Duration = self.of(by).map(Window::length).sum();
        let mut later = (by + 1..self.sources.len()).filter(|later| self.is_recording(*later));
        later.any(|later| {
            self.sources[later].1 == self.sources[by].1 || self.covered(by, later) * 2 >= all
        })
    }

    /// How much of what one source heard another heard as well.
    fn covered(&self, by: usize, other: usize) -> Duration {
        let mut covered = Duration::ZERO;
        for window in self.of(by) {
            for over in self.of(other) {
                covered += over.stretch().within(window.stretch()).length();
            }
        }
        covered
    }
}

/// Adds what is left of some windows outside those that count already.
fn add_outside<'a>(counting: &mut Vec<Window>, windows: impl Iterator<Item = &'a Window>) {
    let before = counting.len();
    for window in windows {
        let left = without(window, &counting[..before]);
        counting.extend(left);
    }
}

/// The part of a window between two points.
fn part(window: &Window, from: Elapsed, to: Elapsed) -> Window {
    let spans = window.spans.iter().map(|span| span.within(Stretch { from, to }));
    Window { from, to, spans: spans.filter(|span| !span.is_empty()).collect(), ..*window }
}

/// What is left of a window outside others.
fn without(window: &Window, others: &[Window]) -> Vec<Window> {
    let mut left = vec![window.clone()];
    let overlaps = |over: &&Window| over.stretch().overlaps(window.stretch());
    for over in others.iter().filter(overlaps) {
        let mut outside = Vec::with_capacity(left.len() + 1);
        for window in &left {
            outside.push(part(window, window.from, window.to.min(over.from)));
            outside.push(part(window, window.from.max(over.to), window.to));
        }
        outside.retain(|window| !window.stretch().is_empty());
        left = outside;
    }
    left
}

fn levels(windows: &[Window]) -> Levels {
    let (mut speech, mut noise, mut clipped) = (Vec::new(), Vec::new(), Vec::new());
    for levels in windows.iter().filter_map(|window| window.levels) {
        noise.extend(levels.noise);
        if let Some(level) = levels.speech {
            speech.push(level);
            clipped.push(levels.clipped.unwrap_or_default());
        }
    }
    Levels { speech: median(speech), noise: median(noise), clipped: median(clipped) }
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> Elapsed {
        Elapsed::from_secs(seconds)
    }

    /// The windows in order, as (from, to, seconds of speech in it).
    fn windows(heard: &Heard) -> Vec<(u64, u64, u64)> {
        let seconds = |at: Elapsed| at.since_began().as_secs();
        let mut windows: Vec<_> = heard
            .windows()
            .iter()
            .map(|window| {
                let speech = window.spans.iter().map(|span| span.length().as_secs()).sum();
                (seconds(window.from), seconds(window.to), speech)
            })
            .collect();
        windows.sort_unstable();
        windows
    }

    /// A microphone that heard from 0 to 100 s, with speech from 10 to 90.
    fn microphone() -> Heard {
        let mut heard = Heard::default();
        heard.listen(Source::Microphone, "built in", at(0));
        heard.hear(at(0), at(100), &[(at(10), at(90))], None);
        heard
    }

    #[test]
    fn a_recording_counts_where_it_was_heard_and_the_microphone_elsewhere() {
        let mut heard = microphone();
        heard.listen(Source::Recording, "phone.m4a", at(0));
        heard.hear(at(20), at(40), &[], None);
        heard.hear(at(60), at(120), &[(at(110), at(115))], None);
        assert_eq!(windows(&heard), [(0, 20, 10), (20, 40, 0), (40, 60, 20), (60, 120, 5)]);
        assert_eq!(heard.source(), Some(Source::Recording));
    }

    #[test]
    fn the_same_recording_at_another_offset_replaces_itself() {
        let mut heard = microphone();
        heard.listen(Source::Recording, "phone.m4a", at(0));
        heard.hear(at(100), at(130), &[], None);
        heard.listen(Source::Recording, "phone.m4a", at(0));
        heard.hear(at(150), at(180), &[], None);
        assert_eq!(windows(&heard), [(0, 100, 80), (150, 180, 0)]);
    }

    #[test]
    fn a_wrong_offset_that_is_mended_gives_back_what_the_microphone_heard() {
        let mut heard = microphone();
        heard.listen(Source::Recording, "phone.m4a", at(0));
        heard.hear(at(20), at(40), &[], None);
        heard.listen(Source::Recording, "phone.m4a", at(0));
        heard.hear(at(90), at(110), &[], None);
        assert_eq!(windows(&heard), [(0, 90, 80), (90, 110, 0)]);
    }

    #[test]
    fn two_parts_may_overlap_a_little() {
        let mut heard = Heard::default();
        heard.listen(Source::Recording, "one.m4a", at(0));
        heard.hear(at(0), at(30), &[(at(0), at(30))], None);
        heard.listen(Source::Recording, "two.m4a", at(0));
        heard.hear(at(29), at(60), &[], None);
        assert_eq!(windows(&heard), [(0, 29, 29), (29, 60, 0)]);
    }

    #[test]
    fn of_two_recordings_of_the_same_time_the_later_counts_and_two_parts_stand_side_by_side() {
        let mut heard = Heard::default();
        heard.listen(Source::Recording, "wrong.m4a", at(0));
        heard.hear(at(0), at(50), &[(at(0), at(50))], None);
        heard.hear(at(60), at(90), &[], None);
        heard.listen(Source::Recording, "one.m4a", at(0));
        heard.hear(at(10), at(60), &[], None);
        heard.listen(Source::Recording, "two.m4a", at(0));
        heard.hear(at(60), at(70), &[], None);
        assert_eq!(windows(&heard), [(10, 60, 0), (60, 70, 0)]);
    }

    #[test]
    fn a_microphone_that_comes_back_hears_from_then_on() {
        let mut heard = microphone();
        heard.listen(Source::Microphone, "another", at(70));
        heard.hear(at(70), at(100), &[], None);
        assert_eq!(windows(&heard), [(0, 70, 60), (70, 100, 0)]);
    }
}
