//! Texts that lie in a workspace and may be reports or transcripts.

use std::path::{Path, PathBuf};

use crate::on_disk;

/// By their endings.
const ENDINGS: [&str; 7] = ["html", "htm", "json", "md", "srt", "txt", "vtt"];

/// So many files of a folder are looked at.
const MOST_FILES: usize = 2000;

/// The texts in a folder, and in the folders so far below it.
pub(crate) fn texts(folder: &Path, depth: usize) -> Vec<PathBuf> {
    let mut found = Vec::new();
    add(folder, depth, &mut found);
    found
}

fn add(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(entries) = on_disk::list(folder) else { return };
    for entry in entries.flatten().take(MOST_FILES) {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() && depth > 0 && !name.starts_with('.') {
            add(&path, depth - 1, found);
        }
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        if kind.is_file() && ENDINGS.contains(&&*ending) {
            found.push(path);
        }
    }
}
