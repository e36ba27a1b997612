//! The pages of an Ogg, where their reader doesn't tell whether one is missing.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Result, Seek, SeekFrom};
use std::ops::Range;

use super::beginnings::bytes;

/// Whether every page is there, one behind the other, and is as its sum says: then nothing was
/// lost, whatever its clock does.
pub(crate) fn is_whole(file: &mut File, range: Range<u64>) -> Result<bool> {
    file.seek(SeekFrom::Start(range.start))?;
    let mut file = BufReader::with_capacity(1 << 16, file.take(range.end - range.start));
    let sums = sums();
    let mut numbers: HashMap<[u8; 4], u32> = HashMap::new();
    let mut page = Vec::new();
    while !file.fill_buf()?.is_empty() {
        page.clear();
        (&mut file).take(27).read_to_end(&mut page)?;
        let [b'O', b'g', b'g', b'S', 0, flags, ..] = page[..] else { return Ok(false) };
        let Some(&count) = page.get(26) else { return Ok(false) };
        (&mut file).take(u64::from(count)).read_to_end(&mut page)?;
        let body: u64 = page[27..].iter().map(|length| u64::from(*length)).sum();
        let whole = 27 + u64::from(count) + body;
        (&mut file).take(body).read_to_end(&mut page)?;
        let four = |at: usize| [page[at], page[at + 1], page[at + 2], page[at + 3]];
        let (stream, number, sum) =
            (four(14), u32::from_le_bytes(four(18)), u32::from_le_bytes(four(22)));
        // The first page of a stream begins to count.
        let follows = flags & 2 != 0
            || numbers.get(&stream).is_some_and(|before| before.wrapping_add(1) == number);
        page[22..26].fill(0);
        let found = page
            .iter()
            .fold(0_u32, |sum, byte| sum << 8 ^ sums[usize::from((sum >> 24) as u8 ^ byte)]);
        if page.len() as u64 != whole || !follows || found != sum {
            return Ok(false);
        }
        numbers.insert(stream, number);
    }
    Ok(true)
}

/// Where the first thing stands that is no page, or a page ends that is cut off.
pub(crate) fn end(file: &mut File, range: Range<u64>) -> Result<u64> {
    let mut at = range.start;
    while at < range.end {
        let head = bytes(file, at, 27 + 255)?;
        let (true, Some(&count)) = (head.starts_with(b"OggS\0"), head.get(26)) else { break };
        let lengths = head[27..].iter().take(usize::from(count));
        let body: u64 = lengths.map(|length| u64::from(*length)).sum();
        at += 27 + u64::from(count) + body;
    }
    Ok(at.min(range.end))
}

/// The sum of each byte: a remainder by the polynomial that Ogg has (RFC 3533).
fn sums() -> [u32; 256] {
    std::array::from_fn(|byte| {
        (0..8).fold((byte as u32) << 24, |sum, _| {
            sum << 1 ^ if sum >> 31 == 1 { 0x04C1_1DB7 } else { 0 }
        })
    })
}
