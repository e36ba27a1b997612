//! mockround: timed solo mock interviews for machine-learning engineers, with a pacing report.
//!
//! Data goes one way: a [`round`] is planned, a [`session`] records what happens while it is
//! [`live`], [`pacing`] measures it, and [`report`] shows it. [`cmd`] joins them to the command
//! line of [`cli`]. The library is for the binary and its tests; it promises no semver.

pub mod cli;
pub mod cmd;
pub mod fields;
pub mod live;
pub mod pacing;
pub mod report;
pub mod round;
#[cfg(test)]
pub(crate) mod samples;
pub mod session;
pub mod settings;
pub mod stories;
pub mod text;
pub mod time;
pub mod voice;
pub(crate) mod word;
