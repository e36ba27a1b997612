//! Speech that was heard, parted by whether there are words of it: nothing is counted in what
//! nobody wrote down.

use std::time::Duration;

use crate::session::hearing::Hearing;
use crate::time::stretch::{joined, without};
use crate::time::{Elapsed, Stretch, m_ss};
use crate::words::WordsFile;

/// Nobody speaks so long without a word: of so much speech between two words some are missing.
const LEAST: Duration = Duration::from_secs(3);

/// Less is rounding, and no time that can be told: a detector and a transcriber end words a little
/// apart, and where a question ends little of what comes behind it lies within.
const TOLD_FROM: Duration = Duration::from_secs(1);

/// A word farther from all speech than this was hardly said there.
const NEAR: Duration = Duration::from_secs(1);

/// The speech of a session, and where it has no words.
pub(super) struct ToldSpeech {
    /// Without pauses, and without what others said; in order, apart.
    voice: Vec<Stretch>,
    /// Where nothing was written down, in order, apart.
    wordless: Vec<Stretch>,
}

/// How much speech there is in a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SpeechTold {
    /// That has words.
    pub(super) with_words: Duration,
    /// That has none.
    pub(super) without: Duration,
}

impl ToldSpeech {
    /// By the words of a session that lasted until then: what is known to have none, and where so
    /// much speech lies between two words that some must be missing.
    pub(super) fn of(words: &WordsFile, hearing: &Hearing, until: Elapsed) -> Self {
        let voice: Vec<Stretch> = hearing.voice().collect();
        let others = joined(words.others.iter().map(|of| Stretch::from(*of)), Duration::ZERO);
        let voice = without(&voice, &others);
        let unread = words.unread.iter().map(|of| Stretch::from(*of));
        let mut wordless = joined(unread, Duration::ZERO);
        let left = without(&voice, &wordless);
        let mut ended = Elapsed::ZERO;
        let ends = [(Elapsed::LAST.max(until), Elapsed::LAST)];
        for (from, to) in words.words.iter().map(|word| (word.from, word.to)).chain(ends) {
            let between = Stretch { from: ended, to: from };
            if length(&left, between) >= LEAST {
                wordless.push(between);
            }
            ended = ended.max(to);
        }
        Self { voice, wordless: joined(wordless, Duration::ZERO) }
    }

    /// Where a word may have been said: near to speech; in order, apart.
    pub(super) fn near(&self) -> Vec<Stretch> {
        let before = |at: Elapsed| Elapsed::new(at.since_began().saturating_sub(NEAR));
        let near = self.voice.iter();
        let near = near.map(|of| Stretch { from: before(of.from), to: of.to + NEAR });
        joined(near, Duration::ZERO)
    }

    /// How much of it there is in a stretch.
    pub(super) fn within(&self, stretch: Stretch) -> SpeechTold {
        let first = self.wordless.partition_point(|of| of.to <= stretch.from);
        let near = self.wordless[first..].iter().take_while(|of| of.from < stretch.to);
        // A sliver of what lies mostly elsewhere is nothing here.
        let sliver = |of: &Stretch, within: Duration| {
            within < TOLD_FROM && within * 2 < length(&self.voice, *of)
        };
        let parts = near.map(|of| (of, length(&self.voice, of.within(stretch))));
        let untold = parts.filter(|(of, within)| !sliver(of, *within));
        let untold: Duration = untold.map(|(_, within)| within).sum();
        let all = length(&self.voice, stretch);
        match untold < TOLD_FROM {
            true => SpeechTold { with_words: all, without: Duration::ZERO },
            false => SpeechTold { with_words: all.saturating_sub(untold), without: untold },
        }
    }
}

/// How much of some stretches, in order and apart, lies in one.
fn length(all: &[Stretch], within: Stretch) -> Duration {
    let first = all.partition_point(|of| of.to <= within.from);
    let near = all[first..].iter().take_while(|of| of.from < within.to);
    near.map(|of| of.within(within).length()).sum()
}

impl SpeechTold {
    /// Whether some of it has no words.
    pub(super) fn is_partial(self) -> bool {
        !self.without.is_zero()
    }

    /// How much has no words, in a sentence; none where all has.
    pub(super) fn untold(self) -> Option<String> {
        let (without, all) = (m_ss(self.without), m_ss(self.without + self.with_words));
        let says = format!("{without} of {all} of speech has no words: nothing is counted in that");
        self.is_partial().then_some(says)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::at;
    use crate::words::SaidWord;

    /// Seconds of speech with words and without, in so many seconds; a minute of speech, with words
    /// at these times.
    fn of(words: &[(f64, f64)], unread: &[(f64, f64)], others: &[(f64, f64)]) -> (f64, f64) {
        let stretch = |&(from, to): &(f64, f64)| Stretch { from: at(from), to: at(to) };
        let all = Some(stretch(&(0.0, 60.0)));
        let hearing = Hearing::new(all.into_iter(), all.into_iter(), [].into_iter(), &[]);
        let said =
            |&(from, to): &(f64, f64)| SaidWord { from: at(from), to: at(to), text: "x".into() };
        let words = WordsFile::new("id", "whisper", None, words.iter().map(said).collect());
        let mut words = words.with_unread(unread.iter().map(stretch).collect());
        words.others = others.iter().map(|of| stretch(of).into()).collect();
        let told = ToldSpeech::of(&words, &hearing, at(60.0)).within(stretch(&(0.0, 60.0)));
        (told.with_words.as_secs_f64(), told.without.as_secs_f64())
    }

    #[test]
    fn speech_without_words_is_what_nobody_wrote_down_and_what_is_too_long_between_two() {
        assert_eq!(of(&[(0.0, 30.0), (31.0, 60.0)], &[], &[]), (60.0, 0.0));
        assert_eq!(of(&[(0.0, 30.0), (31.0, 60.0)], &[(20.0, 22.0)], &[]), (58.0, 2.0));
        assert_eq!(of(&[(10.0, 30.0), (42.0, 57.5)], &[(25.0, 26.0)], &[]), (37.0, 23.0));
        assert_eq!(of(&[], &[], &[]), (0.0, 60.0));
        // Less than a second can't be told.
        assert_eq!(of(&[(0.0, 30.0), (31.0, 60.0)], &[(20.0, 20.9)], &[]), (60.0, 0.0));
        let holes = [(20.0, 20.6), (31.0, 31.6)];
        assert_eq!(of(&[(0.0, 30.0), (31.0, 60.0)], &holes, &[]), (58.8, 1.2));
        // What is known to have none says nothing of what stands beside it.
        assert_eq!(of(&[(0.0, 30.0), (42.0, 60.0)], &[(31.0, 41.0)], &[]), (50.0, 10.0));
        // What others said is nobody's missing word.
        assert_eq!(of(&[(0.0, 20.0)], &[], &[(20.0, 58.0)]), (22.0, 0.0));
    }
}
