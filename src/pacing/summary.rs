//! What a person wants to know of a round in ten seconds: each slot on a line, and the one thing to
//! practise tomorrow.

use std::time::Duration;

use jiff::ZonedDateTime;

use super::drill::DrillOf;
use super::figures::{self, Changed, Figures};
use super::flags::{answer_verdict, first_answer_verdict};
use super::{AnswerKnown, Flag, LongestSilence, Pacing, QuestionPacing, SlotPacing};
use crate::round::limits::Verdict;
use crate::word::Word;

/// A slot on a line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SlotSummary {
    /// The first answer of each question that was shown and asks for one, in order.
    pub(crate) first_answers: Vec<AnswerSummary>,
    /// The longest that nothing was said, the wait for the first words as well; `None` where
    /// nothing was heard.
    pub(crate) longest_silence: Option<LongestSilence>,
    /// How many of its questions were shown.
    pub(crate) reached: usize,
    /// How many of those were skipped.
    pub(crate) skipped: usize,
    /// How many of these were to have a first answer, and were given up before one.
    pub(crate) given_up: usize,
}

/// A first answer, and how it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AnswerSummary {
    /// When it came, running time since its question was shown.
    pub(crate) value: Option<Duration>,
    /// What it is held against.
    pub(crate) limit: Duration,
    /// How it stands.
    pub(crate) verdict: AnswerVerdict,
}

/// How a first answer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum AnswerVerdict {
    /// Within its limit and the tolerance.
    OnTime,
    /// Past it.
    Late,
    /// Well past it.
    VeryLate,
    /// It never came, says the review.
    Never,
    /// Neither marked nor said.
    Unknown,
}

impl Word for AnswerVerdict {
    fn word(self) -> &'static str {
        match self {
            Self::OnTime => Verdict::OnTime.word(),
            Self::Late => Verdict::Late.word(),
            Self::VeryLate => Verdict::VeryLate.word(),
            Self::Never => "never",
            Self::Unknown => "unknown",
        }
    }
}

impl From<Verdict> for AnswerVerdict {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::OnTime => Self::OnTime,
            Verdict::Late => Self::Late,
            Verdict::VeryLate => Self::VeryLate,
        }
    }
}

impl SlotSummary {
    /// Of a slot, reached or not.
    pub(crate) fn of(slot: &SlotPacing) -> Self {
        let shown = slot.questions.iter().filter(|question| question.shown.is_some());
        let (mut first_answers, mut longest) = (Vec::new(), None);
        let [mut reached, mut skipped, mut given_up] = [0; 3];
        for question in shown {
            reached += 1;
            skipped += usize::from(question.is_skipped());
            given_up += usize::from(is_given_up(question));
            first_answers.extend(AnswerSummary::of(question));
            longest = LongestSilence::longer(longest, LongestSilence::of(question));
        }
        Self { first_answers, longest_silence: longest, reached, skipped, given_up }
    }
}

/// Whether it was skipped before the first answer that it asks for.
pub(crate) fn is_given_up(question: &QuestionPacing) -> bool {
    question.is_skipped()
        && question.limits.first_answer.is_some()
        && question.first_answer.known == AnswerKnown::NotAsked
}

impl AnswerSummary {
    /// Of a question that asks for one.
    pub(crate) fn of(question: &QuestionPacing) -> Option<Self> {
        let limit = question.limits.first_answer?.late;
        let verdict = match question.first_answer.known {
            AnswerKnown::NotAsked => return None,
            AnswerKnown::Never => AnswerVerdict::Never,
            AnswerKnown::Unknown => AnswerVerdict::Unknown,
            AnswerKnown::Marked | AnswerKnown::Corrected => first_answer_verdict(question)?.into(),
        };
        Some(Self { value: question.first_answer.at.map(|at| at.in_question), limit, verdict })
    }
}

impl QuestionPacing {
    /// How the length of its told answer stands; `None` where that is not known.
    pub(crate) fn length_verdict(&self) -> Option<Verdict> {
        let (limits, answer) = self.limits.answer.zip(self.answer)?;
        Some(answer_verdict(limits, answer.length()))
    }
}

/// The command that rehearses again what a flag is about: the same phase, or the same kind of
/// question on the same topic. Nothing in it needs quoting.
pub(crate) fn again(pacing: &Pacing, flag: &Flag) -> String {
    drill_of(pacing, flag).map_or_else(|| RUN.to_string(), DrillOf::command)
}

/// What that command rehearses; `None` where it is a whole round.
pub(crate) fn drill_of<'p>(pacing: &'p Pacing, flag: &'p Flag) -> Option<DrillOf<'p>> {
    pacing.slots.get(flag.slot).map(|slot| DrillOf::again(slot, flag))
}

/// Where no drill rehearses it.
const RUN: &str = "mockround run";

/// An earlier round of the same template, to compare with.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Earlier {
    /// When it began.
    pub(crate) started: ZonedDateTime,
    figures: Vec<Figures>,
}

impl Earlier {
    /// What is kept of an earlier round.
    pub(crate) fn of(pacing: &Pacing) -> Self {
        let figures = figures::of_round(pacing);
        Self { started: pacing.started.clone(), figures }
    }
}

/// What both rounds tell of, one thing after another.
pub(crate) fn changed(earlier: &Earlier, pacing: &Pacing) -> Vec<Changed> {
    figures::changed(&earlier.figures, &figures::of_round(pacing))
}
