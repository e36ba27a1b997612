//! What is missing between packets, by the times that they carry.

use std::time::Duration;

use symphonia::core::errors::Result as ReadResult;
use symphonia::core::formats::well_known::FORMAT_ID_MKV;
use symphonia::core::packet::Packet;

use super::Recording;
use super::parts::PartKind;
use super::probe::guarded;
use crate::time::stretch;
use crate::voice::speech::Span;

/// Seconds. A shorter hole is filled and not spoken of: it can neither hide a word nor make a
/// silence.
pub(super) const HOLE: f64 = 0.25;
/// Seconds. The same where the time is counted: no frame is as short.
const COUNTED: f64 = 0.01;
/// Seconds of packets, and how many of them and of their bytes, that are read ahead to see whether
/// the time goes on from a jump.
const AHEAD: f64 = 60.0;
const MOST_AHEAD: usize = 4000;
const MOST_BYTES: usize = 16 << 20;

/// Seconds. A longer jump in the timestamps is a clock that was set, not sound that is missing.
const JUMP: f64 = 3600.0;

impl Recording {
    /// Begins with the packet that was read when its source was opened.
    pub(super) fn hold_first(&mut self) {
        self.held = self.source.first.take().map(|first| Ok(Some(first))).into_iter().collect();
        self.untimed = 0;
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

    /// Packets carry the time at which they are heard: one that is late has a hole before it, if
    /// what follows goes on from there. One time that is wrong, or those of one cluster, move
    /// nothing.
    pub(super) fn hole_before(&mut self, packet: &Packet) -> bool {
        if self.untimed > 0 {
            self.untimed -= 1;
            return false;
        }
        let at = packet.pts.get() as f64 * self.source.tick - self.start;
        let late = at - self.read as f64 / f64::from(self.rate);
        // Frames are counted; the times of others are round.
        let is_counted = matches!(self.part.kind, PartKind::Untimed);
        let is_hole = late >= if is_counted { COUNTED } else { HOLE };
        if !is_hole {
            return false;
        }
        if !is_counted && let Some(wrong) = self.wrong_times(packet, late) {
            self.untimed = wrong - 1;
            return false;
        }
        if late > JUMP {
            self.start += late;
            return false;
        }
        // What of a Matroska is read behind damage is headed, and frames only begin late behind
        // some.
        let is_mkv = self.source.format.format_info().format == FORMAT_ID_MKV;
        let is_behind = is_mkv && matches!(self.part.kind, PartKind::Headed(_));
        let is_damaged = is_behind || is_counted || self.source.is_damaged_before;
        if self.duration().is_zero() && !is_damaged {
            self.begins = Duration::from_secs_f64(late);
        }
        let from = self.duration();
        self.skip(late);
        if self.source.is_estimated {
            self.estimated.push(Span { from, to: self.duration() });
        }
        if !is_counted {
            // What a decoder kept of the sound before would be laid over that behind the hole.
            self.source.decoder.reset();
        }
        true
    }

    /// How many packets from this one on, which is so late, carry a time from which what is behind
    /// them doesn't go on, but from the one before it. `None` where the time did jump.
    fn wrong_times(&mut self, packet: &Packet, late: f64) -> Option<usize> {
        let tick = self.source.tick;
        let time = |of: &Packet| (of.pts.get() as f64 * tick, of.dur.get() as f64 * tick);
        let mut bytes = 0;
        let mut times = vec![time(packet)];
        for ahead in 0.. {
            if ahead == self.held.len() {
                if times.len() > MOST_AHEAD || bytes > MOST_BYTES {
                    break;
                }
                let next = self.next_packet();
                self.held.push_back(next);
            }
            let Some(Ok(Some(next))) = self.held.get(ahead) else { break };
            if next.track_id == packet.track_id {
                bytes += next.data.len();
                times.push(time(next));
                if (times[times.len() - 1].0 - times[0].0).abs() > AHEAD + late {
                    break;
                }
            }
        }
        wrong_of(&times, late).or_else(|| {
            // Nothing goes on from the last one, nor from what is behind the end.
            let end = self.source.declared.filter(|_| self.source.exact)?.as_secs_f64();
            let so_far = (self.duration() - self.before).as_secs_f64();
            (so_far + late > end + HOLE).then_some(times.len())
        })
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

/// How many packets, by their times and lengths, stand at the beginning of a row whose first is so
/// late, before the time is back where it had been.
fn wrong_of(times: &[(f64, f64)], late: f64) -> Option<usize> {
    // Where none tells how long it is, most say it by the next one's time.
    let mut steps: Vec<f64> = times.windows(2).map(|pair| pair[1].0 - pair[0].0).collect();
    steps.sort_by(f64::total_cmp);
    let usual = steps.get(steps.len() / 2).map_or(0.0, |usual| usual.clamp(0.0, HOLE));
    let lasting = |(_, lasting): (f64, f64)| if lasting > 0.0 { lasting } else { usual };
    let step = |i: usize| times[i].0 - times[i - 1].0 - lasting(times[i - 1]);
    let mut off = late;
    for i in 1..times.len() {
        off += step(i);
        if step(i).abs() < HOLE {
            continue;
        }
        // One that is itself wrong brings nothing back.
        let goes_on = i + 1 == times.len() || step(i + 1).abs() < HOLE;
        if off.abs() < HOLE && goes_on {
            return Some(i);
        }
    }
    (times.len() == 1).then_some(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_set_far_back_later_makes_no_hole_before_it_a_wrong_time() {
        let row = |from: f64| (0..5).map(move |i| (from + 0.02 * f64::from(i), 0.02));
        let back_to = |from: f64| row(15.0).chain(row(from)).collect::<Vec<_>>();
        // Five seconds late, and then where it had been.
        assert_eq!(wrong_of(&back_to(10.1), 5.0), Some(5));
        assert_eq!(wrong_of(&back_to(0.0), 5.0), None);
    }
}
