//! How far into a file its reader has come. MP3 has no timestamps: where its reader passes over
//! damage to the next frame, only the bytes that belong to no frame tell that sound is missing, and
//! how much.

use std::io::{Read, Result, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use symphonia::core::io::MediaSource;
use symphonia::core::packet::Packet;

/// Bytes read at a time, so that the reader can't run ahead of the frame that it is at: an eighth
/// of a second at 16 kbit/s.
const STEP: usize = 256;

/// A file that counts what was read of it.
pub(crate) struct Metered<M> {
    source: M,
    /// Where its sound begins, behind the tags before it; all else counts from there.
    start: u64,
    /// Where its sound ends.
    end: u64,
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
    /// Of a source that stands where its sound begins: counts from there, and reads up to where it
    /// ends, since in a tag anything can look like a frame.
    pub(crate) fn new(source: M, (start, end): (u64, u64)) -> Self {
        Self { source, start, end: end.saturating_sub(start), at: Arc::default() }
    }

    /// A meter for the packets of this file.
    pub(crate) fn meter(&self) -> Meter {
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
        self.ticks += packet.dur.get() + packet.trim_end.get();
        missing
    }
}

impl<M: MediaSource> Read for Metered<M> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let left = self.end.saturating_sub(self.at.load(Ordering::Relaxed));
        let most = buffer.len().min(STEP).min(usize::try_from(left).unwrap_or(STEP));
        let read = self.source.read(&mut buffer[..most])?;
        self.at.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl<M: MediaSource> Seek for Metered<M> {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        let to = match to {
            SeekFrom::Start(at) => SeekFrom::Start(at.saturating_add(self.start)),
            to => to,
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
        Some(self.source.byte_len()?.saturating_sub(self.start))
    }
}
