//! What a candidate can say happened, with a key, a script or `mockround mark`.

use std::time::Duration;

use clap::ValueEnum;

use crate::time::parse_m_ss;

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
    /// Show the next hint, where the question has some
    Hint,
    /// Run your code against the examples
    Check,
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
            Self::Hint => "hint",
            Self::Check => "check",
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
            Self::Hint => "h",
            Self::Check => "c",
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
    /// It was given before now.
    LateAnswer(Late),
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
    /// Show the next hint.
    Hint,
    /// Run the code against the examples.
    Check,
    /// Take the last mark back.
    Undo,
    /// End the slot.
    End,
}

/// When something happened that is marked late, as running time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Late {
    /// So long after the question was shown.
    At(Duration),
    /// So long before the mark.
    Ago(Duration),
}

impl Late {
    /// The answer mark of that time, in one word: `answer--at=370000ms`.
    pub(crate) fn answer_word(self) -> String {
        match self {
            Self::At(time) => format!("answer--at={}ms", time.as_millis()),
            Self::Ago(time) => format!("answer--ago={}ms", time.as_millis()),
        }
    }
}

impl Mark {
    /// What a person or another process writes for a mark: a word of [`MarkWord`], or a late
    /// answer, `answer --at 6:10` or `answer --ago 40s`.
    pub(crate) fn read(word: &str) -> Option<Self> {
        let Some((mark, option)) = word.split_once("--") else {
            return MarkWord::from_str(word, false).ok().map(Self::from);
        };
        let (option, time) = option.split_once(['=', ' '])?;
        let time = parse_m_ss(time)?;
        match (mark.trim_end(), option) {
            ("answer", "at") => Some(Self::LateAnswer(Late::At(time))),
            ("answer", "ago") => Some(Self::LateAnswer(Late::Ago(time))),
            _ => None,
        }
    }
}

impl From<MarkWord> for Mark {
    fn from(word: MarkWord) -> Self {
        match word {
            MarkWord::Answer => Self::Answer,
            MarkWord::Phase => Self::Phase,
            MarkWord::Next => Self::Next,
            MarkWord::Pause => Self::Pause,
            MarkWord::Think => Self::Think,
            MarkWord::Hint => Self::Hint,
            MarkWord::Check => Self::Check,
            MarkWord::Undo => Self::Undo,
            MarkWord::End => Self::End,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_answer_is_read_as_a_person_and_as_another_process_write_it() {
        let time = Duration::from_secs(370);
        for late in [Late::At(time), Late::Ago(time)] {
            assert_eq!(Mark::read(&late.answer_word()), Some(Mark::LateAnswer(late)));
        }
        assert_eq!(Mark::read("answer --at 6:10"), Some(Mark::LateAnswer(Late::At(time))));
        assert_eq!(Mark::read("answer  --ago=6m 10s"), Some(Mark::LateAnswer(Late::Ago(time))));
        assert_eq!(Mark::read("answer"), Some(Mark::Answer));
        for none in ["next --at 6:10", "answer --at", "answer --at 6:70", "answer --in 6:10"] {
            assert_eq!(Mark::read(none), None, "{none}");
        }
    }

    #[test]
    fn a_mark_is_read_by_the_word_that_is_shown() {
        for word in MarkWord::value_variants() {
            assert_eq!(MarkWord::from_str(word.word(), false), Ok(*word));
        }
    }
}
