//! The arguments of what looks back over recorded sessions: review, sessions, replay, words,
//! compare, trends, export, and of what makes a plan from them: today.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Subcommand, ValueEnum, ValueHint};
use jiff::SignedDuration;

use super::ListFormat;
use super::values::{
    Formats, OutputArgs, parse_evening, parse_level, parse_offset, parse_question_kind,
    parse_rating, parse_time,
};
use crate::round::QuestionKind;
use crate::round::level::Seniority;
use crate::session::asked::Dimension;
use crate::session::event::SessionPart;

/// `mockround review`
#[derive(Debug, Args)]
pub(crate) struct ReviewArgs {
    /// A session: its id, the beginning of one, a path, or `latest`
    #[arg(default_value = "latest")]
    pub(crate) session: String,
    /// Say what is expected of this level, beside what good answers say
    #[arg(long, value_parser = parse_level, value_name = "junior|senior|staff")]
    pub(crate) level: Option<Seniority>,
}

/// `mockround rate`
#[derive(Debug, Args)]
pub(crate) struct RateArgs {
    /// A session: its id, the beginning of one, a path, or `latest`
    #[arg(default_value = "latest")]
    pub(crate) session: String,
    /// Who rates it: a name. What they said before is shown, and what they say now replaces it
    #[arg(long, value_name = "NAME")]
    pub(crate) by: String,
    /// Only this slot, counted from 1 (default: all that are over, one after the other)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) slot: Option<u16>,
    /// Ask nothing, and take these ratings, such as `communication=3,time=2`
    #[arg(
        long, value_delimiter = ',', value_parser = parse_rating, value_name = "WHAT=1-4,…"
    )]
    pub(crate) rating: Vec<(Dimension, u8)>,
    /// Ask nothing, and take this note, in a line
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) note: Option<String>,
}

/// `mockround sessions`
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct SessionsArgs {
    /// How to print them
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ListFormat,
    #[command(subcommand)]
    pub(crate) action: Option<SessionsAction>,
}

/// What to do with sessions other than list them.
#[derive(Debug, Subcommand)]
pub(crate) enum SessionsAction {
    /// Remove a session and all that belongs to it, or a part of that; it asks first
    Forget(ForgetArgs),
}

/// `mockround sessions forget`
#[derive(Debug, Args)]
pub(crate) struct ForgetArgs {
    /// A session: its id, the beginning of one, a path, or `latest`
    pub(crate) session: String,
    /// Only this part; the session stays, and its reports are written anew
    #[arg(long, value_enum)]
    pub(crate) only: Option<SessionPart>,
}

/// `mockround replay`
#[derive(Debug, Args)]
pub(crate) struct ReplayArgs {
    /// A session: its id, the beginning of one, a path, or `latest`
    #[arg(default_value = "latest")]
    pub(crate) session: String,
    /// From two seconds before this flag, counted from 1 as on the page
    #[arg(
        long,
        value_name = "N",
        value_parser = clap::value_parser!(u16).range(1..),
        group = "from"
    )]
    pub(crate) flag: Option<u16>,
    /// From two seconds before this question, counted from 1 over all slots
    #[arg(
        long,
        value_name = "N",
        value_parser = clap::value_parser!(u16).range(1..),
        group = "from"
    )]
    pub(crate) question: Option<u16>,
    /// From two seconds before this time since the session began
    #[arg(long, value_name = "M:SS", value_parser = parse_time, group = "from")]
    pub(crate) at: Option<Duration>,
}

/// `mockround words`
#[derive(Debug, Args)]
pub(crate) struct WordsArgs {
    /// A session: its id, the beginning of one, a path, or `latest`
    #[arg(default_value = "latest")]
    pub(crate) session: String,
    /// Take its words from this transcript: JSON of whisper.cpp, whisper, faster-whisper, whisperX
    /// or vosk, SRT, or VTT
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) transcript: Option<PathBuf>,
    /// How long after the session the transcript's time began; below zero, before it
    #[arg(
        long,
        default_value = "0s",
        value_parser = parse_offset,
        value_name = "TIME",
        requires = "transcript",
        allow_hyphen_values = true
    )]
    pub(crate) offset: SignedDuration,
    /// Whose words in the transcript are yours, where several speak (default: who says the most)
    #[arg(long, value_name = "NAME", requires = "transcript")]
    pub(crate) speaker: Option<String>,
    /// End your transcriber after this time (default: a minute, and eight times as long as what it
    /// hears)
    #[arg(
        long,
        value_name = "TIME",
        value_parser = parse_time,
        allow_hyphen_values = true,
        conflicts_with = "transcript"
    )]
    pub(crate) limit: Option<Duration>,
    /// How to print the words
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ListFormat,
}

/// `mockround compare`
#[derive(Debug, Args)]
pub(crate) struct CompareArgs {
    /// The session to hold the other against: its id, the beginning of one, or a path; `latest`
    /// alone is held against the round of its template before it
    pub(crate) a: String,
    /// The other session
    #[arg(default_value = "latest")]
    pub(crate) b: String,
    /// How to print them
    #[arg(long, value_enum)]
    pub(crate) format: Option<CompareFormat>,
    #[command(flatten)]
    pub(crate) to: OutputArgs,
    /// Write them as a page beside the sessions, or to --output, and open it in the browser
    #[arg(long)]
    pub(crate) open: bool,
}

/// How a comparison is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum CompareFormat {
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
}

impl Formats for CompareFormat {
    const COMMAND: &'static str = "compare";
}

/// `mockround export`
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// How to write them
    #[arg(long, value_enum)]
    pub(crate) format: Option<ExportFormat>,
    /// What a row is
    #[arg(long, value_enum, default_value_t)]
    pub(crate) rows: ExportRows,
    #[command(flatten)]
    pub(crate) to: OutputArgs,
}

/// How rows are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// A JSON object a line
    #[default]
    #[value(alias = "jsonl")]
    Ndjson,
    /// Comma-separated values, with the columns' names in the first line
    Csv,
}

impl Formats for ExportFormat {
    const COMMAND: &'static str = "export";
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
    /// Only one kind of question
    #[arg(long, value_parser = parse_question_kind, value_name = "KIND")]
    pub(crate) kind: Option<QuestionKind>,
    /// How to print them
    #[arg(long, value_enum)]
    pub(crate) format: Option<TrendsFormat>,
    #[command(flatten)]
    pub(crate) to: OutputArgs,
    /// Write them as a page beside the sessions, or to --output, and open it in the browser
    #[arg(long)]
    pub(crate) open: bool,
}

/// `mockround today`
#[derive(Debug, Args)]
pub(crate) struct TodayArgs {
    /// How much time you have from now on, 1m to 12h (default: 45m a day, less what you practised
    /// today)
    #[arg(
        long = "for",
        value_name = "TIME",
        value_parser = parse_evening,
        allow_hyphen_values = true
    )]
    pub(crate) time: Option<Duration>,
    /// Begin the first of it
    #[arg(long, conflicts_with_all = ["why", "format"])]
    pub(crate) start: bool,
    /// Explain every line: how it went, and when, or what else speaks for it
    #[arg(long)]
    pub(crate) why: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ListFormat,
}

/// How trends are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum TrendsFormat {
    /// For a terminal
    #[default]
    #[value(alias = "txt")]
    Text,
    /// One file with pictures, for a browser or a printer
    #[value(alias = "htm")]
    Html,
    /// For programs
    Json,
}

impl Formats for TrendsFormat {
    const COMMAND: &'static str = "trends";
}
