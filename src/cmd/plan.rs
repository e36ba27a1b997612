//! `mockround plan`: builds a round and prints it as a table, as JSON, or as its template.
//! Questions stay hidden unless they are asked for.

mod json;
mod table;
#[cfg(test)]
mod tests;

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use jiff::ZonedDateTime;

use super::{Context, build};
use crate::cli::{self, PlanFormat};
use crate::round::{Round, Slot, SlotKind};
use crate::text::{clean_line, escape_json};
use crate::word::Word;

/// Builds a round and prints it.
///
/// # Errors
/// The round can't be built, or standard output can't be written.
pub(super) fn run(context: &Context, args: &cli::PlanArgs) -> anyhow::Result<ExitCode> {
    let template = build::template(context, args.template.as_deref(), &args.only)?;
    let out = match args.format {
        // Nothing is drawn: a template stands without a bank.
        PlanFormat::Toml => template.to_toml(),
        PlanFormat::Text => {
            let round = build::seeded_round(context, &template, &args.build)?;
            let plan = Plan::now(context, &round, &args.build);
            table::text(&plan, context.columns, context.colours)
                + &to_run(context.workspace_asked.as_deref(), args, &round)
        }
        PlanFormat::Json => {
            let round = build::seeded_round(context, &template, &args.build)?;
            escape_json(&format!("{:#}\n", json::plan(&Plan::now(context, &round, &args.build))))
        }
    };
    context.print(&out)?;
    Ok(ExitCode::SUCCESS)
}

fn to_run(workspace: Option<&Path>, args: &cli::PlanArgs, round: &Round) -> String {
    format!("\nto run it: {}\n", command(workspace, args, round))
}

/// The command that runs what was planned, wherever it was looked for.
pub(super) fn command(workspace: Option<&Path>, args: &cli::PlanArgs, round: &Round) -> String {
    let mut words = vec!["mockround".to_string(), "run".to_string()];
    words.extend(args.template.clone());
    let mut option = |name: &str, value: &str| {
        if value.starts_with('-') {
            words.push(format!("{name}={value}"));
        } else {
            words.extend([name.to_string(), value.to_string()]);
        }
    };
    if !args.only.is_empty() {
        option("--only", &SlotKind::joined(&args.only, ","));
    }
    option("--seed", &round.seed.to_string());
    if let Some(difficulty) = args.build.difficulty {
        option("--difficulty", difficulty.word());
    }
    if !args.build.topic.is_empty() {
        option("--topic", &args.build.topic.join(","));
    }
    if let Some(file) = &args.build.from {
        option("--from", &file.display().to_string());
    }
    for question in &args.build.question {
        option("--question", question);
    }
    if let Some(dir) = workspace {
        option("--workspace", &dir.display().to_string());
    }
    clean_line(&shell_words::join(words))
}

/// The seconds cut off: a plan is made in minutes.
fn whole_minute(time: &ZonedDateTime) -> ZonedDateTime {
    const MINUTE: i128 = 60_000_000_000;
    let past = Duration::from_nanos(
        u64::try_from(time.timestamp().as_nanosecond().rem_euclid(MINUTE)).unwrap_or(0),
    );
    time.checked_sub(past).unwrap_or_else(|_| time.clone())
}

/// A round and how it is to be shown.
struct Plan<'a> {
    round: &'a Round,
    /// When it would begin.
    start: ZonedDateTime,
    show_questions: bool,
    /// The topics that were wished for.
    topics: &'a [String],
}

impl<'a> Plan<'a> {
    /// If it began now.
    fn now(context: &Context, round: &'a Round, build: &'a cli::BuildArgs) -> Self {
        Self {
            round,
            start: whole_minute(&context.local_time()),
            show_questions: build.show_questions,
            topics: &build.topic,
        }
    }

    /// The slots with their begin, from the round's begin.
    fn slots(&self) -> Vec<(Duration, &Slot)> {
        let mut slots = Vec::new();
        let mut begin = Duration::ZERO;
        for slot in &self.round.slots {
            slots.push((begin, slot));
            begin += slot.length + slot.break_after;
        }
        slots
    }

    /// From the round's begin to the end of its last slot.
    fn total(&self) -> Duration {
        match self.slots().last() {
            Some((begin, slot)) => *begin + slot.length,
            None => Duration::ZERO,
        }
    }

    fn time(&self, after: Duration) -> ZonedDateTime {
        self.start.checked_add(after).unwrap_or_else(|_| self.start.clone())
    }
}
