//! `mockround stories`: lists, shows and checks the story bank, sets it against the themes, and
//! adds to it.

use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context as _, anyhow, bail};
use serde_json::Value;

use super::Context;
use crate::cli::{self, ListFormat, StoriesAction};
use crate::fields::{Problem, nearest};
use crate::live::machine::clock;
use crate::round::Theme;
use crate::session::event::What;
use crate::session::store::{read_all, write_whole};
use crate::session::tellings::{self, Telling};
use crate::session::{Session, SessionId};
use crate::stories::matrix::Matrix;
use crate::stories::text::{self, Look};
use crate::stories::{self, GUIDE, Story, lint};
use crate::text::{clean, clean_line, counted, escape_json};

/// Lists, shows, checks or adds stories.
///
/// # Errors
/// Every problem of the file of stories; no such story; the sessions can't be read.
pub(super) fn run(context: &Context, args: &cli::StoriesArgs) -> anyhow::Result<ExitCode> {
    match &args.action {
        Some(StoriesAction::New { title, theme }) => new(context, title.as_deref(), theme),
        Some(StoriesAction::Check) => check(context, args.format),
        Some(StoriesAction::Show { id }) => show(context, StoriesView::Story(id), args.format),
        Some(StoriesAction::Matrix) => show(context, StoriesView::Matrix, args.format),
        None => show(context, StoriesView::List, args.format),
    }
}

/// Lists the stories for reading.
///
/// # Errors
/// Every problem of the file of stories; the sessions can't be read.
pub(super) fn list(context: &Context) -> anyhow::Result<ExitCode> {
    show(context, StoriesView::List, ListFormat::Text)
}

/// What is shown of the stories.
enum StoriesView<'a> {
    List,
    /// One, by its id.
    Story(&'a str),
    /// All against the themes.
    Matrix,
}

fn show(context: &Context, view: StoriesView<'_>, format: ListFormat) -> anyhow::Result<ExitCode> {
    let stories = load(context)?;
    let tellings = told(context, None)?;
    let look = Look {
        tellings: &tellings,
        now: clock::wall().timestamp(),
        width: context.width(),
        colours: context.colours,
    };
    let page = match format {
        ListFormat::Json => escape_json(&format!("{:#}\n", json(&view, &stories, look)?)),
        ListFormat::Text => match view {
            StoriesView::Story(id) => text::show(find(&stories, id)?, look),
            StoriesView::List | StoriesView::Matrix if stories.is_empty() => none(context),
            StoriesView::List => text::list(&stories, look),
            StoriesView::Matrix => text::matrix(&stories, &Matrix::of(&stories, &tellings), look),
        },
    };
    context.print(&page)?;
    Ok(ExitCode::SUCCESS)
}

fn json(view: &StoriesView<'_>, stories: &[Story], look: Look<'_>) -> anyhow::Result<Value> {
    Ok(match view {
        StoriesView::Story(id) => text::story_json(find(stories, id)?, look),
        StoriesView::List => stories.iter().map(|story| text::story_json(story, look)).collect(),
        StoriesView::Matrix => text::matrix_json(stories, &Matrix::of(stories, look.tellings)),
    })
}

fn none(context: &Context) -> String {
    let file = context.workspace.shown(&context.workspace.stories());
    format!("no stories in {file} yet; `mockround stories new` begins one\n")
}

/// The stories of the workspace; none where it has no file.
///
/// # Errors
/// Every problem of the file.
pub(super) fn load(context: &Context) -> anyhow::Result<Vec<Story>> {
    match context.workspace.read_own(&context.workspace.stories())? {
        Some((name, text)) => Ok(stories::parse(&name, &text)?),
        None => Ok(Vec::new()),
    }
}

/// Every telling of the workspace's sessions, but for one of them.
///
/// # Errors
/// The folder can't be read.
pub(super) fn told(context: &Context, but: Option<&SessionId>) -> anyhow::Result<Vec<Telling>> {
    let listing = read_all(&context.workspace.sessions(), |stored| {
        match Some(&stored.session.header.id) == but {
            true => Vec::new(),
            false => tellings::of(&stored.session),
        }
    })?;
    Ok(listing.sessions.into_iter().flatten().collect())
}

/// The tellings of the workspace, where a session says that a story was told; nothing else needs
/// them.
pub(super) fn told_before(context: &Context, session: &Session) -> Option<Vec<Telling>> {
    let tells = session.events.iter().any(|event| matches!(event.what, What::Story { .. }));
    // What can't be read is said by `sessions`; the report does without.
    if tells { told(context, None).ok() } else { None }
}

/// The story with an id, or whose id begins so.
///
/// # Errors
/// There is none, or more than one.
pub(super) fn find<'a>(stories: &'a [Story], id: &str) -> anyhow::Result<&'a Story> {
    if let Some(story) = stories.iter().find(|story| story.id == id) {
        return Ok(story);
    }
    let begins = |story: &&Story| !id.is_empty() && story.id.starts_with(id);
    let begin: Vec<&Story> = stories.iter().filter(begins).collect();
    match &begin[..] {
        [story] => Ok(story),
        [] => match nearest(id, stories.iter().map(|story| story.id.as_str())) {
            Some(near) => bail!("no story {id:?}: did you mean {near:?}?"),
            None if stories.is_empty() => {
                bail!("no stories yet; `mockround stories new` begins one")
            }
            None => bail!("no story {id:?}; `mockround stories` lists them"),
        },
        several => {
            let ids: Vec<&str> = several.iter().map(|story| story.id.as_str()).collect();
            bail!("{} stories begin with {id:?}: {}", several.len(), ids.join(", "))
        }
    }
}

/// What the stories of the workspace lack; the exit status is 1 where they lack anything.
fn check(context: &Context, format: ListFormat) -> anyhow::Result<ExitCode> {
    let path = context.workspace.stories();
    let name = context.workspace.shown(&path);
    let stories = load(context)?;
    let limits = &context.settings.limits.answer;
    let mut found = Vec::new();
    for story in &stories {
        found.extend(lint::findings(&name, story, limits));
    }
    let out = match format {
        ListFormat::Json => {
            let page = serde_json::json!({ "stories": stories.len(), "findings": found });
            escape_json(&format!("{page:#}\n"))
        }
        ListFormat::Text if stories.is_empty() => none(context),
        ListFormat::Text => {
            let stories = counted(stories.len(), "story", "stories");
            summary(&format!("{name}: {stories}"), &found)
        }
    };
    context.print(&out)?;
    Ok(if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn summary(of: &str, found: &[Problem]) -> String {
    let mut out: String = found.iter().map(|problem| format!("{problem}\n")).collect();
    out += &match found.len() {
        0 => format!("{of}, nothing is missing\n"),
        findings => format!("{of}, {}\n", counted(findings, "finding", "findings")),
    };
    out
}

/// Adds a skeleton to the file, and opens it in the candidate's editor.
fn new(context: &Context, title: Option<&str>, themes: &[Theme]) -> anyhow::Result<ExitCode> {
    let path = context.workspace.stories();
    let shown = context.workspace.shown(&path);
    // A file with a mistake in it is mended first: a skeleton below it would only be in the way.
    let there = load(context)?;
    let title = clean_line(title.unwrap_or("A story without a title yet"));
    let title = title.trim();
    if title.is_empty() || title.chars().count() > 80 {
        bail!("a story's title must have 1 to 80 characters");
    }
    let id = stories::new_id(title, &there);
    let mut once: Vec<Theme> = Vec::new();
    for theme in themes {
        if !once.contains(theme) {
            once.push(*theme);
        }
    }
    let skeleton = stories::skeleton(&id, title, &once);
    // Read before it is written: what would break the file is not added to it.
    let before = context.workspace.read_own(&path)?.map(|(_, text)| text).unwrap_or_default();
    stories::parse(&shown, &format!("{before}{skeleton}"))?;
    let begins = if before.is_empty() { GUIDE } else { &before };
    std::fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))
        .and_then(|()| write_whole(&path, &format!("{begins}{skeleton}")))
        .with_context(|| format!("{shown} can't be written"))?;
    let line = load(context)?.iter().find(|story| story.id == id).map_or(1, |story| story.lines.id);
    context.note(&format!("{shown}:{line}: story {id} added, to be filled in"));
    if !edit(context, &path)? {
        context.note(
            "no editor is set: set EDITOR, or open the file yourself; then \
             `mockround stories check`",
        );
        return Ok(ExitCode::SUCCESS);
    }
    let stories = load(context)
        .map_err(|error| anyhow!("{error}\nmend it, then: mockround stories check"))?;
    // What this one lacks; `check` says it of all.
    if let Some(story) = stories.iter().find(|story| story.id == id) {
        let found = lint::findings(&shown, story, &context.settings.limits.answer);
        context.print(&summary(&id, &found))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Opens a file in `$VISUAL` or `$EDITOR`, run without a shell, and waits; `false` where neither is
/// set.
fn edit(context: &Context, path: &Path) -> anyhow::Result<bool> {
    let Some(editor) = &context.editor else { return Ok(false) };
    let words = shell_words::split(editor)
        .with_context(|| format!("EDITOR={} can't be read: set it anew", clean(editor)))?;
    let Some((program, arguments)) = words.split_first() else { return Ok(false) };
    let status = Command::new(program).args(arguments).arg(path).status();
    let status = status.with_context(|| {
        format!("the editor {:?} can't be started: set EDITOR to another one", clean(program))
    })?;
    if !status.success() {
        bail!("the editor {:?} failed; the story is in {}", clean(program), path.display());
    }
    Ok(true)
}
