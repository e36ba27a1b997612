//! The pages of an Ogg, where their reader leaves something out: where they end, and when what
//! stands behind lost ones is heard. A page tells when it ends; its reader begins it where the last
//! one that it saw ended, so that what is lost before it seems lost behind it.

use std::collections::{BTreeMap, VecDeque};
use std::fs::File;
use std::io::Result;
use std::ops::Range;

use symphonia::core::codecs::CodecParameters;
use symphonia::core::codecs::audio::well_known::CODEC_ID_OPUS;
use symphonia::core::errors::Result as ReadResult;
use symphonia::core::formats::FormatReader;
use symphonia::core::packet::Packet;
use symphonia::core::units::{Duration as Ticks, Timestamp};

use super::beginnings::{beginnings_until, bytes};
use super::meter::ReadPlace;
use super::packets::Packets;

/// How a page begins that can be read.
const MARK: &[u8] = b"OggS\0";
/// Bytes. Less of a page is but its header, and some of what follows.
const HARDLY_ANY: u64 = 512;
/// A header that is longer is none.
const MOST: u64 = 1 << 20;
/// Samples. Times of pages that other containers' rounded ones were made of are off by less.
const OFF: i64 = 400;

/// Where the first thing stands that is no page, or a page ends that is cut off.
pub(crate) fn end(file: &mut File, range: Range<u64>) -> Result<u64> {
    let mut at = range.start;
    while at < range.end
        && let Some(page) = Page::at(file, at)?
    {
        at += page.length;
    }
    Ok(at.min(range.end))
}

/// Whether no page of a file holds sound: none ends later than at its beginning.
pub(crate) fn lacks_sound(file: &mut File, end: u64) -> Result<bool> {
    let mut at = 0;
    while at < end
        && let Some(page) = Page::at(file, at)?
    {
        let is_header = page.until.is_some_and(|until| until <= 0);
        // One that is cut off is lost, and may be a header's.
        if !is_header && at + page.length > end {
            return Ok(end - at < HARDLY_ANY);
        }
        if !is_header {
            return Ok(false);
        }
        at += page.length;
    }
    Ok(end.saturating_sub(at) < MARK.len() as u64 + 22)
}

/// What is still to be read of a file in this range that can't be at its first sound: the pages of
/// its header, and those from the first whole one on that begins at `from` or behind.
pub(crate) fn behind(
    file: &mut File,
    range: &Range<u64>,
    from: u64,
) -> Result<Option<(Vec<u8>, Range<u64>)>> {
    let mut header = range.start;
    while let Some(page) = Page::at(file, header)?
        && page.until.is_some_and(|until| until <= 0)
        && page.is_whole(file, header)?
    {
        header += page.length;
    }
    if header == range.start || header - range.start > MOST {
        return Ok(None);
    }
    let mut at = from.max(header);
    loop {
        let is_page = |bytes: &[u8]| bytes.starts_with(MARK);
        let next = beginnings_until(file, at.saturating_sub(1)..range.end, is_page, 1)?;
        let Some(&next) = next.first() else { return Ok(None) };
        if let Some(page) = Page::at(file, next)?
            && page.is_whole(file, next)?
        {
            let header = bytes(file, range.start, header - range.start)?;
            return Ok(Some((header, next..range.end)));
        }
        at = next + 1;
    }
}

/// What the header of a page says.
struct Page {
    /// When it ends, in samples; `None` where no packet ends in it.
    until: Option<i64>,
    /// How many packets do.
    packets: usize,
    stream: u32,
    number: u32,
    sum: u32,
    length: u64,
}

impl Page {
    fn at(file: &mut File, at: u64) -> Result<Option<Self>> {
        let head = bytes(file, at, 27 + 255)?;
        let (true, Some(&count)) = (head.starts_with(MARK), head.get(26)) else { return Ok(None) };
        let lengths = head[27..].iter().take(usize::from(count));
        let body: u64 = lengths.clone().map(|length| u64::from(*length)).sum();
        let number =
            |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
        let until = (u64::from(number(10)) << 32 | u64::from(number(6))) as i64;
        Ok(Some(Self {
            until: (until != -1).then_some(until),
            packets: lengths.filter(|length| **length < 255).count(),
            stream: number(14),
            number: number(18),
            sum: number(22),
            length: 27 + u64::from(count) + body,
        }))
    }

    /// Whether it is as it was written.
    fn is_whole(&self, file: &mut File, at: u64) -> Result<bool> {
        let mut page = bytes(file, at, self.length)?;
        if let Some(sum) = page.get_mut(22..26) {
            sum.fill(0);
        }
        Ok(page.len() as u64 == self.length && checksum(&page) == self.sum)
    }
}

/// What a page's checksum must be (RFC 3533): a CRC, the highest bit first.
fn checksum(page: &[u8]) -> u32 {
    const STEPS: [u32; 256] = {
        let (mut steps, mut i) = ([0; 256], 0);
        while i < 256 {
            let (mut step, mut bit) = ((i as u32) << 24, 0);
            while bit < 8 {
                step = step << 1 ^ if step >> 31 == 1 { 0x04C1_1DB7 } else { 0 };
                bit += 1;
            }
            steps[i] = step;
            i += 1;
        }
        steps
    };
    page.iter().fold(0, |sum, byte| sum << 8 ^ STEPS[(sum >> 24) as usize ^ usize::from(*byte)])
}

/// When the pages of a file end.
#[derive(Default)]
pub(crate) struct PageTimes {
    /// Stream and time of every page, in the order of both, and how many packets end in it.
    ends: Vec<(u32, i64, usize)>,
    /// The same of those before which pages are missing.
    behind_lost: Vec<(u32, i64)>,
    /// The last one of each stream.
    last: BTreeMap<u32, i64>,
    /// Whether something stands before the first sound that is no page.
    pub(crate) is_damaged_before: bool,
}

impl PageTimes {
    pub(crate) fn find(file: &mut File, range: Range<u64>) -> Result<Self> {
        let mut found = Self::default();
        // The next number of each stream.
        let mut numbers = BTreeMap::<u32, u32>::new();
        let mut at = range.start;
        while at < range.end {
            let page = match Page::at(file, at)? {
                Some(page) if page.is_whole(file, at)? => page,
                _ => {
                    let is_page = |bytes: &[u8]| bytes.starts_with(MARK);
                    let next = beginnings_until(file, at..range.end, is_page, 1)?;
                    let Some(&next) = next.first() else { break };
                    at = next;
                    found.is_damaged_before |= found.ends.iter().all(|(_, until, _)| *until <= 0);
                    continue;
                }
            };
            at += page.length;
            let next = numbers.insert(page.stream, page.number.wrapping_add(1));
            if let Some(until) = page.until {
                if next.is_some_and(|next| next != page.number) {
                    found.behind_lost.push((page.stream, until));
                }
                found.ends.push((page.stream, until, page.packets));
                found.last.insert(page.stream, until);
            }
        }
        found.ends.sort_unstable();
        found.behind_lost.sort_unstable();
        Ok(found)
    }

    /// Whether a page ends here in which so many packets were found. What is left of one that began
    /// on a lost page isn't.
    fn ends(&self, stream: u32, at: i64, found: usize) -> bool {
        let from = self.ends.partition_point(|end| (end.0, end.1) < (stream, at));
        let mut here = self.ends[from..].iter().take_while(|end| (end.0, end.1) == (stream, at));
        here.any(|(_, _, packets)| *packets == found || *packets == found + 1)
    }
}

/// The packets of a page, or what is known of it so far.
#[derive(Default)]
struct HeldPage {
    packets: Vec<Packet>,
    /// How long the last page was that is as long as it says, and the first packet in it.
    usual: Option<(i64, i64)>,
}

impl HeldPage {
    fn end(&self) -> Option<i64> {
        self.packets.last().map(|last| last.pts.get().saturating_add(whole(last)))
    }

    /// Puts its packets where they are heard. It ends so much later than they do by themselves.
    fn settle(&mut self, late: i64, is_behind_lost: bool, is_opus: bool) {
        let length: i64 = self.packets.iter().map(whole).sum();
        if late.abs() < OFF {
            self.usual = self.packets.first().map(|first| (length, whole(first)));
            return;
        }
        let Some(start) = self.packets.first().map(|first| first.pts.get()) else { return };
        let count = self.packets.len() as i64;
        let usual = self.usual.map_or(0, |(_, of_one)| of_one);
        if is_opus && (count * usual - length - late).abs() < OFF {
            // A damaged packet says anything of its length.
            for (packet, at) in self.packets.iter_mut().zip(0..) {
                place(packet, start + at * usual, (whole(packet) - usual).max(0));
            }
        } else if late < 0 {
            // Only at a stream's end is something left over.
            let mut at = start;
            for packet in &mut self.packets {
                let length = whole(packet);
                place(packet, at, 0);
                at += length;
            }
        } else {
            // Some writers end a page by its time, as soon as one comes that is late.
            let usual = self.usual.map_or(0, |(of_page, _)| of_page);
            let is_ended = !is_behind_lost && late >= usual && length * 10 < usual * 9;
            let first = if is_ended { self.packets.len() - 1 } else { 0 };
            for packet in &mut self.packets[first..] {
                packet.pts = packet.pts.saturating_add(Ticks::new(late as u64));
            }
        }
    }
}

/// How long a packet is with all that is not to be heard of it.
fn whole(packet: &Packet) -> i64 {
    (packet.dur.get() + packet.trim_start.get() + packet.trim_end.get()) as i64
}

fn place(packet: &mut Packet, at: i64, unwanted: i64) {
    let wanted = whole(packet) - packet.trim_start.get() as i64 - unwanted;
    packet.pts = Timestamp::new(at);
    packet.dur = Ticks::new(wanted.max(0) as u64);
    packet.trim_end = Ticks::new(unwanted as u64);
}

/// Reads the packets of an Ogg, and gives them the times at which they are heard.
pub(crate) struct OggPackets {
    times: PageTimes,
    held: BTreeMap<u32, HeldPage>,
    ready: VecDeque<Packet>,
    /// What comes when these have been given.
    ended: Option<ReadResult<Option<Packet>>>,
    /// How far the reader has come.
    read: ReadPlace,
    /// The same when it last gave a packet: it looks for more up to the end.
    place: ReadPlace,
}

impl OggPackets {
    /// Goes on with a reader that has given this packet, and come so far.
    pub(crate) fn new(
        described: &dyn FormatReader,
        first: Option<Packet>,
        times: PageTimes,
        read: ReadPlace,
    ) -> Self {
        let (held, ready) = (BTreeMap::new(), VecDeque::new());
        let place = ReadPlace::at(0);
        let mut new = Self { times, held, ready, ended: None, read, place };
        first.into_iter().for_each(|first| new.take(described, first));
        new
    }

    /// How far it has come.
    pub(crate) fn place(&self) -> ReadPlace {
        self.place.clone()
    }

    fn take(&mut self, described: &dyn FormatReader, packet: Packet) {
        self.place.come_to(self.read.now());
        let (stream, at) = (packet.track_id, packet.pts.get());
        let is_opus = is_opus(described, stream);
        let held = self.held.entry(stream).or_default();
        let begins = self.times.ends(stream, at, held.packets.len());
        if let Some(end) = held.end().filter(|end| begins || *end != at) {
            let is_behind_lost = self.times.behind_lost.binary_search(&(stream, at)).is_ok();
            held.settle(at.saturating_sub(end), is_behind_lost, is_opus);
            self.ready.extend(held.packets.drain(..));
        }
        held.packets.push(packet);
    }

    /// Of the last page no other tells when it ended.
    fn finish(&mut self) {
        for (stream, mut held) in std::mem::take(&mut self.held) {
            let last = self.times.last.get(&stream).copied();
            if let (Some(last), Some(end)) = (last, held.end())
                && last > end
                && self.times.behind_lost.binary_search(&(stream, last)).is_ok()
            {
                held.settle(last - end, true, false);
            }
            self.ready.append(&mut held.packets.into());
        }
    }
}

impl Packets for OggPackets {
    fn next(&mut self, described: &mut dyn FormatReader) -> ReadResult<Option<Packet>> {
        loop {
            if let Some(packet) = self.ready.pop_front() {
                return Ok(Some(packet));
            }
            if let Some(ended) = self.ended.take() {
                return ended;
            }
            match described.next_packet() {
                Ok(Some(packet)) => self.take(described, packet),
                ended => {
                    self.finish();
                    self.ended = Some(ended);
                }
            }
        }
    }
}

fn is_opus(described: &dyn FormatReader, stream: u32) -> bool {
    let track = described.tracks().iter().find(|track| track.id == stream);
    let codec = track.and_then(|track| track.codec_params.as_ref());
    matches!(codec, Some(CodecParameters::Audio(audio)) if audio.codec == CODEC_ID_OPUS)
}
