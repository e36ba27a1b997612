//! The JSON report, a stable machine interface: [`SCHEMA`] changes when a field changes its meaning
//! or goes. Times are seconds. What was not measured is `null`, never 0.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Serialize, Serializer};

use super::units::Fields;
use crate::pacing::measures::{REPORTED, REPORTED_SPEECH};
use crate::pacing::{
    Flag, Item, Pacing, PhasePacing, QuestionPacing, Reviewed, SilentStretch, SlotPacing, Standing,
    StoryTold, Thought,
};
use crate::round::limits::Verdict;
use crate::session::asked::{Dimension, Kept};
use crate::session::event::Source;
use crate::session::rfc3339;
use crate::word::Word;

/// The number of the interface that this version writes.
pub const SCHEMA: u32 = 1;

/// What wrote it, e.g. `mockround 0.1.0`.
pub const TOOL: &str = concat!("mockround ", env!("CARGO_PKG_VERSION"));

/// The report as JSON, indented, with a newline at its end.
pub fn render(pacing: &Pacing) -> String {
    let report = Report::of(pacing);
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}

/// A whole report.
#[derive(Serialize)]
pub struct Report<'a> {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The tool that wrote the report and its version, e.g. `mockround 0.1.0`.
    pub tool: &'static str,
    /// The run as a whole.
    pub session: Session<'a>,
    /// What was heard.
    pub audio: Audio,
    /// The findings, most important first: first answers and first words, silent stretches, answer
    /// length and STAR balance, phases, slots that ran over, questions not reached; among those,
    /// very late before late, then by time.
    pub flags: Vec<FlagOut<'a>>,
    /// The slots, as many as planned, in order.
    pub slots: Vec<Slot<'a>>,
    /// The candidate's one line on what to do differently; `null` where none was given.
    pub debrief: Option<&'a str>,
    /// The one drill suggested, as a command line; `null` where there is nothing to drill.
    pub next: Option<&'a str>,
}

/// The run as a whole. `running_s + waiting_s + paused_s + gap_s = elapsed_s`.
#[derive(Serialize)]
pub struct Session<'a> {
    /// The session's name.
    pub id: &'a str,
    /// The round's title.
    pub title: &'a str,
    /// The template that the round was built from.
    pub template: &'a str,
    /// The seed of the draw.
    pub seed: u64,
    /// How many times faster than real time the round's clock ran; 1 but for tests and demos.
    pub speed: f64,
    /// Whether pauses were forbidden and moves forced.
    pub strict: bool,
    /// When the round began, RFC 3339 with the local offset.
    pub started: String,
    /// Whether it came to its end; `false` for a round that was left, was cut off or is still
    /// running.
    pub finished: bool,
    /// From the beginning to the last moment that is known of.
    pub elapsed_s: Seconds,
    /// In slots, less pauses and gaps.
    pub running_s: Seconds,
    /// Outside slots: intro, breaks, review and rating.
    pub waiting_s: Seconds,
    /// Paused by the candidate.
    pub paused_s: Seconds,
    /// Not run by the tool: suspended, stopped, crashed, or away until resumed.
    pub gap_s: Seconds,
}

/// What was heard.
#[derive(Serialize)]
pub struct Audio {
    /// `microphone`, `recording` or `none`.
    pub source: &'static str,
    /// Running time that was heard; `null` where the source is `none`.
    pub heard_s: Option<Seconds>,
    /// Running time that was not heard: neither silence nor speech.
    pub unknown_s: Seconds,
}

/// One finding.
#[derive(Serialize)]
pub struct FlagOut<'a> {
    /// `slow-first-answer`, `no-first-answer`, `slow-first-words`, `silent-stretch`,
    /// `answer-length`, `star-balance`, `phase-over`, `phase-missed`, `question-not-reached` or
    /// `slot-over`.
    pub kind: &'static str,
    /// `late` or `very-late`.
    pub severity: &'static str,
    /// Position in `slots`, from 0.
    pub slot: usize,
    /// Position in the slot's `questions`, from 0; `null` where it is about the slot.
    pub question: Option<usize>,
    /// The phase's name; `null` where it is about none, or the marks don't tell which.
    pub phase: Option<&'a str>,
    /// When, running time since the slot began: a silent stretch and missing first words where they
    /// began, anything else where it was complete.
    pub at_s: Seconds,
    /// The same, elapsed since the round began.
    pub at_elapsed_s: Seconds,
    /// The same, local time `hh:mm:ss`.
    pub clock: &'a str,
    /// What was measured; `null` where the finding is that something is missing.
    pub value_s: Option<Seconds>,
    /// What it was held against.
    pub limit_s: Option<Seconds>,
    /// All of it in one sentence.
    pub text: &'a str,
}

/// One slot.
#[derive(Serialize)]
pub struct Slot<'a> {
    /// `coding`, `ml-design`, `behavioral` or `foundations`.
    pub kind: &'static str,
    /// What a person reads; unique in its round.
    pub title: &'a str,
    /// Planned running time.
    pub planned_s: Seconds,
    /// Running time, so far if it has not ended; `null` if it was not reached.
    pub actual_s: Option<Seconds>,
    /// The candidate's own rating, dimension → 1 to 4; `null` where none was given.
    pub self_rating: Option<&'a BTreeMap<Kept<Dimension>, u8>>,
    /// What the candidate answered in the review, in order; empty where nothing was.
    pub reviewed: Vec<ReviewOut<'a>>,
    /// The questions, as many as planned, in order.
    pub questions: Vec<Question<'a>>,
}

/// One question. Its times are running time since it was shown.
#[derive(Serialize)]
pub struct Question<'a> {
    /// Its id in the bank; `null` while it was not shown in a round that can be resumed.
    pub id: Option<&'a str>,
    /// Its title; `null` likewise.
    pub title: Option<&'a str>,
    /// When words and answers came; `null` where that is not known, or there were none.
    ///
    /// `first_answer`: `marked` when it came; `corrected`: said in the review; `never`, says the
    /// review; `unknown`: neither marked nor said; `not-asked`: the kind has none, the question was
    /// not reached, or it was skipped without one.
    #[serde(flatten)]
    answers: Fields<'a>,
    /// Behavioral: the story that was told, as the review says; `null` where it says none.
    pub story: Option<Story<'a>>,
    /// What was heard of it; `null` where nothing was.
    #[serde(flatten)]
    speech: Fields<'a>,
    /// Whether it holds a gap longer than the limit.
    pub interrupted: bool,
    /// The phases, as many as planned, in order.
    pub phases: Vec<Phase<'a>>,
    /// Silences at or past their limit, and pauses inside a told answer at or past theirs, in
    /// order; `null` where nothing was heard.
    pub silent_stretches: Option<Vec<Stretch<'a>>>,
    /// The thinks, in order.
    pub thinks: Vec<Think>,
}

/// A story that was told.
#[derive(Serialize)]
pub struct Story<'a> {
    /// Its id in the story bank.
    pub id: &'a str,
    /// How often it was told in the 30 days before this answer; `null` where the other sessions
    /// were not read.
    pub told_30d: Option<usize>,
    /// When it was last told before this answer, RFC 3339 in UTC; `null` where it wasn't, or that
    /// is not known.
    pub last_told: Option<String>,
}

/// An answer of the review.
#[derive(Serialize)]
pub struct ReviewOut<'a> {
    /// The question that it is about, by its position; `null` for the slot.
    pub question: Option<usize>,
    /// What was asked, e.g. `ownership`.
    pub ask: &'a str,
    /// What was answered: `yes`, `unsure` or `no` in the self-review, `none` or numbers elsewhere.
    pub answer: &'a str,
    /// What the candidate added; `null` where nothing.
    pub note: Option<&'a str>,
}

/// One phase.
#[derive(Serialize)]
pub struct Phase<'a> {
    /// Its name, unique in its question.
    pub name: &'a str,
    /// Its budget.
    pub planned_s: Seconds,
    /// Running time in it; `null` where the marks don't tell, or where it was not reached.
    pub actual_s: Option<Seconds>,
    /// The part of its heard running time that held speech, 0 to 1; `null` where none was heard or
    /// `actual_s` is `null`.
    pub talking_share: Option<Share>,
    /// The longest silence that belongs to it, whether or not it reached the limit; `null` as for
    /// `talking_share`, and before the first words.
    pub longest_silence_s: Option<Seconds>,
    /// Checklist items that were ticked; `null` where the phase has no checklist or nothing was
    /// ticked in the question.
    pub ticked: Option<Vec<&'a str>>,
    /// Checklist items that were not; `null` likewise.
    pub missed: Option<Vec<&'a str>>,
}

/// A silence at or past its limit.
#[derive(Serialize)]
pub struct Stretch<'a> {
    /// Where it began.
    pub start_s: Seconds,
    /// Where it ended.
    pub end_s: Seconds,
    /// The phase it belongs to: the one it was in when it reached the limit; `null` where the marks
    /// don't tell.
    pub phase: Option<&'a str>,
    /// `late` or `very-late`.
    pub severity: &'static str,
}

/// A time to think that was asked for.
#[derive(Serialize)]
pub struct Think {
    /// Where it began.
    pub start_s: Seconds,
    /// Where it ended.
    pub end_s: Seconds,
}

/// A time in seconds, to the millisecond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seconds(Duration);

impl Serialize for Seconds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // From whole milliseconds, so that 430.512 s prints as such.
        #[expect(clippy::cast_precision_loss, reason = "2^53 ms are 285,000 years")]
        serializer.serialize_f64(self.0.as_millis() as f64 / 1000.0)
    }
}

/// A share from 0 to 1, to three places.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share(f64);

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64((self.0 * 1000.0).round() / 1000.0)
    }
}

impl<'a> Report<'a> {
    /// The report of a pacing.
    pub fn of(pacing: &'a Pacing) -> Self {
        Self {
            schema: SCHEMA,
            tool: TOOL,
            session: Session {
                id: &pacing.id,
                title: &pacing.title,
                template: &pacing.template,
                seed: pacing.seed,
                speed: pacing.speed,
                strict: pacing.strict,
                started: rfc3339(&pacing.started),
                finished: pacing.standing == Standing::Finished,
                elapsed_s: Seconds(pacing.times.elapsed),
                running_s: Seconds(pacing.times.running),
                waiting_s: Seconds(pacing.times.waiting),
                paused_s: Seconds(pacing.times.paused),
                gap_s: Seconds(pacing.times.gap),
            },
            audio: Audio {
                source: match pacing.audio.source {
                    Some(Source::Microphone) => "microphone",
                    Some(Source::Recording) => "recording",
                    None => "none",
                },
                heard_s: pacing.audio.source.map(|_| Seconds(pacing.audio.heard)),
                unknown_s: Seconds(pacing.audio.unknown),
            },
            flags: pacing.flags.iter().map(flag).collect(),
            slots: pacing.slots.iter().map(slot).collect(),
            debrief: pacing.debrief.as_deref(),
            next: pacing.next.as_deref(),
        }
    }
}

fn flag(flag: &Flag) -> FlagOut<'_> {
    FlagOut {
        kind: flag.kind.word(),
        severity: severity(flag.severity),
        slot: flag.slot,
        question: flag.question,
        phase: flag.phase.as_deref(),
        at_s: Seconds(flag.at),
        at_elapsed_s: Seconds(flag.at_elapsed.since_began()),
        clock: &flag.wall_clock,
        value_s: flag.value.map(Seconds),
        limit_s: flag.limit.map(Seconds),
        text: &flag.text,
    }
}

fn severity(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::VeryLate => "very-late",
        Verdict::Late | Verdict::OnTime => "late",
    }
}

fn slot(slot: &SlotPacing) -> Slot<'_> {
    Slot {
        kind: slot.kind.word(),
        title: &slot.title,
        planned_s: Seconds(slot.planned),
        actual_s: slot.actual.map(Seconds),
        self_rating: (!slot.self_rating.is_empty()).then_some(&slot.self_rating),
        reviewed: slot.reviews.iter().map(reviewed).collect(),
        questions: slot.questions.iter().map(question).collect(),
    }
}

fn question(question: &QuestionPacing) -> Question<'_> {
    let ticks = question.ticks();
    let fields = |measures| Fields { measures, question: Some(question), with_limit: false };
    Question {
        id: question.seen().map(|(id, _)| id),
        title: question.seen().map(|(_, title)| title),
        answers: fields(&REPORTED),
        story: question.story.as_ref().map(story),
        speech: fields(&REPORTED_SPEECH),
        interrupted: question.interrupted,
        phases: question.phases.iter().map(|of| phase(of, ticks)).collect(),
        silent_stretches: question
            .talking_share
            .map(|_| question.silent_stretches.iter().map(stretch).collect()),
        thinks: question.thinks.iter().map(think).collect(),
    }
}

fn story(story: &StoryTold) -> Story<'_> {
    let before = story.before;
    Story {
        id: &story.id,
        told_30d: before.map(|before| before.lately),
        last_told: before.and_then(|before| before.last).map(|at| at.to_string()),
    }
}

fn reviewed(review: &Reviewed) -> ReviewOut<'_> {
    ReviewOut {
        question: review.question,
        ask: review.ask.as_str(),
        answer: &review.answer,
        note: review.note.as_deref(),
    }
}

fn phase(phase: &PhasePacing, ticks: bool) -> Phase<'_> {
    let items = |ticked: bool| {
        let of = |item: &&Item| item.ticked == ticked;
        let items = || phase.checklist.iter().filter(of).map(|item| item.item.as_str()).collect();
        (ticks && !phase.checklist.is_empty()).then(items)
    };
    Phase {
        name: &phase.name,
        planned_s: Seconds(phase.planned),
        actual_s: phase.actual.map(Seconds),
        talking_share: phase.talking_share.map(Share),
        longest_silence_s: phase.longest_silence.map(Seconds),
        ticked: items(true),
        missed: items(false),
    }
}

fn stretch(stretch: &SilentStretch) -> Stretch<'_> {
    Stretch {
        start_s: Seconds(stretch.from.in_question),
        end_s: Seconds(stretch.to.in_question),
        phase: stretch.phase.as_deref(),
        severity: severity(stretch.verdict),
    }
}

fn think(think: &Thought) -> Think {
    Think { start_s: Seconds(think.from.in_question), end_s: Seconds(think.to.in_question) }
}

#[cfg(test)]
mod tests;
