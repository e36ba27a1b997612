//! The command line: clap types and value parsers, nothing else.

mod history;
mod overview;
mod report;
mod rounds;
#[cfg(test)]
mod tests;
mod values;

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

use jiff::SignedDuration;

use crate::round::{Difficulty, QuestionKind, Theme};
pub(crate) use history::{
    CompareArgs, CompareFormat, ExportArgs, ExportFormat, ExportRows, ForgetArgs, RateArgs,
    ReplayArgs, ReviewArgs, SessionsAction, SessionsArgs, TodayArgs, TrendsArgs, TrendsFormat,
    WordsArgs,
};
use overview::OVERVIEW;
pub(crate) use report::{ReportArgs, ReportFormat};
pub(crate) use rounds::{
    BuildArgs, DemoArgs, DrillArgs, DrillQuestions, LiveArgs, PaceArgs, PlanArgs, PlanFormat,
    Rehearsed, ResumeArgs, RunArgs,
};
pub use values::exit_status;
pub(crate) use values::{Output, OutputArgs, WrongUsage};
use values::{
    parse_difficulty, parse_offset, parse_question_kind, parse_theme, parse_time, topic_parser,
};

/// Timed solo mock interviews for machine-learning engineers: build a round, run it against the
/// clock, read where the time went.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100, arg_required_else_help = true)]
#[command(help_template = OVERVIEW)]
pub struct Cli {
    /// Use this folder's settings, questions and sessions (default: the nearest folder with a
    /// mockround.toml)
    #[arg(
        long,
        global = true,
        overrides_with = "workspace",
        value_name = "DIR",
        env = "MOCKROUND_WORKSPACE",
        value_hint = ValueHint::DirPath
    )]
    pub(crate) workspace: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Say what to practise next in the time that you have, and why
    Today(TodayArgs),
    /// Build a round and print its slots, phases, budgets and clock times
    Plan(PlanArgs),
    /// Run a round against the clock, then print its pacing report
    Run(RunArgs),
    /// Rehearse one kind of question, one phase, or one story
    Drill(DrillArgs),
    /// Go on with a round that was left or cut off
    Resume(ResumeArgs),
    /// Watch a short round play itself in under a minute, then its report; nothing of yours is used
    Demo(DemoArgs),
    /// Mark something in the round that is running, from any terminal or shortcut
    Mark(MarkArgs),
    /// Print where the round that is running stands, for a prompt or a status bar
    Status(StatusArgs),
    /// Print the question of the round that is running
    Question(QuestionArgs),
    /// Run your code against its question's examples, and outside a round against the cases kept
    /// back
    #[command(after_help = CHECK_CAVEAT)]
    Check(CheckArgs),
    /// Print a session's pacing report
    Report(ReportArgs),
    /// Answer what a session's review left open, and correct its marks
    Review(ReviewArgs),
    /// Take down what somebody who interviewed you thinks of a session, beside your own rating
    Rate(RateArgs),
    /// Measure speech and silence in a recording, or in a session that a recording was made of
    Listen(ListenArgs),
    /// List microphones, and try one for five seconds
    ///
    /// The voice, where one is found or named as `voice` in the settings, says a sentence as it
    /// does in `--interviewer talking`.
    Mic(MicArgs),
    /// Show two sessions side by side, phase by phase
    Compare(CompareArgs),
    /// Show progress over all sessions, and whether it is more than noise
    Trends(TrendsArgs),
    /// Print what was said in a session, as a transcript or your own transcriber has it
    Words(WordsArgs),
    /// Play the sound of a session from a flag, a question or a time on
    Replay(ReplayArgs),
    /// Write all sessions as rows, for DuckDB, pandas, Spark or a spreadsheet
    Export(ExportArgs),
    /// List the sessions, or remove one
    Sessions(SessionsArgs),
    /// List, show or check the questions of the bank
    Questions(QuestionsArgs),
    /// List, write and check your stories for behavioral questions
    Stories(StoriesArgs),
    /// Make a workspace: a folder with its own settings, questions and sessions
    Init(InitArgs),
    /// Check all that a round needs, and say what to do where something is missing
    Doctor(DoctorArgs),
    /// Print desktop or editor shortcuts for `mark`, to paste
    Shortcuts(ShortcutsArgs),
    /// Print what makes Tab complete commands, ids and names in a shell
    Completions(CompletionsArgs),
    /// Print a manual page, or write all of them
    Man(ManArgs),
}

/// How a list is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// For reading
    #[default]
    Text,
    /// For programs
    Json,
}

/// `mockround mark`
#[derive(Debug, Args)]
pub(crate) struct MarkArgs {
    /// What happened: answer (the answer is stated), phase (next phase), next (next question),
    /// pause, think, probe (take up what was asked, or be asked), hint, fact (ask for one of a
    /// terse question), check (run your code), note (keep what you write), undo, end
    pub(crate) word: crate::session::mark::MarkWord,
    /// What the note says; of a fact, which one (1 to 9), or nothing to see what can be asked for
    #[arg(allow_hyphen_values = true)]
    pub(crate) text: Option<String>,
    /// Mark an answer late: it was at this running time since the question was shown
    #[arg(
        long,
        value_name = "M:SS",
        value_parser = parse_time,
        allow_hyphen_values = true,
        conflicts_with = "ago"
    )]
    pub(crate) at: Option<Duration>,
    /// Mark an answer late: it was so long ago, by the round's clock
    #[arg(long, value_name = "M:SS", value_parser = parse_time, allow_hyphen_values = true)]
    pub(crate) ago: Option<Duration>,
    /// Which session, where several are running: its id or the beginning of one
    #[arg(long)]
    pub(crate) session: Option<String>,
}

/// `mockround status`
#[derive(Debug, Args)]
pub(crate) struct StatusArgs {
    /// Which session, where several are running: its id or the beginning of one
    #[arg(long)]
    pub(crate) session: Option<String>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ListFormat,
}

/// `mockround question`
#[derive(Debug, Args)]
pub(crate) struct QuestionArgs {
    /// Which session, where several are running: its id or the beginning of one
    #[arg(long)]
    pub(crate) session: Option<String>,
}

/// What `check` can't hold the code to.
const CHECK_CAVEAT: &str = "\
It is your own code on your own machine, run only when you ask: with 2 s a case and 10 s in all, \
in an empty temporary folder, without input. All that it started in its process group is ended \
with it; what leaves the group isn't, and on Windows its memory has no bound.";

/// `mockround check`
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// The file with your code (default: that of the question on screen); while a round runs, a
    /// file of yours is run for that question too
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) file: Option<PathBuf>,
    /// The question that it answers: its id, or the beginning of one
    #[arg(long, value_name = "ID")]
    pub(crate) question: Option<String>,
    /// How to print what came of it
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ListFormat,
}

/// `mockround listen`
#[derive(Debug, Args)]
pub(crate) struct ListenArgs {
    /// The recording: WAV, AIFF, FLAC, MP3, M4A, Ogg, CAF, MKV, WebM or MP4
    pub(crate) recording: PathBuf,
    /// How to print what was heard
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ListFormat,
    /// Shortest silent stretch to print
    #[arg(
        long,
        default_value = "10s",
        value_parser = parse_time,
        value_name = "TIME",
        allow_hyphen_values = true
    )]
    pub(crate) min: Duration,
    /// Which of its audio tracks is heard, from 1, where it has several; without it the one with
    /// the most speech
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..), value_name = "N")]
    pub(crate) track: Option<u16>,
    /// Add what was heard to this session, in place of what was heard of that time before
    #[arg(long)]
    pub(crate) session: Option<String>,
    /// How long after the session the recording began; below zero, before it
    #[arg(
        long,
        default_value = "0s",
        value_parser = parse_offset,
        value_name = "TIME",
        requires = "session",
        allow_hyphen_values = true
    )]
    pub(crate) offset: SignedDuration,
}

/// `mockround mic`
#[derive(Debug, Args)]
pub(crate) struct MicArgs {
    /// The microphone to try, by its name or description, or a part of one (default: `mic` of the
    /// settings, auto)
    pub(crate) name: Option<String>,
    /// Only list the microphones
    #[arg(long)]
    pub(crate) list: bool,
    /// How to print the list
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ListFormat,
}

/// `mockround questions`
#[derive(Debug, Args)]
pub(crate) struct QuestionsArgs {
    #[command(flatten)]
    pub(crate) filter: QuestionFilter,
    /// How to print them
    #[arg(long, value_enum, default_value_t, global = true)]
    pub(crate) format: ListFormat,
    #[command(subcommand)]
    pub(crate) action: Option<QuestionsAction>,
}

/// Which questions are meant: those that fit all of it.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct QuestionFilter {
    /// Only of this kind
    #[arg(long, value_parser = parse_question_kind, value_name = "KIND")]
    pub(crate) kind: Option<QuestionKind>,
    /// Only on this topic
    #[arg(long, value_parser = topic_parser())]
    pub(crate) topic: Option<String>,
    /// Only of this theme
    #[arg(long, value_parser = parse_theme, value_name = "THEME")]
    pub(crate) theme: Option<Theme>,
    /// Only of this difficulty
    #[arg(long, value_parser = parse_difficulty, value_name = "easy|medium|hard")]
    pub(crate) difficulty: Option<Difficulty>,
    /// Only those with all these words, in whatever belongs to them: statement, hints, answers
    #[arg(long, value_name = "WORDS")]
    pub(crate) search: Option<String>,
}

/// What to do with questions other than list them.
#[derive(Debug, Subcommand)]
pub(crate) enum QuestionsAction {
    /// Print one question whole, reference approaches included
    Show {
        /// Its id, or the beginning of one
        id: String,
    },
    /// Count the questions on each topic, kind by kind
    Matrix {
        #[command(flatten)]
        filter: QuestionFilter,
    },
    /// Check a file of questions, or the whole workspace's, and name every problem
    Check {
        /// The file (default: every file of the workspace)
        file: Option<PathBuf>,
    },
}

/// `mockround stories`
#[derive(Debug, Args)]
pub(crate) struct StoriesArgs {
    /// How to print them
    #[arg(long, value_enum, default_value_t, global = true)]
    pub(crate) format: ListFormat,
    #[command(subcommand)]
    pub(crate) action: Option<StoriesAction>,
}

/// What to do with stories other than list them.
#[derive(Debug, Subcommand)]
pub(crate) enum StoriesAction {
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
pub(crate) struct InitArgs {
    /// The folder, made if it isn't there (default: this one)
    pub(crate) dir: Option<PathBuf>,
    /// Make nothing; allow the programs that a workspace's mockround.toml names now (default: the
    /// workspace that is used here)
    #[arg(long)]
    pub(crate) allow: bool,
}

/// `mockround doctor`
#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ListFormat,
}

/// `mockround shortcuts`
#[derive(Debug, Args)]
pub(crate) struct ShortcutsArgs {
    /// For what
    #[arg(value_enum)]
    pub(crate) tool: ShortcutTool,
}

/// What shortcuts can be printed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ShortcutTool {
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
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

/// `mockround man`
#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// The command that it is about, such as `drill coding` (default: mockround itself)
    pub(crate) command: Vec<String>,
    /// Write the pages of all commands into this folder, made if it isn't there
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "command")]
    pub(crate) dir: Option<PathBuf>,
}
