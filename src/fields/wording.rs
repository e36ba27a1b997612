//! How problems word a value, and what would have been right.

use std::time::Duration;

use toml::de::DeValue;

/// The known name that a wrong one was probably meant to be.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    if length > 80 {
        return None;
    }
    let mut best = None;
    for name in known {
        let distance = strsim::osa_distance(word, name);
        if distance <= 1 + length.min(name.len()) / 4 {
            best = best.into_iter().chain([(distance, name)]).min();
        }
    }
    best.map(|(_, name)| name)
}

/// `did you mean "approach"?`, or else all that is allowed.
pub(crate) fn suggestion(word: &str, known: &[&str]) -> String {
    match nearest(word, known.iter().copied()) {
        Some(name) => format!("did you mean {name:?}?"),
        None => format!("allowed are {}", known.join(", ")),
    }
}

/// A time in few characters, as it is written in files: `2m 30s`.
pub(crate) fn spoken(time: Duration) -> String {
    humantime::format_duration(time).to_string()
}

pub(super) fn a(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

pub(super) fn quoted(text: &str) -> String {
    format!("{:?}", shorten(text))
}

pub(super) fn shorten(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_string(),
    }
}
