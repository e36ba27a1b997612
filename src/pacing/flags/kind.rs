//! What a finding can be about, and which comes first.

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
            Self::QuestionNotReached => "question-not-reached",
        }
    }
}

impl FlagKind {
    /// Its place in the ranking; a lower one comes first.
    pub(super) fn rank(self) -> u8 {
        match self {
            Self::SlowFirstAnswer | Self::NoFirstAnswer | Self::SlowFirstWords => 0,
            Self::SilentStretch => 1,
            Self::AnswerLength | Self::StarBalance => 2,
            Self::PhaseOver | Self::PhaseMissed => 3,
            Self::SlotOver => 4,
            Self::QuestionNotReached => 5,
        }
    }
}
