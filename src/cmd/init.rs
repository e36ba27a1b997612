//! `mockround init`: a folder with its own settings, questions and sessions.

mod allow;

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, bail};

use super::Context;
use crate::cli;
use crate::session::store::{private_dir, private_options};
use crate::settings::{self, Settings};
use crate::stories;
use crate::text::clean_line;

/// What stays out of git unless it is added by force.
const IGNORE: &str = "\
# Sessions and stories are about you: they stay out of git unless you add them by force.
/sessions/*
!/sessions/.gitignore
/stories.toml
/interviews.toml
";

/// Keeps the folder in git and its files out.
const IGNORE_SESSIONS: &str = "*\n!.gitignore\n";

/// A file of a workspace, beside its settings. None changes anything before it is edited.
struct Made {
    name: &'static str,
    text: &'static str,
    /// What is said of it.
    said: &'static str,
}

const FILES: &[Made] = &[
    Made {
        name: "questions/example.toml",
        text: include_str!("../builtin/example-questions.toml"),
        said: "questions/       your own questions; questions/example.toml shows how",
    },
    Made {
        name: "templates/example.toml",
        text: include_str!("../builtin/example-template.toml"),
        said: "templates/       your own rounds; templates/example.toml shows how",
    },
    Made {
        name: stories::FILE,
        text: stories::GUIDE,
        said: "stories.toml     your stories, with an invented example",
    },
    Made {
        name: "sessions/.gitignore",
        text: IGNORE_SESSIONS,
        said: "sessions/        what you ran; its .gitignore says to leave that out of git",
    },
    Made {
        name: ".gitignore",
        text: IGNORE,
        said: ".gitignore       leaves stories.toml, interviews.toml and sessions/ out of git",
    },
];

/// Makes a workspace, and says what was made and what comes next; or allows what one runs.
///
/// # Errors
/// It is one already, or a file can't be written; what [`allow::run`] says.
pub(super) fn run(context: &Context, args: &cli::InitArgs) -> anyhow::Result<ExitCode> {
    if args.allow {
        allow::run(context, args.dir.as_deref())?;
        return Ok(ExitCode::SUCCESS);
    }
    let dir = args.dir.as_deref().filter(|dir| *dir != Path::new("."));
    // `join` to an empty path names files without a "./" in front.
    let kept = make(dir.unwrap_or(Path::new("")))?;
    let programs = Settings::parse(settings::FILE, settings::default_file())?.programs;
    let allowed = allow::what_was_made(context, dir.unwrap_or(Path::new(".")), &programs);
    let folder = dir.map(|dir| clean_line(&dir.display().to_string()));
    context.print(&made(folder.as_deref(), &kept))?;
    if let Err(why) = &allowed
        && !programs.is_empty()
    {
        context.note(&format!("what its settings run is not allowed yet: {why:#}"));
    }
    Ok(ExitCode::SUCCESS)
}

/// What is said of a new workspace, in this folder where none is named: what was made there, and
/// what was there before.
fn made(folder: Option<&str>, kept: &[&str]) -> String {
    let mut text = format!("{} is a workspace now:\n", folder.unwrap_or("this folder"));
    text += "  mockround.toml   every setting, commented out\n";
    for file in FILES.iter().filter(|file| !kept.contains(&file.name)) {
        text += &format!("  {}\n", file.said);
    }
    for name in kept {
        text += &format!("{name} was there already and is as it was\n");
        if *name == ".gitignore" {
            text += "  see that it has the lines /stories.toml and /interviews.toml, to keep \
                     both out of git\n";
        }
    }
    text += "\nnext:\n";
    if let Some(folder) = folder {
        text += &format!("  cd {folder}\n");
    }
    text + WHAT_IS_NEXT
}

const WHAT_IS_NEXT: &str = "  \
  mockround plan          see the round
  mockround run           run it
  mockround stories new   write down a story for behavioral questions
";

/// Makes the workspace and gives the names of the files that were there before and were left alone.
fn make(dir: &Path) -> anyhow::Result<Vec<&'static str>> {
    let settings = dir.join(settings::FILE);
    if settings.symlink_metadata().is_ok() {
        bail!(
            "{} is there already: this is a workspace, and nothing was changed",
            clean_line(&settings.display().to_string())
        );
    }
    let mut kept = Vec::new();
    for file in FILES {
        if !write_new(&dir.join(file.name), file.text)? {
            kept.push(file.name);
        }
    }
    // Last, because it makes the folder a workspace: cut off before, `init` can be run again.
    write_new(&settings, settings::default_file())?;
    Ok(kept)
}

/// Writes a file that isn't there yet; `false` if there is one.
fn write_new(path: &Path, text: &str) -> anyhow::Result<bool> {
    let shown = || format!("{} can't be written", clean_line(&path.display().to_string()));
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        match folder.file_name().is_some_and(|name| name == "sessions") {
            // What a candidate said of themselves is theirs.
            true => private_dir(folder).with_context(shown)?,
            false => fs::create_dir_all(folder).with_context(shown)?,
        }
    }
    // Stories are as private as sessions; what else is made here is not about anybody.
    let options =
        if path.ends_with("stories.toml") { private_options() } else { OpenOptions::new() };
    match { options }.write(true).create_new(true).open(path) {
        Ok(mut file) => file.write_all(text.as_bytes()).with_context(shown).map(|()| true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error).with_context(shown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::round::QuestionKind;
    use crate::round::bank::Bank;
    use crate::round::template::Template;
    use crate::settings::Workspace;
    use crate::word::Word;

    /// An example with everything taken out of its comments: prose has a space after the '#'.
    fn uncommented(text: &str) -> String {
        let code = |line: &str| match line.strip_prefix('#') {
            Some(code) if !code.starts_with(' ') => code.to_string(),
            _ => line.to_string(),
        };
        text.lines().map(code).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_new_workspace_has_the_default_settings_and_no_questions_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("a/b");
        assert!(make(&dir).unwrap().is_empty());
        let workspace = Workspace::at(dir.clone(), dir.clone());
        assert_eq!(Settings::load(&workspace).unwrap(), Settings::default());
        let text = fs::read_to_string(dir.join("questions/example.toml")).unwrap();
        assert_eq!(Bank::read(&[("example.toml", text)]).unwrap().entries().len(), 0);
        assert_eq!(
            fs::read_to_string(dir.join("sessions/.gitignore")).unwrap(),
            "*\n!.gitignore\n"
        );
    }

    #[test]
    fn a_workspace_is_never_made_twice_and_other_files_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(".gitignore"), "mine").unwrap();
        assert_eq!(make(folder.path()).unwrap(), [".gitignore"]);
        assert_eq!(fs::read_to_string(folder.path().join(".gitignore")).unwrap(), "mine");
        let again = make(folder.path()).unwrap_err().to_string();
        assert!(again.ends_with(
            "mockround.toml is there already: this is a workspace, and nothing was changed"
        ));
    }

    #[test]
    fn what_is_said_is_what_was_made() {
        let line =
            "  .gitignore       leaves stories.toml, interviews.toml and sessions/ out of git\n";
        assert!(made(None, &[]).contains(line));
        let said = made(None, &[".gitignore", "stories.toml"]);
        assert!(!said.contains(line) && !said.contains("an invented example"), "{said}");
        assert!(said.contains("\nstories.toml was there already and is as it was\n"), "{said}");
        assert!(
            said.contains("  see that it has the lines /stories.toml and /interviews.toml, to"),
            "{said}"
        );
    }

    #[test]
    fn a_file_in_the_way_is_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("questions"), "").unwrap();
        let error = make(folder.path()).unwrap_err().to_string();
        assert!(error.ends_with("example.toml can't be written"), "{error}");
        assert!(!folder.path().join(settings::FILE).exists());
    }

    #[test]
    fn the_examples_are_right_once_they_are_uncommented() {
        let questions = uncommented(include_str!("../builtin/example-questions.toml"));
        let examples = Bank::read(&[("example.toml", questions)]).unwrap();
        let kinds = examples.entries().iter().map(|entry| entry.question.kind());
        assert!(kinds.eq(QuestionKind::all().iter().copied()), "one of each kind");
        let stories = stories::parse("stories.toml", &uncommented(stories::GUIDE)).unwrap();
        assert_eq!(stories.len(), 1);
        assert!(stories[0].title.starts_with("Invented example"));
        let lacks = stories::lint::findings(
            "stories.toml",
            &stories[0],
            &Settings::default().limits.answer,
        );
        assert_eq!(lacks, []);
        let template = uncommented(include_str!("../builtin/example-template.toml"));
        let template = Template::parse("example", "example.toml", &template).unwrap();
        assert_eq!(template.slots.len(), 2);
    }
}
