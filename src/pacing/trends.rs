//! What became of a candidate over many rounds: a few figures of each round, a kind of slot at a
//! time, and whether the last five rounds differ from the five before by more than noise.

use std::collections::BTreeMap;

use jiff::ZonedDateTime;

use super::drill::DrillOf;
use super::measures::{FOLLOWED, Measure, mean, median};
use super::rank::p_value;
use super::{Pacing, QuestionPacing, SlotPacing, measure};
use crate::round::SlotKind;
use crate::session::Session;
use crate::session::asked::Dimension;
use crate::session::event::{QuestionEnd, What};
use crate::word::Word;

/// So many rounds are held against as many before.
pub(crate) const GROUP: usize = 5;

/// A change is more than noise where at most this share of all ways to deal the same values into
/// two groups is as far apart.
pub(crate) const NOISE: f64 = 0.05;

/// The dimensions of the self-rating that have numbers to hold against them.
pub(crate) const RATED: [Dimension; 2] = [Dimension::Time, Dimension::Communication];

/// What trends take from a session.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    /// The session's name.
    pub(crate) id: String,
    /// When it began.
    pub(crate) started: ZonedDateTime,
    /// The kinds of slot that it was planned with.
    pub(crate) kinds: Vec<SlotKind>,
    /// Its figures, a kind of slot each, or why it counts for none.
    pub(crate) figures: Result<Vec<Figures>, Out>,
}

/// Why a session is out of trends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Out {
    /// Its clock did not run at the speed of the world's.
    SpedUp,
    /// It was not finished.
    Unfinished,
    /// It drilled a part of an interview: one design phase, a pitch, a story at four lengths.
    Part,
}

/// The figures of a round's slots of one kind.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figures {
    /// The kind.
    pub(crate) kind: SlotKind,
    /// What is known, by the keys of the measures that are followed.
    values: BTreeMap<&'static str, f64>,
    /// The ratings of [`RATED`] that were given, the slots' mean.
    rated: BTreeMap<&'static str, f64>,
    /// Questions that count for nothing because a gap interrupted them.
    pub(crate) interrupted: usize,
    /// Questions that count for nothing because they were skipped.
    pub(crate) skipped: usize,
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
    DrillOf::question(question).is_part()
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
    let followed = FOLLOWED.iter().filter_map(|measure| {
        let value = measure.in_round.as_ref()?.value(&questions, slots, &pacing.limits)?;
        Some((measure.key, value))
    });
    let rated = RATED.iter().filter_map(|dimension| {
        let given = slots.iter().filter_map(|slot| slot.self_rating.get(dimension.word()));
        let given: Vec<f64> = given.map(|of| f64::from(*of)).collect();
        Some((dimension.word(), mean(&given)?))
    });
    let all = || slots.iter().flat_map(|slot| &slot.questions);
    Figures {
        kind,
        values: followed.collect(),
        rated: rated.collect(),
        interrupted: all().filter(|question| question.interrupted).count(),
        skipped: all().filter(|question| is_skipped(question)).count(),
    }
}

/// Many rounds, a kind of slot at a time.
#[derive(Debug, Clone, PartialEq)]
pub struct Trends {
    /// The kind that they were asked of, where one was.
    pub(crate) kind: Option<SlotKind>,
    /// How many rounds are in them.
    pub(crate) rounds: usize,
    /// When the first and the last of them began.
    pub(crate) span: Option<(ZonedDateTime, ZonedDateTime)>,
    /// What is not in them.
    pub(crate) left_out: LeftOut,
    /// The kinds that were rehearsed.
    pub(crate) kinds: Vec<KindTrend>,
}

/// What is not in the trends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct LeftOut {
    /// Sped-up sessions.
    pub(crate) sped_up: usize,
    /// Unfinished sessions.
    pub(crate) unfinished: usize,
    /// Drills of a part of an interview.
    pub(crate) parts: usize,
    /// Interrupted questions of the rounds that are in them.
    pub(crate) interrupted: usize,
    /// Skipped questions of those.
    pub(crate) skipped: usize,
}

/// The rounds that had slots of one kind, oldest first.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct KindTrend {
    /// The kind.
    pub(crate) kind: SlotKind,
    /// Each round's session and when it began.
    pub(crate) rounds: Vec<(String, ZonedDateTime)>,
    /// The measures of which any value is known.
    pub(crate) series: Vec<Series>,
    /// The numbers beside the ratings.
    pub(crate) ratings: Vec<Rated>,
}

/// A measure over the rounds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Series {
    /// What is measured.
    pub(crate) measure: &'static Measure,
    /// A value a round; `None` is unknown.
    pub(crate) values: Vec<Option<f64>>,
    /// The last known five against the five before; `None` where there are too few.
    pub(crate) change: Option<Change>,
}

/// The last five known values against the five before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Change {
    /// The median of the five before.
    pub(crate) before: f64,
    /// The median of the last five.
    pub(crate) last: f64,
    /// How often noise alone sets the groups at least this far apart: the p of an exact rank test,
    /// two-sided.
    pub(crate) p: f64,
}

impl Change {
    /// Whether it is more than noise.
    pub(crate) fn is_real(&self) -> bool {
        self.p <= NOISE
    }
}

/// The rounds that the candidate rated alike in one dimension, and the medians of their numbers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Rated {
    /// One of [`RATED`].
    pub(crate) dimension: Dimension,
    /// 1 to 4, rounded.
    pub(crate) rating: u8,
    /// How many rounds.
    pub(crate) rounds: usize,
    /// Those that are known, by the keys of the measures that stand beside ratings.
    pub(crate) medians: BTreeMap<&'static str, f64>,
}

impl Rated {
    /// The median of a measure; `None` is not known.
    pub(crate) fn median(&self, measure: &Measure) -> Option<f64> {
        self.medians.get(measure.key).copied()
    }
}

/// The measures that stand beside the rating of a dimension.
pub(crate) fn beside(dimension: Dimension) -> impl Iterator<Item = &'static Measure> {
    let stands =
        move |of: &&&Measure| of.in_round.as_ref().and_then(|of| of.beside) == Some(dimension);
    FOLLOWED.iter().filter(stands).copied()
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
    let series = FOLLOWED.iter().filter_map(|measure| {
        let values: Vec<Option<f64>> =
            with.iter().map(|(_, figures)| figures.values.get(measure.key).copied()).collect();
        let known: Vec<f64> = values.iter().copied().flatten().collect();
        (!known.is_empty()).then(|| Series { measure, change: change(&known), values })
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
    Some(Change { before: median(before)?, last: median(last)?, p: p_value(last, before) })
}

fn ratings(with: &[(&Taken, Figures)]) -> Vec<Rated> {
    let mut ratings = Vec::new();
    for dimension in RATED {
        for rating in 1..=4_u8 {
            let is_so = |figures: &&Figures| {
                figures
                    .rated
                    .get(dimension.word())
                    .is_some_and(|of| of.round() == f64::from(rating))
            };
            let alike: Vec<&Figures> =
                with.iter().map(|(_, figures)| figures).filter(is_so).collect();
            if alike.is_empty() {
                continue;
            }
            let medians = FOLLOWED.iter().filter_map(|measure| {
                let known = alike.iter().filter_map(|figures| figures.values.get(measure.key));
                Some((measure.key, median(&known.copied().collect::<Vec<f64>>())?))
            });
            ratings.push(Rated {
                dimension,
                rating,
                rounds: alike.len(),
                medians: medians.collect(),
            });
        }
    }
    ratings
}

#[cfg(test)]
mod tests;
