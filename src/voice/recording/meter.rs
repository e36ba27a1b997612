//! One part of a file, as its reader sees it, and how far into it the reader has come. MP3 has no
//! timestamps: where its reader passes over damage to the next frame, only the bytes that belong to
//! no frame tell that sound is missing, and how much.

use std::io::{Read, Result, Seek, SeekFrom};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use symphonia::core::io::MediaSource;
use symphonia::core::packet::Packet;

/// Bytes read at a time, so that the reader can't run ahead of the frame that it is at: an eighth
/// of a second at 16 kbit/s.
const STEP: usize = 256;

/// A part of a file that counts what was read of it.
pub(crate) struct Metered<M> {
    source: M,
    /// Where the part begins; all else counts from there.
    start: u64,
    /// Where it ends.
    end: u64,
    /// Bytes read at a time.
    step: usize,
    at: Arc<AtomicU64>,
}

/// Tells what lies between the packets of a [`Metered`] file.
pub(crate) struct Meter {
    at: Arc<AtomicU64>,
    /// The count at the packet before.
    before: u64,
    /// Of all packets so far.
    bytes: u64,
    ticks: u64,
}

impl<M: MediaSource> Metered<M> {
    /// Of a source that stands where the part begins: counts from there, and reads up to where it
    /// ends, since behind that is another recording, or a tag, in which anything can look like a
    /// frame.
    pub(crate) fn new(source: M, part: Range<u64>) -> Self {
        let end = part.end.saturating_sub(part.start);
        Self { source, start: part.start, end, step: usize::MAX, at: Arc::default() }
    }

    /// A meter for the packets of this part.
    pub(crate) fn meter(&mut self) -> Meter {
        self.step = STEP;
        Meter { at: Arc::clone(&self.at), before: 0, bytes: 0, ticks: 0 }
    }
}

impl Meter {
    /// How many ticks of sound are missing before the packet that was read last: the bytes that
    /// were passed over, at the bit rate so far. What lies before the first packet is no sound.
    pub(crate) fn missing_before(&mut self, packet: &Packet) -> f64 {
        let (length, at) = (packet.data.len() as u64, self.at.load(Ordering::Relaxed));
        let passed_over = at.saturating_sub(self.before).saturating_sub(length + STEP as u64);
        let missing = match self.bytes {
            0 => 0.0,
            bytes => passed_over as f64 * self.ticks as f64 / bytes as f64,
        };
        self.before = at;
        self.bytes += length;
        self.ticks += packet.dur.get();
        missing
    }
}

impl<M: MediaSource> Read for Metered<M> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let left = self.end.saturating_sub(self.at.load(Ordering::Relaxed));
        let most = buffer.len().min(self.step).min(usize::try_from(left).unwrap_or(usize::MAX));
        let read = self.source.read(&mut buffer[..most])?;
        self.at.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl<M: MediaSource> Seek for Metered<M> {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        let to = match to {
            SeekFrom::Start(at) => SeekFrom::Start(at.saturating_add(self.start)),
            SeekFrom::End(at) => SeekFrom::Start((self.start + self.end).saturating_add_signed(at)),
            SeekFrom::Current(_) => to,
        };
        let at = self.source.seek(to)?.saturating_sub(self.start);
        self.at.store(at, Ordering::Relaxed);
        Ok(at)
    }
}

impl<M: MediaSource> MediaSource for Metered<M> {
    fn is_seekable(&self) -> bool {
        self.source.is_seekable()
    }

    fn byte_len(&self) -> Option<u64> {
        Some(self.source.byte_len()?.saturating_sub(self.start).min(self.end))
    }
}
