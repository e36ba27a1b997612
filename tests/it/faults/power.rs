//! The power is cut behind every thing that a command did to its files.

use std::fs;

use super::count;
use super::deeds::{self, Deed};
use super::disk::{Deeds, Unsynced, distinct};
use super::judge::{Files, files, goes_on, judge};
use super::trace::{can_trace, record};
use crate::support::{Ran, Workspace};

/// A workspace with these files and no others.
fn with(files: &Files) -> Workspace {
    let workspace = Workspace::new();
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
    let states = (0..=done.len()).flat_map(|cut| ways.clone().map(move |way| (cut, way)));
    let states = distinct(states.map(|(cut, (unsynced, named))| {
        let when = format!("{:?}, power cut at {cut}, {unsynced:?}, named {named}", deed.args);
        (done.after(cut, unsynced, named), done.said(cut), when)
    }));
    for (left, said, when) in &states {
        let workspace = with(left);
        let ran = Ran { stdout: String::new(), stderr: said.clone(), code: None };
        judge(&workspace, &before, deed, &ran, when);
        goes_on(&workspace, &before, deed, when);
    }
    count(&deed.args.join(" "), states.len(), "states after a power cut");
}
