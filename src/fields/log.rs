//! What is wrong with one file, gathered while it is read, with the lines of the text.

use std::cell::RefCell;

use super::problems::{Problem, Problems};

/// With faults on more lines than these, an open quote or bracket has garbled the rest.
const FAULTY_LINES: usize = 3;

/// The problems found so far; the tables of a file share it.
pub(super) struct Log<'t> {
    file: &'t str,
    /// Where the lines end.
    lines: Vec<usize>,
    /// The TOML itself has faults: a key that seems missing may be the one that couldn't be read.
    broken: bool,
    problems: RefCell<Vec<Problem>>,
    /// Keys that belong in one table of the file, and which: the empty one is its top.
    homes: RefCell<Vec<(&'static str, &'static str)>>,
}

impl<'t> Log<'t> {
    pub(super) fn new(file: &'t str, text: &str, broken: bool) -> Self {
        let lines = text.match_indices('\n').map(|(at, _)| at).collect();
        Self { file, lines, broken, problems: RefCell::default(), homes: RefCell::default() }
    }

    /// The problems, in the order in which they were found.
    pub(super) fn into_list(self) -> Vec<Problem> {
        self.problems.into_inner()
    }

    /// Notes that keys belong in a table.
    pub(super) fn add_homes(&self, table: &'static str, keys: &[&'static str]) {
        self.homes.borrow_mut().extend(keys.iter().map(|&key| (key, table)));
    }

    /// The tables that a key belongs in, one after the other.
    pub(super) fn homes(&self, key: &str) -> Vec<&'static str> {
        let homes = self.homes.borrow();
        homes.iter().filter(|(of, _)| *of == key).map(|(_, table)| *table).collect()
    }

    pub(super) fn is_broken(&self) -> bool {
        self.broken
    }

    /// The line, from 1, that a byte is in.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.lines.partition_point(|&end| end < offset) + 1
    }

    /// Notes the faults of the TOML itself, one a line.
    pub(super) fn add_faults(
        &self,
        text: &str,
        errors: &[toml::de::Error],
    ) -> Result<(), Problems> {
        let mut lines = Vec::new();
        for error in errors {
            let line = error.span().map_or(1, |span| self.line(span.start));
            if lines.contains(&line) {
                continue;
            }
            lines.push(line);
            if lines.len() <= FAULTY_LINES {
                // Of a duplicate, what is marked is the key.
                let key = match error.span() {
                    Some(span) if error.message() == "duplicate key" => text.get(span),
                    Some(_) | None => None,
                };
                self.add(line, key.unwrap_or_default(), error.message());
            }
        }
        if lines.len() > FAULTY_LINES {
            let message = "and so on: an open quote or bracket above the first of these lines \
                           may be the cause";
            let last =
                Problem { line: lines.last().copied(), ..Problem::with_file(self.file, message) };
            self.problems.borrow_mut().push(last);
            return Problems::none_in(self.problems.take());
        }
        Ok(())
    }

    pub(super) fn add(&self, line: usize, field: &str, message: impl Into<String>) {
        self.problems.borrow_mut().push(Problem {
            file: self.file.to_string(),
            line: Some(line),
            field: field.to_string(),
            message: message.into(),
        });
    }
}
