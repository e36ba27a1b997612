//! How a pacing is shown: each format is a function from `&Pacing` to text. What they have in
//! common is worded here.

mod blocks;
pub(crate) mod brief;
mod changes;
mod colours;
pub(crate) mod compare;
pub(crate) mod export;
pub(crate) mod flags;
pub(crate) mod html;
pub(crate) mod json;
pub(crate) mod look;
pub(crate) mod markdown;
mod measure_fields;
mod notes;
mod numbers;
mod references;
pub(crate) mod spoken;
pub(crate) mod summary;
mod svg;
pub(crate) mod text;
mod told;
pub(crate) mod transcript;
pub(crate) mod trends;
mod units;
mod words;
