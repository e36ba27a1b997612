//! What is missing between packets, by the times that they carry.

use std::time::Duration;

use symphonia::core::errors::Result as ReadResult;
use symphonia::core::packet::Packet;

use super::Recording;
use super::parts::PartKind;
use super::source::guarded;
use crate::time::stretch;
use crate::voice::speech::Span;

/// Seconds. A shorter hole is filled and not spoken of: it can neither hide a word nor make a
/// silence.
pub(super) const HOLE: f64 = 0.25;
/// Seconds. The same where the time is counted: no frame is as short.
const COUNTED: f64 = 0.01;
/// Seconds. A longer jump in the timestamps is a clock that was set, not sound that is missing.
const JUMP: f64 = 3600.0;

impl Recording {
    /// Begins with the packet that was read when its source was opened.
    pub(super) fn hold_first(&mut self) {
        self.held = self.source.first.take().map(|first| Ok(Some(first))).into_iter().collect();
    }

    /// The next packet of the track that is heard.
    pub(super) fn next_packet(&mut self) -> ReadResult<Option<Packet>> {
        loop {
            let packet = guarded(|| self.source.format.next_packet());
            if let (Ok(Some(_)), Some(place)) = (&packet, &self.source.place_in_file) {
                self.seen = place.now();
            }
            match packet {
                Ok(Some(packet)) if packet.track_id != self.source.track => {}
                packet => return packet,
            }
        }
    }

    /// Packets carry the time at which they are heard: one that is late has a hole before it.
    pub(super) fn hole_before(&mut self, packet: &Packet) -> bool {
        let at = packet.pts.get() as f64 * self.source.tick - self.start;
        let late = at - self.read as f64 / f64::from(self.rate);
        if late > JUMP {
            self.start += late;
            return false;
        }
        // Frames are counted; the times of others are round.
        let is_counted = matches!(self.part.kind, PartKind::Untimed);
        let is_hole = late >= if is_counted { COUNTED } else { HOLE };
        if is_hole {
            // What is read behind damage is headed.
            let is_first = self.duration().is_zero();
            if is_first && !matches!(self.part.kind, PartKind::Headed(_)) {
                self.begins = Duration::from_secs_f64(late);
            }
            self.skip(late);
        }
        is_hole
    }

    /// Puts in silence for what could not be read.
    pub(super) fn skip(&mut self, seconds: f64) {
        let from = self.duration();
        self.missing += self.samples(seconds);
        let to = self.duration();
        stretch::add(&mut self.lost, Span { from, to });
    }

    fn samples(&self, seconds: f64) -> u64 {
        (seconds * f64::from(self.rate)).round() as u64
    }
}
