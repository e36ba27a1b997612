//! What a session file begins with, and the file itself.

use std::path::Path;

use super::rounds::{follow_ups, spell_out, whole};
use super::{at, coding, m};
use crate::round::limits::Limits;
use crate::round::{Round, Slot};
use crate::session::event::{Event, What};
use crate::session::store::Store;
use crate::session::{FORMAT, Header, LocalTime, Session, SessionId};

pub(crate) fn started(text: &str) -> LocalTime {
    LocalTime::try_from(text.to_string()).unwrap()
}

pub(crate) fn id(text: &str) -> SessionId {
    SessionId::try_from(text.to_string()).unwrap()
}

pub(crate) fn event(seconds: f64, what: What) -> Event {
    Event { at: at(seconds), what }
}

/// A header that was begun at 2026-11-23T09:00:12+01:00, of a round of these slots.
pub(crate) fn header(slots: Vec<Slot>) -> Header {
    Header {
        format: FORMAT,
        tool: "0.1.0".to_string(),
        id: id("2026-11-23T09-00-12-ml-onsite"),
        started: started("2026-11-23T09:00:12+01:00"),
        clock_changes: Vec::new(),
        speed: 1.0,
        strict: false,
        level: None,
        aloud: false,
        overtime: m(10, 0),
        limits: Limits::default(),
        round: Round {
            template: "ml-onsite".to_string(),
            title: "ML onsite".to_string(),
            seed: 7,
            slots,
        },
    }
}

/// One coding slot of two short questions, `two-sum` and `rotate-list`, 17 minutes each.
pub(crate) fn small() -> Header {
    let mut slot = coding();
    for (planned, name) in slot.questions.iter_mut().zip(["two-sum", "rotate-list"]) {
        planned.question.id = name.to_string().try_into().unwrap();
        planned.question.follow_ups = follow_ups();
    }
    header(vec![slot])
}

/// The default round at its full size: 4 slots, 11 questions, about 30 kB of text.
pub(crate) fn full() -> Header {
    let mut slots = whole();
    slots.iter_mut().flat_map(|slot| &mut slot.questions).for_each(spell_out);
    header(slots)
}

/// Opens a session that this process has just let go of. Where a test beside this one starts a
/// program at that moment, the program holds a copy of the lock until it runs.
pub(crate) fn reopened(path: &Path) -> (Store, Session, Vec<String>) {
    for _ in 0..100_000 {
        match Store::open(path) {
            Err(error) if error.to_string().contains("running in another process") => {
                std::thread::yield_now()
            }
            opened => return opened.unwrap(),
        }
    }
    Store::open(path).unwrap()
}
