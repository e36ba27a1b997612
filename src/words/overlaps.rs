//! Pieces of a transcript that overlap: captions that roll, two who speak at a time under one name.
//! The words of each are kept together.

use std::collections::BTreeMap;

use super::{CueWord, place};

/// A piece in which something was said: seconds, its words, and who said them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SpokenPiece {
    pub(super) from: f64,
    /// Never before it began.
    pub(super) to: f64,
    pub(super) words: Vec<CueWord>,
    pub(super) speaker: Option<String>,
}

/// Puts pieces in order of their beginnings, and those of one speaker apart as far as one begins
/// before the last word of another: how many do. Those of several speakers may well overlap.
pub(super) fn apart(pieces: &mut [SpokenPiece]) -> usize {
    pieces.sort_by(|one, other| one.from.total_cmp(&other.from));
    let mut before: BTreeMap<Option<String>, usize> = BTreeMap::new();
    let mut overlapping = 0;
    for at in 0..pieces.len() {
        let Some(before) = before.insert(pieces[at].speaker.clone(), at) else { continue };
        let last = last_word(&pieces[before]);
        let SpokenPiece { from, to, .. } = pieces[at];
        if from >= last {
            continue;
        }
        overlapping += 1;
        // What rolls on was said before the next; within the other nobody knows.
        let rolls_on = from > pieces[before].from && to >= pieces[before].to;
        if rolls_on {
            pieces[before].to = from;
        }
        let next = &mut pieces[at];
        next.from = if rolls_on { from } else { last };
        next.to = to.max(next.from);
    }
    overlapping
}

/// When the last word of a piece begins.
fn last_word(piece: &SpokenPiece) -> f64 {
    let placed = place::placed(&piece.words, piece.from, piece.to);
    placed.last().map_or(piece.from, |(_, at)| at.from.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The times that pieces of words have then.
    fn of(pieces: &[(f64, f64, &str, Option<&str>)]) -> (Vec<(f64, f64)>, usize) {
        let word = |text: &str| CueWord { text: text.to_string(), ..CueWord::default() };
        let piece = |&(from, to, text, speaker): &(f64, f64, &str, Option<&str>)| SpokenPiece {
            from,
            to,
            words: text.split(' ').map(word).collect(),
            speaker: speaker.map(str::to_string),
        };
        let mut pieces: Vec<SpokenPiece> = pieces.iter().map(piece).collect();
        let overlapping = apart(&mut pieces);
        (pieces.iter().map(|of| (of.from, of.to)).collect(), overlapping)
    }

    #[test]
    fn a_piece_that_rolls_on_ends_where_the_next_begins_and_what_lies_within_one_follows_it() {
        let (one, two) = ("aa bb cc dd", "ee ff");
        assert_eq!(of(&[(0.0, 4.0, one, None), (4.0, 6.0, two, None)]).1, 0);
        // It begins behind the last word, which ends later.
        assert_eq!(of(&[(0.0, 4.0, one, None), (3.5, 6.0, two, None)]).1, 0);
        let rolled = of(&[(2.0, 6.0, two, None), (0.0, 4.0, one, None)]);
        assert_eq!(rolled, (vec![(0.0, 2.0), (2.0, 6.0)], 1));
        let within = of(&[(0.0, 4.0, one, None), (1.0, 2.0, two, None)]);
        assert_eq!(within, (vec![(0.0, 4.0), (3.0, 3.0)], 1));
        let at_once = of(&[(0.0, 4.0, one, None), (0.0, 4.0, two, None)]);
        assert_eq!(at_once, (vec![(0.0, 4.0), (3.0, 4.0)], 1));
        // Several who speak at a time have times of their own.
        let named = of(&[(0.0, 4.0, one, Some("Ada")), (1.0, 2.0, two, Some("Bob"))]);
        assert_eq!(named, (vec![(0.0, 4.0), (1.0, 2.0)], 0));
    }
}
