//! Files that begin as a recording does and hold none: they end with their header, or within it.

use std::fs::File;
use std::io::Result;

use super::beginnings::{begins_sound, bytes};
use super::mp4::{self, BoxHead};
use super::parts::SMALL;
use super::{chunks, matroska, ogg};

/// What is said of such a file.
pub(crate) const ALONE: &str = "holds no sound: it ends with its header, or within it";

/// Bytes. Fewer behind a header are no sound.
const LEAST: u64 = 16;
/// Marks with which files begin that are read.
const MARKS: [&[u8]; 6] = [b"RIFF", b"RF64", b"FORM", b"caff", b"OggS", b"fLaC"];

/// Whether a file is such a header, or the beginning of one.
pub(crate) fn is_alone(file: &mut File) -> Result<bool> {
    let end = file.metadata()?.len();
    let head = bytes(file, 0, 12)?;
    let form = head.get(8..12);
    match head.get(..4) {
        _ if head.len() < 12 => Ok(MARKS.iter().any(|mark| head.starts_with(mark))
            || head.starts_with(b"\x1A\x45\xDF\xA3")
            || head.get(4..8) == Some(b"ftyp")),
        Some(b"RIFF" | b"RF64" | b"BW64") if form == Some(b"WAVE") => lacks_samples(file, end),
        Some(b"FORM") if matches!(form, Some(b"AIFF" | b"AIFC")) => lacks_samples(file, end),
        Some(b"caff") if head.get(4..6) == Some(&[0, 1]) => lacks_samples(file, end),
        Some(b"OggS") => ogg::lacks_sound(file, end),
        Some(b"fLaC") => Ok(begins_sound(file, 0)? + LEAST > end),
        Some(b"\x1A\x45\xDF\xA3") if end <= SMALL => {
            let cluster = matroska::next_cluster(file, 0..end)?;
            Ok(cluster.is_none_or(|cluster| cluster + 2 * LEAST > end))
        }
        _ if head.get(4..8) == Some(b"ftyp") => lacks_media(file, end),
        _ => Ok(false),
    }
}

/// Whether no samples follow in a file of chunks.
fn lacks_samples(file: &mut File, end: u64) -> Result<bool> {
    Ok(match chunks::samples(file, 0, end)? {
        Some((samples, next)) => {
            let length: u64 = samples.iter().map(|of| of.range.end - of.range.start).sum();
            length < LEAST && next + SMALL > end
        }
        // Of one that is cut off before them there is little.
        None => end <= SMALL && !chunks::has_samples(file, end)?,
    })
}

/// Whether nothing stands in the boxes of an MP4 in which its sound would.
fn lacks_media(file: &mut File, end: u64) -> Result<bool> {
    let mut at = 0;
    while at < end {
        let Some(BoxHead { name, body }) = mp4::head(file, at)? else {
            // The last one may tell no length.
            let lasts = bytes(file, at, 8)?.get(4..) == Some(b"mdat");
            return Ok(end - at < if lasts { 8 + LEAST } else { 8 });
        };
        let is_box = mp4::TOP.contains(&&name);
        let media = if &name == b"mdat" { body.end.min(end).saturating_sub(body.start) } else { 0 };
        if !is_box || media >= LEAST {
            return Ok(false);
        }
        at = body.end;
    }
    Ok(true)
}
