//! What a round listens to, and where its sound is stored beside the session.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::bail;

use crate::cmd::Context;
use crate::live::hearing::sound::Sound;
use crate::live::machine::clock;
use crate::session::store::{BelongingKind, belongings};
use crate::settings::{MicChoice, ProgramSetting};
use crate::voice::capture::{self, Capture, Surroundings, Which};
use crate::voice::tracks;

/// The round looks around once a second; sound comes as often.
const PERIOD: Duration = Duration::from_secs(1);

/// Where the sound of a round comes from. Without a word about it the default microphone is
/// listened to, at real speed.
///
/// # Errors
/// A microphone or recording was named that can't be opened, or one to be stored without a
/// microphone.
pub(in crate::cmd) fn sound(context: &Context, speed: f64) -> anyhow::Result<Sound> {
    let playing = &context.playing;
    if let Some(path) = &playing.audio {
        let (recording, is_chosen) = tracks::open(path, playing.track)?;
        if let Some(said) = tracks::said(recording.track(), is_chosen) {
            context.note(&format!("{}: {said}", context.workspace.shown(path)));
        }
        return Ok(Sound::recording(path, recording));
    }
    let which = match &context.settings.listen.mic {
        MicChoice::Named(name) if name.is_empty() => bail!(
            "--mic names no microphone: allowed are auto, off, or a part of a name that \
             `mockround mic` lists"
        ),
        MicChoice::Off if playing.keep_audio => match playing.mic_is_asked {
            true => bail!("--keep-audio stores what a microphone hears: leave --mic off out"),
            false => bail!(
                "--keep-audio stores what a microphone hears, and {} has mic = \"off\": add --mic \
                 auto, or a part of a name that `mockround mic` lists",
                context.workspace.shown(&context.workspace.settings_file())
            ),
        },
        MicChoice::Off => return Ok(Sound::Off),
        MicChoice::Auto => Which::Auto,
        MicChoice::Named(name) => Which::Named(name.clone()),
    };
    #[expect(clippy::float_cmp, reason = "1 is what stands there when nobody asked for a speed")]
    if speed != 1.0 {
        if playing.mic_is_asked || playing.keep_audio {
            bail!(
                "a microphone hears in real time: leave --speed out, or play a recording with \
                 --audio"
            );
        }
        return Ok(Sound::Off);
    }
    Ok(Sound::microphone(Capture::open(capture_setup(context, which))?))
}

/// How a microphone is listened to.
pub(in crate::cmd) fn capture_setup(context: &Context, which: Which) -> capture::Setup {
    capture::Setup {
        which,
        recorder: context.programs.of(ProgramSetting::Recorder).cloned(),
        period: PERIOD,
        clock: clock::reading,
        surroundings: Surroundings::read(),
        spare: None,
    }
}

/// The sound that was stored with a session.
pub(in crate::cmd) fn stored_sound(session: &Path) -> impl Iterator<Item = PathBuf> {
    let files = belongings(session).files.into_iter();
    files.filter(|file| file.kind == BelongingKind::Sound).map(|file| file.path)
}
