//! The fault room: every command that writes is cut off before every call of the system that
//! touches the workspace, and every such call fails; the power is cut behind each; files are torn
//! at every event, tampered with and mangled. Each test says what must hold then, prints how many
//! faults it tried, and fails where none landed.
//!
//! `MOCKROUND_FAULTS=all` tries all of them; without it those are left out that find the disk as
//! another one finds it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{panic, thread};

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

/// How many of these do something, tried on as many at once as there are cores.
fn how_many<T: Sync>(tried: &[T], does: impl Fn(&T) -> bool + Sync) -> usize {
    let (next, did) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = || {
        while let Some(one) = tried.get(next.fetch_add(1, Ordering::Relaxed)) {
            did.fetch_add(usize::from(does(one)), Ordering::Relaxed);
        }
    };
    thread::scope(|scope| {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            worker.join().unwrap_or_else(|panic| panic::resume_unwind(panic));
        }
    });
    did.into_inner()
}

/// All of these; in the short form, of those that are alike, the first, the second and the last.
fn chosen<T, K: Ord>(all_of_them: Vec<T>, alike: impl Fn(&T) -> K) -> Vec<T> {
    let mut many = BTreeMap::new();
    for one in &all_of_them {
        *many.entry(alike(one)).or_insert(0) += 1;
    }
    let mut so_far = BTreeMap::new();
    let mut chosen = all_of_them;
    chosen.retain(|one| {
        let (last, nth) = (many[&alike(one)], so_far.entry(alike(one)).or_insert(0));
        *nth += 1;
        all() || *nth <= 2 || *nth == last
    });
    chosen
}

/// Whether a disk looks, but for times and numbers, as no other that a deed left in a test so far;
/// the long form takes each for new.
fn is_new(deed: &Deed, before: &Files, after: &Files) -> bool {
    static SEEN: Mutex<BTreeSet<(String, u64)>> = Mutex::new(BTreeSet::new());
    let mut hasher = DefaultHasher::new();
    for (name, text) in after.iter().filter(|(name, text)| before.get(*name) != Some(text)) {
        (without_numbers(name.as_bytes()), without_numbers(text)).hash(&mut hasher);
    }
    let gone: Vec<_> = before.keys().filter(|name| !after.contains_key(*name)).collect();
    gone.hash(&mut hasher);
    all() || SEEN.lock().unwrap().insert((deed.args.join(" "), hasher.finish()))
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
    let copy = Workspace::in_memory();
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
