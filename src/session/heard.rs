//! What was heard of a session, and by what: the windows that were listened to. A microphone hears the round once; a
//! recording measured afterwards may say better what sounded.

use super::event::{Elapsed, Levels, Source};
use crate::voice::capture::level::{Hint, hint};

/// A stretch of time in which sound was heard.
#[derive(Debug, Clone, PartialEq)]
pub struct Window {
    /// Its beginning.
    pub from: Elapsed,
    /// Its end.
    pub to: Elapsed,
    /// The speech in it.
    pub spans: Vec<(Elapsed, Elapsed)>,
    /// How loud it was.
    pub levels: Option<Levels>,
    /// What heard it, by its position among all that was listened to.
    by: usize,
}

/// All that was heard, and what was listened to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Heard {
    /// The windows. No two overlap, but for less than the detector's frame.
    windows: Vec<Window>,
    /// What was listened to, in order, with its name.
    sources: Vec<(Source, String)>,
}

/// What is wrong with the level of a voice, where it was heard.
#[expect(clippy::cast_possible_truncation, reason = "decibels and shares")]
pub fn level_hint(levels: &Levels) -> Option<Hint> {
    hint(Some(levels.speech? as f32), levels.clipped.unwrap_or_default() as f32)
}

impl Heard {
    /// Where sound came from last; `None` where the session was not listened to.
    pub fn source(&self) -> Option<Source> {
        self.sources.last().map(|(source, _)| *source)
    }

    /// What was listened to.
    pub fn windows(&self) -> &[Window] {
        &self.windows
    }

    /// How loud it was: the loudest window's speech, the median of the windows' noise, and of what was clipped the most.
    pub fn levels(&self) -> Levels {
        let levels = || self.windows.iter().filter_map(|window| window.levels);
        let mut noise: Vec<f64> = levels().filter_map(|levels| levels.noise).collect();
        noise.sort_by(f64::total_cmp);
        Levels {
            speech: levels().filter_map(|levels| levels.speech).max_by(f64::total_cmp),
            noise: noise.get(noise.len() / 2).copied(),
            clipped: levels().filter_map(|levels| levels.clipped).max_by(f64::total_cmp),
        }
    }

    /// From here on, sound comes from another source. The same recording again replaces what it said before: it may
    /// have another offset now.
    pub(super) fn listen(&mut self, source: Source, name: &str, from: Elapsed) {
        match source {
            // A window is written when it is complete, and may reach a little beyond.
            Source::Microphone => self.cut(from, Elapsed::LAST, |_| true),
            Source::Recording => {
                let same: Vec<bool> =
                    self.sources.iter().map(|(of, known)| (*of, &**known) == (source, name)).collect();
                self.windows.retain(|window| !same.get(window.by).copied().unwrap_or(false));
            }
        }
        self.sources.push((source, name.to_string()));
    }

    /// The present source heard a window. Where a recording hears, it counts and not the microphone; an earlier recording
    /// that it overlaps is given up as a whole, since only one of the two can be the session's.
    pub(super) fn hear(&mut self, from: Elapsed, to: Elapsed, spans: &[(Elapsed, Elapsed)], levels: Option<Levels>) {
        let by = self.sources.len().saturating_sub(1);
        let overlaps = |window: &Window| window.by != by && window.from < to && from < window.to;
        if self.source() == Some(Source::Recording) && self.windows.iter().any(overlaps) {
            let is_recording = |window: &Window| matches!(self.sources.get(window.by), Some((Source::Recording, _)));
            let given_up: Vec<usize> = self
                .windows
                .iter()
                .filter(|window| overlaps(window) && is_recording(window))
                .map(|window| window.by)
                .collect();
            self.windows.retain(|window| !given_up.contains(&window.by));
            self.cut(from, to, |window| window.by != by);
        }
        self.windows.push(Window { from, to, spans: spans.to_vec(), levels, by });
    }

    /// Takes a stretch of time out of some windows.
    fn cut(&mut self, from: Elapsed, to: Elapsed, of: impl Fn(&Window) -> bool) {
        let part = |window: &Window, from: Elapsed, to: Elapsed| {
            let spans = window.spans.iter().map(|span| (span.0.max(from), span.1.min(to)));
            Window { from, to, spans: spans.filter(|(from, to)| from < to).collect(), ..*window }
        };
        let windows = std::mem::take(&mut self.windows);
        for window in windows {
            if !of(&window) || window.to <= from || to <= window.from {
                self.windows.push(window);
                continue;
            }
            if window.from < from {
                self.windows.push(part(&window, window.from, from));
            }
            if to < window.to {
                self.windows.push(part(&window, to, window.to));
            }
        }
    }
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
                let speech = window.spans.iter().map(|(from, to)| seconds(*to) - seconds(*from)).sum();
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
    fn of_two_recordings_of_the_same_time_the_later_counts_and_two_parts_stand_side_by_side() {
        let mut heard = Heard::default();
        heard.listen(Source::Recording, "wrong.m4a", at(0));
        heard.hear(at(0), at(50), &[(at(0), at(50))], None);
        heard.hear(at(60), at(90), &[], None);
        heard.listen(Source::Recording, "one.m4a", at(0));
        heard.hear(at(10), at(40), &[], None);
        heard.listen(Source::Recording, "two.m4a", at(0));
        heard.hear(at(40), at(70), &[], None);
        assert_eq!(windows(&heard), [(10, 40, 0), (40, 70, 0)]);
    }

    #[test]
    fn a_microphone_that_comes_back_hears_from_then_on() {
        let mut heard = microphone();
        heard.listen(Source::Microphone, "another", at(70));
        heard.hear(at(70), at(100), &[], None);
        assert_eq!(windows(&heard), [(0, 70, 60), (70, 100, 0)]);
    }
}
