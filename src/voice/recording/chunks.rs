//! WAV, AIFF and CAF: chunks, one of which holds the samples. Its length is often not true:
//! recorders that are killed leave it empty, those that write to a pipe leave it open, and behind
//! 4 GB it begins anew. So only what the samples are is taken from the others; how many there are
//! says the file.

use std::fs::File;
use std::io::Result;
use std::ops::Range;

use super::beginnings::{begins, bytes};
use super::likeness::SampleForm;

/// A WAV's description of its samples that is longer is none.
const MOST: u64 = 1 << 16;
/// All that is kept of a CAF: its table of packets has two bytes for each.
const MOST_OF_ALL: u64 = 32 << 20;
/// Some write the largest signed number, or a little less, for "unknown". So much sound would be 6
/// hours.
const UNKNOWN: u64 = 0x7EFF_0000;

/// Chunks that stand behind samples, in any of the families. Where one does, the samples' length is
/// true.
const BEHIND: [&[u8; 4]; 28] = [
    b"LIST", b"id3 ", b"ID3 ", b"fact", b"cue ", b"smpl", b"bext", b"iXML", b"PEAK", b"JUNK",
    b"junk", b"FLLR", b"PAD ", b"_PMX", b"inst", b"acid", b"cart", b"axml", b"NAME", b"AUTH",
    b"ANNO", b"MARK", b"COMT", b"APPL", b"info", b"strg", b"mark", b"free",
];

/// Samples that stand in a file.
pub(crate) struct Samples {
    /// Chunks that describe them, and their length as it is.
    pub(crate) header: Vec<u8>,
    pub(crate) range: Range<u64>,
    /// Whether their length says that there should be more.
    pub(crate) cut: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Wav,
    Aiff,
    Caf,
}

/// A chunk: its name, and where in the file stands what is in it.
struct FileChunk {
    name: [u8; 4],
    body: u64,
    /// `None` where it lasts until the end.
    length: Option<u64>,
}

impl FileChunk {
    fn end(&self) -> Option<u64> {
        self.length.and_then(|length| self.body.checked_add(length))
    }
}

/// What is known of the samples before they are read.
struct Described {
    family: Family,
    /// The chunks that say what they are.
    chunks: Vec<u8>,
    /// Where they begin, and how many bytes they should be.
    data: u64,
    length: Option<u64>,
}

impl Family {
    /// The family of the file that begins here.
    fn at(file: &mut File, at: u64) -> Result<Option<Self>> {
        let head = bytes(file, at, 12)?;
        let form = head.get(8..12);
        Ok(match head.get(..4) {
            Some(b"RIFF" | b"RF64" | b"BW64") if form == Some(b"WAVE") => Some(Self::Wav),
            Some(b"FORM") if form == Some(b"AIFF") || form == Some(b"AIFC") => Some(Self::Aiff),
            Some(b"caff") if head[4..6] == [0, 1] => Some(Self::Caf),
            _ => None,
        })
    }

    fn chunk(self, file: &mut File, at: u64) -> Result<Option<FileChunk>> {
        let head = bytes(file, at, if self == Self::Caf { 12 } else { 8 })?;
        let Some((&[a, b, c, d], size)) = head.split_first_chunk() else { return Ok(None) };
        let length = match (self, size) {
            (Self::Wav, &[a, b, c, d]) => u64::from(u32::from_le_bytes([a, b, c, d])),
            (Self::Aiff, &[a, b, c, d]) => u64::from(u32::from_be_bytes([a, b, c, d])),
            (Self::Caf, &[a, b, c, d, e, f, g, h]) => u64::from_be_bytes([a, b, c, d, e, f, g, h]),
            _ => return Ok(None),
        };
        // In a CAF, -1 is "until the end".
        let length = (length <= i64::MAX as u64).then_some(length);
        Ok(Some(FileChunk { name: [a, b, c, d], body: at + head.len() as u64, length }))
    }

    /// What its samples stand in.
    fn samples(self) -> &'static [u8; 4] {
        if self == Self::Aiff { b"SSND" } else { b"data" }
    }

    /// Bytes before the samples, in their chunk.
    fn before(self, file: &mut File, chunk: &FileChunk) -> Result<u64> {
        Ok(match self {
            Self::Wav => 0,
            Self::Caf => 4,
            Self::Aiff => {
                let offset = bytes(file, chunk.body, 4)?;
                let offset = offset.first_chunk().map_or(0, |&offset| u32::from_be_bytes(offset));
                // Some leave it undefined.
                8 + if u64::from(offset) < MOST { u64::from(offset) } else { 0 }
            }
        })
    }

    /// The chunk behind one that ends at `unpadded`, if what is there may be one, and where it
    /// begins. It should do so at an even place, and some forget that.
    fn plausible(
        self,
        file: &mut File,
        unpadded: u64,
        padded: u64,
        end: u64,
    ) -> Result<Option<(u64, FileChunk)>> {
        for at in [padded, unpadded] {
            let Some(chunk) = self.chunk(file, at)? else { continue };
            let is_name = chunk.name.iter().all(|byte| matches!(byte, b' '..=b'~'));
            let fits = chunk.end().is_some_and(|chunk_end| chunk_end <= end);
            if is_name && (fits || chunk.name == *self.samples()) {
                return Ok(Some((at, chunk)));
            }
        }
        Ok(None)
    }

    /// Whether a chunk begins here that may stand behind samples, of which some is missing.
    fn is_cut(self, file: &mut File, at: u64) -> Result<bool> {
        Ok(self.chunk(file, at)?.is_some_and(|chunk| BEHIND.contains(&&chunk.name)))
    }

    /// Where the chunk behind one that ends here begins, at the latest, in a file that begins at
    /// `start`.
    fn padded(self, start: u64, end: u64) -> u64 {
        if self == Self::Caf { end } else { end + (end - start) % 2 }
    }
}

/// The samples that stand in a file from here on, and where it ends; `None` where none begins here,
/// or one without samples.
pub(crate) fn samples(
    file: &mut File,
    start: u64,
    end: u64,
) -> Result<Option<(Vec<Samples>, u64)>> {
    let Some(mut described) = describe(file, start, end)? else { return Ok(None) };
    let mut all = Vec::new();
    loop {
        let known = described.length.filter(|length| *length > 0 && *length < UNKNOWN);
        let declared = described.length.map(|length| described.data.saturating_add(length));
        let behind = match declared.filter(|declared| *declared <= end) {
            Some(declared) => match behind(file, described.family, start, declared..end)? {
                Behind::Unlike
                    if known.is_some() && !described.goes_on(file, start, declared..end)? =>
                {
                    Behind::Else(declared)
                }
                behind => behind,
            },
            None => Behind::Unlike,
        };
        // Where neither chunks nor the end follow, the length is wrong, and it is samples that do.
        let range = match (&behind, declared) {
            (Behind::Unlike, _) | (_, None) => described.data..end,
            (_, Some(declared)) => described.data..declared,
        };
        let cut = matches!(behind, Behind::Unlike)
            && known.is_some()
            && declared.is_some_and(|declared| declared > end);
        let header = described.header(&range);
        if !range.is_empty() {
            all.push(Samples { header, range, cut });
        }
        match behind {
            Behind::Samples(chunk) => {
                let before = described.family.before(file, &chunk)?;
                described.data = chunk.body + before;
                described.length = chunk.length.map(|length| length.saturating_sub(before));
            }
            Behind::Another(at) | Behind::Else(at) => return Ok(Some((all, at))),
            Behind::End | Behind::Unlike => return Ok(Some((all, end))),
        }
    }
}

fn describe(file: &mut File, start: u64, end: u64) -> Result<Option<Described>> {
    let Some(family) = Family::at(file, start)? else { return Ok(None) };
    let mut at = start + if family == Family::Caf { 8 } else { 12 };
    let (mut chunks, mut long, mut found) = (Vec::new(), None, None);
    while let Some(chunk) = family.chunk(file, at)? {
        let FileChunk { name, body, length } = chunk;
        let whole = length.unwrap_or(u64::MAX);
        let mut keep = |most: u64| -> Result<Option<Vec<u8>>> {
            let fits = whole.saturating_add(chunks.len() as u64) <= most;
            fits.then(|| bytes(file, at, body - at + whole)).transpose()
        };
        match (family, &name) {
            // What a 32-bit length has no room for.
            (Family::Wav, b"ds64") => {
                let sizes = bytes(file, body + 8, 8)?;
                long = sizes.first_chunk().map(|&size| u64::from_le_bytes(size));
            }
            (Family::Wav, b"fmt ") if whole >= 14 => {
                chunks = keep(MOST)?.map(|chunk| chunk[8..].to_vec()).unwrap_or(chunks);
            }
            (Family::Aiff, b"COMM") if whole >= 18 => chunks = keep(MOST)?.unwrap_or(chunks),
            (_, name) if name == family.samples() && found.is_none() => {
                let before = family.before(file, &chunk)?;
                let length = match long {
                    Some(long) if length == Some(u64::from(u32::MAX)) => Some(long),
                    _ => length.map(|length| length.saturating_sub(before)),
                };
                found = Some((body + before, length));
            }
            (Family::Caf, b"free") => {}
            (Family::Caf, _) => chunks.extend(keep(MOST_OF_ALL)?.unwrap_or_default()),
            _ => {}
        }
        // A WAV says before the samples what they are; the others may do so behind them.
        let is_said = !chunks.is_empty() && family != Family::Caf;
        if found.is_some() && (is_said || family == Family::Wav) {
            break;
        }
        match length {
            Some(length) if length <= end.saturating_sub(body) => {
                let unpadded = body + length;
                let padded = family.padded(start, unpadded);
                let next = family.plausible(file, unpadded, padded, end)?;
                at = next.map_or(padded, |(at, _)| at);
            }
            Some(_) | None => break,
        }
        if found.is_some() && begins(file, at)? {
            break;
        }
    }
    let described = found.map(|(data, length)| Described { family, chunks, data, length });
    Ok(described.filter(|described| !described.chunks.is_empty()))
}

/// What follows samples.
enum Behind {
    End,
    /// Another file, which begins there.
    Another(u64),
    /// Something that is none of it, from there on.
    Else(u64),
    /// More samples of the same kind.
    Samples(FileChunk),
    /// Nothing that may.
    Unlike,
}

/// What follows the samples, where it is what may: the end, or chunks up to it, up to others of
/// samples, or up to another file.
fn behind(file: &mut File, family: Family, start: u64, rest: Range<u64>) -> Result<Behind> {
    let Range { start: mut at, end } = rest;
    let mut is_described = false;
    loop {
        let padded = family.padded(start, at);
        if padded >= end {
            return Ok(Behind::End);
        }
        for at in [at, padded] {
            if begins(file, at)? {
                return Ok(Behind::Another(at));
            }
        }
        match family.plausible(file, at, padded, end)? {
            Some((_, chunk)) if chunk.name == *family.samples() => {
                return Ok(Behind::Samples(chunk));
            }
            Some((_, chunk)) => {
                is_described |= BEHIND.contains(&&chunk.name);
                at = chunk.end().unwrap_or(end);
            }
            None if is_described || family.is_cut(file, padded)? => return Ok(Behind::Else(at)),
            None => return Ok(Behind::Unlike),
        }
    }
}

impl Described {
    /// Whether what stands behind the samples that are counted is more of them. Where it can't be
    /// told by what it is, a file that says that it ends there is believed.
    fn goes_on(&self, file: &mut File, start: u64, rest: Range<u64>) -> Result<bool> {
        let like = match self.form() {
            Some(form) => form.is_like(file, self.data..rest.start, rest.clone())?,
            None => None,
        };
        let size = bytes(file, start + 4, 4)?;
        let size = size.first_chunk().map_or(0, |&size| match self.family {
            Family::Wav => u32::from_le_bytes(size),
            Family::Aiff => u32::from_be_bytes(size),
            Family::Caf => 0,
        });
        let said = start + 8 + u64::from(size);
        Ok(like.unwrap_or(!(rest.start..=rest.start + 1).contains(&said)))
    }

    /// How the samples are written, where they are numbers.
    fn form(&self) -> Option<SampleForm> {
        match self.family {
            Family::Wav => SampleForm::of_wav(&self.chunks),
            Family::Aiff => SampleForm::of_aiff(&self.chunks),
            Family::Caf => SampleForm::of_caf(&self.chunks),
        }
    }

    /// The same for these samples, with their length, or "until the end" where that is more than it
    /// can say.
    fn header(&self, samples: &Range<u64>) -> Vec<u8> {
        let length = samples.end.saturating_sub(samples.start);
        let short = |more: u64| u32::try_from(length + more).unwrap_or(u32::MAX);
        match self.family {
            Family::Wav => wav_header(&self.chunks, short(0)),
            Family::Aiff => {
                let comm = [&self.chunks[..], &[0][..self.chunks.len() % 2]].concat();
                // Only one that names how they are packed is an AIFC.
                let form: &[u8] = if self.chunks.len() > 8 + 18 { b"AIFC" } else { b"AIFF" };
                let whole = short(4 + comm.len() as u64 + 16).to_be_bytes();
                // The whole must not be shorter than what is in it.
                let inner = short(8).min(u32::MAX - 4096).to_be_bytes();
                [b"FORM", &whole[..], form, &comm, b"SSND", &inner, &[0; 8]].concat()
            }
            Family::Caf => {
                let inner = (length + 4).to_be_bytes();
                [b"caff\0\x01\0\0", &self.chunks[..], b"data", &inner, &[0; 4]].concat()
            }
        }
    }
}

/// A header for samples of this format, in one of the forms that every reader knows.
fn wav_header(format: &[u8], length: u32) -> Vec<u8> {
    let mut format = format.to_vec();
    match format[..] {
        // Whole numbers and floats need no more; what some add is refused.
        [1 | 3, 0, ..] if format.len() > 16 => format.truncate(16),
        // A-law and μ-law: without an extension, which some leave out.
        [6 | 7, 0, ..] => {
            format.truncate(14);
            format.extend([8, 0, 0, 0]);
        }
        _ => {}
    }
    let size = (format.len() as u32).to_le_bytes();
    let start = [&b"RIFF\xFF\xFF\xFF\xFFWAVEfmt "[..], &size, &format].concat();
    let pad = &[0][..start.len() % 2];
    [&start, pad, b"data", &length.to_le_bytes()].concat()
}

/// Whether a chunk of samples begins in a file, whether or not it says what they are.
pub(crate) fn has_samples(file: &mut File, end: u64) -> Result<bool> {
    let Some(family) = Family::at(file, 0)? else { return Ok(false) };
    let mut at = if family == Family::Caf { 8 } else { 12 };
    while let Some(chunk) = family.chunk(file, at)? {
        if chunk.name == *family.samples() {
            return Ok(chunk.body < end);
        }
        let Some(next) = chunk.end().filter(|next| *next < end) else { break };
        at = family.padded(0, next);
    }
    Ok(false)
}

/// Whether the packets of this CAF have no length of their own, and no table tells it.
pub(crate) fn lacks_table(file: &mut File) -> Result<bool> {
    let end = file.metadata()?.len();
    let Some(Described { family: Family::Caf, chunks, .. }) = describe(file, 0, end)? else {
        return Ok(false);
    };
    // The description comes first: rate, kind and flags, then bytes a packet.
    let varies = chunks.get(28..32) == Some(&[0; 4]);
    Ok(varies && !chunks.windows(4).any(|name| name == b"pakt"))
}
