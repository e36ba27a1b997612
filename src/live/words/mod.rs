//! What a running round says, in words: pure text. `machine` puts it on screen.

pub mod events;
pub mod hearing;
pub(crate) mod marks;
pub(crate) mod notices;
pub(crate) mod review;
pub mod screen;
