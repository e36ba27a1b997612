//! A design that is opened in two sentences: what else there is to know of it are facts, each with
//! a generic name, which the candidate has to ask for.

use super::sentences::ends_sentence;
use super::{Brief, Planned, Round};
use crate::text::clean_line;

/// The name of what the whole statement says beyond the opening.
pub(crate) const BACKGROUND: &str = "background";

/// What can be asked for under one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fact {
    /// What it is asked for by: it gives nothing away.
    pub(crate) name: String,
    /// What is told then, a text each; the last of all facts is the statement.
    pub(crate) says: Vec<String>,
}

impl Fact {
    /// What is told, on one line.
    pub(crate) fn line(&self) -> String {
        let said = self.says.join("; ");
        clean_line(&said.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

impl Round {
    /// Opens each design that is asked whole in two sentences, or tells all of it: then the plan
    /// needs no openings and no names.
    pub(crate) fn tell(&mut self, tersely: bool) {
        for planned in self.slots.iter_mut().flat_map(|slot| &mut slot.questions) {
            let is_whole = planned.phases.len() > 1;
            let Brief::MlDesign { opening, names, .. } = &mut planned.question.brief else {
                continue;
            };
            planned.terse = tersely && is_whole;
            if !planned.terse {
                (*opening, *names) = (None, Vec::new());
            } else if opening.is_none() {
                *opening = first_two(&planned.question.statement);
            }
        }
    }
}

impl Planned {
    /// What is told of it at first: its opening in a terse round, where it has one.
    pub(crate) fn opening(&self) -> Option<&str> {
        match &self.question.brief {
            Brief::MlDesign { opening, .. } if self.terse => opening.as_deref(),
            _ => None,
        }
    }

    /// What the candidate has to ask for, by its names, in the order of the lists that it stands
    /// in; the background comes last. None where the question is told in full.
    pub(crate) fn facts(&self) -> Vec<Fact> {
        let Brief::MlDesign { scale, given, not_given, opening, names, .. } = &self.question.brief
        else {
            return Vec::new();
        };
        if !self.terse {
            return Vec::new();
        }
        let lists = [("scale", scale), ("given", given), ("not given", not_given)];
        let entries = lists.iter().flat_map(|(list, of)| of.iter().map(move |says| (*list, says)));
        let mut facts: Vec<Fact> = Vec::new();
        let mut add = |name: &str, says: String| {
            match facts.iter_mut().find(|fact| fact.name == name) {
                Some(fact) => fact.says.push(says),
                None => facts.push(Fact { name: name.to_string(), says: vec![says] }),
            };
        };
        for (number, (list, says)) in entries.enumerate() {
            add(names.get(number).map_or(list, String::as_str), format!("{list}: {says}"));
        }
        if opening.is_some() {
            add(BACKGROUND, self.question.statement.clone());
        }
        facts
    }
}

/// The first two sentences of a text; `None` where they can't be told: there are fewer, or a list
/// or a block stands among them.
fn first_two(statement: &str) -> Option<String> {
    let paragraphs: Vec<&str> = statement.split("\n\n").collect();
    let mut told = String::new();
    let (mut sentences, mut left) = (0, statement.split_whitespace().count());
    for paragraph in paragraphs {
        let is_prose = |line: &str| !line.starts_with(['-', '*', ' ', '\t', '`', '|', '#', '>']);
        if !paragraph.lines().all(is_prose) {
            return None;
        }
        let mut words = paragraph.split_whitespace().peekable();
        while let Some(word) = words.next() {
            let space = if told.is_empty() { "" } else { " " };
            told += &format!("{space}{word}");
            // No sentence begins with a small letter: the full stop was a short word's.
            let goes_on = words.peek().is_some_and(|next| next.starts_with(char::is_lowercase));
            sentences += usize::from(ends_sentence(word) && !goes_on);
            left -= 1;
            if sentences == 2 {
                return (left > 0).then_some(told);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests;
