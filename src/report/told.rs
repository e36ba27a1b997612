//! What a report says of told answers, and of what the candidate says of them.

use std::time::Duration;

use super::blocks::Block;
use crate::pacing::{Before, Pacing, QuestionPacing, Reviewed, SlotPacing, Star, StoryTold};
use crate::round::limits::{AnswerLength, Limits, percent};
use crate::session::asked::ReviewAsk;
use crate::session::kept::Kept;
use crate::text::counted;
use crate::time::m_ss;

/// Every told answer with its measures, each beside its limit.
pub(crate) fn answers(pacing: &Pacing) -> Vec<Block> {
    let mut blocks = Vec::new();
    for slot in &pacing.slots {
        let mut lines = Vec::new();
        for (at, question) in slot.questions.iter().enumerate() {
            if let (Some(limits), Some(_)) = (question.limits.answer, question.shown) {
                lines.push(answer(pacing, slot, at, limits));
            }
        }
        if !lines.is_empty() {
            blocks.extend([Block::Heading(slot.title.shown()), Block::List(lines)]);
        }
    }
    blocks
}

fn answer(pacing: &Pacing, slot: &SlotPacing, at: usize, limits: AnswerLength) -> String {
    let question = &slot.questions[at];
    let mut parts = Vec::new();
    parts.push(match question.answer {
        Some(answer) => {
            let (shortest, longest) = (m_ss(limits.shortest), m_ss(limits.longest));
            format!("answer {} ({shortest} to {longest})", m_ss(answer.length()))
        }
        None => "length of the answer not known".to_string(),
    });
    if let Some(words) = question.first_words {
        let limit = match question.limits.first_words {
            Some(limit) => format!(" (limit {})", m_ss(limit.late)),
            None => String::new(),
        };
        parts.push(format!("first words {}{limit}", m_ss(words.in_question)));
    }
    if question.answer.is_some() && question.talking_share.is_some() {
        parts.extend(pauses(question));
    }
    parts.extend(question.star.map(|star| balance(&star, &pacing.limits)));
    parts.extend(story(slot, at));
    format!("question {}, {}: {}", at + 1, question.title, parts.join(" · "))
}

/// How the parts of an answer share it.
fn balance(star: &Star, limits: &Limits) -> String {
    let [setup, action, result] = star.percents();
    format!(
        "situation and task {setup}% (at most {}%), action {action}% (at least {}%), \
         result {result}%",
        percent(limits.star_setup_share),
        percent(limits.star_action_share)
    )
}

fn pauses(question: &QuestionPacing) -> Option<String> {
    let limit = question.pause_limit_told()?;
    // Those within the tolerance, too: they are as long.
    let all = || question.silent_stretches.iter().chain(&question.short_silences);
    let pauses = || all().filter(|stretch| stretch.in_answer);
    Some(match pauses().max_by_key(|pause| pause.length) {
        None => format!("no pause of {limit} or more"),
        Some(longest) => {
            let (number, longest) = (pauses().count(), longest.length_told());
            format!("pauses of {limit} or more: {number}, longest {longest}")
        }
    })
}

fn story(slot: &SlotPacing, at: usize) -> Option<String> {
    match &slot.questions[at].story {
        Some(StoryTold { id, before }) => {
            Some(format!("story {id}{}", before.map(told_before).unwrap_or_default()))
        }
        None => {
            let is_none = |of: &Reviewed| of.question == Some(at) && of.ask.is(ReviewAsk::Story);
            slot.reviews.iter().any(is_none).then(|| "none of your stories".to_string())
        }
    }
}

/// How often a story was told before, and when last.
fn told_before(before: Before) -> String {
    let last = match (before.here, before.ago) {
        (1.., _) => ", last in this session".to_string(),
        (0, Some(ago)) => format!(", last {} before", days(ago)),
        (0, None) => String::new(),
    };
    match before.lately {
        1 if before.here == 1 => ", told once before, in this session".to_string(),
        times if times > 0 && times == before.here => {
            format!(", told {times} times before, in this session")
        }
        0 if last.is_empty() => ", told for the first time".to_string(),
        0 => format!(", not told in the 30 days before{last}"),
        1 => format!(", told once in the 30 days before{last}"),
        times => format!(", told {times} times in the 30 days before{last}"),
    }
}

fn days(ago: Duration) -> String {
    match ago.as_secs() / (24 * 3600) {
        0 => "less than a day".to_string(),
        days => counted(usize::try_from(days).unwrap_or(usize::MAX), "day", "days"),
    }
}

/// The self-review of a slot, an answer a line.
pub(crate) fn self_review(slot: &SlotPacing) -> Vec<String> {
    let mut lines = Vec::new();
    for Reviewed { question, ask, answer, note } in &slot.reviews {
        let is_of_slot = matches!(ask, Kept::Known(ReviewAsk::Check(_)) | Kept::Other(_));
        match note {
            _ if question.is_some() || !is_of_slot => {}
            Some(note) => lines.push(format!("{ask}: {answer} ({note})")),
            None => lines.push(format!("{ask}: {answer}")),
        }
    }
    lines
}
