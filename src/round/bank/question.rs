//! One question of a bank file, read field by field.

use std::collections::BTreeSet;

use crate::fields::{self, Fields};
use crate::round::id::is_in_names;
use crate::round::id::is_probe_id;
use crate::round::python::{PyType, is_name};
use crate::round::rung::Rung;
use crate::round::terse::BACKGROUND;
use crate::round::{
    Approach, Brief, CheckItem, Example, GoodAnswer, Parameter, PhaseNotes, Question, QuestionId,
    QuestionKind, Signature, Twist,
};
use crate::word::Word;

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
/// A nudge, the idea, the approach.
const HINTS: usize = 3;
/// Most parameters of a function.
const PARAMETERS: usize = 10;
/// Most cases that are kept back.
const CASES: usize = 50;
/// Longest input or output of a case, in bytes.
const CASE: usize = 100_000;
/// Longest name of a checklist item, in characters: several stand on one live line.
const ITEM: usize = 24;

/// Reads a phase's name. Any name will do, but one that is nearly a usual one is a slip: it would
/// lose its checklist.
pub(crate) fn phase_name(fields: &mut Fields<'_>, kind: QuestionKind) -> Option<String> {
    let name = fields.line("name", 40)?;
    let usual = kind.phase_names();
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

/// Reads a question.
pub(super) fn read(fields: &mut Fields<'_>) -> Option<Question> {
    fields.require(&["id", "kind", "title", "statement"]);
    let id = id(fields);
    let title = fields.line("title", TITLE);
    let topics = topics(fields);
    let statement = fields.text("statement", STATEMENT);
    let mut answers = Vec::new();
    let follow_ups = asks(fields, "follow-ups", &mut answers);
    let Some(kind) = fields.word::<QuestionKind>("kind") else {
        fields.ignore_the_rest();
        return None;
    };
    if id.as_ref().is_some_and(|id| Rung::of(kind, id.as_str()).is_some()) {
        fields.problem("id", "is kept for the ladder of a story; give the question another");
    }
    let is_foundations = kind == QuestionKind::Foundations;
    if is_foundations && id.as_ref().is_some_and(|id| is_probe_id(id.as_str())) {
        fields.problem("id", "is kept for the drill of probes; give the question another");
    }
    let difficulty = kind.has_difficulty().then(|| {
        fields.require(&["difficulty"]);
        fields.word("difficulty")
    });
    let (brief, notes) = match kind {
        QuestionKind::Coding => (coding(fields), Vec::new()),
        QuestionKind::MlDesign => (ml_design(fields), notes(fields, kind, &mut answers)),
        QuestionKind::Behavioral => (behavioral(fields), Vec::new()),
        QuestionKind::Pitch => (pitch(fields), Vec::new()),
        QuestionKind::Foundations => (foundations(fields), Vec::new()),
        QuestionKind::DeepDive => (deep_dive(fields), Vec::new()),
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
        answers,
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

/// Reads a list of topics.
pub(crate) fn topics(fields: &mut Fields<'_>) -> Vec<String> {
    let topics = fields.lines("topics", LINES, 40);
    for topic in &topics {
        if !topic.chars().all(is_in_names) {
            fields.problem("topics", format!("{topic:?} must be characters of a-z, 0-9 and '-'"));
        }
    }
    topics
}

/// Reads what an interviewer asks on top, and adds to `answers` what good answers say.
fn asks(fields: &mut Fields<'_>, key: &'static str, answers: &mut Vec<GoodAnswer>) -> Vec<String> {
    fields.lines_or_tables(key, LINES, LINE, |fields| {
        fields.require(&["ask"]);
        // All is read before anything is missed: what wasn't read would be unknown.
        let ask = fields.line("ask", LINE);
        let answer = fields.text("answer", LINE);
        let weak = fields.text("weak", LINE);
        let ask = ask?;
        let Some(answer) = answer else {
            if weak.is_some() {
                fields.problem("weak", "is held against an answer, and there is none");
            }
            return Some(ask);
        };
        let found = GoodAnswer { ask: ask.clone(), answer, weak };
        match answers.iter().find(|of| of.ask == ask) {
            None => answers.push(found),
            Some(first) if *first == found => {}
            Some(_) => {
                fields.problem("answer", "differs from the one that this has in the same question");
            }
        }
        Some(ask)
    })
}

fn coding(fields: &mut Fields<'_>) -> Option<Brief> {
    fields.require(&["constraints", "example", "first-approach", "better-approach"]);
    let constraints = fields.lines("constraints", LINES, LINE);
    let is_given = !fields.is_empty_list("parameters");
    let examples = fields.tables("example", 10, |of| example(of, LINE, is_given));
    let cases = fields.tables("case", CASES, |of| example(of, CASE, is_given));
    let first = fields.table("first-approach", approach);
    let better = fields.table("better-approach", approach);
    // All is read before anything is missed: what wasn't read would be unknown.
    let (hints, signature) = (hints(fields), signature(fields));
    Some(Brief::Coding {
        constraints,
        examples,
        first_approach: Some(first?),
        better_approach: Some(better?),
        hints,
        signature,
        cases,
    })
}

/// Reads an example, or a case; a function without parameters is given nothing.
fn example(fields: &mut Fields<'_>, longest: usize, is_given: bool) -> Option<Example> {
    fields.require(&["output"]);
    let is_nothing = |text: &str| text.trim().is_empty();
    let is_blank = !fields.has("input") || fields.takes_text("input").is_some_and(is_nothing);
    let input = match is_given || !is_blank {
        true => {
            fields.require(&["input"]);
            fields.text("input", longest)
        }
        false => Some(String::new()),
    };
    let output = fields.text("output", longest);
    let why = fields.text("why", LINE);
    Some(Example { input: input?, output: output?, why })
}

fn hints(fields: &mut Fields<'_>) -> Vec<String> {
    let hints = fields.lines("hints", LINES, LINE);
    let there = fields.items_of("hints").unwrap_or(0);
    if there != 0 && there != HINTS {
        let message = format!("must be three texts (a nudge, the idea, the approach), not {there}");
        fields.problem("hints", message);
    }
    hints
}

/// How the function is called: all of it, or nothing.
fn signature(fields: &mut Fields<'_>) -> Option<Signature> {
    let keys = ["function", "parameters", "compare"];
    if keys.iter().any(|key| fields.has(key)) {
        fields.require(&keys);
    }
    let function = name(fields, "function");
    let parameters = fields.tables("parameters", PARAMETERS, |parameter| {
        parameter.require(&["name", "type"]);
        let name = name(parameter, "name");
        let of = parameter.line("type", LINE)?;
        if let Err(fault) = PyType::parse(&of) {
            parameter.problem("type", format!("{of:?} is no type known here: {fault}"));
        }
        Some(Parameter { name: name?, of })
    });
    let compare = fields.word("compare");
    Some(Signature { function: function?, parameters, compare: compare? })
}

fn name(fields: &mut Fields<'_>, key: &'static str) -> Option<String> {
    let name = fields.line(key, 80)?;
    if !is_name(&name) {
        fields.problem(key, format!("{name:?} is no name in Python"));
    }
    Some(name)
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
    let opening = fields.text("opening", LINE);
    let mut named = Vec::new();
    let scale = facts(fields, "scale", "scale", &mut named);
    let given = facts(fields, "given", "given", &mut named);
    let not_given = facts(fields, "not-given", "not given", &mut named);
    let names: Vec<String> = match named.iter().any(|(_, is_named)| *is_named) {
        true => named.into_iter().map(|(name, _)| name).collect(),
        false => Vec::new(),
    };
    let distinct: BTreeSet<&str> = names.iter().map(String::as_str).chain([BACKGROUND]).collect();
    if distinct.len() > CHECKLIST {
        let message = format!(
            "scale, given and not-given have {} names with {BACKGROUND:?}, and digits reach \
             {CHECKLIST}: give some of them the same name",
            distinct.len()
        );
        fields.problem("scale", message);
    }
    let twist = fields.table("twist", |twist| {
        twist.require(&["ask", "good"]);
        let ask = twist.text("ask", LINE);
        let good = twist.text("good", LINE);
        Some(Twist { ask: ask?, good: good? })
    });
    Some(Brief::MlDesign { scale, given, not_given, opening, names, twist })
}

/// Reads what can be asked for in a terse round, and adds to `named` by which name, and whether its
/// author gave it that: one without is asked for by the list that it stands in.
fn facts(
    fields: &mut Fields<'_>,
    key: &'static str,
    list: &str,
    named: &mut Vec<(String, bool)>,
) -> Vec<String> {
    let mut names = Vec::new();
    let facts = fields.lines_or_tables(key, LINES, LINE, |fields| {
        fields.require(&["name", "fact"]);
        let name = fields.line("name", ITEM).map(|name| name.trim().to_string());
        let fact = fields.line("fact", LINE);
        names.push((fact.clone()?, name?));
        fact
    });
    for fact in &facts {
        let name = names.iter().find(|(of, _)| of == fact).map(|(_, name)| name.clone());
        named.push((name.clone().unwrap_or_else(|| list.to_string()), name.is_some()));
    }
    facts
}

fn notes(
    fields: &mut Fields<'_>,
    kind: QuestionKind,
    answers: &mut Vec<GoodAnswer>,
) -> Vec<PhaseNotes> {
    let mut names: Vec<String> = Vec::new();
    fields.tables("phase", 12, |phase| {
        phase.require(&["name"]);
        let name = phase_name(phase, kind);
        let checklist = phase.tables("checklist", CHECKLIST, |item| {
            item.require(&["item", "detail"]);
            let name = item.line("item", ITEM);
            let detail = item.text("detail", LINE);
            Some(CheckItem { item: name?, detail: detail? })
        });
        let probes = asks(phase, "probes", answers);
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

fn deep_dive(fields: &mut Fields<'_>) -> Option<Brief> {
    fields.require(&["listens-for"]);
    Some(Brief::DeepDive { listens_for: fields.lines("listens-for", LINES, LINE) })
}
