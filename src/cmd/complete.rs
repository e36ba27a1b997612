//! What a shell offers when Tab is pressed. It asks with `COMPLETE=SHELL` in the environment and
//! the words of the line behind `--`; the answer reads a few names and files of the workspace that
//! these words mean, runs nothing, writes nothing but the answer, and has no errors.

mod bash;
mod candidates;
mod kinds;
mod line;
#[cfg(test)]
mod tests;

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::CommandFactory;
use clap_complete::env::{Elvish, EnvCompleter, Fish, Powershell, Shells, Zsh};
use clap_complete::{CompleteEnv, Shell};

use self::bash::Bash;
use self::candidates::Around;
use self::line::Line;
use crate::cli::Cli;
use crate::settings::Workspace;

/// Where the shell's name stands, as other programs that are asked this way have it.
const ASKED: &str = "COMPLETE";

const SHELLS: Shells<'static> = Shells(&[&Bash, &Elvish, &Fish, &Powershell, &Zsh]);

/// Answers a shell that asks what can stand at the end of a line; `None` where none asks. `args`:
/// the program's own, then `--` and the words of the line; without them, what registers us is the
/// answer.
pub fn complete(args: impl Iterator<Item = OsString>) -> Option<ExitCode> {
    let shell = PathBuf::from(variable(ASKED)?);
    // Another program's variable of that name is not meant for us.
    SHELLS.completer(shell.file_stem()?.to_str()?)?;
    let args: Vec<OsString> = args.collect();
    let typed = args.iter().skip_while(|word| *word != "--").skip(1);
    let words: Vec<&OsStr> = typed.map(OsString::as_os_str).collect();
    let workspace = named_workspace(&words).or_else(|| variable("MOCKROUND_WORKSPACE"));
    let workspace = Workspace::find(workspace.as_deref().map(Path::new)).ok();
    // Which word is asked for; shells that don't say ask for the last.
    let index = variable("_CLAP_COMPLETE_INDEX").and_then(|index| index.to_str()?.parse().ok());
    let line = Line::around(&words, index.unwrap_or(words.len().saturating_sub(1)));
    let around = Arc::new(Around { workspace, line });
    let asked = CompleteEnv::with_factory(|| candidates::added(Cli::command(), &around))
        .shells(SHELLS)
        .try_complete(args.iter(), Some(Path::new(".")));
    Some(if asked.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What a shell reads once, so that it asks the `mockround` that is found on its `PATH`.
///
/// # Errors
/// None that are known of.
pub(super) fn registration(shell: Shell) -> anyhow::Result<String> {
    let name = "mockround";
    let mut script = Vec::new();
    completer(shell).write_registration(ASKED, name, name, name, &mut script)?;
    let mut script = String::from_utf8(script)?;
    if shell == Shell::Zsh {
        // Found by its file's name, it is read when it is first needed, and has to answer then.
        script.push_str(
            "\nif [ \"$funcstack[1]\" = \"_mockround\" ]; then\n    \
             _clap_dynamic_completer_mockround \"$@\"\nfi\n",
        );
    }
    Ok(script.trim_start().to_string())
}

fn completer(shell: Shell) -> &'static dyn EnvCompleter {
    match shell {
        Shell::Elvish => &Elvish,
        Shell::Fish => &Fish,
        Shell::PowerShell => &Powershell,
        Shell::Zsh => &Zsh,
        _ => &Bash,
    }
}

/// The folder that `--workspace` names among the words of a line, which stand there as they were
/// typed: in quotes, or with `~` for the home folder. bash makes three words of `--workspace=DIR`.
fn named_workspace(words: &[&OsStr]) -> Option<OsString> {
    let mut words = words.iter().filter_map(|word| word.to_str()).filter(|word| *word != "=");
    let typed = words.find_map(|word| match word.strip_prefix("--workspace")? {
        "" => Some(None),
        value => value.strip_prefix('=').map(Some),
    })?;
    let typed = typed.or_else(|| words.next())?;
    let dir = shell_words::split(typed).ok()?.into_iter().next()?;
    match (dir.strip_prefix('~'), etcetera::home_dir()) {
        (Some(below), Ok(home)) if below.is_empty() || below.starts_with('/') => {
            Some(home.join(below.trim_start_matches('/')).into())
        }
        _ => Some(dir.into()),
    }
}

/// A variable of the environment that says something.
fn variable(name: &str) -> Option<OsString> {
    #[expect(clippy::disallowed_methods, reason = "a shell asks through the environment")]
    std::env::var_os(name).filter(|value| !value.is_empty())
}
