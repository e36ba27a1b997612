//! What a session means: its measures, held against its limits. [`measure()`] folds a session into
//! a [`Pacing`], plain data that holds everything a report shows; text from files comes in cleaned,
//! so that no report has to remember to.

mod answer;
mod budgets;
mod code;
pub(crate) mod compare;
mod drill;
pub(crate) mod exercise;
pub(crate) mod figures;
mod flags;
mod measure;
pub(crate) mod measures;
mod phases;
mod plan;
mod question;
mod rank;
pub(crate) mod said;
mod silence;
mod sound;
mod splits;
mod spoken;
pub(crate) mod summary;
mod told;
pub(crate) mod trends;
mod where_time_went;

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::ZonedDateTime;

use crate::round::level::{Seniority, expected};
use crate::round::limits::{Limit, Limits, QuestionLimits, Verdict};
use crate::round::{Question, QuestionKind, Reference, Round, SlotKind, handout};
use crate::session::asked::Dimension;
use crate::session::event::{By, LeftWhy, Levels, Pressure, QuestionEnd, Source};
use crate::session::kept::Kept;
use crate::session::rateable::Rateable;
use crate::session::run::RatingBy;
use crate::session::timeline::{AddedRecording, SoundFile};
use crate::text::GivenText;
use crate::time::Elapsed;
use crate::word::Word as _;
pub(crate) use answer::{AnswerKnown, FirstAnswer, Star, ToldAnswer};
pub(crate) use code::{CodePacing, CodeRun, KeptBackRun};
pub(crate) use drill::DrillOf;
pub(crate) use flags::{Flag, FlagKind, ToldFlag, place, told as told_flags};
pub(crate) use flags::{first_answer_verdict, phase_verdict};
pub(crate) use measure::{measure, measure_figures};
pub(crate) use phases::Stay;
pub(crate) use plan::Answers;
pub(crate) use silence::LongestSilence;
pub(crate) use sound::{SlotSound, SoundKind};
pub(crate) use splits::{Split, ends, splits};
pub(crate) use spoken::{SoftPart, SpokenPacing, TempoPart};
pub(crate) use summary::Earlier;
pub(crate) use told::{Before, Reviewed, StoryTold};
pub(crate) use where_time_went::{Lender, Loan, Spent};

/// A session, measured.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pacing {
    /// The session's name.
    pub(crate) id: GivenText,
    /// The round's title.
    pub(crate) title: GivenText,
    /// The template that the round was built from.
    pub(crate) template: GivenText,
    /// The seed of the draw.
    pub(crate) seed: u64,
    /// How many times faster than real time the round's clock ran.
    pub(crate) speed: f64,
    /// Whether pauses were forbidden and moves forced.
    pub(crate) strict: bool,
    /// The level that the round was run for, where one was named.
    pub(crate) level: Option<Seniority>,
    /// When the round began, local time with its offset.
    pub(crate) started: ZonedDateTime,
    /// How it ended.
    pub(crate) standing: HowFar,
    /// Where its time went.
    pub(crate) times: Times,
    /// What was heard.
    pub(crate) audio: Audio,
    /// The general limits of the session.
    pub(crate) limits: Limits,
    /// The findings, most important first.
    pub(crate) flags: Vec<Flag>,
    /// What is past its limit, but by less than the tolerance, in order.
    pub(crate) notes: Vec<Flag>,
    /// The slots, as many as planned.
    pub(crate) slots: Vec<SlotPacing>,
    /// Every gap, in order.
    pub(crate) gaps: Vec<GapPacing>,
    /// The files in which sound was stored, in order.
    pub(crate) sounds: Vec<SoundFile>,
    /// The recordings that were added, in that order.
    pub(crate) recordings: Vec<AddedRecording>,
    /// The candidate's one line on what to do differently.
    pub(crate) debrief: Option<GivenText>,
    /// The newest earlier round of the same template, where one is compared with.
    pub(crate) earlier: Option<Earlier>,
}

impl Pacing {
    /// Notes a file that holds what the candidate typed below a question.
    pub(crate) fn note_typed(&mut self, (slot, question): (usize, usize), file: &str) {
        let question = self.slots.get_mut(slot).and_then(|slot| slot.questions.get_mut(question));
        if let Some(question) = question {
            question.typed.push(file.into());
        }
    }

    /// Notes what is expected of a level, of each question that is over.
    pub(crate) fn expect(&mut self, round: &Round, level: Seniority) {
        for (slot, plan) in self.slots.iter_mut().zip(&round.slots) {
            for (question, planned) in slot.questions.iter_mut().zip(&plan.questions) {
                let lines = expected(planned, level);
                let is_told = question.reference.is_some() && !lines.is_empty();
                let lines = lines.iter().map(GivenText::from).collect();
                question.expected = is_told.then_some((level, lines));
            }
        }
    }
}

/// How far a round came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HowFar {
    /// To its end.
    Finished,
    /// The candidate left it, or it was ended from outside.
    Left(LeftWhy),
    /// It is running still, or was cut off.
    Unfinished,
}

/// The accounts of a session; the other four make up `elapsed`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Times {
    /// From the beginning to the last moment that is known of.
    pub(crate) elapsed: Duration,
    /// In slots, less pauses and gaps.
    pub(crate) running: Duration,
    /// Outside slots.
    pub(crate) waiting: Duration,
    /// Paused.
    pub(crate) paused: Duration,
    /// Not run by the tool.
    pub(crate) gap: Duration,
}

/// What was heard of a session.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Audio {
    /// Where sound came from; `None` where the round was not listened to.
    pub(crate) source: Option<Source>,
    /// Running time that was heard.
    pub(crate) heard: Duration,
    /// Running time that was not.
    pub(crate) unknown: Duration,
    /// Whether any speech was detected. Where none was, nothing is said about silence: a voice
    /// below the noise can't be told from none.
    pub(crate) speech: bool,
    /// How loud speech (loudest) and noise (median of the stretches) were, dB full scale, and how
    /// much was clipped.
    pub(crate) levels: Levels,
}

impl Audio {
    /// Whether measures of speech mean anything.
    pub(crate) fn tells(&self) -> bool {
        self.speech && !self.heard.is_zero()
    }
}

/// A point of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment {
    /// On the session's clock.
    pub(crate) elapsed: Elapsed,
    /// Running time since the slot began.
    pub(crate) in_slot: Duration,
    /// Running time since the question was shown; in a slot's own moments, since the slot began.
    pub(crate) in_question: Duration,
}

/// What became of a slot.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SlotPacing {
    /// What kind of interview it is.
    pub(crate) kind: SlotKind,
    /// What its rating is of.
    pub(crate) rated: Rateable,
    /// What a person reads; unique in its round.
    pub(crate) title: GivenText,
    /// Its planned length.
    pub(crate) planned: Duration,
    /// The part of that which no phase was given.
    pub(crate) spare: Duration,
    /// Its running time, so far if it has not ended; `None` if it was not reached.
    pub(crate) actual: Option<Duration>,
    /// When it began, local time `hh:mm:ss`.
    pub(crate) wall_clock: Option<String>,
    /// When it ended.
    pub(crate) ended: Option<Moment>,
    /// Whether the candidate marked anything in it.
    pub(crate) marked: bool,
    /// Its time was up and nothing had been marked in it: when the candidate was done with it is
    /// not known.
    pub(crate) unattended: bool,
    /// The candidate's own rating, dimension → 1 to 4; empty where it was not given.
    pub(crate) self_rating: BTreeMap<Kept<Dimension>, u8>,
    /// What others who were there think of it.
    pub(crate) rated_by: Vec<RatingBy>,
    /// What the candidate answered in the review, in order.
    pub(crate) reviews: Vec<Reviewed>,
    /// The questions, as many as planned.
    pub(crate) questions: Vec<QuestionPacing>,
    /// Where the time went, in the order of the plan.
    pub(crate) spent: Vec<Spent>,
    /// What was heard, from its beginning to its end; empty if it was not reached.
    pub(crate) sound: Vec<SlotSound>,
}

impl Pacing {
    /// Takes out what answers are compared with, while a round is running in which any question may
    /// go on.
    pub(crate) fn keep_answers_back(&mut self) {
        for question in self.slots.iter_mut().flat_map(|slot| &mut slot.questions) {
            question.reference = None;
            question.answers.clear();
        }
    }
}

impl SlotPacing {
    /// How the candidate rated one dimension of it.
    pub(crate) fn rating(&self, of: Dimension) -> Option<u8> {
        self.self_rating.get(&of.into()).copied()
    }
}

/// What became of a question.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct QuestionPacing {
    /// Its id.
    pub(crate) id: GivenText,
    /// Its title.
    pub(crate) title: GivenText,
    /// Its kind.
    pub(crate) kind: QuestionKind,
    /// Its topics, the first one foremost.
    pub(crate) topics: Vec<GivenText>,
    /// What it is held against.
    pub(crate) limits: QuestionLimits,
    /// Its phases' budgets together.
    pub(crate) planned: Duration,
    /// When it was planned to begin, running time in the slot.
    pub(crate) planned_start: Duration,
    /// When it was shown; `None` if it was not reached.
    pub(crate) shown: Option<Moment>,
    /// It was not shown, and the round may be taken up again: what it is would be a spoiler.
    pub(crate) kept_back: bool,
    /// When and how it ended; `None` if it was not reached, or was open when the session broke off.
    pub(crate) ended: Option<(Moment, QuestionEnd)>,
    /// Its running time, so far if it has not ended; `None` if it was not reached.
    pub(crate) actual: Option<Duration>,
    /// When the candidate began to speak; `None` where that is not known.
    pub(crate) first_words: Option<Moment>,
    /// Heard running time from the beginning in which no words came, where none came at all or none
    /// before sound was lost. `None` where first words are known, and where nothing is.
    pub(crate) wordless: Option<Duration>,
    /// What was asked; `None` while it was not shown.
    pub(crate) asked: Option<AskedText>,
    /// Whether the review says which of its points were made.
    pub(crate) points_asked: bool,
    /// The first answer.
    pub(crate) first_answer: FirstAnswer,
    /// Behavioral and pitch: when the answer was told, marked or said in the review.
    pub(crate) told: Option<Moment>,
    /// Behavioral and pitch: the answer, from its first words to its last.
    pub(crate) answer: Option<ToldAnswer>,
    /// Behavioral and pitch: the parts of the answer, where each is known.
    pub(crate) star: Option<Star>,
    /// Behavioral: the story that was told, as the review says.
    pub(crate) story: Option<StoryTold>,
    /// How it was spoken.
    pub(crate) spoken: SpokenPacing,
    /// The part of the heard time that held speech, 0 to 1; `None` where nothing was heard.
    pub(crate) talking_share: Option<f64>,
    /// The longest silence after the first words, whether or not it reached a limit; `None` where
    /// nothing was heard.
    pub(crate) longest_silence: Option<LongestSilence>,
    /// Whether it holds a gap longer than the limit, or of an unknown length: shown, and out of
    /// trends.
    pub(crate) interrupted: bool,
    /// The phases, as many as planned.
    pub(crate) phases: Vec<PhasePacing>,
    /// Where the question stood, from its beginning to its end.
    pub(crate) stays: Vec<Stay>,
    /// Silences past their limit, by the tolerance or more, in order.
    pub(crate) silent_stretches: Vec<SilentStretch>,
    /// Silences at or past their limit, but by less than the tolerance, in order.
    pub(crate) short_silences: Vec<SilentStretch>,
    /// Coding: its code, where it was run.
    pub(crate) code: Option<CodePacing>,
    /// The probes that were shown, in order.
    pub(crate) probes: Vec<ProbePacing>,
    /// What the interviewer did on purpose, in order.
    pub(crate) pressed: Vec<PressedPacing>,
    /// When the changed requirement was told, where it was.
    pub(crate) twist: Option<Moment>,
    /// The hints that were taken, in order: when, and what they say.
    pub(crate) hints: Vec<(Moment, GivenText)>,
    /// A terse question's facts that were asked for, in order: when, and their names; those that
    /// only the review says come last, and nobody knows when.
    pub(crate) facts: Vec<(Option<Moment>, GivenText)>,
    /// A terse question's facts that were never asked for: their names, and what they say.
    pub(crate) never_asked: Vec<(GivenText, GivenText)>,
    /// The thinks, in order.
    pub(crate) thinks: Vec<Thought>,
    /// The pauses: when, and how long.
    pub(crate) pauses: Vec<(Moment, Duration)>,
    /// The gaps: when, and how long, where that is known.
    pub(crate) gaps: Vec<(Moment, Option<Duration>)>,
    /// The follow-ups of a told answer that were not asked.
    pub(crate) unasked: Vec<GivenText>,
    /// The files that hold what the candidate typed below it, from the session's own.
    pub(crate) typed: Vec<GivenText>,
    /// What to compare the answer with; kept back until the question has ended, as the round may be
    /// taken up again.
    pub(crate) reference: Option<Reference>,
    /// What good answers to its follow-ups and probes say; kept back as the reference is.
    pub(crate) answers: Vec<Answers>,
    /// What is expected of the level that was asked for; kept back as the reference is.
    pub(crate) expected: Option<(Seniority, Vec<GivenText>)>,
}

impl SlotPacing {
    /// Whether anything is known of it that a flag could be made of, or that the candidate did.
    pub(crate) fn is_measured(&self) -> bool {
        self.marked || self.questions.iter().any(QuestionPacing::is_measured)
    }

    /// What it is about: the kind of question that is its own where that is asked, else what is.
    pub(crate) fn about(&self) -> QuestionKind {
        let own = self.kind.question();
        let other = self.questions.first().map(|of| of.kind);
        other.filter(|_| self.questions.iter().all(|of| of.kind != own)).unwrap_or(own)
    }
}

impl QuestionPacing {
    /// Its id and title, unless it is kept back.
    pub(crate) fn seen(&self) -> Option<(&GivenText, &GivenText)> {
        (!self.kept_back).then_some((&self.id, &self.title))
    }

    /// Whether its facts had to be asked for.
    pub(crate) fn is_terse(&self) -> bool {
        !self.facts.is_empty() || !self.never_asked.is_empty()
    }

    /// Whether the candidate skipped it.
    pub(crate) fn is_skipped(&self) -> bool {
        matches!(self.ended, Some((_, QuestionEnd::Skipped)))
    }

    /// The phase that its first answer, or the answer told, ends.
    pub(crate) fn answer_phase(&self) -> Option<&PhasePacing> {
        self.phases.iter().rev().find(|phase| !phase.after_answer)
    }

    /// Whether anything is known of it that a flag could be made of.
    pub(crate) fn is_measured(&self) -> bool {
        self.first_answer.at.is_some()
            || self.first_answer.known == AnswerKnown::Never
            || self.answer.is_some()
            || self.longest_silence.is_some()
            || self.phases.iter().any(|phase| phase.actual.is_some())
    }

    /// Whether it is known of any point of its checklist whether it was made.
    pub(crate) fn knows_points(&self) -> bool {
        self.phases.iter().any(PhasePacing::knows_points)
    }
}

/// What an interviewer did on purpose.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PressedPacing {
    /// When.
    pub(crate) at: Moment,
    /// What.
    pub(crate) how: Pressing,
    /// What they said.
    pub(crate) says: GivenText,
    /// What a good reaction does.
    pub(crate) good: GivenText,
    /// After an interruption, until the next mark of the plan: an answer, a phase, a tick. `None`
    /// where none came.
    pub(crate) back: Option<Duration>,
}

/// How an interviewer pressed: by what is done in any question, or by a design's change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pressing {
    InAny(Pressure),
    Twist,
}

impl Pressing {
    /// Its word.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::InAny(how) => how.word(),
            Self::Twist => "twist",
        }
    }
}

/// A probe that was shown.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ProbePacing {
    /// When.
    pub(crate) at: Moment,
    /// The phase that it belongs to.
    pub(crate) phase: GivenText,
    /// Who asked.
    pub(crate) by: By,
    /// Whether the interviewer asked it by themselves, in the course of the round.
    pub(crate) by_itself: bool,
    /// What was asked.
    pub(crate) text: GivenText,
    /// Running time from it to the first words after it; `None` where that isn't known, and of one
    /// that was only shown.
    pub(crate) response: Option<Duration>,
}

/// A question as it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AskedText {
    /// Its text, of several lines.
    pub(crate) statement: GivenText,
    /// All that was handed out of it, below its title, in lines of at most [`ASKED_WIDTH`] columns.
    pub(crate) lines: Vec<String>,
}

/// The width of a question's lines, in columns.
const ASKED_WIDTH: usize = 80;

impl AskedText {
    fn new(question: &Question) -> Self {
        let lines = handout::untitled(question, ASKED_WIDTH);
        Self { statement: question.statement.trim_end().into(), lines }
    }
}

/// What became of a phase.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PhasePacing {
    /// Its name, unique in its question.
    pub(crate) name: GivenText,
    /// Its budget.
    pub(crate) planned: Duration,
    /// Its running time, so far if the question broke off in it; `None` where it is not known, or
    /// not reached.
    pub(crate) actual: Option<Duration>,
    /// When it was over; `None` where `actual` is, and where the question broke off in it.
    pub(crate) over_at: Option<Moment>,
    /// The part of its heard time that held speech, 0 to 1.
    pub(crate) talking_share: Option<f64>,
    /// The longest silence that belongs to it, whether or not it reached the limit; `None` where it
    /// was not heard.
    pub(crate) longest_silence: Option<Duration>,
    /// Whether it comes after the answer: others speak in it, too.
    pub(crate) after_answer: bool,
    /// What a good answer ticks off.
    pub(crate) checklist: Vec<Item>,
    /// What was ticked of the checklist of its kind; `None` where that was not shown, or nothing
    /// was ticked in the question.
    pub(crate) covered: Option<Vec<GivenText>>,
}

impl PhasePacing {
    /// Whether it is known of any item of its checklist whether it was made.
    pub(crate) fn knows_points(&self) -> bool {
        self.checklist.iter().any(|item| item.made.is_some())
    }

    /// The items that were made, or those that were not, or those of which nobody said.
    pub(crate) fn points(&self, made: Option<bool>) -> impl Iterator<Item = &Item> {
        self.checklist.iter().filter(move |item| item.made == made)
    }
}

/// An item of a checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    /// One to three words.
    pub(crate) item: GivenText,
    /// What a good answer says.
    pub(crate) detail: GivenText,
    /// Whether it was made: ticked, or said in the review; `None` where that says nothing of it and
    /// nothing was ticked. What is not known to be made was not missed.
    pub(crate) made: Option<bool>,
}

/// A silence at or past its limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SilentStretch {
    /// Where it began.
    pub(crate) from: Moment,
    /// Where it ended.
    pub(crate) to: Moment,
    /// How much of it counts: running time, less excused thinks.
    pub(crate) length: Duration,
    /// The phase that it belongs to, where that is known.
    pub(crate) phase: Option<GivenText>,
    /// The limit that it reached.
    pub(crate) limit: Limit,
    /// How it stands against that.
    pub(crate) verdict: Verdict,
    /// Whether it is a pause inside a told answer.
    pub(crate) in_answer: bool,
}

/// A think.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Thought {
    /// Where it began.
    pub(crate) from: Moment,
    /// Where it ended.
    pub(crate) to: Moment,
    /// Whether the limits excuse it from silence.
    pub(crate) excused: bool,
}

impl Thought {
    /// How long it took, running time.
    pub(crate) fn length(&self) -> Duration {
        self.to.in_question.saturating_sub(self.from.in_question)
    }
}

/// Time in which the tool did not run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GapPacing {
    /// The slot and the question that it fell in.
    pub(crate) place: Option<(usize, Option<usize>)>,
    /// When it began.
    pub(crate) from: Elapsed,
    /// The same, local time `hh:mm:ss`.
    pub(crate) wall_clock: String,
    /// How long it lasted, where that is known.
    pub(crate) length: Option<Duration>,
}

#[cfg(test)]
mod tests;
