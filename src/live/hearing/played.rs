//! A recording in place of a microphone: it is played into the round at the round's clock, from the
//! first slot on.

use std::path::Path;
use std::time::Duration;

use super::ears::Ears;
use super::news::{News, SoundNotice};
use crate::session::event::{MicState, Source, What};
use crate::session::timeline::Timeline;
use crate::time::Elapsed;
use crate::voice::detector::SAMPLE_RATE;
use crate::voice::recording::Recording;

/// A recording is heard in steps of so much of the round's time, so that alerts come when they are
/// due.
const STEP: Duration = Duration::from_secs(1);

/// A recording, as far as it has been heard.
pub(crate) struct Played {
    recording: Recording,
    name: String,
    begun: Option<Elapsed>,
    /// The time of the round up to which it has been heard.
    until: Elapsed,
    ended: bool,
}

impl Played {
    pub(super) fn new(path: &Path, recording: Recording) -> Self {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Self { recording, name, begun: None, until: Elapsed::ZERO, ended: false }
    }

    /// The next time at which it wants to be heard, before `to`.
    pub(super) fn next_step(&self, timeline: &Timeline, to: Elapsed) -> Option<Elapsed> {
        let begun = self.begun.or_else(|| first_slot(timeline))?;
        let next = self.until.max(begun) + STEP;
        (!self.ended && next < to).then_some(next)
    }

    /// Hears everything that sounds up to a time.
    pub(super) fn hear(&mut self, timeline: &Timeline, to: Elapsed, ears: &mut Ears) -> News {
        let mut news = News::default();
        let Some(begun) = first_slot(timeline) else { return news };
        if self.begun.is_none() {
            self.begun = Some(begun);
            let (source, device) = (Source::Recording, self.name.clone());
            news.events.push(What::Listening { source, device, offset: begun });
        }
        while !self.ended && begun + self.recording.position() < to {
            self.hear_frame(begun, ears, &mut news);
        }
        self.until = to;
        news
    }

    fn hear_frame(&mut self, begun: Elapsed, ears: &mut Ears, news: &mut News) {
        let from = self.recording.position();
        let Some(frame) = self.recording.next_frame().copied() else {
            self.ended = true;
            ears.interrupt();
            news.events.push(What::Mic { state: MicState::Ended.into() });
            return news.notices.push(self.end());
        };
        let (end, length) = (self.recording.position(), self.recording.duration());
        if self.recording.lost().any(|lost| lost.from < end && lost.to > from) {
            if ears.is_hearing() {
                news.notices.push(SoundNotice::Damaged { name: self.name.clone(), at: from });
            }
            return ears.interrupt();
        }
        // The last frame is filled up with silence that nobody recorded.
        let recorded = length.min(end);
        let seconds = recorded.saturating_sub(from).as_secs_f64();
        let samples = (seconds * f64::from(SAMPLE_RATE)) as usize;
        let samples = &frame[..samples.clamp(1, frame.len())];
        ears.hear(samples, begun + from, begun + recorded.max(from), true);
    }

    fn end(&self) -> SoundNotice {
        let name = self.name.clone();
        match self.recording.broken() {
            Some(broken) => SoundNotice::Broken { name, broken: broken.clone() },
            None => SoundNotice::Over { name },
        }
    }
}

fn first_slot(timeline: &Timeline) -> Option<Elapsed> {
    timeline.slots.iter().find_map(|slot| slot.began)
}
