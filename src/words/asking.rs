//! Which of what was said asks for something.

use std::time::Duration;

use super::SaidWord;
use crate::text::stems::tokens;

/// A question has no more words.
const LONGEST: usize = 25;

/// Of one without a mark at its end so many are taken.
const UNMARKED: usize = 12;

/// A pause that ends a sentence where nothing else does.
const PAUSE: Duration = Duration::from_millis(1500);

/// What a sentence begins with that asks.
const FIRST: [&str; 21] = [
    "any", "are", "can", "could", "did", "do", "does", "has", "have", "how", "is", "may", "should",
    "what", "what's", "when", "where", "which", "who", "whose", "will",
];

/// What asks wherever it stands.
const WITHIN: [&str; 20] = [
    "how many",
    "how much",
    "how often",
    "how big",
    "how large",
    "how fast",
    "how long",
    "how old",
    "how fresh",
    "what is",
    "what's the",
    "what are",
    "what kind",
    "do we",
    "do you",
    "is there",
    "are there",
    "can i",
    "can you",
    "could you",
];

/// What asks without being a question.
const SAID_SO: [&str; 7] = [
    "like to know",
    "want to know",
    "need to know",
    "let me ask",
    "tell me",
    "i wonder",
    "ask about",
];

/// The stretches of some words in which something is asked: sentences with a question mark; where a
/// transcript has none at all, what begins as a question does; and what says that somebody asks.
pub(crate) fn questions(words: &[SaidWord]) -> Vec<&[SaidWord]> {
    let has_marks = words.iter().any(|word| word.text.contains('?'));
    sentences(words).into_iter().filter_map(|sentence| asking(sentence, has_marks)).collect()
}

/// What of a sentence asks.
fn asking(sentence: &[SaidWord], has_marks: bool) -> Option<&[SaidWord]> {
    if sentence.last()?.text.contains('?') {
        return Some(&sentence[sentence.len().saturating_sub(LONGEST)..]);
    }
    let bare: Vec<String> =
        sentence.iter().map(|word| tokens(&word.text).collect::<Vec<_>>().join(" ")).collect();
    let begins = |at: usize, of: &str| {
        of.split(' ').enumerate().all(|(next, word)| bare.get(at + next).is_some_and(|b| b == word))
    };
    let asks = |at: usize| {
        let unmarked =
            || at == 0 && FIRST.contains(&&*bare[0]) || any(&WITHIN, &|of| begins(at, of));
        any(&SAID_SO, &|of| begins(at, of)) || !has_marks && unmarked()
    };
    let from = (0..sentence.len()).find(|at| asks(*at))?;
    Some(&sentence[from..sentence.len().min(from + UNMARKED)])
}

fn any(all: &[&str], is: &dyn Fn(&str) -> bool) -> bool {
    all.iter().any(|of| is(of))
}

/// Words up to the end of each sentence, or up to a pause.
fn sentences(words: &[SaidWord]) -> Vec<&[SaidWord]> {
    let mut found = Vec::new();
    let mut from = 0;
    for at in 0..words.len() {
        let text = words[at].text.trim_end_matches(['"', '\'', ')', '”', '’']);
        let is_last = text.ends_with(['.', '?', '!', '…']);
        let next = words.get(at + 1);
        let pauses = next.is_none_or(|next| next.from > words[at].to + PAUSE);
        if is_last || pauses {
            found.push(&words[from..=at]);
            from = at + 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::at;

    fn asked(text: &str) -> Vec<String> {
        let word = |(second, text): (u32, &str)| {
            let from = at(f64::from(second) / 2.0);
            SaidWord { from, to: from, text: text.to_string() }
        };
        let words: Vec<SaidWord> = (0..).zip(text.split(' ')).map(word).collect();
        let text =
            |of: &[SaidWord]| of.iter().map(|word| word.text.clone()).collect::<Vec<_>>().join(" ");
        questions(&words).into_iter().map(text).collect()
    }

    #[test]
    fn what_asks_is_told_by_its_mark_or_its_beginning() {
        let text = "So we rank. How many are there? Is what I said. I'd like to know the load.";
        assert_eq!(asked(text), ["How many are there?", "like to know the load."]);
        let text =
            "okay so how many requests per second do we have and then I go on with the model";
        assert_eq!(asked(text), ["how many requests per second do we have and then I go"]);
        assert_eq!(asked("what is it. the latency is what counts"), ["what is it."]);
        assert_eq!(asked("we serve them in time"), [""; 0]);
        assert!(questions(&[]).is_empty());
    }
}
