//! Files of questions, checked: every problem of each, and what only shows across them.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use crate::cli::ListFormat;
use crate::fields::{Problem, Problems};
use crate::round::bank::{Bank, Entry};
use crate::settings::Workspace;
use crate::text::escape_json;

/// What a check found: how many questions a file has, or its problems.
#[derive(Default)]
pub(super) struct Checked {
    good: Vec<(String, usize)>,
    pub(super) problems: Vec<Problem>,
    /// What is missing, in files that can be used without it.
    warnings: Vec<Problem>,
    /// Where questions would be, if no file is there.
    folder: String,
}

/// Checks a file, or every file of the workspace.
///
/// # Errors
/// The workspace's folder can't be read.
pub(super) fn check(workspace: &Workspace, file: Option<&Path>) -> anyhow::Result<Checked> {
    let folder = workspace.questions();
    let paths = match file {
        Some(file) => vec![file.to_path_buf()],
        None => workspace.toml_files(&folder)?,
    };
    let mut checked = Checked { folder: workspace.shown(&folder), ..Checked::default() };
    if file.is_none() {
        checked.problems = workspace.no_files(&folder)?;
    }
    let mut files = Vec::new();
    for path in paths {
        match read(workspace, &path) {
            Ok((file, bank)) => {
                checked.good.push((file.0.clone(), bank.entries().len()));
                checked.warnings.extend(bank.entries().iter().flat_map(Entry::warnings));
                files.push(file);
            }
            Err(problems) => checked.problems.extend(problems.into_list()),
        }
    }
    // What only shows across files: an id in two of them.
    if let Err(problems) = Bank::read(&files) {
        let problems = problems.into_list();
        checked.good.retain(|(name, _)| !problems.iter().any(|problem| problem.file == *name));
        checked.problems.extend(problems);
    }
    Ok(checked)
}

/// A file's name and text, and its questions.
fn read(workspace: &Workspace, path: &Path) -> Result<((String, String), Bank), Problems> {
    let file = workspace.read(path)?;
    let bank = Bank::read(std::slice::from_ref(&file))?;
    Problems::none_in(bank.entries().iter().flat_map(Entry::contradictions).collect())?;
    Ok((file, bank))
}

impl Checked {
    /// What a person or a program is told.
    pub(super) fn print(&self, format: ListFormat) -> String {
        match format {
            ListFormat::Json => escape_json(&format!("{:#}\n", self.json())),
            ListFormat::Text => self.text(),
        }
    }

    fn json(&self) -> Value {
        let mut good = Vec::new();
        for (name, count) in &self.good {
            good.push(json!({ "file": name, "questions": count }));
        }
        json!({ "good": good, "problems": self.problems, "warnings": self.warnings })
    }

    fn text(&self) -> String {
        let mut out = String::new();
        for (name, count) in &self.good {
            let questions = crate::text::counted(*count, "question", "questions");
            let _ = writeln!(out, "{name}: {questions}, no problems");
        }
        if let Err(problems) = Problems::none_in(self.problems.clone()) {
            let _ = writeln!(out, "{problems}");
        }
        for warning in &self.warnings {
            let _ = writeln!(out, "warning: {warning}");
        }
        if out.is_empty() {
            let _ = writeln!(out, "no .toml file in {}: the bank is the built-in one", self.folder);
        }
        out
    }
}
