//! The sound of a session as a transcriber gets it: recordings that were added to it, what was
//! stored with it, and the clips of speech in these.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::bail;

use super::child::Stopped;
use super::{bar, place};
use crate::cmd::Context;
use crate::cmd::interruption::Interruption;
use crate::cmd::replay::lost_told;
use crate::session::Session;
use crate::session::store::{BelongingKind, HearableFile, belongings, hearable, lost};
use crate::session::timeline::Timeline;
use crate::text::{causes, clean_line};
use crate::time::stretch::{joined, without};
use crate::time::{Elapsed, Stretch, m_ss};
use crate::voice::speech::Span;
use crate::voice::{clips, tracks};

/// Less that is lost is rounding.
const LEAST_LOST: Duration = Duration::from_secs(1);

/// A file that holds sound of a session.
pub(super) struct SessionSound {
    path: PathBuf,
    track: Option<usize>,
    /// Since when of the session, where that is known.
    from: Option<Elapsed>,
    /// What of the file that is.
    part: Stretch<Duration>,
}

/// A piece of speech as a file of its own.
pub(super) struct Clip {
    pub(super) wav: PathBuf,
    /// When it begins, in the session.
    pub(super) from: Elapsed,
    pub(super) length: Duration,
    /// The speech in it, from its beginning: the first and the last moment.
    pub(super) speech: Stretch<Duration>,
}

/// The files of sound of a session that are there. One counts where none before it has sound: the
/// recording that was added last comes first, what the microphone heard last.
///
/// # Errors
/// There are none.
pub(super) fn sounds(
    context: &Context,
    path: &Path,
    session: &Session,
) -> anyhow::Result<Vec<SessionSound>> {
    let timeline = Timeline::of(session);
    let hearable = hearable(path, &timeline);
    let mut found: Vec<SessionSound> = Vec::new();
    for file in hearable.into_iter().rev() {
        // Stored sound is found below, also what no event names.
        if file.path.parent() != Some(&path.with_extension("")) {
            found.push(file.into());
        }
    }
    for file in belongings(path).files {
        if file.kind == BelongingKind::Sound && !file.is_copy {
            let name = file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let from = timeline.sounds.iter().find(|of| of.name == name).map(|of| of.from);
            let part = Stretch { from: Duration::ZERO, to: Duration::MAX };
            found.push(SessionSound { path: file.path, track: None, from, part });
        }
    }
    let id = &session.header.id;
    let lost = lost(path, &timeline);
    let gone: Vec<String> = lost.iter().map(|of| lost_told(context, of)).collect();
    match (found.is_empty(), gone.is_empty()) {
        (false, _) => Ok(found),
        (true, false) => bail!("the sound of session {id} can't be heard: {}", gone.join(", ")),
        (true, true) if session.header.is_sped_up() => bail!(
            "session {id} has no words and no sound, and at speed {} its clock is another than \
             that of any sound: run a round at speed 1, with --keep-audio",
            session.header.speed
        ),
        (true, true) => bail!(
            "session {id} has no words, and no sound to take them from, which --keep-audio stores \
             and `mockround listen RECORDING --session {id}` adds: `mockround words {id} \
             --transcript FILE` takes a transcript"
        ),
    }
}

impl From<HearableFile> for SessionSound {
    fn from(file: HearableFile) -> Self {
        let part = Stretch { from: file.begins, to: file.begins + file.of.length() };
        let track = file.track.map(usize::from);
        Self { path: file.path, track, from: Some(file.of.from), part }
    }
}

/// The speech in all sound of a session.
pub(super) struct CutSpeech {
    pub(super) clips: Vec<Clip>,
    /// Where in the session that sound is, in order, apart.
    pub(super) heard: Vec<Stretch>,
}

/// Says what sound of a session is lost of which no other file has heard the same.
pub(super) fn note_lost(context: &Context, path: &Path, session: &Session, heard: &[Stretch]) {
    for lost in lost(path, &Timeline::of(session)) {
        let says = lost_told(context, &lost);
        let of = Stretch { from: lost.of.from, to: lost.of.to.min(session.until) };
        let missing: Duration = without(&[of], heard).iter().map(|left| left.length()).sum();
        if missing >= LEAST_LOST {
            let [from, to] = [of.from, of.to].map(|at| m_ss(at.since_began()));
            context
                .note(&format!("{says}: what was said from {from} to {to} has no words from it"));
        }
    }
}

/// Cuts the speech out of all sound of a session.
pub(super) fn cut(
    context: &Context,
    session: &Session,
    sounds: &[SessionSound],
    folder: &Path,
    stop: &Interruption,
) -> anyhow::Result<CutSpeech> {
    let mut cut = CutSpeech { clips: Vec::new(), heard: Vec::new() };
    let mut unread = Vec::new();
    for sound in sounds {
        match cut.add(context, session, sound, folder, stop) {
            Err(error) if error.is::<Stopped>() => return Err(error),
            Err(error) => unread.push((sound, error)),
            Ok(()) => {}
        }
    }
    // One that can't be read takes nothing from the others.
    for (sound, error) in unread {
        if cut.heard.is_empty() {
            return Err(error);
        }
        let shown = clean_line(&context.workspace.shown(&sound.path));
        context.note(&format!("{shown} is left out: {}", causes(&error)));
    }
    cut.clips.sort_by_key(|clip| clip.from);
    cut.heard = joined(cut.heard, Duration::ZERO);
    Ok(cut)
}

impl CutSpeech {
    /// Adds what no sound before it has.
    fn add(
        &mut self,
        context: &Context,
        session: &Session,
        SessionSound { path, track, from, part }: &SessionSound,
        folder: &Path,
        stop: &Interruption,
    ) -> anyhow::Result<()> {
        let bar = bar(context, "{msg} {wide_bar}")?;
        bar.set_message("listening");
        let heard = tracks::listen(path, *track, |position, length| {
            bar.set_length(length.map_or(position.as_secs(), |length| length.as_secs()));
            bar.set_position(position.as_secs());
        });
        bar.finish_and_clear();
        let heard = heard?;
        if stop.came() {
            return Err(Stopped.into());
        }
        let track = Some(heard.track.0);
        let span = |span: &Span| Stretch { from: span.from, to: span.to }.within(*part);
        let speech = heard.speech.iter().map(span).filter(|of| !of.is_empty());
        let speech: Vec<Stretch<Duration>> = speech.collect();
        let Some(from) = from.or_else(|| place::began(session, &speech)) else {
            let shown = context.workspace.shown(path);
            context.note(&format!("{shown} is left out: when it began is not known"));
            return Ok(());
        };
        let place = |at: Duration| from + at.saturating_sub(part.from);
        let speech = unheard(&speech, &self.heard, place);
        let cuts = clips::cuts(&speech, &clips::loudness(path, track)?);
        let wavs = clips::write(path, track, &cuts, (folder, self.clips.len()))?;
        self.heard.push(Stretch { from, to: place(heard.duration.min(part.to)) });
        for (cut, wav) in cuts.iter().zip(wavs) {
            let inside = speech.iter().map(|span| span.within(*cut)).filter(|of| !of.is_empty());
            let inside: Vec<Stretch<Duration>> = inside.collect();
            let first = inside.first().map_or(cut.from, |span| span.from);
            let last = inside.last().map_or(cut.to, |span| span.to);
            let speech = Stretch { from: first - cut.from, to: last - cut.from };
            let (from, length) = (place(cut.from), cut.length());
            self.clips.push(Clip { wav, from, length, speech });
        }
        Ok(())
    }
}

impl Clip {
    /// The speech in it, in the session.
    pub(super) fn spoken(&self) -> Stretch {
        self.place(self.speech)
    }

    /// A part of it, in the session.
    pub(super) fn place(&self, part: Stretch<Duration>) -> Stretch {
        let at = |at: Duration| self.from + at.min(self.length);
        Stretch { from: at(part.from), to: at(part.to) }
    }
}

/// The speech of a file that no file before it has: by the middle of each span, at its place in the
/// session.
fn unheard(
    speech: &[Stretch<Duration>],
    had: &[Stretch],
    place: impl Fn(Duration) -> Elapsed,
) -> Vec<Stretch<Duration>> {
    let is_new = |span: &&Stretch<Duration>| {
        let middle = place(span.from + span.length() / 2);
        !had.iter().any(|of| of.from <= middle && middle < of.to)
    };
    speech.iter().filter(is_new).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speech_that_a_recording_before_has_is_not_written_down_twice() {
        let s = Duration::from_secs;
        let at = Elapsed::from_secs;
        let speech =
            [(0, 4), (8, 12), (20, 24)].map(|(from, to)| Stretch { from: s(from), to: s(to) });
        let had = [Stretch { from: at(5), to: at(16) }];
        // It begins two seconds after the session.
        let left = unheard(&speech, &had, |of| at(2) + of);
        assert_eq!(left, [speech[0], speech[2]]);
    }
}
