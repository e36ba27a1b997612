//! The program is killed before every call of the system that touches the workspace. The disk is
//! the same before a call that only reads as before the next one that changes something, and no
//! less was said; so the short form leaves those out.

use std::collections::BTreeMap;

use super::deeds::{self, Deed};
use super::judge::{files, goes_on, judge};
use super::trace::{Call, Fault, can_trace, record, with_fault};
use super::{all, count};
use crate::support::Workspace;

/// The calls of a deed that faults are to fall on.
pub(super) fn targets(deed: &Deed, wanted: impl Fn(&Call) -> bool) -> Vec<Call> {
    let workspace = deeds::workspace();
    let traced = record(&workspace, deed.args, deed.input);
    assert_eq!(traced.ran.code, Some(0), "{:?}: {}", deed.args, traced.ran.stderr);
    touching(&workspace, traced.calls).into_iter().filter(wanted).collect()
}

/// Those calls that have to do with a workspace.
pub(super) fn touching(workspace: &Workspace, calls: Vec<Call>) -> Vec<Call> {
    let root = workspace.path().canonicalize().unwrap();
    calls.into_iter().filter(|call| call.touches(&root)).collect()
}

/// Kills a deed before one call; whether it came so far.
fn kill(deed: &Deed, name: &str, nth: usize) -> bool {
    let workspace = deeds::workspace();
    let before = files(&workspace);
    let fault = Fault { name: name.to_string(), nth, does: "signal=KILL".to_string() };
    let traced = with_fault(&workspace, deed.args, deed.input, &fault);
    let hit = traced.hit.map(|hit| hit.to_string());
    let when = format!("{:?}, killed before {name} {nth}: {}", deed.args, hit.unwrap_or_default());
    judge(&workspace, &before, deed, &traced.ran, &when);
    // The room's longest part; in the short form the others are judged by what is on the disk.
    if traced.was_killed && (all() || nth.is_multiple_of(3)) {
        goes_on(&workspace, deed, &when);
    }
    traced.was_killed
}

/// Kills a deed before every call, and on until it ends before there is another one.
fn kill_everywhere(deed: &Deed) {
    if !can_trace() {
        return;
    }
    let mut last = BTreeMap::new();
    let mut landed = 0;
    for call in targets(deed, |call| all() || call.changes()) {
        landed += usize::from(kill(deed, &call.name, call.nth));
        last.insert(call.name, call.nth);
    }
    for (name, mut nth) in last {
        while nth > 0 {
            nth += 1;
            let more = kill(deed, &name, nth);
            landed += usize::from(more);
            nth = if more { nth } else { 0 };
        }
    }
    count(&deed.args.join(" "), landed, "kills");
}

#[test]
fn a_round_that_is_killed_before_any_call_keeps_all_that_it_acknowledged() {
    kill_everywhere(&deeds::RUN);
}

#[test]
fn a_resume_that_is_killed_before_any_call_loses_nothing() {
    kill_everywhere(&deeds::RESUME);
}

#[test]
fn listening_that_is_killed_before_any_call_loses_nothing() {
    kill_everywhere(&deeds::LISTEN);
}

#[test]
fn a_file_whose_writing_is_killed_before_any_call_is_whole_or_as_it_was() {
    for deed in deeds::OTHERS {
        kill_everywhere(deed);
    }
}
