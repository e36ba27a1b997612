//! Finds the sound in a file: container, track and decoder; and what can be saved of files that
//! were never closed.

use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use symphonia::core::codecs::CodecParameters;
use symphonia::core::codecs::audio::well_known::{CODEC_ID_MP3, CODEC_ID_OPUS};
use symphonia::core::codecs::audio::{AudioCodecId, AudioCodecParameters, AudioDecoder};
use symphonia::core::errors::{Error, Result as ReadResult};
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatReader, Track, TrackType};
use symphonia::core::io::{MediaSource, MediaSourceStream, ReadOnlySource};
use symphonia::core::packet::Packet;
use symphonia::core::units::{Duration as Ticks, TimeBase};

use super::meter::{Meter, Metered};
use crate::text::{system, unreadable};

/// The audio track of a file, and what its header says of it.
pub(crate) struct AudioTrack {
    pub(crate) format: Box<dyn FormatReader>,
    pub(crate) decoder: Box<dyn AudioDecoder>,
    pub(crate) track: u32,
    /// The first packet of any track, read to see whether the file can be read at all.
    pub(crate) first: Option<Packet>,
    pub(crate) rate: Option<u32>,
    /// Seconds a tick of the timestamps, and the timestamp at which the recording starts.
    pub(crate) tick: Option<f64>,
    pub(crate) start: i64,
    pub(crate) declared: Option<Duration>,
    /// Whether `declared` can be relied on.
    pub(crate) exact: bool,
    /// Whether the file is known to end too early.
    pub(crate) cut: bool,
    /// Which of its audio tracks this is, from 1, and how many there are.
    pub(crate) place: (usize, usize),
    /// What tells holes in a file whose packets have no time of their own: MP3.
    pub(crate) meter: Option<Meter>,
}

/// A container that was recognised, and its first packet of any track.
type Probed = (Box<dyn FormatReader>, Option<Packet>, Option<Meter>);

impl AudioTrack {
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let name = path.display();
        // Opening a pipe would wait for a writer.
        match std::fs::metadata(path) {
            Ok(found) if found.is_dir() => bail!("{name}: is a folder; name a recording in it"),
            Ok(found) if !found.is_file() => {
                bail!("{name}: is a pipe or a device; write the recording to a file first")
            }
            _ => {}
        }
        let mut file =
            File::open(path).map_err(|error| anyhow!("{name}: {}", unreadable(&error)))?;
        match file.metadata() {
            Ok(file) if file.is_file() && file.len() == 0 => bail!("{name}: is empty"),
            _ => {}
        }
        let unreadable = || format!("{name}: can't read the recording");
        let cut = cut_mp4(&mut file).with_context(unreadable)?;
        let header = header(&mut file).with_context(unreadable)?;
        let probed = probe_any(path, file, header);
        let (format, first, meter) = probed.map_err(|error| refusal(path, &error))?;

        let tracks = format.default_track(TrackType::Audio).into_iter().chain(format.tracks());
        let codecs: Vec<_> = tracks.filter_map(|track| Some((track, audio(track)?))).collect();
        let Some((_, preferred)) = codecs.first() else {
            bail!("{name}: holds no sound");
        };
        let registry = symphonia::default::get_codecs();
        let playable = codecs.iter().find_map(|(track, codec)| {
            let decoder = guarded(|| registry.make_audio_decoder(codec, &Default::default()));
            Some((*track, *codec, decoder.ok()?))
        });
        let Some((track, codec, decoder)) = playable else {
            let what =
                if preferred.codec == CODEC_ID_OPUS { "Opus sound" } else { "this kind of sound" };
            bail!("{name}: {what} can't be decoded here; convert it: {}", conversion(path));
        };
        let all = || format.tracks().iter().filter(|track| audio(track).is_some());
        let place = (all().position(|of| of.id == track.id).map_or(1, |at| at + 1), all().count());
        let (declared, told) = declared(format.as_ref(), track, codec.codec);
        Ok(Self {
            track: track.id,
            first,
            rate: codec.sample_rate,
            tick: track.time_base.map(seconds),
            start: track.start_ts.get(),
            declared,
            // Raw AAC has no header: its length is estimated by the bit rate of the beginning.
            exact: told && (meter.is_none() || codec.codec == CODEC_ID_MP3),
            cut,
            place,
            meter,
            decoder,
            format,
        })
    }
}

/// What the beginning of a file tells.
enum FileHeader {
    /// A WAV whose lengths are to be read so; the file is left behind it.
    Mended(Cursor<Vec<u8>>),
    /// Packets have no time of their own; where the sound begins and ends.
    Untimed(u64, u64),
    Plain,
}

/// Leaves the file at its start, but where the header is mended.
fn header(file: &mut File) -> std::io::Result<FileHeader> {
    let untimed = begins_untimed(file)?;
    let (start, end) = if untimed { (start_of_sound(file)?, end_of_sound(file)?) } else { (0, 0) };
    Ok(match mended_wav(file)? {
        Some(header) => FileHeader::Mended(header),
        None if untimed => FileHeader::Untimed(start, end),
        None => FileHeader::Plain,
    })
}

fn probe_any(path: &Path, mut file: File, header: FileHeader) -> ReadResult<Probed> {
    let untimed = match header {
        FileHeader::Mended(header) => {
            return probe(path, ReadOnlySource::new(header.chain(file)), None);
        }
        FileHeader::Untimed(start, end) => Some((start, end)),
        FileHeader::Plain => None,
    };
    let start = untimed.map_or(0, |(start, _)| start);
    file.seek(SeekFrom::Start(start))?;
    let error = match probe(path, file, untimed) {
        Ok(probed) => return Ok(probed),
        Err(error) => error,
    };
    // Where a header promises more than there is, only reading straight on finds what there is.
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(start))?;
    match probe(path, ReadOnlySource::new(file), untimed) {
        Ok(again @ (_, Some(_), _)) => Ok(again),
        Ok(_) | Err(_) => Err(error),
    }
}

/// `untimed`: of a file whose packets have no time of their own, where its sound begins and ends.
fn probe(
    path: &Path,
    source: impl MediaSource + 'static,
    untimed: Option<(u64, u64)>,
) -> ReadResult<Probed> {
    let mut hint = Hint::new();
    if let Some(extension) = path.extension().and_then(|extension| extension.to_str()) {
        hint.with_extension(extension);
    }
    let (source, meter): (Box<dyn MediaSource>, _) = if let Some(bounds) = untimed {
        let source = Metered::new(source, bounds);
        let meter = source.meter();
        (Box::new(source), Some(meter))
    } else {
        (Box::new(source), None)
    };
    let source = MediaSourceStream::new(source, Default::default());
    guarded(|| {
        let mut format = symphonia::default::get_probe().probe(
            &hint,
            source,
            Default::default(),
            Default::default(),
        )?;
        let first = format.next_packet()?;
        Ok((format, first, meter))
    })
}

/// Runs a part of symphonia. On about one in ten thousand damaged files it panics (version 0.6.1,
/// measured with random damage); that is no reason to lose what was read before.
pub(crate) fn guarded<T>(read: impl FnOnce() -> ReadResult<T>) -> ReadResult<T> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or(Err(Error::LimitError("the decoder gave up on damaged data")))
}

/// Whether this begins like a file whose packets have no time of their own: with an ID3 tag, or a
/// frame of MP3 or AAC. Leaves the file at its start.
fn begins_untimed(file: &mut File) -> std::io::Result<bool> {
    let mut head = Vec::new();
    file.by_ref().take(3).read_to_end(&mut head)?;
    file.rewind()?;
    Ok(match head[..] {
        [b'I', b'D', b'3'] => true,
        // Eleven ones and layer III; or twelve and layer 0, which is AAC.
        [0xFF, second, _] => second & 0xE6 == 0xE2 || second & 0xF6 == 0xF0,
        _ => false,
    })
}

/// Where the sound of a file begins that may have ID3v2 tags before it, one or several, which tell
/// their sizes: a picture in one may be megabytes long, and look like sound. Leaves the file at its
/// start.
fn start_of_sound(file: &mut File) -> std::io::Result<u64> {
    let (end, mut start) = (file.metadata()?.len(), 0);
    loop {
        let mut head = Vec::new();
        file.seek(SeekFrom::Start(start))?;
        file.by_ref().take(10).read_to_end(&mut head)?;
        let [b'I', b'D', b'3', _, _, flags, size @ ..] = &head[..] else { break };
        if size.len() < 4 || size.iter().any(|byte| *byte >= 0x80) {
            break;
        }
        let size = size.iter().fold(0, |size, byte| size << 7 | u64::from(*byte));
        let footer = if flags & 0x10 == 0 { 0 } else { 10 };
        start += 10 + size + footer;
    }
    file.rewind()?;
    Ok(start.min(end))
}

/// Where the sound of a file ends that may have tags behind it: ID3v1, which is 128 bytes, and
/// APEv2 before that, whose last 32 bytes tell its size. Leaves the file at its start.
fn end_of_sound(file: &mut File) -> std::io::Result<u64> {
    let mut end = file.metadata()?.len();
    let mut tail = |end: u64, size: u64| -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start(end.saturating_sub(size)))?;
        file.by_ref().take(size).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    if tail(end, 128)?.starts_with(b"TAG") {
        end = end.saturating_sub(128);
    }
    let footer = tail(end, 32)?;
    if let ([b'A', b'P', b'E', b'T', b'A', b'G', b'E', b'X', ..], 32) = (&footer[..], footer.len())
    {
        let number = |at: usize| {
            u32::from_le_bytes([footer[at], footer[at + 1], footer[at + 2], footer[at + 3]])
        };
        let header = if number(20) >> 31 == 1 { 32 } else { 0 };
        end = end.saturating_sub(u64::from(number(12)) + header);
    }
    file.rewind()?;
    Ok(end)
}

/// Whether this is an MP4 whose last box is longer than what is left of the file. Leaves the file
/// at its start.
fn cut_mp4(file: &mut File) -> std::io::Result<bool> {
    let length = file.metadata()?.len();
    let (mut at, mut head, mut boxes) = (0_u64, [0; 16], 0);
    let cut = loop {
        file.seek(SeekFrom::Start(at))?;
        if file.read(&mut head)? < 8 || boxes == 0 && &head[4..8] != b"ftyp" {
            break false;
        }
        let [a, b, c, d, .., e, f, g, h, i, j, k, l] = head;
        at = at.saturating_add(match u32::from_be_bytes([a, b, c, d]) {
            0 => break false,
            1 => u64::from_be_bytes([e, f, g, h, i, j, k, l]).max(16),
            size => u64::from(size).max(8),
        });
        boxes += 1;
        if at > length {
            break true;
        }
    };
    file.rewind()?;
    Ok(cut)
}

/// The header of a WAV file whose recorder was killed, or wrote to a pipe, and never filled in the
/// length; with lengths that say "until the end" in their place. The file is left after that, or
/// at its start when there is nothing to mend.
fn mended_wav(file: &mut File) -> std::io::Result<Option<Cursor<Vec<u8>>>> {
    /// Some write the largest signed number, less the header, for "unknown". So much sound would be
    /// 6 hours.
    const UNKNOWN: u32 = 0x7FFF_0000;
    let mut head = Vec::new();
    file.by_ref().take(4096).read_to_end(&mut head)?;
    let mut mended = false;
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WAVE") {
        let mut chunk = 12;
        while let Some((&name, rest)) =
            head.get(chunk..).and_then(|rest| rest.split_first_chunk::<4>())
        {
            let Some(size) = rest.first_chunk().map(|&size| u32::from_le_bytes(size)) else {
                break;
            };
            if &name == b"data" {
                mended = size == 0 || size >= UNKNOWN;
                break;
            }
            chunk = chunk.saturating_add(8 + size as usize + size as usize % 2);
        }
        if mended {
            head[4..8].fill(0xFF);
            head[chunk + 4..chunk + 8].fill(0xFF);
        }
    }
    if !mended {
        file.rewind()?;
        return Ok(None);
    }
    Ok(Some(Cursor::new(head)))
}

fn refusal(path: &Path, error: &Error) -> anyhow::Error {
    let name = path.display();
    match error {
        Error::IoError(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
            anyhow!("{name}: can't read the recording: {}", system(error))
        }
        Error::Unsupported(what) if what.contains("moov") => {
            anyhow!(
                "{name}: has no index (moov), without which an MP4 can't be read: its recording \
                 was never finished"
            )
        }
        Error::Unsupported(_) => {
            anyhow!("{name}: is not WAV, FLAC, MP3, M4A, Ogg, MKV or MP4; {}", advice(path))
        }
        error => anyhow!("{name}: can't be read ({error}); {}", advice(path)),
    }
}

fn audio(track: &Track) -> Option<&AudioCodecParameters> {
    match &track.codec_params {
        Some(CodecParameters::Audio(audio)) => Some(audio),
        _ => None,
    }
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
        Duration::try_from_secs_f64(seconds(base?) * ticks?.get() as f64).ok()
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

/// What to do with a file that can't be read as it is.
pub(crate) fn advice(path: &Path) -> String {
    format!("if it plays elsewhere, convert it: {}", conversion(path))
}

/// The command that makes a readable recording of this one, to be pasted into a shell.
fn conversion(path: &Path) -> String {
    let is_flac = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("flac"));
    let into = path.with_extension(if is_flac { "wav" } else { "flac" });
    format!("ffmpeg -i {} -vn {}", quoted(path), quoted(&into))
}

fn quoted(path: &Path) -> String {
    let path = path.to_string_lossy();
    if path.chars().all(|c| c.is_alphanumeric() || "/\\.-_:".contains(c)) {
        path.into_owned()
    } else if cfg!(windows) {
        format!("\"{path}\"")
    } else {
        format!("'{}'", path.replace('\'', r"'\''"))
    }
}
