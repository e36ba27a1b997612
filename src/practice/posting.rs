//! How much likelier a draw should take a question by the words of a text that the person gives,
//! such as what a job is advertised with: those on topics and of themes that the text names.
//! Nothing is guessed: a word is a topic's own, or one of a short list of usual names for it.

use std::collections::{BTreeMap, BTreeSet};

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

/// Topics and themes that a text names without meaning them: they are everyday words.
const EVERYDAY: [&str; 38] = [
    "bridges",
    "career",
    "code",
    "conflict",
    "cost",
    "craft",
    "culture",
    "data",
    "design",
    "edge",
    "experience",
    "features",
    "feedback",
    "growth",
    "introduction",
    "learning",
    "memory",
    "metrics",
    "operations",
    "organisation",
    "pitch",
    "planning",
    "production",
    "quality",
    "questions",
    "release",
    "search",
    "stack",
    "standards",
    "strings",
    "testing",
    "training",
    "trees",
    "trie",
    "turnaround",
    "users",
    "video",
    "vision",
];

/// Usual names of topics, beside the topics themselves.
const NAMES: [(&str, &str); 73] = [
    ("machine learning", "ml"),
    ("a/b test", "experimentation"),
    ("ab testing", "experimentation"),
    ("experiment design", "experimentation"),
    ("agentic", "agents"),
    ("ai agent", "agents"),
    ("bayesian", "statistics"),
    ("statistical", "statistics"),
    ("hypothesis test", "statistics"),
    ("causal inference", "causal"),
    ("ci/cd", "ci-cd"),
    ("continuous delivery", "ci-cd"),
    ("continuous integration", "ci-cd"),
    ("k8s", "kubernetes"),
    ("docker", "kubernetes"),
    ("helm", "kubernetes"),
    ("mlops", "deployment"),
    ("mlops", "monitoring"),
    ("deploy", "deployment"),
    ("observability", "monitoring"),
    ("data pipeline", "data-engineering"),
    ("etl", "data-engineering"),
    ("spark", "data-engineering"),
    ("airflow", "data-engineering"),
    ("cuda", "gpu"),
    ("deepspeed", "distributed-training"),
    ("fsdp", "distributed-training"),
    ("large-scale training", "distributed-training"),
    ("diffusion model", "generation"),
    ("generative", "llm"),
    ("genai", "llm"),
    ("gpt", "llm"),
    ("language model", "llm"),
    ("foundation model", "llm"),
    ("prompt engineering", "llm"),
    ("finetune", "fine-tuning"),
    ("lora", "fine-tuning"),
    ("peft", "fine-tuning"),
    ("rlhf", "rlhf"),
    ("post-training", "rlhf"),
    ("preference optimization", "rlhf"),
    ("rag", "retrieval"),
    ("retrieval-augmented", "retrieval"),
    ("vector database", "retrieval"),
    ("information retrieval", "retrieval"),
    ("learning to rank", "ranking"),
    ("recommender", "recommendation"),
    ("personalization", "recommendation"),
    ("personalisation", "recommendation"),
    ("natural language", "nlp"),
    ("image recognition", "computer-vision"),
    ("object detection", "computer-vision"),
    ("fraud detection", "fraud"),
    ("content moderation", "trust-and-safety"),
    ("integrity", "trust-and-safety"),
    ("demand forecasting", "forecasting"),
    ("inference", "serving"),
    ("low latency", "latency"),
    ("quantization", "compression"),
    ("distillation", "compression"),
    ("reinforcement", "reinforcement-learning"),
    ("pytorch", "deep-learning"),
    ("transformer", "transformers"),
    ("decision tree", "ensembles"),
    ("boosted tree", "ensembles"),
    ("gradient boosting", "ensembles"),
    ("random forest", "ensembles"),
    ("binary tree", "trees"),
    ("long-term memory", "memory"),
    ("video recommendation", "video"),
    ("video understanding", "video"),
    ("string matching", "strings"),
    ("string processing", "strings"),
];

/// What themes of stories are called where a job is described.
const THEMES: [(&str, Theme); 31] = [
    ("ambiguous", Theme::Ambiguity),
    ("uncertainty", Theme::Ambiguity),
    ("self-starter", Theme::Ambiguity),
    ("zero to one", Theme::Ambiguity),
    ("disagree", Theme::Conflict),
    ("conflict resolution", Theme::Conflict),
    ("resolve conflict", Theme::Conflict),
    ("difficult conversation", Theme::Conflict),
    ("feedback", Theme::Growth),
    ("mentor", Theme::Growth),
    ("growth mindset", Theme::Growth),
    ("personal growth", Theme::Growth),
    ("curiosity", Theme::Growth),
    ("deliver", Theme::Delivery),
    ("deadline", Theme::Delivery),
    ("end-to-end", Theme::Delivery),
    ("ownership", Theme::Delivery),
    ("bias for action", Theme::Delivery),
    ("stakeholder", Theme::Stakeholders),
    ("cross-functional", Theme::Stakeholders),
    ("product manager", Theme::Stakeholders),
    ("influence", Theme::Stakeholders),
    ("communicate", Theme::Stakeholders),
    ("fast-paced", Theme::ScopeChange),
    ("changing priorities", Theme::ScopeChange),
    ("adaptable", Theme::ScopeChange),
    ("passion", Theme::Aspiration),
    ("mission", Theme::Aspiration),
    ("complex problem", Theme::HardestProblem),
    ("measurable", Theme::Outcomes),
    ("business impact", Theme::Outcomes),
];

/// The weights of the questions of these kinds that can be asked by what a text names, and why: a
/// line a topic or theme, with the line of the text. No line where it names nothing that such a
/// question is on.
pub(crate) fn weigh(
    text: &str,
    bank: &Bank,
    kinds: &[QuestionKind],
    can_ask: impl Fn(&Question) -> bool,
) -> Weighed {
    let lines: Vec<String> = text.lines().map(folded).collect();
    let asked: Vec<&Question> = bank
        .entries()
        .iter()
        .map(|entry| &entry.question)
        .filter(|question| kinds.contains(&question.kind()))
        .collect();
    let mut weighed = Weighed { weights: BTreeMap::new(), why: Vec::new(), unasked: Vec::new() };
    let mut add = |what: &str, (line, word): (usize, &str), is_on: &dyn Fn(&Question) -> bool| {
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
        let own = (!EVERYDAY.contains(&topic)).then_some(topic);
        let names = NAMES.iter().filter(|(_, of)| *of == topic).map(|(name, _)| *name);
        if let Some(found) = first(&lines, own.into_iter().chain(names))
            && !add(topic, found, &|question| question.topics.iter().any(|of| of == topic))
        {
            unasked.push(topic.to_string());
        }
    }
    for theme in Theme::all() {
        let own = Some(theme.word()).filter(|word| !EVERYDAY.contains(word));
        let names = THEMES.iter().filter(|(_, of)| of == theme).map(|(name, _)| *name);
        if let Some(found) = first(&lines, own.into_iter().chain(names)) {
            let what = format!("the theme {}", theme.word());
            add(&what, found, &|question| question.brief.theme() == Some(*theme));
        }
    }
    Weighed { unasked, ..weighed }
}

/// The first line that has one of some names, counted from 1, and the name.
fn first<'n>(lines: &[String], names: impl Iterator<Item = &'n str>) -> Option<(usize, &'n str)> {
    let found = |name: &'n str| {
        let wanted = folded(name);
        let line = lines.iter().position(|line| line.contains(&wanted))?;
        Some((line + 1, name))
    };
    names.filter_map(found).min()
}

/// A text's words as they are compared: without their endings, a space around each.
fn folded(text: &str) -> String {
    tokens(text).fold(" ".to_string(), |folded, word| folded + &stem(&word) + " ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::ProptestConfig;

    use super::*;
    use crate::round::{Difficulty, QuestionId};

    fn whole() -> Bank {
        Bank::with_builtin(&[]).unwrap()
    }

    fn why(text: &str, kinds: &[QuestionKind]) -> Vec<String> {
        weigh(text, &whole(), kinds, |_| true).why
    }

    #[test]
    fn a_word_is_found_in_any_spelling_of_its_line_and_explained() {
        let text = "We build things.\nYou know Recommender Systems, class imbalance and k8s.";
        let said = why(text, &[QuestionKind::MlDesign, QuestionKind::Foundations]).join("\n");
        for expected in [
            "class-imbalance, as line 2 has \"class-imbalance\": ",
            "kubernetes, as line 2 has \"k8s\": ",
            "recommendation, as line 2 has \"recommender\": ",
        ] {
            assert!(said.contains(expected), "{said}");
        }
    }

    #[test]
    fn what_cannot_be_asked_makes_nothing_likelier() {
        let is_easy = |of: &Question| of.difficulty != Some(Difficulty::Hard);
        let text = "decoding and hashing";
        let said = weigh(text, &whole(), &[QuestionKind::Coding], is_easy);
        assert_eq!(said.unasked, ["decoding"]);
        let [hashing] = &said.why[..] else { panic!("{:?}", said.why) };
        assert!(hashing.starts_with("hashing, as line 1 has "), "{hashing}");
        let bank = whole();
        let of = |id: &QuestionId| bank.get(id.as_str()).unwrap().question.difficulty;
        assert!(said.weights.keys().all(|id| of(id) != Some(Difficulty::Hard)));
    }

    #[test]
    fn a_part_of_a_word_and_an_everyday_word_name_nothing() {
        let kinds = QuestionKind::all();
        for text in [
            "storage is dragged",
            "great design culture, competitive training",
            "no conflict of interest; our video team is in growth, and needs no memory of strings",
            "between trees, with metrics and planning for",
            "tried and recommended, by servers that generate",
            "",
            "\0",
        ] {
            assert_eq!(why(text, kinds), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn themes_are_found_by_what_jobs_are_described_with() {
        let said = why("Comfortable with ambiguity.\nMentors others.", &[QuestionKind::Behavioral]);
        let said = said.join("\n");
        assert!(said.contains("the theme ambiguity, as line 1 has \"ambiguity\": 8"), "{said}");
        assert!(said.contains("the theme growth, as line 2 has \"mentor\""), "{said}");
    }

    #[test]
    fn an_everyday_word_with_a_second_one_names_its_topic_or_theme() {
        let text = "Boosted trees.\nVideo understanding.\nConflict resolution.";
        let said = why(text, QuestionKind::all()).join("\n");
        for expected in [
            "ensembles, as line 1 has \"boosted tree\": ",
            "video, as line 2 has \"video understanding\": ",
            "the theme conflict, as line 3 has \"conflict resolution\": ",
        ] {
            assert!(said.contains(expected), "{said}");
        }
    }

    #[test]
    fn every_name_is_of_a_topic_that_the_bank_has() {
        let bank = whole();
        let topics = bank.topics();
        for (name, topic) in NAMES {
            assert!(topics.contains(&topic), "{name}: {topic}");
        }
        for topic in EVERYDAY {
            assert!(topics.contains(&topic), "{topic}");
        }
    }

    proptest::proptest! {
        #![proptest_config(ProptestConfig {
            cases: 32, failure_persistence: None, ..ProptestConfig::default()
        })]
        #[test]
        fn weights_lie_between_plain_and_most_and_are_of_the_kinds_that_are_asked(
            words in proptest::collection::vec("[a-zA-Z8/ -]{0,12}", 0..30), kind in 0..4usize,
        ) {
            let bank = whole();
            let kind = QuestionKind::all()[kind];
            let weighed = weigh(&words.join("\n"), &bank, &[kind], |_| true);
            proptest::prop_assert_eq!(weighed.weights.is_empty(), weighed.why.is_empty());
            for (id, weight) in weighed.weights {
                proptest::prop_assert!((NAMED..=MOST).contains(&weight));
                proptest::prop_assert_eq!(bank.get(id.as_str()).unwrap().question.kind(), kind);
            }
        }
    }
}
