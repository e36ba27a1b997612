//! A text in clauses, as names are looked for in it: which of them belong to a sentence or a line
//! of a list, and which say that something is not asked for.

use crate::text::stems::{stem, tokens};

/// A line that is shorter than this ends what it says: the next one begins anew.
const WRAPPED: usize = 55;

/// What takes a clause back behind it …
const DENIALS: [&str; 9] =
    ["no", "not", "without", "neither", "nor", "never", "isn't", "aren't", "don't"];

/// … what doesn't, where it follows at once …
const AFFIRMED: [&str; 7] = ["only", "just", "limited", "least", "matter", "necessarily", "less"];

/// … and what takes back what stands before it.
const BEHIND: [[&str; 2]; 6] = [
    ["not", "required"],
    ["not", "needed"],
    ["not", "necessary"],
    ["isn't", "required"],
    ["isn't", "needed"],
    ["not", "expected"],
];

/// Where something else is meant instead.
const INSTEAD: [[&str; 2]; 3] = [["rather", "than"], ["instead", "of"], ["other", "than"]];

/// What a sentence says from here on is another thing.
const TURNS: [&str; 6] = ["but", "however", "although", "though", "yet", "while"];

/// A list goes on with what was denied where its parts have no more words.
const PART: usize = 4;

/// A word as names are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PostedWord {
    pub(super) stem: String,
    word: String,
    /// As it is written.
    pub(super) said: String,
    /// Of the text, from 1.
    pub(super) line: usize,
    /// How many words the phrase of any advert has in which it stands: a shorter name is none.
    pub(super) stock: usize,
    /// Written all in capitals.
    pub(super) is_capital: bool,
}

/// A sentence or a line of a list: its clauses, without what they deny.
pub(super) type PostedUnit = Vec<Vec<PostedWord>>;

/// A text in its sentences and lines of lists.
pub(super) fn units(text: &str) -> Vec<PostedUnit> {
    let mut units: Vec<PostedUnit> = Vec::new();
    let mut clauses: Vec<Vec<PostedWord>> = Vec::new();
    let mut before = "";
    for (number, line) in (1..).zip(text.lines()) {
        if !goes_on(before, line) {
            units.push(kept(std::mem::take(&mut clauses)));
        }
        before = line;
        let mut is_open = false;
        for raw in line.split_whitespace() {
            if clauses.is_empty() || !is_open && is_list_mark(raw) {
                clauses.push(Vec::new());
            }
            is_open = true;
            let bare = raw.trim_start_matches(['(', '[', '"']);
            let said = words(bare, number);
            let turns = said.first().is_some_and(|first| TURNS.contains(&&*first.word));
            if (bare.len() < raw.len() || turns) && clauses.last().is_some_and(|of| !of.is_empty())
            {
                clauses.push(Vec::new());
            }
            clauses.last_mut().into_iter().for_each(|clause| clause.extend(said.clone()));
            let end = raw.trim_end_matches(['"', '\'']);
            if end.ends_with(['.', '!', '?']) && !is_cut(end) {
                units.push(kept(std::mem::take(&mut clauses)));
            } else if end.ends_with([',', ';', ':', ')', ']']) || matches!(raw, "-" | "–" | "—")
            {
                clauses.push(Vec::new());
            }
        }
    }
    units.push(kept(clauses));
    units.retain(|unit| !unit.is_empty());
    units
}

/// Whether a line goes on with the sentence of the one before it.
fn goes_on(before: &str, line: &str) -> bool {
    let is_wrapped = before.trim_end().chars().count() >= WRAPPED;
    is_wrapped && line.trim_start().starts_with(char::is_lowercase)
}

fn is_list_mark(raw: &str) -> bool {
    matches!(raw, "-" | "*" | "•" | "·" | "–" | "◦" | "‣")
}

/// `e.g.` and its like end no sentence.
fn is_cut(end: &str) -> bool {
    let inner = end.trim_end_matches('.').trim_start_matches('(').to_lowercase();
    inner.contains('.') || matches!(&*inner, "etc" | "incl" | "vs" | "approx" | "min" | "yrs")
}

fn words(raw: &str, line: usize) -> Vec<PostedWord> {
    let parts = raw.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '\u{2019}'));
    let word = |part: &str| {
        let word = tokens(part).next()?;
        let letters = part.trim_end_matches('s');
        let is_capital = letters.chars().count() > 1
            && letters.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
        let said = part.trim_matches(['\'', '\u{2019}']).to_string();
        Some(PostedWord { stem: stem(&word), word, said, line, stock: 0, is_capital })
    };
    parts.filter_map(word).collect()
}

/// The clauses of a sentence without what they deny.
fn kept(clauses: Vec<Vec<PostedWord>>) -> PostedUnit {
    let mut kept = Vec::new();
    let mut is_denied = false;
    for mut clause in clauses.into_iter().filter(|clause| !clause.is_empty()) {
        let turns = TURNS.contains(&&*clause[0].word);
        // What is denied goes on through the parts of a list.
        is_denied &= !turns && clause.len() <= PART;
        let is = |at: usize, word: &str| clause.get(at).is_some_and(|of| of.word == word);
        let pair = |at: usize, [one, two]: &[&str; 2]| is(at, one) && is(at + 1, two);
        let all = 0..clause.len();
        let is_behind = all.clone().any(|at| BEHIND.iter().any(|of| pair(at, of)));
        let denies = |at: &usize| {
            let is_affirmed = AFFIRMED.iter().any(|of| is(at + 1, of));
            let denies = DENIALS.iter().any(|of| is(*at, of)) && !is_affirmed;
            denies || INSTEAD.iter().any(|of| pair(*at, of))
        };
        if is_behind {
            continue;
        }
        match all.clone().find(denies) {
            Some(at) => {
                // `No NLP needed, PyTorch a plus`: what is closed goes no further.
                let is_closed = clause.last().is_some_and(|of| {
                    matches!(&*of.stem, "requir" | "need" | "necessary" | "expect" | "role" | "job")
                });
                is_denied = !is_closed;
                clause.truncate(at);
            }
            None if is_denied => clause.clear(),
            None => {}
        }
        kept.push(clause);
    }
    kept.retain(|clause| !clause.is_empty());
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The clauses that are left, sentences apart.
    fn left(text: &str) -> String {
        let clause = |clause: &Vec<PostedWord>| {
            clause.iter().map(|of| of.word.clone()).collect::<Vec<_>>().join(" ")
        };
        let unit = |unit: &PostedUnit| unit.iter().map(clause).collect::<Vec<_>>().join(", ");
        units(text).iter().map(unit).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn a_text_falls_into_sentences_and_lines_of_lists() {
        assert_eq!(
            left("We rank. You do too!\n- a list\n- of two"),
            "we rank | you do too | a list | of 2"
        );
        let wrapped =
            "You will build and run the systems that rank what people see in\na feed, daily.";
        assert_eq!(left(wrapped).split(" | ").count(), 1);
        assert_eq!(left("tools (e.g. Spark), done"), "tools, e g spark, done");
        assert_eq!(left(""), "");
    }

    #[test]
    fn what_is_denied_names_nothing() {
        for (text, expected) in [
            ("No NLP needed, PyTorch a plus.", "pytorch a plus"),
            ("This is not a computer vision role, but ranking.", "this is, but ranking"),
            ("no NLP, vision or speech, but ranking", "but ranking"),
            ("Kubernetes is not required.", ""),
            ("ranking rather than forecasting", "ranking"),
            ("not only ranking but search", "not only ranking, but search"),
            ("You don't need SQL. We use Spark.", "you | we use spark"),
        ] {
            assert_eq!(left(text), expected, "{text}");
        }
    }
}
