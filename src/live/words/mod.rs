//! What a running round says, in words: pure text. `machine` puts it on screen.

pub(crate) mod clock;
pub(crate) mod correction;
pub(crate) mod events;
pub(crate) mod hearing;
pub(crate) mod keys;
pub(crate) mod marks;
pub(crate) mod notices;
pub(crate) mod review;
pub(crate) mod screen;
pub(crate) mod standing;
pub(crate) mod trial;
