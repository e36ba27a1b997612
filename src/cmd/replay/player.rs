//! The program that plays: the one that the settings name, or a known one on `PATH`.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, bail};

use crate::cmd::Context;
use crate::cmd::context::has_program;
use crate::cmd::last_words::last_lines;
use crate::live::machine::keys::{Incoming, Input, Signal};
use crate::program::Program;
use crate::program::group::ProcessGroup;
use crate::program::scratch;
use crate::settings::allowed;
use crate::settings::{ProgramSetting, Settings};
use crate::text::{clean_line, system};

/// How often the player is looked after.
const LOOK: Duration = Duration::from_millis(50);

/// What stands for the file of the sound, for the second in it, and for one that begins there.
const FILE: &str = "{file}";
const SECOND: &str = "{second}";
const WAV: &str = "{wav}";

/// The players that are known, with their words: those first that find the place by themselves.
const PLAYERS: [&[&str]; 6] = [
    &["ffplay", "-nodisp", "-autoexit", "-loglevel", "error", "-ss", SECOND, FILE],
    &["mpv", "--no-video", "--really-quiet", "--start={second}", FILE],
    &["pw-play", WAV],
    &["paplay", WAV],
    &["aplay", "-q", WAV],
    &["afplay", WAV],
];

/// A program that plays sound.
pub(super) struct Player {
    program: String,
    /// Its arguments, with places left open.
    words: Vec<String>,
    /// It is one of ours, which says nothing but what went wrong.
    is_known: bool,
}

/// What players say that find nothing to play on, in small letters; some end well all the same.
const NO_DEVICE: [&str; 6] = [
    "audio open failed",
    "open audio device",
    "failed to open audio",
    "no audio device",
    "no available audio device",
    "cannot find card",
];

/// What they say of a file that they can't play, and end well all the same.
const NO_SOUND: [&str; 6] = [
    "invalid data found",
    "failed to open",
    "failed to recognize file format",
    "error opening",
    "could not find codec",
    "no such file",
];

impl Player {
    /// The one that the settings name, where that is allowed; else the first known one on `PATH`.
    pub(super) fn of(context: &Context) -> anyhow::Result<Self> {
        let settings = Settings::load(&context.workspace)?;
        let wanted = [ProgramSetting::Player];
        let named = allowed::programs(&context.workspace, &settings.programs, &wanted);
        let (programs, not_run) = named;
        if let Some(not_run) = not_run {
            bail!("{not_run}");
        }
        let named = programs.of(ProgramSetting::Player);
        let player = named.cloned().map_or_else(known, Ok)?;
        let Some((program, words)) = player.to_run().context("the player is not run")? else {
            bail!("no player is named");
        };
        let mut words = words.to_vec();
        if !words.iter().any(|word| word.contains(FILE) || word.contains(WAV)) {
            words.push(WAV.to_string());
        }
        Ok(Self { program: program.to_string(), words, is_known: named.is_none() })
    }

    /// Whether it is to be given a file that begins at a place.
    pub(super) fn needs_wav(&self, second: Duration) -> bool {
        self.takes(WAV) || !(self.goes() || second.is_zero())
    }

    /// Whether it goes to a place in a file by itself.
    pub(super) fn goes(&self) -> bool {
        self.takes(FILE) && self.takes(SECOND)
    }

    fn takes(&self, what: &str) -> bool {
        self.words.iter().any(|word| word.contains(what))
    }

    /// Plays a file from a second on, or one that begins there, to the end or until a person ends
    /// it. What it says meanwhile is kept in a folder of ours.
    pub(super) fn play(
        &self,
        context: &Context,
        (file, second): (&Path, Duration),
        wav: &Path,
        folder: &Path,
        input: &mut Input,
    ) -> anyhow::Result<()> {
        let second = seconds(second);
        let word = |word: &String| {
            let word = word.replace(SECOND, &second).replace(WAV, &wav.to_string_lossy());
            word.replace(FILE, &file.to_string_lossy())
        };
        let name = clean_line(&self.program);
        let mut command = Command::new(&self.program);
        command.args(self.words.iter().map(word)).stdin(Stdio::null()).stdout(Stdio::null());
        let said = folder.join("said");
        if self.is_known {
            command.stderr(scratch::create(&said).context("no folder of ours can be written to")?);
        }
        let mut group = ProcessGroup::start(&mut command)
            .map_err(|error| anyhow::anyhow!("{name} can't be started: {}", system(&error)))?;
        let mut ends = false;
        while !ends && !group.has_ended() {
            ends = asks_to_end(input);
        }
        let status = group.end();
        // A Ctrl-C may reach a player too that is only just starting: it ends first, then.
        if ends || asks_to_end(input) {
            return Ok(());
        }
        let said = last_lines(&said);
        let told = said.as_ref().map(|said| format!(": {said}")).unwrap_or_default();
        let lower = told.to_lowercase();
        if !status.is_some_and(|status| status.success()) {
            bail!("{name} failed{told}; player under [listen] of mockround.toml names another");
        }
        if NO_DEVICE.iter().any(|what| lower.contains(what)) {
            bail!("{name} found nothing to play on, so nothing was heard{told}");
        }
        if NO_SOUND.iter().any(|what| lower.contains(what)) {
            bail!("{name} can't play it{told}");
        }
        if let Some(said) = said {
            context.note(&format!("{name}: {said}"));
        }
        Ok(())
    }
}

/// Whether a person asks for the end, looked for once.
fn asks_to_end(input: &mut Input) -> bool {
    for incoming in input.wait(LOOK) {
        match incoming {
            Incoming::Signal(Signal::Stop) => input.stop(),
            Incoming::Signal(Signal::Continue) => input.apply(),
            Incoming::Signal(Signal::Resize) => {}
            Incoming::Signal(_) | Incoming::Key('q' | 'Q') => return true,
            _ => {}
        }
    }
    false
}

/// A time in seconds, to the tenth.
fn seconds(time: Duration) -> String {
    let tenths = time.as_millis() / 100;
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        tenth => format!("{}.{tenth}", tenths / 10),
    }
}

/// The first known player that is on `PATH`.
fn known() -> anyhow::Result<Program> {
    let Some(words) = PLAYERS.iter().find(|words| has_program(words[0])) else {
        let names: Vec<&str> = PLAYERS.iter().map(|words| words[0]).collect();
        bail!(
            "no player is on PATH ({}), and none is named: player under [listen] of mockround.toml",
            names.join(", ")
        );
    };
    Ok(Program::from(words.iter().map(|word| (*word).to_string()).collect::<Vec<_>>()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_player_goes_to_the_place_itself_and_not_to_the_second_before_it() {
        for (millis, told) in [(9_000, "9"), (58_940, "58.9"), (58_040, "58"), (61_500, "61.5")] {
            assert_eq!(seconds(Duration::from_millis(millis)), told);
        }
    }
}
