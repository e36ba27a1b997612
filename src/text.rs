//! Text that came from outside, made fit for a terminal, and how things are counted in words.

pub(crate) mod cells;
pub(crate) mod english;
mod spelling;
pub(crate) mod stems;

use std::error::Error;
use std::fmt::{self, Write as _};
use std::io;

use serde::Serialize;

/// Text for a terminal: no control characters but newlines, tabs as four spaces, other separators
/// of lines as one, and none of the characters that turn the reading direction around or are not
/// seen, which can make text read as something else. The joiners of emoji (U+200C, U+200D) stay.
pub fn clean(text: &str) -> String {
    let text = text.replace('\t', "    ").replace(['\u{2028}', '\u{2029}'], " ");
    text.chars().filter(|&c| c == '\n' || !is_unsafe(c)).collect()
}

/// Like [`clean`], and on one line: newlines are spaces.
pub(crate) fn clean_line(text: &str) -> String {
    clean(text).replace('\n', " ")
}

/// JSON for a terminal: what [`clean`] would take out of its strings is escaped there, and so not
/// lost.
pub(crate) fn escape_json(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        if c == '\n' || !is_unsafe(c) {
            escaped.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            // A string takes all that is written.
            let _ = write!(escaped, "\\u{unit:04x}");
        }
    }
    escaped
}

/// Text that came from outside, as it is there: shown, it is cleaned and on one line; JSON has all
/// of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct GivenText(String);

impl GivenText {
    /// All of it: to be looked up by, and for programs.
    pub(crate) fn whole(&self) -> &str {
        &self.0
    }

    /// Whether a person sees anything of it.
    pub(crate) fn shows(&self) -> bool {
        !self.shown().is_empty()
    }

    /// What a person sees of it.
    pub(crate) fn shown(&self) -> String {
        clean_line(&self.0)
    }
}

impl From<&str> for GivenText {
    fn from(text: &str) -> Self {
        Self(text.to_string())
    }
}

impl From<&String> for GivenText {
    fn from(text: &String) -> Self {
        Self(text.clone())
    }
}

impl fmt::Display for GivenText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.shown())
    }
}

/// Lines broken between words to fit so many columns, what follows of each as far in as it begins.
/// A word that is longer stays whole: it may be a path or a command.
pub(crate) fn filled(text: &str, width: usize) -> String {
    let fill = |line: &str| {
        let indent = &line[..line.len() - line.trim_start_matches(' ').len()];
        let options = textwrap::Options::new(width.max(20))
            .subsequent_indent(indent)
            .break_words(false)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        textwrap::fill(line, options)
    };
    text.split('\n').map(fill).collect::<Vec<_>>().join("\n")
}

/// Whether a command line takes a word for an option.
pub(crate) fn is_option(word: &str) -> bool {
    word.starts_with('-')
}

/// `1 round`, `12 rounds`.
pub(crate) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// An error and its causes on one line; what the system says among them as [`system`] has it.
pub fn causes(error: &anyhow::Error) -> String {
    let said = |cause: &(dyn Error + 'static)| match cause.downcast_ref() {
        Some(error) => system(error),
        None => cause.to_string(),
    };
    error.chain().map(said).collect::<Vec<_>>().join(": ")
}

/// What the system says of a failure, in lower case and without its number.
pub(crate) fn system(error: &io::Error) -> String {
    let said = error.to_string();
    if error.raw_os_error().is_none() {
        return said;
    }
    if error.kind() == io::ErrorKind::NotFound {
        return "no such file or folder".to_string();
    }
    let said = said.split(" (os error").next().unwrap_or_default().trim_end_matches('.');
    let mut rest = said.chars();
    rest.next().map(|first| first.to_lowercase().chain(rest).collect()).unwrap_or_default()
}

/// Why a file that was named can't be read: to stand behind its name.
pub(crate) fn unreadable(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_string(),
        _ => format!("can't be read: {}", system(error)),
    }
}

/// Characters that act on the terminal instead of being shown; a file that a person writes must not
/// have them.
pub(crate) fn acts(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Characters that are kept from terminals and pages: those that act on them, marks of the reading
/// direction, separators of lines, tags, and what has no width and joins nothing.
pub(crate) fn is_unsafe(c: char) -> bool {
    let is_unseen = matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    );
    acts(c) || is_unseen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_between_words_and_a_long_word_stays_whole() {
        let text = "the round goes on without it\n  see sessions/2026-01-01T00-00-00-round.toml";
        let expected = "the round goes on\nwithout it\n  see\n  \
                        sessions/2026-01-01T00-00-00-round.toml";
        assert_eq!(filled(text, 20), expected);
        assert_eq!(filled(text, 80), text);
    }

    #[test]
    fn clean_keeps_text_and_drops_what_acts_on_the_terminal() {
        assert_eq!(clean("a\u{1b}[31mb\u{7}\tc\r\nd\u{9b}1m\u{7f}"), "a[31mb    c\nd1m");
        assert_eq!(clean("x\u{202e}y\u{2066}z\u{2069}"), "xyz");
        assert_eq!(clean("größer ≤ 日本 👩‍💻"), "größer ≤ 日本 👩‍💻");
        assert_eq!(clean_line("a\nb"), "a b");
    }

    #[test]
    fn what_is_not_seen_goes_and_what_joins_letters_or_emoji_stays() {
        for c in "\u{ad}\u{61c}\u{200b}\u{200e}\u{200f}\u{2060}\u{feff}\u{e0041}".chars() {
            assert_eq!(clean(&format!("a{c}b")), "ab", "{c:?}");
        }
        assert_eq!(clean("a\u{2028}b\u{2029}c"), "a b c");
        for kept in ["می\u{200c}خواهم", "👨\u{200d}👩\u{200d}👧", "❤\u{fe0f}", "e\u{301}"]
        {
            assert_eq!(clean(kept), kept);
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_the_system_says_is_worded_as_the_rest() {
        let denied = || io::Error::from_raw_os_error(13);
        let missing = io::Error::from_raw_os_error(2);
        assert_eq!(system(&denied()), "permission denied");
        assert_eq!(unreadable(&denied()), "can't be read: permission denied");
        assert_eq!(unreadable(&missing), "no such file");
        assert_eq!(system(&io::Error::other("It is a Pipe")), "It is a Pipe", "not the system's");
        let error = anyhow::Error::new(missing).context("a can't be written").context("No b");
        assert_eq!(causes(&error), "No b: a can't be written: no such file or folder");
        assert_eq!(causes(&anyhow::Error::new(denied())), "permission denied");
    }

    #[test]
    fn json_keeps_what_it_may_not_show() {
        let text = "a\u{1b}\u{7f}\u{9b}\u{202e}\u{200b}\u{2028}\u{e0041}👩\u{200d}💻\n";
        let json = escape_json(&serde_json::to_string(text).unwrap());
        assert!(!json.chars().any(is_unsafe), "{json:?}");
        assert!(json.contains("\\u202e") && json.contains("\\udb40\\udc41"), "{json}");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
