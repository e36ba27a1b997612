//! `mockround report`: measures a session and prints the report, or writes it to a file.

use std::io::ErrorKind;
use std::path::{MAIN_SEPARATOR, Path};
use std::process::ExitCode;

use anyhow::bail;

use super::context::Sheet;
use super::kept_words::{said_in, text_of};
use super::{Context, beside, open, output, pager, sheet, stories, which};
use crate::cli::{self, Output, ReportFormat};
use crate::pacing::{Earlier, HowFar, Pacing, measure};
use crate::report::brief::{self, BriefText, BriefTexts, Names};
use crate::report::{html, json, markdown, text};
use crate::session::Session;
use crate::session::store::{
    LATEST, TypedText, code, earlier_round, gone, is_live, notes_path, typed, was_cut_off,
    written_text,
};
use crate::text::{clean_line, counted};
use crate::word::Word as _;

/// Prints the report of a session, writes it to the file that was asked for, or opens it.
///
/// # Errors
/// There is no such session, or the report can't be written.
pub(super) fn run(context: &Context, args: &cli::ReportArgs) -> anyhow::Result<ExitCode> {
    if args.sheet {
        return sheet::run(context, args);
    }
    let (path, session) = which::session(context, args.session.as_deref().unwrap_or(LATEST))?;
    if was_cut_off(&path) && !is_live(&path) {
        beside::catch_up(context, &path, || measured(context, &path, &session));
    }
    let mut pacing = measured(context, &path, &session);
    context.note_level(&session.header.round, args.level);
    if let Some(level) = args.level {
        pacing.expect(&session.header.round, level);
    }
    if is_live(&path) && pacing.standing == HowFar::Unfinished {
        // A mark may still be taken back, and the question goes on.
        pacing.keep_answers_back();
        context.note(
            "the round is running: what good answers say comes in its report when it is over",
        );
    }
    tell_gone(context, &path, &session);
    let said = match args.words {
        true => Some(said_in(context, &path, &session, &pacing).ok_or_else(|| no_words(&session))?),
        false => None,
    };
    if args.open {
        args.to.expect_page(args.format, ReportFormat::Html)?;
        expect_brief(args, ReportFormat::Html)?;
        // Only the page among the sessions leads to sound: elsewhere it would not be found.
        let page = match args.to.output.file() {
            Some(_) => html::with_sound(&pacing, &[], said.as_ref()),
            None => beside::page(&path, &pacing, said.as_ref()),
        };
        return open::page(context, &args.to, &path.with_extension(""), &page);
    }
    let format = args.to.format(args.format)?;
    expect_brief(args, format)?;
    if args.words && matches!(format, ReportFormat::Markdown | ReportFormat::Json) {
        bail!("--words is for a page: add --format html, or --open");
    }
    let page = match format {
        ReportFormat::Brief => brief(context, args, &path, &session, &pacing)?,
        ReportFormat::Text => {
            let said = said_in(context, &path, &session, &pacing);
            let Sheet { width, colours } = context.sheet(&args.to.output);
            let notes = written(context, &notes_path(&path)).unwrap_or_default();
            text::with_quotes(&pacing, said.as_ref(), width, colours)
                + &text::noted(&notes, width, colours)
        }
        ReportFormat::Markdown => markdown::render(&pacing),
        ReportFormat::Html => html::with_sound(&pacing, &[], said.as_ref()),
        ReportFormat::Json => json::render(&pacing),
    };
    match args.to.output {
        Output::Stdout if format == ReportFormat::Text && !args.no_pager => {
            pager::print(context, &page)?;
        }
        Output::Stdout | Output::File(_) => output::put(context, &page, &args.to)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Says which files that the session names aren't there any more, and how it is said that they went
/// on purpose.
fn tell_gone(context: &Context, path: &Path, session: &Session) {
    let folder = context.workspace.shown(&path.with_extension(""));
    let mut gone = gone(path, session);
    gone.sort_by_key(|(_, part)| part.word());
    for gone in gone.chunk_by(|(_, one), (_, other)| one == other) {
        let names: Vec<String> = gone.iter().map(|(name, _)| clean_line(name)).collect();
        let (id, part) = (&session.header.id, gone[0].1.word());
        context.note(&format!(
            "the session names what is not in {folder}: {}; if you removed it, `mockround sessions \
             forget {id} --only {part}` says so",
            names.join(", ")
        ));
    }
}

/// What a session's report shows: its measures, the round that it is compared with, when its
/// stories were told before, and where what was typed is.
pub(super) fn measured(context: &Context, path: &Path, session: &Session) -> Pacing {
    let mut pacing = measure(session);
    let folder = path.parent().unwrap_or(Path::new("."));
    let earlier = earlier_round(folder, session);
    pacing.earlier = earlier.map(|earlier| Earlier::of(&measure(&earlier)));
    if let Some(tellings) = stories::told_before(context, session) {
        pacing.note_tellings(&tellings);
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    for TypedText { place, path: file } in typed(path) {
        let file = file.strip_prefix(folder).unwrap_or(&file).to_string_lossy();
        // As pages name files, which are read on other systems too.
        pacing.note_typed(place, &file.replace(MAIN_SEPARATOR, "/"));
    }
    pacing
}

/// The brief, with what was said, typed, programmed and noted.
fn brief(
    context: &Context,
    args: &cli::ReportArgs,
    path: &Path,
    session: &Session,
    pacing: &Pacing,
) -> anyhow::Result<String> {
    let (only, shown) = (args.question.map(usize::from), brief::shown(pacing));
    if shown == 0 {
        let what = if is_live(path) { "is running, and has" } else { "has" };
        bail!(
            "session {} {what} shown no question: a brief has nothing to tell",
            session.header.id
        );
    }
    if let Some(number) = only.filter(|number| *number > shown) {
        let id = &session.header.id;
        let shown = counted(shown, "question was", "questions were");
        bail!("there is no question {number}: {shown} shown in session {id}");
    }
    let names = match &args.redact {
        Some(file) => names(context, file)?,
        None => Names::default(),
    };
    let mut texts = BriefTexts {
        said: said_in(context, path, session, pacing),
        notes: written(context, &notes_path(path)),
        ..BriefTexts::default()
    };
    let all = [("text below the question", typed(path)), ("code", code(path))];
    for (what, found) in all {
        for TypedText { place, path } in found {
            let text = written(context, &path);
            texts.texts.extend(text.map(|text| BriefText { place, what, text }));
        }
    }
    let (page, replaced) = brief::render(pacing, &texts, only, &names);
    if !names.is_empty() {
        context.note(&names.told(&replaced));
    }
    if is_live(path) {
        context.note("the round is running: this is what there is so far");
    }
    Ok(page)
}

/// The names of a list, which a brief is to hold none of.
fn names(context: &Context, file: &Path) -> anyhow::Result<Names> {
    let name = context.workspace.shown(file);
    let list = text_of(file, &name)?;
    Names::read(&list).map_err(|why| anyhow::anyhow!("{name} {why}"))
}

/// What a person wrote for a session; where it can't be read that is said.
fn written(context: &Context, file: &Path) -> Option<String> {
    match written_text(file) {
        Ok(text) => Some(text).filter(|text| !text.trim().is_empty()),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => {
            context.note(&format!("{} is left out: {error}", context.workspace.shown(file)));
            None
        }
    }
}

fn no_words(session: &Session) -> anyhow::Error {
    let (id, speed) = (&session.header.id, session.header.speed);
    match session.header.is_sped_up() {
        true => anyhow::anyhow!(
            "session {id} has no words, and none fit its clock at speed {speed}: a round at speed \
             1 can have some"
        ),
        false => anyhow::anyhow!(
            "session {id} has no words: `mockround words {id}` has them written down"
        ),
    }
}

/// Refuses what only a brief takes, elsewhere.
fn expect_brief(args: &cli::ReportArgs, format: ReportFormat) -> anyhow::Result<()> {
    if format != ReportFormat::Brief && (args.question.is_some() || args.redact.is_some()) {
        bail!("--question and --redact are for a brief: add --format brief");
    }
    Ok(())
}
