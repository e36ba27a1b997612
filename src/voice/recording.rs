//! Recordings: any file that can be decoded, as a stream of 16 kHz mono frames. Memory stays the
//! same whatever the length. What can't be read in between is replaced by silence of its length,
//! and reported as lost.

mod advice;
mod beginnings;
mod chunks;
mod codecs;
mod ends;
mod fragments;
mod frames;
mod headers;
mod holes;
mod kinds;
mod likeness;
mod matroska;
mod meter;
mod mix;
mod mp4;
mod ogg;
mod packets;
mod parts;
mod probe;
mod sounds;
mod source;

use std::collections::VecDeque;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use symphonia::core::errors::{Error, Result as ReadResult};
use symphonia::core::formats::well_known::{FORMAT_ID_MKV, FORMAT_ID_WAVE};
use symphonia::core::packet::Packet;
use symphonia::core::units::Duration as Ticks;

use super::detector::{FRAME, SAMPLE_RATE};
use super::speech::Span;
use crate::text::system;
pub(super) use advice::conversion;
use holes::HOLE;
use mix::{Choice, Mix};
use parts::{FilePart, PartKind, Parts, SMALL};
use probe::guarded;
use source::AudioTrack;

/// Samples of silence put in at a time.
const FILL: u64 = 4096;

/// Where and why reading ended before the recording did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Broken {
    /// How much could be read before.
    pub(crate) at: Duration,
    /// Lower case, without the file's name.
    pub(crate) why: String,
}

/// An open recording.
pub(crate) struct Recording {
    path: PathBuf,
    source: AudioTrack,
    /// What is being read of the file, where its last packet ended, and what stands behind it.
    part: FilePart,
    seen: u64,
    rest: VecDeque<FilePart>,
    /// Bytes behind that which are no recording, and of the whole file.
    unread: u64,
    bytes: u64,
    declared: Option<Duration>,
    /// Seconds of the timestamps at which the recording started; of a later part, would have.
    start: f64,
    /// How much there was before this part.
    before: Duration,
    /// What was read and is still to be decoded.
    held: VecDeque<ReadResult<Option<Packet>>>,
    /// How many of them carry a time that is wrong.
    untimed: usize,

    rate: u32,
    mix: Mix,
    /// What takes over when that has given all that it holds.
    next: Option<Mix>,
    interleaved: Vec<f32>,
    /// Frames that were mixed, and which way is heard.
    mixed: u64,
    choice: Choice,
    /// Samples at `rate` that went into the mix, and samples of silence that are still to
    /// follow.
    read: u64,
    missing: u64,
    /// Samples that are decoded and not part of the recording.
    unwanted: u64,
    /// Whether anything of this part was decoded.
    decoded: bool,
    /// Whether anything of it can be, where that was asked.
    decodes: Option<bool>,
    ended: bool,

    frame: [f32; FRAME],
    frames: u64,
    lost: Vec<Span>,
    estimated: Vec<Span>,
    begins: Duration,
    broken: Option<Broken>,
}

impl Recording {
    /// Opens a WAV, AIFF, FLAC, MP3, M4A/AAC, Ogg, CAF, MKV, WebM or MP4 file at its default audio
    /// track.
    ///
    /// # Errors
    /// The file can't be opened, is none of these, holds no sound, or only sound that can't be
    /// decoded here; then the error gives the command that converts it.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        Self::open_track(path, None)
    }

    /// The same at the audio track with this number, from 1.
    ///
    /// # Errors
    /// As [`open`](Self::open), and where there is no such track.
    pub(crate) fn open_track(path: &Path, track: Option<usize>) -> Result<Self> {
        let mut file = source::open_file(path, track)?;
        let Parts { parts: mut rest, rest: unread } = parts::parts(&mut file)
            .with_context(|| format!("{}: can't read the recording", path.display()))?;
        let length = |part: &FilePart| part.range.end - part.range.start;
        let whole: u64 = rest.iter().map(length).sum();
        let bytes = file.metadata().map_or(whole, |file| file.len());
        let part = rest.pop_front().with_context(|| no_sound(path, track))?;
        let source = AudioTrack::open(path, &part, track)?;
        let AudioTrack { rate, channels, .. } = source;
        let wrong = || format!("{}: {rate} samples a second can't be right", path.display());
        let mut recording = Self {
            // Of what follows it is not known yet; the bytes tell, roughly.
            declared: source
                .declared
                .map(|of| of.mul_f64((whole as f64 / length(&part) as f64).max(1.0))),
            path: path.to_owned(),
            start: 0.0,
            before: Duration::ZERO,
            source,
            seen: part.range.start,
            part,
            rest,
            unread,
            bytes,
            held: VecDeque::new(),
            untimed: 0,
            rate,
            mix: Mix::new(rate, channels).with_context(wrong)?,
            next: None,
            interleaved: Vec::new(),
            mixed: 0,
            choice: Choice::default(),
            read: 0,
            missing: 0,
            unwanted: 0,
            decoded: false,
            decodes: None,
            ended: false,
            frame: [0.0; FRAME],
            frames: 0,
            lost: Vec::new(),
            estimated: Vec::new(),
            begins: Duration::ZERO,
            broken: None,
        };
        recording.begin();
        while !recording.decoded && !recording.ended && recording.missing == 0 {
            recording.read_packet();
        }
        if recording.ended && !recording.decoded && recording.read == 0 {
            match recording.broken {
                Some(Broken { why, .. }) => bail!(
                    "{}: no sound could be read: {why}; {}",
                    path.display(),
                    advice::advice(path, track)
                ),
                None => bail!(no_sound(path, track)),
            }
        }
        Ok(recording)
    }

    /// The next 32 ms in [-1, 1]; `None` at the end. The last frame is filled up with silence.
    pub(crate) fn next_frame(&mut self) -> Option<&[f32; FRAME]> {
        while !self.choice.frame(&mut self.frame) {
            if let Some(ways) = self.mix.frames() {
                self.choice.push(ways);
                self.mixed += 1;
            } else if let Some(next) = self.next.take() {
                self.mix = next;
            } else if self.missing > 0 {
                let count = self.missing.min(FILL);
                self.missing -= count;
                self.read += count;
                self.mix.push_silence(count as usize);
            } else if !self.ended {
                self.read_packet();
            } else if frames_to_time(self.mixed) < self.duration() {
                self.mix.push_silence(FRAME);
            } else if !self.choice.end() {
                return None;
            }
        }
        if self.ended && self.position() >= self.duration() {
            return None;
        }
        self.frames += 1;
        Some(&self.frame)
    }

    /// The end of the last frame.
    pub(crate) fn position(&self) -> Duration {
        frames_to_time(self.frames)
    }

    /// How long the file says that it is, for a progress bar; an estimate for some MP3, and where
    /// several recordings stand in it.
    pub(crate) fn declared(&self) -> Option<Duration> {
        self.declared
    }

    /// Which of the file's audio tracks is read, from 1, and how many there are.
    pub(crate) fn track(&self) -> (usize, usize) {
        self.source.place
    }

    /// How much has been read; how long the recording is, when [`next_frame`](Self::next_frame) has
    /// come to the end.
    pub(crate) fn duration(&self) -> Duration {
        samples_to_time(self.read + self.missing, self.rate)
    }

    /// Stretches of 0.25 s and longer, in order, that could not be read; their frames are silent.
    pub(crate) fn lost(&self) -> impl Iterator<Item = Span> {
        self.lost.iter().copied().filter(|span| span.length().as_secs_f64() >= HOLE)
    }

    /// Those of which the length is an estimate.
    pub(crate) fn estimated(&self) -> &[Span] {
        &self.estimated
    }

    /// When the sound begins, by the recording's own times: later than the recording itself where
    /// its first packet is late.
    pub(crate) fn begins(&self) -> Duration {
        self.begins
    }

    /// Where reading ended, when that was too early.
    pub(crate) fn broken(&self) -> Option<&Broken> {
        self.broken.as_ref()
    }

    fn read_packet(&mut self) {
        match self.held.pop_front().unwrap_or_else(|| self.next_packet()) {
            Ok(Some(_)) if self.left() == 0 && self.is_edited() => self.end(),
            Ok(Some(packet)) if packet.track_id != self.source.track || self.left() == 0 => {}
            Ok(Some(packet)) if self.hole_before(&packet) => self.held.push_front(Ok(Some(packet))),
            Ok(Some(packet)) => self.decode(&self.untrimmed(packet)),
            Ok(None) => self.end(),
            Err(Error::IoError(error)) if error.kind() == ErrorKind::UnexpectedEof => {
                // Of these, one without a length in its header has no other end, and what is read
                // behind damage has none of its own.
                let format = self.source.format.format_info().format;
                let is_headed = matches!(self.part.kind, PartKind::Headed(_));
                let endless = match format {
                    FORMAT_ID_MKV => self.source.declared.is_none() || is_headed,
                    FORMAT_ID_WAVE => self.source.declared.is_none(),
                    _ => false,
                };
                match self.unheard() {
                    _ if endless || self.is_all_there() => self.end(),
                    bytes if bytes > 4 * SMALL => self.fail(self.behind(bytes)),
                    _ => self.fail("the file is cut off here".to_owned()),
                }
            }
            Err(Error::ResetRequired) => match self.source.go_on() {
                Ok(()) => self.begin(),
                Err(why) => self.fail(format!("another recording follows here, which {why}")),
            },
            Err(Error::IoError(error)) => self.fail(system(&error)),
            Err(_) => self.fail(self.damaged()),
        }
    }

    /// A length that is only an estimate cuts off what lies behind it, and a true one what was
    /// appended to the file.
    fn untrimmed(&self, mut packet: Packet) -> Packet {
        if !self.source.exact || packet.dur.get() == 0 {
            packet.dur = Ticks::from(packet.dur.get() + packet.trim_end.get());
            packet.trim_end = Ticks::from(0_u64);
        }
        packet
    }

    fn decode(&mut self, packet: &Packet) {
        let lasting = (packet.dur.get() as f64 * self.source.tick).min(HOLE);
        let sound = match guarded(|| self.source.decoder.decode(packet)) {
            Ok(sound) => sound,
            // A damaged packet can look like any kind of sound.
            Err(error @ Error::Unsupported(_)) if !self.decoded && self.decodes != Some(true) => {
                let why = error.to_string();
                return match self.any_is_decoded() {
                    true => self.skip(lasting),
                    false => self.fail(why),
                };
            }
            Err(Error::DecodeError(_) | Error::IoError(_) | Error::Unsupported(_)) => {
                return self.skip(lasting);
            }
            Err(_) => return self.fail(self.damaged()),
        };
        let (rate, channels) = (sound.spec().rate(), sound.num_planes());
        if sound.frames() == 0 || channels == 0 {
            return;
        }
        sound.copy_to_vec_interleaved(&mut self.interleaved);
        if !self.decoded {
            // Some containers know the rate only roughly; what the decoder says first is true.
            if !self.turn_to(rate, channels) {
                return self.fail(format!("{rate} samples a second can't be right"));
            }
            self.unwanted = (self.source.front * f64::from(rate)).round() as u64;
        } else if rate != self.rate {
            let before = self.rate;
            return self.fail(format!("the sample rate changes here from {before} to {rate} Hz"));
        } else {
            self.turn_to(rate, channels);
        }
        self.decoded = true;
        let samples = self.interleaved.len() / channels;
        let unwanted = samples.min(usize::try_from(self.unwanted).unwrap_or(samples));
        self.unwanted -= unwanted as u64;
        let wanted = (samples - unwanted).min(self.left());
        self.read += wanted as u64;
        let interleaved = &self.interleaved[unwanted * channels..][..wanted * channels];
        self.next.as_mut().unwrap_or(&mut self.mix).push(interleaved, channels);
    }

    /// Whether any packet of this part can be decoded.
    fn any_is_decoded(&mut self) -> bool {
        if let Some(known) = self.decodes {
            return known;
        }
        let place = Some(self.source.place.0);
        let mut decodes = false;
        if let Ok(mut source) = AudioTrack::open(&self.path, &self.part, place) {
            let mut next = source.first.take();
            while let Some(packet) = next {
                let decoded = || Ok(source.decoder.decode(&packet)?.frames());
                decodes = packet.track_id == source.track
                    && guarded(decoded).is_ok_and(|frames| frames > 0);
                next = match decodes {
                    true => None,
                    false => guarded(|| source.format.next_packet()).ok().flatten(),
                };
            }
        }
        self.decodes = Some(decodes);
        decodes
    }

    /// Samples up to where an edit took the rest of this part away.
    fn left(&self) -> usize {
        let Some(until) = self.source.until else { return usize::MAX };
        let part = (self.duration() - self.before).as_secs_f64();
        ((until - part).max(0.0) * f64::from(self.rate)).round() as usize
    }

    /// Goes on at another rate, or with more channels; false where there is no such rate. What
    /// there was is filled up to a whole frame with silence.
    fn turn_to(&mut self, rate: u32, channels: usize) -> bool {
        if rate == self.rate && self.mix.holds(channels) {
            return true;
        }
        let Some(mix) = Mix::new(rate, channels) else { return false };
        if self.read == 0 {
            self.mix = mix;
        } else {
            self.read += self.mix.fill() as u64;
            self.next = Some(mix);
        }
        let turned = |samples: u64| samples * u64::from(rate) / u64::from(self.rate);
        (self.read, self.missing) = (turned(self.read), turned(self.missing));
        self.rate = rate;
        true
    }
}

/// What is said of a file that is a recording of nothing.
fn no_sound(path: &Path, track: Option<usize>) -> String {
    let advice = advice::advice(path, track);
    format!("{}: no sound could be read: it is empty; {advice}", path.display())
}

fn frames_to_time(frames: u64) -> Duration {
    samples_to_time(frames * FRAME as u64, SAMPLE_RATE)
}

fn samples_to_time(samples: u64, rate: u32) -> Duration {
    let rate = u64::from(rate);
    Duration::from_secs(samples / rate)
        + Duration::from_nanos(samples % rate * 1_000_000_000 / rate)
}

#[cfg(test)]
mod tests;
