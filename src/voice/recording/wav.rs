//! WAV files, whose lengths are often not true: recorders that are killed leave them empty, those
//! that write to a pipe leave them open, and behind 4 GB they begin anew. So only what the samples
//! are is taken from a header; how many there are says the file.

use std::fs::File;
use std::io::{Read, Result, Seek, SeekFrom};
use std::ops::Range;

/// A chunk of a header that is longer holds no format.
const MOST: u32 = 1 << 16;
/// Some write the largest signed number, less the header, for "unknown". So much sound would be
/// 6 hours.
const UNKNOWN: u64 = 0x7FFF_0000;

/// One WAV in a file, which may hold several, one behind the other.
pub(crate) struct WavPart {
    /// A header that says the same, and the length right.
    pub(crate) header: Vec<u8>,
    /// Where its samples are.
    pub(crate) samples: Range<u64>,
    /// Whether its length says that there should be more.
    pub(crate) cut: bool,
}

/// The chunks of one RIFF file in a file.
struct Riff {
    format: Vec<u8>,
    /// Where the samples begin, and how many bytes they should be.
    data: u64,
    length: u64,
}

/// The WAVs that stand in a file; none where it doesn't begin as one, or as one without samples.
pub(crate) fn parts(file: &mut File) -> Result<Vec<WavPart>> {
    let end = file.metadata()?.len();
    let (mut parts, mut at) = (Vec::new(), 0);
    while let Some(riff) = riff(file, at)? {
        let declared = riff.data.saturating_add(riff.length);
        let next = match declared <= end {
            true => follows(file, declared, end)?,
            false => None,
        };
        let unknown = riff.length == 0 || riff.length >= UNKNOWN;
        // Where neither chunks nor the end follow, the length is wrong, and it is samples that do.
        let samples = riff.data..next.map_or(end, |_| declared);
        let cut = next.is_none() && declared > end && !unknown;
        parts.push(WavPart { header: header(&riff.format, &samples), samples, cut });
        match next {
            Some(Some(another)) => at = another,
            Some(None) | None => break,
        }
    }
    Ok(parts)
}

/// Bytes of the file from here; fewer where it ends.
pub(super) fn bytes(file: &mut File, at: u64, count: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(at))?;
    file.take(count).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn is_wave(head: &[u8]) -> bool {
    matches!(head.get(..4), Some(b"RIFF" | b"RF64" | b"BW64")) && head.get(8..12) == Some(b"WAVE")
}

/// A chunk's name and size.
fn chunk(file: &mut File, at: u64) -> Result<Option<([u8; 4], u32)>> {
    let head = bytes(file, at, 8)?;
    Ok(match head[..] {
        [a, b, c, d, e, f, g, h] => Some(([a, b, c, d], u32::from_le_bytes([e, f, g, h]))),
        _ => None,
    })
}

fn riff(file: &mut File, start: u64) -> Result<Option<Riff>> {
    if !is_wave(&bytes(file, start, 12)?) {
        return Ok(None);
    }
    let (mut at, mut format, mut long) = (start + 12, None, None);
    while let Some((name, size)) = chunk(file, at)? {
        let body = at + 8;
        match &name {
            // What a 32-bit length has no room for.
            b"ds64" => {
                let sizes = bytes(file, body + 8, 8)?;
                long = sizes.first_chunk().map(|&size| u64::from_le_bytes(size));
            }
            b"fmt " if (14..MOST).contains(&size) => {
                format = Some(bytes(file, body, u64::from(size))?);
            }
            b"data" => {
                let length = match long {
                    Some(long) if size == u32::MAX => long,
                    _ => u64::from(size),
                };
                return Ok(format.map(|format| Riff { format, data: body, length }));
            }
            _ => {}
        }
        at = body.saturating_add(u64::from(size) + u64::from(size % 2));
    }
    Ok(None)
}

/// What follows the samples, where it is what may: the end, or chunks up to it, or up to another
/// WAV, which begins there.
fn follows(file: &mut File, samples_end: u64, end: u64) -> Result<Option<Option<u64>>> {
    let mut at = samples_end;
    loop {
        // A chunk begins at an even place, and some forget that.
        let padded = at + at % 2;
        if padded >= end {
            return Ok(Some(None));
        }
        let found = match is_wave(&bytes(file, at, 12)?) {
            true => Some(at),
            false => is_wave(&bytes(file, padded, 12)?).then_some(padded),
        };
        if found.is_some() {
            return Ok(Some(found));
        }
        let chunk_end = |at: u64, chunk: Option<([u8; 4], u32)>| {
            let (name, size) = chunk?;
            let chunk_end = at + 8 + u64::from(size);
            let is_name = name.iter().all(|byte| matches!(byte, b' '..=b'~'));
            (is_name && chunk_end <= end).then_some(chunk_end)
        };
        let padded_end = chunk_end(padded, chunk(file, padded)?);
        match padded_end.or(chunk_end(at, chunk(file, at)?)) {
            Some(chunk_end) => at = chunk_end,
            None => return Ok(None),
        }
    }
}

/// A header for these samples: their format, in one of the forms that every reader knows, and their
/// length, or "until the end" where that is more than it can say.
fn header(format: &[u8], samples: &Range<u64>) -> Vec<u8> {
    let mut format = format.to_vec();
    match format[..] {
        // Whole numbers and floats need no more; what some add is refused.
        [1 | 3, 0, ..] if format.len() > 16 => format.truncate(16),
        // A-law and μ-law: without an extension, which some leave out.
        [6 | 7, 0, ..] => {
            format.truncate(14);
            format.extend([8, 0, 0, 0]);
        }
        _ => {}
    }
    let length = samples.end - samples.start;
    let length = u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes();
    let size = (format.len() as u32).to_le_bytes();
    let start = [&b"RIFF\xFF\xFF\xFF\xFFWAVEfmt "[..], &size, &format].concat();
    let pad = &[0][..start.len() % 2];
    [&start, pad, b"data", &length].concat()
}
