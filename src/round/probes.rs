//! Probes alone: what interviewers ask on top of a bank's questions, as short questions of their
//! own. A session tells them by the ids of its questions, `probe-1f0e9a3c-short-video-feed`, which
//! are kept for them: a bank's question may have none of them. Each is of the kind of fundamentals,
//! as it is answered alike: it has points, which are shown once the answer is told.

use std::collections::BTreeSet;

use super::bank::Bank;
use super::id::{PROBE, PROBE_DIGITS, fnv1a, is_probe_id};
use super::sentences::sentences;
use super::template::Template;
use super::{Brief, Question, QuestionId, QuestionKind};
use crate::text::clean_line;
use crate::word::Word as _;

/// The name of the round.
pub(crate) const TEMPLATE: &str = "probes-drill";

/// Ten probes in ten minutes.
const ROUND: &str = r#"
title = "Probes drill"

[[slot]]
kind = "foundations"
title = "probes"
length = "10m"

[[slot.ask]]
count = 10
answer = ["5s", "45s", "1m"]
phase = [
  { name = "answer", budget = "45s", ends-with = "answer" },
  { name = "points", budget = "15s" },
]
"#;

/// An id has no room for more.
const LONGEST_ID: usize = 64;

/// As many points can be ticked.
const MOST_POINTS: usize = 9;

/// Which probes are asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ProbesOf {
    /// Of questions of this kind only; else of those kinds in which an interviewer asks.
    pub(crate) kind: Option<QuestionKind>,
    /// Of this phase only, by its name.
    pub(crate) phase: Option<&'static str>,
}

impl ProbesOf {
    /// The kinds of their questions.
    pub(crate) fn kinds(self) -> Vec<QuestionKind> {
        let asked = |kind: &QuestionKind| match self.kind {
            Some(only) => *kind == only,
            None => kind.is_conversation(),
        };
        QuestionKind::all().iter().copied().filter(asked).collect()
    }

    /// The probes of a bank as questions, those that have an answer.
    pub(crate) fn of_bank(self, bank: &Bank) -> Bank {
        let kinds = self.kinds();
        bank.made_into(|question| match kinds.contains(&question.kind()) {
            true => of_question(question, self.phase),
            false => Vec::new(),
        })
    }
}

/// The ids of all probes of a bank's questions that have an answer.
pub(crate) fn ids(bank: &Bank) -> BTreeSet<String> {
    let all = bank.entries().iter().flat_map(|entry| of_question(&entry.question, None));
    all.map(|probe| probe.id.to_string()).collect()
}

/// Whether a question of a kind is a probe alone, by its id.
pub(crate) fn is_probe(kind: QuestionKind, id: &str) -> bool {
    kind == QuestionKind::Foundations && is_probe_id(id)
}

/// The round, before its probes are drawn.
///
/// # Panics
/// Never: the text is ours.
pub(crate) fn template() -> Template {
    Template::parse(TEMPLATE, TEMPLATE, ROUND).expect("the round of probes is well formed")
}

impl Question {
    /// What a weak answer sounds like, of a probe alone.
    pub(crate) fn weak(&self) -> Option<&str> {
        let is_probe = is_probe(self.kind(), self.id.as_str());
        self.answers.first().filter(|_| is_probe)?.weak.as_deref()
    }
}

/// The answered probes of a question, each once; of one phase only, where one is given.
fn of_question(question: &Question, only: Option<&str>) -> Vec<Question> {
    let phases = question.notes.iter().filter(|notes| only.is_none_or(|only| notes.name == only));
    let phases = phases.flat_map(|notes| notes.probes.iter().map(|ask| (Some(&notes.name), ask)));
    let on_top = question.follow_ups.iter().filter(|_| only.is_none()).map(|ask| (None, ask));
    let mut probes: Vec<Question> = Vec::new();
    for (phase, ask) in phases.chain(on_top) {
        let probe = probe(question, phase.map(String::as_str), ask);
        probes.extend(probe.filter(|probe| probes.iter().all(|of| of.id != probe.id)));
    }
    probes
}

fn probe(question: &Question, phase: Option<&str>, ask: &str) -> Option<Question> {
    let answer = question.answer_to(ask)?;
    let title = match phase {
        Some(phase) => format!("{}: {phase}", question.title),
        None => question.title.clone(),
    };
    Some(Question {
        id: id(question, ask)?,
        title,
        difficulty: question.difficulty,
        topics: question.topics.clone(),
        statement: format!("{}\n\n{}", gist(question), clean_line(ask)),
        follow_ups: Vec::new(),
        answers: vec![answer.clone()],
        brief: Brief::Foundations { key_points: points(&answer.answer) },
        notes: Vec::new(),
    })
}

/// By the hash of its text, so that it stays the same wherever it stands in its question.
fn id(question: &Question, ask: &str) -> Option<QuestionId> {
    let hash = format!("{:016x}", fnv1a(ask.as_bytes()));
    let mut id = format!("{PROBE}{}-{}", &hash[..PROBE_DIGITS], question.id);
    id.truncate(LONGEST_ID);
    QuestionId::try_from(id).ok()
}

/// The points of an answer: its sentences. What can't be ticked any more goes with the last.
fn points(answer: &str) -> Vec<String> {
    let mut points = sentences(&clean_line(answer));
    if points.len() > MOST_POINTS {
        let rest = points.split_off(MOST_POINTS - 1).join(" ");
        points.push(rest);
    }
    points
}

/// What a question is about, so that a probe can be answered without it.
fn gist(question: &Question) -> String {
    if let Brief::MlDesign { opening: Some(opening), .. } = &question.brief {
        return clean_line(opening);
    }
    // The first paragraph that holds more than a heading or a list; of a question about one's own
    // work, what to think of, and not how long to tell of it.
    let most = if question.kind().is_conversation() { 1 } else { 2 };
    let text = question.statement.trim();
    let first = text.split("\n\n").next().unwrap_or(text);
    let mut told = sentences(&first.split_whitespace().collect::<Vec<_>>().join(" "));
    told.truncate(if question.kind() == QuestionKind::MlDesign { 2 } else { most });
    clean_line(&told.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::round::draw::{self, Wishes};
    use crate::round::limits::Limits;

    fn bank() -> Bank {
        Bank::with_builtin(&[]).unwrap()
    }

    fn all() -> ProbesOf {
        ProbesOf::default()
    }

    #[test]
    fn every_answered_probe_of_the_bank_is_a_question_with_an_id_of_its_own() {
        let (bank, found) = (bank(), ids(&bank()));
        for kind in QuestionKind::all() {
            let probes = ProbesOf { kind: Some(*kind), phase: None }.of_bank(&bank);
            let mut ids = BTreeSet::new();
            for entry in probes.entries() {
                let Question { id, statement, answers, .. } = &entry.question;
                assert!(is_probe(QuestionKind::Foundations, id.as_str()), "{id}");
                assert!(ids.insert(id.clone()), "{id}");
                assert!(statement.ends_with(&answers[0].ask), "{statement}");
                assert!(statement.len() > answers[0].ask.len() + 20, "{statement}");
                let points = entry.question.brief.key_points().unwrap();
                assert!((1..=MOST_POINTS).contains(&points.len()), "{id}");
                assert_eq!(points.join(" "), clean_line(&answers[0].answer));
                assert!(found.contains(id.as_str()), "{id}");
            }
            let asks = bank.of_kind(*kind).map(|of| of.answers.len()).sum::<usize>();
            assert_eq!(ids.len(), asks, "{kind:?}");
        }
        // None of the bank's own questions is taken for one.
        let own = |question: &Question| is_probe(question.kind(), question.id.as_str());
        assert!(bank.entries().iter().all(|entry| !own(&entry.question)));
    }

    #[test]
    fn a_kind_and_a_phase_keep_their_own() {
        let bank = bank();
        let ids = |of: ProbesOf| -> Vec<String> {
            let probes = of.of_bank(&bank);
            probes.entries().iter().map(|entry| entry.question.id.to_string()).collect()
        };
        let design = ProbesOf { kind: Some(QuestionKind::MlDesign), phase: None };
        let data = ProbesOf { phase: Some("data"), ..design };
        let (any, design, data) = (ids(all()), ids(design), ids(data));
        assert!(any.len() > design.len() && design.len() > data.len() && data.len() >= 20);
        assert!(data.iter().all(|id| design.contains(id)));
        assert!(design.iter().all(|id| any.contains(id)));
    }

    #[test]
    fn the_round_asks_ten_in_ten_minutes_each_with_its_points_behind_its_answer() {
        let (template, bank) = (template(), all().of_bank(&bank()));
        let drawn = |seed| {
            let wishes = Wishes { seed, ..Wishes::default() };
            draw::build(&template, &bank, &Limits::default(), &wishes).unwrap()
        };
        let round = drawn(7);
        assert_eq!(round, drawn(7));
        let slot = &round.slots[0];
        assert_eq!((slot.questions.len(), slot.length.as_secs()), (10, 600));
        assert_eq!(slot.spare().as_secs(), 0);
        for planned in &slot.questions {
            assert!(!planned.checklist(1).is_empty() && planned.limits.answer.is_some());
            assert!(planned.limits.first_words.is_some());
        }
    }

    #[test]
    fn ids_of_other_kinds_and_shapes_are_no_probes() {
        let is = |id: &str| is_probe(QuestionKind::Foundations, id);
        assert!(is("probe-0123abcd-a-question"));
        for other in
            ["probe-0123abcd", "probe-of-the-moon", "a-probe-0123abcd-x", "probe-0123ABCD-x"]
        {
            assert!(!is(other), "{other}");
        }
        assert!(!is_probe(QuestionKind::Coding, "probe-0123abcd-a-question"));
    }
}
