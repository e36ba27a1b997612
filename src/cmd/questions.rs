//! `mockround questions`: lists the bank, shows a question whole, checks files of questions.

mod check;
mod matrix;
mod page;
mod table;
#[cfg(test)]
mod tests;

use std::process::ExitCode;

use anyhow::bail;
use serde_json::{Value, json};

use super::{Context, build};
use crate::cli::{self, ListFormat, QuestionsAction};
use crate::fields::{nearest, suggestion};
use crate::round::Question;
use crate::round::bank::{Bank, Entry};
use crate::text::escape_json;
use crate::word::Word;

/// Lists, shows or checks questions; the exit status is 1 where a check finds a problem.
///
/// # Errors
/// Every problem of the workspace's files, but for a check; no such topic or question.
pub(super) fn run(context: &Context, args: &cli::QuestionsArgs) -> anyhow::Result<ExitCode> {
    let (out, code) = match &args.action {
        None => (list(context, args)?, ExitCode::SUCCESS),
        Some(QuestionsAction::Matrix) => {
            let bank = build::bank(context)?;
            (matrix::print(&bank, args.format, context.colours), ExitCode::SUCCESS)
        }
        Some(QuestionsAction::Show { id }) => (show(context, id, args.format)?, ExitCode::SUCCESS),
        Some(QuestionsAction::Check { file }) => {
            let checked = check::check(&context.workspace, file.as_deref())?;
            let is_good = checked.problems.is_empty();
            let code = if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE };
            (checked.print(args.format), code)
        }
    };
    context.print(&out)?;
    Ok(code)
}

fn list(context: &Context, args: &cli::QuestionsArgs) -> anyhow::Result<String> {
    let bank = build::bank(context)?;
    if let Some(topic) = &args.topic
        && !bank.topics().contains(&topic.as_str())
    {
        bail!("no question is on the topic {topic:?}: {}", suggestion(topic, &bank.topics()));
    }
    let words = args.search.as_deref().map(lower_words).unwrap_or_default();
    let is_meant = |entry: &&Entry| {
        let Entry { question, .. } = entry;
        let kind = question.kind();
        args.kind.is_none_or(|wanted| kind == wanted)
            && args.topic.as_ref().is_none_or(|topic| question.topics.contains(topic))
            && args.theme.is_none_or(|theme| question.brief.theme() == Some(theme))
            && args.difficulty.is_none_or(|wanted| question.difficulty == Some(wanted))
            && holds(question, &words)
    };
    let entries: Vec<&Entry> = bank.entries().iter().filter(is_meant).collect();
    Ok(match args.format {
        ListFormat::Json => {
            let entries: Value = entries.into_iter().map(entry_json).collect();
            escape_json(&format!("{entries:#}\n"))
        }
        ListFormat::Text => table::text(&entries, context.colours),
    })
}

/// The words of a text, in lower case.
fn lower_words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_lowercase).collect()
}

/// Whether a question holds each of these words, or parts of words, in what a candidate may read
/// before it is asked: its id, title, topics and statement.
fn holds(question: &Question, words: &[String]) -> bool {
    let Question { id, title, topics, statement, .. } = question;
    let text = format!("{id} {title} {} {statement}", topics.join(" ")).to_lowercase();
    words.iter().all(|word| text.contains(word))
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
