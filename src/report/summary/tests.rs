use super::*;
use crate::pacing::{Earlier, measure};
use crate::samples::{Script, behavioral, coding, design, started};
use crate::session::event::{QuestionEnd, What};

/// Two coding questions, answered after so many seconds each, in time and to the end.
fn answered(first: f64, second: f64) -> Script {
    Script::new(vec![coding()])
        .begin(0.0, 0)
        .answer(first)
        .done(1000.0)
        .show(1000.0, 1)
        .answer(1000.0 + second)
        .done(1900.0)
        .close(1900.0)
        .then(1900.0, What::Finished)
}

#[test]
fn a_slot_stands_on_a_line() {
    let row = |script: &Script| slot_row(&measure(script.session()).slots[0]).join(" | ");
    assert_eq!(
        row(&answered(310.0, 430.0)),
        "coding 1 | 5:10 ✓, 7:10 0:40 late | - | 31:40 of 35:00 | 2 of 2"
    );
    // 6:35 is within the tolerance, 9:00 very late.
    assert_eq!(
        row(&answered(395.0, 540.0)),
        "coding 1 | 6:35 ✓, 9:00 2:30 late !! | - | 31:40 of 35:00 | 2 of 2"
    );
    let unknown = Script::new(vec![coding()])
        .begin(0.0, 0)
        .done(1000.0)
        .show(1000.0, 1)
        .done(1900.0)
        .close(1900.0);
    assert_eq!(row(&unknown), "coding 1 | ?, ? | - | 31:40 of 35:00 | 2 of 2");
    assert_eq!(
        row(&unknown.corrected(1950.0, 0, 1, None)),
        "coding 1 | ?, never !! | - | 31:40 of 35:00 | 2 of 2"
    );
    let skipped = Script::new(vec![coding()]).begin(0.0, 0).ended(60.0, QuestionEnd::Skipped);
    assert_eq!(row(&skipped.close(60.0)), "coding 1 | - | - | 1:00 of 35:00 | 1 of 2");
    let heard = Script::new(vec![design()]).listening(0.0).begin(0.0, 0).until(600.0).heard(
        0.0,
        600.0,
        &[(50.0, 100.0), (120.0, 600.0)],
    );
    assert_eq!(row(&heard), "ml-design | ? | 0:50 | 10:00 of 35:00 | 1 of 1");
    assert_eq!(row(&Script::new(vec![behavioral()])), "behavioral | - | - | - of 30:00 | 0 of 3");
}

#[test]
fn what_was_not_measured_is_not_good() {
    let untouched = measure(Script::new(vec![coding()]).begin(0.0, 0).done(1000.0).session());
    assert_eq!(good(&untouched), [""; 0]);
    assert_eq!((worst(&untouched), tomorrow(&untouched).is_none()), (None, true));
    assert_eq!(
        good(&measure(answered(310.0, 360.0).session())),
        ["every first answer was on time: 5:10, 6:00", "every question was reached in its time"]
    );
    assert_eq!(
        good(&measure(answered(310.0, 430.0).session()))[0],
        "1 of 2 first answers were on time: 5:10"
    );
}

#[test]
fn tomorrow_is_the_worst_flag_with_its_target() {
    let pacing = measure(answered(310.0, 540.0).session());
    let tomorrow = tomorrow(&pacing).unwrap();
    assert_eq!(tomorrow.command, "mockround drill coding");
    assert_eq!(tomorrow.target, "state a workable approach by 6:30");
    assert_eq!(Some(tomorrow.reason), worst(&pacing));
}

#[test]
fn the_drill_is_on_a_topic_that_the_bank_has() {
    let mut slot = coding();
    slot.questions[0].question.topics = vec!["no such".to_string(), "graphs".to_string()];
    let script = Script::new(vec![slot]).begin(0.0, 0).answer(540.0).until(600.0);
    let command = tomorrow(&measure(script.session())).unwrap().command;
    assert_eq!(command, "mockround drill coding --topic graphs");
}

#[test]
fn a_question_of_one_phase_is_no_drill_of_a_phase_but_in_a_design() {
    let command = |mut slot: crate::round::Slot| {
        slot.questions.truncate(1);
        slot.questions[0].phases.truncate(1);
        let script = Script::new(vec![slot]).begin(0.0, 0).done(1000.0).close(1000.0);
        tomorrow(&measure(script.session())).unwrap().command
    };
    assert_eq!(command(coding()), "mockround drill coding");
    assert_eq!(command(design()), "mockround drill ml-design --phase problem-exploration");
}

#[test]
fn two_rounds_are_compared_in_numbers() {
    let mut pacing = measure(answered(310.0, 360.0).session());
    assert_eq!(changed(&pacing), [""; 0]);
    let mut before = answered(430.0, 430.0).session().clone();
    before.header.started = started("2026-11-20T09:00:00+01:00");
    pacing.earlier = Some(Earlier::of(&measure(&before)));
    // The median of 5:10 and 6:00 against 7:10.
    assert_eq!(
        changed(&pacing),
        [
            "coding: first answer 5:35, was 7:10 (-1:35)",
            "coding: phases within budget 100%, was 50% (+50 points)",
        ]
    );
    assert_eq!(since(&pacing).unwrap().0, "Since Fri 20 Nov");
    // The same again: nothing changed.
    pacing.earlier = Some(Earlier::of(&measure(answered(310.0, 360.0).session())));
    assert_eq!(since(&pacing), None);
}
