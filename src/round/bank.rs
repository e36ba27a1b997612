//! The bank: questions read from TOML, the built-in ones and a workspace's own.

pub(crate) mod lacks;
mod question;

#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap};

use memchr::memmem;

use super::{Difficulty, Question, QuestionKind};
use crate::fields::{self, Problem, Problems};
use crate::word::Word;
pub(crate) use question::{phase_name, topics};

/// The built-in files, by name and text. A file's name begins with the kind of its questions.
const BUILTIN: &[(&str, &str)] = &[
    (
        "built-in coding/first-twelve.toml",
        include_str!("../builtin/questions/coding/first-twelve.toml"),
    ),
    (
        "built-in coding/arrays-and-hashing.toml",
        include_str!("../builtin/questions/coding/arrays-and-hashing.toml"),
    ),
    (
        "built-in coding/design-and-streams.toml",
        include_str!("../builtin/questions/coding/design-and-streams.toml"),
    ),
    (
        "built-in coding/dynamic-programming.toml",
        include_str!("../builtin/questions/coding/dynamic-programming.toml"),
    ),
    ("built-in coding/graphs.toml", include_str!("../builtin/questions/coding/graphs.toml")),
    ("built-in coding/ml-coding.toml", include_str!("../builtin/questions/coding/ml-coding.toml")),
    (
        "built-in coding/ml-flavoured.toml",
        include_str!("../builtin/questions/coding/ml-flavoured.toml"),
    ),
    (
        "built-in coding/search-and-sorting.toml",
        include_str!("../builtin/questions/coding/search-and-sorting.toml"),
    ),
    (
        "built-in coding/stacks-and-heaps.toml",
        include_str!("../builtin/questions/coding/stacks-and-heaps.toml"),
    ),
    ("built-in coding/trees.toml", include_str!("../builtin/questions/coding/trees.toml")),
    (
        "built-in ml-design-classics.toml",
        include_str!("../builtin/questions/ml-design-classics.toml"),
    ),
    (
        "built-in ml-design-decisions.toml",
        include_str!("../builtin/questions/ml-design-decisions.toml"),
    ),
    (
        "built-in ml-design-forecasting.toml",
        include_str!("../builtin/questions/ml-design-forecasting.toml"),
    ),
    (
        "built-in ml-design-language.toml",
        include_str!("../builtin/questions/ml-design-language.toml"),
    ),
    ("built-in ml-design-llm.toml", include_str!("../builtin/questions/ml-design-llm.toml")),
    (
        "built-in ml-design-perception.toml",
        include_str!("../builtin/questions/ml-design-perception.toml"),
    ),
    (
        "built-in ml-design-ranking.toml",
        include_str!("../builtin/questions/ml-design-ranking.toml"),
    ),
    ("built-in ml-design-trust.toml", include_str!("../builtin/questions/ml-design-trust.toml")),
    (
        "built-in behavioral-change.toml",
        include_str!("../builtin/questions/behavioral-change.toml"),
    ),
    (
        "built-in behavioral-delivery.toml",
        include_str!("../builtin/questions/behavioral-delivery.toml"),
    ),
    (
        "built-in behavioral-growth.toml",
        include_str!("../builtin/questions/behavioral-growth.toml"),
    ),
    (
        "built-in behavioral-judgement.toml",
        include_str!("../builtin/questions/behavioral-judgement.toml"),
    ),
    (
        "built-in behavioral-people.toml",
        include_str!("../builtin/questions/behavioral-people.toml"),
    ),
    ("built-in pitch.toml", include_str!("../builtin/questions/pitch.toml")),
    (
        "built-in foundations-classical.toml",
        include_str!("../builtin/questions/foundations-classical.toml"),
    ),
    (
        "built-in foundations-engineering.toml",
        include_str!("../builtin/questions/foundations-engineering.toml"),
    ),
    (
        "built-in foundations-experience.toml",
        include_str!("../builtin/questions/foundations-experience.toml"),
    ),
    ("built-in foundations-ml.toml", include_str!("../builtin/questions/foundations-ml.toml")),
    (
        "built-in foundations-modern.toml",
        include_str!("../builtin/questions/foundations-modern.toml"),
    ),
    ("built-in deep-dive.toml", include_str!("../builtin/questions/deep-dive.toml")),
];

/// Most questions in one file.
const QUESTIONS: usize = 2_000;

/// A question and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The question.
    pub question: Question,
    /// Its file.
    pub file: String,
    /// The line of its id in the file, from 1.
    pub line: usize,
}

/// Questions with unique ids.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bank {
    entries: Vec<Entry>,
    /// Questions left out because an earlier file holds their id.
    repeated: Vec<Problem>,
}

impl Bank {
    /// The built-in bank, extended by a workspace's files (name and text); where both have an id,
    /// the workspace's question wins. Parses everything: to be called only where questions are
    /// needed.
    ///
    /// # Errors
    /// Every problem in the workspace's files, among them an id that one of them holds twice. Of an
    /// id in two files, as in the copy that a program which syncs folders leaves, the first counts.
    pub fn with_builtin(own: &[(String, String)]) -> Result<Self, Problems> {
        Self::with_builtin_of(QuestionKind::all(), own)
    }

    /// As [`Bank::with_builtin`], but of the built-in questions only those of some kinds: for a
    /// round that asks no others.
    ///
    /// # Errors
    /// As [`Bank::with_builtin`].
    pub(crate) fn with_builtin_of(
        kinds: &[QuestionKind],
        own: &[(String, String)],
    ) -> Result<Self, Problems> {
        let asked = BUILTIN.iter().filter(|(name, _)| kinds.iter().any(|kind| is_of(name, *kind)));
        let mut bank = Self::read(&asked.copied().collect::<Vec<_>>())?;
        let own = Self::read_first(own)?;
        bank.entries.retain(|entry| own.get(entry.question.id.as_str()).is_none());
        bank.entries.extend(own.entries);
        bank.repeated = own.repeated;
        Ok(bank)
    }

    /// The questions of some files, given by name and text.
    ///
    /// # Errors
    /// Every problem in every file, among them an id that is there twice.
    pub fn read<N: AsRef<str>, T: AsRef<str>>(files: &[(N, T)]) -> Result<Self, Problems> {
        let bank = Self::read_first(files)?;
        Problems::none_in(bank.repeated)?;
        Ok(Self { entries: bank.entries, repeated: Vec::new() })
    }

    /// As [`Bank::read`], but of an id in two files the first counts.
    fn read_first<N: AsRef<str>, T: AsRef<str>>(files: &[(N, T)]) -> Result<Self, Problems> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut problems = Vec::new();
        let mut repeated = Vec::new();
        let mut left_out = BTreeSet::new();
        for (name, text) in files {
            match parse(name.as_ref(), text.as_ref()) {
                Ok(found) => entries.extend(found),
                Err(found) => problems.extend(found.into_list()),
            }
        }
        let mut seen: HashMap<&str, &Entry> = HashMap::new();
        for (position, entry) in entries.iter().enumerate() {
            let id = entry.question.id.as_str();
            if let Some(first) = seen.get(id) {
                let place = format!("{}:{}", first.file, first.line);
                let message =
                    format!("{id:?} is there already, at {place}; give one of them another id");
                let problem = Problem {
                    line: Some(entry.line),
                    field: "question.id".to_string(),
                    ..Problem::with_file(&entry.file, message)
                };
                if first.file == entry.file {
                    problems.push(problem);
                } else {
                    repeated.push(problem);
                    left_out.insert(position);
                }
            } else {
                seen.insert(id, entry);
            }
        }
        if !problems.is_empty() {
            problems.append(&mut repeated);
        }
        Problems::none_in(problems)?;
        let kept = entries.into_iter().enumerate().filter(|(n, _)| !left_out.contains(n));
        Ok(Self { entries: kept.map(|(_, entry)| entry).collect(), repeated })
    }

    /// What each question is made into, where it stands.
    pub(crate) fn made_into(&self, of: impl Fn(&Question) -> Vec<Question>) -> Self {
        let made = |entry: &Entry| {
            let Entry { file, line, .. } = entry.clone();
            let questions = of(&entry.question).into_iter();
            questions.map(move |question| Entry { question, file: file.clone(), line })
        };
        Self { entries: self.entries.iter().flat_map(made).collect(), repeated: Vec::new() }
    }

    /// Questions that were left out because an earlier file holds their id, and where.
    pub(crate) fn repeated(&self) -> &[Problem] {
        &self.repeated
    }

    /// Every question, with where it stands.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The questions of one kind.
    pub(crate) fn of_kind(&self, kind: QuestionKind) -> impl Iterator<Item = &Question> {
        self.entries
            .iter()
            .map(|entry| &entry.question)
            .filter(move |question| question.kind() == kind)
    }

    /// The question with an id.
    pub fn get(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.question.id.as_str() == id)
    }

    /// Every topic of the bank, each once, in alphabetical order.
    pub fn topics(&self) -> Vec<&str> {
        let all = self.entries.iter().flat_map(|entry| &entry.question.topics);
        all.map(String::as_str).collect::<BTreeSet<_>>().into_iter().collect()
    }
}

/// Whether a built-in file holds questions of a kind.
fn is_of(name: &str, kind: QuestionKind) -> bool {
    name.strip_prefix("built-in ").is_some_and(|name| name.starts_with(kind.word()))
}

/// Whether the built-in bank has a question of a kind on a topic. Its files are looked through and
/// not read: a question's topics stand on a line of their own.
pub(crate) fn has_builtin_topic(kind: QuestionKind, topic: &str) -> bool {
    let topic = format!("\"{topic}\"");
    let is_listed = |text: &str, at: usize| {
        let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
        text[line..].starts_with("topics = ")
    };
    let mut of_kind = BUILTIN.iter().filter(|(name, _)| is_of(name, kind));
    of_kind
        .any(|(_, text)| memmem::find_iter(text.as_bytes(), &topic).any(|at| is_listed(text, at)))
}

/// The built-in questions by their ids, with how hard each is. Their files are looked through, as
/// by [`has_builtin_topic`].
pub(crate) fn builtin_difficulties() -> HashMap<&'static str, Option<Difficulty>> {
    let (mut found, mut id) = (HashMap::new(), "");
    for line in BUILTIN.iter().flat_map(|(_, text)| text.lines()) {
        let quoted = |key: &str| line.strip_prefix(key)?.strip_suffix('"');
        if let Some(name) = quoted("id = \"") {
            id = name;
            found.insert(id, None);
        } else if let Some(word) = quoted("difficulty = \"") {
            found.insert(id, Difficulty::parse(word));
        }
    }
    found
}

/// Reads one file of questions.
///
/// # Errors
/// Every problem of the file.
fn parse(file: &str, text: &str) -> Result<Vec<Entry>, Problems> {
    fields::parse(file, text, |top| {
        Some(top.tables("question", QUESTIONS, |fields| {
            let line = fields.line_of("id");
            let question = question::read(fields)?;
            Some(Entry { question, file: file.to_string(), line })
        }))
    })
}
