//! `mockround resume`: goes on with a round where it was left or cut off.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::bail;
use jiff::ZonedDateTime;

use super::{Context, play};
use crate::cli;
use crate::live::machine::clock::{self, Clock};
use crate::live::rules::conductor::Conductor;
use crate::session::event::{GapWhy, What};
use crate::session::store::{LATEST, LiveFile, SessionState, Store, Stored, find, read_all};
use crate::session::timeline::Timeline;
use crate::session::{Session, parse_rfc3339, rfc3339};

/// Goes on with a session. The time away is a gap: measured on the wall clock, never below zero.
///
/// # Errors
/// There is no such session, it is finished, or another process is running it.
pub(super) fn run(context: &Context, args: &cli::ResumeArgs) -> anyhow::Result<ExitCode> {
    let sessions = context.workspace.sessions();
    let path = match &*args.session {
        LATEST => resumable(&sessions).map_or_else(|| find(&sessions, LATEST), Ok)?,
        wanted => find(&sessions, wanted)?,
    };
    let last_frame = LiveFile::read(&path);
    let (mut store, session, warnings) = Store::open(&path)?;
    for warning in warnings {
        context.note(&warning);
    }
    if session.is_finished() {
        bail!("session {} is finished: `mockround report {0}` shows it", session.header.id);
    }
    let left = Timeline::of(&session).left;
    let until = session.until;
    let seen = match left {
        Some(_) => last_left(&session),
        None => last_frame.and_then(|frame| parse_rfc3339(&frame.wall).ok()),
    };
    let wall = clock::wall();
    let away = seen.map_or(Duration::ZERO, |seen| away(&seen, &wall)).mul_f64(session.header.speed);
    let back = until + away;
    let clock = Clock::starting_at(back, session.header.speed);
    let mut conductor = Conductor::new(session);
    if left.is_none() {
        conductor.record(back, What::Gap { from: until, why: GapWhy::Crashed });
    }
    conductor.record(back, What::Returned { wall: rfc3339(&wall) });
    // Written before anything says that the round runs again: else, cut off now, the time away
    // would be running time.
    store.append(&conductor.take_new())?;
    let sound = play::sound(context, conductor.session().header.speed)?;
    let intro = format!("going on with {}", conductor.session().header.id);
    play::go_on(context, store, conductor, clock, sound, intro)
}

/// The newest session that was left or cut off.
fn resumable(sessions: &Path) -> Option<PathBuf> {
    let goes_on = |stored: Stored| {
        matches!(stored.state(), SessionState::Left | SessionState::CutOff).then_some(stored.path)
    };
    read_all(sessions, goes_on).ok()?.sessions.into_iter().flatten().next()
}

/// What the wall clock said when the round was left.
fn last_left(session: &Session) -> Option<ZonedDateTime> {
    session.events.iter().rev().find_map(|event| match &event.what {
        What::Left { wall, .. } => parse_rfc3339(wall).ok(),
        _ => None,
    })
}

/// Time from one reading of the wall clock to another; zero where it was set back in between.
fn away(from: &ZonedDateTime, to: &ZonedDateTime) -> Duration {
    Duration::try_from(to.timestamp().duration_since(from.timestamp())).unwrap_or(Duration::ZERO)
}
