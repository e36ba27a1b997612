//! What a program said last, in what it wrote to a file.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use crate::text::clean_line;
use crate::words::{is_text, plain};

/// So many of its last lines are told, and so much of each; they are looked for in so many bytes.
const LAST_LINES: usize = 3;
const LONGEST_LINE: usize = 300;
const LAST_BYTES: u64 = 16 << 10;

/// The end of a file as text.
fn tail(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(LAST_BYTES)))?;
    let mut bytes = Vec::new();
    file.take(LAST_BYTES).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The last lines of the first of some files that has any, to stand behind what became of it.
pub(super) fn last(files: &[PathBuf]) -> String {
    match files.iter().find_map(|file| last_lines(file)) {
        Some(lines) => format!("; it said last: {lines}"),
        None if files.iter().any(|file| tail(file).is_ok_and(|tail| !is_text(&tail))) => {
            "; it said nothing that can be read".to_string()
        }
        None => "; it said nothing".to_string(),
    }
}

/// The last lines of a file in one; none where it has none.
pub(super) fn last_lines(file: &Path) -> Option<String> {
    let text = tail(file).unwrap_or_default();
    if !is_text(&text) {
        return None;
    }
    let text = plain(&text);
    // Progress is written over and over in one line.
    let mut lines: Vec<String> = text.split(['\n', '\r']).map(clean_line).collect();
    lines.retain(|line| !line.trim().is_empty());
    let lines = &lines[lines.len().saturating_sub(LAST_LINES)..];
    let short: Vec<String> = lines.iter().map(|line| shortened(line.trim())).collect();
    (!short.is_empty()).then(|| short.join(" / "))
}

/// A line, or the end of a long one.
fn shortened(line: &str) -> String {
    let length = line.chars().count();
    if length <= LONGEST_LINE {
        return line.to_string();
    }
    format!("…{}", line.chars().skip(length - LONGEST_LINE).collect::<String>())
}
