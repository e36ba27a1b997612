//! Microphones: mono samples at 16 kHz with the time at which they sounded, and the state that the
//! microphone is in. A thread owns the device and looks at it once a period. Nothing is stored,
//! nothing is sent anywhere.

mod ends;
mod feed;
mod names;
mod stamps;
mod worker;

#[cfg(not(any(target_os = "macos", windows)))]
mod linux;
#[cfg(any(target_os = "macos", windows))]
mod native;
#[cfg(not(any(target_os = "macos", windows)))]
mod places;
#[cfg(not(any(target_os = "macos", windows)))]
mod pulse;
#[cfg(not(any(target_os = "macos", windows)))]
mod recorder;

#[cfg(not(any(target_os = "macos", windows)))]
use linux as platform;
#[cfg(any(target_os = "macos", windows))]
use native as platform;

use std::fmt;
use std::mem::discriminant;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context as _, Result};

use crate::program::Program;

pub use platform::Surroundings;

/// Updates that wait for the round at most; sound that comes when so many wait is dropped. A
/// minute's worth at a period of a second, 4 MB.
const WAITING: usize = 64;

/// What to listen to, and how.
#[derive(Debug, Clone)]
pub struct Setup {
    /// Which microphone.
    pub which: Which,
    /// A program and its arguments that writes raw samples (16-bit little-endian, mono, 16 kHz) to
    /// its standard output, at best ten times a second: they can't be timed better than that. It is
    /// used instead of all else. Linux only.
    pub recorder: Option<Program>,
    /// How often to look at the device, 20 ms to 1 s: sound comes in pieces about that long, that
    /// late. Each look is one wakeup.
    pub period: Duration,
    /// Reads a clock that shows real time, counts through suspend and never goes back. All times
    /// are its times.
    pub clock: fn() -> Duration,
    /// What the environment says about microphones.
    pub surroundings: Surroundings,
    /// A folder for what recorders would leave in the home, for whoever is to change nothing. Linux
    /// only.
    pub spare: Option<PathBuf>,
}

/// Which microphone to listen to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// The system's default, whichever that is.
    Auto,
    /// The one of this name, or whose name or description holds this, upper and lower case alike.
    Named(String),
}

/// A microphone, or something else that sound comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// The system's name for it.
    pub name: String,
    /// What people call it. Without control characters.
    pub description: String,
    /// It is the one that [`Which::Auto`] means.
    pub is_default: bool,
    /// It is what the speakers play, not a microphone.
    pub is_monitor: bool,
}

/// What a microphone delivers.
#[derive(Debug, Clone, PartialEq)]
pub enum Update {
    /// Sound. Time that is in no chunk was not heard.
    Sound(Chunk),
    /// What came in place of sound, of two seconds of zeros and more.
    Zeros(Chunk),
    /// The state is a new one from here on.
    State(State),
}

impl Update {
    /// How long it sounded.
    pub(crate) fn length(&self) -> Duration {
        match self {
            Self::Sound(Chunk { from, to, .. }) | Self::Zeros(Chunk { from, to, .. }) => {
                to.saturating_sub(*from)
            }
            Self::State(_) => Duration::ZERO,
        }
    }
}

/// Sound.
#[derive(Clone, PartialEq)]
pub struct Chunk {
    /// Samples at 16 kHz, in [-1, 1].
    pub samples: Vec<f32>,
    /// When the first sample sounded. Never before the `to` of the chunk before.
    pub from: Duration,
    /// When the last sample ended. `to - from` follows the clock, and so differs from the number of
    /// samples by up to 5%.
    pub to: Duration,
    /// The chunk begins where the one before ended: nothing is missing between them.
    pub joined: bool,
}

/// The state of a microphone. Except in [`State::Hearing`] it isn't heard: whether anybody speaks
/// is unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Sound comes from this device.
    Hearing(Device),
    /// Nothing but zeros for 2 s: muted, no permission to listen, or a noise gate's pause.
    NoSound,
    /// The same, and the system says that it is muted.
    Muted,
    /// No data for 2 s: suspended, or the sound server is stuck.
    NoData,
    /// It was there and is gone; why. It is tried again every 2 s.
    Lost(String),
    /// There is none; why. It is looked for every 2 s.
    NoMicrophone(String),
}

/// A microphone that is listened to. Dropping it stops that.
#[derive(Debug)]
pub struct Capture {
    updates: Receiver<Update>,
    running: Option<ends::Running>,
    thread: Option<JoinHandle<()>>,
}

impl Capture {
    /// Begins to listen. Where there is no microphone, or not yet, the state says so and it is
    /// looked for.
    ///
    /// # Errors
    /// A microphone was named, and there is none of that name or several; a recorder was named that
    /// is no program; no thread can be started.
    pub fn open(setup: Setup) -> Result<Self> {
        let (running, stop) = ends::Stop::pair();
        let (outbox, updates) = mpsc::sync_channel(WAITING);
        let opener = platform::Opener::new(&setup, &stop)?;
        let (period, clock) =
            (setup.period.clamp(Duration::from_millis(20), Duration::from_secs(1)), setup.clock);
        let thread = std::thread::Builder::new()
            .name("microphone".to_owned())
            .spawn(move || worker::work(opener, period, clock, &stop, worker::Outbox::new(outbox)))
            .context("no thread can be started to listen to the microphone; use --mic off")?;
        Ok(Self { updates, running: Some(running), thread: Some(thread) })
    }

    /// A microphone of a test's own, which delivers what this hands over.
    #[cfg(test)]
    pub(crate) fn of(updates: Receiver<Update>) -> Self {
        Self { updates, running: None, thread: None }
    }

    /// What has come since the last call. Doesn't wait.
    pub fn updates(&self) -> impl Iterator<Item = Update> + '_ {
        self.updates.try_iter()
    }

    /// Waits for what comes next, at most this long.
    pub fn wait(&self, at_most: Duration) -> Option<Update> {
        self.updates.recv_timeout(at_most).ok()
    }
}

impl Drop for Capture {
    fn drop(&mut self) {
        drop(self.running.take());
        if let Some(thread) = self.thread.take() {
            // A panic there has been printed; there is nothing to add.
            let _ = thread.join();
        }
    }
}

/// All microphones and monitors, the default first.
///
/// # Errors
/// No sound server is reachable (Linux); the system doesn't tell.
pub fn list_devices(surroundings: &Surroundings) -> Result<Vec<Device>> {
    let (_running, stop) = ends::Stop::pair();
    let mut devices = platform::devices(surroundings, &stop)?;
    devices.sort_by_key(|device| !device.is_default);
    Ok(devices)
}

impl State {
    /// Whether the other state says nothing new: lost is lost, whatever is wrong with the attempts
    /// to come back.
    fn is_still(&self, other: &Self) -> bool {
        match self {
            Self::Hearing(_) => self == other,
            _ => discriminant(self) == discriminant(other),
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hearing(device) => write!(f, "listening to {}", device.description),
            Self::NoSound => write!(f, "no sound from the microphone: muted, or not permitted"),
            Self::Muted => write!(f, "no sound from the microphone: it is muted"),
            Self::NoData => write!(
                f,
                "nothing comes from the microphone: suspended, or the sound server is stuck"
            ),
            Self::Lost(why) => write!(f, "microphone lost: {why}"),
            Self::NoMicrophone(why) => write!(f, "no microphone: {why}"),
        }
    }
}

impl fmt::Debug for Chunk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { samples, from, to, joined } = self;
        write!(f, "Chunk({} samples, {from:?} to {to:?}, joined: {joined})", samples.len())
    }
}
