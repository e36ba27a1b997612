//! Whether a text holds what was said: it has some words of it in a row, whatever stands between
//! them in markup, and whatever times and fields a transcript has there.

use std::collections::{BTreeMap, HashSet};

use super::encoding::shown;
use super::json::string;
use super::{SaidWord, Transcript};

/// So many words in a row are no chance.
const RUN: usize = 5;

/// What was said, in runs of words.
#[derive(Debug, Default)]
pub(crate) struct SaidRuns {
    /// Each in small letters, without marks.
    runs: HashSet<String>,
    /// The same without figures, and how many words one has: in a transcript times stand between.
    figureless: HashSet<String>,
    figureless_length: usize,
    /// How many words a run has; fewer than [`RUN`] where no more was said.
    length: usize,
}

impl SaidRuns {
    /// The runs of some words, but for those that stand in a text that nobody said.
    pub(crate) fn of(words: &[SaidWord], but: &str) -> Self {
        let said: Vec<&str> = words.iter().map(|word| &*word.text).collect();
        let said = bare(&said.join(" "));
        let length = RUN.min(said.len());
        let but = bare(but);
        let runs = runs(&said, length, &but);
        let said = without_figures(said);
        let figureless_length = RUN.min(said.len());
        let figureless = self::runs(&said, figureless_length, &without_figures(but));
        Self { runs, length, figureless, figureless_length }
    }

    /// Whether a text has one of them.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        in_rows(&bare(text), self.length).any(|run| self.runs.contains(&run))
    }

    /// Whether a file has one of them, as a text or as a transcript in any format.
    pub(crate) fn are_in_file(&self, bytes: &[u8]) -> bool {
        let text = shown(bytes);
        if self.are_in(&text) {
            return true;
        }
        if text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[', '"'])
            && values(&text).iter().any(|said| self.are_in(said))
        {
            return true;
        }
        let words = without_figures(bare(&text));
        if in_rows(&words, self.figureless_length).any(|run| self.figureless.contains(&run)) {
            return true;
        }
        Transcript::read(bytes).is_ok_and(|transcript| {
            let said: Vec<&str> = transcript.words.iter().map(|word| &*word.text).collect();
            self.are_in(&said.join(" "))
        })
    }
}

fn runs(said: &[String], length: usize, but: &[String]) -> HashSet<String> {
    let mut runs: HashSet<String> = in_rows(said, length).collect();
    for run in in_rows(but, length) {
        runs.remove(&run);
    }
    runs
}

fn without_figures(mut words: Vec<String>) -> Vec<String> {
    words.retain(|word| !word.starts_with(|c: char| c.is_ascii_digit()));
    words
}

/// The strings of a text in JSON, whole or not, those of each field in a row: beside each word may
/// stand who said it.
fn values(text: &str) -> Vec<String> {
    let mut fields: BTreeMap<String, String> = BTreeMap::new();
    let (mut field, mut rest) = (String::new(), text);
    while let Some(at) = rest.find('"') {
        rest = &rest[at..];
        let length = string(rest);
        let (written, behind) = rest.split_at(length);
        let bare = written.trim_matches('"');
        let said = serde_json::from_str(written).unwrap_or_else(|_| bare.to_string());
        if behind.trim_start().starts_with(':') {
            field = said;
        } else {
            let of_field = fields.entry(field.clone()).or_default();
            of_field.push(' ');
            *of_field += &said;
        }
        rest = behind;
    }
    fields.into_values().collect()
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

    #[test]
    fn a_transcript_is_known_whatever_stands_between_its_words() {
        let said = said("Well, it's the zebras that I count, all 24 of them.", "");
        let words: Vec<&str> = "Well, it's the zebras that I count".split(' ').collect();
        let each = |of: &dyn Fn(usize, &str) -> String| -> String {
            words.iter().enumerate().map(|(at, word)| of(at, word)).collect()
        };
        let kept = each(&|at, word| {
            format!("{{\"start_s\":{at}.5,\"end_s\":{at}.9,\"text\":\"{word}\"}},\n")
        });
        let by_whom =
            each(&|at, word| format!("{{\"word\":\"{word}\",\"start\":{at},\"speaker\":\"A\"}},"));
        let escaped = kept.replace("it's", "it\\u2019s");
        for text in [
            format!("{{\"schema\":1,\"words\":[\n{kept}"),
            format!("{{\"words\":[{escaped}"),
            format!("[{by_whom}"),
            each(&|at, word| format!("{{\"start\":{at},\"end\":{at}.5,\"text\":\"{word}\"}}\n")),
            each(&|at, word| format!("{at}\n00:00:0{at},000 --> 00:00:0{at},900\n{word}\n\n")),
            each(&|at, word| format!("{at}\n00:00:0{at},0 --> 00:00:0{at},9\nAda: {word}\n\n")),
            each(&|at, word| format!("{at}.0\t{at}.9\t{word}\n")),
        ] {
            assert!(said.are_in_file(text.as_bytes()), "{text}");
            for (mark, unit) in [
                ([0xff, 0xfe], u16::to_le_bytes as fn(u16) -> [u8; 2]),
                ([0xfe, 0xff], u16::to_be_bytes),
            ] {
                let wide: Vec<u8> = text.encode_utf16().flat_map(unit).collect();
                assert!(said.are_in_file(&[&mark[..], &wide].concat()), "{text}");
            }
        }
        let other = each(&|at, _| format!("{{\"start\":{at},\"text\":\"word {at}\"}}\n"));
        assert!(!said.are_in_file(other.as_bytes()));
        assert!(!said.are_in_file(b"all 24 of"));
    }
}
