//! The file that says what was allowed: a table for each program, with the workspace's folder, the
//! setting, and the words.

use serde::{Deserialize, Serialize};
use toml::Table;

use super::contents::Contents;
use crate::settings::programs::{NamedProgram, ProgramSetting};
use crate::word::Word as _;

/// What stands above the tables.
const HEAD: &str = "\
# What workspaces may run, as `mockround init --allow` wrote it: the command of a setting counts
# where it stands word for word like this in that folder's mockround.toml, with these files
# (SHA-256) and whatever is in these folders. Remove a table to take it back.
";

/// All that was allowed, in every workspace.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct AllowList {
    /// What other versions keep here.
    #[serde(flatten)]
    rest: Table,
    #[serde(default)]
    allowed: Vec<Allowance>,
}

/// One program that was allowed in one workspace.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Allowance {
    workspace: String,
    /// The word of a [`ProgramSetting`], or of one that only other versions know.
    setting: String,
    command: Vec<String>,
    /// As `sha256sum` writes them: the sum, two spaces, the path from the workspace.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    files: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    folders: Vec<String>,
    #[serde(flatten)]
    rest: Table,
}

impl Allowance {
    /// Of a program whose words name these files and folders.
    pub(super) fn new(workspace: &str, program: &NamedProgram, contents: Contents) -> Self {
        Self {
            workspace: workspace.to_string(),
            setting: program.setting.word().to_string(),
            command: program.words.clone(),
            files: contents.sums.iter().map(|(file, sum)| line(file, sum)).collect(),
            folders: contents.folders.into_iter().collect(),
            rest: Table::new(),
        }
    }

    /// Whether it is of exactly these words.
    pub(super) fn is_of(&self, program: &NamedProgram) -> bool {
        self.command == program.words
    }

    /// The first of these files and folders that is no part of it.
    pub(super) fn other(&self, contents: Contents) -> Option<String> {
        let Contents { sums, folders, .. } = contents;
        let file = sums.into_iter().find(|(file, sum)| !self.files.contains(&line(file, sum)));
        let folder = || folders.into_iter().find(|folder| !self.folders.contains(folder));
        file.map(|(file, _)| file).or_else(folder)
    }
}

fn line(file: &str, sum: &str) -> String {
    format!("{sum}  {file}")
}

impl AllowList {
    /// Reads the file's text.
    ///
    /// # Errors
    /// It is no TOML, or a table lacks something; why, on one line.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.message().to_string())
    }

    /// The file's text.
    pub(super) fn to_text(&self) -> String {
        let tables = toml::to_string(self).unwrap_or_default();
        format!("{HEAD}\n{tables}")
    }

    /// What was allowed for a setting of a workspace.
    pub(super) fn find(&self, workspace: &str, setting: ProgramSetting) -> Option<&Allowance> {
        let is_it = |of: &&Allowance| of.workspace == workspace && of.setting == setting.word();
        self.allowed.iter().find(is_it)
    }

    /// Puts these in place of all that was allowed in a workspace; whether that changed anything.
    pub(super) fn allow(&mut self, workspace: &str, allowed: Vec<Allowance>) -> bool {
        let before = self.allowed.clone();
        self.allowed.retain(|of| of.workspace != workspace);
        self.allowed.extend(allowed);
        self.allowed.sort_by(|a, b| a.workspace.cmp(&b.workspace));
        self.allowed != before
    }
}
