//! Hand-made rounds whose right events are worked out here, and the properties that hold for every
//! sequence.

use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::live::rules::noted::{Noted, Undoable};
use crate::live::rules::refusal::Refusal;
use crate::round::{Brief, CheckItem, PhaseNotes, QuestionKind, SlotKind, Theme};
use crate::samples::{header, m, planned, slot};
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
fn a_question_that_was_shown_unasked_is_taken_back_and_waits_from_then_on() {
    let mut round = conductor(false);
    round.mark(at(0), Mark::Start).unwrap();
    // A pause says nothing of a question.
    round.mark(at(100), Mark::Pause).unwrap();
    round.mark(at(110), Mark::Pause).unwrap();
    round.advance(at(549));
    assert_eq!(round.timeline.open(), Some((0, 0)));
    round.advance(at(550));
    assert_eq!(round.timeline.open(), Some((0, 1)));
    assert_eq!(round.mark(at(560), Mark::Undo), taken_back(Undoable::MovedOn));
    assert_eq!(round.timeline.open(), Some((0, 0)));
    assert_eq!(round.timeline.slots[0].questions[1], QuestionRun::default());
    round.advance(at(900));
    assert_eq!(round.timeline.open(), Some((0, 0)), "who took it back is there");
    let due = What::Nudged { why: Nudge::NextQuestionDue };
    assert!(log(&round).contains(&(560, due)), "{:?}", log(&round));
    round.advance(at(1510));
    assert_eq!(round.timeline.place, Place::After(0));
}

#[test]
fn who_ends_a_question_a_moment_after_the_next_was_shown_ends_the_one_before() {
    for (seconds, ended) in [(540, 1), (542, 1), (543, 2)] {
        let mut round = conductor(false);
        round.mark(at(0), Mark::Start).unwrap();
        let noted = Noted::QuestionEnded {
            number: ended,
            at: after(if ended == 1 { seconds } else { seconds - 540 }),
        };
        assert_eq!(round.mark(at(seconds), Mark::Next), Ok(noted), "{seconds}");
        assert_eq!(round.timeline.open(), (ended == 1).then_some((0, 1)), "{seconds}");
    }
}

#[test]
fn from_the_first_mark_of_a_slot_on_overtime_counts() {
    let marks = [
        (Mark::Answer, None),
        (Mark::Phase, None),
        (Mark::Think, None),
        (Mark::Tick(0), None),
        (Mark::Probe, None),
        (Mark::Answer, Some(Mark::Undo)),
        (Mark::Tick(0), Some(Mark::Undo)),
    ];
    for (mark, then) in marks {
        let mut round = conductor(false);
        round.mark(at(0), Mark::Start).unwrap();
        for mark in [Some(mark), then].into_iter().flatten() {
            round.mark(at(100), mark).unwrap();
        }
        round.advance(at(1400));
        assert_eq!(round.timeline.open(), Some((0, 0)), "{mark:?} {then:?}");
        // Of the next slot it says nothing.
        round.advance(at(1800 + 300));
        assert_eq!(round.timeline.open(), Some((1, 1)), "{mark:?} {then:?}");
    }
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
        round.open().unwrap().run.thinks.iter().map(|t| (t.from, t.to.unwrap())).collect();
    let expected = vec![
        (at(30), (at(90), ThinkEnd::Limit)),
        (at(130), (at(150), ThinkEnd::Marked)),
        (at(160), (at(170), ThinkEnd::Marked)),
    ];
    assert_eq!(thinks, expected);
}

#[test]
fn undo_takes_back_mark_by_mark_and_a_shown_question_is_unseen_again() {
    let mut round = conductor(false);
    round.mark(at(0), Mark::Start).unwrap();
    round.mark(at(100), Mark::Answer).unwrap();
    round.mark(at(200), Mark::Next).unwrap();
    round.mark(at(210), Mark::Think).unwrap();
    assert_eq!(round.mark(at(220), Mark::Undo), taken_back(Undoable::Think));
    assert_eq!(round.mark(at(230), Mark::Undo), taken_back(Undoable::Next));
    assert_eq!(round.timeline.open(), Some((0, 0)));
    assert_eq!(round.timeline.slots[0].questions[1], QuestionRun::default());
    assert_eq!(round.mark(at(240), Mark::Undo), taken_back(Undoable::FirstAnswer));
    assert_eq!(round.open().unwrap().run.phase(), 0);
    assert_eq!(round.mark(at(250), Mark::Undo), Err(Refusal::NothingToUndo));
    // An end by mistake, taken back before the review.
    round.mark(at(300), Mark::End).unwrap();
    assert_eq!(round.timeline.place, Place::After(0));
    assert_eq!(round.mark(at(310), Mark::Undo), taken_back(Undoable::End));
    assert_eq!(round.timeline.running(at(0), at(310)), Duration::from_secs(310));
}

#[test]
fn a_late_mark_says_when_the_answer_was_and_is_taken_back_as_one() {
    let mut round = conductor(false);
    let late = |seconds| Mark::LateAnswer(Late::At(after(seconds)));
    let answered = |seconds| Ok(Noted::Answered { kind: QuestionKind::Coding, at: after(seconds) });
    round.mark(at(0), Mark::Start).unwrap();
    assert_eq!(round.mark(at(100), late(60)), answered(60));
    let run = &round.timeline.slots[0].questions[0];
    assert_eq!(run.correction, Some(Correction::Late(after(60))));
    assert_eq!((run.first_answer, run.phase()), (Some(at(60)), 2));
    assert_eq!(run.phase_began(), Some(at(60)), "the phase that it began follows it");
    assert_eq!(round.mark(at(110), Mark::Undo), taken_back(Undoable::LateAnswer));
    assert_eq!(round.timeline.slots[0].questions[0].first_answer, None);
    // An answer that is marked keeps its mark, and a late one corrects it.
    round.mark(at(120), Mark::Answer).unwrap();
    let ago = Mark::LateAnswer(Late::Ago(after(40)));
    assert_eq!(round.mark(at(130), ago), answered(90));
    assert_eq!(round.mark(at(140), Mark::Undo), taken_back(Undoable::LateAnswer));
    assert_eq!(round.timeline.slots[0].questions[0].correction, None);
    assert_eq!(round.mark(at(150), Mark::Undo), taken_back(Undoable::FirstAnswer));
}

#[test]
fn a_late_mark_is_never_before_the_mark_above_it_or_outside_its_question() {
    let mut round = conductor(false);
    let late = |seconds| Mark::LateAnswer(Late::At(after(seconds)));
    assert_eq!(round.mark(at(0), late(0)), Err(Refusal::NoSlotRuns));
    round.mark(at(0), Mark::Start).unwrap();
    round.mark(at(50), Mark::Phase).unwrap();
    let (what, above) = (Undoable::Phase, after(50));
    let before = Refusal::BeforeMark { what, at: above, to: after(100) };
    assert_eq!(round.mark(at(100), late(49)), Err(before));
    assert_eq!(round.mark(at(100), late(101)), Err(Refusal::StillToCome { now: after(100) }));
    let ago = Mark::LateAnswer(Late::Ago(after(101)));
    assert_eq!(round.mark(at(100), ago), Err(Refusal::BeforeQuestion { now: after(100) }));
    assert!(round.mark(at(100), late(50)).is_ok());
    round.mark(at(200), Mark::Phase).unwrap_err();
    round.mark(at(200), Mark::Think).unwrap();
    assert!(round.mark(at(210), late(60)).is_ok(), "what came after the answer is not above it");
    let below = Refusal::AfterMark { what: Undoable::Think, at: after(200), from: after(50) };
    assert_eq!(round.mark(at(210), late(201)), Err(below), "and it stays before that");
    round.mark(at(300), Mark::Next).unwrap();
    assert!(round.mark(at(310), late(5)).is_ok(), "marks of another question are not above it");
}

#[test]
fn what_fell_due_in_a_question_goes_when_the_question_is_taken_back() {
    let mut round = conductor(false);
    round.mark(at(0), Mark::Start).unwrap();
    round.mark(at(10), Mark::Next).unwrap();
    round.mark(at(20), Mark::Think).unwrap();
    // The think is over at 1:20 and the second question's first answer due at 5:10.
    round.advance(at(320));
    assert_eq!(round.mark(at(330), Mark::Undo), taken_back(Undoable::Think));
    assert_eq!(round.mark(at(331), Mark::Undo), taken_back(Undoable::Next));
    let positions: Vec<usize> = vec![
        2, // question 1 ended
        3, // question 2 shown
        5, // its think over
        6, // its first answer due
    ];
    assert_eq!(log(&round).last(), Some(&(331, What::Undone { events: positions })));
    let nudge = What::Nudged { why: Nudge::FirstAnswerDue };
    let due = log(&round).into_iter().filter(|(_, what)| *what == nudge).map(|(at, _)| at);
    assert_eq!(due.collect::<Vec<_>>(), [310], "the first question's is overdue, and comes next");
    round.advance(at(331));
    assert_eq!(round.timeline.slots[0].questions[0].nudges, [Nudge::FirstAnswerDue].into());
    assert_eq!(round.timeline.slots[0].questions[1], QuestionRun::default());
}

#[test]
fn a_silence_that_will_be_told_later_is_alerted_to_when_it_is_due() {
    let mut round = conductor(false);
    round.mark(at(10), Mark::Start).unwrap();
    let (spans, pauses) = (vec![(at(15), at(20))], vec![]);
    round.hear(at(30), What::Heard { from: at(10), to: at(30), spans, pauses, level_db: None });
    let limit = round.silence_limit().unwrap();
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
fn undo_does_not_reopen_what_the_clock_closed() {
    let mut round = conductor(true);
    round.mark(at(0), Mark::Start).unwrap();
    round.mark(at(100), Mark::Answer).unwrap();
    round.advance(at(545));
    assert!(round.mark(at(546), Mark::Undo).is_err(), "question 1 was ended by the clock");
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

/// Something a candidate may do, so many milliseconds later.
fn any_step() -> impl Strategy<Value = (u64, Option<Mark>)> {
    let mark = prop_oneof![
        Just(Mark::Start),
        Just(Mark::Answer),
        Just(Mark::Phase),
        Just(Mark::Next),
        Just(Mark::Skip),
        Just(Mark::Pause),
        Just(Mark::Think),
        (0..2usize).prop_map(Mark::Tick),
        Just(Mark::Probe),
        Just(Mark::Undo),
        Just(Mark::End),
    ];
    (0..400_000u64, prop::option::weighted(0.9, mark))
}

fn play(steps: &[(u64, Option<Mark>)], strict: bool, frames_between: u64) -> Conductor {
    let mut round = conductor(strict);
    let mut now = 0;
    for (later, mark) in steps {
        for frame in 1..=frames_between {
            round.advance(Elapsed::new(Duration::from_millis(
                now + later * frame / (frames_between + 1),
            )));
        }
        now += later;
        let now = Elapsed::new(Duration::from_millis(now));
        match mark {
            Some(mark) => drop(round.mark(now, *mark)),
            None => round.gap(
                now + Duration::from_secs(1),
                now + Duration::from_secs(9),
                GapWhy::Suspended,
            ),
        }
    }
    round.advance(Elapsed::new(Duration::from_millis(now + 50_000)));
    round
}

fn steps() -> impl Strategy<Value = Vec<(u64, Option<Mark>)>> {
    prop::collection::vec(any_step(), 0..40)
}

proptest! {
    #[test]
    fn how_time_was_cut_into_frames_never_changes_the_log(
        steps in steps(), strict: bool, frames in 1..7u64,
    ) {
        prop_assert_eq!(play(&steps, strict, 0).session, play(&steps, strict, frames).session);
    }

    #[test]
    fn the_live_state_is_the_refolded_file(steps in steps(), strict: bool) {
        let round = play(&steps, strict, 0);
        let mut refolded = Timeline::new(&round.session.header.round);
        refolded.catch_up(&round.session);
        prop_assert_eq!(&round.timeline, &refolded);
    }

    #[test]
    fn every_moment_is_on_one_account(steps in steps(), strict: bool) {
        let timeline = play(&steps, strict, 0).timeline;
        let spent = |account| timeline.spent(account, Elapsed::ZERO, timeline.now());
        let accounts = [Account::Running, Account::Waiting, Account::Paused, Account::Gap];
        let sum: Duration = accounts.into_iter().map(spent).sum();
        prop_assert_eq!(timeline.now().since_began(), sum);
    }

    #[test]
    fn undo_is_as_if_it_had_never_happened(
        steps in prop::collection::vec(any_step(), 1..30), later in 0..400u64,
    ) {
        let mut round = play(&steps, false, 0);
        let before = round.timeline.clone();
        let now = before.now() + Duration::from_millis(later);
        for mark in [
            Mark::Answer, Mark::Phase, Mark::Next, Mark::Skip,
            Mark::Think, Mark::Tick(0), Mark::Probe, Mark::End,
        ] {
            let events = round.session.events.len();
            // Then it takes the clock's move back first, and that stays.
            let is_open = round.timeline.open().is_some() && !round.has_just_moved_on(now);
            if is_open && round.mark(now, mark).is_ok() && round.session.events.len() > events {
                round.mark(now, Mark::Undo).unwrap();
                prop_assert_eq!(&round.timeline.slots, &before.slots, "{:?}", mark);
                prop_assert_eq!(round.timeline.place, before.place);
                let running = |timeline: &Timeline| timeline.running(Elapsed::ZERO, now);
                prop_assert_eq!(running(&round.timeline), running(&before));
            }
        }
    }

    #[test]
    fn times_never_decrease(steps in steps(), strict: bool) {
        let session = play(&steps, strict, 0).session;
        prop_assert!(session.events.is_sorted_by_key(|event| event.at));
    }
}

/// What became of a round that is taken up again behind its first so many events, ten minutes
/// later, and then only started and woken from its pause.
fn taken_up(whole: &Session, events: usize) -> Conductor {
    let mut session = whole.clone();
    session.events.truncate(events);
    session.until = session.events.last().map_or(Elapsed::ZERO, |last| last.at);
    let (from, mut now) = (session.until, session.until + after(600));
    let mut round = Conductor::new(session);
    if round.timeline.left.is_none() {
        round.record(now, What::Gap { from, why: GapWhy::Crashed });
    }
    round.record(now, What::Returned { away_unknown: false, wall: String::new() });
    for _ in 0..20 {
        round.advance(now);
        if round.timeline.finished {
            break;
        }
        let mark = if round.timeline.paused { Mark::Pause } else { Mark::Start };
        if round.timeline.paused || round.timeline.place == Place::Intro {
            round.mark(now, mark).unwrap();
        }
        now = now + after(3600);
    }
    round
}

#[test]
fn a_round_cut_off_between_two_events_of_a_kind_goes_on_where_it_was() {
    let mut whole = conductor(false);
    whole.mark(at(10), Mark::Start).unwrap();
    whole.mark(at(100), Mark::Next).unwrap();
    whole.mark(at(200), Mark::End).unwrap();
    let events = |round: &Conductor, from: usize| -> Vec<What> {
        let new = round.session.events.iter().skip(from);
        new.map(|event| event.what.clone()).take(3).collect()
    };
    let away = |from: u64| {
        let gap = What::Gap { from: at(from), why: GapWhy::Crashed };
        [gap, What::Returned { away_unknown: false, wall: String::new() }]
    };
    for (cut, left, next) in [
        (1, 10, What::QuestionShown { question: 0 }),
        (3, 100, What::QuestionShown { question: 1 }),
        (5, 200, What::SlotEnded { how: SlotEnd::Ended }),
    ] {
        let [gap, returned] = away(left);
        assert_eq!(events(&taken_up(&whole.session, cut), cut), [gap, returned, next], "{cut}");
    }
    // The slot that was ended in its first question doesn't go on to the second.
    let mut ended = conductor(false);
    ended.mark(at(10), Mark::Start).unwrap();
    ended.mark(at(100), Mark::End).unwrap();
    let [gap, returned] = away(100);
    let next = What::SlotEnded { how: SlotEnd::Ended };
    assert_eq!(events(&taken_up(&ended.session, 3), 3), [gap, returned, next]);
}

proptest! {
    #[test]
    fn behind_every_event_a_round_can_be_taken_up_and_goes_on(
        steps in prop::collection::vec(any_step(), 0..40), strict: bool,
    ) {
        let whole = play(&steps, strict, 0).session;
        for cut in 0..=whole.events.len() {
            prop_assert!(taken_up(&whole, cut).timeline.finished, "cut at {}", cut);
        }
    }
}
