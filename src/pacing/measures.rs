//! The measures, a row each: what one is called and counted in, which way is better, how it is read
//! from a question. Every interface goes by a list, at the end of this file or, of trends, in
//! `followed`; a new measure is a row, and its name in the lists that show it.

mod bounds;
mod followed;
mod probed;
mod reading;

use std::time::Duration;

use super::{AnswerKnown, QuestionPacing, flags};
use crate::round::limits::Verdict;
use crate::time::seconds::to_f64;
pub(crate) use bounds::{Bounds, Figure, Fold};
pub(crate) use followed::{Counts, FOLLOWED, Followed};
pub(crate) use probed::{BACK_ON_PLAN, PROBED, PROBED_WORST};
pub(crate) use reading::{Reading, StandIn};

/// A measure, in every interface by the same key.
#[derive(Debug)]
pub(crate) struct Measure {
    /// What machines call it; times end in `_s`.
    pub(crate) key: &'static str,
    /// What a person reads.
    pub(crate) name: &'static str,
    /// What its values are counted in.
    pub(crate) unit: Unit,
    /// Which way is better; `None` where neither is in itself.
    pub(crate) better: Option<Better>,
    /// Which questions have it at all.
    pub(crate) applies: fn(&QuestionPacing) -> bool,
    /// Its value of a question that was shown; `None` is not known.
    pub(crate) read: fn(&QuestionPacing) -> Option<f64>,
    /// What is known where there is no value.
    pub(crate) lacking: fn(&QuestionPacing) -> Option<Lacking>,
    /// The most that a question's value may be, in its unit. Nothing else says it.
    pub(crate) limit: fn(&QuestionPacing) -> Option<f64>,
}

impl PartialEq for Measure {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

/// What the values of a measure are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Seconds of running time.
    Seconds,
    /// A part of a whole, 0 to 1.
    Share,
    /// How many.
    Count,
    /// A rating, 1 to 4.
    Rating,
    /// Seconds that are few, and read in tenths.
    Tenths,
    /// How many a second of speech.
    PerSecond,
    /// How many a minute.
    PerMinute,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Better {
    /// More.
    Higher,
    /// Less.
    Lower,
}

/// What is known of a measure that has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lacking {
    /// It never came.
    Never,
    /// It didn't come in so long.
    NotIn(Duration),
}

impl Measure {
    /// What every measure says; better neither way, of every question, and held against nothing.
    const fn of(
        key: &'static str,
        name: &'static str,
        unit: Unit,
        read: fn(&QuestionPacing) -> Option<f64>,
    ) -> Self {
        Self {
            key,
            name,
            unit,
            better: None,
            applies: |_| true,
            read,
            lacking: |_| None,
            limit: |_| None,
        }
    }
}

/// The budgets of the phases together.
pub(crate) static PLANNED: Measure =
    Measure::of("planned_s", "planned", Unit::Seconds, |of| Some(to_f64(of.planned)));

/// The whole question.
pub(crate) static WHOLE: Measure =
    Measure::of("actual_s", "whole question", Unit::Seconds, |of| of.actual.map(to_f64));

/// When the candidate began to speak.
pub(crate) static FIRST_WORDS: Measure = Measure {
    better: Some(Better::Lower),
    lacking: |of| of.wordless.map(Lacking::NotIn),
    limit: |of| Some(to_f64(of.limits.first_words?.late)),
    ..Measure::of("first_words_s", "first words", Unit::Seconds, |of| {
        Some(to_f64(of.first_words?.in_question))
    })
};

/// Heard from the beginning without a word, where none came.
pub(crate) static WORDLESS: Measure = Measure {
    better: Some(Better::Lower),
    ..Measure::of("wordless_s", "without a word", Unit::Seconds, |of| of.wordless.map(to_f64))
};

/// When the first answer came. In a round it is the median of the questions; for one that never
/// came stands the whole length of its question, which is less than it would have taken.
pub(crate) static FIRST_ANSWER: Measure = Measure {
    better: Some(Better::Lower),
    applies: |of| of.first_answer.known != AnswerKnown::NotAsked,
    lacking: |of| (of.first_answer.known == AnswerKnown::Never).then_some(Lacking::Never),
    limit: |of| Some(to_f64(of.limits.first_answer?.late)),
    ..Measure::of("first_answer_s", "first answer", Unit::Seconds, |of| {
        Some(to_f64(of.first_answer.at?.in_question))
    })
};

/// How long a told answer was.
pub(crate) static ANSWER: Measure = Measure {
    applies: |of| of.limits.answer.is_some(),
    limit: |of| Some(to_f64(of.limits.answer?.longest)),
    ..Measure::of("answer_s", "answer", Unit::Seconds, |of| Some(to_f64(of.answer?.length())))
};

/// Of an answer that is told, 1 where it was neither too long nor too short, else 0: the tellings
/// of one round have other lengths each, and are followed so.
pub(crate) static IN_LENGTH: Measure = Measure {
    better: Some(Better::Higher),
    ..Measure::of("in_length", "tellings in length", Unit::Share, |of| {
        let verdict = flags::answer_verdict(of.limits.answer?, of.answer?.length());
        Some(f64::from(verdict == Verdict::OnTime))
    })
};

/// How much of a told answer its action was, where all four parts are marked.
pub(crate) static ACTION_SHARE: Measure = Measure {
    better: Some(Better::Higher),
    ..Measure::of("action_share", "action share", Unit::Share, |of| {
        let [_, action, _] = of.star?.shares();
        Some(action)
    })
};

/// How many of the points of a good answer were said, by the candidate's ticks, or by the review.
/// Without either it is not known: nobody looked, or not at all of them.
pub(crate) static POINTS_SAID: Measure = Measure {
    better: Some(Better::Higher),
    ..Measure::of("points_said", "key points said", Unit::Share, |of| {
        let points = of.phases.iter().flat_map(|phase| &phase.checklist);
        let made: Vec<bool> = points.map(|point| point.made).collect::<Option<_>>()?;
        let said = made.iter().filter(|made| **made).count();
        (!made.is_empty()).then(|| said as f64 / made.len() as f64)
    })
};

/// Whether the candidate ran code.
fn was_run(question: &QuestionPacing) -> bool {
    question.code.as_ref().is_some_and(|code| !code.runs.is_empty())
}

/// When the code was first run.
pub(crate) static FIRST_RUN: Measure = Measure {
    applies: was_run,
    ..Measure::of("first_run_s", "code first run", Unit::Seconds, |of| {
        Some(to_f64(of.code.as_ref()?.first_run()?.in_question))
    })
};

/// That code was run, and its examples never passed.
fn never_passed(question: &QuestionPacing) -> Option<Lacking> {
    (question.code.as_ref()?.has_passed() == Some(false)).then_some(Lacking::Never)
}

/// When all examples passed for the first time.
pub(crate) static FIRST_PASS: Measure = Measure {
    better: Some(Better::Lower),
    applies: was_run,
    lacking: never_passed,
    ..Measure::of("first_pass_s", "all examples passed", Unit::Seconds, |of| {
        Some(to_f64(of.code.as_ref()?.first_pass()?.in_question))
    })
};

/// How often the code was run until all examples passed; where they never did, how often it was,
/// which is held against nothing. Unknown where one that was broken off may have passed.
pub(crate) static CHECKS: Measure = Measure {
    better: Some(Better::Lower),
    applies: was_run,
    lacking: never_passed,
    ..Measure::of("checks", "runs until they passed", Unit::Count, |of| {
        let code = of.code.as_ref()?;
        code.has_passed().map(|_| code.until_pass() as f64)
    })
};

/// How many of the cases that were kept back the code passed as it stood at the end.
pub(crate) static CASES_PASSED: Measure = Measure {
    better: Some(Better::Higher),
    applies: |of| of.code.is_some(),
    ..Measure::of("cases_passed", "kept-back cases passed", Unit::Share, |of| {
        let cases = of.code.as_ref()?.cases.as_ref().filter(|cases| cases.of > 0)?;
        Some(cases.passed as f64 / cases.of as f64)
    })
};

/// The longest silence after the first words. In a round, and where two are compared, that before
/// them counts, too.
pub(crate) static LONGEST_SILENCE: Measure = Measure {
    better: Some(Better::Lower),
    ..Measure::of("longest_silence_s", "longest silence", Unit::Seconds, |of| {
        Some(to_f64(of.longest_silence?.length))
    })
};

/// The share of the heard time that held speech.
pub(crate) static TALKING_SHARE: Measure =
    Measure::of("talking_share", "talking share", Unit::Share, |of| of.talking_share);

/// Beats of syllables while speaking: tempo as it is heard, which differs between voices and means
/// something beside one's own alone.
pub(crate) static BEATS: Measure =
    Measure::of("beats_per_s", "syllable beats per second", Unit::PerSecond, |of| {
        of.spoken.beats_per_s.ok()
    });

/// Pauses of 0.25 s and more inside talk: more of them is not worse.
pub(crate) static PAUSES: Measure =
    Measure::of("pauses_per_min", "pauses a minute of talk", Unit::PerMinute, |of| {
        Some(of.spoken.pausing.ok()?.per_min)
    });

/// How long speech is between two of them.
pub(crate) static MEAN_RUN: Measure =
    Measure::of("mean_run_s", "speech between pauses", Unit::Tenths, |of| {
        Some(of.spoken.pausing.ok()?.mean_run_s)
    });

/// Stretches recorded softer than one's own usual level.
pub(crate) static SOFT: Measure =
    Measure::of("soft_stretches", "stretches recorded softer", Unit::Count, |of| {
        Some(of.spoken.soft.as_ref().ok()?.len() as f64)
    });

/// Phrases that were long enough to fade …
pub(crate) static PHRASES: Measure =
    Measure::of("phrases", "phrases", Unit::Count, |of| Some(of.spoken.faded()?.all as f64));

/// … and those that ended softer than they began.
pub(crate) static FADED: Measure =
    Measure::of("faded_phrases", "phrases that ended softer", Unit::Count, |of| {
        Some(of.spoken.faded()?.faded as f64)
    });

/// Silences at or past their limit.
pub(crate) static SILENT_STRETCHES: Measure = Measure {
    better: Some(Better::Lower),
    ..Measure::of("silent_stretches", "silent stretches", Unit::Count, |of| {
        of.talking_share.map(|_| of.silent_stretches.len() as f64)
    })
};

/// The thinks that were asked for.
pub(crate) static THINKS: Measure =
    Measure::of("thinks", "thinks", Unit::Count, |of| of.shown.map(|_| of.thinks.len() as f64));

/// Time paused.
pub(crate) static PAUSED: Measure = Measure::of("paused_s", "paused", Unit::Seconds, |of| {
    of.shown.map(|_| to_f64(of.pauses.iter().map(|(_, length)| *length).sum()))
});

/// The share of the phases that kept to their budget and were not missed; phases that no mark tells
/// apart count as one. A question that says nothing of its phases says nothing here.
pub(crate) static WITHIN_BUDGET: Measure = Measure {
    better: Some(Better::Higher),
    ..Measure::of("within_budget", "phases within budget", Unit::Share, of_no_question)
};

/// The candidate's own rating: the mean of its dimensions.
pub(crate) static SELF_RATING: Measure =
    Measure::of("self_rating", "self-rating", Unit::Rating, of_no_question);

/// A field of a question in the JSON report each: of words and answers …
pub(crate) static JSON_ANSWERS: [&Measure; 4] = [&FIRST_WORDS, &WORDLESS, &FIRST_ANSWER, &ANSWER];

/// … and of what was heard.
pub(crate) static JSON_SPEECH: [&Measure; 7] =
    [&TALKING_SHARE, &BEATS, &PAUSES, &MEAN_RUN, &SOFT, &PHRASES, &FADED];

/// … of code that was run …
pub(crate) static JSON_CODE: [&Measure; 4] = [&FIRST_RUN, &FIRST_PASS, &CHECKS, &CASES_PASSED];

/// A line of `compare` each.
pub(crate) static COMPARED: [&Measure; 16] = [
    &FIRST_WORDS,
    &FIRST_ANSWER,
    &ANSWER,
    &LONGEST_SILENCE,
    &TALKING_SHARE,
    &BEATS,
    &PAUSES,
    &MEAN_RUN,
    &PROBED,
    &PROBED_WORST,
    &BACK_ON_PLAN,
    &FIRST_RUN,
    &FIRST_PASS,
    &CHECKS,
    &CASES_PASSED,
    &WHOLE,
];

/// A column of the exported questions each.
pub(crate) static EXPORTED: [&Measure; 24] = [
    &PLANNED,
    &WHOLE,
    &FIRST_WORDS,
    &WORDLESS,
    &FIRST_ANSWER,
    &ANSWER,
    &TALKING_SHARE,
    &LONGEST_SILENCE,
    &SILENT_STRETCHES,
    &THINKS,
    &PAUSED,
    &FIRST_RUN,
    &FIRST_PASS,
    &CHECKS,
    &CASES_PASSED,
    &BEATS,
    &PAUSES,
    &MEAN_RUN,
    &SOFT,
    &PHRASES,
    &FADED,
    &PROBED,
    &PROBED_WORST,
    &BACK_ON_PLAN,
];

/// A line beside a rating in the report each, a value a question, with its limit. Silence, talking
/// and thinks have sentences of their own there.
pub(crate) static BESIDE_RATING: [&Measure; 3] = [&FIRST_ANSWER, &FIRST_WORDS, &ANSWER];

/// Of measures that only a round has, not a question.
fn of_no_question(_: &QuestionPacing) -> Option<f64> {
    None
}

/// The mean; `None` of nothing.
pub(crate) fn mean(values: &[f64]) -> Option<f64> {
    let sum: f64 = values.iter().sum();
    (!values.is_empty()).then(|| sum / values.len() as f64)
}

/// The value in the middle; of two in the middle, their mean.
pub(crate) fn median(values: &[f64]) -> Option<f64> {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        odd if odd % 2 == 1 => Some(values[middle]),
        _ => Some(f64::midpoint(values[middle - 1], values[middle])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_and_a_name_are_one_measures_and_times_end_in_their_unit() {
        let followed: Vec<&Measure> = FOLLOWED.iter().map(|of| of.measure).collect();
        let lists: [&[&Measure]; 7] = [
            &JSON_ANSWERS,
            &JSON_SPEECH,
            &JSON_CODE,
            &COMPARED,
            &EXPORTED,
            &followed,
            &BESIDE_RATING,
        ];
        let all: Vec<&Measure> = lists.concat();
        for one in &all {
            assert!(!one.key.is_empty() && !one.name.is_empty(), "{one:?}");
            let is_of_seconds = matches!(one.unit, Unit::Seconds | Unit::Tenths | Unit::PerSecond);
            assert_eq!(one.key.ends_with("_s"), is_of_seconds, "{}", one.key);
            for other in &all {
                let is_same = std::ptr::eq(*one, *other);
                assert_eq!(one.key == other.key, is_same, "{}", one.key);
                assert_eq!(one.name == other.name, is_same, "{}", one.key);
            }
        }
        for list in lists {
            for (at, one) in list.iter().enumerate() {
                assert!(!list[..at].contains(one), "{} twice in a list", one.key);
            }
        }
    }
}
