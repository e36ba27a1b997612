//! What became of a candidate over many rounds: a few figures of each round, a kind of slot at a
//! time, and whether the last five rounds differ from the five before by more than noise.

use std::ops::RangeInclusive;
use std::time::Duration;

use jiff::ZonedDateTime;

use super::phases::groups;
use super::rank::p_value;
use super::{Known, Pacing, QuestionPacing, SlotPacing, Stay, measure};
use crate::round::SlotKind;
use crate::round::limits::{Limits, Verdict};
use crate::session::Session;
use crate::session::asked::Dimension;
use crate::session::event::{QuestionEnd, What};
use crate::stories::ladder;
use crate::word::Word;

/// So many rounds are held against as many before.
pub const GROUP: usize = 5;

/// A change is more than noise where at most this share of all ways to deal the same values into
/// two groups is as far apart.
pub const NOISE: f64 = 0.05;

/// The dimensions of the self-rating that have numbers to hold against them.
pub const RATED: [Dimension; 2] = [Dimension::Time, Dimension::Communication];

/// A figure of a round, of the slots of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Measure {
    /// Running time until the first answer, seconds: the median of the questions. One that never
    /// came counts with the whole length of its question, which is less than it would have taken.
    FirstAnswer,
    /// The longest silence after the first words, seconds.
    LongestSilence,
    /// The share of the heard time that held speech, 0 to 1: the mean of the questions.
    TalkingShare,
    /// The share of the phases that kept to their budget and were not missed, 0 to 1; phases that
    /// no mark tells apart count as one. A question that says nothing of its phases says nothing
    /// here.
    WithinBudget,
    /// The candidate's own rating, 1 to 4: the mean of its dimensions.
    SelfRating,
}

impl Word for Measure {
    fn word(self) -> &'static str {
        match self {
            Self::FirstAnswer => "first-answer",
            Self::LongestSilence => "longest-silence",
            Self::TalkingShare => "talking-share",
            Self::WithinBudget => "within-budget",
            Self::SelfRating => "self-rating",
        }
    }
}

impl Measure {
    /// Which way is better: `Some(true)` higher, `Some(false)` lower, `None` neither in itself.
    pub fn better_is_higher(self) -> Option<bool> {
        match self {
            Self::FirstAnswer | Self::LongestSilence => Some(false),
            Self::WithinBudget => Some(true),
            Self::TalkingShare | Self::SelfRating => None,
        }
    }
}

/// What trends take from a session.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    /// The session's name.
    pub id: String,
    /// When it began.
    pub started: ZonedDateTime,
    /// The kinds of slot that it was planned with.
    pub kinds: Vec<SlotKind>,
    /// Its figures, a kind of slot each, or why it counts for none.
    pub figures: Result<Vec<Figures>, Out>,
}

/// Why a session is out of trends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Out {
    /// Its clock did not run at the speed of the world's.
    SpedUp,
    /// It was not finished.
    Unfinished,
    /// It drilled a part of an interview: one design phase, a pitch, a story at four lengths.
    Part,
}

/// The figures of a round's slots of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// The kind.
    pub kind: SlotKind,
    /// In the order of [`Measure::all`]; `None` is unknown.
    pub values: [Option<f64>; 5],
    /// The ratings of [`RATED`], the slots' mean.
    pub rated: [Option<f64>; 2],
    /// Questions that count for nothing because a gap interrupted them.
    pub interrupted: usize,
    /// Questions that count for nothing because they were skipped.
    pub skipped: usize,
}

/// What trends take from a session: nothing but its name where it is sped up or unfinished.
pub fn take(session: &Session) -> Taken {
    let header = &session.header;
    let is_finished = session.events.iter().any(|event| event.what == What::Finished);
    let out = if (header.speed - 1.0).abs() > f64::EPSILON {
        Some(Out::SpedUp)
    } else {
        (!is_finished).then_some(Out::Unfinished)
    };
    let id = header.id.to_string();
    let started = header.started.zoned().clone();
    let kinds = header.round.slots.iter().map(|slot| slot.kind).collect();
    let figures = match out {
        Some(out) => Err(out),
        None => {
            let pacing = measure(session);
            let of_slots = figures(&pacing);
            let reached = pacing.slots.iter().any(|slot| slot.actual.is_some());
            if of_slots.is_empty() && reached { Err(Out::Part) } else { Ok(of_slots) }
        }
    };
    Taken { id, started, kinds, figures }
}

fn is_skipped(question: &QuestionPacing) -> bool {
    question.ended.is_some_and(|(_, how)| how == QuestionEnd::Skipped)
}

/// Whether it drills a story's length or a single phase: no measure of a whole answer.
fn is_part(question: &QuestionPacing) -> bool {
    question.is_one_phase() || ladder::story(&question.id).is_some()
}

/// Whether a slot rehearses an interview and not only a part of one. Pitches alone open one; they
/// would pass for the answers of a behavioral interview.
fn is_rehearsal(slot: &SlotPacing) -> bool {
    slot.questions.iter().any(|question| !is_part(question) && !question.kind.is_opening())
}

fn figures(pacing: &Pacing) -> Vec<Figures> {
    let kinds = SlotKind::all().iter().copied();
    kinds
        .filter_map(|kind| {
            let slots: Vec<&SlotPacing> = pacing
                .slots
                .iter()
                .filter(|slot| slot.kind == kind && slot.actual.is_some())
                .filter(|slot| is_rehearsal(slot))
                .collect();
            (!slots.is_empty()).then(|| of_kind(pacing, kind, &slots))
        })
        .collect()
}

fn of_kind(pacing: &Pacing, kind: SlotKind, slots: &[&SlotPacing]) -> Figures {
    let counts = |question: &&QuestionPacing| {
        question.shown.is_some()
            && question.ended.is_some()
            && !question.interrupted
            && !is_skipped(question)
            && !is_part(question)
    };
    let questions: Vec<&QuestionPacing> =
        slots.iter().flat_map(|slot| &slot.questions).filter(counts).collect();
    let answers: Vec<f64> =
        questions.iter().filter_map(|question| first_answer(question)).map(seconds).collect();
    // Heard and wordless at the question's beginning is silent too, though the report calls it
    // first words.
    let waited = |question: &QuestionPacing| {
        question.first_words.map(|at| at.in_question).max(question.wordless)
    };
    let silence = questions
        .iter()
        .filter_map(|question| question.longest_silence.max(waited(question)))
        .max();
    let shares: Vec<f64> = questions.iter().filter_map(|question| question.talking_share).collect();
    let phases: Vec<f64> =
        questions.iter().flat_map(|question| within_budget(question, &pacing.limits)).collect();
    let ratings: Vec<f64> =
        slots.iter().flat_map(|slot| slot.self_rating.values()).map(|of| f64::from(*of)).collect();
    let rated = RATED.map(|dimension| {
        let of = slots
            .iter()
            .filter_map(|slot| slot.self_rating.get(dimension.word()))
            .map(|of| f64::from(*of));
        mean(&of.collect::<Vec<_>>())
    });
    let values =
        [median(answers), silence.map(seconds), mean(&shares), mean(&phases), mean(&ratings)];
    let all = || slots.iter().flat_map(|slot| &slot.questions);
    Figures {
        kind,
        values,
        rated,
        interrupted: all().filter(|question| question.interrupted).count(),
        skipped: all().filter(|question| is_skipped(question)).count(),
    }
}

fn first_answer(question: &QuestionPacing) -> Option<Duration> {
    match question.first_answer.known {
        Known::Marked | Known::Corrected => question.first_answer.at.map(|at| at.in_question),
        // An answer that never came is later than any that was due, however soon the question was
        // given up.
        Known::Never => {
            let planned: Duration = question.phases.iter().map(|phase| phase.planned).sum();
            question.actual.map(|actual| actual.max(planned))
        }
        Known::Unknown | Known::NotAsked => None,
    }
}

/// Of each phase, or run of phases that no mark tells apart: 1 if it kept to its budget and was not
/// missed, else 0.
fn within_budget(question: &QuestionPacing, limits: &Limits) -> Vec<f64> {
    let groups = groups(question.phases.len(), &question.stays);
    let is_told = groups.len() > 1 || question.phases.iter().any(|phase| phase.actual.is_some());
    let kept = |group: RangeInclusive<usize>| {
        let planned: Duration =
            question.phases[group.clone()].iter().map(|phase| phase.planned).sum();
        let stays = question.stays.iter().filter(|stay| group.contains(&stay.first));
        let used: Duration = stays.map(Stay::length).sum();
        let is_missed = group.start() == group.end() && used < limits.phase_least(planned);
        if limits.phase(planned, used) == Verdict::OnTime && !is_missed { 1.0 } else { 0.0 }
    };
    if is_told { groups.into_iter().map(kept).collect() } else { Vec::new() }
}

fn seconds(time: Duration) -> f64 {
    crate::time::seconds::to_f64(time)
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The value in the middle; of two in the middle, their mean.
pub fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        odd if odd % 2 == 1 => Some(values[middle]),
        _ => Some(f64::midpoint(values[middle - 1], values[middle])),
    }
}

/// Many rounds, a kind of slot at a time.
#[derive(Debug, Clone, PartialEq)]
pub struct Trends {
    /// The kind that they were asked of, where one was.
    pub kind: Option<SlotKind>,
    /// How many rounds are in them.
    pub rounds: usize,
    /// When the first and the last of them began.
    pub span: Option<(ZonedDateTime, ZonedDateTime)>,
    /// What is not in them.
    pub left_out: LeftOut,
    /// The kinds that were rehearsed.
    pub kinds: Vec<KindTrend>,
}

/// What is not in the trends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// Sped-up sessions.
    pub sped_up: usize,
    /// Unfinished sessions.
    pub unfinished: usize,
    /// Drills of a part of an interview.
    pub parts: usize,
    /// Interrupted questions of the rounds that are in them.
    pub interrupted: usize,
    /// Skipped questions of those.
    pub skipped: usize,
}

/// The rounds that had slots of one kind, oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct KindTrend {
    /// The kind.
    pub kind: SlotKind,
    /// Each round's session and when it began.
    pub rounds: Vec<(String, ZonedDateTime)>,
    /// The measures of which any value is known.
    pub series: Vec<Series>,
    /// The numbers beside the ratings.
    pub ratings: Vec<Rated>,
}

/// A measure over the rounds.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// What is measured.
    pub measure: Measure,
    /// A value a round; `None` is unknown.
    pub values: Vec<Option<f64>>,
    /// The last known five against the five before; `None` where there are too few.
    pub change: Option<Change>,
}

/// The last five known values against the five before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// The median of the five before.
    pub before: f64,
    /// The median of the last five.
    pub last: f64,
    /// How often noise alone sets the groups at least this far apart: the p of an exact rank test,
    /// two-sided.
    pub p: f64,
}

impl Change {
    /// Whether it is more than noise.
    pub fn is_real(&self) -> bool {
        self.p <= NOISE
    }
}

/// The rounds that the candidate rated alike in one dimension, and the medians of their numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Rated {
    /// One of [`RATED`].
    pub dimension: Dimension,
    /// 1 to 4, rounded.
    pub rating: u8,
    /// How many rounds.
    pub rounds: usize,
    /// In the order of [`Measure::all`], the rating itself left out.
    pub medians: [Option<f64>; 4],
}

/// The trends of some sessions, in any order: of one kind only where one is given, of the newest
/// rounds only where a number is given.
pub fn trends(mut sessions: Vec<Taken>, kind: Option<SlotKind>, last: Option<usize>) -> Trends {
    sessions.sort_by(|a, b| {
        a.started.timestamp().cmp(&b.started.timestamp()).then_with(|| a.id.cmp(&b.id))
    });
    let of_kind = |of: &Figures| kind.is_none_or(|kind| of.kind == kind);
    let has =
        |taken: &Taken| taken.figures.as_ref().is_ok_and(|figures| figures.iter().any(of_kind));
    let mut rounds: Vec<&Taken> = sessions.iter().filter(|taken| has(taken)).collect();
    let skip = last.map_or(0, |last| rounds.len().saturating_sub(last));
    rounds.drain(..skip);
    // What is left out is counted among the same: of this kind, and since the first of these
    // rounds.
    let since = rounds.first().filter(|_| last.is_some()).map(|first| first.started.timestamp());
    let among = |taken: &&Taken| {
        kind.is_none_or(|kind| taken.kinds.contains(&kind))
            && since.is_none_or(|since| taken.started.timestamp() >= since)
    };
    let out = |why: Out| {
        sessions
            .iter()
            .filter(among)
            .filter(|taken| taken.figures.as_ref().err() == Some(&why))
            .count()
    };
    let figures = || {
        rounds
            .iter()
            .filter_map(|taken| taken.figures.as_ref().ok())
            .flatten()
            .filter(|of| of_kind(of))
    };
    let kinds = SlotKind::all().iter().copied().filter(|of| kind.is_none_or(|kind| *of == kind));
    Trends {
        kind,
        rounds: rounds.len(),
        span: rounds
            .first()
            .zip(rounds.last())
            .map(|(first, last)| (first.started.clone(), last.started.clone())),
        left_out: LeftOut {
            sped_up: out(Out::SpedUp),
            unfinished: out(Out::Unfinished),
            parts: out(Out::Part),
            interrupted: figures().map(|of| of.interrupted).sum(),
            skipped: figures().map(|of| of.skipped).sum(),
        },
        kinds: kinds.filter_map(|kind| kind_trend(kind, &rounds)).collect(),
    }
}

fn kind_trend(kind: SlotKind, rounds: &[&Taken]) -> Option<KindTrend> {
    let of = |taken: &&Taken| {
        taken.figures.as_ref().ok().and_then(|all| all.iter().find(|of| of.kind == kind)).cloned()
    };
    let with: Vec<(&Taken, Figures)> =
        rounds.iter().filter_map(|taken| Some((*taken, of(taken)?))).collect();
    let series = Measure::all().iter().enumerate().filter_map(|(position, measure)| {
        let values: Vec<Option<f64>> =
            with.iter().map(|(_, figures)| figures.values[position]).collect();
        let known: Vec<f64> = values.iter().copied().flatten().collect();
        (!known.is_empty()).then(|| Series { measure: *measure, change: change(&known), values })
    });
    (!with.is_empty()).then(|| KindTrend {
        kind,
        rounds: with.iter().map(|(taken, _)| (taken.id.clone(), taken.started.clone())).collect(),
        series: series.collect(),
        ratings: ratings(&with),
    })
}

fn change(known: &[f64]) -> Option<Change> {
    let before = known.len().checked_sub(2 * GROUP)?;
    let (before, last) = known[before..].split_at(GROUP);
    Some(Change {
        before: median(before.to_vec())?,
        last: median(last.to_vec())?,
        p: p_value(last, before),
    })
}

fn ratings(with: &[(&Taken, Figures)]) -> Vec<Rated> {
    let mut rated = Vec::new();
    for (position, dimension) in RATED.into_iter().enumerate() {
        for rating in 1..=4_u8 {
            let is_so = |figures: &&Figures| {
                figures.rated[position].is_some_and(|of| of.round() == f64::from(rating))
            };
            let alike: Vec<&Figures> =
                with.iter().map(|(_, figures)| figures).filter(is_so).collect();
            let of = |measure: usize| {
                median(alike.iter().filter_map(|figures| figures.values[measure]).collect())
            };
            if !alike.is_empty() {
                let medians = std::array::from_fn(of);
                rated.push(Rated { dimension, rating, rounds: alike.len(), medians });
            }
        }
    }
    rated
}

#[cfg(test)]
mod tests;
