//! The plan for programs. Seconds; what a question has not is null.

use std::time::Duration;

use serde_json::{Value, json};

use super::Plan;
use crate::round::limits::Limit;
use crate::round::{Phase, Planned, Slot};
use crate::session::rfc3339;

/// A plan, schema 1.
pub(super) fn plan(plan: &Plan<'_>) -> Value {
    let mut slots = Vec::new();
    for (begin, of) in plan.slots() {
        slots.push(slot(plan, begin, of));
    }
    json!({
        "schema": 1,
        "template": plan.round.template,
        "title": plan.round.title,
        "seed": plan.round.seed,
        "total_s": plan.total().as_secs_f64(),
        "begins": rfc3339(&plan.time(Duration::ZERO)),
        "ends": rfc3339(&plan.time(plan.total())),
        "slots": slots,
    })
}

fn slot(plan: &Plan<'_>, begin: Duration, slot: &Slot) -> Value {
    let mut questions = Vec::new();
    for planned in &slot.questions {
        questions.push(question(planned, plan.show_questions));
    }
    json!({
        "kind": slot.kind,
        "title": slot.title,
        "length_s": slot.length.as_secs_f64(),
        "spare_s": slot.spare().as_secs_f64(),
        "break_after_s": slot.break_after.as_secs_f64(),
        "begins": rfc3339(&plan.time(begin)),
        "ends": rfc3339(&plan.time(begin + slot.length)),
        "questions": questions,
    })
}

fn question(planned: &Planned, is_shown: bool) -> Value {
    let limits = &planned.limits;
    let answer = limits.answer.map(|answer| {
        json!({
            "shortest_s": answer.shortest.as_secs_f64(),
            "longest_s": answer.longest.as_secs_f64(),
            "very_late_s": answer.very_late.as_secs_f64(),
        })
    });
    json!({
        "kind": planned.question.kind(),
        "difficulty": planned.question.difficulty,
        "budget_s": planned.budget().as_secs_f64(),
        "phases": planned.phases.iter().map(phase).collect::<Vec<Value>>(),
        "limits": {
            "first_answer": limits.first_answer.map(limit),
            "first_words": limits.first_words.map(limit),
            "answer": answer,
            "pause": limits.pause.map(limit),
        },
        "question": is_shown.then(|| json!({
            "id": planned.question.id,
            "title": planned.question.title,
            "topics": planned.question.topics,
            "statement": planned.question.statement,
        })),
    })
}

fn phase(phase: &Phase) -> Value {
    json!({
        "name": phase.name,
        "budget_s": phase.budget.as_secs_f64(),
        "ends_with_answer": phase.ends_with_answer,
        "silence": phase.silence.map(limit),
    })
}

fn limit(limit: Limit) -> Value {
    json!({
        "late_s": limit.late.as_secs_f64(),
        "very_late_s": limit.very_late.as_secs_f64(),
    })
}
