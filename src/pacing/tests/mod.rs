//! Hand-made sessions whose right measures are worked out beside them. Slots begin 100 s after the
//! round.

mod answers;
mod anything;
mod first_answers;
mod phases;
mod pictures;
mod rounds;
mod speech;
mod time_spent;
mod told;

use std::time::Duration;

use super::{FlagKind, Pacing, QuestionPacing, measure};
use crate::round::limits::Verdict::{self, Late, VeryLate};
use crate::samples::Script;

/// The flags of a kind: severity, value, limit.
fn flags(pacing: &Pacing, kind: FlagKind) -> Vec<(Verdict, Option<Duration>, Option<Duration>)> {
    let of = pacing.flags.iter().filter(|flag| flag.kind == kind);
    of.map(|flag| (flag.severity, flag.value, flag.limit)).collect()
}

fn texts(pacing: &Pacing) -> Vec<&str> {
    pacing.flags.iter().map(|flag| flag.text.as_str()).collect()
}

/// The command that rehearses the worst again.
fn next(pacing: &Pacing) -> Option<String> {
    pacing.flags.first().map(|flag| super::summary::again(pacing, flag))
}

fn kinds(pacing: &Pacing) -> Vec<FlagKind> {
    pacing.flags.iter().map(|flag| flag.kind).collect()
}

/// The first slot's question, measured.
fn question(script: &Script, position: usize) -> QuestionPacing {
    measure(script.session()).slots[0].questions[position].clone()
}
