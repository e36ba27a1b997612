//! How much work a solver does, counted where its innermost loops go round: what a large case is
//! sized by, and no clock.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

thread_local! {
    static TAKEN: Cell<u64> = const { Cell::new(0) };
    static MOST: Cell<u64> = const { Cell::new(u64::MAX) };
}

/// Ends a solver that has taken more steps than it may.
struct TooMany;

/// A solver takes a step.
pub(super) fn step() {
    walks(1);
}

/// It takes several.
pub(super) fn walks(more: usize) {
    TAKEN.set(TAKEN.get() + more as u64);
    if TAKEN.get() > MOST.get() {
        resume_unwind(Box::new(TooMany));
    }
}

/// It sorts so many items.
pub(super) fn sorts(items: usize) {
    walks(items * (items.max(2).ilog2() as usize + 1));
}

/// How many steps something takes; `None` where these are more than the most, at which it ends.
pub(super) fn counted<T>(most: u64, run: impl FnOnce() -> T) -> Option<(T, u64)> {
    TAKEN.set(0);
    MOST.set(most);
    let ran = catch_unwind(AssertUnwindSafe(run));
    MOST.set(u64::MAX);
    match ran {
        Ok(result) => Some((result, TAKEN.get())),
        Err(why) if why.is::<TooMany>() => None,
        Err(why) => resume_unwind(why),
    }
}

#[test]
fn steps_are_counted_up_to_the_most() {
    let loops = |n| move || (0..n).for_each(|_| step());
    assert_eq!(counted(10, loops(10)), Some(((), 10)));
    assert_eq!(counted(10, loops(11)), None);
    assert_eq!(counted(u64::MAX, || sorts(8)), Some(((), 32)));
}
