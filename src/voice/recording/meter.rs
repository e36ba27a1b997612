//! One part of a file, as its reader sees it, and how far into it the reader has come.

use std::fs::File;
use std::io::{BufReader, Read, Result, Seek, SeekFrom};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use symphonia::core::io::MediaSource;

/// Bytes read at a time, so that the reader can't run ahead of the frame that it is at: an eighth
/// of a second at 16 kbit/s.
const STEP: usize = 256;

/// A part of a file that counts what was read of it.
pub(crate) struct Metered {
    /// What is read before it.
    header: Vec<u8>,
    source: BufReader<File>,
    /// Where in the file the part begins; all else counts from where the header does.
    start: u64,
    /// Where it ends.
    end: u64,
    /// Bytes read at a time.
    step: usize,
    is_seekable: bool,
    at: Arc<AtomicU64>,
}

/// How far into a file the reader of a part has come.
#[derive(Clone)]
pub(crate) struct ReadPlace {
    at: Arc<AtomicU64>,
    start: u64,
    header: u64,
}

impl ReadPlace {
    /// Of a reader that hasn't read anything.
    pub(crate) fn at(start: u64) -> Self {
        Self { at: Arc::default(), start, header: 0 }
    }

    /// Takes over how far into the file the reader has come.
    pub(crate) fn come_to(&self, at: u64) {
        self.at.store(at.saturating_sub(self.start), Ordering::Relaxed);
    }

    /// Bytes from the file's beginning.
    pub(crate) fn now(&self) -> u64 {
        self.start + self.at.load(Ordering::Relaxed).saturating_sub(self.header)
    }
}

impl Metered {
    /// Counts from where the header begins that is put before this part, and reads up to where the
    /// part ends, since behind that is another recording, or a tag, in which anything can look like
    /// a frame.
    ///
    /// # Errors
    /// The file can't be read.
    pub(crate) fn new(
        mut file: File,
        header: Vec<u8>,
        part: &Range<u64>,
        is_seekable: bool,
    ) -> Result<Self> {
        file.seek(SeekFrom::Start(part.start))?;
        let end = header.len() as u64 + part.end.saturating_sub(part.start);
        Ok(Self {
            header,
            source: BufReader::with_capacity(1 << 16, file),
            start: part.start,
            end,
            step: usize::MAX,
            is_seekable,
            at: Arc::default(),
        })
    }

    /// Where in the file it is, from now on to some bytes.
    pub(crate) fn place(&mut self) -> ReadPlace {
        self.step = STEP;
        let header = self.header.len() as u64;
        ReadPlace { at: Arc::clone(&self.at), start: self.start, header }
    }
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let at = self.at.load(Ordering::Relaxed);
        let left = self.end.saturating_sub(at);
        let most = buffer.len().min(self.step).min(usize::try_from(left).unwrap_or(usize::MAX));
        let header = usize::try_from(at).ok().and_then(|at| self.header.get(at..));
        let read = match header {
            Some(mut header) if !header.is_empty() => header.read(&mut buffer[..most])?,
            _ => self.source.read(&mut buffer[..most])?,
        };
        self.at.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl Seek for Metered {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => at,
            SeekFrom::End(by) => self.end.saturating_add_signed(by),
            SeekFrom::Current(by) => self.at.load(Ordering::Relaxed).saturating_add_signed(by),
        };
        let behind = at.saturating_sub(self.header.len() as u64);
        self.source.seek(SeekFrom::Start(self.start.saturating_add(behind)))?;
        self.at.store(at, Ordering::Relaxed);
        Ok(at)
    }
}

impl MediaSource for Metered {
    fn is_seekable(&self) -> bool {
        self.is_seekable
    }

    fn byte_len(&self) -> Option<u64> {
        self.is_seekable.then_some(self.end)
    }
}
