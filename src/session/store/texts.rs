//! Texts that lie in a workspace and may be reports or transcripts.

use std::path::{Path, PathBuf};

use crate::on_disk;

/// By their endings; a name may have none.
const ENDINGS: [&str; 20] = [
    "", "bak", "csv", "htm", "html", "json", "jsonl", "log", "lrc", "markdown", "md", "ndjson",
    "old", "orig", "sbv", "srt", "text", "tsv", "txt", "vtt",
];

/// Folders of programs, which make and fetch thousands of files there.
const PASSED_OVER: [&str; 4] = ["__pycache__", "node_modules", "target", "venv"];

/// So many files and folders are looked at, and so many folders deep.
const MOST: usize = 20_000;
const DEEPEST: usize = 16;

/// Texts of a folder.
#[derive(Debug, Default)]
pub(crate) struct TextFiles {
    pub(crate) files: Vec<PathBuf>,
    /// Whether there are more than were looked for.
    pub(crate) are_more: bool,
    seen: usize,
}

/// The texts in a folder, but for what lies in one of its folders.
pub(crate) fn texts_of(folder: &Path) -> TextFiles {
    let mut found = TextFiles::default();
    found.add(folder, 0, None);
    found
}

/// The texts in a folder and in all folders below it, but for one; no link is followed.
pub(crate) fn texts_below(folder: &Path, but: &Path) -> TextFiles {
    let mut found = TextFiles::default();
    found.add(folder, DEEPEST, Some(but));
    found
}

impl TextFiles {
    fn add(&mut self, folder: &Path, depth: usize, but: Option<&Path>) {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let Ok(entries) = on_disk::list(folder) else { return };
        for entry in entries.flatten() {
            if self.seen >= MOST {
                self.are_more = true;
                return;
            }
            self.seen += 1;
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            let Ok(kind) = entry.file_type() else { continue };
            let is_passed = name.starts_with('.') || PASSED_OVER.contains(&&*name);
            let is_other = but.is_some_and(|but| is_same(but, &path));
            if kind.is_dir() && but.is_some() && !is_passed && !is_other {
                match depth {
                    0 => self.are_more = true,
                    _ => self.add(&path, depth - 1, but),
                }
            }
            let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
            let is_text = ENDINGS.contains(&&*ending) || name.ends_with('~');
            if kind.is_file() && is_text {
                self.files.push(path);
            }
        }
    }
}

/// Whether two names are of one folder, whatever way leads there.
fn is_same(one: &Path, other: &Path) -> bool {
    one == other
        || one.file_name() == other.file_name()
            && one.canonicalize().ok().is_some_and(|one| other.canonicalize().ok() == Some(one))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn texts_are_found_however_deep_and_those_of_programs_are_not() {
        let folder = tempfile::tempdir().unwrap();
        for name in
            ["a.md", "x/y/z/said", "x/b.JSONL", ".git/c.txt", "target/d.txt", "s/e.json", "f.wav"]
        {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.path(), folder.path().join("round")).unwrap();
        let found = texts_below(folder.path(), &folder.path().join("s"));
        let shown = |path: &PathBuf| {
            path.strip_prefix(folder.path()).unwrap().to_string_lossy().replace('\\', "/")
        };
        let mut names: Vec<String> = found.files.iter().map(shown).collect();
        names.sort();
        assert_eq!(names, ["a.md", "x/b.JSONL", "x/y/z/said"]);
        assert!(!found.are_more);
        assert_eq!(texts_of(folder.path()).files.len(), 1);
    }
}
