//! What the round runs on: the terminal, keys and signals, the clock, the alert command,
//! the files beside the session.

pub mod alerts;
pub(crate) mod beside;
pub mod clock;
pub mod keys;
pub mod terminal;
