//! What a report says of told answers, and of what the candidate says of them.

use std::time::Duration;

use super::blocks::Block;
use crate::pacing::{Pacing, QuestionPacing, Reviewed, SlotPacing, StoryTold};
use crate::session::asked::{Kept, ReviewAsk};
use crate::time::m_ss;

/// Every told answer with its measures, each beside its limit.
pub fn answers(pacing: &Pacing) -> Vec<Block> {
    let mut blocks = Vec::new();
    for slot in &pacing.slots {
        let told = slot.questions.iter().enumerate();
        let told = told
            .filter(|(_, question)| question.limits.answer.is_some() && question.shown.is_some());
        let lines: Vec<String> =
            told.map(|(at, question)| answer(pacing, slot, at, question)).collect();
        if !lines.is_empty() {
            blocks.push(Block::Heading(slot.title.clone()));
            blocks.push(Block::List(lines));
        }
    }
    blocks
}

fn answer(pacing: &Pacing, slot: &SlotPacing, at: usize, question: &QuestionPacing) -> String {
    let mut parts = Vec::new();
    let limits = question.limits.answer;
    let limits = limits
        .map(|of| format!(" ({} to {})", m_ss(of.shortest), m_ss(of.longest)))
        .unwrap_or_default();
    parts.push(match question.answer {
        Some(answer) => format!("answer {}{limits}", m_ss(answer.length())),
        None => "length of the answer not known".to_string(),
    });
    if let Some(words) = question.first_words {
        let limit = question
            .limits
            .first_words
            .map(|of| format!(" (limit {})", m_ss(of.late)))
            .unwrap_or_default();
        parts.push(format!("first words {}{limit}", m_ss(words.in_question)));
    }
    if question.answer.is_some() && question.talking_share.is_some() {
        parts.extend(pauses(question));
    }
    if let Some(star) = question.star {
        let share = |part: Duration| 100.0 * part.as_secs_f64() / star.whole.as_secs_f64();
        let result = star.whole.saturating_sub(star.setup + star.action);
        parts.push(format!(
            "situation and task {:.0}% (at most {:.0}%), action {:.0}% (at least {:.0}%), result {:.0}%",
            share(star.setup),
            100.0 * pacing.limits.star_setup_share,
            share(star.action),
            100.0 * pacing.limits.star_action_share,
            share(result)
        ));
    }
    parts.extend(story(slot, at, question));
    format!("question {}, {}: {}", at + 1, question.title, parts.join(" · "))
}

fn pauses(question: &QuestionPacing) -> Option<String> {
    let limit = m_ss(question.limits.pause?.late);
    let inside = question.silent_stretches.iter().filter(|stretch| stretch.in_answer);
    let longest = inside.clone().map(|stretch| stretch.length).max();
    Some(match longest {
        Some(longest) => {
            format!("pauses of {limit} or more: {}, longest {}", inside.count(), m_ss(longest))
        }
        None => format!("no pause of {limit} or more"),
    })
}

fn story(slot: &SlotPacing, at: usize, question: &QuestionPacing) -> Option<String> {
    let none = |of: &&Reviewed| of.question == Some(at) && of.ask.is(ReviewAsk::Story);
    match &question.story {
        Some(StoryTold { id, before }) => {
            let before = before.map(|before| {
                let last = before
                    .ago
                    .map(|ago| format!(", last {} before", days(ago)))
                    .unwrap_or_default();
                match before.lately {
                    0 if last.is_empty() => ", told for the first time".to_string(),
                    0 => format!(", not told in the 30 days before{last}"),
                    1 => format!(", told once in the 30 days before{last}"),
                    times => format!(", told {times} times in the 30 days before{last}"),
                }
            });
            Some(format!("story {id}{}", before.unwrap_or_default()))
        }
        None => slot.reviews.iter().find(none).map(|_| "none of your stories".to_string()),
    }
}

fn days(ago: Duration) -> String {
    match ago.as_secs() / (24 * 3600) {
        0 => "less than a day".to_string(),
        1 => "1 day".to_string(),
        days => format!("{days} days"),
    }
}

/// The self-review of a slot, an answer a line.
pub fn self_review(slot: &SlotPacing) -> Vec<String> {
    let about_answers = |review: &&Reviewed| {
        review.question.is_none()
            && matches!(review.ask, Kept::Known(ReviewAsk::Check(_)) | Kept::Other(_))
    };
    let line = |review: &Reviewed| {
        let note = review.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
        format!("{}: {}{note}", review.ask, review.answer)
    };
    slot.reviews.iter().filter(about_answers).map(line).collect()
}
