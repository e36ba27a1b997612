//! `mockround trends`: what became of the measures over all sessions, and whether that is more than
//! noise.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::history::{self, KeptSession};
use super::today::debrief;
use super::{Context, open, output};
use crate::cli::{self, TrendsFormat};
use crate::live::machine::clock;
use crate::pacing::trends::{Trends, trends};
use crate::report::trends::calendar::{PracticeDays, RealInterview};
use crate::report::trends::{NotRead, html, json, text};
use crate::round::QuestionKind;
use crate::session::kept::Kept;
use crate::session::store::{Listing, SkippedFile, read_all};
use crate::word::Word;

/// Prints the trends of the workspace's sessions, writes them to a file, or opens a page of them.
///
/// # Errors
/// The sessions can't be read, or the trends can't be written.
pub(super) fn run(context: &Context, args: &cli::TrendsArgs) -> anyhow::Result<ExitCode> {
    let mut listing = read_all(&context.workspace.sessions(), |stored| Read {
        kept: history::kept(&stored.session),
        notes: stored.notes(),
        path: stored.path,
    })?;
    let not_read = not_read(context, &listing);
    let practice = practice(context, &mut listing, args.kind);
    let taken = listing.sessions.into_iter().map(|read| read.kept.taken).collect();
    let trends = trends(taken, args.kind, args.last.map(|last| last as usize));
    let html = |trends: &Trends| html::render(trends, &not_read, &practice);
    if args.open {
        args.to.expect_page(args.format, TrendsFormat::Html)?;
        let beside = context.workspace.sessions().join(open::TRENDS);
        return open::page(context, &args.to, &beside, &html(&trends));
    }
    let sheet = context.sheet(&args.to.output);
    let page = match args.to.format(args.format)? {
        TrendsFormat::Text => text::render(&trends, &not_read, sheet.width, sheet.colours),
        TrendsFormat::Html => html(&trends),
        TrendsFormat::Json => json::render(&trends, &not_read, &practice),
    };
    output::put(context, &page, &args.to)?;
    Ok(ExitCode::SUCCESS)
}

/// What trends keep of a session.
struct Read {
    path: PathBuf,
    kept: KeptSession,
    /// What was not read of it.
    notes: Vec<String>,
}

/// When was practised, what is asked for of it, and what was said of real interviews.
fn practice(
    context: &Context,
    listing: &mut Listing<Read>,
    kind: Option<QuestionKind>,
) -> PracticeDays {
    let mut practice = PracticeDays::default();
    let now = clock::wall().timestamp();
    for read in listing.sessions.iter_mut().filter(|read| read.kept.started <= now) {
        let Some(practised) = read.kept.practised.take() else { continue };
        let minutes = practised.minutes.iter();
        for (of, time) in minutes.filter(|(of, _)| kind.is_none_or(|kind| kind == *of)) {
            practice.add(practised.started.date(), of.word(), *time);
        }
    }
    for debrief in debrief::read(context).unwrap_or_default() {
        practice.interviews.push(RealInterview {
            date: debrief.date.to_string(),
            name: debrief.name,
            kinds: debrief.kinds.iter().map(|kind| kind.as_str().to_string()).collect(),
            went: debrief.went.as_ref().map(Kept::as_str).map(str::to_string),
            asked: debrief.asked,
        });
    }
    practice.interviews.sort_by(|a, b| a.date.cmp(&b.date));
    practice
}

/// The files of the sessions folder that are no sessions or not whole, named from where the user
/// stands.
fn not_read(context: &Context, listing: &Listing<Read>) -> Vec<NotRead> {
    let named = |path: &Path, why: &str| NotRead {
        file: context.workspace.seen(path),
        why: why.to_string(),
    };
    let mut not_read = Vec::new();
    for SkippedFile { path, why } in &listing.skipped {
        not_read.push(named(path, why));
    }
    for Read { path, notes, .. } in &listing.sessions {
        for note in notes {
            not_read.push(named(path, note));
        }
    }
    not_read
}
