//! When the candidate spoke in a question and when not: first words, silences, talking. The live
//! silence alert and the report both ask here, so they can't differ.

use std::time::Duration;

use super::heard::Window;
use super::run::QuestionRun;
use super::timeline::{Account, Accounted, Timeline};
use crate::round::Planned;
use crate::round::limits::{Limit, Limits, Verdict};
use crate::time::stretch::{find, hole, joined, without};
use crate::time::{Elapsed, Stretch};

/// Speech less than this apart is one island. Measured: with this and [`VOICED`], on 24 hard
/// recordings, every silent stretch of 10 s and more was found and none was made up; onsets were
/// off by 0.1 s (median).
pub const MERGE: Duration = Duration::from_millis(500);

/// An island with less voiced time than this is a cough or a lone "um": no words, and no end of a
/// silence.
pub const VOICED: Duration = Duration::from_millis(500);

/// A hole between two heard stretches shorter than this is rounding, not unknown time: the
/// detector's frame is 32 ms.
const ROUNDING: Duration = Duration::from_millis(50);

/// A shorter hole is unknown time, but can't hide words: an island of so little voice is none.
const HOLE: Duration = VOICED;

/// What was heard in a session: when sound came in, and the speech in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hearing {
    heard: Vec<Stretch>,
    speech: Vec<Stretch>,
    short: Vec<Stretch>,
}

impl Hearing {
    /// What a timeline heard. The tool's own sounds are cut out of the speech; nothing else is
    /// speech for being loud.
    pub fn of(timeline: &Timeline) -> Self {
        let windows = timeline.heard.windows();
        let spans = windows
            .iter()
            .flat_map(|window| window.spans.iter().map(|span| span.within(window.stretch())));
        let heard = windows.iter().map(Window::stretch);
        Self::new(heard, spans, &joined(timeline.played.iter().copied(), Duration::ZERO))
    }

    /// What was heard, from the windows that were listened to, the fine spans of speech, and the
    /// tool's own sounds.
    pub fn new(
        heard: impl Iterator<Item = Stretch>,
        spans: impl Iterator<Item = Stretch>,
        played: &[Stretch],
    ) -> Self {
        let voiced = without(&joined(spans, Duration::ZERO), played);
        let mut islands: Vec<(Stretch, Duration)> = Vec::new();
        for span in voiced {
            match islands.last_mut() {
                Some((island, voiced)) if span.from - island.to < MERGE => {
                    island.to = span.to;
                    *voiced += span.length();
                }
                _ => islands.push((span, span.length())),
            }
        }
        let (speech, short): (Vec<_>, Vec<_>) =
            islands.into_iter().partition(|(_, voiced)| *voiced >= VOICED);
        Self {
            heard: joined(heard, ROUNDING),
            speech: speech.into_iter().map(|(island, _)| island).collect(),
            short: short.into_iter().map(|(island, _)| island).collect(),
        }
    }

    /// The stretches, at least so long, that were heard and held no speech, whatever the round did
    /// meanwhile. They go on through holes that can't hide words.
    pub fn silent(&self, min: Duration) -> Vec<Stretch> {
        let mut silent = without(&joined(self.heard.iter().copied(), HOLE), &self.speech);
        silent.retain(|stretch| stretch.length() >= min);
        silent
    }

    /// When sound came in, in order, apart.
    pub fn heard(&self) -> &[Stretch] {
        &self.heard
    }

    /// The islands of speech, in order, at least [`MERGE`] apart. Empty: no speech was detected,
    /// which a voice below the noise and a silent candidate have in common.
    pub fn speech(&self) -> &[Stretch] {
        &self.speech
    }

    /// The islands too short to be words.
    pub fn short(&self) -> &[Stretch] {
        &self.short
    }

    /// Running time between two points in which sound was heard.
    pub fn heard_running(&self, timeline: &Timeline, from: Elapsed, to: Elapsed) -> Duration {
        let asked = Stretch { from, to };
        let heard = self.heard.iter().map(|stretch| stretch.within(asked));
        let heard = heard.filter(|part| !part.is_empty());
        heard.map(|part| timeline.running(part.from, part.to)).sum()
    }
}

/// When the candidate began to speak after a question was shown, in running time since then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FirstWords {
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
pub struct Silence {
    /// Its first silent moment.
    pub from: Elapsed,
    /// The end of its last silent moment so far.
    pub to: Elapsed,
    /// How much of it counts: running time, less excused thinks.
    pub length: Duration,
    /// The phase that it belongs to: the one that it was in when it reached the limit, else the one
    /// that it ended in.
    pub phase: usize,
    /// That phase's limit.
    pub limit: Option<Limit>,
    /// When its length reached the limit.
    pub reached: Option<Elapsed>,
    /// Whether it still went on at the point up to which the question was measured.
    pub open: bool,
}

impl Silence {
    /// How it stands against its limit; without one it is on time.
    pub fn verdict(&self) -> Verdict {
        self.limit.map_or(Verdict::OnTime, |limit| limit.below(self.length))
    }

    fn go_on(&mut self, piece: &Piece, limit: Option<Limit>) {
        let longer = self.length + (piece.to - piece.from);
        if self.reached.is_none() {
            self.phase = piece.phase;
            self.limit = limit;
            self.reached = limit
                .filter(|limit| longer >= limit.late)
                .map(|limit| piece.from + limit.late.saturating_sub(self.length));
        }
        self.to = piece.to;
        self.length = longer;
    }
}

/// How speech stood towards the end of a told answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastWords {
    /// The last speech ended here, and the time after it was heard.
    At(Elapsed),
    /// There was none, and all of the time was heard.
    None,
    /// Not known: time after the last speech was not heard.
    Unknown,
}

/// What was heard in one question.
#[derive(Debug, Clone, PartialEq)]
pub struct Talk {
    /// When the candidate began to speak.
    pub first_words: FirstWords,
    /// Every silence after that, in order.
    pub silences: Vec<Silence>,
    pieces: Vec<Piece>,
}

/// A moment that is the same throughout: the account, the sound, the phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    from: Elapsed,
    to: Elapsed,
    phase: usize,
    kind: PieceKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PieceKind {
    Paused,
    Gap,
    Unknown,
    /// Not heard either, but too short to hide words: it neither ends a silence nor is part of one.
    Hole,
    /// Speech; `own` if it began after the question was shown.
    Speech {
        own: bool,
    },
    Silence,
    /// Silence in a think that the limits excuse.
    Excused,
}

impl Talk {
    /// What was heard in a question that was shown, up to its end or `until`, whichever is earlier.
    /// A question that was not shown gives nothing. Live, `until` is the end of what was heard:
    /// what isn't heard yet is unknown, which ends a silence.
    pub fn of(
        timeline: &Timeline,
        hearing: &Hearing,
        planned: &Planned,
        run: &QuestionRun,
        limits: &Limits,
        until: Elapsed,
    ) -> Self {
        let pieces = match run.shown {
            Some(shown) => {
                pieces(timeline, hearing, run, limits, shown, timeline.question_end(run).min(until))
            }
            None => Vec::new(),
        };
        Self { first_words: first_words(&pieces), silences: silences(&pieces, planned), pieces }
    }

    /// The silence that goes on at the end, if it counts already: before the first words none does.
    pub fn going_on(&self) -> Option<&Silence> {
        self.silences.last().filter(|silence| silence.open)
    }

    /// When the candidate was first heard to speak, whether or not those were the first words.
    pub fn spoke_from(&self) -> Option<Elapsed> {
        self.pieces
            .iter()
            .find(|piece| piece.kind == PieceKind::Speech { own: true })
            .map(|piece| piece.from)
    }

    /// Running time between two points that was heard.
    pub fn heard(&self, from: Elapsed, to: Elapsed) -> Duration {
        self.sum(from, to, |kind| {
            matches!(kind, PieceKind::Speech { .. } | PieceKind::Silence | PieceKind::Excused)
        })
    }

    /// Running time between two points that held speech.
    pub fn spoken(&self, from: Elapsed, to: Elapsed) -> Duration {
        self.sum(from, to, |kind| matches!(kind, PieceKind::Speech { .. }))
    }

    /// Where the last speech before a point ended.
    pub fn last_words(&self, before: Elapsed) -> LastWords {
        for piece in self.pieces.iter().rev().filter(|piece| piece.from < before) {
            match piece.kind {
                PieceKind::Speech { own: true } => return LastWords::At(piece.to.min(before)),
                PieceKind::Gap | PieceKind::Unknown => return LastWords::Unknown,
                PieceKind::Paused
                | PieceKind::Hole
                | PieceKind::Speech { own: false }
                | PieceKind::Silence
                | PieceKind::Excused => {}
            }
        }
        LastWords::None
    }

    fn sum(&self, from: Elapsed, to: Elapsed, counts: impl Fn(PieceKind) -> bool) -> Duration {
        self.pieces
            .iter()
            .filter(|piece| counts(piece.kind))
            .map(|piece| piece.to.min(to) - piece.from.max(from))
            .sum()
    }
}

fn pieces(
    timeline: &Timeline,
    hearing: &Hearing,
    run: &QuestionRun,
    limits: &Limits,
    shown: Elapsed,
    until: Elapsed,
) -> Vec<Piece> {
    let accounts: Vec<Accounted> = timeline.spans_to(until).collect();
    let excused = excused(timeline, run, limits, until);
    let edges = accounts.iter().map(|span| Stretch { from: span.from, to: span.to });
    let edges = edges.chain(hearing.heard.iter().copied()).chain(hearing.speech.iter().copied());
    let edges = edges
        .chain(excused.iter().copied())
        .chain(run.moves.iter().map(|to| Stretch { from: to.at, to: to.at }));
    let mut cuts: Vec<Elapsed> =
        edges.flat_map(|stretch| [stretch.from, stretch.to]).chain([shown, until]).collect();
    cuts.retain(|cut| (shown..=until).contains(cut));
    cuts.sort_unstable();
    cuts.dedup();
    let kind = |at: Elapsed| {
        let account =
            accounts.get(accounts.partition_point(|span| span.to <= at)).map(|span| span.account);
        match (account, find(&hearing.speech, at)) {
            (Some(Account::Gap) | None, _) => PieceKind::Gap,
            (Some(Account::Paused | Account::Waiting), _) => PieceKind::Paused,
            (Some(Account::Running), _) if find(&hearing.heard, at).is_none() => {
                match hole(&hearing.heard, at) {
                    Some(hole) if hole.length() < HOLE => PieceKind::Hole,
                    _ => PieceKind::Unknown,
                }
            }
            (Some(Account::Running), Some(island)) => {
                PieceKind::Speech { own: island.from >= shown }
            }
            (Some(Account::Running), None) if find(&excused, at).is_some() => PieceKind::Excused,
            (Some(Account::Running), None) => PieceKind::Silence,
        }
    };
    let phase = |at: Elapsed| run.moves.iter().rev().find(|to| to.at <= at).map_or(0, |to| to.to);
    cuts.windows(2)
        .map(|cut| Piece { from: cut[0], to: cut[1], phase: phase(cut[0]), kind: kind(cut[0]) })
        .collect()
}

/// The time that thinks excuse from silence: the first few, each up to its limit of running time.
fn excused(
    timeline: &Timeline,
    run: &QuestionRun,
    limits: &Limits,
    until: Elapsed,
) -> Vec<Stretch> {
    let thinks = run.thinks.iter().take(usize::try_from(limits.thinks).unwrap_or(usize::MAX));
    thinks
        .map(|think| {
            let to = think.to.map_or(until, |(at, _)| at.min(until));
            let most = timeline.point(Account::Running, think.from, limits.think).unwrap_or(to);
            Stretch { from: think.from, to: to.min(most) }
        })
        .collect()
}

fn first_words(pieces: &[Piece]) -> FirstWords {
    let mut after = Duration::ZERO;
    let mut quiet = true;
    for piece in pieces {
        match piece.kind {
            PieceKind::Paused => continue,
            PieceKind::Gap | PieceKind::Unknown if quiet && !after.is_zero() => {
                return FirstWords::NotIn(after);
            }
            PieceKind::Gap | PieceKind::Unknown => return FirstWords::Unknown,
            PieceKind::Speech { own: true } => return FirstWords::At { after, at: piece.from },
            PieceKind::Speech { own: false } => quiet = false,
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
            PieceKind::Gap | PieceKind::Unknown | PieceKind::Speech { .. } => {
                spoke |= piece.kind == PieceKind::Speech { own: true };
                if let Some(last) = silences.last_mut() {
                    last.open = false;
                }
            }
            PieceKind::Silence if spoke => {
                let limit = planned.phases.get(piece.phase).and_then(|phase| phase.silence);
                match silences.last_mut().filter(|last| last.open) {
                    Some(last) => last.go_on(piece, limit),
                    None => {
                        let Piece { from, phase, .. } = *piece;
                        let length = Duration::ZERO;
                        let mut begun = Silence {
                            from,
                            to: from,
                            length,
                            phase,
                            limit,
                            reached: None,
                            open: true,
                        };
                        begun.go_on(piece, limit);
                        silences.push(begun);
                    }
                }
            }
            // Until the first words there is only the wait for them.
            PieceKind::Silence => {}
        }
    }
    silences
}

#[cfg(test)]
mod tests;
