//! A mark from another process is killed before every call, and every call of it fails: it is taken
//! up once or not at all, and what is said of it is so.

use std::fs;

use super::deeds::{self, RUN};
use super::errors::few_alike;
use super::kills::touching;
use super::trace::{Call, Fault, can_trace, record, with_fault};
use super::{all, count};
use crate::marks::Running;

const MARK: &[&str] = &["mark", "think"];

/// What becomes of a mark when something happens to each of its calls that are wanted.
fn try_marks(what: &str, does: &[&str], wanted: impl Fn(&Call) -> bool) {
    if !can_trace() {
        return;
    }
    let workspace = deeds::workspace();
    let round = Running::start(&workspace, RUN.args);
    let calls = few_alike(touching(&workspace, record(&workspace, MARK, "").calls));
    let (mut sent, mut said, mut landed) = (1, 1, 0);
    for call in calls.iter().filter(|call| wanted(call)) {
        for does in does {
            let (name, does) = (call.name.clone(), (*does).to_string());
            let fault = Fault { name, nth: call.nth, does, stays: false };
            let traced = with_fault(&workspace, MARK, "", &fault);
            landed += usize::from(traced.was_killed || traced.hit.is_some());
            sent += 1;
            said += usize::from(traced.ran.code == Some(0));
            let is_well = traced.was_killed || matches!(traced.ran.code, Some(0 | 1));
            assert!(is_well, "{fault}: {:?}: {}", traced.ran.code, traced.ran.stderr);
        }
    }
    assert_eq!(round.mark("end").code, Some(0));
    let ran = round.end();
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let session = workspace.sessions().into_iter().max().unwrap();
    let text = fs::read_to_string(session).unwrap();
    let marks = text.matches("event = \"think\"").count() + text.matches("\"marked\"").count();
    assert!((said..=sent).contains(&marks), "{marks} marks, {said} said, {sent} sent");
    count("mark", landed, what);
}

#[test]
fn a_mark_that_is_killed_before_any_call_is_taken_up_once_or_not_at_all() {
    try_marks("kills", &["signal=KILL"], |call| all() || call.changes());
}

#[test]
fn a_mark_whose_calls_fail_is_taken_up_once_or_not_at_all() {
    try_marks("failures", &["error=EIO", "error=EINTR"], |call| {
        let is_live = call.to_string().contains("/.live/");
        is_live && (all() || matches!(call.name.as_str(), "openat" | "write"))
    });
}
