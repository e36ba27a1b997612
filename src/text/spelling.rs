//! A word in one of the ways in which English spells it, so that both are compared as one.

/// What ends a word whose root ends in `our`, or in a doubled `l`.
const BEHIND_OUR: [&str; 14] =
    ["", "s", "'s", "ed", "ing", "ings", "al", "ally", "able", "ably", "er", "ers", "ite", "ites"];

/// What stands behind the `is` or `ys` of a verb, and of what is made of it.
const BEHIND_IS: [&str; 10] =
    ["e", "es", "ed", "er", "ers", "ing", "ation", "ations", "ational", "able"];

/// Words that no ending tells: the spelling here, and the one that is compared.
const WORDS: [(&str, &str); 14] = [
    ("analog", "analogue"),
    ("artefact", "artifact"),
    ("catalog", "catalogue"),
    ("center", "centre"),
    ("cheque", "check"),
    ("defens", "defenc"),
    ("dialog", "dialogue"),
    ("fulfill", "fulfil"),
    ("judgment", "judgement"),
    ("licens", "licenc"),
    ("offens", "offenc"),
    ("practis", "practic"),
    ("programme", "program"),
    ("skillful", "skilful"),
];

/// What ends them.
const BEHIND_WORDS: [&str; 6] = ["", "s", "e", "es", "ed", "ing"];

/// A word as it is compared: `generalization` as `generalisation`, `behaviour` as `behavior`.
pub(super) fn folded(word: &str) -> String {
    let mut word = word.to_string();
    for (z, s) in [("iz", "is"), ("yz", "ys")] {
        // `size` and `prize` are spelled in one way.
        let at = word.rfind(z).filter(|at| *at >= 3);
        if let Some(at) = at.filter(|at| BEHIND_IS.contains(&&word[at + z.len()..])) {
            word.replace_range(at..at + z.len(), s);
        }
    }
    let our = word.rfind("our").filter(|at| *at >= 3);
    if let Some(at) = our.filter(|at| BEHIND_OUR.contains(&&word[at + "our".len()..])) {
        word.replace_range(at..at + "our".len(), "or");
    }
    // `modeller`, `modeler`; `caller` has no second way.
    for ending in ["ller", "llers", "llor", "llors", "llment"] {
        if let Some(start) = word.strip_suffix(ending).filter(|start| start.len() >= 3) {
            word = format!("{start}{}", &ending[1..]);
            break;
        }
    }
    let rest = |from: &str| word.strip_prefix(from).filter(|rest| BEHIND_WORDS.contains(rest));
    let other = WORDS.iter().find_map(|(from, to)| Some(format!("{to}{}", rest(from)?)));
    other.unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use crate::text::stems::{kin, stem};

    #[test]
    fn both_spellings_of_a_word_are_compared_as_one() {
        for (one, other) in [
            ("generalization", "generalisation"),
            ("regularized", "regularised"),
            ("normalizing", "normalising"),
            ("tokenizers", "tokenisers"),
            ("prioritize", "prioritise"),
            ("organizational", "organisational"),
            ("analyze", "analyse"),
            ("analyzing", "analysing"),
            ("behavior", "behaviour"),
            ("behavioral", "behavioural"),
            ("neighbors", "neighbours"),
            ("favorite", "favourite"),
            ("rigor", "rigour"),
            ("modeling", "modelling"),
            ("labeled", "labelled"),
            ("modeler", "modeller"),
            ("counselors", "counsellors"),
            ("center", "centre"),
            ("centered", "centred"),
            ("catalog", "catalogues"),
            ("defense", "defence"),
            ("licensed", "licenced"),
            ("judgments", "judgement"),
            ("program", "programmes"),
            ("fulfilled", "fulfills"),
        ] {
            assert_eq!(stem(one), stem(other), "{one} {other}");
            assert_eq!(kin(one), kin(other), "{one} {other}");
        }
    }

    #[test]
    fn a_word_of_one_spelling_stays_what_it_is() {
        for word in ["size", "prize", "hour", "four", "resource", "quiz", "tall", "court"] {
            assert_eq!(super::folded(word), word);
        }
        for (one, other) in [("courses", "corset"), ("analogy", "analogue"), ("hour", "hor")] {
            assert_ne!(stem(one), stem(other), "{one} {other}");
        }
    }
}
