//! `mockround resume`: goes on with a round where it was left or cut off.

use std::io::{self, BufRead, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, bail};
use jiff::ZonedDateTime;

use super::{Context, beside, play, report, which};
use crate::cli;
use crate::live::machine::clock::Clock;
use crate::live::rules::conductor::Conductor;
use crate::live::words::notices;
use crate::live::words::screen::status;
use crate::session::event::{GapWhy, What};
use crate::session::store::{
    Announcement, Frame, LATEST, LiveFile, Reopened, ReopenedFor, Store, Stored, find, read_all,
};
use crate::session::timeline::Place;
use crate::session::{Session, parse_rfc3339, rfc3339};
use crate::time::Elapsed;

/// The longest time away that is believed. Who comes back to a round later than that begins it
/// anew; clocks are set by years, after a flat battery or by hand.
const LONGEST_AWAY: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// What is read of the line with which a person begins, in bytes.
const LONGEST_LINE: u64 = 1 << 12;

/// Goes on with a session. The time away is a gap, measured on the wall clock. Where that was set
/// in between, it is unknown, and counts as no time.
///
/// # Errors
/// There is no such session, it is finished, or another process is running it.
pub(super) fn run(context: &Context, args: &cli::ResumeArgs) -> anyhow::Result<ExitCode> {
    let sessions = context.workspace.sessions();
    let path = match &*args.session {
        LATEST => newest(&sessions).map_or_else(|| find(&sessions, LATEST), Ok)?,
        wanted => find(&sessions, wanted)?,
    };
    let last_frame = LiveFile::read(&path);
    let (store, session, warnings) = Store::open(&path)?;
    for warning in warnings {
        context.note(&warning);
    }
    if session.is_finished() {
        let measured = || report::measured(context, &path, &session);
        beside::catch_up(context, &path, measured);
        bail!("session {} is finished: `mockround report {0}` shows it", session.header.id);
    }
    which::note_future(context, &session);
    let mut conductor = Conductor::new(session.clone());
    if !is_begun(context, &path, &conductor)? {
        return Ok(ExitCode::SUCCESS);
    }
    let (until, speed) = (session.until, session.header.speed);
    // Whatever can fail comes before the session hears of this.
    let sound = play::sound(context, speed)?;
    let wall = context.local_time();
    let seen = last_seen(&session, last_frame.as_ref());
    let away = away(&seen, &wall);
    if away.is_none() {
        context.note(&unknown_away(&seen, &wall));
    }
    let back = until + away.unwrap_or_default().mul_f64(speed);
    let clock = Clock::starting_at(back, speed);
    if conductor.timeline().left.is_none() && away.is_some() {
        conductor.record(back, What::Gap { from: until, why: GapWhy::Crashed });
    }
    let away_unknown = away.is_none();
    conductor.record(back, What::Returned { away_unknown, wall: rfc3339(&wall) });
    let mut intro = format!("going on with {}", conductor.session().header.id);
    if conductor.timeline().paused {
        intro += &format!("\n{}", notices::PAUSED);
    }
    play::go_on(context, store, conductor, clock, sound, intro)
}

/// Waits for Enter where the clock would run at once and a person can press it: who comes back sees
/// first where they were. Other processes hear that it waits. `false` where the input ends instead.
///
/// # Errors
/// The terminal can't be read.
fn is_begun(context: &Context, path: &Path, conductor: &Conductor) -> anyhow::Result<bool> {
    let (session, timeline) = (conductor.session(), conductor.timeline());
    let runs = matches!(timeline.place, Place::InSlot(_)) && !timeline.paused;
    if !runs || !io::stdin().is_terminal() {
        return Ok(true);
    }
    let _waits = Reopened::note(path, ReopenedFor::Waiting);
    let _announced = Announcement::make(context.workspace.running(), path);
    context.note(&format!("{}: {}", session.header.id, status(conductor, session.until)));
    context.note("Enter starts the clock · Ctrl-C leaves it as it is");
    let mut line = Vec::new();
    let read = io::stdin().lock().take(LONGEST_LINE).read_until(b'\n', &mut line);
    read.context("the terminal can't be read")?;
    Ok(!line.is_empty())
}

/// The newest session that isn't finished. Where another process has that one, no older one is
/// meant.
fn newest(sessions: &Path) -> Option<PathBuf> {
    let goes_on = |stored: Stored| (!stored.session.is_finished()).then_some(stored.path);
    read_all(sessions, goes_on).ok()?.sessions.into_iter().flatten().next()
}

/// What the wall clock said at the last moment at which the round is known to have run: where no
/// note of it is left, what it must have said, by the last that is.
fn last_seen(session: &Session, frame: Option<&Frame>) -> ZonedDateTime {
    let mut noted = (Elapsed::ZERO, session.header.started.zoned().clone());
    let events = session.events.iter().filter_map(|event| match &event.what {
        What::Left { wall, .. } | What::Returned { wall, .. } => Some((event.at, wall)),
        _ => None,
    });
    let frame = frame.map(|frame| (frame.elapsed, &frame.wall));
    for (at, wall) in events.chain(frame) {
        if let Ok(wall) = parse_rfc3339(wall)
            && (noted.0..=session.until).contains(&at)
        {
            noted = (at, wall);
        }
    }
    let since = (session.until - noted.0).div_f64(session.header.speed);
    noted.1.checked_add(since).unwrap_or(noted.1)
}

/// Time from one reading of the wall clock to another; `None` where it must have been set in
/// between.
fn away(from: &ZonedDateTime, to: &ZonedDateTime) -> Option<Duration> {
    let away = Duration::try_from(to.timestamp().duration_since(from.timestamp())).ok()?;
    (away <= LONGEST_AWAY).then_some(away)
}

/// What the candidate is told where the time away is not known.
fn unknown_away(from: &ZonedDateTime, to: &ZonedDateTime) -> String {
    let day = |wall: &ZonedDateTime| wall.strftime("%Y-%m-%d %H:%M:%S").to_string();
    format!(
        "how long the round was away is unknown: it last ran at {} by the clock, which says {} \
         now; no time is counted for it",
        day(from),
        day(to)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{at, small};
    use crate::session::event::{Event, LeftWhy};

    fn wall(text: &str) -> ZonedDateTime {
        parse_rfc3339(text).unwrap()
    }

    fn frame(seconds: f64, wall: &str) -> Frame {
        Frame { elapsed: at(seconds), wall: wall.to_string(), status: String::new() }
    }

    #[test]
    fn time_away_is_known_without_the_live_file_too() {
        // It began at 09:00:12.25.
        let mut session = Session::new(small());
        let began = session.header.started.zoned().clone();
        session.until = at(60.0);
        let minute = began.checked_add(Duration::from_secs(60)).unwrap();
        assert_eq!(last_seen(&session, None), minute);
        for useless in [frame(60.0, ""), frame(61.0, "2026-11-23T09:30:00+01:00")] {
            assert_eq!(last_seen(&session, Some(&useless)), minute, "{useless:?}");
        }
        let last = frame(60.0, "2026-11-23T09:01:13+01:00");
        assert_eq!(last_seen(&session, Some(&last)), wall(&last.wall));

        // Left for half an hour, and cut off ten seconds after the return; the frame is from the
        // run before.
        let left = What::Left { why: LeftWhy::Ended, wall: "2026-11-23T09:01:20+01:00".into() };
        let wall_then = "2026-11-23T09:31:20+01:00".into();
        let back = What::Returned { away_unknown: false, wall: wall_then };
        session.events.push(Event { at: at(68.0), what: left });
        session.events.push(Event { at: at(1868.0), what: back });
        session.until = at(1878.0);
        assert_eq!(last_seen(&session, Some(&last)), wall("2026-11-23T09:31:30+01:00"));
        session.header.speed = 10.0;
        assert_eq!(last_seen(&session, None), wall("2026-11-23T09:31:21+01:00"));
    }

    #[test]
    fn time_away_is_unknown_where_the_wall_clock_was_set() {
        let (later, sooner) =
            (wall("2026-11-23T09:31:30+01:00"), wall("2026-11-23T09:31:20+01:00"));
        assert_eq!(away(&sooner, &later), Some(Duration::from_secs(10)));
        assert_eq!(away(&later, &sooner), None);
        assert_eq!(away(&sooner, &wall("2026-12-23T09:31:20+01:00")), Some(LONGEST_AWAY));
        assert_eq!(away(&sooner, &wall("2058-11-23T09:31:20+01:00")), None);
        assert_eq!(
            unknown_away(&later, &sooner),
            "how long the round was away is unknown: it last ran at 2026-11-23 09:31:30 by the \
             clock, which says 2026-11-23 09:31:20 now; no time is counted for it"
        );
    }
}
