//! A mark that was given in a question: what it says, and when that was.

use super::event::{Correctable, ThinkEnd};
use crate::time::Elapsed;

#[cfg(test)]
thread_local! {
    /// How often a mark was looked at, for tests of what a list of them costs.
    pub(crate) static LOOKS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// A mark of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct GivenMark {
    /// What it says.
    pub(crate) says: Given,
    /// When it was given …
    pub(crate) given: Elapsed,
    /// … and when what it says happened, as it was corrected last.
    pub(crate) at: Elapsed,
    /// It never happened, as was said later.
    pub(crate) never: bool,
}

/// What a mark of a question says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Given {
    /// The answer was given; the phase that began with it, if one did.
    FirstAnswer { to: Option<usize> },
    /// A phase began.
    Phase { to: usize },
    /// Time to think was asked for; how it ended, if it did.
    Think { ended: Option<ThinkOver> },
    /// That time is over.
    ThinkEnd,
    /// An item of a phase's checklist was covered.
    Tick { phase: usize, item: usize },
    /// A probe was asked for.
    Probe,
}

/// How a think ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ThinkOver {
    pub(crate) at: Elapsed,
    pub(crate) how: ThinkEnd,
    /// The mark that ended it, by its position among those of the question; none where time did.
    pub(crate) by: Option<usize>,
}

impl Given {
    /// The phase that began with it.
    pub(crate) fn to(self) -> Option<usize> {
        match self {
            Self::FirstAnswer { to } => to,
            Self::Phase { to } => Some(to),
            Self::Think { .. } | Self::ThinkEnd | Self::Tick { .. } | Self::Probe => None,
        }
    }

    /// What a correction calls it; `None` where it can't be corrected.
    pub(crate) fn correctable(self) -> Option<Correctable> {
        #[cfg(test)]
        LOOKS.set(LOOKS.get() + 1);
        match self {
            Self::FirstAnswer { .. } => Some(Correctable::FirstAnswer),
            Self::Phase { .. } => Some(Correctable::PhaseBegan),
            Self::Think { .. } => Some(Correctable::Think),
            Self::Tick { .. } => Some(Correctable::Ticked),
            Self::ThinkEnd | Self::Probe => None,
        }
    }
}
