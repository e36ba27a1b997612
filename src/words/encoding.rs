//! The characters of a file, however it was saved.

use std::borrow::Cow;

/// Of so many characters of a text at most one can't be read, but for few of them in all.
const READABLE: usize = 10;
const FEW: usize = 3;

/// Whether it can be read as text: some letters of it may be damaged.
pub(crate) fn is_text(text: &str) -> bool {
    // Codes of a terminal's colours, and lines that are written over.
    let is_used = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{8}' | '\u{1b}');
    let is_odd = |c: &char| *c == char::REPLACEMENT_CHARACTER || c.is_control() && !is_used(*c);
    let (odd, all) = (text.chars().filter(is_odd).count(), text.chars().count());
    !text.contains('\0') && (odd <= FEW || odd * READABLE <= all)
}

/// The text of a file: UTF-8, or UTF-16 that says so at its beginning. What isn't UTF-8 is shown as
/// unreadable: whisper.cpp cuts letters into tokens. Beside it, in how many places that is. None
/// where it is no text.
pub(super) fn decoded(bytes: &[u8]) -> Option<(String, usize)> {
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf_16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf_16(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        all => String::from_utf8_lossy(all).into_owned(),
    };
    if !is_text(&text) {
        return None;
    }
    let unread = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => 0,
        all => all.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count(),
    };
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    Some((text, unread))
}

/// A file as text, however it was saved, also where it is none.
pub(crate) fn shown(bytes: &[u8]) -> Cow<'_, str> {
    match decoded(bytes) {
        Some((text, _)) => Cow::Owned(text),
        None => String::from_utf8_lossy(bytes),
    }
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rubbish_is_no_text_and_a_damaged_letter_makes_none() {
        let rubbish: Vec<u8> = (1..=255).collect();
        assert_eq!(decoded(&rubbish), None);
        assert_eq!(decoded(b"so\0"), None);
        assert_eq!(decoded(b"caf\xe9"), Some(("caf\u{fffd}".to_string(), 1)));
        assert!(is_text("\u{1b}[1mso\u{1b}[0m\u{8}\t") && !is_text(&"\u{fffd}z".repeat(9)));
    }
}
