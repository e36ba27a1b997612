//! Stretches of speech that are softer than the speaker's usual level.

use std::time::Duration;

use super::spoken::{CELL, SpokenCell};
use super::{LEVEL_GAP_DB, length, median, parts};
use crate::time::Stretch;

/// A level is that of so much speech …
const SPEECH: Duration = Duration::from_secs(3);
/// … within at most so long.
const WITHIN: Duration = Duration::from_secs(12);
/// So far below one's own median it is soft, dB. One's own 3-s levels differ by 2 dB (standard
/// deviation), and none of 610 was 8 dB below. Of stretches of 6 s that were made 10 dB softer 13
/// of 16 were found.
const SOFTER: f64 = 7.0;

/// A stretch that is softer than one's own usual level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct SoftStretch {
    /// From its first speech to its last.
    pub(crate) when: Stretch,
    /// By how many dB.
    pub(crate) softer_db: f64,
}

/// So much speech, and its level.
#[derive(Debug, Clone, Copy)]
struct SpeechLevel {
    when: Stretch,
    db: f64,
}

/// The soft stretches among some cells, in order, with the speech in them; `None` where there is
/// too little speech, away from noise, to know the usual level by.
pub(super) fn soft(
    cells: &[SpokenCell],
    speech: &[Stretch],
    least: Duration,
) -> Option<Vec<SoftStretch>> {
    let levels = levels(cells, speech);
    let all: Duration = levels.iter().map(|(_, spoken, _)| length(spoken)).sum();
    if all < least {
        return None;
    }
    let windows: Vec<SpeechLevel> =
        (0..levels.len()).filter_map(|n| window(&levels[n..])).collect();
    let usual = median(windows.iter().map(|window| window.db).collect())?;
    let mut soft: Vec<(Stretch, Vec<f64>)> = Vec::new();
    for SpeechLevel { when, db } in windows.into_iter().filter(|of| of.db < usual - SOFTER) {
        match soft.last_mut().filter(|(last, _)| when.from <= last.to) {
            Some((last, levels)) => {
                last.to = last.to.max(when.to);
                levels.push(db);
            }
            None => soft.push((when, vec![db])),
        }
    }
    let softer = |levels: Vec<f64>| usual - levels.iter().sum::<f64>() / levels.len() as f64;
    let told =
        soft.into_iter().map(|(when, levels)| SoftStretch { when, softer_db: softer(levels) });
    Some(told.collect())
}

/// A cell's speech, what of it that is, and its power.
type CellLevel = (SpokenCell, Vec<Stretch>, f64);

/// The cells that tell a level.
fn levels(cells: &[SpokenCell], speech: &[Stretch]) -> Vec<CellLevel> {
    let mut levels = Vec::new();
    for cell in cells {
        let is_clear = cell.noise_gap_db.is_some_and(|gap| gap >= LEVEL_GAP_DB);
        let spoken = parts(speech, &[cell.stretch()]);
        if let Some(db) = cell.level_db.filter(|_| is_clear && !spoken.is_empty()) {
            levels.push((*cell, spoken, 10_f64.powf(f64::from(db) / 10.0)));
        }
    }
    levels
}

/// The level of the speech from a cell on; `None` where too little follows soon enough.
fn window(levels: &[CellLevel]) -> Option<SpeechLevel> {
    let from = levels.first()?.1.first()?.from;
    let (mut spoken, mut power) = (Duration::ZERO, 0.0);
    for (cell, speech, of) in levels {
        if cell.from + CELL - from > WITHIN {
            return None;
        }
        spoken += length(speech);
        power += of * length(speech).as_secs_f64();
        if spoken >= SPEECH {
            let when = Stretch { from, to: speech.last()?.to };
            return Some(SpeechLevel { when, db: 10.0 * (power / spoken.as_secs_f64()).log10() });
        }
    }
    None
}
