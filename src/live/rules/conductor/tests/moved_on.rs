//! Where nothing is marked, the next question is shown by itself.

use super::*;

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
    assert!(log(&round).iter().all(|(_, what)| *what != due), "and needs no telling");
    round.advance(at(1510));
    assert_eq!(round.timeline.place, Place::After(0));
}

#[test]
fn a_mark_a_moment_after_the_next_question_was_shown_means_the_one_before() {
    for (seconds, number) in [(540, 1), (542, 1), (543, 2)] {
        let running = after(if number == 1 { seconds } else { seconds - 540 });
        let marks = [
            (Mark::Next, Noted::QuestionEnded { number, at: running }),
            (Mark::Skip, Noted::QuestionSkipped { number, at: running }),
            (Mark::Answer, Noted::Answered { kind: QuestionKind::Coding, at: running }),
            (Mark::Phase, Noted::PhaseBegan { phase: "approach".to_string(), at: running }),
        ];
        for (mark, noted) in marks {
            let mut round = conductor(false);
            round.mark(at(0), Mark::Start).unwrap();
            assert_eq!(round.mark(at(seconds), mark), Ok(noted), "{seconds}");
            let ends = matches!(mark, Mark::Next | Mark::Skip);
            let open = number - 1 + usize::from(ends);
            assert_eq!(
                round.timeline.open(),
                (open < 2).then_some((0, open)),
                "{seconds} {mark:?}"
            );
        }
        // What says nothing of how far the question has come means the one on screen.
        let mut round = conductor(false);
        round.mark(at(0), Mark::Start).unwrap();
        round.mark(at(seconds), Mark::Think).unwrap();
        assert_eq!(round.timeline.open(), Some((0, 1)));
    }
}

#[test]
fn a_late_mark_a_moment_after_the_next_question_was_shown_means_the_one_before() {
    for (when, to) in
        [(Late::At(after(370)), 370), (Late::Ago(after(5)), 536), (Late::Ago(after(0)), 541)]
    {
        let mut round = conductor(false);
        round.mark(at(0), Mark::Start).unwrap();
        let answered = Noted::Answered { kind: QuestionKind::Coding, at: after(to) };
        assert_eq!(round.mark(at(541), Mark::LateAnswer(when)), Ok(answered));
        assert_eq!(round.timeline.open(), Some((0, 0)));
    }
    // Later on it is said how the question before is gone back to.
    let mut round = conductor(false);
    round.mark(at(0), Mark::Start).unwrap();
    let late = |when| Mark::LateAnswer(when);
    let gone = Refusal::BeforeQuestion { now: after(4), back: true };
    assert_eq!(round.mark(at(544), late(Late::Ago(after(5)))), Err(gone));
    let still = Refusal::StillToCome { now: after(4), back: true };
    assert_eq!(round.mark(at(544), late(Late::At(after(370)))), Err(still));
    assert_eq!(round.mark(at(545), Mark::Undo), taken_back(Undoable::MovedOn));
    assert!(round.mark(at(546), late(Late::At(after(370)))).is_ok());
}

#[test]
fn a_mark_that_means_nothing_in_the_question_before_leaves_the_next_on_screen() {
    let mut session = session(false);
    session.header.round.slots[0].questions[0].phases.truncate(1);
    let mut round = Conductor::new(session);
    round.mark(at(0), Mark::Start).unwrap();
    round.advance(at(120));
    assert_eq!(round.timeline.open(), Some((0, 1)));
    let last = Refusal::LastPhase { phase: "understand".to_string() };
    assert_eq!(round.mark(at(121), Mark::Phase), Err(last));
    assert_eq!(round.timeline.open(), Some((0, 1)));
}

#[test]
fn each_question_has_its_own_time_though_the_one_before_it_had_more() {
    let mut session = session(false);
    session.header.round.slots[0].questions.push(coding("another"));
    session.header.round.slots[0].length = after(3000);
    // As a version left it that waited for marks.
    session.events = [What::SlotBegan { slot: 0 }, What::QuestionShown { question: 0 }]
        .map(|what| Event { at: at(0), what })
        .to_vec();
    session.until = at(1700);
    let mut round = Conductor::new(session);
    round.record(at(1700), What::Left { why: LeftWhy::Interrupted, wall: String::new() });
    round.record(at(1800), What::Returned { away_unknown: false, wall: String::new() });
    round.advance(at(1800));
    assert_eq!(round.timeline.open(), Some((0, 1)), "what is overdue comes at once");
    round.advance(at(1800 + 539));
    assert_eq!(round.timeline.open(), Some((0, 1)));
    round.advance(at(1800 + 540));
    assert_eq!(round.timeline.open(), Some((0, 2)));
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
