//! What a candidate can say happened, with a key, a script or `mockround mark`.

use std::time::Duration;

use clap::ValueEnum;

use crate::text::clean_line;
use crate::time::read_time;

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
    /// Take up what the interviewer has just asked, or be asked the next probe
    Probe,
    /// Show the next hint, where the question has some
    Hint,
    /// Ask for a fact of a terse question, by its number; without one, for their names
    Fact,
    /// Run your code against the examples
    Check,
    /// Keep a note, with its time
    Note,
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
            Self::Probe => "probe",
            Self::Hint => "hint",
            Self::Fact => "fact",
            Self::Check => "check",
            Self::Note => "note",
            Self::Undo => "undo",
            Self::End => "end",
        }
    }

    /// The key that says the same in the round's terminal; a note has none.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Answer => "a",
            Self::Phase => "Enter",
            Self::Next => "n",
            Self::Pause => "Space",
            Self::Think => "t",
            Self::Probe => "i",
            Self::Hint => "h",
            Self::Fact => "f",
            Self::Check => "c",
            Self::Note => "`mockround mark note`",
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
    /// Say what can be asked for.
    Facts,
    /// Ask for a fact, counted from 0.
    Fact(usize),
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
    /// The mark that asks for a fact, counted from 1, in one word: `fact--number=3`.
    pub(crate) fn fact_word(number: u8) -> String {
        format!("fact--number={number}")
    }

    /// What a person or another process writes for a mark: a word of [`MarkWord`], a fact (`fact
    /// 3`), or a late answer, `answer --at 6:10` or `answer --ago 40s`.
    pub(crate) fn read(word: &str) -> Option<Self> {
        if let Some(number) = ["fact ", "fact--number="].iter().find_map(|of| word.strip_prefix(of))
        {
            let number: usize = number.trim().parse().ok()?;
            return (1..=9).contains(&number).then(|| Self::Fact(number - 1));
        }
        let Some((mark, option)) = word.split_once("--") else {
            return MarkWord::from_str(word, false).ok().and_then(MarkWord::mark);
        };
        let (option, time) = option.split_once(['=', ' '])?;
        let time = read_time(time)?;
        match (mark.trim_end(), option) {
            ("answer", "at") => Some(Self::LateAnswer(Late::At(time))),
            ("answer", "ago") => Some(Self::LateAnswer(Late::Ago(time))),
            _ => None,
        }
    }
}

impl MarkWord {
    /// What it marks; a note says more than a word.
    fn mark(self) -> Option<Mark> {
        Some(match self {
            Self::Answer => Mark::Answer,
            Self::Phase => Mark::Phase,
            Self::Next => Mark::Next,
            Self::Pause => Mark::Pause,
            Self::Think => Mark::Think,
            Self::Probe => Mark::Probe,
            Self::Hint => Mark::Hint,
            Self::Fact => Mark::Facts,
            Self::Check => Mark::Check,
            Self::Undo => Mark::Undo,
            Self::End => Mark::End,
            Self::Note => return None,
        })
    }
}

/// A note that the candidate keeps: one line with something on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NoteText(String);

impl NoteText {
    /// No note is longer, in characters.
    pub(crate) const LONGEST: usize = 1000;

    /// Reads what a person wrote: line ends and runs of spaces become one space.
    ///
    /// # Errors
    /// It says nothing, or is longer than any.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let line = clean_line(&text.split_whitespace().collect::<Vec<_>>().join(" "));
        match line.chars().count() {
            0 => Err("a note says something: note \"ask about the label\"".to_string()),
            long if long > Self::LONGEST => {
                Err(format!("a note has at most {} characters, not {long}", Self::LONGEST))
            }
            _ => Ok(Self(line)),
        }
    }

    /// What it says, on one line.
    pub(crate) fn line(&self) -> &str {
        &self.0
    }

    /// The note in one word, as another process sends it: `note=ask%20Bo`.
    pub(crate) fn word(&self) -> String {
        let mut word = "note=".to_string();
        for byte in self.0.bytes() {
            match byte {
                b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => word.push(byte.into()),
                _ => word += &format!("%{byte:02x}"),
            }
        }
        word
    }

    /// The note that a word is.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        let mut rest = word.strip_prefix("note=")?;
        let mut bytes = Vec::with_capacity(rest.len());
        while let Some(first) = rest.bytes().next() {
            let (byte, length) = match first {
                b'%' => (u8::from_str_radix(rest.get(1..3)?, 16).ok()?, 3),
                _ => (first, 1),
            };
            bytes.push(byte);
            rest = rest.get(length..)?;
        }
        Self::read(&String::from_utf8(bytes).ok()?).ok()
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
        assert_eq!(Mark::read("fact 3"), Some(Mark::Fact(2)));
        assert_eq!(Mark::read(&Mark::fact_word(9)), Some(Mark::Fact(8)));
        assert_eq!(Mark::read("fact"), Some(Mark::Facts));
        for none in [
            "fact 0",
            "fact 10",
            "fact x",
            "next --at 6:10",
            "answer --at",
            "answer --at 6:70",
            "answer --in 6:10",
        ] {
            assert_eq!(Mark::read(none), None, "{none}");
        }
    }

    #[test]
    fn a_note_goes_through_one_word_and_comes_out_as_it_was() {
        for text in ["ask Bo", "10% of \u{fc}ber=x", "a\n  b", "--at 6:10"] {
            let note = NoteText::read(text).unwrap();
            let word = note.word();
            assert!(!word.contains(char::is_whitespace), "{word}");
            assert_eq!(NoteText::of_word(&word), Some(note), "{word}");
        }
        assert_eq!(NoteText::read("a\n  b").unwrap().line(), "a b");
        for none in ["note=", "note=%2", "note=%zz", "note=%ff", "note", "note=%20"] {
            assert_eq!(NoteText::of_word(none), None, "{none}");
        }
        assert!(NoteText::read(&"x".repeat(1001)).is_err() && NoteText::read(" \n").is_err());
    }

    #[test]
    fn a_mark_is_read_by_the_word_that_is_shown() {
        for word in MarkWord::value_variants() {
            assert_eq!(MarkWord::from_str(word.word(), false), Ok(*word));
        }
    }
}
