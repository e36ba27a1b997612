//! What will be asked: a round is an ordered list of slots, a slot has questions, a question has
//! phases. Everything here is a value; `bank` and `template` read it from text, `draw` chooses the
//! questions.

pub mod bank;
pub mod draw;
pub mod handout;
pub mod limits;
pub mod one_phase;
pub mod own;
pub mod template;
mod word;

use std::time::Duration;

use serde::{Deserialize, Serialize};

use limits::{Limit, QuestionLimits};

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
    pub fn spare(&self) -> Duration {
        self.length.saturating_sub(self.questions.iter().map(Planned::budget).sum())
    }

    /// Running time in the slot at which a question is planned to begin.
    pub fn planned_start(&self, question: usize) -> Duration {
        self.questions.iter().take(question).map(Planned::budget).sum()
    }
}

/// A question with the phases and limits of the slot it is asked in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Planned {
    /// What is asked.
    pub question: Question,
    /// The budgeted parts of the answer, in order; at least one.
    #[serde(rename = "phase")]
    pub phases: Vec<Phase>,
    /// What this question's measures are held against.
    pub limits: QuestionLimits,
}

impl Planned {
    /// The planned time of the question: its phases' budgets together.
    pub fn budget(&self) -> Duration {
        self.phases.iter().map(|phase| phase.budget).sum()
    }

    /// Running time since the question was shown at which a phase is planned to begin.
    pub fn planned_start(&self, phase: usize) -> Duration {
        self.phases.iter().take(phase).map(|phase| phase.budget).sum()
    }

    /// The phase that the answer mark ends, if the template names one.
    pub fn answer_phase(&self) -> Option<usize> {
        self.phases.iter().position(|phase| phase.ends_with_answer)
    }

    /// The phase that an answer mark begins, given in one phase: the one after the phase that it
    /// ends. `None` where that is past already, or where the answer ends the last phase.
    pub fn phase_after_answer(&self, phase: usize) -> Option<usize> {
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

    /// The checklist of a phase; empty where there is none.
    pub fn checklist(&self, phase: usize) -> &[CheckItem] {
        self.notes(phase).map_or(&[], |notes| &notes.checklist)
    }

    /// Whether a phase comes after the answer, where others speak too: follow-ups.
    pub fn is_after_answer(&self, phase: usize) -> bool {
        self.answer_phase().is_some_and(|ends| phase > ends)
    }

    /// Whether a phase begins with its first probe, unasked for: a told answer is followed by a
    /// question.
    pub fn opens_with_probe(&self, phase: usize) -> bool {
        let is_told = matches!(self.question.brief, Brief::Behavioral { .. } | Brief::Pitch { .. });
        is_told && self.is_after_answer(phase) && !self.probes(phase).is_empty()
    }

    /// What an interviewer may ask in a phase: its own probes, or else the question's follow-ups.
    pub fn probes(&self, phase: usize) -> &[String] {
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
    /// When a silent stretch in this phase is late or very late; `None` where silence isn't
    /// measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub silence: Option<Limit>,
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
    /// What differs from kind to kind.
    pub brief: Brief,
    /// Per phase: checklist, probes and outcome (ml-design).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<PhaseNotes>,
}

impl Question {
    /// The kind that its brief makes it.
    pub fn kind(&self) -> QuestionKind {
        match self.brief {
            Brief::Coding { .. } => QuestionKind::Coding,
            Brief::MlDesign { .. } => QuestionKind::MlDesign,
            Brief::Behavioral { .. } => QuestionKind::Behavioral,
            Brief::Pitch { .. } => QuestionKind::Pitch,
            Brief::Foundations { .. } => QuestionKind::Foundations,
        }
    }
}

/// What a question of each kind has beside its statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Brief {
    /// A programming problem.
    Coding {
        /// Bounds on the input.
        constraints: Vec<String>,
        /// Worked examples, shown with the statement.
        #[serde(rename = "example", default)]
        examples: Vec<Example>,
        /// The first workable approach; shown in the report only. A candidate's own question has
        /// none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        first_approach: Option<Approach>,
        /// The better approach; shown in the report only.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        better_approach: Option<Approach>,
    },
    /// A machine-learning system to design.
    MlDesign {
        /// How large it is, in numbers.
        scale: Vec<String>,
        /// What exists already.
        given: Vec<String>,
        /// What doesn't exist or isn't allowed.
        not_given: Vec<String>,
    },
    /// A question about past behaviour, answered with a story.
    Behavioral {
        /// What the question is after. Not known of a candidate's own question.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        theme: Option<Theme>,
        /// What the interviewer listens for; shown in the report only.
        listens_for: Vec<String>,
    },
    /// "Tell me about yourself" and its relatives.
    Pitch {
        /// What the interviewer listens for; shown in the report only.
        listens_for: Vec<String>,
    },
    /// A question on fundamentals.
    Foundations {
        /// The points a good answer has; shown afterwards only.
        key_points: Vec<String>,
    },
}

/// A worked example of a coding question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Example {
    /// The input, as named values.
    pub input: String,
    /// The one right output.
    pub output: String,
    /// Why, in a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// A reference approach to a coding question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Approach {
    /// How it goes.
    pub idea: String,
    /// Time complexity, e.g. `O(n log n)`.
    pub time: String,
    /// Space complexity beyond the input.
    pub space: String,
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

/// A question's id: 1 to 64 characters of `a`–`z`, `0`–`9` and `-`, so that it can't name a path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct QuestionId(String);

impl QuestionId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for QuestionId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<QuestionId> for String {
    fn from(id: QuestionId) -> Self {
        id.0
    }
}

impl TryFrom<String> for QuestionId {
    type Error = String;

    fn try_from(id: String) -> Result<Self, String> {
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if id.is_empty() || id.len() > 64 || !id.chars().all(allowed) {
            return Err(format!("id {id:?} must be 1 to 64 characters of a-z, 0-9 and '-'"));
        }
        Ok(Self(id))
    }
}

/// The kinds of interview.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum SlotKind {
    /// Programming.
    Coding,
    /// Machine-learning system design.
    MlDesign,
    /// Stories about past work.
    Behavioral,
    /// Fundamentals, question and answer.
    Foundations,
}

/// The kinds of question; a behavioral slot asks a pitch as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum QuestionKind {
    /// A programming problem.
    Coding,
    /// A machine-learning system to design.
    MlDesign,
    /// A question answered with a story.
    Behavioral,
    /// "Tell me about yourself".
    Pitch,
    /// A question on fundamentals.
    Foundations,
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

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}
