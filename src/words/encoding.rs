//! The characters of a file, however it was saved.

/// The text of a file: UTF-8, or UTF-16 that says so at its beginning. What isn't UTF-8 is shown as
/// unreadable: whisper.cpp cuts letters into tokens. Beside it, in how many places that is.
///
/// # Errors
/// It is no text.
pub(super) fn decoded(bytes: &[u8]) -> Result<(String, usize), String> {
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf_16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf_16(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        all => String::from_utf8_lossy(all).into_owned(),
    };
    if text.contains('\0') {
        return Err("is no text; a recording is measured by `mockround listen`".to_string());
    }
    let unread = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => 0,
        all => all.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count(),
    };
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    Ok((text, unread))
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}
