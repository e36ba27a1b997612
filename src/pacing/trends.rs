//! What became of a candidate over many rounds: a few figures of each round, one exercise at a
//! time, and whether the last five rounds differ from the five before by more than noise.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use jiff::ZonedDateTime;

use super::exercise::Exercise;
pub(crate) use super::figures::RATED;
use super::figures::{self, Figures};
use super::measures::{Bounds, FOLLOWED, Followed, Measure, Reading, median};
use super::rank::p_value;
use super::{Pacing, measure_figures};
use crate::round::QuestionKind;
use crate::session::Session;
use crate::session::asked::Dimension;
use crate::session::timeline::Timeline;

/// So many rounds are held against as many before.
pub(crate) const GROUP: usize = 5;

/// A change is more than noise where at most this share of all ways to deal the same values into
/// two groups is as far apart.
pub(crate) const NOISE: f64 = 0.05;

/// What trends take from a session.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    /// The session's name.
    pub(crate) id: String,
    /// When it began.
    pub(crate) started: ZonedDateTime,
    /// The kinds of question that it was planned with.
    pub(crate) kinds: Vec<QuestionKind>,
    /// Its figures, an exercise each, or why it counts for none.
    pub(crate) figures: Result<Vec<Figures>, Out>,
}

/// Why a session is out of trends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Out {
    /// Its clock did not run at the speed of the world's.
    SpedUp,
    /// It was not finished.
    Unfinished,
}

impl Taken {
    /// Its figures of one kind of question, or of all.
    fn figures_of(&self, kind: Option<QuestionKind>) -> impl Iterator<Item = &Figures> {
        let all = self.figures.as_deref().unwrap_or_default();
        all.iter().filter(move |of| kind.is_none_or(|kind| of.exercise.kind() == kind))
    }
}

/// What trends take from a session: nothing but its name where it is sped up or unfinished.
pub fn take(session: &Session) -> Taken {
    let figures = match out(session) {
        Some(out) => Err(out),
        None => Ok(figures::of_round(&measure_figures(session, &Timeline::of(session)))),
    };
    taken(session, figures)
}

/// As [`take`], of a session that is measured already.
pub(crate) fn take_measured(session: &Session, pacing: &Pacing) -> Taken {
    taken(session, out(session).map_or_else(|| Ok(figures::of_round(pacing)), Err))
}

fn taken(session: &Session, figures: Result<Vec<Figures>, Out>) -> Taken {
    let header = &session.header;
    let questions = header.round.slots.iter().flat_map(|slot| &slot.questions);
    Taken {
        id: header.id.to_string(),
        started: header.started.zoned().clone(),
        kinds: questions.map(|planned| planned.question.kind()).collect(),
        figures,
    }
}

fn out(session: &Session) -> Option<Out> {
    if session.header.is_sped_up() {
        return Some(Out::SpedUp);
    }
    (!session.is_finished()).then_some(Out::Unfinished)
}

/// Many rounds, one exercise at a time.
#[derive(Debug, Clone, PartialEq)]
pub struct Trends {
    /// The kind that they were asked of, where one was.
    pub(crate) kind: Option<QuestionKind>,
    /// How many rounds are in them.
    pub(crate) rounds: usize,
    /// When the first and the last of them began.
    pub(crate) span: Option<(ZonedDateTime, ZonedDateTime)>,
    /// What is not in them.
    pub(crate) left_out: LeftOut,
    /// What was exercised: interviews by the kind of their questions, and each part by itself.
    pub(crate) exercises: Vec<ExerciseTrend>,
}

/// What is not in the trends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct LeftOut {
    /// Sped-up sessions.
    pub(crate) sped_up: usize,
    /// Unfinished sessions.
    pub(crate) unfinished: usize,
    /// Interrupted questions of the rounds that are in them.
    pub(crate) interrupted: usize,
    /// Skipped questions of those.
    pub(crate) skipped: usize,
}

/// The rounds with one exercise, oldest first.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ExerciseTrend {
    /// What was exercised.
    pub(crate) exercise: Exercise,
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
    pub(crate) followed: &'static Followed,
    /// What is known of each round; `None` is unknown.
    pub(crate) readings: Vec<Option<Reading>>,
    /// What each is held against, by the limits of its own round.
    pub(crate) bounds: Vec<Bounds>,
    /// The last known five against the five before; `None` where there are too few.
    pub(crate) change: Option<Change>,
}

/// The last five known values against the five before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Change {
    /// The median of the five before.
    pub(crate) before: Reading,
    /// The median of the last five.
    pub(crate) last: Reading,
    /// How often noise alone sets the groups at least this far apart: the p of an exact rank test,
    /// two-sided.
    pub(crate) p: f64,
}

impl Series {
    /// Their values; of what never came, what stands in for it.
    pub(crate) fn values(&self) -> Vec<Option<f64>> {
        self.readings.iter().map(|of| Some((*of)?.value)).collect()
    }

    /// Whether anything in it stands in for what never came.
    pub(crate) fn has_stand_in(&self) -> bool {
        self.readings.iter().flatten().any(|of| !of.is_measured())
    }
}

/// The latest values against what they may be at most, in rounds of their own limits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Beyond {
    /// How many values, five at most.
    pub(crate) of: usize,
    /// The median of their shares of what they may be: 1.5 is half as much again.
    pub(crate) share: f64,
    /// How often noise alone sets as many values at least this far from their limits: the p of the
    /// same exact rank test.
    p: f64,
}

impl Beyond {
    /// The latest values, each as a share of what it may be; `None` of none, and where their median
    /// is within.
    pub(crate) fn of(shares: &[f64]) -> Option<Self> {
        let latest = &shares[shares.len().saturating_sub(GROUP)..];
        let share = median(latest).filter(|share| *share > 1.0)?;
        let p = p_value(latest, &vec![1.0; latest.len()]);
        Some(Self { of: latest.len(), share, p })
    }

    /// Whether it is more than noise: one bad evening never is.
    pub(crate) fn is_real(&self) -> bool {
        self.p <= NOISE
    }
}

impl Series {
    /// The latest known values as shares of what each may be at most; none where any of them is
    /// held against nothing.
    pub(crate) fn beyond(&self) -> Option<Beyond> {
        let mut shares = Vec::new();
        for (reading, bounds) in self.readings.iter().zip(&self.bounds) {
            if let Some(reading) = reading {
                shares.push(bounds.share(reading.value));
            }
        }
        let latest = shares.split_off(shares.len().saturating_sub(GROUP));
        Beyond::of(&latest.into_iter().collect::<Option<Vec<_>>>()?)
    }
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
    pub(crate) medians: BTreeMap<&'static str, Reading>,
}

impl Rated {
    /// The median of a measure; `None` is not known.
    pub(crate) fn median(&self, measure: &Measure) -> Option<Reading> {
        self.medians.get(measure.key).copied()
    }
}

/// The measures that stand beside the rating of a dimension.
pub(crate) fn beside(dimension: Dimension) -> impl Iterator<Item = &'static Measure> {
    let stands = FOLLOWED.iter().filter(move |of| of.beside == Some(dimension));
    stands.map(|of| of.measure)
}

/// The trends of some sessions, in any order: of one kind of question only where one is given, of
/// the newest rounds only where a number is given.
pub fn trends(mut sessions: Vec<Taken>, kind: Option<QuestionKind>, last: Option<usize>) -> Trends {
    sessions.sort_by(in_time);
    let has_figures = |taken: &&Taken| taken.figures_of(kind).next().is_some();
    let mut rounds: Vec<&Taken> = sessions.iter().filter(has_figures).collect();
    let older = last.map_or(0, |last| rounds.len().saturating_sub(last));
    rounds.drain(..older);
    let mut exercises: Vec<&Exercise> = Vec::new();
    for figures in rounds.iter().flat_map(|taken| taken.figures_of(kind)) {
        if !exercises.contains(&&figures.exercise) {
            exercises.push(&figures.exercise);
        }
    }
    exercises.sort_by_cached_key(|exercise| exercise.place());
    Trends {
        kind,
        rounds: rounds.len(),
        span: match (rounds.first(), rounds.last()) {
            (Some(first), Some(last)) => Some((first.started.clone(), last.started.clone())),
            (None, _) | (_, None) => None,
        },
        left_out: left_out(&sessions, &rounds, kind, older > 0),
        exercises: exercises.into_iter().map(|of| exercise_trend(of, &rounds)).collect(),
    }
}

/// The older first.
fn in_time(a: &Taken, b: &Taken) -> Ordering {
    a.started.timestamp().cmp(&b.started.timestamp()).then_with(|| a.id.cmp(&b.id))
}

/// What is left out is counted among the same: of this kind, and where older rounds are not shown,
/// since the first of those that are.
fn left_out(
    sessions: &[Taken],
    rounds: &[&Taken],
    kind: Option<QuestionKind>,
    newest: bool,
) -> LeftOut {
    let mut left_out = LeftOut::default();
    let since = if newest { rounds.first() } else { None };
    for taken in sessions {
        let is_of_kind = kind.is_none_or(|kind| taken.kinds.contains(&kind));
        let is_since =
            since.is_none_or(|since| taken.started.timestamp() >= since.started.timestamp());
        if !is_of_kind || !is_since {
            continue;
        }
        match taken.figures {
            Err(Out::SpedUp) => left_out.sped_up += 1,
            Err(Out::Unfinished) => left_out.unfinished += 1,
            Ok(_) => {}
        }
    }
    for taken in rounds {
        for figures in taken.figures_of(kind) {
            left_out.interrupted += figures.interrupted;
            left_out.skipped += figures.skipped;
        }
    }
    left_out
}

fn exercise_trend(exercise: &Exercise, rounds: &[&Taken]) -> ExerciseTrend {
    let mut dated = Vec::new();
    let mut figures = Vec::new();
    for taken in rounds {
        if let Some(of) = taken.figures_of(None).find(|of| of.exercise == *exercise) {
            dated.push((taken.id.clone(), taken.started.clone()));
            figures.push(of);
        }
    }
    let mut series = Vec::new();
    for followed in &FOLLOWED {
        series.extend(follow(followed, &figures));
    }
    let ratings = ratings(&figures);
    ExerciseTrend { exercise: exercise.clone(), rounds: dated, series, ratings }
}

fn follow(followed: &'static Followed, rounds: &[&Figures]) -> Option<Series> {
    let (mut readings, mut bounds) = (Vec::new(), Vec::new());
    for figures in rounds {
        let figure = figures.of(followed.measure);
        readings.push(figure.map(|figure| figure.reading));
        bounds.push(figure.map_or(Bounds::NONE, |figure| figure.bounds));
    }
    let known: Vec<Reading> = readings.iter().copied().flatten().collect();
    let change = change(&known);
    (!known.is_empty()).then_some(Series { followed, readings, bounds, change })
}

fn change(known: &[Reading]) -> Option<Change> {
    let before = known.len().checked_sub(2 * GROUP)?;
    let (before, last) = known[before..].split_at(GROUP);
    let values = |of: &[Reading]| -> Vec<f64> { of.iter().map(|of| of.value).collect() };
    Some(Change {
        before: Reading::median(before)?,
        last: Reading::median(last)?,
        p: p_value(&values(last), &values(before)),
    })
}

fn ratings(rounds: &[&Figures]) -> Vec<Rated> {
    let mut ratings = Vec::new();
    for dimension in RATED {
        for rating in 1..=4 {
            let mut alike = rounds.to_vec();
            alike.retain(|of| of.is_rated(dimension, rating));
            if !alike.is_empty() {
                let medians = medians(&alike);
                ratings.push(Rated { dimension, rating, rounds: alike.len(), medians });
            }
        }
    }
    ratings
}

/// The medians of what is known of some rounds, by the keys of the measures.
fn medians(rounds: &[&Figures]) -> BTreeMap<&'static str, Reading> {
    let mut medians = BTreeMap::new();
    for Followed { measure, .. } in &FOLLOWED {
        let known: Vec<Reading> = rounds.iter().filter_map(|of| of.reading(measure)).collect();
        if let Some(median) = Reading::median(&known) {
            medians.insert(measure.key, median);
        }
    }
    medians
}

#[cfg(test)]
mod tests;
