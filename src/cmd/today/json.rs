//! The plan of today for programs. Seconds.

use serde_json::{Value, json};

use super::Here;
use crate::practice::agenda::{Agenda, AgendaLine, NoRoom};

/// A plan, schema 1. Where every line is asked for in full, what is in none is told, too.
pub(super) fn agenda(agenda: &Agenda, why: bool, here: &Here) -> Value {
    let items: Vec<Value> = agenda.lines.iter().map(|line| item(line, why, here)).collect();
    let mut plan = json!({
        "schema": 1,
        "for_s": agenda.for_time.as_secs(),
        "total_s": agenda.total().as_secs(),
        "standing": agenda.standing,
        "items": items,
    });
    if why {
        plan["also_due"] = agenda.no_room.iter().map(|of| also_due(of, here)).collect();
    }
    plan
}

fn item(line: &AgendaLine, why: bool, here: &Here) -> Value {
    let mut item = json!({
        "command": here.command(&line.act.command()),
        "reason": line.reason,
        "planned_s": line.planned.as_secs(),
        "kind": line.act.kind(),
    });
    if why {
        item["why"] = json!(line.why);
    }
    item
}

/// What is in no line, and how it would begin.
fn also_due(of: &NoRoom, here: &Here) -> Value {
    json!({
        "what": of.what,
        "command": here.command(&of.act.command()),
        "planned_s": of.planned.as_secs(),
        "kind": of.act.kind(),
        "why": of.why,
    })
}
