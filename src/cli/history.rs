//! The arguments of what looks back over recorded sessions: compare, trends, export.

use clap::{Args, ValueEnum, ValueHint};

use super::values::{Output, output_parser, parse_slot_kind};
use crate::round::SlotKind;

/// `mockround compare`
#[derive(Debug, Args)]
pub(crate) struct CompareArgs {
    /// The session to hold the other against: its id, the beginning of one, a path, or `latest`
    pub(crate) a: String,
    /// The other session
    #[arg(default_value = "latest")]
    pub(crate) b: String,
    /// How to print them
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: CompareFormat,
    /// Write them to a file instead
    #[arg(
        long,
        short,
        value_name = "FILE",
        value_hint = ValueHint::FilePath,
        value_parser = output_parser(),
        default_value = "-",
        hide_default_value = true
    )]
    pub(crate) output: Output,
}

/// How a comparison is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum CompareFormat {
    /// For a terminal
    #[default]
    Text,
    /// For notes and pull requests
    Markdown,
    /// For programs
    Json,
}

/// `mockround export`
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// How to write them
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ExportFormat,
    /// What a row is
    #[arg(long, value_enum, default_value_t)]
    pub(crate) rows: ExportRows,
    /// Write them to a file instead
    #[arg(
        long,
        short,
        value_name = "FILE",
        value_hint = ValueHint::FilePath,
        value_parser = output_parser(),
        default_value = "-",
        hide_default_value = true
    )]
    pub(crate) output: Output,
}

/// How rows are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// A JSON object a line
    #[default]
    Ndjson,
    /// Comma-separated values, with the columns' names in the first line
    Csv,
}

/// What a row is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportRows {
    /// A question
    #[default]
    Questions,
    /// A phase of a question
    Phases,
}

/// `mockround trends`
#[derive(Debug, Args)]
pub(crate) struct TrendsArgs {
    /// Only the newest rounds, so many
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) last: Option<u32>,
    /// Only one kind of slot
    #[arg(long, value_parser = parse_slot_kind, value_name = "KIND")]
    pub(crate) kind: Option<SlotKind>,
    /// How to print them
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: TrendsFormat,
    /// Write them to a file instead
    #[arg(
        long,
        short,
        value_name = "FILE",
        value_hint = ValueHint::FilePath,
        value_parser = output_parser(),
        default_value = "-",
        hide_default_value = true
    )]
    pub(crate) output: Output,
}

/// How trends are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum TrendsFormat {
    /// For a terminal
    #[default]
    Text,
    /// One file with pictures, for a browser or a printer
    Html,
    /// For programs
    Json,
}
