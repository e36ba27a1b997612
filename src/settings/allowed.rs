//! What may be run of that which settings name. One's own settings may name any program; those of
//! a workspace only what the person has allowed there, word for word. What was allowed is kept in
//! the user's own config folder, so that no workspace can bring it along.

mod contents;
mod list;
#[cfg(test)]
mod tests;
mod trust;
mod words;

use std::fmt;
use std::io;
use std::mem;
use std::path::{Path, PathBuf};

use super::Workspace;
use super::programs::{NamedProgram, ProgramSetting};
use crate::fields;
use crate::program::{ExpectedFile, Program};
use crate::text::{clean_line, system};
use contents::Contents;
use list::{AllowList, Allowance};

/// The file in the user's own config folder that says what was allowed.
const FILE: &str = "allowed.toml";

/// The programs that may be run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Programs(Vec<(ProgramSetting, Program)>);

impl Programs {
    /// The program of a setting; `None` where there is none, or it may not be run.
    pub(crate) fn of(&self, setting: ProgramSetting) -> Option<&Program> {
        self.0.iter().find(|(of, _)| *of == setting).map(|(_, program)| program)
    }
}

/// What settings name and is not run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NotRun {
    /// The settings file, as the user sees it.
    file: String,
    programs: Vec<(NamedProgram, ProgramStanding)>,
    /// What to do about it.
    what_to_do: String,
}

/// How a program stands to what was allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
enum ProgramStanding {
    /// With the files that are looked at again before each run.
    Allowed(Vec<(PathBuf, ExpectedFile)>),
    /// Nothing was allowed for its setting, or what was doesn't matter.
    New,
    /// Other words were.
    Changed,
    /// These were, but this file or folder, which they name, is another by now.
    OtherFile(String),
}

impl NotRun {
    /// Each program whole, on one line.
    pub(crate) fn says(&self) -> String {
        let kind = match self.programs.len() {
            1 => "a program that is",
            _ => "programs that are",
        };
        let programs = self.programs.iter().map(|(program, standing)| match standing {
            ProgramStanding::Allowed(_) | ProgramStanding::New => program.to_string(),
            ProgramStanding::Changed => format!("{program} (not what you allowed before)"),
            ProgramStanding::OtherFile(file) => {
                format!("{program} ({} is not as you allowed it)", clean_line(file))
            }
        });
        let programs = programs.collect::<Vec<_>>().join(", ");
        format!("{} names {kind} not run: {programs}", self.file)
    }

    /// What to do about it.
    pub(crate) fn what_to_do(&self) -> &str {
        &self.what_to_do
    }
}

impl fmt::Display for NotRun {
    /// One line: all of it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.says(), self.what_to_do)
    }
}

/// Why nothing of a workspace can be run, nor allowed.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotTrusted {
    #[error(
        "{} belongs to another user ({owner}): chown it first, if it is yours",
        clean_line(path)
    )]
    Foreign { path: String, owner: u32 },
    #[error(
        "others may write to {}: chmod go-w {} first",
        clean_line(path),
        shell_words::quote(path)
    )]
    OthersWrite { path: String },
    #[error("more is in {} than can be looked at: name a smaller folder", clean_line(path))]
    TooMuch { path: String },
    #[error("no home folder is known, where it is kept what you allow: set HOME")]
    NoHome,
    #[error("its path is no UTF-8, and what you allow is kept by path: rename it")]
    StrangePath,
    #[error("{}", clean_line(.0))]
    Unreadable(String),
}

/// What may be run for these settings, and what else they name.
pub(crate) fn programs(
    workspace: &Workspace,
    named: &[NamedProgram],
    wanted: &[ProgramSetting],
) -> (Programs, Option<NotRun>) {
    let is_wanted = |program: &&NamedProgram| wanted.contains(&program.setting);
    let mut named: Vec<_> = named.iter().filter(is_wanted).cloned().collect();
    if named.is_empty() {
        return (Programs::default(), None);
    }
    let standings = Ground::of(workspace).and_then(|ground| {
        named.iter().map(|program| ground.standing(program)).collect::<Result<Vec<_>, _>>()
    });
    let (standings, what_to_do) = match standings {
        Ok(standings) => {
            (standings, format!("to allow this: {}", workspace.command("init --allow")))
        }
        Err(why) => (vec![ProgramStanding::New; named.len()], why.to_string()),
    };
    let mut programs = Vec::new();
    let mut not_run = Vec::new();
    for (mut program, standing) in named.drain(..).zip(standings) {
        if let ProgramStanding::Allowed(files) = standing {
            from_its_folder(&mut program.words[0], &workspace.config);
            let to_allow = workspace.command("init --allow");
            programs.push((program.setting, Program::of(program.words, files, to_allow)));
        } else {
            not_run.push((program, standing));
        }
    }
    let file = workspace.shown(&workspace.settings_file());
    let not_run = (!not_run.is_empty()).then_some(NotRun { file, programs: not_run, what_to_do });
    (Programs(programs), not_run)
}

/// A program that is named by a path is looked for from the folder of the settings, wherever
/// mockround is called.
fn from_its_folder(program: &mut String, folder: &Path) {
    if Path::new(&*program).components().count() > 1
        && let Some(path) = folder.join(&*program).to_str()
    {
        *program = path.to_string();
    }
}

/// What is said and written where a workspace's programs are allowed.
#[derive(Debug)]
pub(crate) struct Permission {
    /// One program a line, each with the files that count with it, and the folders
    /// that it may take something from that doesn't.
    pub(crate) lines: Vec<String>,
    /// The file that keeps it.
    pub(crate) kept_in: PathBuf,
    /// Its new text; none where all this stands there already.
    pub(crate) text: Option<String>,
}

/// The permission for all that a workspace's settings name, in place of what was allowed there
/// before; `None` where the settings are the user's own, and need none.
///
/// # Errors
/// Nothing of that workspace can be allowed.
pub(crate) fn permission(
    workspace: &Workspace,
    named: &[NamedProgram],
) -> Result<Option<Permission>, NotTrusted> {
    let Ground::Workspace { root, here, kept_in, mut list } = Ground::of(workspace)? else {
        return Ok(None);
    };
    let mut lines = Vec::new();
    let mut allowed = Vec::new();
    for program in named {
        let contents = Contents::of(program, Path::new(&root), &here)?;
        lines.push(program.to_string());
        lines.extend(
            contents.sums.keys().map(|file| format!("  and {} as it is now", clean_line(file))),
        );
        let unseen = |folder| format!("  whatever is in {} then: look there", clean_line(folder));
        lines.extend(contents.folders.iter().map(|folder| unseen(folder)));
        allowed.push(Allowance::new(&root, program, contents));
    }
    let text = list.allow(&root, allowed).then(|| list.to_text());
    Ok(Some(Permission { lines, kept_in, text }))
}

/// Whose the settings are.
enum Ground {
    /// One's own.
    Own,
    /// Those of a workspace.
    Workspace {
        /// Its folder, without links.
        root: String,
        /// The current folder, from which a program sees its arguments.
        here: PathBuf,
        /// The file that says what was allowed.
        kept_in: PathBuf,
        list: AllowList,
    },
}

impl Ground {
    fn of(workspace: &Workspace) -> Result<Self, NotTrusted> {
        trust::check_with_folder(&workspace.settings_file())?;
        let Some(root) = &workspace.root else { return Ok(Self::Own) };
        let own = workspace.own_config.as_ref().ok_or(NotTrusted::NoHome)?;
        let root = canonical(root)?;
        if own.canonicalize().is_ok_and(|own| own == root) {
            return Ok(Self::Own);
        }
        let root = root.into_os_string().into_string().map_err(|_| NotTrusted::StrangePath)?;
        let kept_in = own.join(FILE);
        let list = read(&kept_in)?;
        Ok(Self::Workspace { root, here: workspace.here.clone(), kept_in, list })
    }

    fn standing(&self, program: &NamedProgram) -> Result<ProgramStanding, NotTrusted> {
        let Self::Workspace { root, here, list, .. } = self else {
            return Ok(ProgramStanding::Allowed(Vec::new()));
        };
        let Some(allowance) = list.find(root, program.setting) else {
            return Ok(ProgramStanding::New);
        };
        if !allowance.is_of(program) {
            return Ok(ProgramStanding::Changed);
        }
        let mut contents = Contents::of(program, Path::new(root), here)?;
        let code = mem::take(&mut contents.code).into_iter().collect();
        let other = allowance.other(contents);
        Ok(other.map_or(ProgramStanding::Allowed(code), ProgramStanding::OtherFile))
    }
}

fn canonical(path: &Path) -> Result<PathBuf, NotTrusted> {
    path.canonicalize().map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &io::Error) -> NotTrusted {
    NotTrusted::Unreadable(format!("{} can't be read: {}", path.display(), system(error)))
}

/// What was allowed so far; nothing where there is no file.
fn read(path: &Path) -> Result<AllowList, NotTrusted> {
    match path.metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(AllowList::default()),
        Err(error) => return Err(unreadable(path, &error)),
        Ok(found) if !found.is_file() => {
            return Err(NotTrusted::Unreadable(format!("{} is no file", path.display())));
        }
        Ok(_) => trust::check_with_folder(path)?,
    }
    let name = path.display().to_string();
    let damaged = |why: String| {
        NotTrusted::Unreadable(format!("{why}; mend it, or remove it and allow all anew"))
    };
    let text = fields::read_text(path, &name).map_err(|problems| damaged(problems.to_string()))?;
    AllowList::parse(&text).map_err(|why| damaged(format!("{name}: {why}")))
}
