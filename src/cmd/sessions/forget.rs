//! `mockround sessions forget`: removes a session, or a part of what belongs to it, once a person
//! has seen what goes and said yes.

use std::io::{BufRead, Read};
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};

use super::held::SaidTexts;
use crate::cli::ForgetArgs;
use crate::cmd::addition::Addition;
use crate::cmd::{Context, beside, open, report, transcribe, which};
use crate::session::event::{SessionPart, What};
use crate::session::store::{
    Belonging, BelongingKind, Belongings, Reopened, ReopenedFor, belongings, expect_session, find,
    forget, forget_held, is_live, load, names_of, taken,
};
use crate::text::{causes, clean_line, counted};
use crate::word::Word as _;

/// An answer is no longer, in bytes.
const LONGEST_ANSWER: u64 = 1 << 10;

/// Shows what goes, asks, and removes it; where a part went, the reports are written anew. The exit
/// status is 1 where nothing was removed because nobody said yes, or a report can't be written.
///
/// # Errors
/// There is no such session, it is none, it is running, or something of it can't be removed.
pub(super) fn run(
    context: &Context,
    args: &ForgetArgs,
    input: &mut impl BufRead,
) -> anyhow::Result<ExitCode> {
    let dir = context.workspace.sessions();
    let session = find(&dir, &args.session)?;
    expect_session(&dir, &session)?;
    let name = name(&session);
    if is_live(&session) {
        bail!(taken(&session, "; end it first"));
    }
    let takes_words = matches!(args.only, None | Some(SessionPart::Words));
    let mut said = SaidTexts::default();
    let loaded = load(&session).ok().map(|(loaded, _)| loaded);
    if let Some(loaded) = &loaded {
        which::note_future(context, loaded);
        if takes_words {
            said = SaidTexts::of(context, &session, loaded);
        }
        if args.only.is_some() {
            let measured = || report::measured(context, &session, loaded);
            beside::catch_up(context, &session, measured);
        }
    }
    let is_named = |part: SessionPart| loaded.as_ref().is_some_and(|of| names_of(of, part));
    let Belongings { mut files, others, same } = belongings(&session);
    let holders = match args.only {
        Some(SessionPart::Words) => said.holders(context, &session),
        _ => Vec::new(),
    };
    let (anew, kept): (Vec<PathBuf>, Vec<PathBuf>) =
        holders.into_iter().partition(|path| is_written_anew(&session, &files, path));
    files.retain(|file| goes(file.kind, args.only));
    if let Some(only) = args.only.filter(|_| files.is_empty() && anew.is_empty()) {
        note_holders(context, &kept);
        let mut is_noted = true;
        if is_named(only) {
            is_noted = remove(context, (&session, &[]), Some(only))?;
        }
        context.print(&format!("session {name} has no {}: nothing to remove\n", only.word()))?;
        return Ok(if is_noted { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    let staying = if args.only.is_none() { &others[..] } else { &[] };
    let mut listed = list(context, &session, &files, staying);
    listed += &with_words(context, &anew, &kept);
    if args.only.is_none() {
        listed += &stays(context, &same);
    }
    let question = format!("{listed}remove for good? y or yes does, all else leaves it: ");
    context.print(&question)?;
    if !is_yes(input)? {
        context.print("nothing was removed\n")?;
        return Ok(ExitCode::FAILURE);
    }
    let mut is_written = true;
    match args.only {
        Some(part) => {
            is_written = remove(context, (&session, &files), is_named(part).then_some(part))?;
        }
        None => forget(&session, &files)?,
    }
    if takes_words {
        transcribe::sweep();
        note_holders(context, &said.holders(context, &session));
    }
    context.print(&match files.is_empty() {
        false => format!("removed: {}\n", count(files.len())),
        true => format!("written anew: {}\n", count(anew.len())),
    })?;
    if args.only.is_none() {
        note_pages(context, &session);
    }
    Ok(if is_written { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Removes files of a session, and where it names some of that part, has it say that this was on
/// purpose; whether its reports are without them.
fn remove(
    context: &Context,
    (session, files): (&Path, &[Belonging]),
    named: Option<SessionPart>,
) -> anyhow::Result<bool> {
    if let Some(part) = named {
        match Addition::to(context, session, ReopenedFor::Removal) {
            Ok(mut to) => {
                to.begin();
                forget_held(session, files)?;
                let recorded = to.put_down(context, What::Forgotten { part: part.into() });
                to.finish(context)?;
                return recorded.map(|()| true);
            }
            // What a person wants gone goes all the same.
            Err(error) => context.note(&format!(
                "that it was removed on purpose can't be put down: {}",
                causes(&error)
            )),
        }
    }
    // Until they are written anew the reports name what goes here.
    let mut open = Reopened::note(session, ReopenedFor::Removal);
    open.begin();
    forget(session, files)?;
    let is_written = write_anew(context, session);
    open.end(is_written);
    Ok(is_written)
}

fn name(session: &Path) -> String {
    clean_line(&session.file_stem().unwrap_or_default().to_string_lossy())
}

fn goes(kind: BelongingKind, only: Option<SessionPart>) -> bool {
    match only {
        None => true,
        Some(SessionPart::Sound) => kind == BelongingKind::Sound,
        Some(SessionPart::Words) => kind == BelongingKind::Words,
        Some(SessionPart::Code) => kind == BelongingKind::Code,
        Some(SessionPart::Notes) => kind == BelongingKind::Notes,
    }
}

fn count(files: usize) -> String {
    counted(files, "file", "files")
}

/// What goes, a line each, and what stays because it isn't mockround's.
fn list(context: &Context, session: &Path, files: &[Belonging], staying: &[PathBuf]) -> String {
    let dir = session.parent().unwrap_or(Path::new(""));
    let shown = |path: &Path| clean_line(&path.strip_prefix(dir).unwrap_or(path).to_string_lossy());
    let mut text = String::new();
    if !files.is_empty() {
        text += &format!("this goes, from {}:\n", folder_shown(context, dir));
    }
    for file in files {
        let changed = match (file.is_changed, file.is_copy) {
            (false, _) => "",
            (true, false) => ", changed by you",
            // It may also be of an older report.
            (true, true) => ", changed",
        };
        let link = if file.path.is_symlink() { " (the link, not its file)" } else { "" };
        let copy = if file.is_copy { "a copy of " } else { "" };
        text += &format!("  {}{link}: {copy}{}{changed}\n", shown(&file.path), file.holds);
    }
    if !staying.is_empty() {
        text += "this stays, it isn't mockround's:\n";
    }
    for path in staying {
        text += &format!("  {}\n", shown(path));
    }
    text
}

/// Whether a report is one of the two that are written anew: as it was written, and no copy.
fn is_written_anew(session: &Path, files: &[Belonging], path: &Path) -> bool {
    let is_beside = ["md", "html"].iter().any(|ending| session.with_extension(ending) == path);
    is_beside && files.iter().any(|file| file.path == path && !file.is_changed && !file.is_copy)
}

/// What is written anew because it holds what was said, and what holds it and stays, a line each.
fn with_words(context: &Context, anew: &[PathBuf], kept: &[PathBuf]) -> String {
    let mut text = String::new();
    for (heading, files) in [
        ("this is written anew, without what was said:", anew),
        ("this stays, and holds what was said:", kept),
    ] {
        if !files.is_empty() {
            text += &format!("{heading}\n");
        }
        for file in files {
            text += &format!("  {}\n", clean_line(&context.workspace.shown(file)));
        }
    }
    text
}

/// Says which files still hold what was said: they are a person's.
fn note_holders(context: &Context, holders: &[PathBuf]) {
    for file in holders {
        let file = clean_line(&context.workspace.shown(file));
        context.note(&format!(
            "{file} still holds what was said, and is left to you: remove it, or take that out of \
             it"
        ));
    }
}

/// A folder as a person calls it, whatever way leads there: `sessions/..` is the one above.
fn folder_shown(context: &Context, dir: &Path) -> String {
    let goes_back = dir.components().any(|part| part == Component::ParentDir);
    let real = goes_back.then(|| dir.canonicalize().ok()).flatten();
    let shown = context.workspace.shown(real.as_deref().unwrap_or(dir));
    if shown.is_empty() { ".".to_string() } else { shown }
}

/// Where a session stays of which a copy goes.
fn stays(context: &Context, same: &[PathBuf]) -> String {
    let Some(first) = same.first() else { return String::new() };
    let shown: Vec<String> = same.iter().map(|path| context.workspace.shown(path)).collect();
    format!(
        "this is a copy: the session stays in {}; `mockround sessions forget {}` removes it\n",
        shown.join(", "),
        shell_words::quote(&name(first))
    )
}

/// Reads one line: whether it is `y` or `yes`, and nothing else.
fn is_yes(input: &mut impl BufRead) -> anyhow::Result<bool> {
    let mut line = Vec::new();
    input
        .take(LONGEST_ANSWER)
        .read_until(b'\n', &mut line)
        .context("the answer can't be read from standard input")?;
    Ok(matches!(&*line, b"y" | b"y\n" | b"y\r\n" | b"yes" | b"yes\n" | b"yes\r\n"))
}

/// Says which pages of several sessions may still tell of one that went.
fn note_pages(context: &Context, session: &Path) {
    for name in [open::TRENDS, open::COMPARE, open::SHEET] {
        let page = session.with_file_name(name).with_added_extension("html");
        if page.is_file() {
            let page = context.workspace.shown(&page);
            context
                .note(&format!("{page} may still tell of it: remove it, or have it written anew"));
        }
    }
}

/// Writes the reports without what went, and whether they are; where the session can't be read, it
/// is gone all the same.
fn write_anew(context: &Context, session: &Path) -> bool {
    match load(session) {
        Ok((loaded, _)) => {
            let pacing = report::measured(context, session, &loaded);
            beside::write_anew(context, session, &pacing)
        }
        Err(error) => {
            context.note(&format!("the reports are as they were: {}", causes(&error)));
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_y_or_yes_on_one_line_removes() {
        for yes in ["y", "y\n", "yes\n", "yes\r\n", "y\nno\n"] {
            assert!(is_yes(&mut yes.as_bytes()).unwrap(), "{yes:?}");
        }
        let long = "y".repeat(5000);
        for no in ["", "\n", "no\n", "Y\n", "YES\n", "yes please\n", "\ny\n", "yy\n", "n\ny", &long]
        {
            assert!(!is_yes(&mut no.as_bytes()).unwrap(), "{no:?}");
        }
        for blank in [" yes\n", "yes \n", "\ty\n", "y\t", "y\r\r\n", "y\r"] {
            assert!(!is_yes(&mut blank.as_bytes()).unwrap(), "{blank:?}");
        }
    }

    #[test]
    fn a_part_is_that_part_alone_and_all_is_all() {
        use BelongingKind::{Code, Notes, Report, Session, Sound, Traces, Words};
        let kinds = [Session, Report, Notes, Code, Sound, Words, Traces];
        for (only, part) in [
            (SessionPart::Sound, Sound),
            (SessionPart::Words, Words),
            (SessionPart::Code, Code),
            (SessionPart::Notes, Notes),
        ] {
            let gone: Vec<_> = kinds.into_iter().filter(|kind| goes(*kind, Some(only))).collect();
            assert_eq!(gone, [part]);
        }
        assert!(kinds.into_iter().all(|kind| goes(kind, None)));
    }
}
