//! How an answer was spoken, against the candidate's own norm.

use std::time::Duration;

use super::Moment;
use crate::session::delivery::{NotKnown, Pausing, Phrases, Spoken};
use crate::time::Elapsed;

/// Fewer phrases tell nothing.
const PHRASES: usize = 10;

/// How it was spoken from when a question was shown to its end.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SpokenPacing {
    /// Beats of syllables a second of speech.
    pub(crate) beats_per_s: Result<f64, NotKnown>,
    /// Stretches whose tempo is far from the usual one.
    pub(crate) unusual: Vec<TempoPart>,
    /// Pauses inside talk.
    pub(crate) pausing: Result<Pausing, NotKnown>,
    /// Stretches recorded softer than usual.
    pub(crate) soft: Result<Vec<SoftPart>, NotKnown>,
    /// Phrases, and how many of them faded.
    pub(crate) phrases: Result<Phrases, NotKnown>,
}

/// A stretch whose tempo is far from the usual one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TempoPart {
    /// Where it begins.
    pub(crate) from: Moment,
    /// How much speech there was in it.
    pub(crate) speech: Duration,
    /// Its beats a second.
    pub(crate) beats_per_s: f64,
    /// The usual ones.
    pub(crate) usual: f64,
}

/// A stretch recorded softer than usual.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct SoftPart {
    /// Its first speech.
    pub(crate) from: Moment,
    /// Its last.
    pub(crate) to: Moment,
    /// By how many dB.
    pub(crate) softer_db: f64,
}

impl SpokenPacing {
    /// Of a question that was not heard.
    pub(super) fn not_heard() -> Self {
        let why = NotKnown::NotHeard;
        Self {
            beats_per_s: Err(why),
            unusual: Vec::new(),
            pausing: Err(why),
            soft: Err(why),
            phrases: Err(why),
        }
    }

    pub(super) fn of(spoken: Spoken, moment: impl Fn(Elapsed) -> Moment) -> Self {
        let soft = spoken.soft.map(|all| {
            let part =
                |(from, to, softer_db)| SoftPart { from: moment(from), to: moment(to), softer_db };
            all.iter().map(|of| part((of.when.from, of.when.to, of.softer_db))).collect()
        });
        let unusual = spoken.unusual.iter().map(|of| TempoPart {
            from: moment(of.when.from),
            speech: of.speech,
            beats_per_s: of.beats_per_s,
            usual: of.usual,
        });
        Self {
            beats_per_s: spoken.beats_per_s,
            unusual: unusual.collect(),
            pausing: spoken.pausing,
            soft,
            phrases: spoken.phrases,
        }
    }

    /// How many phrases faded, of how many, where there are enough of them.
    pub(crate) fn faded(&self) -> Option<Phrases> {
        self.phrases.ok().filter(|phrases| phrases.all >= PHRASES)
    }
}
