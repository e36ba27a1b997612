//! What the words of an answer say, as far as that can be counted: each with what it was counted
//! in, and with its places. Nothing of it is a score.

use std::time::Duration;

use super::numbers::numbers;
use super::speech::SpeechTold;
use crate::pacing::Moment;
use crate::round::QuestionKind;
use crate::session::event::Hesitations;
use crate::session::hearing::Hearing;
use crate::session::kept::Kept;
use crate::text::english::{is_number, is_small, persons_in};
use crate::text::{GivenText, counted};
use crate::time::{Stretch, m_ss, stretch};
use crate::words::SaidWord;

/// Less speech says nothing of its pace.
const LEAST_SPEECH: Duration = Duration::from_secs(5);

/// Nobody speaks so slowly: words are missing in the transcript.
const LEAST_WORDS: u64 = 40;

/// One word of so many may stand where no speech was heard.
const MISPLACED: usize = 4;

/// From so much speech on hesitations have a rate.
const RATED_SPEECH: Duration = Duration::from_secs(120);

/// No word of a quote is longer, in letters: hundreds of figures are nobody's number.
const LONGEST_QUOTED: usize = 40;

/// However long they are drawn: `ummm` is `um`.
const HESITATIONS: [&str; 7] = ["um", "uh", "uhm", "er", "erm", "hm", "m"];

const HEDGES: [&[&str]; 8] = [
    &["i", "guess"],
    &["i", "think"],
    &["i", "suppose"],
    &["kind", "of"],
    &["sort", "of"],
    &["maybe"],
    &["probably"],
    &["basically"],
];

/// After these a "kind of" or a "sort of" is one.
const BEFORE_SORT: [&str; 38] = [
    "a",
    "an",
    "another",
    "any",
    "basic",
    "best",
    "certain",
    "common",
    "different",
    "each",
    "every",
    "first",
    "main",
    "new",
    "no",
    "one",
    "only",
    "other",
    "own",
    "particular",
    "right",
    "same",
    "second",
    "similar",
    "simple",
    "some",
    "special",
    "specific",
    "standard",
    "that",
    "the",
    "this",
    "usual",
    "what",
    "whatever",
    "which",
    "whichever",
    "wrong",
];

/// After these "like" may be filler, where one of the others follows.
const BEFORE_LIKE: [&str; 11] =
    ["and", "so", "am", "is", "are", "was", "were", "be", "been", "it's", "that's"];
const AFTER_LIKE: [&str; 13] = [
    "a", "an", "the", "really", "very", "so", "just", "totally", "about", "maybe", "almost",
    "quite", "super",
];

/// Less that was not heard is rounding.
const LEAST_UNHEARD: Duration = Duration::from_secs(1);

/// A time as a row tells it, so that a rate follows from what is told: in tenths below a minute.
#[derive(Clone, Copy)]
struct PaceTime(Duration);

/// Something that was counted in an answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SaidRow {
    /// What, and in how much: `41 words a minute of speech: 82 words in 2:00`.
    pub(crate) says: String,
    /// Where, in order, each with what was said there where that isn't always the same.
    pub(crate) places: Vec<(Moment, Option<GivenText>)>,
}

/// What an answer is counted by.
pub(super) struct Counted<'a> {
    pub(super) kind: QuestionKind,
    pub(super) words: &'a [SaidWord],
    /// When the question was asked.
    pub(super) asked: Stretch,
    /// Its running time, and how much of that was heard.
    pub(super) length: Duration,
    pub(super) heard: Duration,
    pub(super) hearing: &'a Hearing,
    pub(super) speech: SpeechTold,
    /// Near to speech, in order, apart.
    pub(super) near: &'a [Stretch],
    pub(super) hesitations: &'a Kept<Hesitations>,
}

/// The rows of an answer in which something was said, or was heard.
pub(super) fn rows(of: &Counted, moment: impl Fn(&SaidWord) -> Moment) -> Vec<SaidRow> {
    let untold = of.speech.untold().map(|says| SaidRow { says, places: Vec::new() });
    if of.words.is_empty() {
        return untold.into_iter().collect();
    }
    let bare: Vec<String> = of.words.iter().map(|word| bare(&word.text)).collect();
    let said = WordTally { of, bare: &bare };
    let place = |at: &usize| (moment(&of.words[*at]), None);
    let row = |says: String, places: Vec<usize>| SaidRow {
        says,
        places: places.iter().map(place).collect(),
    };
    let mut rows: Vec<SaidRow> = untold.into_iter().collect();
    rows.push(row(said.pace(), Vec::new()));
    let (hesitations, places) = said.hesitations();
    rows.push(row(hesitations, places));
    let among = said.among();
    for (what, places) in
        [("\u{201c}like\u{201d}", said.likes()), ("\u{201c}you know\u{201d}", said.you_knows())]
    {
        rows.push(row(format!("{what} as a filler: {} {among}", said.at_least(&places)), places));
    }
    if of.kind == QuestionKind::Behavioral {
        let (i, we) = said.persons();
        rows.push(row(format!("I, my, me: {} {among}", said.at_least(&i)), i));
        rows.push(row(format!("we, our, us: {} {among}", said.at_least(&we)), we));
        let hedges = said.hedges();
        let quoted = |range: &std::ops::Range<usize>| said.quote(range, &moment);
        let places = hedges.iter().map(quoted).collect();
        rows.push(SaidRow { says: format!("hedges: {} {among}", said.at_least(&hedges)), places });
    }
    let numbers = numbers(of.words, &bare);
    let places = numbers.iter().map(|range| said.quote(range, &moment)).collect();
    rows.push(SaidRow { says: format!("numbers: {} {among}", said.at_least(&numbers)), places });
    rows
}

struct WordTally<'a> {
    of: &'a Counted<'a>,
    bare: &'a [String],
}

impl WordTally<'_> {
    /// `in 240 words`.
    fn among(&self) -> String {
        format!("in {}", counted(self.spoken(), "word", "words"))
    }

    /// How many words there are, without hesitations.
    fn spoken(&self) -> usize {
        self.bare.iter().filter(|word| is_spoken(word)).count()
    }

    /// How many there are of something, of which what has no words may hold more.
    fn at_least<T>(&self, places: &[T]) -> String {
        let least = if self.of.speech.is_partial() { "at least " } else { "" };
        format!("{least}{}", places.len())
    }

    fn pace(&self) -> String {
        let (speech, is_partial) = (self.of.speech.with_words, self.of.speech.is_partial());
        // Words of a time that was not heard have no speech to be counted by.
        let heard = self.of.hearing.heard();
        let is_heard = |word: &SaidWord| stretch::find(heard, word.from).is_some();
        let words = self.of.words.iter().zip(self.bare);
        let heard_words = words.filter(|(word, bare)| is_heard(word) && is_spoken(bare));
        let (all_heard, mut words) = (heard_words.clone().count(), 0);
        for (word, _) in heard_words {
            words += usize::from(stretch::find(self.of.near, word.from).is_some());
        }
        let far = all_heard - words;
        if far * MISPLACED > all_heard && !speech.is_zero() {
            let stand = if far == 1 { "stands" } else { "stand" };
            return format!(
                "words a minute: not known, {far} of {} {stand} where no speech was heard: \
                 --offset may be wrong",
                counted(all_heard, "word", "words")
            );
        }
        if speech < LEAST_SPEECH || words == 0 {
            let asked = self.of.asked;
            let is_heard = heard.iter().any(|of| !of.within(asked).is_empty());
            let heard = match speech.is_zero() {
                true if !is_heard => "no sound was listened to then".to_string(),
                true if is_partial => "no speech that was heard then has words".to_string(),
                true => "no speech was heard then".to_string(),
                false if is_partial => {
                    format!("only {} of the speech that was heard then has words", m_ss(speech))
                }
                false => format!("only {} of speech was heard then", m_ss(speech)),
            };
            return format!("words a minute: not known, {heard}");
        }
        if a_minute(words, speech) < LEAST_WORDS {
            let (words, speech) = (counted(words, "word", "words"), m_ss(speech));
            return format!(
                "words a minute: not known, the transcript has {words} for {speech} of speech"
            );
        }
        let all = self.spoken();
        let told = match words == all {
            true => counted(words, "word", "words"),
            false => format!("{words} of {}", counted(all, "word", "words")),
        };
        // Between words that nobody wrote down are pauses too.
        let least = if is_partial { "at least " } else { "" };
        let (speech, heard) = (PaceTime::of(speech), PaceTime::of(self.of.heard));
        let is_all = self.of.length.saturating_sub(self.of.heard) < LEAST_UNHEARD;
        format!(
            "{} words a minute of {}: {told} in {}; {least}{} with pauses, in {}{}",
            a_minute(words, speech.0),
            if is_partial { "the speech that has words" } else { "speech" },
            speech.told(),
            a_minute(words, heard.0),
            heard.told(),
            if is_all { "" } else { " that were heard" },
        )
    }

    fn hesitations(&self) -> (String, Vec<usize>) {
        let positions = (0..self.bare.len()).filter(|at| is_hesitation(&self.bare[*at]));
        let places: Vec<usize> = positions.collect();
        let (number, speech) = (places.len(), self.of.speech.with_words);
        let heard = match self.of.hesitations {
            Kept::Known(Hesitations::Asked) => format!("{} heard", self.at_least(&places)),
            Kept::Known(Hesitations::AtLeast) => format!("at least {number} heard"),
            Kept::Known(Hesitations::Unknown) | Kept::Other(_) => {
                let why = "not known, such a transcript may have been cleaned of them";
                return (format!("um and uh: {why}"), Vec::new());
            }
        };
        let rate = match speech >= RATED_SPEECH {
            true => {
                format!(", {:.1} a minute of speech", number as f64 * 60.0 / speech.as_secs_f64())
            }
            false => String::new(),
        };
        (format!("um and uh: {heard} {}{rate}", self.among()), places)
    }

    fn word(&self, at: Option<usize>) -> &str {
        at.and_then(|at| self.bare.get(at)).map(String::as_str).unwrap_or_default()
    }

    /// `, like,`, and `was like a`.
    fn likes(&self) -> Vec<usize> {
        let ends = |at: usize| self.of.words[at].text.ends_with(',');
        let is_one = |at: &usize| {
            let (before, next) = (at.checked_sub(1), at + 1);
            let is_apart = before.is_some_and(ends) && ends(*at);
            let follows = self.word(Some(next));
            let is_between = BEFORE_LIKE.contains(&self.word(before))
                && (AFTER_LIKE.contains(&follows)
                    || follows.ends_with("ly")
                    || is_number(follows, ""));
            self.bare[*at] == "like" && (is_apart || is_between)
        };
        (0..self.bare.len()).filter(is_one).collect()
    }

    /// "you know", but not "do you know" and "you know how to".
    fn you_knows(&self) -> Vec<usize> {
        let is_one = |at: &usize| {
            let is_asked = ["do", "did", "don't"].contains(&self.word(at.checked_sub(1)));
            let is_how = self.word(Some(at + 2)) == "how" && self.word(Some(at + 3)) == "to";
            self.bare[*at] == "you" && self.word(Some(at + 1)) == "know" && !is_asked && !is_how
        };
        (0..self.bare.len()).filter(is_one).collect()
    }

    /// Where somebody says "I", and where "we".
    fn persons(&self) -> (Vec<usize>, Vec<usize>) {
        let (mut all_i, mut all_we) = (Vec::new(), Vec::new());
        let texts: Vec<&str> = self.of.words.iter().map(|word| &*word.text).collect();
        let small = is_small(&texts.join(" "));
        for (at, word) in self.of.words.iter().enumerate() {
            let (i, we) = persons_in(&word.text, small);
            all_i.extend(std::iter::repeat_n(at, i));
            all_we.extend(std::iter::repeat_n(at, we));
        }
        (all_i, all_we)
    }

    fn hedges(&self) -> Vec<std::ops::Range<usize>> {
        let mut found = Vec::new();
        for at in 0..self.bare.len() {
            let stands = |hedge: &&&[&str]| {
                let words = hedge.iter().enumerate();
                words.clone().all(|(number, word)| self.word(Some(at + number)) == *word)
            };
            let hedge = HEDGES.iter().find(stands).filter(|hedge| !self.is_sort(at, hedge));
            if let Some(hedge) = hedge {
                found.push(at..at + hedge.len());
            }
        }
        found
    }

    /// Whether "kind of" or "sort of" names a sort: `what kind of model`, `the right sort of`.
    fn is_sort(&self, at: usize, hedge: &[&str]) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let is_apart = self.of.words[before].text.ends_with([',', '.', '?', '!', ';', ':']);
        hedge.last() == Some(&"of") && !is_apart && BEFORE_SORT.contains(&self.word(Some(before)))
    }

    fn quote(
        &self,
        range: &std::ops::Range<usize>,
        moment: impl Fn(&SaidWord) -> Moment,
    ) -> (Moment, Option<GivenText>) {
        let words = &self.of.words[range.clone()];
        let text: Vec<String> = words.iter().map(|word| shortened(&word.text)).collect();
        let text = text.join(" ");
        let text = text.trim_end_matches(['.', ',', '?', '!', ';', ':']);
        (moment(&words[0]), Some(GivenText::from(text)))
    }
}

/// A word as far as anybody reads it.
fn shortened(word: &str) -> String {
    match word.char_indices().nth(LONGEST_QUOTED) {
        Some((end, _)) => format!("{}\u{2026}", &word[..end]),
        None => word.to_string(),
    }
}

/// A word in small letters, without the marks around it.
pub(super) fn bare(word: &str) -> String {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%');
    word.to_lowercase().replace('\u{2019}', "'")
}

/// Whether it is a word: no hesitation, and no sign that stands alone in an older file.
fn is_spoken(bare: &str) -> bool {
    bare.contains(char::is_alphanumeric) && !is_hesitation(bare)
}

fn is_hesitation(bare: &str) -> bool {
    let mut letters: Vec<char> = bare.chars().collect();
    letters.dedup();
    // A letter alone is one, and so is an error in code.
    bare.len() > 1 && bare != "err" && HESITATIONS.contains(&&*letters.iter().collect::<String>())
}

fn a_minute(words: usize, time: Duration) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "far below")]
    let rate = (words as f64 * 60.0 / time.as_secs_f64().max(1.0)).round() as u64;
    rate
}

impl PaceTime {
    fn of(time: Duration) -> Self {
        let tenths = (time + Duration::from_millis(50)).as_millis() / 100;
        let tenths = u64::try_from(tenths).unwrap_or(u64::MAX);
        match tenths < 600 {
            true => Self(Duration::from_millis(tenths * 100)),
            false => Self(Duration::from_secs((time + Duration::from_millis(500)).as_secs())),
        }
    }

    /// `0:09.7`, `2:14`.
    fn told(self) -> String {
        match self.0 < Duration::from_secs(60) {
            true => format!("{}.{}", m_ss(self.0), self.0.subsec_millis() / 100),
            false => m_ss(self.0),
        }
    }
}

impl SaidRow {
    /// The row and its places, at the times that a reader has: `hedges: 2 in 80 words: 0:40
    /// “maybe”, 1:02 “I think”`.
    pub(crate) fn sentence(&self, time: impl Fn(Moment) -> Duration) -> String {
        let place = |(at, quote): &(Moment, Option<GivenText>)| match quote {
            Some(quote) => format!("{} \u{201c}{}\u{201d}", m_ss(time(*at)), quote.shown()),
            None => m_ss(time(*at)),
        };
        let places: Vec<String> = self.places.iter().map(place).collect();
        match places.is_empty() {
            true => self.says.clone(),
            false => format!("{}: {}", self.says, places.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::at;

    /// Rows of an answer of so many seconds, said at two words a second, and heard as speech.
    fn of(text: &str, kind: QuestionKind, hesitations: Hesitations) -> Vec<String> {
        of_heard(text, kind, hesitations, true)
    }

    fn of_heard(
        text: &str,
        kind: QuestionKind,
        hesitations: Hesitations,
        is_heard: bool,
    ) -> Vec<String> {
        let mut words = Vec::new();
        for (number, word) in text.split(' ').enumerate() {
            let from = number as f64 / 2.0;
            words.push(SaidWord { from: at(from), to: at(from + 0.4), text: word.to_string() });
        }
        let all = Stretch { from: at(0.0), to: at(words.len() as f64 / 2.0) };
        let heard = is_heard.then_some(all);
        let hearing = Hearing::new(heard.into_iter(), heard.into_iter(), [].into_iter(), &[]);
        let counted = Counted {
            kind,
            words: &words,
            asked: all,
            length: all.length() * 2,
            heard: all.length() * 2,
            hearing: &hearing,
            near: heard.as_slice(),
            speech: SpeechTold {
                with_words: heard.map_or(Duration::ZERO, |of| of.length()),
                without: Duration::ZERO,
            },
            hesitations: &hesitations.into(),
        };
        let moment = |word: &SaidWord| Moment {
            elapsed: word.from,
            in_slot: word.from.since_began(),
            in_question: word.from.since_began(),
        };
        rows(&counted, moment).iter().map(|row| row.sentence(|at| at.in_question)).collect()
    }

    const STORY: &str = "Um, so I cut it by 24% in three months. We, like, had was like a mess, \
        you know. Do you know how to go? I think we saved twenty five thousand dollars, uh, \
        maybe. It is kind of my fault.";

    #[test]
    fn each_count_has_its_denominator_and_its_places() {
        let rows = of(STORY, QuestionKind::Behavioral, Hesitations::Asked);
        assert_eq!(
            rows,
            [
                "114 words a minute of speech: 39 words in 0:20.5; 57 with pauses, in 0:41.0",
                "um and uh: 2 heard in 39 words: 0:00, 0:16",
                "\u{201c}like\u{201d} as a filler: 2 in 39 words: 0:05, 0:07",
                "\u{201c}you know\u{201d} as a filler: 1 in 39 words: 0:08",
                "I, my, me: 3 in 39 words: 0:01, 0:12, 0:19",
                "we, our, us: 2 in 39 words: 0:05, 0:13",
                "hedges: 3 in 39 words: 0:12 \u{201c}I think\u{201d}, 0:17 \u{201c}maybe\u{201d}, \
                 0:18 \u{201c}kind of\u{201d}",
                "numbers: 3 in 39 words: 0:03 \u{201c}24%\u{201d}, 0:04 \u{201c}three \
                 months\u{201d}, 0:14 \u{201c}twenty five thousand dollars\u{201d}",
            ]
        );
    }

    #[test]
    fn each_number_is_one_and_a_mark_ends_it() {
        for (text, numbers) in [
            ("from $1.2M, 2x the rest", "2 in 5 words: 0:00 “$1.2M”, 0:01 “2x”"),
            ("a third, three fold", "2 in 4 words: 0:00 “a third”, 0:01 “three fold”"),
            ("about half a million users", "1 in 5 words: 0:00 “half a million users”"),
            ("a hundred and fifty people", "1 in 5 words: 0:00 “a hundred and fifty people”"),
            ("two and a half days", "1 in 5 words: 0:00 “two and a half days”"),
            ("one hundred, and fifty left", "2 in 5 words: 0:00 “one hundred”, 0:01 “fifty left”"),
            ("3 and 4 of us", "2 in 5 words: 0:00 “3”, 0:01 “4”"),
            ("a million and 3 left", "2 in 5 words: 0:00 “a million”, 0:01 “3 left”"),
        ] {
            let rows = of(text, QuestionKind::Coding, Hesitations::Asked);
            assert_eq!(rows.last().unwrap(), &format!("numbers: {numbers}"), "{text}");
        }
    }

    #[test]
    fn a_kind_of_something_is_no_hedge() {
        for (text, hedges) in [
            ("what kind of model and a sort of merges", "0 in 9 words"),
            ("the sort of the list. Another kind of it", "0 in 9 words"),
            ("it kind of broke, we sort of knew", "2 in 8 words: 0:00 “kind of”, 0:02 “sort of”"),
            ("it was a, kind of, mess", "1 in 6 words: 0:01 “kind of”"),
        ] {
            let rows = of(text, QuestionKind::Behavioral, Hesitations::Asked);
            let told = format!("hedges: {hedges}");
            assert!(rows.contains(&told), "{text}: {rows:?}");
        }
    }

    #[test]
    fn i_e_is_nobody() {
        let rows = of("I.e. I did it, i.e. my code", QuestionKind::Behavioral, Hesitations::Asked);
        assert!(rows.contains(&"I, my, me: 2 in 7 words: 0:00, 0:02".to_string()), "{rows:?}");
    }

    #[test]
    fn a_year_in_figures_counts_nothing() {
        for (text, numbers) in [
            ("in 2023 we grew. 2023 was fine", "0 in 7 words"),
            ("2023 users and $2023 in 2023.", "2 in 6 words: 0:00 “2023 users”, 0:01 “$2023”"),
            ("to 2000. and 2048.", "2 in 4 words: 0:00 “2000”, 0:01 “2048”"),
        ] {
            let rows = of(text, QuestionKind::Coding, Hesitations::Asked);
            assert_eq!(rows.last().unwrap(), &format!("numbers: {numbers}"), "{text}");
        }
    }

    #[test]
    fn hesitations_are_known_however_long_they_are_drawn() {
        let text = "Uhhhh ummm hmmmm mmm m so erm err errr";
        let rows = of(text, QuestionKind::Coding, Hesitations::Asked);
        assert_eq!(rows[1], "um and uh: 6 heard in 3 words: 0:00, 0:00, 0:01, 0:01, 0:03, 0:04");
    }

    #[test]
    fn a_small_i_is_one_in_a_text_of_small_letters_also_beside_a_name_in_capitals() {
        let i = |text: &str| of(text, QuestionKind::Behavioral, Hesitations::Asked)[4].clone();
        assert_eq!(i("i think NASA called and i'm glad"), "I, my, me: 2 in 7 words: 0:00, 0:02");
        assert_eq!(i("Then i is zero. So i goes up"), "I, my, me: 0 in 8 words");
        assert_eq!(i("so I set i to zero"), "I, my, me: 1 in 6 words: 0:00");
    }

    #[test]
    fn a_number_of_hundreds_of_figures_is_quoted_short() {
        let rows =
            of(&format!("it is {}", "9".repeat(300)), QuestionKind::Coding, Hesitations::Asked);
        let short = "9".repeat(40);
        assert_eq!(rows.last().unwrap(), &format!("numbers: 1 in 3 words: 0:01 “{short}…”"));
    }

    #[test]
    fn signs_that_stand_alone_are_no_words() {
        let text = "- hello … >> you ♪ and now um [ we all can go on for so long %";
        let rows = of(text, QuestionKind::Coding, Hesitations::Asked);
        let pace = "76 words a minute of speech: 12 words in 0:09.5; 38 with pauses, in 0:19.0";
        assert_eq!(rows[0], pace);
        assert_eq!(rows[1], "um and uh: 1 heard in 12 words: 0:04");
    }

    #[test]
    fn what_the_source_can_not_tell_is_not_known() {
        let rows = of("um we go", QuestionKind::Coding, Hesitations::Unknown);
        assert_eq!(rows[0], "words a minute: not known, only 0:01 of speech was heard then");
        let unknown = "um and uh: not known, such a transcript may have been cleaned of them";
        assert_eq!(rows[1], unknown);
        assert!(!rows.iter().any(|row| row.starts_with("I,") || row.starts_with("hedges")));
        let unheard = of_heard("um we go", QuestionKind::Coding, Hesitations::Unknown, false);
        assert_eq!(unheard[0], "words a minute: not known, no sound was listened to then");
        let least = of("um we go", QuestionKind::Coding, Hesitations::AtLeast);
        assert_eq!(least[1], "um and uh: at least 1 heard in 2 words: 0:00");
    }
}
