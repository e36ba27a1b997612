//! Beats of syllables a second of speech, and where that was far from one's own.

use std::time::Duration;

use super::spoken::SpokenCell;
use super::{SPEECH_GAP_DB, length, median, parts};
use crate::time::Stretch;
use crate::time::stretch::joined;

/// A tempo is that of so much speech: one's own differ by 1 to 7% (coefficient of variation), those
/// of half as much by 8 to 12% …
const SPEECH: Duration = Duration::from_secs(20);
/// … within at most so long …
const WITHIN: Duration = Duration::from_secs(60);
/// … taken so often.
const STEP: Duration = Duration::from_secs(5);
/// With less speech nobody knows one's usual tempo.
const LEAST: Duration = Duration::from_secs(60);
/// So many times the usual tempo is far from it, either way. The smallest change that is noticed is
/// 10 to 15%, and changes read smaller than they are.
const FAR: [f64; 2] = [0.75, 1.25];

/// A stretch whose tempo is far from one's own usual one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct UnusualTempo {
    /// When.
    pub(crate) when: Stretch,
    /// How much speech there was in it.
    pub(crate) speech: Duration,
    /// Its beats a second of speech.
    pub(crate) beats_per_s: f64,
    /// The median of all such stretches.
    pub(crate) usual: f64,
}

/// Beats a second of the speech in some cells; `None` where there is none.
pub(super) fn beats_per_s(cells: &[SpokenCell], speech: &[Stretch]) -> Option<f64> {
    let told = joined(cells.iter().map(SpokenCell::stretch), Duration::ZERO);
    let spoken = length(&parts(speech, &told)).as_secs_f64();
    let beats: u32 = cells.iter().map(|cell| u32::from(cell.beats)).sum();
    (spoken > 0.0).then(|| f64::from(beats) / spoken)
}

/// The stretches whose tempo is far from the usual one, in order; of those that overlap the one
/// that is farthest. None where there is too little speech away from noise.
pub(super) fn unusual(cells: &[SpokenCell], speech: &[Stretch]) -> Vec<UnusualTempo> {
    let is_clear = |cell: &&SpokenCell| cell.noise_gap_db.is_some_and(|gap| gap >= SPEECH_GAP_DB);
    let spoken = |cell: &SpokenCell| (*cell, length(&parts(speech, &[cell.stretch()])));
    let cells: Vec<_> = cells.iter().filter(is_clear).map(spoken).collect();
    if cells.iter().map(|(_, spoken)| *spoken).sum::<Duration>() < LEAST {
        return Vec::new();
    }
    let (mut windows, mut since) = (Vec::new(), STEP);
    for (first, (_, spoken)) in cells.iter().enumerate() {
        if since >= STEP {
            windows.extend(window(&cells[first..]));
            since = Duration::ZERO;
        }
        since += *spoken;
    }
    let Some(usual) = median(windows.iter().map(|window| window.beats_per_s).collect()) else {
        return Vec::new();
    };
    let far = |of: &UnusualTempo| (of.beats_per_s / usual).ln().abs();
    let mut unusual: Vec<UnusualTempo> = Vec::new();
    for window in windows {
        let window = UnusualTempo { usual, ..window };
        let [least, most] = FAR.map(|times| times * usual);
        if least < window.beats_per_s && window.beats_per_s < most {
            continue;
        }
        match unusual.last_mut().filter(|last| last.when.overlaps(window.when)) {
            Some(last) if far(last) < far(&window) => *last = window,
            Some(_) => {}
            None => unusual.push(window),
        }
    }
    unusual
}

/// The tempo from a cell on; `None` where too little speech follows soon enough.
fn window(cells: &[(SpokenCell, Duration)]) -> Option<UnusualTempo> {
    let from = cells.first()?.0.from;
    let (mut speech, mut beats) = (Duration::ZERO, 0);
    for (cell, spoken) in cells {
        let when = Stretch { from, to: cell.stretch().to };
        if when.length() > WITHIN {
            return None;
        }
        speech += *spoken;
        beats += u32::from(cell.beats);
        if speech >= SPEECH {
            let beats_per_s = f64::from(beats) / speech.as_secs_f64();
            return Some(UnusualTempo { when, speech, beats_per_s, usual: beats_per_s });
        }
    }
    None
}
