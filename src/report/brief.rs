//! One file for a coach, a friend or a language model: what was asked, what happened, what was said
//! or noted, what a good answer has, and what is asked of the reader. It is whole without the
//! program, and holds nothing else of the candidate.

mod noted;
mod redact;
#[cfg(test)]
mod tests;

use std::time::Duration;

use super::markdown::{escape, fenced, render_block};
use super::notes::code_line;
use super::numbers::ratings_of;
use super::references::reference;
use super::words;
use crate::pacing::said::{Passage, SaidRound};
use crate::pacing::{AnswerKnown, Flag, HowFar, Moment, Pacing, QuestionPacing, SlotPacing};
use crate::session::anchors::anchors;
use crate::session::asked::Dimension;
use crate::session::rateable::Rateable;
use crate::text::{clean, counted};
use crate::time::m_ss;
use crate::word::Word;
pub(crate) use redact::{Names, Replaced};

/// What a brief holds beside the measures.
#[derive(Debug, Default)]
pub(crate) struct BriefTexts {
    /// What was said.
    pub(crate) said: Option<SaidRound>,
    /// What was typed below the questions and programmed for them.
    pub(crate) texts: Vec<BriefText>,
    /// The candidate's notes.
    pub(crate) notes: Option<String>,
}

/// A text that the candidate wrote for a question.
#[derive(Debug)]
pub(crate) struct BriefText {
    /// The slot and the question, from 0.
    pub(crate) place: (usize, usize),
    /// What it is, for a reader: `code`, `typed below the question`.
    pub(crate) what: &'static str,
    pub(crate) text: String,
}

/// How many questions of a round were shown: a brief counts them from 1, over all its slots.
pub(crate) fn shown(pacing: &Pacing) -> usize {
    places(pacing).len()
}

/// The places of the questions that were shown.
fn places(pacing: &Pacing) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    for (slot, of) in pacing.slots.iter().enumerate() {
        let shown = |(_, question): &(usize, &QuestionPacing)| question.shown.is_some();
        let questions = of.questions.iter().enumerate().filter(shown);
        places.extend(questions.map(|(question, _)| (slot, question)));
    }
    places
}

/// The brief of a round, or of one of its questions, counted from 1. Of names that are to be
/// replaced none is left in it.
pub(crate) fn render(
    pacing: &Pacing,
    texts: &BriefTexts,
    only: Option<usize>,
    names: &Names,
) -> (String, Replaced) {
    let places = places(pacing);
    let wanted = |number: &usize| only.is_none_or(|only| only == number + 1);
    let chosen: Vec<usize> = (0..places.len()).filter(wanted).collect();
    let brief = BriefPage { pacing, texts, places: &places };
    let mut body = String::new();
    for number in &chosen {
        body += &brief.question(*number);
    }
    if only.is_none() {
        body += &brief.between();
    }
    body += &brief.notes(only);
    body += &brief.rubric(&chosen);
    body += &brief.rated(&chosen);
    body += TASK;
    let mut replaced = Replaced::default();
    let body = names.replaced(&body, &mut replaced);
    let title = names.replaced(&escape(&words::title(pacing)), &mut replaced);
    let holds = brief.holds(&chosen, only, names);
    let head = |words: usize| format!("# {title}: a brief\n\n{words} words. {holds}\n");
    let all = head(0) + &body;
    (head(all.split_whitespace().count()) + &body, replaced)
}

/// What the reader is asked.
const TASK: &str = "\n## What is asked of you\n\n\
    You are the interviewer. From what stands above, and nothing else: what would an interviewer \
    have written? For each question: what was done well, what was missing against the reference, \
    where time was lost, and a 1 to 4 for each line of the rubric with the words or times that it \
    rests on. Say where it can't be told from this brief. End with the one thing to practise next.\
    \n";

struct BriefPage<'a> {
    pacing: &'a Pacing,
    texts: &'a BriefTexts,
    places: &'a [(usize, usize)],
}

impl BriefPage<'_> {
    /// What stands in it, in a sentence or two.
    fn holds(&self, chosen: &[usize], only: Option<usize>, names: &Names) -> String {
        let mut holds = vec!["what was asked in full", "its limits", "what happened, in times"];
        let is_chosen = |place: (usize, usize)| chosen.iter().any(|at| self.places[*at] == place);
        if self.has_words(chosen, only) {
            holds.push("what was said");
        }
        if self.texts.texts.iter().any(|of| is_chosen(of.place)) {
            holds.push("what was typed");
        }
        if !self.notes(only).is_empty() {
            holds.push("the candidate's notes");
        }
        holds.extend(["what a good answer has", "a rubric"]);
        if !self.rated(chosen).is_empty() {
            holds.push("how it was rated");
        }
        let asked = counted(chosen.len(), "question", "questions");
        let mut text = format!("{asked} of a mock interview that somebody rehearsed alone: ");
        text += &format!("{}. Nothing else of the candidate stands in it.", holds.join(", "));
        text += " Times of a question count from when it was shown.";
        if self.pacing.standing == HowFar::Unfinished {
            text += " The round is not over: this is what there is so far.";
        }
        if !names.is_empty() {
            text += " Names were replaced by numbers.";
        }
        text
    }

    /// Whether anything that was said stands in it.
    fn has_words(&self, chosen: &[usize], only: Option<usize>) -> bool {
        let Some(said) = &self.texts.said else { return false };
        let is_said = |number: &usize| {
            let (slot, question) = self.places[*number];
            let answer = said.slots.get(slot).and_then(|slot| slot.get(question));
            answer.is_some_and(|answer| !answer.passages.is_empty())
        };
        chosen.iter().any(is_said) || only.is_none() && !said.outside.is_empty()
    }

    fn question(&self, number: usize) -> String {
        let place = self.places[number];
        let slot = &self.pacing.slots[place.0];
        let question = &slot.questions[place.1];
        let (kind, title) = (question.kind.word(), escape(&question.title.shown()));
        let mut text = format!("\n## Question {}: {title} ({kind})\n", number + 1);
        if let Some(asked) = &question.asked {
            text += &format!("\n### What was asked\n\n{}", fenced(&asked.lines));
        }
        text += &list("Limits", &limits(self.pacing, question));
        text += &list("What happened", &self.happened(place));
        text += &self.said(place);
        for written in self.texts.texts.iter().filter(|of| of.place == place) {
            let lines: Vec<String> = clean(&written.text).lines().map(str::to_string).collect();
            text += &format!("\n### The candidate's {}\n\n{}", written.what, fenced(&lines));
        }
        text + &self.reference(question)
    }

    /// The marks, measures and flags of a question.
    fn happened(&self, (at, position): (usize, usize)) -> Vec<String> {
        let slot = &self.pacing.slots[at];
        let question = &slot.questions[position];
        let mut lines = times(question);
        lines.extend(phases(question));
        let is_of_it =
            |flag: &&(usize, &Flag)| (flag.1.slot, flag.1.question) == (at, Some(position));
        let all: Vec<(usize, &Flag)> = self.pacing.flags.iter().enumerate().collect();
        let mut flags: Vec<&(usize, &Flag)> = all.iter().filter(is_of_it).collect();
        // Elsewhere the worst comes first; here each stands where it happened.
        flags.sort_by_key(|(_, flag)| flag.at);
        let shown = question.shown.map(|shown| shown.in_slot).unwrap_or_default();
        for (number, flag) in flags {
            let place = match &flag.phase {
                Some(phase) => format!("{}, {phase}", m_ss(flag.at.saturating_sub(shown))),
                None => m_ss(flag.at.saturating_sub(shown)),
            };
            let mut told = format!("at {place}: {}", flag.says);
            let said = self.texts.said.as_ref();
            if let Some(quote) = said.and_then(|said| said.before.get(number)) {
                told += &format!("; said before it: \u{201c}{quote}\u{201d}");
            }
            lines.push(told);
        }
        lines
    }

    fn said(&self, (slot, question): (usize, usize)) -> String {
        let Some(said) = &self.texts.said else { return String::new() };
        let answers = said.slots.get(slot).and_then(|slot| slot.get(question));
        let passages = answers.map(|answer| &answer.passages[..]).unwrap_or_default();
        let rows = answers.map(|answer| &answer.rows[..]).unwrap_or_default();
        let mut text = format!("\n### What was said, {}\n\n", escape(&said.by.told()));
        if passages.is_empty() {
            let untold = rows.iter().map(|row| format!(" {}.", escape(&row.says)));
            return text + "No words are known of it." + &untold.collect::<String>() + "\n";
        }
        text += "A machine wrote it down: names, figures and small words may be wrong.";
        let untold = said.untold.iter().map(|says| format!(" In all {}.", escape(says)));
        text += &(untold.collect::<String>() + "\n\n");
        text += &spoken(passages, |at| at.in_question);
        let rows = rows.iter().map(|row| row.sentence(|at| at.in_question));
        text + &list(&said.heading(), &rows.collect::<Vec<_>>())
    }

    /// What was said before, between and after the questions.
    fn between(&self) -> String {
        let outside = self.texts.said.as_ref().map(|said| &said.outside[..]).unwrap_or_default();
        if outside.is_empty() {
            return String::new();
        }
        let times = "Times since the round began.";
        let said = spoken(outside, |at| at.elapsed.since_began());
        format!("\n## What was said between the questions\n\n{times}\n\n{said}")
    }

    fn reference(&self, question: &QuestionPacing) -> String {
        let mut text = "\n### What a good answer has\n".to_string();
        let blocks = reference(question);
        if blocks.is_empty() {
            let why = match question.reference {
                None => "Kept back until the question is over.",
                Some(_) => {
                    "Nothing to compare it with is known: it is the candidate's own question."
                }
            };
            text += &format!("\n{why}\n");
        }
        for block in &blocks {
            text += &format!("\n{}", render_block(self.pacing, block));
        }
        text
    }

    /// The candidate's notes; of one question, counted from 1, those that were marked in it.
    fn notes(&self, only: Option<usize>) -> String {
        let Some(notes) = &self.texts.notes else { return String::new() };
        let mut lines: Vec<String> = clean(notes).lines().map(str::to_string).collect();
        if let Some((slot, question)) = only.map(|number| self.places[number - 1]) {
            lines.retain(|line| noted::is_of(line, (slot, question)));
        }
        let told = |line: &String| noted::told(line, self.pacing, self.places);
        let lines: Vec<String> = lines.iter().map(told).collect();
        if lines.iter().all(|line| line.trim().is_empty()) {
            return String::new();
        }
        format!("\n## The candidate's notes\n\n{}", fenced(&lines))
    }

    /// What others who were there think of its slots, beside what the candidate does; nothing where
    /// nobody said anything.
    fn rated(&self, chosen: &[usize]) -> String {
        let mut slots: Vec<usize> = chosen.iter().map(|number| self.places[*number].0).collect();
        slots.dedup();
        let slots = slots.into_iter().map(|slot| &self.pacing.slots[slot]);
        let mut text = String::new();
        for slot in slots.filter(|slot| !slot.rated_by.is_empty()) {
            text += &list(&slot.title.shown(), &ratings_of(slot, "candidate"));
        }
        if text.is_empty() { text } else { format!("\n## How it was rated\n{text}") }
    }

    /// What a 1 and a 4 are, for each kind of interview in it.
    fn rubric(&self, chosen: &[usize]) -> String {
        let mut text =
            "\n## Rubric\n\nEach from 1 to 4: what a 1 is, and what a 4 is.\n".to_string();
        let mut kinds = Vec::new();
        for slot in chosen.iter().map(|number| &self.pacing.slots[self.places[*number].0]) {
            if !kinds.contains(&slot.rated) {
                kinds.push(slot.rated);
                text += &rubric(slot);
            }
        }
        text
    }
}

fn spoken(passages: &[Passage], time: impl Fn(Moment) -> Duration) -> String {
    let line = |of: &Passage| format!("- {} {}\n", m_ss(time(of.at)), escape(&of.text.shown()));
    passages.iter().map(line).collect()
}

/// What is rated of a slot, in a word or two.
fn rated(slot: &SlotPacing) -> &'static str {
    match slot.rated {
        Rateable::Interview(kind) => kind.word(),
        Rateable::Pitch => "pitch",
        Rateable::Story => "one story at several lengths",
        Rateable::Phase => "one phase of a design",
    }
}

fn rubric(slot: &SlotPacing) -> String {
    let mut text = format!("\n### {}\n\n", escape(rated(slot)));
    for dimension in Dimension::all().iter().filter(|of| slot.rated.is_rated(**of)) {
        let [low, high] = anchors(slot.rated, *dimension);
        text += &format!("- {dimension}: 1 is {}; 4 is {}\n", escape(low), escape(high));
    }
    text
}

fn list(heading: &str, items: &[String]) -> String {
    if items.is_empty() {
        return String::new();
    }
    let items: String = items.iter().map(|item| format!("- {}\n", escape(item))).collect();
    format!("\n### {}\n\n{items}", escape(heading))
}

/// What a question is held against.
fn limits(pacing: &Pacing, question: &QuestionPacing) -> Vec<String> {
    let mut lines = vec![format!("planned time {}", m_ss(question.planned))];
    let limits = &question.limits;
    for (what, limit) in
        [("first words", limits.first_words), ("first answer", limits.first_answer)]
    {
        if let Some(limit) = limit {
            let (late, very) = (m_ss(limit.late), m_ss(limit.very_late));
            lines.push(format!("{what} late after {late}, very late after {very}"));
        }
    }
    if let Some(answer) = limits.answer {
        let (shortest, longest) = (m_ss(answer.shortest), m_ss(answer.longest));
        lines.push(format!("answer {shortest} to {longest} long"));
    }
    if let Some(pause) = limits.pause {
        lines.push(format!("pause inside the answer long from {} s", pause.late.as_secs_f64()));
    }
    // Where pauses have a limit of their own, the longest silence has that one.
    let longest = question.longest_silence.filter(|_| limits.pause.is_none());
    let silence = longest.and_then(|of| of.limit).unwrap_or(pacing.limits.silence.late);
    lines.push(format!("silence long from {}", m_ss(silence)));
    lines
}

/// When what was, in a question's own time.
fn times(question: &QuestionPacing) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(used) = question.actual {
        let skipped = if question.is_skipped() { ", skipped" } else { "" };
        lines.push(format!("time used {}{skipped}", m_ss(used)));
    }
    lines.push(match (question.first_words, question.wordless) {
        (Some(at), _) => format!("first words at {}", m_ss(at.in_question)),
        (None, Some(time)) => format!("no words in the first {} that were heard", m_ss(time)),
        (None, None) => "first words: not known".to_string(),
    });
    match (question.first_answer.known, question.first_answer.at) {
        (AnswerKnown::NotAsked, _) => {}
        (AnswerKnown::Never, _) => {
            lines.push("first answer: never, as the candidate says".to_string())
        }
        (_, Some(at)) => lines.push(format!("first answer at {}", m_ss(at.in_question))),
        (_, None) => lines.push("first answer: not known".to_string()),
    }
    lines.extend(question.answer.map(|answer| {
        let (from, to) = (m_ss(answer.from.in_question), m_ss(answer.to.in_question));
        format!("answer {} long, from {from} to {to}", m_ss(answer.length()))
    }));
    lines.extend(question.code.as_ref().map(|code| format!("its code: {}", code_line(code))));
    for hint in &question.hints {
        lines.push(format!("hint taken at {}: {}", m_ss(hint.0.in_question), hint.1));
    }
    for (at, name) in &question.facts {
        lines.push(match at {
            Some(at) => format!("fact asked for at {}: {name}", m_ss(at.in_question)),
            None => format!("fact asked for, as the review says: {name}"),
        });
    }
    if !question.never_asked.is_empty() {
        let names: Vec<String> = question.never_asked.iter().map(|of| of.0.to_string()).collect();
        lines.push(format!("facts never asked for: {}", names.join(", ")));
    }
    for think in &question.thinks {
        let (from, to) = (m_ss(think.from.in_question), m_ss(think.to.in_question));
        lines.push(format!("asked for time to think from {from} to {to}"));
    }
    lines
}

fn phases(question: &QuestionPacing) -> Vec<String> {
    let mut lines = Vec::new();
    for phase in question.phases.iter().filter(|_| question.phases.len() > 1) {
        let used = phase.actual.map_or("not known".to_string(), m_ss);
        lines.push(format!("{}: {used} of {} planned", phase.name, m_ss(phase.planned)));
    }
    lines
}
