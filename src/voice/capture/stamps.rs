//! When each sample sounded. Samples are counted; now and then something tells at what time one of
//! them sounded, give or take some jitter. Out comes a time for every sample, and where the stream
//! has holes. Pure.

use std::time::Duration;

use crate::voice::detector::SAMPLE_RATE;

/// Readings that are looked back on. The earliest is nearest the truth: what delays sound can only
/// make it seem late.
const KEPT: usize = 10;
/// A reading this much later than the count says, s, is jitter if the next isn't, and a hole in the
/// stream if it is. Half of the 0.3 s that edges heard live may differ from edges in the recording.
const JITTER: f64 = 0.15;
/// So many late readings in a row make a hole. With a reading a second, a machine that is busy for
/// some seconds delays two in a row as much, and a hole that isn't there would end a silence; a
/// true one is placed late by as long as this takes.
const PATIENCE: usize = 4;
/// By how much time may go faster or slower than the count to take up a correction without a break:
/// 0.1 s is taken up within 2 s.
const SLEW: f64 = 0.05;

/// The clock of a stream of samples.
#[derive(Debug, Default)]
pub(crate) struct Stamps {
    /// When sample 0 would have sounded, by each of the latest readings, s.
    readings: Vec<f64>,
    /// The same, by readings that came late in a row.
    late: Vec<f64>,
    /// The sample up to which times have been given without a hole.
    joint: Option<u64>,
    /// The latest time given, s.
    given: f64,
}

/// The time of some samples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Stamp {
    /// When the first one sounded.
    pub(crate) from: Duration,
    /// When the one after the last sounds.
    pub(crate) to: Duration,
    /// Whether they follow the samples stamped before without a hole.
    pub(crate) joined: bool,
}

impl Stamps {
    /// Forgets the readings: what comes next doesn't join what was.
    pub(crate) fn restart(&mut self) {
        *self = Self { given: self.given, ..Self::default() };
    }

    /// Whether there has been a reading.
    pub(crate) fn ready(&self) -> bool {
        !self.readings.is_empty()
    }

    /// Takes note that the sample at `position` sounded at `time`. The samples before it should
    /// have been stamped.
    pub(crate) fn read(&mut self, position: u64, time: Duration) {
        let reading = time.as_secs_f64() - seconds(position);
        if self.origin().is_some_and(|origin| reading > origin + JITTER) {
            self.late.push(reading);
            if self.late.len() == PATIENCE {
                self.readings = std::mem::take(&mut self.late);
                self.joint = None;
            }
            return;
        }
        self.late.clear();
        if self.readings.len() == KEPT {
            self.readings.remove(0);
        }
        self.readings.push(reading);
    }

    /// The time of `count` samples from `position` on; `None` before the first reading. Never
    /// earlier than a time given before, nor later than now.
    pub(crate) fn stamp(&mut self, position: u64, count: usize, now: Duration) -> Option<Stamp> {
        let end = position + count as u64;
        let latest = now.as_secs_f64();
        let truth = (self.origin()? + seconds(end)).min(latest);
        let length = seconds(count as u64);
        let joined = self.joint == Some(position);
        let (from, to) = if joined {
            let slewed =
                truth.clamp(self.given + length * (1.0 - SLEW), self.given + length * (1.0 + SLEW));
            (self.given, slewed.min(latest).max(self.given))
        } else {
            let from = (truth - length).max(self.given);
            (from, truth.max(from))
        };
        self.joint = Some(end);
        self.given = to;
        Some(Stamp { from: time(from).min(now), to: time(to).min(now), joined })
    }

    /// When the sample at `position` sounds; `None` before the first reading.
    pub(crate) fn time(&self, position: u64) -> Option<Duration> {
        Some(time(self.origin()? + seconds(position)))
    }

    /// When sample 0 would have sounded, s.
    fn origin(&self) -> Option<f64> {
        self.readings.iter().copied().reduce(f64::min)
    }
}

fn time(seconds: f64) -> Duration {
    Duration::try_from_secs_f64(seconds).unwrap_or_default()
}

fn seconds(samples: u64) -> f64 {
    samples as f64 / f64::from(SAMPLE_RATE)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: u64 = SAMPLE_RATE as u64;

    fn ms(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    /// Stamps a second of samples, to the millisecond.
    fn second(stamps: &mut Stamps, position: u64) -> (u128, u128, bool) {
        let stamp = stamps.stamp(position, SECOND as usize, Duration::MAX).unwrap();
        let round = |time: Duration| (time + Duration::from_micros(500)).as_millis();
        (round(stamp.from), round(stamp.to), stamp.joined)
    }

    #[test]
    fn nothing_is_stamped_before_the_first_reading() {
        let mut stamps = Stamps::default();
        assert!(!stamps.ready());
        assert_eq!(stamps.stamp(0, 100, Duration::MAX), None);
        stamps.read(SECOND, ms(5_000));
        assert!(stamps.ready());
        assert_eq!(second(&mut stamps, 0), (4_000, 5_000, false));
    }

    #[test]
    fn jitter_makes_no_hole() {
        let mut stamps = Stamps::default();
        // Sample n sounded at 10 s + n; readings are late by up to 140 ms, and once by 900 ms.
        for (k, late) in [0, 140, 60, 900, 20, 140, 0, 90].into_iter().enumerate() {
            let position = k as u64 * SECOND;
            stamps.read(position, ms(10_000 + 1_000 * k as u64 + late));
            let (from, to, joined) = second(&mut stamps, position);
            assert_eq!((from, to), (10_000 + 1_000 * k as u128, 11_000 + 1_000 * k as u128));
            assert_eq!(joined, k > 0);
        }
    }

    #[test]
    fn a_hole_is_seen_at_the_fourth_late_reading_and_time_goes_on_from_there() {
        let mut stamps = Stamps::default();
        stamps.read(0, ms(10_000));
        assert_eq!(second(&mut stamps, 0), (10_000, 11_000, false));
        // 3.5 s are missing from here on.
        for k in 1..4 {
            stamps.read(k * SECOND, ms(13_500 + 1_000 * k));
            let from = 10_000 + 1_000 * u128::from(k);
            assert_eq!(second(&mut stamps, k * SECOND), (from, from + 1_000, true));
        }
        stamps.read(4 * SECOND, ms(17_500));
        assert_eq!(second(&mut stamps, 4 * SECOND), (17_500, 18_500, false));
        stamps.read(5 * SECOND, ms(18_500));
        assert_eq!(second(&mut stamps, 5 * SECOND), (18_500, 19_500, true));
    }

    #[test]
    fn a_machine_that_is_busy_for_some_seconds_makes_no_hole() {
        let mut stamps = Stamps::default();
        for (k, late) in [0, 0, 400, 700, 250, 0, 0].into_iter().enumerate() {
            let position = k as u64 * SECOND;
            stamps.read(position, ms(10_000 + 1_000 * k as u64 + late));
            let from = 10_000 + 1_000 * k as u128;
            assert_eq!(second(&mut stamps, position), (from, from + 1_000, k > 0));
        }
    }

    #[test]
    fn a_better_reading_is_taken_up_without_a_break_and_without_going_back() {
        let mut stamps = Stamps::default();
        stamps.read(0, ms(10_200));
        assert_eq!(second(&mut stamps, 0), (10_200, 11_200, false));
        // It turns out that the first reading was 120 ms late. 50 ms a second can be made good.
        stamps.read(SECOND, ms(11_080));
        assert_eq!(second(&mut stamps, SECOND), (11_200, 12_150, true));
        assert_eq!(second(&mut stamps, 2 * SECOND), (12_150, 13_100, true));
        assert_eq!(second(&mut stamps, 3 * SECOND), (13_100, 14_080, true));
        assert_eq!(second(&mut stamps, 4 * SECOND), (14_080, 15_080, true));
    }

    #[test]
    fn a_slow_sound_card_is_followed() {
        let mut stamps = Stamps::default();
        // 200 ppm slow: 0.72 s an hour, were it not followed.
        let mut last = 0.0;
        for k in 0..3_600 {
            stamps.read(k * SECOND, Duration::from_micros(10_000_000 + k * 1_000_200));
            let stamp = stamps.stamp(k * SECOND, SECOND as usize, Duration::MAX).unwrap();
            assert_eq!(stamp.joined, k > 0);
            last = stamp.to.as_secs_f64();
        }
        // After 3,600 s of samples 3,600.72 s have gone by; the ten readings looked back on lag by
        // at most 2 ms.
        assert!((last - 3_610.72).abs() < 0.003, "{last}");
    }

    #[test]
    fn nothing_sounded_later_than_now() {
        let mut stamps = Stamps::default();
        // A monitor delivers 0.3 s ahead.
        stamps.read(SECOND, ms(11_300));
        let ahead = stamps.stamp(0, SECOND as usize, ms(11_000)).unwrap();
        assert_eq!(ahead, Stamp { from: ms(10_000), to: ms(11_000), joined: false });
        let next = stamps.stamp(SECOND, SECOND as usize, ms(11_500)).unwrap();
        assert_eq!(next, Stamp { from: ms(11_000), to: ms(11_500), joined: true });
    }

    #[test]
    fn samples_left_out_and_a_restart_both_end_the_join() {
        let mut stamps = Stamps::default();
        stamps.read(0, ms(1_000));
        assert_eq!(second(&mut stamps, 0), (1_000, 2_000, false));
        assert_eq!(second(&mut stamps, 3 * SECOND), (4_000, 5_000, false));
        stamps.restart();
        assert!(!stamps.ready());
        // Read early by 0.3 s: two samples never share a time.
        stamps.read(4 * SECOND, ms(4_700));
        assert_eq!(second(&mut stamps, 4 * SECOND), (5_000, 5_700, false));
    }
}
