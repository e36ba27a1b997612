//! How a pacing is shown: each format is a function from `&Pacing` to text. What they have in
//! common is worded here.

pub mod compare;
pub mod export;
pub mod html;
pub mod json;
pub mod markdown;
mod svg;
pub mod text;
mod told;
pub mod trends;
mod words;
