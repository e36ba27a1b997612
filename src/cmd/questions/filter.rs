//! Which questions a list or a count is of.

use anyhow::bail;

use crate::cli::QuestionFilter;
use crate::fields::near_names;
use crate::round::Question;
use crate::round::bank::{Bank, Entry};
use crate::round::draw::LISTS_TOPICS;
use crate::text::{clean_line, counted};
use crate::word::Word;

/// One condition of a filter: how it is written, and which questions fit it.
struct Condition<'f> {
    written: String,
    fits: Box<dyn Fn(&Question) -> bool + 'f>,
}

/// The questions of the bank that fit; and where none does, that in a sentence.
///
/// # Errors
/// No question at all is on the topic.
pub(super) fn fitting<'b>(
    bank: &'b Bank,
    filter: &QuestionFilter,
) -> anyhow::Result<(Vec<&'b Entry>, Option<String>)> {
    if let Some(topic) = &filter.topic
        && !bank.topics().contains(&topic.as_str())
    {
        let near = near_names(topic, &bank.topics(), LISTS_TOPICS);
        bail!("no question is on the topic {topic:?}: {near}");
    }
    let conditions = conditions(filter);
    let is_meant = |entry: &&Entry| conditions.iter().all(|of| (of.fits)(&entry.question));
    let found: Vec<&Entry> = bank.entries().iter().filter(is_meant).collect();
    let nothing = found.is_empty().then(|| nothing(bank, &conditions));
    Ok((found, nothing))
}

/// A filter, with what another says where it says nothing.
pub(super) fn or(filter: &QuestionFilter, other: &QuestionFilter) -> QuestionFilter {
    let QuestionFilter { kind, topic, theme, difficulty, search } = filter.clone();
    QuestionFilter {
        kind: kind.or(other.kind),
        topic: topic.or_else(|| other.topic.clone()),
        theme: theme.or(other.theme),
        difficulty: difficulty.or(other.difficulty),
        search: search.or_else(|| other.search.clone()),
    }
}

/// The first option that a filter has.
pub(super) fn first_option(filter: &QuestionFilter) -> Option<String> {
    conditions(filter).into_iter().next().map(|of| of.written)
}

fn condition<'f>(
    option: &str,
    value: &str,
    fits: impl Fn(&Question) -> bool + 'f,
) -> Condition<'f> {
    let value = clean_line(value);
    let value = if value.contains(' ') { format!("{value:?}") } else { value };
    Condition { written: format!("--{option} {value}"), fits: Box::new(fits) }
}

fn conditions(filter: &QuestionFilter) -> Vec<Condition<'_>> {
    let QuestionFilter { kind, topic, theme, difficulty, search } = filter;
    let mut all = Vec::new();
    if let Some(kind) = *kind {
        all.push(condition("kind", kind.word(), move |of| of.kind() == kind));
    }
    if let Some(topic) = topic {
        all.push(condition("topic", topic, move |of| of.topics.contains(topic)));
    }
    if let Some(theme) = *theme {
        all.push(condition("theme", theme.word(), move |of| of.brief.theme() == Some(theme)));
    }
    if let Some(difficulty) = *difficulty {
        all.push(condition("difficulty", difficulty.word(), move |of| {
            of.difficulty == Some(difficulty)
        }));
    }
    if let Some(search) = search {
        let words: Vec<String> = search.split_whitespace().map(str::to_lowercase).collect();
        all.push(condition("search", search, move |of| holds(of, &words)));
    }
    all
}

/// Whether a question holds each of these words, or parts of words, in whatever belongs to it. What
/// it says there isn't shown.
fn holds(question: &Question, words: &[String]) -> bool {
    let Ok(question) = serde_json::to_value(question) else { return false };
    let mut text = String::new();
    add_texts(&question, &mut text);
    let text = text.to_lowercase();
    words.iter().all(|word| text.contains(word))
}

fn add_texts(value: &serde_json::Value, text: &mut String) {
    match value {
        serde_json::Value::String(one) => {
            text.push_str(one);
            text.push('\n');
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| add_texts(item, text)),
        serde_json::Value::Object(fields) => fields.values().for_each(|of| add_texts(of, text)),
        _ => {}
    }
}

/// That nothing fits, and how many questions fit each condition.
fn nothing(bank: &Bank, conditions: &[Condition<'_>]) -> String {
    let all = counted(bank.entries().len(), "question", "questions");
    let alone = |of: &Condition<'_>| {
        let fit = bank.entries().iter().filter(|entry| (of.fits)(&entry.question)).count();
        format!("{fit} of {}", of.written)
    };
    match conditions {
        [] => "the bank has no questions".to_string(),
        [one] => format!("no question fits {}, of {all}", one.written),
        several => {
            let written: Vec<&str> = several.iter().map(|of| of.written.as_str()).collect();
            let alone: Vec<String> = several.iter().map(alone).collect();
            format!(
                "no question fits {} together, of {all}: there are {}",
                written.join(" and "),
                alone.join(", ")
            )
        }
    }
}
