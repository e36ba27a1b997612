//! What the round runs on: the terminal, keys and signals, the clock, the alert command,
//! the files beside the session.

pub(crate) mod alerts;
pub(crate) mod beside;
pub(crate) mod checker;
pub(crate) mod clock;
pub(crate) mod keys;
pub(crate) mod outlet;
pub(crate) mod prompt;
pub(crate) mod terminal;
pub(crate) mod voice;
