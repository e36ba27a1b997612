//! The files that come in from outside are bounded and UTF-8.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::problems::{Problem, Problems};
use crate::text::unreadable;

/// The largest file that is read, in bytes: 1 MiB, many times a full bank of questions.
pub(crate) const LARGEST: usize = 1 << 20;

/// Reads a text file; `name` is what it goes by in problems.
///
/// # Errors
/// One problem: it can't be opened or read, is larger than [`LARGEST`], or isn't UTF-8.
pub(crate) fn read_text(path: &Path, name: &str) -> Result<String, Problems> {
    let mut bytes = Vec::new();
    let read = open(path).and_then(|file| file.take(LARGEST as u64 + 1).read_to_end(&mut bytes));
    if let Err(error) = read {
        return Err(Problem::with_file(name, unreadable(&error)).into());
    }
    decode(name, bytes)
}

/// Opens a file to read it. A pipe would keep us waiting for a writer, a device for its bytes.
fn open(path: &Path) -> io::Result<File> {
    match fs::metadata(path)? {
        found if found.is_file() => File::open(path),
        // Each system has its own word for what comes of reading one.
        found if found.is_dir() => Err(io::Error::other("it is a folder, and no file")),
        _ => Err(io::Error::other("it is a pipe or a device, and no file")),
    }
}

/// The text of a file's bytes, without a byte-order mark.
///
/// # Errors
/// One problem: more than [`LARGEST`] bytes, or bytes that are no UTF-8.
pub(crate) fn decode(name: &str, bytes: Vec<u8>) -> Result<String, Problems> {
    if bytes.len() > LARGEST {
        // What isn't TOML is a text that a draw is weighed by, or one to be read as it is.
        let message = match name.ends_with(".toml") {
            true => {
                "is larger than 1 MiB, the most that is read; is it the right file? \
                 Questions can stand in several"
            }
            false => "is larger than 1 MiB, the most that is read; is it the right file?",
        };
        return Err(Problem::with_file(name, message).into());
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_string)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let (before, rest) = error.as_bytes().split_at(at);
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            let byte = rest.first().copied().unwrap_or_default();
            let message =
                format!("byte {at} (0x{byte:02x}) is no UTF-8; save the file as UTF-8 text");
            Err(Problem { line: Some(line), ..Problem::with_file(name, message) }.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_exactly_the_largest_size_is_read_and_one_byte_more_is_not() {
        assert!(decode("a.toml", vec![b'x'; LARGEST]).is_ok());
        let error = decode("a.toml", vec![b'x'; LARGEST + 1]).unwrap_err();
        assert!(error.to_string().starts_with("a.toml: is larger than 1 MiB"), "{error}");
    }

    #[test]
    fn a_file_that_is_no_utf8_names_byte_and_line() {
        let error = decode("a.toml", b"one\ntwo\xff".to_vec()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "a.toml:2: byte 7 (0xff) is no UTF-8; save the file as UTF-8 text"
        );
    }

    #[test]
    fn a_byte_order_mark_is_no_text() {
        assert_eq!(decode("a.toml", "\u{feff}x = 1".into()).unwrap(), "x = 1");
    }

    #[test]
    fn a_missing_file_and_a_folder_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let missing =
            read_text(&folder.path().join("none.toml"), "none.toml").unwrap_err().to_string();
        assert_eq!(missing, "none.toml: no such file");
        assert!(
            read_text(folder.path(), "folder")
                .unwrap_err()
                .to_string()
                .contains(": can't be read: ")
        );
    }
}
