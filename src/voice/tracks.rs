//! Which sound of a file is listened to: recorders that take the screen too put the microphone on
//! one track and what the computer plays on another, in either order.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;

use super::recording::{Recording, conversion};
use super::speech::Span;
use super::{HeardRecording, hear};

/// How much of the most speech that a track holds an earlier one must hold to be taken for it: one
/// may be another's copy with something mixed in.
const AS_MUCH: f64 = 0.9;

/// Listens to a whole recording: to the audio track with this number, from 1, or else to the one
/// that holds the most speech, as fast as it can be decoded. Every second of it, `progress` is told
/// how far it is and how long the file says that it is, each track of it.
///
/// # Errors
/// As [`Recording::open_track`].
pub(crate) fn listen(
    path: &Path,
    track: Option<usize>,
    mut progress: impl FnMut(Duration, Option<Duration>),
) -> Result<HeardRecording> {
    let recording = Recording::open_track(path, track)?;
    let (first, count) = recording.track();
    if track.is_some() || count < 2 {
        return Ok(hear(recording, progress));
    }
    let (mut all, mut before) = (Vec::new(), Duration::ZERO);
    let others = (1..=count).filter(|number| *number != first);
    // One that can't be decoded is not what is meant.
    let others = others.filter_map(|number| Recording::open_track(path, Some(number)).ok());
    for recording in [recording].into_iter().chain(others) {
        let heard = hear(recording, |position, length| {
            progress(before + position, length.map(|length| length * count as u32));
        });
        before += heard.duration;
        all.push(heard);
    }
    let most = all.iter().map(speech).fold(0.0, f64::max);
    let chosen = all.iter().position(|heard| speech(heard) >= AS_MUCH * most).unwrap_or(0);
    Ok(HeardRecording { is_chosen: most > 0.0, ..all.swap_remove(chosen) })
}

/// A recording at the track that [`listen`] hears, and whether that was chosen for the speech in
/// it; among several it is, and then all of them are listened to first.
///
/// # Errors
/// As [`listen`].
pub(crate) fn open(path: &Path, track: Option<usize>) -> Result<(Recording, bool)> {
    let recording = Recording::open_track(path, track)?;
    if track.is_some() || recording.track().1 < 2 {
        return Ok((recording, false));
    }
    let HeardRecording { track: (chosen, _), is_chosen, .. } = listen(path, None, |_, _| {})?;
    Ok((Recording::open_track(path, Some(chosen))?, is_chosen))
}

/// What is said of the track that is heard, where there are several.
pub(crate) fn said((track, tracks): (usize, usize), is_chosen: bool) -> Option<String> {
    let why = match is_chosen {
        true => "which holds the most speech (--track chooses another)",
        false => "and the others are not heard",
    };
    (tracks > 1).then(|| format!("has {tracks} audio tracks; this is number {track}, {why}"))
}

/// What is said of the tracks beside the one that is heard that can't be: the speech may be there.
pub(crate) fn unheard(path: &Path, (heard, count): (usize, usize)) -> Vec<String> {
    let others = (1..=count).filter(|number| *number != heard);
    let unheard = others.filter(|number| Recording::open_track(path, Some(*number)).is_err());
    let said =
        |number| format!("track {number} can't be read here; {}", conversion(path, Some(number)));
    unheard.map(said).collect()
}

/// Seconds of it.
fn speech(heard: &HeardRecording) -> f64 {
    heard.speech.iter().map(|span: &Span| span.length().as_secs_f64()).sum()
}
