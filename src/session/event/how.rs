//! By what, why and how things happened: the words and levels that events hold.

use serde::{Deserialize, Serialize};

use crate::word::Word;

/// Who asked a probe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// The candidate's key.
    Key,
    /// The phase itself, which opens with it.
    Opening,
    /// The interviewer, unasked for.
    Interviewer,
    /// A person who interviews.
    Person,
}

impl By {
    /// Whether the candidate asked for it.
    pub(crate) fn is_mark(self) -> bool {
        self == Self::Key
    }
}

impl Word for By {
    fn word(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Opening => "opening",
            Self::Interviewer => "interviewer",
            Self::Person => "person",
        }
    }
}

/// What an interviewer does on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Pressure {
    /// Breaks in while the candidate talks.
    Interruption,
    /// Asks what to cut, when five minutes are left.
    WhatToCut,
}

impl Word for Pressure {
    fn word(self) -> &'static str {
        match self {
            Self::Interruption => "interruption",
            Self::WhatToCut => "what-to-cut",
        }
    }
}

/// What is said aloud.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Utterance {
    /// The question.
    Question,
    /// A probe.
    Probe,
    /// An alert.
    Alert,
}

/// How a think ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ThinkEnd {
    /// By a mark.
    Marked,
    /// At its limit.
    Limit,
}

/// How a question ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuestionEnd {
    /// The candidate said that it was done.
    Done,
    /// The candidate skipped it.
    Skipped,
    /// The candidate ended the slot.
    Ended,
    /// Its time was up, in a strict round.
    Forced,
    /// Its planned time was over, and nothing had been marked in its slot.
    MovedOn,
    /// The slot's time was up.
    TimeUp,
}

impl QuestionEnd {
    /// Whether a mark ended it, which can be undone.
    pub(crate) fn is_mark(self) -> bool {
        matches!(self, Self::Done | Self::Skipped | Self::Ended)
    }
}

/// How a slot ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SlotEnd {
    /// After its last question.
    Done,
    /// The candidate ended it.
    Ended,
    /// Its time was up: at its length in a strict round, else when its overtime was used up.
    TimeUp,
}

/// Why the tool did not run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GapWhy {
    /// The machine slept, or the process was held up.
    Suspended,
    /// The candidate stopped the process (Ctrl-Z).
    Stopped,
    /// The process died.
    Crashed,
}

/// Why a round was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeftWhy {
    /// Ctrl-C.
    Interrupted,
    /// The candidate ended the round between slots.
    Ended,
    /// Ctrl-\\.
    Quit,
    /// SIGTERM.
    Terminated,
    /// The terminal went away.
    HungUp,
}

/// Marks that can be corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Correctable {
    /// The first answer.
    FirstAnswer,
    /// The beginning of a phase.
    PhaseBegan,
    /// The beginning of a think.
    Think,
    /// An item of a checklist.
    Ticked,
}

/// Where sound comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// A microphone, as it happened.
    Microphone,
    /// A recording.
    Recording,
}

/// How a microphone is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum MicState {
    /// It is heard.
    On,
    /// Nothing but zeros come from it.
    NoSound,
    /// Nothing comes from it.
    NoData,
    /// It went away.
    Lost,
    /// There is none.
    Missing,
    /// What was played in its place is over.
    Ended,
}

impl Word for MicState {
    fn word(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::NoSound => "no-sound",
            Self::NoData => "no-data",
            Self::Lost => "lost",
            Self::Missing => "none",
            Self::Ended => "ended",
        }
    }
}

/// What a transcript has of "um", "uh" and their like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Hesitations {
    /// The transcriber was asked for them.
    Asked,
    /// It wrote those that it didn't leave out by itself.
    AtLeast,
    /// They may have been cleaned away.
    Unknown,
}

impl Word for Hesitations {
    fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::AtLeast => "at-least",
            Self::Unknown => "unknown",
        }
    }
}

/// A part of what belongs to a session, as it can be removed alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum SessionPart {
    /// What the microphone heard, where it was stored
    Sound,
    /// The words in it
    Words,
    /// Your code
    Code,
    /// What you typed below the questions, and your notes
    Notes,
}

impl Word for SessionPart {
    fn word(self) -> &'static str {
        match self {
            Self::Sound => "sound",
            Self::Words => "words",
            Self::Code => "code",
            Self::Notes => "notes",
        }
    }
}

/// How loud it was, in dB full scale.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Levels {
    /// 95th percentile of the frames that held speech; none where none did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speech: Option<f64>,
    /// Median of the frames that held none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub noise: Option<f64>,
    /// The share of the samples of speech at the end of the scale, 0 to 1; none where there are
    /// hardly any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clipped: Option<f64>,
}

/// The alerts, at most one of each in a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nudge {
    /// The first answer is due.
    FirstAnswerDue,
    /// The question's time is used.
    NextQuestionDue,
    /// Five minutes are left in the slot.
    FiveMinutesLeft,
    /// Silence has reached the phase's limit.
    Silence,
}
