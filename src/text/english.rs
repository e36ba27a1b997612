//! What single words of English say: who did it, and how many.

/// Words that count as a number. "One" is left out: it is rarely a count.
const NUMBERS: &[&str] = &[
    "zero",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "millions",
    "billion",
    "billions",
    "dozen",
    "dozens",
    "twice",
    "thrice",
    "halves",
    "thirds",
    "quarters",
    "fifths",
    "tenths",
];

/// Words that are a number by themselves, but not as the first part of another word
/// (`half-hearted`, `double-checked`).
const TIMES: &[&str] = &[
    "half",
    "halved",
    "halving",
    "double",
    "doubled",
    "doubling",
    "triple",
    "tripled",
    "tripling",
    "quadrupled",
];

/// Words that are a share after "a" or "one", and else a place in a row (`the third party`) or a
/// season.
const SHARES: &[&str] = &["third", "quarter", "fifth", "tenth"];

/// What looks like a year, up to where a power of two is likelier.
pub(crate) const YEARS: std::ops::Range<u32> = 1900..2048;

/// How often a text says "I" or "my", and how often "we" or "our", with their other forms ("me",
/// "I'm"; "us", "we'll").
pub(crate) fn persons(text: &str) -> (usize, usize) {
    persons_in(text, is_small(text))
}

/// Whether a text begins no sentence with a capital and writes no "I" with one: who writes so
/// writes "i", also beside `NASA`; else a small one may be an index.
pub(crate) fn is_small(text: &str) -> bool {
    let mut begins = true;
    for word in text.split_whitespace() {
        let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
        if letters.is_empty() {
            continue;
        }
        // Names in capitals have them everywhere.
        let is_name = letters.chars().filter(|c| c.is_uppercase()).count() > 1;
        let is_i = letters.split(['\'', '’']).next() == Some("I");
        if is_i || begins && !is_name && letters.starts_with(char::is_uppercase) {
            return false;
        }
        begins = word.ends_with(['.', '?', '!']);
    }
    true
}

/// As [`persons`], of a part of a text that is small or not.
pub(crate) fn persons_in(text: &str, small: bool) -> (usize, usize) {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’');
    let (mut i, mut we) = (0, 0);
    // "I.e." is nobody.
    let is_that_is = |word: &&str| {
        let letters = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        letters.get(..3).is_some_and(|of| of.eq_ignore_ascii_case("i.e"))
    };
    let said = text.split_whitespace().filter(|word| !is_that_is(word));
    for word in said.flat_map(|of| of.split(|c| !is_word(c))) {
        let stem = word.split(['\'', '’']).next().unwrap_or_default();
        match stem {
            // "US" is a country.
            "I" => i += 1,
            "i" if small => i += 1,
            "i" | "US" => {}
            _ => match stem.to_ascii_lowercase().as_str() {
                "my" | "me" | "mine" | "myself" => i += 1,
                "we" | "our" | "ours" | "us" | "ourselves" => we += 1,
                _ => {}
            },
        }
    }
    (i, we)
}

/// Whether a text holds a number: digits that are no part of a name (`24%`, `$3M`, `AUC=0.91`, `½`;
/// not `p99`, `GPT-4`), or a number in words. The year in which something happened is none.
pub(crate) fn has_number(text: &str) -> bool {
    let mut before = String::new();
    for word in text.split_whitespace() {
        if is_number(word, &before) {
            return true;
        }
        before = bare(word);
    }
    false
}

/// Whether a word holds a number; `before` is the one before it, in small letters.
pub(crate) fn is_number(word: &str, before: &str) -> bool {
    has_digits(word, before) || says_number(&bare(word), before)
}

/// A word in small letters, without what stands around it.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

fn has_digits(word: &str, before: &str) -> bool {
    let year = bare(word).parse().is_ok_and(|year: u32| YEARS.contains(&year));
    if year
        && matches!(
            before,
            "in" | "since" | "of" | "until" | "by" | "from" | "during" | "late" | "early"
        )
    {
        return false;
    }
    let mut earlier = [None, None];
    for c in word.chars() {
        let named = match earlier {
            [_, Some(last)] if last.is_alphanumeric() => true,
            // `GPT-4` is a name, `sub-100ms` is none.
            [Some(letter), Some('-')] => letter.is_uppercase(),
            // The digits behind the point of a number or of a version.
            [Some(digit), Some('.' | ',')] => digit.is_numeric(),
            _ => false,
        };
        if c.is_numeric() && !named {
            return true;
        }
        earlier = [earlier[1], Some(c)];
    }
    false
}

fn says_number(word: &str, before: &str) -> bool {
    NUMBERS.contains(&word)
        || TIMES.contains(&word)
        || (word.len() > 4 && word.ends_with("fold"))
        || word.split('-').any(|part| NUMBERS.contains(&part))
        || (SHARES.contains(&word) && matches!(before, "a" | "one"))
}
