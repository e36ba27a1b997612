//! Text that came from outside, made fit for a terminal.

/// Text for a terminal: no control characters but newlines, tabs as four spaces, and none of the
/// characters that turn the reading direction around (U+202A to U+202E, U+2066 to U+2069), which
/// can make text read as something else.
pub fn clean(text: &str) -> String {
    text.replace('\t', "    ").chars().filter(|&c| c == '\n' || !is_unsafe(c)).collect()
}

/// Like [`clean`], and on one line: newlines are spaces.
pub(crate) fn clean_line(text: &str) -> String {
    clean(text).replace('\n', " ")
}

/// Characters that act on the terminal instead of being shown.
pub(crate) fn is_unsafe(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_keeps_text_and_drops_what_acts_on_the_terminal() {
        assert_eq!(clean("a\u{1b}[31mb\u{7}\tc\r\nd\u{9b}1m\u{7f}"), "a[31mb    c\nd1m");
        assert_eq!(clean("x\u{202e}y\u{2066}z\u{2069}"), "xyz");
        assert_eq!(clean("größer ≤ 日本 👩‍💻"), "größer ≤ 日本 👩‍💻");
        assert_eq!(clean_line("a\nb"), "a b");
    }
}
