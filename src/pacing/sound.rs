//! What was heard of a slot, from end to end: talking, quiet, or not known.

use std::time::Duration;

use crate::session::hearing::Hearing;
use crate::session::timeline::{Account, Timeline};
use crate::time::Elapsed;
use crate::time::stretch::Along;

/// A part of a slot, in running time since it began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SlotSound {
    /// Its beginning.
    pub(crate) from: Duration,
    /// Its end.
    pub(crate) to: Duration,
    /// What was heard in it.
    pub(crate) what: SoundKind,
}

/// What was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SoundKind {
    /// Speech.
    Talking,
    /// Something, and no speech.
    Quiet,
    /// Nothing is known: it was not heard.
    Unknown,
}

/// The sound of the time between two points; adjoining parts, no two neighbours alike. Where no
/// speech was detected at all (`tells` is false), all of it is unknown.
pub(crate) fn of(
    timeline: &Timeline,
    hearing: &Hearing,
    tells: bool,
    began: Elapsed,
    end: Elapsed,
) -> Vec<SlotSound> {
    let mut sounds: Vec<SlotSound> = Vec::new();
    let mut ran = Duration::ZERO;
    let (mut heard, mut speech) = (Along::new(hearing.heard()), Along::new(hearing.speech()));
    for span in timeline.spans_to(end).filter(|span| span.account == Account::Running) {
        let (from, to) = (span.from.max(began), span.to.min(end));
        if from >= to {
            continue;
        }
        let mut cuts = vec![from, to];
        if tells {
            for stretches in [hearing.heard(), hearing.speech()] {
                let first = stretches.partition_point(|of| of.to <= from);
                let near = stretches[first..].iter().take_while(|of| of.from < to);
                let edges = near.flat_map(|of| [of.from, of.to]);
                cuts.extend(edges.filter(|edge| from < *edge && *edge < to));
            }
            // Two runs that are in order: what is stable merges them.
            cuts.sort();
            cuts.dedup();
        }
        for cut in cuts.windows(2) {
            let is_in = |of: &mut Along| tells && of.find(cut[0]).is_some();
            let what = match (is_in(&mut heard), is_in(&mut speech)) {
                (false, _) => SoundKind::Unknown,
                (true, true) => SoundKind::Talking,
                (true, false) => SoundKind::Quiet,
            };
            let until = ran + (cut[1] - cut[0]);
            match sounds.last_mut().filter(|last| last.what == what) {
                Some(last) => last.to = until,
                None => sounds.push(SlotSound { from: ran, to: until, what }),
            }
            ran = until;
        }
    }
    sounds
}
