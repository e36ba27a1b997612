//! Values on the command line: what is allowed, and what is said of anything else.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::builder::{PathBufValueParser, StringValueParser, TypedValueParser};
use clap::{Args, ValueEnum, ValueHint};
use jiff::SignedDuration;

use crate::round::interview::Interviewer;
use crate::round::level::Seniority;
use crate::round::{Difficulty, QuestionKind, SlotKind, Theme};
use crate::session::asked::Dimension;
use crate::time::{read_time, why_no_time};
use crate::word::Word;

/// Where a page goes, in every command that prints one.
#[derive(Debug, Clone, Args)]
pub(crate) struct OutputArgs {
    /// Write it to a file instead; without --format, its ending says how
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
    /// Write over whatever that file holds, but a session
    #[arg(long, requires = "output")]
    pub(crate) force: bool,
}

/// Arguments that don't go together, seen only when the command looks at them; the exit status is
/// that of the parser's own errors.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct WrongUsage(pub(crate) String);

/// The exit status where a command ends with this error: 2 for wrong usage, else 1.
#[must_use]
pub fn exit_status(error: &anyhow::Error) -> u8 {
    if error.is::<WrongUsage>() { 2 } else { 1 }
}

/// The formats of a command.
pub(crate) trait Formats: ValueEnum + Default {
    /// The command.
    const COMMAND: &'static str;
}

/// What a file's ending names, in any command, and what a person calls it. Text may also have none.
const ENDINGS: [(&str, &str); 8] = [
    ("md", "Markdown"),
    ("markdown", "Markdown"),
    ("html", "HTML"),
    ("htm", "HTML"),
    ("json", "JSON"),
    ("csv", "CSV"),
    ("ndjson", "NDJSON"),
    ("jsonl", "NDJSON"),
];

impl OutputArgs {
    /// The format that was asked for, or else the one that the file's ending names, or else the
    /// default.
    ///
    /// # Errors
    /// The ending names a format that the command doesn't have, or none that any has.
    pub(crate) fn format<F: Formats>(&self, asked: Option<F>) -> anyhow::Result<F> {
        if asked.is_none()
            && let Some((ending, format)) = self.foreign::<F>()
        {
            let formats: Vec<String> = F::value_variants()
                .iter()
                .filter_map(|of| Some(of.to_possible_value()?.get_name().to_string()))
                .collect();
            let why = format!(
                "{command} has no {format}: give the file another ending than .{ending}, or say \
                 --format, one of {}",
                formats.join(", "),
                command = F::COMMAND
            );
            return Err(WrongUsage(why).into());
        }
        if asked.is_none()
            && let Some(ending) = self.unknown::<F>()
        {
            let known = ENDINGS.iter().filter(|(known, _)| F::from_str(known, true).is_ok());
            let known: Vec<String> = known.map(|(known, _)| format!(".{known}")).collect();
            let why = format!(
                "no format is called .{ending}: {command} writes {} and .txt, or say --format",
                known.join(", "),
                command = F::COMMAND
            );
            return Err(WrongUsage(why).into());
        }
        Ok(asked.or_else(|| self.named()).unwrap_or_default())
    }

    /// The format that the file's ending names.
    fn named<F: ValueEnum>(&self) -> Option<F> {
        F::from_str(self.ending()?, true).ok()
    }

    /// The file's ending and what it names, where that is a format of other commands only.
    fn foreign<F: ValueEnum>(&self) -> Option<(&'static str, &'static str)> {
        let ending = self.ending().filter(|_| self.named::<F>().is_none())?;
        ENDINGS.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(ending))
    }

    /// The file's ending, where that names no format of any command, and no text.
    fn unknown<F: ValueEnum>(&self) -> Option<String> {
        let ending = self.output.file()?.extension()?;
        let is_text = ending.eq_ignore_ascii_case("txt");
        let is_known = is_text || self.named::<F>().is_some() || self.foreign::<F>().is_some();
        (!is_known).then(|| ending.to_string_lossy().into_owned())
    }

    fn ending(&self) -> Option<&str> {
        self.output.file()?.extension()?.to_str()
    }

    /// Refuses to open what is not to be a page.
    ///
    /// # Errors
    /// Another format was asked for, or is what the file's ending names.
    pub(crate) fn expect_page<F: ValueEnum + PartialEq>(
        &self,
        asked: Option<F>,
        page: F,
    ) -> anyhow::Result<()> {
        let is_page = match asked.or_else(|| self.named()) {
            Some(format) => format == page,
            None => self.foreign::<F>().is_none() && self.unknown::<F>().is_none(),
        };
        if !is_page {
            let why = "--open shows a page: use it with --format html";
            return Err(WrongUsage(why.to_string()).into());
        }
        Ok(())
    }
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

/// One of the words of `W`.
fn parse_word<W: Word>(word: &str) -> Result<W, String> {
    W::parse(word).ok_or_else(|| format!("allowed are {}", W::allowed()))
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

/// A topic, in capitals or not.
pub(crate) fn topic_parser() -> impl TypedValueParser<Value = String> {
    StringValueParser::new().map(|topic| topic.trim().to_lowercase())
}

/// A theme of behavioral questions.
pub(crate) fn parse_theme(word: &str) -> Result<Theme, String> {
    parse_word(word)
}

/// A level that is interviewed for.
pub(crate) fn parse_level(word: &str) -> Result<Seniority, String> {
    parse_word(word)
}

/// A difficulty.
pub(crate) fn parse_difficulty(word: &str) -> Result<Difficulty, String> {
    parse_word(word)
}

pub(crate) fn parse_interviewer(word: &str) -> Result<Interviewer, String> {
    parse_word(word)
}

/// What is rated, and how: `communication=3`, `technical-depth=2`.
pub(crate) fn parse_rating(text: &str) -> Result<(Dimension, u8), String> {
    let wrong = || {
        let known: Vec<String> = Dimension::words().iter().map(|of| of.replace(' ', "-")).collect();
        format!("write one of {}, = and 1 to 4", known.join(", "))
    };
    let (what, rating) = text.split_once('=').ok_or_else(wrong)?;
    let what = Dimension::parse(&what.trim().to_lowercase().replace('-', " ")).ok_or_else(wrong)?;
    match rating.trim().parse() {
        Ok(rating @ 1..=4) => Ok((what, rating)),
        _ => Err(wrong()),
    }
}

/// A time such as `0:20` or `20s`.
pub(crate) fn parse_time(text: &str) -> Result<Duration, String> {
    read_time(text).ok_or_else(|| why_no_time(text))
}

/// A time to practise in.
pub(crate) fn parse_evening(text: &str) -> Result<Duration, String> {
    let allowed = Duration::from_secs(60)..=Duration::from_secs(12 * 3600);
    match parse_time(text)? {
        time if allowed.contains(&time) => Ok(time),
        _ => Err("allowed are 1m to 12h".to_string()),
    }
}

/// A time that may be below zero, such as `-0:12` or `-12s`.
pub(crate) fn parse_offset(text: &str) -> Result<SignedDuration, String> {
    let (text, sign) = text.strip_prefix('-').map_or((text, 1), |text| (text, -1));
    // Of minutes and seconds also parts of one.
    let (whole, part) = match text.split_once('.').filter(|(whole, _)| whole.contains(':')) {
        Some((whole, part)) => (whole, thousandths(part).ok_or_else(|| why_no_time(text))?),
        None => (text, 0),
    };
    let time = parse_time(whole)? + Duration::from_millis(part);
    let time = SignedDuration::try_from(time).map_err(|e| e.to_string())?;
    Ok(time * sign)
}

/// Up to three digits behind a point, as thousandths.
fn thousandths(digits: &str) -> Option<u64> {
    let is_part = (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if is_part { format!("{digits:0<3}").parse().ok() } else { None }
}

/// A speed from 0.01 to 100,000.
pub(crate) fn parse_speed(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(speed) if (0.01..=100_000.0).contains(&speed) => Ok(speed),
        _ => Err("allowed are 0.01 to 100000".to_string()),
    }
}
