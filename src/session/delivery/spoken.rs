//! What was told of a second and a half of sound, and how it is written: a letter each for beats
//! and level.

use std::time::Duration;

use crate::time::{Elapsed, Stretch};

/// How long a cell is.
pub(crate) const CELL: Duration = Duration::from_millis(1500);
/// Stands for nothing.
const NOTHING: char = '.';

/// What was spoken in [`CELL`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct SpokenCell {
    /// When it begins.
    pub(crate) from: Elapsed,
    /// Beats of syllables.
    pub(crate) beats: u8,
    /// The mean level of the speech in it, dB full scale; none without speech.
    pub(crate) level_db: Option<i8>,
    /// How many phrases ended in it that faded.
    pub(crate) faded: usize,
    /// How far speech was above the noise in these minutes, dB.
    pub(crate) noise_gap_db: Option<f64>,
}

impl SpokenCell {
    /// When it is.
    pub(crate) fn stretch(&self) -> Stretch {
        Stretch { from: self.from, to: self.from + CELL }
    }

    /// The point in its middle.
    pub(crate) fn middle(&self) -> Elapsed {
        self.from + CELL / 2
    }
}

/// Beats and levels, cell by cell, as they are written: `0` to `9`, `a` to `z`, `A` to `Z` for 0 to
/// 61 beats, and for 0 to 61 dB below full scale; `.` for no level. More is written as 61.
pub(crate) fn written(cells: impl Iterator<Item = (u8, Option<i8>)>) -> (String, String) {
    let level = |level: Option<i8>| level.map_or(NOTHING, |db| letter(db.min(0).unsigned_abs()));
    cells.map(|(beats, db)| (letter(beats), level(db))).unzip()
}

/// The cells that were written, the first of which begins at a point. What isn't written as it
/// should be counts as nothing.
pub(crate) fn cells_of(
    from: Elapsed,
    (beats, levels): (&str, &str),
    faded: &[usize],
    noise_gap_db: Option<f64>,
) -> Vec<SpokenCell> {
    let mut cells = Vec::with_capacity(beats.len());
    let mut at = from;
    for (place, (beats, level)) in beats.chars().zip(levels.chars()).enumerate() {
        cells.push(SpokenCell {
            from: at,
            beats: number(beats).unwrap_or_default(),
            level_db: number(level).and_then(|below| 0_i8.checked_sub_unsigned(below)),
            faded: faded.iter().filter(|cell| **cell == place).count(),
            noise_gap_db,
        });
        at = at + CELL;
    }
    cells
}

fn letter(number: u8) -> char {
    char::from(match number {
        0..=9 => b'0' + number,
        10..=35 => b'a' + (number - 10),
        _ => b'A' + (number - 36).min(25),
    })
}

fn number(letter: char) -> Option<u8> {
    let of = u8::try_from(letter).ok()?;
    match of {
        b'0'..=b'9' => Some(of - b'0'),
        b'a'..=b'z' => Some(of - b'a' + 10),
        b'A'..=b'Z' => Some(of - b'A' + 36),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_on() {
        let levels = [Some(0), Some(-9), Some(-10), Some(-35), Some(-36), Some(-61), None];
        let cells = (0..).step_by(10).zip(levels);
        let (beats, letters) = written(cells.clone());
        assert_eq!((beats.as_str(), letters.as_str()), ("0akuEOY", "09azAZ."));
        let read = cells_of(Elapsed::from_secs(10), (&beats, &letters), &[1, 1, 6], Some(30.5));
        let known: Vec<_> = read.iter().map(|cell| (cell.beats, cell.level_db)).collect();
        assert_eq!(known, cells.collect::<Vec<_>>());
        assert_eq!(read.iter().map(|cell| cell.faded).collect::<Vec<_>>(), [0, 2, 0, 0, 0, 0, 1]);
        assert_eq!(read[2].from, Elapsed::from_secs(13));
        assert!(read.iter().all(|cell| cell.noise_gap_db == Some(30.5)));
    }

    #[test]
    fn more_than_there_are_letters_for_is_written_as_the_most() {
        let (beats, levels) = written([(200, Some(-100)), (62, Some(3))].into_iter());
        assert_eq!((beats.as_str(), levels.as_str()), ("ZZ", "Z0"));
    }

    #[test]
    fn what_is_no_letter_counts_as_nothing() {
        let read = cells_of(Elapsed::ZERO, ("é-3", "é*a"), &[], None);
        let known: Vec<_> = read.iter().map(|cell| (cell.beats, cell.level_db)).collect();
        assert_eq!(known, [(0, None), (0, None), (3, Some(-10))]);
    }
}
