//! What was said, by question and with its times, as a transcript has it. It stands apart from the
//! measures: a report shows it only where somebody asked for it.

mod numbers;
mod rows;
mod speech;

use std::collections::BTreeMap;
use std::time::Duration;

use super::{Flag, FlagKind, Moment};
use crate::session::Session;
use crate::session::event::Hesitations;
use crate::session::hearing::Hearing;
use crate::session::kept::Kept;
use crate::session::timeline::Timeline;
use crate::text::GivenText;
use crate::time::{Elapsed, Stretch};
use crate::word::Word;
use crate::words::{SaidWord, TranscriptForm, WordsFile};
pub(crate) use rows::SaidRow;
use speech::ToldSpeech;

/// A pause as long as this begins a new passage.
const PASSAGE: Duration = Duration::from_secs(2);

/// How long before a silence or a late answer its last words are.
const BEFORE: Duration = Duration::from_secs(10);

/// A passage of so many words ends with its sentence, and one of so many ends.
const LONG: usize = 40;
const LONGEST: usize = 120;

/// What was said in a session.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SaidRound {
    /// Who says so.
    pub(crate) by: SaidBy,
    /// By slot and question, as many as planned.
    pub(crate) slots: Vec<Vec<SaidAnswer>>,
    /// Outside of the questions.
    pub(crate) outside: Vec<Passage>,
    /// How much of all speech has no words, in a sentence; none where all has.
    pub(crate) untold: Option<String>,
    /// The last words before a silence or a late answer, by the position of its flag; where nothing
    /// was said in the ten seconds before it, there are none.
    pub(crate) before: BTreeMap<usize, GivenText>,
}

/// Where the words are from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SaidBy {
    tool: GivenText,
    model: Option<GivenText>,
    /// What they have of "um" and "uh".
    pub(crate) hesitations: Kept<Hesitations>,
}

/// What was said while a question was asked.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct SaidAnswer {
    /// In order.
    pub(crate) passages: Vec<Passage>,
    /// What can be counted in them; nothing where there are none.
    pub(crate) rows: Vec<SaidRow>,
}

/// Words that were said without a long pause.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Passage {
    /// When it began.
    pub(crate) at: Moment,
    /// The words.
    pub(crate) text: GivenText,
}

/// What was said in a session, by the words that are kept beside it.
pub(crate) fn said(session: &Session, words: &WordsFile, flags: &[Flag]) -> SaidRound {
    let timeline = Timeline::of(session);
    let (hearing, by) = (Hearing::of(&timeline), SaidBy::of(words, &timeline));
    let speech = ToldSpeech::of(words, &hearing, session.until);
    let near = speech.near();
    let mut taken = vec![false; words.words.len()];
    let mut slots = Vec::new();
    for (run, plan) in timeline.slots.iter().zip(&session.header.round.slots) {
        let mut answers = Vec::new();
        for (question, planned) in run.questions.iter().zip(&plan.questions) {
            let mut answer = SaidAnswer::default();
            if let (Some(began), Some(shown)) = (run.began, question.shown) {
                let asked = Stretch { from: shown, to: timeline.question_end(question) };
                let moment = |at| Moment {
                    elapsed: at,
                    in_slot: timeline.running(began, at),
                    in_question: timeline.running(shown, at),
                };
                let within = within(&words.words, asked);
                taken[within.clone()].fill(true);
                let words = &words.words[within];
                answer.passages = passages(words.iter(), moment);
                let counted = rows::Counted {
                    kind: planned.question.kind(),
                    words,
                    asked,
                    length: timeline.running(shown, asked.to),
                    heard: hearing.heard_running(&timeline, shown, asked.to),
                    hearing: &hearing,
                    speech: speech.within(asked),
                    near: &near,
                    hesitations: &by.hesitations,
                };
                answer.rows = rows::rows(&counted, |word| moment(word.from));
            }
            answers.push(answer);
        }
        slots.push(answers);
    }
    let elapsed = |at: Elapsed| {
        let since = at.since_began();
        Moment { elapsed: at, in_slot: since, in_question: since }
    };
    let left = words.words.iter().zip(&taken).filter(|(_, taken)| !**taken);
    let outside = passages(left.map(|(word, _)| word), elapsed);
    let before = before(&words.words, flags, &speech);
    let untold = speech.within(Stretch { from: Elapsed::ZERO, to: Elapsed::LAST }).untold();
    SaidRound { by, slots, outside, untold, before }
}

impl SaidRound {
    /// The heading of what was counted: `What the words say, as transcribed by base.en`.
    pub(crate) fn heading(&self) -> String {
        format!("What the words say, {}", self.by.told())
    }
}

/// What was said right before the flags that are about a silence or a late answer.
fn before(words: &[SaidWord], flags: &[Flag], speech: &ToldSpeech) -> BTreeMap<usize, GivenText> {
    let mut before = BTreeMap::new();
    for (position, flag) in flags.iter().enumerate() {
        if !matches!(flag.kind, FlagKind::SilentStretch | FlagKind::SlowFirstAnswer) {
            continue;
        }
        let to = flag.at_elapsed;
        let from = Elapsed::new(to.since_began().saturating_sub(BEFORE));
        let said = &words[within(words, Stretch { from, to })];
        let Some(last) = said.last() else { continue };
        // What has no words was said last.
        let is_cut = speech.within(Stretch { from: last.to, to }).is_partial();
        let quote = joined(said.iter()) + if is_cut { " [\u{2026}]" } else { "" };
        before.insert(position, GivenText::from(&quote));
    }
    before
}

fn joined<'w>(words: impl Iterator<Item = &'w SaidWord>) -> String {
    words.map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// The positions of the words that begin in a stretch.
fn within(words: &[SaidWord], stretch: Stretch) -> std::ops::Range<usize> {
    let from = words.partition_point(|word| word.from < stretch.from);
    let to = words.partition_point(|word| word.from < stretch.to);
    from..to.max(from)
}

fn passages<'w>(
    words: impl Iterator<Item = &'w SaidWord>,
    moment: impl Fn(Elapsed) -> Moment,
) -> Vec<Passage> {
    let mut passages = Vec::new();
    let mut open: Vec<&SaidWord> = Vec::new();
    let mut close = |words: &mut Vec<&SaidWord>| {
        let text = joined(words.iter().copied());
        if let Some(first) = words.first() {
            passages.push(Passage { at: moment(first.from), text: (&text).into() });
        }
        words.clear();
    };
    for word in words {
        let is_over = open.last().is_some_and(|last| {
            let is_sentence = last.text.ends_with(['.', '?', '!']);
            word.from - last.to >= PASSAGE
                || (is_sentence && open.len() >= LONG)
                || open.len() >= LONGEST
        });
        if is_over {
            close(&mut open);
        }
        open.push(word);
    }
    close(&mut open);
    passages
}

impl SaidBy {
    fn of(words: &WordsFile, timeline: &Timeline) -> Self {
        let told = timeline.words.as_ref();
        let told = told.filter(|told| told.tool == words.tool && told.model == words.model);
        // A file that the session doesn't know of tells by its format alone.
        let is_raw = TranscriptForm::parse(&words.tool).is_some_and(TranscriptForm::is_raw);
        let by_form = if is_raw { Hesitations::AtLeast } else { Hesitations::Unknown };
        Self {
            tool: (&words.tool).into(),
            model: words.model.as_ref().map(GivenText::from),
            hesitations: told.map_or(by_form.into(), |told| told.hesitations.clone()),
        }
    }

    /// `as transcribed by ggml-base.en.bin (whisper.cpp)`.
    pub(crate) fn told(&self) -> String {
        let form = TranscriptForm::parse(self.tool.whole());
        match (&self.model, form.filter(|form| !form.is_raw())) {
            (Some(model), _) => format!("as transcribed by {model} ({})", self.tool),
            (None, Some(TranscriptForm::Turns)) => "as a transcript in text has it".to_string(),
            (None, None) if form == Some(TranscriptForm::Lines) => {
                "as a transcriber printed it".to_string()
            }
            (None, Some(form)) => {
                format!("as a transcript in {} has it", form.word().to_uppercase())
            }
            (None, None) => format!("as transcribed by {}", self.tool),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{Script, at, coding, eventful};

    fn file(words: &[(f64, f64, &str)]) -> WordsFile {
        let word = |&(from, to, text): &(f64, f64, &str)| SaidWord {
            from: at(from),
            to: at(to),
            text: text.to_string(),
        };
        WordsFile::new("id", "whisper", None, words.iter().map(word).collect())
    }

    #[test]
    fn words_stand_at_their_question_and_a_pause_parts_them() {
        let script = eventful();
        let session = script.session();
        let timeline = Timeline::of(session);
        let shown = timeline.slots[0].questions[0].shown.unwrap();
        let s = |after: f64| shown.since_began().as_secs_f64() + after;
        let words =
            file(&[(s(1.0), s(1.5), "So"), (s(1.6), s(2.0), "we"), (s(4.5), s(5.0), "count.")]);
        let said = said(session, &words, &[]);
        let passages = &said.slots[0][0].passages;
        let texts: Vec<&str> = passages.iter().map(|of| of.text.whole()).collect();
        assert_eq!(texts, ["So we", "count."]);
        assert_eq!(passages[1].at.in_question, Duration::from_millis(4500));
        assert_eq!(said.outside, []);
        assert_eq!(said.by.told(), "as transcribed by whisper");
    }

    /// The row of words a minute of the second of two questions, asked from 60 s to 102 s, where so
    /// many seconds were heard; two words a second in these seconds, and none in those.
    fn pace(heard: f64, said_in: &[(u32, u32)], unread: &[(f64, f64)]) -> String {
        let spoken = [(32.0, 40.0), (44.0, 58.0), (62.0, 70.0), (90.0, 94.0)];
        let spoken: Vec<(f64, f64)> = spoken.into_iter().filter(|of| of.1 <= heard).collect();
        let script = Script::new(vec![coding()]).listening(0.0).begin(30.0, 0).done(60.0);
        let script = script.show(60.0, 1).done(102.0).close(102.0).heard(0.0, heard, &spoken);
        let script = script.left(103.0);
        let halves = said_in.iter().flat_map(|(from, to)| from * 2..to * 2);
        let words: Vec<(f64, f64, &str)> =
            halves.map(|half| (f64::from(half) / 2.0, f64::from(half) / 2.0 + 0.5, "so")).collect();
        let stretch = |of: &(f64, f64)| Stretch { from: at(of.0), to: at(of.1) };
        let words = file(&words).with_unread(unread.iter().map(stretch).collect());
        let said = said(script.session(), &words, &[]);
        let mut rows = said.slots[0][1].rows.iter().map(|row| row.says.clone());
        rows.find(|says| says.contains("words a minute")).unwrap()
    }

    #[test]
    fn pauses_count_whatever_another_question_has_no_words_of() {
        let all = [(32, 40), (62, 70), (90, 94)];
        assert_eq!(
            pace(103.0, &all, &[(44.0, 58.0)]),
            "120 words a minute of speech: 24 words in 0:12.0; 34 with pauses, in 0:42.0"
        );
        // Those between words that are missing count too, so that there are more.
        assert_eq!(
            pace(103.0, &all[..2], &[(90.0, 94.0)]),
            "120 words a minute of the speech that has words: 16 words in 0:08.0; at least 23 with \
             pauses, in 0:42.0"
        );
    }

    #[test]
    fn words_and_pauses_are_of_the_time_that_was_heard() {
        assert_eq!(
            pace(76.0, &[(32, 40), (62, 70), (90, 94)], &[]),
            "120 words a minute of speech: 16 of 24 words in 0:08.0; 60 with pauses, in 0:16.0 \
             that were heard"
        );
    }

    #[test]
    fn words_where_no_speech_was_heard_have_no_pace() {
        // Beside 10 words in speech, as many where there was none; and two.
        assert_eq!(
            pace(103.0, &[(64, 69), (76, 81)], &[]),
            "words a minute: not known, 10 of 20 words stand where no speech was heard: --offset \
             may be wrong"
        );
        assert_eq!(
            pace(103.0, &[(62, 70), (80, 81), (90, 94)], &[]),
            "120 words a minute of speech: 24 of 26 words in 0:12.0; 34 with pauses, in 0:42.0"
        );
    }

    #[test]
    fn a_quote_says_where_what_was_said_last_has_no_words() {
        let script = eventful();
        let flags = crate::pacing::measure(script.session()).flags;
        let is_silence = |flag: &Flag| flag.kind == FlagKind::SilentStretch;
        let silence = flags.iter().position(is_silence).unwrap();
        let at = flags[silence].at_elapsed.since_began().as_secs_f64();
        let quote = |words: &[(f64, f64, &str)]| {
            let said = said(script.session(), &file(words), &flags);
            said.before.get(&silence).map(|quote| quote.whole().to_string())
        };
        let so = (at - 8.0, at - 7.5, "So");
        assert_eq!(quote(&[so, (at - 6.0, at, "we")]), Some("So we".to_string()));
        assert_eq!(quote(&[so]), Some("So [\u{2026}]".to_string()));
    }

    #[test]
    fn what_was_said_before_the_first_question_stands_apart() {
        let said = said(eventful().session(), &file(&[(0.0, 0.4, "Hello")]), &[]);
        assert_eq!(said.outside.len(), 1);
        assert!(said.slots.iter().flatten().all(|answer| answer.passages.is_empty()));
    }
}
