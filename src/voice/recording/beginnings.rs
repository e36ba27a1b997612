//! Where recordings begin in a file, by the first bytes that they have.

use std::fs::File;
use std::io::{Read, Result, Seek, SeekFrom};
use std::ops::Range;

/// Bytes looked through at a time.
const WINDOW: usize = 1 << 18;
/// The longest beginning that is looked for: three frames of MP3 of the largest size.
pub(super) const BEGINNING: usize = 3 * 1441 + 4;

/// Whether a file begins here, of a kind that can be told.
pub(super) fn begins(file: &mut File, at: u64) -> Result<bool> {
    Ok(begins_file(&bytes(file, at, BEGINNING as u64)?))
}

/// Whether these are the first bytes of such a file: so many that no sound holds them by chance.
pub(super) fn begins_file(head: &[u8]) -> bool {
    let form = head.get(8..12).unwrap_or_default();
    match head.get(..4) {
        Some(b"RIFF" | b"RF64" | b"BW64") => form == b"WAVE",
        Some(b"FORM") => form == b"AIFF" || form == b"AIFC",
        Some(b"caff") => head.get(4..6) == Some(&[0, 1]),
        Some(b"OggS") => head.get(4..6) == Some(&[0, 2]),
        Some(b"ID3\x02" | b"ID3\x03" | b"ID3\x04") => begins_mp3(head),
        Some([0, 0, 0, _]) => head.get(4..8) == Some(b"ftyp"),
        _ => begins_flac(head) || begins_mkv(head),
    }
}

/// Where the sound of a FLAC begins that begins here: behind the blocks that describe it, in which
/// the header of another file may be kept.
pub(super) fn begins_sound(file: &mut File, flac: u64) -> Result<u64> {
    let mut at = flac + 4;
    while let [kind, a, b, c] = bytes(file, at, 4)?[..] {
        at += 4 + u64::from(u32::from_be_bytes([0, a, b, c]));
        if kind >= 0x80 {
            break;
        }
    }
    Ok(at)
}

/// A FLAC: its mark, and the block that describes its sound, which comes first and is 34 bytes.
pub(super) fn begins_flac(bytes: &[u8]) -> bool {
    bytes.starts_with(b"fLaC\0\0\0\x22") || bytes.starts_with(b"fLaC\x80\0\0\x22")
}

/// A Matroska or WebM: the mark of its header, which names it.
pub(super) fn begins_mkv(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(64)];
    let names = |name: &[u8]| head.windows(name.len()).any(|part| part == name);
    bytes.starts_with(b"\x1A\x45\xDF\xA3") && (names(b"webm") || names(b"matroska"))
}

/// An ID3v2 tag; or a frame of MP3 that holds how many follow, as the first one may.
pub(super) fn begins_mp3(bytes: &[u8]) -> bool {
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

/// Where in a range, behind its start, something begins by these first bytes of it.
pub(super) fn beginnings(
    file: &mut File,
    range: Range<u64>,
    begins: impl Fn(&[u8]) -> bool,
) -> Result<Vec<u64>> {
    beginnings_until(file, range, begins, usize::MAX)
}

/// The same, up to so many.
pub(super) fn beginnings_until(
    file: &mut File,
    range: Range<u64>,
    begins: impl Fn(&[u8]) -> bool,
    most: usize,
) -> Result<Vec<u64>> {
    let (mut found, mut window, mut at) = (Vec::new(), Vec::new(), range.start + 1);
    file.seek(SeekFrom::Start(at))?;
    while found.len() < most {
        let left = range.end.saturating_sub(at + window.len() as u64);
        let read = file.take(left.min(WINDOW as u64)).read_to_end(&mut window)?;
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

/// Where what begins here goes on behind ID3v2 tags, one or several, which tell their sizes: a
/// picture in one may be megabytes long, and look like sound.
pub(super) fn behind_tags(file: &mut File, at: u64, end: u64) -> Result<u64> {
    let mut behind = at;
    while let [b'I', b'D', b'3', _, _, flags, size @ ..] = &bytes(file, behind, 10)?[..] {
        if size.len() < 4 || size.iter().any(|byte| *byte >= 0x80) {
            break;
        }
        let size = size.iter().fold(0, |size, byte| size << 7 | u64::from(*byte));
        let footer = if flags & 0x10 == 0 { 0 } else { 10 };
        behind += 10 + size + footer;
    }
    Ok(behind.min(end))
}

/// Bytes of the file from here; fewer where it ends.
pub(super) fn bytes(file: &mut File, at: u64, count: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(at))?;
    file.take(count).read_to_end(&mut bytes)?;
    Ok(bytes)
}
