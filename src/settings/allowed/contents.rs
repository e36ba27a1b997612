//! The files and folders of a workspace that a program's words name: a script that was allowed may
//! be another one tomorrow, and so may what is in a folder. What such a file loads by itself is not
//! looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use super::{NotTrusted, canonical, trust, unreadable, words};
use crate::program::sum;

/// What the words of a program name. A path is told from the workspace where it lies there, or
/// else whole.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// Files, and the SHA-256 of what is in them.
    pub(super) sums: BTreeMap<String, String>,
    /// Folders: what is in them doesn't count.
    pub(super) folders: BTreeSet<String>,
    /// What is looked at before each run: the first word that names a file, be it the program.
    /// Behind that stands what it works on, which it may write itself, as it may what stands
    /// behind a `>`.
    pub(super) code: BTreeMap<PathBuf, String>,
}

impl Contents {
    /// What one of these words or a part of one names, seen from `root`, a folder without links, or
    /// from the current folder, wherever that is. A program without a path is none of them: it is
    /// looked for elsewhere.
    ///
    /// # Errors
    /// A file can't be read, or another user may change it, or a folder in which it is; or what is
    /// in a folder.
    pub(super) fn of(words: &[String], root: &Path, here: &Path) -> Result<Self, NotTrusted> {
        let mut contents = Self::default();
        let is_elsewhere = |word: &str| Path::new(word).components().count() == 1;
        if let Some(program) = words.first().filter(|word| !is_elsewhere(word)) {
            let file = contents.look_at(program, root, root)?;
            contents.code.extend(file);
        }
        let mut is_code = contents.code.is_empty();
        for word in words.iter().skip(1) {
            let written = words::written(word);
            let mut files = Vec::new();
            for name in words::names(word) {
                let seen = [root, here].map(|from| contents.look_at(&name, from, root));
                for file in seen {
                    files.extend(file?.filter(|_| !written.contains(&*name)));
                }
            }
            if is_code && !files.is_empty() {
                contents.code.extend(files);
                is_code = false;
            }
        }
        Ok(contents)
    }

    /// Takes in what a name stands for, if that counts; a file's path and sum.
    fn look_at(
        &mut self,
        name: &str,
        from: &Path,
        root: &Path,
    ) -> Result<Option<(PathBuf, String)>, NotTrusted> {
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
        Ok(Some((path, sum)))
    }
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
