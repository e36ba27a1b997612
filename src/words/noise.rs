//! What in a transcript nobody said: names of sounds, and what a recogniser repeats to itself.

use std::cmp::Ordering;
use std::time::Duration;

use super::{Cue, CueWord, HeardWord, signs, sounds};
use crate::time::Stretch;

/// So many words that repeat themselves are a loop: more than anybody says so often.
const LOOP_WORDS: usize = 12;
const LOOP_TIMES: usize = 4;

/// The longest part that is looked for, in words.
const LONGEST_PART: usize = 12;

/// The words of a piece that were said: parts of words joined, signs where they belong, and
/// without `[Music]`, `(coughs)`, `*sighs*` and `♪`; and how many of these there were. Takes them
/// out of it.
pub(super) fn spoken(cue: &mut Cue) -> (Vec<CueWord>, usize) {
    let mut words = std::mem::take(&mut cue.words);
    if words.is_empty() {
        let of = |text: &str| CueWord { text: format!(" {text}"), ..CueWord::default() };
        words = signs::plain(&cue.text).split_whitespace().map(of).collect();
    }
    let words = signs::whole(words);
    let (words, sounds) = sounds::left_out(words);
    // Signs alone are nobody's words.
    let is_said = words.iter().any(|word| word.text.contains(char::is_alphanumeric));
    (if is_said { words } else { Vec::new() }, sounds)
}

/// Takes out words that a recogniser repeated to itself: where they stood.
pub(super) fn take_loops(words: &mut Vec<HeardWord>) -> Vec<Stretch<Duration>> {
    let bare: Vec<String> = words.iter().map(|word| bare(&word.text)).collect();
    let mut is_loop = vec![false; words.len()];
    for part in 1..=LONGEST_PART.min(words.len()) {
        let mut repeated = 0;
        for at in part..bare.len() {
            repeated = if bare[at] == bare[at - part] { repeated + 1 } else { 0 };
            let run = repeated + part;
            match run.cmp(&LOOP_WORDS.max(part * LOOP_TIMES)) {
                Ordering::Less => {}
                Ordering::Equal => is_loop[at + 1 - run..=at].fill(true),
                Ordering::Greater => is_loop[at] = true,
            }
        }
    }
    let mut loops: Vec<Stretch<Duration>> = Vec::new();
    for (at, word) in words.iter().enumerate().filter(|(at, _)| is_loop[*at]) {
        match loops.last_mut().filter(|_| at > 0 && is_loop[at - 1]) {
            Some(last) => last.to = last.to.max(word.at.to),
            None => loops.push(word.at),
        }
    }
    let mut kept = is_loop.into_iter().map(|is_loop| !is_loop);
    words.retain(|_| kept.next().unwrap_or(true));
    loops
}

fn bare(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of words, one a second, and which stretches were loops, in seconds.
    fn left_of(text: &str) -> (String, Vec<(u64, u64)>) {
        let at = |second: u64| Stretch {
            from: Duration::from_secs(second),
            to: Duration::from_secs(second + 1),
        };
        let heard = |(at, text)| HeardWord { at, text, speaker: None };
        let said = text.split(' ').zip(0..);
        let mut words: Vec<HeardWord> =
            said.map(|(word, second)| (at(second), word.to_string())).map(heard).collect();
        let loops = take_loops(&mut words);
        let words: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        let seconds = |of: &Stretch<Duration>| (of.from.as_secs(), of.to.as_secs());
        (words.join(" "), loops.iter().map(seconds).collect())
    }

    #[test]
    fn what_a_recogniser_repeats_to_itself_is_taken_out_wherever_it_stands() {
        let loops = ["so we go"; 8].join(" ");
        assert_eq!(left_of(&loops), (String::new(), vec![(0, 24)]));
        assert_eq!(left_of(&format!("well {loops} then")), ("well then".into(), vec![(1, 25)]));
        let (left, _) = left_of(&["you"; 20].join(" "));
        assert_eq!(left, "");
        // Somebody may well say so.
        assert_eq!(left_of("no no no no then"), ("no no no no then".into(), vec![]));
    }
}
