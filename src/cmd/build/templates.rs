//! The template that a person means: a name, a path, or what the settings say.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};

use crate::cmd::Context;
use crate::fields::nearest;
use crate::round::SlotKind;
use crate::round::template::{self, Template};
use crate::settings::{Settings, Workspace};
use crate::text::clean_line;
use crate::word::Word;

/// The template that was asked for, a name or a path, or else the settings' one; with the slots of
/// some kinds only, where any are given.
///
/// # Errors
/// No such template, every problem of its file, no slot left.
pub(in crate::cmd) fn template(
    context: &Context,
    asked: Option<&str>,
    only: &[SlotKind],
) -> anyhow::Result<Template> {
    let workspace = &context.workspace;
    super::note_no_files(context, &workspace.templates())?;
    let mut template = named_template(workspace, &context.settings, asked)?;
    let title = template.title.clone();
    if !template.keep(only) {
        let kinds = SlotKind::joined(only, " or ");
        bail!("{title:?} has no {kinds} slot: leave --only out to see its slots");
    }
    Ok(template)
}

/// The template that was asked for, a name or a path, or else the settings' one, whole.
///
/// # Errors
/// No such template, every problem of its file.
pub(in crate::cmd) fn named_template(
    workspace: &Workspace,
    settings: &Settings,
    asked: Option<&str>,
) -> anyhow::Result<Template> {
    if let Some(asked) = asked {
        return find(workspace, asked);
    }
    let named = &settings.template;
    let found = match &workspace.root {
        // A path in the settings counts from their folder.
        Some(root) if is_path(named) => read(workspace, &root.join(named)),
        _ => find(workspace, named),
    };
    if *named == Settings::default().template {
        // The settings need not say so.
        return found;
    }
    found.with_context(|| {
        let file = workspace.shown(&workspace.settings_file());
        format!("{file}: template = {:?}", clean_line(named))
    })
}

fn is_path(asked: &str) -> bool {
    asked.contains(std::path::is_separator) || asked.ends_with(".toml")
}

fn find(workspace: &Workspace, asked: &str) -> anyhow::Result<Template> {
    if is_path(asked) {
        return read(workspace, Path::new(asked));
    }
    let files = workspace.toml_files(&workspace.templates())?;
    for path in &files {
        if path.file_stem().is_some_and(|stem| stem == asked) {
            return read(workspace, path);
        }
    }
    if let Some(text) = template::builtin(asked) {
        return Ok(Template::parse(asked, &format!("built-in template {asked}"), text)?);
    }
    if Path::new(asked).is_file() {
        return read(workspace, Path::new(asked));
    }
    Err(unknown(asked, &files))
}

/// No template has this name: names the nearest, and all.
fn unknown(asked: &str, files: &[PathBuf]) -> anyhow::Error {
    let mut known = Vec::new();
    for (name, _) in template::BUILTIN {
        known.push((*name).to_string());
    }
    for path in files {
        known.push(stem(path).into_owned());
    }
    known.dedup();
    let hint = match nearest(asked, known.iter().map(String::as_str)) {
        Some(name) => format!(" did you mean {name:?}?"),
        None => String::new(),
    };
    anyhow!("no template {asked:?}:{hint} there are {}, and any file's path", known.join(", "))
}

fn read(workspace: &Workspace, path: &Path) -> anyhow::Result<Template> {
    let (name, text) = workspace.read(path)?;
    Ok(Template::parse(&template_name(path), &name, &text)?)
}

/// A file's name without its ending.
fn stem(path: &Path) -> Cow<'_, str> {
    path.file_stem().unwrap_or_default().to_string_lossy()
}

/// A file's name as a template's, which becomes part of session ids: letters, digits and `-`, at
/// most 40.
fn template_name(path: &Path) -> String {
    let stem = stem(path).to_lowercase();
    let kept: String = stem.chars().take(40).collect();
    let kept = kept.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    let name = kept.trim_matches('-');
    if name.is_empty() { "template".to_string() } else { name.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cmd::build::tests::{TEMPLATE, context, write};

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
    fn whatever_is_wrong_with_the_settings_template_names_them() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "notes.toml", "title = 3\n");
        write(folder.path(), "templates/half.toml", "titel = 'Half'\n");
        let mut context = context(folder.path());
        let names = [
            ("mine.toml", "mine.toml: no such file"),
            ("templates/nothere.toml", "templates/nothere.toml: no such file"),
            ("/nowhere/x.toml", "/nowhere/x.toml: no such file"),
            ("~/x.toml", "~/x.toml: no such file"),
            ("templates/mine", "templates/mine: no such file"),
            ("templates", "no template \"templates\":"),
            ("notes.toml", "notes.toml:1: "),
            ("half", "templates/half.toml:1: "),
        ];
        for (name, why) in names {
            context.settings.template = name.to_string();
            let error = crate::text::causes(&template(&context, None, &[]).unwrap_err());
            let begins = format!("mockround.toml: template = {name:?}: {why}");
            assert!(error.starts_with(&begins), "{error}");
            // Asked for by hand it is no fault of the settings.
            let error = template(&context, Some("nothere.toml"), &[]).unwrap_err();
            assert!(!crate::text::causes(&error).contains("mockround.toml"));
        }
    }

    #[test]
    fn an_unknown_template_names_the_nearest_and_all() {
        let folder = tempfile::tempdir().unwrap();
        let error =
            template(&context(folder.path()), Some("ml-onsit"), &[]).unwrap_err().to_string();
        assert_eq!(
            error,
            "no template \"ml-onsit\": did you mean \"ml-onsite\"? there are ml-onsite, \
             ml-onsite-45, ml-onsite-60, ml-onsite-plus, frontier-lab-style, phone-screen, \
             ml-breadth-45, coding-45, coding-screen, ml-design-drill, behavioral-drill, \
             foundations-drill, deep-dive-45, pitch-drill, and any file's path"
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
}
