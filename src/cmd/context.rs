//! Where the command line, the settings and the surroundings meet: each is read once, before a
//! command begins, and what the command line says stands in place of the settings.

use std::io::{self, IsTerminal, Write, stderr};
use std::path::PathBuf;

use anyhow::Context as _;

use crate::cli::{Cli, Command, DrillWhat, LiveArgs, PaceArgs, StoriesAction};
use crate::settings::{MicChoice, Settings, Workspace};

/// What every command works with.
pub(crate) struct Context {
    /// Where things live on disk.
    pub workspace: Workspace,
    /// What `mockround.toml` says, or the command line in its place.
    pub settings: Settings,
    /// How a round is played, where the command plays one.
    pub playing: Playing,
    /// Whether standard output takes colours: it is a terminal, and neither `NO_COLOR` nor
    /// `TERM=dumb` is set.
    pub colours: bool,
}

/// How a round is played: what only the command line says, and what the terminal allows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Playing {
    /// The clock runs this many times faster; that of a session that is taken up again is its own.
    pub speed: f64,
    /// A recording that is played in place of a microphone.
    pub audio: Option<PathBuf>,
    /// Whether what the microphone hears is stored.
    pub keep_audio: bool,
    /// Whether the command line says which microphone.
    pub mic_is_asked: bool,
    /// Whether a line is printed for every event, instead of live lines: asked for, or standard
    /// error is no terminal, or one that can't move its cursor (`TERM=dumb`).
    pub plain: bool,
}

impl Context {
    /// Reads the surroundings and the settings that a command line asks for.
    ///
    /// # Errors
    /// There is no such workspace; every problem of its settings, where the command needs them.
    pub fn of(cli: &Cli) -> anyhow::Result<Self> {
        let workspace = Workspace::find(cli.workspace.as_deref())?;
        let mut settings = match needs_settings(&cli.command) {
            true => Settings::load(&workspace)?,
            false => Settings::default(),
        };
        #[expect(clippy::disallowed_methods, reason = "read once, here")]
        let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let mut playing =
            Playing { speed: 1.0, plain: is_dumb || !stderr().is_terminal(), ..Playing::default() };
        let (pace, live) = played(&cli.command);
        if let Some(pace) = pace {
            settings.live.strict |= pace.strict;
            playing.speed = pace.speed;
            playing.audio.clone_from(&pace.audio);
        }
        if let Some(live) = live {
            playing.plain |= live.plain;
            playing.keep_audio = live.keep_audio;
            playing.mic_is_asked = live.mic.is_some();
        }
        if let Some(mic) = live.and_then(|live| live.mic.as_deref()) {
            settings.listen.mic = MicChoice::read(mic);
        }
        Ok(Self { workspace, settings, playing, colours: console::colors_enabled() })
    }

    /// One for tests: the default settings, and no colours.
    #[cfg(test)]
    pub fn with_defaults(workspace: Workspace) -> Self {
        let (settings, playing) = (Settings::default(), Playing::default());
        Self { workspace, settings, playing, colours: false }
    }

    /// Prints to standard output.
    ///
    /// # Errors
    /// It can't be written; a closed pipe is one of these, and no failure of the command.
    pub fn print(&self, text: &str) -> anyhow::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())
            .and_then(|()| out.flush())
            .context("cannot write to standard output")
    }

    /// Says something on the side, on standard error.
    pub fn note(&self, text: &str) {
        // Nobody is left to tell where standard error is closed.
        let _ = writeln!(stderr(), "{text}");
    }

    /// Columns of standard output; 80 where it is no terminal.
    pub fn width(&self) -> usize {
        console::Term::stdout()
            .size_checked()
            .map_or(80, |(_, columns)| usize::from(columns).min(110))
    }
}

/// Whether a command depends on settings. The others must work where these are broken: a mark most
/// of all.
fn needs_settings(command: &Command) -> bool {
    match command {
        Command::Plan(_)
        | Command::Run(_)
        | Command::Drill(_)
        | Command::Resume(_)
        | Command::Mic(_)
        | Command::Questions(_) => true,
        // How long an answer may be is one of the limits.
        Command::Stories(stories) => match stories.action {
            Some(StoriesAction::Check | StoriesAction::New { .. }) => true,
            Some(StoriesAction::Show { .. } | StoriesAction::Matrix) | None => false,
        },
        Command::Mark(_)
        | Command::Status(_)
        | Command::Question(_)
        | Command::Report(_)
        | Command::Listen(_)
        | Command::Compare(_)
        | Command::Trends(_)
        | Command::Export(_)
        | Command::Sessions(_)
        | Command::Init(_)
        | Command::Shortcuts(_)
        | Command::Completions(_)
        | Command::Man => false,
    }
}

/// What the command line says of how a round is played, if the command plays one.
fn played(command: &Command) -> (Option<&PaceArgs>, Option<&LiveArgs>) {
    let begin = match command {
        Command::Run(run) => &run.begin,
        Command::Resume(resume) => return (None, Some(&resume.live)),
        Command::Drill(drill) => match &drill.what {
            DrillWhat::Story { pace, live, .. } => return (Some(pace), Some(live)),
            DrillWhat::Coding(questions)
            | DrillWhat::MlDesign { questions, .. }
            | DrillWhat::Behavioral { questions, .. }
            | DrillWhat::Foundations(questions)
            | DrillWhat::Pitch(questions) => &questions.begin,
        },
        _ => return (None, None),
    };
    (Some(&begin.pace), Some(&begin.live))
}
