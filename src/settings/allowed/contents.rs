//! The files of a workspace that a program's words name: a script that was allowed may be another
//! one tomorrow. What such a file loads by itself is not looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path};

use sha2::{Digest, Sha256};

use super::{NotTrusted, canonical, trust, unreadable};

/// The files in `root`, a folder without links, that are named by a word of their own, seen from
/// there or from the current folder: their paths from `root`, and the SHA-256 of what is in them.
/// What a word names by way of a folder above counts as well, with its whole path. A program
/// without a path is none of them: it is looked for elsewhere.
///
/// # Errors
/// One can't be read, or another user may change it, or a folder in which it is.
pub(super) fn sums(
    words: &[String],
    root: &Path,
    here: &Path,
) -> Result<BTreeMap<String, String>, NotTrusted> {
    let mut sums = BTreeMap::new();
    let is_elsewhere = |word: &str| Path::new(word).components().count() == 1;
    let program = words.iter().take(1).filter(|word| !is_elsewhere(word)).map(|word| (word, root));
    let arguments = words.iter().skip(1).flat_map(|word| [(word, root), (word, here)]);
    for (word, folder) in program.chain(arguments) {
        let path = folder.join(word);
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else { continue };
        if !path.is_file() {
            continue;
        }
        // A link counts by where it stands, and by where it leads.
        let (place, target) = (canonical(parent)?.join(name), canonical(&path)?);
        let inside = [&place, &target].into_iter().find_map(|path| path.strip_prefix(root).ok());
        let leads_out = Path::new(word).components().any(|part| part == Component::ParentDir);
        if let Some(inside) = inside.or_else(|| leads_out.then_some(&*place)) {
            trust::check(&path)?;
            trust::check_folders(&place, root)?;
            trust::check_folders(&target, root)?;
            let sum = sum(&path).map_err(|error| unreadable(&path, &error))?;
            sums.insert(inside.to_string_lossy().into_owned(), sum);
        }
    }
    Ok(sums)
}

/// The folders of `root` that are named by a word of their own, by their paths from there: what is
/// in them doesn't count.
pub(super) fn folders(words: &[String], root: &Path, here: &Path) -> BTreeSet<String> {
    let arguments = words.iter().skip(1).filter(|word| !word.is_empty());
    let named = arguments.flat_map(|word| [root.join(word), here.join(word)]);
    let real = named.filter(|path| path.is_dir()).filter_map(|path| path.canonicalize().ok());
    let inside = real.filter_map(|path| path.strip_prefix(root).map(Path::to_path_buf).ok());
    inside.map(|path| Path::new(".").join(path).display().to_string()).collect()
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
