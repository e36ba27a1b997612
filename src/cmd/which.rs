//! Which session a person means, and what the one before it left to do.

use std::path::{Path, PathBuf};

use anyhow::bail;
use jiff::{SignedDuration, Timestamp};

use super::{Context, NotRunning, StillWaiting};
use crate::live::machine::clock;
use crate::session::store::{
    LATEST, SkippedFile, Stored, earlier_round, find, load, load_latest, read_all,
    running_sessions, waiting_sessions,
};
use crate::session::timeline::Timeline;
use crate::session::{Header, Session};
use crate::text::clean_line;

/// Clocks of two machines differ by less.
const AHEAD: SignedDuration = SignedDuration::from_hours(1);

/// The session that a person means. What is not read of it is said, and which newer ones than the
/// latest that can be read can't be.
pub(super) fn session(context: &Context, wanted: &str) -> anyhow::Result<(PathBuf, Session)> {
    let sessions = context.workspace.sessions();
    let stored = if wanted == LATEST {
        let (latest, passed_over) = load_latest(&sessions)?;
        for SkippedFile { why, .. } in passed_over {
            context.note(&format!("passed over, though newer: {}", clean_line(&why)));
        }
        note_future(context, &latest.session);
        latest
    } else {
        let path = find(&sessions, wanted)?;
        let (session, dropped) = load(&path)?;
        Stored { path, session, dropped }
    };
    for note in stored.notes() {
        context.note(&format!("{}: {note}", context.workspace.shown(&stored.path)));
    }
    Ok((stored.path, stored.session))
}

/// Whether somebody means a session, and can only mean that: one of this name is there.
pub(super) fn is_session(context: &Context, wanted: &str) -> bool {
    // Of a path only what is in it tells that.
    let is_read = |path: &Path| !wanted.ends_with(".toml") || load(path).is_ok();
    find(&context.workspace.sessions(), wanted).is_ok_and(|path| is_read(&path))
}

/// The session that a person means, and what it is held against: another one, or, where both are
/// the latest, the round before it of its template and of the same parts.
pub(super) fn pair(context: &Context, a: &str, b: &str) -> anyhow::Result<[Session; 2]> {
    let (path, second) = session(context, b)?;
    let id = &second.header.id;
    if a == LATEST && b == LATEST {
        let dir = path.parent().unwrap_or(Path::new("."));
        let Some(before) = earlier_round(dir, &second) else {
            let template = clean_line(&second.header.round.template);
            bail!(
                "no finished round of {template} at speed 1 before {id} rehearsed the same: name \
                 two to compare"
            );
        };
        return Ok([before, second]);
    }
    let (_, first) = session(context, a)?;
    if first.header.id == *id {
        bail!("{id} would be compared with itself; `mockround sessions` lists the others");
    }
    Ok([first, second])
}

/// A session that was recorded while the clock was far ahead would be the latest for years.
pub(super) fn note_future(context: &Context, session: &Session) {
    if let Some(says) = future(session, clock::wall().timestamp()) {
        context.note(&format!("{says}; where another is meant, name it"));
    }
}

/// What is said of a session that began in the future.
pub(super) fn future(session: &Session, now: Timestamp) -> Option<String> {
    let started = session.header.started.zoned();
    let is_ahead = started.timestamp().duration_since(now) > AHEAD;
    is_ahead.then(|| {
        let (id, day) = (&session.header.id, started.strftime("%-d %b %Y"));
        format!("session {id} began in the future, on {day}: the clock is or was wrong")
    })
}

/// The session that is running: the one whose id begins so, or the only one.
///
/// # Errors
/// None is, or waits to go on, or several are.
pub(super) fn running(context: &Context, wanted: Option<&str>) -> anyhow::Result<PathBuf> {
    let (sessions, announced) = (context.workspace.sessions(), context.workspace.running());
    let running = meant(running_sessions(&sessions, &announced), wanted);
    match &running[..] {
        [] => match meant(waiting_sessions(&sessions, &announced), wanted).pop() {
            Some(session) => Err(StillWaiting { session }.into()),
            None => Err(NotRunning.into()),
        },
        [one] => Ok(one.clone()),
        several => {
            let names: Vec<String> = several.iter().map(|path| name(path)).collect();
            bail!(
                "{} rounds are running: say which with --session: {}",
                several.len(),
                names.join(", ")
            )
        }
    }
}

/// The sessions whose id begins as is wanted; all where nothing is said.
fn meant(mut sessions: Vec<PathBuf>, wanted: Option<&str>) -> Vec<PathBuf> {
    let Some(wanted) = wanted else { return sessions };
    // One round's name can be the beginning of another's.
    match sessions.iter().position(|path| name(path) == wanted) {
        Some(exact) => sessions = vec![sessions.swap_remove(exact)],
        None => sessions.retain(|path| name(path).starts_with(wanted)),
    }
    sessions
}

fn name(session: &Path) -> String {
    session.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// What the candidate last wanted to do differently in a round of this kind: the line of the newest
/// other session of it that has one.
pub(super) fn last_debrief(sessions: &Path, header: &Header) -> Option<String> {
    let listing = read_all(sessions, |stored| {
        let other = &stored.session.header;
        let counts = other.id != header.id && other.round.is_of_a_kind_with(&header.round);
        counts.then(|| Timeline::of(&stored.session).debrief).flatten()
    });
    listing.ok()?.sessions.into_iter().flatten().next()
}
