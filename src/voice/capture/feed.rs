//! What a device delivers, as updates: samples with their times, and the state of the microphone.
//! The same for every kind of device. Pure: time is an argument.

use std::time::Duration;

use super::stamps::Stamps;
use super::{Chunk, Device, State, Update};
use crate::voice::detector::SAMPLE_RATE;
use crate::voice::gate::{NO_SOUND, is_zero};

/// After this long without data the microphone is not heard any more.
const NO_DATA: Duration = Duration::from_secs(2);
/// After so many samples in a row that are zeros the microphone is not heard any more.
const MANY_ZEROS: usize = NO_SOUND.as_secs() as usize * SAMPLE_RATE as usize;
/// So many may be the beginning of as many.
#[cfg(any(test, not(any(target_os = "macos", windows))))]
const ZEROS: usize = MANY_ZEROS / 8;
/// After this long without data, some may be missing: the next needs a reading of its own.
const PAUSE: Duration = Duration::from_millis(1500);
/// Sound that is this old is on its way; older, and the sender is held up.
const BEHIND: Duration = Duration::from_millis(300);
/// Where data has come for this long without a reading, the time of arrival has to do.
const UNREAD: Duration = Duration::from_secs(3);

/// Turns what comes from a device into updates.
#[derive(Debug)]
pub(crate) struct Feed {
    device: Device,
    stamps: Stamps,
    /// Samples not passed on yet: no reading so far, or they may be the beginning of many zeros.
    pending: Vec<f32>,
    /// Position of the first pending sample.
    position: u64,
    /// Position of the first sample after the last pause.
    run: u64,
    /// When the device was last looked at; at first, when it was opened.
    now: Duration,
    /// When data last came; at first, when the device was opened.
    arrived: Duration,
    /// When the first data after the last pause came.
    since: Option<Duration>,
    /// After a time without data: the last look that found none.
    nothing_at: Option<Duration>,
    /// Samples have been put in since the last take.
    fresh: bool,
    /// Nothing but zeros for a while: zeros are no sound.
    zeros: bool,
    /// Whether the system says that the microphone is muted.
    muted: bool,
    state: Option<State>,
    updates: Vec<Update>,
}

impl Feed {
    /// For a device opened at this time.
    pub(crate) fn new(device: Device, opened: Duration) -> Self {
        Self {
            device,
            stamps: Stamps::default(),
            pending: Vec::new(),
            position: 0,
            run: 0,
            now: opened,
            arrived: opened,
            since: None,
            nothing_at: None,
            fresh: false,
            zeros: false,
            muted: false,
            state: None,
            updates: Vec::new(),
        }
    }

    /// The device is looked at now.
    pub(crate) fn look(&mut self, now: Duration) {
        self.now = now;
    }

    /// The next samples, in [-1, 1].
    pub(crate) fn samples(&mut self, samples: impl IntoIterator<Item = f32>) {
        let before = self.pending.len();
        self.pending.extend(samples);
        self.fresh |= self.pending.len() > before;
    }

    /// The sample that comes next sounds at this time.
    pub(crate) fn reading(&mut self, time: Duration) {
        // While nothing comes, nobody knows when the next sample will.
        if self.next() > self.run {
            self.pass_on();
            self.stamps.read(self.next(), time);
        }
    }

    /// Samples may be missing before the next one.
    pub(crate) fn interrupted(&mut self) {
        self.pass_on();
        self.pause();
    }

    /// It is another device from here on.
    pub(crate) fn device(&mut self, device: Device) {
        self.device = device;
        if matches!(self.state, Some(State::Hearing(_))) {
            self.change(State::Hearing(self.device.clone()));
        }
    }

    /// The system says whether it is muted.
    #[cfg(any(test, not(any(target_os = "macos", windows))))]
    pub(crate) fn muted(&mut self, muted: bool) {
        self.muted = muted;
    }

    /// Whether zeros come, so that it matters whether it is muted.
    #[cfg(any(test, not(any(target_os = "macos", windows))))]
    pub(crate) fn may_be_muted(&self) -> bool {
        self.zeros || self.zeros_held() >= ZEROS
    }

    /// Whether there has been anything to say.
    pub(crate) fn has_begun(&self) -> bool {
        self.state.is_some()
    }

    /// Whether there should be more by now than has come.
    pub(crate) fn is_behind(&self) -> bool {
        self.stamps.time(self.next()).is_none_or(|next| next + BEHIND < self.now)
    }

    /// What there is to say, after all that had come by this look has been put in.
    pub(crate) fn take(&mut self) -> Vec<Update> {
        let now = self.now;
        if std::mem::take(&mut self.fresh) {
            self.arrived = now;
            let since = *self.since.get_or_insert(now);
            if !self.stamps.ready() && now.saturating_sub(since) >= UNREAD {
                self.stamps.read(self.next(), now);
            }
        }
        let without = now.saturating_sub(self.arrived);
        if without >= PAUSE {
            self.pause();
        }
        if without >= NO_DATA {
            self.nothing_at = Some(now);
            self.change(State::NoData);
        }
        self.pass_on();
        std::mem::take(&mut self.updates)
    }

    /// Position of the sample that comes next.
    fn next(&self) -> u64 {
        self.position + self.pending.len() as u64
    }

    /// What is pending got no time, or is zeros: it stays unheard.
    fn pause(&mut self) {
        self.skip(self.pending.len());
        self.run = self.position;
        self.since = None;
        self.stamps.restart();
    }

    /// What piles up while a server is stuck comes when it goes on, but was said to be unheard.
    fn skip_backlog(&mut self) {
        let (Some(nothing_at), Some(time)) = (self.nothing_at, self.stamps.time(self.position))
        else {
            return;
        };
        let old = nothing_at.saturating_sub(time).as_secs_f64() * f64::from(SAMPLE_RATE);
        self.skip((old.ceil() as usize).min(self.pending.len()));
        if !self.pending.is_empty() {
            self.nothing_at = None;
        }
    }

    /// How many zeros came last and wait.
    fn zeros_held(&self) -> usize {
        self.pending.iter().rev().take_while(|&&sample| is_zero(sample)).count()
    }

    /// Passes on what is certain to be sound, and many zeros in a row as what they are.
    fn pass_on(&mut self) {
        self.skip_backlog();
        while self.stamps.ready() && !self.pending.is_empty() {
            if self.zeros {
                let count = self.pending.iter().take_while(|&&sample| is_zero(sample)).count();
                self.zeros = count == self.pending.len();
                if self.zeros {
                    self.change(if self.muted { State::Muted } else { State::NoSound });
                }
                self.put(count, true);
            } else if let Some(start) = many_zeros(&self.pending) {
                self.chunk(start);
                self.zeros = true;
            } else {
                self.chunk(self.pending.len() - self.zeros_held());
                break;
            }
        }
    }

    fn chunk(&mut self, count: usize) {
        if count > 0 {
            self.change(State::Hearing(self.device.clone()));
            self.put(count, false);
        }
    }

    /// Passes on so many of what is pending, as sound or as zeros.
    fn put(&mut self, count: usize, zeros: bool) {
        if count == 0 {
            return;
        }
        let Some(stamp) = self.stamps.stamp(self.position, count, self.now) else {
            return;
        };
        self.position += count as u64;
        let samples = self.pending.drain(..count);
        let before = match self.updates.last_mut() {
            Some(Update::Sound(chunk)) if stamp.joined && !zeros => Some(chunk),
            Some(Update::Zeros(chunk)) if stamp.joined && zeros => Some(chunk),
            _ => None,
        };
        if let Some(chunk) = before {
            chunk.samples.extend(samples);
            chunk.to = stamp.to;
        } else {
            let (samples, from, to) = (samples.collect(), stamp.from, stamp.to);
            let chunk = Chunk { samples, from, to, joined: stamp.joined };
            self.updates.push(if zeros { Update::Zeros(chunk) } else { Update::Sound(chunk) });
        }
    }

    fn skip(&mut self, count: usize) {
        self.position += count as u64;
        self.pending.drain(..count);
    }

    fn change(&mut self, state: State) {
        if self.state.as_ref() != Some(&state) {
            self.state = Some(state.clone());
            self.updates.push(Update::State(state));
        }
    }
}

/// Where a run of zeros begins that is long enough to be no sound.
fn many_zeros(samples: &[f32]) -> Option<usize> {
    let mut start = 0;
    for (at, &sample) in samples.iter().enumerate() {
        if !is_zero(sample) {
            start = at + 1;
        } else if at + 1 - start >= MANY_ZEROS {
            return Some(start);
        }
    }
    None
}

#[cfg(test)]
mod tests;
