//! Names of sounds among the words of a piece: `[Music]`, `(coughs)`, `*sighs*`, `♪ la la ♪`.

use super::{CueWord, signs};

/// `(upbeat music)` names a sound where it is all of a piece; more words are somebody's.
const SOUND_WORDS: usize = 2;

/// A name of a sound has no more words.
const LONGEST_NAME: usize = 5;

/// No more words of a piece stand in square brackets, or between two notes.
const LONGEST: usize = 100;

/// What words in parentheses begin with that name a sound, among words that somebody said.
const SOUNDS: [&str; 61] = [
    "applau",
    "bang",
    "bark",
    "beep",
    "breath",
    "buzz",
    "cheer",
    "chime",
    "chuckl",
    "clacking",
    "clapping",
    "claps",
    "clearing",
    "clears",
    "clicking",
    "cough",
    "cries",
    "cross-talk",
    "crosstalk",
    "crying",
    "door",
    "exhal",
    "gasp",
    "giggl",
    "groan",
    "growl",
    "grunt",
    "humming",
    "hums",
    "inaudib",
    "indistin",
    "inhal",
    "keyboard",
    "knock",
    "laugh",
    "mumbl",
    "music",
    "mutter",
    "noise",
    "paus",
    "ringing",
    "rings",
    "rustl",
    "scoff",
    "sigh",
    "silence",
    "singing",
    "sings",
    "siren",
    "slam",
    "smack",
    "sneez",
    "snif",
    "snort",
    "sob",
    "throat",
    "unintel",
    "whispering",
    "whispers",
    "whistl",
    "yawn",
];

/// The words of a piece but for names of sounds and signs that nobody said, and how many names
/// there were.
pub(super) fn left_out(words: Vec<CueWord>) -> (Vec<CueWord>, usize) {
    if is_all(&words) {
        return (Vec::new(), 1);
    }
    let mut sounds = 0;
    let mut kept: Vec<CueWord> = Vec::with_capacity(words.len());
    let mut rest = &words[..];
    while let Some((first, behind)) = rest.split_first() {
        if let Some(length) = length(rest) {
            sounds += 1;
            rest = &rest[length..];
            continue;
        }
        if first.text.contains(char::is_alphanumeric) || signs::is_spoken(&first.text) {
            kept.push(first.clone());
        }
        rest = behind;
    }
    (kept, sounds)
}

/// Whether all of a piece names a sound.
fn is_all(words: &[CueWord]) -> bool {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let (first, last) = (&*first.text, last.text.trim_end_matches(['.', ',']));
    // `(speaking in foreign language)`.
    let is_foreign = || words.len() <= LONGEST_NAME && words.iter().any(|of| of.text == "foreign");
    let is_short = || words.len() <= SOUND_WORDS;
    (first.starts_with('(') && last.ends_with(')') && (is_short() || is_foreign()))
        || (first.starts_with('*') && words.len() + last.len() > 2 && last.ends_with('*'))
        || first.starts_with('♪')
}

/// How many words the name of a sound has that some begin with; `None` where they begin with none.
/// What nothing closes hides nothing.
fn length(words: &[CueWord]) -> Option<usize> {
    let first = &*words[0].text;
    let until = |longest: usize, is_end: &dyn Fn(&str) -> bool| {
        let near = words.iter().take(longest).enumerate();
        let ends = |(at, word): (usize, &CueWord)| {
            let text = word.text.trim_end_matches(['.', ',', '?', '!', ':', ';']);
            // What opens it alone is not what closes it.
            (is_end(text) && (at > 0 || text.chars().count() > 1)).then_some(at + 1)
        };
        near.filter_map(ends).next()
    };
    if first.starts_with('[') {
        return until(LONGEST, &|text| text.contains(']'));
    }
    if first.starts_with('♪') {
        return until(LONGEST, &|text| text.ends_with('♪'));
    }
    if first.starts_with('*') && !first.starts_with("**") {
        let length = until(LONGEST_NAME, &|text| text.ends_with('*'))?;
        return Some(length).filter(|_| is_name(&words[..length]));
    }
    if first.starts_with('(') {
        let length = until(LONGEST_NAME, &|text| text.ends_with(')'))?;
        return Some(length).filter(|_| words[..length].iter().any(|word| names_sound(&word.text)));
    }
    None
}

/// Whether words between stars are words at all: `2 * 3 * 4` and `a * b * c` are sums.
fn is_name(words: &[CueWord]) -> bool {
    let mut all = words.iter().flat_map(|word| word.text.chars());
    let letters = all.clone().filter(|c| c.is_alphabetic()).count();
    letters >= 3 && !all.any(char::is_numeric)
}

pub(super) fn names_sound(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    SOUNDS.iter().any(|sound| word.starts_with(sound))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sounds_are_no_words_wherever_they_stand() {
        for (text, left, sounds) in [
            ("so (coughs) we [MUSIC] go *sighs* on", "so we go on", 3),
            ("so (clears throat), and (Laughter). then", "so and then", 2),
            ("it is *sighs heavily* done [door slams]", "it is done", 2),
            ("well ♪ la la ♪ then", "well then", 1),
            ("a queue (FIFO) is O(n), or (n log n)", "a queue (FIFO) is O(n), or (n log n)", 0),
            ("2 * 3 * 4 and a * b * c", "2 * 3 * 4 and a * b * c", 0),
            ("(as I said) we [ go", "(as I said) we go", 0),
            ("we ♪ go **on**", "we go **on**", 0),
        ] {
            let part = |word: &str| CueWord { text: word.to_string(), ..CueWord::default() };
            let (words, found) = left_out(text.split(' ').map(part).collect());
            let words: Vec<&str> = words.iter().map(|word| &*word.text).collect();
            assert_eq!((words.join(" "), found), (left.to_string(), sounds), "{text}");
        }
    }
}
