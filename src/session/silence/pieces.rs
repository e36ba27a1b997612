//! A question cut where anything changes: into moments that are the same throughout.

use std::time::Duration;

use crate::round::limits::Limits;
use crate::session::hearing::{HOLE, Hearing, said_in};
use crate::session::run::{Move, QuestionRun};
use crate::session::timeline::{Account, Accounted, Timeline};
use crate::time::stretch::{Along, find, hole, joined};
use crate::time::{Elapsed, Stretch};

/// A moment that is the same throughout: the account, the sound, the phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) from: Elapsed,
    pub(super) to: Elapsed,
    pub(super) phase: usize,
    pub(super) kind: PieceKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PieceKind {
    Paused,
    Gap,
    Unknown,
    /// Not heard either, but too short to hide words: it neither ends a silence nor is part of one.
    Hole,
    /// Speech; `own` if it began after the question was shown.
    Speech {
        own: bool,
        /// When it began.
        since: Elapsed,
    },
    Silence,
    /// The interviewer speaks.
    Asked,
    /// Silence in a think that the limits excuse.
    Excused,
}

impl PieceKind {
    /// Whether the time was heard.
    pub(super) fn is_heard(self) -> bool {
        match self {
            Self::Speech { .. } | Self::Silence | Self::Excused => true,
            Self::Paused | Self::Gap | Self::Unknown | Self::Hole | Self::Asked => false,
        }
    }

    pub(super) fn is_speech(self) -> bool {
        matches!(self, Self::Speech { .. })
    }
}

/// The pieces of a question that was shown at one point, up to another.
pub(super) fn cut(
    timeline: &Timeline,
    hearing: &Hearing,
    run: &QuestionRun,
    limits: &Limits,
    Stretch { from: shown, to: until }: Stretch,
) -> Vec<Piece> {
    let mut cutting = Cutting {
        shown,
        accounts: timeline.spans_to(until).collect(),
        excused: excused(timeline, run, limits, until),
        hearing,
        speech: Along::new(hearing.speech()),
        moves: run.moves.values().copied().collect(),
        said: joined(said_in(timeline), Duration::ZERO),
    };
    let cuts = cutting.cuts(until);
    let mut pieces = Vec::with_capacity(cuts.len());
    for pair in cuts.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let (phase, kind) = (cutting.phase(from), cutting.kind(from));
        pieces.push(Piece { from, to, phase, kind });
    }
    pieces
}

/// All that a piece of a question depends on.
struct Cutting<'a> {
    shown: Elapsed,
    accounts: Vec<Accounted>,
    excused: Vec<Stretch>,
    hearing: &'a Hearing,
    speech: Along<'a>,
    moves: Vec<Move>,
    said: Vec<Stretch>,
}

impl Cutting<'_> {
    /// The points at which anything changes, in order, from the first to the last of the question.
    fn cuts(&self, until: Elapsed) -> Vec<Elapsed> {
        let mut cuts = vec![self.shown, until];
        for span in &self.accounts {
            cuts.extend([span.from, span.to]);
        }
        for stretches in [self.hearing.heard(), self.hearing.speech(), &self.said] {
            let first = stretches.partition_point(|stretch| stretch.to < self.shown);
            let near = stretches[first..].partition_point(|stretch| stretch.from <= until);
            cuts.reserve(2 * near);
            for stretch in &stretches[first..first + near] {
                cuts.push(stretch.from);
                cuts.push(stretch.to);
            }
        }
        cuts.extend(self.excused.iter().flat_map(|stretch| [stretch.from, stretch.to]));
        cuts.extend(self.moves.iter().map(|to| to.at));
        cuts.retain(|cut| (self.shown..=until).contains(cut));
        // A few runs that are in order: what is stable merges them.
        cuts.sort();
        cuts.dedup();
        cuts
    }

    fn phase(&self, at: Elapsed) -> usize {
        let moved = self.moves.partition_point(|to| to.at <= at);
        moved.checked_sub(1).map_or(0, |last| self.moves[last].to)
    }

    fn kind(&mut self, at: Elapsed) -> PieceKind {
        let span = self.accounts.partition_point(|span| span.to <= at);
        match self.accounts.get(span).map(|span| span.account) {
            Some(Account::Gap) | None => PieceKind::Gap,
            Some(Account::Paused | Account::Waiting) => PieceKind::Paused,
            Some(Account::Running) => self.sound(at),
        }
    }

    fn sound(&mut self, at: Elapsed) -> PieceKind {
        if find(&self.said, at).is_some() {
            return PieceKind::Asked;
        }
        let heard = self.hearing.heard();
        if find(heard, at).is_none() {
            return match hole(heard, at) {
                Some(hole) if hole.length() < HOLE => PieceKind::Hole,
                _ => PieceKind::Unknown,
            };
        }
        match self.speech.find(at) {
            Some(island) => {
                let since = self.hearing.talking_since(island);
                PieceKind::Speech { own: since >= self.shown, since }
            }
            None if find(&self.excused, at).is_some() => PieceKind::Excused,
            None => PieceKind::Silence,
        }
    }
}

/// The time that thinks excuse from silence: the first few, each up to its limit of running time.
fn excused(
    timeline: &Timeline,
    run: &QuestionRun,
    limits: &Limits,
    until: Elapsed,
) -> Vec<Stretch> {
    let count = usize::try_from(limits.thinks).unwrap_or(usize::MAX);
    let mut excused = Vec::new();
    for think in run.thinks.values().take(count) {
        let to = think.to.map_or(until, |(at, _)| at.min(until));
        let most = timeline.point(Account::Running, think.from, limits.think).unwrap_or(to);
        excused.push(Stretch { from: think.from, to: to.min(most) });
    }
    excused
}
