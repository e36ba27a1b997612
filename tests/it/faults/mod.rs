//! The fault room: every command that writes is cut off before every call of the system that
//! touches the workspace, and every such call fails; the power is cut behind each; files are torn
//! at every event, tampered with and mangled. Each test says what must hold then, prints how many
//! faults it tried, and fails where none landed.
//!
//! `MOCKROUND_FAULTS=all` tries all of them; without it those are left out that find the disk as
//! another one finds it.

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::Mutex;

use crate::support::Workspace;
use deeds::Deed;
use judge::Files;

mod boundaries;
mod commands;
mod deeds;
mod disk;
mod errors;
mod hostile;
mod judge;
mod kills;
mod marks;
mod on_the_way;
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

/// Whether a disk looks, but for times and numbers, as no other that a deed left in a test so far;
/// the long form takes each for new.
fn is_new(look: &'static str, deed: &Deed, before: &Files, after: &Files) -> bool {
    static SEEN: Mutex<BTreeSet<(&str, String, u64)>> = Mutex::new(BTreeSet::new());
    let mut hasher = DefaultHasher::new();
    for (name, text) in after.iter().filter(|(name, text)| before.get(*name) != Some(text)) {
        (without_numbers(name.as_bytes()), without_numbers(text)).hash(&mut hasher);
    }
    let gone: Vec<_> = before.keys().filter(|name| !after.contains_key(*name)).collect();
    gone.hash(&mut hasher);
    all() || SEEN.lock().unwrap().insert((look, deed.args.join(" "), hasher.finish()))
}

/// A text whose numbers are all alike.
fn without_numbers(text: &[u8]) -> Vec<u8> {
    let mut without: Vec<u8> = Vec::with_capacity(text.len());
    for byte in text {
        match byte {
            b'0'..=b'9' if without.last() == Some(&b'0') => {}
            b'0'..=b'9' => without.push(b'0'),
            byte => without.push(*byte),
        }
    }
    without
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
