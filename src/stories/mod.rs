//! The story bank: what a candidate tells in behavioral slots, in STAR form. Read from
//! `stories.toml`, checked, set against themes and against what was told. Pure: texts, tellings and
//! the present time are arguments.

pub(crate) mod choices;
pub(crate) mod ladder;
pub(crate) mod lint;
pub(crate) mod matrix;
#[cfg(test)]
mod tests;
pub(crate) mod text;

use jiff::Timestamp;

use crate::fields::{self, Fields, Problem, Problems};
use crate::round::Theme;
use crate::round::star::StarPart;
use crate::session::tellings::Telling;
use crate::word::Word;

/// The name of the file.
pub(crate) const FILE: &str = "stories.toml";

/// What a new file begins with: every field explained, and an invented example that is commented
/// out.
pub(crate) const GUIDE: &str = include_str!("../builtin/example-stories.toml");

/// Most stories of a file.
const STORIES: usize = 200;
/// Longest title, in characters.
const TITLE: usize = 80;
/// Longest scale line, in characters.
const SCALE: usize = 300;
/// Longest part, in bytes: told at 150 words a minute it would take ten minutes.
const PART: usize = 10_000;
/// Longest id, in characters: a drill's question id holds it.
const ID: usize = 40;

/// One story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Story {
    /// Its name on the command line and in sessions: 1 to 40 characters of `a`–`z`, `0`–`9` and
    /// `-`.
    pub(crate) id: String,
    /// What a person reads.
    pub(crate) title: String,
    /// The questions that it answers; each theme once.
    pub(crate) themes: Vec<Theme>,
    /// How well it serves, as the candidate judges it: 1 to 5.
    pub(crate) strength: u8,
    /// How large it was, in a line: people, teams, money, traffic, time.
    pub(crate) scale: Option<String>,
    /// The four parts, in the order of [`StarPart`]; `None` where one is not written yet.
    pub(crate) parts: [Option<String>; 4],
    /// Where its fields stand in the file.
    pub(crate) lines: Lines,
}

/// Lines of a story's fields, from 1; the line of the story where a field is not there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Lines {
    /// Of the id.
    pub(crate) id: usize,
    /// Of the themes.
    pub(crate) themes: usize,
    /// Of the scale line.
    pub(crate) scale: usize,
    /// Of the four parts.
    pub(crate) parts: [usize; 4],
}

impl Story {
    /// A part's text.
    pub(crate) fn part(&self, part: StarPart) -> Option<&str> {
        self.parts[part as usize].as_deref()
    }

    /// How often it was told, and when last: for any question, or for those of a theme.
    fn told(&self, theme: Option<Theme>, tellings: &[Telling]) -> (usize, Option<Timestamp>) {
        let (mut times, mut last) = (0, None);
        for telling in tellings {
            if telling.story == self.id && (theme.is_none() || telling.theme == theme) {
                times += 1;
                last = last.max(Some(telling.at));
            }
        }
        (times, last)
    }

    /// Whether all four parts are written.
    pub(crate) fn is_complete(&self) -> bool {
        self.parts.iter().all(Option::is_some)
    }
}

/// Reads a file of stories; `file` is the name used in problems. A part that is not written yet is
/// no problem here: see [`lint`].
///
/// # Errors
/// Every problem: TOML that can't be parsed, unknown keys, values out of their range, an id that is
/// there twice.
pub(crate) fn parse(file: &str, text: &str) -> Result<Vec<Story>, Problems> {
    let stories = fields::parse(file, text, |top| Some(top.tables("story", STORIES, story)))?;
    let mut problems = Vec::new();
    for (position, story) in stories.iter().enumerate() {
        if let Some(first) = stories[..position].iter().find(|first| first.id == story.id) {
            let message = format!(
                "{:?} is there already, at line {}; give one another id",
                story.id, first.lines.id
            );
            problems.push(Problem {
                line: Some(story.lines.id),
                field: "story.id".to_string(),
                ..Problem::with_file(file, message)
            });
        }
    }
    Problems::none_in(problems)?;
    Ok(stories)
}

fn story(fields: &mut Fields<'_>) -> Option<Story> {
    fields.require(&["id", "title", "strength"]);
    let id = id(fields);
    let title = fields.line("title", TITLE);
    let themes = themes(fields);
    let strength = fields.whole("strength", 1..=5);
    let scale = if is_blank(fields, "scale") { None } else { fields.line("scale", SCALE) };
    let mut part =
        |key: &'static str| if is_blank(fields, key) { None } else { fields.text(key, PART) };
    let parts = StarPart::ALL.map(|of| part(of.word()));
    let lines = Lines {
        id: fields.line_of("id"),
        themes: fields.line_of("themes"),
        scale: fields.line_of("scale"),
        parts: StarPart::ALL.map(|part| fields.line_of(part.word())),
    };
    Some(Story {
        id: id?,
        title: title?,
        themes,
        strength: u8::try_from(strength?).ok()?,
        scale,
        parts,
        lines,
    })
}

fn id(fields: &mut Fields<'_>) -> Option<String> {
    let id = fields.line("id", PART)?;
    if is_id(&id) {
        return Some(id);
    }
    if means_more(&id) {
        fields.problem("id", "means something else in the review; add a word to it");
    } else {
        fields.problem("id", format!("must be 1 to {ID} characters of a-z, 0-9 and '-'"));
    }
    None
}

/// A skeleton has its fields empty: they are not written yet, which is no mistake.
fn is_blank(fields: &mut Fields<'_>, key: &'static str) -> bool {
    fields.takes_text(key).is_some_and(|text| text.trim().is_empty())
}

fn themes(fields: &mut Fields<'_>) -> Vec<Theme> {
    let known = Theme::words();
    let mut themes = Vec::new();
    for word in fields.lines("themes", known.len(), 40) {
        match Theme::parse(&word) {
            Some(theme) if themes.contains(&theme) => {
                fields.problem("themes", format!("{word:?} is there twice"));
            }
            Some(theme) => themes.push(theme),
            None => {
                let suggestion = fields::suggestion(&word, &known);
                fields.problem("themes", format!("{word:?} is no theme: {suggestion}"));
            }
        }
    }
    themes
}

/// Whether a text can be a story's id.
pub(crate) fn is_id(id: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !id.is_empty() && id.len() <= ID && id.chars().all(allowed) && !means_more(id)
}

/// What the review takes for something else: none of the stories, or one by its place in the list.
fn means_more(id: &str) -> bool {
    matches!(id, "n" | "none") || (!id.is_empty() && id.chars().all(|c| c.is_ascii_digit()))
}

/// An id made of a title, unlike those that are there: `the-late-migration`, and
/// `the-late-migration-2`.
pub(crate) fn new_id(title: &str, there: &[Story]) -> String {
    let title = title.replace(['\'', '’'], "").to_ascii_lowercase();
    let words = title.replace(|c: char| !c.is_ascii_alphanumeric(), " ");
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut id = words.join("-");
    id.truncate(ID - 4);
    let base = match id.trim_matches('-') {
        "" => "story".to_string(),
        base if is_id(base) => base.to_string(),
        base => format!("story-{base}"),
    };
    let mut id = base.clone();
    let mut number = 2;
    while there.iter().any(|story| story.id == id) {
        id = format!("{base}-{number}");
        number += 1;
    }
    id
}

/// A story to fill in, as TOML.
pub(crate) fn skeleton(id: &str, title: &str, themes: &[Theme]) -> String {
    let themes: Vec<String> = themes.iter().map(|theme| quoted(theme.word())).collect();
    format!(
        "\n[[story]]\nid = {}\ntitle = {}\n\
         # one to three of conflict, ambiguity, growth, delivery, stakeholders,\n\
         # scope-change, aspiration, hardest-problem, outcomes\nthemes = [{}]\n\
         # how well it serves, 1 to 5\n\
         strength = 3\n# how large it was: people, teams, money, traffic, time\nscale = \"\"\n\
         # where and when, and what was at stake; with the task at most a third of the whole\n\
         situation = \"\"\"\n\"\"\"\n\
         # what was to be done, and why by you\ntask = \"\"\"\n\"\"\"\n\
         # what you did, step by step: \"I\", not \"we\"\naction = \"\"\"\n\"\"\"\n\
         # what came of it, with a number, and what you learned\nresult = \"\"\"\n\"\"\"\n",
        quoted(id),
        quoted(title),
        themes.join(", ")
    )
}

/// A text as TOML.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}
