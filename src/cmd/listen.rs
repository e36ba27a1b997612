//! `mockround listen`: speech and silent stretches of a recording; with a session, what was heard
//! becomes part of it.

mod added;
mod delivery;

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;

use self::delivery::DeliveryFields;
use super::Context;
use crate::cli::{self, ListFormat};
use crate::session::delivery::Spoken;
use crate::session::hearing::{HOLE, Hearing, SCRAP};
use crate::text::escape_json;
use crate::time::seconds::to_f64;
use crate::time::stretch::joined;
use crate::time::{Elapsed, Stretch, m_ss};
use crate::voice::speech::Span;
use crate::voice::{HeardRecording, tracks};

/// What `--format json` prints. Seconds from the recording's beginning.
#[derive(Serialize)]
struct WhatWasHeard {
    duration_s: f64,
    /// How much of it could not be read, or is nothing but zeros and no gate's pause; and what lies
    /// between holes that follow closely.
    unknown_s: f64,
    /// When speech begins; null where there is none.
    first_words_s: Option<f64>,
    /// Speech, without the pauses in it; lone sounds of less than half a second are none.
    spans: Vec<[f64; 2]>,
    /// The same for a person: pauses of less than half a second are part of it.
    #[serde(skip)]
    speech: Vec<[f64; 2]>,
    silent_stretches: Vec<[f64; 2]>,
    /// When keys were typed. Nothing hears that yet: unknown.
    typing: (),
    delivery: DeliveryFields,
    #[serde(skip)]
    spoken: Spoken,
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
    let heard = with_progress(context, &args.recording, args.track.map(usize::from))?;
    let name = context.workspace.shown(&args.recording);
    for caveat in caveats(&heard) {
        context.note(&format!("{name}: {caveat}"));
    }
    if args.track.is_none() {
        for unheard in tracks::unheard(&args.recording, heard.track) {
            context.note(&format!("{name}: {unheard}"));
        }
    }
    let added = match &args.session {
        Some(session) => Some(added::add_to(context, args, session, &heard)?),
        None => None,
    };
    let mut listened = WhatWasHeard::of(&heard, args.min);
    match args.format {
        ListFormat::Json => {
            listened.session = added.map(|added| added.id.to_string());
            let page = serde_json::to_string_pretty(&listened)? + "\n";
            context.print(&escape_json(&page))?;
        }
        ListFormat::Text => {
            context.print(&listened.text(args.min))?;
            if let Some(added) = added {
                context.print(&added.text())?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What a person should know of how a recording was heard.
fn caveats(heard: &HeardRecording) -> Vec<String> {
    let mut caveats = Vec::new();
    if let Some(broken) = &heard.broken {
        caveats.push(format!("can't be read past {}: {}", to_second(broken.at), broken.why));
    }
    caveats.extend(tracks::said(heard.track, heard.is_chosen));
    for Span { from, to } in &heard.zeros {
        caveats.push(format!(
            "nothing but zeros from {} to {}, as a muted microphone leaves them: unknown",
            to_second(*from),
            to_second(*to)
        ));
    }
    if heard.is_gated {
        let gated = "pauses are nothing but zeros, as a noise gate leaves them: silence";
        caveats.push(gated.to_string());
    }
    let rows = joined(heard.lost.iter().copied(), SCRAP);
    caveats.extend(rows.into_iter().map(|row| unread(heard, row)));
    caveats
}

/// What is said of a hole, or of several that count as one.
fn unread(heard: &HeardRecording, row: Span) -> String {
    if row.from < heard.begins {
        return format!("the sound begins at {}: unknown before", to_second(heard.begins));
    }
    let [from, to] = [row.from, row.to].map(to_second);
    let lengths = heard.lost.iter().filter(|lost| lost.overlaps(row)).map(|lost| lost.length());
    let longest = lengths.clone().max().unwrap_or_default();
    let is_estimated = heard.estimated.iter().any(|hole| hole.overlaps(row));
    let about = if is_estimated { "about " } else { "" };
    let unread = match lengths.count() {
        0 | 1 if longest < Duration::from_secs(1) => {
            format!("{about}{:.1} s can't be read at {from}", longest.as_secs_f64())
        }
        0 | 1 => format!("can't be read from {from} to {about}{to}"),
        count => format!(
            "{count} stretches of up to {about}{:.1} s between {from} and {to} can't be read",
            longest.as_secs_f64()
        ),
    };
    let hides = if row.length() < HOLE { "too short to hide words" } else { "unknown" };
    format!("{unread}: {hides}")
}

fn with_progress(
    context: &Context,
    recording: &Path,
    track: Option<usize>,
) -> anyhow::Result<HeardRecording> {
    let target = match context.shows_progress {
        true => ProgressDrawTarget::stderr(),
        false => ProgressDrawTarget::hidden(),
    };
    let bar = ProgressBar::with_draw_target(None, target)
        .with_style(ProgressStyle::with_template("{msg} {wide_bar}")?);
    let heard = tracks::listen(recording, track, |position, length| {
        bar.set_length(length.map_or(position.as_secs(), |length| length.as_secs()));
        bar.set_message(m_ss(position));
        bar.set_position(position.as_secs());
    });
    bar.finish_and_clear();
    heard
}

impl WhatWasHeard {
    fn of(heard: &HeardRecording, min: Duration) -> Self {
        let windows = heard.windows();
        let elapsed =
            |span: &Span| Stretch { from: Elapsed::new(span.from), to: Elapsed::new(span.to) };
        let hearing = Hearing::new(
            windows.iter().map(elapsed),
            heard.speech.iter().map(elapsed),
            heard.pauses.iter().map(elapsed),
            &[],
        );
        let seconds = |of: Stretch| [of.from, of.to].map(|at| to_f64(at.since_began()));
        let all = |of: &[Stretch]| of.iter().copied().map(seconds).collect();
        let spoken = delivery::of(heard);
        let listened: Duration = hearing.heard().iter().map(|heard| heard.length()).sum();
        Self {
            duration_s: to_f64(heard.duration),
            unknown_s: to_f64(heard.duration.saturating_sub(listened)),
            first_words_s: hearing.speech().first().map(|island| to_f64(island.from.since_began())),
            spans: hearing.voice().map(seconds).collect(),
            speech: all(hearing.speech()),
            silent_stretches: all(&hearing.silent(min)),
            typing: (),
            delivery: DeliveryFields::of(&spoken),
            spoken,
            session: None,
        }
    }

    fn text(&self, min: Duration) -> String {
        let first = match self.first_words_s {
            Some(at) => format!("at {} ({at:.1} s)", clock(at)),
            // They may have been said where nothing was heard.
            None if self.unknown_s > 0.0 => "unknown".to_string(),
            None => "none".to_string(),
        };
        let mut text = format!("{} long, first words {first}\n", clock(self.duration_s));
        if self.unknown_s > 0.0 {
            text += &format!("{:.1} s could not be heard: unknown\n", self.unknown_s);
        }
        text += &format!("\nspeech ({})\n{}", self.speech.len(), rows(&self.speech));
        text += &format!(
            "\nsilent for {} and more ({})\n",
            humantime::format_duration(min),
            self.silent_stretches.len()
        );
        text + &rows(&self.silent_stretches) + &delivery::text(&self.spoken)
    }
}

/// Seconds as a person reads a time.
fn clock(seconds: f64) -> String {
    to_second(Duration::from_secs_f64(seconds))
}

/// A time to the nearest second.
fn to_second(time: Duration) -> String {
    m_ss(time + Duration::from_millis(500))
}

/// A line for each stretch.
fn rows(stretches: &[[f64; 2]]) -> String {
    let mut rows = String::new();
    for [from, to] in stretches {
        let (begin, end, length) = (clock(*from), clock(*to), to - from);
        rows += &format!("  {begin:>8} – {end:<8} {length:>7.1} s\n");
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::voice::levels::Level;

    fn span(from: u64, to: u64) -> Span {
        Span { from: Duration::from_secs(from), to: Duration::from_secs(to) }
    }

    /// A recording of no length, in which nothing was heard.
    fn unheard() -> HeardRecording {
        HeardRecording {
            duration: Duration::ZERO,
            speech: vec![],
            pauses: vec![],
            lost: vec![],
            estimated: vec![],
            begins: Duration::ZERO,
            zeros: vec![],
            broken: None,
            level: Level { speech_p95: None, noise_median: None, clipped: None },
            track: (1, 1),
            is_chosen: false,
            is_gated: false,
            delivery: vec![],
        }
    }

    #[test]
    fn a_hole_too_short_for_words_cuts_no_silence_and_is_told_with_its_length() {
        let millis =
            |from, to| Span { from: Duration::from_millis(from), to: Duration::from_millis(to) };
        let mut heard = HeardRecording {
            duration: Duration::from_secs(30),
            speech: vec![span(0, 5)],
            lost: vec![millis(12_200, 12_500)],
            ..unheard()
        };
        let listened = WhatWasHeard::of(&heard, Duration::from_secs(10));
        assert_eq!(listened.silent_stretches, [[5.0, 30.0]]);
        assert_eq!(listened.unknown_s, 0.3);
        assert_eq!(caveats(&heard), ["0.3 s can't be read at 0:12: too short to hide words"]);
        heard.lost = vec![millis(12_200, 12_800)];
        let listened = WhatWasHeard::of(&heard, Duration::from_secs(10));
        assert_eq!(listened.silent_stretches, [[12.8, 30.0]]);
        assert_eq!(caveats(&heard), ["0.6 s can't be read at 0:12: unknown"]);
        heard.lost = vec![millis(12_800, 13_100), span(20, 22)];
        let told = [
            "0.3 s can't be read at 0:13: too short to hide words",
            "can't be read from 0:20 to 0:22: unknown",
        ];
        assert_eq!(caveats(&heard), told);
        // Many that follow closely are one.
        heard.lost = (0..20).map(|i| millis(10_000 + 500 * i, 10_400 + 500 * i)).collect();
        let listened = WhatWasHeard::of(&heard, Duration::from_secs(1));
        assert_eq!(listened.silent_stretches, [[5.0, 10.0], [19.9, 30.0]]);
        assert_eq!(listened.unknown_s, 9.9);
        assert_eq!(
            caveats(&heard),
            ["20 stretches of up to 0.4 s between 0:10 and 0:20 can't be read: unknown"]
        );
    }

    #[test]
    fn a_length_that_is_an_estimate_is_called_one_and_times_are_of_the_nearest_second() {
        let millis =
            |from, to| Span { from: Duration::from_millis(from), to: Duration::from_millis(to) };
        let mut heard = HeardRecording {
            duration: Duration::from_millis(29_990),
            lost: vec![millis(11_990, 15_600)],
            estimated: vec![millis(11_990, 15_600)],
            ..unheard()
        };
        assert_eq!(caveats(&heard), ["can't be read from 0:12 to about 0:16: unknown"]);
        heard.lost = vec![millis(11_990, 12_690)];
        assert_eq!(caveats(&heard), ["about 0.7 s can't be read at 0:12: unknown"]);
        heard.lost = vec![millis(11_990, 12_690), millis(12_900, 13_300)];
        assert_eq!(
            caveats(&heard),
            ["2 stretches of up to about 0.7 s between 0:12 and 0:13 can't be read: unknown"]
        );
        let text = WhatWasHeard::of(&heard, Duration::from_secs(10)).text(Duration::from_secs(10));
        assert!(text.starts_with("0:30 long, "), "{text}");
    }

    #[test]
    fn sound_that_begins_late_is_not_called_unreadable() {
        let begins = Duration::from_millis(2_978);
        let heard = HeardRecording {
            duration: Duration::from_secs(30),
            lost: vec![Span { from: Duration::ZERO, to: begins }],
            begins,
            ..unheard()
        };
        assert_eq!(caveats(&heard), ["the sound begins at 0:03: unknown before"]);
    }

    #[test]
    fn stretches_are_what_was_heard_less_speech_and_never_what_was_lost() {
        let heard = HeardRecording {
            duration: Duration::from_secs(100),
            speech: vec![span(12, 20), span(41, 50)],
            pauses: vec![span(14, 15), span(18, 20)],
            lost: vec![span(60, 70)],
            ..unheard()
        };
        let listened = WhatWasHeard::of(&heard, Duration::from_secs(10));
        assert_eq!(listened.first_words_s, Some(12.0));
        assert_eq!(listened.unknown_s, 10.0);
        assert_eq!(listened.spans, [[12.0, 14.0], [15.0, 18.0], [41.0, 50.0]]);
        assert_eq!(listened.speech, [[12.0, 18.0], [41.0, 50.0]]);
        assert_eq!(
            listened.silent_stretches,
            [[0.0, 12.0], [18.0, 41.0], [50.0, 60.0], [70.0, 100.0]]
        );
        let longer = WhatWasHeard::of(&heard, Duration::from_secs(20));
        assert_eq!(longer.silent_stretches, [[18.0, 41.0], [70.0, 100.0]]);
    }
}
