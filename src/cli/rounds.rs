//! The arguments of what builds and runs a round: plan, run, drill, resume.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum, ValueHint};

use super::values::{
    parse_difficulty, parse_interviewer, parse_level, parse_phase, parse_question_kind,
    parse_slot_kind, parse_speed, parse_theme, topic_parser,
};
use crate::round::interview::Interviewer;
use crate::round::level::Seniority;
use crate::round::part::Part;
use crate::round::probes::ProbesOf;
use crate::round::template::QUESTIONS;
use crate::round::{Difficulty, QuestionKind, SlotKind, Theme};

/// TOML knows no whole number above this.
pub(super) const MOST_SEED: u64 = i64::MAX as u64;

/// How a round is built; shared by `plan`, `run` and `drill`.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct BuildArgs {
    /// Seed of the draw: the same seed and bank give the same questions, whatever was asked before
    #[arg(
        long,
        value_name = "N",
        allow_negative_numbers = true,
        value_parser = clap::value_parser!(u64).range(..=MOST_SEED)
    )]
    pub(crate) seed: Option<u64>,
    /// Draw only questions of this difficulty, where a kind has difficulties
    #[arg(long, value_parser = parse_difficulty, value_name = "easy|medium|hard")]
    pub(crate) difficulty: Option<Difficulty>,
    /// Draw questions on these topics first, and others where there are too few
    #[arg(
        long, value_delimiter = ',', value_name = "TOPIC,…", value_parser = topic_parser()
    )]
    pub(crate) topic: Vec<String>,
    /// Make questions likelier on what this text names, such as a job's description, as a file
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) from: Option<PathBuf>,
    /// Ask your own question: a file (.toml, .md, .txt) or a text, with `KIND=` before it to say
    /// for which slot
    #[arg(long, value_name = "[KIND=]FILE|TEXT")]
    pub(crate) question: Vec<String>,
    /// Show the questions before the round begins
    #[arg(long)]
    pub(crate) show_questions: bool,
}

/// `mockround plan`
#[derive(Debug, Args)]
pub(crate) struct PlanArgs {
    /// A template's name or file (default: `template` of the settings, ml-onsite)
    pub(crate) template: Option<String>,
    /// Keep only the slots of these kinds
    #[arg(long, value_delimiter = ',', value_parser = parse_slot_kind, value_name = "KIND,…")]
    pub(crate) only: Vec<SlotKind>,
    #[command(flatten)]
    pub(crate) build: BuildArgs,
    /// How to print it; toml prints the template, to copy and edit
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: PlanFormat,
}

/// How a plan is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlanFormat {
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
pub(crate) struct LiveArgs {
    /// Print one line an event instead of live lines (default where stderr is no terminal)
    #[arg(long)]
    pub(crate) plain: bool,
    /// Listen to the default microphone, to none, or to the one whose name or description holds
    /// this (default: `mic` of the settings, auto)
    #[arg(long, value_name = "auto|off|NAME")]
    pub(crate) mic: Option<String>,
    /// Store what the microphone hears beside the session, as FLAC
    #[arg(long)]
    pub(crate) keep_audio: bool,
    /// Say after each slot what is expected of this level, beside what good answers say
    #[arg(long, value_parser = parse_level, value_name = "junior|senior|staff")]
    pub(crate) level: Option<Seniority>,
}

/// How strict and how fast a new round runs; shared by `run` and `drill`.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct PaceArgs {
    /// No pauses, no checklist, terse; questions and slots end when their time is up
    #[arg(long)]
    pub(crate) strict: bool,
    /// Open each design in two sentences; the rest are facts that you have to ask for, with `f`
    #[arg(long)]
    pub(crate) terse: bool,
    /// How somebody asks during designs and stories: not at all, with questions on screen, or aloud
    /// (default: `interviewer` of the settings, quiet)
    #[arg(long, value_parser = parse_interviewer, value_name = "off|quiet|talking")]
    pub(crate) interviewer: Option<Interviewer>,
    /// Press on purpose: break in while you talk, ask what you would cut when five minutes are
    /// left, and change a design's requirement under way
    #[arg(long)]
    pub(crate) pressure: bool,
    /// Show each question's own points while it is asked, not the checklist of its kind
    #[arg(long, conflicts_with = "strict")]
    pub(crate) own_points: bool,
    /// Run the round's clock this many times faster, for trying it out
    #[arg(
        long,
        default_value_t = 1.0,
        allow_negative_numbers = true,
        value_parser = parse_speed,
        value_name = "X"
    )]
    pub(crate) speed: f64,
    /// Play a recording into the round in place of a microphone, from the first slot on
    #[arg(long, value_name = "FILE", conflicts_with_all = ["mic", "keep_audio"])]
    pub(crate) audio: Option<PathBuf>,
    /// Which of its audio tracks is played, from 1, where it has several; without it the one with
    /// the most speech
    #[arg(
        long,
        requires = "audio",
        value_parser = clap::value_parser!(u16).range(1..),
        value_name = "N"
    )]
    pub(crate) track: Option<u16>,
}

/// How a round is built and run; shared by `run` and `drill`.
#[derive(Debug, Args)]
pub(crate) struct BeginArgs {
    #[command(flatten)]
    pub(crate) build: BuildArgs,
    #[command(flatten)]
    pub(crate) pace: PaceArgs,
    #[command(flatten)]
    pub(crate) live: LiveArgs,
}

/// `mockround run`
#[derive(Debug, Args)]
pub(crate) struct RunArgs {
    /// A template's name or file (default: `template` of the settings, ml-onsite)
    pub(crate) template: Option<String>,
    /// Keep only the slots of these kinds
    #[arg(long, value_delimiter = ',', value_parser = parse_slot_kind, value_name = "KIND,…")]
    pub(crate) only: Vec<SlotKind>,
    /// Make questions likelier that are due, or on topics on which your first answers were slow
    #[arg(long)]
    pub(crate) adaptive: bool,
    #[command(flatten)]
    pub(crate) begin: BeginArgs,
}

/// `mockround drill`
#[derive(Debug, Args)]
pub(crate) struct DrillArgs {
    #[command(subcommand)]
    pub(crate) what: DrillWhat,
}

fn design_phase(word: &str) -> Result<&'static str, String> {
    parse_phase(QuestionKind::MlDesign, word)
}

/// What to drill.
#[derive(Debug, Subcommand)]
pub(crate) enum DrillWhat {
    /// Two coding questions
    Coding(DrillQuestions),
    /// One ML system design, or one phase of several
    MlDesign {
        /// Rehearse one phase alone: what comes before it is settled by the question
        #[arg(long, value_parser = design_phase, value_name = "PHASE")]
        phase: Option<&'static str>,
        #[command(flatten)]
        questions: DrillQuestions,
    },
    /// Behavioral questions, each answered with a story
    Behavioral {
        /// Ask only questions of this theme
        #[arg(long, value_parser = parse_theme, value_name = "THEME")]
        theme: Option<Theme>,
        #[command(flatten)]
        questions: DrillQuestions,
    },
    /// Questions on fundamentals; after each answer its key points are shown, to tick what you said
    Foundations(DrillQuestions),
    /// One project of yours: five minutes to walk through it, then questions that go deeper
    DeepDive(DrillQuestions),
    /// "Tell me about yourself", then relatives of it; --topic chooses these, or the one of
    /// --count 1
    Pitch(DrillQuestions),
    /// Ten of an interviewer's probes in ten minutes; after each answer, what a good one says
    Probes {
        /// Of questions of this kind (default: ml-design, behavioral and deep-dive)
        #[arg(long, value_parser = parse_question_kind, value_name = "KIND")]
        kind: Option<QuestionKind>,
        /// Of this phase of designs
        #[arg(long, value_parser = design_phase, value_name = "PHASE")]
        phase: Option<&'static str>,
        #[command(flatten)]
        questions: DrillQuestions,
    },
    /// One story of yours in 3 minutes, then in 90, 60 and 30 seconds
    Story {
        /// The story's id, or the beginning of one (default: list the stories)
        id: Option<String>,
        #[command(flatten)]
        pace: PaceArgs,
        #[command(flatten)]
        live: LiveArgs,
    },
}

/// What a drill rehearses, whatever word asked for it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Rehearsed<'a> {
    /// Questions of one kind, or a part of them.
    Questions(QuestionKind, Part, &'a DrillQuestions),
    /// The story of this id, or none yet.
    Story(Option<&'a str>, &'a PaceArgs, &'a LiveArgs),
}

impl DrillWhat {
    /// What is rehearsed, and how.
    pub(crate) fn rehearsed(&self) -> Rehearsed<'_> {
        let (kind, part, questions) = match self {
            Self::Coding(questions) => (QuestionKind::Coding, Part::Whole, questions),
            Self::MlDesign { phase, questions } => {
                (QuestionKind::MlDesign, phase.map_or(Part::Whole, Part::Phase), questions)
            }
            Self::Behavioral { theme, questions } => {
                (QuestionKind::Behavioral, theme.map_or(Part::Whole, Part::Theme), questions)
            }
            Self::Foundations(questions) => (QuestionKind::Foundations, Part::Whole, questions),
            Self::DeepDive(questions) => (QuestionKind::DeepDive, Part::Whole, questions),
            Self::Pitch(questions) => (QuestionKind::Pitch, Part::Whole, questions),
            Self::Probes { kind, phase, questions } => {
                // Only designs are asked in such phases.
                let kind = kind.or(phase.map(|_| QuestionKind::MlDesign));
                let of = ProbesOf { kind, phase: *phase };
                (QuestionKind::Foundations, Part::Probes(of), questions)
            }
            Self::Story { id, pace, live } => return Rehearsed::Story(id.as_deref(), pace, live),
        };
        Rehearsed::Questions(kind, part, questions)
    }
}

/// How many questions a drill asks.
const COUNTS: std::ops::RangeInclusive<i64> = 1..=QUESTIONS as i64;

/// How a drill of questions is built and run.
#[derive(Debug, Args)]
pub(crate) struct DrillQuestions {
    /// How many questions, 1 to 20
    #[arg(long, value_parser = clap::value_parser!(u32).range(COUNTS), value_name = "N")]
    pub(crate) count: Option<u32>,
    /// Ask first what is due: what was missed or met some days ago, as `mockround today --why` says
    #[arg(long, conflicts_with = "seed")]
    pub(crate) due: bool,
    #[command(flatten)]
    pub(crate) begin: BeginArgs,
}

/// How many times faster than a round a demo's clock runs: thirteen and a half minutes are over in
/// 51 seconds then.
const DEMO_SPEED: f64 = 16.0;

/// `mockround demo`
#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// Print one line an event instead of live lines (default where stderr is no terminal)
    #[arg(long)]
    pub(crate) plain: bool,
    /// Run the round's clock this many times faster
    #[arg(long, default_value_t = DEMO_SPEED, value_parser = parse_speed, value_name = "X")]
    pub(crate) speed: f64,
}

/// `mockround resume`
#[derive(Debug, Args)]
pub(crate) struct ResumeArgs {
    /// A session: its id, the beginning of one, a path, or `latest`
    #[arg(default_value = "latest")]
    pub(crate) session: String,
    #[command(flatten)]
    pub(crate) live: LiveArgs,
}
