//! What a running round makes of marks and of time: pure, and without a sentence of its own.

pub mod conductor;
pub mod mark;
pub mod pace;
pub mod review;
pub mod script;
pub mod self_review;
