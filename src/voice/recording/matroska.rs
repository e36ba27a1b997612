//! Matroska and WebM, where their reader leaves something out: where a file ends, and what is still
//! to be heard behind damage.

use std::fs::File;
use std::io::Result;
use std::ops::Range;

use super::beginnings::{beginnings_until, bytes};

const SEGMENT: &[u8] = b"\x18\x53\x80\x67";
const CLUSTER: &[u8] = b"\x1F\x43\xB6\x75";
/// A beginning that is longer holds more than the description of its tracks.
const MOST: u64 = 16 << 20;

/// Where a Matroska file ends that begins with these bytes at this place: behind its header comes
/// its one segment. `None` where it doesn't say.
pub(crate) fn end(head: &[u8], at: u64) -> Option<u64> {
    let segment = segment(head)?;
    let (length, body) = number(head, segment)?;
    at.checked_add(body as u64)?.checked_add(length)
}

/// What is still to be heard of a file in this range, or of its rest behind this header, that can't
/// be read on from `from`: its next cluster and all behind it, and the header that describes them.
pub(crate) fn behind(
    file: &mut File,
    header: Option<&[u8]>,
    range: &Range<u64>,
    from: u64,
) -> Result<Option<(Vec<u8>, Range<u64>)>> {
    // A rest must get further.
    let from = from.max(range.start + u64::from(header.is_some()));
    let Some(cluster) = next_cluster(file, from..range.end)? else { return Ok(None) };
    let header = match header {
        Some(header) => Some(header.to_vec()),
        None => beginning(file, range)?,
    };
    Ok(header.map(|header| (header, cluster..range.end)))
}

/// All that describes the tracks before the first cluster, or before damage, with a length that
/// says "until the end".
fn beginning(file: &mut File, range: &Range<u64>) -> Result<Option<Vec<u8>>> {
    // Of a segment: what it is of, its tracks, chapters, tags, files and places, and padding.
    const KNOWN: [u32; 9] = [
        0x114D_9B74,
        0x1549_A966,
        0x1654_AE6B,
        0x1043_A770,
        0x1254_C367,
        0x1941_A469,
        0x1C53_BB6B,
        0xEC,
        0xBF,
    ];
    let mut header = head(file, range)?;
    let Some(at) = segment(&header) else { return Ok(None) };
    let Some(count) = header.get(at).map(|first| first.leading_zeros() as usize + 1) else {
        return Ok(None);
    };
    let inside = header.get(at + count..).unwrap_or_default();
    let known = elements(inside).take_while(|(_, name, _)| KNOWN.contains(name));
    let Some(until) = known.last().map(|(behind, ..)| behind) else { return Ok(None) };
    header.truncate(at + count + until);
    let Some(length) = header.get_mut(at..at + count).filter(|_| count <= 8) else {
        return Ok(None);
    };
    length.fill(0xFF);
    length[0] = 0xFF >> (count - 1);
    Ok(Some(header))
}

/// Where the next cluster begins: its mark, a length, and its time or a checksum first.
pub(crate) fn next_cluster(file: &mut File, range: Range<u64>) -> Result<Option<u64>> {
    let begins = |bytes: &[u8]| {
        let Some(size) = bytes.strip_prefix(CLUSTER) else { return false };
        let count = size.first().map_or(9, |first| first.leading_zeros() as usize + 1);
        count <= 8 && matches!(size.get(count), Some(0xE7 | 0xBF | 0xEC))
    };
    // What begins at the range's start is passed over there.
    let range = range.start.saturating_sub(1)..range.end;
    Ok(beginnings_until(file, range, begins, 1)?.first().copied())
}

/// What a track says of its sound.
#[derive(Debug)]
pub(crate) struct TrackSound<'a> {
    pub(crate) codec: &'a [u8],
    pub(crate) private: &'a [u8],
    pub(crate) rate: u32,
    pub(crate) channels: u16,
    pub(crate) bits: u64,
}

/// What the track with this number says of its sound, in a file that begins with these bytes.
/// `None` where it is of something else.
pub(crate) fn sound(head: &[u8], track: u32) -> Option<TrackSound<'_>> {
    const TRACKS: u32 = 0x1654_AE6B;
    let at = segment(head)?;
    let count = head.get(at)?.leading_zeros() as usize + 1;
    let (.., tracks) = elements(head.get(at + count..)?).find(|(_, name, _)| *name == TRACKS)?;
    let whole =
        |bytes: &[u8]| bytes.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    let in_it = |within, wanted: u32| {
        elements(within).find(|(_, name, _)| *name == wanted).map(|(.., body)| body)
    };
    let mut entries = elements(tracks).filter(|(_, name, _)| *name == 0xAE);
    let (.., entry) =
        entries.find(|(.., entry)| in_it(entry, 0xD7).map(whole) == Some(u64::from(track)))?;
    // Of sound, among pictures and texts.
    if in_it(entry, 0x83).map(whole) != Some(2) {
        return None;
    }
    let audio = in_it(entry, 0xE1).unwrap_or_default();
    let rate = match in_it(audio, 0xB5) {
        Some(&[a, b, c, d]) => f64::from(f32::from_be_bytes([a, b, c, d])),
        Some(rate) => rate.first_chunk().map_or(0.0, |rate| f64::from_be_bytes(*rate)),
        None => 8_000.0,
    };
    Some(TrackSound {
        codec: in_it(entry, 0x86)?.split(|byte| *byte == 0).next()?,
        private: in_it(entry, 0x63A2).unwrap_or_default(),
        rate: rate.round() as u32,
        channels: in_it(audio, 0x9F).map_or(1, whole).try_into().unwrap_or(1).max(1),
        bits: in_it(audio, 0x6264).map_or(0, whole),
    })
}

/// The elements that stand one behind the other here: where they end, name, and what is in them.
fn elements(all: &[u8]) -> impl Iterator<Item = (usize, u32, &[u8])> {
    let mut rest = all;
    std::iter::from_fn(move || {
        let count = rest.first()?.leading_zeros() as usize + 1;
        let name = rest.get(..count).filter(|_| count <= 4)?;
        let name = name.iter().fold(0, |name, byte| name << 8 | u32::from(*byte));
        let (length, body) = number(rest, count)?;
        let end = body.checked_add(usize::try_from(length).ok()?)?;
        let inside = rest.get(body..end.min(rest.len()))?;
        rest = rest.get(end..).unwrap_or_default();
        Some((all.len() - rest.len(), name, inside))
    })
}

/// What stands before the first cluster of a file in this range.
pub(crate) fn head(file: &mut File, range: &Range<u64>) -> Result<Vec<u8>> {
    let end = range.end.min(range.start + MOST);
    let first = next_cluster(file, range.start..end)?.unwrap_or(end);
    bytes(file, range.start, first - range.start)
}

/// Where the length of the segment stands.
fn segment(head: &[u8]) -> Option<usize> {
    let (header, body) = number(head, 4)?;
    let segment = body.checked_add(usize::try_from(header).ok()?)?;
    (head.get(segment..segment.checked_add(4)?)? == SEGMENT).then_some(segment + 4)
}

/// The number that begins here, and where it ends. The zeros that it begins with say how many bytes
/// it has; all ones are "unknown".
fn number(head: &[u8], from: usize) -> Option<(u64, usize)> {
    let count = head.get(from)?.leading_zeros() as usize + 1;
    let bytes = head.get(from..from + count)?;
    let number = bytes.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    let most = (1_u64 << (7 * count)) - 1;
    (count <= 8 && number & most != most).then_some((number & most, from + count))
}
