//! Frames of MP3 and raw AAC, which have no time of their own. In damage anything can look like
//! one, so only those in a row are believed; and how much is missing between two rows tells the
//! first frame, where it says how many there should be, or else the bytes between them.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, Read, Result, Seek, SeekFrom};
use std::ops::Range;

use symphonia::core::errors::{Error, Result as ReadResult};
use symphonia::core::formats::FormatReader;
use symphonia::core::packet::Packet;
use symphonia::core::units::{Duration as Ticks, Timestamp};

use super::beginnings::{BEGINNING, beginnings_until, begins_mp3, behind_tags, bytes};
use super::meter::ReadPlace;
use super::packets::Packets;

/// What the header of a frame of MP3 or AAC says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FrameHeader {
    /// The same in all frames of a recording, and in few others: of MP3 the samples a second, which
    /// no two versions have in common; of AAC the rate and the channels, as numbers in a table.
    kind: u32,
    /// Bytes, and how many of them are this header, which an AAC decoder doesn't want.
    length: usize,
    header: usize,
    samples: u64,
}

impl FrameHeader {
    /// Bytes that hold one.
    const LENGTH: usize = 6;

    /// The frame that begins here.
    pub(crate) fn at(bytes: &[u8]) -> Option<Self> {
        Self::mp3_at(bytes).or_else(|| Self::aac_at(bytes))
    }

    fn mp3_at(bytes: &[u8]) -> Option<Self> {
        const FIRST: [u32; 15] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
        const OTHERS: [u32; 15] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
        let &[0xFF, second, third, _] = bytes.first_chunk()? else { return None };
        // Eleven ones, and layer III.
        if second & 0xE6 != 0xE2 {
            return None;
        }
        let (half, bits, samples) = match second >> 3 & 3 {
            3 => (1, FIRST, 1152),
            2 => (2, OTHERS, 576),
            0 => (4, OTHERS, 576),
            _ => return None,
        };
        let rate = [44_100, 48_000, 32_000].get(usize::from(third >> 2 & 3))? / half;
        let kilobits = *bits.get(usize::from(third >> 4))?;
        let length = samples / 8 * kilobits * 1000 / rate + u32::from(third >> 1 & 1);
        let samples = u64::from(samples);
        let is_one = kilobits > 0;
        is_one.then_some(Self { kind: rate, length: length as usize, header: 0, samples })
    }

    fn aac_at(bytes: &[u8]) -> Option<Self> {
        let &[0xFF, second, third, fourth, fifth, sixth] = bytes.first_chunk()? else {
            return None;
        };
        let (rate, channels) = (third >> 2 & 15, (third & 1) << 2 | fourth >> 6);
        let length =
            usize::from(fourth & 3) << 11 | usize::from(fifth) << 3 | usize::from(sixth >> 5);
        let header = if second & 1 == 0 { 9 } else { 7 };
        // Twelve ones and layer 0; the last three rates are none.
        let is_one = second & 0xF6 == 0xF0 && rate < 13 && length > header;
        let kind = u32::from(rate) << 3 | u32::from(channels);
        is_one.then_some(Self { kind, length, header, samples: 1024 })
    }

    /// What begins here, if it is three frames of one kind that follow one another. One alone is
    /// found in anything.
    pub(crate) fn of_three(bytes: &[u8]) -> Option<Self> {
        let first = Self::at(bytes)?;
        let mut at = first.length;
        for _ in 0..2 {
            let next = Self::at(bytes.get(at..)?).filter(|next| next.kind == first.kind)?;
            at += next.length;
        }
        Some(first)
    }

    /// Whether frames of this kind begin here: three, or as many as there is room for.
    pub(crate) fn goes_on(self, bytes: &[u8]) -> bool {
        let mut at = 0;
        for _ in 0..3 {
            match bytes.get(at..).and_then(Self::at) {
                Some(next) if next.kind == self.kind => at += next.length,
                _ => return at > 0 && at >= bytes.len(),
            }
        }
        true
    }

    /// Whether a recording of another kind begins here, behind one with this frame.
    pub(crate) fn ends(self, bytes: &[u8]) -> bool {
        Self::of_three(bytes).is_some_and(|next| next.kind != self.kind)
    }
}

/// Frames that follow one another.
#[derive(Debug)]
struct FrameRow {
    range: Range<u64>,
    /// Where what follows begins, behind tags if there are any.
    behind: u64,
    /// Where the last one begins.
    last: u64,
    count: u64,
    /// The fewest and the most bytes of one.
    lengths: (usize, usize),
    /// How many are missing before the first.
    missing: u64,
}

impl FrameRow {
    /// Where the next one begins.
    fn next(&self, file: &mut File, end: u64, kind: FrameHeader) -> Result<Option<u64>> {
        if self.behind == self.range.end {
            let from = self.last.max(self.range.start) + 1;
            return Ok(next_row(file, from..end, Some(kind))?.map(|(start, _)| start));
        }
        let left = end.saturating_sub(self.behind);
        if kind.goes_on(&bytes(file, self.behind, left.min(BEGINNING as u64))?) {
            return Ok(Some(self.behind));
        }
        Ok(next_row(file, self.behind..end, Some(kind))?.map(|(start, _)| start))
    }
}

/// The frames of one recording.
#[derive(Debug)]
pub(crate) struct FrameRows {
    /// Where they begin, with the one that says how many follow.
    pub(crate) start: u64,
    rows: VecDeque<FrameRow>,
    /// Whether the last one is cut off.
    cut: bool,
    /// Whether how many are missing is only about so.
    is_estimated: bool,
}

impl FrameRows {
    /// The frames in a range; `None` where there are no three in a row.
    pub(crate) fn find(file: &mut File, range: &Range<u64>) -> Result<Option<Self>> {
        let Some((start, kind)) = next_row(file, range.clone(), None)? else { return Ok(None) };
        let said = FrameCount::at(&bytes(file, start, kind.length as u64)?);
        let mut next = Some(match said {
            Some(_) => start + kind.length as u64,
            None => start,
        });
        let (mut rows, mut cut) = (Vec::<FrameRow>::new(), false);
        while let Some(start) = next {
            // The frame before damage may be damaged, too, and say that it is longer.
            if let Some(before) = rows.last_mut()
                && start < before.range.end
            {
                before.range.end = before.last;
                before.behind = before.last;
                before.count -= 1;
            }
            let mut row;
            (row, cut) = read_row(file, start..range.end, kind)?;
            row.behind = behind_tags(file, row.range.end, range.end)?;
            next = row.next(file, range.end, kind)?;
            rows.push(row);
        }
        let is_estimated = count_missing(&mut rows, said, start, range);
        Ok(Some(Self { start, rows: rows.into(), cut, is_estimated }))
    }
}

/// Where the next three frames of a kind begin, and how the first does.
fn next_row(
    file: &mut File,
    range: Range<u64>,
    kind: Option<FrameHeader>,
) -> Result<Option<(u64, FrameHeader)>> {
    let fits = |bytes: &[u8]| {
        let first = FrameHeader::of_three(bytes)?;
        kind.is_none_or(|kind| kind.kind == first.kind).then_some(first)
    };
    let here =
        bytes(file, range.start, range.end.saturating_sub(range.start).min(BEGINNING as u64))?;
    if let Some(first) = fits(&here) {
        return Ok(Some((range.start, first)));
    }
    let found = beginnings_until(file, range.clone(), |bytes| fits(bytes).is_some(), 1)?;
    let Some(&start) = found.first() else { return Ok(None) };
    let first = FrameHeader::at(&bytes(file, start, FrameHeader::LENGTH as u64)?);
    Ok(first.map(|first| (start, first)))
}

/// The frames of a kind that follow one another from the start of a range on, and whether it ends
/// within one.
fn read_row(file: &mut File, range: Range<u64>, kind: FrameHeader) -> Result<(FrameRow, bool)> {
    file.seek(SeekFrom::Start(range.start))?;
    let mut file = BufReader::with_capacity(1 << 16, file);
    let (mut at, mut last, mut count) = (range.start, range.start, 0);
    let mut lengths = (usize::MAX, 0);
    let mut cut = false;
    let mut head = [0; FrameHeader::LENGTH];
    while at < range.end && !file.fill_buf()?.is_empty() {
        match file.read_exact(&mut head) {
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => break,
            read => read?,
        }
        let Some(frame) = FrameHeader::at(&head).filter(|frame| frame.kind == kind.kind) else {
            break;
        };
        let end = at + frame.length as u64;
        if end > range.end {
            cut = true;
            break;
        }
        file.seek_relative(frame.length as i64 - FrameHeader::LENGTH as i64)?;
        (last, at, count) = (at, end, count + 1);
        lengths = (lengths.0.min(frame.length), lengths.1.max(frame.length));
    }
    let range = range.start..at;
    Ok((FrameRow { range, behind: at, last, count, lengths, missing: 0 }, cut))
}

/// Says how many frames are missing before each row: of as many as the first frame tells, where its
/// bytes are all there, or of as many as the bytes between would be.
/// The first one that is sound may stand behind damage itself. Gives whether that is an estimate:
/// bytes tell it where all frames have as many, but for one of padding.
fn count_missing(
    rows: &mut [FrameRow],
    said: Option<FrameCount>,
    start: u64,
    range: &Range<u64>,
) -> bool {
    let end = range.end;
    let count: u64 = rows.iter().map(|row| row.count).sum();
    let length: u64 = rows.iter().map(|row| row.range.end - row.range.start).sum();
    if count == 0 {
        return false;
    }
    let mean = length as f64 / count as f64;
    let last = rows.last().map_or(start, |row| row.range.end);
    let until = said.map_or(last, |said| start.saturating_add(said.bytes).clamp(last, end));
    let between: u64 = rows.windows(2).map(|rows| rows[1].range.start - rows[0].behind).sum();
    let by_bytes = (between + until - last) as f64 / mean;
    let told = said
        .filter(|said| start.saturating_add(said.bytes) <= end + mean as u64)
        .and_then(|said| u64::from(said.frames).checked_sub(count))
        .map(|missing| missing as f64)
        // A count that was never filled in, or of something else.
        .filter(|missing| (by_bytes / 4.0..=by_bytes * 4.0 + 1.0).contains(missing));
    let scale = told.map_or(1.0, |told| told / by_bytes) / mean;
    // One that was cut out of the middle begins with the rest of a frame.
    let before = (start - range.start) as f64 > 2.0 * mean && said.is_none();
    let (mut at, mut bytes, mut missing) = (before.then_some(range.start), 0, 0);
    for row in rows.iter_mut() {
        bytes += row.range.start - at.unwrap_or(row.range.start);
        at = Some(row.behind);
        let so_far = (bytes as f64 * scale).round() as u64;
        row.missing = so_far.saturating_sub(missing);
        missing += row.missing;
    }
    let lengths = rows.iter().map(|row| row.lengths);
    let (least, most) = lengths.fold((usize::MAX, 0), |all, of| (all.0.min(of.0), all.1.max(of.1)));
    let holes = rows.iter().filter(|row| row.missing > 0).count();
    holes > usize::from(told.is_some()) && most > least + 1
}

/// What the first frame says of all that follow.
#[derive(Debug, Clone, Copy)]
struct FrameCount {
    frames: u32,
    /// With its own.
    bytes: u64,
}

impl FrameCount {
    /// What this frame says, if it is one that says it.
    fn at(frame: &[u8]) -> Option<Self> {
        if !begins_mp3(frame) {
            return None;
        }
        let name = frame.windows(4).position(|name| name == b"Xing" || name == b"Info");
        let number = |at: usize| {
            let number = frame.get(name? + at..)?.first_chunk()?;
            Some(u32::from_be_bytes(*number))
        };
        // Flags tell which numbers follow: the first of frames, the second of bytes.
        let flags = number(4).unwrap_or_default();
        let frames = number(8).filter(|_| flags & 1 == 1).unwrap_or_default();
        let bytes = number(12).filter(|_| flags & 3 == 3).unwrap_or_default();
        Some(Self { frames, bytes: u64::from(bytes) })
    }
}

/// Up to where in the file the frames reach that the one which begins here counts, by their bytes:
/// no further than here where it counts none, to no end where it doesn't say how many bytes.
pub(crate) fn counted_until(file: &mut File, at: u64) -> Result<u64> {
    let Some(first) = FrameHeader::at(&bytes(file, at, FrameHeader::LENGTH as u64)?) else {
        return Ok(at);
    };
    Ok(match FrameCount::at(&bytes(file, at, first.length as u64)?) {
        Some(FrameCount { frames: 1.., bytes: 0 }) => u64::MAX,
        Some(FrameCount { bytes, .. }) => at.saturating_add(bytes),
        None => at,
    })
}

/// Reads the frames of a recording, and gives them the time at which they are heard. What the sound
/// is says another reader.
pub(crate) struct FramePackets {
    file: BufReader<File>,
    frames: FrameRows,
    /// How many of the first row were read.
    read: u64,
    at: u64,
    time: i64,
    /// When the sound is over, as far as that is certain.
    end: Option<i64>,
    place: ReadPlace,
}

impl FramePackets {
    pub(crate) fn new(file: File, frames: FrameRows, described: &dyn FormatReader) -> Self {
        let track = described.tracks().first();
        let delay = track.and_then(|track| track.delay);
        let place = ReadPlace::at(frames.start);
        Self {
            // Only one that tells a delay counts frames; else it is an estimate.
            end: delay.and_then(|_| i64::try_from(track?.num_frames?).ok()),
            time: -i64::from(delay.unwrap_or_default()),
            file: BufReader::with_capacity(1 << 16, file),
            frames,
            read: 0,
            at: u64::MAX,
            place,
        }
    }

    /// Whether the length of what is missing is an estimate.
    pub(crate) fn is_estimated(&self) -> bool {
        self.frames.is_estimated
    }

    /// How far it has come.
    pub(crate) fn place(&self) -> ReadPlace {
        self.place.clone()
    }

    /// The next frame as it is, and how many were missing before it.
    fn next_frame(&mut self) -> Result<Option<(FrameHeader, Vec<u8>, u64)>> {
        while let Some(row) = self.frames.rows.front()
            && self.read >= row.count
        {
            self.frames.rows.pop_front();
            self.read = 0;
        }
        let Some(row) = self.frames.rows.front() else { return Ok(None) };
        let is_first = self.read == 0;
        if is_first && self.at != row.range.start {
            self.at = row.range.start;
            self.file.seek(SeekFrom::Start(self.at))?;
        }
        let missing = if is_first { row.missing } else { 0 };
        let mut frame = vec![0; FrameHeader::LENGTH];
        self.file.read_exact(&mut frame)?;
        let Some(header) = FrameHeader::at(&frame) else { return Ok(None) };
        frame.resize(header.length, 0);
        self.file.read_exact(&mut frame[FrameHeader::LENGTH..])?;
        self.at += header.length as u64;
        self.read += 1;
        self.place.come_to(self.at);
        Ok(Some((header, frame, missing)))
    }
}

impl Packets for FramePackets {
    fn next(&mut self, described: &mut dyn FormatReader) -> ReadResult<Option<Packet>> {
        let Some((header, frame, missing)) = self.next_frame()? else {
            return match self.frames.cut {
                true => Err(Error::IoError(ErrorKind::UnexpectedEof.into())),
                false => Ok(None),
            };
        };
        let samples = header.samples;
        self.time = self.time.saturating_add_unsigned(missing * samples);
        let (time, of_one) = (self.time, samples as i64);
        self.time = self.time.saturating_add(of_one);
        let mut packet = Packet::new(
            described.tracks().first().map_or(0, |track| track.id),
            Timestamp::new(time),
            Ticks::new(samples),
            &frame[header.header..],
        );
        packet.trim_start = Ticks::new((-time).clamp(0, of_one) as u64);
        // What lies wholly behind the end was appended.
        let behind = self.end.map_or(0, |end| (time + of_one).saturating_sub(end));
        packet.trim_end = Ticks::new(if behind < of_one { behind.max(0) as u64 } else { 0 });
        Ok(Some(packet))
    }
}
