//! What will be asked: a round is an ordered list of slots, a slot has questions, a question has
//! phases. Everything here is a value; `bank` and `template` read it from text, `draw` chooses the
//! questions.

pub(crate) mod bank;
mod brief;
mod code;
pub(crate) mod draw;
pub(crate) mod handout;
mod id;
pub(crate) mod interview;
mod kind;
pub(crate) mod level;
pub(crate) mod limits;
pub(crate) mod one_phase;
pub(crate) mod own;
pub(crate) mod part;
pub(crate) mod pressure;
pub(crate) mod probes;
pub(crate) mod python;
pub(crate) mod rehearsal;
pub(crate) mod rung;
mod sentences;
pub(crate) mod sheet;
pub(crate) mod star;
pub(crate) mod template;
pub(crate) mod terse;

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::word::Word;
pub(crate) use brief::{Approach, Brief, Example, HandedOut, Reference, Twist};
pub(crate) use code::{Likeness, Parameter, Signature};
pub(crate) use id::{QuestionId, fnv1a};
pub use kind::QuestionKind;
pub(crate) use kind::SlotKind;
use limits::{Limit, QuestionLimits};
use pressure::PressurePlan;

/// The whole rehearsal, ready to run: every question is drawn and every limit is worked out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Round {
    /// The name the round was built from, e.g. `ml-onsite`.
    pub template: String,
    /// What a person reads, e.g. `ML onsite`.
    pub title: String,
    /// The seed of the draw; with the same bank it gives the same questions on every platform.
    pub seed: u64,
    /// The interviews, in order; at least one.
    #[serde(rename = "slot")]
    pub slots: Vec<Slot>,
}

impl Round {
    /// Shows the own points of each question that hides them, in place of the checklist of its
    /// kind. Whether there is any such question.
    pub(crate) fn show_own_points(&mut self) -> bool {
        let mut shows = false;
        for planned in self.slots.iter_mut().flat_map(|slot| &mut slot.questions) {
            if planned.question.kind().hides_points() {
                planned.own_points = Some(true);
                planned.phases.iter_mut().for_each(|phase| phase.checklist.clear());
                shows = true;
            }
        }
        shows
    }
}

/// One interview of the round.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Slot {
    /// What kind of interview it is.
    pub kind: SlotKind,
    /// What a person reads, e.g. `coding 1`; unique in its round.
    pub title: String,
    /// Planned running time; never shorter than its questions' phases together.
    #[serde(with = "humantime_serde")]
    pub length: Duration,
    /// The break after it, before the next slot; zero means the next slot begins at once.
    #[serde(with = "humantime_serde")]
    pub break_after: Duration,
    /// The questions, in order; at least one.
    #[serde(rename = "planned")]
    pub questions: Vec<Planned>,
}

impl Slot {
    /// The part of the slot that no phase was given.
    pub(crate) fn spare(&self) -> Duration {
        self.length.saturating_sub(self.questions.iter().map(Planned::budget).sum())
    }

    /// Running time in the slot at which a question is planned to begin.
    pub(crate) fn planned_start(&self, question: usize) -> Duration {
        self.questions.iter().take(question).map(Planned::budget).sum()
    }
}

/// A question with the phases and limits of the slot it is asked in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Planned {
    /// Whether the question's own points are shown while it is asked, or only afterwards. Where it
    /// isn't said: afterwards, if any phase has a checklist of its kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_points: Option<bool>,
    /// Whether it is opened in two sentences, and the rest has to be asked for.
    #[serde(default, skip_serializing_if = "is_false")]
    pub terse: bool,
    /// What is asked.
    pub question: Question,
    /// The budgeted parts of the answer, in order; at least one.
    #[serde(rename = "phase")]
    pub phases: Vec<Phase>,
    /// What this question's measures are held against.
    pub limits: QuestionLimits,
    /// What an interviewer does in it on purpose; none without pressure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pressure: Option<PressurePlan>,
}

impl Planned {
    /// The planned time of the question: its phases' budgets together.
    pub fn budget(&self) -> Duration {
        self.phases.iter().map(|phase| phase.budget).sum()
    }

    /// Running time since the question was shown at which a phase is planned to begin.
    pub(crate) fn planned_start(&self, phase: usize) -> Duration {
        self.phases.iter().take(phase).map(|phase| phase.budget).sum()
    }

    /// The phase that the answer mark ends, if the template names one.
    pub(crate) fn answer_phase(&self) -> Option<usize> {
        self.phases.iter().position(|phase| phase.ends_with_answer)
    }

    /// The phase that an answer mark begins, given in one phase: the one after the phase that it
    /// ends. `None` where that is past already, or where the answer ends the last phase.
    pub(crate) fn phase_after_answer(&self, phase: usize) -> Option<usize> {
        self.answer_phase()
            .filter(|&ends| phase <= ends)
            .map(|ends| ends + 1)
            .filter(|&next| next < self.phases.len())
    }

    /// What the question's author says about a phase: checklist, probes, outcome.
    pub fn notes(&self, phase: usize) -> Option<&PhaseNotes> {
        let name = &self.phases.get(phase)?.name;
        self.question.notes.iter().find(|notes| notes.name == *name)
    }

    /// The question's own checklist of a phase; empty where there is none.
    pub fn checklist(&self, phase: usize) -> &[CheckItem] {
        self.notes(phase).map_or(&[], |notes| &notes.checklist)
    }

    /// Whether the question's own points come afterwards.
    pub(crate) fn hides_points(&self) -> bool {
        let has_others = || self.phases.iter().any(|phase| !phase.checklist.is_empty());
        self.own_points.map_or_else(has_others, |shown| !shown)
    }

    /// What is ticked in a phase while the question is asked: the checklist of its kind, where the
    /// plan has any, else the question's own.
    pub(crate) fn ticked(&self, phase: usize) -> Vec<&str> {
        match self.phases.get(phase) {
            Some(phase) if self.hides_points() => {
                phase.checklist.iter().map(String::as_str).collect()
            }
            _ => self.checklist(phase).iter().map(|check| check.item.as_str()).collect(),
        }
    }

    /// The points of a told answer that are asked afterwards: those of the phase behind it.
    pub(crate) fn key_points(&self) -> Vec<(usize, usize)> {
        let Some(phase) = self.answer_phase().map(|answer| answer + 1) else { return Vec::new() };
        (0..self.checklist(phase).len()).map(|item| (phase, item)).collect()
    }

    /// The question's own points that are asked afterwards, phase by phase: those that come
    /// afterwards, and those that a person wanted to see, where none was ticked.
    pub(crate) fn asked_points(&self) -> Vec<(usize, usize)> {
        let are_asked = self.hides_points() || self.own_points == Some(true);
        let phases = if are_asked { self.phases.len() } else { 0 };
        let items = |phase| (0..self.checklist(phase).len()).map(move |item| (phase, item));
        (0..phases).flat_map(items).collect()
    }

    /// Whether a phase comes after the answer, where others speak too: follow-ups.
    pub(crate) fn is_after_answer(&self, phase: usize) -> bool {
        self.answer_phase().is_some_and(|ends| phase > ends)
    }

    /// Whether a phase begins with a probe, unasked for: a told answer is followed by a question.
    pub(crate) fn opens_with_probe(&self, phase: usize) -> bool {
        let opens = self.question.kind().opens_with_follow_up() && self.is_after_answer(phase);
        opens && !self.probes(phase).is_empty()
    }

    /// Running time since the question was shown after which a design's change may be made: two
    /// thirds of it.
    pub(crate) fn twist_after(&self) -> Duration {
        self.budget() * 2 / 3
    }

    /// What an interviewer may ask in a phase: its own probes, or else the question's follow-ups.
    pub(crate) fn probes(&self, phase: usize) -> &[String] {
        match self.notes(phase) {
            Some(notes) => &notes.probes,
            None => &self.question.follow_ups,
        }
    }
}

/// A named, budgeted part of answering one question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Phase {
    /// Its name, unique within the question.
    pub name: String,
    /// Planned running time, above zero.
    #[serde(with = "humantime_serde")]
    pub budget: Duration,
    /// Whether the answer mark ends this phase.
    #[serde(default, skip_serializing_if = "is_false")]
    pub ends_with_answer: bool,
    /// What an answer to any question of its kind covers in this phase, in a word or a few: shown
    /// while the question is asked, as it gives nothing of it away.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checklist: Vec<String>,
    /// When a silent stretch in this phase is late or very late; `None` where silence isn't
    /// measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub silence: Option<Limit>,
    /// When an interviewer asks in this phase unasked for: seconds of running time after its
    /// beginning, in order. None without an interviewer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asks: Vec<u32>,
}

/// What the bank holds: a question with everything needed to work on it and to look it up
/// afterwards.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Question {
    /// Its name in files and on the command line.
    pub id: QuestionId,
    /// One line that names it.
    pub title: String,
    /// How hard it is; behavioral questions and pitches have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difficulty: Option<Difficulty>,
    /// What it is about, in kebab-case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// The text that the candidate reads.
    pub statement: String,
    /// What an interviewer may ask on top.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub follow_ups: Vec<String>,
    /// What a good answer to a follow-up or probe says, where its author says that. It stands apart
    /// from what is asked, so that who asks holds no answer.
    #[serde(rename = "answer", default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<GoodAnswer>,
    /// What differs from kind to kind.
    pub brief: Brief,
    /// Per phase: checklist, probes and outcome (ml-design).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<PhaseNotes>,
}

impl Question {
    /// The kind that its brief makes it.
    pub fn kind(&self) -> QuestionKind {
        self.brief.kind()
    }

    /// What a good answer to a follow-up or probe of it says.
    pub(crate) fn answer_to(&self, ask: &str) -> Option<&GoodAnswer> {
        self.answers.iter().find(|of| of.ask == ask)
    }
}

/// What a good answer to a follow-up or probe says; shown when its question is over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GoodAnswer {
    /// The follow-up or probe.
    pub ask: String,
    /// What a good answer says.
    pub answer: String,
    /// What a weak answer sounds like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weak: Option<String>,
}

/// What a question's author says about one phase of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PhaseNotes {
    /// The phase's name.
    pub name: String,
    /// What a good answer ticks off, at most nine items.
    #[serde(default)]
    pub checklist: Vec<CheckItem>,
    /// What an interviewer asks here.
    #[serde(default)]
    pub probes: Vec<String>,
    /// What is settled when the phase is over, so that a later phase can be rehearsed alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
}

/// One item of a phase's checklist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckItem {
    /// One to three words for the live line.
    pub item: String,
    /// What a good answer says; shown in the report only.
    pub detail: String,
}

/// How hard a question is.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    clap::ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum Difficulty {
    /// Done in time by most who prepared.
    Easy,
    /// The usual interview question.
    Medium,
    /// Done in time by few.
    Hard,
}

impl Word for Difficulty {
    fn word(self) -> &'static str {
        match self {
            Self::Easy => "easy",
            Self::Medium => "medium",
            Self::Hard => "hard",
        }
    }
}

/// What a behavioral question is after.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    clap::ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// Resolving conflict: compromise before escalation, empathy.
    Conflict,
    /// Embracing ambiguity: conflicting needs, no guidance.
    Ambiguity,
    /// Growing continuously: failures, feedback.
    Growth,
    /// Delivering results past roadblocks.
    Delivery,
    /// Communication and pushback from stakeholders.
    Stakeholders,
    /// Scope that changed midway.
    ScopeChange,
    /// Career aspiration.
    Aspiration,
    /// The hardest problem.
    HardestProblem,
    /// Outcomes in numbers.
    Outcomes,
}

impl Word for Theme {
    fn word(self) -> &'static str {
        match self {
            Self::Conflict => "conflict",
            Self::Ambiguity => "ambiguity",
            Self::Growth => "growth",
            Self::Delivery => "delivery",
            Self::Stakeholders => "stakeholders",
            Self::ScopeChange => "scope-change",
            Self::Aspiration => "aspiration",
            Self::HardestProblem => "hardest-problem",
            Self::Outcomes => "outcomes",
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}
