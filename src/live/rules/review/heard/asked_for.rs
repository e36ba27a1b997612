//! Which facts of a terse question were asked for by their names: in a sentence that asks, by the
//! name, by what it is usually asked with, or by a word that only this fact has.

use std::collections::{BTreeMap, BTreeSet};

use crate::round::terse::Fact;
use crate::text::stems::{is_number, kin, tokens};
use crate::words::{SaidWord, SeemsSaid, is_everyday, questions};

/// What facts of the usual names are asked for with besides.
const ASKED_WITH: [(&str, &str); 22] = [
    ("content", "text texts images photos metadata descriptions fields"),
    ("context", "weather calendar holidays season"),
    ("cost", "cost costs money spend spending price afford budget"),
    ("goals", "goal goals objective target success kpi"),
    ("hardware", "gpu gpus cpu cpus machine machines compute memory device devices"),
    ("history", "historical past experiments experiment"),
    ("labels", "labelled labeled labelling labeling annotated annotations annotators truth"),
    ("latency", "fast quickly milliseconds millisecond p99 p95 deadline slow"),
    ("logs", "logged logging history events records historical collected"),
    ("models", "llm llms hosted licence license pretrained"),
    ("other data", "external thirdparty sources"),
    ("output", "shown display format returned"),
    ("people", "team reviewers raters annotators staff headcount analysts engineers experts"),
    ("privacy", "private consent gdpr personal permission allowed sensitive pii"),
    ("profiles", "demographics demographic age ages gender"),
    ("rates", "percent percentage fraction often common prevalence imbalance imbalanced rare"),
    ("rules", "policy policies constraints regulations regulation legal law"),
    ("schedule", "nightly frequently batch weekly refreshed"),
    ("systems", "system infrastructure platform stack existing tools"),
    ("traffic", "requests request queries qps rps load throughput calls peak"),
    ("users", "people members customers active dau mau audience"),
    ("volume", "big large size documents items catalogue catalog corpus scale"),
];

/// The facts that some words ask for, in their order. A word of what was told already asks for
/// nothing, and one beside a name goes with it: a latency budget is no cost.
pub(super) fn asked_for(words: &[SaidWord], told: &str, facts: &[Fact]) -> Vec<SeemsSaid> {
    let told: BTreeSet<String> = tokens(told).filter_map(|word| kin(&word)).collect();
    let kins = |text: &str| -> BTreeSet<String> {
        tokens(text).filter_map(|word| kin(&word)).filter(|word| !told.contains(word)).collect()
    };
    let mut having: BTreeMap<String, usize> = BTreeMap::new();
    let lines: Vec<BTreeSet<String>> = facts.iter().map(|fact| kins(&fact.line())).collect();
    lines.iter().flatten().for_each(|word| *having.entry(word.clone()).or_default() += 1);
    let names: Vec<BTreeSet<String>> = facts.iter().map(|fact| kins(&fact.name)).collect();
    let with = |fact: &Fact| ASKED_WITH.iter().find(|(name, _)| *name == fact.name);
    let with: Vec<BTreeSet<String>> = facts
        .iter()
        .map(|fact| with(fact).map(|(_, with)| kins(with)).unwrap_or_default())
        .collect();
    let mut found: BTreeMap<usize, SeemsSaid> = BTreeMap::new();
    for asked in questions(words) {
        let said: Vec<Option<String>> =
            asked.iter().map(|word| tokens(&word.text).find_map(|token| kin(&token))).collect();
        let is_in = |at: usize, of: &BTreeSet<String>| {
            said.get(at).and_then(Option::as_ref).is_some_and(|word| of.contains(word))
        };
        let is_name = |at: usize| names.iter().any(|name| is_in(at, name));
        let is_beside_name = |at: usize| is_name(at + 1) || at > 0 && is_name(at - 1);
        let is_own = |at: usize| {
            let word = said[at].as_ref();
            word.is_some_and(|of| having.get(of) == Some(&1) && !is_everyday(of) && !is_number(of))
        };
        for fact in 0..facts.len() {
            let says = |at: &usize| {
                is_in(*at, &names[fact])
                    || !is_name(*at)
                        && !is_beside_name(*at)
                        && (is_in(*at, &with[fact]) || is_own(*at) && is_in(*at, &lines[fact]))
            };
            let hits: Vec<usize> = (0..asked.len()).filter(says).collect();
            let Some(first) = hits.first() else { continue };
            let bare = |at: &usize| {
                asked[*at].text.trim_matches(|c: char| !c.is_alphanumeric()).to_string()
            };
            let heard = hits.iter().map(bare).collect();
            found.entry(fact).or_insert(SeemsSaid { point: fact, at: asked[*first].from, heard });
        }
    }
    found.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::at;

    const TOLD: &str = "A shop shows goods to its users. Design the search for it.";

    fn facts() -> Vec<Fact> {
        let fact = |(name, says): &(&str, &str)| Fact {
            name: (*name).to_string(),
            says: vec![(*says).to_string()],
        };
        let all = [
            ("traffic", "scale: 25 million a day, 1,000 a second at peak"),
            ("latency", "scale: p99 300 ms"),
            ("logs", "given: two years of clicks and watch positions"),
            ("labels", "not given: a mark of what is outdated"),
            ("users", "scale: 11 million, 6 million a week active"),
            ("cost", "scale: 3 euro cents a ticket"),
            ("context", "given: forecast by town, school breaks"),
        ];
        all.iter().map(fact).collect()
    }

    /// The names of the facts that are asked for, with the words that do.
    fn of(text: &str) -> String {
        let word = |(second, text): (u32, &str)| {
            let from = at(f64::from(second) / 2.0);
            SaidWord { from, to: from, text: text.to_string() }
        };
        let words: Vec<SaidWord> = (0..).zip(text.split(' ')).map(word).collect();
        let facts = facts();
        let shown = |of: SeemsSaid| format!("{} {}", facts[of.point].name, of.heard.join(" "));
        asked_for(&words, TOLD, &facts).into_iter().map(shown).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn a_fact_is_asked_for_by_its_name_or_by_what_is_usual() {
        for (text, expected) in [
            ("How many requests per second do we have?", "traffic requests"),
            ("What's the latency budget?", "latency latency"),
            ("so how fast does it have to be", "latency fast"),
            ("do we have any labeled data, and logs?", "logs logs, labels labeled"),
            ("what can we spend on it", "cost spend"),
            ("is there a forecast somewhere", "context forecast"),
            ("I'd like to know the QPS.", "traffic QPS"),
            ("how much traffic is there", "traffic traffic"),
        ] {
            assert_eq!(of(text), expected, "{text}");
        }
    }

    #[test]
    fn what_states_something_or_was_told_asks_for_no_fact() {
        for text in [
            "we log all requests, and the latency is low",
            "who are the users and what is the search",
            "The latency matters. Does that make sense?",
            "how many of the second ones",
            "",
        ] {
            assert_eq!(of(text), "", "{text}");
        }
    }
}
