//! Names that are not to leave the machine: each becomes a number.

use crate::report::markdown::escape;

/// Names to replace, the longest first.
#[derive(Debug, Default)]
pub(crate) struct Names(Vec<(Vec<char>, usize)>);

impl Names {
    /// Reads a list of names, one a line.
    ///
    /// # Errors
    /// It names nobody.
    pub(crate) fn read(list: &str) -> Result<Self, String> {
        let mut names = Vec::new();
        let list = list.trim_start_matches('\u{feff}').lines().map(str::trim);
        for (number, name) in list.filter(|name| !name.is_empty()).enumerate() {
            // In the page some signs of a name have a backslash before them.
            for form in [name.to_string(), escape(name)] {
                names.push((folded(&form).collect(), number + 1));
            }
        }
        if names.is_empty() {
            return Err("names nobody: it has a name a line".to_string());
        }
        names.sort_by_key(|(name, _): &(Vec<char>, usize)| std::cmp::Reverse(name.len()));
        names.dedup();
        Ok(Self(names))
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A text in which each name, whatever its capitals, is `[name 1]`, `[name 2]` and so on. Part
    /// of a longer word is none.
    pub(crate) fn replaced(&self, text: &str) -> String {
        if self.is_empty() {
            return text.to_string();
        }
        let given: Vec<char> = text.chars().collect();
        let mut replaced = String::with_capacity(text.len());
        let mut at = 0;
        while at < given.len() {
            let begins = at == 0 || !given[at - 1].is_alphanumeric();
            let found = self.0.iter().filter(|_| begins).find_map(|(name, number)| {
                let length = length(&given[at..], name)?;
                let ends = given.get(at + length).is_none_or(|next| !next.is_alphanumeric());
                ends.then_some((length, number))
            });
            if let Some((length, number)) = found {
                replaced += &format!("[name {number}]");
                at += length;
            } else {
                replaced.push(given[at]);
                at += 1;
            }
        }
        replaced
    }
}

/// How many characters a name takes that stands at the beginning of a text; between its words may
/// be more than a space.
fn length(text: &[char], name: &[char]) -> Option<usize> {
    let mut at = 0;
    for wanted in name {
        if *wanted == ' ' {
            let spaces = text[at..].iter().take_while(|c| c.is_whitespace()).count();
            if spaces == 0 {
                return None;
            }
            at += spaces;
            continue;
        }
        if text.get(at).is_none_or(|c| folded_char(*c) != *wanted) {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// A name in small letters, with single spaces.
fn folded(name: &str) -> impl Iterator<Item = char> {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").chars().map(folded_char).collect::<Vec<_>>().into_iter()
}

fn folded_char(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}
