//! What a running round makes of marks and of time: pure, and without a sentence of its own.

pub(crate) mod conductor;
pub(crate) mod correction;
pub(crate) mod noted;
pub(crate) mod other_rating;
pub(crate) mod pace;
pub(crate) mod presses;
pub(crate) mod refusal;
pub(crate) mod review;
pub(crate) mod room;
pub(crate) mod script;
pub(crate) mod self_review;
pub(crate) mod stray;
pub(crate) mod typed_line;
