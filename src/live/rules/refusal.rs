//! Why a mark means nothing here: values for `words` to say, once for each way to give a mark.

use std::time::Duration;

use super::noted::{Lasting, Undoable};
use crate::round::QuestionKind;

/// Why a mark was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The round is finished or left.
    RoundOver,
    /// Only going on, taking back, ending and an answer of before mean anything while the clock is
    /// paused.
    Paused,
    /// There is nothing to pause before the first slot.
    NothingRuns,
    /// The mark is one of a question, and none is open.
    NoSlotRuns,
    /// The slot that the mark would begin has begun.
    SlotRuns,
    /// The answer was marked at this running time of the question.
    AnsweredAlready {
        kind: QuestionKind,
        at: Duration,
    },
    /// A late mark is of a time that is still to come: the question has run for so long. Whether
    /// the question before can be gone back to, which may be meant.
    StillToCome {
        now: Duration,
        back: bool,
    },
    /// A late mark is of a time before the question was shown: it has run for so long; and the
    /// same.
    BeforeQuestion {
        now: Duration,
        back: bool,
    },
    /// A late mark is of a time before the mark above it, which was at this running time; it can
    /// lie from then on, up to another.
    BeforeMark {
        what: Undoable,
        at: Duration,
        to: Duration,
    },
    /// It is of a time after the mark below it, up to which it can lie, from another on.
    AfterMark {
        what: Undoable,
        at: Duration,
        from: Duration,
    },
    /// The template waits for no answer in this question.
    NoAnswerAwaited,
    /// No phase comes after this one.
    LastPhase {
        phase: String,
    },
    /// A strict round shows no checklist, and takes no ticks.
    ChecklistHidden,
    /// The checklist of the phase has no item of this number, counted from 1.
    NoSuchItem {
        phase: String,
        number: usize,
    },
    TickedAlready {
        item: String,
    },
    /// Every probe of the phase was shown.
    NoMoreProbes {
        phase: String,
    },
    /// Every hint of the question was taken, so many; it may have none.
    NoMoreHints {
        taken: usize,
    },
    /// The question is told in full: there is nothing to ask for.
    ToldInFull,
    /// There are so many facts, and none of this number, counted from 1.
    NoSuchFact {
        number: usize,
        of: usize,
    },
    FactGivenAlready {
        name: String,
    },
    /// A strict round runs no code.
    NoCode,
    /// The question has no function that could be run.
    NothingToRun,
    /// The file to type in, of this name, is as it was laid out.
    NothingWritten {
        file: String,
    },
    /// The code is being run.
    RunsAlready,
    /// The code, or what it is held against, can't be read: why, in words.
    NotRun {
        why: String,
    },
    /// A strict round has no pause.
    NoPause,
    NothingToUndo,
    /// That the question was shown can't be taken back: a hint of it was taken, or else a fact
    /// asked for.
    ToldOf {
        hint: bool,
    },
    /// The last mark can't be taken back; who says so once more takes back the one before.
    Lasts {
        last: Lasting,
        before: Undoable,
    },
    /// What is kept back until then may have been seen since: it brought that on screen, or the
    /// round was away.
    SeenSince {
        what: Undoable,
    },
    /// Without this mark the clock would have ended the question or the slot since.
    TooLateToUndo {
        what: Undoable,
    },
    /// A note can't be written to its file.
    NoteUnwritten {
        why: String,
    },
    /// It was given before this run of the round took marks.
    EarlierRun,
    /// A word from elsewhere that is no mark.
    UnknownWord {
        word: String,
    },
}
