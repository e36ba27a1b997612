//! mockround: timed solo mock interviews for machine-learning engineers, with a pacing report.
//! The library is for the binary and its tests; it promises no semver.

pub mod fields;
pub mod pacing;
pub mod report;
pub mod round;
pub mod session;
pub mod stories;
pub mod voice;
