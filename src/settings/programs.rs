//! The settings that name a program. Here it is only named: `allowed` gives out what may be run.

use std::fmt;

use crate::fields::Fields;
use crate::text::clean_line;
use crate::word::Word;

/// A setting that names a program, with its arguments. Its word is the path in `mockround.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum ProgramSetting {
    /// Run at an alert; `{}` in an argument stands for the alert's text.
    AlertCommand,
    /// Writes sound to its standard output (16-bit little-endian, mono, 16 kHz), used in place of
    /// the microphone. Linux only.
    Recorder,
    /// The Python 3 that runs the candidate's code.
    Python,
    /// Writes down what it hears in a recording.
    Transcriber,
    /// Plays the sound of a session; `{file}`, `{second}` and `{wav}` in an argument stand for it.
    Player,
    /// Says aloud what comes from its standard input, until it ends.
    Voice,
}

impl Word for ProgramSetting {
    fn word(self) -> &'static str {
        match self {
            Self::AlertCommand => "live.alert-command",
            Self::Recorder => "listen.recorder",
            Self::Python => "code.python",
            Self::Transcriber => "listen.transcriber",
            Self::Player => "listen.player",
            Self::Voice => "live.voice",
        }
    }
}

impl ProgramSetting {
    /// What stands in its arguments for what we put there, and names no file.
    pub(crate) fn placeholders(self) -> &'static [&'static str] {
        match self {
            Self::Transcriber => &["{wav}", "{wavs}", "{out}", "{model}", "{prompt}"],
            Self::Player => &["{file}", "{second}", "{wav}"],
            Self::AlertCommand | Self::Recorder | Self::Python | Self::Voice => &[],
        }
    }

    /// The table that it stands in, and its key there.
    fn place(self) -> (&'static str, &'static str) {
        self.word().split_once('.').unwrap_or(("", self.word()))
    }
}

/// A program and its arguments, as a setting names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamedProgram {
    pub(super) setting: ProgramSetting,
    /// The program first; at least that.
    pub(super) words: Vec<String>,
}

impl NamedProgram {
    /// What a setting names in the table whose fields these are; an empty list names nothing.
    pub(super) fn read(fields: &mut Fields<'_>, setting: ProgramSetting) -> Option<Self> {
        let words = fields.lines(setting.place().1, 50, 2_000);
        (!words.is_empty()).then_some(Self { setting, words })
    }
}

impl fmt::Display for NamedProgram {
    /// On one line and whole, as a shell would take it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (table, key) = self.setting.place();
        write!(f, "[{table}] {key} = {}", clean_line(&shell_words::join(&self.words)))
    }
}
