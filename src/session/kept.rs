//! Words of closed sets as a session holds them: a newer or an older version knows others, which
//! are kept as they were written.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::clean_line;
use crate::word::Word;

/// A word of a closed set as a session holds it. Two are the same, and are ordered, by how they are
/// written.
#[derive(Debug, Clone)]
pub enum Kept<W> {
    /// One that this build knows.
    Known(W),
    /// Another one, as it was written.
    Other(String),
}

impl<W: Word> Kept<W> {
    /// What a written word stands for.
    pub fn read(written: &str) -> Self {
        W::parse(written).map_or_else(|| Self::Other(written.to_string()), Self::Known)
    }

    /// How it is written.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Known(known) => known.word(),
            Self::Other(written) => written,
        }
    }

    /// Whether it is this one.
    pub fn is(&self, wanted: W) -> bool {
        matches!(self, Self::Known(known) if *known == wanted)
    }
}

impl<W: Word> From<W> for Kept<W> {
    fn from(known: W) -> Self {
        Self::Known(known)
    }
}

impl<W: Word> PartialEq for Kept<W> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl<W: Word> Eq for Kept<W> {}

impl<W: Word> PartialOrd for Kept<W> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<W: Word> Ord for Kept<W> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl<W: Word> fmt::Display for Kept<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&clean_line(self.as_str()))
    }
}

impl<W: Word> Serialize for Kept<W> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de, W: Word> Deserialize<'de> for Kept<W> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|written| Self::read(&written))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::session::asked::Dimension;
    use crate::session::event::{MicState, What};

    #[test]
    fn words_that_are_not_known_are_kept_and_ordered_among_the_others() {
        let text = "event = \"rated\"\nslot = 0\n\n[ratings]\nnerves = 3\n\"problem solving\" = 2\n\
                    time = 1\n";
        let What::Rated { ratings, .. } = toml::from_str(text).unwrap() else { panic!() };
        let expected = [
            (Kept::Other("nerves".to_string()), 3),
            (Dimension::ProblemSolving.into(), 2),
            (Dimension::Time.into(), 1),
        ];
        assert_eq!(ratings, BTreeMap::from(expected));
        assert_eq!(toml::to_string(&What::Rated { slot: 0, ratings }).unwrap(), text);
    }

    #[test]
    fn an_unknown_question_of_a_review_and_state_of_a_microphone_are_kept() {
        for text in [
            "event = \"reviewed\"\nslot = 0\nask = \"humour\"\nanswer = \"yes\"\n",
            "event = \"mic\"\nstate = \"muted\"\n",
        ] {
            let read: What = toml::from_str(text).unwrap();
            assert_eq!(toml::to_string(&read).unwrap(), text);
        }
    }

    #[test]
    fn every_word_of_a_state_of_a_microphone_is_read_as_it_and_written_so() {
        for &state in MicState::all() {
            let text = format!("event = \"mic\"\nstate = \"{}\"\n", state.word());
            let read: What = toml::from_str(&text).unwrap();
            assert_eq!(read, What::Mic { state: Kept::Known(state) });
            assert_eq!(toml::to_string(&read).unwrap(), text);
        }
        let words = ["on", "no-sound", "no-data", "lost", "none", "ended"];
        assert_eq!(MicState::words(), words, "the words that older files hold");
    }
}
