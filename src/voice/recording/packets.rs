//! Readers that leave the description of a container to another one, and give its packets, or the
//! times of these, by themselves.

use symphonia::core::errors::{Result as ReadResult, unsupported_error};
use symphonia::core::formats::{
    FormatInfo, FormatReader, MediaInfo, SeekMode, SeekTo, SeekedTo, Track,
};
use symphonia::core::io::MediaSourceStream;
use symphonia::core::meta::{ChapterGroup, Metadata};
use symphonia::core::packet::Packet;

/// Where the packets of a container come from.
pub(crate) trait Packets: Send + Sync {
    /// The next one of a container that this reader describes.
    fn next(&mut self, described: &mut dyn FormatReader) -> ReadResult<Option<Packet>>;
}

/// A reader that gives these packets.
pub(crate) struct PacketReader<P> {
    described: Box<dyn FormatReader>,
    packets: P,
}

impl<P: Packets> PacketReader<P> {
    pub(crate) fn new(described: Box<dyn FormatReader>, packets: P) -> Self {
        Self { described, packets }
    }
}

impl<P: Packets> FormatReader for PacketReader<P> {
    fn next_packet(&mut self) -> ReadResult<Option<Packet>> {
        self.packets.next(self.described.as_mut())
    }

    fn format_info(&self) -> &FormatInfo {
        self.described.format_info()
    }

    fn media_info(&self) -> &MediaInfo {
        self.described.media_info()
    }

    fn chapters(&self) -> Option<&ChapterGroup> {
        self.described.chapters()
    }

    fn metadata(&mut self) -> Metadata<'_> {
        self.described.metadata()
    }

    fn seek(&mut self, _: SeekMode, _: SeekTo) -> ReadResult<SeekedTo> {
        unsupported_error("packets are read in order")
    }

    fn tracks(&self) -> &[Track] {
        self.described.tracks()
    }

    fn into_inner<'s>(self: Box<Self>) -> MediaSourceStream<'s>
    where
        Self: 's,
    {
        self.described.into_inner()
    }
}
