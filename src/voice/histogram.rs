//! How often each level came, in 0.8 kB however often that was. Pure.

/// The quietest level told apart, dB below full scale; digital silence counts as this.
const FLOOR_DB: f32 = -100.0;
/// Levels are counted in steps of half a decibel.
const STEPS_PER_DB: f32 = 2.0;
const STEPS: usize = 201;

/// Counts levels from −100 to 0 dB full scale.
#[derive(Debug, Clone)]
pub(crate) struct Histogram([u32; STEPS]);

impl Default for Histogram {
    fn default() -> Self {
        Self([0; STEPS])
    }
}

impl Histogram {
    /// Counts a level; one beyond the ends counts as the end, and what is no number as the lowest.
    pub(crate) fn push(&mut self, db: f32) {
        let db = db.clamp(FLOOR_DB, 0.0);
        self.0[((db - FLOOR_DB) * STEPS_PER_DB).round() as usize] += 1;
    }

    /// The lowest level that this percentage of those counted doesn't exceed, to half a decibel;
    /// `None` where none was counted.
    pub(crate) fn percentile(&self, percent: u64) -> Option<f32> {
        let rank = (self.total() * percent).div_ceil(100);
        let mut below = 0;
        for (step, &count) in self.0.iter().enumerate() {
            below += u64::from(count);
            if count > 0 && below >= rank {
                return Some(FLOOR_DB + step as f32 / STEPS_PER_DB);
            }
        }
        None
    }

    /// How many were counted.
    pub(crate) fn total(&self) -> u64 {
        self.0.iter().copied().map(u64::from).sum()
    }

    /// Lets what was counted so far count half.
    pub(crate) fn halve(&mut self) {
        self.0.iter_mut().for_each(|count| *count = count.div_ceil(2));
    }
}
