//! The recordings that stand in one file. What a header declares is held against the file's size
//! here: behind the end that it tells there may be another recording, which was joined to the
//! first, or the rest of one whose recorder was killed; and what is neither is told.

use std::collections::VecDeque;
use std::fs::File;
use std::io::Result;
use std::ops::Range;

use super::beginnings::{
    BEGINNING, beginnings, beginnings_until, begins, begins_file, begins_flac, begins_mkv,
    begins_mp3, begins_sound, behind_tags, bytes,
};
use super::frames::{FrameHeader, counted_until};
use super::{chunks, matroska, mp4, ogg};

/// How far into a file of no known kind frames are looked for.
const SEARCHED: u64 = 1 << 20;
/// Bytes. Fewer behind the sound are tags and padding.
pub(crate) const SMALL: u64 = 16 << 10;

/// A recording that stands in a file.
#[derive(Clone)]
pub(crate) struct FilePart {
    pub(crate) kind: PartKind,
    pub(crate) range: Range<u64>,
    /// Whether the file is known to end too early.
    pub(crate) cut: bool,
}

impl FilePart {
    /// Where in the file it stands, with its header if that is its own.
    pub(crate) fn whole(&self) -> Range<u64> {
        let header = match &self.kind {
            PartKind::Headed(header) => header.len() as u64,
            _ => 0,
        };
        self.range.start.saturating_sub(header)..self.range.end
    }
}

/// How a part is to be read.
#[derive(Clone)]
pub(crate) enum PartKind {
    /// Behind this header instead of its own.
    Headed(Vec<u8>),
    /// MP3 or raw AAC, whose packets have no time of their own.
    Untimed,
    /// An MP4, or a Matroska that tells its length, whose sound is followed by more of it.
    Indexed,
    /// What an entry of an MP4's edit list plays, from 0.
    Edited(usize),
    Timed,
}

/// What stands in a file.
pub(crate) struct Parts {
    /// The recordings, in order; at least one.
    pub(crate) parts: VecDeque<FilePart>,
    /// Bytes behind them that are none.
    pub(crate) rest: u64,
}

/// The recordings in a file.
pub(crate) fn parts(file: &mut File) -> Result<Parts> {
    let end = file.metadata()?.len();
    let (mut parts, mut at) = (VecDeque::new(), 0);
    loop {
        let (found, next) = found_at(file, at, end)?;
        parts.extend(found);
        if next >= end {
            return Ok(Parts { parts, rest: 0 });
        }
        if next <= at || !begins(file, next)? {
            return Ok(Parts { parts, rest: end - next });
        }
        at = next;
    }
}

/// Whether a file begins with what tells its kind.
pub(crate) fn begins_known(file: &mut File) -> Result<bool> {
    let head = bytes(file, 0, BEGINNING as u64)?;
    Ok(begins_file(&head) || FrameHeader::of_three(&head).is_some())
}

/// What begins here, and where that ends.
fn found_at(file: &mut File, at: u64, end: u64) -> Result<(VecDeque<FilePart>, u64)> {
    let start = behind_tags(file, at, end)?;
    let head = bytes(file, start, 8)?;
    if let Some((samples, next)) = chunks::samples(file, at, end)? {
        let part = |samples: chunks::Samples| FilePart {
            kind: PartKind::Headed(samples.header),
            range: samples.range,
            cut: samples.cut,
        };
        return Ok((samples.into_iter().map(part).collect(), next));
    }
    if head.starts_with(b"fLaC") {
        let others = |bytes: &[u8]| begins_file(bytes) && !begins_flac(bytes);
        let sound = begins_sound(file, start)?.min(end);
        let next = beginnings_until(file, sound..end, others, 1)?.first().copied().unwrap_or(end);
        // Its reader takes a tag behind it for a frame that is cut off.
        let sound_end = end_of_sound(file, next)?.max(sound);
        let parts = split(start..sound_end, beginnings(file, start..sound_end, begins_flac)?);
        return Ok((parts, next));
    }
    if head.starts_with(b"\x1A\x45\xDF\xA3") {
        return match matroska::end(&bytes(file, start, BEGINNING as u64)?, start) {
            Some(next) if next < end => Ok((one(PartKind::Indexed, start..next, false), next)),
            Some(_) => Ok((one(PartKind::Indexed, start..end, false), end)),
            // One that was recorded live has to be looked through.
            None => Ok((split(start..end, beginnings(file, start..end, begins_mkv)?), end)),
        };
    }
    if head.starts_with(b"OggS") {
        let next = Some(ogg::end(file, start..end)?).filter(|next| *next < end);
        let next = match next {
            Some(next) if begins(file, next)? => next,
            _ => end,
        };
        return Ok((one(PartKind::Timed, start..next, false), next));
    }
    if let Some(mp4::Extent { next, cut, fragment }) = mp4::extent(file, at, end)? {
        // Its reader gives nothing of a fragment that is longer than the file.
        if let Some(sound) = fragment.filter(|sound| sound - at <= mp4::MOST) {
            let mut header = bytes(file, at, sound - at)?;
            mp4::shorten(&mut header, end - sound);
            return Ok((one(PartKind::Headed(header), sound..end, true), end));
        }
        return Ok((one(PartKind::Indexed, at..next, cut), next));
    }
    if start > at || begins_untimed(&head) || has_frames(file, at..end)? {
        let others = |bytes: &[u8]| begins_file(bytes) && !bytes.starts_with(b"ID3");
        let next = beginnings_until(file, start..end, others, 1)?.first().copied().unwrap_or(end);
        return Ok((untimed(file, at, next)?, next));
    }
    Ok((one(PartKind::Timed, at..end, false), end))
}

fn one(kind: PartKind, range: Range<u64>, cut: bool) -> VecDeque<FilePart> {
    [FilePart { kind, range, cut }].into()
}

/// The parts of a range that begin at its start and at these places.
fn split(range: Range<u64>, beginnings: Vec<u64>) -> VecDeque<FilePart> {
    let starts = [range.start].into_iter().chain(beginnings.iter().copied());
    let ends = beginnings.iter().copied().chain([range.end]);
    let part = |(start, end)| FilePart { kind: PartKind::Timed, range: start..end, cut: false };
    starts.zip(ends).map(part).collect()
}

/// MP3 and raw AAC are frames up to the end of the file; what begins anew there are a tag, a frame
/// that says how long the recording is that it begins, or frames of another kind. A tag amidst the
/// frames that the first one counts begins nothing.
fn untimed(file: &mut File, start: u64, end: u64) -> Result<VecDeque<FilePart>> {
    let (mut parts, mut at) = (VecDeque::new(), start);
    let end = end_of_sound(file, end)?;
    loop {
        let start = behind_tags(file, at, end)?;
        let kind = FrameHeader::at(&bytes(file, start, 6)?);
        let begins = |bytes: &[u8]| begins_mp3(bytes) || kind.is_some_and(|kind| kind.ends(bytes));
        let mut next = beginnings_until(file, start..end, begins, 1)?.first().copied();
        let mut counted = counted_until(file, start)?;
        while let Some(tag) = next.filter(|tag| *tag < counted)
            && let Some(behind) = goes_on_behind(file, tag, end, kind)?
        {
            counted = counted.saturating_add(behind - tag);
            next = beginnings_until(file, behind..end, begins, 1)?.first().copied();
        }
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

/// Where frames of this kind go on behind a tag that begins here; `None` where it is none, or they
/// begin anew.
fn goes_on_behind(
    file: &mut File,
    tag: u64,
    end: u64,
    kind: Option<FrameHeader>,
) -> Result<Option<u64>> {
    let behind = behind_tags(file, tag, end)?;
    let next = bytes(file, behind, (end - behind).min(BEGINNING as u64))?;
    let goes_on = kind.is_some_and(|kind| kind.goes_on(&next)) && !begins_mp3(&next);
    Ok((behind > tag && goes_on).then_some(behind))
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

/// Whether frames of MP3 or AAC begin somewhere near the start of a range.
fn has_frames(file: &mut File, range: Range<u64>) -> Result<bool> {
    let near = range.start..range.end.min(range.start + SEARCHED);
    let begins = |bytes: &[u8]| FrameHeader::of_three(bytes).is_some();
    Ok(!beginnings_until(file, near, begins, 1)?.is_empty())
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
