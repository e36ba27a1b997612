//! Rounds and sessions for tests: the default round made by hand, scripts of what happened in it,
//! and walks through a plan that any run could have taken.

mod rounds;
mod scripts;
mod sessions;
mod walks;

use std::time::Duration;

pub(crate) use rounds::{behavioral, coding, design, planned, slot};
pub(crate) use scripts::{Script, eventful, untouched};
pub(crate) use sessions::{event, full, header, id, reopened, small, started};
pub(crate) use walks::{Step, walk};

use crate::time::Elapsed;

/// Seconds, to the millisecond.
pub(crate) fn s(seconds: f64) -> Duration {
    crate::time::seconds::from_f64(seconds).unwrap()
}

/// Minutes and seconds.
pub(crate) fn m(minutes: u64, seconds: u64) -> Duration {
    Duration::from_secs(minutes * 60 + seconds)
}

/// A point of the session, in seconds since it began.
pub(crate) fn at(seconds: f64) -> Elapsed {
    Elapsed::new(s(seconds))
}
