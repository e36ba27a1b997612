//! `mockround questions`: lists the bank, shows a question whole, checks files of questions.

mod check;
mod filter;
mod matrix;
mod page;
mod table;
#[cfg(test)]
mod tests;

use std::process::ExitCode;

use anyhow::bail;
use serde_json::{Value, json};

use super::{Context, build};
use crate::cli::{self, ListFormat, QuestionFilter, QuestionsAction};
use crate::fields::nearest;
use crate::round::QuestionKind;
use crate::round::bank::{Bank, Entry};
use crate::text::escape_json;
use crate::word::Word;

/// Lists, shows or checks questions; the exit status is 1 where a check finds a problem.
///
/// # Errors
/// Every problem of the workspace's files, but for a check; no such topic or question, or a filter
/// where nothing is filtered.
pub(super) fn run(context: &Context, args: &cli::QuestionsArgs) -> anyhow::Result<ExitCode> {
    let (out, code) = match &args.action {
        None => (list(context, &args.filter, args.format)?, ExitCode::SUCCESS),
        Some(QuestionsAction::Matrix { filter }) => {
            let filter = filter::or(filter, &args.filter);
            (matrix(context, &filter, args.format)?, ExitCode::SUCCESS)
        }
        Some(QuestionsAction::Show { id }) => {
            expect_no_filter("show", &args.filter)?;
            (show(context, id, args.format)?, ExitCode::SUCCESS)
        }
        Some(QuestionsAction::Check { file }) => {
            expect_no_filter("check", &args.filter)?;
            let checked = check::check(&context.workspace, file.as_deref())?;
            let is_good = checked.problems.is_empty();
            let code = if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE };
            (checked.print(args.format), code)
        }
    };
    context.print(&out)?;
    Ok(code)
}

fn list(context: &Context, filter: &QuestionFilter, format: ListFormat) -> anyhow::Result<String> {
    let bank = build::bank(context)?;
    let (entries, nothing) = filter::fitting(&bank, filter)?;
    nothing.into_iter().for_each(|nothing| context.note(&nothing));
    Ok(match format {
        ListFormat::Json => {
            let entries: Value = entries.into_iter().map(entry_json).collect();
            escape_json(&format!("{entries:#}\n"))
        }
        ListFormat::Text => table::text(&entries, context.colours),
    })
}

fn matrix(
    context: &Context,
    filter: &QuestionFilter,
    format: ListFormat,
) -> anyhow::Result<String> {
    let bank = build::bank(context)?;
    let (entries, nothing) = filter::fitting(&bank, filter)?;
    nothing.into_iter().for_each(|nothing| context.note(&nothing));
    let kinds = filter.kind.as_ref().map_or(QuestionKind::all(), std::slice::from_ref);
    Ok(matrix::print(&entries, kinds, format, context.colours))
}

/// One question, and files of them, are not filtered.
fn expect_no_filter(action: &str, filter: &QuestionFilter) -> anyhow::Result<()> {
    match filter::first_option(filter) {
        Some(option) => bail!(
            "`questions {action}` takes no {option}: that is for lists of questions and `matrix`"
        ),
        None => Ok(()),
    }
}

fn entry_json(entry: &Entry) -> Value {
    let Entry { question, file, line } = entry;
    let theme = question.brief.theme().map(Word::word);
    json!({
        "id": question.id,
        "kind": question.kind(),
        "title": question.title,
        "difficulty": question.difficulty,
        "theme": theme,
        "topics": question.topics,
        "file": file,
        "line": line,
    })
}

/// The question with an id, or the one whose id begins so.
///
/// # Errors
/// There is none, or more than one.
pub(super) fn find<'a>(bank: &'a Bank, id: &str) -> anyhow::Result<&'a Entry> {
    if let Some(entry) = bank.get(id) {
        return Ok(entry);
    }
    let begins = |entry: &&Entry| !id.is_empty() && entry.question.id.as_str().starts_with(id);
    let begin: Vec<&Entry> = bank.entries().iter().filter(begins).collect();
    match &begin[..] {
        [entry] => Ok(entry),
        [] => {
            let ids = bank.entries().iter().map(|entry| entry.question.id.as_str());
            match nearest(id, ids) {
                Some(near) => bail!("no question {id:?}: did you mean {near:?}?"),
                None => bail!("no question {id:?}; `mockround questions` lists them"),
            }
        }
        several => {
            let shown = several.iter().take(5).map(|entry| entry.question.id.as_str());
            let more = if several.len() > 5 { ", …" } else { "" };
            let ids = shown.collect::<Vec<_>>().join(", ");
            bail!("{} questions begin with {id:?}: {ids}{more}; give more of the id", several.len())
        }
    }
}

fn show(context: &Context, id: &str, format: ListFormat) -> anyhow::Result<String> {
    let bank = build::bank(context)?;
    let entry = find(&bank, id)?;
    match format {
        ListFormat::Json => Ok(escape_json(&serde_json::to_string_pretty(&entry.question)?) + "\n"),
        ListFormat::Text => Ok(page::text(entry, context.columns, context.colours)),
    }
}
