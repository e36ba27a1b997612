//! What a session means: its measures, held against its limits. [`measure()`] folds a session into
//! a [`Pacing`], plain data that holds everything a report shows; text from files comes in cleaned,
//! so that no report has to remember to.

mod answer;
pub mod compare;
mod drill;
mod flags;
mod measure;
pub(crate) mod measures;
mod phases;
mod plan;
mod question;
mod rank;
mod sound;
mod splits;
mod told;
pub mod trends;
mod where_time_went;

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::ZonedDateTime;

use crate::round::limits::{Limit, Limits, QuestionLimits, Verdict};
use crate::round::{QuestionKind, Reference, SlotKind};
use crate::session::asked::{Dimension, Kept};
use crate::session::event::{LeftWhy, Levels, QuestionEnd, Source};
use crate::time::Elapsed;
pub use answer::{AnswerKnown, FirstAnswer, Star, ToldAnswer};
pub use flags::{Flag, FlagKind, place};
pub use measure::measure;
pub use phases::Stay;
pub use sound::{SlotSound, SoundKind};
pub use splits::{Split, ends, splits};
pub use told::{Before, LATELY, Reviewed, StoryTold};
pub use where_time_went::{Lender, Loan, Spent};

/// A session, measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Pacing {
    /// The session's name.
    pub id: String,
    /// The round's title.
    pub title: String,
    /// The template that the round was built from.
    pub template: String,
    /// The seed of the draw.
    pub seed: u64,
    /// How many times faster than real time the round's clock ran.
    pub speed: f64,
    /// Whether pauses were forbidden and moves forced.
    pub strict: bool,
    /// When the round began, local time with its offset.
    pub started: ZonedDateTime,
    /// How it ended.
    pub standing: HowFar,
    /// Where its time went.
    pub times: Times,
    /// What was heard.
    pub audio: Audio,
    /// The general limits of the session.
    pub limits: Limits,
    /// The findings, most important first.
    pub flags: Vec<Flag>,
    /// The slots, as many as planned.
    pub slots: Vec<SlotPacing>,
    /// Every gap, in order.
    pub gaps: Vec<GapPacing>,
    /// The candidate's one line on what to do differently.
    pub debrief: Option<String>,
    /// The one drill suggested, as a command line; none where there is nothing to drill.
    pub next: Option<String>,
}

/// How far a round came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HowFar {
    /// To its end.
    Finished,
    /// The candidate left it, or it was ended from outside.
    Left(LeftWhy),
    /// It is running still, or was cut off.
    Unfinished,
}

/// The accounts of a session; the other four make up `elapsed`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// From the beginning to the last moment that is known of.
    pub elapsed: Duration,
    /// In slots, less pauses and gaps.
    pub running: Duration,
    /// Outside slots.
    pub waiting: Duration,
    /// Paused.
    pub paused: Duration,
    /// Not run by the tool.
    pub gap: Duration,
}

/// What was heard of a session.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Audio {
    /// Where sound came from; `None` where the round was not listened to.
    pub source: Option<Source>,
    /// Running time that was heard.
    pub heard: Duration,
    /// Running time that was not.
    pub unknown: Duration,
    /// Whether any speech was detected. Where none was, nothing is said about silence: a voice
    /// below the noise can't be told from none.
    pub speech: bool,
    /// How loud speech (loudest) and noise (median of the stretches) were, dB full scale, and how
    /// much was clipped.
    pub levels: Levels,
}

impl Audio {
    /// Whether measures of speech mean anything.
    pub fn tells(&self) -> bool {
        self.speech && !self.heard.is_zero()
    }
}

/// A point of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// On the session's clock.
    pub elapsed: Elapsed,
    /// Running time since the slot began.
    pub in_slot: Duration,
    /// Running time since the question was shown; in a slot's own moments, since the slot began.
    pub in_question: Duration,
}

/// What became of a slot.
#[derive(Debug, Clone, PartialEq)]
pub struct SlotPacing {
    /// What kind of interview it is.
    pub kind: SlotKind,
    /// What a person reads; unique in its round.
    pub title: String,
    /// Its planned length.
    pub planned: Duration,
    /// The part of that which no phase was given.
    pub spare: Duration,
    /// Its running time, so far if it has not ended; `None` if it was not reached.
    pub actual: Option<Duration>,
    /// When it began, local time `hh:mm:ss`.
    pub wall_clock: Option<String>,
    /// When it ended.
    pub ended: Option<Moment>,
    /// Its time was up and nothing had been marked in it: when the candidate was done with it is
    /// not known.
    pub unattended: bool,
    /// The candidate's own rating, dimension → 1 to 4; empty where it was not given.
    pub self_rating: BTreeMap<Kept<Dimension>, u8>,
    /// What the candidate answered in the review, in order.
    pub reviews: Vec<Reviewed>,
    /// The questions, as many as planned.
    pub questions: Vec<QuestionPacing>,
    /// Where the time went, in the order of the plan.
    pub spent: Vec<Spent>,
    /// What was heard, from its beginning to its end; empty if it was not reached.
    pub sound: Vec<SlotSound>,
}

/// What became of a question.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionPacing {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its kind.
    pub kind: QuestionKind,
    /// What it is held against.
    pub limits: QuestionLimits,
    /// Its phases' budgets together.
    pub planned: Duration,
    /// When it was planned to begin, running time in the slot.
    pub planned_start: Duration,
    /// When it was shown; `None` if it was not reached.
    pub shown: Option<Moment>,
    /// It was not shown, and the round may be taken up again: what it is would be a spoiler.
    pub kept_back: bool,
    /// When and how it ended; `None` if it was not reached, or was open when the session broke off.
    pub ended: Option<(Moment, QuestionEnd)>,
    /// Its running time, so far if it has not ended; `None` if it was not reached.
    pub actual: Option<Duration>,
    /// When the candidate began to speak; `None` where that is not known.
    pub first_words: Option<Moment>,
    /// Heard running time from the beginning in which no words came, where none came at all or none
    /// before sound was lost. `None` where first words are known, and where nothing is.
    pub wordless: Option<Duration>,
    /// The first answer.
    pub first_answer: FirstAnswer,
    /// Behavioral and pitch: when the answer was told, marked or said in the review.
    pub told: Option<Moment>,
    /// Behavioral and pitch: the answer, from its first words to its last.
    pub answer: Option<ToldAnswer>,
    /// Behavioral and pitch: the parts of the answer, where each is known.
    pub star: Option<Star>,
    /// Behavioral: the story that was told, as the review says.
    pub story: Option<StoryTold>,
    /// The part of the heard time that held speech, 0 to 1; `None` where nothing was heard.
    pub talking_share: Option<f64>,
    /// The longest silence after the first words, whether or not it reached a limit; `None` where
    /// nothing was heard.
    pub longest_silence: Option<Duration>,
    /// Whether it holds a gap longer than the limit: shown, and out of trends.
    pub interrupted: bool,
    /// The phases, as many as planned.
    pub phases: Vec<PhasePacing>,
    /// Where the question stood, from its beginning to its end.
    pub stays: Vec<Stay>,
    /// Silences at or past their limit, in order.
    pub silent_stretches: Vec<SilentStretch>,
    /// The thinks, in order.
    pub thinks: Vec<Thought>,
    /// The pauses: when, and how long.
    pub pauses: Vec<(Moment, Duration)>,
    /// The gaps: when, and how long.
    pub gaps: Vec<(Moment, Duration)>,
    /// The follow-ups of a told answer that were not asked.
    pub unasked: Vec<String>,
    /// What to compare the answer with; kept back until the question has ended, as the round may be
    /// taken up again.
    pub reference: Option<Reference>,
}

impl QuestionPacing {
    /// Its id and title, unless it is kept back.
    pub fn seen(&self) -> Option<(&str, &str)> {
        (!self.kept_back).then_some((&*self.id, &*self.title))
    }

    /// Whether it drills one phase of several alone.
    pub(crate) fn is_one_phase(&self) -> bool {
        self.kind.has_phase_drill() && self.phases.len() == 1
    }

    /// Whether any checklist item was ticked; without one, what is not ticked was not missed.
    pub fn ticks(&self) -> bool {
        self.phases.iter().flat_map(|phase| &phase.checklist).any(|item| item.ticked)
    }
}

/// What became of a phase.
#[derive(Debug, Clone, PartialEq)]
pub struct PhasePacing {
    /// Its name, unique in its question.
    pub name: String,
    /// Its budget.
    pub planned: Duration,
    /// Its running time, so far if the question broke off in it; `None` where it is not known, or
    /// not reached.
    pub actual: Option<Duration>,
    /// When it was over; `None` where `actual` is, and where the question broke off in it.
    pub over_at: Option<Moment>,
    /// The part of its heard time that held speech, 0 to 1.
    pub talking_share: Option<f64>,
    /// The longest silence that belongs to it, whether or not it reached the limit; `None` where it
    /// was not heard.
    pub longest_silence: Option<Duration>,
    /// Whether it comes after the answer: others speak in it, too.
    pub after_answer: bool,
    /// What a good answer ticks off.
    pub checklist: Vec<Item>,
}

/// An item of a checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// One to three words.
    pub item: String,
    /// What a good answer says.
    pub detail: String,
    /// Whether the candidate ticked it.
    pub ticked: bool,
}

/// A silence at or past its limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SilentStretch {
    /// Where it began.
    pub from: Moment,
    /// Where it ended.
    pub to: Moment,
    /// How much of it counts: running time, less excused thinks.
    pub length: Duration,
    /// The phase that it belongs to, where that is known.
    pub phase: Option<String>,
    /// The limit that it reached.
    pub limit: Limit,
    /// How it stands against that.
    pub verdict: Verdict,
    /// Whether it is a pause inside a told answer.
    pub in_answer: bool,
}

/// A think.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thought {
    /// Where it began.
    pub from: Moment,
    /// Where it ended.
    pub to: Moment,
    /// Whether the limits excuse it from silence.
    pub excused: bool,
}

impl Thought {
    /// How long it took, running time.
    pub(crate) fn length(&self) -> Duration {
        self.to.in_question.saturating_sub(self.from.in_question)
    }
}

/// Time in which the tool did not run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapPacing {
    /// The slot and the question that it fell in.
    pub place: Option<(usize, Option<usize>)>,
    /// When it began.
    pub from: Elapsed,
    /// The same, local time `hh:mm:ss`.
    pub wall_clock: String,
    /// How long it lasted.
    pub length: Duration,
}

#[cfg(test)]
mod tests;
