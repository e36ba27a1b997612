//! The recordings that stand in one file. What a header declares is held against the file's size
//! here: behind the end that it tells there may be another recording, which was joined to the
//! first, or the rest of one whose recorder was killed.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{Read, Result, Seek, SeekFrom};
use std::ops::Range;

use super::wav::bytes;
use super::{mp4, wav};

/// Bytes looked through at a time.
const CHUNK: usize = 1 << 18;
/// The longest beginning that is looked for: three frames of MP3 of the largest size.
const BEGINNING: usize = 3 * 1441 + 4;

/// A recording that stands in a file.
pub(crate) struct FilePart {
    pub(crate) kind: PartKind,
    pub(crate) range: Range<u64>,
    /// Whether the file is known to end too early.
    pub(crate) cut: bool,
}

/// How a part is to be read.
pub(crate) enum PartKind {
    /// Samples of a WAV, behind this header instead of their own.
    Samples(Vec<u8>),
    /// MP3 or raw AAC, whose packets have no time of their own.
    Untimed,
    Timed,
}

/// The recordings in a file, in order; at least one.
pub(crate) fn parts(file: &mut File) -> Result<VecDeque<FilePart>> {
    let end = file.metadata()?.len();
    let start = start_of_sound(file, 0, end)?;
    let head = bytes(file, start, 4)?;
    let waves = wav::parts(file)?;
    if !waves.is_empty() {
        let part = |wave: wav::WavPart| FilePart {
            kind: PartKind::Samples(wave.header),
            range: wave.samples,
            cut: wave.cut,
        };
        return Ok(waves.into_iter().map(part).collect());
    }
    if head == b"fLaC" {
        return Ok(split(start..end, beginnings(file, start..end, begins_flac)?));
    }
    if head == *b"\x1A\x45\xDF\xA3" {
        return Ok(split(start..end, joined_mkv(file, start..end)?));
    }
    if start > 0 || begins_untimed(&head) {
        return untimed(file, end);
    }
    let cut = mp4::is_cut(file)?;
    Ok([FilePart { kind: PartKind::Timed, range: 0..end, cut }].into())
}

/// The parts of a range that begin at its start and at these places.
fn split(range: Range<u64>, beginnings: Vec<u64>) -> VecDeque<FilePart> {
    let starts = [range.start].into_iter().chain(beginnings.iter().copied());
    let ends = beginnings.iter().copied().chain([range.end]);
    let part = |(start, end)| FilePart { kind: PartKind::Timed, range: start..end, cut: false };
    starts.zip(ends).map(part).collect()
}

/// MP3 and raw AAC are frames up to the end of the file; what begins anew there are a tag, or a
/// frame that says how long the recording is that it begins.
fn untimed(file: &mut File, end: u64) -> Result<VecDeque<FilePart>> {
    let (mut parts, mut at) = (VecDeque::new(), 0);
    let end = end_of_sound(file, end)?;
    loop {
        let start = start_of_sound(file, at, end)?;
        let kind = Mp3Frame::at(&bytes(file, start, 4)?);
        let begins = |bytes: &[u8]| begins_mp3(bytes) || kind.is_some_and(|kind| kind.ends(bytes));
        let next = beginnings_until(file, start..end, begins, 1)?.first().copied();
        let part_end = match next {
            Some(next) => end_of_sound(file, next)?.max(start),
            None => end,
        };
        if start < part_end || parts.is_empty() {
            let range = start..part_end;
            parts.push_back(FilePart { kind: PartKind::Untimed, range, cut: false });
        }
        match next {
            Some(next) => at = next,
            None => return Ok(parts),
        }
    }
}

/// A FLAC: its mark, and the block that describes its sound, which comes first and is 34 bytes.
fn begins_flac(bytes: &[u8]) -> bool {
    bytes.starts_with(b"fLaC\0\0\0\x22") || bytes.starts_with(b"fLaC\x80\0\0\x22")
}

/// A Matroska or WebM: the mark of its header, which names it.
fn begins_mkv(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(64)];
    let names = |name: &[u8]| head.windows(name.len()).any(|part| part == name);
    bytes.starts_with(b"\x1A\x45\xDF\xA3") && (names(b"webm") || names(b"matroska"))
}

/// Where in a range other Matroska files begin. Each tells how long it is, unless it was recorded
/// live; only then it has to be looked through.
fn joined_mkv(file: &mut File, range: Range<u64>) -> Result<Vec<u64>> {
    let (mut found, mut at) = (Vec::new(), range.start);
    while let Some(end) = mkv_end(&bytes(file, at, BEGINNING as u64)?, at) {
        if end >= range.end || !begins_mkv(&bytes(file, end, BEGINNING as u64)?) {
            return Ok(found);
        }
        found.push(end);
        at = end;
    }
    found.extend(beginnings(file, at..range.end, begins_mkv)?);
    Ok(found)
}

/// Where a Matroska file ends that begins with these bytes at this place: behind its header comes
/// its one segment.
fn mkv_end(head: &[u8], at: u64) -> Option<u64> {
    // The zeros that a number begins with say how many bytes it has; all ones are "unknown".
    let number = |from: usize| {
        let count = head.get(from)?.leading_zeros() as usize + 1;
        let bytes = head.get(from..from + count)?;
        let number = bytes.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        let most = (1_u64 << (7 * count)) - 1;
        (count <= 8 && number & most != most).then_some((number & most, from + count))
    };
    let (header, body) = number(4)?;
    let segment = body.checked_add(usize::try_from(header).ok()?)?;
    if head.get(segment..segment.checked_add(4)?)? != b"\x18\x53\x80\x67" {
        return None;
    }
    let (length, body) = number(segment + 4)?;
    at.checked_add(body as u64)?.checked_add(length)
}

/// An ID3v2 tag; or a frame of MP3 that holds how many follow, as the first one may.
fn begins_mp3(bytes: &[u8]) -> bool {
    match bytes {
        [b'I', b'D', b'3', 2..=4, 0, flags, size @ ..] => {
            flags & 0x0F == 0 && size.len() >= 4 && size[..4].iter().all(|byte| *byte < 0x80)
        }
        [0xFF, second, third, fourth, ..] if second & 0xE6 == 0xE2 => {
            // Behind the header and its side information, which depends on version and channels.
            let at = match (second & 0x18 == 0x18, fourth & 0xC0 == 0xC0) {
                (true, false) => 36,
                (true, true) | (false, false) => 21,
                (false, true) => 13,
            };
            let is = |at: usize, name| bytes.get(at..at + 4) == Some(name);
            third & 0xF0 != 0xF0 && (is(at, b"Xing") || is(at, b"Info") || is(36, b"VBRI"))
        }
        _ => false,
    }
}

/// What the header of a frame of MP3 says of it.
#[derive(Clone, Copy)]
struct Mp3Frame {
    /// Samples a second; no two versions have the same.
    rate: u32,
    length: usize,
}

impl Mp3Frame {
    /// The frame that begins here.
    fn at(bytes: &[u8]) -> Option<Self> {
        const FIRST: [u32; 15] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
        const OTHERS: [u32; 15] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
        let &[0xFF, second, third, _] = bytes.first_chunk()? else { return None };
        // Eleven ones, and layer III.
        if second & 0xE6 != 0xE2 {
            return None;
        }
        let (half, bits, samples) = match second >> 3 & 3 {
            3 => (1, FIRST, 144),
            2 => (2, OTHERS, 72),
            0 => (4, OTHERS, 72),
            _ => return None,
        };
        let rate = [44_100, 48_000, 32_000].get(usize::from(third >> 2 & 3))? / half;
        let kilobits = *bits.get(usize::from(third >> 4))?;
        let length = samples * kilobits * 1000 / rate + u32::from(third >> 1 & 1);
        (kilobits > 0).then_some(Self { rate, length: length as usize })
    }

    /// Whether a recording of another rate begins here, behind one with this frame: its frames
    /// follow one another.
    fn ends(self, bytes: &[u8]) -> bool {
        let (mut at, mut rate) = (0, None);
        for _ in 0..3 {
            let Some(frame) = bytes.get(at..).and_then(Self::at) else { return false };
            if frame.rate == self.rate || rate.is_some_and(|rate| rate != frame.rate) {
                return false;
            }
            rate = Some(frame.rate);
            at += frame.length;
        }
        true
    }
}

/// Whether these bytes begin a file whose packets have no time of their own: with a frame of MP3 or
/// AAC.
fn begins_untimed(head: &[u8]) -> bool {
    match head[..] {
        // Eleven ones and layer III; or twelve and layer 0, which is AAC.
        [0xFF, second, _, ..] => second & 0xE6 == 0xE2 || second & 0xF6 == 0xF0,
        _ => false,
    }
}

/// Where in a range, behind its start, something begins by these first bytes of it.
fn beginnings(
    file: &mut File,
    range: Range<u64>,
    begins: impl Fn(&[u8]) -> bool,
) -> Result<Vec<u64>> {
    beginnings_until(file, range, begins, usize::MAX)
}

/// The same, up to so many.
fn beginnings_until(
    file: &mut File,
    range: Range<u64>,
    begins: impl Fn(&[u8]) -> bool,
    most: usize,
) -> Result<Vec<u64>> {
    let (mut found, mut window, mut at) = (Vec::new(), Vec::new(), range.start + 1);
    file.seek(SeekFrom::Start(at))?;
    while found.len() < most {
        let left = range.end.saturating_sub(at + window.len() as u64);
        let read = file.take(left.min(CHUNK as u64)).read_to_end(&mut window)?;
        // What begins at the window's end is looked at when what follows it is there.
        let last = read == 0;
        let whole = if last { window.len() } else { window.len().saturating_sub(BEGINNING) };
        let is_one = |from: &usize| begins(&window[*from..window.len().min(from + BEGINNING)]);
        let here = (0..whole).filter(is_one).map(|from| at + from as u64);
        found.extend(here.take(most - found.len()));
        if last {
            break;
        }
        window.drain(..whole);
        at += whole as u64;
    }
    Ok(found)
}

/// Where the sound of a recording begins that may have ID3v2 tags before it, one or several, which
/// tell their sizes: a picture in one may be megabytes long, and look like sound.
fn start_of_sound(file: &mut File, at: u64, end: u64) -> Result<u64> {
    let mut start = at;
    while let [b'I', b'D', b'3', _, _, flags, size @ ..] = &bytes(file, start, 10)?[..] {
        if size.len() < 4 || size.iter().any(|byte| *byte >= 0x80) {
            break;
        }
        let size = size.iter().fold(0, |size, byte| size << 7 | u64::from(*byte));
        let footer = if flags & 0x10 == 0 { 0 } else { 10 };
        start += 10 + size + footer;
    }
    Ok(start.min(end))
}

/// Where the sound of a recording ends that may have tags behind it: ID3v1, which is 128 bytes, and
/// APEv2 before that, whose last 32 bytes tell its size.
fn end_of_sound(file: &mut File, mut end: u64) -> Result<u64> {
    let mut tail = |end: u64, size: u64| bytes(file, end.saturating_sub(size), size.min(end));
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
    Ok(end)
}
