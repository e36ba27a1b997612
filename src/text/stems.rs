//! What a text is about: its words, without those that say nothing, each without its endings, so
//! that the forms of a word are one.

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
    ("twelve", "12"),
    ("fifteen", "15"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("fifty", "50"),
    ("hundred", "100"),
    ("thousand", "1000"),
];

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

/// Cuts the first of these endings off that leaves enough.
fn cut(word: &str, instead: &[(&str, &str)], endings: &[&str]) -> String {
    for (ending, instead) in instead {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() > 2) {
            return format!("{stem}{instead}").trim_end_matches('e').to_string();
        }
    }
    for ending in endings {
        let stem = word.strip_suffix(ending).filter(|stem| stem.len() > 2 && !stem.ends_with('s'));
        let Some(stem) = stem else { continue };
        // `logged`, `log`; `sampling`, `sample`.
        let mut last = stem.chars().rev();
        let is_doubled = last.next() == last.next() && !stem.ends_with("ss");
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
    fn words_that_say_nothing_have_no_content() {
        for nothing in ["the", "an", "it's", "isn't"] {
            assert_eq!(content(nothing), None, "{nothing}");
        }
        assert_eq!(content("10").as_deref(), Some("10"));
        let words: Vec<String> = tokens("Ten-minute, isn\u{2019}t it? (").collect();
        assert_eq!(words, ["10", "minute", "isn't", "it"]);
    }
}
