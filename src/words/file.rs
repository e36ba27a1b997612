//! The words of a session as they are kept: what `words.json` holds, and what `mockround words
//! --format json` prints.

use std::time::Duration;

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::{Transcript, json};
use crate::time::stretch::joined;
use crate::time::{Elapsed, Stretch};
use crate::word::Word;

/// The number of the format; none newer is read.
const SCHEMA: u32 = 1;

/// What parts the names of a path, on any system.
const PARTS: [char; 2] = ['/', '\\'];

/// What names of models have in them.
const MODELS: [&str; 9] =
    ["base", "distil", "large", "medium", "model", "small", "tiny", "vosk", "whisper"];

/// A word that was said in a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SaidWord {
    /// When it began.
    #[serde(rename = "start_s")]
    pub(crate) from: Elapsed,
    /// When it had ended; never before it began.
    #[serde(rename = "end_s")]
    pub(crate) to: Elapsed,
    /// The word, with the marks that end a sentence.
    pub(crate) text: String,
}

/// Speech of a session of which there are no words that count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WordlessPart {
    /// When it began.
    #[serde(rename = "start_s")]
    pub(crate) from: Elapsed,
    /// When it had ended.
    #[serde(rename = "end_s")]
    pub(crate) to: Elapsed,
}

/// The words of a session, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WordsFile {
    schema: u32,
    /// The session's id.
    pub(crate) session: String,
    /// What wrote them: a form of transcript, or the program that was run.
    pub(crate) tool: String,
    /// The model that it heard them with, where that is known.
    pub(crate) model: Option<String>,
    /// The words.
    pub(crate) words: Vec<SaidWord>,
    /// What nobody wrote down, as far as that is known: a transcriber failed there, or repeated
    /// itself.
    #[serde(default)]
    pub(crate) unread: Vec<WordlessPart>,
    /// When others spoke, where a transcript tells.
    #[serde(default)]
    pub(crate) others: Vec<WordlessPart>,
}

impl From<Stretch> for WordlessPart {
    fn from(of: Stretch) -> Self {
        Self { from: of.from, to: of.to }
    }
}

impl From<WordlessPart> for Stretch {
    fn from(of: WordlessPart) -> Self {
        Self { from: of.from, to: of.to }
    }
}

impl WordsFile {
    /// Words of a session.
    pub(crate) fn new(
        session: &str,
        tool: &str,
        model: Option<&str>,
        words: Vec<SaidWord>,
    ) -> Self {
        let (session, tool) = (session.to_string(), tool.to_string());
        // Where its file lies is nobody's business.
        let (model, unread, others) = (model.and_then(model_name), Vec::new(), Vec::new());
        Self { schema: SCHEMA, session, tool, model, words, unread, others }
    }

    /// The same, and speech of which there are no words.
    pub(crate) fn with_unread(self, unread: Vec<Stretch>) -> Self {
        let unread = joined(unread, Duration::ZERO).into_iter().map(WordlessPart::from);
        Self { unread: unread.collect(), ..self }
    }

    /// Those of a transcript whose time began so long after a session that lasted until then. Those
    /// outside are left out.
    pub(crate) fn of(
        transcript: &Transcript,
        session: &str,
        offset: SignedDuration,
        until: Elapsed,
    ) -> Self {
        let mut words = Vec::new();
        for word in &transcript.words {
            let (from, to) = (shifted(word.at.from, offset), shifted(word.at.to, offset));
            if let (Some(from), Some(to)) = (from, to)
                && Elapsed::new(from) < until
            {
                let (from, to) = (Elapsed::new(from), Elapsed::new(to).min(until));
                words.push(SaidWord { from, to, text: word.text.clone() });
            }
        }
        let parts = |of: &[Stretch<Duration>]| {
            let part = |of: &Stretch<Duration>| {
                let from = shifted(of.from, offset).unwrap_or_default();
                let to = Elapsed::new(shifted(of.to, offset)?).min(until);
                Some(Stretch { from: Elapsed::new(from), to })
            };
            joined(of.iter().filter_map(part), Duration::ZERO)
        };
        let mut file =
            Self::new(session, transcript.form.word(), transcript.model.as_deref(), words)
                .with_unread(parts(&transcript.unread));
        file.others = parts(&transcript.others).into_iter().map(WordlessPart::from).collect();
        file
    }

    /// Reads what a file holds. A person may have changed it: out of order it is put in order.
    ///
    /// # Errors
    /// It holds something else, a newer version wrote it, or a time can't be.
    pub(crate) fn read(text: &str) -> Result<Self, UnreadWords> {
        #[derive(Deserialize)]
        struct Numbered {
            schema: u32,
        }
        // What a newer version wrote may have another shape.
        if let Ok(Numbered { schema }) = serde_json::from_str(text)
            && schema > SCHEMA
        {
            return Err(UnreadWords::Newer(schema));
        }
        let damaged = |error: serde_json::Error| UnreadWords::Damaged(json::place(&error));
        let mut file: Self = serde_json::from_str(text).map_err(damaged)?;
        for word in &mut file.words {
            word.to = word.to.max(word.from);
        }
        file.words.sort_by_key(|word| word.from);
        Ok(file)
    }

    /// As a file holds it: a word a line.
    pub(crate) fn to_json(&self) -> String {
        let value = |of: &str| serde_json::Value::from(of).to_string();
        let model = self.model.as_deref().map_or("null".to_string(), value);
        let mut json = format!(
            "{{\n  \"schema\": {},\n  \"session\": {},\n  \"tool\": {},\n  \"model\": {model},\n  \
             \"words\": [",
            self.schema,
            value(&self.session),
            value(&self.tool),
        );
        for (at, word) in self.words.iter().enumerate() {
            let line = serde_json::to_string(word).unwrap_or_default();
            json += if at == 0 { "\n    " } else { ",\n    " };
            json += &line;
        }
        json += if self.words.is_empty() { "]" } else { "\n  ]" };
        for (name, parts) in [("unread", &self.unread), ("others", &self.others)] {
            if !parts.is_empty() {
                json += &format!(
                    ",\n  \"{name}\": {}",
                    serde_json::to_string(parts).unwrap_or_default()
                );
            }
        }
        json + "\n}\n"
    }
}

/// What a model is called by its path: its last part. One that says nothing goes with the folder
/// that it is in where that tells of a model; else it has no name.
fn model_name(path: &str) -> Option<String> {
    let mut parts = path.trim_end_matches(PARTS).rsplit(PARTS);
    let last = parts.next().unwrap_or_default();
    if !matches!(last, "model" | "model.bin" | "models") {
        return Some(last.to_string());
    }
    // Whose folders these are is nobody's business.
    let tells = |folder: &&str| MODELS.iter().any(|of| folder.to_lowercase().contains(of));
    Some(format!("{}/{last}", parts.next().filter(tells)?))
}

/// Why the words of a session are not read.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum UnreadWords {
    /// A newer version wrote them, with this schema.
    #[error("are in a newer format (schema {0}): a newer mockround reads them")]
    Newer(u32),
    /// They are no words as they are kept, from this place on.
    #[error("are damaged ({0})")]
    Damaged(String),
}

/// A time that began so long after another; `None` where it is before that.
fn shifted(time: Duration, offset: SignedDuration) -> Option<Duration> {
    let time = SignedDuration::try_from(time).ok()?.checked_add(offset)?;
    Duration::try_from(time).ok()
}
