//! The fault room: every command that writes is cut off before every call of the system that
//! touches the workspace, and every such call fails; the power is cut behind each; files are torn
//! at every event, tampered with and mangled. Each test says what must hold then, prints how many
//! faults it tried, and fails where none landed.
//!
//! `MOCKROUND_FAULTS=all` tries all of them; without it those are left out that find the disk as
//! another one finds it.

use std::fs;
use std::path::Path;

use crate::support::Workspace;

mod boundaries;
mod deeds;
mod disk;
mod errors;
mod hostile;
mod judge;
mod kills;
mod power;
mod tampered;
mod trace;

/// Whether the long form was asked for.
fn all() -> bool {
    std::env::var_os("MOCKROUND_FAULTS").is_some_and(|value| value == "all")
}

/// What a test tried, in one line of its output; it fails where that was nothing.
fn count(test: &str, landed: usize, what: &str) {
    let line = format!("faults: {test}: {landed} {what}\n");
    let _ = std::io::Write::write_all(&mut std::io::stderr(), line.as_bytes());
    assert!(landed > 0, "{test}: no fault landed");
}

/// A workspace with the files of another.
fn copy_of(workspace: &Workspace) -> Workspace {
    let copy = Workspace::new();
    copy_folder(workspace.path(), copy.path());
    copy
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}
