//! Microphones of macOS and Windows. The system calls back with sound in the device's own format;
//! each look brings what has come since to 16 kHz.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use cpal::traits::{DeviceTrait as _, HostTrait as _, StreamTrait as _};
use cpal::{
    Error, ErrorKind, FromSample, InputCallbackInfo, Sample as _, SampleFormat, SizedSample,
    StreamConfig,
};

use super::ends::{Absent, Lost, Stop};
use super::feed::Feed;
use super::names::{find, readable};
use super::{Device, Setup, Which};
use crate::voice::detector::{FRAME, SAMPLE_RATE};
use crate::voice::resample::Resampler;

/// What the environment says about microphones: on these systems, nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Surroundings;

impl Surroundings {
    /// Reads nothing.
    pub fn read() -> Self {
        Self
    }
}

/// Finds a device to listen to, again and again.
pub(super) struct Opener {
    /// The name of the device; `None` means the default one.
    name: Option<String>,
}

/// A device that is listened to.
pub(super) struct OpenDevice {
    /// Sound comes for as long as it lives.
    _stream: cpal::Stream,
    inbox: Arc<Mutex<Inbox>>,
    resampler: Resampler,
    device: Device,
    rate: f64,
    /// Samples taken from the inbox, and frames made of them.
    taken: u64,
    made: u64,
}

/// What the system has called back with since the last look.
#[derive(Default)]
struct Inbox {
    samples: Vec<f32>,
    /// When the sample sounds that comes next.
    next: Duration,
    /// Samples may be missing.
    interrupted: bool,
    /// It is another default device from here on.
    moved: bool,
    lost: Option<String>,
}

/// All input devices.
pub(crate) fn devices(_: &Surroundings, _: &Stop) -> Result<Vec<Device>> {
    let host = cpal::default_host();
    let default = host.default_input_device();
    let devices = host.input_devices().context("microphones can't be listed; use --mic off")?;
    Ok(devices.map(|device| describe(&device, default.as_ref() == Some(&device))).collect())
}

impl Opener {
    /// For the microphone asked for.
    pub(super) fn new(setup: &Setup, stop: &Stop) -> Result<Self> {
        if setup.recorder.is_some() {
            bail!("a recorder works on Linux only; take it out of the settings");
        }
        let name = match &setup.which {
            Which::Auto => None,
            Which::Named(name) => {
                Some(find(&devices(&setup.surroundings, stop)?, name)?.name.clone())
            }
        };
        Ok(Self { name })
    }

    /// Begins to listen.
    pub(super) fn open(
        &mut self,
        _: Duration,
        clock: fn() -> Duration,
        _: &Stop,
    ) -> Result<OpenDevice, Absent> {
        let host = cpal::default_host();
        let found = match &self.name {
            None => host.default_input_device(),
            Some(name) => host.input_devices().ok().and_then(|mut devices| {
                devices.find(|device| describe(device, false).name == *name)
            }),
        };
        let Some(found) = found else {
            return Err(Absent(match &self.name {
                Some(name) => format!("the system has none called {name}"),
                None => "the system has none".to_owned(),
            }));
        };
        listen(&found, describe(&found, self.name.is_none()), clock)
            .map_err(|error| Absent(format!("it can't be listened to: {error:#}")))
    }

    /// There is never another.
    pub(crate) fn has_another(&mut self, _: OpenDevice) -> bool {
        false
    }
}

impl OpenDevice {
    /// What is listened to.
    pub(super) fn device(&self) -> Device {
        self.device.clone()
    }

    /// Puts what has come into the feed; false when nothing had. Doesn't wait.
    pub(super) fn read(&mut self, _: Duration, feed: &mut Feed) -> Result<bool, Lost> {
        let Inbox { samples, next, interrupted, moved, lost } =
            std::mem::take(&mut *open(&self.inbox));
        if let Some(why) = lost {
            return Err(Lost(why));
        }
        if interrupted || moved {
            feed.interrupted();
        }
        if moved && let Some(device) = cpal::default_host().default_input_device() {
            self.device = describe(&device, true);
            feed.device(self.device.clone());
        }
        if samples.is_empty() {
            return Ok(false);
        }
        self.taken += samples.len() as u64;
        self.resampler.push(samples);
        let mut frame = [0.0; FRAME];
        while self.resampler.frame(&mut frame) {
            self.made += FRAME as u64;
            feed.samples(frame);
        }
        // What the resampler still holds comes first.
        let held = self.taken as f64 / self.rate - self.made as f64 / f64::from(SAMPLE_RATE);
        feed.reading(next.saturating_sub(Duration::try_from_secs_f64(held).unwrap_or_default()));
        Ok(true)
    }
}

fn describe(device: &cpal::Device, is_default: bool) -> Device {
    let description =
        device.description().map(|description| readable(description.name())).unwrap_or_default();
    let name = device.id().map_or_else(|_| description.clone(), |id| readable(id.id()));
    Device { name, description, is_default, is_monitor: false }
}

fn listen(found: &cpal::Device, device: Device, clock: fn() -> Duration) -> Result<OpenDevice> {
    let config = found.default_input_config()?;
    let inbox = Arc::new(Mutex::new(Inbox::default()));
    let rate = config.sample_rate();
    let resampler =
        Resampler::new(rate).with_context(|| format!("{rate} Hz is no rate of a microphone"))?;
    let stream = match config.sample_format() {
        SampleFormat::F32 => stream::<f32>(found, config.config(), &inbox, clock)?,
        SampleFormat::I32 => stream::<i32>(found, config.config(), &inbox, clock)?,
        SampleFormat::I16 => stream::<i16>(found, config.config(), &inbox, clock)?,
        format => bail!("its samples are {format}; set it to 16 or 32 bits"),
    };
    stream.play()?;
    Ok(OpenDevice {
        _stream: stream,
        inbox,
        resampler,
        device,
        rate: f64::from(rate),
        taken: 0,
        made: 0,
    })
}

fn stream<T: SizedSample>(
    found: &cpal::Device,
    config: StreamConfig,
    inbox: &Arc<Mutex<Inbox>>,
    clock: fn() -> Duration,
) -> Result<cpal::Stream>
where
    f32: FromSample<T>,
{
    let (heard, failed) = (Arc::clone(inbox), Arc::clone(inbox));
    let channels = usize::from(config.channels.max(1));
    let on_sound = move |data: &[T], info: &InputCallbackInfo| {
        let times = info.timestamp();
        let age = times.callback.saturating_duration_since(times.capture);
        let length = (data.len() / channels) as f64 / f64::from(config.sample_rate);
        let next =
            clock().saturating_sub(age) + Duration::try_from_secs_f64(length).unwrap_or_default();
        let mut inbox = open(&heard);
        inbox.next = next.min(clock());
        let mono = |samples: &[T]| {
            samples.iter().map(|&sample| f32::from_sample(sample)).sum::<f32>() / channels as f32
        };
        inbox.samples.extend(data.chunks_exact(channels).map(mono));
    };
    let on_failure = move |error: Error| match error.kind() {
        ErrorKind::RealtimeDenied => {}
        ErrorKind::Xrun => open(&failed).interrupted = true,
        ErrorKind::DeviceChanged => open(&failed).moved = true,
        _ => open(&failed).lost = Some(error.to_string()),
    };
    Ok(found.build_input_stream(config, on_sound, on_failure, None)?)
}

/// A callback that panicked leaves an inbox that is as good as any.
fn open(inbox: &Mutex<Inbox>) -> MutexGuard<'_, Inbox> {
    inbox.lock().unwrap_or_else(PoisonError::into_inner)
}
