//! What a finding can be about, how much that weighs, and how it reads.

use crate::round::limits::Verdict;
use crate::word::Word;

/// What a flag is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum FlagKind {
    /// The first answer came late.
    SlowFirstAnswer,
    /// The review says that the first answer never came.
    NoFirstAnswer,
    /// The candidate began to speak late, or was not heard to speak.
    SlowFirstWords,
    /// A silence as long as its limit, or a pause inside a told answer.
    SilentStretch,
    /// A told answer that was too long, or too short.
    AnswerLength,
    /// A told answer with too little action, or too much before it.
    StarBalance,
    /// A phase that took longer than its budget allows.
    PhaseOver,
    /// A phase that got next to no time, where phases are marked.
    PhaseMissed,
    /// Code that was run, and whose examples never passed.
    ExamplesNeverPassed,
    /// A question that the slot ended before.
    QuestionNotReached,
    /// A slot that ran over.
    SlotOver,
}

impl Word for FlagKind {
    fn word(self) -> &'static str {
        match self {
            Self::SlowFirstAnswer => "slow-first-answer",
            Self::NoFirstAnswer => "no-first-answer",
            Self::SlowFirstWords => "slow-first-words",
            Self::SilentStretch => "silent-stretch",
            Self::AnswerLength => "answer-length",
            Self::StarBalance => "star-balance",
            Self::PhaseOver => "phase-over",
            Self::PhaseMissed => "phase-missed",
            Self::SlotOver => "slot-over",
            Self::ExamplesNeverPassed => "examples-never-passed",
            Self::QuestionNotReached => "question-not-reached",
        }
    }
}

impl FlagKind {
    /// How much it counts among flags of one severity. In graded mocks who finds the answer late
    /// does not advance, and who goes silent does less well than who is long.
    pub(super) fn weight(self) -> f64 {
        match self {
            Self::SlowFirstAnswer | Self::NoFirstAnswer => 1.0,
            Self::SilentStretch => 0.9,
            Self::ExamplesNeverPassed => 0.8,
            Self::AnswerLength | Self::StarBalance => 0.7,
            Self::PhaseOver | Self::PhaseMissed => 0.5,
            Self::SlowFirstWords | Self::QuestionNotReached | Self::SlotOver => 0.4,
        }
    }

    /// How much of a value that is so many times its limit counts: three times is as far past it as
    /// anything, and a phase is missed or not, 0:01 of it no worse than 0:05.
    pub(super) fn farthest(self, times: f64) -> f64 {
        if self == Self::PhaseMissed { 1.0 } else { times.min(3.0) }
    }

    /// What it is about, as a person says it.
    pub(crate) fn called(self) -> &'static str {
        match self {
            Self::SlowFirstAnswer | Self::NoFirstAnswer => "late first answers",
            Self::SlowFirstWords => "slow first words",
            Self::SilentStretch => "long silences",
            Self::AnswerLength => "the length of answers",
            Self::StarBalance => "the balance of an answer's parts",
            Self::PhaseOver => "phases that run over",
            Self::PhaseMissed => "missed phases",
            Self::ExamplesNeverPassed => "examples that never pass",
            Self::QuestionNotReached => "questions not reached",
            Self::SlotOver => "slots that run over",
        }
    }

    /// How a severity of it reads: a silence isn't late but long.
    pub(crate) fn reads(self, severity: Verdict) -> &'static str {
        match (self, severity) {
            (_, Verdict::OnTime) => "note",
            (Self::SlowFirstAnswer | Self::SlowFirstWords, Verdict::Late) => "late",
            (Self::SlowFirstAnswer | Self::SlowFirstWords, Verdict::VeryLate) => "very late",
            (Self::NoFirstAnswer, _) => "never",
            (Self::SilentStretch, Verdict::Late) => "long",
            (Self::SilentStretch, Verdict::VeryLate) => "very long",
            (Self::AnswerLength, Verdict::Late) => "off length",
            (Self::AnswerLength, Verdict::VeryLate) => "far too long",
            (Self::StarBalance, _) => "unbalanced",
            (Self::PhaseOver | Self::SlotOver, Verdict::Late) => "over",
            (Self::PhaseOver | Self::SlotOver, Verdict::VeryLate) => "far over",
            (Self::PhaseMissed, _) => "missed",
            (Self::ExamplesNeverPassed, _) => "never passed",
            (Self::QuestionNotReached, _) => "not reached",
        }
    }
}
