//! The words of a line around the one that is asked for, without the program's name.

use std::ffi::OsStr;

/// Options whose value is no argument of a command, wherever they stand.
const WITH_VALUE: [&str; 2] = ["--workspace", "--dir"];

pub(super) struct Line {
    before: Vec<String>,
    /// Some shells tell only what stands before the cursor.
    after: Vec<String>,
}

impl Line {
    /// Of a line's words, of which the one at `asked` is asked for.
    pub(super) fn around(words: &[&OsStr], asked: usize) -> Self {
        let (before, after) = words.split_at(asked.min(words.len()));
        Self { before: taken_apart(before, 1), after: taken_apart(after, 1) }
    }

    /// What stands behind an option, taken apart at commas.
    pub(super) fn values(&self, option: &str) -> Vec<&str> {
        let pairs = self.before.windows(2).chain(self.after.windows(2));
        pairs.filter(|pair| pair[0] == option).flat_map(|pair| pair[1].split(',')).collect()
    }

    /// Whether an option stands on it.
    pub(super) fn has(&self, option: &str) -> bool {
        self.before.iter().chain(&self.after).any(|word| word == option)
    }

    /// The words behind a command that are no options.
    pub(super) fn behind(&self, command: &str) -> Vec<&str> {
        let mut behind = self.between(command);
        behind.extend(arguments(self.after.iter().map(String::as_str)));
        behind
    }

    /// Those of them before the word that is asked for.
    pub(super) fn between(&self, command: &str) -> Vec<&str> {
        let words = self.before.iter().map(String::as_str);
        arguments(words.skip_while(|word| *word != command).skip(1))
    }
}

/// The words from a position on; bash makes three words of `--only=coding`.
fn taken_apart(words: &[&OsStr], from: usize) -> Vec<String> {
    let mut apart = Vec::new();
    for word in words.iter().skip(from) {
        let word = word.to_string_lossy();
        match word.split_once('=') {
            Some((option, value)) if option.is_empty() || option.starts_with("--") => {
                apart.extend([option, value].map(str::to_string));
            }
            _ => apart.push(word.into_owned()),
        }
    }
    apart.retain(|word| !word.is_empty());
    apart
}

fn arguments<'a>(mut words: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut arguments = Vec::new();
    while let Some(word) = words.next() {
        if WITH_VALUE.contains(&word) {
            words.next();
        } else if !word.starts_with('-') {
            arguments.push(word);
        }
    }
    arguments
}
