//! `mockround listen`: speech and silent stretches of a recording; with a session, what was heard
//! becomes part of it.

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::bail;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::SignedDuration;
use serde::Serialize;

use super::{Context, play, report};
use crate::cli::{self, ListFormat};
use crate::live::hearing::ears::levels;
use crate::session::SessionId;
use crate::session::event::{Event, Levels, Source, What};
use crate::session::hearing::Hearing;
use crate::session::store::{Store, find};
use crate::time::seconds::to_f64;
use crate::time::{Elapsed, Stretch, m_ss};
use crate::voice::speech::Span;
use crate::voice::{self, HeardRecording};

/// What `--format json` prints. Seconds from the recording's beginning.
#[derive(Serialize)]
struct Listened {
    duration_s: f64,
    /// How much of it could not be read.
    unknown_s: f64,
    /// When speech begins; null where there is none.
    first_words_s: Option<f64>,
    /// Speech: pauses of less than half a second are part of it, lone sounds of less than half a
    /// second are not.
    spans: Vec<[f64; 2]>,
    silent_stretches: Vec<[f64; 2]>,
    /// The session that this was added to.
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<String>,
}

/// Listens to a recording.
///
/// # Errors
/// The recording can't be read; or the session can't be opened, or its clock did not run at the
/// recording's speed.
pub(super) fn run(context: &Context, args: &cli::ListenArgs) -> anyhow::Result<ExitCode> {
    let heard = with_progress(context, &args.recording)?;
    if let Some(broken) = &heard.broken {
        let name = context.workspace.shown(&args.recording);
        context.note(&format!("{name}: can't be read past {}: {}", m_ss(broken.at), broken.why));
    }
    if let (track, tracks @ 2..) = heard.track {
        let name = context.workspace.shown(&args.recording);
        context.note(&format!(
            "{name}: has {tracks} audio tracks; this is number {track}, \
                 and the others are not heard"
        ));
    }
    for zeros in &heard.zeros {
        let (name, from, to) =
            (context.workspace.shown(&args.recording), m_ss(zeros.from), m_ss(zeros.to));
        context.note(&format!(
            "{name}: nothing but zeros from {from} to {to}, as a muted microphone leaves them; \
             they count as silence"
        ));
    }
    for lost in &heard.lost {
        let name = context.workspace.shown(&args.recording);
        context.note(&format!(
            "{name}: can't be read from {} to {}: unknown",
            m_ss(lost.from),
            m_ss(lost.to)
        ));
    }
    let added = args
        .session
        .as_deref()
        .map(|session| add_to(context, args, session, &heard))
        .transpose()?;
    let mut listened = Listened::of(&heard, args.min);
    listened.session = added.as_ref().map(|added| added.id.to_string());
    context.print(&match args.format {
        ListFormat::Json => format!("{}\n", serde_json::to_string_pretty(&listened)?),
        ListFormat::Text => listened.text(args.min),
    })?;
    if let (Some(added), ListFormat::Text) = (added, args.format) {
        context.print(&added.text())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What a recording became of a session.
struct Added {
    id: SessionId,
    /// The part of the session that it covers.
    from: Elapsed,
    to: Elapsed,
}

impl Added {
    fn text(&self) -> String {
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

fn with_progress(context: &Context, recording: &Path) -> anyhow::Result<HeardRecording> {
    let target = if context.shows_progress {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    let bar = ProgressBar::with_draw_target(None, target)
        .with_style(ProgressStyle::with_template("{msg} {wide_bar}")?);
    let heard = voice::listen(recording, |position, length| {
        bar.set_length(length.map_or(position.as_secs(), |length| length.as_secs()));
        bar.set_message(m_ss(position));
        bar.set_position(position.as_secs());
    });
    bar.finish_and_clear();
    heard
}

impl Listened {
    fn of(heard: &HeardRecording, min: Duration) -> Self {
        let windows = heard.windows();
        let elapsed =
            |span: &Span| Stretch { from: Elapsed::new(span.from), to: Elapsed::new(span.to) };
        let hearing =
            Hearing::new(windows.iter().map(elapsed), heard.speech.iter().map(elapsed), &[]);
        let seconds = |of: &Stretch| [of.from, of.to].map(|at| to_f64(at.since_began()));
        let listened: Duration = windows.iter().map(|window| window.length()).sum();
        Self {
            duration_s: to_f64(heard.duration),
            unknown_s: to_f64(heard.duration.saturating_sub(listened)),
            first_words_s: hearing.speech().first().map(|island| to_f64(island.from.since_began())),
            spans: hearing.speech().iter().map(seconds).collect(),
            silent_stretches: hearing.silent(min).iter().map(seconds).collect(),
            session: None,
        }
    }

    fn text(&self, min: Duration) -> String {
        let time = |seconds: f64| m_ss(Duration::from_secs_f64(seconds));
        let rows = |stretches: &[[f64; 2]]| -> String {
            stretches
                .iter()
                .map(|[from, to]| {
                    format!("  {:>8} – {:<8} {:>7.1} s\n", time(*from), time(*to), to - from)
                })
                .collect()
        };
        let first = self
            .first_words_s
            .map_or("none".to_string(), |at| format!("at {} ({at:.1} s)", time(at)));
        let mut text = format!("{} long, first words {first}\n", time(self.duration_s));
        if self.unknown_s > 0.0 {
            text += &format!("{:.1} s could not be read: unknown\n", self.unknown_s);
        }
        text += &format!("\nspeech ({})\n{}", self.spans.len(), rows(&self.spans));
        let min = humantime::format_duration(min);
        text + &format!(
            "\nsilent for {min} and more ({})\n{}",
            self.silent_stretches.len(),
            rows(&self.silent_stretches)
        )
    }
}

/// Adds what was heard to a session.
fn add_to(
    context: &Context,
    args: &cli::ListenArgs,
    wanted: &str,
    heard: &HeardRecording,
) -> anyhow::Result<Added> {
    let path = find(&context.workspace.sessions(), wanted)?;
    let (mut store, mut session, warnings) = Store::open(&path)?;
    warnings.iter().for_each(|warning| context.note(warning));
    #[expect(clippy::float_cmp, reason = "1 is what is written when nobody asked for a speed")]
    if session.header.speed != 1.0 {
        bail!(
            "session {} ran at speed {}: a recording has another clock",
            session.header.id,
            session.header.speed
        );
    }
    if is_its_own(&args.recording, &path) {
        bail!(
            "{} is what the microphone of session {} heard: it is in the session already, \
             without the time that was not heard",
            context.workspace.shown(&args.recording),
            session.header.id
        );
    }
    let device = args.recording.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let at = session.until;
    let placed = |time: Duration| place(time, args.offset);
    let mut events = vec![Event {
        at,
        what: What::Listening { source: Source::Recording, device, offset: Elapsed::ZERO },
    }];
    for window in heard.windows() {
        let (from, to) = (placed(window.from), placed(window.to).min(at));
        let within = |span: &Span| (placed(span.from).max(from), placed(span.to).min(to));
        let spans: Vec<(Elapsed, Elapsed)> =
            heard.speech.iter().map(within).filter(|(from, to)| from < to).collect();
        if from < to {
            let all = levels(heard.level);
            // What was said outside the session says nothing of it.
            let spoken = !spans.is_empty();
            let levels = Levels {
                speech: all.speech.filter(|_| spoken),
                clipped: all.clipped.filter(|_| spoken),
                ..all
            };
            events
                .push(Event { at, what: What::Heard { from, to, spans, level_db: Some(levels) } });
        }
    }
    let windows = || {
        events.iter().filter_map(|event| match event.what {
            What::Heard { from, to, .. } => Some((from, to)),
            _ => None,
        })
    };
    let Some(((from, _), (_, to))) = windows().next().zip(windows().next_back()) else {
        bail!(
            "the recording and session {} don't overlap: --offset says when the recording began",
            session.header.id
        );
    };
    store.append(&events)?;
    session.events.extend(events);
    for (_, written) in play::write_beside(&path, &report::measured(context, &session)) {
        written?;
    }
    Ok(Added { id: session.header.id, from, to })
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
    use crate::voice::levels::Level;

    fn span(from: u64, to: u64) -> Span {
        Span { from: Duration::from_secs(from), to: Duration::from_secs(to) }
    }

    #[test]
    fn stretches_are_what_was_heard_less_speech_and_never_what_was_lost() {
        let level = Level { speech_p95: None, noise_median: None, clipped: None };
        let heard = HeardRecording {
            duration: Duration::from_secs(100),
            speech: vec![span(12, 20), span(41, 50)],
            lost: vec![span(60, 70)],
            zeros: vec![],
            broken: None,
            level,
            track: (1, 1),
        };
        let listened = Listened::of(&heard, Duration::from_secs(10));
        assert_eq!(listened.first_words_s, Some(12.0));
        assert_eq!(listened.unknown_s, 10.0);
        assert_eq!(listened.spans, [[12.0, 20.0], [41.0, 50.0]]);
        assert_eq!(
            listened.silent_stretches,
            [[0.0, 12.0], [20.0, 41.0], [50.0, 60.0], [70.0, 100.0]]
        );
        let longer = Listened::of(&heard, Duration::from_secs(20));
        assert_eq!(longer.silent_stretches, [[20.0, 41.0], [70.0, 100.0]]);
    }

    #[test]
    fn a_recording_may_begin_before_or_after_the_session() {
        let ten = Duration::from_secs(10);
        assert_eq!(place(ten, SignedDuration::from_secs(12)), Elapsed::from_secs(22));
        assert_eq!(place(ten, SignedDuration::from_secs(-4)), Elapsed::from_secs(6));
        assert_eq!(place(ten, SignedDuration::from_secs(-40)), Elapsed::ZERO);
    }
}
