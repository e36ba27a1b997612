//! The boxes of an MP4 or QuickTime file, where its reader leaves something out: whether the file
//! is whole, when a track begins on the player's clock, and what some of them say of their sound.

use std::fs::File;
use std::io::{Read, Result, Seek, SeekFrom};
use std::ops::Range;

use super::beginnings::bytes;

/// An index that is longer is none.
pub(crate) const MOST: u64 = 32 << 20;

/// How far an MP4 reaches.
pub(crate) struct Extent {
    /// Where it ends.
    pub(crate) next: u64,
    /// Whether its last box is longer than what is left of the file.
    pub(crate) cut: bool,
    /// Where the sound of its only fragment begins, where that is cut off.
    pub(crate) fragment: Option<u64>,
}

/// Boxes that may stand at the top, beside those that nobody knows.
pub(crate) const TOP: [&[u8; 4]; 18] = [
    b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"free", b"skip", b"wide", b"pnot", b"uuid",
    b"meta", b"mfra", b"sidx", b"ssix", b"prft", b"emsg", b"udta", b"pdin",
];

/// How far the MP4 reaches that begins here: to the end, to where another begins, or to what is no
/// box. `None` where none begins.
pub(crate) fn extent(file: &mut File, start: u64, end: u64) -> Result<Option<Extent>> {
    const FIRST: [&[u8; 4]; 6] = [b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"];
    let (mut at, mut has_index) = (start, false);
    let (mut fragments, mut sounds) = (0, 0);
    while let Some(BoxHead { name, body }) = head(file, at)? {
        let is_first = at == start;
        if is_first && !FIRST.contains(&&name) {
            return Ok(None);
        }
        let is_name = name.iter().all(|byte| matches!(byte, b' '..=b'~'));
        let is_box = TOP.contains(&&name) || is_name && body.end <= end;
        if !is_box || &name == b"ftyp" && has_index {
            return Ok(Some(Extent { next: at, cut: false, fragment: None }));
        }
        has_index |= &name == b"moov";
        fragments += u32::from(&name == b"moof");
        sounds += u32::from(&name == b"mdat");
        at = body.end;
        if at > end {
            let is_only = (fragments, sounds) == (1, 1) && &name == b"mdat";
            let fragment = is_only.then_some(body.start);
            return Ok(Some(Extent { next: end, cut: true, fragment }));
        }
        if at >= end {
            break;
        }
    }
    // A box without a length lasts until the end; zeros are none.
    let zeros = bytes(file, at, 8)?;
    let next = if at < end && zeros == [0; 8] { at } else { end };
    Ok((at > start).then_some(Extent { next, cut: false, fragment: None }))
}

/// Says in the header of the box that these bytes end with that it holds so many bytes.
pub(crate) fn shorten(header: &mut [u8], bytes: u64) {
    // One that is longer than 4 GB says 1 before its name, and its length behind it.
    let is_long = header.len() >= 16 && header[header.len() - 16..].starts_with(b"\0\0\0\x01mdat");
    if is_long && let Some(length) = header.last_chunk_mut::<8>() {
        *length = (16 + bytes).to_be_bytes();
    } else if let Some([a, b, c, d, ..]) = header.last_chunk_mut::<8>() {
        // No longer than what it said before.
        let length = u32::try_from(8 + bytes).unwrap_or(u32::MAX);
        [*a, *b, *c, *d] = length.to_be_bytes();
    }
}

/// How a box begins.
pub(crate) struct BoxHead {
    pub(crate) name: [u8; 4],
    /// Where in the file stands what is in it.
    pub(crate) body: Range<u64>,
}

/// The box that begins here. `None` at the end, and where a box lasts until the end.
pub(crate) fn head(file: &mut File, at: u64) -> Result<Option<BoxHead>> {
    let mut head = Vec::new();
    file.seek(SeekFrom::Start(at))?;
    file.take(16).read_to_end(&mut head)?;
    let (Some(&size), Some(&[_, _, _, _, a, b, c, d])) = (head.first_chunk(), head.first_chunk())
    else {
        return Ok(None);
    };
    let (size, header) = match u32::from_be_bytes(size) {
        0 => return Ok(None),
        1 => match head[8..].first_chunk() {
            Some(&size) => (u64::from_be_bytes(size).max(16), 16),
            None => return Ok(None),
        },
        size => (u64::from(size).max(8), 8),
    };
    let end = at.saturating_add(size);
    Ok(Some(BoxHead { name: [a, b, c, d], body: at + header..end }))
}

/// What of a track's sound is played in a row. Times count from where what was played before ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Edit {
    /// Seconds of the player's clock before it begins.
    pub(crate) after: f64,
    /// Seconds of the sound that stand before it.
    pub(crate) skipping: f64,
    /// Seconds of the player's clock after which it is over, where that is said.
    pub(crate) until: Option<f64>,
}

impl Edit {
    /// Seconds of the sound that stand before its end.
    fn sound_end(&self) -> f64 {
        self.until.map_or(f64::MAX, |until| self.skipping + until - self.after)
    }
}

/// Seconds. What is played goes on where no more is left out: times of the player are round.
const JOINED: f64 = 0.002;
/// So many are followed: each is looked for in the file anew.
const MOST_EDITS: usize = 100;

/// The index of an MP4: what is in its `moov`. Empty where it has none.
pub(crate) fn index(file: &mut File, part: &Range<u64>) -> Result<Vec<u8>> {
    let (mut at, mut index) = (part.start, Vec::new());
    while at < part.end
        && let Some(BoxHead { name, body }) = head(file, at)?
    {
        if &name == b"moov" && body.end - body.start <= MOST {
            file.seek(SeekFrom::Start(body.start))?;
            file.take(body.end - body.start).read_to_end(&mut index)?;
            break;
        }
        at = body.end;
    }
    Ok(index)
}

/// What of the track with this number is played, by its edit list; nothing where it has none.
pub(crate) fn edits(index: &[u8], track: u32) -> Vec<Edit> {
    edit_list(index, track).unwrap_or_default()
}

fn edit_list(index: &[u8], track: u32) -> Option<Vec<Edit>> {
    let movie = scale(inner(index, &[b"mvhd"])?)?;
    let track = self::track(index, track)?;
    let media = scale(inner(track, &[b"mdia", b"mdhd"])?)?;
    let list = inner(track, &[b"edts", b"elst"])?;
    let wide = *list.first()? == 1;
    let (mut after, mut edits) = (0.0, Vec::<Edit>::new());
    for entry in list.get(8..)?.chunks_exact(if wide { 20 } else { 12 }) {
        let (length, time, rate) = match wide {
            true => (number(entry, 0, 8)?, number(entry, 8, 8)? as i64, number(entry, 16, 2)?),
            false => (
                number(entry, 0, 4)?,
                i64::from(number(entry, 4, 4)? as u32 as i32),
                number(entry, 8, 2)?,
            ),
        };
        let length = length as f64 / movie;
        // An entry without media is a wait, as is one in which it stands still.
        if time < 0 || rate == 0 {
            after += length;
            continue;
        }
        let skipping = time as f64 / media;
        // One without a length lasts as long as there is sound.
        let until = (length > 0.0).then_some(after + length);
        let is_full = edits.len() == MOST_EDITS;
        match edits.last_mut() {
            // Behind that nothing is played.
            Some(Edit { until: None, .. }) => break,
            Some(last) if after == 0.0 && (skipping - last.sound_end()).abs() < JOINED => {
                last.until = until.zip(last.until).map(|(more, until)| until + more);
            }
            _ if is_full => break,
            _ => edits.push(Edit { after, skipping, until }),
        }
        after = 0.0;
    }
    Some(edits)
}

/// What a decoder of ALAC needs to know of its sound, where a QuickTime file keeps it: deeper than
/// an MP4 does.
pub(crate) fn alac(index: &[u8], track: u32) -> Option<Box<[u8]>> {
    let description =
        inner(self::track(index, track)?, &[b"mdia", b"minf", b"stbl", b"stsd"])?.get(8..)?;
    let entry = inner(description, &[b"alac"])?;
    // Behind the 28 bytes that every description of sound has stand 16 more in version 1.
    let cookie = inner(entry.get(44..)?, &[b"wave", b"alac"])?.get(4..)?;
    matches!(cookie.len(), 24 | 48).then(|| cookie.into())
}

/// What a QuickTime file calls the sound of a track, and whether its samples have their lowest byte
/// first.
pub(crate) fn sound_name(index: &[u8], track: u32) -> Option<([u8; 4], bool)> {
    let (name, entry) = description(index, track)?;
    let more = entry.get(if number(entry, 8, 2)? == 1 { 44 } else { 28 }..).unwrap_or_default();
    let order = inner(more, &[b"wave", b"enda"]).or_else(|| inner(more, &[b"enda"]));
    Some((name, order.and_then(|order| number(order, 0, 2)) == Some(1)))
}

/// How many channels it has.
pub(crate) fn channels(index: &[u8], track: u32) -> Option<u16> {
    let (_, entry) = description(index, track)?;
    number(entry, 16, 2).and_then(|count| u16::try_from(count).ok()).filter(|count| *count > 0)
}

/// The first description of a track's sound: its name, and what is in it.
fn description(index: &[u8], track: u32) -> Option<([u8; 4], &[u8])> {
    let all = inner(self::track(index, track)?, &[b"mdia", b"minf", b"stbl", b"stsd"])?.get(8..)?;
    boxes(all).next()
}

/// How many of its tracks are of sound.
pub(crate) fn sounds(index: &[u8]) -> usize {
    let tracks = boxes(index).filter(|(name, _)| name == b"trak");
    let handlers = tracks.filter_map(|(_, track)| inner(track, &[b"mdia", b"hdlr"]));
    handlers.filter(|handler| handler.get(8..12) == Some(b"soun")).count()
}

/// Ticks a second of a header: after its version, flags and two times.
pub(crate) fn scale(header: &[u8]) -> Option<f64> {
    let at = if *header.first()? == 1 { 20 } else { 12 };
    number(header, at, 4).filter(|scale| *scale > 0).map(|scale| scale as f64)
}

/// The tracks, by their numbers.
pub(crate) fn tracks(index: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
    boxes(index).filter(|(name, _)| name == b"trak").filter_map(|(_, track)| {
        let header = inner(track, &[b"tkhd"])?;
        let at = if header.first() == Some(&1) { 20 } else { 12 };
        Some((u32::try_from(number(header, at, 4)?).ok()?, track))
    })
}

fn track(index: &[u8], id: u32) -> Option<&[u8]> {
    tracks(index).find(|(number, _)| *number == id).map(|(_, track)| track)
}

/// What is in the box with this name, in the box with the name before it, and so on.
pub(crate) fn inner<'a>(within: &'a [u8], path: &[&[u8; 4]]) -> Option<&'a [u8]> {
    path.iter().try_fold(within, |within, wanted| {
        boxes(within).find(|(name, _)| name == *wanted).map(|(_, body)| body)
    })
}

/// The boxes that stand one behind the other here: name, and what is in it.
pub(crate) fn boxes(mut rest: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    std::iter::from_fn(move || {
        let (&[a, b, c, d, e, f, g, h], body) = rest.split_first_chunk()?;
        let size = u32::from_be_bytes([a, b, c, d]) as usize;
        let (body, behind) = body.split_at_checked(size.checked_sub(8)?)?;
        rest = behind;
        Some(([e, f, g, h], body))
    })
}

/// A number of so many bytes, the highest first.
pub(crate) fn number(bytes: &[u8], at: usize, count: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(count)?)?;
    Some(bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}
