//! A round from the command line's wishes, shared by `plan`, `run` and `drill`: finds the template,
//! the bank and the candidate's own questions on disk, and chooses a seed.

use std::path::Path;

use anyhow::{anyhow, bail};

use super::Context;
use crate::cli;
use crate::fields::{nearest, suggestion};
use crate::round::bank::Bank;
use crate::round::draw::{self, DrawError, Wishes};
use crate::round::own::Own;
use crate::round::template::{self, Template};
use crate::round::{QuestionKind, Round, SlotKind, Theme};
use crate::session::store::recent_questions;
use crate::settings::Workspace;
use crate::word::Word;

/// The questions of so many rounds are avoided while others are left.
const RECENT_ROUNDS: usize = 20;

/// The template that was asked for, a name or a path, or else the settings' one; with the slots of
/// some kinds only, where any are given.
///
/// # Errors
/// No such template, every problem of its file, no slot left.
pub fn template(
    context: &Context,
    asked: Option<&str>,
    only: &[SlotKind],
) -> anyhow::Result<Template> {
    let workspace = &context.workspace;
    let mut template = match (asked, &workspace.root) {
        (Some(asked), _) => find(workspace, asked)?,
        // A path in the settings counts from their folder.
        (None, Some(root)) if is_path(&context.settings.template) => {
            read(workspace, &root.join(&context.settings.template))?
        }
        (None, _) => find(workspace, &context.settings.template)?,
    };
    let title = template.title.clone();
    if !template.keep(only) {
        let kinds: Vec<&str> = only.iter().map(|kind| kind.word()).collect();
        bail!("{title:?} has no {} slot: leave --only out to see its slots", kinds.join(" or "));
    }
    Ok(template)
}

/// The template that rehearses one kind of question.
///
/// # Errors
/// No template for it, every problem of a workspace's template of that name.
pub fn drill(context: &Context, kind: QuestionKind) -> anyhow::Result<Template> {
    let Some(name) = kind.drill() else {
        bail!("no built-in template drills {} questions", kind.word());
    };
    template(context, Some(name), &[])
}

/// Draws a template's questions as the command line wishes; without `--seed`, with a seed from 1 to
/// 999,999.
///
/// # Errors
/// Every problem of the bank's and the candidate's files; too few questions, with where to add
/// more.
pub fn round(
    context: &Context,
    template: &Template,
    build: &cli::BuildArgs,
) -> anyhow::Result<Round> {
    themed(context, template, build, None)
}

/// As [`round`], with behavioral questions of one theme only, where one is given.
///
/// # Errors
/// As [`round`].
pub fn themed(
    context: &Context,
    template: &Template,
    build: &cli::BuildArgs,
    theme: Option<Theme>,
) -> anyhow::Result<Round> {
    let workspace = &context.workspace;
    let bank = bank(workspace)?;
    let wishes = Wishes {
        seed: build.seed.unwrap_or_else(|| rand::random_range(1..=999_999)),
        difficulty: build.difficulty,
        theme,
        topics: build.topic.clone(),
        own: own(&context.workspace, &build.question)?,
        recent: if build.seed.is_some() {
            Vec::new()
        } else {
            recent_questions(&workspace.sessions(), RECENT_ROUNDS)
        },
    };
    draw::build(template, &bank, &context.settings.limits, &wishes).map_err(|error| {
        let folder = context.workspace.shown(&context.workspace.questions());
        match error {
            DrawError::TooFew { difficulty: Some(_), .. } => {
                anyhow!(
                    "{error}; leave --difficulty out, or add questions to a .toml file in {folder}"
                )
            }
            DrawError::TooFew { .. } => {
                anyhow!("{error}; add questions to a .toml file in {folder}")
            }
            DrawError::NoPlace { .. } => {
                anyhow!("{error}; choose another template, or leave that --question out")
            }
            DrawError::NoTopic { .. } | DrawError::NoSlots { .. } => anyhow!(error),
        }
    })
}

/// The built-in questions and the workspace's.
///
/// # Errors
/// Every problem of the workspace's files.
pub fn bank(workspace: &Workspace) -> anyhow::Result<Bank> {
    let mut files = Vec::new();
    let mut problems = Vec::new();
    for path in workspace.toml_files(&workspace.questions())? {
        match workspace.read(&path) {
            Ok(file) => files.push(file),
            Err(found) => problems.extend(found.into_list()),
        }
    }
    crate::fields::Problems::none_in(problems)?;
    Ok(Bank::with_builtin(&files)?)
}

fn is_path(asked: &str) -> bool {
    asked.contains(std::path::is_separator) || asked.ends_with(".toml")
}

fn find(workspace: &Workspace, asked: &str) -> anyhow::Result<Template> {
    if is_path(asked) {
        return read(workspace, Path::new(asked));
    }
    let files = workspace.toml_files(&workspace.templates())?;
    if let Some(path) = files.iter().find(|path| path.file_stem().is_some_and(|stem| stem == asked))
    {
        return read(workspace, path);
    }
    if let Some(text) = template::builtin(asked) {
        return Ok(Template::parse(asked, &format!("built-in template {asked}"), text)?);
    }
    if Path::new(asked).is_file() {
        return read(workspace, Path::new(asked));
    }
    let mut known: Vec<String> =
        template::BUILTIN.iter().map(|(name, _)| (*name).to_string()).collect();
    known.extend(
        files.iter().filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned())),
    );
    known.dedup();
    let names: Vec<&str> = known.iter().map(String::as_str).collect();
    let hint = nearest(asked, names.iter().copied())
        .map_or(String::new(), |name| format!(" did you mean {name:?}?"));
    bail!("no template {asked:?}:{hint} there are {}, and any file's path", names.join(", "))
}

fn read(workspace: &Workspace, path: &Path) -> anyhow::Result<Template> {
    let (name, text) = workspace.read(path)?;
    Ok(Template::parse(&template_name(path), &name, &text)?)
}

/// A file's name as a template's, which becomes part of session ids: letters, digits and `-`, at
/// most 40.
fn template_name(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    let kept = stem
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .take(40)
        .collect::<String>();
    let name = kept.trim_matches('-');
    if name.is_empty() { "template".to_string() } else { name.to_string() }
}

/// The questions given with `--question [KIND=]FILE|TEXT`.
fn own(workspace: &Workspace, given: &[String]) -> anyhow::Result<Vec<Own>> {
    let mut own = Vec::new();
    for given in given {
        let (kind, what) = split_kind(given)?;
        let path = Path::new(what);
        // A long text is no file name: asking for such a file is an error on some platforms.
        if what.len() < 1000 && path.exists() && !path.is_dir() {
            let (name, text) = workspace.read(path)?;
            if path.extension().is_some_and(|extension| extension == "toml") {
                let questions = Own::from_bank(kind, &name, &text)?;
                if questions.is_empty() {
                    bail!(
                        "{name}: no {}question in it",
                        kind.map_or(String::new(), |kind| format!("{} ", kind.word()))
                    );
                }
                own.extend(questions);
            } else if text.trim().is_empty() {
                bail!("{name}: no question in it");
            } else {
                own.push(Own::from_text(kind, &text));
            }
        } else if what.trim().is_empty() {
            bail!("--question {given:?}: no question in it");
        } else if looks_like_a_file(path) {
            bail!("--question {what}: no such file");
        } else {
            own.push(Own::from_text(kind, what));
        }
    }
    Ok(own)
}

/// `KIND=` before a file or text; a single word that is nearly a kind is a slip.
fn split_kind(given: &str) -> anyhow::Result<(Option<QuestionKind>, &str)> {
    let Some((word, rest)) = given.split_once('=') else { return Ok((None, given)) };
    if let Some(kind) = QuestionKind::parse(word).filter(|kind| kind.is_listed()) {
        return Ok((Some(kind), rest));
    }
    let kinds = QuestionKind::words();
    if nearest(word, kinds.iter().copied()).is_some() {
        bail!("--question {word}=…: {word:?} is no kind: {}", suggestion(word, &kinds));
    }
    Ok((None, given))
}

/// A single word with a folder or an ending in it is no question.
fn looks_like_a_file(path: &Path) -> bool {
    let text = path.to_string_lossy();
    let word = !text.contains(char::is_whitespace) && !text.is_empty();
    word && (text.contains(std::path::is_separator)
        || path.extension().is_some_and(|ending| ending.len() <= 8))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::round::Brief;

    fn context(folder: &Path) -> Context {
        let workspace = Workspace::at(folder.to_path_buf(), folder.to_path_buf());
        Context::with_defaults(workspace)
    }

    fn write(folder: &Path, name: &str, text: &str) {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    const TEMPLATE: &str = "title = 'Mine'\n[[slot]]\nkind = 'coding'\nlength = '9m'\n[[slot.ask]]\n\
                            phase = [{ name = 'code', budget = '9m' }]\n";

    #[test]
    fn a_workspace_template_wins_over_a_builtin_one_and_a_path_is_taken_too() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "templates/ml-onsite.toml", TEMPLATE);
        let context = context(folder.path());
        assert_eq!(template(&context, None, &[]).unwrap().title, "Mine");
        assert_eq!(template(&context, Some("ml-onsite-45"), &[]).unwrap().slots.len(), 4);
        write(folder.path(), "elsewhere/My Loop!.toml", TEMPLATE);
        let path = folder.path().join("elsewhere/My Loop!.toml");
        assert_eq!(template(&context, path.to_str(), &[]).unwrap().name, "my-loop");
    }

    #[test]
    fn the_settings_name_a_template_or_a_path_from_their_folder() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "loops/a.toml", TEMPLATE);
        let mut context = context(folder.path());
        context.settings.template = "loops/a.toml".to_string();
        assert_eq!(template(&context, None, &[]).unwrap().title, "Mine");
    }

    #[test]
    fn an_unknown_template_names_the_nearest_and_all() {
        let folder = tempfile::tempdir().unwrap();
        let error =
            template(&context(folder.path()), Some("ml-onsit"), &[]).unwrap_err().to_string();
        assert_eq!(
            error,
            "no template \"ml-onsit\": did you mean \"ml-onsite\"? there are ml-onsite, ml-onsite-45, coding-screen, \
             ml-design-drill, behavioral-drill, foundations-drill, pitch-drill, and any file's path"
        );
    }

    #[test]
    fn only_some_kinds_are_kept_and_none_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let context = context(folder.path());
        assert_eq!(template(&context, None, &[SlotKind::Behavioral]).unwrap().slots.len(), 1);
        let error = template(&context, None, &[SlotKind::Foundations]).unwrap_err().to_string();
        assert_eq!(
            error,
            "\"ML onsite\" has no foundations slot: leave --only out to see its slots"
        );
    }

    #[test]
    fn every_drill_and_template_can_be_drawn_from_the_builtin_bank() {
        let folder = tempfile::tempdir().unwrap();
        let context = context(folder.path());
        for kind in QuestionKind::listed() {
            let template = drill(&context, kind).unwrap();
            let round = round(&context, &template, &cli::BuildArgs::default()).unwrap();
            assert!(round.slots[0].questions.iter().all(|planned| planned.question.kind() == kind));
        }
        for (name, _) in template::BUILTIN {
            let template = template(&context, Some(name), &[]).unwrap();
            let build = cli::BuildArgs { seed: Some(1), ..cli::BuildArgs::default() };
            assert!(round(&context, &template, &build).is_ok(), "{name}");
        }
    }

    #[test]
    fn too_few_questions_say_where_to_add_more() {
        let folder = tempfile::tempdir().unwrap();
        let mut context = context(folder.path());
        write(
            folder.path(),
            "t.toml",
            &TEMPLATE.replace("'coding'", "'ml-design'").replace("length = '9m'", "length = '12h'"),
        );
        context.settings.template = "t.toml".to_string();
        let mut template =
            template(&context, Some(folder.path().join("t.toml").to_str().unwrap()), &[]).unwrap();
        template.slots[0].asks[0].count = 20_000;
        let error = round(&context, &template, &cli::BuildArgs::default()).unwrap_err().to_string();
        assert!(
            error.starts_with("too few ml-design questions: the round wants 20000, and there are "),
            "{error}"
        );
        assert!(error.ends_with("; add questions to a .toml file in questions"), "{error}");
    }

    #[test]
    fn own_questions_come_from_text_or_file_with_a_kind_or_without() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "mine.md", "# Mine\nDo it.\n");
        let context = context(folder.path());
        let path = folder.path().join("mine.md").display().to_string();
        let given = [
            "behavioral=Tell me of a = b".to_string(),
            format!("ml-design={path}"),
            "a = b, why?".to_string(),
        ];
        let own = own(&context.workspace, &given).unwrap();
        let questions: Vec<_> = own.iter().map(|own| own.question(QuestionKind::Coding)).collect();
        assert_eq!(questions[0].statement, "Tell me of a = b");
        assert!(matches!(questions[0].brief, Brief::Behavioral { theme: None, .. }));
        assert_eq!(
            (questions[1].title.as_str(), questions[1].statement.as_str()),
            ("Mine", "Do it.")
        );
        assert_eq!(
            (questions[2].kind(), questions[2].statement.as_str()),
            (QuestionKind::Coding, "a = b, why?")
        );
    }

    #[test]
    fn own_questions_that_are_none_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let context = context(folder.path());
        let error =
            |given: &str| own(&context.workspace, &[given.to_string()]).unwrap_err().to_string();
        assert_eq!(
            error("codng=x"),
            "--question codng=…: \"codng\" is no kind: did you mean \"coding\"?"
        );
        assert_eq!(error("coding=none.md"), "--question none.md: no such file");
        assert_eq!(error("coding= "), "--question \"coding= \": no question in it");
        write(folder.path(), "empty.toml", "");
        let path = folder.path().join("empty.toml").display().to_string();
        assert_eq!(error(&format!("coding={path}")), "empty.toml: no coding question in it");
    }
}
