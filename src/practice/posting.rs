//! How much likelier a draw should take a question by the words of a text that the person gives,
//! such as what a job is advertised with: those on topics and of themes that the text names.
//! Nothing is guessed: a word is a topic's own, or one of a list of usual names for it. An everyday
//! word counts only in a sentence that is about such work, and what is denied not at all.

mod clauses;
mod names;

use std::collections::{BTreeMap, BTreeSet};

use self::clauses::{PostedUnit, PostedWord, units};
use self::names::{EVERYDAY, NAMES, OWN, SOFT, Sureness, TECHNICAL, THEMES};
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
        let units = units(text).into_iter().map(|unit| {
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
        is_it && is_sure
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
            "class-imbalance, as line 2 has \"class imbalance\": ",
            "kubernetes, as line 2 has \"k8s\": ",
            "recommendation, as line 2 has \"Recommender\": ",
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
            "a matrix organisation",
            "security clearance",
            "ranking candidates fairly",
            "you will train new colleagues and deploy staff",
            "a cloud of uncertainty",
            "agents of change",
            "at the helm, to spark joy, with a drag on it, and clip the rag",
            "letters of recommendation and reinforcement of our values",
            "integrity, and a transformer station; inference from few facts",
            "no NLP needed",
            "This is not a computer vision role.",
            "Kubernetes is not required.",
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
        assert!(said.contains("the theme growth, as line 2 has \"Mentors\""), "{said}");
    }

    #[test]
    fn an_everyday_word_with_a_second_one_names_its_topic_or_theme() {
        let text = "Boosted trees.\nVideo understanding.\nConflict resolution.";
        let said = why(text, QuestionKind::all()).join("\n");
        for expected in [
            "ensembles, as line 1 has \"Boosted trees\": ",
            "video, as line 2 has \"Video understanding\": ",
            "the theme conflict, as line 3 has \"Conflict resolution\": ",
        ] {
            assert!(said.contains(expected), "{said}");
        }
    }

    /// Six invented postings: the text, and the topics that it is on.
    const POSTINGS: [(&str, &[&str]); 6] = [
        (
            "Engineer, LLM platform\n\n- You own RAG pipelines over a vector DB, and evals\n\
             - vLLM or TensorRT, RLHF or DPO a plus\n- Kubernetes, CI/CD\n\
             - You train new colleagues, in a matrix organisation\n- No computer vision needed",
            &[
                "ci-cd",
                "evaluation",
                "kubernetes",
                "llm",
                "retrieval",
                "rlhf",
                "serving",
                "similarity-search",
            ],
        ),
        (
            "Ranking and ads\nYou improve CTR models with XGBoost and GNNs, and test them in A/B \
             tests. Calibration matters to our ranking models. We are agents of change.",
            &["ads", "calibration", "ensembles", "experimentation", "graph", "ranking"],
        ),
        (
            "Vision engineer\n* Object detection and segmentation in PyTorch\n\
             * CUDA; quantization for devices\n* not an NLP role\n* security clearance required",
            &["compression", "computer-vision", "deep-learning", "gpu"],
        ),
        (
            "MLOps engineer\n- Feature store, Airflow, Spark with Kafka\n- Docker, Terraform\n\
             - drift detection and model monitoring",
            &[
                "ci-cd",
                "data-engineering",
                "deployment",
                "drift",
                "features",
                "kubernetes",
                "mlops",
                "monitoring",
            ],
        ),
        (
            "Applied scientist, experiments\nBayesian statistics, causal inference and uplift \
             models in SQL. You communicate results. Deep learning is not required.",
            &["causal", "sql", "statistics", "uplift"],
        ),
        (
            "Head of people\nYou rank candidates fairly, deploy staff, and manage a cloud of \
             uncertainty with integrity. You search for talent; no machine learning.\n\
             Inference from references, and letters of recommendation.",
            &[],
        ),
    ];

    #[test]
    fn postings_of_different_roles_name_what_they_are_about() {
        let kinds = [
            QuestionKind::Coding,
            QuestionKind::MlDesign,
            QuestionKind::Foundations,
            QuestionKind::DeepDive,
        ];
        for (text, expected) in POSTINGS {
            let said = why(text, &kinds);
            let topics: Vec<&str> =
                said.iter().filter_map(|line| line.split(", as").next()).collect();
            assert_eq!(topics, expected, "{said:#?}");
        }
    }

    /// In the other spelling, where there is one.
    fn american(topic: &str) -> String {
        let ends = [("isation", "ization"), ("our", "or"), ("gement", "gment")];
        let cut = |(from, to): &(&str, &str)| Some(format!("{}{to}", topic.strip_suffix(from)?));
        ends.iter().find_map(cut).unwrap_or_else(|| topic.to_string())
    }

    #[test]
    fn every_topic_is_found_in_both_spellings() {
        let bank = whole();
        let named = |spelled: &dyn Fn(&str) -> String| -> Vec<String> {
            let line = |topic: &&str| format!("- PyTorch and {}.\n", spelled(topic));
            let text: String = bank.topics().iter().map(line).collect();
            let topic = |line: &String| Some(line.split_once(", as line")?.0.to_string());
            weigh(&text, &bank, QuestionKind::all(), |_| true)
                .why
                .iter()
                .filter_map(topic)
                .collect()
        };
        let as_it_is = named(&str::to_string);
        assert_eq!(named(&american), as_it_is);
        assert_ne!(bank.topics().iter().map(|of| american(of)).collect::<Vec<_>>(), bank.topics());
        for topic in bank.topics() {
            let is_named = as_it_is.iter().any(|of| of == topic);
            assert!(is_named || EVERYDAY.contains(&topic), "{topic}");
        }
        for (text, topic) in [
            ("generalization of PyTorch models", "generalisation"),
            ("regularization", "regularisation"),
            ("batch normalization in PyTorch", "normalisation"),
            ("tokenizers", "tokenisation"),
            ("You prioritize ruthlessly", "prioritisation"),
            ("prioritization", "prioritisation"),
            ("convex optimization", "optimisation"),
            ("rigor with PyTorch", "rigour"),
        ] {
            let said = weigh(text, &bank, QuestionKind::all(), |_| true).why;
            assert!(said.iter().any(|line| line.starts_with(topic)), "{text}: {said:?}");
        }
    }

    #[test]
    fn no_name_stands_twice() {
        for (at, (name, topic, _)) in NAMES.iter().enumerate() {
            let is_it =
                |(other, of, _): &&(&str, &str, _)| topic == of && stems(name) == stems(other);
            assert!(!NAMES[..at].iter().any(|of| is_it(&of)), "{name}: {topic}");
        }
    }

    #[test]
    fn every_name_is_of_a_topic_that_the_bank_has() {
        let bank = whole();
        let topics = bank.topics();
        for (name, topic, _) in NAMES {
            assert!(topics.contains(&topic), "{name}: {topic}");
        }
        for topic in OWN.iter().chain(&SOFT).chain(&EVERYDAY) {
            assert!(topics.contains(topic), "{topic}");
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
