//! Numbers as they are said, each whole: with its sign, the digits behind its point, its halves,
//! the other end of its range and what it counts.

use std::ops::Range;

use crate::text::english::{YEARS, is_number};
use crate::words::SaidWord;

/// What stands behind a number and says what it counts.
const UNITS: [&str; 6] = ["percent", "million", "billion", "thousand", "hundred", "%"];

/// Behind a number these begin something else.
const NO_UNITS: [&str; 28] = [
    "a", "an", "and", "as", "at", "because", "but", "by", "for", "from", "i", "in", "is", "it",
    "of", "on", "or", "out", "so", "than", "that", "the", "then", "to", "was", "we", "which",
    "with",
];

/// After these a number in words goes on behind "and".
const POWERS: [&str; 5] = ["hundred", "thousand", "million", "billion", "dozen"];

/// How many of them, not told in figures: `a few hundred`, `tens of thousands`.
const SOME: [&str; 3] = ["few", "couple", "several"];
const MANY: [&str; 6] = ["tens", "dozens", "hundreds", "thousands", "millions", "billions"];

/// Parts of one, and several of them.
const SHARES: [&str; 6] = ["half", "third", "quarter", "fifth", "eighth", "tenth"];
const PARTS: [&str; 6] = ["halves", "thirds", "quarters", "fifths", "eighths", "tenths"];

/// Digits, one by one.
const DIGITS: [&str; 12] =
    ["zero", "oh", "o", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/// Behind these a digit or a place in a row is the same number.
const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const PLACES: [&str; 9] =
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];

/// Before "point" these say that it is a number's: `an AUC of point nine`. After others it is one
/// that somebody makes: `at this point five people`.
const BEFORE_POINT: [&str; 24] = [
    "about", "above", "almost", "and", "around", "at", "be", "below", "between", "by", "equals",
    "from", "is", "just", "like", "nearly", "of", "only", "or", "over", "than", "to", "under",
    "was",
];

/// They stand before a number that is a name: `p ninety nine`, as `p99` is.
const NAMES: [&str; 2] = ["p", "v"];

const SIGNS: [&str; 2] = ["minus", "negative"];

/// The numbers among some words, `bare` as they are without marks: each with what it counts.
pub(super) fn numbers(words: &[SaidWord], bare: &[String]) -> Vec<Range<usize>> {
    let said = SaidFigures { words, bare };
    let (mut found, mut at) = (Vec::new(), 0);
    while at < bare.len() {
        if let Some(end) = said.name(at) {
            at = end;
            continue;
        }
        let Some(number) = said.begun(at) else {
            at += 1;
            continue;
        };
        let number = said.whole(number);
        at = number.end;
        if !said.is_year(&number) {
            found.push(number);
        }
    }
    found
}

struct SaidFigures<'a> {
    words: &'a [SaidWord],
    bare: &'a [String],
}

impl SaidFigures<'_> {
    fn word(&self, at: usize) -> &str {
        self.bare.get(at).map(String::as_str).unwrap_or_default()
    }

    fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map(|at| self.word(at)).unwrap_or_default()
    }

    /// Whether a mark ends what was said at a word.
    fn ends(&self, at: usize) -> bool {
        let text = self.words.get(at).map(|word| &*word.text).unwrap_or_default();
        text.ends_with(['.', ',', '?', '!', ';', ':'])
    }

    /// Whether these words follow from one on, without a mark between them or before them.
    fn follow(&self, from: usize, words: &[&str]) -> bool {
        let mut words = words.iter().enumerate();
        words.all(|(number, word)| {
            let at = from + number;
            at > 0 && !self.ends(at - 1) && self.word(at) == *word
        })
    }

    fn is_number(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| is_number(&word.text, self.before(at)))
    }

    /// Whether it says how many: `double` says how often.
    fn is_count(&self, at: usize) -> bool {
        let is_often = |word: &str| {
            word == "half"
                || ["halv", "doubl", "tripl", "quadrupl"].iter().any(|of| word.starts_with(of))
        };
        self.is_number(at) && !is_often(self.word(at))
    }

    /// The end of a name that begins at a word: `p ninety nine`.
    fn name(&self, at: usize) -> Option<usize> {
        if !NAMES.contains(&self.word(at)) || self.ends(at) || !self.is_count(at + 1) {
            return None;
        }
        let is_more = TENS.contains(&self.word(at + 1))
            && !self.ends(at + 1)
            && DIGITS.contains(&self.word(at + 2));
        let end = at + 2 + usize::from(is_more);
        Some(self.decimals(end).unwrap_or(end))
    }

    /// The number that begins at a word, as far as that alone says.
    fn begun(&self, at: usize) -> Option<Range<usize>> {
        let signed = self.unsigned_at(at);
        let end = self.begun_without_one(signed).or_else(|| {
            let is_one = self.word(signed) == "one" && self.is_one(signed);
            is_one.then_some(signed + 1)
        });
        Some(at..end?)
    }

    /// Behind the sign that stands at a word.
    fn unsigned_at(&self, at: usize) -> usize {
        at + usize::from(SIGNS.contains(&self.word(at)) && !self.ends(at))
    }

    /// The end of the beginning of a number, but for a "one" that is only told by what follows.
    fn begun_without_one(&self, at: usize) -> Option<usize> {
        let (word, next) = (self.word(at), self.word(at + 1));
        if self.is_number(at) {
            return Some(at + 1);
        }
        if word == "point" {
            let is_apart = at == 0 || self.ends(at - 1);
            let before = self.before(at);
            let is_number = BEFORE_POINT.contains(&before) || SIGNS.contains(&before);
            return self.decimals(at).filter(|_| is_number && !is_apart);
        }
        if word.is_empty() || self.ends(at) {
            return None;
        }
        if MANY.contains(&word) {
            return self.many(at + 1);
        }
        let is_one = matches!(word, "a" | "an" | "one");
        if is_one && (POWERS.contains(&next) || SHARES.contains(&next)) {
            return Some(at + 2);
        }
        if SOME.contains(&word) || is_one && SOME.contains(&next) {
            let some = at + usize::from(is_one);
            let power = some + 1 + usize::from(self.follow(some + 1, &["of"]));
            let is_power = POWERS.contains(&self.word(power)) && !self.ends(power - 1);
            return is_power.then_some(power + 1);
        }
        if let Some(end) = self.decimals(at + 1).filter(|_| matches!(word, "one" | "oh")) {
            // "At one point two people left": what it counts must be said.
            let is_number = self.before(at) != "at" || UNITS.contains(&self.word(end));
            return is_number.then_some(end);
        }
        self.with_half(at + 1).filter(|_| is_one)
    }

    /// Whether "one" is the number: `one percent`, `one or two`, `one and a half`.
    fn is_one(&self, at: usize) -> bool {
        self.percent(at + 1).is_some()
            || self.follow(at + 1, &["out", "of"]) && self.is_count(at + 3)
            || self.range(at..at + 1).is_some()
            || self.added(at..at + 1).is_some()
    }

    /// The whole of a number that begins so.
    fn whole(&self, mut number: Range<usize>) -> Range<usize> {
        while !self.ends(number.end - 1) {
            let Some(end) = self.longer(number.clone()) else { break };
            number.end = end;
        }
        if self.ends(number.end - 1) {
            return number;
        }
        number.end = match self.with_half(number.end) {
            Some(end) => end,
            None => number.end + self.unit(&number),
        };
        number
    }

    /// Where a number ends that goes on: `twenty five`, `3 million`, `half a million`, `a hundred
    /// and fifty`, `four point five` and `two to three` are one each.
    fn longer(&self, number: Range<usize>) -> Option<usize> {
        let at = number.end;
        let (last, next) = (self.before(at), self.word(at));
        let is_part = self.is_number(at) || UNITS.contains(&next);
        let goes_on_tens = TENS.contains(&last) && (next == "one" || PLACES.contains(&next));
        if is_part || goes_on_tens {
            return Some(at + 1);
        }
        let is_power = |at| POWERS.contains(&self.word(at)) || UNITS.contains(&self.word(at));
        let is_apart = self.ends(at) || self.ends(at + 1);
        if last == "half" && matches!(next, "a" | "an") && !self.ends(at) {
            return (is_power(at + 1) || self.is_number(at + 1)).then_some(at + 2);
        }
        if SHARES.contains(&last) && self.follow(at, &["of", "a"]) && is_power(at + 2) && !is_apart
        {
            return Some(at + 3);
        }
        self.percent(at)
            .or_else(|| if is_share(last) { None } else { self.decimals(at) })
            .or_else(|| self.many(at).filter(|_| MANY.contains(&last)))
            .or_else(|| self.added(number.clone()))
            .or_else(|| self.range(number))
    }

    /// Where `percent` ends that begins at a word.
    fn percent(&self, at: usize) -> Option<usize> {
        if self.follow(at, &["per", "cent"]) {
            return Some(at + 2);
        }
        ["percent", "%"].iter().any(|of| self.follow(at, &[of])).then_some(at + 1)
    }

    /// Where `of thousands` ends that begins at a word.
    fn many(&self, at: usize) -> Option<usize> {
        (self.follow(at, &["of"]) && !self.ends(at) && MANY.contains(&self.word(at + 1)))
            .then_some(at + 2)
    }

    /// Where `point five` ends that begins at a word.
    fn decimals(&self, at: usize) -> Option<usize> {
        if self.word(at) != "point" || self.ends(at) || at > 0 && self.ends(at - 1) {
            return None;
        }
        let is_digit = |at: usize| DIGITS.contains(&self.word(at));
        let mut end = at + 1;
        while is_digit(end) && (end == at + 1 || !self.ends(end - 1)) {
            end += 1;
        }
        let is_other = end == at + 1 && self.is_count(end) && !MANY.contains(&self.word(end));
        let end = end + usize::from(is_other);
        (end > at + 1).then_some(end)
    }

    /// Where what is added to a number ends: `and fifty`, `and a half`, `and three quarters`.
    fn added(&self, number: Range<usize>) -> Option<usize> {
        let at = number.end;
        if !self.follow(at, &["and"]) || self.ends(at) {
            return None;
        }
        let (last, next) = (self.before(at), self.word(at + 1));
        if POWERS.contains(&last)
            && (self.is_number(at + 1) && !next.contains(char::is_numeric) || next == "one")
        {
            return Some(at + 2);
        }
        let share = self.word(at + 2);
        if self.ends(at + 1) {
            return None;
        }
        if matches!(next, "a" | "an") && SHARES.contains(&share) {
            return Some(at + 3);
        }
        let is_parts = self.is_count(at + 1) && PARTS.contains(&share);
        (is_parts && self.word(at + 3) != "of").then_some(at + 3)
    }

    /// Where `year and a half` ends that begins at a word: half of what was counted before it.
    fn with_half(&self, at: usize) -> Option<usize> {
        let word = self.word(at);
        let is_half = !word.is_empty()
            && !NO_UNITS.contains(&word)
            && !self.ends(at)
            && self.follow(at + 1, &["and", "a", "half"]);
        (is_half && self.word(at + 4) != "of").then_some(at + 4)
    }

    /// Where a range ends: `two to three hundred`, `five or six`, `three out of four`. "From two to
    /// three" is a change, and two numbers.
    fn range(&self, number: Range<usize>) -> Option<usize> {
        let at = number.end;
        if self.ends(at - 1) {
            return None;
        }
        let before = |back| number.start.checked_sub(back).map(|at| self.word(at));
        let stands = |word| before(1) == Some(word) || before(2) == Some(word);
        let behind = match self.word(at) {
            "to" if !stands("from") => at + 1,
            "or" => at + 1,
            "and" if stands("between") => at + 1,
            "out" if self.follow(at + 1, &["of"]) => at + 2,
            _ => return None,
        };
        if (at..behind).any(|at| self.ends(at)) {
            return None;
        }
        let other = behind..self.begun_without_one(self.unsigned_at(behind))?;
        let is_count = other.clone().any(|at| self.is_count(at) || POWERS.contains(&self.word(at)));
        let is_year = |number: Range<usize>| number.len() == 1 && self.year(number.start);
        let are_years = is_year(number) && is_year(other.clone());
        (is_count && !are_years).then_some(other.end)
    }

    /// How many words behind a number say what it counts.
    fn unit(&self, number: &Range<usize>) -> usize {
        let at = number.end;
        let (last, next) = (self.before(at), self.word(at));
        let word_of = |at: usize| !self.ends(at - 1) && !self.word(at).is_empty();
        if last == "half" && matches!(next, "a" | "an") && word_of(at + 1) {
            return 2;
        }
        let is_over = is_share(last) || next.is_empty() || NO_UNITS.contains(&next);
        // `a year and a half` says it already.
        let is_told = number.len() == 5 && self.with_half(number.start + 1) == Some(at);
        if is_over || is_told {
            return 0;
        }
        let is_other = SIGNS.contains(&next) || next == "point" || self.name(at).is_some();
        if is_other && self.is_number(at + 1) {
            return 0;
        }
        let points = matches!(next, "percentage" | "basis")
            && word_of(at + 1)
            && matches!(self.word(at + 1), "point" | "points");
        let is_rate = next == "per" && word_of(at + 1);
        1 + usize::from(points || is_rate)
    }

    /// Whether it is a year in figures, which counts nothing: `2023 was`, but `2023 users`, and a
    /// round number counts: `to 2000.`
    fn is_year(&self, number: &Range<usize>) -> bool {
        number.len() == 1 && self.year(number.start)
    }

    fn year(&self, at: usize) -> bool {
        let said = self.bare[at].parse();
        let is_year = |year: u32| YEARS.contains(&year) && !year.is_multiple_of(100);
        let is_bare = !self.words[at].text.starts_with(|c: char| !c.is_alphanumeric());
        said.is_ok_and(is_year) && is_bare
    }
}

/// Whether a word says that a number is a share of something, and counts nothing.
fn is_share(word: &str) -> bool {
    word.ends_with('%') || matches!(word, "percent" | "cent")
}

#[cfg(test)]
mod tests {
    use super::super::rows::bare;
    use super::*;
    use crate::samples::at;

    /// The numbers of a text, each as it is quoted.
    fn of(text: &str) -> Vec<String> {
        let said = text.split(' ');
        let word = |text: &str| SaidWord { from: at(0.0), to: at(0.4), text: text.to_string() };
        let words: Vec<SaidWord> = said.map(word).collect();
        let bare: Vec<String> = words.iter().map(|word| bare(&word.text)).collect();
        let quoted = |number: Range<usize>| {
            let texts: Vec<&str> = words[number].iter().map(|word| &*word.text).collect();
            texts.join(" ").trim_end_matches(['.', ',']).to_string()
        };
        numbers(&words, &bare).into_iter().map(quoted).collect()
    }

    #[test]
    fn a_number_is_whole_however_it_is_said() {
        for (text, whole) in [
            (
                "churn was four point five percent and we saved two point five million dollars",
                &["four point five percent", "two point five million dollars"][..],
            ),
            ("it took a year and a half longer", &["a year and a half"]),
            ("two years and a half later", &["two years and a half"]),
            ("one and a half million of them", &["one and a half million"]),
            ("two and three quarters of it", &["two", "three quarters"]),
            ("one and three quarters hours", &["one and three quarters hours"]),
            (
                "it went to minus 3 and then negative five percent",
                &["minus 3", "negative five percent"],
            ),
            ("an AUC of zero point nine", &["zero point nine"]),
            ("an AUC of point eight", &["point eight"]),
            ("from point eight five to point nine", &["point eight five", "point nine"]),
            ("it was minus point two", &["minus point two"]),
            ("one point two million rows", &["one point two million rows"]),
            ("4 point 5 seconds", &["4 point 5 seconds"]),
            ("three quarters of it", &["three quarters"]),
            ("ninety nine point nine nine percent up", &["ninety nine point nine nine percent"]),
            ("ninety-nine point oh five per cent", &["ninety-nine point oh five per cent"]),
            ("the p ninety nine was two hundred milliseconds", &["two hundred milliseconds"]),
            ("v two had five bugs", &["five bugs"]),
            ("two to three hundred users", &["two to three hundred users"]),
            ("1.5 to 2 million rows", &["1.5 to 2 million rows"]),
            ("from two to three hundred", &["two", "three hundred"]),
            ("between two and three hundred ms", &["two and three hundred ms"]),
            ("one or two teams", &["one or two teams"]),
            ("three out of four times", &["three out of four times"]),
            ("10x and $2.5M", &["10x", "$2.5M"]),
            ("twenty one percent, one percent", &["twenty one percent", "one percent"]),
            (
                "a few hundred, a couple of thousand users",
                &["a few hundred", "a couple of thousand users"],
            ),
            ("tens of thousands of rows", &["tens of thousands"]),
            ("half an hour, half a percent", &["half an hour", "half a percent"]),
            ("a quarter of a million users", &["a quarter of a million users"]),
            ("the ninety ninth percentile", &["ninety ninth percentile"]),
            ("two percentage points", &["two percentage points"]),
            ("50 requests, 50 per second", &["50 requests", "50 per second"]),
        ] {
            assert_eq!(of(text), whole, "{text}");
        }
    }

    #[test]
    fn a_point_that_somebody_makes_is_no_number() {
        for (text, whole) in [
            ("the point is that", &[][..]),
            ("two points I want to make", &["two points"]),
            ("at this point five people left", &["five people"]),
            ("at one point two people left", &["two people"]),
            ("at one point two percent", &["one point two percent"]),
            ("we had five. Point taken", &["five"]),
            ("five point, two of them", &["five", "two"]),
            ("at that point one of us", &[]),
            ("the first point two of us made", &["two"]),
            ("a manager and a half of us", &["a half"]),
            ("it ran from 2019 to 2021", &[]),
            ("one of them and one to go", &[]),
            ("one or one or one of us", &[]),
            ("we took five to double it", &["five", "double"]),
        ] {
            assert_eq!(of(text), whole, "{text}");
        }
    }
}
