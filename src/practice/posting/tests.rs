//! What a text names, and what it doesn't.

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

/// The topics of interviews in which code is written, a system designed or asked about.
fn technical(text: &str) -> Vec<String> {
    let kinds = [
        QuestionKind::Coding,
        QuestionKind::MlDesign,
        QuestionKind::Foundations,
        QuestionKind::DeepDive,
    ];
    let topic = |line: &String| Some(line.split_once(", as")?.0.to_string());
    why(text, &kinds).iter().filter_map(topic).collect()
}

#[test]
fn what_any_advert_says_names_nothing_technical_even_beside_a_name() {
    let adverts = [
        "You pay attention to detail.",
        "A proven track record of success.",
        "We offer a fast-paced environment.",
        "You help with the ranking of candidates.",
        "We are in search of talent.",
        "We search for the best people.",
        "Our offices are near trees and a forest.",
        "Regression testing of releases.",
        "A clustering of offices in the city.",
        "We hash out ideas together.",
        "A graph of our growth.",
        "No strings attached.",
        "A full stack of benefits.",
        "A heap of perks.",
        "A cache of snacks.",
        "An array of benefits.",
        "A wide range of benefits.",
        "Our vision is to change travel.",
        "Share our vision and mission.",
        "Dental and vision insurance.",
        "You multi-task with ease.",
        "An online learning budget.",
        "Access to online learning platforms.",
        "Click through to apply.",
        "Our DPO is at your service.",
        "Privacy notice for applicants.",
        "Job security and a pension.",
        "Security clearance is required.",
        "Health and safety at work.",
        "Flexible scheduling.",
        "Strong reasoning skills.",
        "Sound judgement under pressure.",
        "Several revenue streams.",
        "Scaling the team to forty.",
        "A matrix organisation.",
        "A sampling of our benefits.",
        "You join the queue for coffee.",
        "Alignment with our values.",
        "Fairness in pay.",
        "Video interviews.",
        "Act with integrity.",
        "Next-generation products.",
        "Lead generation for sales.",
        "Agents of change.",
        "Estate agents welcome.",
        "Spark joy every day.",
        "A hive of activity.",
        "A ray of sunshine.",
        "At the helm of a team.",
        "Positive reinforcement.",
        "We deploy staff worldwide.",
        "Serving customers since 1990.",
        "Serving our community.",
        "Diversity monitoring form.",
        "Performance evaluation twice a year.",
        "Customer segmentation and sales.",
        "The public perception of us.",
        "Camera on in interviews.",
        "Pay compression is measured.",
        "Employee classification: salaried.",
        "Compliance training each year.",
        "Market research.",
        "Global logistics company.",
        "Sorting the mail.",
        "Long intervals between shifts.",
        "A classic car park with classics.",
        "Courage and heart.",
        "Positive outcomes for patients.",
        "A registry office wedding allowance.",
        "Shipping containers.",
        "Speech at the yearly party.",
        "An extraction of oil.",
        "Geo diversity.",
        "The freshness of our canteen.",
        "Greedy for success.",
        "Simulation games on Fridays.",
        "We root for you.",
        "High-ranking company.",
        "Ad hoc tasks.",
        "Job ads are written by people.",
        "Uncertainty is part of it.",
    ];
    assert_eq!(technical(&adverts.join("\n- ")), Vec::<String>::new());
    let beside = |text: &&str| format!("- PyTorch; {text}\n");
    let beside: String = adverts.iter().map(beside).collect();
    assert_eq!(technical(&beside), ["deep-learning"]);
}

#[test]
fn an_everyday_word_of_the_bank_has_names_of_its_own() {
    for (text, topic) in [
        ("multi-head attention", "attention"),
        ("self-attention", "attention"),
        ("multi-task learning", "multi-task"),
        ("negative sampling", "sampling"),
        ("scaling laws", "scaling"),
        ("reasoning models", "reasoning"),
        ("stream processing", "streams"),
        ("click-through rate prediction", "ads"),
        ("PyTorch, ranking and search", "search"),
        ("PyTorch, NLP, vision", "computer-vision"),
        ("online learning with PyTorch", "online-learning"),
    ] {
        let said = technical(text);
        assert!(said.iter().any(|of| of == topic), "{text}: {said:?}");
    }
    let said = why("Computer vision engineer", QuestionKind::all());
    assert!(said.iter().all(|line| !line.starts_with("vision, ")), "{said:?}");
    let said = why("You shape the product vision", QuestionKind::all());
    assert!(said.iter().any(|line| line.starts_with("vision, ")), "{said:?}");
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
        let topics: Vec<&str> = said.iter().filter_map(|line| line.split(", as").next()).collect();
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
        weigh(&text, &bank, QuestionKind::all(), |_| true).why.iter().filter_map(topic).collect()
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
        let is_it = |(other, of, _): &&(&str, &str, _)| topic == of && stems(name) == stems(other);
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

#[test]
fn of_a_saved_page_only_what_is_seen_names_something() {
    let page = "<html><head><style>.sql { kafka: 1 }</style><script>var pytorch = 'RLHF';</script>\
                </head><body><h1>Engineer</h1><p>You know machine&nbsp;learning.</p>\
                <h2>Not required:</h2><ul><li>NLP</li><li>Spark</li></ul></body></html>";
    assert_eq!(technical(page), ["ml"]);
    let said = why(page, QuestionKind::all()).join("\n");
    assert!(said.contains("as line 2 has \"machine learning\""), "{said}");
}
