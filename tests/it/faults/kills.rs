//! The program is killed before every call of the system that touches the workspace. The disk is
//! the same before a call that only reads, or waits for the disk, as before the next one that
//! changes something, and no less was said; so the short form leaves those out.

use std::collections::BTreeMap;

use super::deeds::{self, Deed};
use super::judge::{files, goes_on, judge};
use super::trace::{Call, Fault, can_trace, record, with_fault};
use super::{all, count, how_many};
use crate::support::Workspace;

/// The calls of a deed that have to do with its workspace.
pub(super) fn targets(deed: &Deed) -> Vec<Call> {
    let (workspace, calls) = recorded(deed);
    touching(&workspace, calls)
}

/// The calls of a deed, and the workspace in which it was done.
fn recorded(deed: &Deed) -> (Workspace, Vec<Call>) {
    let workspace = deeds::workspace();
    let traced = record(&workspace, deed.args, deed.input);
    assert_eq!(traced.ran.code, Some(0), "{:?}: {}", deed.args, traced.ran.stderr);
    (workspace, traced.calls)
}

/// The calls before which the disk, or what was said, is another than before the one above.
fn telling(deed: &Deed) -> Vec<Call> {
    let (workspace, calls) = recorded(deed);
    let root = workspace.path().canonicalize().unwrap();
    let mut telling = Vec::new();
    let mut is_other = true;
    for call in calls {
        let is_waiting = matches!(call.name.as_str(), "fsync" | "fdatasync" | "flock");
        let is_target = call.touches(&root) && call.changes();
        let does = (is_target && !is_waiting) || call.name == "write";
        if is_target && is_other {
            telling.push(call);
            is_other = false;
        }
        is_other |= does;
    }
    telling
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
    let fault =
        Fault { name: name.to_string(), nth, does: "signal=KILL".to_string(), stays: false };
    let traced = with_fault(&workspace, deed.args, deed.input, &fault);
    let hit = traced.hit.map(|hit| hit.to_string());
    let when = format!("{:?}, killed before {name} {nth}: {}", deed.args, hit.unwrap_or_default());
    judge(&workspace, &before, deed, &traced.ran, &when);
    if traced.was_killed {
        goes_on(&workspace, &before, deed, &when);
    }
    traced.was_killed
}

/// Kills a deed before every call; in the long form on until it ends before there is another one.
pub(super) fn kill_everywhere(deed: &Deed) {
    if !can_trace() {
        return;
    }
    let calls = if all() { targets(deed) } else { telling(deed) };
    let mut landed = how_many(&calls, |call| kill(deed, &call.name, call.nth));
    let last: BTreeMap<_, _> = calls.into_iter().map(|call| (call.name, call.nth)).collect();
    for (name, mut nth) in last.into_iter().filter(|_| all()) {
        while nth > 0 {
            nth += 1;
            let more = kill(deed, &name, nth);
            landed += usize::from(more);
            nth = if more { nth } else { 0 };
        }
    }
    count(&deed.args.join(" "), landed, "kills");
}
