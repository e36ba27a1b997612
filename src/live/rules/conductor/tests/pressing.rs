//! Pressure on purpose.

use super::*;
use crate::round::pressure::PressurePlan;
use crate::round::{Brief, Twist};
use crate::session::event::{By, Pressure};

/// One design of 35 minutes with a change at 23:20, broken into from 5:00 on.
pub(super) fn pressed() -> Conductor {
    let mut slot = design();
    let planned = &mut slot.questions[0];
    let (says, good) = ("Where are we?".to_string(), "says it".to_string());
    planned.pressure = Some(PressurePlan { after: Some(300), says, good });
    let Brief::MlDesign { twist, .. } = &mut planned.question.brief else { panic!() };
    *twist = Some(Twist { ask: "no labels".to_string(), good: "says what stays".to_string() });
    let mut round = Conductor::new(Session::new(header(vec![slot])));
    round.mark(at(0), Mark::Start).unwrap();
    round
}

/// What was done on purpose, and when.
fn done(round: &Conductor) -> Vec<(u64, What)> {
    let is_it = |what: &What| matches!(what, What::Pressed { .. } | What::Twist { .. });
    log(round).into_iter().filter(|(_, what)| is_it(what)).collect()
}

const BROKE_IN: What = What::Pressed { how: Pressure::Interruption };
const CUT: What = What::Pressed { how: Pressure::WhatToCut };
const CHANGED: What = What::Twist { by: By::Interviewer };

#[test]
fn each_comes_once_at_its_time_and_none_is_a_mark() {
    let mut round = pressed();
    round.advance(at(2200));
    assert_eq!(done(&round), [(300, BROKE_IN), (1400, CHANGED), (1800, CUT)]);
    assert!(round.is_untouched(), "nobody marked anything");
    assert_eq!(round.open().unwrap().run.twist, Some(at(1400)));
}

#[test]
fn none_comes_in_a_think_or_a_pause() {
    let mut round = pressed();
    round.mark(at(290), Mark::Think).unwrap();
    round.mark(at(330), Mark::Think).unwrap();
    round.mark(at(335), Mark::Pause).unwrap();
    round.mark(at(435), Mark::Pause).unwrap();
    round.mark(at(1890), Mark::Think).unwrap();
    round.advance(at(1940));
    // Ten seconds behind the think; who thinks when five minutes are left is not asked.
    assert_eq!(done(&round), [(440, BROKE_IN), (1500, CHANGED)]);
}

#[test]
fn whoever_is_heard_is_broken_into_once_they_talk() {
    let mut round = pressed();
    round.is_heard = true;
    round.take_talk(at(299));
    assert!(!round.awaits_talk(at(299)) && round.awaits_talk(at(300)));
    round.advance(at(420));
    assert_eq!(done(&round), [], "nobody talks");
    round.take_talk(at(421));
    round.take_talk(at(500));
    assert_eq!(done(&round), [(421, BROKE_IN)]);
}

#[test]
fn a_change_that_was_asked_for_is_not_made_again_nor_undone_with_marks() {
    let mut round = pressed();
    round.mark(at(1450), Mark::Undo).unwrap_err();
    assert_eq!(done(&round), [(300, BROKE_IN), (1400, CHANGED)]);
    // Its next probe would be one of the phase, which has none.
    round.mark(at(1451), Mark::Probe).unwrap_err();
    round.advance(at(1700));
    assert_eq!(done(&round).len(), 2);
}
