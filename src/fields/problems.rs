//! What is wrong with a file: every problem with its file, line and field, and what is allowed
//! instead.

use std::fmt;

use serde::Serialize;

use crate::text::{clean, counted};

/// One thing wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The file, as the user names it.
    pub(crate) file: String,
    /// The line, from 1; none where the file as a whole is meant.
    pub(crate) line: Option<usize>,
    /// The field by its TOML path, e.g. `question.example.input`; empty where none is meant.
    pub(crate) field: String,
    /// What is wrong and what is allowed.
    pub(crate) message: String,
}

impl Problem {
    /// A problem with the file as a whole.
    pub(crate) fn with_file(file: &str, message: impl Into<String>) -> Self {
        Self { file: file.to_string(), line: None, field: String::new(), message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&clean(&self.file))?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if !self.field.is_empty() {
            write!(f, ": {}", clean(&self.field))?;
        }
        write!(f, ": {}", clean(&self.message))
    }
}

/// Everything wrong with one or several files, at least one problem, in the order of the files and
/// their lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems(Vec<Problem>);

/// More than this many lines help nobody; the rest are counted.
const SHOWN: usize = 50;

impl Problems {
    /// Nothing if the list is empty, else the problems in the order of their lines.
    ///
    /// # Errors
    /// The problems, where there are any.
    pub(crate) fn none_in(mut list: Vec<Problem>) -> Result<(), Self> {
        if list.is_empty() {
            return Ok(());
        }
        // Files stay in the order in which they were read.
        let mut files: Vec<String> = Vec::new();
        for problem in &list {
            if !files.contains(&problem.file) {
                files.push(problem.file.clone());
            }
        }
        list.sort_by_key(|problem| {
            (files.iter().position(|file| *file == problem.file), problem.line)
        });
        Err(Self(list))
    }

    /// The problems, to be put with others.
    pub(crate) fn into_list(self) -> Vec<Problem> {
        self.0
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self(vec![problem])
    }
}

impl fmt::Display for Problems {
    /// One problem a line, without a newline at the end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().take(SHOWN).enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        match self.0.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, "\n… and {}", counted(more, "more problem", "more problems")),
        }
    }
}

impl std::error::Error for Problems {}
