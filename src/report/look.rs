//! How what stands so or so looks: one sign, one colour and one class of the style sheet, whatever
//! the format.

use console::Style;

use crate::pacing::summary::AnswerVerdict;
use crate::round::limits::Verdict;
use crate::word::Word;

/// How something stands, as a reader sees it; the later, the worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum VerdictLook {
    /// Nothing is known of it.
    NotKnown,
    /// Within its limit and the tolerance.
    OnTime,
    /// Past it.
    Late,
    /// Well past it.
    VeryLate,
}

impl VerdictLook {
    /// What tells it without colour.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Self::NotKnown => "?",
            Self::OnTime => "✓",
            Self::Late => "!",
            Self::VeryLate => "!!",
        }
    }

    /// Its class in the style sheet.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::NotKnown => "not-known",
            Self::OnTime => Verdict::OnTime.word(),
            Self::Late => Verdict::Late.word(),
            Self::VeryLate => Verdict::VeryLate.word(),
        }
    }

    /// Its colour in a terminal.
    pub(crate) fn style(self) -> Style {
        match self {
            Self::NotKnown => Style::new().dim(),
            Self::OnTime => Style::new().green(),
            Self::Late => Style::new().yellow(),
            Self::VeryLate => Style::new().red(),
        }
    }
}

impl From<Verdict> for VerdictLook {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::OnTime => Self::OnTime,
            Verdict::Late => Self::Late,
            Verdict::VeryLate => Self::VeryLate,
        }
    }
}

impl From<AnswerVerdict> for VerdictLook {
    fn from(verdict: AnswerVerdict) -> Self {
        match verdict {
            AnswerVerdict::Unknown => Self::NotKnown,
            AnswerVerdict::OnTime => Self::OnTime,
            AnswerVerdict::Late => Self::Late,
            AnswerVerdict::VeryLate | AnswerVerdict::Never => Self::VeryLate,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_look_is_told_apart_with_and_without_colour() {
        let looks =
            [VerdictLook::NotKnown, VerdictLook::OnTime, VerdictLook::Late, VerdictLook::VeryLate];
        for (at, look) in looks.iter().enumerate() {
            for other in &looks[at + 1..] {
                assert!(look < other, "{look:?} is not as bad as {other:?}");
                assert_ne!(look.sign(), other.sign());
                assert_ne!(look.class(), other.class());
                assert_ne!(look.style(), other.style());
            }
        }
        assert_eq!(VerdictLook::from(AnswerVerdict::Never), VerdictLook::VeryLate);
    }
}
