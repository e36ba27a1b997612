//! What in a transcript nobody said: names of sounds, and what a recogniser repeats to itself.

use std::cmp::Ordering;
use std::time::Duration;

use super::{Cue, CueWord, HeardWord};
use crate::time::Stretch;

/// So many words that repeat themselves are a loop: more than anybody says so often.
const LOOP_WORDS: usize = 12;
const LOOP_TIMES: usize = 4;

/// `(upbeat music)` names a sound; more words in parentheses are somebody's.
const SOUND_WORDS: usize = 2;

/// Marks beyond ASCII that belong to the word before them, also with a space between.
const MARKS: [char; 10] = ['…', '”', '’', '“', '‘', '«', '»', '°', '€', '£'];

/// The longest part that is looked for, in words.
const LONGEST_PART: usize = 12;

/// The words of a piece that were said: parts of words joined, signs with the word before them, and
/// without `[Music]`, `(coughs)`, `*sighs*` and `♪`; and how many of these there were. Takes them
/// out of it.
pub(super) fn spoken(cue: &mut Cue) -> (Vec<CueWord>, usize) {
    let mut words = std::mem::take(&mut cue.words);
    if words.is_empty() {
        let of = |text: &str| CueWord { text: format!(" {text}"), ..CueWord::default() };
        words = cue.text.split_whitespace().map(of).collect();
    }
    let words = whole(words);
    if is_sound(&words) { (Vec::new(), 1) } else { without_brackets(words) }
}

/// Joins the parts of words: where any of them has a space before it, one without goes on with the
/// word before.
fn whole(parts: Vec<CueWord>) -> Vec<CueWord> {
    let are_spaced = parts.iter().any(|part| part.text.starts_with(char::is_whitespace));
    let mut words: Vec<CueWord> = Vec::with_capacity(parts.len());
    for part in parts {
        let is_new = !are_spaced || part.text.starts_with(char::is_whitespace);
        let text = part.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_sign = !text.contains(char::is_alphanumeric) && !text.contains(['[', ']', '♪', '*']);
        let is_alone = is_new && is_sign && stands_alone(&text);
        match words.last_mut() {
            _ if is_alone || text.starts_with("<|") => {}
            Some(word) if !is_new || is_sign => {
                word.text += &text;
                word.to = part.to.or(word.to);
            }
            None if is_sign && !text.starts_with('(') => {}
            _ => words.push(CueWord { text, ..part }),
        }
    }
    words
}

/// Whether a sign is nobody's word, and no part of the one before it: `>>` where another speaks, a
/// dash, `→`, `🎵`; `<` and `&` are what somebody said.
fn stands_alone(sign: &str) -> bool {
    let is_turn = sign.len() > 1 && sign.trim_matches('>').is_empty();
    let is_other = |c: char| !c.is_ascii() && !MARKS.contains(&c);
    is_turn || sign.trim_matches('-').is_empty() || sign.contains(is_other)
}

/// Whether all of a piece names a sound.
fn is_sound(words: &[CueWord]) -> bool {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let (first, last) = (&*first.text, last.text.trim_end_matches(['.', ',']));
    (first.starts_with('(') && last.ends_with(')') && words.len() <= SOUND_WORDS)
        || (first.starts_with('*') && words.len() + last.len() > 2 && last.ends_with('*'))
        || first.starts_with('♪')
}

/// Words that stand in no square brackets: transcribers put no speech there. Beside them, how many
/// brackets were left out.
fn without_brackets(words: Vec<CueWord>) -> (Vec<CueWord>, usize) {
    let mut sounds = 0;
    let mut kept: Vec<CueWord> = Vec::with_capacity(words.len());
    let mut closes = words.iter().filter(|word| word.text.contains(']')).count();
    let mut is_inside = false;
    for word in words {
        let ends = word.text.contains(']');
        // One that nothing closes hides nothing.
        let begins = word.text.starts_with('[') && closes > 0;
        closes -= usize::from(ends);
        sounds += usize::from(begins && !is_inside);
        let is_said = !is_inside && !begins && word.text.contains(char::is_alphanumeric);
        is_inside = (is_inside || begins) && !ends;
        if is_said {
            kept.push(word);
        }
    }
    (kept, sounds)
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
