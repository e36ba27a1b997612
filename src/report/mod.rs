//! How a pacing is shown: each format is a function from `&Pacing` to text. What they have in
//! common is worded here.

mod blocks;
pub mod compare;
pub mod export;
pub mod html;
pub mod json;
pub mod markdown;
mod notes;
mod numbers;
mod references;
mod svg;
pub mod text;
mod told;
pub mod trends;
mod units;
mod words;
