//! The arguments of what builds and runs a round: plan, run, drill, resume.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::values::{parse_difficulty, parse_phase, parse_slot_kind, parse_speed, parse_theme};
use crate::round::{Difficulty, SlotKind, Theme};

/// TOML knows no whole number above this.
const MOST_SEED: u64 = i64::MAX as u64;

/// How a round is built; shared by `plan`, `run` and `drill`.
#[derive(Debug, Clone, Default, Args)]
pub struct BuildArgs {
    /// Seed of the draw: the same seed and bank give the same questions, whatever was asked before
    #[arg(
        long,
        value_name = "N",
        allow_negative_numbers = true,
        value_parser = clap::value_parser!(u64).range(..=MOST_SEED)
    )]
    pub seed: Option<u64>,
    /// Draw only questions of this difficulty, where a kind has difficulties
    #[arg(long, value_parser = parse_difficulty, value_name = "easy|medium|hard")]
    pub difficulty: Option<Difficulty>,
    /// Draw questions on these topics first, and others where there are too few
    #[arg(long, value_delimiter = ',', value_name = "TOPIC,…")]
    pub topic: Vec<String>,
    /// Ask your own question: a file (.toml, .md, .txt) or a text, with `KIND=` before it to say
    /// for which slot
    #[arg(long, value_name = "[KIND=]FILE|TEXT")]
    pub question: Vec<String>,
    /// Show the questions before the round begins
    #[arg(long)]
    pub show_questions: bool,
}

/// `mockround plan`
#[derive(Debug, Args)]
pub struct PlanArgs {
    /// A template's name or file (default: `template` of the settings, ml-onsite)
    pub template: Option<String>,
    /// Keep only the slots of these kinds
    #[arg(long, value_delimiter = ',', value_parser = parse_slot_kind, value_name = "KIND,…")]
    pub only: Vec<SlotKind>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "clap would show it")]
    pub build: BuildArgs,
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

/// What happens while a round runs; shared by `run`, `drill` and `resume`.
#[derive(Debug, Clone, Default, Args)]
pub struct LiveArgs {
    /// Print one line an event instead of live lines (default where stderr is no terminal)
    #[arg(long)]
    pub plain: bool,
    /// Listen to the default microphone, to none, or to the one whose name or description holds
    /// this (default: `mic` of the settings, auto)
    #[arg(long, value_name = "auto|off|NAME")]
    pub mic: Option<String>,
    /// Store what the microphone hears beside the session, as WAV
    #[arg(long)]
    pub keep_audio: bool,
}

/// How strict and how fast a new round runs; shared by `run` and `drill`.
#[derive(Debug, Clone, Default, Args)]
pub struct PaceArgs {
    /// No pauses, no checklist; questions and slots end when their time is up
    #[arg(long)]
    pub strict: bool,
    /// Run the round's clock this many times faster, for trying it out
    #[arg(
        long,
        default_value_t = 1.0,
        allow_negative_numbers = true,
        value_parser = parse_speed,
        value_name = "X"
    )]
    pub speed: f64,
    /// Play a recording into the round in place of a microphone, from the first slot on
    #[arg(long, value_name = "FILE", conflicts_with_all = ["mic", "keep_audio"])]
    pub audio: Option<PathBuf>,
}

/// How a round is built and run; shared by `run` and `drill`.
#[derive(Debug, Args)]
pub struct BeginArgs {
    #[command(flatten)]
    #[expect(missing_docs, reason = "clap would show it")]
    pub build: BuildArgs,
    #[command(flatten)]
    #[expect(missing_docs, reason = "clap would show it")]
    pub pace: PaceArgs,
    #[command(flatten)]
    #[expect(missing_docs, reason = "clap would show it")]
    pub live: LiveArgs,
}

/// `mockround run`
#[derive(Debug, Args)]
pub struct RunArgs {
    /// A template's name or file (default: `template` of the settings, ml-onsite)
    pub template: Option<String>,
    /// Keep only the slots of these kinds
    #[arg(long, value_delimiter = ',', value_parser = parse_slot_kind, value_name = "KIND,…")]
    pub only: Vec<SlotKind>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "clap would show it")]
    pub begin: BeginArgs,
}

/// `mockround drill`
#[derive(Debug, Args)]
pub struct DrillArgs {
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
        phase: Option<&'static str>,
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
        pace: PaceArgs,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap would show it")]
        live: LiveArgs,
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
    pub begin: BeginArgs,
}

/// `mockround resume`
#[derive(Debug, Args)]
pub struct ResumeArgs {
    /// A session: its id, the beginning of one, a path, or `latest`
    #[arg(default_value = "latest")]
    pub session: String,
    #[command(flatten)]
    #[expect(missing_docs, reason = "clap would show it")]
    pub live: LiveArgs,
}
