//! When the sound of an MP4 is heard by its own clock, where its reader leaves that out: it counts
//! all that there is from zero on, and fragments tell when they begin.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Result;
use std::ops::Range;

use symphonia::core::errors::Result as ReadResult;
use symphonia::core::formats::FormatReader;
use symphonia::core::packet::Packet;
use symphonia::core::units::Timestamp;

use super::beginnings::bytes;
use super::mp4::{BoxHead, MOST, boxes, head, inner, number, scale, tracks};
use super::packets::Packets;

/// What the box begins with in which Smooth Streaming tells when a fragment begins.
const TFXD: &[u8] = b"\x6D\x1D\x9B\x05\x42\xD5\x44\xE6\x80\xE2\x14\x1D\xAF\xF7\x57\xB2";

/// When the sound of a track is heard, in ticks of its clock.
#[derive(Debug, Default, Clone)]
pub(crate) struct SoundTimes {
    /// From which packet on, counted from 0, what time holds; in order.
    pub(crate) begins: Vec<(u64, i64)>,
    /// How many packets there are, and when the last one ends.
    count: u64,
    pub(crate) end: i64,
    /// When the next fragment begins, as an index says that stands before it.
    indexed: Option<i64>,
    /// Ticks a second, and of a packet that doesn't tell how many it lasts.
    scale: f64,
    usual: u64,
}

impl SoundTimes {
    /// When the first packet is heard.
    pub(crate) fn start(&self) -> i64 {
        self.begins.first().filter(|(first, _)| *first == 0).map_or(0, |(_, time)| *time)
    }

    /// Whether its reader counts otherwise.
    fn is_other(&self) -> bool {
        let mut begins = self.begins.iter();
        begins.any(|(first, time)| (*first, *time) != (0, 0))
    }
}

/// When the sound of each track is heard, by its number; of those that its reader counts rightly,
/// nothing.
pub(crate) fn sound_times(
    file: &mut File,
    range: &Range<u64>,
    index: &[u8],
) -> Result<BTreeMap<u32, SoundTimes>> {
    let mut times: BTreeMap<_, _> =
        tracks(index).filter_map(|(id, track)| Some((id, in_index(index, id, track)?))).collect();
    let mut at = range.start;
    while at < range.end
        && let Some(BoxHead { name, body }) = head(file, at)?
    {
        let length = body.end.saturating_sub(body.start);
        if matches!(&name, b"moof" | b"sidx") && length <= MOST {
            let body = bytes(file, body.start, length)?;
            match &name {
                b"sidx" => take_index(&body, &mut times),
                _ => take_fragment(&body, &mut times),
            }
            .unwrap_or_default();
        }
        at = body.end;
    }
    times.retain(|_, times| times.is_other());
    Ok(times)
}

/// What the index holds of a track by itself, before any fragment.
fn in_index(index: &[u8], id: u32, track: &[u8]) -> Option<SoundTimes> {
    let scale = scale(inner(track, &[b"mdia", b"mdhd"])?)?;
    let table = inner(track, &[b"mdia", b"minf", b"stbl"])?;
    let count = inner(table, &[b"stsz"]).and_then(|sizes| number(sizes, 8, 4)).unwrap_or(0);
    let durations = inner(table, &[b"stts"]).and_then(|list| list.get(8..)).unwrap_or_default();
    let ticks = |entry: &[u8]| i64::try_from(number(entry, 0, 4)? * number(entry, 4, 4)?).ok();
    let length = durations.chunks_exact(8).filter_map(ticks).fold(0, i64::saturating_add);
    // Most sound is heard in the order in which it is decoded, and then all of it is as late.
    let late = inner(table, &[b"ctts"]).and_then(|list| number(list, 12, 4));
    let late = i64::from(late.unwrap_or(0) as u32 as i32);
    let defaults = inner(index, &[b"mvex"]).unwrap_or_default();
    let mut defaults = boxes(defaults).filter(|(name, _)| name == b"trex");
    let usual = defaults.find(|(_, body)| number(body, 4, 4) == Some(u64::from(id)));
    Some(SoundTimes {
        begins: if late == 0 { Vec::new() } else { vec![(0, late)] },
        count,
        end: late.saturating_add(length),
        indexed: None,
        scale,
        usual: usual.and_then(|(_, body)| number(body, 12, 4)).unwrap_or(0),
    })
}

/// Takes up an index of fragments, which tells when the next one begins.
fn take_index(body: &[u8], times: &mut BTreeMap<u32, SoundTimes>) -> Option<()> {
    let id = u32::try_from(number(body, 4, 4)?).ok()?;
    let scale = number(body, 8, 4).filter(|scale| *scale > 0)? as f64;
    let time = if *body.first()? == 0 { number(body, 12, 4) } else { number(body, 12, 8) }?;
    let of_track = times.get_mut(&id)?;
    of_track.indexed = Some((time as f64 / scale * of_track.scale).round() as i64);
    Some(())
}

fn take_fragment(body: &[u8], times: &mut BTreeMap<u32, SoundTimes>) -> Option<()> {
    // Of several of one track its reader knows the last.
    let mut fragments = BTreeMap::new();
    for (_, body) in boxes(body).filter(|(name, _)| name == b"traf") {
        let id = u32::try_from(number(inner(body, &[b"tfhd"])?, 4, 4)?).ok()?;
        fragments.insert(id, body);
    }
    for (id, body) in fragments {
        let Some(times) = times.get_mut(&id) else { continue };
        let runs = runs(body, times.usual);
        let told = told(body).or(times.indexed).filter(|_| runs.count > 0);
        times.indexed = None;
        let begins = told.unwrap_or(times.end).saturating_add(runs.late);
        if told.is_some() || runs.late != 0 {
            times.begins.push((times.count, begins));
        }
        times.count = times.count.saturating_add(runs.count);
        times.end = begins.saturating_add_unsigned(runs.length);
    }
    Some(())
}

/// When a fragment of a track says that it begins.
fn told(fragment: &[u8]) -> Option<i64> {
    let time = |body: &[u8]| match body.first()? {
        0 => number(body, 4, 4),
        _ => number(body, 4, 8),
    };
    let decoded = inner(fragment, &[b"tfdt"]).and_then(time);
    let smooth = || {
        let mut others = boxes(fragment).filter(|(name, _)| name == b"uuid");
        others.find_map(|(_, body)| time(body.strip_prefix(TFXD)?))
    };
    i64::try_from(decoded.or_else(smooth)?).ok()
}

/// Packets of a fragment.
#[derive(Debug, Default)]
struct Runs {
    count: u64,
    /// How long they last, in ticks.
    length: u64,
    /// How much later than decoded the first is heard.
    late: i64,
}

fn runs(fragment: &[u8], usual: u64) -> Runs {
    let mut runs = Runs::default();
    let has = |flags: u64, flag: u64| flags & flag != 0;
    let header = inner(fragment, &[b"tfhd"]).unwrap_or_default();
    let flags = number(header, 1, 3).unwrap_or(0);
    let at = 8 + if has(flags, 1) { 8 } else { 0 } + if has(flags, 2) { 4 } else { 0 };
    let usual = match has(flags, 8) {
        true => number(header, at, 4).unwrap_or(usual),
        false => usual,
    };
    for (_, run) in boxes(fragment).filter(|(name, _)| name == b"trun") {
        let flags = number(run, 1, 3).unwrap_or(0);
        let count = number(run, 4, 4).unwrap_or(0);
        let at = 8 + [1, 4].into_iter().filter(|flag| has(flags, *flag)).count() * 4;
        let fields = [0x100, 0x200, 0x400, 0x800].into_iter().filter(|flag| has(flags, *flag));
        let size = fields.count() * 4;
        let entries = run.get(at..).unwrap_or_default();
        if has(flags, 0x800) && runs.count == 0 {
            let late = number(entries, size - 4, 4).unwrap_or(0);
            runs.late = i64::from(late as u32 as i32);
        }
        runs.count = runs.count.saturating_add(count);
        let length = match has(flags, 0x100) {
            true => {
                let entries = entries.chunks_exact(size).take(count as usize);
                entries.filter_map(|entry| number(entry, 0, 4)).sum()
            }
            false => count.saturating_mul(usual),
        };
        runs.length = runs.length.saturating_add(length);
    }
    runs
}

/// The packets of an MP4, with the times at which they are heard.
pub(crate) struct FragmentPackets {
    times: BTreeMap<u32, SoundTimes>,
    /// Of each track, how many came, how many of its beginnings were passed, and how much later
    /// than its reader says what follows is heard.
    come: BTreeMap<u32, (u64, usize, i64)>,
}

impl FragmentPackets {
    pub(crate) fn new(times: BTreeMap<u32, SoundTimes>) -> Self {
        Self { times, come: BTreeMap::new() }
    }

    /// A packet at its time.
    pub(crate) fn timed(&mut self, mut packet: Packet) -> Packet {
        let Some(times) = self.times.get(&packet.track_id) else { return packet };
        let (count, passed, late) = self.come.entry(packet.track_id).or_default();
        while let Some((first, time)) = times.begins.get(*passed)
            && first <= count
        {
            *late = time.saturating_sub(packet.pts.get());
            *passed += 1;
        }
        *count += 1;
        packet.pts = Timestamp::new(packet.pts.get().saturating_add(*late));
        packet
    }
}

impl Packets for FragmentPackets {
    fn next(&mut self, described: &mut dyn FormatReader) -> ReadResult<Option<Packet>> {
        Ok(described.next_packet()?.map(|packet| self.timed(packet)))
    }
}
