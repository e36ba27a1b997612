//! How problems word a value, and what would have been right.

use std::time::Duration;

use toml::de::DeValue;

/// Most names that are told of very many.
const FEW: usize = 5;

/// The known name that a wrong one was probably meant to be: a slip, and another where six letters
/// have room for it. Two of four letters are another word.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    if length > 80 {
        return None;
    }
    let mut best = None;
    for name in known {
        let distance = strsim::osa_distance(word, name);
        if distance <= 1 + length.min(name.len()) / 6 {
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

/// `did you mean "graphs"?`, or else a few of very many that hold it or a part of it, and the
/// command that lists them.
pub(crate) fn near_names(word: &str, known: &[&str], lists: &str) -> String {
    let lower = word.trim().to_lowercase();
    if let Some(name) = nearest(&lower, known.iter().copied()) {
        return format!("did you mean {name:?}?");
    }
    let is_akin = |name: &&&str| {
        let parts = lower.split([' ', '-', '_']).filter(|part| part.len() > 2);
        parts.chain([lower.as_str()]).any(|part| !part.is_empty() && name.contains(part))
    };
    let akin: Vec<&str> = known.iter().filter(is_akin).take(FEW).copied().collect();
    match &akin[..] {
        [] => format!("`{lists}` lists them"),
        akin => format!("there are {}; `{lists}` lists all", akin.join(", ")),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_very_many_names_a_few_are_told_and_where_all_are_listed() {
        let known = [
            "binary-search",
            "graphs",
            "search",
            "trees",
            "a-graph",
            "z-graph",
            "graph-x",
            "graph-y",
            "graph-z",
        ];
        let near = |word| near_names(word, &known, "questions matrix");
        assert_eq!(near("graph"), "did you mean \"graphs\"?");
        assert_eq!(near("GRAPHSS"), "did you mean \"graphs\"?");
        let akin = "there are binary-search, search; `questions matrix` lists all";
        assert_eq!(near("search in rotated arrays"), akin);
        assert_eq!(near_names("nope", &["code", "data"], "list"), "`list` lists them");
        assert_eq!(near("serahc"), "did you mean \"search\"?");
        assert_eq!(near("quantum"), "`questions matrix` lists them");
        let few = near("my graph is a forest");
        assert_eq!(
            few,
            "there are graphs, a-graph, z-graph, graph-x, graph-y; \
                         `questions matrix` lists all"
        );
        assert_eq!(near(""), "`questions matrix` lists them");
    }
}
