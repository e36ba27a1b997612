//! When the candidate spoke in a question and when not: first words, silences, talking. The live
//! silence alert and the report both ask here, so they can't differ.

mod pieces;

#[cfg(test)]
mod tests;

use std::time::Duration;

use super::hearing::Hearing;
use super::run::QuestionRun;
use super::timeline::Timeline;
use crate::round::Planned;
#[cfg(test)]
use crate::round::limits::Verdict;
use crate::round::limits::{Limit, Limits};
use crate::time::{Elapsed, Stretch};
use pieces::{Piece, PieceKind};

/// When the candidate began to speak after a question was shown, in running time since then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FirstWords {
    /// Here. Speech that was already going on when the question appeared is not first words.
    At {
        /// Running time since the question was shown.
        after: Duration,
        /// The point of the session.
        at: Elapsed,
    },
    /// Not in this much heard time from the start; after it, the question ended or could not be
    /// heard.
    NotIn(Duration),
    /// Not known: something before the first speech was not heard.
    Unknown,
}

/// A silence after the first words of a question, whatever its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Silence {
    /// Its first silent moment.
    pub(crate) from: Elapsed,
    /// The end of its last silent moment so far.
    pub(crate) to: Elapsed,
    /// How much of it counts: running time, less excused thinks.
    pub(crate) length: Duration,
    /// The phase that it belongs to: the one that it was in when it reached the limit, else the one
    /// that it ended in.
    pub(crate) phase: usize,
    /// That phase's limit.
    pub(crate) limit: Option<Limit>,
    /// When its length reached the limit.
    pub(crate) reached: Option<Elapsed>,
    /// Whether it still went on at the point up to which the question was measured.
    pub(crate) open: bool,
}

impl Silence {
    /// How it stands against its limit; without one it is on time.
    #[cfg(test)]
    pub(crate) fn verdict(&self) -> Verdict {
        self.limit.map_or(Verdict::OnTime, |limit| limit.below(self.length))
    }

    fn begun(piece: &Piece, limit: Option<Limit>) -> Self {
        let Piece { from, phase, .. } = *piece;
        let length = Duration::ZERO;
        let mut begun = Self { from, to: from, length, phase, limit, reached: None, open: true };
        begun.go_on(piece, limit);
        begun
    }

    fn go_on(&mut self, piece: &Piece, limit: Option<Limit>) {
        let longer = self.length + (piece.to - piece.from);
        if self.reached.is_none() {
            self.phase = piece.phase;
            self.limit = limit;
            let is_late = |limit: &Limit| longer >= limit.late;
            let late = limit.filter(is_late).map(|limit| limit.late.saturating_sub(self.length));
            self.reached = late.map(|after| piece.from + after);
        }
        self.to = piece.to;
        self.length = longer;
    }
}

/// How speech stood towards the end of a told answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LastWords {
    /// The last speech ended here, and the time after it was heard.
    At(Elapsed),
    /// There was none, and all of the time was heard.
    None,
    /// Not known: time after the last speech was not heard.
    Unknown,
}

/// What was heard in one question.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Talk {
    /// When the candidate began to speak.
    pub(crate) first_words: FirstWords,
    /// Every silence after that, in order.
    pub(crate) silences: Vec<Silence>,
    pieces: Vec<Piece>,
}

impl Talk {
    /// What was heard in a question that was shown, up to its end or `until`, whichever is earlier.
    /// A question that was not shown gives nothing. Live, `until` is the end of what was heard:
    /// what isn't heard yet is unknown, which ends a silence.
    pub(crate) fn of(
        timeline: &Timeline,
        hearing: &Hearing,
        planned: &Planned,
        run: &QuestionRun,
        limits: &Limits,
        until: Elapsed,
    ) -> Self {
        let pieces = match run.shown {
            Some(from) => {
                let to = run.ended.map_or(until, |(ended, _)| ended.min(until));
                pieces::cut(timeline, hearing, run, limits, Stretch { from, to })
            }
            None => Vec::new(),
        };
        Self { first_words: first_words(&pieces), silences: silences(&pieces, planned), pieces }
    }

    /// The silence that goes on at the end, if it counts already: before the first words none does.
    pub(crate) fn going_on(&self) -> Option<&Silence> {
        self.silences.last().filter(|silence| silence.open)
    }

    /// When the candidate was first heard to speak, whether or not those were the first words.
    pub(crate) fn spoke_from(&self) -> Option<Elapsed> {
        let is_own = |piece: &&Piece| matches!(piece.kind, PieceKind::Speech { own: true, .. });
        self.pieces.iter().find(is_own).map(|piece| piece.from)
    }

    /// Running time between two points that was heard.
    pub(crate) fn heard(&self, from: Elapsed, to: Elapsed) -> Duration {
        self.sum(from, to, PieceKind::is_heard)
    }

    /// Running time between two points that held speech.
    pub(crate) fn spoken(&self, from: Elapsed, to: Elapsed) -> Duration {
        self.sum(from, to, PieceKind::is_speech)
    }

    /// Heard running time from a point to the first words after it; `None` where somebody speaks
    /// there, where nobody does until another point, and where sound was lost before.
    pub(crate) fn words_after(&self, from: Elapsed, until: Elapsed) -> Option<Duration> {
        let mut after = Duration::ZERO;
        for piece in self.pieces.iter().filter(|piece| piece.to > from && piece.from < until) {
            match piece.kind {
                PieceKind::Paused => continue,
                PieceKind::Asked => {
                    after = Duration::ZERO;
                    continue;
                }
                PieceKind::Gap | PieceKind::Unknown => return None,
                PieceKind::Speech { since, .. } if since < from => return None,
                PieceKind::Speech { own: false, .. } => return None,
                PieceKind::Speech { own: true, .. } => return Some(after),
                PieceKind::Hole | PieceKind::Silence | PieceKind::Excused => {}
            }
            after += piece.to - piece.from.max(from);
        }
        None
    }

    /// Where the last speech before a point ended.
    pub(crate) fn last_words(&self, before: Elapsed) -> LastWords {
        let until_then = self.pieces.iter().rev().filter(|piece| piece.from < before);
        for piece in until_then {
            match piece.kind {
                PieceKind::Speech { own: true, .. } => return LastWords::At(piece.to.min(before)),
                PieceKind::Gap | PieceKind::Unknown => return LastWords::Unknown,
                PieceKind::Paused
                | PieceKind::Hole
                | PieceKind::Asked
                | PieceKind::Speech { own: false, .. }
                | PieceKind::Silence
                | PieceKind::Excused => {}
            }
        }
        LastWords::None
    }

    fn sum(&self, from: Elapsed, to: Elapsed, counts: fn(PieceKind) -> bool) -> Duration {
        let first = self.pieces.partition_point(|piece| piece.to <= from);
        let near = self.pieces[first..].iter().take_while(|piece| piece.from < to);
        // In whole milliseconds: it is asked of every phase of every question.
        let counted = near.filter(|piece| counts(piece.kind));
        let length = |piece: &Piece| piece.to.min(to).millis() - piece.from.max(from).millis();
        Duration::from_millis(counted.map(length).sum())
    }
}

fn first_words(pieces: &[Piece]) -> FirstWords {
    let mut after = Duration::ZERO;
    let mut quiet = true;
    for piece in pieces {
        match piece.kind {
            // What follows the interviewer's words is measured from their end.
            PieceKind::Paused | PieceKind::Asked => continue,
            PieceKind::Gap | PieceKind::Unknown if quiet && !after.is_zero() => {
                return FirstWords::NotIn(after);
            }
            PieceKind::Gap | PieceKind::Unknown => return FirstWords::Unknown,
            PieceKind::Speech { own: true, .. } => return FirstWords::At { after, at: piece.from },
            PieceKind::Speech { own: false, .. } => quiet = false,
            PieceKind::Hole | PieceKind::Silence | PieceKind::Excused => {}
        }
        after += piece.to - piece.from;
    }
    if quiet && !after.is_zero() { FirstWords::NotIn(after) } else { FirstWords::Unknown }
}

fn silences(pieces: &[Piece], planned: &Planned) -> Vec<Silence> {
    let mut silences: Vec<Silence> = Vec::new();
    let mut spoke = false;
    for piece in pieces {
        match piece.kind {
            PieceKind::Paused | PieceKind::Excused | PieceKind::Hole => {}
            PieceKind::Gap | PieceKind::Unknown | PieceKind::Asked | PieceKind::Speech { .. } => {
                spoke |= matches!(piece.kind, PieceKind::Speech { own: true, .. });
                if let Some(last) = silences.last_mut() {
                    last.open = false;
                }
            }
            PieceKind::Silence if spoke => {
                let limit = planned.phases.get(piece.phase).and_then(|phase| phase.silence);
                match silences.last_mut() {
                    Some(last) if last.open => last.go_on(piece, limit),
                    _ => silences.push(Silence::begun(piece, limit)),
                }
            }
            // Until the first words there is only the wait for them.
            PieceKind::Silence => {}
        }
    }
    silences
}
