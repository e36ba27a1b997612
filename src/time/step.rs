//! In what steps a time is told.

use std::time::Duration;

use super::m_ss;

/// In what steps a time is told, and so weighed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimeStep {
    /// `3:20`
    Second,
    /// `0:04.7`
    Tenth,
}

impl TimeStep {
    /// What is told of a time: less than a step is cut off.
    pub(crate) fn told(self, time: Duration) -> Duration {
        let tenths = match self {
            Self::Second => 0,
            Self::Tenth => time.subsec_millis() / 100,
        };
        Duration::new(time.as_secs(), tenths * 100_000_000)
    }

    /// One step.
    pub(crate) fn least(self) -> Duration {
        match self {
            Self::Second => Duration::from_secs(1),
            Self::Tenth => Duration::from_millis(100),
        }
    }

    /// A time as it is told.
    pub(crate) fn write(self, time: Duration) -> String {
        match self.told(time).subsec_millis() / 100 {
            0 => m_ss(time),
            tenths => format!("{}.{tenths}", m_ss(time)),
        }
    }

    /// How many times the one is the other, as both are told. Past everything where that is
    /// nothing.
    pub(crate) fn times(self, value: Duration, of: Duration) -> f64 {
        self.told(value).as_secs_f64() / self.told(of).as_secs_f64().max(0.001)
    }
}
