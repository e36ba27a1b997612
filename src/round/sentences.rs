//! Where sentences end, in a text of the bank.

/// Words that end in a period within a sentence, besides single letters.
const ABBREVIATIONS: [&str; 13] =
    ["dr", "mr", "mrs", "ms", "prof", "st", "vs", "no", "approx", "incl", "ca", "cf", "fig"];

/// A sentence of fewer words goes with the one behind it: "Harmless:", "Yes."
const FEW_WORDS: usize = 4;

/// The sentences of a text, each on one line; very short ones go with the next.
pub(super) fn sentences(text: &str) -> Vec<String> {
    let mut sentences: Vec<String> = Vec::new();
    let mut sentence: Vec<&str> = Vec::new();
    for word in text.split_whitespace() {
        sentence.push(word);
        if ends_sentence(word) && sentence.len() >= FEW_WORDS {
            sentences.push(sentence.join(" "));
            sentence.clear();
        }
    }
    if !sentence.is_empty() {
        match sentences.last_mut().filter(|_| sentence.len() < FEW_WORDS) {
            Some(last) => *last += &format!(" {}", sentence.join(" ")),
            None => sentences.push(sentence.join(" ")),
        }
    }
    sentences
}

/// Whether a sentence ends with a word.
pub(super) fn ends_sentence(word: &str) -> bool {
    let word = word.trim_end_matches(['"', '\'', ')', '”', '’']);
    let Some(inner) = word.strip_suffix(['.', '?', '!']) else { return false };
    let letters: String = inner.chars().filter(|of| of.is_alphanumeric()).collect();
    let is_short = letters.chars().count() < 2 && !letters.chars().all(|of| of.is_ascii_digit());
    let is_cut = inner.contains('.') && !inner.contains(|of: char| of.is_ascii_digit());
    !(word.ends_with('.')
        && (is_short || is_cut || ABBREVIATIONS.contains(&letters.to_lowercase().as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_where_its_sentences_end_and_short_ones_go_with_others() {
        let text = "No. It costs 0.5 ms, e.g. on a GPU (vs. 3 ms before).\nThen ask: is it worth \
                    that? Rarely so.";
        assert_eq!(
            sentences(text),
            [
                "No. It costs 0.5 ms, e.g. on a GPU (vs. 3 ms before).",
                "Then ask: is it worth that? Rarely so."
            ]
        );
        assert_eq!(sentences("Yes."), ["Yes."]);
        assert_eq!(sentences(""), [""; 0]);
    }
}
