//! Peaks of an envelope.

/// A peak is so far above the dips beside it, dB.
const DEPTH: f32 = 1.5;
/// Nearer than so many steps to the peak before, it is part of that: 60 ms.
const APART: u64 = 6;

/// A peak that has been left behind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Peak {
    /// The step of its highest value.
    pub(super) at: u64,
    /// That value.
    pub(super) db: f32,
    /// Whether there was a voice there.
    pub(super) is_voice: bool,
}

/// Finds peaks in a row of values.
#[derive(Debug, Default)]
pub(super) struct Peaks {
    /// The highest value since the last dip; none since the last peak.
    highest: Option<Peak>,
    /// The lowest value since the last peak.
    lowest: Option<f32>,
    last: Option<u64>,
}

impl Peaks {
    /// Takes up the value of a step, and gives the peak that it leaves behind.
    pub(super) fn push(&mut self, at: u64, db: f32, is_voice: bool) -> Option<Peak> {
        let now = Peak { at, db, is_voice };
        if let Some(lowest) = self.lowest {
            self.lowest = Some(lowest.min(db));
            if db > lowest + DEPTH {
                (self.highest, self.lowest) = (Some(now), None);
            }
            return None;
        }
        let highest = self.highest.filter(|highest| highest.db >= db).unwrap_or(now);
        self.highest = Some(highest);
        if db >= highest.db - DEPTH {
            return None;
        }
        (self.highest, self.lowest) = (None, Some(db));
        let counts = self.last.is_none_or(|last| highest.at >= last + APART);
        counts.then(|| {
            self.last = Some(highest.at);
            highest
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The steps of the peaks of some values.
    fn peaks(values: &[f32]) -> Vec<u64> {
        let mut peaks = Peaks::default();
        let all = (0..).zip(values).filter_map(|(at, db)| peaks.push(at, *db, true));
        all.map(|peak| peak.at).collect()
    }

    #[test]
    fn a_peak_stands_between_two_dips() {
        let hill = [-40.0, -30.0, -20.0, -20.5, -30.0, -40.0, -40.0];
        assert_eq!(peaks(&[hill, hill].concat()), [2, 9]);
        // A dip of 1.5 dB and no more is none, and a peak that is not left behind isn't known.
        assert_eq!(peaks(&[-40.0, -20.0, -21.5, -20.0, -40.0]), [1]);
        assert!(peaks(&[-40.0, -20.0]).is_empty());
    }

    #[test]
    fn two_peaks_within_60_ms_are_one() {
        let beside = |apart: usize| {
            let mut values = vec![-40.0; 20];
            (values[2], values[2 + apart]) = (-20.0, -18.0);
            peaks(&values)
        };
        assert_eq!(beside(5), [2]);
        assert_eq!(beside(6), [2, 8]);
    }
}
