//! Recognises what a part of a file is, and reads its first packet; or says why it can't be read.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use anyhow::anyhow;
use symphonia::core::errors::{Error, Result as ReadResult};
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::well_known::{
    FORMAT_ID_ADTS, FORMAT_ID_FLAC, FORMAT_ID_ISOMP4, FORMAT_ID_MKV, FORMAT_ID_MP1, FORMAT_ID_MP2,
    FORMAT_ID_MP3, FORMAT_ID_OGG,
};
use symphonia::core::formats::{FormatId, FormatReader, Track};
use symphonia::core::io::MediaSourceStream;
use symphonia::core::packet::Packet;

use super::advice::{advice, raw_pcm};
use super::beginnings::bytes;
use super::fragments::{FragmentPackets, SoundTimes, sound_times};
use super::frames::{FramePackets, FrameRows};
use super::meter::{Metered, ReadPlace};
use super::ogg::{OggPackets, PageTimes};
use super::packets::{PacketReader, Packets};
use super::parts::{FilePart, PartKind};
use super::{kinds, matroska, mp4, ogg};
use crate::text::system;

/// Bytes. No two frames of MP3 are longer; one alone can't be told from anything else.
const FRAMES: u64 = 2 * 1441;

/// A container that was recognised.
pub(super) struct Probed {
    pub(super) format: Box<dyn FormatReader>,
    /// Its first packet of any track.
    pub(super) first: Option<Packet>,
    pub(super) place: Option<ReadPlace>,
    /// What an MP4 or a Matroska says of its tracks that its reader doesn't.
    pub(super) index: Vec<u8>,
    /// When the sound of a track is heard, where its reader counts otherwise.
    pub(super) times: BTreeMap<u32, SoundTimes>,
    /// Whether sound that begins late has lost what was before it.
    pub(super) is_damaged_before: bool,
    /// Whether the length of its holes is an estimate.
    pub(super) is_estimated: bool,
}

impl Probed {
    fn new(format: Box<dyn FormatReader>, first: Option<Packet>, place: Option<ReadPlace>) -> Self {
        // No time of a frame stands in a FLAC's header, which is its beginning.
        let is_damaged_before = format.format_info().format == FORMAT_ID_FLAC;
        let (index, times) = (Vec::new(), BTreeMap::new());
        Self { format, first, place, index, times, is_damaged_before, is_estimated: false }
    }

    /// The same with the times at which packets are heard, where its reader leaves them out.
    fn timed(self, path: &Path, part: &FilePart) -> ReadResult<Self> {
        let Self { mut format, first, place, .. } = self;
        match (format.format_info().format, place) {
            (FORMAT_ID_OGG, Some(read)) => {
                let times = PageTimes::find(&mut File::open(path)?, part.range.clone())?;
                let is_damaged_before = times.is_damaged_before;
                let mut packets = OggPackets::new(format.as_ref(), first, times, read);
                let first = guarded(|| packets.next(format.as_mut()))?;
                let place = Some(packets.place());
                let format = Box::new(PacketReader::new(format, packets));
                Ok(Self { is_damaged_before, ..Self::new(format, first, place) })
            }
            (FORMAT_ID_ISOMP4, place) => {
                let (mut file, range) = (File::open(path)?, part.whole());
                let index = mp4::index(&mut file, &range).unwrap_or_default();
                let times = sound_times(&mut file, &range, &index).unwrap_or_default();
                if times.is_empty() {
                    return Ok(Self { index, ..Self::new(format, first, place) });
                }
                let mut packets = FragmentPackets::new(times.clone());
                let first = first.map(|first| packets.timed(first));
                let format = Box::new(PacketReader::new(format, packets));
                Ok(Self { index, times, ..Self::new(format, first, place) })
            }
            (FORMAT_ID_MKV, place) => {
                let is_unknown = |track: &Track| track.codec_params.is_none();
                let index = match &part.kind {
                    _ if !format.tracks().iter().any(is_unknown) => Vec::new(),
                    PartKind::Headed(header) => header.clone(),
                    _ => matroska::head(&mut File::open(path)?, &part.range).unwrap_or_default(),
                };
                Ok(Self { index, ..Self::new(format, first, place) })
            }
            (_, place) => Ok(Self::new(format, first, place)),
        }
    }
}

/// Recognises a part of a file by what it begins with.
///
/// # Errors
/// It is none that can be read.
pub(super) fn probe_any(path: &Path, part: &FilePart) -> ReadResult<Probed> {
    let header = match &part.kind {
        PartKind::Headed(header) => header.clone(),
        _ => Vec::new(),
    };
    // Of others, what their beginning says of the rest is no longer true.
    let is_mp4 = header.get(4..8) == Some(b"ftyp");
    let is_seekable = header.is_empty() || header.starts_with(b"caff") || is_mp4;
    let open = |header: Vec<u8>, is_seekable: bool| {
        Metered::new(File::open(path)?, header, &part.range, is_seekable)
    };
    if matches!(part.kind, PartKind::Untimed)
        && let Some(frames) = FrameRows::find(&mut File::open(path)?, &part.range)?
    {
        let sound = frames.start..part.range.end;
        let probed = probe(path, part, Metered::new(File::open(path)?, header, &sound, true)?)?;
        let mut format = probed.format;
        let mut packets = FramePackets::new(File::open(path)?, frames, format.as_ref());
        let (first, place) = (packets.next(format.as_mut())?, Some(packets.place()));
        let is_estimated = packets.is_estimated();
        let format = Box::new(PacketReader::new(format, packets));
        return Ok(Probed { is_estimated, ..Probed::new(format, first, place) });
    }
    let is_headed = !header.is_empty();
    let found = probe(path, part, open(header, is_seekable)?);
    if !is_headed
        && found.as_ref().map_or(true, |probed| probed.first.is_none())
        && let Some(behind) = probe_behind(path, part)?
    {
        return Ok(behind);
    }
    let error = match found {
        Err(error) if !is_headed => error,
        probed => return probed?.timed(path, part),
    };
    // Where a header promises more than there is, only reading straight on finds what there is.
    match probe(path, part, open(Vec::new(), false)?) {
        Ok(again) if again.first.is_some() => again.timed(path, part),
        Ok(_) | Err(_) => Err(error),
    }
}

/// The same of what stands behind damage to the first sound, where the header is as it was.
fn probe_behind(path: &Path, part: &FilePart) -> ReadResult<Option<Probed>> {
    const TRIES: usize = 32;
    let mut file = File::open(path)?;
    let head = bytes(&mut file, part.range.start, 4)?;
    let is_ogg = head == b"OggS";
    let mut from = part.range.start;
    for _ in 0..TRIES {
        let behind = match &head[..] {
            b"OggS" => ogg::behind(&mut file, &part.range, from)?,
            b"\x1A\x45\xDF\xA3" => matroska::behind(&mut file, None, &part.range, from)?,
            _ => None,
        };
        let Some((header, range)) = behind else { break };
        from = range.start + 1;
        let source = Metered::new(File::open(path)?, header, &range, is_ogg)?;
        if let Ok(probed) = probe(path, part, source)
            && probed.first.is_some()
        {
            return Ok(Some(Probed { is_damaged_before: true, ..probed.timed(path, part)? }));
        }
    }
    Ok(None)
}

fn probe(path: &Path, part: &FilePart, mut source: Metered) -> ReadResult<Probed> {
    let mut hint = Hint::new();
    if let Some(extension) = path.extension().and_then(|extension| extension.to_str()) {
        hint.with_extension(extension);
    }
    let untimed = matches!(part.kind, PartKind::Untimed);
    // An MP4 is read here and there.
    let mut head = [0; 8];
    source.read_exact(&mut head).and_then(|()| source.rewind()).unwrap_or_default();
    let is_mp4 = matches!(part.kind, PartKind::Indexed | PartKind::Edited(_))
        && !head.starts_with(b"\x1A\x45\xDF\xA3");
    let place = (!is_mp4).then(|| source.place());
    let source = MediaSourceStream::new(Box::new(source), Default::default());
    guarded(|| {
        let mut format = symphonia::default::get_probe().probe(
            &hint,
            source,
            Default::default(),
            Default::default(),
        )?;
        // Their frames can be found in anything.
        const FRAMES: [FormatId; 4] = [FORMAT_ID_MP1, FORMAT_ID_MP2, FORMAT_ID_MP3, FORMAT_ID_ADTS];
        if !untimed && FRAMES.contains(&format.format_info().format) {
            return Err(Error::Unsupported("frames in something else"));
        }
        let first = format.next_packet()?;
        Ok(Probed::new(format, first, place))
    })
}

/// Runs a part of symphonia. On about one in ten thousand damaged files it panics (version 0.6.1,
/// measured with random damage); that is no reason to lose what was read before.
pub(crate) fn guarded<T>(read: impl FnOnce() -> ReadResult<T>) -> ReadResult<T> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or(Err(Error::LimitError("the decoder gave up on damaged data")))
}

/// What is said of a file that can't be read for this.
pub(super) fn refusal(
    path: &Path,
    part: &FilePart,
    track: Option<usize>,
    error: &Error,
) -> anyhow::Error {
    let name = path.display();
    let length = part.range.end - part.range.start;
    match error {
        Error::IoError(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
            anyhow!("{name}: can't read the recording: {}", system(error))
        }
        _ if matches!(part.kind, PartKind::Untimed) && length < FRAMES => {
            anyhow!("{name}: holds at most one frame of MP3 or AAC, too little to be heard")
        }
        Error::Unsupported(what) if what.contains("moov") => {
            anyhow!(
                "{name}: its index (moov) is not to be found, without which an MP4 can't be read: \
                 its recording was never finished, or some of the file is missing"
            )
        }
        Error::IoError(_) if kinds::is_header(path) => anyhow!(
            "{name}: no sound could be read in its {} kB: the file is damaged; {}",
            length.div_ceil(1000),
            advice(path, track)
        ),
        Error::Unsupported(_) if kinds::is_wav_without_header(path) => anyhow!(
            "{name}: the beginning of a WAV (RIFF) is missing, which says what its sound is; {}",
            raw_pcm(path)
        ),
        Error::Unsupported(_) => {
            anyhow!("{name}: {}; {}", kinds::refused_file(path), advice(path, track))
        }
        error => anyhow!("{name}: can't be read ({error}); {}", advice(path, track)),
    }
}
