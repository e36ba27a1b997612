//! Recognises what a part of a file is, and reads its first packet; or says why it can't be read.

use std::fs::File;
use std::io::{Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use anyhow::anyhow;
use symphonia::core::errors::{Error, Result as ReadResult};
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::well_known::{
    FORMAT_ID_ADTS, FORMAT_ID_MP1, FORMAT_ID_MP2, FORMAT_ID_MP3, FORMAT_ID_OGG,
};
use symphonia::core::formats::{FormatId, FormatReader};
use symphonia::core::io::MediaSourceStream;
use symphonia::core::packet::Packet;

use super::advice::{advice, raw_pcm};
use super::frames::{FrameReader, FrameRows};
use super::kinds;
use super::meter::{Metered, ReadPlace};
use super::ogg::{OggReader, PageTimes};
use super::parts::{FilePart, PartKind};
use crate::text::system;

/// Bytes. No two frames of MP3 are longer; one alone can't be told from anything else.
const FRAMES: u64 = 2 * 1441;

/// A container that was recognised.
pub(super) struct Probed {
    pub(super) format: Box<dyn FormatReader>,
    /// Its first packet of any track.
    pub(super) first: Option<Packet>,
    pub(super) place: Option<ReadPlace>,
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
        let mut format = FrameReader::new(File::open(path)?, frames, probed.format);
        let (first, place) = (format.next_packet()?, Some(format.place()));
        return Ok(Probed { format: Box::new(format), first, place });
    }
    let is_headed = !header.is_empty();
    let error = match probe(path, part, open(header, is_seekable)?) {
        Ok(Probed { format, first, place: Some(read) })
            if format.format_info().format == FORMAT_ID_OGG =>
        {
            let times = PageTimes::find(&mut File::open(path)?, part.range.clone())?;
            let mut format = OggReader::new(format, first, times, read);
            let (first, place) = (guarded(|| format.next_packet())?, Some(format.place()));
            return Ok(Probed { format: Box::new(format), first, place });
        }
        Err(error) if !is_headed => error,
        probed => return probed,
    };
    // Where a header promises more than there is, only reading straight on finds what there is.
    match probe(path, part, open(Vec::new(), false)?) {
        Ok(again) if again.first.is_some() => Ok(again),
        Ok(_) | Err(_) => Err(error),
    }
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
        Ok(Probed { format, first, place })
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
        Error::IoError(_) if kinds::is_header(path) => {
            anyhow!("{name}: holds no sound: it ends with its header, or within it")
        }
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
