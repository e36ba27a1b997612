//! Whether a text holds what was said: it has some words of it in a row, whatever stands between
//! them in markup.

use std::collections::HashSet;

use super::SaidWord;

/// So many words in a row are no chance.
const RUN: usize = 5;

/// What was said, in runs of words.
#[derive(Debug, Default)]
pub(crate) struct SaidRuns {
    /// Each in small letters, without marks.
    runs: HashSet<String>,
    /// How many words a run has; fewer than [`RUN`] where no more was said.
    length: usize,
}

impl SaidRuns {
    /// The runs of some words, but for those that stand in a text that nobody said.
    pub(crate) fn of(words: &[SaidWord], but: &str) -> Self {
        let said: Vec<&str> = words.iter().map(|word| &*word.text).collect();
        let said = bare(&said.join(" "));
        let length = RUN.min(said.len());
        let mut runs: HashSet<String> = in_rows(&said, length).collect();
        for run in in_rows(&bare(but), length) {
            runs.remove(&run);
        }
        Self { runs, length }
    }

    /// Whether a text has one of them.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        in_rows(&bare(text), self.length).any(|run| self.runs.contains(&run))
    }
}

fn in_rows(words: &[String], length: usize) -> impl Iterator<Item = String> {
    words.windows(length.max(1)).map(|run| run.join(" "))
}

/// The words of a text. What markup writes in place of a sign parts words as the sign does.
fn bare(text: &str) -> Vec<String> {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        kept += before;
        kept.push(' ');
        let name = behind.split(';').next().unwrap_or_default();
        let is_sign = (1..=8).contains(&name.len())
            && name.len() < behind.len()
            && name.chars().all(|c| c == '#' || c.is_ascii_alphanumeric());
        rest = if is_sign { &behind[name.len() + 1..] } else { behind };
    }
    let words = (kept + rest).to_lowercase();
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::at;

    fn said(text: &str, but: &str) -> SaidRuns {
        let word = |text: &str| SaidWord { from: at(0.0), to: at(1.0), text: text.to_string() };
        SaidRuns::of(&text.split(' ').map(word).collect::<Vec<_>>(), but)
    }

    #[test]
    fn what_was_said_is_found_in_markup_and_what_was_asked_is_not_taken_for_it() {
        let said =
            said("So it's R&D that I led, design a cache for one box.", "Design a cache for one.");
        assert!(said.are_in("<p>well, It&#39;s R&amp;D that \\*I\\* led"));
        assert!(!said.are_in("it's R&D, and that I led"));
        assert!(!said.are_in("Design a cache for one."));
        assert!(said.are_in("- 0:10 a cache for one box"));
    }

    #[test]
    fn a_short_transcript_is_found_whole_and_an_empty_one_nowhere() {
        assert!(said("zebras here", "").are_in("so: Zebras here!"));
        assert!(!said("zebras here", "").are_in("zebras"));
        assert!(!said("…", "").are_in("… so we go on and on"));
    }
}
