//! The arguments of what is printed of one session: its report, and the sheet for who interviews.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

use super::rounds::MOST_SEED;
use super::values::{Formats, OutputArgs, parse_level, parse_slot_kind};
use crate::round::SlotKind;
use crate::round::level::Seniority;

/// `mockround report`
#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// A session: its id, the beginning of one, a path, or `latest` (default: latest); with
    /// --sheet a template or a session (default: `template` of the settings)
    pub(crate) session: Option<String>,
    /// How to print it
    #[arg(long, value_enum)]
    pub(crate) format: Option<ReportFormat>,
    #[command(flatten)]
    pub(crate) to: OutputArgs,
    /// Write it as HTML beside the session, or to --output, and open it in the browser
    #[arg(long)]
    pub(crate) open: bool,
    /// Only this question of a brief, counted from 1 over all slots
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) question: Option<u16>,
    /// Replace the names in this file, one a line, in a brief
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) redact: Option<PathBuf>,
    /// Put what was said on the page, with its places
    #[arg(long)]
    pub(crate) words: bool,
    /// Say what is expected of this level, beside what a good answer has
    #[arg(long, value_parser = parse_level, value_name = "junior|senior|staff")]
    pub(crate) level: Option<Seniority>,
    /// Print a page for a friend who interviews you instead: what a template asks, or a session
    /// asked, with all answers, budgets, and boxes to rate it
    #[arg(long, conflicts_with_all = ["format", "question", "redact", "words"])]
    pub(crate) sheet: bool,
    /// The seed of a sheet's draw: `run` with the same one asks the same
    #[arg(
        long,
        value_name = "N",
        allow_negative_numbers = true,
        requires = "sheet",
        value_parser = clap::value_parser!(u64).range(..=MOST_SEED)
    )]
    pub(crate) seed: Option<u64>,
    /// Keep only the slots of these kinds on a sheet
    #[arg(
        long,
        value_delimiter = ',',
        value_parser = parse_slot_kind,
        value_name = "KIND,…",
        requires = "sheet"
    )]
    pub(crate) only: Vec<SlotKind>,
    /// Print all of it at once, also where it is longer than the terminal
    #[arg(long)]
    pub(crate) no_pager: bool,
}

/// How a report is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For a terminal
    #[default]
    #[value(alias = "txt")]
    Text,
    /// For notes and pull requests
    #[value(alias = "md")]
    Markdown,
    /// One file with pictures, for a browser or a printer
    #[value(alias = "htm")]
    Html,
    /// For programs
    Json,
    /// One Markdown file for a coach, a friend or a language model: what was asked, what happened
    /// and was said, and what a good answer has
    Brief,
}

impl Formats for ReportFormat {
    const COMMAND: &'static str = "report";
}
