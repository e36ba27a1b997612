//! The command line: clap types and value parsers, nothing else.

mod history;

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

use jiff::SignedDuration;

use crate::round::bank::phase_names;
use crate::round::{Difficulty, QuestionKind, SlotKind, Theme, Word};
pub use history::{Compare, CompareFormat, Export, ExportFormat, ExportRows, Trends, TrendsFormat};

/// Timed solo mock interviews for machine-learning engineers: build a round, run it against the clock, read where the
/// time went.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "Start with: mockround run")]
pub struct Cli {
    /// Use this folder's settings, questions and sessions (default: the nearest folder with a mockround.toml)
    #[arg(long, global = true, value_name = "DIR", env = "MOCKROUND_WORKSPACE", value_hint = ValueHint::DirPath)]
    pub workspace: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build a round and print its slots, phases, budgets and clock times
    Plan(Plan),
    /// Run a round against the clock, then print its pacing report
    Run(Run),
    /// Rehearse one kind of question, one phase, or one story
    Drill(Drill),
    /// Go on with a round that was left or cut off
    Resume(Resume),
    /// Mark something in the round that is running, from any terminal or shortcut
    Mark(Mark),
    /// Print one line on the round that is running, for a prompt or a status bar
    Status(Status),
    /// Print the question of the round that is running
    Question(Status),
    /// Print a session's pacing report
    Report(Report),
    /// Measure speech and silence in a recording, or in a session that a recording was made of
    Listen(Listen),
    /// List microphones, and try one for five seconds
    Mic(Mic),
    /// Show two sessions side by side, phase by phase
    Compare(Compare),
    /// Show progress over all sessions, and whether it is more than noise
    Trends(Trends),
    /// Write all sessions as rows, for DuckDB, pandas, Spark or a spreadsheet
    Export(Export),
    /// List the sessions
    Sessions(Sessions),
    /// List, show or check the questions of the bank
    Questions(Questions),
    /// List, write and check your stories for behavioral questions
    Stories(Stories),
    /// Make a workspace: a folder with its own settings, questions and sessions
    Init(Init),
    /// Print desktop or editor shortcuts for `mark`, to paste
    Shortcuts(Shortcuts),
    /// Print a completion script for a shell
    Completions(Completions),
    /// Print the manual page
    Man,
}

/// TOML knows no whole number above this.
const MOST_SEED: u64 = i64::MAX as u64;

/// How a round is built; shared by `plan`, `run` and `drill`.
#[derive(Debug, Clone, Default, Args)]
pub struct Build {
    /// Seed of the draw: the same seed and bank give the same questions, whatever was asked before
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(u64).range(..=MOST_SEED))]
    pub seed: Option<u64>,
    /// Draw only questions of this difficulty, where a kind has difficulties
    #[arg(long, value_parser = parse_difficulty, value_name = "easy|medium|hard")]
    pub difficulty: Option<Difficulty>,
    /// Draw only questions on one of these topics, where a slot has any
    #[arg(long, value_delimiter = ',', value_name = "TOPIC,…")]
    pub topic: Vec<String>,
    /// Ask your own question: a file (.toml, .md, .txt) or a text, with `KIND=` before it to say for which slot
    #[arg(long, value_name = "[KIND=]FILE|TEXT")]
    pub question: Vec<String>,
    /// Show the questions before the round begins
    #[arg(long)]
    pub show_questions: bool,
}

/// `mockround plan`
#[derive(Debug, Args)]
pub struct Plan {
    /// A template's name or file (default: `template` of the settings, ml-onsite)
    pub template: Option<String>,
    /// Keep only the slots of these kinds
    #[arg(long, value_delimiter = ',', value_parser = parse_slot_kind, value_name = "KIND,…")]
    pub only: Vec<SlotKind>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "clap would show it")]
    pub build: Build,
    /// How to print it; toml prints the template, to copy and edit
    #[arg(long, value_enum, default_value_t)]
    pub format: PlanFormat,
}

/// How a plan is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum PlanFormat {
    /// A table
    #[default]
    Text,
    /// The plan as JSON
    Json,
    /// The template as TOML
    Toml,
}

/// How a list is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For reading
    #[default]
    Text,
    /// For programs
    Json,
}

/// What happens while a round runs; shared by `run`, `drill` and `resume`.
#[derive(Debug, Clone, Default, Args)]
pub struct Live {
    /// Print one line an event instead of live lines (default where stderr is no terminal)
    #[arg(long)]
    pub plain: bool,
    /// Listen to the default microphone, to none, or to the one whose name or description holds this (default: `mic` of
    /// the settings, auto)
    #[arg(long, value_name = "auto|off|NAME")]
    pub mic: Option<String>,
    /// Store what the microphone hears beside the session, as WAV
    #[arg(long)]
    pub keep_audio: bool,
}

/// How strict and how fast a new round runs; shared by `run` and `drill`.
#[derive(Debug, Clone, Default, Args)]
pub struct Pace {
    /// No pauses, no checklist; questions and slots end when their time is up
    #[arg(long)]
    pub strict: bool,
    /// Run the round's clock this many times faster, for trying it out
    #[arg(long, default_value_t = 1.0, allow_negative_numbers = true, value_parser = parse_speed, value_name = "X")]
    pub speed: f64,
    /// Play a recording into the round in place of a microphone, from the first slot on
    #[arg(long, value_name = "FILE", conflicts_with_all = ["mic", "keep_audio"])]
    pub audio: Option<PathBuf>,
}

/// `mockround run`
#[derive(Debug, Args)]
pub struct Run {
    /// A template's name or file (default: `template` of the settings, ml-onsite)
    pub template: Option<String>,
    /// Keep only the slots of these kinds
    #[arg(long, value_delimiter = ',', value_parser = parse_slot_kind, value_name = "KIND,…")]
    pub only: Vec<SlotKind>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "clap would show it")]
    pub build: Build,
    #[command(flatten)]
    #[expect(missing_docs, reason = "clap would show it")]
    pub pace: Pace,
    #[command(flatten)]
    #[expect(missing_docs, reason = "clap would show it")]
    pub live: Live,
}

/// `mockround drill`
#[derive(Debug, Args)]
pub struct Drill {
    #[command(subcommand)]
    #[expect(missing_docs, reason = "clap would show it")]
    pub what: DrillWhat,
}

/// What to drill.
#[derive(Debug, Subcommand)]
pub enum DrillWhat {
    /// Two coding questions
    Coding(DrillQuestions),
    /// One ML system design, or one phase of several
    MlDesign {
        /// Rehearse one phase alone: what comes before it is settled by the question
        #[arg(long, value_parser = parse_phase, value_name = "PHASE")]
        phase: Option<String>,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap would show it")]
        questions: DrillQuestions,
    },
    /// Behavioral questions, each answered with a story
    Behavioral {
        /// Ask only questions of this theme
        #[arg(long, value_parser = parse_theme, value_name = "THEME")]
        theme: Option<Theme>,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap would show it")]
        questions: DrillQuestions,
    },
    /// Questions on fundamentals; after each answer its key points are shown, to tick what you said
    Foundations(DrillQuestions),
    /// "Tell me about yourself" and its relatives
    Pitch(DrillQuestions),
    /// One story of yours in 3 minutes, then in 90, 60 and 30 seconds
    Story {
        /// The story's id, or the beginning of one
        id: String,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap would show it")]
        pace: Pace,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap would show it")]
        live: Live,
    },
}

/// How a drill of questions is built and run.
#[derive(Debug, Args)]
pub struct DrillQuestions {
    /// How many questions, 1 to 20
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=20), value_name = "N")]
    pub count: Option<u32>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "clap would show it")]
    pub build: Build,
    #[command(flatten)]
    #[expect(missing_docs, reason = "clap would show it")]
    pub pace: Pace,
    #[command(flatten)]
    #[expect(missing_docs, reason = "clap would show it")]
    pub live: Live,
}

/// `mockround resume`
#[derive(Debug, Args)]
pub struct Resume {
    /// A session: its id, the beginning of one, a path, or `latest`
    #[arg(default_value = "latest")]
    pub session: String,
    #[command(flatten)]
    #[expect(missing_docs, reason = "clap would show it")]
    pub live: Live,
}

/// `mockround mark`
#[derive(Debug, Args)]
pub struct Mark {
    /// What happened: answer (the answer is stated), phase (next phase), next (next question), pause, think, undo, end
    pub word: crate::live::mark::MarkWord,
    /// Which session, where several are running: its id or the beginning of one
    #[arg(long)]
    pub session: Option<String>,
}

/// `mockround status` and `mockround question`
#[derive(Debug, Args)]
pub struct Status {
    /// Which session, where several are running: its id or the beginning of one
    #[arg(long)]
    pub session: Option<String>,
}

/// `mockround report`
#[derive(Debug, Args)]
pub struct Report {
    /// A session: its id, the beginning of one, a path, or `latest`
    #[arg(default_value = "latest")]
    pub session: String,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub format: ReportFormat,
    /// Write it to a file instead
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// With `--format html`: write it beside the session, or to --output, and open it in the browser
    #[arg(long, requires = "format")]
    pub open: bool,
}

/// How a report is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For a terminal
    #[default]
    Text,
    /// For notes and pull requests
    Markdown,
    /// One file with pictures, for a browser or a printer
    Html,
    /// For programs
    Json,
}

/// `mockround listen`
#[derive(Debug, Args)]
pub struct Listen {
    /// The recording: WAV, FLAC, MP3, M4A, Ogg Vorbis, MKV or MP4
    pub recording: PathBuf,
    /// How to print what was heard
    #[arg(long, value_enum, default_value_t)]
    pub format: ListFormat,
    /// Shortest silent stretch to print
    #[arg(long, default_value = "10s", value_parser = parse_time, value_name = "TIME")]
    pub min: Duration,
    /// Add what was heard to this session, in place of what was heard of that time before
    #[arg(long)]
    pub session: Option<String>,
    /// How long after the session the recording began; below zero, before it
    #[arg(
        long, default_value = "0s", value_parser = parse_offset, value_name = "TIME", requires = "session",
        allow_hyphen_values = true
    )]
    pub offset: SignedDuration,
}

/// `mockround mic`
#[derive(Debug, Args)]
pub struct Mic {
    /// The microphone to try, by its name or description, or a part of one (default: `mic` of the settings, auto)
    pub name: Option<String>,
    /// Only list the microphones
    #[arg(long)]
    pub list: bool,
    /// How to print the list
    #[arg(long, value_enum, default_value_t)]
    pub format: ListFormat,
}

/// `mockround sessions`
#[derive(Debug, Args)]
pub struct Sessions {
    /// How to print them
    #[arg(long, value_enum, default_value_t)]
    pub format: ListFormat,
}

/// `mockround questions`
#[derive(Debug, Args)]
pub struct Questions {
    /// Only of this kind
    #[arg(long, value_parser = parse_question_kind, value_name = "KIND")]
    pub kind: Option<QuestionKind>,
    /// Only on this topic
    #[arg(long)]
    pub topic: Option<String>,
    /// How to print them
    #[arg(long, value_enum, default_value_t, global = true)]
    pub format: ListFormat,
    #[command(subcommand)]
    #[expect(missing_docs, reason = "clap would show it")]
    pub action: Option<QuestionsAction>,
}

/// What to do with questions other than list them.
#[derive(Debug, Subcommand)]
pub enum QuestionsAction {
    /// Print one question whole, reference approaches included
    Show {
        /// Its id
        id: String,
    },
    /// Check a file of questions, or the whole workspace's, and name every problem
    Check {
        /// The file (default: every file of the workspace)
        file: Option<PathBuf>,
    },
}

/// `mockround stories`
#[derive(Debug, Args)]
pub struct Stories {
    /// How to print them
    #[arg(long, value_enum, default_value_t, global = true)]
    pub format: ListFormat,
    #[command(subcommand)]
    #[expect(missing_docs, reason = "clap would show it")]
    pub action: Option<StoriesAction>,
}

/// What to do with stories other than list them.
#[derive(Debug, Subcommand)]
pub enum StoriesAction {
    /// Add a story to fill in, and open it in your editor ($VISUAL or $EDITOR)
    New {
        /// Its title
        title: Option<String>,
        /// The themes that it answers
        #[arg(long, value_delimiter = ',', value_parser = parse_theme, value_name = "THEME,…")]
        theme: Vec<Theme>,
    },
    /// Print one story whole, with its length and its I and we
    Show {
        /// Its id, or the beginning of one
        id: String,
    },
    /// Name what each story lacks, with line and field
    Check,
    /// Set the stories against the themes: strength, last told, gaps, overuse
    Matrix,
}

/// `mockround init`
#[derive(Debug, Args)]
pub struct Init {
    /// The folder, made if it isn't there (default: this one)
    #[arg(default_value = ".")]
    pub dir: PathBuf,
}

/// `mockround shortcuts`
#[derive(Debug, Args)]
pub struct Shortcuts {
    /// For what
    #[arg(value_enum)]
    pub tool: ShortcutTool,
}

/// What shortcuts can be printed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ShortcutTool {
    /// tmux key bindings
    Tmux,
    /// GNOME custom shortcuts
    Gnome,
    /// KDE Plasma custom shortcuts
    Kde,
    /// macOS: a Shortcuts action for each mark
    Macos,
    /// Windows: an AutoHotkey script
    Windows,
    /// sway or i3 key bindings
    Sway,
    /// VS Code tasks and key bindings
    Vscode,
    /// Vim and Neovim mappings
    Vim,
    /// Emacs key bindings
    Emacs,
}

/// `mockround completions`
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

fn parse_word<W: Word>(word: &str) -> Result<W, String> {
    W::parse(word).ok_or_else(|| format!("allowed are {}", W::allowed()))
}

fn parse_slot_kind(word: &str) -> Result<SlotKind, String> {
    parse_word(word)
}

fn parse_question_kind(word: &str) -> Result<QuestionKind, String> {
    parse_word(word)
}

/// A phase of a design: its name, or one word of it (`exploration`), with `-` for spaces.
fn parse_phase(word: &str) -> Result<String, String> {
    let known = phase_names(QuestionKind::MlDesign);
    let name = word.replace('-', " ");
    let name = if name == "wrapup" || name == "wrap up" { "wrap-up" } else { name.as_str() };
    let found = known.iter().find(|known| **known == name || known.split(' ').any(|part| part == name));
    found.map(|name| (*name).to_string()).ok_or_else(|| format!("allowed are {}", known.join(", ")))
}

fn parse_theme(word: &str) -> Result<Theme, String> {
    parse_word(word)
}

fn parse_difficulty(word: &str) -> Result<Difficulty, String> {
    parse_word(word)
}

/// A time such as `20s`.
fn parse_time(text: &str) -> Result<Duration, String> {
    humantime::parse_duration(text).map_err(|e| format!("{e}; write 20s, or 1m 30s"))
}

/// A time that may be below zero, such as `-12s`.
fn parse_offset(text: &str) -> Result<SignedDuration, String> {
    let (text, sign) = text.strip_prefix('-').map_or((text, 1), |text| (text, -1));
    let time = SignedDuration::try_from(parse_time(text)?).map_err(|e| e.to_string())?;
    Ok(time * sign)
}

/// A speed from 0.01 to 100,000.
fn parse_speed(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(speed) if (0.01..=100_000.0).contains(&speed) => Ok(speed),
        _ => Err("allowed are 0.01 to 100000".to_string()),
    }
}
