//! Where a round's sound comes from: a microphone, or a recording played into the round at its
//! clock. It feeds the ears, and says what became of the source.

#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use hound::{SampleFormat, WavSpec, WavWriter};

use super::ears::Ears;
use crate::live::machine::clock::{self, Clock};
use crate::session::event::{Source, What};
use crate::session::timeline::Timeline;
use crate::time::{Elapsed, m_ss};
use crate::voice::capture::{Capture, Chunk, State, Update};
use crate::voice::detector::SAMPLE_RATE;
use crate::voice::loudness::{Loudness, loudness};
use crate::voice::recording::Recording;

/// A recording is heard in steps of so much of the round's time, so that alerts come when they are
/// due.
const STEP: Duration = Duration::from_secs(1);

/// At the end of a round the microphone is given this long to deliver what had sounded before.
const PATIENCE: Duration = Duration::from_millis(1500);

/// A source of sound.
pub enum Sound {
    /// None: the round is not listened to.
    Off,
    /// A microphone.
    Microphone(Box<Microphone>),
    /// A recording; it begins with the first slot.
    Recording(Box<Played>),
}

/// A microphone, and where its sound is kept if it is.
pub struct Microphone {
    capture: Capture,
    state: Option<State>,
    loudness: Option<Loudness>,
    kept: Option<StoredSound>,
}

/// A recording in place of a microphone.
pub struct Played {
    recording: Recording,
    name: String,
    begun: Option<Elapsed>,
    /// The time of the round up to which it has been heard.
    until: Elapsed,
    ended: bool,
}

/// Sound stored beside the session: 16 kHz, 16 bits, mono; time that was not heard is zeros.
struct StoredSound {
    path: PathBuf,
    writer: WavWriter<BufWriter<File>>,
    begun: Option<Elapsed>,
    written: u64,
}

/// What there is to write and to say.
#[derive(Debug, Default)]
pub struct News {
    /// Events, in order.
    pub events: Vec<What>,
    /// Lines for the candidate.
    pub lines: Vec<String>,
}

impl Sound {
    /// Listens to a microphone.
    pub fn microphone(capture: Capture) -> Self {
        Self::Microphone(Box::new(Microphone { capture, state: None, loudness: None, kept: None }))
    }

    /// Stores what the microphone hears; of another source there is nothing to store.
    ///
    /// # Errors
    /// The file can't be made.
    pub fn keep(&mut self, path: &Path) -> anyhow::Result<()> {
        if let Self::Microphone(microphone) = self {
            microphone.kept = Some(StoredSound::create(path)?);
        }
        Ok(())
    }

    /// Plays a recording.
    ///
    /// # Errors
    /// As [`Recording::open`].
    pub fn recording(path: &Path) -> anyhow::Result<Self> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let recording = Recording::open(path)?;
        Ok(Self::Recording(Box::new(Played {
            recording,
            name,
            begun: None,
            until: Elapsed::ZERO,
            ended: false,
        })))
    }

    /// The next time at which this source wants to be listened to, before `to`; a microphone is
    /// looked at whenever the round looks around.
    pub fn next_step(&self, timeline: &Timeline, to: Elapsed) -> Option<Elapsed> {
        let Self::Recording(played) = self else { return None };
        let begun = played.begun.or_else(|| first_slot(timeline))?;
        Some(played.until.max(begun) + STEP).filter(|next| !played.ended && *next < to)
    }

    /// Hears everything that has sounded up to a time.
    pub fn hear(
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
                while let Some(update) = microphone.capture.wait(Duration::ZERO) {
                    microphone.take(update, clock, now, ears, &mut news);
                }
                news
            }
            Self::Recording(played) => match first_slot(timeline) {
                Some(begun) => played.hear(begun, to, ears),
                None => News::default(),
            },
        }
    }

    /// Hears what had sounded by the round's end and is still on its way.
    pub fn finish(&mut self, clock: Clock, now: Elapsed, end: Elapsed, ears: &mut Ears) -> News {
        let mut news = News::default();
        if let Self::Microphone(microphone) = self {
            let begun = clock::reading();
            while matches!(microphone.state, Some(State::Hearing(_)))
                && ears.known_to().is_none_or(|to| to < end)
            {
                let left = PATIENCE.saturating_sub(clock::reading().saturating_sub(begun));
                match microphone.capture.wait(left) {
                    Some(update) => microphone.take(update, clock, now, ears, &mut news),
                    None => break,
                }
            }
            if let Some(kept) = microphone.kept.take() {
                news.lines.push(kept.finish());
            }
        }
        ears.interrupt();
        news
    }

    /// One or two words on the source for the live lines; `None` where there is nothing to say.
    pub fn trouble(&self) -> Option<&'static str> {
        match self {
            Self::Off | Self::Recording(_) => None,
            Self::Microphone(microphone) => match &microphone.state {
                Some(State::Hearing(_)) | None => None,
                Some(State::NoSound) => Some("no sound from the microphone"),
                Some(State::NoData) => Some("microphone stopped"),
                Some(State::Lost(_)) => Some("microphone lost"),
                Some(State::NoMicrophone(_)) => Some("no microphone"),
            },
        }
    }

    /// Whether what is heard is stored.
    pub fn is_stored(&self) -> bool {
        matches!(self, Self::Microphone(microphone) if microphone.kept.is_some())
    }

    /// Whether it isn't known yet whether anything can be heard.
    pub fn is_opening(&self) -> bool {
        matches!(self, Self::Microphone(microphone) if microphone.state.is_none())
    }

    /// How loud the last piece of sound was.
    pub fn loudness(&self) -> Option<Loudness> {
        match self {
            Self::Microphone(microphone) if matches!(microphone.state, Some(State::Hearing(_))) => {
                microphone.loudness
            }
            _ => None,
        }
    }

    /// Whether a sound that the tool makes now would be heard.
    pub fn hears_us(&self) -> bool {
        matches!(self, Self::Microphone(_)) && self.trouble().is_none()
    }
}

impl Microphone {
    fn take(
        &mut self,
        update: Update,
        clock: Clock,
        now: Elapsed,
        ears: &mut Ears,
        news: &mut News,
    ) {
        match update {
            Update::Sound(Chunk { samples, from, to, joined }) => {
                let (from, to) = (clock.at_reading(from), clock.at_reading(to));
                self.loudness = loudness(&samples);
                if let Some(Err(error)) = self.kept.as_mut().map(|kept| kept.write(&samples, from))
                {
                    news.lines.push(format!("the sound can't be stored any more: {error}"));
                    self.kept = None;
                }
                ears.hear(&samples, from, to, joined);
            }
            Update::State(state) => {
                match &state {
                    State::Hearing(device) => {
                        let (device, offset) = (device.description.clone(), now);
                        news.events.push(What::Listening {
                            source: Source::Microphone,
                            device,
                            offset,
                        });
                    }
                    _ => ears.interrupt(),
                }
                news.events.push(What::Mic { state: state.word().to_string() });
                news.lines.push(match &self.kept {
                    _ if !matches!(state, State::Hearing(_)) => state.to_string(),
                    Some(kept) => format!("{state}; sound is stored in {}", kept.path.display()),
                    None => format!("{state}; no sound is stored"),
                });
                self.state = Some(state);
            }
        }
    }
}

impl Played {
    fn hear(&mut self, begun: Elapsed, to: Elapsed, ears: &mut Ears) -> News {
        let mut news = News::default();
        if self.begun.is_none() {
            self.begun = Some(begun);
            let device = self.name.clone();
            news.events.push(What::Listening { source: Source::Recording, device, offset: begun });
        }
        while !self.ended && begun + self.recording.position() < to {
            let from = self.recording.position();
            let Some(frame) = self.recording.next_frame().copied() else {
                self.ended = true;
                ears.interrupt();
                news.events.push(What::Mic { state: "ended".to_string() });
                news.lines.push(match self.recording.broken() {
                    Some(broken) => format!(
                        "{}: can't be read past {:.1?}: {}",
                        self.name, broken.at, broken.why
                    ),
                    None => format!("{} is over: nothing is heard from here on", self.name),
                });
                break;
            };
            let (end, length) = (self.recording.position(), self.recording.duration());
            if self.recording.lost().any(|lost| lost.from < end && lost.to > from) {
                if ears.is_hearing() {
                    news.lines.push(format!(
                        "{}: damaged at {}: unknown until it goes on",
                        self.name,
                        m_ss(from)
                    ));
                }
                ears.interrupt();
            } else {
                // The last frame is filled up with silence that nobody recorded.
                let samples = (length.min(end).saturating_sub(from).as_secs_f64()
                    * f64::from(SAMPLE_RATE)) as usize;
                let samples = &frame[..samples.clamp(1, frame.len())];
                ears.hear(samples, begun + from, begun + length.min(end).max(from), true);
            }
        }
        self.until = to;
        news
    }
}

impl StoredSound {
    fn create(path: &Path) -> anyhow::Result<Self> {
        let spec = WavSpec {
            channels: 1,
            sample_rate: SAMPLE_RATE,
            bits_per_sample: 16,
            sample_format: SampleFormat::Int,
        };
        let file = crate::session::store::private_file(path)
            .with_context(|| format!("cannot make {} to store the sound in", path.display()))?;
        let writer = WavWriter::new(BufWriter::new(file), spec)?;
        Ok(Self { path: path.to_path_buf(), writer, begun: None, written: 0 })
    }

    fn write(&mut self, samples: &[f32], from: Elapsed) -> Result<(), hound::Error> {
        let begun = *self.begun.get_or_insert(from);
        let position = ((from - begun).as_secs_f64() * f64::from(SAMPLE_RATE)) as u64;
        // Less than a tenth of a second is the clock's and the device's disagreement, not a hole.
        if position > self.written + u64::from(SAMPLE_RATE) / 10 {
            for _ in self.written..position {
                self.writer.write_sample(0_i16)?;
            }
            self.written = position;
        }
        for sample in samples {
            self.writer.write_sample((sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)) as i16)?;
        }
        self.written += samples.len() as u64;
        self.writer.flush()
    }

    fn finish(self) -> String {
        let begun = self.begun.map_or(Duration::ZERO, Elapsed::since_began).as_secs_f64();
        match self.writer.finalize() {
            Ok(()) => {
                format!("sound: {} (it begins {begun:.2}s into the session)", self.path.display())
            }
            Err(error) => format!(
                "the end of the sound could not be stored in {}: {error}",
                self.path.display()
            ),
        }
    }
}

fn first_slot(timeline: &Timeline) -> Option<Elapsed> {
    timeline.slots.iter().find_map(|slot| slot.began)
}
