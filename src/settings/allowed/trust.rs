//! Who may change what is run. Like ssh with its keys, nothing is believed that another user than
//! this one or root owns, or may write to.

use std::path::Path;

use super::{NotTrusted, unreadable};
use crate::others::{foreign_owner, others_replace};

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
    let path = path.display().to_string();
    match foreign_owner(&found) {
        Some(owner) => Err(NotTrusted::Foreign { path, owner }),
        None if others_replace(&found) => Err(NotTrusted::OthersWrite { path }),
        None => Ok(()),
    }
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
