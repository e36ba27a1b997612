//! The files and folders of a workspace that a program's words name: a script that was allowed may
//! be another one tomorrow, and so may what is in a folder. What such a file loads by itself is not
//! looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path};

use sha2::{Digest, Sha256};

use super::{NotTrusted, canonical, trust, unreadable};

/// What the words of a program name.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// Files: their paths from the workspace, and the SHA-256 of what is in them.
    pub(super) sums: BTreeMap<String, String>,
    /// Folders, by their paths from the workspace: what is in them doesn't count.
    pub(super) folders: BTreeSet<String>,
}

impl Contents {
    /// What is in `root`, a folder without links, and is named by one of these words or a part of
    /// one, seen from there or from the current folder. What is named by way of a folder above
    /// counts as well, with its whole path. A program without a path is none of them: it is looked
    /// for elsewhere.
    ///
    /// # Errors
    /// A file can't be read, or another user may change it, or a folder in which it is; or what is
    /// in a folder.
    pub(super) fn of(words: &[String], root: &Path, here: &Path) -> Result<Self, NotTrusted> {
        let mut contents = Self::default();
        let is_elsewhere = |word: &str| Path::new(word).components().count() == 1;
        let program = words.iter().take(1).filter(|word| !is_elsewhere(word));
        let program = program.map(|word| (word.as_str(), root));
        let arguments = words.iter().skip(1).flat_map(|word| candidates(word));
        let arguments = arguments.flat_map(|name| [(name, root), (name, here)]);
        for (name, from) in program.chain(arguments) {
            contents.look_at(name, from, root)?;
        }
        Ok(contents)
    }

    fn look_at(&mut self, name: &str, from: &Path, root: &Path) -> Result<(), NotTrusted> {
        let path = from.join(name);
        if !path.is_file() && !path.is_dir() {
            return Ok(());
        }
        // A link counts by where it stands, and by where it leads.
        let target = canonical(&path)?;
        let place = match (path.parent(), path.file_name()) {
            (Some(parent), Some(name)) => canonical(parent)?.join(name),
            _ => target.clone(),
        };
        let inside = [&place, &target].into_iter().find_map(|path| path.strip_prefix(root).ok());
        let leads_out = Path::new(name).components().any(|part| part == Component::ParentDir);
        let Some(inside) = inside.or_else(|| leads_out.then_some(&*place)) else { return Ok(()) };
        trust::check_folders(&place, root)?;
        trust::check_folders(&target, root)?;
        if path.is_dir() {
            trust::check_contents(&target)?;
            self.folders.insert(Path::new(".").join(inside).display().to_string());
        } else {
            trust::check(&path)?;
            let sum = sum(&path).map_err(|error| unreadable(&path, &error))?;
            self.sums.insert(inside.to_string_lossy().into_owned(), sum);
        }
        Ok(())
    }
}

/// What may be a path in an argument: all of it, what follows a `=`, and in an option of one dash
/// what follows each of its letters, as `-fmk` and `-sfmk` name `mk`.
fn candidates(word: &str) -> impl Iterator<Item = &str> {
    let joined = word.match_indices('=').map(|(at, _)| at + 1);
    let is_short = word.starts_with('-') && !word.starts_with("--");
    let letters = word.char_indices().skip(2).map(|(at, _)| at).filter(move |_| is_short);
    let parts = [0].into_iter().chain(joined).chain(letters).map(|from| &word[from..]);
    parts.filter(|part| !part.is_empty())
}

/// The SHA-256 of a file, in hexadecimal digits.
fn sum(path: &Path) -> io::Result<String> {
    let (mut file, mut hash, mut buffer) = (File::open(path)?, Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut buffer)? {
            0 => break,
            read => hash.update(&buffer[..read]),
        }
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_may_be_joined_to_an_option() {
        for (word, expected) in [
            ("tool", &["tool"][..]),
            ("--file=mk", &["--file=mk", "mk"]),
            ("--env=a=b", &["--env=a=b", "a=b", "b"]),
            ("PATH=bin", &["PATH=bin", "bin"]),
            ("-fmk", &["-fmk", "mk", "k"]),
            ("-f=é", &["-f=é", "é", "=é", "é"]),
            ("--mk", &["--mk"]),
            ("-f", &["-f"]),
            ("--file=", &["--file="]),
            ("", &[]),
        ] {
            assert_eq!(candidates(word).collect::<Vec<_>>(), expected, "{word}");
        }
    }
}
