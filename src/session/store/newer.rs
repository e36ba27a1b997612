//! What a newer version wrote, told from damage. A kind of event or a word of a closed set that
//! this version doesn't know is news, as long as it looks like one of ours and all around it is
//! whole; everything else that can't be read is damage.

use toml::{Table, Value};

use crate::round::{Difficulty, Likeness, QuestionKind, SlotKind, Theme};
use crate::session::Header;
use crate::session::event::{Event, What};
use crate::session::novelties::Novelties;
use crate::time::Elapsed;
use crate::word::Word;

#[cfg(test)]
mod tests;

/// Events that mean the same with whatever word: where it is one that this version doesn't know,
/// they are read with the last. An event that is not here says nothing without its word.
const STAND_INS: [(&str, &str, &str); 9] = [
    ("question-ended", "how", "done"),
    ("slot-ended", "how", "done"),
    ("think-ended", "how", "marked"),
    ("probe", "by", "key"),
    ("twist", "by", "key"),
    ("played", "voice", "alert"),
    ("gap", "why", "suspended"),
    ("left", "why", "interrupted"),
    ("listening", "source", "recording"),
];

/// Kinds of slot and question that this version doesn't know are asked and measured as this one:
/// the phases and limits stand in the plan.
const PLAIN_KIND: &str = "foundations";

/// Reads an event, `[[event]]` line and all, that this version can't read as it stands: with a word
/// that stands in for an unknown one, or as [`What::Newer`]. `None` where it is damaged.
pub(super) fn event(block: &str, novelties: &mut Novelties) -> Option<Event> {
    let file: Table = toml::from_str(block).ok()?;
    let mut table = file.get("event")?.as_array()?.first()?.as_table()?.clone();
    let at: Elapsed = table.get("at")?.clone().try_into().ok()?;
    let kind = table.get("event")?.as_str().filter(|kind| is_word(kind))?.to_string();
    let skipped = Event { at, what: What::Newer };
    if !is_known(&kind) {
        novelties.skip(kind);
        return Some(skipped);
    }
    let mut read_as = Novelties::default();
    loop {
        let complaint = match table.clone().try_into::<Event>() {
            Ok(event) => {
                novelties.add(read_as);
                return Some(event);
            }
            Err(error) => error,
        };
        let word = unknown_word(complaint.message())?.to_string();
        let Some((field, known)) = stand_in(&kind, &table, &word) else {
            novelties.skip(format!("{kind}` with `{word}"));
            return Some(skipped);
        };
        table.insert(field.to_string(), Value::from(known));
        read_as.read_as(&format!("`{kind}` with {field}"), &word, known);
    }
}

/// The field of an event whose word isn't known, and the word that stands in for it.
fn stand_in(kind: &str, table: &Table, word: &str) -> Option<(&'static str, &'static str)> {
    for (of, field, known) in STAND_INS {
        if of == kind && table.get(field).and_then(Value::as_str) == Some(word) {
            return Some((field, known));
        }
    }
    None
}

/// Reads a plan that this version can't read as it stands: with a plain kind for the kinds that it
/// doesn't know, and without a difficulty, a theme or a way to compare results that it doesn't
/// know. `None` where that isn't what is wrong with it.
pub(super) fn header(plan: &str, novelties: &mut Novelties) -> Option<Header> {
    let mut table: Table = toml::from_str(plan).ok()?;
    let mut read_as = Novelties::default();
    for slot in tables(table.get_mut("round")?.as_table_mut()?, "slot") {
        if let Some(kind) = news::<SlotKind>(slot, "kind") {
            read_as.read_as("a slot of kind", &kind, PLAIN_KIND);
            slot.insert("kind".to_string(), Value::from(PLAIN_KIND));
        }
        for planned in tables(slot, "planned") {
            question(planned.get_mut("question")?.as_table_mut()?, &mut read_as);
        }
    }
    let header = table.try_into().ok()?;
    novelties.add(read_as);
    Some(header)
}

fn question(question: &mut Table, read_as: &mut Novelties) {
    if let Some(difficulty) = news::<Difficulty>(question, "difficulty") {
        read_as.read_as("difficulty", &difficulty, "none");
        question.remove("difficulty");
    }
    let Some(brief) = question.get_mut("brief").and_then(Value::as_table_mut) else { return };
    if let Some(theme) = news::<Theme>(brief, "theme") {
        read_as.read_as("theme", &theme, "none");
        brief.remove("theme");
    }
    let signature = brief.get("signature").and_then(Value::as_table);
    if let Some(compare) = signature.and_then(|of| news::<Likeness>(of, "compare")) {
        // Compared in another way, right and wrong results would change places.
        read_as.read_as("a comparison", &compare, "none");
        brief.remove("signature");
    }
    if let Some(kind) = news::<QuestionKind>(brief, "kind") {
        read_as.read_as("a question of kind", &kind, PLAIN_KIND);
        brief.insert("kind".to_string(), Value::from(PLAIN_KIND));
        brief.insert("key-points".to_string(), Value::Array(Vec::new()));
    }
}

/// The tables of a list of them.
fn tables<'t>(table: &'t mut Table, key: &str) -> impl Iterator<Item = &'t mut Table> {
    let list = table.get_mut(key).and_then(Value::as_array_mut);
    list.into_iter().flatten().filter_map(Value::as_table_mut)
}

/// The word of a field, where it is one that this version doesn't know.
fn news<W: Word>(table: &Table, field: &str) -> Option<String> {
    let word = table.get(field)?.as_str()?;
    (is_word(word) && W::parse(word).is_none()).then(|| word.to_string())
}

/// Whether this version knows a kind of event.
fn is_known(kind: &str) -> bool {
    let bare = Table::from_iter([
        ("at".to_string(), Value::Float(0.0)),
        ("event".to_string(), Value::from(kind)),
    ]);
    let complaint = bare.try_into::<Event>().err();
    complaint.is_none_or(|error| unknown_word(error.message()).is_none())
}

/// The word that a complaint of the reader is about, where it only doesn't know it.
fn unknown_word(complaint: &str) -> Option<&str> {
    let (word, _) = complaint.strip_prefix("unknown variant `")?.split_once('`')?;
    Some(word).filter(|word| is_word(word))
}

/// Whether a text looks like the words that stand in session files: a damaged one mostly doesn't.
fn is_word(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    text.len() <= 40
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(allowed)
}
