//! The fields of the JSON report, one struct an object.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Serialize, Serializer};

use crate::report::measure_fields::MeasureFields;
use crate::report::summary::Tomorrow;
use crate::session::asked::Dimension;
use crate::session::kept::Kept;
use crate::text::GivenText;

/// A whole report.
#[derive(Serialize)]
pub(super) struct ReportOut<'a> {
    /// [`SCHEMA`](super::SCHEMA).
    pub(super) schema: u32,
    /// The tool that wrote the report and its version, e.g. `mockround 0.1.0`.
    pub(super) tool: &'static str,
    /// The run as a whole.
    pub(super) session: SessionOut<'a>,
    /// What was heard.
    pub(super) audio: AudioOut,
    /// The findings, most important first: very late before late, then the farthest past its limit,
    /// each kind by its weight. An entry a place, also where a report tells several as one.
    pub(super) flags: Vec<FlagOut<'a>>,
    /// What is past its limit by less than the tolerance, by time: `severity` is `on-time`.
    pub(super) notes: Vec<FlagOut<'a>>,
    /// The slots, as many as planned, in order.
    pub(super) slots: Vec<SlotOut<'a>>,
    /// The candidate's one line on what to do differently; `null` where none was given.
    pub(super) debrief: Option<&'a GivenText>,
    /// The one drill suggested, as a command line: `summary.tomorrow.command`; `null` where nothing
    /// was flagged.
    pub(super) next: Option<String>,
    /// What a person wants to know in ten seconds.
    pub(super) summary: SummaryOut,
}

/// What a person wants to know in ten seconds.
#[derive(Serialize)]
pub(super) struct SummaryOut {
    /// The slots, as many as planned, in order.
    pub(super) slots: Vec<SlotSummaryOut>,
    /// What kept to its limits, at most three sentences; empty where nothing is known to have.
    pub(super) good: Vec<String>,
    /// What changed since the newest earlier finished round of the same template at speed 1 in the
    /// same folder that rehearsed the same, in numbers; empty where there is none.
    pub(super) changed: Vec<String>,
    /// The worst flag, as a sentence; `null` where nothing was flagged.
    pub(super) worst: Option<String>,
    /// The one thing to practise next; `null` where nothing was flagged.
    pub(super) tomorrow: Option<Tomorrow>,
}

/// One slot in short.
#[derive(Serialize)]
pub(super) struct SlotSummaryOut {
    /// `coding`, `ml-design`, `behavioral` or `foundations`.
    pub(super) kind: &'static str,
    /// Those of its questions that were shown and ask for one, in order.
    pub(super) first_answers: Vec<AnswerSummaryOut>,
    /// The longest that nothing was said, also before the first words; `null` where nothing was
    /// heard.
    pub(super) longest_silence_s: Option<Seconds>,
    /// Running time, so far if it has not ended; `null` if it was not reached.
    pub(super) used_s: Option<Seconds>,
    /// Planned running time.
    pub(super) planned_s: Seconds,
    /// How many of its questions were shown …
    pub(super) reached: usize,
    /// … of how many.
    pub(super) of: usize,
}

/// A first answer in short.
#[derive(Serialize)]
pub(super) struct AnswerSummaryOut {
    /// When it came, running time since its question was shown; `null` where that is not known, or
    /// it never came.
    pub(super) value_s: Option<Seconds>,
    /// What it is held against.
    pub(super) limit_s: Seconds,
    /// `on-time` (also past the limit by less than the tolerance), `late`, `very-late`, `never` or
    /// `unknown`.
    pub(super) verdict: &'static str,
}

/// The run as a whole. `running_s + waiting_s + paused_s + gap_s = elapsed_s`.
#[derive(Serialize)]
pub(super) struct SessionOut<'a> {
    /// The session's name.
    pub(super) id: &'a GivenText,
    /// The round's title.
    pub(super) title: &'a GivenText,
    /// The template that the round was built from.
    pub(super) template: &'a GivenText,
    /// The seed of the draw.
    pub(super) seed: u64,
    /// How many times faster than real time the round's clock ran; 1 but for tests and demos.
    pub(super) speed: f64,
    /// Whether pauses were forbidden and moves forced.
    pub(super) strict: bool,
    /// The level that the round was run for: `junior`, `senior`, `staff`; `null` where none was
    /// named.
    pub(super) level: Option<&'static str>,
    /// When the round began, RFC 3339 with the local offset.
    pub(super) started: String,
    /// Whether it came to its end; `false` for a round that was left, was cut off or is still
    /// running.
    pub(super) finished: bool,
    /// From the beginning to the last moment that is known of.
    pub(super) elapsed_s: Seconds,
    /// In slots, less pauses and gaps.
    pub(super) running_s: Seconds,
    /// Outside slots: intro, breaks, review and rating.
    pub(super) waiting_s: Seconds,
    /// Paused by the candidate.
    pub(super) paused_s: Seconds,
    /// Not run by the tool: suspended, stopped, crashed, or away until resumed.
    pub(super) gap_s: Seconds,
}

/// What was heard.
#[derive(Serialize)]
pub(super) struct AudioOut {
    /// `microphone`, `recording` or `none`.
    pub(super) source: &'static str,
    /// Running time that was heard; `null` where the source is `none`.
    pub(super) heard_s: Option<Seconds>,
    /// Running time that was not heard: neither silence nor speech.
    pub(super) unknown_s: Seconds,
}

/// One finding.
#[derive(Serialize)]
pub(super) struct FlagOut<'a> {
    /// `slow-first-answer`, `no-first-answer`, `slow-first-words`, `silent-stretch`,
    /// `answer-length`, `star-balance`, `phase-over`, `phase-missed`, `examples-never-passed`,
    /// `question-not-reached` or `slot-over`.
    pub(super) kind: &'static str,
    /// `late` or `very-late`; of a note `on-time`.
    pub(super) severity: &'static str,
    /// Position in `slots`, from 0.
    pub(super) slot: usize,
    /// Position in the slot's `questions`, from 0; `null` where it is about the slot.
    pub(super) question: Option<usize>,
    /// The phase's name; `null` where it is about none, or the marks don't tell which.
    pub(super) phase: Option<&'a GivenText>,
    /// When, running time since the slot began: a silent stretch and missing first words where they
    /// began, anything else where it was complete.
    pub(super) at_s: Seconds,
    /// The same, elapsed since the round began.
    pub(super) at_elapsed_s: Seconds,
    /// The same, local time `hh:mm:ss`.
    pub(super) clock: &'a str,
    /// What was measured; `null` where the finding is that something is missing.
    pub(super) value_s: Option<Seconds>,
    /// What it was held against.
    pub(super) limit_s: Option<Seconds>,
    /// All of it in one sentence.
    pub(super) text: String,
}

/// One slot.
#[derive(Serialize)]
pub(super) struct SlotOut<'a> {
    /// `coding`, `ml-design`, `behavioral` or `foundations`.
    pub(super) kind: &'static str,
    /// What a person reads; unique in its round.
    pub(super) title: &'a GivenText,
    /// Planned running time.
    pub(super) planned_s: Seconds,
    /// Running time, so far if it has not ended; `null` if it was not reached.
    pub(super) actual_s: Option<Seconds>,
    /// The candidate's own rating, dimension → 1 to 4; `null` where none was given.
    pub(super) self_rating: Option<&'a BTreeMap<Kept<Dimension>, u8>>,
    /// What others who were there think of it; empty where nobody said anything.
    pub(super) rated_by: Vec<RatedByOut<'a>>,
    /// What the candidate answered in the review, in order; empty where nothing was.
    pub(super) reviewed: Vec<ReviewOut<'a>>,
    /// The questions, as many as planned, in order.
    pub(super) questions: Vec<QuestionOut<'a>>,
}

/// What an interviewer did on purpose.
#[derive(Serialize)]
pub(super) struct PressedOut<'a> {
    pub(super) at_s: Seconds,
    /// `interruption`, `what-to-cut` or `twist`.
    pub(super) how: &'static str,
    /// What they said.
    pub(super) text: &'a GivenText,
    /// Until the next answer, phase or tick that is marked; `null` where none is, and of all else.
    pub(super) back_on_plan_s: Option<Seconds>,
}

/// What somebody who was there thinks of a slot.
#[derive(Serialize)]
pub(super) struct RatedByOut<'a> {
    /// Their name.
    pub(super) by: &'a GivenText,
    /// Dimension → 1 to 4; empty where they only noted something.
    pub(super) rating: &'a BTreeMap<Kept<Dimension>, u8>,
    /// What they noted; `null` where nothing.
    pub(super) note: Option<&'a GivenText>,
}

/// One question. Its times are running time since it was shown.
#[derive(Serialize)]
pub(super) struct QuestionOut<'a> {
    /// Its id in the bank; `null` while it was not shown in a round that can be resumed.
    pub(super) id: Option<&'a GivenText>,
    /// Its title; `null` likewise.
    pub(super) title: Option<&'a GivenText>,
    /// What was asked; `null` while it was not shown.
    pub(super) statement: Option<&'a GivenText>,
    /// When words and answers came; `null` where that is not known, or there were none.
    ///
    /// `first_answer`: `marked` when it came; `corrected`: said in the review; `never`, says the
    /// review; `unknown`: neither marked nor said; `not-asked`: the kind has none, the question was
    /// not reached, or it was skipped without one.
    #[serde(flatten)]
    pub(super) answers: MeasureFields<'a>,
    /// Behavioral: the story that was told, as the review says; `null` where it says none.
    pub(super) story: Option<StoryOut<'a>>,
    /// What was heard of it; `null` where nothing was.
    #[serde(flatten)]
    pub(super) speech: MeasureFields<'a>,
    /// When its code was run and passed, and how many of the cases kept back did, as a share;
    /// `null` where it was not run, or not measured.
    #[serde(flatten)]
    pub(super) code: MeasureFields<'a>,
    /// The runs of its code against the examples, in order.
    pub(super) runs: Vec<RunOut>,
    /// What came of the cases that were kept back; `null` where they were not run.
    pub(super) cases: Option<CasesOut<'a>>,
    /// Whether it holds a gap longer than the limit.
    pub(super) interrupted: bool,
    /// The phases, as many as planned, in order.
    pub(super) phases: Vec<PhaseOut<'a>>,
    /// Silences past their limit, and pauses inside a told answer past theirs, by the tolerance or
    /// more, in order; `null` where nothing was heard.
    pub(super) silent_stretches: Option<Vec<StretchOut<'a>>>,
    /// The probes that were shown, in order.
    pub(super) probes: Vec<ProbeOut<'a>>,
    /// What the interviewer did on purpose, in order; empty without pressure.
    pub(super) pressed: Vec<PressedOut<'a>>,
    /// The hints that were taken, in order.
    pub(super) hints: Vec<HintOut<'a>>,
    /// The facts of a terse question that were asked for, in order.
    pub(super) facts_asked: Vec<FactOut<'a>>,
    /// The names of those that never were, in the question's order.
    pub(super) facts_never_asked: Vec<&'a GivenText>,
    /// The thinks, in order.
    pub(super) thinks: Vec<ThinkOut>,
    /// The files that hold what was typed below it, from the folder of sessions.
    pub(super) typed: &'a [GivenText],
}

/// A run of the code against the examples.
#[derive(Serialize)]
pub(super) struct RunOut {
    /// When, running time since the question was shown, in seconds.
    pub(super) at_s: Seconds,
    /// How many examples passed …
    pub(super) passed: Option<usize>,
    /// … of how many; `null` of one that was broken off.
    pub(super) of: Option<usize>,
}

/// What came of the cases that were kept back.
#[derive(Serialize)]
pub(super) struct CasesOut<'a> {
    /// How many passed …
    pub(super) passed: usize,
    /// … of how many.
    pub(super) of: usize,
    /// The first that failed, in words; `null` where all passed.
    pub(super) failed: Option<&'a GivenText>,
}

/// A probe that was shown.
#[derive(Serialize)]
pub(super) struct ProbeOut<'a> {
    /// When, running time since the question was shown, in seconds.
    pub(super) at_s: Seconds,
    /// The phase that it belongs to, by its name.
    pub(super) phase: &'a GivenText,
    /// `key`: the candidate asked for it; `opening`: its phase began with it; `interviewer`: it
    /// came unasked; `person`: somebody who interviewed asked it.
    pub(super) by: &'static str,
    /// What was asked.
    pub(super) text: &'a GivenText,
    /// Running time from it to the first words after it; `null` where that isn't known, and where
    /// it was only shown: neither asked for nor taken up.
    pub(super) response_s: Option<Seconds>,
}

/// A hint that was taken.
#[derive(Serialize)]
pub(super) struct HintOut<'a> {
    /// When, running time since the question was shown, in seconds.
    pub(super) at_s: Seconds,
    /// What it says.
    pub(super) hint: &'a GivenText,
}

/// A fact that was asked for.
#[derive(Serialize)]
pub(super) struct FactOut<'a> {
    /// When, running time since the question was shown, in seconds; `null` where only the review
    /// says it.
    pub(super) at_s: Option<Seconds>,
    /// The name by which it is asked for.
    pub(super) name: &'a GivenText,
}

/// A story that was told.
#[derive(Serialize)]
pub(super) struct StoryOut<'a> {
    /// Its id in the story bank.
    pub(super) id: &'a GivenText,
    /// How often it was told in the 30 days before this answer; `null` where the other sessions
    /// were not read.
    pub(super) told_30d: Option<usize>,
    /// When it was last told before this answer, RFC 3339 in UTC; `null` where it wasn't, or that
    /// is not known.
    pub(super) last_told: Option<String>,
}

/// An answer of the review.
#[derive(Serialize)]
pub(super) struct ReviewOut<'a> {
    /// The question that it is about, by its position; `null` for the slot.
    pub(super) question: Option<usize>,
    /// What was asked, e.g. `ownership`.
    pub(super) ask: &'a str,
    /// What was answered: `yes`, `unsure` or `no` in the self-review, `none` or numbers elsewhere.
    pub(super) answer: &'a GivenText,
    /// What the candidate added; `null` where nothing.
    pub(super) note: Option<&'a GivenText>,
}

/// One phase.
#[derive(Serialize)]
pub(super) struct PhaseOut<'a> {
    /// Its name, unique in its question.
    pub(super) name: &'a GivenText,
    /// Its budget.
    pub(super) planned_s: Seconds,
    /// Running time in it; `null` where the marks don't tell, or where it was not reached.
    pub(super) actual_s: Option<Seconds>,
    /// The part of its heard running time that held speech, 0 to 1; `null` where none was heard or
    /// `actual_s` is `null`.
    pub(super) talking_share: Option<Share>,
    /// The longest silence that belongs to it, whether or not it reached the limit; `null` as for
    /// `talking_share`, and before the first words.
    pub(super) longest_silence_s: Option<Seconds>,
    /// Items of the question's own checklist that were ticked, or in the review said to be made;
    /// `null` where the phase has no checklist, and where nobody said. An item that alone nobody
    /// said anything of is neither here nor among `missed`.
    pub(super) ticked: Option<Vec<&'a GivenText>>,
    /// Those that were not; `null` likewise.
    pub(super) missed: Option<Vec<&'a GivenText>>,
    /// Items of the checklist of its kind that were ticked while the question was asked; `null`
    /// where the round showed the question's own, and where nothing was ticked in the question.
    pub(super) covered: Option<&'a [GivenText]>,
}

/// A silence at or past its limit.
#[derive(Serialize)]
pub(super) struct StretchOut<'a> {
    /// Where it began.
    pub(super) start_s: Seconds,
    /// Where it ended.
    pub(super) end_s: Seconds,
    /// The phase it belongs to: the one it was in when it reached the limit; `null` where the marks
    /// don't tell.
    pub(super) phase: Option<&'a GivenText>,
    /// `late` or `very-late`.
    pub(super) severity: &'static str,
}

/// A time to think that was asked for.
#[derive(Serialize)]
pub(super) struct ThinkOut {
    /// Where it began.
    pub(super) start_s: Seconds,
    /// Where it ended.
    pub(super) end_s: Seconds,
}

/// A time in seconds, to the millisecond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seconds(pub(super) Duration);

impl Serialize for Seconds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // From whole milliseconds, so that 430.512 s prints as such.
        #[expect(clippy::cast_precision_loss, reason = "2^53 ms are 285,000 years")]
        serializer.serialize_f64(self.0.as_millis() as f64 / 1000.0)
    }
}

/// A share from 0 to 1, to three places.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Share(pub(super) f64);

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64((self.0 * 1000.0).round() / 1000.0)
    }
}
