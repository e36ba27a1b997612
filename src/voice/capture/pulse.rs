//! Microphones of PulseAudio, and of PipeWire, which speaks the same protocol. The server is asked
//! for 16 kHz mono, and each look reads what it has sent since without waiting: however small its
//! pieces, a look is one wakeup.

mod server;

use std::ffi::{CStr, CString};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use pulseaudio::protocol::stream::{BufferAttr, StreamFlags};
use pulseaudio::protocol::{
    ChannelMap, Command, CreateRecordStreamReply, GetSourceInfo, LatencyParams, Prop, Props,
    RecordLatency, RecordStreamParams, SampleFormat, SampleSpec, ServerInfo, SourceInfo,
    SourceInfoList,
};

pub(crate) use self::server::Failure;
use self::server::{Message, Server};
use super::Device;
use super::ends::Stop;
use super::feed::Feed;
use super::names::readable;
use crate::voice::detector::SAMPLE_RATE;

/// Bytes of a second: 16 bits, mono.
const SECOND: u32 = 2 * SAMPLE_RATE;
/// What the server keeps for us at most when nobody looks: more than the time after which it would
/// be thrown away.
const KEPT: u32 = 8 * SECOND;
/// The server is asked to let sound wait for so long at most. Its pieces are half as long, well
/// under the time after which sound is missed, and a monitor is ahead of its speakers by no more.
const LATENCY: Duration = Duration::from_millis(200);
/// No latency is longer than this; one that is, isn't one.
const LONGEST_LATENCY: f64 = 5.0;

/// A stream of samples from one source.
pub(crate) struct Stream {
    server: Server,
    channel: u32,
    device: Device,
    latency: Option<Asked>,
    /// The question after the device that the stream has been moved to: its number, and the device
    /// by its name alone.
    moved: Option<(u32, Device)>,
    /// The source, and the number of the question whether it is muted.
    source: u32,
    muted: Option<u32>,
}

/// A question after the latency that has no answer yet.
struct Asked {
    number: u32,
    at: Duration,
    /// The same on the system's clock, which the server reads too.
    wall: SystemTime,
}

/// All sources of the first server that answers.
///
/// # Errors
/// No server answers.
pub(crate) fn devices(
    sockets: &[PathBuf],
    cookie: Vec<u8>,
    stop: &Stop,
) -> Result<Vec<Device>, Failure> {
    let mut server = Server::connect(sockets, cookie, stop)?;
    let default = default(&mut server, stop)?;
    let sources: SourceInfoList = server.ask(&Command::GetSourceInfoList, stop)?;
    Ok(sources.iter().map(|source| device(source, default.as_deref())).collect())
}

impl Stream {
    /// Begins to listen to the source of this name, or else the default one. Whoever reads does so
    /// once a `period`.
    ///
    /// # Errors
    /// No server answers; it has no such source; it refuses.
    pub(crate) fn open(
        sockets: &[PathBuf],
        cookie: Vec<u8>,
        source: Option<&str>,
        period: Duration,
        stop: &Stop,
    ) -> Result<Self, Failure> {
        let mut server = Server::connect(sockets, cookie, stop)?;
        let mut props = Props::new();
        props.set(Prop::MediaName, c"listening for speech");
        let fragment = (period.min(LATENCY).as_secs_f64() * f64::from(SAMPLE_RATE)) as u32 * 2;
        let stream = Command::CreateRecordStream(RecordStreamParams {
            sample_spec: SampleSpec {
                format: SampleFormat::S16Le,
                channels: 1,
                sample_rate: SAMPLE_RATE,
            },
            channel_map: ChannelMap::mono(),
            source_name: source.map(CString::new).transpose().map_err(|_| Failure::Missing)?,
            buffer_attr: BufferAttr {
                max_length: KEPT,
                fragment_size: fragment,
                ..BufferAttr::default()
            },
            // Without it the fragment size is no more than an upper bound.
            flags: StreamFlags { adjust_latency: true, ..StreamFlags::default() },
            props,
            ..RecordStreamParams::default()
        });
        let stream: CreateRecordStreamReply = server.ask(&stream, stop)?;
        let default = default(&mut server, stop)?;
        let device = match server.ask(&source_info(stream.sink_index), stop) {
            Ok(source) => device(&source, default.as_deref()),
            Err(Failure::Stopped) => return Err(Failure::Stopped),
            Err(_) => known_by_name(&stream.sink_name.unwrap_or_default()),
        };
        server.stop_waiting()?;
        let (channel, source) = (stream.channel, stream.sink_index);
        Ok(Self { server, channel, device, latency: None, moved: None, source, muted: None })
    }

    /// What is listened to.
    pub(crate) fn device(&self) -> &Device {
        &self.device
    }

    /// Puts what has come by `now` into the feed; false when no sound had. Doesn't wait.
    ///
    /// # Errors
    /// The source or the server is gone.
    pub(crate) fn read(&mut self, now: Duration, feed: &mut Feed) -> Result<bool, Failure> {
        let mut came = false;
        while self.server.receive()? {
            while let Some(message) = self.server.next()? {
                match message {
                    Message::Sound(channel, bytes) if channel == self.channel => {
                        came = true;
                        feed.samples(samples(bytes));
                    }
                    Message::Answer(number, answer) => {
                        if let Some(asked) = self.latency.take_if(|asked| asked.number == number) {
                            if let Ok(latency) = answer.read()
                                && let Some(time) = sounded(&asked, now, &latency)
                            {
                                feed.reading(time);
                            }
                        } else if let Some((_, moved)) =
                            self.moved.take_if(|(asked, _)| *asked == number)
                        {
                            self.device = match answer.read() {
                                Ok(source) => device(&source, None),
                                Err(_) => moved,
                            };
                            feed.device(self.device.clone());
                        } else if self.muted.take_if(|asked| *asked == number).is_some() {
                            let source = answer.read::<SourceInfo>();
                            feed.muted(source.is_ok_and(|source| source.muted));
                        }
                    }
                    Message::Taken => {
                        return Err(Failure::Gone("took the microphone away".to_owned()));
                    }
                    Message::Interrupted => feed.interrupted(),
                    Message::Moved(index, name) => {
                        feed.interrupted();
                        let number = self.server.send(&source_info(index))?;
                        self.source = index;
                        self.moved = Some((number, known_by_name(&name)));
                    }
                    Message::Sound(..) | Message::Other => {}
                }
            }
        }
        // Answers are read at the next look: they need no wakeup of their own.
        if self.muted.is_none() && feed.may_be_muted() {
            self.muted = Some(self.server.send(&source_info(self.source))?);
        }
        if self.latency.is_none() {
            #[expect(clippy::disallowed_methods, reason = "the server's clock is compared with it")]
            let wall = SystemTime::now();
            let question =
                Command::GetRecordLatency(LatencyParams { channel: self.channel, now: wall });
            self.latency = Some(Asked { number: self.server.send(&question)?, at: now, wall });
        }
        Ok(came)
    }
}

/// When the sample sounded that comes next after this answer. It says how old that sample was when
/// the server gave the answer: as old as all that waits in the server (its write index less its
/// read index) and in the source, or, from a monitor, by so much too young to have been played yet.
fn sounded(asked: &Asked, now: Duration, latency: &RecordLatency) -> Option<Duration> {
    let waiting = (latency.write_offset as f64 - latency.read_offset as f64) / f64::from(SECOND);
    let age = waiting + (latency.source_usec as f64 - latency.sink_usec as f64) / 1e6;
    if age.abs() > LONGEST_LATENCY {
        return None;
    }
    // The answer was given somewhere between the question and now. A clock set in between says
    // nothing.
    let took = latency.remote_time.duration_since(asked.wall).unwrap_or_default();
    let answered = asked.at + took.min(now.saturating_sub(asked.at));
    Duration::try_from_secs_f64(answered.as_secs_f64() - age).ok()
}

fn samples(bytes: &[u8]) -> impl Iterator<Item = f32> {
    bytes.chunks_exact(2).map(|pair| f32::from(i16::from_le_bytes([pair[0], pair[1]])) / 32_768.0)
}

/// The name of the default source.
fn default(server: &mut Server, stop: &Stop) -> Result<Option<CString>, Failure> {
    Ok(server.ask::<ServerInfo>(&Command::GetServerInfo, stop)?.default_source_name)
}

fn source_info(index: u32) -> Command {
    Command::GetSourceInfo(GetSourceInfo { index: Some(index), ..GetSourceInfo::default() })
}

fn device(source: &SourceInfo, default: Option<&CStr>) -> Device {
    let named = known_by_name(&source.name);
    let description = match &source.description {
        Some(text) => readable(&text.to_string_lossy()),
        None => named.name.clone(),
    };
    Device {
        description,
        is_default: default == Some(source.name.as_c_str()),
        is_monitor: source.monitor_of_sink_index.is_some(),
        ..named
    }
}

fn known_by_name(name: &CStr) -> Device {
    let name = readable(&name.to_string_lossy());
    Device { description: name.clone(), name, is_default: false, is_monitor: false }
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    const WALL: Duration = Duration::from_secs(1_800_000_000);

    /// A question asked at 100 s, answered after so many milliseconds by the server's clock.
    fn answer(milliseconds: i64) -> (Asked, RecordLatency) {
        let wall = UNIX_EPOCH + WALL;
        let remote = WALL.as_millis() as i64 + milliseconds;
        let latency = RecordLatency {
            sink_usec: 0,
            source_usec: 0,
            playing: true,
            local_time: wall,
            remote_time: UNIX_EPOCH + Duration::from_millis(remote as u64),
            write_offset: 0,
            read_offset: 0,
        };
        (Asked { number: 7, at: Duration::from_secs(100), wall }, latency)
    }

    const NOW: Duration = Duration::from_secs(101);

    #[test]
    fn sound_is_as_old_as_what_waits_before_it() {
        let (asked, mut latency) = answer(0);
        latency.source_usec = 250_000;
        // 16,000 bytes are half a second.
        (latency.write_offset, latency.read_offset) = (1_016_000, 1_000_000);
        assert_eq!(sounded(&asked, NOW, &latency), Some(Duration::from_millis(99_250)));
    }

    #[test]
    fn a_monitor_hears_sound_before_it_is_played() {
        let (asked, mut latency) = answer(0);
        latency.sink_usec = 40_000;
        assert_eq!(sounded(&asked, NOW, &latency), Some(Duration::from_millis(100_040)));
    }

    #[test]
    fn a_slow_answer_is_taken_for_the_time_when_it_was_given() {
        let (asked, latency) = answer(300);
        assert_eq!(sounded(&asked, NOW, &latency), Some(Duration::from_millis(100_300)));
        // A clock that was set forward or back in between doesn't take it out of the time in which
        // it was given.
        let (asked, latency) = answer(3_600_000);
        assert_eq!(sounded(&asked, NOW, &latency), Some(NOW));
        let (asked, latency) = answer(-3_600_000);
        assert_eq!(sounded(&asked, NOW, &latency), Some(Duration::from_secs(100)));
    }

    #[test]
    fn a_latency_that_cannot_be_is_none() {
        let (asked, mut latency) = answer(0);
        latency.source_usec = u64::MAX;
        assert_eq!(sounded(&asked, NOW, &latency), None);
    }

    #[test]
    fn bytes_are_little_endian_samples_from_minus_one_to_one() {
        let bytes = [0, 0, 0, 0x40, 0, 0x80, 0xff, 0xff];
        assert_eq!(samples(&bytes).collect::<Vec<_>>(), [0.0, 0.5, -1.0, -1.0 / 32_768.0]);
    }
}
