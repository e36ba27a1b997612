//! Hand-made rounds whose right events are worked out here.

mod asking;
mod facts;
mod moved_on;
mod pressing;
mod properties;
mod undone;

use std::time::Duration;

use super::*;
use crate::live::rules::noted::{Noted, Undoable};
use crate::live::rules::refusal::Refusal;
use crate::round::{Brief, CheckItem, PhaseNotes, QuestionKind, SlotKind, Theme};
use crate::samples::{design, header, m, planned, slot};
use crate::session::Header;
use crate::session::mark::{Late, Mark};
use crate::session::run::Correction;
use crate::session::timeline::{Account, Place};

/// Coding of 20 minutes: two questions of 9 (understand 2, approach 3, code 4), 2 spare; a break of
/// 5; then behavioral of 10 minutes: two questions of 5 (answer 2, follow-ups 3).
fn session(strict: bool) -> Session {
    let slots = vec![
        slot(SlotKind::Coding, "coding", 20, vec![coding("one"), coding("two")]),
        slot(SlotKind::Behavioral, "behavioral", 10, vec![story("three"), story("four")]),
    ];
    Session::new(Header { strict, overtime: m(5, 0), ..header(slots) })
}

fn coding(id: &str) -> Planned {
    let brief = Brief::blank(QuestionKind::Coding);
    let phases = [("understand", 120), ("approach", 180), ("code", 240)];
    let mut planned = planned(QuestionKind::Coding, id, brief, &phases, Some("approach"));
    planned.question.notes = vec![PhaseNotes {
        name: "understand".into(),
        checklist: vec![CheckItem { item: "input".into(), detail: "what comes in".into() }],
        probes: vec!["why?".into()],
        outcome: None,
    }];
    planned
}

fn story(id: &str) -> Planned {
    let brief = Brief::Behavioral { theme: Some(Theme::Conflict), listens_for: Vec::new() };
    let phases = [("answer", 120), ("follow-ups", 180)];
    planned(QuestionKind::Behavioral, id, brief, &phases, Some("answer"))
}

fn conductor(strict: bool) -> Conductor {
    Conductor::new(session(strict))
}

fn at(seconds: u64) -> Elapsed {
    Elapsed::from_secs(seconds)
}

fn after(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn taken_back(what: Undoable) -> Result<Noted, Refusal> {
    Ok(Noted::TakenBack { what })
}

/// The log as `seconds what`, for comparison.
fn log(conductor: &Conductor) -> Vec<(u64, What)> {
    conductor
        .session
        .events
        .iter()
        .map(|e| (e.at.since_began().as_secs(), e.what.clone()))
        .collect()
}

#[test]
fn nobody_touches_it_and_the_round_still_ends_with_every_event_when_it_was_due() {
    let mut round = conductor(false);
    round.mark(at(10), Mark::Start).unwrap();
    round.advance(at(100_000));
    let nudged = |why| What::Nudged { why };
    // First answer due at 2+3 minutes, question 2 in place of question 1 at its 9, its first answer
    // due at 9+5, 5 of 20 minutes left, and the slot ends by itself 5 minutes over its 20. The
    // break takes 5 minutes. Behavioral has no first-answer limit, its second question comes at 5
    // minutes, 5 left at the same moment; it ends at 10 + 5 minutes. The last review waits 5
    // minutes.
    let expected = vec![
        (10, What::SlotBegan { slot: 0 }),
        (10, What::QuestionShown { question: 0 }),
        (10 + 300, nudged(Nudge::FirstAnswerDue)),
        (10 + 540, What::QuestionEnded { how: QuestionEnd::MovedOn }),
        (10 + 540, What::QuestionShown { question: 1 }),
        (10 + 840, nudged(Nudge::FirstAnswerDue)),
        (10 + 900, nudged(Nudge::FiveMinutesLeft)),
        (10 + 1500, What::QuestionEnded { how: QuestionEnd::TimeUp }),
        (10 + 1500, What::SlotEnded { how: SlotEnd::TimeUp }),
        (1810, What::SlotBegan { slot: 1 }),
        (1810, What::QuestionShown { question: 0 }),
        (2110, nudged(Nudge::FiveMinutesLeft)),
        (2110, What::QuestionEnded { how: QuestionEnd::MovedOn }),
        (2110, What::QuestionShown { question: 1 }),
        (2710, What::QuestionEnded { how: QuestionEnd::TimeUp }),
        (2710, What::SlotEnded { how: SlotEnd::TimeUp }),
        (3010, What::Finished),
    ];
    assert_eq!(log(&round), expected);
}

#[test]
fn past_the_phase_that_the_answer_ends_there_is_an_answer() {
    let mut round = conductor(false);
    let kind = QuestionKind::Coding;
    round.mark(at(0), Mark::Start).unwrap();
    let began = Noted::PhaseBegan { phase: "approach".to_string(), at: after(60) };
    assert_eq!(round.mark(at(60), Mark::Phase), Ok(began));
    let noted = Noted::AnsweredInto { kind, phase: "code".to_string(), at: after(200) };
    assert_eq!(round.mark(at(200), Mark::Phase), Ok(noted));
    assert_eq!(log(&round).last(), Some(&(200, What::FirstAnswer)));
    let run = &round.open().unwrap().run;
    assert_eq!((run.first_answer, run.phase()), (Some(at(200)), 2));
    let again = Refusal::AnsweredAlready { kind, at: after(200) };
    assert_eq!(round.mark(at(210), Mark::Answer), Err(again));
    assert_eq!(round.mark(at(220), Mark::Undo), taken_back(Undoable::FirstAnswer));
    assert_eq!(round.open().unwrap().run.phase(), 1);
}

#[test]
fn a_strict_round_moves_on_and_ends_on_time() {
    let mut round = conductor(true);
    round.mark(at(0), Mark::Start).unwrap();
    round.advance(at(1200));
    let moves: Vec<_> = log(&round)
        .into_iter()
        .filter(|(_, what)| !matches!(what, What::Nudged { .. }))
        .skip(2)
        .collect();
    let expected = vec![
        (540, What::QuestionEnded { how: QuestionEnd::Forced }),
        (540, What::QuestionShown { question: 1 }),
        (1200, What::QuestionEnded { how: QuestionEnd::TimeUp }),
        (1200, What::SlotEnded { how: SlotEnd::TimeUp }),
    ];
    assert_eq!(moves, expected);
    // That it moves on says that it is time to; to who was early it is said before.
    let due = What::Nudged { why: Nudge::NextQuestionDue };
    assert!(log(&round).iter().all(|(_, what)| *what != due));
    let mut three = session(true);
    three.header.round.slots[0].questions.push(coding("another"));
    three.header.round.slots[0].length = after(1700);
    let mut round = Conductor::new(three);
    round.mark(at(0), Mark::Start).unwrap();
    round.mark(at(300), Mark::Next).unwrap();
    round.advance(at(1100));
    let told: Vec<_> = log(&round).into_iter().filter(|(_, what)| *what == due).collect();
    assert_eq!(told, [(840, due)]);
    assert!(log(&round).contains(&(1080, What::QuestionEnded { how: QuestionEnd::Forced })));
    let mut round = conductor(true);
    round.mark(at(0), Mark::Start).unwrap();
    assert_eq!(round.mark(at(5), Mark::Pause), Err(Refusal::NoPause));
    assert_eq!(round.mark(at(5), Mark::Tick(0)), Err(Refusal::ChecklistHidden));
}

#[test]
fn two_marks_a_question_are_enough() {
    let mut round = conductor(false);
    round.mark(at(0), Mark::Start).unwrap();
    let kind = QuestionKind::Coding;
    assert_eq!(round.mark(at(200), Mark::Answer), Ok(Noted::Answered { kind, at: after(200) }));
    let open = round.open().unwrap();
    assert_eq!(
        open.plan.phases[open.run.phase()].name,
        "code",
        "the answer mark moves past the phase that it ends"
    );
    let again = Refusal::AnsweredAlready { kind, at: after(200) };
    assert_eq!(round.mark(at(201), Mark::Answer), Err(again));
    let ended = Noted::QuestionEnded { number: 1, at: after(500) };
    assert_eq!(round.mark(at(500), Mark::Next), Ok(ended));
    assert_eq!(round.timeline.open(), Some((0, 1)));
    // From the second question's first phase; Enter goes on to code, the last phase.
    round.mark(at(560), Mark::Phase).unwrap();
    let phase = || "code".to_string();
    let began = Noted::AnsweredInto { kind, phase: phase(), at: after(200) };
    assert_eq!(round.mark(at(700), Mark::Phase), Ok(began));
    assert_eq!(round.mark(at(701), Mark::Phase), Err(Refusal::LastPhase { phase: phase() }));
    assert_eq!(round.open().unwrap().run.phase(), 2);
    round.mark(at(1000), Mark::Next).unwrap();
    assert_eq!(round.timeline.place, Place::After(0), "the last question ends the slot");
}

#[test]
fn a_pause_stops_every_due_time_and_only_a_second_pause_ends_it() {
    let mut round = conductor(false);
    round.mark(at(0), Mark::Start).unwrap();
    assert_eq!(round.mark(at(100), Mark::Pause), Ok(Noted::Paused { at: after(100) }));
    assert_eq!(round.mark(at(110), Mark::Answer), Err(Refusal::Paused));
    round.advance(at(5000));
    assert_eq!(round.next_due(), None);
    assert_eq!(round.mark(at(5000), Mark::Pause), Ok(Noted::WentOn));
    // 300 s of running time: 100 before the pause, 200 after.
    assert_eq!(round.next_due(), Some(at(5200)));
    assert_eq!(round.timeline.running(at(0), at(5010)), Duration::from_secs(110));
}

#[test]
fn a_think_ends_by_itself_by_a_second_mark_or_with_the_answer() {
    let mut round = conductor(false);
    round.mark(at(0), Mark::Start).unwrap();
    let excused = Noted::Thinking { at: after(30), up_to: after(60) };
    assert_eq!(round.mark(at(30), Mark::Think), Ok(excused));
    round.advance(at(120));
    round.mark(at(130), Mark::Think).unwrap();
    assert_eq!(round.mark(at(150), Mark::Think), Ok(Noted::ThinkEnded { after: after(20) }));
    let unexcused = Noted::ThinkingUnexcused { at: after(160), excused: 2 };
    assert_eq!(round.mark(at(160), Mark::Think), Ok(unexcused));
    round.mark(at(170), Mark::Answer).unwrap();
    let thinks: Vec<_> =
        round.open().unwrap().run.thinks.values().map(|t| (t.from, t.to.unwrap())).collect();
    let expected = vec![
        (at(30), (at(90), ThinkEnd::Limit)),
        (at(130), (at(150), ThinkEnd::Marked)),
        (at(160), (at(170), ThinkEnd::Marked)),
    ];
    assert_eq!(thinks, expected);
}

#[test]
fn a_silence_that_will_be_told_later_is_alerted_to_when_it_is_due() {
    let mut round = conductor(false);
    round.mark(at(10), Mark::Start).unwrap();
    let (spans, pauses) = (vec![(at(15), at(20))], vec![]);
    round.hear(at(30), What::Heard { from: at(10), to: at(30), spans, pauses, level_db: None });
    let limit = round.silence_limit(at(20)).unwrap();
    let nudges = |round: &Conductor| round.timeline.slots[0].questions[0].nudges.clone();
    let silent = |until| Stretch { from: at(30), to: until };
    let (early, due) = (at(19) + limit, at(20) + limit);
    round.foresee(early, silent(early));
    assert_eq!(nudges(&round), [].into());
    round.foresee(due, silent(due));
    assert_eq!(nudges(&round), [Nudge::Silence].into());
    assert_eq!(round.timeline.heard.windows().len(), 1, "it isn't heard yet");
}

#[test]
fn a_second_long_silence_is_alerted_to_where_an_interviewer_asked_about_the_first() {
    for is_interviewed in [true, false] {
        let mut round = conductor(false);
        if is_interviewed {
            round.session.header.round.slots[0].questions[0].phases[0].asks = vec![9_000];
        }
        round.mark(at(10), Mark::Start).unwrap();
        let limit = round.silence_limit(at(20)).unwrap();
        let mut told = Vec::new();
        // Speech, then a silence that goes on for three times what is late, several times over.
        let mut from = at(10);
        for _ in 0..4 {
            let spoke = from + Duration::from_secs(10);
            for times in 1..=3 {
                let to = spoke + limit * times;
                let spans = if times == 1 { vec![(from, spoke)] } else { vec![] };
                let heard = What::Heard { from, to, spans, pauses: vec![], level_db: None };
                round.hear(to, heard);
                from = to;
            }
            let open = round.open().unwrap();
            told.push((open.run.silences_told.len(), open.is_silence_asked_about()));
        }
        match is_interviewed {
            true => assert_eq!(told, [(1, true), (2, false), (2, false), (2, false)]),
            false => assert_eq!(told, [(1, false); 4]),
        }
    }
}

#[test]
fn a_skip_says_which_question_after_how_long_and_the_next_is_shown() {
    let mut round = conductor(false);
    round.mark(at(10), Mark::Start).unwrap();
    let skipped = |number, after| Ok(Noted::QuestionSkipped { number, at: m(0, after) });
    assert_eq!(round.mark(at(50), Mark::Skip), skipped(1, 40));
    assert_eq!(round.timeline.open(), Some((0, 1)));
    assert_eq!(round.mark(at(52), Mark::Skip), skipped(2, 2));
    assert_eq!(round.timeline.place, Place::After(0));
    let ends = round.timeline.slots[0].questions.iter().map(|run| run.ended);
    let skip = |at| Some((at, QuestionEnd::Skipped));
    assert_eq!(ends.collect::<Vec<_>>(), [skip(at(50)), skip(at(52))]);
}

#[test]
fn an_item_is_ticked_once_in_its_phase() {
    let mut round = conductor(false);
    round.mark(at(0), Mark::Start).unwrap();
    let item = || "input".to_string();
    assert_eq!(round.mark(at(10), Mark::Tick(0)), Ok(Noted::Ticked { item: item() }));
    assert_eq!(round.mark(at(11), Mark::Tick(0)), Err(Refusal::TickedAlready { item: item() }));
    let phase = || "understand".to_string();
    let missing = Refusal::NoSuchItem { phase: phase(), number: 2 };
    assert_eq!(round.mark(at(12), Mark::Tick(1)), Err(missing));
    assert_eq!(log(&round).len(), 3, "a slot, a question, a tick");
    assert_eq!(round.mark(at(13), Mark::Undo), taken_back(Undoable::Tick));
    assert_eq!(round.mark(at(14), Mark::Tick(0)), Ok(Noted::Ticked { item: item() }));
}

#[test]
fn a_tick_counts_in_the_checklist_of_the_kind_where_the_plan_has_one() {
    let mut session = session(false);
    let phases = &mut session.header.round.slots[0].questions[0].phases;
    phases[0].checklist = vec!["goal".to_string(), "scale".to_string()];
    let mut round = Conductor::new(session);
    round.mark(at(0), Mark::Start).unwrap();
    let ticked = |item: &str| Ok(Noted::Ticked { item: item.to_string() });
    assert_eq!(round.mark(at(10), Mark::Tick(0)), ticked("goal"));
    assert_eq!(round.mark(at(11), Mark::Tick(1)), ticked("scale"));
    // The question's own item of a phase that has none of its kind stays hidden.
    round.session.header.round.slots[0].questions[0].question.notes[0].name = "approach".into();
    round.mark(at(20), Mark::Phase).unwrap();
    let none = Refusal::NoSuchItem { phase: "approach".to_string(), number: 1 };
    assert_eq!(round.mark(at(21), Mark::Tick(0)), Err(none));
}

#[test]
fn a_mark_that_means_nothing_says_why() {
    let mut round = conductor(false);
    assert_eq!(round.mark(at(0), Mark::Pause), Err(Refusal::NothingRuns));
    assert_eq!(round.mark(at(0), Mark::Answer), Err(Refusal::NoSlotRuns));
    round.mark(at(0), Mark::Start).unwrap();
    assert_eq!(round.mark(at(1), Mark::Start), Err(Refusal::SlotRuns));
    round.mark(at(1), Mark::Probe).unwrap();
    let phase = || "understand".to_string();
    assert_eq!(round.mark(at(2), Mark::Probe), Err(Refusal::NoMoreProbes { phase: phase() }));
    round.leave(at(3), LeftWhy::Ended, String::new());
    assert_eq!(round.mark(at(4), Mark::Next), Err(Refusal::RoundOver));
    let mut strict = conductor(true);
    strict.mark(at(0), Mark::Start).unwrap();
    strict.mark(at(530), Mark::Next).unwrap();
    let late = Refusal::TooLateToUndo { what: Undoable::Next };
    assert_eq!(strict.mark(at(545), Mark::Undo), Err(late));
}

#[test]
fn a_question_without_an_answer_phase_waits_for_no_answer() {
    let mut session = session(false);
    for phase in &mut session.header.round.slots[0].questions[0].phases {
        phase.ends_with_answer = false;
    }
    let mut round = Conductor::new(session);
    round.mark(at(0), Mark::Start).unwrap();
    assert_eq!(round.mark(at(1), Mark::Answer), Err(Refusal::NoAnswerAwaited));
}

#[test]
fn time_in_a_gap_runs_nothing_down() {
    let mut round = conductor(false);
    round.mark(at(0), Mark::Start).unwrap();
    round.gap(at(100), at(4000), GapWhy::Suspended);
    round.advance(at(4100));
    assert_eq!(
        log(&round).last(),
        Some(&(4000, What::Gap { from: at(100), why: GapWhy::Suspended }))
    );
    assert_eq!(round.next_due(), Some(at(4200)));
}

#[test]
fn the_break_waits_for_a_review_that_was_begun() {
    let mut round = conductor(false);
    round.mark(at(0), Mark::Start).unwrap();
    round.mark(at(60), Mark::End).unwrap();
    // The break would be over at 360; who answered at 300 is waited for until 600.
    round.reviewing = Some(at(300));
    assert_eq!(round.next_due(), Some(at(600)));
    round.advance(at(599));
    assert_eq!(round.timeline.place, Place::After(0));
    // Nobody who answers: the break is as long as ever.
    round.reviewing = None;
    assert_eq!(round.next_due(), Some(at(360)));
    // An answer in its beginning makes it no longer.
    round.reviewing = Some(at(60));
    assert_eq!(round.next_due(), Some(at(360)));
    round.advance(at(600));
    assert_eq!(round.timeline.place, Place::InSlot(1));
}

#[test]
fn a_design_changes_from_two_thirds_of_its_time_on_when_asked() {
    let mut slot = design();
    let ask = || "labels stop".to_string();
    let twist = Some(Twist { ask: ask(), good: "says what still works".to_string() });
    let Brief::MlDesign { twist: of, .. } = &mut slot.questions[0].question.brief else {
        unreachable!()
    };
    *of = twist;
    let mut round = Conductor::new(Session::new(header(vec![slot])));
    round.mark(at(0), Mark::Start).unwrap();
    round.mark(at(10), Mark::Answer).unwrap();
    // Two thirds of 35 minutes are 23:20.
    let none = Refusal::NoMoreProbes { phase: "data".to_string() };
    assert_eq!(round.mark(at(1399), Mark::Probe), Err(none.clone()));
    assert_eq!(round.mark(at(1400), Mark::Probe), Ok(Noted::Twisted { ask: ask() }));
    assert_eq!(round.open().unwrap().run.twist, Some(at(1400)));
    assert_eq!(round.mark(at(1410), Mark::Probe), Err(none));
    assert_eq!(round.mark(at(1420), Mark::Undo), taken_back(Undoable::Probe));
    assert_eq!(round.open().unwrap().run.twist, None);
    // One phase alone is no whole design.
    round.session.header.round.slots[0].questions[0].phases.truncate(1);
    assert_eq!(round.open().unwrap().twist_due(after(9999)), None);
}
