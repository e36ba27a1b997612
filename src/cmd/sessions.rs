//! `mockround sessions`: every session of the workspace on a line, newest first, and the files that
//! are none; and the end of one.

mod forget;
mod held;

use std::io::stdin;
use std::path::Path;
use std::process::ExitCode;

use console::{measure_text_width, truncate_str};
use jiff::Timestamp;
use serde::Serialize;

use super::{Context, which};
use crate::cli::{self, ListFormat, SessionsAction};
use crate::live::machine::clock;
use crate::pacing::{measure_figures, told_flags};
use crate::session::store::{Listing, SkippedFile, Stored, hearable, read_all};
use crate::session::timeline::{Account, Timeline};
use crate::session::{Session, rfc3339};
use crate::text::{clean_line, escape_json};
use crate::time::seconds::to_f64;
use crate::time::{Elapsed, m_ss};

#[cfg(test)]
mod tests;

/// Lists the sessions of the workspace, or removes one.
///
/// # Errors
/// The folder can't be read, or standard output can't be written; or as [`forget::run`] says.
pub(super) fn run(context: &Context, args: &cli::SessionsArgs) -> anyhow::Result<ExitCode> {
    if let Some(SessionsAction::Forget(args)) = &args.action {
        return forget::run(context, args, &mut stdin().lock());
    }
    let width = context.columns;
    context.print(&page(args.format, &context.workspace.sessions(), width, flags)?)?;
    Ok(ExitCode::SUCCESS)
}

/// How many flags a session's report tells: a fact once.
fn flags(session: &Session, timeline: &Timeline) -> usize {
    let pacing = measure_figures(session, timeline);
    told_flags(&pacing, &pacing.flags).len()
}

fn page(
    format: ListFormat,
    dir: &Path,
    width: usize,
    flags: fn(&Session, &Timeline) -> usize,
) -> anyhow::Result<String> {
    let now = clock::wall().timestamp();
    let listing = read_all(dir, |stored| Row::of(&stored, now, flags))?;
    Ok(match format {
        ListFormat::Text => text(dir, width, &listing),
        ListFormat::Json => json(&listing)? + "\n",
    })
}

/// A session's line. Times are seconds.
#[derive(Debug, Serialize)]
struct Row {
    id: String,
    title: String,
    template: String,
    /// RFC 3339, as the wall clock was.
    started: String,
    elapsed_s: f64,
    running_s: f64,
    state: &'static str,
    speed: f64,
    strict: bool,
    flags: usize,
    /// Whether it can be heard again.
    sound: bool,
    path: String,
    #[serde(skip)]
    cells: [String; 7],
    /// What is said of it where it began in the future.
    #[serde(skip)]
    future: Option<String>,
}

impl Row {
    fn of(stored: &Stored, now: Timestamp, flags: fn(&Session, &Timeline) -> usize) -> Self {
        let header = &stored.session.header;
        let elapsed = stored.session.until;
        let timeline = Timeline::of(&stored.session);
        let flags = flags(&stored.session, &timeline);
        let running = timeline.spent(Account::Running, Elapsed::ZERO, elapsed);
        let has_sound = !hearable(&stored.path, &timeline).is_empty();
        let started = header.started.zoned();
        let state = stored.state();
        // A round that was sped up is listed, and counts for nothing else.
        let fast = if header.is_sped_up() { format!(" ×{}", header.speed) } else { String::new() };
        let cells = [
            header.id.to_string(),
            clean_line(&header.round.title),
            started.strftime("%Y-%m-%d %H:%M").to_string(),
            m_ss(elapsed.since_began()),
            m_ss(running),
            format!("{}{fast}{}", state.words(), if has_sound { ", sound" } else { "" }),
            flags.to_string(),
        ];
        Self {
            id: header.id.to_string(),
            title: header.round.title.clone(),
            template: header.round.template.clone(),
            started: rfc3339(started),
            elapsed_s: to_f64(elapsed.since_began()),
            running_s: to_f64(running),
            state: state.word(),
            speed: header.speed,
            strict: header.strict,
            flags,
            sound: has_sound,
            path: stored.path.display().to_string(),
            cells,
            future: which::future(&stored.session, now),
        }
    }
}

const HEADINGS: [&str; 7] = ["id", "title", "started", "length", "running", "state", "flags"];

/// The columns whose values end alike: times and counts.
const RIGHT: [usize; 3] = [3, 4, 6];

fn text(dir: &Path, width: usize, listing: &Listing<Row>) -> String {
    let mut text = if listing.sessions.is_empty() {
        format!("no sessions in {} yet; `mockround run` records one\n", named(dir))
    } else {
        table(&listing.sessions, width)
    };
    let future = listing.sessions.iter().filter_map(|row| row.future.as_ref());
    future.for_each(|says| text.push_str(&format!("\n{says}\n")));
    if !listing.skipped.is_empty() {
        text.push_str("\nnot listed:\n");
    }
    for SkippedFile { path, why } in &listing.skipped {
        text.push_str(&format!("  {}: {}\n", named(path), clean_line(why)));
    }
    text
}

/// The table, each line at most `width` columns where its ids let it.
fn table(sessions: &[Row], width: usize) -> String {
    let headings = HEADINGS.map(str::to_string);
    let mut rows = vec![&headings];
    rows.extend(sessions.iter().map(|row| &row.cells));
    let mut widths = [0; 7];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(*row) {
            *width = measure_text_width(cell).max(*width);
        }
    }
    fit(&mut widths, width);
    let mut text = String::new();
    for row in rows {
        let mut cells = Vec::new();
        for (column, cell) in row.iter().enumerate().filter(|(column, _)| widths[*column] > 0) {
            cells.push(padded(cell, widths[column], RIGHT.contains(&column)));
        }
        text.push_str(cells.join(GAP).trim_end());
        text.push('\n');
    }
    text
}

const GAP: &str = "  ";

/// Makes columns narrower until they fit; one of no width is left out. When a round started is also
/// in its id, and what it was called nearly so.
fn fit(widths: &mut [usize; 7], width: usize) {
    const TITLE: usize = 1;
    const SHORTEST_TITLE: usize = 8;
    let excess = |widths: &[usize; 7]| {
        let shown = widths.iter().filter(|width| **width > 0);
        let gaps = GAP.len() * shown.clone().count().saturating_sub(1);
        (shown.sum::<usize>() + gaps).saturating_sub(width)
    };
    for dropped in [2, TITLE, 4, 3, 5] {
        let by = excess(widths);
        if by == 0 {
            return;
        }
        let shorter = widths[TITLE].saturating_sub(by);
        if dropped == TITLE && shorter >= SHORTEST_TITLE {
            widths[TITLE] = shorter;
        } else {
            widths[dropped] = 0;
        }
    }
}

fn padded(cell: &str, width: usize, right: bool) -> String {
    let cell = truncate_str(cell, width, "…");
    let space = " ".repeat(width.saturating_sub(measure_text_width(&cell)));
    if right { space + &cell } else { cell.into_owned() + &space }
}

fn named(path: &Path) -> String {
    clean_line(&path.display().to_string())
}

fn json(listing: &Listing<Row>) -> serde_json::Result<String> {
    #[derive(Serialize)]
    struct NotListed<'a> {
        path: String,
        why: &'a str,
    }
    #[derive(Serialize)]
    struct List<'a> {
        sessions: &'a [Row],
        skipped: Vec<NotListed<'a>>,
    }
    let mut skipped = Vec::new();
    for SkippedFile { path, why } in &listing.skipped {
        skipped.push(NotListed { path: path.display().to_string(), why });
    }
    let list = List { sessions: &listing.sessions, skipped };
    serde_json::to_string_pretty(&list).map(|json| escape_json(&json))
}
