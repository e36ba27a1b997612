//! What the candidate is asked about a behavioral slot before any number is shown, in an
//! interviewer's words, and how an answer is read.

use clap::ValueEnum;

use super::presses::is_letter;
use crate::session::asked::SelfCheck;
use crate::word::Word;

impl SelfCheck {
    /// What is asked of every told answer, in this order …
    pub(crate) const OF_ANSWERS: [Self; 4] =
        [Self::Ownership, Self::Structure, Self::ResultWithNumber, Self::Scale];

    /// … and then what an interviewer weighs in the person.
    pub(crate) const OF_THE_PERSON: [Self; 5] = [
        Self::CollapsesUnderAmbiguity,
        Self::SpinsTheirWheels,
        Self::BlamesOthers,
        Self::NeedsHandHolding,
        Self::ThinksInSystems,
    ];

    /// What the candidate is asked.
    pub(crate) fn question(self) -> &'static str {
        match self {
            Self::Ownership => "Ownership: was it clear what you did yourself?",
            Self::Structure => "Structure: situation, task, action, result, in this order?",
            Self::ResultWithNumber => "Result: did every answer end on one, with a number?",
            Self::Scale => "Scale: did you say how large it was, beyond one to one?",
            Self::CollapsesUnderAmbiguity => {
                "From your answers: would this person collapse under ambiguity?"
            }
            Self::SpinsTheirWheels => "Would they spin their wheels?",
            Self::BlamesOthers => "Would they blame others?",
            Self::NeedsHandHolding => "Would they need hand-holding?",
            Self::ThinksInSystems => "Do they think in systems?",
        }
    }
}

/// What a question of the self-review is answered with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckAnswer {
    Yes,
    Unsure,
    No,
}

impl Word for CheckAnswer {
    fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Unsure => "unsure",
            Self::No => "no",
        }
    }
}

impl CheckAnswer {
    /// Reads `y`, `?`, `n` …, and what is said after it.
    ///
    /// # Errors
    /// What is allowed.
    pub(crate) fn read(line: &str) -> Result<(Self, Option<String>), String> {
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let answer = match word.trim_end_matches([',', ':', '.', ';']).to_lowercase().as_str() {
            "yes" => Self::Yes,
            "unsure" => Self::Unsure,
            "no" => Self::No,
            letter if is_letter(letter, 'y') => Self::Yes,
            letter if is_letter(letter, '?') => Self::Unsure,
            letter if is_letter(letter, 'n') => Self::No,
            _ => {
                return Err(format!(
                    "{word:?} is no answer: allowed are y, ?, n, and what shows it; \
                     or Enter to skip"
                ));
            }
        };
        let rest = rest.trim();
        Ok((answer, (!rest.is_empty()).then(|| rest.to_string())))
    }
}
