//! The words of a line before the one that is asked for, without the program's name.

use std::ffi::OsStr;

/// Options whose value is no argument of a command, wherever they stand.
const WITH_VALUE: [&str; 2] = ["--workspace", "--dir"];

pub(super) struct Line(Vec<String>);

impl Line {
    /// Of a line's words, of which the one at `asked` is asked for. bash makes three words of
    /// `--only=coding`.
    pub(super) fn before(words: &[&OsStr], asked: usize) -> Self {
        let mut before = Vec::new();
        for word in words.iter().take(asked).skip(1) {
            let word = word.to_string_lossy();
            match word.split_once('=') {
                Some((option, value)) if option.is_empty() || option.starts_with("--") => {
                    before.extend([option, value].map(str::to_string));
                }
                _ => before.push(word.into_owned()),
            }
        }
        before.retain(|word| !word.is_empty());
        Self(before)
    }

    /// What stands behind an option, taken apart at commas.
    pub(super) fn values(&self, option: &str) -> Vec<&str> {
        let pairs = self.0.windows(2).filter(|pair| pair[0] == option);
        pairs.flat_map(|pair| pair[1].split(',')).collect()
    }

    /// The words behind a command that are no options.
    pub(super) fn behind(&self, command: &str) -> Vec<&str> {
        let mut words = self.0.iter().map(String::as_str).skip_while(|word| *word != command);
        words.next();
        let mut behind = Vec::new();
        while let Some(word) = words.next() {
            if WITH_VALUE.contains(&word) {
                words.next();
            } else if !word.starts_with('-') {
                behind.push(word);
            }
        }
        behind
    }
}
