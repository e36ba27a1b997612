//! Where the command line, the settings and the surroundings meet: each is read once, before a
//! command begins, and what the command line says stands in place of the settings. Only the clock
//! is not here: a command reads it at the moment that it means.

use std::io::{IsTerminal, Write, stderr, stdout};
use std::path::PathBuf;

use anyhow::bail;
use jiff::ZonedDateTime;

use super::patience::Patience;
use crate::cli::{
    Cli, Command, ListFormat, LiveArgs, MicArgs, Output, PaceArgs, Rehearsed, StoriesAction,
};
use crate::live::machine::clock;
use crate::live::machine::outlet::Standard;
use crate::program::{NoProgram, look_up};
use crate::round::Round;
use crate::round::level::{Seniority, none_expected};
use crate::settings::allowed::{self, NotRun, Programs};
use crate::settings::{MicChoice, ProgramSetting, Settings, Workspace};
use crate::text::{clean, clean_line, filled};
use crate::word::Word as _;

/// What every command works with.
pub(crate) struct Context {
    /// Where things live on disk.
    pub(crate) workspace: Workspace,
    /// What the command line says after `--workspace`; nothing where the environment says the same.
    pub(crate) workspace_asked: Option<PathBuf>,
    /// What `mockround.toml` says, or the command line in its place.
    pub(crate) settings: Settings,
    /// What the command may run of that which the settings name.
    pub(crate) programs: Programs,
    /// What it would run if it were allowed.
    pub(crate) not_run: Option<NotRun>,
    /// How a round is played, where the command plays one.
    pub(crate) playing: Playing,
    /// Whether standard output takes colours: it is a terminal, and neither `NO_COLOR` (to
    /// something) nor `TERM=dumb` is set.
    pub(crate) colours: bool,
    /// Columns of standard output; 80 where it is no terminal.
    pub(crate) columns: usize,
    /// Lines of standard output, where it is a terminal that has a size: nobody pages in others.
    pub(crate) rows: Option<usize>,
    /// `$PAGER`, also an empty one.
    pub(crate) pager: Option<String>,
    /// Whether the person has options of their own for `less`.
    pub(crate) less_is_set: bool,
    /// Whether there is a desktop, which can open a page in a browser.
    pub(crate) has_desktop: bool,
    /// Whether standard error is a terminal, which can show how far a long work is.
    pub(crate) shows_progress: bool,
    /// The command that opens a text: `$VISUAL` or `$EDITOR`, where one is set.
    pub(crate) editor: Option<String>,
    /// How long a terminal is waited for that takes nothing.
    pub(crate) patience: Patience,
}

/// How a page is laid out where it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sheet {
    /// Columns.
    pub(crate) width: usize,
    /// Whether it takes colours.
    pub(crate) colours: bool,
}

impl Sheet {
    /// In a file, whatever the terminal is.
    const FILE: Self = Self { width: 80, colours: false };
}

/// How a round is played: what only the command line says, and what the terminal allows.
#[derive(Debug, Clone)]
pub(crate) struct Playing {
    /// The clock runs this many times faster; that of a session that is taken up again is its own.
    pub(crate) speed: f64,
    /// A recording that is played in place of a microphone.
    pub(crate) audio: Option<PathBuf>,
    /// Which of its audio tracks, from 1.
    pub(crate) track: Option<usize>,
    /// Whether what the microphone hears is stored.
    pub(crate) keep_audio: bool,
    /// Whether each question's own points are shown while it is asked.
    pub(crate) own_points: bool,
    /// Whether an interviewer presses on purpose.
    pub(crate) pressure: bool,
    /// The level that is interviewed for, where one was said.
    pub(crate) level: Option<Seniority>,
    /// Whether the command line says which microphone.
    pub(crate) mic_is_asked: bool,
    /// Whether a line is printed for every event, instead of live lines: asked for, or standard
    /// error is no terminal, or one that can't move its cursor (`TERM` is `dumb`, or nothing).
    pub(crate) plain: bool,
    /// Whether live lines take colours.
    pub(crate) colours: bool,
    /// What a round that plays itself does, in place of standard input. It is nobody's round: no
    /// other process hears of it.
    pub(crate) script: Option<&'static str>,
}

impl Default for Playing {
    fn default() -> Self {
        Self {
            speed: 1.0,
            audio: None,
            track: None,
            keep_audio: false,
            own_points: false,
            pressure: false,
            level: None,
            mic_is_asked: false,
            plain: false,
            colours: false,
            script: None,
        }
    }
}

impl Context {
    /// Reads the surroundings and the settings that a command line asks for.
    ///
    /// # Errors
    /// There is no such workspace; every problem of its settings, where the command needs them.
    pub(crate) fn of(cli: &Cli) -> anyhow::Result<Self> {
        let workspace = match cli.command {
            // It has a workspace of its own, and depends on none that is found.
            Command::Demo(_) => Workspace::at(PathBuf::new(), PathBuf::new()),
            // It tells of one that isn't there, beside all else.
            Command::Doctor(_) => Workspace::wanted(cli.workspace.as_deref())?,
            _ => Workspace::find(cli.workspace.as_deref())?,
        };
        let mut settings = match takes_of_settings(&cli.command) {
            TakenOfSettings::All => Settings::load(&workspace)?,
            TakenOfSettings::Place => {
                workspace.expect_file(&workspace.settings_file())?;
                Settings::default()
            }
            TakenOfSettings::Nothing => Settings::default(),
        };
        let shows_progress = stderr().is_terminal();
        let mut playing = Playing { plain: is_dumb() || !shows_progress, ..Playing::default() };
        let (pace, live) = played(&cli.command);
        if let Some(pace) = pace {
            if pace.own_points && settings.live.strict {
                bail!(
                    "--own-points shows what a strict round hides, and {} has strict = true: leave \
                     one of them out",
                    workspace.shown(&workspace.settings_file())
                );
            }
            settings.live.strict |= pace.strict;
            settings.live.terse |= pace.terse;
            settings.live.interviewer = pace.interviewer.unwrap_or(settings.live.interviewer);
            playing.own_points = pace.own_points;
            playing.pressure = pace.pressure;
            playing.speed = pace.speed;
            playing.audio.clone_from(&pace.audio);
            playing.track = pace.track.map(usize::from);
        }
        if let Some(live) = live {
            playing.plain |= live.plain;
            playing.keep_audio = live.keep_audio;
            playing.level = live.level;
            playing.mic_is_asked = live.mic.is_some();
        }
        if let Some(mic) = live.and_then(|live| live.mic.as_deref()) {
            settings.listen.mic = MicChoice::read(mic);
        }
        let (programs, not_run) =
            allowed::programs(&workspace, &settings.programs, runs(&cli.command));
        playing.colours =
            colours(console::colors_enabled_stderr(), shows_progress) && !playing.plain;
        let of_environment = variable("MOCKROUND_WORKSPACE").map(PathBuf::from);
        Ok(Self {
            workspace,
            workspace_asked: cli
                .workspace
                .clone()
                .filter(|dir| of_environment.as_ref() != Some(dir)),
            settings,
            programs,
            not_run,
            playing,
            colours: colours(console::colors_enabled(), stdout().is_terminal()),
            columns: console::Term::stdout().size_checked().map_or(80, |(_, of)| usize::from(of)),
            rows: console::Term::stdout().size_checked().map(|(rows, _)| usize::from(rows)),
            pager: set_variable("PAGER"),
            less_is_set: set_variable("LESS").is_some(),
            has_desktop: cfg!(any(windows, target_os = "macos"))
                || variable("DISPLAY").or_else(|| variable("WAYLAND_DISPLAY")).is_some(),
            shows_progress,
            editor: variable("VISUAL").or_else(|| variable("EDITOR")),
            patience: Patience::default(),
        })
    }

    /// One for tests: the default settings, and no colours.
    #[cfg(test)]
    pub(crate) fn with_defaults(workspace: Workspace) -> Self {
        Self {
            workspace,
            workspace_asked: None,
            settings: Settings::default(),
            programs: Programs::default(),
            not_run: None,
            playing: Playing::default(),
            colours: false,
            columns: 80,
            rows: None,
            pager: None,
            less_is_set: false,
            has_desktop: false,
            shows_progress: false,
            editor: None,
            patience: Patience::default(),
        }
    }

    /// Says something on the side, on standard error: plain text, of which nothing acts on the
    /// terminal, whatever names are in it.
    pub(crate) fn note(&self, text: &str) {
        let text = match console::Term::stderr().size_checked().filter(|_| self.shows_progress) {
            Some((_, columns)) => filled(&clean(text), usize::from(columns).saturating_sub(1)),
            None => clean(text),
        };
        let text = text + "\n";
        if self.patience.write(Standard::Error, &text) {
            return;
        }
        // Nobody is left to tell where standard error is closed.
        let _ = stderr().write_all(text.as_bytes());
    }

    /// Says of a level that was asked for that it adds nothing to a round.
    pub(crate) fn note_level(&self, round: &Round, level: Option<Seniority>) {
        if let Some(line) = level.and_then(|level| none_expected(round, level)) {
            self.note(&line);
        }
    }

    /// The local time now, for a plan or a round. Where the zone isn't known that is said: the time
    /// is UTC then.
    pub(crate) fn local_time(&self) -> ZonedDateTime {
        if let Some((says, what_to_do)) = unknown_zone() {
            self.note(&format!("{says}; {what_to_do}"));
        }
        clock::wall()
    }

    /// How wide a text is on standard output: no line is read well that is longer than 110 columns.
    pub(crate) fn width(&self) -> usize {
        self.columns.min(110)
    }

    /// How a page is laid out where it goes.
    pub(crate) fn sheet(&self, output: &Output) -> Sheet {
        match output {
            Output::Stdout => Sheet { width: self.width(), colours: self.colours },
            Output::File(_) => Sheet::FILE,
        }
    }
}

/// That the time zone is not known, and what to do about it; `None` where it is.
pub(crate) fn unknown_zone() -> Option<(String, &'static str)> {
    if clock::knows_the_zone() {
        return None;
    }
    let named = variable("TZ").map(|zone| format!(" (TZ={})", clean_line(&zone)));
    let named = named.unwrap_or_default();
    Some((
        format!("the time zone is not known{named}, so clock times are UTC"),
        "set TZ to a name like Europe/Berlin, or install tzdata",
    ))
}

/// Why a terminal is taken for one that knows no escape sequences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dumb {
    /// `TERM` says so.
    Said,
    /// `TERM` says nothing.
    Unsaid,
    /// An old console of Windows shows them instead of heeding them.
    OldConsole,
}

/// Whether the terminal knows no escape sequences, or doesn't say which it knows; why.
pub(super) fn dumb() -> Option<Dumb> {
    let is_old = || cfg!(windows) && !console::Term::stderr().features().colors_supported();
    match variable("TERM") {
        Some(term) if term == "dumb" => Some(Dumb::Said),
        None if !cfg!(windows) => Some(Dumb::Unsaid),
        _ => is_old().then_some(Dumb::OldConsole),
    }
}

/// Whether the terminal can be written to in lines alone.
pub(super) fn is_dumb() -> bool {
    dumb().is_some()
}

/// Whether a stream takes colours. `console` takes an empty `NO_COLOR` for one, which says nothing.
fn colours(as_console_says: bool, is_terminal: bool) -> bool {
    let says_nothing = set_variable("NO_COLOR").is_some_and(|value| value.is_empty());
    let can = || {
        let is = |name, value| variable(name).is_some_and(|of| of == value);
        let can_move = variable("TERM").is_some_and(|term| term != "dumb") || cfg!(windows);
        can_move && !is("CLICOLOR", "0")
    };
    as_console_says || (says_nothing && is_terminal && can())
}

/// A variable of the environment that says something.
fn variable(name: &str) -> Option<String> {
    set_variable(name).filter(|value| !value.trim().is_empty())
}

/// A variable of the environment, also an empty one.
fn set_variable(name: &str) -> Option<String> {
    #[expect(
        clippy::disallowed_methods,
        reason = "all is read here but what microphones need: voice/capture/places.rs"
    )]
    std::env::var(name).ok()
}

/// Why a program can't be run that is named by its path, or is in a folder of `PATH`.
#[expect(clippy::disallowed_methods, reason = "the environment says where programs are")]
pub(super) fn no_program(program: &str) -> Option<NoProgram> {
    look_up(program, &std::env::var_os("PATH").unwrap_or_default()).err()
}

/// Whether a program can be run.
pub(super) fn has_program(program: &str) -> bool {
    no_program(program).is_none()
}

/// What a command takes of the settings.
enum TakenOfSettings {
    /// What they say.
    All,
    /// Which folder is the workspace: that a file stands there is enough, whatever it says.
    Place,
    /// It must work whatever stands there: a mark most of all.
    Nothing,
}

fn takes_of_settings(command: &Command) -> TakenOfSettings {
    match command {
        Command::Today(_)
        | Command::Plan(_)
        | Command::Run(_)
        | Command::Drill(_)
        | Command::Resume(_)
        | Command::Mic(_)
        | Command::Check(_)
        | Command::Questions(_) => TakenOfSettings::All,
        // How long an answer may be is one of the limits.
        Command::Stories(stories) => match stories.action {
            Some(StoriesAction::Check | StoriesAction::New { .. }) => TakenOfSettings::All,
            Some(StoriesAction::Show { .. } | StoriesAction::Matrix) | None => {
                TakenOfSettings::Place
            }
        },
        // The round of a sheet is drawn.
        Command::Report(report) if report.sheet => TakenOfSettings::All,
        Command::Report(_)
        | Command::Review(_)
        | Command::Rate(_)
        | Command::Listen(_)
        | Command::Compare(_)
        | Command::Trends(_)
        | Command::Words(_)
        | Command::Replay(_)
        | Command::Export(_)
        | Command::Sessions(_) => TakenOfSettings::Place,
        Command::Demo(_)
        | Command::Mark(_)
        | Command::Status(_)
        | Command::Question(_)
        | Command::Init(_)
        | Command::Doctor(_)
        | Command::Shortcuts(_)
        | Command::Completions(_)
        | Command::Man(_) => TakenOfSettings::Nothing,
    }
}

/// The programs of the settings that a command runs.
fn runs(command: &Command) -> &'static [ProgramSetting] {
    match command {
        Command::Mic(MicArgs { list: false, format: ListFormat::Text, .. }) => {
            &[ProgramSetting::Recorder, ProgramSetting::Voice]
        }
        Command::Check(_) => &[ProgramSetting::Python],
        _ if played(command).1.is_some() => ProgramSetting::all(),
        _ => &[],
    }
}

/// What the command line says of how a round is played, if the command plays one.
fn played(command: &Command) -> (Option<&PaceArgs>, Option<&LiveArgs>) {
    let begin = match command {
        Command::Run(run) => &run.begin,
        Command::Resume(resume) => return (None, Some(&resume.live)),
        Command::Drill(drill) => match drill.what.rehearsed() {
            Rehearsed::Questions(_, _, questions) => &questions.begin,
            Rehearsed::Story(_, pace, live) => return (Some(pace), Some(live)),
        },
        Command::Today(_)
        | Command::Plan(_)
        | Command::Demo(_)
        | Command::Mark(_)
        | Command::Status(_)
        | Command::Question(_)
        | Command::Check(_)
        | Command::Report(_)
        | Command::Review(_)
        | Command::Rate(_)
        | Command::Listen(_)
        | Command::Mic(_)
        | Command::Compare(_)
        | Command::Trends(_)
        | Command::Words(_)
        | Command::Replay(_)
        | Command::Export(_)
        | Command::Sessions(_)
        | Command::Questions(_)
        | Command::Stories(_)
        | Command::Init(_)
        | Command::Doctor(_)
        | Command::Shortcuts(_)
        | Command::Completions(_)
        | Command::Man(_) => return (None, None),
    };
    (Some(&begin.pace), Some(&begin.live))
}
