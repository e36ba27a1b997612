//! What a story still lacks. Every finding names line and field; the counts behind them are there to be shown.

use std::time::Duration;

use super::{Part, Story};
use crate::fields::Problem;
use crate::round::Word;
use crate::round::limits::AnswerLength;
use crate::round::seconds::clock;

/// How fast a story is told, in words a minute: an unhurried speaker's pace (issue 4).
pub const WORDS_A_MINUTE: u64 = 150;

/// With more themes than these a story is worn out by the end of a round.
pub const MOST_THEMES: usize = 3;

/// Number words that count as a number in a result. "One" is left out: it is rarely a count.
const NUMBERS: &[&str] = &[
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen", "twenty",
    "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million", "billion",
    "half", "halved", "third", "quarter", "twice", "double", "doubled", "triple", "tripled", "dozen",
];

/// Words of a text: what stands between spaces and holds a letter or a digit.
pub fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// How long so many words take to tell.
pub fn told(words: usize) -> Duration {
    Duration::from_millis(words as u64 * 60_000 / WORDS_A_MINUTE)
}

/// Words of all the parts that are written.
pub fn length(story: &Story) -> usize {
    story.parts.iter().flatten().map(|part| words(part)).sum()
}

/// How often a text says "I" or "my", and how often "we" or "our", with their other forms ("me", "I'm"; "us", "we'll").
pub fn persons(text: &str) -> (usize, usize) {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’');
    let (mut i, mut we) = (0, 0);
    for word in text.split(|c| !is_word(c)) {
        let stem = word.split(['\'', '’']).next().unwrap_or_default();
        match stem {
            // An "i" may be an index, and "US" a country.
            "I" => i += 1,
            "i" | "US" => {}
            _ => match stem.to_ascii_lowercase().as_str() {
                "my" | "me" | "mine" | "myself" => i += 1,
                "we" | "our" | "ours" | "us" | "ourselves" => we += 1,
                _ => {}
            },
        }
    }
    (i, we)
}

/// Whether a text holds a number: a word that begins with a digit (`24%`, `$3M`, not `p99`), or a number word.
pub fn has_number(text: &str) -> bool {
    text.split(|c: char| c.is_whitespace() || c == '-').any(|word| {
        let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
        word.starts_with(|c: char| c.is_ascii_digit()) || NUMBERS.contains(&bare.as_str())
    })
}

/// Everything that a story lacks, in the order of its fields. `limits`: how long an answer may be.
pub fn findings(file: &str, story: &Story, limits: &AnswerLength) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut add = |line: usize, field: &str, message: String| {
        let message = format!("{}: {message}", story.id);
        found.push(Problem { line: Some(line), field: format!("story.{field}"), ..Problem::with_file(file, message) });
    };
    match story.themes.len() {
        0 => add(story.lines.themes, "themes", "no theme: it is offered for no question".to_string()),
        1..=MOST_THEMES => {}
        many => add(
            story.lines.themes,
            "themes",
            format!("carries {many} themes, more than {MOST_THEMES}: told for each, it is told too often"),
        ),
    }
    if story.scale.is_none() {
        add(story.lines.scale, "scale", "no scale line: people, teams, money, traffic, or time".to_string());
    }
    for (part, word) in Part::WORDS {
        if story.part(*part).is_none() {
            add(story.lines.parts[*part as usize], word, format!("the {word} is missing"));
        }
    }
    let line = |part: Part| story.lines.parts[part as usize];
    if let Some(action) = story.part(Part::Action) {
        let (i, we) = persons(action);
        if we > i {
            add(line(Part::Action), "action", format!("says \"we\" {we} times and \"I\" {i}: what did you do?"));
        }
    }
    if story.part(Part::Result).is_some_and(|result| !has_number(result)) {
        add(line(Part::Result), "result", "no number in the result".to_string());
    }
    let whole = length(story);
    if story.is_complete() {
        let setup: usize = story.parts[..2].iter().flatten().map(|part| words(part)).sum();
        if setup * 3 > whole {
            let message = format!("situation and task are {setup} of {whole} words, longer than a third");
            add(line(Part::Situation), "situation", message);
        }
    }
    let time = told(whole);
    let pace = format!("{whole} words take {} at {WORDS_A_MINUTE} a minute", clock(time));
    if time > limits.longest {
        add(story.lines.id, "id", format!("{pace}, longer than an answer's {}", clock(limits.longest)));
    } else if story.is_complete() && time < limits.shortest {
        add(story.lines.id, "id", format!("{pace}, shorter than an answer's {}", clock(limits.shortest)));
    }
    found.sort_by_key(|problem| problem.line);
    found
}
