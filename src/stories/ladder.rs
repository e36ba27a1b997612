//! The ladder: one story told in three minutes, then in 90, 60 and 30 seconds. What must stay as
//! time goes is the point.

use std::time::Duration;

use super::Story;
use crate::round::limits::{AnswerLength, Limits, QuestionLimits};
use crate::round::rung::Rung;
use crate::round::star::StarPart;
use crate::round::{
    Brief, Phase, Planned, Question, QuestionId, QuestionKind, Round, Slot, SlotKind,
};
use crate::word::Word;

/// The name of the round.
pub(crate) const TEMPLATE: &str = "story-ladder";

/// How long each telling may take, in seconds.
pub(crate) const RUNGS: [u64; 4] = [180, 90, 60, 30];

/// Planned time of the four parts, in hundredths of a telling: action more than half, situation and
/// task a quarter, as in a behavioral answer of two minutes (15 s, 15 s, 70 s, 20 s).
const PARTS: [u32; 4] = [12, 13, 58, 17];

/// Time left over in the slot.
const SPARE: Duration = Duration::from_secs(60);

/// Planned time of the round.
pub(crate) fn length() -> Duration {
    Duration::from_secs(RUNGS.iter().sum()) + SPARE
}

/// The round in which a story is told at every length. A telling is on time from half of its length
/// to the whole, and very late past 7/6 of it, as 3:30 is of 3:00.
pub(crate) fn round(story: &Story, limits: &Limits) -> Round {
    let questions: Vec<Planned> =
        RUNGS.into_iter().filter_map(|seconds| rung(story, seconds, limits)).collect();
    let title = format!("Story ladder: {}", story.title);
    let slot = Slot {
        kind: SlotKind::Behavioral,
        title: "story ladder".to_string(),
        length: length(),
        break_after: Duration::ZERO,
        questions,
    };
    Round { template: TEMPLATE.to_string(), title, seed: 0, slots: vec![slot] }
}

fn rung(story: &Story, seconds: u64, limits: &Limits) -> Option<Planned> {
    let length = Duration::from_secs(seconds);
    let mut phases = Vec::new();
    for (part, share) in StarPart::ALL.into_iter().zip(PARTS) {
        phases.push(Phase {
            name: part.word().to_string(),
            budget: length * share / 100,
            ends_with_answer: part == StarPart::Result,
            checklist: Vec::new(),
            silence: None,
            asks: Vec::new(),
        });
    }
    let answer = AnswerLength { shortest: length / 2, longest: length, very_late: length * 7 / 6 };
    let general = limits.for_question(QuestionKind::Behavioral, &phases);
    let short = if seconds < 120 {
        format!("{seconds} seconds")
    } else {
        format!("{} minutes", seconds / 60)
    };
    let listens_for = if seconds == RUNGS[0] { keeps(story) } else { Vec::new() };
    let question = Question {
        id: QuestionId::try_from(Rung { seconds, story: &story.id }.id()).ok()?,
        title: format!("{}, in {short}", story.title),
        difficulty: None,
        topics: Vec::new(),
        statement: format!(
            "Tell this story in {short} at most. End on the result, with its number. \
             `n` says that you have told it."
        ),
        follow_ups: Vec::new(),
        answers: Vec::new(),
        brief: Brief::Behavioral { theme: None, listens_for },
        notes: Vec::new(),
    };
    Some(Planned {
        own_points: None,
        terse: false,
        pressure: None,
        question,
        phases,
        limits: QuestionLimits { answer: Some(answer), ..general },
    })
}

/// What must stay at every length: said once, with the first telling.
fn keeps(story: &Story) -> Vec<String> {
    let parts = [
        ("scale", story.scale.as_deref()),
        ("action", story.part(StarPart::Action)),
        ("result", story.part(StarPart::Result)),
    ];
    let said = parts.into_iter().filter_map(|(name, text)| Some((name, text?)));
    said.map(|(name, text)| format!("the {name}: {text}")).collect()
}
