//! Which points of a list seem to have been said, by the words that a transcript has: suggestions
//! for a person to take, so rather too few than too many. Pure.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::{SaidWord, is_everyday};
use crate::text::stems::{content, is_number, kin, tokens};
use crate::time::Elapsed;

/// What belongs to one point is said within so long.
const WITHIN: Duration = Duration::from_secs(12);

/// A name is said in so many words at most.
const LONGEST_NAME: usize = 5;

/// A point is said by words that come to so much together: a rare one and an everyday one of the
/// point's own, or three everyday ones.
const ENOUGH: f64 = 1.5;

/// What an everyday word and a number count, of which a rare one counts 1 …
const EVERYDAY: f64 = 0.5;

/// … and what is left of that for words that stand in what was asked: everybody has them at hand.
const ASKED: f64 = 0.7;

/// So many words at least say a point, numbers aside.
const LEAST: usize = 2;

/// Most words that are shown of a point.
const SHOWN: usize = 4;

/// A point that seems to have been said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SeemsSaid {
    /// Its position in the list.
    pub(crate) point: usize,
    /// When that began.
    pub(crate) at: Elapsed,
    /// By which words, as they were said.
    pub(crate) heard: Vec<String>,
}

/// A word that was said.
struct SaidStem {
    /// In small letters.
    word: String,
    stem: String,
    text: String,
    at: Elapsed,
}

/// What is compared of a list, and of what was asked.
struct ToldList {
    asked: BTreeSet<String>,
    /// In how many of the points a word stands.
    points: BTreeMap<String, f64>,
}

/// Which words say a point, and how much they come to.
struct SaidPoint {
    point: usize,
    hits: Vec<usize>,
    worth: f64,
}

/// The points that seem to have been said, in their order: where enough of a point's words are said
/// together, or a standard name that it alone has. What words say more of another point is said of
/// that one.
pub(crate) fn seems_said(words: &[SaidWord], asked: &str, points: &[String]) -> Vec<SeemsSaid> {
    let said: Vec<SaidStem> = words.iter().flat_map(spoken).collect();
    let asked_whole: String = tokens(asked).collect();
    let of_point = |point: &String| tokens(point).filter_map(|word| kin(&word)).collect();
    let contents: Vec<BTreeSet<String>> = points.iter().map(of_point).collect();
    let told = ToldList::of(asked, &contents);
    let names: Vec<Vec<String>> = points.iter().map(|point| names(point)).collect();
    let is_own = |name: &String| {
        let having = names.iter().filter(|of| of.contains(name)).count();
        having == 1 && !asked_whole.contains(name)
    };
    let mut found: Vec<SaidPoint> = Vec::new();
    for (point, content) in contents.iter().enumerate() {
        let by_name = names[point].iter().filter(|name| is_own(name));
        let by_name = by_name.filter_map(|name| named(&said, name)).min();
        let by_name = by_name.map(|hits| SaidPoint { point, hits, worth: f64::INFINITY });
        let by_words =
            told.first(&said, content).map(|(hits, worth)| SaidPoint { point, hits, worth });
        found.extend([by_name, by_words].into_iter().flatten().min_by_key(|of| of.hits[0]));
    }
    let is_of_another = |of: &SaidPoint| {
        let says_all = |other: &SaidPoint| of.hits.iter().all(|hit| other.hits.contains(hit));
        found.iter().any(|other| other.worth > of.worth && says_all(other))
    };
    let kept = found.iter().filter(|of| !is_of_another(of));
    let shown = kept.map(|SaidPoint { point, hits, .. }| {
        let mut heard: Vec<String> = hits.iter().map(|hit| said[*hit].text.clone()).collect();
        heard.dedup();
        heard.truncate(SHOWN);
        SeemsSaid { point: *point, at: said[hits[0]].at, heard }
    });
    shown.collect()
}

impl ToldList {
    fn of(asked: &str, contents: &[BTreeSet<String>]) -> Self {
        let mut points: BTreeMap<String, f64> = BTreeMap::new();
        contents.iter().flatten().for_each(|word| *points.entry(word.clone()).or_default() += 1.0);
        Self { asked: tokens(asked).filter_map(|word| kin(&word)).collect(), points }
    }

    /// What a word tells of a point: the less, the more of them have it.
    fn worth(&self, word: &str) -> f64 {
        let rare = if is_everyday(word) || is_number(word) { EVERYDAY } else { 1.0 };
        let own = self.points.get(word).copied().unwrap_or(1.0).sqrt().recip();
        rare * own * if self.asked.contains(word) { ASKED } else { 1.0 }
    }

    /// Where enough of a point's words were said within a short time, first: these words, and what
    /// they come to.
    fn first(&self, said: &[SaidStem], content: &BTreeSet<String>) -> Option<(Vec<usize>, f64)> {
        let places: Vec<usize> =
            (0..said.len()).filter(|at| content.contains(&said[*at].stem)).collect();
        places.iter().enumerate().find_map(|(from, first)| {
            let mut hits: Vec<usize> = Vec::new();
            for at in &places[from..] {
                if said[*at].at - said[*first].at > WITHIN {
                    break;
                }
                if hits.iter().all(|hit| said[*hit].stem != said[*at].stem) {
                    hits.push(*at);
                }
            }
            let worth: f64 = hits.iter().map(|hit| self.worth(&said[*hit].stem)).sum();
            let words = hits.iter().filter(|hit| !is_number(&said[**hit].stem)).count();
            (worth >= ENOUGH && words >= LEAST).then_some((hits, worth))
        })
    }
}

/// Where a name was said, in however many words.
fn named(said: &[SaidStem], name: &str) -> Option<Vec<usize>> {
    (0..said.len()).find_map(|from| {
        let mut joined = String::new();
        for (at, of) in said.iter().enumerate().skip(from).take(LONGEST_NAME) {
            joined.push_str(&of.word);
            if joined == name {
                return Some((from..=at).collect());
            }
        }
        None
    })
}

/// The standard names in a point, in small letters and without spaces: what stands in brackets and
/// is a name of several words, and what is written with capitals or figures in it, such as BM25. An
/// everyday word is none, whatever its letters: `NOT`, `GPU`.
fn names(point: &str) -> Vec<String> {
    let mut names = Vec::new();
    for part in point.split('(').skip(1) {
        let within = part.split(')').next().unwrap_or_default();
        for name in within.split([',', ';']) {
            let words: Vec<String> = tokens(name).collect();
            if (2..=4).contains(&words.len()) && words.iter().all(|word| content(word).is_some()) {
                names.push(words.concat());
            }
        }
    }
    for word in point.split(|c: char| !c.is_alphanumeric()) {
        let capitals = word.chars().skip(1).filter(|c| c.is_uppercase()).count();
        let has = |is: fn(&char) -> bool| word.chars().any(|c| is(&c));
        let has_figure = has(char::is_ascii_digit) && has(char::is_ascii_uppercase);
        let is_name = capitals > 1 || has_figure || capitals == 1 && word.len() > 5;
        let name = word.to_lowercase();
        if word.len() > 2 && is_name && kin(&name).is_some_and(|kin| !is_everyday(&kin)) {
            names.push(name);
        }
    }
    names
}

fn spoken(word: &SaidWord) -> impl Iterator<Item = SaidStem> {
    let text = word.text.trim_matches(|c: char| !c.is_alphanumeric()).to_string();
    tokens(&word.text).collect::<Vec<_>>().into_iter().map(move |token| SaidStem {
        stem: kin(&token).unwrap_or_default(),
        word: token,
        text: text.clone(),
        at: word.from,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two words a second, from a time on.
    fn said(parts: &[(u64, &str)]) -> Vec<SaidWord> {
        let mut words = Vec::new();
        for (from, text) in parts {
            for (after, word) in (0..).zip(text.split(' ')) {
                let at = Elapsed::from_secs(from + after / 2);
                words.push(SaidWord { from: at, to: at, text: word.to_string() });
            }
        }
        words
    }

    const ASKED: &str = "Predict clicks on ads from impressions in a feed of recipes.";

    fn points() -> Vec<String> {
        [
            "joining: Impressions joined to clicks in a 10-minute window by stream, to orders \
             within 7 days.",
            "sampling: Keep clicks, 1 in 20 non-clicks, then divide the odds by 20.",
            "delay: Half of the orders come after a day: model it (delayed feedback model).",
            "attention: Tiles in fast memory, nothing stored whole (FlashAttention).",
            "ranking: Words by how rare they are: BM25.",
            "bias: Position effects; half a percent of traffic is randomised.",
        ]
        .map(str::to_string)
        .to_vec()
    }

    fn heard(parts: &[(u64, &str)]) -> Vec<(usize, String)> {
        let found = seems_said(&said(parts), ASKED, &points());
        let told = |of: SeemsSaid| {
            (of.point, format!("{} {}", of.at.since_began().as_secs(), of.heard.join(", ")))
        };
        found.into_iter().map(told).collect()
    }

    #[test]
    fn a_point_is_heard_by_several_words_of_its_own_said_together() {
        let text = "so we join impressions and clicks in a ten minute window on the stream";
        assert_eq!(heard(&[(190, text)]), [(0, "191 join, impressions, clicks, ten".to_string())]);
        let text = "join them, ten-minute windows, a stream";
        assert_eq!(heard(&[(8, text)]), [(0, "8 join, ten-minute, windows, stream".to_string())]);
        let text = "I would randomise a bit of traffic to see effects of the position";
        assert_eq!(heard(&[(30, text)])[0].0, 5);
    }

    #[test]
    fn words_of_the_question_and_of_other_points_tell_nothing() {
        assert_eq!(
            heard(&[(0, "clicks and impressions and ads in the feed of recipes, orders")]),
            []
        );
        // Two words of a point that has many, or far apart, or one word only.
        assert_eq!(heard(&[(0, "there is a window and a stream")]), []);
        assert_eq!(heard(&[(0, "we join them"), (60, "a window"), (120, "the stream")]), []);
        assert_eq!(heard(&[(0, "sampling sampling samples")]), []);
        // A number is none of the two words.
        assert_eq!(heard(&[(0, "in 20 cases we sample")]), []);
    }

    #[test]
    fn a_standard_name_tells_its_point_however_it_is_spelled() {
        assert_eq!(heard(&[(5, "then flash attention helps")]), [(3, "5 flash, attention".into())]);
        assert_eq!(heard(&[(5, "FlashAttention, say")]), [(3, "5 FlashAttention".into())]);
        assert_eq!(heard(&[(5, "I rank with BM 25 first")]), [(4, "6 BM, 25".into())]);
        let delayed = heard(&[(9, "with a delayed feedback model then")]);
        assert_eq!(delayed, [(2, "10 delayed, feedback, model".into())]);
    }

    #[test]
    fn what_holds_no_words_is_said_by_none() {
        assert_eq!(seems_said(&[], "", &[]), []);
        assert_eq!(seems_said(&said(&[(0, "'' -- (")]), "((", &["(".into(), String::new()]), []);
    }
}
