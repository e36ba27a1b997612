//! The words that stand for values in files, on the command line and on screen.

/// A closed set of words, each the one spelling used in files, on the command line and on screen.
///
/// A value without a word doesn't compile, nor can one be missing from the list: `word` matches
/// every value, and `ValueEnum` is derived, for its list alone.
pub trait Word: clap::ValueEnum + Copy + PartialEq + 'static {
    /// The word of this value.
    fn word(self) -> &'static str;

    /// Whether a person is told of it, in help, lists and errors; files may hold it all the same.
    fn is_listed(self) -> bool {
        true
    }

    /// Every value, in the order of its declaration.
    fn all() -> &'static [Self] {
        Self::value_variants()
    }

    /// The value of a word.
    fn parse(word: &str) -> Option<Self> {
        Self::all().iter().copied().find(|known| known.word() == word)
    }

    /// The values that a person is told of.
    fn listed() -> impl Iterator<Item = Self> {
        Self::all().iter().copied().filter(|value| value.is_listed())
    }

    /// Their words.
    fn words() -> Vec<&'static str> {
        Self::listed().map(Self::word).collect()
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
