//! Who may change what is run. Like ssh with its keys, nothing is believed that another user than
//! this one or root owns, or may write to.

use std::collections::BTreeSet;
use std::fs::Metadata;
use std::io;
use std::path::Path;

use super::{NotTrusted, canonical, unreadable};
use crate::on_disk;
use crate::others::{foreign_owner, others_replace, others_write};

/// So many files and folders of a folder are looked at, in well under a second.
const MOST: usize = 100_000;

/// Checks a file, which need not be there, and the folders that it is found in: where its name
/// stands, and where a link leads.
pub(super) fn check_with_folder(file: &Path) -> Result<(), NotTrusted> {
    let real = file.canonicalize().ok();
    let folders = [Some(file), real.as_deref()].into_iter().flatten().filter_map(Path::parent);
    for folder in folders.filter(|folder| folder.exists()) {
        check(folder)?;
    }
    if real.is_some() { check(file) } else { Ok(()) }
}

/// Checks the folders in which a file without links on its way stands: up to another one, where it
/// lies in that, or else the nearest.
pub(super) fn check_folders(file: &Path, up_to: &Path) -> Result<(), NotTrusted> {
    let above = file.ancestors().skip(1);
    let inside = above.clone().take_while(|folder| folder.starts_with(up_to)).count();
    above.take(inside.max(1)).try_for_each(check)
}

/// Checks one file or folder.
pub(super) fn check(path: &Path) -> Result<(), NotTrusted> {
    let found = path.metadata().map_err(|error| unreadable(path, &error))?;
    believed(path, &found, others_replace(&found))
}

fn believed(path: &Path, found: &Metadata, others_change: bool) -> Result<(), NotTrusted> {
    let path = path.display().to_string();
    match foreign_owner(found) {
        Some(owner) => Err(NotTrusted::Foreign { path, owner }),
        None if others_change => Err(NotTrusted::OthersWrite { path }),
        None => Ok(()),
    }
}

/// Checks a folder without links on its way, from which anything may be run: it, and all that is in
/// it or reached from there by links. New files there would be run as well, so a folder like /tmp,
/// in which others can only add some, is not believed either.
pub(super) fn check_contents(folder: &Path) -> Result<(), NotTrusted> {
    let (mut open, mut seen) = (vec![folder.to_path_buf()], BTreeSet::new());
    let mut looked_at = 0;
    while let Some(path) = open.pop() {
        looked_at += 1;
        if looked_at > MOST {
            return Err(NotTrusted::TooMuch { path: folder.display().to_string() });
        }
        let found = match path.metadata() {
            // It went meanwhile, or is a link that leads nowhere.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            found => found.map_err(|error| unreadable(&path, &error))?,
        };
        if !found.is_file() && !found.is_dir() {
            continue;
        }
        let is_link = path.is_symlink();
        let path = if is_link { canonical(&path)? } else { path };
        believed(&path, &found, others_write(&found))?;
        if is_link {
            check_folders(&path, folder)?;
        }
        if !found.is_dir() || !seen.insert(path.clone()) {
            continue;
        }
        let entries = on_disk::list(&path).map_err(|error| unreadable(&path, &error))?;
        open.extend(entries.flatten().take(MOST).map(|entry| entry.path()));
    }
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn what_others_may_replace_is_not_believed() {
        let folder = tempfile::tempdir().unwrap();
        let set = |mode| fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).unwrap();
        for (mode, is_believed) in [(0o755, true), (0o1777, true), (0o757, false), (0o777, false)] {
            set(mode);
            assert_eq!(check(folder.path()).is_ok(), is_believed, "{mode:o}");
        }
        set(0o700);
    }
}
