//! The power is cut behind every thing that a command did to its files. Each disk that this may
//! leave is looked at; the short form goes on from few of those behind the same done to the same
//! file.

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Mutex;

use super::deeds::{self, Deed};
use super::disk::{Deeds, Unsynced};
use super::judge::{Files, files, goes_on, judge};
use super::trace::{can_trace, record};
use super::{chosen, count, how_many};
use crate::support::{Ran, Workspace};

/// A workspace with these files and no others.
fn with(files: &Files) -> Workspace {
    let workspace = Workspace::in_memory();
    fs::remove_file(workspace.path().join("mockround.toml")).unwrap();
    for (name, text) in files {
        let path = workspace.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    workspace
}

pub(super) fn cut_everywhere(deed: &Deed) {
    if !can_trace() {
        return;
    }
    let workspace = deeds::workspace();
    let before = files(&workspace);
    let traced = record(&workspace, deed.args, deed.input);
    assert_eq!(traced.ran.code, Some(0), "{}", traced.ran.stderr);
    let root = workspace.path().canonicalize().unwrap();
    let done = Deeds::read(&root, &before, &traced.calls);
    // What is worked out here is what really happens.
    let known = done.after(done.len(), Unsynced::Kept, true);
    assert_eq!(known.keys().collect::<Vec<_>>(), files(&workspace).keys().collect::<Vec<_>>());
    assert!(known == files(&workspace), "other bytes");

    let ways = [Unsynced::Kept, Unsynced::Lost, Unsynced::Zeros, Unsynced::Half];
    let ways = ways.iter().flat_map(|way| [(*way, true), (*way, false)]);
    let cuts: Vec<_> =
        (0..=done.len()).flat_map(|cut| ways.clone().map(move |way| (cut, way))).collect();
    let told: BTreeSet<usize> =
        chosen((0..=done.len()).collect(), |cut| done.last_of(*cut)).into_iter().collect();
    let seen = Mutex::new(BTreeSet::new());
    let states = how_many(&cuts, |&(cut, (unsynced, named))| {
        let (left, said) = (done.after(cut, unsynced, named), done.said(cut));
        let mut hasher = DefaultHasher::new();
        (&left, &said).hash(&mut hasher);
        let is_other = seen.lock().unwrap().insert(hasher.finish());
        if !is_other && !told.contains(&cut) {
            return false;
        }
        let workspace = with(&left);
        let when = format!("{:?}, power cut at {cut}, {unsynced:?}, named {named}", deed.args);
        let ran = Ran { stdout: String::new(), stderr: said, code: None };
        judge(&workspace, &before, deed, &ran, &when);
        if told.contains(&cut) {
            goes_on(&workspace, &before, deed, &when);
        }
        is_other
    });
    count(&deed.args.join(" "), states, "states after a power cut");
}
