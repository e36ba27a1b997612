//! A sound server of a test's own, by `tests/rig.sh`.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use mockround::inside::Surroundings;
use tempfile::TempDir;

/// A folder for a sound server, which runs or doesn't. Dropping it ends what runs.
pub(crate) struct Rig {
    folder: TempDir,
    kind: &'static str,
}

impl Rig {
    /// With PulseAudio, which isn't running yet. Without it on this machine, `None` after a line
    /// that says so, or a failure where `MOCKROUND_REQUIRE_AUDIO` is 1.
    pub(crate) fn pulse() -> Option<Self> {
        let rig = Self::with("pulse", &["pulseaudio", "pactl", "paplay", "parec"]);
        let required =
            std::env::var_os("MOCKROUND_REQUIRE_AUDIO").is_some_and(|value| value == "1");
        assert!(
            rig.is_some() || !required,
            "MOCKROUND_REQUIRE_AUDIO is 1, and there is no PulseAudio"
        );
        rig
    }

    /// The same with PipeWire, which is never required.
    pub(crate) fn pipewire() -> Option<Self> {
        Self::with(
            "pipewire",
            &["dbus-daemon", "pipewire", "wireplumber", "pipewire-pulse", "pactl", "paplay"],
        )
    }

    fn with(kind: &'static str, programs: &[&str]) -> Option<Self> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let installed = |program: &str| {
            std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
        };
        if let Some(program) = programs.iter().find(|program| !installed(program)) {
            // Not eprintln: the line is to be seen though the test passes.
            let _ = writeln!(
                std::io::stderr(),
                "skipped: a test with microphones, {program} is not installed"
            );
            return None;
        }
        Some(Self { folder: TempDir::new().expect("a folder"), kind })
    }

    /// Starts the server.
    pub(crate) fn up(&self) {
        self.run(&["up"], &[self.kind]);
    }

    /// Stops the server where it is.
    pub(crate) fn freeze(&self) {
        self.run(&["freeze"], &[]);
    }

    /// Lets it go on.
    pub(crate) fn thaw(&self) {
        self.run(&["thaw"], &[]);
    }

    /// Kills the server.
    pub(crate) fn kill(&self) {
        self.run(&["kill"], &[]);
    }

    /// Tells the server something; what it answers.
    pub(crate) fn pactl(&self, arguments: &[&str]) -> String {
        self.run(&["pactl"], arguments)
    }

    /// Lets a tone sound in a sink, for ever. PulseAudio only.
    pub(crate) fn hum(&self, sink: &str) {
        self.pactl(&["load-module", "module-sine", &format!("sink={sink}"), "frequency=440"]);
    }

    /// Plays 16-bit mono samples at 16 kHz into the room; dropping what is returned doesn't end it.
    pub(crate) fn play(&self, samples: &[i16]) -> std::process::Child {
        let file = self.path("played.wav");
        std::fs::write(&file, wav(samples)).expect("a sound file is written");
        let mut player = self.command(&["play"], &[&file.to_string_lossy()]);
        player.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("rig.sh plays")
    }

    /// A file of the rig's folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What a client's environment would say: only where this server is.
    pub(crate) fn surroundings(&self) -> Surroundings {
        Surroundings { pulse_server: Some(self.server().into()), ..Surroundings::default() }
    }

    /// The server's address.
    pub(crate) fn server(&self) -> String {
        format!("unix:{}", self.path("native").display())
    }

    fn command(&self, verb: &[&str], arguments: &[&str]) -> Command {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rig.sh");
        let mut command = Command::new(script);
        command.args(verb).arg(self.folder.path()).args(arguments);
        command
    }

    fn run(&self, verb: &[&str], arguments: &[&str]) -> String {
        let output = self.command(verb, arguments).output().expect("rig.sh runs");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success(),
            "rig.sh {verb:?} {arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        said
    }
}

impl Drop for Rig {
    fn drop(&mut self) {
        let _ = self.command(&["down"], &[]).status();
    }
}

fn wav(samples: &[i16]) -> Vec<u8> {
    let length = 2 * samples.len() as u32;
    let mut file = Vec::new();
    file.extend(b"RIFF");
    file.extend((36 + length).to_le_bytes());
    // A format of 16 bytes: PCM, one channel, 16,000 samples and 32,000 bytes a second, 2 bytes a
    // sample of 16 bits.
    file.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0\x80\x3e\0\0\0\x7d\0\0\x02\0\x10\0data");
    file.extend(length.to_le_bytes());
    file.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
    file
}
