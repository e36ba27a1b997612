//! The ids of questions, and the hash that ranks them and names a candidate's own.

use serde::{Deserialize, Serialize};

/// A question's id: 1 to 64 characters of `a`–`z`, `0`–`9` and `-`, so that it can't name a path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct QuestionId(String);

impl QuestionId {
    /// The id of a candidate's own question: its text's hash, so that the same text is the same
    /// question later.
    pub(super) fn of_text(text: &str) -> Self {
        Self(format!("own-{:016x}", fnv1a(text.as_bytes())))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for QuestionId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<QuestionId> for String {
    fn from(id: QuestionId) -> Self {
        id.0
    }
}

impl TryFrom<String> for QuestionId {
    type Error = String;

    fn try_from(id: String) -> Result<Self, String> {
        if id.is_empty() || id.len() > 64 || !id.chars().all(is_in_names) {
            return Err(format!("id {id:?} must be 1 to 64 characters of a-z, 0-9 and '-'"));
        }
        Ok(Self(id))
    }
}

/// Whether a character stands in the names of questions and topics.
pub(super) fn is_in_names(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'
}

/// What the id of a probe alone begins with: behind it stand its text's hash and its question's id.
pub(crate) const PROBE: &str = "probe-";

/// How many digits that hash has.
pub(crate) const PROBE_DIGITS: usize = 8;

/// Whether an id is one that is kept for probes alone.
pub(crate) fn is_probe_id(id: &str) -> bool {
    let hash = id.strip_prefix(PROBE).and_then(|rest| rest.split_once('-')).map(|(hash, _)| hash);
    let is_digit = |c: char| matches!(c, '0'..='9' | 'a'..='f');
    hash.is_some_and(|hash| hash.len() == PROBE_DIGITS && hash.chars().all(is_digit))
}

/// FNV-1a, 64 bits, with its published offset basis and prime: the same on every platform and in
/// every version.
pub(crate) fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3)
    })
}
