//! What measures are held against: the general numbers of the settings, and a question's own,
//! worked out from them.

pub(crate) mod read;

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::word::Word;

/// A pair of bounds; what is neither late nor very late is on time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Limit {
    /// From here a value is late.
    #[serde(with = "humantime_serde")]
    pub late: Duration,
    /// From here it is very late; never below `late`.
    #[serde(with = "humantime_serde")]
    pub very_late: Duration,
}

/// How a measure stands against its limit.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, clap::ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Within the limit.
    OnTime,
    /// Past it.
    Late,
    /// Well past it.
    VeryLate,
}

impl Word for Verdict {
    fn word(self) -> &'static str {
        match self {
            Self::OnTime => "on-time",
            Self::Late => "late",
            Self::VeryLate => "very-late",
        }
    }
}

impl Limit {
    /// A limit from seconds, for defaults and tests.
    pub(crate) const fn secs(late: u64, very_late: u64) -> Self {
        Self { late: Duration::from_secs(late), very_late: Duration::from_secs(very_late) }
    }

    /// For measures that may last up to the limit (first answer, first words): exactly the limit is
    /// on time.
    pub(crate) fn up_to(&self, value: Duration) -> Verdict {
        if value > self.very_late {
            Verdict::VeryLate
        } else if value > self.late {
            Verdict::Late
        } else {
            Verdict::OnTime
        }
    }

    /// For measures that must stay below the limit (silence, pauses): exactly the limit is late.
    pub fn below(&self, value: Duration) -> Verdict {
        if value >= self.very_late {
            Verdict::VeryLate
        } else if value >= self.late {
            Verdict::Late
        } else {
            Verdict::OnTime
        }
    }
}

/// What one question is held against; a `None` is not measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct QuestionLimits {
    /// First answer, running time since the question was shown (coding, ml-design).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_answer: Option<Limit>,
    /// First words, running time since the question was shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_words: Option<Limit>,
    /// Length of the answer (behavioral, pitch).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<AnswerLength>,
    /// A pause inside the answer (behavioral, pitch).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pause: Option<Limit>,
}

/// How long a told answer may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct AnswerLength {
    /// Below this the answer is too short, which is late.
    #[serde(with = "humantime_serde")]
    pub shortest: Duration,
    /// Above this it is late.
    #[serde(with = "humantime_serde")]
    pub longest: Duration,
    /// Above this it is very late.
    #[serde(with = "humantime_serde")]
    pub very_late: Duration,
}

impl AnswerLength {
    const fn secs(shortest: u64, longest: u64, very_late: u64) -> Self {
        Self {
            shortest: Duration::from_secs(shortest),
            longest: Duration::from_secs(longest),
            very_late: Duration::from_secs(very_late),
        }
    }

    /// A pitch is planned at two minutes and may take three; in less than half of that a career is
    /// a list.
    const fn pitch() -> Self {
        Self::secs(90, 180, 210)
    }
}

/// The general numbers, editable in `mockround.toml`; kept with every session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Limits {
    /// First answer to a coding question. Unset: the planned end of the phase that it ends, and
    /// half the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_answer_coding: Option<Limit>,
    /// First answer to a design question. Unset: the planned end of the phase that it ends, and 1.5
    /// times that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_answer_ml_design: Option<Limit>,
    /// First words in coding and ml-design.
    pub first_words: Limit,
    /// First words in behavioral and foundations.
    pub first_words_behavioral: Limit,
    /// Silent stretch in phases where the candidate is expected to talk.
    pub silence: Limit,
    /// Silent stretch in the coding phases after the first answer, where the candidate types.
    pub silence_typing: Limit,
    /// Pause inside a behavioral answer.
    pub pause: Limit,
    /// Length of a behavioral answer.
    pub answer: AnswerLength,
    /// Length of a pitch, "tell me about yourself". Sessions written before it was told apart have
    /// none; their questions hold what they were held against.
    #[serde(default = "AnswerLength::pitch")]
    pub answer_pitch: AnswerLength,
    /// STAR balance: the least share of the answer that the action should have, 0 to 1.
    pub star_action_share: f64,
    /// STAR balance: the most that situation and task together should have, 0 to 1.
    pub star_setup_share: f64,
    /// A phase may run over its budget by this share of it …
    pub phase_over_share: f64,
    /// … or by this much, whichever is more, before it is over.
    #[serde(with = "humantime_serde")]
    pub phase_over_least: Duration,
    /// A phase over its budget by this share of it is very late.
    pub phase_very_over_share: f64,
    /// A phase that got less than this counts as missed, where phases are marked.
    #[serde(with = "humantime_serde")]
    pub phase_missed: Duration,
    /// A slot may run over its length by this much before it is over.
    #[serde(with = "humantime_serde")]
    pub slot_over: Duration,
    /// How many thinks a question excuses from silence …
    pub thinks: u32,
    /// … and how long each may be.
    #[serde(with = "humantime_serde")]
    pub think: Duration,
    /// A question holding a gap longer than this is interrupted: shown, and out of trends.
    #[serde(with = "humantime_serde")]
    pub interrupted: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            first_answer_coding: None,
            first_answer_ml_design: None,
            first_words: Limit::secs(60, 90),
            first_words_behavioral: Limit::secs(20, 30),
            silence: Limit::secs(30, 60),
            silence_typing: Limit::secs(45, 90),
            pause: Limit::secs(4, 10),
            answer: AnswerLength::secs(45, 180, 210),
            answer_pitch: AnswerLength::pitch(),
            star_action_share: 0.5,
            star_setup_share: 0.35,
            phase_over_share: 0.1,
            phase_over_least: Duration::from_secs(20),
            phase_very_over_share: 0.5,
            phase_missed: Duration::from_secs(15),
            slot_over: Duration::from_secs(120),
            thinks: 2,
            think: Duration::from_secs(60),
            interrupted: Duration::from_secs(60),
        }
    }
}

impl Limits {
    /// How long a phase may take: its budget + max(share, least).
    pub(crate) fn phase_allowed(&self, budget: Duration) -> Duration {
        budget + share(budget, self.phase_over_share).max(self.phase_over_least)
    }

    /// Below this a phase is missed. One planned as short as that is not missed for being on time:
    /// it must have got less than half.
    pub(crate) fn phase_least(&self, budget: Duration) -> Duration {
        self.phase_missed.min(budget / 2)
    }

    /// How a phase stands against its budget: on time as long as it may take, very late over by
    /// half.
    pub fn phase(&self, budget: Duration, actual: Duration) -> Verdict {
        if actual <= self.phase_allowed(budget) {
            Verdict::OnTime
        } else if actual > budget + share(budget, self.phase_very_over_share) {
            Verdict::VeryLate
        } else {
            Verdict::Late
        }
    }
}

/// A part of a time. A share that no settings allow (negative, not a number, above 1000) is none.
pub(crate) fn share(of: Duration, share: f64) -> Duration {
    if (0.0..=1000.0).contains(&share) { of.mul_f64(share) } else { Duration::ZERO }
}

/// A share as it is shown, in whole hundredths: half a one is one, also where the number is a hair
/// below it.
pub(crate) fn percent(share: f64) -> u64 {
    let percent = (share * 1e8).round() / 1e6;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a few")]
    let whole = percent.round().clamp(0.0, 1e9) as u64;
    whole
}
