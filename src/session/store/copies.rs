//! Copies of a session's files that other programs make: known by their names, a session's own
//! file by the id in it.

use std::path::{Path, PathBuf};

use super::find::beginning;
use super::list::{files, is_named};
use crate::copied::originals;

/// The files of a folder that hold the same session as one of them.
#[derive(Debug, Default)]
pub(super) struct SameSession {
    /// The copies, where that one is the session itself.
    pub(super) copies: Vec<PathBuf>,
    /// The others, where it is a copy: the session itself first, if it is there.
    pub(super) others: Vec<PathBuf>,
}

impl SameSession {
    pub(super) fn of(session: &Path) -> Self {
        let name = session.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let dir = session.parent().filter(|dir| !dir.as_os_str().is_empty());
        let mut others = files(dir.unwrap_or(Path::new("."))).unwrap_or_default();
        let id = beginning(session).and_then(|top| top.id);
        others.retain(|path| {
            let is_itself = path.file_name() == session.file_name();
            let same = match (&id, beginning(path).and_then(|top| top.id)) {
                (Some(id), Some(other)) => *id == other,
                // Whichever of them can't be read: its name says it.
                _ => is_copy_of(path, &name),
            };
            same && !is_itself
        });
        match id {
            Some(id) if !is_named(session, &id) => {
                others.sort_by_key(|path| !is_named(path, &id));
                Self { others, ..Self::default() }
            }
            _ => Self { copies: others, ..Self::default() },
        }
    }
}

/// Whether a file is called as a copy of another, of copies too.
fn is_copy_of(path: &Path, name: &str) -> bool {
    let of = path.file_name().unwrap_or_default().to_string_lossy();
    originals(&of).any(|original| original.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_of_a_copy_is_one_of_the_first() {
        assert!(is_copy_of(Path::new("a/ID - Copy (2).toml.bak"), "ID.toml"));
        assert!(!is_copy_of(Path::new("a/IE (2).toml"), "ID.toml"));
    }
}
