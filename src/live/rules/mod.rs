//! What a running round makes of marks and of time: pure, and without a sentence of its own.

pub mod conductor;
pub(crate) mod noted;
pub mod pace;
pub(crate) mod refusal;
pub mod review;
pub mod script;
pub mod self_review;
