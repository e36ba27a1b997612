//! What may be a name before a colon, at the beginning of a piece of a transcript.

use super::sounds::names_sound;

/// Nobody is called so: what stands before a colon there is said, as the parts of a story are.
const PARTS: [&str; 61] = [
    "action",
    "actions",
    "advantage",
    "advantages",
    "answer",
    "background",
    "caveat",
    "challenge",
    "con",
    "conclusion",
    "conclusions",
    "cons",
    "context",
    "disadvantages",
    "edge",
    "eight",
    "example",
    "fact",
    "first",
    "five",
    "four",
    "goal",
    "goals",
    "idea",
    "impact",
    "insight",
    "issue",
    "learning",
    "lesson",
    "next",
    "nine",
    "note",
    "one",
    "option",
    "outcome",
    "part",
    "point",
    "pro",
    "problem",
    "pros",
    "question",
    "reason",
    "reflection",
    "result",
    "results",
    "second",
    "seven",
    "situation",
    "six",
    "solution",
    "step",
    "steps",
    "summary",
    "takeaway",
    "task",
    "ten",
    "third",
    "three",
    "two",
    "update",
    "warning",
];

/// No name has more words or letters.
const MOST_WORDS_OF_NAME: usize = 8;
const MOST_LETTERS: usize = 60;

/// A telephone's number has no fewer digits.
const LEAST_DIGITS: usize = 7;

/// What a beginning looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameLooks {
    /// As a program numbers those whose names it doesn't know: `SPEAKER_00`, `Speaker 2`.
    Numbered,
    /// Up to four words, each with a capital or a digit first; or what stands in brackets.
    Name,
    /// Anything else: `ada sample`, `Ada Sample (she/her)`, and what somebody says.
    Any,
}

/// What stands before the colon that a text begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NamePrefix<'t> {
    pub(super) name: &'t str,
    /// How much of the text it is, with the colon, in bytes.
    pub(super) length: usize,
    pub(super) looks: NameLooks,
}

/// What a text begins with that may be a name: `Ada Sample: so`, `[SPEAKER_00]: so`.
pub(super) fn prefix(text: &str) -> Option<NamePrefix<'_>> {
    let begin = text.len() - text.trim_start().len();
    let (at, colon) = text.char_indices().find(|(_, c)| [':', '\u{ff1a}'].contains(c))?;
    let length = at + colon.len_utf8();
    // `Result:24%` and `10:30` are none.
    let ends = colon != ':' || text[length..].starts_with(char::is_whitespace);
    let whole = text.get(begin..at)?.trim_end();
    let inside = whole.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    let name = inside.unwrap_or(whole).trim();
    let looks = looks(name, inside.is_some()).filter(|_| ends)?;
    Some(NamePrefix { name, length, looks })
}

fn looks(name: &str, is_bracketed: bool) -> Option<NameLooks> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_part = |word: &&str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        PARTS.contains(&&*word.to_lowercase()) || word.chars().all(char::is_numeric)
    };
    let digits = name.chars().filter(char::is_ascii_digit).count();
    let is_number = digits >= LEAST_DIGITS && !name.contains(char::is_alphabetic);
    let is_sentence = name.contains(['?', '!', '\u{3002}', '<', '>', '[', ']', '"', '\u{201c}']);
    if !(1..=MOST_WORDS_OF_NAME).contains(&words.len())
        || name.chars().count() > MOST_LETTERS
        || is_sentence
        || (words.iter().all(is_part) && !is_number)
        || (is_bracketed && words.iter().any(|word| names_sound(word)))
    {
        return None;
    }
    let begins = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let is_name =
        name.starts_with(char::is_uppercase) && words.len() <= 4 && words.iter().all(begins);
    Some(match () {
        () if is_numbered(name) => NameLooks::Numbered,
        () if is_name || is_bracketed => NameLooks::Name,
        () => NameLooks::Any,
    })
}

/// Whether a program gave a number to somebody.
fn is_numbered(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let rest = ["speaker", "spk"].iter().find_map(|of| name.strip_prefix(of));
    let number = rest.map(|rest| rest.trim_start_matches([' ', '_', '-', '#']));
    number.is_some_and(|of| !of.is_empty() && of.bytes().all(|b| b.is_ascii_digit()))
}
