//! What was heard of a session, and by what: the windows that were listened to. A microphone hears
//! the round once; a recording measured afterwards may say better what sounded.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::event::{Levels, Source};
use crate::time::stretch::{joined, without};
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
}

impl Window {
    /// When it was.
    pub(crate) fn stretch(&self) -> Stretch {
        Stretch { from: self.from, to: self.to }
    }

    /// The speech in it, none of it outside.
    pub(crate) fn speech(&self) -> impl Iterator<Item = Stretch> + '_ {
        self.spans.iter().map(|span| span.within(self.stretch()))
    }
}

/// What was listened to.
#[derive(Debug, Clone, PartialEq)]
struct Listened {
    source: Source,
    name: String,
    /// Since when.
    from: Elapsed,
    /// Its first window, by its position among all.
    first: usize,
}

impl Listened {
    fn is_recording(&self) -> bool {
        self.source == Source::Recording
    }
}

/// All that was heard, and what was listened to.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Heard {
    /// All windows, also those that don't count any more; those of a source stand together.
    windows: Vec<Window>,
    /// What was listened to, in order.
    sources: Vec<Listened>,
}

impl Heard {
    /// Where sound came from last; `None` where the session was not listened to.
    pub(crate) fn source(&self) -> Option<Source> {
        self.sources.last().map(|listened| listened.source)
    }

    /// The windows that count, apart but for less than the detector's frame. Where a recording
    /// heard, it counts and not the microphone; of two recordings the later one.
    pub(crate) fn windows(&self) -> Cow<'_, [Window]> {
        if self.sources.len() < 2 {
            return Cow::Borrowed(&self.windows);
        }
        let mut counting: Vec<Window> = Vec::new();
        let mut covered = Covered::default();
        for windows in self.recordings() {
            let before = counting.len();
            counting.extend(windows.iter().flat_map(|window| covered.outside(window)));
            for window in &counting[before..] {
                covered.add(window.stretch());
            }
        }
        for (windows, end) in self.live() {
            for window in windows.iter().filter(|window| window.from < end) {
                let heard = part(window, window.stretch().within(Stretch { to: end, ..ALWAYS }));
                counting.extend(covered.outside(&heard));
            }
        }
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

    /// From here on, sound comes from another source.
    pub(super) fn listen(&mut self, source: Source, name: &str, from: Elapsed) {
        let (name, first) = (name.to_string(), self.windows.len());
        self.sources.push(Listened { source, name, from, first });
    }

    /// The present source heard a window.
    pub(super) fn hear(
        &mut self,
        from: Elapsed,
        to: Elapsed,
        spans: &[(Elapsed, Elapsed)],
        levels: Option<Levels>,
    ) {
        let spans = spans.iter().map(|&(from, to)| Stretch { from, to }).collect();
        self.windows.push(Window { from, to, spans, levels });
    }

    /// What a source heard.
    fn of(&self, by: usize) -> &[Window] {
        let end = self.sources.get(by + 1).map_or(self.windows.len(), |next| next.first);
        &self.windows[self.sources[by].first..end]
    }

    /// What each recording heard that counts, the latest first. A later one takes a recording's
    /// place that is the same file again, with another offset perhaps, or covers half of it and
    /// more.
    fn recordings(&self) -> Vec<&[Window]> {
        let mut counting = Vec::new();
        let (mut names, mut later) = (BTreeSet::new(), Vec::new());
        for (by, listened) in self.sources.iter().enumerate().rev() {
            if !listened.is_recording() {
                continue;
            }
            let heard = Extent::of(self.of(by));
            let is_again = !names.insert(&listened.name);
            if !is_again && !later.iter().any(|later: &Extent| later.covers_half(&heard)) {
                counting.push(self.of(by));
            }
            later.push(heard);
        }
        counting
    }

    /// What was heard as it happened, a source at a time, and when that ended to count: a
    /// microphone that comes back hears from then on. A window is written when it is complete, and
    /// may reach a little beyond.
    fn live(&self) -> Vec<(&[Window], Elapsed)> {
        let mut end = Elapsed::LAST;
        let mut live = Vec::new();
        for (by, listened) in self.sources.iter().enumerate().rev() {
            if !listened.is_recording() {
                live.push((self.of(by), end));
                end = end.min(listened.from);
            }
        }
        let unnamed = self.sources.first().map_or(0, |listened| listened.first);
        live.push((&self.windows[..unnamed], end));
        live.reverse();
        live
    }
}

/// All the time that there is.
const ALWAYS: Stretch = Stretch { from: Elapsed::ZERO, to: Elapsed::LAST };

/// Where a recording heard something.
struct Extent {
    all: Stretch,
    /// In order and apart.
    parts: Vec<Stretch>,
    length: Duration,
}

impl Extent {
    fn of(windows: &[Window]) -> Self {
        let parts = joined(windows.iter().map(Window::stretch), Duration::ZERO);
        let from = parts.first().map_or(Elapsed::ZERO, |first| first.from);
        let to = parts.last().map_or(from, |last| last.to);
        let length = parts.iter().map(|part| part.length()).sum();
        Self { all: Stretch { from, to }, parts, length }
    }

    /// Whether it covers half of another one and more; one without sound is covered by any.
    fn covers_half(&self, other: &Self) -> bool {
        if self.all.within(other.all).length() * 2 < other.length {
            return false;
        }
        let left: Duration = without(&other.parts, &self.parts).iter().map(|l| l.length()).sum();
        (other.length - left) * 2 >= other.length
    }
}

/// Time that counts already: stretches apart from each other, by where they begin.
#[derive(Default)]
struct Covered(BTreeMap<Elapsed, Elapsed>);

impl Covered {
    fn add(&mut self, mut stretch: Stretch) {
        while let Some((from, to)) = self.before(stretch.to).filter(|(_, to)| *to >= stretch.from) {
            self.0.remove(&from);
            stretch = Stretch { from: stretch.from.min(from), to: stretch.to.max(to) };
        }
        self.0.insert(stretch.from, stretch.to);
    }

    /// The last stretch that begins at a point or before it.
    fn before(&self, at: Elapsed) -> Option<(Elapsed, Elapsed)> {
        self.0.range(..=at).next_back().map(|(from, to)| (*from, *to))
    }

    /// What is left of a window outside.
    fn outside(&self, window: &Window) -> Vec<Window> {
        let first = self.before(window.from).map_or(window.from, |(from, _)| from);
        let near = self.0.range(first..).take_while(|(from, _)| **from < window.to);
        let near: Vec<Stretch> = near.map(|(&from, &to)| Stretch { from, to }).collect();
        let left = without(&[window.stretch()], &near);
        left.into_iter().map(|left| part(window, left)).collect()
    }
}

/// The part of a window in a stretch.
fn part(window: &Window, stretch: Stretch) -> Window {
    let spans = window.spans.iter().map(|span| span.within(stretch));
    let spans = spans.filter(|span| !span.is_empty()).collect();
    Window { from: stretch.from, to: stretch.to, spans, levels: window.levels }
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
        // Twice, and earlier: nothing is heard twice.
        heard.listen(Source::Microphone, "a third", at(40));
        heard.hear(at(40), at(100), &[], None);
        assert_eq!(windows(&heard), [(0, 40, 30), (40, 100, 0)]);
    }

    #[test]
    fn what_is_covered_grows_together() {
        let mut covered = Covered::default();
        for (from, to) in [(10, 20), (40, 50), (20, 25), (45, 60), (22, 30), (5, 6)] {
            covered.add(Stretch { from: at(from), to: at(to) });
        }
        let all: Vec<_> = covered.0.iter().map(|(&from, &to)| (from, to)).collect();
        assert_eq!(all, [(5, 6), (10, 30), (40, 60)].map(|(from, to)| (at(from), at(to))));
        let window = Window { from: at(0), to: at(70), spans: Vec::new(), levels: None };
        let left: Vec<_> = covered.outside(&window).iter().map(|w| (w.from, w.to)).collect();
        let expected = [(0, 5), (6, 10), (30, 40), (60, 70)];
        assert_eq!(left, expected.map(|(from, to)| (at(from), at(to))));
    }
}
