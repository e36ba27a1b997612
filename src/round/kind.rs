//! The kinds of slot and of question, and all that differs from kind to kind: another kind is
//! another arm of each match here. What a question of a kind holds stands in `brief`.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Phase;
use super::limits::{AnswerLength, Limit, Limits, QuestionLimits};
use crate::text::counted;
use crate::word::Word;

#[cfg(test)]
mod tests;

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
    /// One project of the candidate's own.
    DeepDive,
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
    /// A project of the candidate's own, walked through and then asked about.
    DeepDive,
}

/// What the mark `answer` says of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// The first answer is there: how soon it came is measured, and the work goes on.
    Stated,
    /// The answer is told: what follows it is the interviewer's.
    Told,
}

impl Answered {
    /// The mark in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Stated => "first answer",
            Self::Told => "answer told",
        }
    }

    /// Whether it ends the candidate's part.
    pub(crate) fn is_told(self) -> bool {
        match self {
            Self::Stated => false,
            Self::Told => true,
        }
    }
}

impl Word for SlotKind {
    fn word(self) -> &'static str {
        match self {
            Self::Coding => "coding",
            Self::MlDesign => "ml-design",
            Self::Behavioral => "behavioral",
            Self::Foundations => "foundations",
            Self::DeepDive => "deep-dive",
        }
    }
}

impl SlotKind {
    /// The kind of question that a slot asks where its template doesn't say.
    pub fn question(self) -> QuestionKind {
        match self {
            Self::Coding => QuestionKind::Coding,
            Self::MlDesign => QuestionKind::MlDesign,
            Self::Behavioral => QuestionKind::Behavioral,
            Self::Foundations => QuestionKind::Foundations,
            Self::DeepDive => QuestionKind::DeepDive,
        }
    }
}

impl Word for QuestionKind {
    fn word(self) -> &'static str {
        match self {
            Self::Coding => "coding",
            Self::MlDesign => "ml-design",
            Self::Behavioral => "behavioral",
            Self::Pitch => "pitch",
            Self::Foundations => "foundations",
            Self::DeepDive => "deep-dive",
        }
    }
}

impl QuestionKind {
    /// What the mark `answer` says.
    pub fn answered(self) -> Answered {
        match self {
            Self::Coding | Self::MlDesign => Answered::Stated,
            Self::Behavioral | Self::Pitch | Self::Foundations | Self::DeepDive => Answered::Told,
        }
    }

    /// How its first answer is given, as advice.
    pub(crate) fn first_answer(self) -> &'static str {
        match self {
            Self::Coding => "state a workable approach",
            Self::MlDesign => "frame the problem",
            Self::Behavioral | Self::Pitch | Self::Foundations | Self::DeepDive => "answer",
        }
    }

    /// Whether its questions are easy, medium or hard.
    pub(crate) fn has_difficulty(self) -> bool {
        match self {
            Self::Coding | Self::MlDesign | Self::Foundations => true,
            Self::Behavioral | Self::Pitch | Self::DeepDive => false,
        }
    }

    /// Whether its questions are answered with code.
    pub(crate) fn has_code(self) -> bool {
        match self {
            Self::Coding => true,
            Self::MlDesign
            | Self::Behavioral
            | Self::Foundations
            | Self::Pitch
            | Self::DeepDive => false,
        }
    }

    /// Whether what is asked on top of its questions has a right answer, and not one's own.
    pub(crate) fn has_right_answers(self) -> bool {
        match self {
            Self::Coding | Self::MlDesign | Self::Foundations => true,
            Self::Behavioral | Self::Pitch | Self::DeepDive => false,
        }
    }

    /// Whether a hard question of it takes the time of a slot alone. One on fundamentals is hard
    /// because of what has to be known, and told as quickly as another.
    pub(crate) fn hard_fills_a_slot(self) -> bool {
        match self {
            Self::Coding | Self::MlDesign => true,
            Self::Behavioral | Self::Pitch | Self::Foundations | Self::DeepDive => false,
        }
    }

    /// Whether it is answered with a story of the candidate's: its questions have themes, and the
    /// review asks which story was told and how.
    pub(crate) fn is_story(self) -> bool {
        match self {
            Self::Behavioral => true,
            Self::Coding | Self::MlDesign | Self::Pitch | Self::Foundations | Self::DeepDive => {
                false
            }
        }
    }

    /// Whether what follows the answer begins with a follow-up, unasked for.
    pub(crate) fn opens_with_follow_up(self) -> bool {
        match self {
            Self::Behavioral | Self::Pitch | Self::DeepDive => true,
            Self::Coding | Self::MlDesign | Self::Foundations => false,
        }
    }

    /// Whether an interviewer asks on top of it unasked for, while it is answered: a conversation,
    /// and not code or facts that are recalled.
    pub(crate) fn is_conversation(self) -> bool {
        match self {
            Self::MlDesign | Self::Behavioral | Self::DeepDive => true,
            Self::Coding | Self::Pitch | Self::Foundations => false,
        }
    }

    /// Whether what follows its answer is made of probes: they are what it is for.
    pub(crate) fn is_poked(self) -> bool {
        match self {
            Self::DeepDive => true,
            Self::Coding | Self::MlDesign | Self::Behavioral | Self::Pitch | Self::Foundations => {
                false
            }
        }
    }

    /// Whether a part of it can be left out where time is short: of work, not of a story or facts.
    pub(crate) fn can_be_cut(self) -> bool {
        match self {
            Self::Coding | Self::MlDesign | Self::DeepDive => true,
            Self::Behavioral | Self::Pitch | Self::Foundations => false,
        }
    }

    /// Whether it only opens an interview, so that alone it says nothing of one.
    pub(crate) fn is_opening(self) -> bool {
        match self {
            Self::Pitch => true,
            Self::Coding
            | Self::MlDesign
            | Self::Behavioral
            | Self::Foundations
            | Self::DeepDive => false,
        }
    }

    /// The question that a drill of it begins with, where most interviews begin with that.
    pub(crate) fn opener(self) -> Option<&'static str> {
        match self {
            Self::Pitch => Some("pitch-about-yourself"),
            Self::Coding
            | Self::MlDesign
            | Self::Behavioral
            | Self::Foundations
            | Self::DeepDive => None,
        }
    }

    /// The question that most interviews end with: none begins with it.
    pub(crate) fn closer(self) -> Option<&'static str> {
        match self {
            Self::Pitch => Some("pitch-questions-for-us"),
            Self::Coding
            | Self::MlDesign
            | Self::Behavioral
            | Self::Foundations
            | Self::DeepDive => None,
        }
    }

    /// Whether one phase of it is rehearsed alone at times: such a question measures no whole
    /// answer.
    pub(crate) fn has_phase_drill(self) -> bool {
        match self {
            Self::MlDesign => true,
            Self::Coding | Self::Behavioral | Self::Pitch | Self::Foundations | Self::DeepDive => {
                false
            }
        }
    }

    /// The built-in template that rehearses it: `mockround drill` with its word runs it.
    pub fn drill(self) -> &'static str {
        match self {
            Self::Coding => "coding-screen",
            Self::MlDesign => "ml-design-drill",
            Self::Behavioral => "behavioral-drill",
            Self::Pitch => "pitch-drill",
            Self::Foundations => "foundations-drill",
            Self::DeepDive => "deep-dive-45",
        }
    }

    /// The phases in which its questions are answered in the built-in templates. Their names tie a
    /// question's checklists, and the measures of an answer, to the template.
    pub(crate) fn phase_names(self) -> &'static [&'static str] {
        match self {
            Self::Coding => &["understand", "approach", "code", "test"],
            Self::MlDesign => {
                &["problem exploration", "data", "features", "modeling", "monitoring", "wrap-up"]
            }
            Self::Behavioral => &["situation", "task", "action", "result", "follow-ups"],
            Self::Pitch => &["pitch"],
            Self::Foundations => &["answer", "follow-ups"],
            Self::DeepDive => &["overview", "follow-ups"],
        }
    }

    /// Whether its questions have points of their own that give the answer away, so that they are
    /// shown afterwards only, unless wished for.
    pub(crate) fn hides_points(self) -> bool {
        match self {
            Self::MlDesign => true,
            Self::Coding | Self::Behavioral | Self::Pitch | Self::Foundations | Self::DeepDive => {
                false
            }
        }
    }

    /// What an answer to any of its questions covers in a phase, in words for the live line. None
    /// in the kinds whose questions have no checklists, or show them once the answer is told.
    pub(crate) fn checklist(self, phase: &str) -> &'static [&'static str] {
        match (self, phase) {
            (Self::MlDesign, "problem exploration") => {
                &["goal", "scope and scale", "ML task", "metrics"]
            }
            (Self::MlDesign, "data") => {
                &["sources", "labels", "sampling", "validation", "human review"]
            }
            (Self::MlDesign, "features") => {
                &["by entity", "text and images", "freshness", "leakage"]
            }
            (Self::MlDesign, "modeling") => {
                &["baseline", "model and why", "stages", "loss", "training"]
            }
            (Self::MlDesign, "monitoring") => {
                &["quality", "cost and latency", "drift", "alerts", "retraining", "rollout"]
            }
            (Self::MlDesign, "wrap-up") => &["summary", "weak points"],
            (
                Self::MlDesign
                | Self::Coding
                | Self::Behavioral
                | Self::Pitch
                | Self::Foundations
                | Self::DeepDive,
                _,
            ) => &[],
        }
    }

    /// So many of its questions in a slot: `a pitch`, `1 question`, `2 pitch questions`.
    pub fn counted(self, count: usize, slot: SlotKind) -> String {
        if count == 1
            && let Some(alone) = self.alone()
        {
            return alone.to_string();
        }
        if self == slot.question() {
            counted(count, "question", "questions")
        } else {
            let word = self.word();
            counted(count, &format!("{word} question"), &format!("{word} questions"))
        }
    }

    /// What one of its questions is called, where it has a name of its own.
    fn alone(self) -> Option<&'static str> {
        match self {
            Self::Pitch => Some("a pitch"),
            Self::Coding
            | Self::MlDesign
            | Self::Behavioral
            | Self::Foundations
            | Self::DeepDive => None,
        }
    }
}

impl Limits {
    /// What a question of this kind with these phases is held against.
    pub(crate) fn for_question(&self, kind: QuestionKind, phases: &[Phase]) -> QuestionLimits {
        let due = answer_due(phases);
        let whole: Duration = phases.iter().map(|phase| phase.budget).sum();
        match kind {
            QuestionKind::Coding => {
                let half = |due: Duration| Limit { late: due, very_late: due.max(whole / 2) };
                let set = self.first_answer_coding;
                self.stated(due.map(|due| set.unwrap_or(half(due))))
            }
            QuestionKind::MlDesign => {
                let longer = |due: Duration| Limit { late: due, very_late: due * 3 / 2 };
                let set = self.first_answer_ml_design;
                self.stated(due.map(|due| set.unwrap_or(longer(due))))
            }
            QuestionKind::Behavioral => self.told(self.answer),
            QuestionKind::Pitch => self.told(self.answer_pitch),
            QuestionKind::Foundations | QuestionKind::DeepDive => QuestionLimits {
                first_words: Some(self.first_words_behavioral),
                ..QuestionLimits::default()
            },
        }
    }

    /// When a silent stretch in a phase is late: `None` in the kinds whose pauses are measured
    /// inside the answer instead, if at all. `after_answer` says that the phase comes after the
    /// first answer.
    pub(crate) fn for_silence(&self, kind: QuestionKind, after_answer: bool) -> Option<Limit> {
        match kind {
            QuestionKind::Coding if after_answer => Some(self.silence_typing),
            QuestionKind::Coding | QuestionKind::MlDesign => Some(self.silence),
            QuestionKind::Behavioral
            | QuestionKind::Pitch
            | QuestionKind::Foundations
            | QuestionKind::DeepDive => None,
        }
    }

    fn stated(&self, first_answer: Option<Limit>) -> QuestionLimits {
        QuestionLimits {
            first_answer,
            first_words: Some(self.first_words),
            ..QuestionLimits::default()
        }
    }

    fn told(&self, answer: AnswerLength) -> QuestionLimits {
        QuestionLimits {
            first_words: Some(self.first_words_behavioral),
            answer: Some(answer),
            pause: Some(self.pause),
            ..QuestionLimits::default()
        }
    }
}

/// When the first answer is due: the planned end of the phase that it ends.
fn answer_due(phases: &[Phase]) -> Option<Duration> {
    let end = phases.iter().position(|phase| phase.ends_with_answer)?;
    Some(phases[..=end].iter().map(|phase| phase.budget).sum())
}
