//! How much likelier a draw should take a question by the words of a text that the person gives,
//! such as what a job is advertised with: those on topics and of themes that the text names.
//! Nothing is guessed: a word is a topic's own, or one of a list of usual names for it. An everyday
//! word counts only in a sentence that is about such work, and what is denied not at all.

mod clauses;
mod names;
mod page;
mod stock;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use self::clauses::{PostedUnit, PostedWord, units};
use self::names::{EVERYDAY, NAMES, OWN, SOFT, Sureness, TECHNICAL, THEMES};
use self::page::visible;
use self::stock::STOCK;
use super::weights::Weighed;
use crate::round::bank::Bank;
use crate::round::{Question, QuestionKind, Theme};
use crate::text::counted;
use crate::text::stems::{stem, tokens};
use crate::word::Word;

/// A question on what the text names is so many times as likely …
const NAMED: f64 = 3.0;

/// … and so many times for each further topic or theme of it …
const FURTHER: f64 = 1.0;

/// … up to this.
const MOST: f64 = 6.0;

/// The weights of the questions of these kinds that can be asked by what a text names, and why: a
/// line a topic or theme, with the line of the text. No line where it names nothing that such a
/// question is on.
pub(crate) fn weigh(
    text: &str,
    bank: &Bank,
    kinds: &[QuestionKind],
    can_ask: impl Fn(&Question) -> bool,
) -> Weighed {
    let posting = Posting::of(text);
    let asked: Vec<&Question> = bank
        .entries()
        .iter()
        .map(|entry| &entry.question)
        .filter(|question| kinds.contains(&question.kind()))
        .collect();
    let mut weighed = Weighed { weights: BTreeMap::new(), why: Vec::new(), unasked: Vec::new() };
    let mut add = |what: &str, (line, word): (usize, String), is_on: &dyn Fn(&Question) -> bool| {
        let is_meant = |question: &&&Question| is_on(question) && can_ask(question);
        let on: Vec<&&Question> = asked.iter().filter(is_meant).collect();
        if on.is_empty() {
            return false;
        }
        for question in &on {
            let weight = weighed.weights.get(&question.id).map_or(NAMED, |of| of + FURTHER);
            weighed.weights.insert(question.id.clone(), weight.min(MOST));
        }
        let count = counted(on.len(), "question", "questions");
        weighed.why.push(format!("{what}, as line {line} has {word:?}: {count}"));
        true
    };
    let mut unasked = Vec::new();
    let topics: BTreeSet<&str> =
        asked.iter().flat_map(|question| &question.topics).map(String::as_str).collect();
    for topic in topics {
        let is_sure = OWN.contains(&topic) || SOFT.contains(&topic);
        let own = (topic, if is_sure { Sureness::Sure } else { Sureness::Beside });
        let own = Some(own).filter(|_| !EVERYDAY.contains(&topic));
        let names = NAMES.iter().filter(|(_, of, _)| *of == topic);
        let names = names.map(|(name, _, sureness)| (*name, *sureness));
        if let Some(found) = posting.first(own.into_iter().chain(names))
            && !add(topic, found, &|question| question.topics.iter().any(|of| of == topic))
        {
            unasked.push(topic.to_string());
        }
    }
    for theme in Theme::all() {
        let own = Some(theme.word()).filter(|word| !EVERYDAY.contains(word));
        let names = THEMES.iter().filter(|(_, of)| of == theme).map(|(name, _)| *name);
        let names = own.into_iter().chain(names).map(|name| (name, Sureness::Sure));
        if let Some(found) = posting.first(names) {
            let what = format!("the theme {}", theme.word());
            add(&what, found, &|question| question.brief.theme() == Some(*theme));
        }
    }
    Weighed { unasked, ..weighed }
}

/// A text as names are looked for in it.
struct Posting {
    /// Its sentences and lines of lists, each with whether it is about such work.
    units: Vec<(PostedUnit, bool)>,
}

impl Posting {
    fn of(text: &str) -> Self {
        let own = OWN.iter().map(|name| (*name, Sureness::Sure));
        let others = TECHNICAL.iter().map(|name| (*name, Sureness::Sure));
        let names = NAMES.iter().map(|(name, _, sureness)| (*name, *sureness));
        let all: Vec<(Vec<String>, Sureness)> =
            own.chain(others).chain(names).map(|(name, sure)| (stems(name), sure)).collect();
        let stock: Vec<Vec<String>> = STOCK.iter().map(|phrase| stems(phrase)).collect();
        let units = units(&visible(text)).into_iter().map(|mut unit| {
            unit.iter_mut().for_each(|clause| mark(clause, &stock));
            let is_told =
                all.iter().any(|(name, sureness)| found(&unit, name, *sureness, false).is_some());
            (unit, is_told)
        });
        Self { units: units.collect() }
    }

    /// The first line that has one of some names, counted from 1, and the words that it has.
    fn first<'n>(
        &self,
        names: impl Iterator<Item = (&'n str, Sureness)>,
    ) -> Option<(usize, String)> {
        let line = |(name, sureness): (&'n str, Sureness)| {
            let wanted = stems(name);
            let (line, words) = self
                .units
                .iter()
                .find_map(|(unit, is_told)| found(unit, &wanted, sureness, *is_told))?;
            Some((line, sureness, words))
        };
        // Where a line has several, one of which it is sure.
        names.filter_map(line).min().map(|(line, _, words)| (line, words))
    }
}

/// Marks in a clause what any advert says.
fn mark(clause: &mut [PostedWord], stock: &[Vec<String>]) {
    for phrase in stock {
        for at in 0..(clause.len() + 1).saturating_sub(phrase.len()) {
            let words = &mut clause[at..at + phrase.len()];
            if words.iter().map(|of| &of.stem).eq(phrase) {
                words.iter_mut().for_each(|of| of.stock = of.stock.max(phrase.len()));
            }
        }
    }
}

/// The line of a sentence that has a name which counts there, and the words of it; `is_told` says
/// whether a name of which one is sure stands there.
fn found(
    unit: &PostedUnit,
    name: &[String],
    sureness: Sureness,
    is_told: bool,
) -> Option<(usize, String)> {
    let counts = |words: &[PostedWord]| {
        let is_it = words.iter().map(|of| &of.stem).eq(name);
        let is_sure = match sureness {
            Sureness::Sure => true,
            Sureness::Capitals => is_told || words.iter().all(|of| of.is_capital),
            Sureness::Beside => is_told,
        };
        is_it && is_sure && words.iter().all(|of| of.stock <= name.len())
    };
    let words = |clause: &'_ Vec<PostedWord>| {
        let words = clause.windows(name.len()).find(|words| counts(words))?;
        let said: Vec<&str> = words.iter().map(|of| of.said.as_str()).collect();
        Some((words[0].line, said.join(" ")))
    };
    unit.iter().find_map(words)
}

/// A name's words as they are compared.
fn stems(name: &str) -> Vec<String> {
    tokens(name).map(|word| stem(&word)).collect()
}
