//! What can stand for each argument: names of the workspace, words, and paths.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Arg, Command, ValueHint};
use clap_complete::engine::{
    ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter,
};

use super::kinds;
use super::line::Line;
use crate::cli::Cli;
use crate::round::bank::Bank;
use crate::round::interview::Interviewer;
use crate::round::level::Seniority;
use crate::round::template::BUILTIN;
use crate::round::{Difficulty, QuestionKind, SlotKind, Theme};
use crate::session::asked::Dimension;
use crate::session::store::{LATEST, running_names, session_names};
use crate::settings::{MicChoice, Workspace};
use crate::stories::{self, Story};
use crate::text::{clean_line, is_unsafe};
use crate::word::Word;

/// What an argument names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Completed {
    Session,
    RunningSession,
    /// A session; of a sheet a template, too.
    Reported,
    Template,
    Question,
    Topic,
    Story,
    Theme,
    QuestionKind,
    SlotKind,
    Difficulty,
    Level,
    Interviewer,
    Rating,
    Phase,
    Microphone,
    Page,
    Any(PathKind),
}

/// What a path is to lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PathKind {
    File,
    Folder,
    Toml,
}

/// What an argument of a command names; `None` where nobody else can know, or clap does.
pub(super) fn named(command: &str, argument: &Arg) -> Option<Completed> {
    if !argument.get_possible_values().is_empty() {
        return None;
    }
    Some(match (command, argument.get_id().as_str()) {
        ("mark" | "status" | "question", "session") => Completed::RunningSession,
        ("report", "session") => Completed::Reported,
        (_, "session") | ("compare", "a" | "b") => Completed::Session,
        (_, "template") => Completed::Template,
        ("questions show", "id") => Completed::Question,
        ("stories show" | "drill story", "id") => Completed::Story,
        (_, "topic") => Completed::Topic,
        (_, "theme") => Completed::Theme,
        ("questions" | "questions matrix" | "drill probes", "kind") => Completed::QuestionKind,
        (_, "kind" | "only") => Completed::SlotKind,
        (_, "difficulty") => Completed::Difficulty,
        (_, "level") => Completed::Level,
        (_, "interviewer") => Completed::Interviewer,
        (_, "rating") => Completed::Rating,
        (_, "phase") => Completed::Phase,
        (_, "mic") => Completed::Microphone,
        ("man", "command") => Completed::Page,
        ("report" | "replay", "question") => return None,
        (_, "question") => Completed::Any(PathKind::File),
        ("questions check", "file") => Completed::Any(PathKind::Toml),
        _ => match argument.get_value_hint() {
            ValueHint::DirPath => Completed::Any(PathKind::Folder),
            ValueHint::FilePath | ValueHint::AnyPath => Completed::Any(PathKind::File),
            _ => return None,
        },
    })
}

/// Where names are looked for.
pub(super) struct Around {
    pub(super) workspace: Option<Workspace>,
    /// What else stands on the line.
    pub(super) line: Line,
}

/// A command that knows what can stand for its arguments, and those of all below it.
pub(super) fn added(command: Command, around: &Arc<Around>) -> Command {
    below(command, "", around)
}

fn below(command: Command, path: &str, around: &Arc<Around>) -> Command {
    let command = command.mut_args(|argument| match named(path, &argument) {
        Some(named) => {
            let (path, around) = (path.to_string(), Arc::clone(around));
            let find = move |current: &OsStr| find(named, &path, &around, current);
            argument.add(ArgValueCompleter::new(find))
        }
        None => argument,
    });
    command.mut_subcommands(|inner| {
        let path = format!("{path} {}", inner.get_name());
        below(inner, path.trim_start(), around)
    })
}

/// What can stand where a word of the command at `path` begins like this.
fn find(
    named: Completed,
    path: &str,
    around: &Around,
    current: &OsStr,
) -> Vec<CompletionCandidate> {
    let begins = current.to_string_lossy();
    let known = names(named, path, around).into_iter().filter(|of| of.name.starts_with(&*begins));
    let mut found: Vec<CompletionCandidate> = known.map(Name::candidate).collect();
    let path = match named {
        Completed::Any(kind) => Some(kind),
        Completed::Session | Completed::Reported | Completed::Template if found.is_empty() => {
            Some(PathKind::Toml)
        }
        _ => None,
    };
    if let Some(kind) = path {
        found.extend(paths(kind, current));
    }
    found
}

/// Paths that a shell can show.
fn paths(kind: PathKind, current: &OsStr) -> Vec<CompletionCandidate> {
    let is_toml = |path: &Path| path.extension().is_some_and(|ending| ending == "toml");
    let completer = match kind {
        PathKind::File => PathCompleter::file(),
        PathKind::Folder => PathCompleter::dir(),
        PathKind::Toml => PathCompleter::any().filter(is_toml),
    };
    let mut found = completer.complete(current);
    let is_safe = |path: &str| !path.chars().any(is_unsafe);
    found.retain(|of| of.get_value().to_str().is_some_and(is_safe));
    found
}

/// A name, and what it is the name of.
struct Name {
    name: String,
    meaning: Option<String>,
}

impl Name {
    fn plain(name: impl Into<String>) -> Self {
        Self { name: name.into(), meaning: None }
    }

    fn of(name: &str, meaning: &str) -> Self {
        Self { name: name.to_string(), meaning: Some(clean_line(meaning)) }
    }

    fn candidate(self) -> CompletionCandidate {
        CompletionCandidate::new(self.name).help(self.meaning.map(Into::into))
    }
}

fn names(named: Completed, path: &str, around: &Around) -> Vec<Name> {
    let workspace = around.workspace.as_ref();
    let plain = |words: Vec<&str>| words.into_iter().map(Name::plain).collect();
    match named {
        Completed::Session => {
            let mut names = file_names(workspace.map(|of| session_names(&of.sessions())));
            names.insert(0, Name::of(LATEST, "the newest session"));
            names
        }
        Completed::Reported => {
            let mut all = names(Completed::Session, path, around);
            if around.line.has("--sheet") {
                all.splice(..0, names(Completed::Template, path, around));
            }
            all
        }
        Completed::RunningSession => {
            file_names(workspace.map(|of| running_names(&of.sessions(), &of.running())))
        }
        Completed::Template => {
            let own = workspace.map(|of| of.toml_files(&of.templates()).unwrap_or_default());
            let own = own.unwrap_or_default();
            let stem = |path: &PathBuf| path.file_stem()?.to_str().map(String::from);
            let mut names = file_names(Some(own.iter().filter_map(stem).collect()));
            for (builtin, _) in BUILTIN {
                if names.iter().all(|of| of.name != *builtin) {
                    names.push(Name::plain(*builtin));
                }
            }
            names
        }
        Completed::Question => {
            let bank = bank(workspace);
            let questions = bank.entries().iter().map(|entry| &entry.question);
            questions.map(|of| Name::of(of.id.as_str(), &of.title)).collect()
        }
        Completed::Topic => {
            let bank = bank(workspace);
            let kinds = kinds::meant(path, &around.line, workspace);
            let questions = kinds.into_iter().flat_map(|kind| bank.of_kind(kind));
            let topics: BTreeSet<&String> = questions.flat_map(|of| &of.topics).collect();
            topics.into_iter().map(Name::plain).collect()
        }
        Completed::Story => {
            stories(workspace).iter().map(|story| Name::of(&story.id, &story.title)).collect()
        }
        Completed::Theme => plain(Theme::words()),
        Completed::QuestionKind => plain(QuestionKind::words()),
        Completed::SlotKind => plain(SlotKind::words()),
        Completed::Difficulty => plain(Difficulty::words()),
        Completed::Level => plain(Seniority::words()),
        Completed::Interviewer => plain(Interviewer::words()),
        Completed::Rating => {
            let rated = Dimension::words().into_iter().map(|of| of.replace(' ', "-") + "=");
            rated.map(Name::plain).collect()
        }
        Completed::Phase => {
            let kinds = kinds::meant(path, &around.line, workspace);
            let drilled = kinds.into_iter().filter(|kind| kind.has_phase_drill());
            let phases = drilled.flat_map(QuestionKind::phase_names);
            phases.map(|phase| Name::plain(phase.replace(' ', "-"))).collect()
        }
        Completed::Microphone => plain(MicChoice::WORDS.to_vec()),
        Completed::Page => pages(&around.line),
        Completed::Any(_) => Vec::new(),
    }
}

/// The names of files, but for those that a shell would read as something else.
fn file_names(names: Option<Vec<String>>) -> Vec<Name> {
    let good = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let mut names = names.unwrap_or_default();
    names.retain(|name| !name.starts_with('-') && name.chars().all(good));
    names.into_iter().map(Name::plain).collect()
}

/// The built-in questions, and the workspace's files that can be read.
fn bank(workspace: Option<&Workspace>) -> Bank {
    let mut own = Vec::new();
    if let Some(workspace) = workspace {
        for file in workspace.toml_files(&workspace.questions()).unwrap_or_default() {
            own.extend(workspace.read(&file).ok());
        }
    }
    Bank::with_builtin(&own).unwrap_or_else(|_| {
        own.retain(|file| Bank::read(std::slice::from_ref(file)).is_ok());
        Bank::with_builtin(&own).unwrap_or_default()
    })
}

fn stories(workspace: Option<&Workspace>) -> Vec<Story> {
    let read = workspace.and_then(|of| of.read_own(&of.stories()).ok()?);
    let Some((name, text)) = read else { return Vec::new() };
    stories::parse(&name, &text).unwrap_or_default()
}

/// The commands that have a manual page, below those that the line names.
fn pages(line: &Line) -> Vec<Name> {
    use clap::CommandFactory as _;
    let mut asked = &Cli::command();
    for word in line.between("man") {
        let Some(below) = asked.find_subcommand(word) else { return Vec::new() };
        asked = below;
    }
    asked.get_subcommands().map(|of| Name::plain(of.get_name())).collect()
}
