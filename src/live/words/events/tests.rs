use std::time::Duration;

use super::*;
use crate::round::Brief;
use crate::samples::{at, event, small};
use crate::session::Session;
use crate::session::mark::Mark;

fn said(round: &Conductor, at: f64, what: What) -> Option<String> {
    line(round, &event(at, what), 80)
}

#[test]
fn what_happens_by_itself_is_said_and_a_mark_is_not() {
    let mut round = Conductor::new(Session::new(small()));
    round.mark(at(0.0), Mark::Start).unwrap();
    let of = |what| said(&round, 90.0, what);
    let began = "coding 1 began · 35:00 · 2 questions";
    assert_eq!(of(What::SlotBegan { slot: 0 }).as_deref(), Some(began));
    let forced = of(What::QuestionEnded { how: QuestionEnd::Forced });
    assert_eq!(forced.as_deref(), Some("time is up: on to the next question"));
    let moved_on = What::QuestionEnded { how: QuestionEnd::MovedOn };
    assert_eq!(alert(&round, &moved_on).as_deref(), Some("the next question is shown"));
    let on = "its time is over, and nothing was marked: on to the next question · u goes back, \
              until you take a hint";
    assert_eq!(of(moved_on).as_deref(), Some(on));
    let gap = of(What::Gap { from: at(30.0), why: GapWhy::Crashed });
    assert_eq!(gap.as_deref(), Some("gap of 1:00 (cut off): not counted as running time"));
    let back = |away_unknown| of(What::Returned { away_unknown, wall: String::new() }).unwrap();
    assert_eq!([back(false), back(true)], ["going on", "going on after an unknown time"]);
    let left = of(What::Left { why: LeftWhy::HungUp, wall: String::new() });
    assert_eq!(left.as_deref(), Some("left (the terminal went away)"));
    for mark in [What::Think, What::Paused, What::Resumed, What::Ticked { item: 0 }] {
        assert_eq!(of(mark.clone()), None, "{mark:?}");
    }
}

#[test]
fn a_question_shown_by_itself_says_until_when_it_is_taken_back() {
    let mut session = Session::new(small());
    let of_hints = |session: &mut Session, texts: &[&str]| {
        for planned in &mut session.header.round.slots[0].questions {
            let Brief::Coding { hints, .. } = &mut planned.question.brief else { unreachable!() };
            *hints = texts.iter().map(ToString::to_string).collect();
        }
        let mut round = Conductor::new(session.clone());
        round.mark(at(0.0), Mark::Start).unwrap();
        said(&round, 90.0, What::QuestionEnded { how: QuestionEnd::MovedOn }).unwrap()
    };
    assert!(of_hints(&mut session, &[]).ends_with("u goes back"));
    assert!(of_hints(&mut session, &["one"]).ends_with("u goes back, until you take a hint"));
}

#[test]
fn a_slot_that_is_over_says_how_but_no_number() {
    let mut round = Conductor::new(Session::new(small()));
    round.mark(at(0.0), Mark::Start).unwrap();
    round.mark(at(60.0), Mark::End).unwrap();
    let over = said(&round, 60.0, What::SlotEnded { how: SlotEnd::Ended });
    assert_eq!(over.as_deref(), Some("coding 1 over (ended)"));
}

#[test]
fn an_alert_names_the_question_to_move_to() {
    let mut round = Conductor::new(Session::new(small()));
    assert_eq!(nudge(&round, Nudge::NextQuestionDue), "time to move to the next question");
    round.mark(at(0.0), Mark::Start).unwrap();
    round.mark(at(1.0), Mark::Probe).unwrap();
    round.advance(at(0.0) + Duration::from_secs(1020));
    assert_eq!(nudge(&round, Nudge::NextQuestionDue), "time to move to question 2 of 2");
    assert_eq!(nudge(&round, Nudge::FirstAnswerDue), "first answer due");
}

#[test]
fn five_minutes_are_said_to_be_left_when_they_are_or_not_at_all() {
    let mut round = Conductor::new(Session::new(small()));
    round.mark(at(0.0), Mark::Start).unwrap();
    let left = event(100.0, What::Nudged { why: Nudge::FiveMinutesLeft });
    let said = |now: f64| aloud(&round, &left, at(now)).map(|(text, _)| text);
    assert_eq!(said(100.2).as_deref(), Some("five minutes left"));
    assert_eq!(said(101.0), None);
    // It stands on screen all the same.
    assert_eq!(alert(&round, &left.what).as_deref(), Some("5 minutes left in this slot"));
}

#[test]
fn what_is_asked_for_is_said_aloud_and_what_is_taken_up_is_not_again() {
    let mut session = Session::new(small());
    let planned = &mut session.header.round.slots[0].questions[0];
    let notes = |phase: &crate::round::Phase| crate::round::PhaseNotes {
        name: phase.name.clone(),
        checklist: Vec::new(),
        probes: vec![format!("why {}?", phase.name)],
        outcome: None,
    };
    planned.question.notes = planned.phases.iter().map(notes).collect();
    planned.phases[0].asks = vec![60];
    let mut round = Conductor::new(session);
    round.mark(at(0.0), Mark::Start).unwrap();
    let said = |round: &Conductor, mark: f64| {
        let event = round.session().events.last().unwrap().clone();
        assert!(matches!(event.what, What::Probe { by: By::Key, .. }), "{event:?}");
        aloud(round, &event, at(mark)).map(|(text, _)| text)
    };
    round.mark(at(10.0), Mark::Probe).unwrap();
    assert_eq!(said(&round, 10.0), Some(format!("why {}?", phase(&round, 0))));
    // By the plan the next phase has begun, and nothing was marked.
    let later = round.open().unwrap().plan.phases[0].budget.as_secs_f64() + 30.0;
    round.mark(at(later), Mark::Probe).unwrap();
    assert_eq!(said(&round, later), Some(format!("why {}?", phase(&round, 1))));
    // Asked by the interviewer, it is taken up in silence.
    let mut session = round.session().clone();
    session.events.truncate(session.events.len() - 2);
    session.events.retain(|event| !matches!(event.what, What::Probe { .. }));
    let mut round = Conductor::new(session);
    round.advance(at(65.0));
    round.mark(at(66.0), Mark::Probe).unwrap();
    assert_eq!(said(&round, 66.0), None);
}

fn phase(round: &Conductor, phase: usize) -> String {
    round.open().unwrap().plan.phases[phase].name.clone()
}
