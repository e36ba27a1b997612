//! Every call of the system that touches the workspace fails once, in each way that such a call
//! can: the disk is full or broken, or a signal came in between, which is no failure at all.

use super::deeds::{self, Deed};
use super::judge::{files, goes_on, judge};
use super::kills::targets;
use super::trace::{Call, Fault, can_trace, with_fault};
use super::{all, count};

/// How a call can fail.
fn errors(call: &Call) -> &'static [&'static str] {
    match call.name.as_str() {
        "write" | "openat" | "fsync" | "fdatasync" if call.changes() => {
            if all() {
                &["EIO", "ENOSPC", "EDQUOT", "EROFS", "EINTR"]
            } else {
                &["ENOSPC", "EINTR"]
            }
        }
        "read" | "openat" if all() => &["EIO", "EINTR"],
        _ if call.changes() && all() => &["EIO", "ENOSPC", "EDQUOT", "EROFS"],
        _ if call.changes() => &["EIO"],
        _ if all() => &["EIO"],
        _ => &[],
    }
}

/// Lets every call of a deed fail in every way.
fn fail_everywhere(deed: &Deed) {
    if !can_trace() {
        return;
    }
    let mut landed = 0;
    // A descriptor is gone though closing it failed, and std asks nothing more of it.
    for call in targets(deed, |call| call.name != "close" && call.name != "fcntl") {
        for error in errors(&call) {
            landed += usize::from(fail(deed, &call, error));
        }
    }
    count(&deed.args.join(" "), landed, "failures");
}

fn fail(deed: &Deed, call: &Call, error: &str) -> bool {
    let workspace = deeds::workspace();
    let before = files(&workspace);
    let does = format!("error={error}");
    let fault = Fault { name: call.name.clone(), nth: call.nth, does };
    let traced = with_fault(&workspace, deed.args, deed.input, &fault);
    let root = workspace.path().canonicalize().unwrap();
    let Some(hit) = traced.hit.filter(|hit| hit.touches(&root)) else { return false };
    let when = format!("{:?}, where {fault} fell on {hit}", deed.args);
    if error == "EINTR" {
        assert_eq!(traced.ran.code, Some(0), "{when}: {}", traced.ran.stderr);
    }
    judge(&workspace, &before, deed, &traced.ran, &when);
    if all() || call.nth.is_multiple_of(3) {
        goes_on(&workspace, deed, &when);
    }
    true
}

#[test]
fn a_round_whose_calls_fail_keeps_all_that_it_acknowledged() {
    fail_everywhere(&deeds::RUN);
}

#[test]
fn a_resume_whose_calls_fail_loses_nothing() {
    fail_everywhere(&deeds::RESUME);
}

#[test]
fn listening_whose_calls_fail_loses_nothing() {
    fail_everywhere(&deeds::LISTEN);
}

#[test]
fn a_file_whose_writing_fails_is_whole_or_as_it_was() {
    for deed in deeds::OTHERS {
        fail_everywhere(deed);
    }
}
