use proptest::prelude::*;

use super::*;
use crate::pacing::AnswerKnown;
use crate::samples::{behavioral, coding, design, m, s};
use crate::session::event::{Correctable, QuestionEnd, What};

/// A coding slot that begins at 100 s, with the first answer after so many seconds.
fn answered(after: f64) -> Script {
    Script::new(vec![coding()])
        .begin(100.0, 0)
        .answer(100.0 + after)
        .done(1100.0)
        .show(1100.0, 1)
        .until(1101.0)
}

#[test]
fn a_coding_answer_is_due_by_the_end_of_approach_and_by_half_the_question() {
    // understand 2:30 + approach 4:00 = 6:30 = 390 s; half of 17:00 = 8:30 = 510 s.
    for (after, expected) in [
        (389.999, None),
        (390.0, None),
        (399.999, None),
        (400.0, Some(Late)),
        (510.0, Some(Late)),
        (510.999, Some(Late)),
        (511.0, Some(VeryLate)),
    ] {
        let found = flags(&measure(answered(after).session()), FlagKind::SlowFirstAnswer);
        let expected: Vec<_> = expected
            .map(|severity| (severity, Some(s(after)), Some(m(6, 30))))
            .into_iter()
            .collect();
        assert_eq!(found, expected, "{after}");
    }
}

#[test]
fn a_design_answer_is_due_by_the_end_of_problem_exploration_and_half_as_much_again() {
    // problem exploration 6:00 = 360 s; 1.5 times that is 9:00 = 540 s.
    for (after, expected) in
        [(369.999, None), (370.0, Some(Late)), (540.999, Some(Late)), (541.0, Some(VeryLate))]
    {
        let script =
            Script::new(vec![design()]).begin(100.0, 0).answer(100.0 + after).until(1101.0);
        let found = flags(&measure(script.session()), FlagKind::SlowFirstAnswer);
        let expected: Vec<_> = expected
            .map(|severity| (severity, Some(s(after)), Some(m(6, 0))))
            .into_iter()
            .collect();
        assert_eq!(found, expected, "{after}");
    }
}

#[test]
fn a_flag_says_where_when_and_how_far() {
    // The second question is shown at 1100 s = 1000 s into the slot; its answer comes 552 s = 9:12
    // later, 2:42 past 6:30, past 8:30 too: at 1552 s in the slot, 1652 s = 27:32 in the round,
    // which began at 09:00:00.
    let script = answered(300.0).answer(1652.0).done(1700.0).close(1700.0);
    let pacing = measure(script.session());
    let flag = &pacing.flags[0];
    assert_eq!(
        flag.text,
        "coding 1, question 2: first answer 9:12 into the question, \
         2:42 past the 6:30 limit (tolerance under 10 s)"
    );
    assert_eq!(flag.sentence(), format!("{}, very late", flag.text));
    assert_eq!((flag.slot, flag.question, flag.phase.clone()), (0, Some(1), None));
    assert_eq!(
        (flag.at, flag.at_elapsed.since_began(), flag.wall_clock.as_str()),
        (s(1552.0), s(1652.0), "09:27:32")
    );
    assert_eq!(next(&pacing).as_deref(), Some("mockround drill coding"));
}

#[test]
fn an_answer_is_measured_in_running_time_with_the_pause_beside_it() {
    // Marked 600 s after the question, 150 of them paused and 50 in a gap: 400 s = 6:40, 10 s past
    // the limit.
    let script = Script::new(vec![coding()])
        .begin(100.0, 0)
        .pause(200.0, 350.0)
        .gap(400.0, 450.0)
        .answer(700.0);
    let pacing = measure(script.until(800.0).session());
    assert_eq!(pacing.slots[0].questions[0].first_answer.paused, s(150.0));
    assert_eq!(
        texts(&pacing),
        ["coding 1, question 1: first answer 6:40 into the question + 2:30 paused, \
             0:10 past the 6:30 limit (tolerance under 10 s)"]
    );
}

#[test]
fn less_than_ten_seconds_past_the_limit_is_a_note() {
    let pacing = measure(answered(391.5).session());
    assert_eq!(texts(&pacing), [""; 0]);
    let [note] = &pacing.notes[..] else { panic!("{:?}", pacing.notes) };
    assert_eq!((note.kind, note.severity), (FlagKind::SlowFirstAnswer, Verdict::OnTime));
    assert_eq!(
        note.text,
        "coding 1, question 1: first answer 6:31 into the question, \
         0:01 past the 6:30 limit (tolerance under 10 s)"
    );
    // What reads as the limit is not past it.
    let pacing = measure(answered(390.999).session());
    assert_eq!((texts(&pacing), pacing.notes.len()), (vec![], 0));
}

#[test]
fn what_the_review_says_counts_and_is_said_to() {
    // Not marked; said to have come at 8:31 = 511 s, which is very late (8:30).
    let script = Script::new(vec![coding()])
        .begin(100.0, 0)
        .done(1000.0)
        .show(1000.0, 1)
        .done(1200.0)
        .close(1200.0);
    let pacing = measure(script.clone().corrected(1250.0, 0, 0, Some(511.0)).session());
    let first = pacing.slots[0].questions[0].first_answer;
    assert_eq!(
        (first.known, first.at.map(|at| at.in_question)),
        (AnswerKnown::Corrected, Some(s(511.0)))
    );
    assert_eq!(
        texts(&pacing),
        ["coding 1, question 1: first answer 8:31 into the question (said in the review), \
          2:01 past the 6:30 limit (tolerance under 10 s)"]
    );
    assert_eq!(pacing.flags[0].at_elapsed.since_began(), s(611.0));
    // It replaces a mark, too.
    let marked = answered(300.0).corrected(1250.0, 0, 0, Some(400.0));
    assert_eq!(question(&marked, 0).first_answer.known, AnswerKnown::Corrected);
    assert_eq!(
        flags(&measure(marked.session()), FlagKind::SlowFirstAnswer),
        [(Late, Some(s(400.0)), Some(m(6, 30)))]
    );
}

#[test]
fn never_is_a_flag_and_not_known_is_none() {
    let script = Script::new(vec![coding()])
        .begin(100.0, 0)
        .done(1140.0)
        .show(1140.0, 1)
        .done(1200.0)
        .close(1200.0);
    let unknown = measure(script.session());
    assert_eq!(unknown.slots[0].questions[0].first_answer.known, AnswerKnown::Unknown);
    assert_eq!(texts(&unknown), [""; 0]);
    assert_eq!(next(&unknown), None);
    // The question took 1040 s = 17:20.
    let never = measure(script.corrected(1250.0, 0, 0, None).session());
    assert_eq!(never.slots[0].questions[0].first_answer.known, AnswerKnown::Never);
    assert_eq!(texts(&never), ["coding 1, question 1: no first answer in 17:20, due by 6:30"]);
    assert_eq!(flags(&never, FlagKind::NoFirstAnswer), [(VeryLate, None, Some(m(6, 30)))]);
}

#[test]
fn a_first_answer_is_not_asked_of_other_kinds_skipped_and_unreached_questions() {
    let script =
        Script::new(vec![coding()]).begin(100.0, 0).ended(200.0, QuestionEnd::Skipped).close(200.0);
    assert_eq!(question(&script, 0).first_answer.known, AnswerKnown::NotAsked);
    assert_eq!(question(&script, 1).first_answer.known, AnswerKnown::NotAsked);
    let told = Script::new(vec![behavioral()]).begin(100.0, 0).answer(160.0).until(200.0);
    let first = question(&told, 0).first_answer;
    assert_eq!((first.known, first.at), (AnswerKnown::NotAsked, None));
    // Skipped after the answer: the answer counts.
    let after = Script::new(vec![coding()])
        .begin(100.0, 0)
        .answer(200.0)
        .ended(210.0, QuestionEnd::Skipped);
    assert_eq!(question(&after, 0).first_answer.known, AnswerKnown::Marked);
}

#[test]
fn an_answer_that_was_undone_never_happened() {
    // Events: 0 slot, 1 question, 2 answer at 500 s (late), 3 undone, 4 answer at 300 s after the
    // question.
    let script = Script::new(vec![coding()]).begin(100.0, 0).answer(495.0);
    let script = script.then(496.0, What::Undone { events: vec![2] });
    let none = question(&script.clone().until(500.0), 0);
    assert_eq!((none.first_answer.known, none.phases[0].actual), (AnswerKnown::Unknown, None));
    let again = question(&script.answer(600.0).until(700.0), 0);
    assert_eq!(again.first_answer.at.map(|at| at.in_question), Some(s(500.0)));
}

/// A coding question of 17 minutes in which the approach begins at 1:40 and the answer is pressed
/// after 500 s, with a pause of a minute in between; and what is said of it then.
fn pressed_late(said: Option<What>) -> Script {
    let script = Script::new(vec![coding()])
        .begin(100.0, 0)
        .phase(200.0, 1)
        .pause(300.0, 360.0)
        .answer(660.0);
    let script = match said {
        Some(said) => script.then(660.0, said),
        None => script,
    };
    script.phase(800.0, 3).done(1160.0).show(1160.0, 1).done(2000.0).close(2000.0)
}

fn late(to: f64) -> What {
    let (mark, which) = (Correctable::FirstAnswer, Some(0));
    What::Corrected { mark, which, to: Some(s(to)), slot: 0, question: 0 }
}

#[test]
fn a_late_mark_moves_the_phase_that_it_ends_and_leaves_no_flag_behind() {
    let pressed = measure(pressed_late(None).session());
    let over = |pacing: &Pacing| flags(pacing, FlagKind::PhaseOver).len();
    let said = measure(pressed_late(Some(late(270.0))).session());
    let times = |pacing: &Pacing| {
        let phases = pacing.slots[0].questions[0].phases.iter();
        phases.map(|phase| phase.actual.map(|time| time.as_secs())).collect::<Vec<_>>()
    };
    assert_eq!(times(&pressed), [Some(100), Some(400), Some(140), Some(360)]);
    assert_eq!(times(&said), [Some(100), Some(170), Some(370), Some(360)]);
    // The approach has 4 minutes, and nothing else here depends on the answer.
    assert_eq!(over(&pressed), over(&said) + 1);
    let first = said.slots[0].questions[0].first_answer;
    assert_eq!((first.known, first.paused), (AnswerKnown::Marked, s(60.0)));
}

#[test]
fn what_the_review_said_of_old_moves_no_phase() {
    let old = What::Corrected {
        mark: Correctable::FirstAnswer,
        which: None,
        to: Some(s(270.0)),
        slot: 0,
        question: 0,
    };
    let (pressed, said) = (pressed_late(None), pressed_late(None).then(2001.0, old));
    let (pressed, said) = (question(&pressed, 0), question(&said, 0));
    assert_eq!(pressed.phases, said.phases);
    assert_eq!(said.first_answer.at.map(|at| at.in_question), Some(s(270.0)));
}

proptest! {
    #[test]
    fn a_late_mark_measures_as_one_that_was_given_in_time(at in 201..800_u32) {
        // In the pause nothing is marked.
        prop_assume!(!(300..=360).contains(&at));
        let at = f64::from(at);
        let running = at - 100.0 - if at > 300.0 { 60.0 } else { 0.0 };
        let rest = |script: Script| {
            script.phase(900.0, 3).done(1160.0).show(1160.0, 1).done(2000.0).close(2000.0)
        };
        let begun = |script: Script| script.begin(100.0, 0).phase(200.0, 1);
        let paused = |script: Script| script.pause(300.0, 360.0);
        let new = || begun(Script::new(vec![coding()]));
        let in_time = match at < 300.0 {
            true => rest(paused(new().answer(at))),
            false => rest(paused(new()).answer(at)),
        };
        let late = rest(paused(new()).answer(850.0).then(850.0, late(running)));
        prop_assert_eq!(measure(late.session()).slots, measure(in_time.session()).slots);
    }
}
