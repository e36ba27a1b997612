//! The bank: questions read from TOML, the built-in ones and a workspace's own.

#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap};

use super::{Approach, Brief, CheckItem, Example, PhaseNotes, Question, QuestionId, QuestionKind};
use crate::fields::{self, Fields, Problem, Problems};
use crate::word::Word;

/// The built-in files, by name and text.
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
        "built-in behavioral-people.toml",
        include_str!("../builtin/questions/behavioral-people.toml"),
    ),
    ("built-in pitch.toml", include_str!("../builtin/questions/pitch.toml")),
    (
        "built-in foundations-engineering.toml",
        include_str!("../builtin/questions/foundations-engineering.toml"),
    ),
    ("built-in foundations-ml.toml", include_str!("../builtin/questions/foundations-ml.toml")),
];

/// Longest title, in characters: it has to fit on one line of an 80-column terminal.
const TITLE: usize = 80;
/// Longest statement, in bytes.
const STATEMENT: usize = 20_000;
/// Longest single line of anything else, in characters.
const LINE: usize = 2_000;
/// Most lines of a list.
const LINES: usize = 20;
/// Most items of a checklist: they are ticked with the keys 1 to 9.
const CHECKLIST: usize = 9;
/// Longest name of a checklist item, in characters: several stand on one live line.
const ITEM: usize = 24;
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
}

impl Bank {
    /// The built-in bank, extended by a workspace's files (name and text); where both have an id,
    /// the workspace's question wins. Parses everything: to be called only where questions are
    /// needed.
    ///
    /// # Errors
    /// Every problem in the workspace's files, among them an id that they hold twice.
    pub fn with_builtin(own: &[(String, String)]) -> Result<Self, Problems> {
        let mut bank = Self::read(BUILTIN)?;
        let own = Self::read(own)?;
        bank.entries.retain(|entry| own.get(entry.question.id.as_str()).is_none());
        bank.entries.extend(own.entries);
        Ok(bank)
    }

    /// The questions of some files, given by name and text.
    ///
    /// # Errors
    /// Every problem in every file, among them an id that is there twice.
    pub fn read<N: AsRef<str>, T: AsRef<str>>(files: &[(N, T)]) -> Result<Self, Problems> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut problems = Vec::new();
        for (name, text) in files {
            match parse(name.as_ref(), text.as_ref()) {
                Ok(found) => entries.extend(found),
                Err(found) => problems.extend(found.into_list()),
            }
        }
        let mut seen: HashMap<&str, &Entry> = HashMap::new();
        for entry in &entries {
            let id = entry.question.id.as_str();
            if let Some(first) = seen.get(id) {
                let place = format!("{}:{}", first.file, first.line);
                let message =
                    format!("{id:?} is there already, at {place}; give one of them another id");
                problems.push(Problem {
                    line: Some(entry.line),
                    field: "question.id".to_string(),
                    ..Problem::with_file(&entry.file, message)
                });
            } else {
                seen.insert(id, entry);
            }
        }
        Problems::none_in(problems)?;
        Ok(Self { entries })
    }

    /// Every question, with where it stands.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The questions of one kind.
    pub fn of_kind(&self, kind: QuestionKind) -> impl Iterator<Item = &Question> {
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

/// The phases in which questions of a kind are answered in the built-in templates. Their names tie
/// a question's checklists, and the measures of an answer, to the template.
pub fn phase_names(kind: QuestionKind) -> &'static [&'static str] {
    match kind {
        QuestionKind::Coding => &["understand", "approach", "code", "test"],
        QuestionKind::MlDesign => {
            &["problem exploration", "data", "features", "modeling", "monitoring", "wrap-up"]
        }
        QuestionKind::Behavioral => &["situation", "task", "action", "result", "follow-ups"],
        QuestionKind::Pitch => &["pitch"],
        QuestionKind::Foundations => &["answer", "follow-ups"],
    }
}

/// Reads a phase's name. Any name will do, but one that is nearly a usual one is a slip: it would
/// lose its checklist.
pub fn phase_name(fields: &mut Fields<'_>, kind: QuestionKind) -> Option<String> {
    let name = fields.line("name", 40)?;
    let usual = phase_names(kind);
    if !usual.contains(&name.as_str())
        && let Some(near) = fields::nearest(&name, usual.iter().copied())
    {
        fields.problem(
            "name",
            format!("{name:?} is no phase of {} questions: did you mean {near:?}?", kind.word()),
        );
        return None;
    }
    Some(name)
}

/// Reads one file of questions.
///
/// # Errors
/// Every problem of the file.
fn parse(file: &str, text: &str) -> Result<Vec<Entry>, Problems> {
    fields::parse(file, text, |top| {
        Some(top.tables("question", QUESTIONS, |fields| {
            let line = fields.line_of("id");
            let question = question(fields)?;
            Some(Entry { question, file: file.to_string(), line })
        }))
    })
}

fn question(fields: &mut Fields<'_>) -> Option<Question> {
    fields.require(&["id", "kind", "title", "statement"]);
    let id = id(fields);
    let title = fields.line("title", TITLE);
    let topics = topics(fields);
    let statement = fields.text("statement", STATEMENT);
    let follow_ups = fields.lines("follow-ups", LINES, LINE);
    let Some(kind) = fields.word::<QuestionKind>("kind") else {
        fields.ignore_the_rest();
        return None;
    };
    let difficulty = match kind {
        QuestionKind::Coding | QuestionKind::MlDesign | QuestionKind::Foundations => {
            fields.require(&["difficulty"]);
            Some(fields.word("difficulty"))
        }
        QuestionKind::Behavioral | QuestionKind::Pitch => None,
    };
    let (brief, notes) = match kind {
        QuestionKind::Coding => (coding(fields), Vec::new()),
        QuestionKind::MlDesign => (ml_design(fields), notes(fields)),
        QuestionKind::Behavioral => (behavioral(fields), Vec::new()),
        QuestionKind::Pitch => (pitch(fields), Vec::new()),
        QuestionKind::Foundations => (foundations(fields), Vec::new()),
    };
    Some(Question {
        id: id?,
        title: title?,
        difficulty: match difficulty {
            Some(difficulty) => Some(difficulty?),
            None => None,
        },
        topics,
        statement: statement?,
        follow_ups,
        brief: brief?,
        notes,
    })
}

fn id(fields: &mut Fields<'_>) -> Option<QuestionId> {
    let id = fields.line("id", LINE)?;
    QuestionId::try_from(id)
        .map_err(|_| fields.problem("id", "must be 1 to 64 characters of a-z, 0-9 and '-'"))
        .ok()
}

fn topics(fields: &mut Fields<'_>) -> Vec<String> {
    let topics = fields.lines("topics", LINES, 40);
    for topic in &topics {
        if !topic.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
            fields.problem("topics", format!("{topic:?} must be characters of a-z, 0-9 and '-'"));
        }
    }
    topics
}

fn coding(fields: &mut Fields<'_>) -> Option<Brief> {
    fields.require(&["constraints", "example", "first-approach", "better-approach"]);
    let constraints = fields.lines("constraints", LINES, LINE);
    let examples = fields.tables("example", 10, |example| {
        example.require(&["input", "output"]);
        let input = example.text("input", LINE);
        let output = example.text("output", LINE);
        let why = example.text("why", LINE);
        Some(Example { input: input?, output: output?, why })
    });
    let first = fields.table("first-approach", approach);
    let better = fields.table("better-approach", approach);
    Some(Brief::Coding {
        constraints,
        examples,
        first_approach: Some(first?),
        better_approach: Some(better?),
    })
}

fn approach(fields: &mut Fields<'_>) -> Option<Approach> {
    fields.require(&["idea", "time", "space"]);
    let idea = fields.text("idea", 2 * LINE);
    let time = fields.line("time", 200);
    let space = fields.line("space", 200);
    Some(Approach { idea: idea?, time: time?, space: space? })
}

fn ml_design(fields: &mut Fields<'_>) -> Option<Brief> {
    fields.require(&["scale", "given", "not-given", "phase"]);
    let scale = fields.lines("scale", LINES, LINE);
    let given = fields.lines("given", LINES, LINE);
    let not_given = fields.lines("not-given", LINES, LINE);
    Some(Brief::MlDesign { scale, given, not_given })
}

fn notes(fields: &mut Fields<'_>) -> Vec<PhaseNotes> {
    let mut names: Vec<String> = Vec::new();
    fields.tables("phase", 12, |phase| {
        phase.require(&["name"]);
        let name = phase_name(phase, QuestionKind::MlDesign);
        let checklist = phase.tables("checklist", CHECKLIST, |item| {
            item.require(&["item", "detail"]);
            let name = item.line("item", ITEM);
            let detail = item.text("detail", LINE);
            Some(CheckItem { item: name?, detail: detail? })
        });
        let probes = phase.lines("probes", LINES, LINE);
        let outcome = phase.text("outcome", LINE);
        let name = name?;
        if names.contains(&name) {
            phase.problem("name", format!("{name:?} is there already in this question"));
        }
        names.push(name.clone());
        Some(PhaseNotes { name, checklist, probes, outcome })
    })
}

fn behavioral(fields: &mut Fields<'_>) -> Option<Brief> {
    fields.require(&["theme", "listens-for"]);
    let theme = fields.word("theme");
    let listens_for = fields.lines("listens-for", LINES, LINE);
    Some(Brief::Behavioral { theme: Some(theme?), listens_for })
}

fn pitch(fields: &mut Fields<'_>) -> Option<Brief> {
    fields.require(&["listens-for"]);
    Some(Brief::Pitch { listens_for: fields.lines("listens-for", LINES, LINE) })
}

fn foundations(fields: &mut Fields<'_>) -> Option<Brief> {
    fields.require(&["key-points"]);
    Some(Brief::Foundations { key_points: fields.lines("key-points", CHECKLIST, LINE) })
}
