//! A text in clauses, as names are looked for in it: which of them belong to a sentence or a line
//! of a list, and which say that something is not asked for.

use crate::text::stems::{stem, tokens};

/// A line that is shorter than this ends what it says: the next one begins anew.
const WRAPPED: usize = 55;

/// What takes a clause back behind it …
const DENIALS: [&str; 24] = [
    "no",
    "not",
    "without",
    "neither",
    "nor",
    "never",
    "none",
    "cannot",
    "isn't",
    "aren't",
    "wasn't",
    "weren't",
    "don't",
    "doesn't",
    "didn't",
    "won't",
    "can't",
    "couldn't",
    "wouldn't",
    "shouldn't",
    "needn't",
    "haven't",
    "hasn't",
    "nothing",
];

/// … and what doesn't: a denial with what follows at once, which says no less than the plain word.
const AFFIRMED: [(&[&str], &[&str]); 5] = [
    (
        &["no"],
        &[
            "better",
            "nonsense",
            "limit",
            "limits",
            "doubt",
            "tolerance",
            "stranger",
            "shortage",
            "end",
            "matter",
            "less",
            "fewer",
            "question",
            "excuse",
            "excuses",
            "fear",
            "bullshit",
        ],
    ),
    (
        &["not", "isn't", "aren't", "don't", "doesn't"],
        &[
            "only",
            "just",
            "limited",
            "least",
            "necessarily",
            "less",
            "merely",
            "simply",
            "solely",
            "afraid",
            "shy",
            "alone",
            "matter",
            "boring",
        ],
    ),
    (
        &["not", "don't", "cannot", "can't", "won't"],
        &["wait", "hesitate", "worry", "forget", "miss"],
    ),
    (&["never", "not", "won't"], &["boring", "bored", "dull", "stop", "regret", "tire"]),
    (&["without"], &["fear", "doubt", "limit", "limits", "hesitation", "question", "exception"]),
];

/// Who lacks what is named needn't ask for the job.
const UNWANTED: [&str; 3] = ["apply", "bother", "applying"];

/// What takes back what stands before it, behind one of those …
const BEHIND: [&str; 13] = [
    "required",
    "requirement",
    "requirements",
    "needed",
    "necessary",
    "expected",
    "mandatory",
    "essential",
    "must",
    "prerequisite",
    "used",
    "wanted",
    "involved",
];

/// … and what may stand between, or beside a denial that is about nothing but its neighbours.
const BETWEEN: [&str; 44] = [
    "a",
    "an",
    "the",
    "at",
    "all",
    "be",
    "is",
    "are",
    "it",
    "this",
    "these",
    "you",
    "your",
    "we",
    "our",
    "i",
    "strictly",
    "really",
    "currently",
    "longer",
    "yet",
    "here",
    "of",
    "on",
    "in",
    "for",
    "with",
    "to",
    "part",
    "role",
    "job",
    "position",
    "work",
    "working",
    "do",
    "does",
    "will",
    "use",
    "involve",
    "include",
    "cover",
    "need",
    "looking",
    "experience",
];

/// A list of what is only liked begins so.
const LIKED: [&str; 7] = ["nice", "plus", "bonus", "optional", "preferred", "desirable", "desired"];

/// Where something else is meant instead.
const INSTEAD: [[&str; 2]; 3] = [["rather", "than"], ["instead", "of"], ["other", "than"]];

/// What a sentence says from here on is another thing.
const TURNS: [&str; 6] = ["but", "however", "although", "though", "yet", "while"];

/// A list goes on with what was denied where its parts have no more words …
const PART: usize = 4;

/// … and none of these, which say something of their own.
const OWN: [&str; 13] = [
    "you",
    "we",
    "they",
    "it",
    "i",
    "required",
    "essential",
    "must",
    "need",
    "needed",
    "want",
    "a",
    "plus",
];

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

/// A clause as it is read.
#[derive(Default)]
struct Clause {
    words: Vec<PostedWord>,
    /// It ends with a colon, or is a heading.
    leads: bool,
    /// No list goes on behind it: it ends with a semicolon or a bracket.
    closes: bool,
}

/// A text in its sentences and lines of lists.
pub(super) fn units(text: &str) -> Vec<PostedUnit> {
    let mut units = Units::default();
    let mut before = "";
    for (number, line) in (1..).zip(text.lines()) {
        if !goes_on(before, line) {
            units.end(line);
        }
        before = line;
        let mut is_open = false;
        for raw in line.split_whitespace() {
            if units.clauses.is_empty() || !is_open && is_list_mark(raw) {
                units.clauses.push(Clause::default());
            }
            is_open = true;
            let bare = raw.trim_start_matches(['(', '[', '"']);
            let said = words(bare, number);
            let turns = said.first().is_some_and(|first| TURNS.contains(&&*first.word));
            if bare.len() < raw.len() || turns {
                units.clauses.push(Clause::default());
            }
            units.clauses.last_mut().into_iter().for_each(|of| of.words.extend(said.clone()));
            let end = raw.trim_end_matches(['"', '\'', '*', '_', '`']);
            if end.ends_with(['.', '!', '?']) && !is_cut(end) {
                units.end("");
            } else if end.ends_with([',', ';', ':', ')', ']']) || matches!(raw, "-" | "–" | "—")
            {
                units.clauses.last_mut().into_iter().for_each(|of| {
                    of.leads = end.ends_with(':');
                    of.closes =
                        end.ends_with(';') || end.trim_end_matches(',').ends_with([')', ']']);
                });
                units.clauses.push(Clause::default());
            }
        }
        if line.starts_with('#') {
            units.clauses.iter_mut().rfind(|of| !of.words.is_empty()).into_iter().for_each(|of| {
                of.leads = true;
            });
        }
    }
    units.end("");
    units.ended
}

/// The sentences so far, and what is read of the next.
#[derive(Default)]
struct Units {
    ended: Vec<PostedUnit>,
    clauses: Vec<Clause>,
    /// The list below a line such as `Not required:` is read.
    is_denied: bool,
}

impl Units {
    /// Ends a sentence; `next` is the line behind it.
    fn end(&mut self, next: &str) {
        let mut clauses = std::mem::take(&mut self.clauses);
        clauses.retain(|clause| !clause.words.is_empty());
        let leads = clauses.last().is_some_and(|of| of.leads);
        if !clauses.is_empty() {
            let (unit, is_denied) = kept(clauses, self.is_denied);
            self.ended.extend(Some(unit).filter(|unit| !unit.is_empty()));
            self.is_denied |= leads && is_denied;
        }
        let is_listed = next.split_whitespace().next().is_none_or(is_list_mark);
        self.is_denied &= is_listed;
    }
}

/// Whether a line goes on with the sentence of the one before it.
fn goes_on(before: &str, line: &str) -> bool {
    let is_wrapped = before.trim_end().chars().count() >= WRAPPED;
    is_wrapped && line.trim_start().starts_with(char::is_lowercase)
}

fn is_list_mark(raw: &str) -> bool {
    let number = raw.strip_suffix(['.', ')']).unwrap_or_default();
    let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    is_number || matches!(raw, "-" | "*" | "+" | "•" | "·" | "–" | "—" | "◦" | "‣" | "✓" | "✔")
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
    let mut words: Vec<PostedWord> = parts.filter_map(word).collect();
    // `No-code` and `never-ending` deny nothing.
    let is_one = raw.contains(['-', '\u{2010}', '\u{2011}']) && words.len() > 1;
    if is_one && DENIALS.contains(&&*words[0].word) {
        words.remove(0);
    }
    words
}

/// The clauses of a sentence without what they deny, and whether what follows is denied, too.
fn kept(clauses: Vec<Clause>, all_denied: bool) -> (PostedUnit, bool) {
    let mut kept: PostedUnit = Vec::new();
    let is_unwanted = clauses.iter().any(|clause| {
        clause
            .words
            .windows(2)
            .any(|pair| DENIALS.contains(&&*pair[0].word) && UNWANTED.contains(&&*pair[1].word))
    });
    if is_unwanted && !all_denied {
        return (clauses.into_iter().map(|of| of.words).collect(), false);
    }
    let mut is_denied = all_denied;
    // What the sentence has before it is but a denial: `Kubernetes, Spark: no`.
    let (mut led, mut liked) = (false, false);
    // Behind a colon what was denied before it is so to the end.
    let mut to_end = all_denied;
    let mut was_closed = false;
    for Clause { words: mut clause, leads, closes } in clauses {
        let turns = TURNS.contains(&&*clause[0].word);
        // What is denied goes on through the parts of a list.
        to_end &= !turns;
        let says = clause.iter().any(|of| OWN.contains(&&*of.word));
        let goes_on = !was_closed && !says && clause.len() <= PART;
        is_denied &= !turns && (to_end || goes_on);
        was_closed = closes;
        let is_all = |words: &[PostedWord]| {
            let is_empty = |of: &PostedWord| {
                let word = &&*of.word;
                DENIALS.contains(word) || BEHIND.contains(word) || BETWEEN.contains(word)
            };
            words.iter().all(is_empty)
        };
        let denial = denial(&clause);
        if let Some(at) = denial.filter(|_| is_all(&clause)) {
            if leads {
                (is_denied, to_end) = (true, true);
            } else if led || liked && kept.len() > 1 {
                kept.clear();
            } else if !(at == 0 && clause.len() == 1 && kept.is_empty()) {
                kept.pop();
            }
        } else if is_behind(&clause) {
            (is_denied, to_end) = (is_denied || leads, to_end || leads);
        } else if let Some(at) = denial {
            // `No NLP needed, PyTorch a plus`: what is closed goes no further.
            let is_closed = clause.last().is_some_and(|of| {
                matches!(&*of.stem, "requir" | "need" | "necessary" | "expect" | "role" | "job")
            });
            let is_head = leads && is_all(&clause[at..]);
            // `No PhD: we teach PyTorch` denies what stands before the colon.
            is_denied = is_head || !is_closed && !leads;
            to_end |= is_head;
            clause.truncate(at);
            kept.push(clause);
        } else {
            liked |= leads && clause.iter().any(|of| LIKED.contains(&&*of.word));
            if !is_denied {
                kept.push(clause);
            }
        }
        led = leads;
    }
    kept.retain(|clause| !clause.is_empty());
    (kept, is_denied)
}

/// Where a clause denies what stands behind. One that does without what another denial has takes
/// both back: `you can't do this without SQL`.
fn denial(clause: &[PostedWord]) -> Option<usize> {
    let lacks = |of: &PostedWord| of.word == "without";
    let denies = |of: &PostedWord| DENIALS.contains(&&*of.word) && !lacks(of);
    if clause.iter().any(lacks) && clause.iter().any(denies) {
        return None;
    }
    let is = |at: usize, word: &str| clause.get(at).is_some_and(|of| of.word == word);
    let denies = |at: &usize| {
        let is_affirmed = AFFIRMED.iter().any(|(denials, behind)| {
            let says = |at: usize| behind.iter().any(|of| is(at, of));
            let passed = usize::from(["be", "get", "ever"].iter().any(|of| is(at + 1, of)));
            denials.iter().any(|of| is(*at, of)) && says(at + 1 + passed)
        });
        let denies = DENIALS.contains(&&*clause[*at].word) && !is_affirmed;
        denies || INSTEAD.iter().any(|[one, two]| is(*at, one) && is(at + 1, two))
    };
    (0..clause.len()).find(denies)
}

/// Whether a clause takes back what it begins with: `Kubernetes is not a must`.
fn is_behind(clause: &[PostedWord]) -> bool {
    let behind = |at: usize| {
        let mut rest = clause[at + 1..].iter().map(|of| &*of.word);
        let next = rest.find(|word| !BETWEEN.contains(word));
        next.is_some_and(|word| BEHIND.contains(&word))
    };
    denial(clause).is_some_and(behind)
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
            ("The role doesn't involve NLP, vision or speech.", "the role"),
            ("You won't work on Kubernetes", "you"),
            ("We can't use Spark, and cannot use SQL", "we, and"),
            ("You didn't like NLP", "you"),
            ("Not required: NLP, Kubernetes", ""),
            ("Not required: NLP, or years of experience with Kubernetes", ""),
            ("You will not work on: NLP", ""),
            ("You won't be using Kubernetes", "you"),
            ("Kubernetes is not required to apply", ""),
            ("We ask you not to use Spark", "we ask you"),
            ("Not required:\n- NLP\n- Kubernetes\n\nWe use Spark", "we use spark"),
            ("Kubernetes: not required", ""),
            ("Kubernetes, Spark: not needed.", ""),
            ("Kubernetes (not required), PyTorch", "pytorch"),
            ("PyTorch, Kubernetes (not required)", "pytorch"),
            ("Kubernetes - not a must", ""),
            ("Nice to have: Kubernetes, Spark (not required)", ""),
            ("RAG: no.", ""),
            ("Kubernetes is not a must, SQL is", "sql is"),
            ("Kubernetes isn't strictly required", ""),
            ("Spark is no longer used", ""),
            ("No visa sponsorship; PyTorch required.", "pytorch required"),
            ("No remote work, Kubernetes required", "kubernetes required"),
            ("No agencies, please; we want SQL.", "we want sql"),
            ("You don't need a PhD, you need SQL.", "you, you need sql"),
            ("Work without supervision; SQL; PyTorch", "work, sql, pytorch"),
            ("PyTorch (no Keras please), SQL", "pytorch, sql"),
            ("No Keras, Theano, SQL", ""),
            ("Not required: NLP; Kubernetes; SQL", ""),
            ("**Not required:** NLP, SQL", ""),
            ("**Not required:**\n- NLP\n+ SQL\n\nSpark", "spark"),
            ("## Not required\n1. NLP\n2. SQL\n\n## Required\n- Spark", "required | spark"),
        ] {
            assert_eq!(left(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_said_with_emphasis_is_not_denied() {
        for text in [
            "there is no better place to do llm research",
            "no nonsense, pytorch, llms",
            "we have no tolerance for weak mlops",
            "if you do not know kubernetes, pytorch and sql, do not apply",
            "don't apply without pytorch",
            "don't bother if you can't do sql",
            "without fear of kubernetes",
            "you cannot wait to use spark",
            "don't hesitate to ask about pytorch",
            "work that is never boring, with llms",
            "no limit to what you do with spark",
            "no doubt, you know sql",
            "you are no stranger to kubernetes",
            "you are not afraid of kubernetes",
            "not only ranking, but search",
            "you won't be bored with llms",
            "sql is not just nice, it is needed",
            "you can't do this job without sql",
            "applicants without sql will not be considered",
            "we will not consider candidates without nlp experience",
        ] {
            assert_eq!(left(text), text);
        }
        assert_eq!(left("No nonsense: PyTorch, LLMs"), "no nonsense, pytorch, llms");
        assert_eq!(left("No-code tools, SQL and Spark"), "code tools, sql and spark");
        assert_eq!(left("Never-ending curiosity, PyTorch"), "ending curiosity, pytorch");
        let phd = "No PhD: we use PyTorch daily";
        assert_eq!(left(phd), "we use pytorch daily");
    }
}
