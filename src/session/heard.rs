//! What was heard of a session, and by what: the windows that were listened to. A microphone hears
//! the round once; a recording measured afterwards may say better what sounded.

mod given_up;
mod laid;
mod window;

use std::borrow::Cow;
use std::time::Duration;

use self::given_up::{RecordedLayer, counting};
use self::laid::Laid;
pub(crate) use self::window::Window;
use super::delivery::SpokenCell;
use super::event::{Levels, Source};
use crate::time::stretch::{find, joined};
use crate::time::{Elapsed, Stretch};

/// A hole between two windows that is shorter is rounding: a frame lasts 32 ms.
const ROUNDING: Duration = Duration::from_millis(50);

/// What was listened to from a point on.
#[derive(Debug, Clone, PartialEq)]
struct Listened {
    source: Source,
    name: String,
    from: Elapsed,
}

/// All that was heard, and what was listened to.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Heard {
    /// All windows, also those that don't count any more.
    windows: Vec<Window>,
    /// What was listened to, in order.
    sources: Vec<Listened>,
    /// How it was spoken, and what heard it.
    cells: Vec<(usize, SpokenCell)>,
}

impl Heard {
    /// Where sound came from last; `None` where the session was not listened to.
    pub(crate) fn source(&self) -> Option<Source> {
        self.sources.last().map(|listened| listened.source)
    }

    /// The windows that count, apart but for less than the detector's frame. Where a recording
    /// heard, it counts and not the microphone; of two recordings the later one. A microphone that
    /// comes back hears from then on.
    pub(crate) fn windows(&self) -> Cow<'_, [Window]> {
        if self.sources.len() < 2 {
            return Cow::Borrowed(&self.windows);
        }
        let mut recorded = vec![Vec::new(); self.sources.len()];
        for window in self.windows.iter().filter(|window| self.is_recording(window.by)) {
            recorded[window.by].push(window);
        }
        let (mut recordings, mut of) = (Vec::new(), Vec::new());
        for (listened, windows) in self.sources.iter().zip(recorded) {
            if listened.source == Source::Recording {
                let heard = joined(windows.iter().map(|window| window.stretch()), Duration::ZERO);
                recordings.push(RecordedLayer { name: &listened.name, heard });
                of.push(windows);
            }
        }
        let mut laid = Laid::default();
        let counts = counting(&recordings);
        for (windows, _) in of.iter().zip(counts).rev().filter(|(_, counts)| *counts) {
            laid.lay_below(windows.iter().copied());
        }
        laid.lay_below(&self.live());
        Cow::Owned(laid.windows())
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

    /// How it was spoken, in order: of each moment as that tells it whose window counts there.
    pub(crate) fn spoken(&self) -> Vec<SpokenCell> {
        let mut counts = vec![Vec::new(); self.sources.len().max(1)];
        for window in self.windows().iter() {
            counts[window.by].push(window.stretch());
        }
        let counts: Vec<_> = counts.into_iter().map(|of| joined(of, ROUNDING)).collect();
        let is_counted =
            |(by, cell): &&(usize, SpokenCell)| find(&counts[*by], cell.middle()).is_some();
        let mut spoken: Vec<_> = self.cells.iter().filter(is_counted).map(|(_, of)| *of).collect();
        spoken.sort_by_key(|cell| cell.from);
        spoken
    }

    /// From here on, sound comes from another source.
    pub(super) fn listen(&mut self, source: Source, name: &str, from: Elapsed) {
        self.sources.push(Listened { source, name: name.to_string(), from });
    }

    /// The present source heard a window.
    pub(super) fn hear(
        &mut self,
        (from, to): (Elapsed, Elapsed),
        spans: &[(Elapsed, Elapsed)],
        pauses: &[(Elapsed, Elapsed)],
        levels: Option<Levels>,
    ) {
        let by = self.sources.len().saturating_sub(1);
        let stretches =
            |of: &[(Elapsed, Elapsed)]| of.iter().map(|&(from, to)| Stretch { from, to }).collect();
        let (spans, pauses) = (stretches(spans), stretches(pauses));
        self.windows.push(Window { from, to, spans, pauses, levels, by });
    }

    /// The present source tells how it was spoken.
    pub(super) fn speak(&mut self, cells: Vec<SpokenCell>) {
        let by = self.sources.len().saturating_sub(1);
        self.cells.extend(cells.into_iter().map(|cell| (by, cell)));
    }

    fn is_recording(&self, by: usize) -> bool {
        self.sources.get(by).is_some_and(|listened| listened.source == Source::Recording)
    }

    /// What microphones heard: each up to where a later one begins.
    fn live(&self) -> Vec<Window> {
        let mut until = vec![Elapsed::LAST; self.sources.len()];
        let mut later = Elapsed::LAST;
        for (by, listened) in self.sources.iter().enumerate().rev() {
            until[by] = later;
            if listened.source == Source::Microphone {
                later = later.min(listened.from);
            }
        }
        let live = self.windows.iter().filter(|window| !self.is_recording(window.by));
        let heard = live.filter(|window| window.from < until[window.by]);
        // A window is written when it is complete, and may reach a little beyond.
        heard.map(|window| window.part(window.from, window.to.min(until[window.by]))).collect()
    }
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
    let middle = values.len() / 2;
    (!values.is_empty()).then(|| *values.select_nth_unstable_by(middle, f64::total_cmp).1)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

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
        heard.hear((at(0), at(100)), &[(at(10), at(90))], &[], None);
        heard
    }

    #[test]
    fn a_recording_counts_where_it_was_heard_and_the_microphone_elsewhere() {
        let mut heard = microphone();
        heard.listen(Source::Recording, "phone.m4a", at(0));
        heard.hear((at(20), at(40)), &[], &[], None);
        heard.hear((at(60), at(120)), &[(at(110), at(115))], &[], None);
        assert_eq!(windows(&heard), [(0, 20, 10), (20, 40, 0), (40, 60, 20), (60, 120, 5)]);
        assert_eq!(heard.source(), Some(Source::Recording));
    }

    #[test]
    fn the_same_recording_at_another_offset_replaces_itself() {
        let mut heard = microphone();
        heard.listen(Source::Recording, "phone.m4a", at(0));
        heard.hear((at(100), at(130)), &[], &[], None);
        heard.listen(Source::Recording, "phone.m4a", at(0));
        heard.hear((at(150), at(180)), &[], &[], None);
        assert_eq!(windows(&heard), [(0, 100, 80), (150, 180, 0)]);
    }

    #[test]
    fn a_wrong_offset_that_is_mended_gives_back_what_the_microphone_heard() {
        let mut heard = microphone();
        heard.listen(Source::Recording, "phone.m4a", at(0));
        heard.hear((at(20), at(40)), &[], &[], None);
        heard.listen(Source::Recording, "phone.m4a", at(0));
        heard.hear((at(90), at(110)), &[], &[], None);
        assert_eq!(windows(&heard), [(0, 90, 80), (90, 110, 0)]);
    }

    #[test]
    fn two_parts_may_overlap_a_little() {
        let mut heard = Heard::default();
        heard.listen(Source::Recording, "one.m4a", at(0));
        heard.hear((at(0), at(30)), &[(at(0), at(30))], &[], None);
        heard.listen(Source::Recording, "two.m4a", at(0));
        heard.hear((at(29), at(60)), &[], &[], None);
        assert_eq!(windows(&heard), [(0, 29, 29), (29, 60, 0)]);
    }

    #[test]
    fn of_two_recordings_of_the_same_time_the_later_counts_and_two_parts_stand_side_by_side() {
        let mut heard = Heard::default();
        heard.listen(Source::Recording, "wrong.m4a", at(0));
        heard.hear((at(0), at(50)), &[(at(0), at(50))], &[], None);
        heard.hear((at(60), at(90)), &[], &[], None);
        heard.listen(Source::Recording, "one.m4a", at(0));
        heard.hear((at(10), at(60)), &[], &[], None);
        heard.listen(Source::Recording, "two.m4a", at(0));
        heard.hear((at(60), at(70)), &[], &[], None);
        assert_eq!(windows(&heard), [(10, 60, 0), (60, 70, 0)]);
    }

    #[test]
    fn a_microphone_that_comes_back_hears_from_then_on() {
        let mut heard = microphone();
        heard.listen(Source::Microphone, "another", at(70));
        heard.hear((at(70), at(100)), &[], &[], None);
        assert_eq!(windows(&heard), [(0, 70, 60), (70, 100, 0)]);
    }

    /// A source, of these names for recordings, and what it heard: beginnings and lengths.
    type Told = (Option<&'static str>, Vec<(u64, u64)>);

    fn sources() -> impl Strategy<Value = Vec<Told>> {
        let name = prop_oneof![
            2 => Just(None),
            1 => Just(Some("again")),
            6 => prop::sample::select(vec!["1", "2", "3", "4", "5", "6", "7", "8"]).prop_map(Some),
        ];
        let windows = prop::collection::vec((0_u64..8, 1_u64..12), 0..4);
        prop::collection::vec((name, windows), 0..12)
    }

    /// Windows in order and apart, as a source tells them.
    fn apart(windows: &[(u64, u64)]) -> Vec<(u64, u64)> {
        let mut end = 0;
        let placed = windows.iter().map(|&(gap, length)| {
            let from = end + gap;
            end = from + length;
            (from, end)
        });
        placed.collect()
    }

    proptest! {
        #[test]
        fn every_second_is_heard_by_what_counts_there(told in sources()) {
            let told: Vec<_> = told.iter().map(|(name, all)| (*name, apart(all))).collect();
            let mut heard = Heard::default();
            for (name, windows) in &told {
                let source = name.map_or(Source::Microphone, |_| Source::Recording);
                heard.listen(source, name.unwrap_or_default(), at(0));
                for &(from, to) in windows {
                    heard.hear((at(from), at(to)), &[(at(from), at(to))], &[], None);
                }
            }
            let seconds = |by: usize| -> BTreeSet<u64> {
                told[by].1.iter().flat_map(|&(from, to)| from..to).collect()
            };
            let is_given_up = |by: usize| {
                let own = seconds(by);
                (by + 1..told.len()).filter(|later| told[*later].0.is_some()).any(|later| {
                    let both = own.intersection(&seconds(later)).count();
                    told[later].0 == told[by].0 || both * 2 >= own.len()
                })
            };
            // Each microphone was there from the beginning, so only the last one counts.
            let is_last = |by: usize| told[by + 1..].iter().all(|(name, _)| name.is_some());
            let counts = |by: usize| told[by].0.map_or(is_last(by), |_| !is_given_up(by));
            let mut sources: Vec<usize> = (0..told.len()).filter(|by| counts(*by)).collect();
            sources.sort_by_key(|by| (told[*by].0.is_some(), *by));
            let windows = heard.windows();
            for second in 0..80 {
                let wanted = sources.iter().rev().find(|by| seconds(**by).contains(&second));
                let (from, to) = (at(second), at(second + 1));
                let mut found = windows.iter().filter(|w| w.from <= from && to <= w.to);
                prop_assert_eq!(found.next().map(|window| window.by), wanted.copied());
                prop_assert!(found.next().is_none(), "{} is heard twice", second);
                let speech: Duration =
                    windows.iter().flat_map(Window::speech).map(|span| {
                        span.within(Stretch { from, to }).length()
                    }).sum();
                prop_assert_eq!(speech.as_secs(), u64::from(wanted.is_some()));
            }
        }
    }
}
