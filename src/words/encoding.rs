//! The characters of a file, however it was saved.

use std::borrow::Cow;

/// Why a file has no characters: what it is, and what would be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Undecoded {
    /// UTF-16 without the mark that says so at its beginning, or UTF-32.
    #[error("is in UTF-16 without its byte order mark, or in UTF-32: save it as UTF-8")]
    Wide,
    /// A byte a letter, or another alphabet's bytes.
    #[error("is in another encoding than UTF-8 (Latin-1, Windows-1251, …): save it as UTF-8")]
    OtherAlphabet,
    /// No text at all.
    #[error("is no text in UTF-8; a recording is measured by `mockround listen`")]
    NoText,
}

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
/// unreadable: whisper.cpp cuts letters into tokens. Beside it, in how many places that is.
pub(super) fn decoded(bytes: &[u8]) -> Result<(String, usize), Undecoded> {
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf_16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf_16(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        all => String::from_utf8_lossy(all).into_owned(),
    };
    if !is_text(&text) {
        return Err(undecoded(bytes));
    }
    let unread = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => 0,
        all => all.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count(),
    };
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    Ok((text, unread))
}

/// What it is that is no text in UTF-8, nor in UTF-16 that says so.
fn undecoded(bytes: &[u8]) -> Undecoded {
    let is_control = |byte: &u8| *byte == 0x7f || *byte < b' ' && !b"\t\n\r\x08\x1b".contains(byte);
    let is_wide = |unit: fn([u8; 2]) -> u16| {
        let text = utf_16(bytes, unit);
        let spaces = text.matches([' ', '\n']).count();
        text.chars().all(|c| !c.is_control() || "\t\n\r\u{8}\u{1b}".contains(c))
            && !text.contains(char::REPLACEMENT_CHARACTER)
            && spaces > 0
    };
    let is_utf_32 =
        bytes.starts_with(&[0xff, 0xfe, 0, 0]) || bytes.starts_with(&[0, 0, 0xfe, 0xff]);
    if is_utf_32
        || bytes.contains(&0) && (is_wide(u16::from_le_bytes) || is_wide(u16::from_be_bytes))
    {
        Undecoded::Wide
    } else if !bytes.iter().any(is_control) {
        Undecoded::OtherAlphabet
    } else {
        Undecoded::NoText
    }
}

/// A file as text, however it was saved, also where it is none.
pub(crate) fn shown(bytes: &[u8]) -> Cow<'_, str> {
    match decoded(bytes) {
        Ok((text, _)) => Cow::Owned(text),
        Err(_) => String::from_utf8_lossy(bytes),
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
        assert_eq!(decoded(&rubbish), Err(Undecoded::NoText));
        assert_eq!(decoded(b"so\0"), Err(Undecoded::NoText));
        assert_eq!(decoded(b"caf\xe9"), Ok(("caf\u{fffd}".to_string(), 1)));
        let units: Vec<u16> =
            "0:05 \u{43f}\u{440}\u{438}\u{432}\u{435}\u{442} so\n".encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        assert_eq!(decoded(&little), Err(Undecoded::Wide));
        assert_eq!(decoded(&big), Err(Undecoded::Wide));
        assert_eq!(decoded(b"\xff\xfe\0\0s\0\0\0"), Err(Undecoded::Wide));
        assert!(decoded(&[&[0xff, 0xfe], &little[..]].concat()).is_ok());
        assert!(decoded(&[&[0xfe, 0xff], &big[..]].concat()).is_ok());
        assert_eq!(decoded(b"\xef\xf0\xe8\xe2\xe5\xf2 so"), Err(Undecoded::OtherAlphabet));
        assert!(is_text("\u{1b}[1mso\u{1b}[0m\u{8}\t") && !is_text(&"\u{fffd}z".repeat(9)));
    }
}
