//! What a candidate can say happened, with a key, a script or `mockround mark`.

/// What can be said from anywhere with `mockround mark`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum MarkWord {
    /// The answer that the present phases lead to is stated
    Answer,
    /// Next phase; between slots, start the next slot
    Phase,
    /// Next question
    Next,
    /// Pause, or go on
    Pause,
    /// Ask for time to think, or end it
    Think,
    /// Take the last mark back
    Undo,
    /// End the slot; between slots, leave the round
    End,
}

impl MarkWord {
    /// The word, as it is given to `mockround mark`.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Phase => "phase",
            Self::Next => "next",
            Self::Pause => "pause",
            Self::Think => "think",
            Self::Undo => "undo",
            Self::End => "end",
        }
    }

    /// The key that says the same in the round's terminal.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Answer => "a",
            Self::Phase => "Enter",
            Self::Next => "n",
            Self::Pause => "Space",
            Self::Think => "t",
            Self::Undo => "u",
            Self::End => "q",
        }
    }
}

/// What the candidate says happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Begin the next slot.
    Start,
    /// The answer that the template waits for is given.
    Answer,
    /// On to the next phase.
    Phase,
    /// The question is done.
    Next,
    /// Skip the question, or the break.
    Skip,
    /// Pause or go on.
    Pause,
    /// Think, or end the think.
    Think,
    /// An item of the phase's checklist is covered, counted from 0.
    Tick(usize),
    /// Show a probe.
    Probe,
    /// Take the last mark back.
    Undo,
    /// End the slot.
    End,
}

impl From<MarkWord> for Mark {
    fn from(word: MarkWord) -> Self {
        match word {
            MarkWord::Answer => Self::Answer,
            MarkWord::Phase => Self::Phase,
            MarkWord::Next => Self::Next,
            MarkWord::Pause => Self::Pause,
            MarkWord::Think => Self::Think,
            MarkWord::Undo => Self::Undo,
            MarkWord::End => Self::End,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum;

    use super::*;

    #[test]
    fn a_mark_is_read_by_the_word_that_is_shown() {
        for word in MarkWord::value_variants() {
            assert_eq!(MarkWord::from_str(word.word(), false), Ok(*word));
        }
    }
}
