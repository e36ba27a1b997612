//! What the round hears: a source of sound, and the ears that find speech in it.

pub(crate) mod ears;
pub(crate) mod news;
mod played;
pub(crate) mod sound;
mod stored;
mod storing;
