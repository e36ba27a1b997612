//! The files and folders of a workspace that a program's words name: a script that was allowed may
//! be another one tomorrow, and so may what is in a folder. What such a file loads by itself is not
//! looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use super::{NotTrusted, canonical, trust, unreadable, words};
use crate::program::{ExpectedFile, is_runnable, sum};
use crate::settings::programs::NamedProgram;

/// What the words of a program name. A path is told from the workspace where it lies there, or
/// else whole.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// Files, and the SHA-256 of what is in them.
    pub(super) sums: BTreeMap<String, String>,
    /// Folders: what is in them doesn't count.
    pub(super) folders: BTreeSet<String>,
    /// What is looked at before each run. What the first word with files names, what an interpreter
    /// is given and what is made to be run is to stay as it is, or away; what the line says that it
    /// writes to counts for nothing, and of all else it may write what is data.
    pub(super) code: BTreeMap<PathBuf, ExpectedFile>,
}

impl Contents {
    /// What one of these words or a part of one names, seen from `root`, a folder without links, or
    /// from the current folder, wherever that is. A program without a path is none of them: it is
    /// looked for elsewhere.
    ///
    /// # Errors
    /// A file can't be read, or another user may change it, or a folder in which it is; or what is
    /// in a folder.
    pub(super) fn of(program: &NamedProgram, root: &Path, here: &Path) -> Result<Self, NotTrusted> {
        let words = &filled(program);
        let mut contents = Self::default();
        let is_elsewhere = |word: &str| Path::new(word).components().count() == 1;
        if let Some(program) = words.first().filter(|word| !is_elsewhere(word)) {
            let sum = contents.look_at(program, root, root)?;
            contents.expect(root.join(program), sum, true);
        }
        let (run, written) = (words::run(words), words::written(words));
        let mut is_first = contents.code.is_empty();
        for word in words.iter().skip(1) {
            let mut names_files = false;
            for name in words::names(word) {
                for from in [root, here] {
                    let (sum, path) = (contents.look_at(&name, from, root)?, from.join(&name));
                    if !written.contains(&name) && counts(&name, &path, root) {
                        names_files |= sum.is_some();
                        let is_run = run.contains(&name) || (is_first && sum.is_some());
                        contents.expect(path, sum, is_run);
                    }
                }
            }
            is_first &= !names_files;
        }
        for file in words::modules(words) {
            for from in [root, here] {
                let (sum, path) = (contents.look_at(&file, from, root)?, from.join(&file));
                contents.expect(path, sum, true);
            }
        }
        Ok(contents)
    }

    /// Takes in what is to be true of a file before each run: of one with this sum, or of none.
    fn expect(&mut self, path: PathBuf, sum: Option<String>, is_run: bool) {
        let expected = match sum {
            Some(sum) if is_run || is_runnable(&path) => ExpectedFile::Sum(sum),
            None if is_run && !path.is_file() => ExpectedFile::Absent,
            // A folder.
            None if path.exists() => return,
            Some(_) | None => ExpectedFile::Data,
        };
        let known = self.code.entry(path).or_insert(ExpectedFile::Data);
        // Named twice, the stricter one counts.
        *known = expected.max(known.clone());
    }

    /// Takes in what a name stands for, if that counts; a file's sum.
    fn look_at(
        &mut self,
        name: &str,
        from: &Path,
        root: &Path,
    ) -> Result<Option<String>, NotTrusted> {
        let path = from.join(name);
        if !(path.is_file() || path.is_dir()) || !counts(name, &path, root) {
            return Ok(None);
        }
        // Whoever may change a link on the way leads elsewhere.
        for step in path.ancestors().skip(1) {
            let place = place(step)?;
            if place != root && place.starts_with(root) {
                trust::check_folders(&place, root)?;
            }
        }
        // A link counts by where it stands, and by where it leads.
        let ends = [place(&path)?, canonical(&path)?];
        ends.iter().try_for_each(|end| trust::check_folders(end, root))?;
        let seen = ends.iter().map(|end| end.strip_prefix(root).unwrap_or(end));
        if path.is_dir() {
            trust::check_contents(&ends[1])?;
            self.folders.extend(seen.map(|end| Path::new(".").join(end).display().to_string()));
            return Ok(None);
        }
        trust::check(&ends[1])?;
        let sum = sum(&path).map_err(|error| unreadable(&path, &error))?;
        self.sums.extend(seen.map(|end| (end.to_string_lossy().into_owned(), sum.clone())));
        Ok(Some(sum))
    }
}

/// The words of a program without the names of what we put into them: `{out}` is no file `out`.
/// Whatever else stands in such a word may be one.
fn filled(program: &NamedProgram) -> Vec<String> {
    let placeholders = program.setting.placeholders();
    let bare =
        |word: &String| placeholders.iter().fold(word.clone(), |word, of| word.replace(of, "{}"));
    // The program itself is called as it is named.
    let (first, rest) = program.words.split_at(program.words.len().min(1));
    first.iter().cloned().chain(rest.iter().map(bare)).collect()
}

/// Whether a file or folder is named by way of the workspace or of the current folder. The others
/// are the machine's own, as `/bin/sh` is.
fn counts(name: &str, path: &Path, root: &Path) -> bool {
    let is_fixed = Path::new(name).components().all(|part| part != Component::ParentDir)
        && Path::new(name).is_absolute();
    let is_inside = |step: &Path| step.canonicalize().is_ok_and(|step| step.starts_with(root));
    !is_fixed || path.ancestors().any(is_inside)
}

/// Where a name stands, without links on its way.
fn place(path: &Path) -> Result<PathBuf, NotTrusted> {
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => Ok(canonical(parent)?.join(name)),
        _ => canonical(path),
    }
}
