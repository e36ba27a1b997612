//! The plan of today for programs. Seconds.

use serde_json::{Value, json};

use super::Here;
use crate::practice::agenda::{Agenda, AgendaLine, NoRoom};

/// A plan, schema 1; every line in full where that is asked for.
pub(super) fn agenda(agenda: &Agenda, why: bool, here: &Here) -> Value {
    let items: Vec<Value> = agenda.lines.iter().map(|line| item(line, why, here)).collect();
    let also: Vec<Value> = agenda.no_room.iter().map(|of| also_due(of, why, here)).collect();
    json!({
        "schema": 1,
        "for_s": agenda.for_time.as_secs(),
        "total_s": agenda.total().as_secs(),
        "standing": agenda.standing,
        "items": items,
        "also_due": also,
    })
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

/// What has no room in the time, and how it would begin.
fn also_due(of: &NoRoom, why: bool, here: &Here) -> Value {
    let mut also = json!({
        "what": of.what,
        "command": here.command(&of.act.command()),
        "planned_s": of.planned.as_secs(),
        "kind": of.act.kind(),
    });
    if why {
        also["why"] = json!(of.why);
    }
    also
}
