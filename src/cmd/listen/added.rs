//! A recording becomes part of a session: what was heard of it, at the session's time.

use std::path::Path;
use std::time::Duration;

use anyhow::bail;
use jiff::SignedDuration;

use crate::cli;
use crate::cmd::addition::Addition;
use crate::cmd::{Context, play};
use crate::live::hearing::ears::{levels, spoken};
use crate::session::delivery::CELL;
use crate::session::event::{Event, Levels, Source, What};
use crate::session::store::{ReopenedFor, find, kept_path, known_recording};
use crate::session::{Session, SessionId};
use crate::time::{Elapsed, m_ss};
use crate::voice::HeardRecording;
use crate::voice::delivery::Delivered;
use crate::voice::speech::Span;

/// What a recording became of a session.
pub(super) struct Added {
    pub(super) id: SessionId,
    /// The part of the session that it covers.
    from: Elapsed,
    to: Elapsed,
}

impl Added {
    pub(super) fn text(&self) -> String {
        let time = |at: Elapsed| m_ss(at.since_began());
        format!(
            "\nadded to {}, from {} to {} of it, in place of what was heard there before: \
             `mockround report {0}` shows it\n",
            self.id,
            time(self.from),
            time(self.to),
        )
    }
}

/// Adds what was heard to a session, and writes the reports beside it again.
///
/// # Errors
/// There is no such session, it ran at another speed or heard the recording itself, nothing was
/// heard of the recording, or the two don't overlap.
pub(super) fn add_to(
    context: &Context,
    args: &cli::ListenArgs,
    wanted: &str,
    heard: &HeardRecording,
) -> anyhow::Result<Added> {
    let path = find(&context.workspace.sessions(), wanted)?;
    let mut to = Addition::to(context, &path, ReopenedFor::Recording)?;
    let session = &to.session;
    let id = session.header.id.clone();
    if session.header.is_sped_up() {
        bail!(
            "session {id} ran at speed {}, and its clock with it: a recording has another one. Add \
             the recording of a round at speed 1",
            session.header.speed
        );
    }
    if is_its_own(&args.recording, &path) {
        bail!(
            "{} is what the microphone of session {id} heard: it is in the session already, \
             without the time that was not heard",
            context.workspace.shown(&args.recording),
        );
    }
    if heard.windows().is_empty() {
        bail!("nothing was heard of the recording, so there is nothing to add to session {id}");
    }
    let windows = windows(heard, args.offset, session.until);
    let (Some(first), Some(last)) = (windows.first(), windows.last()) else {
        bail!(
            "the recording and session {id} don't overlap: --offset says when the recording began"
        );
    };
    let (from, until) = (first.from, last.to);
    let mut events = events(session, &args.recording, heard, windows);
    let (at, end) = (session.until, session.until);
    // Where there are several, the one that was chosen is the one to hear again.
    let (track, tracks) = heard.track;
    let track = if tracks > 1 { u16::try_from(track).ok() } else { args.track };
    let lies = lies(&path, args, (from, until), track);
    events.extend(lies.map(|what| Event { at, what }));
    let told = heard.delivery.iter().filter_map(|of| within(of, args.offset, end));
    events.extend(told.map(|(from, of)| Event { at, what: spoken(from, &of) }));
    let recorded = to.record(context, events);
    to.finish(context)?;
    recorded?;
    Ok(Added { id: to.session.header.id.clone(), from, to: until })
}

/// A stretch of a session that a recording covers, and the speech in it.
struct NewWindow {
    from: Elapsed,
    to: Elapsed,
    spans: Vec<(Elapsed, Elapsed)>,
    pauses: Vec<(Elapsed, Elapsed)>,
}

/// What a recording that began so long after its session covers of it, up to its end.
fn windows(heard: &HeardRecording, offset: SignedDuration, end: Elapsed) -> Vec<NewWindow> {
    let mut windows = Vec::new();
    for window in heard.windows() {
        let (from, to) = (place(window.from, offset), place(window.to, offset).min(end));
        if from >= to {
            continue;
        }
        let within = |of: &[Span]| {
            let placed = of.iter().map(|span| (place(span.from, offset), place(span.to, offset)));
            let within = placed.map(|(begin, end)| (begin.max(from), end.min(to)));
            within.filter(|(begin, end)| begin < end).collect()
        };
        let (spans, pauses) = (within(&heard.speech), within(&heard.pauses));
        windows.push(NewWindow { from, to, spans, pauses });
    }
    windows
}

/// What was told of a recording that began so long after its session, from its first cell in the
/// session to its last, and when that begins.
fn within(told: &Delivered, offset: SignedDuration, end: Elapsed) -> Option<(Elapsed, Delivered)> {
    let mut told = told.clone();
    let is_out = |from: Duration| {
        let begin = SignedDuration::try_from(from).unwrap_or(SignedDuration::MAX);
        begin.saturating_add(offset).is_negative()
    };
    while !told.cells.is_empty() && is_out(told.window.from) {
        told.cells.remove(0);
        told.window.from += CELL;
        told.faded = told.faded.iter().filter_map(|cell| cell.checked_sub(1)).collect();
    }
    let from = place(told.window.from, offset);
    let fits = (end - from).as_millis() / CELL.as_millis();
    told.cells.truncate(fits as usize);
    told.faded.retain(|cell| *cell < told.cells.len());
    (!told.cells.is_empty()).then_some((from, told))
}

fn events(
    session: &Session,
    recording: &Path,
    heard: &HeardRecording,
    windows: Vec<NewWindow>,
) -> Vec<Event> {
    let at = session.until;
    let device = recording.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let listening = What::Listening { source: Source::Recording, device, offset: Elapsed::ZERO };
    let mut events = vec![Event { at, what: listening }];
    for NewWindow { from, to, spans, pauses } in windows {
        let all = levels(heard.level);
        // What was said outside the session says nothing of it.
        let level_db = Some(match spans.is_empty() {
            true => Levels { speech: None, clipped: None, ..all },
            false => all,
        });
        events.push(Event { at, what: What::Heard { from, to, spans, pauses, level_db } });
    }
    events
}

/// Where a recording lies that holds such a part of its session; none where its path can't be kept
/// as a text.
fn lies(
    session: &Path,
    args: &cli::ListenArgs,
    (from, to): (Elapsed, Elapsed),
    track: Option<u16>,
) -> Option<What> {
    let begins = begins(args.offset, from);
    let file = kept_path(session, &args.recording)?;
    let known_by = known_recording(&args.recording);
    Some(What::RecordingAdded { from, to, file, begins, track, known_by })
}

/// Where in a recording that began so long after its session a moment of that is.
fn begins(offset: SignedDuration, from: Elapsed) -> Elapsed {
    let from = SignedDuration::try_from(from.since_began()).unwrap_or(SignedDuration::MAX);
    Elapsed::new(Duration::try_from(from.saturating_sub(offset)).unwrap_or(Duration::ZERO))
}

/// Whether a recording is the sound that was stored beside a session.
fn is_its_own(recording: &Path, session: &Path) -> bool {
    let recording = recording.canonicalize().ok();
    recording.is_some()
        && play::stored_sound(session).any(|stored| stored.canonicalize().ok() == recording)
}

/// The time of a session at a time of a recording that began so long after it; what was before is
/// cut off.
fn place(time: Duration, offset: SignedDuration) -> Elapsed {
    let shifted =
        SignedDuration::try_from(time).unwrap_or(SignedDuration::MAX).saturating_add(offset);
    Elapsed::new(Duration::try_from(shifted).unwrap_or(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_may_begin_before_or_after_the_session() {
        let ten = Duration::from_secs(10);
        assert_eq!(place(ten, SignedDuration::from_secs(12)), Elapsed::from_secs(22));
        assert_eq!(place(ten, SignedDuration::from_secs(-4)), Elapsed::from_secs(6));
        assert_eq!(place(ten, SignedDuration::from_secs(-40)), Elapsed::ZERO);
    }

    #[test]
    fn where_the_session_begins_in_a_recording_is_kept() {
        let at = Elapsed::from_secs;
        for (offset, from, expected) in [(-40, 0, 40), (5, 5, 0), (5, 9, 4), (0, 0, 0)] {
            let begins = begins(SignedDuration::from_secs(offset), at(from));
            assert_eq!(begins, at(expected), "{offset}");
        }
    }
}
