//! When each word of a piece was said, where only some times are told, or times that can't be.

use std::time::Duration;

use super::{Cue, CueWord, LATEST_TIME};
use crate::time::Stretch;

/// Checks the times of a piece, counted from 0.
///
/// # Errors
/// One is later than any that is allowed.
pub(super) fn check(cue: &Cue, number: usize) -> Result<(), String> {
    let words = cue.words.iter().flat_map(|word| [word.from, word.to]);
    let late = [cue.from, cue.to].into_iter().chain(words).flatten().find(|at| *at > LATEST_TIME);
    match late {
        Some(at) => {
            // Nobody reads hundreds of digits.
            let at = if at < 1e12 { format!("{at:.0}") } else { format!("{at:.1e}") };
            Err(format!(
                "has in piece {} a time of {at} s, later than 24 hours: are these milliseconds?",
                number + 1
            ))
        }
        None => Ok(()),
    }
}

/// How far from speech its words may be.
const NEAR: f64 = 0.3;

/// Nobody says a word in less time, in seconds.
const LEAST_WORD: f64 = 0.2;

/// Whether nobody said a piece of so many words in sound with speech there: its middle lies
/// elsewhere, and so much of it can't have been said in the speech that it has.
pub(super) fn is_invented(from: f64, to: f64, words: usize, speech: Stretch<Duration>) -> bool {
    let [begins, ends] = [speech.from, speech.to].map(|at| at.as_secs_f64());
    let middle = f64::midpoint(from, to);
    let is_near = (begins - NEAR..=ends + NEAR).contains(&middle);
    #[expect(clippy::cast_precision_loss, reason = "no piece has so many words")]
    let takes = words as f64 * LEAST_WORD;
    !is_near && to.min(ends) - from.max(begins) < takes
}

/// From when to when a piece lasts; else its words. `None` where nothing tells.
pub(super) fn range(cue: &Cue) -> Option<(f64, f64)> {
    let words = || cue.words.iter().flat_map(|word| [word.from, word.to]).flatten();
    let from = cue.from.or_else(|| words().reduce(f64::min))?;
    let to = cue.to.or_else(|| words().reduce(f64::max)).unwrap_or(from);
    Some((from.max(0.0), to.max(0.0)))
}

/// The words with their times, none outside of the piece and each beginning no sooner than the one
/// before. Those without a time share by their lengths what the others leave.
pub(super) fn placed(
    words: &[CueWord],
    from: f64,
    to: f64,
) -> impl Iterator<Item = (&CueWord, Stretch<Duration>)> {
    let begins = begins(words, from, to);
    words.iter().enumerate().map(move |(at, word)| {
        let next = begins.get(at + 1).copied().unwrap_or(to);
        let told = word.to.filter(|end| *end >= begins[at]).unwrap_or(next);
        (word, stretch(begins[at], told.min(to).max(begins[at])))
    })
}

/// When each word begins.
fn begins(words: &[CueWord], from: f64, to: f64) -> Vec<f64> {
    let mut begins = Vec::with_capacity(words.len());
    let mut at = from;
    while begins.len() < words.len() {
        let rest = &words[begins.len()..];
        if let Some(told) = rest[0].from {
            at = told.clamp(from, to).max(at);
            begins.push(at);
            continue;
        }
        // They begin where the word before them ended.
        let before = begins.len().checked_sub(1).and_then(|before| words[before].to);
        let start = before.unwrap_or(at).clamp(at, to.max(at));
        let untold = rest.iter().take_while(|word| word.from.is_none());
        let lengths: Vec<f64> = untold.map(length).collect();
        // The word before has no end of its own: it takes its share.
        let shares = begins
            .last()
            .filter(|_| before.is_none())
            .map_or(0.0, |_| length(&words[begins.len() - 1]));
        let end = rest.get(lengths.len()).and_then(|word| word.from).unwrap_or(to);
        let room = (end.clamp(from, to) - start).max(0.0);
        let whole = shares + lengths.iter().sum::<f64>();
        let mut passed = shares;
        for length in lengths {
            at = start + room * passed / whole;
            begins.push(at);
            passed += length;
        }
    }
    begins
}

/// How long a word takes beside others.
fn length(word: &CueWord) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "no word has so many letters")]
    let letters = word.text.chars().count() as f64;
    letters + 1.0
}

/// Seconds as a stretch, to the millisecond.
pub(super) fn stretch(from: f64, to: f64) -> Stretch<Duration> {
    let [from, to] = [from, to].map(|at| {
        let seconds = Duration::try_from_secs_f64(at).unwrap_or_default();
        Duration::from_millis(u64::try_from(seconds.as_millis()).unwrap_or_default())
    });
    Stretch { from, to }
}
