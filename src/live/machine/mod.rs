//! What the round runs on: the terminal, keys and signals, the clock, the alert command.

pub mod alerts;
pub mod clock;
pub mod keys;
pub mod terminal;
