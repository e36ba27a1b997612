//! Where a round's sound comes from: a microphone, or a recording in place of one. It feeds the
//! ears, and tells what became of the source.

#[cfg(test)]
mod tests;

use std::path::Path;
use std::time::Duration;

use super::ears::Ears;
use super::news::{News, SoundNotice};
use super::played::Played;
use super::storing::Storing;
use crate::live::machine::clock::{self, Clock};
use crate::session::event::{MicState, Source, What};
use crate::session::timeline::{SoundFile, Timeline};
use crate::time::Elapsed;
use crate::voice::capture::{Capture, Chunk, Device, State, Update};
use crate::voice::loudness::{Loudness, loudness};
use crate::voice::recording::Recording;

/// One look hears no more sound than this, twice as much as comes between two: where it has piled
/// up, or the machine is too busy to hear it as fast as it comes, keys and clock don't wait for it.
const AT_ONCE: Duration = Duration::from_secs(2);
/// At the end of a round the microphone is given this long to deliver what had sounded before.
const PATIENCE: Duration = Duration::from_millis(1500);

/// A source of sound.
pub(crate) enum Sound {
    /// None: the round is not listened to.
    Off,
    /// A microphone.
    Microphone(Box<Microphone>),
    /// A recording; it begins with the first slot.
    Recording(Box<Played>),
}

/// A microphone, and where its sound is kept if it is.
pub(crate) struct Microphone {
    capture: Capture,
    /// What the microphone tells of itself, and what of it was said.
    told: Option<State>,
    state: Option<State>,
    /// What was heard last.
    device: Option<Device>,
    loudness: Option<Loudness>,
    stored: Option<Storing>,
}

impl Sound {
    /// Listens to a microphone.
    pub(crate) fn microphone(capture: Capture) -> Self {
        Self::Microphone(Box::new(Microphone {
            capture,
            told: None,
            state: None,
            device: None,
            loudness: None,
            stored: None,
        }))
    }

    /// Stores what the microphone hears beside its session, which names these files already; of
    /// another source there is nothing to store.
    ///
    /// # Errors
    /// The folder or the file can't be made.
    pub(crate) fn store(&mut self, session: &Path, named: &[SoundFile]) -> anyhow::Result<()> {
        if let Self::Microphone(microphone) = self {
            microphone.stored = Some(Storing::begin(session, named)?);
        }
        Ok(())
    }

    /// The session has another name now, and what is stored went with it.
    pub(crate) fn follow(&mut self, session: &Path) {
        if let Some(stored) = self.stored_mut() {
            stored.follow(session);
        }
    }

    /// Once a second: looks whether other programs leave what is stored alone.
    pub(crate) fn keep(&mut self) -> News {
        let mut news = News::default();
        if let Some(stored) = self.stored_mut() {
            stored.keep(&mut news);
        }
        news
    }

    fn stored_mut(&mut self) -> Option<&mut Storing> {
        match self {
            Self::Microphone(microphone) => microphone.stored.as_mut(),
            Self::Off | Self::Recording(_) => None,
        }
    }

    /// Plays a recording, which this file holds.
    pub(crate) fn recording(path: &Path, recording: Recording) -> Self {
        Self::Recording(Box::new(Played::new(path, recording)))
    }

    /// The next time at which this source wants to be listened to, before `to`; a microphone is
    /// looked at whenever the round looks around.
    pub(crate) fn next_step(&self, timeline: &Timeline, to: Elapsed) -> Option<Elapsed> {
        match self {
            Self::Off | Self::Microphone(_) => None,
            Self::Recording(played) => played.next_step(timeline, to),
        }
    }

    /// Hears everything that has sounded up to a time.
    pub(crate) fn hear(
        &mut self,
        clock: Clock,
        now: Elapsed,
        timeline: &Timeline,
        to: Elapsed,
        ears: &mut Ears,
    ) -> News {
        match self {
            Self::Off => News::default(),
            Self::Microphone(microphone) => {
                let mut news = News::default();
                let mut taken = Duration::ZERO;
                while taken < AT_ONCE
                    && let Some(update) = microphone.capture.wait(Duration::ZERO)
                {
                    taken += update.length();
                    microphone.take(update, clock, now, ears, &mut news);
                }
                news
            }
            Self::Recording(played) => played.hear(timeline, to, ears),
        }
    }

    /// Hears what had sounded by the round's end and is still on its way. Where the session isn't
    /// kept, what was stored of it goes.
    pub(crate) fn finish(
        &mut self,
        clock: Clock,
        now: Elapsed,
        end: Elapsed,
        ears: &mut Ears,
        is_kept: bool,
    ) -> News {
        let mut news = News::default();
        if let Self::Microphone(microphone) = self {
            let begun = clock::reading();
            while microphone.is_hearing() && ears.known_to().is_none_or(|to| to < end) {
                let left = PATIENCE.saturating_sub(clock::reading().saturating_sub(begun));
                match microphone.capture.wait(left) {
                    Some(update) => microphone.take(update, clock, now, ears, &mut news),
                    None => break,
                }
            }
            if let Some(stored) = microphone.stored.take() {
                stored.end(is_kept, &mut news);
            }
        }
        ears.interrupt();
        news
    }

    /// How the microphone is, where there is one and it is known.
    pub(crate) fn state(&self) -> Option<&State> {
        match self {
            Self::Off | Self::Recording(_) => None,
            Self::Microphone(microphone) => microphone.state.as_ref(),
        }
    }

    /// Whether what is heard is stored.
    pub(crate) fn is_stored(&self) -> bool {
        self.stored_in().is_some()
    }

    /// The file that what is heard is stored in.
    pub(crate) fn stored_in(&self) -> Option<&Path> {
        match self {
            Self::Microphone(microphone) => microphone.stored.as_ref()?.path(),
            Self::Off | Self::Recording(_) => None,
        }
    }

    /// Whether it isn't known yet whether anything can be heard.
    pub(crate) fn is_opening(&self) -> bool {
        matches!(self, Self::Microphone(_)) && self.state().is_none()
    }

    /// How loud the last piece of sound was.
    pub(crate) fn loudness(&self) -> Option<Loudness> {
        match self {
            Self::Microphone(microphone) if microphone.is_hearing() => microphone.loudness,
            Self::Off | Self::Microphone(_) | Self::Recording(_) => None,
        }
    }

    /// Whether a recording is played in place of a microphone.
    pub(crate) fn is_recording(&self) -> bool {
        matches!(self, Self::Recording(_))
    }

    /// Whether a sound that the tool makes now would be heard.
    pub(crate) fn hears_us(&self) -> bool {
        match self {
            Self::Off | Self::Recording(_) => false,
            Self::Microphone(microphone) => microphone.is_hearing() || self.is_opening(),
        }
    }
}

impl Microphone {
    fn is_hearing(&self) -> bool {
        matches!(self.state, Some(State::Hearing(_)))
    }

    fn take(
        &mut self,
        update: Update,
        clock: Clock,
        now: Elapsed,
        ears: &mut Ears,
        news: &mut News,
    ) {
        match update {
            Update::Sound(Chunk { samples, from, to, joined })
            | Update::Zeros(Chunk { samples, from, to, joined }) => {
                let (from, to) = (clock.at_reading(from), clock.at_reading(to));
                self.loudness = loudness(&samples);
                if let Some(stored) = &mut self.stored {
                    stored.store(from, &samples, news);
                }
                ears.hear(&samples, from, to, joined);
            }
            Update::State(state) => {
                match &state {
                    State::Hearing(device) => {
                        let before = self.device.replace(device.clone());
                        if before.is_some_and(|before| before != *device) {
                            ears.change_device();
                        }
                    }
                    State::NoSound | State::Muted => {}
                    State::NoData | State::Lost(_) | State::NoMicrophone(_) => ears.interrupt(),
                }
                self.told = Some(state);
            }
        }
        if self.told == Some(State::Muted) {
            ears.mute();
        }
        self.say(now, ears, news);
    }

    /// Says how the microphone is, where that is new. That nothing but zeros come is nothing new in
    /// a pause of a noise gate.
    fn say(&mut self, now: Elapsed, ears: &Ears, news: &mut News) {
        let Some(state) = self.told.clone() else { return };
        if self.state.as_ref() == Some(&state) || state == State::NoSound && !ears.is_deaf() {
            return;
        }
        if let State::Hearing(device) = &state {
            let (source, device) = (Source::Microphone, device.description.clone());
            news.events.push(What::Listening { source, device, offset: now });
        }
        news.events.push(What::Mic { state: mic_state(&state).into() });
        let stored = self.stored.as_ref().and_then(Storing::path).map(Path::to_path_buf);
        news.notices.push(SoundNotice::Microphone { state: state.clone(), stored });
        self.state = Some(state);
    }
}

/// A microphone's state as the session's log has it.
fn mic_state(state: &State) -> MicState {
    match state {
        State::Hearing(_) => MicState::On,
        State::NoSound | State::Muted => MicState::NoSound,
        State::NoData => MicState::NoData,
        State::Lost(_) => MicState::Lost,
        State::NoMicrophone(_) => MicState::Missing,
    }
}
