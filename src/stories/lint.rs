//! What a story still lacks. Every finding names line and field; the counts behind them are there
//! to be shown.

use std::time::Duration;

use super::Story;
use crate::fields::Problem;
use crate::round::limits::AnswerLength;
use crate::round::star::StarPart;
use crate::text::english::{has_number, persons};
use crate::text::is_option;
use crate::time::m_ss;
use crate::word::Word;

/// How fast a story is told, in words a minute: an unhurried speaker's pace.
pub(crate) const WORDS_A_MINUTE: u64 = 150;

/// With more themes than these a story is worn out by the end of a round.
pub(crate) const MOST_THEMES: usize = 3;

/// What is said of an id that a command line takes for an option.
pub(crate) const IS_OPTION: &str =
    "a command would take this id for an option, so no plan has the story: begin it with a letter";

/// Words of a text: what stands between spaces and holds a letter or a digit.
pub(crate) fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// How long so many words take to tell.
pub(crate) fn told(words: usize) -> Duration {
    Duration::from_millis(words as u64 * 60_000 / WORDS_A_MINUTE)
}

/// Words of all the parts that are written.
pub(crate) fn length(story: &Story) -> usize {
    story.parts.iter().flatten().map(|part| words(part)).sum()
}

/// Everything that a story lacks, in the order of its fields. `limits`: how long an answer may be.
pub(crate) fn findings(file: &str, story: &Story, limits: &AnswerLength) -> Vec<Problem> {
    let mut lacks = Lacks { file, story, found: Vec::new() };
    lacks.name();
    lacks.themes();
    lacks.parts();
    lacks.length(limits);
    lacks.found.sort_by_key(|problem| problem.line);
    lacks.found
}

/// What a story lacks, as far as it was looked at.
struct Lacks<'a> {
    file: &'a str,
    story: &'a Story,
    found: Vec<Problem>,
}

impl Lacks<'_> {
    fn add(&mut self, line: usize, field: &str, message: &str) {
        let message = format!("{}: {message}", self.story.id);
        self.found.push(Problem {
            line: Some(line),
            field: format!("story.{field}"),
            ..Problem::with_file(self.file, message)
        });
    }

    fn part(&mut self, part: StarPart, message: &str) {
        self.add(self.story.lines.parts[part as usize], part.word(), message);
    }

    fn name(&mut self) {
        if is_option(&self.story.id) {
            self.add(self.story.lines.id, "id", IS_OPTION);
        }
    }

    fn themes(&mut self) {
        let lines = self.story.lines;
        match self.story.themes.len() {
            0 => self.add(lines.themes, "themes", "no theme: it is offered for no question"),
            1..=MOST_THEMES => {}
            many => {
                let message = format!(
                    "carries {many} themes, more than {MOST_THEMES}: told for each, \
                     it is told too often"
                );
                self.add(lines.themes, "themes", &message);
            }
        }
        if self.story.scale.is_none() {
            let message = "no scale line: people, teams, money, traffic, or time";
            self.add(lines.scale, "scale", message);
        }
    }

    fn parts(&mut self) {
        let story = self.story;
        for part in StarPart::ALL {
            if story.part(part).is_none() {
                self.part(part, &format!("the {} is missing", part.word()));
            }
        }
        let (i, we) = story.part(StarPart::Action).map_or((0, 0), persons);
        if we > i {
            let message = format!("says \"we\" {we} times and \"I\" {i}: what did you do?");
            self.part(StarPart::Action, &message);
        }
        if story.part(StarPart::Result).is_some_and(|result| !has_number(result)) {
            self.part(StarPart::Result, "no number in the result");
        }
        let setup = [StarPart::Situation, StarPart::Task].map(|part| story.part(part));
        let setup: usize = setup.into_iter().flatten().map(words).sum();
        let whole = length(story);
        if story.is_complete() && setup * 3 > whole {
            let message =
                format!("situation and task are {setup} of {whole} words, longer than a third");
            self.part(StarPart::Situation, &message);
        }
    }

    fn length(&mut self, limits: &AnswerLength) {
        let whole = length(self.story);
        let time = told(whole);
        let takes = |time: Duration| {
            format!("{whole} words take {} at {WORDS_A_MINUTE} a minute", m_ss(time))
        };
        let line = self.story.lines.id;
        if time > limits.longest {
            // A second that was begun counts: 451 words don't take 3:00.
            let begun = Duration::from_secs(time.as_secs() + u64::from(time.subsec_nanos() > 0));
            let longest = m_ss(limits.longest);
            let message = format!("{}, longer than an answer's {longest}", takes(begun));
            self.add(line, "id", &message);
        } else if self.story.is_complete() && time < limits.shortest {
            let shortest = m_ss(limits.shortest);
            let message = format!("{}, shorter than an answer's {shortest}", takes(time));
            self.add(line, "id", &message);
        }
    }
}
