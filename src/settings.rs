//! `mockround.toml` as settings, and where things live on disk.

pub(crate) mod allowed;
mod interviews;
mod programs;
#[cfg(test)]
mod tests;
mod workspace;

use std::time::Duration;

use crate::fields::{self, Fields, Problems};
use crate::round::interview::Interviewer;
use crate::round::limits::read::{self, LONGEST};
use crate::round::limits::{Limit, Limits};
use crate::word::Word;
pub(crate) use interviews::Interview;
pub(crate) use programs::{NamedProgram, ProgramSetting};
pub(crate) use workspace::{TomlTexts, Workspace};

/// The name of the file that makes a folder a workspace.
pub(crate) const FILE: &str = "mockround.toml";

/// The default settings as a file in which every setting is commented out.
pub(crate) fn default_file() -> &'static str {
    include_str!("../mockround.toml")
}

/// What `mockround.toml` says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Settings {
    /// The template that is used where none is named: a name, or a path from the workspace's
    /// folder.
    pub(crate) template: String,
    /// What happens while a round runs.
    pub(crate) live: LiveSettings,
    /// What is listened to.
    pub(crate) listen: ListenSettings,
    /// The programs that are named, each setting's once; [`allowed`] says which may be run.
    pub(crate) programs: Vec<NamedProgram>,
    /// What measures are held against.
    pub(crate) limits: Limits,
    /// The real interviews that are practised for.
    pub(crate) interviews: Vec<Interview>,
}

/// `[live]`
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LiveSettings {
    /// Ring the terminal's bell at an alert.
    pub(crate) bell: bool,
    /// Show the pace in the terminal's title.
    pub(crate) title: bool,
    /// How long a slot may run over before it ends by itself (not strict); 0 to 12 hours.
    pub(crate) overtime: Duration,
    /// Run every round as with `--strict`.
    pub(crate) strict: bool,
    /// Run every round as with `--terse`.
    pub(crate) terse: bool,
    /// How somebody asks during the answers.
    pub(crate) interviewer: Interviewer,
}

/// `[listen]`
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ListenSettings {
    /// Which microphone.
    pub(crate) mic: MicChoice,
    /// The model that a transcriber is given: a file, a folder or a name.
    pub(crate) transcriber_model: Option<String>,
    /// When what was said is written down.
    pub(crate) words: WhenWords,
}

/// When what was said in a round is written down by the transcriber.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum WhenWords {
    /// When somebody says so.
    #[default]
    Asked,
    /// After each round whose sound is stored.
    AfterRound,
}

impl Word for WhenWords {
    fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::AfterRound => "after-round",
        }
    }
}

/// Which microphone is listened to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum MicChoice {
    /// None.
    Off,
    /// The system's default.
    Auto,
    /// The one whose name or description holds this.
    Named(String),
}

impl MicChoice {
    /// The words that are no names.
    pub(crate) const WORDS: [&str; 2] = ["auto", "off"];

    /// Reads `off`, `auto`, or a part of a name; an empty one names none.
    pub(crate) fn read(text: &str) -> Self {
        match text {
            "off" => Self::Off,
            "auto" => Self::Auto,
            name => Self::Named(name.to_string()),
        }
    }
}

impl Default for ListenSettings {
    fn default() -> Self {
        Self { mic: MicChoice::Auto, transcriber_model: None, words: WhenWords::Asked }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            template: "ml-onsite".to_string(),
            live: LiveSettings::default(),
            listen: ListenSettings::default(),
            programs: Vec::new(),
            limits: Limits::default(),
            interviews: Vec::new(),
        }
    }
}

impl Default for LiveSettings {
    fn default() -> Self {
        let overtime = Duration::from_secs(300);
        let interviewer = Interviewer::default();
        Self { bell: true, title: true, overtime, strict: false, terse: false, interviewer }
    }
}

impl Settings {
    /// The settings of a workspace; the defaults where it has no file.
    ///
    /// # Errors
    /// Every problem of the file.
    pub(crate) fn load(workspace: &Workspace) -> Result<Self, Problems> {
        match workspace.read_own(&workspace.settings_file())? {
            Some((name, text)) => Self::parse(&name, &text),
            None => Ok(Self::default()),
        }
    }

    /// Reads settings; `file` is the name used in problems. What isn't there has its default.
    ///
    /// # Errors
    /// Every problem: unknown keys, values out of their range.
    pub(crate) fn parse(file: &str, text: &str) -> Result<Self, Problems> {
        fields::parse(file, text, |top| {
            let mut settings = Self::default();
            set(&mut settings.template, top.line("template", 500));
            let programs = &mut settings.programs;
            top.belongs("", &["template", "interview"]);
            top.belongs("live", &fields::keys_of(|fields| live(fields, &mut Vec::new())));
            top.belongs("listen", &fields::keys_of(|fields| listen(fields, &mut Vec::new())));
            top.belongs("code", &fields::keys_of(|fields| code(fields, &mut Vec::new())));
            top.belongs("limits", &fields::keys_of(limits));
            set(&mut settings.live, top.table("live", |fields| live(fields, programs)));
            set(&mut settings.listen, top.table("listen", |fields| listen(fields, programs)));
            top.table("code", |fields| code(fields, programs));
            set(&mut settings.limits, top.table("limits", limits));
            settings.interviews = top.tables("interview", interviews::MOST, Interview::read);
            Some(settings)
        })
    }
}

fn live(fields: &mut Fields<'_>, programs: &mut Vec<NamedProgram>) -> Option<LiveSettings> {
    let mut live = LiveSettings::default();
    set(&mut live.bell, fields.flag("bell"));
    programs.extend(NamedProgram::read(fields, ProgramSetting::AlertCommand));
    set(&mut live.title, fields.flag("title"));
    set(&mut live.overtime, fields.time("overtime", Duration::ZERO..=LONGEST));
    set(&mut live.strict, fields.flag("strict"));
    set(&mut live.terse, fields.flag("terse"));
    set(&mut live.interviewer, fields.word("interviewer"));
    programs.extend(NamedProgram::read(fields, ProgramSetting::Voice));
    Some(live)
}

fn listen(fields: &mut Fields<'_>, programs: &mut Vec<NamedProgram>) -> Option<ListenSettings> {
    let mut listen = ListenSettings::default();
    set(&mut listen.mic, fields.line("mic", 200).map(|mic| MicChoice::read(&mic)));
    programs.extend(NamedProgram::read(fields, ProgramSetting::Recorder));
    programs.extend(NamedProgram::read(fields, ProgramSetting::Transcriber));
    programs.extend(NamedProgram::read(fields, ProgramSetting::Player));
    listen.transcriber_model =
        fields.line("transcriber-model", 1000).filter(|model| model != "none");
    set(&mut listen.words, fields.word("words"));
    Some(listen)
}

fn code(fields: &mut Fields<'_>, programs: &mut Vec<NamedProgram>) -> Option<()> {
    programs.extend(NamedProgram::read(fields, ProgramSetting::Python));
    Some(())
}

fn limits(fields: &mut Fields<'_>) -> Option<Limits> {
    let mut limits = Limits {
        first_answer_coding: planned_or_pair(fields, "first-answer-coding"),
        first_answer_ml_design: planned_or_pair(fields, "first-answer-ml-design"),
        ..Limits::default()
    };
    let any = || Duration::ZERO..=LONGEST;
    set(&mut limits.first_words, read::pair(fields, "first-words"));
    set(&mut limits.first_words_behavioral, read::pair(fields, "first-words-behavioral"));
    set(&mut limits.silence, read::pair(fields, "silence"));
    set(&mut limits.silence_typing, read::pair(fields, "silence-typing"));
    set(&mut limits.pause, read::pair(fields, "pause"));
    set(&mut limits.answer, read::answer_length(fields, "answer"));
    set(&mut limits.answer_pitch, read::answer_length(fields, "answer-pitch"));
    set(&mut limits.star_action_share, fields.number("star-action-share", 0.0..=1.0));
    set(&mut limits.star_setup_share, fields.number("star-setup-share", 0.0..=1.0));
    set(&mut limits.phase_over_share, fields.number("phase-over-share", 0.0..=10.0));
    set(&mut limits.phase_over_least, fields.time("phase-over-least", any()));
    set(&mut limits.phase_very_over_share, fields.number("phase-very-over-share", 0.0..=10.0));
    set(&mut limits.phase_missed, fields.time("phase-missed", any()));
    set(&mut limits.slot_over, fields.time("slot-over", any()));
    set(&mut limits.thinks, fields.whole("thinks", 0..=100));
    set(&mut limits.think, fields.time("think", any()));
    set(&mut limits.interrupted, fields.time("interrupted", any()));
    Some(limits)
}

/// Reads `"planned"`, which follows the template, or a pair.
fn planned_or_pair(fields: &mut Fields<'_>, key: &'static str) -> Option<Limit> {
    match fields.takes_text(key) {
        None => read::pair(fields, key),
        Some("planned") => None,
        Some(_) => {
            fields.problem(
                key,
                "must be \"planned\" or [late, very-late], a pair of times in quotes",
            );
            None
        }
    }
}

/// What the file has replaces the default.
fn set<T>(setting: &mut T, read: Option<T>) {
    if let Some(value) = read {
        *setting = value;
    }
}
