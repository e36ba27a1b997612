//! What a newer version wrote into a session and this one doesn't know: told to the person once.

use std::collections::BTreeSet;
use std::fmt;

/// What of a file this version doesn't know, in the words in which it is told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Novelties {
    /// The kinds of event that are skipped.
    skipped: BTreeSet<String>,
    /// The words that are read as words that this version knows.
    read_as: BTreeSet<String>,
}

impl Novelties {
    /// Whether this version knows all that is in the file.
    pub(crate) fn is_empty(&self) -> bool {
        self.skipped.is_empty() && self.read_as.is_empty()
    }

    /// Adds what is told of another part of the file.
    pub(super) fn add(&mut self, more: Self) {
        self.skipped.extend(more.skipped);
        self.read_as.extend(more.read_as);
    }

    /// Events of this kind are skipped.
    pub(super) fn skip(&mut self, kind: String) {
        self.skipped.insert(kind);
    }

    /// A word of a field is read as another, which this version knows.
    pub(super) fn read_as(&mut self, field: &str, word: &str, known: &str) {
        self.read_as.insert(format!("{field} `{word}`, read as `{known}`"));
    }
}

/// One line: `a newer mockround wrote checked, played-aloud: skipped`.
impl fmt::Display for Novelties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let skipped: Vec<String> = self.skipped.iter().map(|kind| format!("`{kind}`")).collect();
        let mut parts = Vec::new();
        if !skipped.is_empty() {
            parts.push(format!("{}: skipped", skipped.join(", ")));
        }
        parts.extend(self.read_as.iter().cloned());
        write!(f, "a newer mockround wrote {}", parts.join("; "))
    }
}
