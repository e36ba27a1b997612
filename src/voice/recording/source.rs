//! Finds the sound in a part of a file: container, track and decoder.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::time::Duration;

use anyhow::{Result, anyhow, bail};
use symphonia::core::codecs::audio::well_known::CODEC_ID_MP3;
use symphonia::core::codecs::audio::{AudioCodecId, AudioDecoder, CODEC_ID_NULL_AUDIO};
use symphonia::core::formats::well_known::{FORMAT_ID_ADTS, FORMAT_ID_OGG};
use symphonia::core::formats::{FormatReader, SeekMode, SeekTo, Track, TrackType};
use symphonia::core::packet::Packet;
use symphonia::core::units::{Duration as Ticks, TimeBase, Timestamp};

use super::advice::{conversion, conversion_of_all, raw};
use super::codecs;
use super::fragments::SoundTimes;
use super::kinds::{self, Kind};
use super::meter::ReadPlace;
use super::parts::{self, FilePart, PartKind};
use super::probe::{Probed, guarded, probe_any, refusal};
use super::{chunks, headers, mp4, sounds};
use crate::text::unreadable;
use crate::voice::detector::SAMPLE_RATE;

/// The audio track of a part of a file, and what its header says of it.
pub(crate) struct AudioTrack {
    pub(crate) format: Box<dyn FormatReader>,
    pub(crate) decoder: Box<dyn AudioDecoder>,
    pub(crate) track: u32,
    /// The first packet of any track, read to see whether the file can be read at all.
    pub(crate) first: Option<Packet>,
    /// Samples a second.
    pub(crate) rate: u32,
    /// How many there are, as far as its header tells.
    pub(crate) channels: usize,
    /// Seconds a tick of the timestamps.
    pub(crate) tick: f64,
    /// The time in seconds, by the timestamps, at which the recording starts.
    pub(crate) start: f64,
    /// Seconds of decoded sound that come before that: what a decoder needs to swing in, or what an
    /// edit took away.
    pub(crate) front: f64,
    /// Seconds from the recording's beginning after which an edit took the rest away.
    pub(crate) until: Option<f64>,
    pub(crate) declared: Option<Duration>,
    /// Whether `declared` can be relied on.
    pub(crate) exact: bool,
    /// Whether the file is known to end too early.
    pub(crate) cut: bool,
    /// Which of its audio tracks this is, from 1, and how many there are.
    pub(crate) place: (usize, usize),
    /// How far it was read, but for an MP4, whose sound stands in no order.
    pub(crate) place_in_file: Option<ReadPlace>,
    /// Whether what is missing before the first packet was lost: the recording didn't begin late.
    pub(crate) is_damaged_before: bool,
    /// Whether the length of what is missing amidst is an estimate.
    pub(crate) is_estimated: bool,
    /// What an MP4 says of its tracks that its reader doesn't, and when they are heard.
    index: Vec<u8>,
    times: BTreeMap<u32, SoundTimes>,
    /// Which entry of its edit list is heard, from 0, and how many there are.
    edit: usize,
    pub(crate) edits: usize,
}

/// Opens a file that recordings may stand in, of which this track is wanted.
///
/// # Errors
/// It can't be read, is no file, or empty.
pub(crate) fn open_file(path: &Path, track: Option<usize>) -> Result<File> {
    let name = path.display();
    // Opening a pipe would wait for a writer.
    match std::fs::metadata(path) {
        Ok(found) if found.is_dir() => bail!("{name}: is a folder; name a recording in it"),
        Ok(found) if !found.is_file() => {
            bail!("{name}: is a pipe or a device; write the recording to a file first")
        }
        _ => {}
    }
    let mut file = File::open(path).map_err(|error| anyhow!("{name}: {}", unreadable(&error)))?;
    if headers::is_alone(&mut file).unwrap_or(false) {
        bail!("{name}: {}", headers::ALONE);
    }
    match kinds::unreadable(path) {
        Some(Kind::Sound(what)) => {
            bail!("{name}: is {what}, which can't be read here; {}", conversion(path, track))
        }
        Some(Kind::Archive(what)) => {
            bail!("{name}: is {what}; unpack it and name the recording in it")
        }
        Some(Kind::Other(what)) => bail!("{name}: is {what} and no recording; name a recording"),
        None => {}
    }
    if chunks::lacks_table(&mut file).unwrap_or(false) {
        bail!(
            "{name}: has no table of its packets (pakt), without which a CAF of this sound can't \
             be read: its recording may never have been finished, or the file is damaged"
        );
    }
    match file.metadata() {
        Ok(file) if file.is_file() && file.len() == 0 => bail!("{name}: is empty"),
        _ => {}
    }
    // In samples without a header frames of anything are found.
    if let Some(raw) = raw(path)
        && !parts::begins_known(&mut file).unwrap_or(true)
    {
        bail!("{name}: {}; {raw}", kinds::refused_file(path));
    }
    Ok(file)
}

impl AudioTrack {
    /// The audio track with this number, from 1; without one the default track that can be decoded.
    ///
    /// # Errors
    /// It is none that can be read, has no such track, or none that can be decoded.
    pub(crate) fn open(path: &Path, part: &FilePart, number: Option<usize>) -> Result<Self> {
        let Probed { format, first, place, index, times, is_damaged_before, is_estimated } =
            probe_any(path, part).map_err(|error| refusal(path, part, number, &error))?;
        let chosen = choose(format.as_ref(), &index, number)
            .map_err(|why| anyhow!("{}: {}", path.display(), why.text(path, number)))?;
        let mut opened = Self {
            format,
            decoder: chosen.decoder,
            track: chosen.track,
            first,
            rate: SAMPLE_RATE,
            channels: 1,
            tick: 0.0,
            start: 0.0,
            front: 0.0,
            until: None,
            declared: None,
            exact: false,
            cut: part.cut,
            place: chosen.place,
            place_in_file: place,
            is_damaged_before,
            is_estimated,
            index,
            times,
            edit: if let PartKind::Edited(edit) = part.kind { edit } else { 0 },
            edits: 1,
        };
        opened.describe();
        if opened.edit > 0 {
            opened.go_to_edit();
        }
        Ok(opened)
    }

    /// Goes on with the recording that follows in the same stream, which its reader has come to.
    ///
    /// # Errors
    /// It has no sound that can be decoded; the text says why.
    pub(crate) fn go_on(&mut self) -> std::result::Result<(), String> {
        let number = Some(self.place.0);
        let chosen = choose(self.format.as_ref(), &self.index, number)
            .or_else(|_| choose(self.format.as_ref(), &self.index, None))
            .map_err(|why| why.what())?;
        (self.decoder, self.track) = (chosen.decoder, chosen.track);
        self.describe();
        Ok(())
    }

    /// Goes on where an edit begins, a little before what is played: decoders have to swing in.
    /// Where that fails, all before it is decoded and left out.
    fn go_to_edit(&mut self) {
        const SWINGS_IN: f64 = 0.5;
        let ticks = ((self.front - SWINGS_IN).max(0.0) / self.tick) as i64;
        let to = SeekTo::Timestamp { ts: Timestamp::new(ticks), track_id: self.track };
        if let Ok(at) = guarded(|| self.format.seek(SeekMode::Accurate, to)) {
            self.front -= at.actual_ts.get() as f64 * self.tick;
            self.first = None;
        }
    }

    /// Takes over what the header says of the track.
    fn describe(&mut self) {
        let tracks = self.format.tracks();
        let Some(track) = tracks.iter().find(|track| track.id == self.track) else { return };
        let Some(codec) = sounds::sound(track, &self.index) else { return };
        let kind = self.format.format_info().format;
        let (declared, told) = declared(self.format.as_ref(), track, codec.codec);
        self.declared = declared;
        // Raw AAC has no header: its length is estimated by the bit rate of the beginning.
        self.exact = told && kind != FORMAT_ID_ADTS;
        self.rate = codec.sample_rate.unwrap_or(SAMPLE_RATE);
        self.channels = codec.channels.as_ref().map_or(1, |channels| channels.count().max(1));
        self.tick = track.time_base.map_or(1.0 / f64::from(self.rate), seconds);
        self.start = track.start_ts.get() as f64 * self.tick;
        self.front = codecs::swing_in(&codec);
        // When the first packet is heard, and the last one ends.
        let times = self.times.get(&track.id);
        let begins = times.map_or(0.0, |times| times.start() as f64 * self.tick);
        if let Some(times) = times {
            let end = Duration::try_from_secs_f64(times.end as f64 * self.tick).ok();
            self.declared = self.declared.max(end);
        }
        let edits = mp4::edits(&self.index, track.id);
        self.edits = edits.len().max(1);
        match edits.get(self.edit) {
            Some(edit) => {
                let skipping = (edit.skipping - begins).max(0.0);
                self.front = self.front.max(skipping);
                self.start = edit.skipping + self.front - skipping - edit.after;
                self.until = edit.until;
                let played = |length: Duration| {
                    let length = length.as_secs_f64() - self.start;
                    Duration::try_from_secs_f64(length.min(edit.until.unwrap_or(length))).ok()
                };
                self.declared = self.declared.and_then(played);
                if edits.len() > 1 {
                    let all = edits.iter().map(|edit| edit.until.unwrap_or_default()).sum();
                    self.declared = Duration::try_from_secs_f64(all).ok();
                    self.exact = false;
                }
            }
            None if kind == FORMAT_ID_OGG => {
                // What is told of it is its last time, and one that was taken from a running
                // stream begins at another than zero.
                let start = if self.is_damaged_before { 0.0 } else { self.start.max(0.0) };
                self.start = self.start.min(start);
                let start = Duration::from_secs_f64(start);
                self.declared = self.declared.map(|end| end.saturating_sub(start));
                self.start += self.front;
            }
            // Matroska's timestamps have that taken off already.
            None => {}
        }
    }
}

/// A track that can be decoded.
struct Chosen {
    decoder: Box<dyn AudioDecoder>,
    track: u32,
    place: (usize, usize),
}

/// Why none can.
enum NoTrack {
    NoSound,
    NoSuch {
        count: usize,
    },
    /// The first of so many that are wanted.
    Undecodable(AudioCodecId, usize),
}

impl NoTrack {
    fn what(&self) -> String {
        match self {
            Self::NoSound => "holds no sound".to_owned(),
            Self::NoSuch { count: 1 } => "has one audio track; leave --track out".to_owned(),
            Self::NoSuch { count } => format!("has {count} audio tracks; name one of them"),
            Self::Undecodable(codec, _) => {
                format!("{} can't be decoded here", codecs::named(*codec))
            }
        }
    }

    fn text(&self, path: &Path, number: Option<usize>) -> String {
        match self {
            Self::Undecodable(_, 2..) => {
                format!("{}, nor can its other tracks; {}", self.what(), conversion_of_all(path))
            }
            Self::Undecodable(..) => format!("{}; {}", self.what(), conversion(path, number)),
            Self::NoSound | Self::NoSuch { .. } => self.what(),
        }
    }
}

fn choose(
    format: &dyn FormatReader,
    index: &[u8],
    number: Option<usize>,
) -> std::result::Result<Chosen, NoTrack> {
    let sound = |track| Some((track, sounds::sound(track, index)?));
    let all: Vec<_> = format.tracks().iter().filter_map(sound).collect();
    let preferred = format.default_track(TrackType::Audio).map(|track| track.id);
    let mut wanted: Vec<_> = (1..).zip(&all).collect();
    match number {
        Some(number) => wanted.retain(|(place, _)| *place == number),
        None => wanted.sort_by_key(|(_, (track, _))| Some(track.id) != preferred),
    }
    let first = match (wanted.first(), all.len()) {
        (Some((_, (_, codec))), _) => codec.codec,
        // Of some kinds of sound its reader makes no track.
        (None, 0) if mp4::sounds(index) > 0 => {
            let count = if number.is_some() { 1 } else { mp4::sounds(index) };
            return Err(NoTrack::Undecodable(CODEC_ID_NULL_AUDIO, count));
        }
        (None, 0) => return Err(NoTrack::NoSound),
        (None, count) => return Err(NoTrack::NoSuch { count }),
    };
    let count = wanted.len();
    wanted
        .into_iter()
        .find_map(|(place, (track, codec))| {
            let decoder = guarded(|| codecs::decoder(codec)).ok()?;
            Some(Chosen { decoder, track: track.id, place: (place, all.len()) })
        })
        .ok_or(NoTrack::Undecodable(first, count))
}

/// How long the track should be, and whether that can be relied on: an MP3 without a tag is
/// measured by its first frame's bit rate, and of a video only the length of the whole may be
/// known.
fn declared(
    format: &dyn FormatReader,
    track: &Track,
    codec: AudioCodecId,
) -> (Option<Duration>, bool) {
    let length = |base: Option<TimeBase>, ticks: Option<Ticks>| {
        // All ones are "unknown".
        let ticks = ticks?.get();
        let is_known = ticks != u64::MAX && ticks != u64::from(u32::MAX);
        is_known.then(|| Duration::try_from_secs_f64(seconds(base?) * ticks as f64).ok())?
    };
    let whole = format.media_info();
    match length(track.time_base, track.duration) {
        Some(duration) => (Some(duration), codec != CODEC_ID_MP3 || track.delay.is_some()),
        None => (length(whole.time_base, whole.duration), format.tracks().len() == 1),
    }
}

fn seconds(base: TimeBase) -> f64 {
    f64::from(base.numer.get()) / f64::from(base.denom.get())
}
