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

/// All that stands before the first cluster, with a length that says "until the end".
fn beginning(file: &mut File, range: &Range<u64>) -> Result<Option<Vec<u8>>> {
    let Some(first) = next_cluster(file, range.clone())? else { return Ok(None) };
    if first - range.start > MOST {
        return Ok(None);
    }
    let mut header = bytes(file, range.start, first - range.start)?;
    let Some(at) = segment(&header) else { return Ok(None) };
    let Some(count) = header.get(at).map(|first| first.leading_zeros() as usize + 1) else {
        return Ok(None);
    };
    let Some(length) = header.get_mut(at..at + count).filter(|_| count <= 8) else {
        return Ok(None);
    };
    length.fill(0xFF);
    length[0] = 0xFF >> (count - 1);
    Ok(Some(header))
}

/// Where the next cluster begins: its mark, a length, and its time or a checksum first.
fn next_cluster(file: &mut File, range: Range<u64>) -> Result<Option<u64>> {
    let begins = |bytes: &[u8]| {
        let Some(size) = bytes.strip_prefix(CLUSTER) else { return false };
        let count = size.first().map_or(9, |first| first.leading_zeros() as usize + 1);
        count <= 8 && matches!(size.get(count), Some(0xE7 | 0xBF | 0xEC))
    };
    // What begins at the range's start is passed over there.
    let range = range.start.saturating_sub(1)..range.end;
    Ok(beginnings_until(file, range, begins, 1)?.first().copied())
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
