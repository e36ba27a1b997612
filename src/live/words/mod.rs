//! What a running round says, in words: pure text. `machine` puts it on screen.

pub mod events;
pub(crate) mod marks;
pub mod screen;
