//! The words that stand for values in files, on the command line and on screen.

/// A closed set of words, each the one spelling used in files, on the command line and on screen.
///
/// A value without a word doesn't compile, nor can one be missing from the list: `word` matches
/// every value, and `ValueEnum` is derived, for its list alone.
pub trait Word: clap::ValueEnum + Copy + PartialEq + 'static {
    /// The word of this value.
    fn word(self) -> &'static str;

    /// Every value, in the order of its declaration.
    fn all() -> &'static [Self] {
        Self::value_variants()
    }

    /// The value of a word.
    fn parse(word: &str) -> Option<Self> {
        Self::all().iter().copied().find(|known| known.word() == word)
    }

    /// Their words.
    fn words() -> Vec<&'static str> {
        Self::all().iter().copied().map(Self::word).collect()
    }

    /// The words of some values, with this between them.
    fn joined(values: &[Self], between: &str) -> String {
        let words: Vec<&str> = values.iter().map(|value| value.word()).collect();
        words.join(between)
    }

    /// All these words, for an error that says what is allowed.
    fn allowed() -> String {
        Self::words().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use serde::Serialize;
    use serde::de::DeserializeOwned;

    use super::*;
    use crate::round::limits::Verdict;
    use crate::round::{Brief, Difficulty, Likeness, QuestionKind, SlotKind, Theme};
    use crate::session::event::SessionPart;

    /// What stands in files, where serde spells it, is the word.
    fn hold<T: Word + Serialize + DeserializeOwned + Debug>() {
        for value in T::all() {
            let spelled = serde_json::to_value(value).unwrap();
            assert_eq!(spelled, value.word());
            assert_eq!(serde_json::from_value::<T>(spelled).unwrap(), *value);
        }
    }

    #[test]
    fn a_word_is_spelled_alike_wherever_it_stands() {
        hold::<SlotKind>();
        hold::<SessionPart>();
        hold::<QuestionKind>();
        hold::<Difficulty>();
        hold::<Theme>();
        hold::<Verdict>();
        hold::<Likeness>();
        for kind in QuestionKind::all() {
            let brief = toml::from_str::<Brief>(&format!("kind = {:?}", kind.word()));
            let why = brief.err().map(|error| error.message().to_string()).unwrap_or_default();
            assert!(!why.starts_with("unknown variant"), "{why}");
        }
    }
}
