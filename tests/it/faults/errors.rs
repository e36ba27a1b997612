//! Every call of the system that touches the workspace fails once, in each way that such a call
//! can: the disk is full or broken, for once or from then on, or a signal came in between, which is
//! no failure at all.

use super::deeds::{self, Deed};
use super::judge::{files, goes_on, judge, leaves_no_empty_session};
use super::kills::targets;
use super::trace::{Call, Fault, can_trace, with_fault};
use super::{all, chosen, count, how_many, without_numbers};

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

/// How a call, and each of its name behind it, can fail: the disk stays full or broken.
fn staying_errors(call: &Call) -> &'static [&'static str] {
    match call.name.as_str() {
        "write" | "fsync" | "fdatasync" if call.changes() => &["ENOSPC"],
        "ftruncate" | "flock" => &["EIO"],
        _ => &[],
    }
}

/// Lets every call of a deed fail in every way.
pub(super) fn fail_everywhere(deed: &Deed) {
    if !can_trace() {
        return;
    }
    // A descriptor is gone though closing it failed, and std asks nothing more of it.
    let calls =
        targets(deed).into_iter().filter(|call| call.name != "close" && call.name != "fcntl");
    let calls = few_alike(calls.collect());
    let faults: Vec<_> = calls
        .iter()
        .flat_map(|call| {
            let once = errors(call).iter().map(move |error| (call, *error, false));
            once.chain(staying_errors(call).iter().map(move |error| (call, *error, true)))
        })
        .collect();
    let landed = how_many(&faults, |(call, error, stays)| fail(deed, call, error, *stays));
    count(&deed.args.join(" "), landed, "failures");
}

/// All calls; in the short form few of those that do the same to the same file.
pub(super) fn few_alike(calls: Vec<Call>) -> Vec<Call> {
    chosen(calls, |call| (call.name.clone(), without_numbers(call.to_string().as_bytes())))
}

fn fail(deed: &Deed, call: &Call, error: &str, stays: bool) -> bool {
    let workspace = deeds::workspace();
    let before = files(&workspace);
    let does = format!("error={error}");
    let fault = Fault { name: call.name.clone(), nth: call.nth, does, stays };
    let traced = with_fault(&workspace, deed.args, deed.input, &fault);
    let root = workspace.path().canonicalize().unwrap();
    let Some(hit) = traced.hit.filter(|hit| hit.touches(&root)) else { return false };
    let when = format!("{:?}, where {fault} fell on {hit}", deed.args);
    if error == "EINTR" {
        assert_eq!(traced.ran.code, Some(0), "{when}: {}", traced.ran.stderr);
    }
    judge(&workspace, &before, deed, &traced.ran, &when);
    // What can't be removed stays, and so does what can be gone on with once the disk takes more.
    let is_kept = stays || traced.ran.stderr.contains("these events could not be written");
    if traced.ran.code == Some(1) && hit.name != "unlink" && !is_kept {
        leaves_no_empty_session(&workspace, &before, &when);
    }
    goes_on(&workspace, &before, deed, &when);
    true
}
