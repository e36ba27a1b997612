//! What a mark has recorded: values for `words` to say.

use std::time::Duration;

use crate::round::QuestionKind;
use crate::session::mark::Mark;

/// What a mark has recorded. Times are running time: of the question, or of the slot where the
/// slot is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Noted {
    SlotBegan {
        title: String,
    },
    SlotEnded {
        title: String,
        at: Duration,
    },
    RoundFinished,
    RoundLeft,
    Answered {
        kind: QuestionKind,
        at: Duration,
    },
    /// The phase after the one that the answer ends began, and so the answer is given.
    AnsweredInto {
        kind: QuestionKind,
        phase: String,
        at: Duration,
    },
    PhaseBegan {
        phase: String,
        at: Duration,
    },
    /// A question, counted from 1, is done.
    QuestionEnded {
        number: usize,
        at: Duration,
    },
    /// A question, counted from 1, is not answered.
    QuestionSkipped {
        number: usize,
        at: Duration,
    },
    /// A think that is excused, up to so long.
    Thinking {
        at: Duration,
        up_to: Duration,
    },
    /// A think beyond those that are excused.
    ThinkingUnexcused {
        at: Duration,
        excused: u32,
    },
    ThinkEnded {
        after: Duration,
    },
    Ticked {
        item: String,
    },
    Probed {
        probe: String,
    },
    /// The interviewer's probe is being answered.
    TakenUp {
        probe: String,
    },
    /// What is required changes.
    Twisted {
        ask: String,
    },
    /// A hint, counted from 1, of so many.
    Hinted {
        number: usize,
        of: usize,
        hint: String,
    },
    /// What can be asked for, each with whether it was given.
    FactNames {
        names: Vec<(String, bool)>,
    },
    /// A fact that was asked for.
    FactGiven {
        name: String,
        says: String,
    },
    /// The code is run against the examples; what comes of it is said when that is over.
    Checking,
    NoteKept,
    Paused {
        at: Duration,
    },
    BreakPaused,
    WentOn,
    TakenBack {
        what: Undoable,
    },
}

/// A mark that can be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Undoable {
    FirstAnswer,
    /// The end of a told answer, which the same mark gives.
    AnswerTold,
    /// When the first answer was, said late.
    LateAnswer,
    Phase,
    Think,
    ThinkEnd,
    Tick,
    Probe,
    /// The end of a question, with the next one shown or the slot over.
    Next,
    /// The next question, shown as nothing had been marked.
    MovedOn,
    /// The end of the slot.
    End,
}

impl Undoable {
    /// The answer mark of a question of this kind.
    pub(super) fn answer(kind: QuestionKind) -> Self {
        if kind.answered().is_told() { Self::AnswerTold } else { Self::FirstAnswer }
    }
}

/// What a mark asks for that can't be taken back: it was seen, or not to be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lasting {
    CodeRun,
    Hint,
    Fact,
}

impl Lasting {
    /// What a mark asks for, where that lasts.
    pub(crate) fn of(mark: Mark) -> Option<Self> {
        match mark {
            Mark::Check => Some(Self::CodeRun),
            Mark::Hint => Some(Self::Hint),
            Mark::Facts | Mark::Fact(_) => Some(Self::Fact),
            _ => None,
        }
    }
}
