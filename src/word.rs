//! The words that stand for values in files, on the command line and on screen.

/// A closed set of words, each the one spelling used in files, on the command line and on screen.
pub trait Word: Sized + Copy + PartialEq + 'static {
    /// Every value with its word, in the order in which they are listed to a person.
    const WORDS: &'static [(Self, &'static str)];

    /// The word of this value.
    fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(value, _)| *value == self).map_or("", |(_, word)| word)
    }

    /// The value of a word.
    fn parse(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(_, known)| *known == word).map(|(value, _)| *value)
    }

    /// All the words, for an error that says what is allowed.
    fn allowed() -> String {
        Self::WORDS.iter().map(|(_, word)| *word).collect::<Vec<_>>().join(", ")
    }
}
