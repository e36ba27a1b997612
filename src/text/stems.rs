//! What a text is about: its words, without those that say nothing, each without its endings, so
//! that the forms of a word are one.

use super::spelling::folded;

/// Words that say nothing of what is talked about.
const STOP_WORDS: &str = "\
    a about above after again all also always am an and any are as at back be because been \
    before being below best better between both but by came can can't cannot come comes \
    could did do does doesn't doing don't done down each else enough even every few first \
    for from gets give given go goes going good got had has have having he her here hers him \
    his how i if in into is isn't it its itself just keep kept know last later least less \
    let let's like likely long made make makes many may maybe me mean might more most much \
    must my need needs never new next no not nothing now of off often on once one only or \
    other others our out over own part per put rather really right said same say says see \
    seem seems she should show shown side since so some something still such sure take takes \
    than that that's the their them then there these they thing things think this those \
    though through time times to too under until up us use used uses using very want was way \
    we we're well were what when where which while who whole why will with within without \
    would yes yet you your";

/// Numbers as they are said.
const NUMBERS: &[(&str, &str)] = &[
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("thirteen", "13"),
    ("fourteen", "14"),
    ("fifteen", "15"),
    ("sixteen", "16"),
    ("seventeen", "17"),
    ("eighteen", "18"),
    ("nineteen", "19"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("forty", "40"),
    ("fifty", "50"),
    ("sixty", "60"),
    ("seventy", "70"),
    ("eighty", "80"),
    ("ninety", "90"),
    ("hundred", "100"),
    ("thousand", "1000"),
];

/// Forms that no ending tells, and the word that each is one of.
const IRREGULAR: [(&str, &str); 55] = [
    ("bought", "buy"),
    ("broke", "break"),
    ("broken", "break"),
    ("brought", "bring"),
    ("built", "build"),
    ("caught", "catch"),
    ("chose", "choose"),
    ("chosen", "choose"),
    ("dealt", "deal"),
    ("decision", "decide"),
    ("decisions", "decide"),
    ("drawn", "draw"),
    ("drew", "draw"),
    ("driven", "drive"),
    ("drove", "drive"),
    ("fed", "feed"),
    ("fell", "fall"),
    ("fallen", "fall"),
    ("felt", "feel"),
    ("found", "find"),
    ("froze", "freeze"),
    ("frozen", "freeze"),
    ("grew", "grow"),
    ("grown", "grow"),
    ("held", "hold"),
    ("hid", "hide"),
    ("hidden", "hide"),
    ("indices", "index"),
    ("knew", "know"),
    ("known", "know"),
    ("lost", "lose"),
    ("matrices", "matrix"),
    ("met", "meet"),
    ("paid", "pay"),
    ("people", "person"),
    ("ran", "run"),
    ("redemption", "redeem"),
    ("risen", "rise"),
    ("rose", "rise"),
    ("sent", "send"),
    ("shrank", "shrink"),
    ("shrunk", "shrink"),
    ("sold", "sell"),
    ("spent", "spend"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("taken", "take"),
    ("taught", "teach"),
    ("told", "tell"),
    ("took", "take"),
    ("vertices", "vertex"),
    ("worse", "bad"),
    ("worst", "bad"),
    ("written", "write"),
    ("wrote", "write"),
];

/// Endings that make another word of one: the longest that fits goes.
const KIN_ENDINGS: [&str; 35] = [
    "isers", "iser", "isat", "ition", "ability", "ibility", "encies", "enc", "ency", "ancies",
    "anc", "ancy", "ments", "ment", "ness", "ities", "ity", "iv", "ically", "ical", "ions", "ion",
    "ents", "ent", "ants", "ant", "ally", "als", "al", "abl", "ibl", "or", "ic", "is", "at",
];

/// Fewer letters are no word's.
const SHORTEST: usize = 4;

/// The words of a text in small letters, numbers as figures.
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '\u{2019}'));
    words.filter(|word| word.chars().any(char::is_alphanumeric)).map(|word| {
        let word = word.to_lowercase().replace('\u{2019}', "'");
        let word = word.trim_matches('\'');
        let number = NUMBERS.iter().find(|(said, _)| *said == word);
        number.map_or(word, |(_, figures)| figures).to_string()
    })
}

/// Whether a word is a number, in figures.
pub(crate) fn is_number(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit())
}

/// What is left of a word that says something, and of all that is made of it: `calibration` and
/// `calibrated` are one.
pub(crate) fn content(word: &str) -> Option<String> {
    if is_number(word) {
        return Some(word.to_string());
    }
    let word = word.strip_suffix("'s").unwrap_or(word);
    if word.chars().count() < 3 || STOP_WORDS.split(' ').any(|stop| stop == word) {
        return None;
    }
    Some(root(word))
}

/// As [`content`], and one for all that is said of the same: `consistent` and `consistency`,
/// `shrunk` and `shrinks`, `optimizer` and `optimisers`.
pub(crate) fn kin(word: &str) -> Option<String> {
    let irregular = IRREGULAR.iter().find(|(form, _)| *form == word);
    let mut kin = content(irregular.map_or(word, |(_, of)| of))?;
    // `ethnicity`, `ethnic`.
    for _ in 0..2 {
        let cut = |ending: &&str| kin.strip_suffix(*ending).filter(|of| of.len() >= SHORTEST);
        let Some(cut) = KIN_ENDINGS.iter().find_map(cut) else { break };
        kin = cut.to_string();
    }
    Some(kin)
}

/// A word without the endings of several and of deeds: `query` of `queries`, `log` of `logged`.
pub(crate) fn stem(word: &str) -> String {
    let word = word.strip_suffix("'s").unwrap_or(word);
    cut(word, &[("ies", "y"), ("ied", "y")], &["ings", "ing", "ed", "es", "s"])
}

/// As [`stem`], and without those that make another word of one.
fn root(word: &str) -> String {
    let instead = [("ies", "y"), ("ied", "y"), ("ations", "at"), ("ation", "at")];
    cut(word, &instead, &["ings", "ing", "ers", "ed", "er", "es", "ly", "s"])
}

/// Cuts the first of these endings off that leaves enough, in whichever spelling the word is.
fn cut(word: &str, instead: &[(&str, &str)], endings: &[&str]) -> String {
    let word = folded(word);
    let word = word.as_str();
    for (ending, instead) in instead {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() > 2) {
            return format!("{stem}{instead}").trim_end_matches('e').to_string();
        }
    }
    for ending in endings {
        let stem = word.strip_suffix(ending).filter(|stem| stem.len() > 2 && !stem.ends_with('s'));
        let Some(stem) = stem else { continue };
        // `logged`, `log`; `sampling`, `sample`; but `cells`, `cell`.
        let mut last = stem.chars().rev();
        let is_doubled = last.next() == last.next() && !stem.ends_with("ss");
        let is_doubled = is_doubled && !matches!(*ending, "es" | "s");
        return match is_doubled {
            true => stem[..stem.len() - stem.chars().next_back().map_or(0, char::len_utf8)].into(),
            false => stem.trim_end_matches('e').to_string(),
        };
    }
    word.trim_end_matches('e').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_a_word_are_one() {
        for (one, other) in [
            ("logged", "log"),
            ("sampling", "samples"),
            ("joined", "joining"),
            ("queries", "query"),
            ("caches", "cached"),
            ("labelled", "labels"),
            ("manager's", "managers"),
            ("cells", "cell"),
            ("gnns", "gnn"),
            ("loss", "loss"),
        ] {
            assert_eq!(stem(one), stem(other), "{one} {other}");
        }
        // What is made of a word is another, unless it is asked what that is about.
        for (one, other) in [("calibration", "calibrated"), ("server", "serving")] {
            assert_ne!(stem(one), stem(other), "{one} {other}");
            assert_eq!(content(one), content(other), "{one} {other}");
        }
    }

    #[test]
    fn what_is_said_of_the_same_is_kin() {
        for (one, other) in [
            ("consistency", "consistent"),
            ("ethnicity", "ethnic"),
            ("optimiser", "optimizers"),
            ("rejection", "reject"),
            ("shrunk", "shrinking"),
            ("decisions", "decide"),
            ("generalisation", "generalize"),
            ("frequency", "frequent"),
            ("behaviour", "behaviors"),
            ("removals", "removed"),
        ] {
            assert_eq!(kin(one), kin(other), "{one} {other}");
        }
        for (one, other) in [("ration", "rate"), ("recall", "recent"), ("policy", "police")] {
            assert_ne!(kin(one), kin(other), "{one} {other}");
        }
        assert_eq!((kin("the"), kin("16").as_deref()), (None, Some("16")));
    }

    #[test]
    fn words_that_say_nothing_have_no_content() {
        for nothing in ["the", "an", "it's", "isn't"] {
            assert_eq!(content(nothing), None, "{nothing}");
        }
        assert_eq!(content("10").as_deref(), Some("10"));
        let words: Vec<String> = tokens("Ten-minute, isn\u{2019}t it? (").collect();
        assert_eq!(words, ["10", "minute", "isn't", "it"]);
    }
}
