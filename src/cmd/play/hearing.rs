//! What a round listens to, and where its sound is stored beside the session.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::bail;

use crate::cmd::Context;
use crate::live::hearing::sound::Sound;
use crate::live::machine::clock;
use crate::settings::{MicChoice, ProgramSetting};
use crate::voice::capture::{self, Capture, Surroundings, Which};

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
    if let Some(recording) = &playing.audio {
        return Sound::recording(recording);
    }
    let which = match &context.settings.listen.mic {
        MicChoice::Named(name) if name.is_empty() => bail!(
            "--mic names no microphone: allowed are auto, off, or a part of a name that \
             `mockround mic` lists"
        ),
        MicChoice::Off if playing.keep_audio => {
            bail!("--keep-audio stores what a microphone hears: leave --mic off out")
        }
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
    let recorder = context.programs.of(ProgramSetting::Recorder);
    capture::Setup {
        which,
        recorder: (!recorder.is_empty()).then(|| recorder.to_vec()),
        period: PERIOD,
        clock: clock::reading,
        surroundings: Surroundings::read(),
    }
}

/// A name beside the session that no earlier sound of it has.
pub(super) fn free_name(session: &Path) -> PathBuf {
    sound_names(session)
        .find(|path| !path.exists())
        .unwrap_or_else(|| session.with_extension("wav"))
}

/// The sound that was stored beside a session.
pub(in crate::cmd) fn stored_sound(session: &Path) -> impl Iterator<Item = PathBuf> {
    sound_names(session).take_while(|path| path.exists())
}

/// `ID.wav`, and `ID.2.wav` and so on for what was stored after `resume`.
fn sound_names(session: &Path) -> impl Iterator<Item = PathBuf> {
    let numbered = (2..).map(|n| session.with_extension(format!("{n}.wav")));
    std::iter::once(session.with_extension("wav")).chain(numbered)
}
