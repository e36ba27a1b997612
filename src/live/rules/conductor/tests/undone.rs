//! What undo takes back, and what it can't; and marks that are given late.

use super::*;

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
fn a_late_mark_counts_while_the_clock_stands_as_what_it_names_was_before() {
    let mut round = conductor(false);
    let ago = |seconds| Mark::LateAnswer(Late::Ago(after(seconds)));
    let late = |seconds| Mark::LateAnswer(Late::At(after(seconds)));
    let answered = |seconds| Ok(Noted::Answered { kind: QuestionKind::Coding, at: after(seconds) });
    round.mark(at(0), Mark::Start).unwrap();
    round.mark(at(100), Mark::Pause).unwrap();
    // No pause counts in the round's clock.
    assert_eq!(round.mark(at(130), ago(40)), answered(60));
    assert_eq!(round.timeline.slots[0].questions[0].first_answer, Some(at(60)));
    assert!(round.timeline.paused);
    assert_eq!(round.mark(at(135), late(70)), answered(70));
    assert_eq!(
        round.mark(at(140), late(101)),
        Err(Refusal::StillToCome { now: after(100), back: false })
    );
    assert_eq!(
        round.mark(at(140), ago(101)),
        Err(Refusal::BeforeQuestion { now: after(100), back: false })
    );
    assert_eq!(round.mark(at(140), Mark::Answer), Err(Refusal::Paused));
    assert_eq!(round.mark(at(145), Mark::Undo), taken_back(Undoable::LateAnswer));
    assert_eq!(round.mark(at(150), Mark::Pause), Ok(Noted::WentOn));
    assert_eq!(round.mark(at(170), ago(40)), answered(80), "the pause of 50 seconds is left out");
    // In a break there is no question.
    round.mark(at(180), Mark::End).unwrap();
    round.mark(at(190), Mark::Pause).unwrap();
    assert_eq!(round.mark(at(200), ago(5)), Err(Refusal::NoSlotRuns));
}

#[test]
fn a_late_mark_is_never_before_the_mark_above_it_or_outside_its_question() {
    let mut round = conductor(false);
    let late = |seconds| Mark::LateAnswer(Late::At(after(seconds)));
    let still = |now| Refusal::StillToCome { now, back: false };
    let gone = |now| Refusal::BeforeQuestion { now, back: false };
    assert_eq!(round.mark(at(0), late(0)), Err(Refusal::NoSlotRuns));
    round.mark(at(0), Mark::Start).unwrap();
    round.mark(at(50), Mark::Phase).unwrap();
    let (what, above) = (Undoable::Phase, after(50));
    let before = Refusal::BeforeMark { what, at: above, to: after(100) };
    assert_eq!(round.mark(at(100), late(49)), Err(before));
    assert_eq!(round.mark(at(100), late(101)), Err(still(after(100))));
    let ago = Mark::LateAnswer(Late::Ago(after(101)));
    assert_eq!(round.mark(at(100), ago), Err(gone(after(100))));
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
fn undo_does_not_reopen_what_the_clock_closed() {
    let mut round = conductor(true);
    round.mark(at(0), Mark::Start).unwrap();
    round.mark(at(100), Mark::Answer).unwrap();
    round.advance(at(545));
    assert!(round.mark(at(546), Mark::Undo).is_err(), "question 1 was ended by the clock");
}

#[test]
fn a_hint_was_taken_for_good() {
    let mut session = session(false);
    for planned in &mut session.header.round.slots[0].questions {
        let Brief::Coding { hints, .. } = &mut planned.question.brief else { unreachable!() };
        *hints = ["a nudge", "the idea", "the approach"].map(str::to_string).to_vec();
    }
    let mut round = Conductor::new(session);
    round.mark(at(0), Mark::Start).unwrap();
    round.mark(at(100), Mark::Next).unwrap();
    round.mark(at(110), Mark::Answer).unwrap();
    round.mark(at(120), Mark::Hint).unwrap();
    // A mark before it can be wrong all the same; that the question was shown can't.
    assert_eq!(round.mark(at(130), Mark::Undo), taken_back(Undoable::FirstAnswer));
    assert_eq!(round.mark(at(140), Mark::Undo), Err(Refusal::ToldOf { hint: true }));
    assert!(!round.can_undo(at(140)));
    assert_eq!(round.open().unwrap().run.hints, [(at(120), 0)]);
    let second = Noted::Hinted { number: 2, of: 3, hint: "the idea".to_string() };
    assert_eq!(round.mark(at(150), Mark::Hint), Ok(second));
    // Its end can, and the hints stay taken.
    round.mark(at(160), Mark::Next).unwrap();
    assert_eq!(round.mark(at(170), Mark::Undo), taken_back(Undoable::Next));
    assert_eq!(round.open().unwrap().run.hints.len(), 2);
}

/// Foundations of 10 minutes: two questions of 5 (answer 2, follow-ups 3) with a key point.
fn fundamentals(strict: bool) -> Conductor {
    let question = |id: &str| {
        let key_points = vec!["it is so".to_string()];
        let brief = Brief::Foundations { key_points };
        let phases = [("answer", 120), ("follow-ups", 180)];
        let mut planned = planned(QuestionKind::Foundations, id, brief, &phases, Some("answer"));
        planned.question.notes = vec![PhaseNotes {
            name: "follow-ups".into(),
            checklist: vec![CheckItem { item: "so".into(), detail: "it is so".into() }],
            probes: Vec::new(),
            outcome: None,
        }];
        planned
    };
    let questions = vec![question("one"), question("two")];
    let slot = slot(SlotKind::Foundations, "foundations", 10, questions);
    let mut round = Conductor::new(Session::new(Header { strict, ..header(vec![slot]) }));
    round.mark(at(0), Mark::Start).unwrap();
    round
}

#[test]
fn what_has_shown_the_key_points_stays() {
    let stays = |what| Err(Refusal::SeenSince { what });
    for mark in [Mark::Answer, Mark::Phase, Mark::LateAnswer(Late::Ago(after(5)))] {
        let mut round = fundamentals(false);
        round.mark(at(60), mark).unwrap();
        assert_eq!(round.points_on_screen().points.len(), 1);
        round.mark(at(70), Mark::Tick(0)).unwrap();
        assert_eq!(round.mark(at(80), Mark::Undo), taken_back(Undoable::Tick));
        let what = match mark {
            Mark::LateAnswer(_) => Undoable::LateAnswer,
            _ => Undoable::AnswerTold,
        };
        assert_eq!(round.mark(at(80), Mark::Undo), stays(what), "{mark:?}");
        // The end of the question shows nothing more.
        round.mark(at(90), Mark::Next).unwrap();
        assert_eq!(round.mark(at(95), Mark::Undo), taken_back(Undoable::Next));
    }
    let mut round = fundamentals(false);
    round.mark(at(60), Mark::Next).unwrap();
    assert_eq!(round.mark(at(61), Mark::Undo), stays(Undoable::Next));
    round.mark(at(62), Mark::End).unwrap();
    assert_eq!(round.mark(at(63), Mark::Undo), stays(Undoable::End));
    // What shows nothing is taken back: a skip, the clock's move, and all in a strict round.
    let mut round = fundamentals(false);
    round.mark(at(60), Mark::Skip).unwrap();
    assert_eq!(round.mark(at(61), Mark::Undo), taken_back(Undoable::Next));
    let mut round = fundamentals(false);
    round.advance(at(300));
    assert_eq!(round.points_at_end().points, []);
    assert_eq!(round.mark(at(301), Mark::Undo), taken_back(Undoable::MovedOn));
    let mut round = fundamentals(true);
    round.mark(at(60), Mark::Answer).unwrap();
    assert_eq!(round.mark(at(61), Mark::Undo), taken_back(Undoable::AnswerTold));
}

#[test]
fn a_slot_stays_over_once_its_review_has_said_what_good_answers_say() {
    let mut round = conductor(false);
    round.mark(at(0), Mark::Start).unwrap();
    round.mark(at(60), Mark::End).unwrap();
    assert!(round.can_undo(at(61)));
    round.told = Some(0);
    let stays = Refusal::SeenSince { what: Undoable::End };
    assert_eq!(round.mark(at(62), Mark::Undo), Err(stays));
    assert!(!round.can_undo(at(62)));
}

#[test]
fn a_slot_stays_over_once_cases_that_were_kept_back_have_run() {
    for failed in [None, Some("n = 7: expected 1, got 2".to_string())] {
        let mut round = conductor(false);
        round.mark(at(0), Mark::Start).unwrap();
        round.mark(at(60), Mark::End).unwrap();
        let (passed, of) = (13 + usize::from(failed.is_none()), 14);
        round.record(at(65), What::CasesRun { slot: 0, question: 0, failed, passed, of });
        let stays = Refusal::SeenSince { what: Undoable::End };
        // So it is where the session is taken up from its file.
        for mut round in [round.clone(), Conductor::new(round.session.clone())] {
            assert!(!round.can_undo(at(66)));
            assert_eq!(round.mark(at(66), Mark::Undo), Err(stays.clone()));
        }
    }
}

#[test]
fn what_was_over_when_a_round_was_left_stays_over() {
    let away = |mut round: Conductor| {
        round.leave(at(70), LeftWhy::Interrupted, String::new());
        let mut round = Conductor::new(round.session);
        round.record(at(600), What::Returned { away_unknown: false, wall: String::new() });
        round
    };
    for (mark, what) in [(Mark::End, Undoable::End), (Mark::Next, Undoable::Next)] {
        let mut round = conductor(false);
        round.mark(at(0), Mark::Start).unwrap();
        round.mark(at(60), mark).unwrap();
        assert!(round.can_undo(at(61)), "{what:?}");
        let mut round = away(round);
        assert!(!round.can_undo(at(601)), "{what:?}");
        assert_eq!(round.mark(at(601), Mark::Undo), Err(Refusal::SeenSince { what }));
    }
    // Marks in a question that is still open, and what ended since, are taken back.
    let mut round = conductor(false);
    round.mark(at(0), Mark::Start).unwrap();
    round.mark(at(60), Mark::Answer).unwrap();
    let mut round = away(round);
    round.mark(at(610), Mark::Next).unwrap();
    assert_eq!(round.mark(at(611), Mark::Undo), taken_back(Undoable::Next));
    assert_eq!(round.mark(at(612), Mark::Undo), taken_back(Undoable::FirstAnswer));
}

#[test]
fn a_run_that_was_asked_for_in_the_slot_before_touches_no_other() {
    let mut round = conductor(false);
    round.mark(at(0), Mark::Start).unwrap();
    round.mark(at(60), Mark::End).unwrap();
    round.mark(at(70), Mark::Start).unwrap();
    assert!(round.is_untouched());
    let checked = |slot, question| What::Checked {
        slot: Some(slot),
        question: Some(question),
        asked: None,
        passed: 1,
        of: 2,
    };
    round.record(at(71), checked(0, 0));
    assert!(round.is_untouched());
    round.record(at(72), checked(1, 0));
    assert!(!round.is_untouched());
}
