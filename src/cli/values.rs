//! Values on the command line: what is allowed, and what is said of anything else.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::builder::{PathBufValueParser, TypedValueParser};
use clap::{Args, ValueHint};
use jiff::SignedDuration;

use crate::round::{Difficulty, QuestionKind, SlotKind, Theme};
use crate::word::Word;

/// Where a page goes, in every command that prints one.
#[derive(Debug, Clone, Args)]
pub(crate) struct OutputArgs {
    /// Write it to a file instead
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
    /// Write over whatever that file holds
    #[arg(long, requires = "output")]
    pub(crate) force: bool,
}

/// Where a page is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Output {
    /// On standard output: `-`, or nothing was said.
    Stdout,
    /// In a file.
    File(PathBuf),
}

impl Output {
    /// The file, if it is one.
    pub(crate) fn file(&self) -> Option<&Path> {
        match self {
            Self::Stdout => None,
            Self::File(path) => Some(path),
        }
    }

    fn of(path: PathBuf) -> Self {
        if path.as_os_str() == "-" { Self::Stdout } else { Self::File(path) }
    }
}

/// Parses an [`Output`].
fn output_parser() -> impl TypedValueParser<Value = Output> {
    PathBufValueParser::new().map(Output::of)
}

/// One of the listed words of `W`.
fn parse_word<W: Word>(word: &str) -> Result<W, String> {
    let listed = W::parse(word).filter(|value| value.is_listed());
    listed.ok_or_else(|| format!("allowed are {}", W::allowed()))
}

/// A kind of slot.
pub(crate) fn parse_slot_kind(word: &str) -> Result<SlotKind, String> {
    parse_word(word)
}

/// A kind of question.
pub(crate) fn parse_question_kind(word: &str) -> Result<QuestionKind, String> {
    parse_word(word)
}

/// A phase of a kind's questions: its name, or one word of it (`exploration`), with `-` for spaces.
pub(crate) fn parse_phase(kind: QuestionKind, word: &str) -> Result<&'static str, String> {
    let known = kind.phase_names();
    let name = word.replace('-', " ");
    let name = if name == "wrapup" || name == "wrap up" { "wrap-up" } else { name.as_str() };
    for phase in known {
        if *phase == name || phase.split(' ').any(|part| part == name) {
            return Ok(phase);
        }
    }
    Err(format!("allowed are {}", known.join(", ")))
}

/// A theme of behavioral questions.
pub(crate) fn parse_theme(word: &str) -> Result<Theme, String> {
    parse_word(word)
}

/// A difficulty.
pub(crate) fn parse_difficulty(word: &str) -> Result<Difficulty, String> {
    parse_word(word)
}

/// A time such as `20s`.
pub(crate) fn parse_time(text: &str) -> Result<Duration, String> {
    humantime::parse_duration(text).map_err(|e| format!("{e}; write 20s, or 1m 30s"))
}

/// A time that may be below zero, such as `-12s`.
pub(crate) fn parse_offset(text: &str) -> Result<SignedDuration, String> {
    let (text, sign) = text.strip_prefix('-').map_or((text, 1), |text| (text, -1));
    let time = SignedDuration::try_from(parse_time(text)?).map_err(|e| e.to_string())?;
    Ok(time * sign)
}

/// A speed from 0.01 to 100,000.
pub(crate) fn parse_speed(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(speed) if (0.01..=100_000.0).contains(&speed) => Ok(speed),
        _ => Err("allowed are 0.01 to 100000".to_string()),
    }
}
