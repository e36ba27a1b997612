//! `mockround sessions`: every session of the workspace on a line, newest first, and the files that
//! are none.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use console::measure_text_width;
use serde::Serialize;

use crate::cli::{self, ListFormat};
use crate::session::store::{Listing, SessionState, SkippedFile, Stored, read_all};
use crate::session::timeline::{Account, Timeline};
use crate::session::{Session, rfc3339};
use crate::text::clean_line;
use crate::time::{Elapsed, m_ss};

#[cfg(test)]
mod tests;

/// Lists the sessions of a folder. `flags` counts the findings of a session's report.
///
/// # Errors
/// The folder can't be read, or `out` can't be written.
pub fn run(
    args: &cli::SessionsArgs,
    dir: &Path,
    out: &mut dyn Write,
    flags: impl Fn(&Session) -> usize + Sync,
) -> anyhow::Result<ExitCode> {
    let listing = read_all(dir, |stored| Row::of(&stored, &flags))?;
    match args.format {
        ListFormat::Text => out.write_all(text(dir, &listing).as_bytes())?,
        ListFormat::Json => writeln!(out, "{}", json(&listing)?)?,
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
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
    path: String,
    #[serde(skip)]
    cells: [String; 7],
}

impl Row {
    fn of(stored: &Stored, flags: impl Fn(&Session) -> usize) -> Self {
        let header = &stored.session.header;
        let elapsed = stored.session.until;
        let running = Timeline::of(&stored.session).spent(Account::Running, Elapsed::ZERO, elapsed);
        let started = header.started.zoned();
        let state = stored.state();
        let flags = flags(&stored.session);
        // A round that was sped up is listed, and counts for nothing else.
        let fast = if (header.speed - 1.0).abs() > f64::EPSILON {
            format!(" ×{}", header.speed)
        } else {
            String::new()
        };
        let cells = [
            header.id.to_string(),
            clean_line(&header.round.title),
            started.strftime("%Y-%m-%d %H:%M").to_string(),
            m_ss(elapsed.since_began()),
            m_ss(running),
            format!("{}{fast}", state.words()),
            flags.to_string(),
        ];
        Self {
            id: header.id.to_string(),
            title: header.round.title.clone(),
            template: header.round.template.clone(),
            started: rfc3339(started),
            elapsed_s: seconds(elapsed.since_began()),
            running_s: seconds(running),
            state: state.word(),
            speed: header.speed,
            strict: header.strict,
            flags,
            path: stored.path.display().to_string(),
            cells,
        }
    }
}

/// Seconds to the millisecond. Dividing once rounds once: 1.118 stays that, and is no
/// 1.1179999999999999.
fn seconds(time: Duration) -> f64 {
    time.as_millis() as f64 / 1000.0
}

impl SessionState {
    /// For a person.
    fn words(self) -> &'static str {
        match self {
            Self::Running => "running now",
            Self::CutOff => "cut off",
            Self::Finished | Self::Left => self.word(),
        }
    }

    /// For a program.
    fn word(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Finished => "finished",
            Self::Left => "left",
            Self::CutOff => "cut-off",
        }
    }
}

const HEADINGS: [&str; 7] = ["id", "title", "started", "length", "running", "state", "flags"];

/// The columns whose values end alike: times and counts.
const RIGHT: [usize; 3] = [3, 4, 6];

fn text(dir: &Path, listing: &Listing<Row>) -> String {
    let mut text = String::new();
    if listing.sessions.is_empty() {
        text.push_str(&format!("no sessions in {} yet; `mockround run` records one\n", named(dir)));
    } else {
        let headings = HEADINGS.map(str::to_string);
        let rows: Vec<&[String; 7]> = std::iter::once(&headings)
            .chain(listing.sessions.iter().map(|row| &row.cells))
            .collect();
        let width = |column: usize| {
            rows.iter().map(|row| measure_text_width(&row[column])).max().unwrap_or(0)
        };
        let widths: [usize; 7] = std::array::from_fn(width);
        for row in rows {
            let cells: Vec<String> =
                (0..row.len()).map(|n| padded(&row[n], widths[n], RIGHT.contains(&n))).collect();
            text.push_str(cells.join("  ").trim_end());
            text.push('\n');
        }
    }
    if !listing.skipped.is_empty() {
        text.push_str("\nnot listed:\n");
        for SkippedFile { path, why } in &listing.skipped {
            text.push_str(&format!("  {}: {}\n", named(path), clean_line(why)));
        }
    }
    text
}

fn padded(cell: &str, width: usize, right: bool) -> String {
    let space = " ".repeat(width.saturating_sub(measure_text_width(cell)));
    if right { space + cell } else { cell.to_string() + &space }
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
    let skipped = listing
        .skipped
        .iter()
        .map(|skipped| NotListed { path: skipped.path.display().to_string(), why: &skipped.why });
    serde_json::to_string_pretty(&List { sessions: &listing.sessions, skipped: skipped.collect() })
}
