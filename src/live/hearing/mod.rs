//! What the round hears: a source of sound, and the ears that find speech in it.

pub mod ears;
mod played;
pub mod sound;
mod stored;
