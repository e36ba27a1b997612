//! How many questions of each kind there are on each topic.

use std::collections::BTreeMap;

use console::{Style, measure_text_width};
use serde_json::{Value, json};

use crate::cli::ListFormat;
use crate::round::QuestionKind;
use crate::round::bank::Entry;
use crate::text::escape_json;
use crate::word::Word;

/// A row a topic, those with most questions first, and a last one with all questions of each of
/// these kinds: a question on several topics counts in each of their rows.
pub(super) fn print(
    entries: &[&Entry],
    kinds: &[QuestionKind],
    format: ListFormat,
    colours: bool,
) -> String {
    let all: Vec<usize> = kinds.iter().map(|kind| of_kind(entries, *kind).count()).collect();
    let rows = rows(entries, kinds);
    match format {
        ListFormat::Json => {
            let named = |counts: &[usize]| -> Value {
                let cells = kinds.iter().zip(counts).map(|(kind, count)| (kind.word(), *count));
                cells.collect::<BTreeMap<_, _>>().into_iter().collect()
            };
            let topic = |(topic, counts): &(&str, Vec<usize>)| {
                let questions = named(counts);
                json!({ "topic": topic, "questions": questions })
            };
            let topics: Vec<Value> = rows.iter().map(topic).collect();
            escape_json(&format!("{:#}\n", json!({ "topics": topics, "all": named(&all) })))
        }
        ListFormat::Text => text(kinds, &rows, &all, colours),
    }
}

fn of_kind<'a>(entries: &[&'a Entry], kind: QuestionKind) -> impl Iterator<Item = &'a Entry> {
    entries.iter().copied().filter(move |entry| entry.question.kind() == kind)
}

/// Each topic with its number of questions by kind.
fn rows<'a>(entries: &[&'a Entry], kinds: &[QuestionKind]) -> Vec<(&'a str, Vec<usize>)> {
    let mut rows: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (column, kind) in kinds.iter().enumerate() {
        for topic in of_kind(entries, *kind).flat_map(|of| &of.question.topics) {
            rows.entry(topic).or_insert_with(|| vec![0; kinds.len()])[column] += 1;
        }
    }
    let mut rows: Vec<(&str, Vec<usize>)> = rows.into_iter().collect();
    // Stable: among equals the alphabet decides.
    rows.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.iter().sum::<usize>()));
    rows
}

fn text(
    kinds: &[QuestionKind],
    rows: &[(&str, Vec<usize>)],
    all: &[usize],
    colours: bool,
) -> String {
    let bold = Style::new().bold().force_styling(colours);
    let width = rows.iter().map(|(topic, _)| measure_text_width(topic)).max().unwrap_or(0).max(5);
    let heads = kinds.iter().map(|kind| format!("  {}", kind.word()));
    let head = format!("{:width$}{}", "topic", heads.collect::<String>());
    let mut out = format!("{}\n", bold.apply_to(head));
    for (topic, counts) in
        rows.iter().map(|(topic, counts)| (*topic, &counts[..])).chain([("all", all)])
    {
        let cells = kinds.iter().zip(counts).map(|(kind, count)| {
            let count = if *count == 0 { "\u{b7}".to_string() } else { count.to_string() };
            format!("  {count:>width$}", width = kind.word().len())
        });
        out += &format!("{topic:width$}{}\n", cells.collect::<String>());
    }
    out
}
