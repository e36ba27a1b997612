//! The pages of an Ogg, where their reader doesn't tell where they end.

use std::fs::File;
use std::io::Result;
use std::ops::Range;

use super::beginnings::bytes;

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
